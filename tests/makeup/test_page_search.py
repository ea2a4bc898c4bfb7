"""One page: what may leave it, and where white may stand."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from epaper.makeup.figures import EFFORT
from epaper.makeup.flatplan.candidates import Draft
from epaper.makeup.flatplan.inside import Chain
from epaper.makeup.flatplan.pageplan import PagePlan
from epaper.makeup.flatplan.planner import Flatplanner
from epaper.makeup.page.areas import mean_fill
from epaper.makeup.page.placing import PlacedStory, Placing
from epaper.makeup.page.search import PageSearch
from epaper.makeup.page.terms import Terms
from epaper.makeup.story.arrangement import GAP_ROWS
from epaper.makeup.story.item import NoticeItem, Role, StoryItem, item_of
from epaper.makeup.story.shapes import OfferBook, offer_story
from epaper.model import Layout, QuoteSetting
from epaper.resources import load_layout
from tests.makeup.made_up import block, galley, notice, picture, sizes_of, story


def notices(layout: Layout) -> list[NoticeItem]:
    return [
        NoticeItem(name=f"notice {n}", order=1e6 + n, notice=notice(layout.grid)) for n in range(4)
    ]


def rest(layout: Layout, rows: int, seed: int = 3) -> StoryItem:
    """What a jump has left."""
    made = story(0, "news", rows)
    item = item_of(
        made, galley(made.slug, rows, layout.grid, sizes_of(layout), random.Random(seed))
    )
    return replace(item, key=f"{item.key}/rest", rest=True)


def share(layout: Layout, placed: PlacedStory) -> float:
    """The share of the live area that a story's rectangle takes."""
    grid = layout.grid
    wide = grid.span_mm(placed.cell.width) / grid.span_mm(grid.columns)
    return wide * (placed.cell.height - GAP_ROWS) / grid.rows


@pytest.mark.parametrize("rows", [80, 120, 150])
@pytest.mark.parametrize("name", ["a4", "tablet"])
def test_a_rest_jumps_again_only_from_a_page_that_it_fills(name: str, rows: int) -> None:
    layout = load_layout(name)
    search = PageSearch(layout, notices(layout))
    item, kind = rest(layout, rows), layout.kinds["inside"]
    for strained in EFFORT.strains:
        for must in (False, True):
            solved = search.solve([item], kind, Terms(jump=True, must_jump=must, strained=strained))
            for placed in solved.rest if solved is not None else ():
                assert share(layout, placed) > 0.6


def test_a_page_searched_on_other_terms_is_another_page() -> None:
    layout = load_layout("a4")
    kind = replace(layout.kinds["inside"], jumps=False)
    search = PageSearch(layout, ())
    made = story(0, "news", 160)
    drawn = galley(made.slug, 160, layout.grid, sizes_of(layout), random.Random(7))
    item = item_of(made, drawn)
    strained = search.solve([item], kind, Terms(strained=EFFORT.strains[-1]))
    assert strained is not None
    assert search.solve([item], kind) is None
    assert search.solve([item], kind, Terms(strained=EFFORT.strains[-1])) == strained


@pytest.mark.parametrize("baseline_pt", [7.5, 10.5, 14.0])
def test_a_jump_has_its_text_before_and_after_on_any_grid(baseline_pt: float) -> None:
    plain = load_layout("a4")
    rows = round(plain.grid.rows * plain.grid.baseline_pt / baseline_pt)
    layout = replace(plain, grid=replace(plain.grid, baseline_pt=baseline_pt, rows=rows))
    search = PageSearch(layout, notices(layout))
    found = []
    for share in (1.06, 1.08, 1.1, 1.12, 1.14, 1.16, 1.2):
        copy_rows = round(share * layout.grid.columns * rows)
        made = story(0, "news", copy_rows)
        drawn = galley(made.slug, copy_rows, layout.grid, sizes_of(layout), random.Random(4))
        terms = Terms(jump=True, must_jump=True, most_notices=0)
        solved = search.solve([item_of(made, drawn)], layout.kinds["inside"], terms)
        found += solved.rest if solved is not None else ()
    assert found
    for placed in found:
        before_mm = sum(map(len, placed.fit.legs)) * layout.grid.row_mm
        assert before_mm >= 100 - layout.grid.row_mm
        assert placed.rest_rows * layout.grid.row_mm >= 150


@pytest.mark.parametrize("seed", range(3))
def test_the_last_resort_lets_a_rest_jump_again_only_where_it_fills_the_page(seed: int) -> None:
    layout = load_layout("a4")
    jumped = []
    for rows in (140, 200, 250):
        search, item = PageSearch(layout, notices(layout)), rest(layout, rows, seed)
        chain = Chain(layout, search, mean_fill([item]))
        for strained in EFFORT.strains:
            grown = chain._with_somehow(Draft(due=(item,)), (item,), strained)
            for page in grown.pages if grown is not None else ():
                jumped += page.solved.rest if page.solved is not None else ()
    assert jumped
    assert all(share(layout, placed) > 0.6 for placed in jumped)


