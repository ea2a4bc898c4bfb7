"""The order of letters in lines from the right, and what is compared of them."""

from __future__ import annotations

import numpy as np

from epaper.pdforder import Signs, comparable, reading_order, runs_left


def ordered(signs: list[tuple[str, float, float]]) -> str:
    """Letters in the order of a sorting reader; each 10 pt wide."""
    texts = [sign for sign, _, _ in signs]
    x = np.array([left for _, left, _ in signs])
    y = np.array([base for _, _, base in signs])
    homes = np.zeros(len(signs), dtype=np.int64)
    signs = Signs(
        texts, x, lambda n: (float(x[n]), float(x[n]) + 10.0), lambda n: bool(x[n] % 10 == 9)
    )
    order = reading_order(signs, y, homes)
    return "".join(texts[n] for n in order)


def test_pieces_of_a_line_are_put_together_from_the_right() -> None:
    pieces = [("ت", 10.0, 5.0), ("ب", 20.0, 5.0), (" ", 31.0, 5.0), ("ا", 40.0, 5.0)]
    assert ordered(pieces) == "ا بت"


def test_latin_and_figures_within_run_from_the_left() -> None:
    line = [("ا", 90.0, 5.0), ("ب", 80.0, 5.0), (" ", 71.0, 5.0)]
    line += [("1", 40.0, 5.0), ("2", 50.0, 5.0), (" ", 31.0, 5.0), ("ت", 20.0, 5.0)]
    assert ordered(line) == "اب 12 ت"


def test_a_mark_follows_the_letter_that_it_stands_over() -> None:
    line = [("ُ", 21.0, 5.0), ("ا", 40.0, 5.0), ("ب", 30.0, 5.0), ("ت", 20.0, 5.0)]
    assert ordered(line) == "ابتُ"


def test_lines_from_the_left_stay_as_they_are() -> None:
    line = [("a", 0.0, 5.0), ("b", 10.0, 5.0), ("c", 5.0, 25.0)]
    assert ordered(line) == "abc"


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


def test_latin_words_within_stand_in_their_own_order() -> None:
    line = [("ا", 90.0, 5.0), (" ", 81.0, 5.0)]
    line += [("d", 70.0, 5.0), ("c", 60.0, 5.0), (" ", 51.0, 5.0), ("b", 40.0, 5.0)]
    line += [("a", 30.0, 5.0), (" ", 21.0, 5.0), ("ت", 10.0, 5.0), ("ث", 0.0, 5.0)]
    line += [("ج", -10.0, 5.0), ("ح", -20.0, 5.0), ("خ", -30.0, 5.0)]
    assert ordered(line) == "ا ab cd تثجحخ"


def test_a_line_of_latin_beside_copy_from_the_right_is_read_from_the_left() -> None:
    line = [("b", 40.0, 5.0), ("a", 30.0, 5.0), (" ", 21.0, 5.0), ("d", 10.0, 5.0)]
    line += [("ا", 90.0, 25.0), ("ب", 80.0, 25.0)]
    assert ordered(line) == "d ab" + "اب"


def test_the_files_own_spaces_are_kept_however_narrow_and_no_made_up_one() -> None:
    own = [("ا", 30.0, 5.0), (" ", 28.0, 5.0), ("ب", 20.0, 5.0), ("ت", 10.0, 5.0)]
    assert ordered(own) == "ا بت"
    made_up = [("ا", 30.0, 5.0), (" ", 29.0, 5.0), ("ب", 20.0, 5.0), ("ت", 10.0, 5.0)]
    assert ordered(made_up) == "ابت"
