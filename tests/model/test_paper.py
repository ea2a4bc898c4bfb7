"""The issue number, the grid, the phrases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.language.phrases import Phrases
from epaper.model import At, Grid, Paper, Problem, Section, Severity, TypeStyle, stops

WEEKDAYS = frozenset(range(6))


def paper(founded: date, publishes: frozenset[int] = WEEKDAYS) -> Paper:
    return Paper(
        name="T", sections=(Section(key="a", name="A"),), founded=founded, publishes=publishes
    )


@given(
    st.dates(date(1900, 1, 1), date(2030, 1, 1)),
    st.integers(0, 900),
    st.frozensets(st.integers(0, 6), min_size=1),
)
def test_the_issue_number_counts_publishing_days(
    founded: date, days: int, publishes: frozenset[int]
) -> None:
    day = founded + timedelta(days=days)
    counted = sum((founded + timedelta(days=n)).weekday() in publishes for n in range(days + 1))
    assert paper(founded, publishes).issue_number(day) == counted


def test_before_its_founding_a_paper_has_no_number() -> None:
    assert paper(date(2026, 2, 4)).issue_number(date(2026, 2, 3)) is None
    assert paper(date(2026, 2, 4)).issue_number(date(2026, 2, 4)) == 1


def test_columns_and_gutters_fill_the_live_width() -> None:
    grid = Grid(
        width_mm=315,
        height_mm=470,
        left_mm=12,
        top_mm=12,
        columns=5,
        gutter_mm=4.5,
        baseline_pt=10.5,
        rows=120,
    )
    assert grid.column_mm == pytest.approx(54.6)
    assert grid.span_mm(5) == pytest.approx(grid.live_width_mm)
    assert grid.x_mm(4) + grid.column_mm == pytest.approx(315 - 12)


def test_dates_are_said_in_two_ways() -> None:
    phrases = Phrases("en-GB")
    assert phrases.strip_date(date(2026, 2, 4)) == "February 04, 2026"
    assert phrases.long_date(date(2026, 2, 4)) == "Wednesday, 4 February 2026"


def test_a_problem_reads_as_one_line_with_place_and_hint() -> None:
    problem = Problem(
        code="W-101",
        severity=Severity.STOP,
        where=At(file="a.md", line=3, field="headline"),
        message="it is empty",
        hint="write one",
    )
    assert str(problem) == "stop W-101 a.md:3, headline: it is empty (write one)"
    assert stops([problem])
    assert not stops([])


def test_leading_and_letter_space_follow_the_size() -> None:
    style = TypeStyle(
        name="headline",
        family="EP Head",
        leading=1.1,
        leading_by_size=((24, 1.07), (48, 1.05)),
        tracking_by_size=((30, -0.005), (96, -0.015)),
    )
    assert [style.leading_at_pt(size) for size in (14, 24, 36, 60)] == [15.4, 25.68, 38.52, 63]
    assert [style.tracking_at_em(size) for size in (24, 30, 72, 96)] == [0, -0.005, -0.005, -0.015]
