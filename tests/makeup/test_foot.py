"""The foot of page one: everything inside its rows, whatever the copy."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from epaper.language.phrases import Phrases
from epaper.makeup.flatplan.teasers import large_teaser, plain_foot_rows
from epaper.makeup.frames.foot import Foot
from epaper.makeup.story.item import Item, item_of
from epaper.model import (
    Frame,
    Galley,
    LabelFrame,
    Layout,
    PhotoFrame,
    RuleFrame,
    Story,
    TextFrame,
)
from epaper.resources import load_layout
from tests.makeup.made_up import block, galley, picture, story, whole

FORMATS = ("berliner", "a4")


INDEX = [("National", 2), ("Sport", 3)]


def foot(
    layout: Layout,
    stories: Sequence[Story],
    galleys: dict[str, Galley],
    rows: int = 0,
    index: Sequence[tuple[str, int]] = INDEX,
    large: Story | None = None,
) -> list[Frame]:
    """The frames of a foot `rows` deep, 0 for the layout's own."""
    kind = layout.kinds["front"]
    drawn = Foot(
        kind=replace(kind, foot_rows=rows or kind.foot_rows),
        grid=layout.grid,
        phrases=Phrases("en-GB"),
        galleys=galleys,
        pages=dict.fromkeys(galleys, 2),
        crop_to=whole,
    )
    return list(drawn.frames(stories, index, large))


def teaser_galley(layout: Layout, slug: str, chars: int, text_chars: int) -> Galley:
    column = layout.grid.span_pt(1)
    made = galley(slug, 60, layout.grid, (14.0, 18.0), random.Random(1))
    return replace(
        made,
        headlines={(1, 14.0): block(chars, 14, column, "headline-small", 15.75)},
        teaser=block(chars, 11.5, column, "teaser", 12.5),
        teaser_text=block(text_chars, 8.8, column, "teaser-text", 10.5) if text_chars else None,
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("chars", "text_chars"), [(30, 0), (60, 90), (90, 200), (120, 400)])
def test_plain_teasers_stay_inside_the_foot(name: str, chars: int, text_chars: int) -> None:
    layout = load_layout(name)
    count = layout.grid.columns - 1
    stories = [replace(story(n, "national", 60), kicker="Kell") for n in range(count)]
    galleys = {s.slug: teaser_galley(layout, s.slug, chars, text_chars) for s in stories}
    frames = foot(layout, stories, galleys)
    end_mm = layout.grid.y_mm(layout.grid.rows)
    for frame in frames:
        assert frame.rect.bottom_mm <= end_mm + 0.01, frame
    pages = [f for f in frames if isinstance(f, LabelFrame) and f.kind == "teaser-page"]
    assert [label.text for label in pages] == ["Page 2"] * count
    kickers = [f for f in frames if f.kind == "teaser-kicker"]
    assert len(kickers) == (0 if text_chars else count)
    rules = [f for f in frames if isinstance(f, RuleFrame) and f.kind == "column-rule"]
    assert len(rules) == count


@pytest.mark.parametrize("name", FORMATS)
def test_a_photograph_stands_over_its_teaser(name: str) -> None:
    layout = load_layout(name)
    made = story(0, "national", 60, (picture(random.Random(3)),))
    frames = foot(layout, [made], {made.slug: teaser_galley(layout, made.slug, 40, 0)})
    (photo,) = [f for f in frames if isinstance(f, PhotoFrame)]
    (head,) = [f for f in frames if f.kind == "teaser"]
    assert photo.rect.bottom_mm < head.rect.y_mm
    assert photo.rect.h_mm > 3 * layout.grid.row_mm


@pytest.mark.parametrize("name", ["berliner", "a4", "broadsheet"])
@pytest.mark.parametrize(("chars", "text_chars"), [(30, 0), (60, 90), (120, 400)])
def test_a_foot_without_pictures_is_no_deeper_than_its_teasers_need(
    name: str, chars: int, text_chars: int
) -> None:
    layout = load_layout(name)
    most = layout.kinds["front"].plain_foot_rows
    made = [story(n, "national", 60) for n in range(layout.grid.columns)]
    items = [item_of(s, teaser_galley(layout, s.slug, chars, text_chars)) for s in made]
    rows = plain_foot_rows(items, layout.grid, most)
    assert 4 <= rows <= most
    if (chars, text_chars) == (30, 0):
        assert rows < most


