from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz as hb

from epaper.exceptions import LayoutError
from epaper.press.fonts import (
    Face,
    cut_to_glyphs,
    faces_for,
    font_face_css,
    pick_face,
    read_faces,
    space_em,
)
from epaper.press.styles import family_list, with_stand_ins
from epaper.typeset import FontBook

from .sample import FONTS, faces


def test_faces_have_names_of_their_own() -> None:
    names = [face.css_name for face in faces()]
    assert len(set(names)) == len(names)
    assert "EPText-700i" in names


@pytest.mark.parametrize(
    ("family", "weight", "italic", "name"),
    [
        ("EP Text", 400, False, "EPText-400"),
        ("EP Sans", 500, False, "EPSans-400"),
        ("EP Sans", 650, True, "EPSans-400i"),
        ("EP Plate", 900, True, "EPPlate-400"),
    ],
)
def test_nearest_face_is_picked(family: str, weight: int, italic: bool, name: str) -> None:
    assert pick_face(faces(), family, weight, italic).css_name == name


def test_unknown_family_is_told() -> None:
    with pytest.raises(LayoutError, match="EP Nothing"):
        pick_face(faces(), "EP Nothing", 400, False)


def test_missing_listing_is_told(tmp_path: Path) -> None:
    with pytest.raises(LayoutError):
        read_faces(tmp_path)


def test_cut_font_keeps_numbers_and_is_the_same_each_time() -> None:
    data = faces()[0].path.read_bytes()
    whole = hb.Font(hb.Face(data))
    glyph = whole.get_nominal_glyph(ord("g"))
    assert glyph
    cut = cut_to_glyphs(data, [glyph, 3])
    assert cut == cut_to_glyphs(data, [3, glyph])
    assert len(cut) < len(data) / 5
    font = hb.Font(hb.Face(cut))
    assert font.get_glyph_h_advance(glyph) == whole.get_glyph_h_advance(glyph)
    assert font.face.glyph_count == glyph + 1


def test_css_names_every_face_once() -> None:
    css = font_face_css(faces(), "epaper:fonts/")
    assert css.count("@font-face") == len(faces())
    assert 0.15 < space_em(faces()[0]) < 0.3


def families(found: tuple[Face, ...]) -> set[str]:
    return {face.family for face in found if face.script}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Plain — “copy”, №5, ½, 10⁶", set()),
        ("דוד", {"EP Hebrew"}),
        ("ειδήσεις, новости", set()),
        ("हिन्दी", {"EP Devanagari", "EP Devanagari Sans"}),
        ("北京 한국", {"EP Han", "EP Hangul"}),
        ("★", {"EP Symbols"}),
    ],
)
def test_a_page_is_given_the_faces_that_its_signs_need(text: str, wanted: set[str]) -> None:
    assert families(faces_for(faces(), [text], ["Latn"])) == wanted


def test_a_page_has_the_faces_of_its_own_script_and_capitals() -> None:
    assert families(faces_for(faces(), ["12"], ["Beng"])) == {"EP Bengali", "EP Bengali Sans"}
    assert "EP Georgian" in families(faces_for(faces(), ["ი"], []))


def test_a_familys_stand_ins_are_those_of_the_page_in_order() -> None:
    page = faces_for(faces(), ["דוד"], [])
    css = with_stand_ins(family_list(pick_face(page, "EP Sans", 700, False)), page, faces())
    assert css == (
        '"EPSans-700","EPText-700","EPHead-700","EPDeck-700","EPPlate-400","EPHebrew-700"'
    )


def test_faces_that_stand_in_come_after_the_papers_own(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(faces()[0].path.read_bytes())
    (tmp_path / "fonts.toml").write_text(
        '[[face]]\nfamily = "Own"\nscript = "Hani"\nweight = 400\nstyle = "normal"\n'
        'file = "own.ttf"\n'
    )
    order = list(dict.fromkeys(face.family for face in read_faces(FONTS, tmp_path)))
    assert order.index("EP Nastaliq") < order.index("Own") < order.index("EP Letters")
    book = list(FontBook.load(FONTS, tmp_path).families)
    assert book == order
