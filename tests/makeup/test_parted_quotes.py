"""A pull quote stands within its legs: text above it, text under it, in whole lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epaper.makeup.frames.quotes import LEAST_ROWS, parted_legs
from epaper.makeup.story.arrangement import Arrangement, Part
from epaper.makeup.story.copyfit import LegLine
from epaper.model import FrameKind, Line, Run

LINE = Line(runs=(Run(text="A line of the story"),), style="body", width_pt=150.0)
ROWS = 7  # of the quote


def legs(*rows: int) -> dict[int, tuple[LegLine, ...]]:
    return {n: (LegLine(slug="a", line=LINE),) * count for n, count in enumerate(rows)}


def plan(span: int = 1, tops: tuple[int, ...] = (0, ROWS, 0), column: int = 1) -> Arrangement:
    quote = Part(FrameKind.QUOTE, "top", column, span, 0, ROWS, 0)
    return Arrangement(
        width=len(tops),
        size_pt=24.0,
        head_span=len(tops),
        head_rows=5,
        parts=(quote,),
        tops=tops,
        feet=(0,) * len(tops),
        quote=0,
    )


def with_line(lines: tuple[LegLine, ...], number: int, **changed: object) -> tuple[LegLine, ...]:
    line = replace(LINE, **changed)  # type: ignore[arg-type]
    return (*lines[:number], LegLine(slug="a", line=line), *lines[number + 1 :])


def test_it_stands_a_little_above_the_middle() -> None:
    found = parted_legs(plan(), legs(40, 30, 40))
    assert found is not None
    assert (found.columns, found.rows, found.rows_above) == (range(1, 2), ROWS, 13)


@pytest.mark.parametrize(
    "changed",
    [{"may_end": False}, {"style": "crosshead"}, {"style": "blank"}],
)
def test_it_stands_only_where_a_leg_may_end(changed: dict[str, object]) -> None:
    drawn = legs(40, 30, 40)
    drawn[1] = with_line(drawn[1], 12, **changed)
    found = parted_legs(plan(), drawn)
    assert found is not None
    assert found.rows_above != 13


def test_two_lines_of_text_stay_under_a_crosshead() -> None:
    drawn = legs(40, 30, 40)
    drawn[1] = with_line(drawn[1], 11, style="crosshead")
    found = parted_legs(plan(), drawn)
    assert found is not None
    assert found.rows_above not in (12, 13, 14)


def test_over_two_columns_it_parts_both_at_one_height() -> None:
    drawn = legs(40, 30, 31)
    drawn[2] = with_line(drawn[2], 12, may_end=False)
    found = parted_legs(plan(span=2, tops=(0, ROWS, ROWS)), drawn)
    assert found is not None
    assert found.columns == range(1, 3)
    assert found.rows_above in (12, 14)


def test_it_stays_on_top_of_a_short_leg_and_under_other_parts() -> None:
    assert parted_legs(plan(), legs(40, 2 * LEAST_ROWS - 1, 40)) is None
    assert parted_legs(plan(tops=(0, ROWS + 3, 0)), legs(40, 30, 40)) is None
    assert parted_legs(replace(plan(), parts=()), legs(40, 30, 40)) is None
