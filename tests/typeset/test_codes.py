"""Codes of web addresses: their rows, their size, their words, and who has none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.model import (
    MM_PER_PT,
    QUIET_MODULES,
    CodeStyle,
    Form,
    Galley,
    Layout,
    Problem,
    Severity,
    Story,
)
from epaper.resources import layout_names
from epaper.text import ascii_address
from epaper.typeset import set_copy
from epaper.typeset.codes import GROWTH, LEAST_MODULE_MM, code_modules, host_of
from tests.typeset.copy import block, fonts, layout, record, story

URL = "https://www.ellery-courier.example/2026/02/04/port-books"
WISH = CodeStyle(size_mm=15)
PATH = st.text("abcdefghijklmnopqrstuvwxyz0123456789-/", min_size=1, max_size=230)


def coded(wish: CodeStyle = WISH, name: str = "berliner") -> Layout:
    return replace(layout(name), code=wish)


def set_one(
    item: Story, made: Layout | None = None, language: str = "en-GB"
) -> tuple[Galley, tuple[Problem, ...]]:
    galleys, problems = set_copy([item], made or coded(), fonts(), language=language)
    return galleys[item.slug], problems


def decoded(modules: tuple[str, ...]) -> str:
    """What a scanner reads in the code, drawn 4 px a module with its white."""
    dark = np.array([[int(module) for module in row] for row in modules], dtype=np.uint8)
    sheet = np.pad(1 - dark, QUIET_MODULES, constant_values=1) * np.uint8(255)
    (found,) = zxingcpp.read_barcodes(np.kron(sheet, np.ones((4, 4), np.uint8)))
    return found.text


def test_a_code_ends_the_story_in_rows_that_no_leg_parts() -> None:
    galley, problems = set_one(story(record(url=URL)))
    assert problems == ()
    assert galley.code is not None
    *_, text, last = galley.paragraphs
    assert (last.role, last.white_rows, last.slug) == ("code", 0, "port-books")
    (setting,) = last.settings
    assert len(setting.lines) == galley.code.rows == 5
    assert not any(line.may_end or line.runs for line in setting.lines)
    assert text.keep_rows == 5


def test_the_body_is_set_as_without_a_code() -> None:
    with_code, _ = set_one(story(record(url=URL)))
    without, _ = set_one(story(record(url=URL)), layout())
    assert without.code is None
    assert with_code.paragraphs[:-2] == without.paragraphs[:-1]
    assert with_code.paragraphs[-2].best.lines[:-1] == without.paragraphs[-1].best.lines[:-1]


def test_no_address_no_code() -> None:
    galley, problems = set_one(story(record()))
    assert galley.code is None
    assert problems == ()
    assert "code" not in {paragraph.role for paragraph in galley.paragraphs}


def test_gathered_briefs_have_none() -> None:
    made = record(url=URL, form=Form.BRIEF, body=(block("The bridge is open again."),))
    galley, problems = set_one(story(made))
    assert galley.code is None
    assert problems == ()
    assert "code" not in {paragraph.role for paragraph in galley.paragraphs}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en-GB", "Read it on the web"), ("de-AT", "Im Netz lesen"), ("tlh", "Read it on the web")],
)
def test_beside_it_stand_a_phrase_in_the_papers_language_and_the_host(
    language: str, said: str
) -> None:
    galley, _ = set_one(story(record(url=URL, language="fr")), language=language)
    assert galley.code is not None
    words = galley.code.words
    assert [line.text for line in words.lines] == [said, "ellery-courier.example"]
    assert words.style == "note"


def test_a_host_that_has_no_room_is_left_out() -> None:
    galley, problems = set_one(story(record(url=f"https://{'long-name.' * 12}example/a")))
    assert galley.code is not None
    assert [line.text for line in galley.code.words.lines] == ["Read it on the web"]
    assert problems == ()


@settings(max_examples=60, deadline=None)
@given(path=PATH, size_mm=st.floats(12, 27), name=st.sampled_from(layout_names()))
def test_whatever_the_address_a_code_can_be_read_and_stays_in_its_rows(
    path: str, size_mm: float, name: str
) -> None:
    grid = layout(name).grid
    wish = CodeStyle(size_mm=min(size_mm, grid.column_mm / 2))
    galley, problems = set_one(story(record(url=URL + path)), coded(wish, name))
    code = galley.code
    if code is None:
        assert [problem.code for problem in problems] == ["T-107"]
        return
    count = len(code.modules)
    assert {len(row) for row in code.modules} == {count}
    assert decoded(code.modules) == code.url == URL + path
    module_pt = code.side_pt / count
    assert module_pt * MM_PER_PT >= LEAST_MODULE_MM - 1e-4
    assert code.side_pt * MM_PER_PT <= GROWTH * wish.size_mm + 1e-3
    quiet_pt = QUIET_MODULES * module_pt
    assert code.y_pt >= quiet_pt - 0.01
    assert code.rows * grid.baseline_pt - code.y_pt - code.side_pt >= quiet_pt - 0.01
    assert code.x_pt + grid.gutter_mm / 2 / MM_PER_PT >= quiet_pt - 0.01
    assert code.words_x_pt - code.x_pt - code.side_pt >= quiet_pt - 0.01
    assert code.words_y_pt >= 0
    assert code.words_x_pt + code.words.measure_pt <= galley.measure_pt + 0.01
    assert all(line.width_pt <= code.words.measure_pt + 0.03 for line in code.words.lines)


def test_a_long_address_makes_a_larger_code() -> None:
    short, _ = set_one(story(record(url=URL)))
    long, _ = set_one(story(record(url=URL + "-and-more" * 15)))
    assert short.code is not None
    assert long.code is not None
    assert short.code.side_pt * MM_PER_PT == pytest.approx(15, abs=0.75)
    least_mm = len(long.code.modules) * LEAST_MODULE_MM
    assert long.code.side_pt * MM_PER_PT == pytest.approx(least_mm, abs=0.01)
    assert long.code.rows > short.code.rows


@pytest.mark.parametrize("length", [400, 5000])
def test_an_address_too_long_for_a_code_is_noted_and_the_story_set_without(length: int) -> None:
    galley, (problem,) = set_one(story(record(url=URL + "?" + "x" * length)))
    assert galley.code is None
    assert "code" not in {paragraph.role for paragraph in galley.paragraphs}
    assert (problem.code, problem.severity) == ("T-107", Severity.NOTE)
    assert (problem.where.field, problem.where.story) == ("url", "port-books")


@pytest.mark.parametrize(
    ("filed", "ascii_one", "host"),
    [
        (URL, URL, "ellery-courier.example"),
        (
            "https://zeitung.example/größe?q=a b",
            "https://zeitung.example/gr%C3%B6%C3%9Fe?q=a%20b",
            "",
        ),
        (
            "https://www.bücher.example:81/%C3%BC#a",
            "https://www.xn--bcher-kva.example:81/%C3%BC#a",
            "",
        ),
    ],
)
def test_addresses_are_printed_in_their_own_signs(filed: str, ascii_one: str, host: str) -> None:
    assert ascii_address(filed) == ascii_one
    assert ascii_address(ascii_one) == ascii_one
    assert decoded(code_modules(ascii_one)) == ascii_one
    assert host_of(filed).startswith(host or host_of(ascii_one))
