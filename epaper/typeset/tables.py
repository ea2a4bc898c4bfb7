"""A table in, its settings out: column widths from the content, every word kept.

Where a table has more columns than a page has room for, its rows are folded: the cells of each
stand in several lines, one under another as often as it takes, and so do the column heads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from epaper.model import SetBlock, Table, TableCell, TableSetting
from epaper.typeset.display import DisplayPart, display_words
from epaper.typeset.stick import Stick

GAP_PT = 7.0  # between columns
TIGHT_GAP_PT = 4.0  # at least, where that saves cells from being broken
FEW = 2  # spans at which a table is wanted
# A word wider than this, some 14 letters, may be split; to split shorter ones a row is folded.
MOST_WHOLE_PT = 60.0
DEEP_ROW = 0.3  # of a page: a table with such a row is wanted as wide as the page
LONG = 0.4  # of a page: a table so deep may want pages of its own, and parts that fill their width
LESS = re.compile(r"^[-–](?=[£$€¥]?\d)")  # typed for a minus sign
MINUS = "\u2212"  # as wide as a plus sign, and at the height of figures
NUMBER = re.compile(r"[+\-−–±]?[£$€¥]?\d[\d.,:/ ]*(?:%|[a-z]{1,2})?|[–—-]?")


class _Column(NamedTuple):
    """A column of the table: where it stands and how."""

    x_pt: float
    width_pt: float
    align: str


Fold = tuple[_Column, ...]  # columns that stand in one line of a row


def set_tables(table: Table, stick: Stick) -> dict[int, TableSetting]:
    """The table at one and two columns where it fits, else at the first span where it does.

    If it fits nowhere, its rows are folded at full width. A long one is set to a width too that
    goes into the page's without remainder.
    """
    if not table.columns:
        return {}
    table = _with_minus_signs(table)
    widths = [_column_widths(table, column, stick) for column in range(len(table.columns))]
    grid = stick.layout.grid
    fitting = [span for span in stick.spans if _fits(widths, grid.span_pt(span))]
    wanted = [span for span in fitting if span <= FEW] or fitting[:1] or [grid.columns]
    settings = {span: _set_at(table, span, widths, stick) for span in wanted}
    deepest = max(settings[wanted[-1]].row_heights, default=0)
    if deepest > DEEP_ROW * grid.rows and grid.columns not in settings:
        return {grid.columns: _set_at(table, grid.columns, widths, stick)}
    long = settings[wanted[0]].total_rows > LONG * grid.rows
    if long and all(grid.columns % span for span in settings):
        whole = next(s for s in stick.spans if s > wanted[0] and grid.columns % s == 0)
        settings[whole] = _set_at(table, whole, widths, stick)
    return settings


def _fits(widths: Sequence[tuple[float, float]], room_pt: float) -> bool:
    """True if columns stand side by side in so much room, no word split."""
    return _least(widths) + TIGHT_GAP_PT * (len(widths) - 1) <= room_pt


def _set_at(
    table: Table, span: int, widths: Sequence[tuple[float, float]], stick: Stick
) -> TableSetting:
    """The table set to `span` columns of the page, its rows folded if need be."""
    room_pt = stick.layout.grid.span_pt(span)
    aligns = [_align(table, column) for column in range(len(widths))]
    beside, places = _fold(widths, room_pt)
    sides = aligns if beside == len(widths) else ["left"] * beside
    gap = _gap(places, room_pt)
    shared = _share(places, room_pt - gap * (beside - 1), sides)
    lefts = _edges(shared, gap)
    columns = [
        _Column(lefts[number % beside], shared[number % beside], align)
        for number, align in enumerate(aligns)
    ]
    folds = [tuple(columns[first : first + beside]) for first in range(0, len(columns), beside)]
    return _set_table(table, span, folds, stick)


def _fold(
    widths: Sequence[tuple[float, float]], room_pt: float
) -> tuple[int, list[tuple[float, float]]]:
    """How many columns stand side by side in a line of a row, and their widths.

    Those of all lines stand under each other. There are as few lines as will do.
    """
    for folds in range(1, len(widths) + 1):
        beside = -(-len(widths) // folds)
        under = [widths[place::beside] for place in range(beside)]
        places = [(max(w[0] for w in part), max(w[1] for w in part)) for part in under]
        if _fits([(min(low, MOST_WHOLE_PT), 0.0) for low, _ in places], room_pt):
            break
    return beside, places


def _with_minus_signs(table: Table) -> Table:
    """The table with true minus signs in its columns of numbers."""
    numbers = [_align(table, column) == "right" for column in range(len(table.columns))]
    rows = tuple(
        tuple(
            LESS.sub(MINUS, cell.strip()) if is_number else cell
            for cell, is_number in zip(row, numbers, strict=True)
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _gap(widths: Sequence[tuple[float, float]], room_pt: float) -> float:
    """White between columns: less than usual where the cells then stand unbroken."""
    natural = sum(width for _, width in widths)
    return max(TIGHT_GAP_PT, min(GAP_PT, (room_pt - natural) / max(1, len(widths) - 1)))


def _edges(widths: Sequence[float], gap: float) -> list[float]:
    """Left edges of columns so wide."""
    return [sum(widths[:number]) + gap * number for number in range(len(widths))]


def _column_widths(table: Table, column: int, stick: Stick) -> tuple[float, float]:
    """A column's least width, its widest word, and its natural width, its widest cell."""
    least = natural = 0.0
    cells = [("table-head", table.columns[column])]
    cells += [("table-cell", row[column]) for row in table.rows]
    for name, text in cells:
        style = stick.style(name)
        words = display_words(
            (DisplayPart(text, style),), style.size_pt, stick.fonts, stick.language
        )
        parts = [word.width_em * style.size_pt for word in words]
        spaces = sum(word.space_em for word in words[1:]) * style.size_pt
        least = max(least, max(parts, default=0.0))
        natural = max(natural, sum(parts) + spaces)
    return least + 0.1, natural + 0.1


