"""The bidirectional algorithm: UAX 9's own examples, and what copy has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.bidi import display_order, levels

SIGNS = st.text("abz אבגدهو 0123 .,-()[]%$", max_size=24)


def shown(text: str, *, rtl: bool = False) -> str:
    """The line as displayed; capitals stand for letters from the right, as in UAX 9."""
    signs = "".join(chr(0x5D0 + ord(c) - 65) if "A" <= c <= "Z" else c for c in text)
    order = display_order(signs, rtl=rtl)
    return "".join(text[place] for place in order)


@pytest.mark.parametrize(
    ("text", "rtl", "wanted"),
    [
        ("car means CAR.", False, "car means RAC."),
        ("car MEANS CAR.", True, ".RAC SNAEM car"),
        ('he said "car MEANS CAR."', False, 'he said "car RAC SNAEM."'),
        ("a B 12 C", False, "a C 12 B"),
        ("A 12-14 B", True, "B 12-14 A"),
        ("A (b) C", True, "C )b( A"),  # before brackets are mirrored
        ("a (B) c", False, "a (B) c"),
        ("2 min read", True, "min read 2"),
        ("a ", True, " a"),
    ],
)
def test_lines_of_both_directions(text: str, rtl: bool, wanted: str) -> None:
    assert shown(text, rtl=rtl) == wanted


def test_figures_after_arabic_letters_are_not_joined_by_a_hyphen() -> None:
    text = "\u0645 6-4"
    assert "".join(text[n] for n in display_order(text, rtl=True)) == "4-6 \u0645"
    assert levels("\u0645 6/4", rtl=True)[2:] == [2, 2, 2]


@given(SIGNS, st.booleans())
def test_every_sign_is_shown_once(text: str, rtl: bool) -> None:
    assert sorted(display_order(text, rtl=rtl)) == list(range(len(text)))


@given(st.text("abc .,12()", max_size=20))
def test_a_line_of_one_direction_stays_as_it_is(text: str) -> None:
    assert display_order(text, rtl=False) == list(range(len(text)))


@given(st.text("אבג", max_size=20))
def test_a_line_from_the_right_is_turned_as_a_whole(text: str) -> None:
    assert display_order(text, rtl=True) == list(range(len(text)))[::-1]
