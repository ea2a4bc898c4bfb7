"""Pull quotes within their legs.

Under a headline one reads as a standfirst, beside a jump head as the head of another story.
Make-up counts a quote's rows on top of its legs; drawn, it stands between their lines. The legs
hold the same lines and end where they did.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from epaper.makeup.story.arrangement import Arrangement
from epaper.makeup.story.copyfit import LegLine
from epaper.model import FrameKind

LEAST_ROWS = 4  # of text above a quote and under it
MIDDLE = 0.45  # of a leg's lines above it: the middle that the eye sees is higher
HEAD_ROWS = 3  # above it that are no crosshead: two lines of text stand under one
BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A quote of so many rows in these columns of its story, with `rows_above` of text above it."""

    columns: range
    rows: int
    rows_above: int


def parted_legs(plan: Arrangement, legs: Mapping[int, tuple[LegLine, ...]]) -> Parted | None:
    """Where the legs of an arrangement are parted for its pull quote; None if they cannot be.

    Nothing else may stand on top of the legs, and where a leg could not end the quote cannot
    stand: after a paragraph's first line, within a word, right under a crosshead.
    """
    quote = next((p for p in plan.parts if p.kind is FrameKind.QUOTE and p.zone == "top"), None)
    if quote is None:
        return None
    columns = range(quote.column, quote.column + quote.span)
    if any(plan.tops[c] != quote.rows or not legs.get(c) for c in columns):
        return None
    mine = [legs[c] for c in columns]
    shortest = min(map(len, mine))
    above = [
        rows
        for rows in range(LEAST_ROWS, shortest - LEAST_ROWS + 1)
        if all(_may_stand(lines, rows) for lines in mine)
    ]
    if not above:
        return None
    wanted = MIDDLE * shortest
    middle = min(above, key=lambda rows: (abs(rows - wanted), rows))
    return Parted(columns=columns, rows=int(quote.rows), rows_above=middle)


def _may_stand(lines: tuple[LegLine, ...], rows: int) -> bool:
    """True if a leg may end after so many lines, and go on with the next."""
    above = [leg_line.line for leg_line in lines[max(0, rows - HEAD_ROWS) : rows]]
    return above[-1].may_end and all(line.style == BODY for line in above)
