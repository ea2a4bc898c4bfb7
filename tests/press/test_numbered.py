"""Glyphs that say several signs: numbers of their own, and what they lead to."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from epaper.press.numbered import FIRST, Numbers, glyph_map, mapped_glyphs
from epaper.press.shown import shared_out


def font(kind: str = "ttf", count: int = 900) -> Any:
    return SimpleNamespace(
        hash="ABCDEF",
        name=b"/ABCDEF+EPText-400",
        type=kind,
        glyph_count=count,
        widths={7: 250, 8: 500},
        to_unicode={},
    )


def test_a_glyph_says_the_first_sign_and_has_a_number_for_the_second() -> None:
    numbers, face = Numbers(), font()
    assert numbers.number_for(face, 7, "\u2019") == 7
    second = numbers.number_for(face, 7, "\u02bc")
    assert second is not None
    assert second >= face.glyph_count + FIRST
    assert numbers.number_for(face, 7, "\u02bc") == second
    assert numbers.number_for(face, 7, "\u2019") == 7
    assert face.to_unicode == {7: "\u2019", second: "\u02bc"}
    assert face.widths[second] == face.widths[7]
    assert numbers.led(face.name) == {second: 7}


def test_a_sign_has_the_same_number_on_every_page() -> None:
    first, second = Numbers(), Numbers()
    one, other = font(), font()
    first.number_for(one, 7, "a")
    second.number_for(other, 8, "x")
    second.number_for(other, 7, "a")
    assert first.number_for(one, 7, "b") == second.number_for(other, 7, "b")


def test_a_mark_leaves_the_glyphs_own_number_to_others() -> None:
    numbers, face = Numbers(), font()
    marked = numbers.number_for(face, 8, "\u00ad", alone=True)
    assert marked != 8
    assert numbers.number_for(face, 8, "-") == 8


def test_outlines_of_cubic_curves_and_full_fonts_have_no_second_number() -> None:
    for face in (font("otf"), font(count=65535)):
        numbers = Numbers()
        assert numbers.number_for(face, 7, "a") == 7
        assert numbers.number_for(face, 7, "b") is None


@given(st.dictionaries(st.integers(300, 2000), st.integers(0, 299), min_size=1, max_size=3))
def test_a_glyph_map_is_read_as_it_was_written(glyphs: dict[int, int]) -> None:
    assert mapped_glyphs(glyph_map(glyphs)) == glyphs


@given(st.text("اب\u064b\u0651e\u0301", min_size=1, max_size=4), st.integers(2, 5), st.booleans())
def test_glyphs_of_a_cluster_say_its_signs_between_them(said: str, count: int, rtl: bool) -> None:
    parts = shared_out(said, count, rtl=rtl)
    assert len(parts) == count
    assert sorted("".join(parts)) == sorted(said)


def test_a_letters_marks_are_said_by_glyphs_of_their_own() -> None:
    assert shared_out("ب\u064b", 2, rtl=True) == ["\u064b", "ب"]
    assert shared_out("e\u0301", 2, rtl=False) == ["e", "\u0301"]
    assert shared_out("\u0626\u064b", 3, rtl=True) == ["\u064b", "", "\u0626"]
