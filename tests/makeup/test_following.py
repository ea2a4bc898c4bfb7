"""Following what stands: the same copy is the same edition, a late order moves little of it."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.makeup import Copy, Job, Precedent, make_up
from epaper.makeup.story.copy import NO_ORDERS
from epaper.model import DayOrders, Layout, Plan, Severity, StandingForm
from epaper.resources import load_layout
from tests.makeup.made_up import (
    DAY,
    PAPER,
    day_copy,
    galley,
    paragraph,
    picture,
    sizes_of,
    story,
    whole,
)
from tests.makeup.test_edition import assert_sound

FORMATS = ["berliner", "a4", "tablet", "tabloid", "broadsheet"]


def made(
    copy: Copy, layout: Layout, precedent: Precedent | None = None, orders: DayOrders = NO_ORDERS
) -> Plan:
    job = Job(copy=copy, day=DAY, paper=PAPER, layout=layout, name_em=8.0, orders=orders)
    return make_up(replace(job, precedent=precedent or Precedent()), whole)


def day(name: str, seed: int = 4, count: int = 22) -> tuple[Copy, Layout]:
    layout = load_layout(name)
    rng = random.Random(seed)
    return day_copy(layout, [rng.randint(20, 120) for _ in range(count)], seed), layout


def changed(before: Plan, after: Plan) -> set[int]:
    """Pages on which not all stands as it stood; those that only one of them has too."""
    longer = max(len(before.dummies), len(after.dummies))
    pages = [dict(enumerate(plan.standing.pages, start=1)) for plan in (before, after)]
    return {n for n in range(1, longer + 1) if pages[0].get(n) != pages[1].get(n)}


def beginnings(plan: Plan) -> dict[str, int]:
    """The page on which each story begins."""
    found: dict[str, int] = {}
    for number, page in enumerate(plan.standing.pages, start=1):
        for item in page.items:
            if item.form is StandingForm.STORY:
                found.setdefault(item.name, number)
    return found


def without(copy: Copy, slug: str) -> Copy:
    left = [story for story in copy.stories if story.slug != slug]
    return replace(copy, stories=left, galleys={s.slug: copy.galleys[s.slug] for s in left})


def with_another(copy: Copy, layout: Layout, rows: int, seed: int = 9) -> Copy:
    """The copy with a story more, the last by rank."""
    rng = random.Random(seed)
    last = copy.stories[-1]
    new = story(last.order + 1, last.section, rows)
    set_ = galley(new.slug, rows, layout.grid, sizes_of(layout), rng)
    return replace(copy, stories=[*copy.stories, new], galleys={**copy.galleys, new.slug: set_})


def edited(copy: Copy, slug: str, more: int = 0) -> Copy:
    """The copy with other words in a story's last paragraph, and so many lines more."""
    old = copy.galleys[slug]
    rows = len(old.paragraphs[-1].best.lines) + more
    last = paragraph(rows, random.Random(3), "new", slug)
    return replace(
        copy,
        galleys={**copy.galleys, slug: replace(old, paragraphs=(*old.paragraphs[:-1], last))},
    )


def inside(plan: Plan, number: int = 3) -> str:
    """A story that stands on that page alone, whole."""
    jumping = {jump.story for jump in plan.jumps}
    items = plan.standing.pages[number - 1].items
    return next(i.name for i in items if i.form is StandingForm.STORY and i.name not in jumping)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("seed", [4, 11])
def test_the_same_copy_is_the_same_edition(name: str, seed: int) -> None:
    copy, layout = day(name, seed)
    first = made(copy, layout)
    again = made(copy, layout, Precedent(standing=first.standing))
    assert again.dummies == first.dummies
    assert again.standing == first.standing
    assert again.jumps == first.jumps


@pytest.mark.parametrize("name", FORMATS)
def test_a_typo_changes_the_page_it_is_on(name: str) -> None:
    copy, layout = day(name)
    first = made(copy, layout)
    slug = inside(first)
    fixed = edited(copy, slug)
    after = made(fixed, layout, Precedent(standing=first.standing))
    assert_sound(after, fixed)
    pages = [
        n for n, (a, b) in enumerate(zip(first.dummies, after.dummies, strict=True), 1) if a != b
    ]
    assert pages == [beginnings(first)[slug]]


