"""Copy of every left-to-right language drawn on a page: as wide as set, and copied out whole."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from epaper.model import (
    MM_PER_PT,
    Dummy,
    FrameKind,
    Layout,
    Line,
    Rect,
    Span,
    TextFrame,
    TypeStyle,
)
from epaper.pdf.glyphs import GlyphReader
from epaper.pdf.text import DrawnLine, PageText
from epaper.press.engine import draw_page
from epaper.press.job import PageJob
from epaper.press.page import FONT_ADDRESS, open_templates
from epaper.press.render import write_fontconfig
from epaper.press.verify import words_of
from epaper.typeset import FontBook
from epaper.typeset.display import DisplayPart, display_words, set_block
from epaper.typeset.paragraphs import TypeSpec, set_paragraph
from epaper.wire.copyedit import edit_text

from ..typeset.tongues import TONGUES
from .sample import FONTS, LAYOUTS, faces, layout

WIDTHS_MM = (45.0, 55.0, 65.0)
GUTTER_MM = 10.0
NEAR_PT = 0.3
OVERHANG = 0.2  # of the size: an f leans 0.12 out of its column
LEADING_PT = 10.5
BOOK = FontBook.load(FONTS)


def set_lines(text: str, language: str, width_mm: float) -> tuple[Line, ...]:
    return set_in(layout().styles["body"], text, language, width_mm)


def set_in(style: TypeStyle, text: str, language: str, width_mm: float) -> tuple[Line, ...]:
    spec = TypeSpec(style=style, measure_pt=width_mm / MM_PER_PT, fonts=BOOK, language=language)
    return set_paragraph((Span(text=text),), spec).settings[0].lines


def page_of(legs: Sequence[tuple[float, tuple[Line, ...]]], story: str = "") -> Dummy:
    """A page with legs of these widths beside one another."""
    frames, left_mm = [], 10.0
    for width_mm, lines in legs:
        high_mm = len(lines) * LEADING_PT * MM_PER_PT
        rect = Rect(x_mm=left_mm, y_mm=10, w_mm=width_mm, h_mm=high_mm)
        frames.append(
            TextFrame(
                kind=FrameKind.LEG,
                rect=rect,
                style="body",
                size_pt=0,
                leading_pt=LEADING_PT,
                lines=lines,
                story=story,
            )
        )
        left_mm += width_mm + GUTTER_MM
    height_mm = max(frame.rect.bottom_mm for frame in frames) + 10
    live = Rect(x_mm=0, y_mm=0, w_mm=left_mm, h_mm=height_mm)
    return Dummy(
        number=1,
        kind="inside",
        sections=(),
        width_mm=left_mm,
        height_mm=height_mm,
        live=live,
        areas=(),
        frames=tuple(frames),
    )


def draw(
    dummy: Dummy,
    folder: Path,
    language: str,
    tongues: Mapping[str, str] | None = None,
    *,
    look: Layout | None = None,
) -> Path:
    templates = open_templates(LAYOUTS, look or layout(), faces(), language)
    writer = replace(templates, tongues=tongues or {})
    job = PageJob(
        number=1,
        html=writer.write(dummy, {}),
        files={FONT_ADDRESS + face.css_name: str(face.path) for face in faces()},
        marks={},
        fontconfig=str(write_fontconfig(FONTS, folder)),
        cache_dir=str(folder),
    )
    drawn = draw_page(job)
    assert drawn.problems == ()
    return drawn.pdf


def drawn_legs(pdf: Path, dummy: Dummy) -> list[list[tuple[DrawnLine, float]]]:
    """Each leg's lines with the place of their last letter's end, in pt from the page's left."""
    with pikepdf.open(pdf) as document:
        text = PageText(GlyphReader(document).page(1))
    rects = {index: frame.rect for index, frame in enumerate(dummy.frames)}
    lines = text.lines(rects)
    assert -1 not in lines
    return [[(line, _end_pt(text, line)) for line in lines[index]] for index in rects]


def _end_pt(text: PageText, line: DrawnLine) -> float:
    letters = text.letters
    last = line.first + len(line.text.rstrip()) - 1
    if line.text.rstrip()[-1] == "-":
        return float(letters.x_pt[last]) + text.width_of("-", last) * line.size_pt
    return float(letters.x_pt[last]) + text.width_pt(last)


def copied(pdf: Path) -> str:
    """What a reader built on pdfium puts on the clipboard: without the hyphens it leaves out."""
    document = pdfium.PdfDocument(pdf)
    try:
        text = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    return text.replace("\ufffe", "").replace("\x02", "")


