"""The numbers of every format keep the rules of the page, and its furniture has room.

The examples of a paper's own layouts are held to them as well.
"""

from itertools import pairwise
from pathlib import Path

import pytest

from epaper.check.hierarchy import LADDER_PT
from epaper.language.phrases import Phrases
from epaper.layout_faults import ON_GRID, STYLES
from epaper.makeup.frames.foot import Foot
from epaper.makeup.frames.furniture import Furniture
from epaper.model import MM_PER_PT, Layout, TextFrame
from epaper.resources import layout_names, load_layout
from tests.makeup.made_up import DAY, PAPER, whole

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"
FORMATS = layout_names(EXAMPLES)
NEWSPAPER_MM = 250  # pages this wide are newspapers; others are for a desk or a screen
MASTHEAD_SHARE = 0.21  # of the page: a fifth, and what whole rows need

SECTIONS = ["National", "World", "Business", "Opinion", "Science", "Culture", "Sport", "Weather"]


def furniture(layout: Layout) -> Furniture:
    return Furniture(
        paper=PAPER,
        day=DAY,
        grid=layout.grid,
        phrases=Phrases("en-GB"),
        name_em=6.8,
        page_count=8,
    )


def foot(layout: Layout) -> Foot:
    return Foot(
        kind=layout.kinds["front"],
        grid=layout.grid,
        phrases=Phrases("en-GB"),
        galleys={},
        pages={},
        crop_to=whole,
    )


@pytest.mark.parametrize("name", FORMATS)
def test_columns_rows_and_masthead(name: str) -> None:
    layout = load_layout(name, EXAMPLES)
    grid = layout.grid
    assert 40 <= grid.column_mm <= 80
    assert grid.top_mm + grid.rows * grid.row_mm < grid.height_mm
    # The last of the head's rows is white.
    masthead_mm = grid.top_mm + (layout.kinds["front"].head_rows - 1) * grid.row_mm
    assert masthead_mm <= grid.height_mm * MASTHEAD_SHARE
    assert set(layout.kinds) == {"front", "section", "inside", "last"}


@pytest.mark.parametrize("name", FORMATS)
def test_margins_are_alike_on_all_sides(name: str) -> None:
    grid = load_layout(name, EXAMPLES).grid
    foot_mm = grid.height_mm - grid.y_mm(grid.rows)
    for margin_mm in (grid.top_mm, foot_mm):
        assert grid.left_mm * 0.8 <= margin_mm <= grid.left_mm * 2


@pytest.mark.parametrize("name", FORMATS)
def test_no_lower_rank_can_have_the_larger_headline(name: str) -> None:
    layout = load_layout(name, EXAMPLES)
    for kind in layout.kinds.values():
        for higher, lower in pairwise(kind.bands_pt):
            assert min(higher) >= max(lower)
        if layout.grid.width_mm >= NEWSPAPER_MM and len(kind.bands_pt) > 1:
            assert min(kind.bands_pt[0]) - max(kind.bands_pt[1]) >= 12
        assert {size for band in kind.bands_pt for size in band} <= set(LADDER_PT)
        assert kind.stories[0] <= kind.stories[1]
        assert kind.dominant_columns
        assert max(kind.dominant_columns) <= layout.grid.columns


@pytest.mark.parametrize("name", FORMATS)
def test_type_can_be_read(name: str) -> None:
    layout = load_layout(name, EXAMPLES)
    assert layout.styles["body"].size_pt >= 8
    assert layout.styles["cutline"].size_pt >= 7


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_same_styles_and_text_keeps_to_the_grid(name: str) -> None:
    layout = load_layout(name, EXAMPLES)
    # Styles for pages of more columns, on which a standfirst runs over three, a quote over two.
    wanted = set(load_layout("berliner").styles) - {"standfirst-wide", "quote-wide", "drop-cap"}
    assert wanted <= set(layout.styles)
    assert wanted == set(STYLES)
    for style in ON_GRID:
        assert layout.styles[style].leading_pt == layout.grid.baseline_pt, style
    assert layout.grid.row_mm == pytest.approx(layout.styles["body"].leading_pt * MM_PER_PT)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("count", [1, 7, 8])
def test_the_index_has_a_readable_line_for_every_section(name: str, count: int) -> None:
    layout = load_layout(name, EXAMPLES)
    index = [(section, 10 + n) for n, section in enumerate(SECTIONS[:count])]
    frames = list(foot(layout).frames([], index))
    entries = [f.rect for f in frames if f.kind == "index-entry"]
    assert len(entries) == count
    for rect in entries:
        assert rect.h_mm / MM_PER_PT >= 9  # its type is 8.2 pt
        assert rect.w_mm >= 20
        assert rect.bottom_mm <= layout.grid.y_mm(layout.grid.rows) + 0.01
        assert rect.right_mm <= layout.grid.width_mm - layout.grid.left_mm + 0.01
    for n, a in enumerate(entries):
        for b in entries[n + 1 :]:
            assert a.bottom_mm <= b.y_mm + 0.01 or a.right_mm <= b.x_mm


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_flag_and_running_line_do_not_meet(name: str, count: int) -> None:
    layout = load_layout(name, EXAMPLES)
    text = furniture(layout).folio(2, SECTIONS[:count], layout.kinds["inside"]).text
    # Widths a little larger than those of the faces: 20 pt EP Head, 7.8 pt EP Sans.
    flag_pt, running_pt = 8 * len(text["section"]), 3.2 * len(text["paper"] + text["date"])
    room_pt = (layout.grid.span_pt(layout.grid.columns) - flag_pt) / 2
    assert text["date"]
    assert running_pt + (12 if text["paper"] else 0) < room_pt
    if layout.grid.width_mm >= NEWSPAPER_MM:
        assert text["paper"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_nameplate_is_large_and_has_air(name: str) -> None:
    layout = load_layout(name, EXAMPLES)
    kind = layout.kinds["front"]
    size_pt = float(furniture(layout).masthead(kind).text["name_size_pt"])
    width_pt = layout.grid.span_pt(layout.grid.columns)
    assert 0.6 * width_pt < 6.8 * size_pt <= 0.9 * width_pt + 1
    ink_rows = 0.8 * size_pt / layout.grid.baseline_pt
    assert ink_rows <= kind.head_rows - 1 - 3 - 1.5


@pytest.mark.parametrize("name", FORMATS)
def test_a_page_one_without_inside_pages_has_no_teasers(name: str) -> None:
    layout = load_layout(name, EXAMPLES)
    frames = foot(layout).frames([], [])
    assert not [frame for frame in frames if isinstance(frame, TextFrame)]
