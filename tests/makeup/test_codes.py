"""Codes in legs: whole, at the story's end, through a jump as well."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.makeup import Copy, Job, make_up
from epaper.makeup.figures import JUMPS
from epaper.makeup.story.copyfit import Fit, fit_copy, natural_rows
from epaper.model import CodeFrame, CodeSetting, Line, Paragraph, Setting, TextFrame
from epaper.resources import load_layout
from tests.makeup.made_up import DAY, PAPER, block, copy_of, day_copy, whole

ROW = Line(runs=(), style="code", width_pt=0.0, may_end=False)
DEEP = 5


def with_code(rows: int, seed: int, deep: int) -> tuple[Paragraph, ...]:
    """Copy with a code of `deep` rows at its end."""
    code = Paragraph(slug="s", settings=(Setting(lines=(ROW,) * deep),), role="code")
    return (*copy_of(rows, random.Random(seed)), code)


def code_rows(fit: Fit) -> list[int]:
    """Rows of the code in each leg."""
    return [sum(row.line is ROW for row in leg) for leg in fit.legs]


@given(st.integers(40, 200), st.integers(1, 5), st.integers(4, 9), st.integers(0, 10_000))
def test_a_code_stands_whole_at_the_foot_of_the_last_leg(
    rows: int, legs: int, deep: int, seed: int
) -> None:
    paragraphs = with_code(rows, seed, deep)
    depth = max(14, -(-natural_rows(paragraphs) // legs))
    fit = fit_copy(paragraphs, [depth] * legs)
    if fit is not None:
        assert code_rows(fit) == [0] * (legs - 1) + [deep]
        assert all(row.line is ROW for row in fit.legs[-1][-deep:])


@given(st.integers(120, 300), st.integers(1, 5), st.integers(4, 9), st.integers(0, 10_000))
def test_a_code_jumps_with_the_rest(rows: int, legs: int, deep: int, seed: int) -> None:
    paragraphs = with_code(rows, seed, deep)
    depth = (rows - JUMPS.least_rest_rows - 10) // legs
    fit = fit_copy(paragraphs, [depth] * legs, jump=True)
    if fit is not None:
        assert code_rows(fit) == [0] * legs
        assert fit.rest[-1] == paragraphs[-1]


def test_codes_of_a_day_stand_under_the_last_leg_of_their_stories() -> None:
    page_layout = load_layout("berliner")
    rng = random.Random(7)
    copy = coded(day_copy(page_layout, [rng.randint(20, 160) for _ in range(10)], 7))
    plan = make_up(Job(copy=copy, day=DAY, paper=PAPER, layout=page_layout, name_em=8.0), whole)
    assert plan.jumps
    found = [(p.number, f) for p in plan.dummies for f in p.frames if isinstance(f, CodeFrame)]
    assert sorted(frame.story for _, frame in found) == sorted(copy.galleys)
    ends = {jump.story: jump.to_page for jump in plan.jumps}
    for number, code in found:
        page = plan.dummies[number - 1]
        assert number == ends.get(code.story, number)
        legs = [f for f in page.frames if f.kind == "leg" and isinstance(f, TextFrame)]
        mine = [leg.rect for leg in legs if leg.story == code.story]
        (above,) = [
            r for r in mine if r.x_mm == code.rect.x_mm and r.bottom_mm < code.rect.y_mm + 1
        ]
        assert above.bottom_mm == pytest.approx(code.rect.y_mm)
        assert above.x_mm == max(rect.x_mm for rect in mine)
        assert code.rect.h_mm == pytest.approx(DEEP * page_layout.grid.row_mm)


def coded(copy: Copy) -> Copy:
    """The day's copy, a code at every story's end."""
    paragraph = Paragraph(slug="", settings=(Setting(lines=(ROW,) * DEEP),), role="code")
    words = block(20, 7.4, 80.0, "note", 10.5)
    setting = CodeSetting(
        url="https://example.org",
        modules=("1",),
        rows=DEEP,
        x_pt=0.0,
        y_pt=5.0,
        side_pt=42.0,
        words=words,
        words_x_pt=50.0,
        words_y_pt=20.0,
    )
    galleys = {
        slug: replace(
            galley,
            paragraphs=(*galley.paragraphs, replace(paragraph, slug=slug)),
            code=setting,
        )
        for slug, galley in copy.galleys.items()
    }
    return replace(copy, galleys=galleys)
