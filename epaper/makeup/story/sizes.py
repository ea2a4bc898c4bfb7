"""Sizes: how high an arrangement may be, and what it costs at any height.

In: an item and its arrangements. Out: pairs of the legs' zone and the main picture's rows at which
the copy may fit; the cost of headline, quote and jump.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from epaper.makeup.figures import EFFORT, HEADS, JUMPS, LEGS, PICTURES, QUOTES, WHITE
from epaper.makeup.story.arrangement import Arrangement
from epaper.makeup.story.choices import head_sizes
from epaper.makeup.story.costs import Rows, least_rest_rows, least_start_rows
from epaper.makeup.story.item import Role, StoryItem
from epaper.makeup.story.overflow import stretch_rows
from epaper.makeup.story.pictures import (
    CUTLINE_GAP_PT,
    cutline_rows,
    photo_rows,
    printed_dpi,
)
from epaper.model import Grid, SetBlock

OVER_HEAD_PT = 7.0  # from the top of a headline's rows to its letters
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
        key = a.jump, a.art_style, a.art_index, a.art_span, a.width, sum(a.used_rows), above
        if not self.item.paragraphs:
            key = *key, max(a.used_rows)
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
        if item.rest:
            off_width = JUMPS.rest_width_cost * abs(a.width - 2)
            return cost + off_width + PICTURES.lean_cost * abs(a.lean_rows)
        if not item.gathered:
            head = self._headline(a.head_span, a.size_pt, over)
            if head is None:
                return None
            cost += head + HEADS.smaller_cost * sizes_pt.index(a.size_pt)
        return cost + self._part(role, a)

    def _part(self, role: Role, a: Arrangement) -> float:
        """What it costs that the arrangement is not quite what the role asks for."""
        cost = 0.0
        if role.lead:
            cost += HEADS.narrow_lead_cost * max(0, self.grid.columns - 1 - a.width)
            if 2 * a.width < self.grid.columns:
                cost += HEADS.half_lead_cost
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
