"""The numbers of every format keep the rules of the page."""

from itertools import pairwise

import pytest

from epaper.model import MM_PER_PT
from epaper.resources import layout_names, load_layout

NEWSPAPER_MM = 250  # pages this wide are newspapers; others are for a desk or a screen


@pytest.mark.parametrize("name", layout_names())
def test_columns_rows_and_masthead(name: str) -> None:
    layout = load_layout(name)
    grid = layout.grid
    assert 40 <= grid.column_mm <= 80
    assert grid.top_mm + grid.rows * grid.row_mm < grid.height_mm
    masthead_mm = grid.top_mm + layout.kinds["front"].head_rows * grid.row_mm
    assert masthead_mm <= grid.height_mm * 0.25
    assert set(layout.kinds) == {"front", "section", "inside", "last"}
    assert layout.styles["body"].leading_pt * MM_PER_PT == pytest.approx(grid.row_mm)


@pytest.mark.parametrize("name", layout_names())
def test_no_lower_rank_can_have_the_larger_headline(name: str) -> None:
    layout = load_layout(name)
    for kind in layout.kinds.values():
        for higher, lower in pairwise(kind.bands_pt):
            assert min(higher) >= max(lower)
        if layout.grid.width_mm >= NEWSPAPER_MM and len(kind.bands_pt) > 1:
            assert min(kind.bands_pt[0]) - max(kind.bands_pt[1]) >= 12
        assert kind.stories[0] <= kind.stories[1]


@pytest.mark.parametrize("name", layout_names())
def test_type_can_be_read(name: str) -> None:
    layout = load_layout(name)
    assert layout.styles["body"].size_pt >= 8
    assert layout.styles["cutline"].size_pt >= 7