@pytest.mark.parametrize("rows", [216, 220])
def test_a_story_of_two_pages_is_parted_so_that_the_last_comes_out(rows: int) -> None:
    layout = load_layout("tablet")
    search = PageSearch(layout, notices(layout)[:1])
    made = story(0, "news", rows)
    drawn = galley(made.slug, rows, layout.grid, sizes_of(layout), random.Random(rows))
    item = item_of(made, drawn)
    chain = Chain(layout, search, mean_fill([item]))
    left = Draft(left=(item,))
    cheapest, *others = chain._with_jumps(left, (item,), must=True)
    assert chain.ended(cheapest) is None
    sizes = [draft.due[0].rows for draft in (cheapest, *others)]
    assert len(set(sizes)) == len(sizes)
    grown = chain._with_somehow(left, (item,), 0)
    assert grown is not None
    assert chain.ended(grown) is not None


def test_a_last_page_too_large_for_its_copy_takes_an_item_more() -> None:
    layout = load_layout("broadsheet")
    search = PageSearch(layout, notices(layout))
    rng = random.Random(0)
    items = []
    for number in range(6):
        made = story(number, "news", 1)
        rows = rng.randint(25, 60)
        items.append(item_of(made, galley(made.slug, rows, layout.grid, sizes_of(layout), rng)))
    solved = search.solve(items, layout.kinds["last"], Terms(spare=True, crowded=True))
    assert search.solve(items, layout.kinds["last"], Terms(spare=True)) is None
    assert solved is not None
    assert len(solved.placed) == EFFORT.most_items + 1
    assert len({placed.item.key for placed in solved.placed}) == EFFORT.most_items + 1


@pytest.mark.parametrize("name", ["berliner", "tablet"])
def test_no_story_ends_with_rows_of_white_that_come_to_a_hole(name: str) -> None:
    layout = load_layout(name)
    search = PageSearch(layout, notices(layout))
    kind = layout.kinds["inside"]
    for seed in range(4):
        rng = random.Random(seed)
        items = []
        for number in range(3):
            made = story(number, "news", rng.randint(40, 120))
            rows = rng.randint(40, 110)
            items.append(item_of(made, galley(made.slug, rows, layout.grid, sizes_of(layout), rng)))
        solved = search.solve(items, kind)
        for placed in solved.stories if solved is not None else ():
            below = placed.shape.air_rows - placed.shape.head_air_rows
            whole_width = placed.cell.width == layout.grid.columns
            assert below <= (1 if whole_width else 2)


@pytest.mark.parametrize("seed", [13, 25, 38])  # without the cost they do not
def test_headlines_fall_down_the_page_where_they_can(seed: int) -> None:
    layout = load_layout("berliner")
    search = PageSearch(layout, notices(layout))
    rng = random.Random(seed)
    items = []
    for number in range(5):
        rows = rng.randint(30, 90)
        made = story(number, "news", rows)
        items.append(item_of(made, galley(made.slug, rows, layout.grid, sizes_of(layout), rng)))
    solved = search.solve(items, layout.kinds["inside"])
    assert solved is not None
    assert not list(climbing(solved.stories))


def climbing(placed: tuple[PlacedStory, ...]) -> Iterator[tuple[str, str]]:
    """Pairs of stories, the one above with the smaller headline."""
    for upper, lower in permutations(placed, 2):
        a, b = upper.cell, lower.cell
        over = a.row + a.height <= b.row
        across = a.column < b.column + b.width and b.column < a.column + a.width
        if over and across and upper.shape.arrangement.size_pt < lower.shape.arrangement.size_pt:
            yield upper.item.key, lower.item.key


def test_a_pull_quote_breaks_what_would_be_grey_and_stands_in_no_other_story() -> None:
    layout = load_layout("berliner")
    for rows, quoted in ((60, False), (90, True)):
        made = story(0, "news", rows)
        own = galley(made.slug, rows, layout.grid, sizes_of(layout), random.Random(1))
        words = block(60, 16, layout.grid.span_pt(1), "quote", 18)
        text = tuple(p for p in own.paragraphs if not p.keep_rows)
        quotes = (QuoteSetting(block=words, by=None, index=0, span=1),)
        item = item_of(made, replace(own, paragraphs=text, quotes=quotes))
        role = Role(sizes_pt=(24.0,))
        shapes = [
            shape
            for kept in offer_story(item, role, layout.grid, 80).shapes.values()
            for shape in kept
            if shape.width == 3
        ]
        best = min(shapes, key=lambda shape: shape.cost)
        assert (best.arrangement.quote >= 0) is quoted


