"""C-105 to C-108: how legs end, and what stands at their feet and heads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from epaper.check.facts import Facts
from epaper.check.findings import finding
from epaper.check.legs import Leg, ReadLegLine, ReadPart, last_word, row_of
from epaper.check.reading import ReadPage
from epaper.model import MM_PER_PT, FrameKind, Problem
from epaper.pdf.text import excerpt

LEVEL_ROWS = 1
KEPT_LINES = 2  # of text under a crosshead, in its leg
# What may stand at the foot of a column besides the leg.
FOOT_KINDS = (
    FrameKind.JUMP_LINE,
    FrameKind.BOX_PANEL,
    FrameKind.TABLE,
    FrameKind.PHOTO,
    FrameKind.CUTLINE,
    FrameKind.QUOTE,
    FrameKind.QUOTE_BY,
)


def check_running(
    parts: Mapping[str, tuple[ReadPart, ...]],
    pages: Sequence[ReadPage],
    facts: Facts,
    hyphened: Collection[str] = frozenset(),
) -> Iterator[Problem]:
    """Every fault at a leg's end or head. `hyphened` are words with a hyphen of their own."""
    by_number = {page.number: page for page in pages}
    for mine in parts.values():
        legs = [leg for part in mine for leg in part.legs]
        for part in mine:
            yield from _level(part, by_number[part.page], facts)
        for leg, after in zip(legs, (*legs[1:], None), strict=True):
            yield from _heads(leg, after)
        for leg, after in pairwise(legs):
            yield from _break(leg, after, hyphened)


def _level(part: ReadPart, page: ReadPage, facts: Facts) -> Iterator[Problem]:
    """The columns of a story end within a line of each other."""
    # Where a picture stands inside a leg, the column has two: the lower one's end counts.
    columns = {round(leg.rect.x_mm): leg for leg in part.legs}
    ends = [_end_row(leg, page, facts) for leg in columns.values()]
    if max(ends) - min(ends) > LEVEL_ROWS:
        shown = ", ".join(str(max(ends) - end) for end in ends)
        message = f"the legs do not end level: lines short of the deepest {shown}"
        yield finding("C-105", message, page=part.page, story=part.story.slug)


def _end_row(leg: Leg, page: ReadPage, facts: Facts) -> int:
    """The last row that is used in a leg's column of its story's rectangle."""
    middle_mm = leg.rect.x_mm + leg.rect.w_mm / 2
    rows = [leg.last_row]
    for frame, lines in page.frames(*FOOT_KINDS):
        rect = frame.rect
        if not (rect.x_mm < middle_mm < rect.right_mm and rect.y_mm > leg.rect.y_mm):
            continue
        if rect.bottom_mm > leg.area.rect.bottom_mm + 1 or rect.y_mm < leg.area.y_mm:
            continue
        rows += [row_of(line.baseline_pt, facts) for line in lines]
        # A box's ground goes on below its last line.
        if frame.kind in (FrameKind.PHOTO, FrameKind.BOX_PANEL):
            rows.append(row_of((rect.bottom_mm - 1) / MM_PER_PT, facts))
    return max(rows)


def _break(leg: Leg, after: Leg, hyphened: Collection[str]) -> Iterator[Problem]:
    """The place where a leg ends and the next one begins, on this page or another."""
    last, first = leg.lines[-1], after.lines[0]
    slug = leg.story.slug
    if last.starts and not last.ends and not last.head:
        message = f"a paragraph's first line stands alone at the foot of a leg: {_quote(last)}"
        yield finding("C-106", message, page=leg.page, story=slug)
    if first.ends and not first.starts and not first.head:
        message = f"a paragraph's last line stands alone at the head of a leg: {_quote(first)}"
        yield finding("C-106", message, page=after.page, story=slug)
    if last.split and not last.ends and last_word(last) not in hyphened:
        where = "leg" if leg.page == after.page else "page"
        message = f"a word is split over the end of a {where}: {_quote(last)}"
        yield finding("C-107", message, page=leg.page, story=slug)


def _heads(leg: Leg, after: Leg | None) -> Iterator[Problem]:
    """A head keeps lines of text under it, or all that it has: a brief may be of one line."""
    goes_on = after is not None and not after.lines[0].head
    for place, line in enumerate(leg.lines):
        if not line.head or (place + 1 < len(leg.lines) and leg.lines[place + 1].head):
            continue
        kept = 0
        for below in leg.lines[place + 1 :]:
            if below.head:
                break
            kept += 1
        if not kept:
            message = f"a crosshead ends a leg: {_quote(line)}"
        elif goes_on and kept < KEPT_LINES and place + 1 + kept == len(leg.lines):
            message = f"a crosshead has {kept} line of text under it in its leg: {_quote(line)}"
        else:
            continue
        yield finding("C-108", message, page=leg.page, story=leg.story.slug)


def _quote(line: ReadLegLine) -> str:
    return excerpt(line.drawn)
