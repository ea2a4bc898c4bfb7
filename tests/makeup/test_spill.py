"""What no page holds beside its story's copy: pages of pictures and of tables come out full."""

import random
from dataclasses import replace

import pytest

from epaper.exceptions import StoryError
from epaper.makeup import Copy, Job, make_up
from epaper.makeup.story.item import Item, item_of
from epaper.makeup.story.overflow import lighten, stretched
from epaper.model import Galley, Layout, Plan, TableCell, TableFrame, TableSetting
from epaper.resources import layout_names, load_layout
from tests.makeup.made_up import (
    DAY,
    PAPER,
    block,
    day_copy,
    galley,
    picture,
    sizes_of,
    story,
    whole,
)

FORMATS = layout_names()


def table(layout: Layout, heights: list[int], span: int = 1) -> TableSetting:
    """A table of one column, its rows so high."""
    wide = layout.grid.span_pt(span)
    cells = [TableCell(x_pt=0, width_pt=wide, block=block(9, 8, wide, "table", 9)) for _ in heights]
    return TableSetting(
        span=span,
        title=None,
        head=(),
        rows=tuple((cell,) for cell in cells),
        row_heights=tuple(heights),
        head_rows=0,
        note=None,
        total_rows=sum(heights),
    )


def planned(layout: Layout, made: Galley, photos: int) -> Plan:
    """A day of three stories, the last with this galley and so many pictures."""
    copy, rng = day_copy(layout, [90, 70], 3), random.Random(4)
    last = story(2, "sport", 40, tuple(picture(rng) for _ in range(photos)))
    whole_copy = Copy(
        stories=[*copy.stories, last],
        galleys={**copy.galleys, last.slug: made},
        notices=copy.notices,
    )
    return make_up(Job(copy=whole_copy, day=DAY, paper=PAPER, layout=layout, name_em=8.0), whole)


def made_galley(layout: Layout, photos: int = 0) -> Galley:
    return galley("story-2", 40, layout.grid, sizes_of(layout), random.Random(2), photos)


@pytest.mark.parametrize("shown", [0, 1])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.45])
def test_all_pictures_are_still_to_be_shown_after_some_are_handed_on(
    share: float, shown: int
) -> None:
    """The rest of a story whose first picture stands on page one keeps all the others."""
    layout, rng = load_layout("a4"), random.Random(4)
    filed = story(2, "sport", 40, tuple(picture(rng) for _ in range(7)))
    item = replace(item_of(filed, made_galley(layout, 7)), shown=shown, rest=bool(shown))
    left: Item | None = lighten(item, layout.grid, layout.grid.rows, share)
    found: list[int] = []
    while left is not None:
        found += [index for index, _ in left.pictures]
        left = left.more
    assert found == list(range(shown, 7))


@pytest.mark.parametrize("count", [9, 24])
@pytest.mark.parametrize("name", FORMATS)
def test_any_number_of_pictures_comes_out(name: str, count: int) -> None:
    layout = load_layout(name)
    plan = planned(layout, made_galley(layout, count), count)
    assert not [p for p in plan.problems if p.code == "M-101"]
    assert "last" not in {dummy.kind for dummy in plan.dummies[:-1]}  # room for the imprint


@pytest.mark.parametrize("rows", [45, 130, 300])
@pytest.mark.parametrize("name", FORMATS)
def test_a_table_of_any_length_comes_out(name: str, rows: int) -> None:
    layout = load_layout(name)
    whole_table = table(layout, [1 + n % 3 for n in range(rows)])
    plan = planned(layout, replace(made_galley(layout), tables={1: whole_table}), 0)
    assert not [p for p in plan.problems if p.code == "M-101"]
    assert "last" not in {dummy.kind for dummy in plan.dummies[:-1]}
    printed = [f.table for d in plan.dummies for f in d.frames if isinstance(f, TableFrame)]
    assert sum(len(part.rows) for part in printed) == rows


def test_a_table_bears_white_between_its_rows_only() -> None:
    layout = load_layout("a4")
    made = stretched(table(layout, [1] * 6), 3)
    assert made.row_heights == (1, 2, 1, 2, 2, 1)
    assert made.row_heights[-1] == 1
    assert stretched(table(layout, [1]), 4).total_rows == 1
    assert max(stretched(table(layout, [1] * 3), 40).row_heights) == 3


def test_a_row_deeper_than_a_page_is_laid_to_its_story() -> None:
    layout = load_layout("a4")
    made = replace(made_galley(layout), tables={1: table(layout, [1, layout.grid.rows])})
    with pytest.raises(StoryError) as caught:
        lighten(item_of(story(2, "sport", 40), made), layout.grid, 60)
    assert caught.value.slug == "story-2"
    assert caught.value.hint
