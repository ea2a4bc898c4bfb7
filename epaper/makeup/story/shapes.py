"""Shapes: every size an item offers to take on a page, each with its cost.

In: an item, its role, the grid. Out: an `Offer`: for each width in columns and
height in rows the cheapest shapes, and the cost array the page search works on.
Hard rules leave a shape out; soft ones cost, 1.0 being a blemish that an editor would notice.
The figures are docs/rules.md's unless a constant says otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np

from epaper.makeup.figures import EFFORT, HEADS, JUMPS, LEGS, NOTICES, PICTURES, QUOTES, WHITE
from epaper.makeup.story.arrangement import GAP_ROWS, Arrangement
from epaper.makeup.story.arrangements import arrangements, head_sizes
from epaper.makeup.story.costs import (
    INF,
    Cost,
    Costs,
    Rows,
    size_costs,
)
from epaper.makeup.story.item import (
    AdItem,
    Item,
    NoticeItem,
    Role,
    StoryItem,
    WhiteItem,
)
from epaper.makeup.story.notices import fillings
from epaper.makeup.story.overflow import stretch_rows
from epaper.makeup.story.pictures import (
    CUTLINE_GAP_PT,
    cutline_rows,
    photo_rows,
    printed_dpi,
    rows_of,
)
from epaper.model import MM_PER_PT, AdSetting, Grid, SetBlock

AD_LABEL_ROWS = 1
OVER_HEAD_PT = 7.0  # from the top of a headline's rows to its letters
NO_SIZES = np.zeros((0, 2), dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One size that an item may have, in columns and rows."""

    width: int
    height: int
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryShape(Shape):
    """One way to run a story: its arrangement at one height, in rows."""

    arrangement: Arrangement
    zone_rows: int
    art_rows: int = 0
    air_rows: int = 0

    @property
    def head_air_rows(self) -> int:
        """Rows of white between the head and the legs; the other air is below the story."""
        head_air = min(1, self.air_rows)
        return head_air if self.arrangement.takes_head_air(head_air) else 0

    @property
    def legs(self) -> tuple[int, ...]:
        """Rows of each leg, 0 where a picture leaves none."""
        return self.arrangement.leg_rows(self.zone_rows, self.art_rows)

    @property
    def picture_area(self) -> int:
        """Columns times rows of the main picture, 0 if there is none."""
        return self.arrangement.art_span * self.art_rows if self.arrangement.art_style else 0


AnyShape = TypeVar("AnyShape", bound=Shape)


@dataclass
class Offer(Generic[AnyShape]):
    """All shapes of one item in one role, and their least cost by width and height.

    `refused` are sizes whose shapes did not take the copy, on whichever page they were tried.
    """

    costs: Costs
    shapes: dict[tuple[int, int], list[AnyShape]] = field(default_factory=dict)
    refused: list[tuple[int, int]] = field(default_factory=list)

    def add(self, shape: AnyShape) -> None:
        """Take in a shape; of one size the cheapest few are kept."""
        key = (shape.width, shape.height)
        kept = self.shapes.setdefault(key, [])
        kept.append(shape)
        kept.sort(key=lambda s: s.cost)
        del kept[EFFORT.kept_shapes :]
        self.costs[key] = kept[0].cost


AnyOffer = Offer[StoryShape] | Offer[Shape]


def offer_shapes(item: Item, role: Role, grid: Grid, height: int) -> AnyOffer:
    """Every shape of `item` up to the grid's columns and `height` rows."""
    if isinstance(item, StoryItem):
        return offer_story(item, role, grid, height)
    offer: Offer[Shape] = Offer(_no_costs(grid, height))
    match item:
        case NoticeItem():
            for width in range(1, grid.columns + 1):
                _offer_notice(offer, item, grid, width, height)
        case AdItem():
            _offer_ad(offer, item, grid, height)
        case WhiteItem():
            _offer_white(offer, grid, height)
    return offer


def offer_story(item: StoryItem, role: Role, grid: Grid, height: int) -> Offer[StoryShape]:
    """Every shape of a story up to the grid's columns and `height` rows."""
    offer: Offer[StoryShape] = Offer(_no_costs(grid, height))
    for width in range(1, grid.columns + 1):
        _offer_story(offer, item, role, grid, width, height)
    return offer


