"""Notices fill the places left for them: almost any height, no hole, all lines once."""

import pytest

from epaper.makeup.figures import NOTICES
from epaper.makeup.story.notices import fillings, form_height_pt, text_columns, text_rows
from epaper.model import NoticeForm
from epaper.resources import load_layout
from tests.makeup.made_up import block, notice


@pytest.mark.parametrize("name", ["berliner", "tablet"])
def test_a_place_is_never_much_higher_than_its_notice(name: str) -> None:
    grid = load_layout(name).grid
    for span in range(1, grid.columns + 1):
        for rows, filling in fillings(notice(grid), grid, span, 60).items():
            room_pt = rows * grid.baseline_pt
            assert form_height_pt(filling.form) <= room_pt
            assert (
                room_pt - form_height_pt(filling.form)
                < (NOTICES.most_air_rows + 3) * grid.baseline_pt
            )
            assert 0 < filling.white < 0.75


def test_wide_places_can_be_filled_at_almost_every_height() -> None:
    grid = load_layout("berliner").grid
    heights = set(fillings(notice(grid), grid, 3, 40))
    assert len(heights & set(range(5, 20))) >= 12


@pytest.mark.parametrize("lines", range(1, 8))
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_of_text_hold_every_line_once_the_longer_ones_first(
    lines: int, columns: int
) -> None:
    text = block(10, 8.4, 100.0, "notice", 10.5).with_lines(
        tuple(block(10 + n, 8.4, 400.0, "notice", 10.5).lines[0] for n in range(lines))
    )
    form = NoticeForm(text=text, columns=columns)
    made = list(text_columns(form))
    assert [line for column in made for line in column.lines] == list(text.lines)
    sizes = [len(column.lines) for column in made]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == text_rows(form)
    assert sizes[0] - sizes[-1] <= 1


@pytest.mark.parametrize("name", ["berliner", "tablet"])
def test_lines_that_end_early_leave_no_hole_in_a_notice(name: str) -> None:
    grid = load_layout(name).grid
    span = grid.columns
    page_pt2 = grid.span_pt(span) * grid.rows * grid.baseline_pt
    for filling in fillings(notice(grid), grid, span, 60).values():
        form = filling.form
        column = list(text_columns(form))[-1]
        for first in range(len(column.lines)):
            for end in range(first + 1, len(column.lines) + 1):
                wide_pt = column.measure_pt - max(n.width_pt for n in column.lines[first:end])
                high_pt = (end - first) * column.leading_pt
                if min(wide_pt, high_pt) >= NOTICES.narrow_pt:
                    assert wide_pt * high_pt <= NOTICES.most_hole * page_pt2
