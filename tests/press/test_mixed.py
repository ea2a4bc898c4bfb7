"""Lines of several scripts: what is drawn is what was set, and each sign says itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from epaper.model import Dummy, Line, Run, Span, TextFrame
from epaper.pdf.glyphs import GlyphReader
from epaper.press.placed import PlacedLine, Sign, placed_lines
from epaper.press.readback import faults_of_place, read_page
from epaper.typeset.paragraphs import TypeSpec, set_paragraph

from .test_scripts import LAYOUT
from .test_tongues import BOOK, copied, draw, page_of

MIXED = {
    "en": (
        "The writer نجيب محفوظ (1911–2006), طه حسين and فیض احمد فیض, 94, were read aloud.",
        "Marʼyana didn’t say so; Oʻahu’s crew called it ‘the long way’, 5 µg of μ, ∆ and Δ.",
        "The sign said उर्दू and বাংলা in large letters, and nobody had left the room.",
        "It is a story of أمّ كلثوم and بئرًا, of 3 ½ hours, “أئمّة” and a traffic office.",
        "Ахматова, Καβάφης and क्षितिज शर्मा met محمد in the affluent office.",
    ),
    "ur": (
        "وزیر نے کہا کہ Getty Images اور iPhone 15 Pro کی traffic 6-4 رہی، (2026) میں۔",
        "2 min read",
        "مُحبّت خان (1911–2006) اور क्षितिज شامل تھے۔",
    ),
    "hi": ("क्षितिज ने कहा कि Getty Images और نجيب محفوظ 6-4 से जीते।",),
}


def proved(pdf: Path, dummy: Dummy) -> list[PlacedLine]:
    """The lines of the page's only frame with what stands in their places."""
    with pikepdf.open(pdf) as document:
        page = read_page(GlyphReader(document).page(1), dummy)
    (frame,) = dummy.frames
    assert isinstance(frame, TextFrame)
    placed = placed_lines(frame.lines, page.signs[0], both=page.both)
    assert placed is not None
    return placed


def set_spans(
    spans: Sequence[Span], language: str, measure_pt: float, name: str = "body"
) -> tuple[Line, ...]:
    style = LAYOUT.style(name, language)
    spec = TypeSpec(style=style, measure_pt=measure_pt, fonts=BOOK, language=language)
    made = set_paragraph(tuple(spans), spec)
    return made.settings[0].lines


def unproved(folder: Path, spans: Sequence[Span], language: str, measure_pt: float) -> list[str]:
    dummy = page_of([(measure_pt / 72 * 25.4, set_spans(spans, language, measure_pt))])
    placed = proved(draw(dummy, folder, language, look=LAYOUT), dummy)
    return [place.line.text for place in placed if not place.proved]


@pytest.mark.parametrize("language", MIXED)
@pytest.mark.parametrize("measure_pt", [150.0, 420.0])
def test_every_line_of_several_scripts_is_proved(
    tmp_path: Path, language: str, measure_pt: float
) -> None:
    spans = [Span(text=" ".join(MIXED[language]))]
    assert unproved(tmp_path, spans, language, measure_pt) == []


def test_bold_and_italic_words_of_all_scripts_are_proved_with_the_space_between(
    tmp_path: Path,
) -> None:
    spans = [
        Span(text="Kaʻahumanu", bold=True),
        Span(text=" "),
        Span(text="রবীন্দ্রনাথ ঠাকুর", italic=True),
        Span(text=" then "),
        Span(text="bold", bold=True),
        Span(text=" "),
        Span(text="italic", italic=True),
        Span(text=" and "),
        Span(text="نجيب", bold=True),
        Span(text=" "),
        Span(text="محفوظ", italic=True),
    ]
    for measure_pt in (120.0, 420.0):
        assert unproved(tmp_path, spans, "en", measure_pt) == []


def test_a_line_of_latin_and_figures_said_twice_in_arabic_is_proved(tmp_path: Path) -> None:
    line = set_spans((Span(text="Tickets €12/€8"),), "ar", 200)
    dummy = page_of([(200 / 72 * 25.4, (*line, *line))])
    placed = proved(draw(dummy, tmp_path, "ar", look=LAYOUT), dummy)
    assert [place.proved for place in placed] == [True, True]


def test_the_next_paragraph_has_its_own_font(tmp_path: Path) -> None:
    lines = [
        *set_spans([Span(text="He ended with a line of verse.")], "en", 300.0),
        *set_spans([Span(text="जय जवान जय किसान")], "en", 300.0),
        *set_spans([Span(text="The council met on Tuesday.")], "en", 300.0),
    ]
    dummy = page_of([(120.0, tuple(lines))])
    pdf = draw(dummy, tmp_path, "en", look=LAYOUT)
    assert all(place.proved for place in proved(pdf, dummy))
    assert "The council met on Tuesday." in copied(pdf)


def test_two_signs_of_one_glyph_are_copied_as_filed(tmp_path: Path) -> None:
    text = "Marʼyana didn’t; Oʻahu’s ‘way’."
    dummy = page_of([(120.0, set_spans([Span(text=text)], "en", 300.0))])
    assert copied(draw(dummy, tmp_path, "en", look=LAYOUT)).strip() == text


