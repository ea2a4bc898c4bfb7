"""Thin days: no page more than the copy asks for, and the desk is told what is lacking."""

import random
from dataclasses import replace

import pytest

from epaper.makeup import Copy, Job, make_up
from epaper.makeup.page.guillotine import Cell, Cutter
from epaper.model import Form, Plan
from epaper.resources import load_layout
from tests.makeup.made_up import (
    DAY,
    PAPER,
    day_copy,
    galley,
    notice,
    paragraph,
    sizes_of,
    story,
    whole,
)

MOST_SEARCHES = 150


def planned(name: str, copy: Copy) -> Plan:
    layout = load_layout(name)
    return make_up(Job(copy=copy, day=DAY, paper=PAPER, layout=layout, name_em=8.0), whole)


@pytest.mark.parametrize("name", ["berliner", "tabloid", "a4", "tablet"])
def test_a_story_and_a_few_letters_make_one_page(name: str) -> None:
    layout, rng = load_layout(name), random.Random(4)
    stories = [story(0, "news", 30), story(1, "news", 24, form=Form.LETTER)]
    sizes = sizes_of(layout)
    rows = {"story-0": 30, "story-1": 24}
    galleys = {slug: galley(slug, n, layout.grid, sizes, rng) for slug, n in rows.items()}
    notices = [notice(layout.grid) for _ in range(4)]
    plan = planned(name, Copy(stories=stories, galleys=galleys, notices=notices))
    assert len(plan.dummies) == 1
    assert not [p for p in plan.problems if p.code == "M-101"]


def test_the_desk_is_told_how_short_the_copy_is() -> None:
    layout = load_layout("berliner")
    (short,) = [p for p in planned("berliner", day_copy(layout, [60], 3)).problems]
    assert short.code == "M-105"
    assert "columns" in short.message
    assert "words would fill them" in short.message
    full = planned("berliner", day_copy(layout, [90, 120, 150, 80, 110, 60], 3))
    assert not [p for p in full.problems if p.code == "M-105"]


def stubs(name: str, lines: list[int]) -> Plan:
    """Stories of one paragraph each."""
    layout, rng = load_layout(name), random.Random(7)
    copy = day_copy(layout, [30] * len(lines), 7, picture_share=0)
    galleys = {
        slug: replace(made, paragraphs=(paragraph(count, rng, slug, slug),))
        for (slug, made), count in zip(copy.galleys.items(), lines, strict=True)
    }
    return planned(name, replace(copy, galleys=galleys))


@pytest.mark.parametrize("name", ["berliner", "tabloid", "a4", "tablet"])
@pytest.mark.parametrize("lines", [[7, 13], [7, 7, 7, 7]])
def test_stories_of_one_short_paragraph_end_level(name: str, lines: list[int]) -> None:
    assert {problem.code for problem in stubs(name, lines).problems} <= {"M-105"}


def test_a_thin_day_takes_few_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    solved = [0]
    solve = Cutter.solve

    def counted(cutter: Cutter, below: float) -> tuple[float, tuple[Cell, ...]]:
        solved[0] += 1
        return solve(cutter, below)

    monkeypatch.setattr(Cutter, "solve", counted)
    stubs("berliner", [7, 13])
    assert solved[0] < MOST_SEARCHES
