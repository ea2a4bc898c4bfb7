"""How a story of several pictures is arranged."""

import random
from dataclasses import replace

import pytest

from epaper.makeup.story.arrangement import Arrangement
from epaper.makeup.story.arrangements import arrangements
from epaper.makeup.story.item import Item, Role, item_of
from epaper.makeup.story.shapes import offer_shapes
from epaper.resources import load_layout
from tests.makeup.made_up import galley, picture, sizes_of, story

LAYOUT = load_layout("berliner")
ROLE = Role(sizes_pt=(30.0,), art_columns=(1, 2, 3), jump=True)


def pictured(count: int) -> Item:
    rng = random.Random(4)
    made = story(0, "news", 120, tuple(picture(rng) for _ in range(count)))
    return item_of(made, galley(made.slug, 120, LAYOUT.grid, sizes_of(LAYOUT), rng, count))


def offered(count: int, width: int) -> list[Arrangement]:
    return list(arrangements(pictured(count), ROLE, LAYOUT.grid, width))


def shown(a: Arrangement) -> list[int]:
    """Indices of the pictures that stand with this part of the story."""
    seconds = [part.index for part in a.parts if part.kind == "photo"]
    return sorted([*seconds, *([a.art_index] if a.art_style else [])])


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("width", [2, 3, 5])
def test_every_picture_is_shown_once_or_left_to_the_rest(count: int, width: int) -> None:
    found = offered(count, width)
    assert found
    for a in found:
        whole, first = list(range(count)), [0]
        assert shown(a) == {"": whole, "others": first, "art": []}[a.leaves]
        assert a.jump or not a.leaves
    assert {a.leaves for a in found} == {"", "others", "art"}


@pytest.mark.parametrize("width", [1, 2, 3, 5])
def test_nothing_parts_a_byline_from_its_text(width: int) -> None:
    for a in offered(3, width):
        tops = [part for part in a.parts if part.zone == "top"]
        byline = next(part for part in tops if part.kind == "byline")
        assert byline.row + byline.rows == a.tops[0]
        if width > 1 and a.art_column:
            assert not any(part.kind == "photo" and part.column == 0 for part in tops)


def test_pictures_of_a_row_end_level_and_do_not_overlap() -> None:
    for a in offered(4, 5):
        tops = [part for part in a.parts if part.zone == "top" and part.kind == "photo"]
        for part in tops:
            others = [other for other in tops if other is not part]
            for other in others:
                beside = (
                    part.column + part.span <= other.column
                    or other.column + other.span <= part.column
                )
                under = part.row + part.rows <= other.row or other.row + other.rows <= part.row
                assert beside or under


def spans_shown(line_share: float) -> set[int]:
    """The columns that the main picture may take over a tablet page with such a cutline."""
    layout = load_layout("tablet")
    grid, rng = layout.grid, random.Random(4)
    made = story(0, "news", 90, (picture(rng),))
    set_ = galley(made.slug, 90, grid, sizes_of(layout), rng, 1)
    cutlines = {
        key: replace(
            block, lines=(replace(block.lines[0], width_pt=line_share * block.measure_pt),) * 3
        )
        for key, block in set_.cutlines.items()
    }
    item = item_of(made, replace(set_, cutlines=cutlines))
    # Beside a larger picture none is as wide as the page.
    offer = offer_shapes(item, replace(ROLE, dominant=True), grid, grid.rows)
    return {
        shape.arrangement.art_span
        for shapes in offer.shapes.values()
        for shape in shapes
        if shape.arrangement is not None and shape.arrangement.art_style
    }


def test_no_picture_leaves_a_hole_beside_its_cutline() -> None:
    wide = load_layout("tablet").grid.columns
    assert wide in spans_shown(0.95)
    narrow = spans_shown(0.6)
    assert narrow
    assert wide not in narrow
