"""Codes in legs: whole, at the story's end, through a jump as well."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from epaper.makeup.copyfit import MIN_REST_ROWS, Fit, fit_copy, natural_rows
from epaper.model import Line, Paragraph, Setting
from tests.makeup.made_up import copy_of

ROW = Line(runs=(), style="code", width_pt=0.0, may_end=False)


def with_code(rows: int, seed: int, deep: int) -> tuple[Paragraph, ...]:
    """Copy with a code of `deep` rows at its end."""
    code = Paragraph(slug="s", settings=(Setting(lines=(ROW,) * deep),), role="code")
    return (*copy_of(rows, random.Random(seed)), code)


def code_rows(fit: Fit) -> list[int]:
    """Rows of the code in each leg."""
    return [sum(row.line is ROW for row in leg) for leg in fit.legs]


@given(st.integers(40, 200), st.integers(1, 5), st.integers(4, 9), st.integers(0, 10_000))
def test_a_code_stands_whole_at_the_foot_of_the_last_leg(
    rows: int, legs: int, deep: int, seed: int
) -> None:
    paragraphs = with_code(rows, seed, deep)
    depth = max(14, -(-natural_rows(paragraphs) // legs))
    fit = fit_copy(paragraphs, [depth] * legs)
    if fit is not None:
        assert code_rows(fit) == [0] * (legs - 1) + [deep]
        assert all(row.line is ROW for row in fit.legs[-1][-deep:])


@given(st.integers(120, 300), st.integers(1, 5), st.integers(4, 9), st.integers(0, 10_000))
def test_a_code_jumps_with_the_rest(rows: int, legs: int, deep: int, seed: int) -> None:
    paragraphs = with_code(rows, seed, deep)
    depth = (rows - MIN_REST_ROWS - 10) // legs
    fit = fit_copy(paragraphs, [depth] * legs, jump=True)
    if fit is not None:
        assert code_rows(fit) == [0] * legs
        assert fit.rest[-1] == paragraphs[-1]
