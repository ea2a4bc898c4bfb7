"""Drop caps: which paragraphs have one, and the lines beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.model import DropCapRule, Form, Line, Paragraph, Setting, Span, TypeStyle
from epaper.typeset import set_copy
from epaper.typeset.dropcaps import set_capped
from epaper.typeset.stick import Stick
from tests.typeset.copy import PROSE, block, fonts, layout, record, story

REST = PROSE[PROSE.index("harbour") :]
BASELINE_PT, BODY_PT = 10.5, 8.8
BODY_CAPITALS = 0.67  # of EP Text, in em


@cache
def stick(language: str = "en-GB", lines: int = 3, small_caps: bool = True) -> Stick:
    """A stick of a layout with drop caps."""
    own = layout()
    styles = {**own.styles, "drop-cap": TypeStyle(name="drop-cap", family="EP Head")}
    rule = DropCapRule(lines=lines, small_caps=small_caps)
    return Stick(replace(own, styles=styles, drop_cap=rule), fonts(), language)


def capped(text: str, **more: object) -> tuple[Setting, ...]:
    """The settings with a cap, none where there is none."""
    made = set_capped((Span(text=text),), stick(**more))  # type: ignore[arg-type]
    return made.settings if made else ()


def joined(lines: tuple[Line, ...]) -> str:
    return "".join(line.text + ("" if line.joined else " ") for line in lines).strip()


@pytest.mark.parametrize("letter", list("TALIOQJWMÉÅŁÇЖ"))
def test_a_cap_reaches_from_the_first_lines_capitals_to_the_third_baseline(letter: str) -> None:
    lines = capped(f"{letter}he {REST}")[0].lines
    cap = lines[0].cap
    assert cap is not None
    assert cap.drop_rows == 2
    left, top, width, height = cap.box_pt
    wanted = 2 * BASELINE_PT + BODY_CAPITALS * BODY_PT
    assert left == 0
    assert -top <= wanted + 0.31 * BASELINE_PT  # an accent stands over, but not in the row above
    assert -top >= wanted - 0.3 if letter not in "ÉÅ" else -top > wanted
    beside = [line for line in lines if line.indent_pt]
    assert len(beside) == (4 if letter in "QJÇЖ" and height + top > 0.38 * BASELINE_PT else 3)
    assert all(line.indent_pt > width for line in beside[1:])
    assert all(line.cap is None for line in lines[1:])


def test_the_first_line_moves_under_the_arm_of_an_a_and_an_l() -> None:
    for letter in "AL":
        first, second, *_ = capped(f"{letter}nd {REST}")[0].lines
        assert first.indent_pt < second.indent_pt - 5
    for letter in "THIO":
        first, second, *_ = capped(f"{letter}nd {REST}")[0].lines
        assert first.indent_pt == second.indent_pt


@pytest.mark.parametrize("word", ["A", "I", "É", "À"])
def test_after_a_word_of_one_letter_there_is_a_space(word: str) -> None:
    lines = capped(f"{word} {REST}")[0].lines
    cap = lines[0].cap
    assert cap is not None
    assert cap.text == f"{word} "
    assert lines[0].text.startswith(f"{word} harbour master")
    assert lines[0].indent_pt >= lines[1].indent_pt
    if word == "I":
        assert lines[0].indent_pt > lines[1].indent_pt + 1.5


def test_a_word_of_one_letter_may_be_bound_to_the_next() -> None:
    first, second, *_ = lines = capped(f"W\u00a0{REST}", language="pl")[0].lines
    assert first.cap is not None
    assert first.cap.text == "W\u00a0"
    assert first.indent_pt >= second.indent_pt
    assert joined(lines) == f"W\u00a0{REST}"


@pytest.mark.parametrize(
    "text",
    [
        f"“The {REST}",
        f"‘The {REST}",
        f"«The {REST}",
        f"the {REST}",
        f"iPhone {REST}",
        f"1926 {REST}",
        f"— The {REST}",
        f"(The {REST}",
        f"U.S. {REST}",
        f"T-shirts {REST}",
        f"E\u0301lan {REST}",
        f"…The {REST}",
        f"BHOPAL: {REST}",
        f"NEW YORK – {REST}",
        f"ميناء {REST}",
        f"港の {REST}",
        f"Δ {REST}",
        "",
        " ",
    ],
)
def test_what_does_not_begin_with_a_capital_letter_has_none(text: str) -> None:
    assert capped(text) == ()


@pytest.mark.parametrize("language", ["ar", "fa", "ur", "hi", "bn", "ja", "zh"])
def test_scripts_without_capitals_have_none(language: str) -> None:
    assert capped(f"The {REST}", language=language) == ()


def test_a_dutch_ij_has_none() -> None:
    assert capped(f"IJmuiden {REST}", language="nl") == ()
    assert capped(f"IJmuiden {REST}")


def test_an_emphasised_first_word_has_none() -> None:
    spans = (Span(text="The", italic=True), Span(text=" " + REST))
    assert set_capped(spans, stick()) is None
    spans = (Span(text="The"), Span(text="rapy " + REST, italic=True))
    assert set_capped(spans, stick()) is None


def test_a_short_paragraph_has_none_and_one_a_line_longer_has_one() -> None:
    words = f"The {REST}".split()
    counts = {}
    for count in range(1, len(words)):
        text = " ".join(words[:count])
        made = capped(text)
        counts[count] = len(made[0].lines) if made else 0
        assert all(len(setting.lines) >= 4 for setting in made)
    assert 0 in counts.values()
    assert 4 in counts.values()
    lengths = list(counts.values())
    assert lengths == sorted(lengths)


def test_no_leg_ends_beside_a_cap() -> None:
    for setting in capped(f"The {REST}"):
        assert [line.may_end for line in setting.lines[:3]] == [False, False, True]
    for setting in capped(f"Quite {REST}"):
        assert [line.may_end for line in setting.lines[:4]] == [False, False, False, True]


def test_all_settings_keep_the_indent() -> None:
    made = capped(f"The {REST} {REST}")
    assert len({len(setting.lines) for setting in made}) > 1
    indents = {tuple(line.indent_pt for line in setting.lines[:4]) for setting in made}
    assert len(indents) == 1


def test_the_first_words_stand_in_small_capitals_to_the_first_pause() -> None:
    def small(text: str) -> str:
        return "".join(run.text for line in capped(text)[0].lines for run in line.runs if run.small)

    assert small(f"The port of {REST}") == "he port of"
    assert small(f"Yesterday, the {REST}") == "esterday,"
    assert small(f"A port is a {REST}") == "port is"
    assert small(f"Unaccustomed circumstances, the {REST}") == "naccustomed"
    assert not any(
        run.small
        for line in capped(f"The port {REST}", small_caps=False)[0].lines
        for run in line.runs
    )


def test_small_capitals_are_the_faces_own() -> None:
    face = fonts().face("EP Text")
    assert face.small_caps is not None
    assert face.small_caps is face.small_caps
    assert face.small_caps.extent("port") != face.extent("port")
    assert face.has_small_caps("été")
    for family in ("EP Head", "EP Deck", "EP Sans"):
        assert fonts().face(family).small_caps is None
    assert fonts().face("EP Text", 400, True).small_caps is None


def first_paragraph(form: Form, words: int = 0, drop_cap: bool = True) -> Paragraph:
    own = stick().layout
    filed = record(form=form, body=(block(f"The {REST}"), *[block(PROSE)] * (words // 80)))
    galleys, _ = set_copy([story(filed)], own if drop_cap else replace(own, drop_cap=None), fonts())
    return galleys["port-books"].paragraphs[0]


def test_columns_editorials_and_long_reads_have_one() -> None:
    assert first_paragraph(Form.COLUMN).best.lines[0].cap
    assert first_paragraph(Form.EDITORIAL).best.lines[0].cap
    assert first_paragraph(Form.STORY, words=1200).best.lines[0].cap
    assert not first_paragraph(Form.STORY, words=600).best.lines[0].cap
    assert not first_paragraph(Form.BRIEF, words=1200).best.lines[0].cap
    assert not first_paragraph(Form.COLUMN, drop_cap=False).best.lines[0].cap


WORDS = st.sampled_from(
    "a an I the of in harbour-master second-hand 1914–18 Donaudampfschifffahrt government’s “No,” "
    "12 km Mr Lindqvist 11,400 har\u00adbour a\u00a0b office ﬁne x Öre Qatar A É".split(" ")
)
TEXTS = st.lists(WORDS, min_size=6, max_size=70).map(" ".join)


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.sampled_from("TAILQJÉWO"), st.integers(2, 5), st.booleans())
def test_breaking_and_joining_gives_the_paragraph_back(
    text: str, letter: str, lines: int, small_caps: bool
) -> None:
    text = f"{letter}{text}"
    for setting in capped(text, lines=lines, small_caps=small_caps):
        assert joined(setting.lines) == re.sub("\u00ad", "", text)
        assert len(setting.lines) > lines
        for line in setting.lines:
            room = stick().column_pt - line.indent_pt
            spaces = line.text.count(" ") + line.text.count("\u00a0")
            assert line.width_pt <= room + 0.325 * spaces * 3.2 + 0.01
            assert line.word_space <= 3
