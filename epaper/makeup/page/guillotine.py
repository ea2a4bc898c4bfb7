"""Guillotine layout: the cheapest way to cut a page into one rectangle per item.

In: for each item an array `leaf[w, h]`, the cost of a shape w columns wide and h rows
high (inf where it has none). Out: a tree of cuts that fills the page exactly, with the
least total cost. Items come in rank order; of any group that is cut, the part with
the highest rank lies on top or on the left, so that sizes fall down the page.

Source: dynamic programming over sets of items with cost arrays by height, after Gange, Marriott
and Stuckey, "Optimal guillotine layout" (DocEng 2012). A horizontal cut is a
min-plus convolution of two arrays, a vertical cut their sum. Three things make it fast:

- **All groups of a size at once.** Of every group and width only the finite costs are kept, one
  after another in one list of **entries**. For all groups of so many items all pairs of entries
  that could make them are written out in one go, and the least sum of each size is kept.
- **A bound.** What a page costs at least is known before it is cut: each item in its cheapest size,
  if every cell of the page has a price (`_Prices`; Everett, "Generalized Lagrange multiplier
  method", 1963). An entry with which the page would cost more than the bound is dropped. The bound
  is a little over that least cost, and is raised where no cut is so cheap: what is found within it
  is the optimum.
- **Only what is asked for.** Of the whole page one size is wanted, and of a group that lacks one
  item only those that this item completes, as high or as wide as the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from epaper.makeup.story.costs import INF, Costs

# By how much the bound lies over the least that a page can cost, in turn.
MARGINS = (2.0, 5.0, np.inf)
LEAST_BOUND = 5  # items: of fewer there is little to leave out
ROUNDING = 1e-3  # costs are sums of float32
# Prices of a page's cells that are tried, in costs a page.
PRICES = np.arange(-80.0, 81.0, 4.0)
MOST_PAIRS = 200_000  # that are written out at once: some MB

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


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


@dataclass(frozen=True, slots=True)
class _Level:
    """All groups of one size, and all ways to part each in two: a list each, in the same order.

    `place` is that of the group among `groups`.
    """

    groups: Numbers
    upper: Numbers
    lower: Numbers
    place: Numbers


@lru_cache(maxsize=16)
def _levels(count: int) -> tuple[_Level, ...]:
    """The groups of `count` items by their size, from one item on."""
    levels = []
    for size in range(1, count + 1):
        groups = [group for group in range(1, 1 << count) if group.bit_count() == size]
        splits = [(*split, n) for n, group in enumerate(groups) for split in _splits(group)]
        parts = np.array(splits, dtype=np.int64).reshape(-1, 3)
        levels.append(_Level(np.array(groups), *(np.ascontiguousarray(p) for p in parts.T)))
    return tuple(levels)


def _splits(group: int) -> Iterator[tuple[int, int]]:
    """All ways to part `group` in two, its highest-ranked item in the first part."""
    first = group & -group
    others = group ^ first
    lower = others
    while lower:
        yield group ^ lower, lower
        lower = (lower - 1) & others


class Cutter:
    """Cuts one page; when the costs of an item change, what does not hold it is kept.

    Groups of items are numbers whose bits are the items; `best[group, w, h]` is the least cost of
    a group in that size, exact for sizes with which the page may come within the bound.
    """

    def __init__(self, leaves: Sequence[Costs], width: int, height: int) -> None:
        self.leaves = list(leaves)
        self.width = width
        self.height = height
        self.full = (1 << len(leaves)) - 1
        self.size = height + 1
        self.levels = _levels(len(leaves))
        self.best = np.full((self.full + 1, width + 1, self.size), INF, dtype=np.float32)
        self.areas = np.outer(np.arange(width + 1), np.arange(self.size))
        self.least, self.most = _area_bounds(leaves)
        # The entries: those of a group and width from one start to the next.
        self.starts = np.zeros((self.full + 1, width + 2), dtype=np.int64)
        self.widths = self.heights = np.zeros(0, dtype=np.int64)
        self.costs = np.zeros(0, dtype=np.float32)
        self.margins = iter(MARGINS if len(leaves) >= LEAST_BOUND else MARGINS[-1:])
        self._set_bound()

    def solve(self, below: float = np.inf) -> tuple[float, tuple[Cell, ...]]:
        """The cheapest exact cut and its cost; (inf, ()) if none costs less than `below`."""
        while True:
            self._solve_changed()
            cost = float(self.best[self.full, self.width, self.height])
            if cost < below and cost <= self.bound and cost < np.inf:
                return cost, tuple(self.trace(self.full, 0, 0, self.width, self.height))
            if self.bound >= min(cost, below):
                return float(INF), ()
            self._set_bound()

    def change(self, items: set[int], leaves: Sequence[Costs]) -> None:
        """Take other costs for `items`, none lower, and none of a size that had none before."""
        self.leaves = list(leaves)
        self.changed |= sum(1 << item for item in items)

    def _set_bound(self) -> None:
        """Set the bound, or raise it: all groups are to be solved."""
        margin, self.changed, self.bound = next(self.margins), self.full, float(np.inf)
        if margin < np.inf:
            self.prices = _Prices(self.leaves, self.areas)
            self.bound = self.prices.least + margin

    def _solve_changed(self) -> None:
        """Solve the groups in which an item has changed, the small ones first."""
        if not self.changed:
            return
        for item, leaf in enumerate(self.leaves):
            if self.changed & 1 << item:
                self.best[1 << item] = leaf
        listed: list[tuple[Numbers, Numbers, Costs]] = []
        for level in self.levels[1:-1]:
            self._list(self.levels[len(listed)].groups, listed)
            again = (level.groups & self.changed) != 0
            self._cut(level, again, level is self.levels[-2])
        if len(self.levels) > 1:
            self.best[self.full, self.width, self.height] = self._whole_page()
        self.changed = 0

    def _list(self, groups: Numbers, listed: list[tuple[Numbers, Numbers, Costs]]) -> None:
        """Add the entries of groups of one size to those of the smaller ones.

        Those are left out that complete to no page, or to one over the bound.
        """
        best = self.best[groups]
        place, wide, high = np.nonzero(best < INF)
        costs, others = best[place, wide, high], (self.full ^ groups)[place]
        left = self.width * self.height - wide * high
        good = (left >= self.least[others]) & (left <= self.most[others])
        if self.bound < np.inf:
            good &= self.prices.whole(costs, others, left) <= self.bound + ROUNDING
        listed.append((wide[good], high[good], costs[good]))
        across = self.width + 2
        starts = np.searchsorted((place * across + wide)[good], np.arange(len(groups) * across))
        self.starts[groups] = starts.reshape(-1, across) + sum(len(c) for *_, c in listed[:-1])
        parts = zip(*listed, strict=True)
        self.widths, self.heights, self.costs = (np.concatenate(part) for part in parts)

    def _whole_page(self) -> np.float32:
        """The cost of the page: of all its cuts in two the cheapest."""
        upper, lower = self.levels[-1].upper, self.levels[-1].lower
        across = self.best[upper, self.width] + self.best[lower, self.width, ::-1]
        if self.width < 2:
            return np.float32(across.min())
        left = self.best[upper, 1 : self.width, self.height]
        right = self.best[lower, self.width - 1 : 0 : -1, self.height]
        return np.float32(min(across.min(), (left + right).min()))

    def _cut(self, level: _Level, again: Mask, lacks_one: bool) -> None:
        """The costs of groups from those of all pairs of parts, stacked and side by side.

        Sums are gathered in an array twice as high as the page: what is too high does no harm.
        """
        groups = level.groups[again]
        some = self.starts[:, -1] > self.starts[:, 0]
        tried = again[level.place] & some[level.upper] & some[level.lower]
        upper, lower = level.upper[tried], level.lower[tried]
        place = (np.cumsum(again) - 1)[level.place[tried]]
        out = np.full((len(groups), self.width + 1, 2 * self.size), INF, dtype=np.float32)
        if len(upper):
            sums, first = out.reshape(-1), place * (self.width + 1)
            if lacks_one:
                self._stack(upper, lower, first, sums, range(self.width, self.width + 1))
                self._stack_to_the_foot(upper, lower, first, sums)
            else:
                self._stack(upper, lower, first, sums, range(1, self.width + 1))
            self._set_beside(upper, lower, first, sums)
        self.best[groups] = out[:, :, : self.size]

    def _stack(
        self, upper: Numbers, lower: Numbers, first: Numbers, sums: Costs, widths: range
    ) -> None:
        """One part over the other: every entry of both that are as wide."""
        wide = np.array(widths)
        a, b = self.starts[upper[:, None], wide], self.starts[lower[:, None], wide]
        ends_a = self.starts[upper[:, None], wide + 1]
        ends_b = self.starts[lower[:, None], wide + 1]
        both = np.nonzero((ends_a > a) & (ends_b > b))
        split, at = both
        a, b, ends_a, ends_b = a[both], b[both], ends_a[both], ends_b[both]
        into = (first[split] + wide[at]) * (2 * self.size)
        # A row for each entry of the upper part, with as many pairs as the lower part has entries.
        rows, which = _ranges(a, ends_a - a)
        into, counts, b = into[which] + self.heights[rows], (ends_b - b)[which], b[which]
        costs = self.costs[rows]
        ends = np.cumsum(counts)
        cuts = np.searchsorted(
            ends, np.arange(MOST_PAIRS, ends[-1] if len(ends) else 0, MOST_PAIRS)
        )
        bounds = [0, *cuts.tolist(), len(rows)]
        for one, other in pairwise(bounds):
            part = slice(one, other)
            pairs, row = _ranges(b[part], counts[part])
            np.minimum.at(
                sums, into[part][row] + self.heights[pairs], costs[part][row] + self.costs[pairs]
            )

    def _stack_to_the_foot(
        self, upper: Numbers, lower: Numbers, first: Numbers, sums: Costs
    ) -> None:
        """One part over the other, narrower than the page and as high."""
        wide = np.arange(1, self.width)
        if not len(wide):
            return
        high = self.best[upper, 1 : self.width] + self.best[lower, 1 : self.width, ::-1]
        into = (first[:, None] + wide) * (2 * self.size) + self.height
        np.minimum.at(sums, into.reshape(-1), high.min(axis=2).reshape(-1))

    def _set_beside(self, upper: Numbers, lower: Numbers, first: Numbers, sums: Costs) -> None:
        """One part beside the other: each entry of the part that has fewer, with every width."""
        a, b = self.starts[upper, 0], self.starts[lower, 0]
        count_a, count_b = self.starts[upper, -1] - a, self.starts[lower, -1] - b
        few = count_a <= count_b
        rows, split = _ranges(np.where(few, a, b), np.where(few, count_a, count_b))
        wide, high, costs = self.widths[rows], self.heights[rows], self.costs[rows]
        across = self.width + 1
        source = np.where(few, lower, upper)[split] * (across * self.size) + high
        into = (first[split] + wide) * (2 * self.size) + high
        best = self.best.reshape(-1)
        for more in range(1, self.width):
            room = wide <= self.width - more
            beside = costs[room] + best[source[room] + more * self.size]
            np.minimum.at(sums, into[room] + more * (2 * self.size), beside)

    def trace(self, group: int, column: int, row: int, w: int, h: int) -> Iterator[Cell]:
        """Find again the cut that gave this group its cost, and follow it down."""
        if group & (group - 1) == 0:
            yield Cell(group.bit_length() - 1, column, row, w, h)
            return
        target = self.best[group][w, h]
        for upper, lower in _splits(group):
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


class _Prices:
    """What a page costs at least, whatever way it is cut, and with some of it given.

    Let each cell of the page have a price, which a size has to pay for what it covers. All cells
    are covered, so that all pages pay the same; but now each item's cheapest size is a bound
    that knows of the room it takes. Of several prices the one that tells most is taken; prices
    below nothing are those of pages with too little copy.
    """

    def __init__(self, leaves: Sequence[Costs], areas: Numbers) -> None:
        prices = PRICES / areas[-1, -1]
        cheapest = np.full((len(leaves), len(prices)), np.inf)
        for number, leaf in enumerate(leaves):
            there = leaf < INF
            if there.any():
                paid = leaf[there] + prices[:, None] * areas[there]
                cheapest[number] = paid.min(axis=1)
        totals = cheapest.sum(axis=0) - PRICES
        best = int(np.argmax(totals))
        self.least = float(totals[best])
        self.price = float(prices[best])
        # Of every group, by its bits, what its items pay at least.
        self.groups = np.zeros(1)
        for cost in cheapest[:, best]:
            self.groups = np.concatenate([self.groups, self.groups + cost])

    def whole(self, costs: Costs, others: Numbers, left: Numbers) -> NDArray[np.float64]:
        """What pages cost at least of which a part costs so much; `others` have what is left."""
        least: NDArray[np.float64] = self.groups[others] - self.price * left
        least += costs
        return least


def _ranges(starts: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Runs of numbers, `counts[i]` from `starts[i]` on, one after another, and of each its i."""
    which = np.repeat(np.arange(len(counts)), counts)
    ends = np.cumsum(counts)
    return np.arange(len(which)) + (starts - (ends - counts))[which], which


def _area_bounds(leaves: Sequence[Costs]) -> tuple[Numbers, Numbers]:
    """The least and the largest area of every group of items, by its bits."""
    least, most = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    for leaf in leaves:
        w, h = np.nonzero(leaf < INF)
        areas = w * h
        low, high = (int(areas.min()), int(areas.max())) if len(areas) else (10**9, -1)
        least = np.concatenate([least, low + least])
        most = np.concatenate([most, high + most])
    return least, most