def _no_costs(grid: Grid, height: int) -> Costs:
    return np.full((grid.columns + 1, height + 1), INF, dtype=np.float32)


def _offer_ad(offer: Offer[Shape], item: AdItem, grid: Grid, height: int) -> None:
    """Its own size; on a page of advertisements larger ones too: white in its frame is no hole."""
    ad = item.ad
    rows = ad_rows(ad, grid) + GAP_ROWS
    widths = range(ad.columns, (grid.columns if item.spare else ad.columns) + 1)
    for width in widths:
        for more in range(height - rows + 1 if item.spare else rows <= height):
            white = (width * (rows + more) - ad.columns * rows) / (grid.columns * height)
            cost = NOTICES.ad_white_cost * white**2
            offer.add(Shape(width=width, height=rows + more, cost=cost))


def ad_rows(ad: AdSetting, grid: Grid) -> int:
    """Rows an advertisement takes: a row for its label, and its own height."""
    return AD_LABEL_ROWS + rows_of(ad.height_mm / MM_PER_PT, grid)


def _offer_white(offer: Offer[Shape], grid: Grid, height: int) -> None:
    """Every size, the smaller the better."""
    for width in range(1, grid.columns + 1):
        for rows in range(1, height + 1):
            cost = WHITE.cost * width * rows / (grid.columns * height)
            offer.add(Shape(width=width, height=rows, cost=cost))


def _offer_notice(
    offer: Offer[Shape], item: NoticeItem, grid: Grid, width: int, height: int
) -> None:
    for rows, filling in fillings(item.notice, grid, width, height - GAP_ROWS).items():
        share = width * rows / (grid.columns * height)
        if item.spare or share <= NOTICES.most_share:
            cost = NOTICES.cost + share * (NOTICES.share_cost + WHITE.cost * filling.blame)
            offer.add(Shape(width=width, height=rows + GAP_ROWS, cost=cost))


def _offer_story(
    offer: Offer[StoryShape], item: StoryItem, role: Role, grid: Grid, width: int, height: int
) -> None:
    """All sizes of its arrangements at one width, costs in arrays; the cheapest few are taken."""
    found = list(_tried(item, role, grid, width, height))
    if not found:
        return
    tried = [arrangement for arrangement, _, _ in found]
    which = np.repeat(np.arange(len(tried)), [len(sizes) for _, _, sizes in found])
    sizes = np.concatenate([sizes for _, _, sizes in found])
    costs = np.array([base for _, base, _ in found])[which]
    costs += size_costs(item, role, grid, tried, which, sizes, height)
    totals = np.array([a.height(0, 0) for a in tried])[which] + sizes[:, 0]
    totals += np.where(np.array([a.art_style == "top" for a in tried])[which], sizes[:, 1], 0)
    row_cost = WHITE.cost * width / (grid.columns * height)
    # White over a rule: two rows of air, one that legs may be short, one to the rule.
    hole = width * (WHITE.most_air_rows + 2) / (grid.columns * height)
    below = (
        WHITE.most_air_rows
        if hole <= (WHITE.under_strained if item.strained else WHITE.under_story)
        else 1
    )
    most_air = np.array([below + (below == 1 and a.takes_head_air(1)) for a in tried])[which]
    for rows, cost, size, air in _cheapest(totals, costs, most_air, row_cost, height):
        shape = StoryShape(
            width=width,
            height=rows,
            cost=cost,
            arrangement=tried[which[size]],
            zone_rows=int(sizes[size, 0]),
            art_rows=int(sizes[size, 1]),
            air_rows=air,
        )
        offer.add(shape)


def _tried(
    item: StoryItem, role: Role, grid: Grid, width: int, height: int
) -> Iterator[tuple[Arrangement, float, Rows]]:
    """Arrangements that will do, each with what it costs at any height and its sizes."""
    over = headline_excess(item, role)
    for arrangement in arrangements(item, role, grid, width):
        base = _base_cost(item, role, grid, arrangement, over)
        sizes = _sizes(item, arrangement, grid, height) if base is not None else NO_SIZES
        if base is not None and len(sizes):
            yield arrangement, base, sizes


