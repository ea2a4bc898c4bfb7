"""What is said in the PDF for readers: lam-alef, lost moves, words of reordered letters."""

from __future__ import annotations

from epaper.press.clusters import Glyph, Writer, clusters, reordered
from epaper.press.shown import UNSEEN, as_one_sign, with_moves_first


def test_lam_alef_is_one_sign_and_other_letters_stay() -> None:
    assert as_one_sign("لا") == "\ufefb"
    assert as_one_sign("لآ") == "\ufef5"
    assert as_one_sign("ب") == "ب"
    assert as_one_sign("fi") == "fi"
    assert as_one_sign("") == UNSEEN


def test_a_move_at_the_end_goes_to_the_next_operation() -> None:
    shown = [b"[<0001>26] TJ", b"5 Ts", b"[-184.9<0002>] TJ", b"0 Ts", b"[<0003>-7] TJ"]
    assert with_moves_first(shown) == [
        b"[<0001>] TJ",
        b"5 Ts",
        b"[26 -184.9<0002>] TJ",
        b"0 Ts",
        b"[<0003>-7] TJ",
    ]


def test_lines_without_such_moves_stay_as_they_are() -> None:
    shown = [b"[<0001>3<0002>] TJ", b"/F 8 Tf", b"[<0003>] TJ"]
    assert with_moves_first(shown) == shown


def test_glyphs_of_a_cluster_are_found_by_their_first_byte() -> None:
    text = "कि त".encode()
    assert list(clusters([0, 0, 6, 7], text)) == [
        (range(0, 2), "कि"),
        (range(2, 3), " "),
        (range(3, 4), "त"),
    ]


def test_a_word_says_its_letters_with_the_space_after_it() -> None:
    writer = Writer()
    writer.font(b"/F 10 Tf", 10.0)
    writer.add([Glyph(2, 0.0, 0.0, 300), Glyph(1, 3.0, 0.0, 700)], "कि", plain=False)
    writer.add([Glyph(3, 10.0, 0.0, 250)], " ", plain=True)
    writer.add([Glyph(4, 12.5, 0.0, 500)], "त", plain=True)
    writer.end()
    assert writer.operations == [
        b"/F 10 Tf",
        b"/Span <</ActualText <feff0915093f0020>>> BDC",
        b"[<0002><0001><0003>] TJ",
        b"EMC",
        b"[<0004>] TJ",
    ]


def test_raised_marks_come_after_the_letters_of_their_word() -> None:
    writer = Writer()
    writer.font(b"/F 10 Tf", 10.0)
    writer.add([Glyph(1, 0.0, 0.0, 500), Glyph(9, 2.0, 3.0, 0)], "कं", plain=False)
    writer.add([Glyph(4, 5.0, 0.0, 500)], "त", plain=True)
    writer.end()
    assert writer.operations[2:-1] == [b"[<0001><0004>] TJ", b"3.000 Ts", b"[800 <0009>] TJ"]


def test_a_mark_raised_by_less_than_can_be_seen_stays_among_its_letters() -> None:
    writer = Writer()
    writer.font(b"/F 10 Tf", 10.0)
    writer.add([Glyph(1, 0.0, 0.0, 500), Glyph(9, 5.0, 0.012, 0)], "कं", plain=False)
    writer.add([Glyph(4, 5.0, 0.0, 500)], "त", plain=True)
    writer.end()
    assert writer.operations[2:-1] == [b"[<0001><0009><0004>] TJ"]


def test_only_scripts_that_reorder_are_drawn_so() -> None:
    assert reordered("हिन्दी")
    assert reordered("Tern বাংলা")
    assert not reordered("العربية")
    assert not reordered("Tern, 12 €")


def test_a_word_is_told_as_one_where_its_signs_are_of_several_fonts() -> None:
    writer = Writer()
    writer.font(b"/F 10 Tf", 10.0)
    writer.add([Glyph(2, 0.0, 0.0, 300), Glyph(1, 3.0, 0.0, 700)], "कि", plain=False)
    writer.font(b"/G 10 Tf", 10.0)
    writer.add([Glyph(3, 10.0, 0.0, 250)], " ", plain=True)
    writer.add([Glyph(4, 12.5, 0.0, 500)], "a", plain=True)
    writer.end()
    assert writer.operations == [
        b"/F 10 Tf",
        b"/Span <</ActualText <feff0915093f0020>>> BDC",
        b"[<0002><0001>] TJ",
        b"/G 10 Tf",
        b"[<0003>] TJ",
        b"EMC",
        b"[<0004>] TJ",
    ]
