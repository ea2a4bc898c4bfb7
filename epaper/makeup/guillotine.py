"""Guillotine layout: the cheapest way to cut a page into one rectangle per item.

In: for each item an array `leaf[w, h]`, the cost of a shape w columns wide and h rows
high (inf where it has none). Out: a tree of cuts that fills the page exactly, with the
least total cost. Items come in rank order; of any group that is cut, the part with
the highest rank lies on top or on the left, so that sizes fall down the page.

Source: dynamic programming over sets of items with cost arrays by height, after Gange, Marriott
and Stuckey, "Optimal guillotine layout" (DocEng 2012). A horizontal cut is a
min-plus convolution of two arrays, a vertical cut their sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.float32]
INF = np.float32(np.inf)


@dataclass(frozen=True, slots=True)
class Cell:
    """One item's rectangle, in columns and rows from the region's top left."""

    item: int
    column: int
    row: int
    width: int
    height: int


def solve(leaves: Sequence[Costs], width: int, height: int) -> tuple[float, tuple[Cell, ...]]:
    """The cheapest exact cut of `width` x `height` among `leaves`; (inf, ()) if there is none.

    `leaves[i]` has the shape (width + 1, height + 1).
    """
    search = _Search(leaves, width, height)
    cost = float(search.best[search.full][width, height])
    if not np.isfinite(cost):
        return cost, ()
    return cost, tuple(search.trace(search.full, 0, 0, width, height))


@dataclass(frozen=True, slots=True)
class _Column:
    """A cost array by height, ready for convolution.

    Its finite heights, their costs, and for every height h the array shifted down by h.
    """

    heights: NDArray[np.intp]
    costs: Costs
    shifted: NDArray[np.float32]


class _Search:
    def __init__(self, leaves: Sequence[Costs], width: int, height: int) -> None:
        self.leaves = leaves
        self.width = width
        self.height = height
        self.full = (1 << len(leaves)) - 1
        self.best: dict[int, Costs] = {}
        self.columns: dict[int, list[_Column | None]] = {}
        self.least, self.most = _area_bounds(leaves)
        self.areas = np.outer(np.arange(width + 1), np.arange(height + 1))
        for group in range(1, self.full + 1):
            self.best[group] = self._within_reach(group, self._solve_group(group))
            if group != self.full:
                self.columns[group] = [_column(costs) for costs in self.best[group]]

    def _solve_group(self, group: int) -> Costs:
        if group & (group - 1) == 0:
            return self.leaves[group.bit_length() - 1]
        out = np.full((self.width + 1, self.height + 1), INF, dtype=np.float32)
        widths = (self.width,) if group == self.full else range(1, self.width + 1)
        for upper, lower in self._splits(group):
            above, below = self.columns[upper], self.columns[lower]
            a, b = self.best[upper], self.best[lower]
            for w in widths:
                upper_column, lower_column = above[w], below[w]
                if upper_column is not None and lower_column is not None:
                    _stack(upper_column, lower_column, out[w])
                for left in range(1, w):
                    if above[left] is not None and below[w - left] is not None:
                        np.minimum(out[w], a[left] + b[w - left], out=out[w])
        return out

    def _within_reach(self, group: int, costs: Costs) -> Costs:
        """`costs` without the sizes that no shapes of the other items could complete to a page."""
        others = self.full ^ group
        if not others:
            return costs
        page = self.width * self.height
        left = page - self.areas
        return np.where((left >= self.least[others]) & (left <= self.most[others]), costs, INF)

    def _splits(self, group: int) -> Iterator[tuple[int, int]]:
        """All ways to part `group` in two, its highest-ranked item in the first part."""
        first = group & -group
        others = group ^ first
        lower = others
        while lower:
            yield group ^ lower, lower
            lower = (lower - 1) & others

    def trace(self, group: int, column: int, row: int, w: int, h: int) -> Iterator[Cell]:
        """Find again the cut that gave this group its cost, and follow it down."""
        if group & (group - 1) == 0:
            yield Cell(group.bit_length() - 1, column, row, w, h)
            return
        target = self.best[group][w, h]
        for upper, lower in self._splits(group):
            a, b = self.best[upper], self.best[lower]
            sums = a[w, : h + 1] + b[w, h::-1]
            cut = int(np.argmin(sums))
            if sums[cut] == target:
                yield from self.trace(upper, column, row, w, cut)
                yield from self.trace(lower, column, row + cut, w, h - cut)
                return
            for left in range(1, w):
                if a[left, h] + b[w - left, h] == target:
                    yield from self.trace(upper, column, row, left, h)
                    yield from self.trace(lower, column + left, row, w - left, h)
                    return
        raise AssertionError("a solved group has a cut")


def _area_bounds(leaves: Sequence[Costs]) -> tuple[list[int], list[int]]:
    """The least and the largest area of every group of items, by its bits."""
    least, most = [0], [0]
    for leaf in leaves:
        w, h = np.nonzero(leaf < INF)
        areas = w * h
        low, high = (int(areas.min()), int(areas.max())) if len(areas) else (10**9, -1)
        least += [low + area for area in least]
        most += [high + area for area in most]
    return least, most


def _column(costs: Costs) -> _Column | None:
    """`costs` made ready; None if no height is possible."""
    heights = np.flatnonzero(costs < INF)
    if not len(heights):
        return None
    size = len(costs)
    padded = np.concatenate([np.full(size, INF, dtype=np.float32), costs])
    windows = np.lib.stride_tricks.as_strided(
        padded[size:], shape=(size, size), strides=(-padded.strides[0], padded.strides[0])
    )
    return _Column(heights, costs[heights, None], windows)


def _stack(a: _Column, b: _Column, out: Costs) -> None:
    """Min-plus convolution of `a` and `b` into `out`, over the finite heights of the sparser."""
    if len(b.heights) < len(a.heights):
        a, b = b, a
    if a.heights[0] + b.heights[0] >= len(out):
        return
    sums = b.shifted[a.heights] + a.costs
    np.minimum(out, sums.min(axis=0), out=out)