@pytest.mark.parametrize("name", ["tablet", "a4", "berliner"])
@pytest.mark.parametrize("chars", [20, 45, 75])
def test_any_teaser_that_may_be_picked_stays_inside_a_lower_foot(name: str, chars: int) -> None:
    layout = load_layout(name)
    kind = layout.kinds["front"]
    made = [replace(story(n, "national", 60), kicker="Kell") for n in range(layout.grid.columns)]
    first = [teaser_galley(layout, s.slug, 20, 0) for s in made[:-1]]
    galleys = [*first, teaser_galley(layout, made[-1].slug, chars, 0)]
    items = [item_of(s, g) for s, g in zip(made, galleys, strict=True)]
    rows = plain_foot_rows(items, layout.grid, kind.plain_foot_rows)
    last = {made[-1].slug: galleys[-1]}
    index = [("National", 2)]
    frames = foot(layout, made[-1:], last, rows, index)
    end_mm = layout.grid.y_mm(layout.grid.rows)
    assert all(frame.rect.bottom_mm <= end_mm + 0.01 for frame in frames)


@pytest.mark.parametrize("text_chars", range(40, 400, 12))
def test_the_page_line_of_a_full_teaser_stays_inside_the_foot(text_chars: int) -> None:
    layout = load_layout("berliner")
    made = story(0, "national", 60)
    galleys = {made.slug: teaser_galley(layout, made.slug, 45, text_chars)}
    frames = foot(layout, [made], galleys, 9, [])
    end_mm = layout.grid.y_mm(layout.grid.rows)
    assert all(frame.rect.bottom_mm <= end_mm + 0.01 for frame in frames)


@pytest.mark.parametrize("chars", [40, 900])
def test_a_short_index_has_a_teaser_under_it_if_one_goes_there(chars: int) -> None:
    layout = load_layout("a4")
    shown = layout.grid.columns - 1
    stories = [story(n, "national", 60) for n in range(shown + 2)]
    long, short = stories[shown:]
    galleys = {s.slug: teaser_galley(layout, s.slug, 40, 0) for s in stories}
    galleys[long.slug] = teaser_galley(layout, long.slug, 900, 0)
    galleys[short.slug] = teaser_galley(layout, short.slug, chars, 0)
    heads = [f for f in foot(layout, stories, galleys) if f.kind == "teaser"]
    under = [f.story for f in heads if f.rect.x_mm >= layout.grid.x_mm(shown) - 0.01]
    assert under == ([short.slug] if chars == 40 else [])
    assert max(f.rect.bottom_mm for f in heads) <= layout.grid.y_mm(layout.grid.rows)


LARGE = ("a4", "tablet")


def pictured_item(layout: Layout, chars: int, width_px: int = 3000, height_px: int = 1600) -> Item:
    """A story inside with a photograph and a headline of so many characters."""
    shown = replace(picture(random.Random(3)), width_px=width_px, height_px=height_px)
    made = story(0, "national", 60, (shown,))
    wide, grid = layout.grid.columns - 1, layout.grid
    heads = {
        (wide, size): block(chars, size, grid.span_pt(wide), "headline", size * 1.05)
        for size in (14.0, 18.0, 24.0)
    }
    return item_of(made, replace(teaser_galley(layout, made.slug, 40, 0), headlines=heads))