def test_pages_side_by_side_have_other_notices() -> None:
    layout = load_layout("tablet")
    search = PageSearch(layout, notices(layout))
    planner = Flatplanner(layout=layout, search=search, sections=("news",))
    pages = []
    for number in range(2):
        made = story(number, "news", 60)
        drawn = galley(made.slug, 60, layout.grid, sizes_of(layout), random.Random(number))
        kind, items = layout.kinds["inside"], (item_of(made, drawn),)
        solved = search.solve(items, kind, Terms(spare=True))
        pages.append(PagePlan(kind=kind, items=items, solved=solved))
    first, second = pages
    assert first.notices & second.notices
    before, after = planner._vary_notices(pages)
    assert before.notices == first.notices
    assert after.notices
    assert not before.notices & after.notices


def test_no_leg_begins_so_low_that_a_hole_is_left_under_the_head_of_a_jump() -> None:
    layout = load_layout("tablet")
    grid, item = layout.grid, rest(layout, 80)
    role = Role(sizes_pt=(14.0,))
    offer = offer_story(item, role, grid, grid.rows)
    head_rows = item.galley.jump_heads[1].height_pt / grid.baseline_pt
    drops = 0
    for shape in (shape for shapes in offer.shapes.values() for shape in shapes):
        tops = {part.kind: part for part in shape.arrangement.parts if part.zone == "top"}
        for drop_rows in (1, 2, 3):
            if "jump-head" in tops and Placing(grid, lambda rest: True)._may_drop(
                item, shape, drop_rows
            ):
                white_rows = tops["jump-head"].rows - head_rows + drop_rows
                assert white_rows / (grid.rows * grid.columns) <= 0.018
                drops += 1
    assert drops


def test_a_page_is_the_same_whatever_was_asked_before() -> None:
    layout = load_layout("berliner")
    rng, items = random.Random(2), []
    for number in range(6):
        made = story(number, "news", rng.randint(30, 110))
        rows = rng.randint(30, 110)
        items.append(item_of(made, galley(made.slug, rows, layout.grid, sizes_of(layout), rng)))
    kind = layout.kinds["inside"]
    groups = [items[:4], items[1:5], items[2:6], [*items[:2], *items[4:]], items[:3], items[3:]]
    used = PageSearch(layout, notices(layout))
    asked = [used.solve(group, kind) for group in groups]
    assert any(asked)
    for group, solved in zip(groups, asked, strict=True):
        assert PageSearch(layout, notices(layout)).solve(group, kind) == solved


def test_a_page_from_which_nothing_may_jump_is_another_page() -> None:
    layout = load_layout("a4")
    search = PageSearch(layout, notices(layout))
    kind = layout.kinds["inside"]
    jumped = 0
    for rows in range(210, 246, 4):
        made = story(0, "news", rows)
        drawn = galley(made.slug, rows, layout.grid, sizes_of(layout), random.Random(4))
        item = item_of(made, drawn)
        jumping = search.solve([item], replace(kind, jumps=True))
        staying = search.solve([item], replace(kind, jumps=False))
        jumped += bool(jumping and jumping.rest)
        assert not (staying and staying.rest)
    assert jumped


def test_offers_from_one_book_are_those_made_alone() -> None:
    layout = load_layout("berliner")
    grid, rng = layout.grid, random.Random(5)
    made = story(0, "news", 160, tuple(picture(rng) for _ in range(3)))
    item = item_of(made, galley(made.slug, 160, grid, sizes_of(layout), rng, 3))
    bands = layout.kinds["inside"].bands_pt
    book = OfferBook(grid)
    for start in (item, item.after_jump(item.paragraphs[3:], "others")):
        for role, height in (
            (Role(sizes_pt=bands[0], lead=True, dominant=True, art_columns=(2, 3)), 100),
            (Role(sizes_pt=bands[1], jump=True), 90),
            (Role(sizes_pt=bands[1], jump=True, must_jump=True), 110),
            (Role(sizes_pt=bands[-1]), 220),
        ):
            shared, alone = book.offer(start, role, height), offer_story(start, role, grid, height)
            assert (shared.costs == alone.costs).all()
            assert dict(shared.shapes) == dict(alone.shapes)
            for (width, rows), shapes in shared.shapes.items():
                costs = [shape.cost for shape in shapes]
                assert costs == sorted(costs)
                assert np.float32(costs[0]) == shared.costs[width, rows]
            assert len(shared.shapes) == np.isfinite(shared.costs).sum()
            with pytest.raises(KeyError):
                shared.shapes[1, height + 1]
