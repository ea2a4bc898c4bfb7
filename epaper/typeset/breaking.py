"""A paragraph's possible line ends in, ways to set it out: what the breakers share.

A breaker is a function from `BreakPoints` and `Driving` to solutions, the best first; greedy and
total fit are interchangeable. All lengths are in pt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from typing import NamedTuple, Protocol

from epaper.typeset.words import Split, WordExtent

LETTER_STEP = 0.005  # of the size; model.Line.letter_step counts these


Sums = tuple[float, float, int, int]  # running sums of an Extent; plain tuples for speed


@dataclass(frozen=True, slots=True, kw_only=True)
class Driving:
    """How far a line may be driven.

    Word spaces are 67 to 200 % (docs/rules.md). The press draws from a base of 67 %, as
    WeasyPrint stretches but never shrinks, so tighter must not be. Outside `easy` word space,
    letter space helps, by at most `letter_steps` (4 are 2 % of the size).
    """

    tightest: float = 0.675
    loosest: float = 2.0
    easy: tuple[float, float] = (0.85, 1.33)
    letter_steps: int = 4


LIMITS = Driving()


@dataclass(slots=True)
class BreakPoints:
    """A paragraph's line ends as parallel lists; entry 0 is its start, the last its end.

    A line from entry a to entry b has the extent `ends[b] - starts[a]`. `splits` tells how a
    line ends there, in or after which word (`words`) and before which letter of it (`indices`,
    0 after a whole word); `bound` has those where the next word should stay on
    the line. `hangs` tells how far the last sign may stand out there, which `ends` have less.
    `firsts_pt` are the widths to fill of its first lines, `rest_pt` that of the others.
    `square` copy has no spaces to stretch: its lines are driven by their letters.
    """

    firsts_pt: tuple[float, ...]
    rest_pt: float
    space_pt: float
    size_pt: float
    ends: list[Sums] = field(default_factory=list)
    starts: list[Sums] = field(default_factory=list)
    splits: list[Split] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    indices: list[int] = field(default_factory=list)
    bound: set[int] = field(default_factory=set)
    square: bool = False
    hangs: dict[int, float] = field(default_factory=dict)

    def mark(self, end: Sums, start: Sums, split: Split, word: int, index: int = 0) -> None:
        """Add a line end."""
        self.ends.append(end)
        self.starts.append(start)
        self.splits.append(split)
        self.words.append(word)
        self.indices.append(index)

    def hang(self, hang_pt: float) -> None:
        """Let the last sign of the line that ends where was marked last stand out."""
        if hang_pt:
            width, plain, clusters, spaces = self.ends[-1]
            self.ends[-1] = width - hang_pt, plain - hang_pt, clusters, spaces
            self.hangs[len(self.ends) - 1] = hang_pt

    def extent(self, a: int, b: int) -> WordExtent:
        """Extent of the line from entry `a` to entry `b`."""
        width, plain, clusters, spaces = self.ends[b]
        start = self.starts[a]
        return WordExtent(
            width - start[0], plain - start[1], clusters - start[2], spaces - start[3]
        )

    def measure(self, line: int) -> float:
        """Width to fill in line `line`, counted from 0."""
        return self.firsts_pt[line] if line < len(self.firsts_pt) else self.rest_pt


class LineFit(NamedTuple):
    """A line's end (an entry of `BreakPoints`), its word space (1 is normal) and letter steps."""

    end: int
    word_space: float
    letter_step: int


class Solution(NamedTuple):
    """One way to set a paragraph; `cost` is comparable within the paragraph only."""

    cost: float
    lines: tuple[LineFit, ...]


class Breaker(Protocol):
    """What greedy and total fit have in common."""

    def __call__(self, copy: BreakPoints, limits: Driving) -> Sequence[Solution]:
        """At least one solution, the best first."""


def settle(
    extent: WordExtent, measure_pt: float, copy: BreakPoints, limits: Driving
) -> tuple[float, int]:
    """Word space and letter steps that drive a line to its measure.

    Word space alone while it is easy, then as few letter steps as bring it back there.
    """
    spaces = extent.spaces * copy.space_pt
    if not spaces:
        return 1.0, 0
    ratio = 1 + (measure_pt - extent.width) / spaces
    low, high = limits.easy
    if low <= ratio <= high or not limits.letter_steps:
        return ratio, 0
    step_pt = extent.clusters * LETTER_STEP * copy.size_pt
    gap = measure_pt - extent.plain
    if ratio > high:
        step = max(0, min(limits.letter_steps, ceil((gap - (high - 1) * spaces) / step_pt)))
    else:
        step = min(0, max(-limits.letter_steps, floor((gap - (low - 1) * spaces) / step_pt)))
    return (1 + (gap - step * step_pt) / spaces, step) if step else (ratio, 0)
