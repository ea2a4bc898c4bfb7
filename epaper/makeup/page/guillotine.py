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
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from epaper.makeup.story.costs import INF, Costs


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
    return Cutter(leaves, width, height).solve()


class Cutter:
    """Cuts one page; when the costs of an item change, what does not hold it is kept.

    Groups of items are numbers whose bits are the items. All their cost arrays stand in one
    buffer, each width's behind as many infinite ones, so that a window that starts h earlier is
    the array shifted down by h.
    """

    def __init__(self, leaves: Sequence[Costs], width: int, height: int) -> None:
        self.leaves = list(leaves)
        self.width = width
        self.height = height
        self.full = (1 << len(leaves)) - 1
        self.size = height + 1
        shape = (self.full + 1, width + 1, 2 * self.size)
        self.buffer = np.full(shape, INF, dtype=np.float32)
        self.best = self.buffer[:, :, self.size :]
        self.windows = np.lib.stride_tricks.sliding_window_view(self.buffer.reshape(-1), self.size)
        # Of every group and width: the finite heights, as offsets to a window, and their costs.
        self.offsets: list[list[NDArray[np.intp]]] = [[]] * (self.full + 1)
        self.costs: list[list[Costs]] = [[]] * (self.full + 1)
        self.some = [False] * (self.full + 1)
        # Pairs of widths side by side, by their sum.
        pairs = [(left, w - left) for w in range(2, width + 1) for left in range(1, w)]
        self.left, self.right = np.array(pairs or [(1, 1)]).T
        self.pairs_at = [w * (w - 1) // 2 for w in range(1, width)]
        self.areas = np.outer(np.arange(width + 1), np.arange(self.size))
        self.least, self.most = _area_bounds(leaves)
        for group in range(1, self.full + 1):
            self._solve_group(group)

    def solve(self) -> tuple[float, tuple[Cell, ...]]:
        """The cheapest exact cut and its cost; (inf, ()) if there is none."""
        cost = float(self.best[self.full][self.width, self.height])
        if not np.isfinite(cost):
            return cost, ()
        return cost, tuple(self.trace(self.full, 0, 0, self.width, self.height))

    def change(self, items: set[int], leaves: Sequence[Costs]) -> None:
        """Take other costs for `items`, none of a size that had none before."""
        self.leaves = list(leaves)
        changed = sum(1 << item for item in items)
        for group in range(1, self.full + 1):
            if group & changed:
                self._solve_group(group)

    def _solve_group(self, group: int) -> None:
        if group & (group - 1) == 0:
            costs = self.leaves[group.bit_length() - 1]
        else:
            costs = self._cut(group)
        self.best[group] = self._within_reach(group, costs)
        wide, heights = np.nonzero(self.best[group] < INF)
        bounds = np.searchsorted(wide, range(self.width + 2))
        costs = self.best[group][wide, heights]
        self.offsets[group] = [-heights[i:j] for i, j in pairwise(bounds)]
        self.costs[group] = [costs[i:j] for i, j in pairwise(bounds)]
        self.some[group] = len(wide) > 0

    def _cut(self, group: int) -> Costs:
        """The group's costs from those of all pairs of parts, stacked and side by side."""
        out = np.full((self.width + 1, self.size), INF, dtype=np.float32)
        splits = [pair for pair in self._splits(group) if self.some[pair[0]] and self.some[pair[1]]]
        if splits:
            whole = group == self.full
            self._stack(splits, range(self.width, self.width + 1) if whole else self._widths, out)
            self._set_beside(splits, out)
        return out

    @property
    def _widths(self) -> range:
        return range(1, self.width + 1)

    def _stack(self, splits: Sequence[tuple[int, int]], widths: range, out: Costs) -> None:
        """Min-plus convolutions of both parts, over the finite heights of the sparser one.

        A group that is cut across costs, at a height, the least sum of its upper part at some
        height and its lower part at what is left. For every height of the part that has fewer
        (an item has a dozen, hundreds are inf) the other part's whole array is taken, shifted by
        that height, which is a window of the buffer that begins so much earlier, and raised by
        that cost. All windows of all splits and widths are gathered at once; the least of those
        of one width, height by height, is the result. So the work is not heights times heights
        but heights times the few; numpy does it in one pass.
        """
        offsets, costs, starts, counts, rows_at, found = [], [], [], [], [], []
        row = 0
        for w in widths:
            first = row
            for upper, lower in splits:
                a, b = self.offsets[upper][w], self.offsets[lower][w]
                if not len(a) or not len(b) or -a[0] - b[0] > self.height:
                    continue
                few, many = (upper, lower) if len(a) <= len(b) else (lower, upper)
                offsets.append(self.offsets[few][w])
                costs.append(self.costs[few][w])
                starts.append(((many * (self.width + 1) + w) * 2 + 1) * self.size)
                counts.append(len(offsets[-1]))
                row += counts[-1]
            if row > first:
                rows_at.append(first)
                found.append(w)
        if not found:
            return
        places = np.concatenate(offsets) + np.repeat(np.array(starts), counts)
        sums = self.windows[places]
        sums += np.concatenate(costs)[:, None]
        out[found] = np.minimum.reduceat(sums, rows_at, axis=0)

    def _set_beside(self, splits: Sequence[tuple[int, int]], out: Costs) -> None:
        """The sums of both parts' costs at every pair of widths."""
        if self.width < 2:
            return
        uppers, lowers = np.array(splits).T
        sums = self.best[uppers[:, None], self.left] + self.best[lowers[:, None], self.right]
        beside = np.minimum.reduceat(sums.min(axis=0), self.pairs_at, axis=0)
        np.minimum(out[2:], beside, out=out[2:])

    def _within_reach(self, group: int, costs: Costs) -> Costs:
        """`costs` without the sizes that no shapes of the other items could complete to a page."""
        others = self.full ^ group
        if not others:
            return costs
        left = self.width * self.height - self.areas
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