def _least(widths: Sequence[tuple[float, float]]) -> float:
    return sum(least for least, _ in widths)


def _share(
    widths: Sequence[tuple[float, float]], room_pt: float, aligns: Sequence[str]
) -> list[float]:
    """Widths of the columns that fill `room_pt`.

    Room beyond the natural widths goes to the columns from the first of words on, that one taking
    most; where they do not fit, each gives up in proportion to what it has above its least.
    """
    lead = aligns.index("left") if "left" in aligns else 0
    natural = sum(width for _, width in widths)
    if natural <= room_pt:
        parts = [0 if i < lead else 2 if i == lead else 1 for i in range(len(widths))]
        spare = (room_pt - natural) / sum(parts)
        return [width + spare * part for part, (_, width) in zip(parts, widths, strict=True)]
    least = _least(widths)
    if least >= room_pt:
        return _share_torn([width for width, _ in widths], room_pt)
    part = (room_pt - least) / (natural - least)
    return [low + (width - low) * part for low, width in widths]


def _share_torn(least: Sequence[float], room_pt: float) -> list[float]:
    """Widths of columns whose widest words do not all fit: the longest words give way."""
    whole = [min(width, MOST_WHOLE_PT) for width in least]
    over, spare = sum(least) - sum(whole), room_pt - sum(whole)
    if over <= 0 or spare <= 0:
        return [width * room_pt / sum(whole) for width in whole]
    return [
        short + (width - short) * spare / over for short, width in zip(whole, least, strict=True)
    ]


def _set_table(table: Table, span: int, folds: Sequence[Fold], stick: Stick) -> TableSetting:
    """The table set to `span` columns of the page."""
    head = _row(table.columns, "table-head", folds, stick)
    rows = tuple(_row(row, "table-cell", folds, stick) for row in table.rows)
    measure = stick.layout.grid.span_pt(span)
    title = stick.text(table.title, "table-title", measure, "table") if table.title else None
    note = stick.text(table.note, "table-note", measure, "table") if table.note else None
    heights = tuple(_height(row, stick) for row in rows)
    head_rows = _height(head, stick) if any(table.columns) else 0
    outer = sum(_rows(block.height_pt, stick) for block in (title, note) if block is not None)
    return TableSetting(
        span=span,
        title=title,
        head=head if head_rows else (),
        rows=rows,
        row_heights=heights,
        head_rows=head_rows,
        note=note,
        total_rows=sum(heights) + head_rows + outer,
    )


def _row(
    texts: Sequence[str], name: str, folds: Sequence[Fold], stick: Stick
) -> tuple[TableCell, ...]:
    """One row's cells side by side, those of each fold under the ones before."""
    cells: list[TableCell] = []
    for columns in folds:
        drop_rows = _height(cells, stick) if cells else 0
        for column in columns:
            block = _cell_block(texts[len(cells)], name, column.width_pt, stick)
            cells.append(
                TableCell(
                    x_pt=round(column.x_pt, 3),
                    width_pt=round(column.width_pt, 3),
                    block=block,
                    align=column.align,
                    drop_rows=drop_rows,
                )
            )
    return tuple(cells)


def _cell_block(text: str, name: str, width_pt: float, stick: Stick) -> SetBlock:
    style = stick.style(name)
    if text.strip():
        return stick.block([DisplayPart(text, style)], width_pt, "table", balance=False)
    return SetBlock(
        style=name,
        size_pt=style.size_pt,
        leading_pt=style.leading_pt,
        measure_pt=width_pt,
        lines=(),
    )


def _align(table: Table, column: int) -> str:
    """Numbers stand at the right; a column is one of numbers if all its cells are."""
    cells = [row[column].strip() for row in table.rows]
    numbers = any(cells) and all(NUMBER.fullmatch(cell) for cell in cells)
    return "right" if numbers else "left"


def _height(row: Sequence[TableCell], stick: Stick) -> int:
    """Baseline rows of a row: to the foot of its deepest cell, a row at least in each fold."""
    return max(cell.drop_rows + max(1, _rows(cell.block.height_pt, stick)) for cell in row)


def _rows(height_pt: float, stick: Stick) -> int:
    return ceil(height_pt / stick.layout.grid.baseline_pt - 0.01)
