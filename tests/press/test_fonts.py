from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz as hb

from epaper.exceptions import LayoutError
from epaper.press.fonts import cut_to_glyphs, font_face_css, pick_face, read_faces, space_em

from .sample import faces


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
