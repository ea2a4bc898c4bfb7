"""What was done to the faces of Arabic: lighter figures, a space as wide as that of Latin copy."""

from __future__ import annotations

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont

from epaper.resources import load_layout

from .sample import FONTS, faces

WEIGHTS = ("400Regular", "600SemiBold", "700Bold")
# Of the em squared: the mean of the ten figures of Markazi Text 1.001, as its files come.
AS_THEY_CAME = {"400Regular": 0.0752, "600SemiBold": 0.0973, "700Bold": 0.1072}


def ink(weight: str, letters: str = "0123456789") -> float:
    font = TTFont(FONTS / "naskh" / f"MarkaziText_{weight}.ttf")
    glyphs, em = font.getGlyphSet(), font["head"].unitsPerEm
    pen = AreaPen(glyphs)
    for letter in letters:
        glyphs[font.getBestCmap()[ord(letter)]].draw(pen)
    return abs(pen.value) / em**2 / len(letters)


def test_figures_are_lighter_than_they_came_and_rise_with_the_weight() -> None:
    regular, semibold, bold = (ink(weight) for weight in WEIGHTS)
    assert regular < semibold < bold
    for weight, came in AS_THEY_CAME.items():
        assert 0.85 < ink(weight) / came < 0.92


@pytest.mark.parametrize("weight", WEIGHTS)
def test_no_figure_is_torn_by_it(weight: str) -> None:
    for figure in "0123456789":
        assert 0.02 < ink(weight, figure) < 0.2


def test_a_space_is_as_wide_as_beside_latin_copy() -> None:
    layout = load_layout("berliner")
    widths = []
    for language in ("en", "ar"):
        style = layout.style("body", language)
        face = next(f for f in faces() if (f.family, f.weight) == (style.family, 400))
        font = TTFont(face.path)
        space = font["hmtx"][font.getBestCmap()[0x20]][0] / font["head"].unitsPerEm
        widths.append(space * style.size_pt)
    assert widths[1] == pytest.approx(widths[0], abs=0.02)
