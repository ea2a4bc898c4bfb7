"""Trials: the arrangements of a story that will do in a role, and what each costs at any height.

In: an item, a role. Out: its arrangements with the cost of headline, quote and jump, the same
for all rests of one story.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from epaper.makeup.figures import HEADS, JUMPS, PICTURES, QUOTES, WHITE
from epaper.makeup.story.arrangement import Arrangement, head_sizes, is_stub, may_have_quote
from epaper.makeup.story.arrangements import Arranger
from epaper.makeup.story.costs import Cost, Rows
from epaper.makeup.story.item import Role, StoryItem
from epaper.makeup.story.pictures import CUTLINE_GAP_PT, cutline_rows
from epaper.model import Grid, SetBlock

OVER_HEAD_PT = 7.0  # from the top of a headline's rows to its letters

# Width, number of the choice, and rows of the head where the sizes depend on that.
BlockKey = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Trial:
    """Arrangements that will do, each with its cost, and facts of them all as arrays."""

    arrangements: tuple[Arrangement, ...]
    keys: tuple[BlockKey, ...]
    bases: Cost
    heights: Rows
    widths: Rows
    on_top: NDArray[np.bool_]
    bear_air: NDArray[np.bool_]


def likeness(item: StoryItem) -> tuple[object, ...]:
    """What two items of one galley have in common that are arranged alike, at the same cost.

    Of a story that may jump at many places there are many rests, which differ only in their copy.
    """
    alike = item.rest, item.art, item.shown, item.more is None, item.pieces, item.strained
    copy = bool(item.paragraphs), is_stub(item)
    quotes = may_have_quote(item), item.rows < QUOTES.short_rows, item.rows < QUOTES.middling_rows
    return id(item.galley), id(item.story), *alike, *copy, *quotes


class Trials:
    """The arrangements of one item, and of all that are like it, in each of its roles."""

    def __init__(self, item: StoryItem, grid: Grid) -> None:
        self.item = item
        self.grid = grid
        self._arranger = Arranger(item, grid)
        self._bases = BaseCosts(item, grid)
        self._found: dict[tuple[object, ...], Trial] = {}

    def of(self, role: Role) -> Trial:
        """The arrangements that will do in that role."""
        headed = () if self.item.rest else (role.sizes_pt, role.lead, role.dominant)
        key = role.art_columns, role.jump, role.must_jump, headed
        if key not in self._found:
            self._found[key] = self._tried(role)
        return self._found[key]

    def _tried(self, role: Role) -> Trial:
        found = list(self._costed(role))
        arrangements = tuple(a for _, a, _ in found)
        return Trial(
            arrangements,
            tuple(key for key, _, _ in found),
            bases=np.array([base for _, _, base in found], dtype=np.float64),
            heights=np.array([a.height(0, 0) for a in arrangements], dtype=np.int64),
            widths=np.array([a.width for a in arrangements], dtype=np.int64),
            on_top=np.array([a.art_style == "top" for a in arrangements], dtype=np.bool_),
            bear_air=np.array([a.bears_air for a in arrangements], dtype=np.bool_),
        )

    def _costed(self, role: Role) -> Iterator[tuple[BlockKey, Arrangement, float]]:
        sizes_pt, over = head_sizes(self.item, role), headline_excess(self.item, role)
        for width in range(1, self.grid.columns + 1):
            for number, a in self._arranger.of(role, width):
                base = self._bases.of(role, a, sizes_pt, over)
                if base is not None:
                    head_rows = a.head_rows if a.jump or a.art_style == "aside" else -1
                    yield (width, number, head_rows), a, base


class BaseCosts:
    """What the arrangements of one item cost at any height; remembers what many have in common."""

    def __init__(self, item: StoryItem, grid: Grid) -> None:
        self.item = item
        self.grid = grid
        self._strips: dict[tuple[bool, int, int], bool] = {}
        self._headlines: dict[tuple[int, float, int], float | None] = {}

    def of(self, role: Role, a: Arrangement, sizes_pt: Sequence[float], over: int) -> float | None:
        """The cost of an arrangement, None if its headline or its cutline will not do.

        The headline may be of `sizes_pt`, and have so many lines `over` the limit.
        """
        item = self.item
        if not item.strained and self._leaves_strip(a):
            return None
        cost = JUMPS.cost if a.jump else 0.0
        cost += _quote_cost(item, a)
        cost += self._band(role, a)
        if item.rest:
            off_width = JUMPS.rest_width_cost * abs(a.width - 2)
            return cost + off_width + PICTURES.lean_cost * abs(a.lean_rows)
        if not item.gathered:
            head = self._headline(a.head_span, a.size_pt, over)
            if head is None:
                return None
            cost += head + HEADS.smaller_cost * sizes_pt.index(a.size_pt)
        return cost + self._part(role, a)

    def _band(self, role: Role, a: Arrangement) -> float:
        """What it costs that a story is as wide as the page, and does not lead it."""
        return HEADS.band_cost if a.width == self.grid.columns and not role.lead else 0.0

    def _part(self, role: Role, a: Arrangement) -> float:
        """What it costs that the arrangement is not quite what the role asks for."""
        cost = 0.0
        if role.lead:
            cost += HEADS.narrow_lead_cost * max(0, self.grid.columns - 1 - a.width)
            if 2 * a.width < self.grid.columns:
                cost += HEADS.half_lead_cost
        if role.dominant and a.art_style and 2 * a.art_span < self.grid.columns:
            could = 2 * max(role.art_columns) >= self.grid.columns
            cost += PICTURES.narrow_cost if could else 0.0
        if a.hung:
            cost += PICTURES.hung_cost
        if a.leaves == "art" and self.item.pictures:
            lead_cost = PICTURES.no_lead_cost if role.lead else 0.0
            cost += PICTURES.none_cost if role.dominant else lead_cost
        return cost

    def _headline(self, span: int, size_pt: float, over: int) -> float | None:
        key = span, size_pt, over
        if key not in self._headlines:
            block = self.item.galley.headlines[span, size_pt]
            self._headlines[key] = headline_cost(block, span, over)
        return self._headlines[key]

    def _leaves_strip(self, a: Arrangement) -> bool:
        if not a.art_style:
            return False
        key = a.art_style == "top", a.art_index, a.art_span
        if key not in self._strips:
            self._strips[key] = _leaves_strip(self.item, a, self.grid)
        return self._strips[key]


def _leaves_strip(item: StoryItem, a: Arrangement, grid: Grid) -> bool:
    """True if the white beside a short cutline comes to a hole.

    That is beside its last lines and in the gap under them; over a story, beside the kicker or
    "From page 1" too.
    """
    cutline = item.galley.cutlines.get((a.art_index, a.art_span))
    if not a.art_style or cutline is None or not cutline.lines:
        return False
    depth_pt = cutline_rows(cutline, grid) * grid.baseline_pt - CUTLINE_GAP_PT
    if a.art_style == "top":
        depth_pt += OVER_HEAD_PT
        if item.rest or item.galley.kickers:
            depth_pt += grid.baseline_pt
    line_pt = cutline.height_pt / len(cutline.lines)
    widest_pt, whole_pt2 = 0.0, grid.span_pt(grid.columns) * grid.rows * grid.baseline_pt
    for before, line in reversed(list(enumerate(cutline.lines))):
        widest_pt = max(widest_pt, line.width_pt)
        strip_pt = depth_pt - before * line_pt
        hole_pt2 = (grid.span_pt(a.art_span) - widest_pt) * strip_pt
        if strip_pt >= WHITE.least_strip_pt and hole_pt2 > WHITE.strip * whole_pt2:
            return True
    return False


def _quote_cost(item: StoryItem, a: Arrangement) -> float:
    """What a pull quote costs where it is not wanted to break grey text: it looks heavy."""
    if a.quote < 0:
        return 0.0
    if item.rows < QUOTES.short_rows:
        return QUOTES.short_cost
    first = item.galley.quotes[a.quote].index == 0
    cost = QUOTES.middling_cost if item.rows < QUOTES.middling_rows else QUOTES.cost
    return cost - (QUOTES.first_gain if first else 0.0)


def headline_excess(item: StoryItem, role: Role) -> int:
    """Lines over the limit that the headline has wherever it is set best; 0 for most."""
    if not item.headed:
        return 0
    sizes = head_sizes(item, role)
    blocks = item.galley.headlines.items()
    over = [_lines_over(block, span) for (span, size), block in blocks if size in sizes]
    return max(0, min(over, default=0))


def _lines_over(block: SetBlock, span: int) -> int:
    """Lines beyond the one too many that is tolerated."""
    return len(block.lines) - HEADS.lines.get(span, HEADS.lines_wider) - 1


def headline_cost(block: SetBlock, span: int, over: int = 0) -> float | None:
    """Ugliness of a headline so set: too many lines, a short last line, ragged ones."""
    lines = len(block.lines)
    if _lines_over(block, span) > over:
        return None
    cost = HEADS.line_cost * max(0, lines - HEADS.lines.get(span, HEADS.lines_wider))
    wanted = HEADS.last_fill if lines > 1 else HEADS.only_fill
    cost += HEADS.fill_cost * max(0.0, wanted - block.fill)
    thinnest = min((line.width_pt for line in block.lines), default=0.0) / block.measure_pt
    cost += HEADS.thin_cost * (thinnest < HEADS.thin_line)
    if lines > 1:
        widest = max(line.width_pt for line in block.lines) / block.measure_pt
        cost += max(0.0, HEADS.widest_line - widest)
    return cost + HEADS.ragged_cost * block.raggedness
