"""Greedy line breaking: each line takes what it holds. Fallback, and the bench's yardstick."""

from __future__ import annotations

from collections.abc import Sequence

from epaper.typeset.breaking import BreakPoints, Driving, LineFit, Solution, settle


def break_greedily(copy: BreakPoints, limits: Driving) -> Sequence[Solution]:
    """The single solution in which every line is filled in turn, at normal word space.

    Always ends: an entry that alone is too wide gets its line, wider than the measure.
    """
    last = len(copy.splits) - 1
    fits: list[LineFit] = []
    start = 0
    while start < last:
        measure = copy.measure(len(fits))
        end = _furthest(copy, start, measure)
        ratio, step = (1.0, 0)
        if end < last:
            ratio, step = settle(copy.extent(start, end), measure, copy, limits)
        fits.append(LineFit(end, max(ratio, limits.tightest), step))
        start = end
    return [Solution(0.0, tuple(fits))]


def _furthest(copy: BreakPoints, start: int, measure_pt: float) -> int:
    """The last entry whose line still fits, at least the next one."""
    edge = copy.starts[start][0] + measure_pt
    best = start + 1
    for entry in range(start + 1, len(copy.splits)):
        if copy.ends[entry][0] <= edge:
            best = entry
        elif copy.starts[entry][0] > edge:
            break
    return best
