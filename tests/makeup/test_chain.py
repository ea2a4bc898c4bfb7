"""The chain: sections in order, jumps overleaf, the page count that the desk wants, all copy."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from epaper.makeup import Copy, Job, make_up
from epaper.makeup.story.copy import NO_ORDERS
from epaper.model import Layout, Plan, Severity
from epaper.resources import load_layout
from tests.makeup.made_up import DAY, PAPER, day_copy, whole
from tests.makeup.test_edition import assert_headlines_fall_with_rank


def planned(copy: Copy, layout: Layout, pages: int = 0, multiple: int = 1) -> Plan:
    orders = replace(NO_ORDERS, pages=pages, pages_multiple=multiple)
    return make_up(
        Job(copy=copy, day=DAY, paper=PAPER, layout=layout, name_em=8.0, orders=orders), whole
    )


def day(name: str, count: int = 14, seed: int = 4, share: float = 0.5) -> tuple[Copy, Layout]:
    layout = load_layout(name)
    rng = random.Random(seed)
    return day_copy(layout, [rng.randint(25, 150) for _ in range(count)], seed, share), layout


@pytest.mark.parametrize("name", ["berliner", "a4", "tablet"])
def test_inside_jumps_go_on_overleaf(name: str) -> None:
    plan = planned(*day(name, share=0.0))
    inside = [jump for jump in plan.jumps if jump.from_page > 1]
    assert all(jump.to_page == jump.from_page + 1 for jump in inside)
    assert not [p for p in plan.problems if p.severity is Severity.STOP]


@pytest.mark.parametrize("name", ["berliner", "a4"])
def test_sections_follow_each_other(name: str) -> None:
    copy, layout = day(name)
    plan = planned(copy, layout)
    section = {story.slug: story.section for story in copy.stories}
    place = {s.key: n for n, s in enumerate(PAPER.sections)}
    rests = {jump.story for jump in plan.jumps if jump.from_page == 1}
    pages = [
        [place[section[a.story]] for a in dummy.areas if a.story not in rests]
        for dummy in plan.dummies[1:]
    ]
    # A story may be a page late where it fills one better, hardly more.
    late = sum(max(b, default=0) < max(a, default=0) for a, b in pairwise(pages))
    assert late <= 1


@pytest.mark.parametrize("multiple", [2, 4])
def test_a_multiple_of_pages_can_be_had(multiple: int) -> None:
    plan = planned(*day("a4", share=1.0), multiple=multiple)
    assert len(plan.dummies) % multiple == 0


def test_the_desk_gets_the_page_count_it_wants() -> None:
    copy, layout = day("berliner", share=1.0)
    natural = len(planned(copy, layout).dummies)
    plan = planned(copy, layout, pages=natural + 1)
    assert len(plan.dummies) == natural + 1
    assert not [p for p in plan.problems if p.severity is Severity.STOP]


def test_only_the_last_page_has_the_imprint() -> None:
    plan = planned(*day("a4"))
    kinds = [{frame.kind for frame in dummy.frames} for dummy in plan.dummies]
    assert [("imprint" in kind) for kind in kinds] == [False] * (len(kinds) - 1) + [True]
    assert plan.dummies[-1].kind == "last"


def test_what_cannot_be_placed_level_is_never_left_for_overleaf() -> None:
    for seed in range(3):
        plan = planned(*day("tablet", seed=seed, share=0.3))
        assert "M-104" not in {problem.code for problem in plan.problems}


def test_a_sixth_story_on_page_one_has_no_larger_headline_than_the_fifth() -> None:
    layout = load_layout("broadsheet")
    copy = day_copy(layout, [30, 30, 207, 176, 23, 52], 2, 0.0)
    plan = planned(copy, layout)
    assert len(plan.dummies[0].areas) == 6
    assert_headlines_fall_with_rank(plan.dummies[0], copy)


def noticed(plan: Plan) -> list[float]:
    """The share of each page's live area that notices take."""
    return [
        sum(f.rect.area_mm2 for f in dummy.frames if f.kind == "notice-panel") / dummy.live.area_mm2
        for dummy in plan.dummies
    ]


# The last page comes out with a picture one column wide; these days ended with a page more, half
# of it notices.
@pytest.mark.parametrize("seed", [0, 11])
def test_no_page_of_loud_notices_where_the_copy_can_be_placed_otherwise(seed: int) -> None:
    layout = load_layout("tabloid")
    rng = random.Random(seed)
    rows = [rng.randint(15, 220) for _ in range(rng.randint(4, 26))]
    plan = planned(day_copy(layout, rows, seed, rng.choice([0, 0.3, 0.6, 1])), layout)
    assert max(noticed(plan)) < 0.3


def test_a_lead_too_large_for_the_room_over_the_teasers_stands_without_them() -> None:
    layout = load_layout("tablet")
    plan = planned(day_copy(layout, [61, 15, 15, 15], 998, 0.3), layout)
    assert not [p for p in plan.problems if p.code in ("M-101", "M-104")]
    assert [area.story for area in plan.dummies[0].areas] == ["story-0"]
    assert "teaser-rule" not in {frame.kind for frame in plan.dummies[0].frames}
    assert "imprint" in {frame.kind for frame in plan.dummies[-1].frames}


def test_a_large_rest_on_a_narrow_page_is_one_that_fills_a_page() -> None:
    layout, seed = load_layout("tablet"), 12
    rng = random.Random(seed)
    rows = [rng.randint(15, 220) for _ in range(rng.randint(4, 26))]
    plan = planned(day_copy(layout, rows, seed, rng.choice([0, 0.3, 0.6, 1])), layout)
    assert not [p for p in plan.problems if p.code in ("M-101", "M-104")]
