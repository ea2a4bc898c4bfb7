"""The foot of page one and the masthead: everything inside its rows, whatever the copy."""

import random
from dataclasses import replace

import pytest

from epaper.makeup.edition import _item
from epaper.makeup.furniture import Furniture, plain_foot_rows
from epaper.model import Frame, Galley, LabelFrame, Layout, PhotoFrame, RuleFrame, Story
from epaper.phrases import Phrases
from epaper.resources import load_layout
from tests.makeup.made_up import DAY, PAPER, block, galley, picture, story, whole

FORMATS = ("berliner", "a4")


def furniture(layout: Layout, name_em: float = 6.8) -> Furniture:
    return Furniture(
        paper=PAPER,
        day=DAY,
        grid=layout.grid,
        phrases=Phrases("en-GB"),
        name_em=name_em,
        page_count=8,
    )


def foot(layout: Layout, stories: list[Story], galleys: dict[str, Galley]) -> list[Frame]:
    pages = {s.slug: 2 for s in stories}
    kind = layout.kinds["front"]
    index = [("National", 2), ("Sport", 3)]
    return list(furniture(layout).foot(kind, stories, galleys, pages, index, whole))


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


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("name_em", [2.0, 6.8, 20.0])
def test_the_nameplate_fits_its_rows_and_its_width(name: str, name_em: float) -> None:
    layout = load_layout(name)
    kind = layout.kinds["front"]
    text = furniture(layout, name_em).masthead(kind).text
    size_pt = float(text["name_size_pt"])
    assert size_pt * name_em <= layout.grid.span_pt(layout.grid.columns) * 0.91
    assert size_pt * 0.8 < (kind.head_rows - 6) * layout.grid.baseline_pt
    if name_em == 6.8:  # a name of four words fills the page
        assert size_pt * name_em > layout.grid.span_pt(layout.grid.columns) * 0.8


@pytest.mark.parametrize("name", ["berliner", "a4", "broadsheet"])
@pytest.mark.parametrize(("chars", "text_chars"), [(30, 0), (60, 90), (120, 400)])
def test_a_foot_without_pictures_is_no_deeper_than_its_teasers_need(
    name: str, chars: int, text_chars: int
) -> None:
    layout = load_layout(name)
    most = layout.kinds["front"].plain_foot_rows
    made = [story(n, "national", 60) for n in range(layout.grid.columns)]
    items = [_item(s, teaser_galley(layout, s.slug, chars, text_chars)) for s in made]
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
    items = [_item(s, g) for s, g in zip(made, galleys, strict=True)]
    rows = plain_foot_rows(items, layout.grid, kind.plain_foot_rows)
    last = {made[-1].slug: galleys[-1]}
    index = [("National", 2)]
    frames = furniture(layout).foot(
        replace(kind, foot_rows=rows), made[-1:], last, {made[-1].slug: 2}, index, whole
    )
    end_mm = layout.grid.y_mm(layout.grid.rows)
    assert all(frame.rect.bottom_mm <= end_mm + 0.01 for frame in frames)


@pytest.mark.parametrize("text_chars", range(40, 400, 12))
def test_the_page_line_of_a_full_teaser_stays_inside_the_foot(text_chars: int) -> None:
    layout = load_layout("berliner")
    kind = replace(layout.kinds["front"], foot_rows=9)
    made = story(0, "national", 60)
    galleys = {made.slug: teaser_galley(layout, made.slug, 45, text_chars)}
    frames = furniture(layout).foot(kind, [made], galleys, {made.slug: 2}, [], whole)
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