@pytest.mark.parametrize("name", LARGE)
@pytest.mark.parametrize("chars", [12, 45, 75])
def test_a_large_picture_its_headline_and_its_credit_fill_the_foot(name: str, chars: int) -> None:
    layout = load_layout(name)
    front, grid = layout.kinds["front"], layout.grid
    rows = front.picture_foot_rows
    item = pictured_item(layout, chars)
    picked = large_teaser([item], replace(front, foot_rows=rows), grid)
    assert picked is item
    assert item.story is not None
    assert item.galley is not None
    frames = foot(layout, [], {item.story.slug: item.galley}, rows, large=item.story)
    (photo,) = [f for f in frames if isinstance(f, PhotoFrame)]
    assert photo.rect.w_mm == pytest.approx(grid.span_mm(grid.columns - 1))
    (head,) = [f for f in frames if f.kind == "teaser"]
    (page,) = [f for f in frames if f.kind == "teaser-page"]
    assert photo.rect.bottom_mm < head.rect.y_mm < head.rect.bottom_mm <= page.rect.y_mm
    end_mm = grid.y_mm(grid.rows)
    assert end_mm - grid.row_mm <= page.rect.bottom_mm <= end_mm + 0.01
    assert all(frame.rect.bottom_mm <= end_mm + 0.01 for frame in frames)
    (credit,) = [f for f in frames if isinstance(f, LabelFrame) and f.kind == "teaser-credit"]
    assert credit.text == item.story.record.photos[0].credit
    assert credit.rect.x_mm > page.rect.x_mm


@pytest.mark.parametrize(
    ("chars", "width_px", "height_px"), [(400, 3000, 1600), (40, 300, 160), (40, 1600, 3000)]
)
def test_no_large_picture_that_would_be_blurred_or_cut_or_has_too_long_a_headline(
    chars: int, width_px: int, height_px: int
) -> None:
    layout = load_layout("a4")
    front = layout.kinds["front"]
    kind = replace(front, foot_rows=front.picture_foot_rows)
    item = pictured_item(layout, chars, width_px, height_px)
    assert large_teaser([item], kind, layout.grid) is None


@pytest.mark.parametrize("credit", ["NASA, ESA, CSA, STScI; processing by Zoë Q. Holm", "国" * 40])
def test_no_large_picture_whose_credit_does_not_go_beside_the_page_number(credit: str) -> None:
    layout = load_layout("a4")
    front = layout.kinds["front"]
    item = pictured_item(layout, 40)
    assert item.story is not None
    record = item.story.record
    photos = (replace(record.photos[0], credit=credit),)
    told = replace(item.story, members=(replace(record, photos=photos),))
    kind = replace(front, foot_rows=front.picture_foot_rows)
    assert large_teaser([replace(item, story=told)], kind, layout.grid) is None


@pytest.mark.parametrize("name", ["berliner", "tabloid"])
def test_plain_teasers_side_by_side_are_of_one_size(name: str) -> None:
    layout = load_layout(name)
    made = [story(n, "national", 60) for n in range(layout.grid.columns - 1)]
    chars = [100, 52, 60, 45, 38][: len(made)]
    galleys = {
        s.slug: teaser_galley(layout, s.slug, count, 0)
        for s, count in zip(made, chars, strict=True)
    }
    frames = foot(layout, made, galleys, 8)
    heads = [f for f in frames if isinstance(f, TextFrame) and f.kind == "teaser"]
    assert len(heads) == len(made)
    assert len({head.size_pt for head in heads}) == 1


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("count", [12, 22, 40])
def test_an_index_of_many_sections_names_as_many_as_can_be_read(name: str, count: int) -> None:
    layout = load_layout(name)
    index = [(f"Section {n}", 2 + n // 4) for n in range(count)]
    entries = [frame for frame in foot(layout, [], {}, 0, index) if frame.kind == "index-entry"]
    assert 0 < len(entries) <= count
    by_column: dict[float, list[float]] = {}
    for frame in entries:
        by_column.setdefault(round(frame.rect.x_mm, 1), []).append(frame.rect.y_mm)
    for tops in by_column.values():
        steps = [after - before for before, after in pairwise(sorted(tops))]
        assert min(steps, default=9.0) >= layout.grid.row_mm - 0.001
    end_mm = layout.grid.y_mm(layout.grid.rows)
    assert all(frame.rect.bottom_mm <= end_mm + 0.01 for frame in entries)
