"""What a page looks bad for as a whole."""

import random
from dataclasses import replace

import pytest

from epaper.makeup.figures import HEADS, QUOTES
from epaper.makeup.page.guillotine import Cell
from epaper.makeup.page.penalties import looks_cost
from epaper.makeup.page.placing import PlacedStory
from epaper.makeup.story.arrangement import Arrangement, Part
from epaper.makeup.story.copyfit import Fit
from epaper.makeup.story.item import item_of
from epaper.makeup.story.shapes import StoryShape
from epaper.model import Form, FrameKind
from epaper.resources import load_layout
from tests.makeup.made_up import galley, sizes_of, story


def placed(number: int, cell: Cell, size_pt: float, head_rows: float) -> PlacedStory:
    """A story of its place on the page, with a headline so large and high."""
    arrangement = Arrangement(
        width=cell.width,
        size_pt=size_pt,
        head_span=cell.width,
        head_rows=round(head_rows) + 1,
        parts=(Part(FrameKind.HEADLINE, "head", 0, cell.width, 0.0, head_rows),),
        tops=(0,) * cell.width,
        feet=(0,) * cell.width,
    )
    shape = StoryShape(
        width=cell.width, height=cell.height, cost=0.0, arrangement=arrangement, zone_rows=0
    )
    layout = load_layout("berliner")
    made = galley(str(number), 1, layout.grid, sizes_of(layout), random.Random(number))
    fit = Fit(legs=(), rest=(), cost=0.0)
    return PlacedStory(
        item=item_of(story(number, "news", 40), made), cell=cell, shape=shape, fit=fit
    )


@pytest.mark.parametrize(
    ("top", "head_rows", "cost"),
    [
        (
            58,
            10.0,
            HEADS.tombstone_cost,
        ),  # four lines in one column, beside the last the other begins
        (58, 7.0, 0.0),
        (62, 2.0, HEADS.tombstone_cost),  # hardly higher
        (52, 2.0, 0.0),
    ],
)
def test_headlines_of_one_size_side_by_side_are_seen_where_one_is_tall(
    top: int, head_rows: float, cost: float
) -> None:
    page = [
        placed(0, Cell(0, 0, 66, 4, 24), 24.0, 2.5),
        placed(1, Cell(1, 4, top, 2, 90 - top), 24.0, head_rows),
    ]
    assert sum(cost for _, cost in looks_cost(page)) == cost


def test_a_larger_headline_lower_down_costs_only_under_a_smaller_one() -> None:
    upper, beside = (
        placed(0, Cell(0, 0, 0, 3, 40), 24.0, 3.0),
        placed(1, Cell(1, 3, 0, 3, 40), 36.0, 3.0),
    )
    under = placed(2, Cell(2, 0, 40, 6, 40), 30.0, 3.0)
    assert looks_cost([upper, beside, under]) == [(2, HEADS.climb_cost)]


def test_corrections_at_the_top_and_briefs_in_the_first_corner_are_out_of_place() -> None:
    def gathered(number: int, form: Form, cell: Cell) -> PlacedStory:
        one = placed(number, cell, 14.0, 1.0)
        return replace(one, item=replace(one.item, story=story(number, "news", 20, form=form)))

    lead = placed(0, Cell(0, 2, 0, 2, 40), 30.0, 3.0)
    corner, foot = Cell(1, 0, 0, 2, 40), Cell(1, 0, 40, 2, 40)
    beside = Cell(1, 4, 0, 2, 40)
    misplaced = [(1, HEADS.misplaced_cost)]
    assert looks_cost([lead, gathered(1, Form.CORRECTION, beside)]) == misplaced
    assert looks_cost([lead, gathered(1, Form.BRIEF, corner)]) == misplaced
    assert looks_cost([lead, gathered(1, Form.BRIEF, beside)]) == []
    assert looks_cost([lead, gathered(1, Form.CORRECTION, foot)]) == []
    assert looks_cost([gathered(1, Form.BRIEF, corner)]) == []


def test_a_second_pull_quote_costs_and_the_later_story_gives_way() -> None:
    def quoted(page: PlacedStory) -> PlacedStory:
        arrangement = replace(page.shape.arrangement, quote=0)
        return replace(page, shape=replace(page.shape, arrangement=arrangement))

    upper, lower = (
        placed(0, Cell(0, 0, 0, 3, 40), 36.0, 3.0),
        placed(1, Cell(1, 0, 40, 3, 40), 24.0, 3.0),
    )
    assert looks_cost([quoted(upper), lower]) == []
    assert looks_cost([quoted(upper), quoted(lower)]) == [(1, QUOTES.second_cost)]
