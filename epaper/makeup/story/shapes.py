"""Shapes: every size an item offers to take on a page, each with its cost.

In: an item, its role, the grid. Out: an `Offer`: for each width in columns and
height in rows the cheapest shapes, and the cost array the page search works on.
Hard rules leave a shape out; soft ones cost, 1.0 being a blemish that an editor would notice.
The figures are docs/rules.md's unless a constant says otherwise.

A story has thousands of sizes, and a page asks for one or two of them: costs are reckoned in
arrays, shapes made when they are asked for. What a size costs depends on the story's role and page
in few places; the rest is reckoned once for all of them (`StoryOffers`, `Trials`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np

from epaper.makeup.figures import EFFORT, NOTICES, WHITE
from epaper.makeup.story.arrangement import GAP_ROWS, Arrangement
from epaper.makeup.story.costs import (
    INF,
    NO_SIZE_COSTS,
    NO_SIZES,
    Cost,
    Costs,
    Rows,
    SizeCosts,
    Sizes,
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
from epaper.makeup.story.pictures import rows_of
from epaper.makeup.story.trials import BlockKey, Trial, Trials, likeness
from epaper.model import MM_PER_PT, AdSetting, Grid

AD_LABEL_ROWS = 1
MOST_STORIES = 32  # whose arrangements are remembered: a page is made of the next few


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
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass
class Offer(Generic[AnyShape]):
    """All shapes of one item in one role, and their least cost by width and height.

    `refused` are sizes whose shapes did not take the copy, on whichever page they were tried.
    """

    costs: Costs
    shapes: Mapping[tuple[int, int], Sequence[AnyShape]]
    refused: list[tuple[int, int]] = field(default_factory=list)


AnyOffer = Offer[StoryShape] | Offer[Shape]


def offer_shapes(item: Item, role: Role, grid: Grid, height: int) -> AnyOffer:
    """Every shape of `item` up to the grid's columns and `height` rows."""
    return OfferBook(grid).offer(item, role, height)


def offer_story(item: StoryItem, role: Role, grid: Grid, height: int) -> Offer[StoryShape]:
    """Every shape of a story up to the grid's columns and `height` rows."""
    return StoryOffers(item, grid, height, Trials(item, grid)).offer(role, height)


class OfferBook:
    """Makes the offers of a day's items; of the last stories remembers what their offers share."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._stories: dict[str, StoryOffers] = {}
        self._trials: dict[tuple[object, ...], Trials] = {}

    def offer(self, item: Item, role: Role, height: int) -> AnyOffer:
        """Every shape of `item` up to the grid's columns and `height` rows."""
        if isinstance(item, StoryItem):
            return self._story(item, height).offer(role, height)
        shapes = list(_panel_shapes(item, self.grid, height))
        costs = _no_costs(self.grid, height)
        for shape in shapes:
            costs[shape.width, shape.height] = shape.cost
        return Offer(costs, {(shape.width, shape.height): [shape] for shape in shapes})

    def _story(self, item: StoryItem, height: int) -> StoryOffers:
        known = self._stories.get(item.mark)
        if known is None or known.most_rows < height:
            # They keep their item, so that no other story comes to have the number of its own.
            alike = likeness(item)
            trials = self._trials.get(alike) or Trials(item, self.grid)
            _remember(self._trials, alike, trials)
            rows = max(height, self.grid.rows + GAP_ROWS)
            known = StoryOffers(item, self.grid, rows, trials)
        _remember(self._stories, item.mark, known)
        return known


def _remember(known: dict[Key, Value], key: Key, value: Value) -> None:
    """Keep it as the one asked for last; of many the one not asked for longest goes."""
    known.pop(key, None)
    known[key] = value
    if len(known) > MOST_STORIES:
        del known[next(iter(known))]


def _no_costs(grid: Grid, height: int) -> Costs:
    return np.full((grid.columns + 1, height + 1), INF, dtype=np.float32)


def _panel_shapes(
    item: AdItem | NoticeItem | WhiteItem, grid: Grid, height: int
) -> Iterator[Shape]:
    """The shapes of what is no story, one of each size."""
    match item:
        case NoticeItem():
            return _notice_shapes(item, grid, height)
        case AdItem():
            return _ad_shapes(item, grid, height)
        case WhiteItem():
            return _white_shapes(grid, height)