def test_a_hindi_word_in_an_english_line_keeps_its_space(tmp_path: Path) -> None:
    text = "It said उर्दू and more."
    dummy = page_of([(120.0, set_spans([Span(text=text)], "en", 300.0))])
    assert copied(draw(dummy, tmp_path, "en", look=LAYOUT)).strip() == text


MARKED = "جسراً دعماً شيئاً بناءً بريئًا مُحبّةٌ أُمّهاتُهم حقًّا نبَّهَ اللّٰه لأَنَّهُ مُتَفَائِلاً"


@pytest.mark.parametrize("measure_pt", [60.0, 75.0, 90.0])
def test_marks_stand_in_the_frame_of_their_letters(tmp_path: Path, measure_pt: float) -> None:
    lines = set_spans([Span(text=MARKED)], "ar", measure_pt)
    dummy = page_of([(measure_pt / 72 * 25.4, lines)])
    pdf = draw(dummy, tmp_path, "ar", look=LAYOUT)
    with pikepdf.open(pdf) as document:
        page = read_page(GlyphReader(document).page(1), dummy)
    assert list(page.lines) == [0]
    assert len(page.lines[0]) == len(lines)
    assert [place.line.text for place in proved(pdf, dummy) if not place.proved] == []


@pytest.mark.parametrize("language", ["en", "ar", "vi"])
def test_a_letter_with_two_marks_ends_no_line(tmp_path: Path, language: str) -> None:
    spans = [Span(text="Łį́į́ʼ Yázhí, Wọlé Ṣóyínká, x̱ʷí Ế")]
    lines = set_spans(spans, language, 300.0, "table-cell")
    dummy = page_of([(110.0, lines)])
    pdf = draw(dummy, tmp_path, language, look=LAYOUT)
    with pikepdf.open(pdf) as document:
        page = read_page(GlyphReader(document).page(1), dummy)
    assert len(page.lines[0]) == 1
    assert list(faults_of_place(page, dummy)) == []


@pytest.mark.parametrize("language", ["en", "tr"])
def test_small_capitals_say_the_letters_that_are_filed(tmp_path: Path, language: str) -> None:
    text = "İbrahim Yılmazoğlu ısı isi"
    lines = set_spans([Span(text=text)], language, 300.0)
    small = [replace(each, runs=tuple(replace(r, small=True) for r in each.runs)) for each in lines]
    dummy = page_of([(110.0, tuple(small))])
    pdf = draw(dummy, tmp_path, language, look=LAYOUT)
    assert copied(pdf).strip() == text
    assert all(place.proved for place in proved(pdf, dummy))


@pytest.mark.parametrize(
    "text", ["`ticks`, ´acute´, ^s^ a¨ ¯s¯ ¸s¸ ~s~ ˇs˘s˙s˚s˛s˝s", "sʻa ʼ ʾaʿ ˮ sˆs"]
)
def test_accents_by_themselves_stand_beside_letters(tmp_path: Path, text: str) -> None:
    for name in ("body", "byline", "headline", "notice-title", "table-cell"):
        dummy = page_of([(110.0, set_spans([Span(text=text)], "en", 900.0, name))])
        pdf = draw(dummy, tmp_path, "en", look=LAYOUT)
        with pikepdf.open(pdf) as document:
            glyphs = GlyphReader(document).page(1)
        assert (glyphs.x_pt[1:] > glyphs.x_pt[:-1]).all()


def shown(text: str, y_pt: float = 5.0) -> list[Sign]:
    return [Sign(sign, 10.0 * place, y_pt) for place, sign in enumerate(text)]


def test_a_mark_belongs_to_the_nearer_of_two_cells_on_one_baseline() -> None:
    signs = [
        Sign("م", 60.0, 5.0), Sign("\u0650", 60.0, 5.0),
        Sign("\u064b", 8.0, 5.0), Sign("ا", 10.0, 5.0),
    ]  # fmt: skip
    placed = placed_lines([line("مِ"), line("اً")], signs, both=True)
    assert placed is not None
    assert [place.proved for place in placed] == [True, True]


def test_a_lost_mark_proves_nothing() -> None:
    placed = placed_lines([line("دعمًا")], shown("امعد"), both=True)
    assert placed is not None
    assert not placed[0].proved


def line(text: str) -> Line:
    return Line(runs=(Run(text=text),), style="body", width_pt=9)


@pytest.mark.parametrize(
    ("drawn", "good"),
    [("one two", True), ("two one", False), ("onetwo", False), ("ONE TWO", True)],
)
def test_a_line_is_proved_sign_for_sign(drawn: str, good: bool) -> None:
    placed = placed_lines([line("one two")], shown(drawn), both=False)
    assert placed is not None
    assert [place.proved for place in placed] == [good]


def test_signs_too_many_or_too_few_prove_nothing() -> None:
    assert placed_lines([line("one")], shown("ones"), both=False) is None
    assert placed_lines([line("one")], shown("on"), both=False) is None


def test_signs_on_two_levels_are_no_line() -> None:
    placed = placed_lines([line("one")], [*shown("on"), Sign("e", 30.0, 9.0)], both=False)
    assert placed is not None
    assert not placed[0].proved
