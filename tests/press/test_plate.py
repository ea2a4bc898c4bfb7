"""Nameplates of Greek and Cyrillic letters: drawn whole in one black face."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from epaper.build import Order, build_edition
from epaper.pdf.glyphs import GlyphReader
from epaper.pdf.text import PageText
from epaper.press.fonts import ink_em, pick_face
from epaper.resources import load_layout

from .sample import FONTS, faces

DAY = date(2026, 2, 4)
PAPER = """name = "{name}"
place = "Kell"
motto = "{name}"
language = "{language}"
format = "a4"
[[section]]
key = "news"
name = "News"
"""
WORDS = "The ferry runs again, and the harbour board is content with it. " * 40
BROAD, TEXT = "NotoSerifDisplay-Black", "SourceSerif4SmText"


def fonts_on_page_one(folder: Path, name: str, language: str) -> dict[str, set[str]]:
    """The letters that each font draws in the masthead's nameplate, by its PostScript name."""
    (folder / "paper.toml").write_text(PAPER.format(name=name, language=language), "utf-8")
    articles = folder / f"{DAY}" / "articles"
    articles.mkdir(parents=True)
    (articles / "ferry.md").write_text(
        f"---\nheadline: The ferry runs again\nlanguage: en\n---\n{WORDS}\n", "utf-8"
    )
    built = build_edition(Order(folder=folder, day=DAY, jobs=1))
    assert built.printed is not None, [str(problem) for problem in built.problems]
    found: dict[str, set[str]] = {}
    with pikepdf.open(built.printed.pdf) as pdf:
        text = PageText(GlyphReader(pdf).page(1))
    for index, sign in enumerate(text.letters.texts):
        if text.size_pt(index) > 26 and not sign.isspace() and sign in name:
            found.setdefault(text.font(index), set()).add(sign)
    return found


@pytest.mark.parametrize(
    ("name", "language"), [("Порт 24", "ru"), ("Φωνή 24", "el"), ("Kell Порт", "en")]
)
def test_the_name_is_drawn_whole_in_the_black_face(
    name: str, language: str, tmp_path: Path
) -> None:
    drawn = fonts_on_page_one(tmp_path, name, language)
    assert {font for font in drawn if BROAD in font}
    (font,) = (font for font in drawn if BROAD in font)
    assert drawn[font] == set(name.replace(" ", ""))
    assert not [font for font in drawn if "Consent" in font]


def test_a_latin_name_brings_no_such_face(tmp_path: Path) -> None:
    drawn = fonts_on_page_one(tmp_path, "Kell Post", "en")
    assert not [font for font in drawn if BROAD in font]
    assert [font for font in drawn if "Consent" in font]


def test_the_ink_stands_in_its_line_so_that_the_motto_follows_it() -> None:
    face = pick_face(faces(), "EP Broad Plate", 700, italic=False)
    for name in ("Портовый вестник", "Καθημερινή", "Щука"):
        top, foot = ink_em(face, name)
        assert -0.2 < top < foot < 1.02, name


def test_it_stands_in_for_no_sign() -> None:
    """All that it has EP Text has: nothing else on the page is ever set in it."""
    (own,) = FONTS.glob("plate/NotoSerif*.ttf")
    text = TTFont(FONTS / "text" / f"{TEXT}-Regular.ttf")
    assert set(TTFont(own).getBestCmap()) <= set(text.getBestCmap())
    assert load_layout("a4").script("ru").plate("Порт").size == 1.0