def _ad_shapes(item: AdItem, grid: Grid, height: int) -> Iterator[Shape]:
    """Its own size; on a page of advertisements larger ones too: white in its frame is no hole."""
    ad = item.ad
    rows = ad_rows(ad, grid) + GAP_ROWS
    widths = range(ad.columns, (grid.columns if item.spare else ad.columns) + 1)
    for width in widths:
        for more in range(height - rows + 1 if item.spare else rows <= height):
            white = (width * (rows + more) - ad.columns * rows) / (grid.columns * height)
            cost = NOTICES.ad_white_cost * white**2
            yield Shape(width=width, height=rows + more, cost=cost)


def ad_rows(ad: AdSetting, grid: Grid) -> int:
    """Rows an advertisement takes: a row for its label, and its own height."""
    return AD_LABEL_ROWS + rows_of(ad.height_mm / MM_PER_PT, grid)


def _white_shapes(grid: Grid, height: int) -> Iterator[Shape]:
    """Every size, the smaller the better."""
    for width in range(1, grid.columns + 1):
        for rows in range(1, height + 1):
            cost = WHITE.cost * width * rows / (grid.columns * height)
            yield Shape(width=width, height=rows, cost=cost)


def _notice_shapes(item: NoticeItem, grid: Grid, height: int) -> Iterator[Shape]:
    for width in range(1, grid.columns + 1):
        for rows, filling in fillings(item.notice, grid, width, height - GAP_ROWS).items():
            share = width * rows / (grid.columns * height)
            if item.spare or share <= NOTICES.most_share:
                cost = NOTICES.cost + share * (NOTICES.share_cost + WHITE.cost * filling.blame)
                yield Shape(width=width, height=rows + GAP_ROWS, cost=cost)


@dataclass(frozen=True, slots=True)
class _SizeBlock:
    """The sizes at which an arrangement takes the copy, and their costs."""

    sizes: Rows
    costs: SizeCosts


class StoryOffers:
    """The offers of one story in all its roles, on pages up to `most_rows` rows deep.

    The sizes of an arrangement are those of others with larger or smaller headlines too, but where
    the head stands beside the picture, or the story goes on elsewhere from any height: they are
    found once.
    """

    def __init__(self, item: StoryItem, grid: Grid, most_rows: int, trials: Trials) -> None:
        self.item = item
        self.grid = grid
        self.most_rows = most_rows
        self._trials = trials
        self._sizes = Sizes(item, grid, most_rows)
        self._blocks: dict[BlockKey, _SizeBlock] = {}

    def offer(self, role: Role, height: int) -> Offer[StoryShape]:
        """Every shape in that role up to `height` rows."""
        trial = self._trials.of(role)
        known = self._blocks
        keyed = zip(trial.keys, trial.arrangements, strict=True)
        self._reckon({key: a for key, a in keyed if key not in known})
        which = np.repeat(np.arange(len(trial.keys)), [len(known[k].sizes) for k in trial.keys])
        if not len(which):
            return Offer(_no_costs(self.grid, height), {})
        blocks = [known[key] for key in trial.keys]
        sizes = np.concatenate([block.sizes for block in blocks])
        joined = SizeCosts.joined([block.costs for block in blocks])
        costs = trial.bases[which]
        costs += joined.on_page(self.grid, height, dominant=role.dominant)
        shapes = self._shapes(trial, which, sizes, costs, height)
        return Offer(shapes.least_costs(), shapes)

    def _reckon(self, missing: Mapping[BlockKey, Arrangement]) -> None:
        """Find the sizes of arrangements that are not known yet, all in one go."""
        tried = list(missing.values())
        found = [self._sizes.of(a) for a in tried]
        if not any(map(len, found)):
            self._blocks |= {key: _SizeBlock(NO_SIZES, NO_SIZE_COSTS) for key in missing}
            return
        which = np.repeat(np.arange(len(tried)), [len(sizes) for sizes in found])
        sizes = np.concatenate(found)
        costs = size_costs(self.item, self.grid, tried, which, sizes)
        good = costs.possible
        sizes, costs = sizes[good], costs.part(good)
        ends = np.cumsum(np.bincount(which[good], minlength=len(tried))).tolist()
        for key, first, end in zip(missing, [0, *ends], ends, strict=False):
            self._blocks[key] = _SizeBlock(sizes[first:end], costs.part(slice(first, end)))

    def _shapes(
        self, trial: Trial, which: Rows, sizes: Rows, costs: Cost, height: int
    ) -> _StoryShapes:
        """The shapes of all sizes that go on the page, and how much air each may have."""
        rows = trial.heights[which] + sizes[:, 0]
        rows += np.where(trial.on_top[which], sizes[:, 1], 0)
        below = np.array([self._air_below(wide, height) for wide in range(self.grid.columns + 1)])
        most_air = below[trial.widths] + ((below[trial.widths] == 1) & trial.bear_air)
        fits = np.isfinite(costs) & (rows <= height)
        which = which[fits]
        return _StoryShapes(
            self.grid.columns,
            height,
            trial.arrangements,
            which=which.astype(np.int32),
            sizes=sizes[fits].astype(np.int16),
            cells=(trial.widths[which] * (height + 1) + rows[fits]).astype(np.int32),
            costs=costs[fits],
            most_air=most_air[which].astype(np.int8),
        )

    def _air_below(self, width: int, height: int) -> int:
        """Rows of air that a story so wide may have below it.

        White over a rule: two rows of air, one that legs may be short, one to the rule.
        """
        hole = width * (WHITE.most_air_rows + 2) / (self.grid.columns * height)
        most = WHITE.under_strained if self.item.strained else WHITE.under_story
        return WHITE.most_air_rows if hole <= most else 1


