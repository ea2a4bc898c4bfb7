"""Areas: how much of a page an item takes, for planning before it is laid out.

In: items. Out: areas in rows times columns, of the smallest shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from epaper.makeup.figures import FILL
from epaper.makeup.page.roles import page_rows
from epaper.makeup.story.costs import INF
from epaper.makeup.story.item import Item, Role, StoryItem
from epaper.makeup.story.shapes import OfferBook
from epaper.model import Layout


class Areas:
    """The areas of a day's items, remembered; `room` is that of an inside page."""

    def __init__(self, layout: Layout, book: OfferBook | None = None) -> None:
        self.layout = layout
        self.book = book or OfferBook(layout.grid)
        self.rows = page_rows(layout.kinds["inside"], layout.grid)
        self.room = float(self.rows * layout.grid.columns)
        self._areas: dict[str, tuple[float, float]] = {}
        self._jumped: dict[str, float] = {}

    def pages(self, items: Iterable[Item]) -> float:
        """Pages that the items fill in their smallest good shapes."""
        known = self._areas
        areas = [(known.get(item.key) or self._of(item))[0] for item in items]
        return sum(areas) / self.room

    def good(self, item: Item) -> float:
        """The area of the item's smallest shape that looks good."""
        return (self._areas.get(item.key) or self._of(item))[0]

    def smallest(self, item: Item) -> float:
        """The area of its smallest shape of all."""
        return self._of(item)[1]

    def jumped(self, item: Item) -> float:
        """The area of the smallest shape from which it goes on overleaf."""
        if item.key not in self._jumped:
            role = replace(self._role, jump=True, must_jump=True)
            parts = self._sizes(item, role, self.rows)
            self._jumped[item.key] = min((area for _, area in parts), default=_usual(item))
        return self._jumped[item.key]

    def _of(self, item: Item) -> tuple[float, float]:
        if item.key not in self._areas:
            rows = 2 * self.rows
            whole = self._sizes(item, self._role, rows)
            good = min(whole, default=(0.0, 0))[0] + FILL.good_shape_cost
            self._areas[item.key] = (
                min((area for cost, area in whole if cost <= good), default=_usual(item)),
                min((area for _, area in whole), default=_usual(item)),
            )
        return self._areas[item.key]

    @cached_property
    def _role(self) -> Role:
        bands = self.layout.kinds["inside"].bands_pt
        return Role(sizes_pt=bands[min(1, len(bands) - 1)])

    def _sizes(self, item: Item, role: Role, rows: int) -> list[tuple[float, int]]:
        """Cost and area of every size the item offers in that role."""
        costs = self.book.offer(item, role, rows).costs
        wide, high = np.nonzero(costs < INF)
        return list(zip(costs[wide, high].tolist(), (wide * high).tolist(), strict=True))


def mean_fill(items: Sequence[StoryItem]) -> float:
    """How full pages are best planned on the average of a day."""
    pictured = sum(bool(item.pictures) for item in items) / max(1, len(items))
    return FILL.plain + min(1.0, 2 * pictured) * (FILL.pictured - FILL.plain)


def _usual(item: Item) -> float:
    """The area of what has no shape as yet."""
    return item.rows * FILL.usual if isinstance(item, StoryItem) else 0.0