def _cheapest(
    totals: Rows, costs: Cost, most_air: Rows, row_cost: float, height: int
) -> Iterator[tuple[int, float, int, int]]:
    """Of every height the cost, the place and the air of the cheapest few sizes, these first.

    A size may have so many rows of air: `most_air`.
    """
    fits = np.flatnonzero(np.isfinite(costs) & (totals <= height))
    airs = np.repeat(np.arange(WHITE.most_air_rows + 1), len(fits))
    places = np.tile(fits, WHITE.most_air_rows + 1)
    rows, with_air = totals[places] + airs, costs[places] + airs * row_cost
    order = np.lexsort((places, with_air, rows))
    order = order[(rows[order] <= height) & (airs[order] <= most_air[places[order]])]
    starts = np.searchsorted(rows[order], rows[order])
    for at in order[np.arange(len(order)) - starts < EFFORT.kept_shapes]:
        yield int(rows[at]), float(with_air[at]), int(places[at]), int(airs[at])


def _sizes(item: StoryItem, a: Arrangement, grid: Grid, height: int) -> Rows:
    """Pairs of legs' zone and main picture rows at which the copy may fit."""
    arts = art_range(item, a, grid) if a.art_style else range(1)
    if not arts:
        return NO_SIZES
    if a.jump:
        return _jump_sizes(a, arts, height)
    if not item.paragraphs:
        borne = min(map(stretch_rows, item.pieces), default=-WHITE.most_table_air_rows)
        most = max(min(WHITE.most_stretch_rows, borne + WHITE.most_table_air_rows), item.strained)
        used = max(a.used_rows)
        return np.array([(used + stretch, 0) for stretch in range(most + 1)], dtype=np.int64)
    fixed = item.rows + sum(a.tops) + sum(a.feet)
    if a.art_style in ("", "top"):
        zones = _zones(fixed, a.width)
        return _pairs(range(zones.start, zones.stop + item.strained), arts)
    beside = a.art_span * a.head_rows if a.art_style == "aside" else 0
    first = (fixed - beside + a.art_span * arts[0]) // a.width
    last = (fixed - beside + a.art_span * arts[-1]) // a.width + 2
    sizes = [(zone, arts[0]) for zone in range(arts[0], arts[0] + item.strained)]
    for zone in range(first, last):
        room = zone * a.width - fixed + beside - a.width / 2
        for step in EFFORT.side_art_steps:
            art = round(room / a.art_span) + step
            if art in arts:
                sizes.append((zone, art))
    return np.array(sizes, dtype=np.int64).reshape(-1, 2)


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


def _jump_sizes(a: Arrangement, arts: range, height: int) -> Rows:
    """A jumped story fills any height; its picture comes in three sizes."""
    middle = arts[len(arts) // 2]
    choices = sorted({arts[0] + (middle - arts[0]) // 2, middle, (middle + arts[-1]) // 2})
    parts = [
        _pairs(
            range(max(LEGS.tightest_rows, art - a.head_rows), height - a.height(0, art) + 1), [art]
        )
        for art in (choices if a.art_style else [0])
    ]
    return np.concatenate(parts)


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


def _base_cost(item: StoryItem, role: Role, grid: Grid, a: Arrangement, over: int) -> float | None:
    """What an arrangement costs at any height; None if its headline will not do.

    `over` is the number of lines beyond the limit that the headline may have.
    """
    if not item.strained and _leaves_strip(item, a, grid):
        return None
    cost = JUMPS.cost if a.jump else 0.0
    cost += _quote_cost(item, a)
    if item.rest:
        return (
            cost + JUMPS.rest_width_cost * abs(a.width - 2) + PICTURES.lean_cost * abs(a.lean_rows)
        )
    if not item.gathered:
        block = item.galley.headlines[a.head_span, a.size_pt]
        head = headline_cost(block, a.head_span, over)
        if head is None:
            return None
        cost += head + HEADS.smaller_cost * head_sizes(item, role).index(a.size_pt)
    if role.lead:
        cost += HEADS.narrow_lead_cost * max(0, grid.columns - 1 - a.width)
        if 2 * a.width < grid.columns:
            cost += HEADS.half_lead_cost
    if a.hung:
        cost += PICTURES.hung_cost
    if a.leaves == "art" and item.pictures:
        lead_cost = PICTURES.no_lead_cost if role.lead else 0.0
        cost += PICTURES.none_cost if role.dominant else lead_cost
    return cost


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