class _StoryShapes(Mapping[tuple[int, int], Sequence[StoryShape]]):
    """The shapes of a story in one role by width and height: of each size the cheapest few.

    `which` of the arrangements each size is of, and what it takes without air: width times page and
    height (`cells`); `most_air` rows of air may be added, each at a cost.
    """

    def __init__(
        self,
        columns: int,
        height: int,
        tried: Sequence[Arrangement],
        *,
        which: Rows,
        sizes: Rows,
        cells: Rows,
        costs: Cost,
        most_air: Rows,
    ) -> None:
        self.shape = columns + 1, height + 1
        self.tried = tried
        self.which = which
        self.sizes = sizes
        self.cells = cells
        self.costs = costs
        self.most_air = most_air
        row_costs = [WHITE.cost * width / (columns * height) for width in range(columns + 1)]
        self.row_costs = np.array(row_costs)
        self.least = self._least()
        self._made: dict[tuple[int, int], list[StoryShape]] = {}

    def _least(self) -> Cost:
        """The least cost of every size."""
        least = np.full(self.shape, np.inf)
        wide, rows = np.divmod(self.cells, self.shape[1])
        for air in range(WHITE.most_air_rows + 1):
            good = (self.most_air >= air) & (rows + air < self.shape[1])
            costs = self.costs[good] + air * self.row_costs[wide[good]]
            np.minimum.at(least.reshape(-1), self.cells[good].astype(np.int64) + air, costs)
        return least

    def least_costs(self) -> Costs:
        """The cost array that the page search works on."""
        return self.least.astype(np.float32)

    def __getitem__(self, size: tuple[int, int]) -> list[StoryShape]:
        """The cheapest few shapes of that width and height, these first."""
        if size not in self._made:
            found = list(self._cheapest(*size)) if size[1] < self.shape[1] else []
            if not found:
                raise KeyError(size)
            self._made[size] = found
        return self._made[size]

    def _cheapest(self, width: int, height: int) -> Iterator[StoryShape]:
        found: list[tuple[float, int, int]] = []
        for air in range(min(height, WHITE.most_air_rows) + 1):
            cell = width * self.shape[1] + height - air
            places = np.flatnonzero((self.cells == cell) & (self.most_air >= air))
            costs = self.costs[places] + air * self.row_costs[width]
            found += zip(costs.tolist(), places.tolist(), [air] * len(places), strict=True)
        for cost, place, air in sorted(found)[: EFFORT.kept_shapes]:
            zone_rows, art_rows = self.sizes[place].tolist()
            yield StoryShape(
                width=width,
                height=height,
                cost=cost,
                arrangement=self.tried[self.which[place]],
                zone_rows=zone_rows,
                art_rows=art_rows,
                air_rows=air,
            )

    def __iter__(self) -> Iterator[tuple[int, int]]:
        wide, high = np.nonzero(np.isfinite(self.least))
        return zip(wide.tolist(), high.tolist(), strict=True)

    def __len__(self) -> int:
        return int(np.isfinite(self.least).sum())
