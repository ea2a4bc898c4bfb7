"""Looks: what an editor would mark on a page as a whole, which no single shape can tell.

In: the shapes side by side. Out: costs, each laid on the item that should give way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.makeup.page.guillotine import Cell
from epaper.makeup.story.item import Item
from epaper.makeup.story.shapes import Shape
from epaper.model import Form

TOMBSTONE_COST = 2.0  # two headlines of like size side by side on one level
FRONT_COST = 15.0  # a page one with these, or a picture larger than the lead's, is not released
LEVEL_ROWS = 6  # headlines whose tops differ by no more stand on one level
LIKE_SIZE = 1.25  # sizes within this factor are alike
RIVAL_COST = 1.5  # a second picture nearly as large as the dominant one
RIVAL_FACTOR = 1.5
MISPLACED_COST = 1.2  # corrections at the top of a page, or briefs where its lead belongs
CLIMB_COST = 0.6  # a headline under a smaller one: sizes fall down the page

Row = tuple[Item, Cell, Shape]


def looks_cost(rows: Sequence[Row], *, front: bool = False) -> list[tuple[int, float]]:
    """(index of the item that should change, cost) for everything that looks bad."""
    tombstone = FRONT_COST if front else TOMBSTONE_COST
    outdoing = _outdoing_pictures(rows) if front else ()
    return [
        *((item, tombstone) for item in _tombstones(rows)),
        *((item, FRONT_COST) for item in outdoing),
        *_rival_pictures(rows),
        *((item, CLIMB_COST) for item in _climbing(rows)),
        *((item, MISPLACED_COST) for item in _misplaced(rows)),
    ]


def _outdoing_pictures(rows: Sequence[Row]) -> Iterator[int]:
    """The pictures larger than the lead's, if that has one."""
    leads = (row for row in rows if row[0].story is not None)
    lead = min(leads, key=lambda row: row[0].order, default=None)
    mine = _picture_area(lead[2]) if lead is not None else 0
    for index, (_, _, shape) in enumerate(rows):
        if mine and _picture_area(shape) > mine:
            yield index


def _tombstones(rows: Sequence[Row]) -> Iterator[int]:
    for i, (_, a, shape_a) in enumerate(rows):
        for j, (_, b, shape_b) in enumerate(rows):
            if a.column + a.width != b.column:
                continue
            rows_a, rows_b = _headline_rows(a, shape_a), _headline_rows(b, shape_b)
            if rows_a is None or rows_b is None or not _on_one_level(rows_a, rows_b):
                continue
            if _separated(shape_a, shape_b):
                continue
            size_a, size_b = _size(shape_a), _size(shape_b)
            if max(size_a, size_b) <= LIKE_SIZE * min(size_a, size_b):
                yield max(i, j)


def _climbing(rows: Sequence[Row]) -> Iterator[int]:
    """The lower of two stories one above the other, where its headline is larger."""
    heads = [(i, cell, s) for i, (_, cell, s) in enumerate(rows) if _headline_rows(cell, s)]
    for _, upper, shape in heads:
        for index, lower, under in heads:
            across = min(lower.column + lower.width, upper.column + upper.width) > max(
                lower.column, upper.column
            )
            below = lower.row >= upper.row + upper.height
            if below and across and _size(under) > _size(shape):
                yield index


def _misplaced(rows: Sequence[Row]) -> Iterator[int]:
    """Corrections at the top, and briefs in the corner where a page begins, beside stories."""
    if not any(item.story is not None and not item.story.gathered for item, _, _ in rows):
        return
    for index, (item, cell, _) in enumerate(rows):
        if item.story is not None and item.story.gathered and cell.row == 0:
            if item.story.form is Form.CORRECTION or cell.column == 0:
                yield index


def _on_one_level(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """True if one headline begins beside the other, or hardly higher or lower."""
    overlap = min(first[1], second[1]) > max(first[0], second[0])
    return overlap or abs(first[0] - second[0]) <= LEVEL_ROWS


def _headline_rows(cell: Cell, shape: Shape) -> tuple[float, float] | None:
    """The rows at which the story's headline begins and ends, None if it has none."""
    a = shape.arrangement
    part = next((p for p in a.parts if p.kind == "headline"), None) if a is not None else None
    if a is None or part is None:
        return None
    top = cell.row + (shape.art_rows if a.art_style == "top" else 0) + part.row
    return top, top + part.rows


def _separated(left: Shape, right: Shape) -> bool:
    """True if a picture beside the left headline stands between the two."""
    return left.arrangement is not None and left.arrangement.art_style == "aside"


def _size(shape: Shape) -> float:
    return shape.arrangement.size_pt if shape.arrangement is not None else 0.0


def _rival_pictures(rows: Sequence[Row]) -> Iterator[tuple[int, float]]:
    """Every picture too near the largest in size, but the largest itself."""
    areas = sorted(
        ((_picture_area(shape), i) for i, (_, _, shape) in enumerate(rows)), reverse=True
    )
    largest = areas[0][0] if areas else 0
    for area, index in areas[1:]:
        if area and largest < RIVAL_FACTOR * area:
            yield index, RIVAL_COST


def _picture_area(shape: Shape) -> int:
    a = shape.arrangement
    return a.art_span * shape.art_rows if a is not None and a.art_style else 0
