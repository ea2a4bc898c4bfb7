"""Sizes of a story's arrangements, and their cost: legs, the rest of a jump, the main picture.

In: arrangements. Out: pairs of the legs' zone and the main picture's height, in rows, at which the
copy may fit, as arrays; a cost each; inf where a hard rule leaves the size out. The figures are
docs/rules.md's unless a constant says otherwise; 1.0 is a blemish that an editor would notice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from epaper.makeup.figures import EFFORT, JUMPS, LEGS, PICTURES, WHITE
from epaper.makeup.story.arrangement import GAP_ROWS, Arrangement, is_stub
from epaper.makeup.story.copyfit import HEADS
from epaper.makeup.story.item import Leaves, StoryItem
from epaper.makeup.story.overflow import stretch_rows
from epaper.makeup.story.pictures import cutline_rows, photo_rows, printed_dpi, second_rows
from epaper.model import Grid

Rows = NDArray[np.int64]
Cost = NDArray[np.float64]
Costs = NDArray[np.float32]  # of an item's shapes, by columns and rows
INF = np.float32(np.inf)  # of a size that it has not


class SizeCosts:
    """What sizes cost, apart from what depends on the page: a row for each reason, added in turn.

    In this order: copyfit's lines or a short start, rows of white in one column, legs that are
    short, deep, shallow; cropping, cells of the main picture (-1 without one), grey text, the rest.
    """

    def __init__(self, figures: Cost) -> None:
        self.figures = figures

    @classmethod
    def joined(cls, parts: Sequence[SizeCosts]) -> SizeCosts:
        """The costs of several lists of sizes as one."""
        return cls(np.concatenate([part.figures for part in parts], axis=1))

    @property
    def possible(self) -> NDArray[np.bool_]:
        """Where no hard rule leaves the size out."""
        possible: NDArray[np.bool_] = np.isfinite(self.figures[0])
        return possible

    def part(self, which: slice | NDArray[np.bool_]) -> SizeCosts:
        """The costs of some of the sizes."""
        return SizeCosts(self.figures[:, which])

    def on_page(self, grid: Grid, height: int, *, dominant: bool) -> Cost:
        """The cost of each size on a page `height` rows deep."""
        first, slack, short, deep, shallow, crop, cells, grey, rest = self.figures
        cost: Cost = first + WHITE.cost / (grid.columns * height) * slack
        for more in (short, deep, shallow):
            cost += more
        if dominant:
            shares = cells / (grid.columns * height)
            crop = crop + PICTURES.share_cost * np.maximum(0.0, PICTURES.big_share - shares)
            crop += PICTURES.share_cost * np.maximum(0.0, shares - PICTURES.biggest_share)
            crop = np.where(cells >= 0, crop, 0.0)
        for more in (crop, grey, rest):
            cost += more
        return cost


def size_costs(
    item: StoryItem, grid: Grid, tried: Sequence[Arrangement], which: Rows, sizes: Rows
) -> SizeCosts:
    """The cost of each size; inf in the first row where a hard rule leaves the size out.

    `sizes` are pairs of the legs' zone and the main picture's rows, `which` the arrangement
    of each: its place among those `tried`.
    """
    legs = _legs(tried, which, sizes)
    jumps = np.array([a.jump for a in tried])[which]
    wide = np.array([a.width for a in tried])[which]
    figures = np.zeros((9, len(sizes)))
    figures[:5] = _leg_costs(item, grid, legs, jumps, wide)
    figures[5:7] = _art_costs(item, grid, tried, which, sizes[:, 1])
    figures[7] = _grey_costs(item, grid, tried, which, legs)
    if jumps.any():
        figures[8] = np.where(jumps, _rest_costs(item, grid, tried, which, legs), 0.0)
        if item.rest:
            figures[0, jumps & ~_fills_most(grid, tried, which, sizes)] = np.inf
    return SizeCosts(figures)


NO_SIZE_COSTS = SizeCosts(np.zeros((9, 0)))


def least_start_rows(grid: Grid) -> int:
    """Rows of text that have to stand before a jump."""
    return max(JUMPS.least_rows, math.ceil(JUMPS.least_mm / grid.row_mm))


def least_rest_rows(grid: Grid) -> int:
    """Rows that a jump takes along at least."""
    return max(JUMPS.least_rest_rows, math.ceil(JUMPS.least_rest_mm / grid.row_mm))


def _fills_most(
    grid: Grid, tried: Sequence[Arrangement], which: Rows, sizes: Rows
) -> NDArray[np.bool_]:
    """True where the rectangle takes so much of its page that a story may go on from it again.

    Readers follow a second jump only of a story that is larger than a page (C-110).
    """
    whole_mm = grid.span_mm(grid.columns)
    shares = np.array([grid.span_mm(a.width) / whole_mm / grid.rows for a in tried])[which]
    heads = np.array([a.height(0, 0) - GAP_ROWS for a in tried])[which]
    arts = np.where(np.array([a.art_style == "top" for a in tried])[which], sizes[:, 1], 0)
    most: NDArray[np.bool_] = (heads + sizes[:, 0] + arts) * shares >= JUMPS.again_share
    return most


def _legs(tried: Sequence[Arrangement], which: Rows, sizes: Rows) -> Rows:
    """Rows of each leg, a row for each size, as `Arrangement.leg_rows`; 0 beyond its width."""
    across = max(a.width for a in tried)
    used = np.array([(*a.used_rows, *[0] * (across - a.width)) for a in tried])
    lower = np.zeros_like(used)  # 1 where the main picture stands on the leg
    heads = np.zeros(len(tried), dtype=np.int64)
    for number, a in enumerate(tried):
        if a.art_style in ("side", "aside"):
            lower[number, a.art_column : a.art_column + a.art_span] = 1
            heads[number] = a.head_rows if a.art_style == "aside" else 0
    arts = sizes[:, 1] - heads[which]
    legs: Rows = sizes[:, :1] - used[which] - lower[which] * arts[:, None]
    legs[np.arange(across) >= np.array([a.width for a in tried])[which, None]] = 0
    return legs


def _leg_costs(
    item: StoryItem, grid: Grid, legs: Rows, jumps: NDArray[np.bool_], wide: Rows
) -> Cost:
    """What the legs cost; inf in the first row where the copy cannot be placed in them.

    In this order: copyfit's lines or a start that is short, rows of white in one column, legs
    that are not deep enough, that are too deep, that look like a strip.
    """
    costs = np.zeros((5, len(legs)))
    if not item.paragraphs:
        costs[0] = WHITE.stretch_cost * legs.min(axis=1).astype(np.float64)
        return costs
    used = legs != 0
    counts, rooms = used.sum(axis=1), legs.sum(axis=1)
    slack = rooms - item.rows
    over, under = np.maximum(0, slack - counts), np.maximum(0, -slack)
    start = JUMPS.start_row_cost * np.maximum(0, JUMPS.start_rows - rooms)
    first = np.where(jumps, start, LEGS.line_cost * (over + under))
    costs[0] = np.where(_takes_copy(item, grid, legs, jumps), first, np.inf)
    costs[1] = np.where(jumps, 0, np.clip(slack, 0, counts))
    short_rows, deep_rows = math.ceil(LEGS.short_mm / grid.row_mm), int(LEGS.deep_mm / grid.row_mm)
    short = np.where(used, np.maximum(0, short_rows - legs), 0).sum(axis=1)
    costs[2] = np.where(counts > 1, LEGS.short_cost * short, 0.0)
    deep = np.maximum(0, legs - deep_rows)
    costs[3] = LEGS.deep_row_cost * deep.sum(axis=1) + LEGS.deep_cost * (deep > 1).any(axis=1)
    strip = (legs.max(axis=1) < LEGS.shallow_rows) & (wide >= LEGS.shallow_columns)
    costs[4] = np.where(strip, LEGS.shallow_cost, 0.0)
    return costs


def _takes_copy(
    item: StoryItem, grid: Grid, legs: Rows, jumps: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """True where the copy may be placed in the legs: whole, or where it jumps a part of it."""
    used = legs != 0
    counts, rooms = used.sum(axis=1), legs.sum(axis=1)
    tightest = LEGS.stub_leg_rows if is_stub(item) else LEGS.tightest_rows
    least = 1 if item.strained > 1 else min(tightest, item.rows)
    good: NDArray[np.bool_] = used[:, 0] & (np.where(used, legs, least) >= least).all(axis=1)
    slack = rooms - item.rows
    over, under = np.maximum(0, slack - counts), np.maximum(0, -slack)
    whole = under <= min(item.lose_rows, LEGS.copyfit_rows)
    whole &= over <= min(item.gain_rows, LEGS.copyfit_rows) + max(0, item.strained - 1) * counts
    # Every leg may end a row short.
    rest_rows = least_rest_rows(grid)
    part = rooms >= counts + (rest_rows if item.rest else least_start_rows(grid))
    part &= item.rows - rooms >= rest_rows + counts
    good &= np.where(jumps, part, whole)
    return good


def _grey_costs(
    item: StoryItem, grid: Grid, tried: Sequence[Arrangement], which: Rows, legs: Rows
) -> Cost:
    """What the longest run of text without a break costs (C-217)."""
    most = round(LEGS.grey_mm / grid.row_mm) + 1
    if item.rows <= most:
        return np.zeros(len(legs))
    broken = np.array([_breaks(a, legs.shape[1]) for a in tried])[which]
    starts = np.cumsum(legs, axis=1) - legs
    ends = legs.sum(axis=1)[:, None]
    heads = np.minimum(np.array(_heads(item), dtype=np.int64), ends)
    stops = np.sort(np.hstack([np.where(broken, starts, 0), heads, ends]), axis=1)
    over = np.diff(stops, axis=1, prepend=0).max(axis=1) - most
    return np.where(over > 0, LEGS.grey_cost + LEGS.grey_row_cost * over, 0.0)


def _breaks(a: Arrangement, across: int) -> list[bool]:
    """Of each leg, whether a picture or quote stands on it that the leg before is not under."""
    firsts = {p.column for p in a.parts if p.zone == "top" and p.kind in ("photo", "quote")}
    if a.art_style in ("side", "aside"):
        firsts.add(a.art_column)
    return [column in firsts for column in range(across)]


def _heads(item: StoryItem) -> list[int]:
    """The rows of its copy at which crossheads stand."""
    rows, heads = 0, []
    for paragraph in item.paragraphs:
        if paragraph.role in HEADS:
            heads.append(rows)
        rows += paragraph.white_rows + len(paragraph.best.lines)
    return heads


def _rest_costs(
    item: StoryItem, grid: Grid, tried: Sequence[Arrangement], which: Rows, legs: Rows
) -> Cost:
    """What it costs that the rest of a jumped story may not go on one page."""
    rows = [
        second_rows(picture, grid.column_mm, grid)
        + cutline_rows(item.galley.cutlines.get((index, 1)), grid)
        for index, picture in item.pictures
    ]
    taken: dict[Leaves, int] = {"": 0, "art": sum(rows), "others": sum(rows[1:])}
    along = np.array([taken[a.leaves] for a in tried])[which]
    pages = (item.rows - legs.sum(axis=1) + along) / (grid.rows * grid.columns)
    large = np.where(pages > JUMPS.giant_rest, JUMPS.large_rest_cost, JUMPS.awkward_rest_cost)
    return np.where(pages > JUMPS.large_rest, large, 0.0)


def _art_costs(
    item: StoryItem, grid: Grid, tried: Sequence[Arrangement], which: Rows, arts: Rows
) -> Cost:
    """What cropping costs, and the cells of the picture, -1 where there is none."""
    costs = np.zeros((2, len(arts)))
    costs[1] = -1
    shown = np.array([bool(a.art_style) for a in tried])[which]
    if not shown.any():
        return costs
    pictures = dict(item.pictures)
    cuts = [cutline_rows(item.galley.cutlines.get((a.art_index, a.art_span)), grid) for a in tried]
    spans = np.array([a.art_span for a in tried])[which]
    wide_mm = np.array([grid.span_mm(max(1, a.art_span)) for a in tried])[which]
    filed = np.array([pictures[a.art_index].aspect if a.art_style else 1.0 for a in tried])[which]
    rows = np.where(shown, arts - np.array(cuts)[which], 1)
    crop = PICTURES.crop_cost * np.log(wide_mm / (rows * grid.row_mm) / filed) ** 2
    costs[0] = np.where(shown, crop, 0.0)
    costs[1] = np.where(shown, spans * rows, -1)
    return costs


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
