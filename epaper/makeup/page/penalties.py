"""Looks: what an editor would mark on a page as a whole, which no single shape can tell.

In: the shapes side by side. Out: costs, each laid on the item that should give way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.makeup.figures import FRONT, HEADS, PICTURES, QUOTES, WHITE
from epaper.makeup.page.placing import Placed, PlacedStory, stories_on
from epaper.model import Form, FrameKind

Numbered = list[tuple[int, PlacedStory]]  # stories with their places among what stands on a page


def looks_cost(placed: Sequence[Placed], *, front: bool = False) -> list[tuple[int, float]]:
    """(index of the item that should change, cost) for everything that looks bad."""
    stories = stories_on(placed)
    tombstone = FRONT.unreleased_cost if front else HEADS.tombstone_cost
    outdoing = _outdoing_pictures(stories) if front else ()
    return [
        *((item, tombstone) for item in _tombstones(stories)),
        *((item, FRONT.unreleased_cost) for item in outdoing),
        *_rival_pictures(stories),
        *((item, HEADS.climb_cost) for item in _climbing(stories)),
        *((item, HEADS.misplaced_cost) for item in _misplaced(stories)),
        *((item, QUOTES.second_cost) for item in _second_quotes(stories)),
    ]


def drops(placed: Sequence[Placed]) -> Iterator[tuple[int, float]]:
    """White between a byline and its text, as `looks_cost` tells of what looks bad."""
    for index, story in stories_on(placed):
        if story.drop_rows:
            yield index, WHITE.drop_cost * story.drop_rows


def _outdoing_pictures(stories: Numbered) -> Iterator[int]:
    """The pictures larger than the lead's, if that has one."""
    lead = min((story for _, story in stories), key=lambda s: s.item.order, default=None)
    mine = lead.shape.picture_area if lead is not None else 0
    for index, story in stories:
        if mine and story.shape.picture_area > mine:
            yield index


def _tombstones(stories: Numbered) -> Iterator[int]:
    for i, a in stories:
        for j, b in stories:
            if a.cell.column + a.cell.width != b.cell.column:
                continue
            rows_a, rows_b = _headline_rows(a), _headline_rows(b)
            if rows_a is None or rows_b is None or not _on_one_level(rows_a, rows_b):
                continue
            # A picture beside the left headline stands between the two.
            if a.shape.arrangement.art_style == "aside":
                continue
            size_a, size_b = _size_pt(a), _size_pt(b)
            if max(size_a, size_b) <= HEADS.like_size * min(size_a, size_b):
                yield max(i, j)


def _climbing(stories: Numbered) -> Iterator[int]:
    """The lower of two stories one above the other, where its headline is larger."""
    heads = [(index, story) for index, story in stories if _headline_rows(story)]
    for _, upper in heads:
        for index, lower in heads:
            a, b = upper.cell, lower.cell
            across = min(b.column + b.width, a.column + a.width) > max(b.column, a.column)
            below = b.row >= a.row + a.height
            if below and across and _size_pt(lower) > _size_pt(upper):
                yield index


def _misplaced(stories: Numbered) -> Iterator[int]:
    """Corrections at the top, and briefs in the corner where a page begins, beside stories."""
    if all(story.item.gathered for _, story in stories):
        return
    for index, story in stories:
        if story.item.gathered and story.cell.row == 0:
            if story.item.story.form is Form.CORRECTION or story.cell.column == 0:
                yield index


def _second_quotes(stories: Numbered) -> Iterator[int]:
    """Stories with a pull quote, but the first of them: one a page is an accent."""
    quoted = [(s.item.order, n) for n, s in stories if s.shape.arrangement.quote >= 0]
    return (number for _, number in sorted(quoted)[1:])


def _on_one_level(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """True if one headline begins beside the other, or hardly higher or lower."""
    overlap = min(first[1], second[1]) > max(first[0], second[0])
    return overlap or abs(first[0] - second[0]) <= HEADS.level_rows


def _headline_rows(placed: PlacedStory) -> tuple[float, float] | None:
    """The rows at which the story's headline begins and ends, None if it has none."""
    a = placed.shape.arrangement
    part = next((p for p in a.parts if p.kind is FrameKind.HEADLINE), None)
    if part is None:
        return None
    top = placed.cell.row + (placed.shape.art_rows if a.art_style == "top" else 0) + part.row
    return top, top + part.rows


def _size_pt(placed: PlacedStory) -> float:
    return placed.shape.arrangement.size_pt


def _rival_pictures(stories: Numbered) -> Iterator[tuple[int, float]]:
    """Every picture too near the largest in size, but the largest itself."""
    areas = sorted(((story.shape.picture_area, index) for index, story in stories), reverse=True)
    largest = areas[0][0] if areas else 0
    for area, index in areas[1:]:
        if area and largest < PICTURES.rival_factor * area:
            yield index, PICTURES.rival_cost
