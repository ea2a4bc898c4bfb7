"""Placing: a chosen shape with its copy in its legs.

In: an item, its cell, the shapes that have the cell's size. Out: the first of them that takes the
copy, with its lines, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from epaper.makeup.figures import JUMPS, WHITE
from epaper.makeup.page.guillotine import Cell
from epaper.makeup.story.arrangement import GAP_ROWS, HEAD_AFTER_PT
from epaper.makeup.story.copyfit import Fit, fit_copy, natural_rows
from epaper.makeup.story.costs import least_rest_rows
from epaper.makeup.story.item import AdItem, Item, Leaves, NoticeItem, StoryItem, WhiteItem
from epaper.makeup.story.pictures import rows_of
from epaper.makeup.story.shapes import Shape, StoryShape
from epaper.model import FrameKind, Grid, Paragraph


@dataclass(frozen=True, kw_only=True)
class PlacedStory:
    """A story on its page: rectangle in columns and rows of the copy area, shape, set legs.

    The first leg begins `drop_rows` lower than its shape says.
    """

    item: StoryItem
    cell: Cell
    shape: StoryShape
    fit: Fit
    drop_rows: int = 0

    @property
    def rest_rows(self) -> int:
        """Rows of what jumps, 0 where nothing does."""
        return natural_rows(self.fit.rest) if self.fit.rest else 0


@dataclass(frozen=True, kw_only=True)
class PlacedPanel:
    """A notice, an advertisement or white on its page."""

    item: NoticeItem | AdItem | WhiteItem
    cell: Cell


Placed = PlacedStory | PlacedPanel


def stories_on(placed: Sequence[Placed]) -> list[tuple[int, PlacedStory]]:
    """The stories among what stands on a page, each with its place there."""
    return [(n, one) for n, one in enumerate(placed) if isinstance(one, PlacedStory)]


class Placing:
    """Places items on the pages of one layout; remembers how copy fits.

    `stands` tells whether what has jumped comes out on a page.
    """

    def __init__(self, grid: Grid, stands: Callable[[StoryItem], bool]) -> None:
        self.grid = grid
        self.stands = stands
        self._fits: dict[tuple[str, tuple[int, ...], bool, Leaves], Fit | None] = {}

    def place(self, item: Item, cell: Cell, shapes: Sequence[Shape]) -> Placed | None:
        """The first of the shapes that takes the item's copy, or None; they have the cell's size.

        Where none does, a row or two of white more under the byline may help.
        """
        if not isinstance(item, StoryItem):
            return PlacedPanel(item=item, cell=cell)
        for drop_rows in range(WHITE.most_drop_rows + 1):
            for shape in shapes:
                assert isinstance(shape, StoryShape)
                placed = self.in_shape(item, cell, shape, drop_rows)
                if placed is not None:
                    return placed
        return None

    def in_shape(
        self, item: StoryItem, cell: Cell, shape: StoryShape, drop_rows: int
    ) -> PlacedStory | None:
        """The item in just this shape, its first leg so much lower; None if it does not go."""
        fit = self._fit(item, shape, drop_rows)
        if fit is None or self._leaves_hole(item, shape, fit, drop_rows):
            return None
        return PlacedStory(item=item, cell=cell, shape=shape, fit=fit, drop_rows=drop_rows)

    def _fit(self, item: StoryItem, shape: StoryShape, drop_rows: int) -> Fit | None:
        """The copy in the shape's legs, the first of them `drop_rows` shorter."""
        legs = tuple(rows for rows in shape.legs if rows)
        if shape.arrangement.jump and not shape.legs[-1]:
            return None  # the jump line would stand at no text's end
        if not item.paragraphs:
            return Fit(legs=((),) * len(legs), rest=(), cost=0.0)
        if drop_rows and not self._may_drop(item, shape, drop_rows):
            return None
        legs = (legs[0] - drop_rows, *legs[1:])
        jump, leaves = shape.arrangement.jump, shape.arrangement.leaves
        key = (item.mark, legs, jump, leaves)
        if key not in self._fits:
            fit = fit_copy(item.paragraphs, legs, jump=jump, ragged=item.strained)
            if fit is not None and fit.rest and not self._goes_on(item, fit.rest, leaves):
                fit = None
            self._fits[key] = fit
        return self._fits[key]

    def _leaves_hole(self, item: StoryItem, shape: StoryShape, fit: Fit, drop_rows: int) -> bool:
        """True if there is a row of air under a leg that ends a row short, on a small page."""
        air_rows = shape.air_rows - shape.head_air_rows
        empty_rows = 1 + air_rows + GAP_ROWS
        share = empty_rows / (self.grid.rows * self.grid.columns)
        if item.strained or not (air_rows and item.paragraphs) or share <= WHITE.under_leg:
            return False
        depths = [rows for rows in shape.legs if rows]
        depths[0] -= drop_rows
        return any(len(leg) < rows for leg, rows in zip(fit.legs, depths, strict=True))

    def _may_drop(self, item: StoryItem, shape: StoryShape, drop_rows: int) -> bool:
        """True if the first leg may begin so much lower, with no hole beside what is over it."""
        parts = shape.arrangement.parts
        across = any(part.kind is FrameKind.BYLINE and part.span > 1 for part in parts)
        if across or not shape.arrangement.tops[0] or shape.legs[0] <= drop_rows:
            return False
        page_pt2 = self.grid.span_pt(self.grid.columns) * self.grid.rows
        head = item.galley.jump_heads.get(1)
        if item.rest and head is not None:
            deep_rows = rows_of(head.height_pt + HEAD_AFTER_PT, self.grid) + drop_rows
            white_rows = deep_rows - head.height_pt / self.grid.baseline_pt
            return white_rows * self.grid.span_pt(1) <= WHITE.beside_byline * page_pt2
        byline = item.galley.bylines.get(1)
        if byline is None or not byline.lines:
            return True
        rows = shape.arrangement.head_gap_rows + shape.head_air_rows + 2 + drop_rows
        beside_pt = self.grid.span_pt(1) - byline.lines[-1].width_pt
        return rows * beside_pt <= WHITE.beside_byline * page_pt2

    def _goes_on(self, item: StoryItem, rest: tuple[Paragraph, ...], leaves: Leaves) -> bool:
        """True if what jumps comes out where it goes on: level, and on a full page."""
        # On a narrow page hardly anything stands beside a large rest.
        large = natural_rows(rest) > JUMPS.large_on_narrow * self.grid.rows * self.grid.columns
        narrow = self.grid.columns <= JUMPS.narrow_columns
        level = self._can_be_level(item, rest, self.grid.columns if narrow and large else 1)
        enough = natural_rows(rest) >= least_rest_rows(self.grid)
        return enough and level and (not large or self.stands(item.after_jump(rest, leaves)))

    def _can_be_level(
        self, item: StoryItem, rest: tuple[Paragraph, ...], least_columns: int
    ) -> bool:
        """True if there are legs that take `rest`, or if it is so large that it goes on again."""
        rows = natural_rows(rest)
        if rows > JUMPS.giant_rows * self.grid.rows * self.grid.columns:
            return True
        head = item.galley.jump_heads.get(1)
        over_leg = rows_of(head.height_pt + HEAD_AFTER_PT, self.grid) + 1 if head else 1
        for width in range(self.grid.columns, least_columns - 1, -1):
            # The head of what has jumped stands over all legs or on top of the first.
            for head_rows in (0, over_leg):
                least = -(-(rows + head_rows) // width)
                for zone in (least, least + 1):
                    legs = (zone - head_rows, *(zone,) * (width - 1))
                    if legs[0] > 0 and fit_copy(rest, legs) is not None:
                        return True
        return False
