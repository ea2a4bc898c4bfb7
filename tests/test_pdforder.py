"""The order of letters in lines from the right, and what is compared of them."""

from __future__ import annotations

import numpy as np

from epaper.model import Rect
from epaper.pdf.glyphs import Glyphs
from epaper.pdf.order import comparable, runs_left
from epaper.pdf.text import PageText

PAGE = {0: Rect(x_mm=0, y_mm=0, w_mm=200, h_mm=200)}


def read(*shown: tuple[str, float, float] | tuple[str, float, float, int]) -> list[str]:
    """The lines that glyphs make, each 10 pt wide: what it says, its place, its text."""
    rows = [(*glyph, 0)[:4] for glyph in shown]
    count = len(rows)
    glyphs = Glyphs(
        said=[row[0] for row in rows],
        x_pt=np.array([row[1] for row in rows], dtype=float),
        y_pt=np.array([row[2] for row in rows], dtype=float),
        width_pt=np.full(count, 10.0),
        size_pt=np.full(count, 12.0),
        face=[0] * count,
        piece=np.array([row[3] for row in rows]),
        faces=("Face-Regular",),
    )
    return [line.text for line in PageText(glyphs).lines(PAGE)[0]]


def test_latin_and_figures_within_run_from_the_left() -> None:
    line = [("ت", 20.0, 5.0), (" ", 30.0, 5.0), ("1", 40.0, 5.0), ("2", 50.0, 5.0)]
    line += [(" ", 60.0, 5.0), ("ب", 70.0, 5.0), ("ا", 80.0, 5.0)]
    assert read(*line) == ["اب 12 ت"]


def test_a_mark_follows_the_letter_that_it_stands_over() -> None:
    assert read(("ُ", 21.0, 5.0), ("ت", 20.0, 5.0), ("ب", 30.0, 5.0), ("ا", 40.0, 5.0)) == ["ابتُ"]


def test_lines_from_the_left_stay_as_they_are_drawn() -> None:
    assert read(("a", 0.0, 5.0), ("b", 10.0, 5.0), ("c", 5.0, 25.0)) == ["ab", "c"]
    assert read(("a", 20.0, 5.0), ("b", 10.0, 5.0)) == ["a", "b"]


def test_letters_of_one_glyph_keep_their_order_on_either_side() -> None:
    assert read(("a", 0.0, 5.0), ("ffi", 10.0, 5.0), ("c", 20.0, 5.0), ("ا", 0.0, 25.0)) == [
        "affic",
        "ا",
    ]
    assert read(("ت", 0.0, 5.0), ("\ufefb", 10.0, 5.0), ("س", 20.0, 5.0)) == ["سلات"]


def test_texts_that_stand_apart_are_two_words() -> None:
    assert read(("a", 0.0, 5.0, 1), ("b", 14.0, 5.0, 2)) == ["a b"]
    assert read(("a", 0.0, 5.0, 1), ("b", 11.0, 5.0, 2)) == ["ab"]
    assert read(("a", 0.0, 5.0, 1), ("b", 14.0, 5.0, 1)) == ["ab"]
    assert read(("ا", 14.0, 5.0, 1), ("ب", 0.0, 5.0, 2)) == ["ا ب"]


def test_square_letters_that_are_driven_apart_are_not() -> None:
    assert read(("中", 0.0, 5.0, 1), ("国", 14.0, 5.0, 2)) == ["中国"]


def test_latin_words_among_arabic_ones_are_compared_as_a_set() -> None:
    here = comparable("جهاز Tern 2026 ہے".split())
    there = comparable("جهاز 2026 Tern ہے".split())
    assert here == there
    assert comparable(["ہے", "جهاز"]) != comparable(["جهاز", "ہے"])
    assert comparable(["b", "a"]) == ["b", "a"]


def test_a_word_too_many_is_seen_whatever_its_script() -> None:
    assert comparable("جهاز Tern ہے".split()) != comparable("جهاز Tern Tern ہے".split())
    assert comparable("جهاز Tern ہے".split()) != comparable("جهاز ہے ہے".split())


def test_the_side_a_line_begins_at_is_that_of_most_of_its_letters() -> None:
    assert runs_left("وزیر نے کہا: OK")
    assert not runs_left("The word سلام is Arabic")
    assert not runs_left("12.5 %")


def test_a_point_of_hebrew_before_its_letter_makes_no_other_word() -> None:
    assert comparable(["\u05b8\u05e9\u05c1\u05dc\u05d5\u05b9\u05dd"]) == comparable(
        ["\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd"]
    )


def test_a_full_stop_that_hangs_at_the_left_belongs_to_its_line() -> None:
    # The line before it ends at the right: the stop is drawn first, left of the column.
    line = [("ب", 190.0, 5.0), (".", -1.5, 25.0), ("ت", 5.0, 25.0), ("ا", 15.0, 25.0)]
    assert read(*line) == ["ب", "ات."]