@pytest.mark.parametrize("language", TONGUES)
@given(data=st.data())
@settings(
    max_examples=3,
    # Each example draws a page: a smaller one that fails tells no more than the first.
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_line_is_drawn_as_wide_as_its_column(
    tmp_path: Path, language: str, data: st.DataObject
) -> None:
    words = edit_text(TONGUES[language], language).split(" ")
    start = data.draw(st.integers(0, len(words) // 2))
    text = " ".join(words[start:] + words[:start])
    dummy = page_of([(width, set_lines(text, language, width)) for width in WIDTHS_MM])
    pdf = draw(dummy, tmp_path, language)
    for frame, drawn in zip(dummy.frames, drawn_legs(pdf, dummy), strict=True):
        assert isinstance(frame, TextFrame)
        left_pt, right_pt = frame.rect.x_mm / MM_PER_PT, frame.rect.right_mm / MM_PER_PT
        for line, (shown, end_pt) in zip(frame.lines, drawn, strict=True):
            assert shown.right_pt <= right_pt + OVERHANG * shown.size_pt, line.text
            assert shown.left_pt == pytest.approx(left_pt, abs=NEAR_PT), line.text
            if line.justify:
                assert end_pt == pytest.approx(right_pt, abs=NEAR_PT), line.text


def test_hyphens_and_stops_hang_where_the_style_says_so(tmp_path: Path) -> None:
    style = replace(layout().styles["body"], hang=True)
    text = edit_text(TONGUES["de"] + " " + TONGUES["de"], "de")
    lines = set_in(style, text, "de", 45.0)
    hung = [line for line in lines if line.hang_pt]
    assert {"-", ",", "."} <= {"-" if line.hyphen else line.text[-1] for line in hung}
    dummy = page_of([(45.0, lines)])
    (drawn,) = drawn_legs(draw(dummy, tmp_path, "de"), dummy)
    right_pt = dummy.frames[0].rect.right_mm / MM_PER_PT
    for line, (_, end_pt) in zip(lines, drawn, strict=True):
        if line.justify:
            assert end_pt == pytest.approx(right_pt + line.hang_pt, abs=NEAR_PT), line.text
        else:
            assert line.hang_pt == 0


@pytest.mark.parametrize("language", TONGUES)
def test_copied_text_has_its_words_whole_and_in_order(tmp_path: Path, language: str) -> None:
    text = edit_text(TONGUES[language], language)
    lines = set_lines(text, language, 45.0)
    assert any(line.hyphen for line in lines)
    pdf = draw(page_of([(45.0, lines)]), tmp_path, language)
    assert words_of(copied(pdf)) == words_of(text)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("language", TONGUES)
def test_text_taken_out_by_poppler_has_soft_hyphens_only(tmp_path: Path, language: str) -> None:
    text = edit_text(TONGUES[language], language)
    pdf = draw(page_of([(45.0, set_lines(text, language, 45.0))]), tmp_path, language)
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", pdf, "-"], capture_output=True, text=True, check=True
    )
    assert "\u00ad\n" in done.stdout
    assert words_of(done.stdout.replace("\u00ad\n", "")) == words_of(text)


def test_a_hyphen_of_the_words_own_is_copied_where_an_added_one_vanishes(tmp_path: Path) -> None:
    text = "well-known, second-hand, harbour-master, refurbishment, cross-border, government " * 4
    lines = set_lines(text.strip(), "en-GB", 45.0)
    own = [line for line in lines if line.joined and not line.hyphen]
    added = [line for line in lines if line.hyphen]
    assert own
    assert added
    found = copied(draw(page_of([(45.0, lines)]), tmp_path, "en-GB"))
    assert found.count("\u2010") == len(own)
    whole = found.replace("\u2010\r\n", "\u2010")
    assert words_of(whole) == words_of(text)


@pytest.mark.parametrize("size_pt", [30.0, 60.0])
def test_a_story_in_another_language_than_the_papers_is_drawn_as_measured(
    tmp_path: Path, size_pt: float
) -> None:
    """EP Head has other, narrower accents for Polish."""
    style = layout().styles["headline"]
    text = "Środę zacząć, zabierać, wznowić: dostaliśmy cieśninę"
    widths = {}
    for language in ("pl", "en-GB"):
        words = display_words((DisplayPart(text, style),), size_pt, BOOK, language)
        block = set_block(words, style, size_pt, 2000.0)
        assert block is not None
        widths[language] = block.lines[0].width_pt
    assert widths["pl"] != pytest.approx(widths["en-GB"], abs=NEAR_PT)
    rect = Rect(x_mm=10, y_mm=10, w_mm=700, h_mm=30)
    frame = TextFrame(
        kind=FrameKind.HEADLINE,
        story="polish",
        rect=rect,
        style="headline",
        size_pt=size_pt,
        leading_pt=size_pt,
        lines=block.lines,
    )
    dummy = replace(page_of([(700.0, block.lines)]), frames=(frame,))
    pdf = draw(dummy, tmp_path, "en-GB", {"polish": "pl"})
    (((shown, end_pt),),) = drawn_legs(pdf, dummy)
    # The measure has letter space after the last letter too.
    width_pt = end_pt - shown.left_pt + style.tracking_at_em(size_pt) * size_pt
    assert width_pt == pytest.approx(widths["pl"], abs=NEAR_PT)
