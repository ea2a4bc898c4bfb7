"""Copy of several scripts: where its paragraphs begin, what is a head, what is missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from epaper.check import check_edition
from epaper.check.facts import PaperFact
from epaper.check.legs import ReadLegLine, all_lines, read_legs
from epaper.check.pages import read_pages
from epaper.check.words import check_words
from epaper.model import Block, BlockKind, Form, Line, Record, Span
from tests.press.test_mixed import set_spans
from tests.press.test_scripts import LAYOUT
from tests.press.test_tongues import draw, page_of

from .editions import clean, story
from .made_up import Edition
from .test_dropcaps import facts_of

MEASURE_PT = 150.0
STORY = "story-0"
ARABIC = "لكي لا يقال عنا إننا بلاد تعتمد على النفط، ومجتمع ينغمس بالاستهلاك، ويحب المظاهر"
LATIN = "They met Bjørnstjerne Bjørnson (1832–1910) and Wọlé Ṣóyínká a year later in the port."


def legs(
    folder: Path,
    lines: Sequence[Line],
    language: str,
    form: str = "column",
    measure_pt: float = MEASURE_PT,
) -> list[ReadLegLine]:
    """The lines of one leg as the check reads them."""
    dummy = page_of([(measure_pt / 72 * 25.4, tuple(lines))], STORY)
    pdf = draw(dummy, folder, language, look=LAYOUT)
    facts = facts_of(dummy, pdf.name)
    stories = tuple(replace(one, form=form) for one in facts.stories)
    facts = replace(facts, paper=PaperFact(language=language), stories=stories)
    parts = read_legs(read_pages(facts, folder), facts)
    return list(all_lines(parts[STORY]))


def body(text: str, language: str) -> tuple[Line, ...]:
    return set_spans([Span(text=text)], language, MEASURE_PT)


def test_an_english_paragraph_in_arabic_copy_is_one_paragraph(tmp_path: Path) -> None:
    paragraphs = [body(text, "ar") for text in (ARABIC, LATIN, ARABIC)]
    (opening, *rest) = paragraphs[1]
    paragraphs[1] = (replace(opening, indent_pt=0.0), *rest)
    lines = legs(tmp_path, [line for made in paragraphs for line in made], "ar")
    assert [line.from_right for line in lines] == [True] * len(lines)
    starts = [n == 0 for made in paragraphs for n, _ in enumerate(made)]
    assert [line.starts for line in lines] == starts


def test_bold_words_before_a_line_from_the_left_are_of_the_line(tmp_path: Path) -> None:
    spans = [Span(text="नई दिल्ली", bold=True), Span(text=" — They met in the port.")]
    lines = [*body(ARABIC, "ar"), *set_spans(spans, "ar", 400.0)]
    read = legs(tmp_path, lines, "ar")
    assert len(read) == len(lines)
    assert "दिल्ली" in read[-1].text
    assert "They met" in read[-1].text


@pytest.mark.parametrize("name", ["علی رضا", "अनुष्का", "Ana, القاهرة", "श्री कृष्ण, Delhi", "Ana"])
def test_a_letter_ends_with_a_signature_and_no_head(tmp_path: Path, name: str) -> None:
    signature = set_spans([Span(text=name)], "en", MEASURE_PT, "signature")
    lines = legs(tmp_path, [*body(LATIN * 3, "en"), *signature], "en", "letter")
    assert not any(line.head for line in lines)


def test_a_line_of_one_word_before_a_long_one_ends_no_paragraph(tmp_path: Path) -> None:
    spans = [Span(text="Возможно экстрадозами первичной департамента иммунитета предотвращать")]
    lines = legs(tmp_path, set_spans(spans, "ar", 95.0), "ar", measure_pt=95.0)
    assert len(lines) > 3
    assert [line.starts for line in lines] == [True] + [False] * (len(lines) - 1)


def test_verse_under_a_full_line_and_white_begins_there(tmp_path: Path) -> None:
    running = [line for line in body(LATIN * 3, "en") if line.justify]
    verse = [line for text in ("the gulls have done", "what is said") for line in body(text, "en")]
    white = replace(verse[0], runs=(replace(verse[0].runs[0], text=""),), width_pt=0.0)
    lines = legs(tmp_path, [*running, white, *verse], "en")
    assert [line.starts for line in lines[len(running) :]] == [True, True]
    assert [line.row - lines[0].row for line in lines[-2:]] == [len(running) + 1, len(running) + 2]


@pytest.mark.parametrize("text", ["dust. AAAAAAARGH!!!!!!! was", "TTTTTTTTTTTTTT"])
def test_a_run_of_one_letter_is_not_driven_apart(tmp_path: Path, text: str) -> None:
    (line,) = legs(tmp_path, body(text, "en"), "en", "column")
    assert abs(line.spacing.letter) < 0.005


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم بگویم که این خبر خوب است. فون \u200e+92 21 555\u200e",
        "They met على in the port.",
    ],
)
def test_joiners_and_marks_of_direction_are_no_words(tmp_path: Path, text: str) -> None:
    dummy = page_of([(MEASURE_PT / 72 * 25.4, body(text, "en"))], STORY)
    pdf = draw(dummy, tmp_path, "en", look=LAYOUT)
    facts = facts_of(dummy, pdf.name)
    facts = replace(facts, stories=tuple(replace(one, form="brief") for one in facts.stories))
    pages = read_pages(facts, tmp_path)
    filed = Record(
        slug=STORY,
        file="a.md",
        headline="",
        body=(Block(kind=BlockKind.TEXT, spans=(Span(text=text),)),),
        form=Form.BRIEF,
    )
    assert list(check_words((filed,), read_legs(pages, facts), pages, facts)) == []


def test_a_small_credit_is_no_caption_of_the_picture_beside_it(tmp_path: Path) -> None:
    pages = clean()
    story("lead", cutline_pt=6.5)(pages)
    folder = Edition(pages).write(tmp_path)
    assert {problem.code for problem in check_edition(folder)} >= {"C-113"}
    path = folder / "edition.json"
    data = json.loads(path.read_text())
    for one in data["stories"]:
        if one["slug"] == "lead":
            (picture, *_) = one["pictures"]
            one["pictures"] = [picture, picture | {"caption": "", "credit": picture["caption"]}]
            one["pictures"][0] = picture | {"caption": "Another boat"}
    path.write_text(json.dumps(data))
    assert "C-113" not in {problem.code for problem in check_edition(folder)}
