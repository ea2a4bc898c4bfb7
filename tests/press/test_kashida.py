"""Strokes of Arabic words: drawn as ink, no part of the text; the line as wide as set."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from epaper.model import MM_PER_PT, Line, Rect, Span
from epaper.model.script import KASHIDA
from epaper.pdf.glyphs import GlyphReader
from epaper.pdf.text import PageText
from epaper.typeset.paragraphs import TypeSpec, set_paragraph
from tests.typeset.test_kashida import TEXT

from .test_scripts import LAYOUT
from .test_tongues import BOOK, draw, page_of

WIDTH_MM = 45.0
LANGUAGES = pytest.mark.parametrize("language", ["ar", "fa", "ur"])


def lines_of(language: str, text: str = TEXT) -> tuple[Line, ...]:
    style = LAYOUT.style("body", language)
    measure_pt = WIDTH_MM / MM_PER_PT
    spec = TypeSpec(style=style, measure_pt=measure_pt, fonts=BOOK, language=language)
    return set_paragraph((Span(text=text),), spec).settings[0].lines


@LANGUAGES
def test_copies_and_searches_have_the_words_without_strokes(language: str, tmp_path: Path) -> None:
    lines = lines_of(language)
    assert any(KASHIDA in line.text for line in lines)
    pdf = draw(page_of([(WIDTH_MM, lines)]), tmp_path, language, look=LAYOUT)
    with pdfium.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        shown = text.get_text_bounded()
        lengthened = {
            word.strip("،.") for line in lines for word in line.text.split() if KASHIDA in word
        }
        assert lengthened
        for word in lengthened:
            assert text.search(word.replace(KASHIDA, "")).get_next(), word
    assert KASHIDA not in shown


@LANGUAGES
def test_lines_end_where_their_column_does(language: str, tmp_path: Path) -> None:
    lines = lines_of(language)
    pdf = draw(page_of([(WIDTH_MM, lines)]), tmp_path, language, look=LAYOUT)
    with pikepdf.open(pdf) as document:
        text = PageText(GlyphReader(document).page(1))
    everywhere = Rect(x_mm=0, y_mm=0, w_mm=400, h_mm=600)
    drawn = sorted(text.lines({0: everywhere})[0], key=lambda line: line.baseline_pt)
    assert len(drawn) == len(lines)
    lefts = [line.left_pt for line in drawn[:-1]]
    assert max(lefts) - min(lefts) < 0.5


def test_ink_of_strokes_is_on_the_page(tmp_path: Path) -> None:
    """A word with strokes has more ink than without, and no hole where they are."""
    pictures = []
    for number, word in enumerate(("العمري", "العمـــري")):
        (tmp_path / f"{number}").mkdir()
        pdf = draw(
            page_of([(WIDTH_MM, lines_of("ar", word))]), tmp_path / f"{number}", "ar", look=LAYOUT
        )
        with pdfium.PdfDocument(pdf) as document:
            picture = document[0].render(scale=6).to_pil().convert("L")
        box = picture.point(lambda level: 255 if level < 128 else 0).getbbox()
        assert box is not None
        pictures.append(picture.crop(box))
    plain, longer = pictures
    assert longer.width > plain.width * 1.15
    columns = range(longer.width)
    inked = [min(longer.crop((x, 0, x + 1, longer.height)).tobytes()) < 128 for x in columns]
    gaps = "".join("x" if ink else " " for ink in inked).split("x")
    # White between letters that do not join is there in both; none is as wide as a stroke.
    assert max(map(len, gaps)) < 0.131 * LAYOUT.style("body", "ar").size_pt * 6
