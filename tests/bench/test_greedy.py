"""The greedy placement that the search is held against: whole, sound, and moved by nothing."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.greedy import Greedy
from epaper.makeup import Copy, Job, make_up
from epaper.makeup.flatplan.pageplan import PagePlan
from epaper.makeup.page.guillotine import Cell
from epaper.makeup.page.search import PageSearch
from epaper.makeup.story.item import item_of
from epaper.model import Layout, Plan
from epaper.resources import load_layout
from tests.makeup.made_up import DAY, PAPER, galley, picture, sizes_of, story, whole
from tests.makeup.test_edition import (
    assert_frames_inside_and_apart,
    assert_jumps_are_sound,
    assert_nothing_lost,
)


def day_copy(layout: Layout, row_counts: list[int], seed: int, share: float = 0.5) -> Copy:
    """A day's copy without notices, two sections of it."""
    rng = random.Random(seed)
    stories, galleys = [], {}
    for order, rows in enumerate(row_counts):
        section = PAPER.sections[order * len(PAPER.sections) // len(row_counts)].key
        pictures = (picture(rng),) if rng.random() < share else ()
        made = story(order, section, rows, pictures)
        stories.append(made)
        galleys[made.slug] = galley(
            made.slug, rows, layout.grid, sizes_of(layout), rng, len(pictures)
        )
    return Copy(stories=stories, galleys=galleys, notices=())


def planned(copy: Copy, layout: Layout) -> Plan:
    return make_up(
        Job(copy=copy, day=DAY, paper=PAPER, layout=layout, name_em=8.0), whole, planner=Greedy
    )


def pages_of(copy: Copy, layout: Layout) -> tuple[PagePlan, ...]:
    planner = Greedy(
        layout=layout,
        search=PageSearch(layout, ()),
        sections=tuple(section.key for section in PAPER.sections),
    )
    galleys = copy.galleys
    return planner.plan([item_of(story, galleys[story.slug]) for story in copy.stories])


def cells(page: PagePlan) -> list[Cell]:
    assert page.solved is not None
    return [placed.cell for placed in page.solved.placed]


def apart(a: Cell, b: Cell) -> bool:
    beside = a.column + a.width <= b.column or b.column + b.width <= a.column
    return beside or a.row + a.height <= b.row or b.row + b.height <= a.row


@pytest.mark.parametrize("name", ["berliner", "a4"])
@settings(max_examples=5)
@given(
    rows=st.lists(st.integers(15, 220), min_size=4, max_size=18),
    seed=st.integers(0, 999),
    share=st.sampled_from([0.0, 0.5, 1.0]),
)
def test_nothing_is_lost_and_nothing_overlaps(
    name: str, rows: list[int], seed: int, share: float
) -> None:
    layout = load_layout(name)
    copy = day_copy(layout, rows, seed, share)
    plan = planned(copy, layout)
    assert not [problem for problem in plan.problems if problem.code == "M-101"]
    assert_nothing_lost(plan, copy)
    assert_jumps_are_sound(plan)
    for dummy in plan.dummies:
        assert_frames_inside_and_apart(dummy)
    for page in pages_of(copy, layout):
        assert all(apart(a, b) for a, b in combinations(cells(page), 2))


def test_every_story_stands_as_high_as_it_can_where_it_is() -> None:
    layout = load_layout("berliner")
    rng = random.Random(3)
    for page in pages_of(day_copy(layout, [rng.randint(20, 160) for _ in range(9)], 3), layout):
        placed = cells(page)
        for number, cell in enumerate(placed):
            feet = [
                above.row + above.height
                for above in placed[:number]
                if above.column < cell.column + cell.width
                and cell.column < above.column + above.width
            ]
            assert cell.row == max(feet, default=0)


def test_the_lead_comes_first_and_no_lower_rank_has_a_larger_headline() -> None:
    layout = load_layout("berliner")
    rng = random.Random(5)
    pages = pages_of(day_copy(layout, [rng.randint(30, 140) for _ in range(14)], 5), layout)
    assert cells(pages[0])[0].row == 0
    assert pages[0].items[0].key == "story-0"
    for page in pages:
        assert page.solved is not None
        sizes = [
            (placed.item.order, placed.shape.arrangement.size_pt)
            for placed in page.stories
            if not placed.item.rest
        ]
        falling = [size for _, size in sorted(sizes)]
        assert falling == sorted(falling, reverse=True)
