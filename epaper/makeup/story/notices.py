"""Notices on the page: which of a notice's forms fills a place best, and where its words stand.

In: a notice's forms, a place in columns and rows. Out: a form, and how well it fills the place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from epaper.makeup.figures import NOTICES
from epaper.model import Grid, NoticeForm, NoticeSetting, SetBlock

HEAD_PAD_PT = 6.0  # white over and under the words, at least
FRAME_PT = 3.0  # from the panel's edge to its frame
TITLE_GAP_EM = 0.35  # between a title and the text under it, of the title's size


@dataclass(frozen=True, slots=True)
class Filling:
    """A form for a place so many rows high, the share of it that is white, and how ill it looks."""

    form: NoticeForm
    white: float
    blame: float


def fillings(notice: NoticeSetting, grid: Grid, span: int, most_rows: int) -> dict[int, Filling]:
    """By height in rows, the form that fills a place of `span` columns best."""
    best: dict[int, Filling] = {}
    for form in notice.forms.get(span, ()):
        need_rows = (form_height_pt(form) + 2 * HEAD_PAD_PT) / grid.baseline_pt
        words_pt2 = _words_pt2(form)
        last = min(most_rows, int(need_rows + NOTICES.most_air_rows))
        for rows in range(math.ceil(round(need_rows, 4)), last + 1):
            white = 1 - words_pt2 / (grid.span_pt(span) * rows * grid.baseline_pt)
            blame = white + NOTICES.loud * max(0.0, form.text.size_pt - NOTICES.quiet_pt)
            if rows in best and best[rows].blame <= blame:
                continue
            if _hole(form, grid, span, rows) <= NOTICES.most_hole:
                best[rows] = Filling(form, white, blame)
    return best


def _hole(form: NoticeForm, grid: Grid, span: int, rows: int) -> float:
    """The larger white beside or under a form's title or text, as a share of the page."""
    wide_pt, high_pt = grid.span_pt(span) - 2 * FRAME_PT, rows * grid.baseline_pt
    over_pt = (high_pt - form_height_pt(form)) / 2 - FRAME_PT
    whites = [_last_lines(form), *_ragged(form, over_pt)]
    if form.title is not None and form.beside:
        text_pt = form.columns * (form.text.measure_pt + form.gutter_pt)
        under_text_pt = high_pt - over_pt - text_rows(form) * form.text.leading_pt
        whites += [
            (wide_pt - form.pad_pt - text_pt, high_pt - over_pt - form.title.height_pt),
            (text_pt, under_text_pt - 2 * FRAME_PT),
        ]
    elif form.title is not None:
        title_pt = max(line.width_pt for line in form.title.lines)
        deep_pt = over_pt + form.title.height_pt + title_gap_pt(form.title)
        whites += [(wide_pt - form.pad_pt - title_pt, deep_pt)]
    page_pt2 = grid.span_pt(grid.columns) * grid.rows * grid.baseline_pt
    return max((w * h / page_pt2 for w, h in whites if min(w, h) >= NOTICES.narrow_pt), default=0.0)


def _ragged(form: NoticeForm, over_pt: float) -> Iterator[tuple[float, float]]:
    """The white at the right of lines that follow each other, over and under them too."""
    column = list(text_columns(form))[-1]
    for first in range(len(column.lines)):
        longest_pt, high_pt = 0.0, over_pt if first == 0 and form.title is None else 0.0
        for number, line in enumerate(column.lines[first:], start=first):
            longest_pt = max(longest_pt, line.width_pt)
            high_pt += column.leading_pt + (over_pt if number == len(column.lines) - 1 else 0.0)
            yield column.measure_pt - longest_pt + form.pad_pt, high_pt


def _last_lines(form: NoticeForm) -> tuple[float, float]:
    """The white of the columns that are a line shorter."""
    short = text_rows(form) * form.columns - len(form.text.lines)
    return short * (form.text.measure_pt + form.gutter_pt), form.text.leading_pt


def form_height_pt(form: NoticeForm) -> float:
    """Height of a form's words."""
    text_pt = text_rows(form) * form.text.leading_pt
    if form.title is None:
        return text_pt
    if form.beside:
        return max(form.title.height_pt, text_pt)
    return form.title.height_pt + title_gap_pt(form.title) + text_pt


def title_gap_pt(title: SetBlock) -> float:
    """White between a title and the text under it."""
    return TITLE_GAP_EM * title.size_pt


def text_rows(form: NoticeForm) -> int:
    """Lines of the deepest column of a form's text."""
    return -(-len(form.text.lines) // form.columns)


def text_columns(form: NoticeForm) -> Iterator[SetBlock]:
    """The text's columns, the longer ones first."""
    lines, rows = form.text.lines, text_rows(form)
    short = rows * form.columns - len(lines)
    start = 0
    for column in range(form.columns):
        end = start + rows - (column >= form.columns - short)
        yield form.text.with_lines(lines[start:end])
        start = end


def _words_pt2(form: NoticeForm) -> float:
    """Area that the lines cover."""
    blocks = [form.text] if form.title is None else [form.title, form.text]
    return sum(line.width_pt * block.leading_pt for block in blocks for line in block.lines)
