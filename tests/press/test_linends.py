"""Hyphens at line ends: how they are marked, numbered and led to their outline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.press.linends import ADDED, OWN, marked
from epaper.press.lines import _Carry


@pytest.mark.parametrize(
    ("text", "hyphen", "joined", "html"),
    [
        ("govern", True, True, "govern" + ADDED),
        ("well-", False, True, "well" + OWN),
        ("well\u2010", False, True, "well" + OWN),
        ("and so -", False, False, "and so -"),
        ("filed\u2010", False, False, "filed-"),
        ("harbour", False, False, "harbour"),
        ("a\u2014", False, True, "a\u2014"),
        ("", False, False, ""),
    ],
)
def test_a_lines_end_is_marked_by_what_its_hyphen_is(
    text: str, hyphen: bool, joined: bool, html: str
) -> None:
    assert marked(text, hyphen=hyphen, joined=joined) == html


@given(st.lists(st.floats(-40, 40), max_size=80))
def test_moves_between_glyphs_add_up(moves: list[float]) -> None:
    carry = _Carry()
    whole = [carry(move) for move in moves]
    assert abs(sum(whole) - sum(moves)) <= 0.5 + 1e-9
    assert all(isinstance(move, int) for move in whole)
