"""Sizes: how high an arrangement may be.

In: an item and its arrangements. Out: pairs of the legs' zone and the main picture's rows at which
the copy may fit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from epaper.makeup.figures import EFFORT, LEGS, PICTURES, WHITE
from epaper.makeup.story.arrangement import Arrangement
from epaper.makeup.story.costs import Rows, least_rest_rows, least_start_rows
from epaper.makeup.story.item import StoryItem
from epaper.makeup.story.overflow import stretch_rows
from epaper.makeup.story.pictures import (
    cutline_rows,
    photo_rows,
    printed_dpi,
)
from epaper.model import Grid

NO_SIZES = np.zeros((0, 2), dtype=np.int64)


class Sizes:
    """The sizes of one item's arrangements, on pages of `height` rows at most."""

    def __init__(self, item: StoryItem, grid: Grid, height: int) -> None:
        self.item = item
        self.grid = grid
        self.height = height
        self._arts: dict[tuple[int, int], range] = {}
        self._found: dict[tuple[object, ...], Rows] = {}

    def of(self, a: Arrangement) -> Rows:
        """Pairs of legs' zone and main picture rows at which the copy may fit."""
        arts = self._art_range(a) if a.art_style else range(1)
        if not arts:
            return NO_SIZES
        above = a.head_rows if a.jump or a.art_style == "aside" else 0
        used = sum(a.used_rows) if self.item.paragraphs else max(a.used_rows)
        key = a.jump, a.art_style, a.art_index, a.art_span, a.width, used, above
        if key not in self._found:
            self._found[key] = self._sizes(a, arts)
        return self._found[key]

    def _art_range(self, a: Arrangement) -> range:
        key = a.art_index, a.art_span
        if key not in self._arts:
            self._arts[key] = art_range(self.item, a, self.grid)
        return self._arts[key]

    def _sizes(self, a: Arrangement, arts: range) -> Rows:
        item = self.item
        if a.jump:
            return self._jump_sizes(a, arts)
        if not item.paragraphs:
            borne = min(map(stretch_rows, item.pieces), default=-WHITE.most_table_air_rows)
            most = max(
                min(WHITE.most_stretch_rows, borne + WHITE.most_table_air_rows), item.strained
            )
            used = max(a.used_rows)
            return np.array([(used + stretch, 0) for stretch in range(most + 1)], dtype=np.int64)
        fixed = item.rows + sum(a.used_rows)
        if a.art_style in ("", "top"):
            zones = _zones(fixed, a.width)
            return _pairs(range(zones.start, zones.stop + item.strained), arts)
        return self._sizes_beside(a, arts, fixed)

    def _sizes_beside(self, a: Arrangement, arts: range, fixed: int) -> Rows:
        """Where the picture stands on some of the legs: about the height at which the copy fits."""
        beside = a.art_span * a.head_rows if a.art_style == "aside" else 0
        first = (fixed - beside + a.art_span * arts[0]) // a.width
        last = (fixed - beside + a.art_span * arts[-1]) // a.width + 2
        sizes = [(zone, arts[0]) for zone in range(arts[0], arts[0] + self.item.strained)]
        for zone in range(first, last):
            room = zone * a.width - fixed + beside - a.width / 2
            for step in EFFORT.side_art_steps:
                art = round(room / a.art_span) + step
                if art in arts:
                    sizes.append((zone, art))
        return np.array(sizes, dtype=np.int64).reshape(-1, 2)

    def _jump_sizes(self, a: Arrangement, arts: range) -> Rows:
        """A jumped story fills any height that has room for its start; its picture has three."""
        middle = arts[len(arts) // 2]
        choices = sorted({arts[0] + (middle - arts[0]) // 2, middle, (middle + arts[-1]) // 2})
        parts = [
            _pairs(self._jump_zones(a, art), [art]) for art in (choices if a.art_style else [0])
        ]
        return np.concatenate(parts)

    def _jump_zones(self, a: Arrangement, art: int) -> range:
        """Heights of the legs' zone with enough text before the jump and after it.

        Every leg may end a row short.
        """
        taken = sum(a.used_rows)
        if a.art_style in ("side", "aside"):
            taken += a.art_span * (art - (a.head_rows if a.art_style == "aside" else 0))
        rest_rows = least_rest_rows(self.grid)
        before = 1 + (rest_rows if self.item.rest else least_start_rows(self.grid))
        most = (self.item.rows - rest_rows - 1 + taken) // a.width
        least = max(LEGS.tightest_rows, art - a.head_rows, -(-(before + taken) // a.width))
        return range(least, min(self.height - a.height(0, art), most) + 1)


def _pairs(zones: range, arts: Sequence[int]) -> Rows:
    """Every zone with every height of the picture."""
    pairs = np.empty((len(zones), len(arts), 2), dtype=np.int64)
    pairs[:, :, 0] = np.array(zones, dtype=np.int64)[:, None]
    pairs[:, :, 1] = np.array(arts, dtype=np.int64)
    return pairs.reshape(-1, 2)


def _zones(fixed_rows: int, width: int) -> range:
    """Heights of the legs' zone that hold so many rows, give or take what copyfit can do."""
    return range(
        math.ceil((fixed_rows - LEGS.copyfit_rows) / width),
        (fixed_rows + width + LEGS.copyfit_rows) // width + 1,
    )


def art_range(item: StoryItem, a: Arrangement, grid: Grid) -> range:
    """Heights in rows, cutline included, that the main picture may have at its span.

    One column wide every picture has some, also one that is barely large enough.
    """
    picture = next(p for index, p in item.pictures if index == a.art_index)
    width_mm = grid.span_mm(a.art_span)
    cut = cutline_rows(item.galley.cutlines.get((a.art_index, a.art_span)), grid)
    possible = photo_rows(picture, width_mm, grid)
    rows = [
        n for n in possible if printed_dpi(picture, width_mm, n * grid.row_mm) >= PICTURES.least_dpi
    ]
    if not rows and a.art_span == 1:
        return range(possible[0] + cut, possible[-1] + cut + 1)
    return range(rows[0] + cut, rows[-1] + cut + 1) if rows else range(0)