@pytest.mark.parametrize("name", FORMATS)
def test_a_kill_touches_its_page_and_two_beside_it_at_most(name: str) -> None:
    copy, layout = day(name)
    first = made(copy, layout)
    slug = inside(first)
    left = without(copy, slug)
    after = made(left, layout, Precedent(standing=first.standing))
    assert_sound(after, left)
    pages = changed(first, after)
    assert 1 not in pages
    assert len(pages) <= 3
    assert len(changed(first, made(left, layout))) >= len(pages)


def test_a_story_that_is_ranked_over_one_of_page_one_comes_there() -> None:
    copy, layout = day("berliner")
    first = made(copy, layout)
    slug = inside(first, 4)
    top = [
        replace(s, order=-1, members=(replace(s.record, rank=1),))
        for s in copy.stories
        if s.slug == slug
    ]
    others = [s for s in copy.stories if s.slug != slug]
    ranked = replace(copy, stories=[replace(s, order=n) for n, s in enumerate([*top, *others])])
    after = made(ranked, layout, Precedent(standing=first.standing))
    assert_sound(after, ranked)
    assert beginnings(after)[slug] == 1
    # Without a rank the desk has not said that it has to lead.
    plain = [replace(s, members=(replace(s.record, rank=None),)) for s in ranked.stories]
    quiet = made(replace(ranked, stories=plain), layout, Precedent(standing=first.standing))
    assert beginnings(quiet)[slug] == 4


def test_a_page_that_is_held_stays_and_what_cannot_is_told() -> None:
    copy, layout = day("berliner")
    first = made(copy, layout)
    left = without(copy, inside(first, 4))
    held = made(left, layout, Precedent(standing=first.standing, held=frozenset({3, 5})))
    assert_sound(held, left)
    assert not changed(first, held) & {3, 5}
    assert not [p for p in held.problems if p.code == "M-107"]
    gone = inside(first, 3)
    left = without(copy, gone)
    let_go = made(left, layout, Precedent(standing=first.standing, held=frozenset({3, 40})))
    assert_sound(let_go, left)
    told = [p for p in let_go.problems if p.code == "M-107"]
    assert [p.where.page for p in told] == [3, 40]
    assert gone in told[0].message


def test_held_pages_stay_though_all_others_are_planned_anew() -> None:
    copy, layout = day("berliner")
    first = made(copy, layout)
    left = without(copy, inside(first, 2))
    precedent = Precedent(standing=first.standing, stability=0.0, held=frozenset({1, 4}))
    after = made(left, layout, precedent)
    assert_sound(after, left)
    assert not changed(first, after) & {1, 4}


def test_without_stability_the_paper_is_planned_from_nothing() -> None:
    copy, layout = day("a4")
    first = made(copy, layout)
    left = without(copy, inside(first))
    anew = made(left, layout, Precedent(standing=first.standing, stability=0.0))
    assert anew.dummies == made(left, layout).dummies


def test_the_page_count_that_the_desk_wants_beats_what_stands() -> None:
    copy, layout = day("berliner")
    first = made(copy, layout)
    orders = replace(NO_ORDERS, pages=len(first.dummies) + 1)
    after = made(copy, layout, Precedent(standing=first.standing), orders)
    assert len(after.dummies) == len(first.dummies) + 1


@settings(max_examples=12, deadline=None)
@given(
    name=st.sampled_from(FORMATS),
    seed=st.integers(0, 10**6),
    orders=st.lists(
        st.sampled_from(["kill", "edit", "longer", "new", "picture"]), min_size=1, max_size=4
    ),
)
def test_any_late_orders_leave_a_sound_paper(name: str, seed: int, orders: list[str]) -> None:
    rng = random.Random(seed)
    copy, layout = day(name, seed, rng.randint(6, 24))
    plan = made(copy, layout)
    for order in orders:
        some = rng.choice(list(copy.stories))
        match order:
            case "kill" if len(copy.stories) > 3:
                copy = without(copy, some.slug)
            case "new":
                copy = with_another(copy, layout, rng.randint(15, 140), seed)
            case "picture":
                shown = replace(some, pictures=((0, picture(rng)),))
                if not some.pictures:
                    continue
                stories = [shown if s is some else s for s in copy.stories]
                copy = replace(copy, stories=stories)
            case _:
                copy = edited(copy, some.slug, rng.choice([1, 4]) if order == "longer" else 0)
        after = made(copy, layout, Precedent(standing=plan.standing))
        assert not [p for p in after.problems if p.severity is Severity.STOP]
        assert_sound(after, copy)
        again = made(copy, layout, Precedent(standing=after.standing))
        assert again.dummies == after.dummies
        plan = after
