"""Copy in other scripts drawn on a page: as wide as set, every word there and in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from epaper.model import MM_PER_PT, FrameKind, Line, Rect, Span, TextFrame
from epaper.model.script import KASHIDA
from epaper.pdf.text import DrawnLine
from epaper.press.verify import words_of
from epaper.resources import load_layout
from epaper.typeset.paragraphs import Indents, TypeSpec, set_paragraph

from ..typeset.scripts import SCRIPTS
from .ends import line_ends
from .test_tongues import BOOK, NEAR_PT, WIDTHS_MM, copied, draw, drawn_legs, page_of

LAYOUT = load_layout("berliner")
FROM_RIGHT = ("ur", "ar", "fa")
INDENT_PT = 9.0


def set_lines(
    text: str, language: str, width_mm: float, indent_pt: float = 0.0
) -> tuple[Line, ...]:
    style = LAYOUT.style("body", language)
    spec = TypeSpec(
        style=style,
        measure_pt=width_mm / MM_PER_PT,
        fonts=BOOK,
        language=language,
        indents=Indents(firsts_pt=(indent_pt,)),
    )
    made = set_paragraph((Span(text=text),), spec)
    assert made.torn == ()
    return made.settings[0].lines


def turned(text: str, data: st.DataObject) -> str:
    """The paragraph begun at another word."""
    words = text.split(" ")
    start = data.draw(st.integers(0, len(words) // 2))
    return " ".join(words[start:] + words[:start])


@pytest.mark.parametrize("language", SCRIPTS)
@given(data=st.data())
@settings(
    max_examples=3,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_line_fills_its_column_and_says_its_words(
    tmp_path: Path, language: str, data: st.DataObject
) -> None:
    text = turned(SCRIPTS[language], data)
    legs = [(width, set_lines(text, language, width, INDENT_PT)) for width in WIDTHS_MM]
    dummy = page_of(legs)
    pdf = draw(dummy, tmp_path, language, look=LAYOUT)
    places = iter(line_ends(pdf))
    for frame, drawn in zip(dummy.frames, drawn_legs(pdf, dummy), strict=True):
        assert isinstance(frame, TextFrame)
        assert words_of("".join(_read(frame, drawn))) == words_of(text)
        for line, (left_pt, right_pt) in zip(frame.lines, places, strict=False):
            begins, ends = frame.rect.x_mm / MM_PER_PT, frame.rect.right_mm / MM_PER_PT
            if language in FROM_RIGHT:
                ends -= line.indent_pt
            else:
                begins += line.indent_pt
            if line.justify:
                assert left_pt == pytest.approx(begins, abs=NEAR_PT), line.text
                assert right_pt == pytest.approx(ends, abs=NEAR_PT), line.text
            else:
                assert right_pt - left_pt == pytest.approx(line.width_pt, abs=NEAR_PT), line.text


def _read(frame: TextFrame, drawn: list[tuple[DrawnLine, float]]) -> Iterator[str]:
    """What is read of each line, with a space where the next one begins another word."""
    for line, (shown, _) in zip(frame.lines, drawn, strict=True):
        assert words_of(shown.text) == words_of(line.text)
        yield shown.text.strip() if line.joined else shown.text + " "


@pytest.mark.parametrize("language", SCRIPTS)
@given(width_mm=st.floats(40, 120))
@settings(max_examples=10)
def test_lines_joined_again_are_the_paragraph(language: str, width_mm: float) -> None:
    text = SCRIPTS[language]
    lines = set_lines(text, language, width_mm)
    joined = "".join(line.text if line.joined else line.text + " " for line in lines)
    assert joined.replace(KASHIDA, "").strip() == text
    assert not any(line.hyphen for line in lines)


@pytest.mark.parametrize("language", FROM_RIGHT)
def test_a_story_from_the_right_in_a_paper_from_the_left(tmp_path: Path, language: str) -> None:
    dummy = page_of([(55.0, set_lines(SCRIPTS[language], language, 55.0, INDENT_PT))])
    frame = dummy.frames[0]
    assert isinstance(frame, TextFrame)
    dummy = page_of([(55.0, frame.lines)], story="guest")
    pdf = draw(dummy, tmp_path, "en-GB", {"guest": language}, look=LAYOUT)
    (drawn,) = drawn_legs(pdf, dummy)
    assert words_of(" ".join(shown.text for shown, _ in drawn)) == words_of(SCRIPTS[language])
    right_pt = dummy.frames[0].rect.right_mm / MM_PER_PT
    assert drawn[0][0].right_pt == pytest.approx(right_pt - INDENT_PT, abs=NEAR_PT)
    assert drawn[1][0].right_pt == pytest.approx(right_pt, abs=NEAR_PT)


SCORES = (
    "سیرینا ولیمز نے پانچویں راؤنڈ میں شراپووا کو 6-4 اور 6-3 سے شکست دی، Getty Images نے بتایا"
)


LATIN_AT_THE_END = SCORES.replace("6-4", "well-known").replace("6-3", "half-time")


@pytest.mark.parametrize("text", [SCORES, LATIN_AT_THE_END])
def test_a_line_from_the_right_that_ends_in_a_hyphen_keeps_its_first_letter(
    tmp_path: Path, text: str
) -> None:
    widths = (
        (width, set_lines(text, "ur", width)) for width in (38 + step / 2 for step in range(100))
    )
    found = [leg for leg in widths if any(x.joined and x.text.endswith("-") for x in leg[1])]
    dummy = page_of(found[:2])
    pdf = draw(dummy, tmp_path, "ur", look=LAYOUT)
    assert found
    for frame, drawn in zip(dummy.frames, drawn_legs(pdf, dummy), strict=True):
        assert isinstance(frame, TextFrame)
        assert words_of("".join(_read(frame, drawn))) == words_of(text)


def test_latin_words_in_a_line_from_the_right_are_read_in_their_order(tmp_path: Path) -> None:
    dummy = page_of([(150.0, set_lines(SCORES, "ur", 150.0))])
    drawn = drawn_legs(draw(dummy, tmp_path, "ur", look=LAYOUT), dummy)
    assert "Getty Images" in " ".join(shown.text for shown, _ in drawn[0])


def test_a_score_in_a_line_from_the_right_is_copied_as_filed(tmp_path: Path) -> None:
    drawn = draw(page_of([(150.0, set_lines(SCORES, "ur", 150.0))]), tmp_path, "ur", look=LAYOUT)
    assert re.findall(r"\d.\d", copied(drawn)) == ["6\u20104", "6\u20103"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("ur", "خاتون کو گرفتار کر لیا گیا ہے"), ("en", "So it goes on and on and on")],
)
def test_two_touching_lines_of_the_same_words_are_both_copied(
    tmp_path: Path, language: str, text: str
) -> None:
    (line,) = set_lines(text, language, 150.0)
    line = replace(line, style="headline")
    dummy = page_of([(150.0, (line, line))])
    (frame,) = dummy.frames
    assert isinstance(frame, TextFrame)
    tight = replace(frame, style="headline", size_pt=30, leading_pt=27)
    dummy = replace(dummy, frames=(tight,), height_mm=60)
    pdf = draw(dummy, tmp_path, language, look=LAYOUT)
    assert [words_of(part) for part in copied(pdf).splitlines()] == [words_of(text)] * 2


def test_a_byline_close_under_a_large_headline_is_copied_after_it(tmp_path: Path) -> None:
    # 24 pt lower, and half a W is 33 pt wide: pdfium took both for one line.
    style = LAYOUT.style("headline", "en")
    spec = TypeSpec(style=style, measure_pt=400 / MM_PER_PT, fonts=BOOK, language="en")
    spans = (Span(text="Strikers "), Span(text="press on", italic=True), Span(text=" in W"))
    made = set_paragraph(spans, spec)
    lines = (made.settings[0].lines, set_lines("By Ada Penn", "en", 60.0))
    kinds, sizes_pt, tops_mm = ("headline", "byline"), (72, 9), (10, 37.6)
    frames = tuple(
        TextFrame(
            kind=FrameKind(kind),
            rect=Rect(x_mm=10, y_mm=top_mm, w_mm=200, h_mm=size_pt * MM_PER_PT),
            style=line[0].style,
            size_pt=size_pt,
            leading_pt=size_pt,
            lines=line,
        )
        for kind, size_pt, top_mm, line in zip(kinds, sizes_pt, tops_mm, lines, strict=True)
    )
    dummy = replace(page_of([(60.0, lines[1])]), frames=frames, width_mm=260, height_mm=80)
    read = copied(draw(dummy, tmp_path, "en", look=LAYOUT)).splitlines()
    assert [part.strip() for part in read] == ["Strikers press on in W", "By Ada Penn"]
