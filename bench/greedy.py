"""A greedy make-up, to hold the search against: one story after another, none moved again.

In: the day's items, as the flatplan gets them. Out: pages as the flatplan gives them. Galleys,
shapes, copyfit and drawing are those of make-up. A page takes the waiting stories in rank and
section order, each in the cheapest shape that still has room, the topmost place first, the
leftmost among those. What no shape has room for waits for a later page, and what is left empty
stays empty: there are no notices. Advertisements, pins and page counts are not looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from epaper.makeup.figures import PICTURES
from epaper.makeup.flatplan.front import front_choice
from epaper.makeup.flatplan.pageplan import PagePlan, extras, rests, sections_of
from epaper.makeup.flatplan.planner import Flatplanner
from epaper.makeup.page.guillotine import Cell
from epaper.makeup.page.penalties import looks_cost
from epaper.makeup.page.placing import PlacedStory
from epaper.makeup.page.roles import may_jump
from epaper.makeup.page.search import Solved
from epaper.makeup.story.copy import Precedent
from epaper.makeup.story.copyfit import Fit, fit_copy
from epaper.makeup.story.item import Role, StoryItem
from epaper.makeup.story.overflow import lighten
from epaper.makeup.story.shapes import Offer, StoryShape, offer_story
from epaper.model import Grid, PageKind, Picture

# Both tried on the sample day and the articles of shared/samples, for the least white on all pages.
LOST_COST = 120.0  # a whole page shut in, or left at the foot; so 1.2 a per cent of the page
LEAST_ROWS = 24  # what is less deep at the foot of a page hardly takes a story
MOST_LOOKS = 40  # spots, the cheapest first, that are looked at beside what stands there already

NONE = Fit(legs=(), rest=(), cost=0.0)  # of a story only looked at


class Spot(NamedTuple):
    """Where an item could go on a page and in which shape, and what that costs."""

    cost: float
    row: int
    column: int
    shape: StoryShape

    def cell(self, item: int) -> Cell:
        """The rectangle, as that of the page's item number `item`."""
        return Cell(item, self.column, self.row, self.shape.width, self.shape.height)


@dataclass
class Sheet:
    """A page being filled: what stands on it, and the first free row of each column."""

    kind: PageKind
    grid: Grid
    rows: int
    tops: list[int]
    placed: list[PlacedStory] = field(default_factory=list)

    def holds(self, item: StoryItem) -> bool:
        """True if a part of the item's story stands here: a story has one rectangle a page."""
        return any(placed.item.story.slug == item.story.slug for placed in self.placed)

    def put(self, item: StoryItem, spot: Spot, fit: Fit) -> None:
        """Take in the item; the columns under it are free from its foot on."""
        cell = spot.cell(len(self.placed))
        self.placed.append(PlacedStory(item=item, cell=cell, shape=spot.shape, fit=fit))
        for column in range(cell.column, cell.column + cell.width):
            self.tops[column] = cell.row + cell.height

    def spots(self, item: StoryItem, offer: Offer[StoryShape]) -> list[Spot]:
        """Every spot with room for the item, the best first."""
        a_cell = LOST_COST / (self.rows * self.grid.columns)
        on_top = self._outranks(item)
        found = [
            Spot(shape.cost + a_cell * lost, row, column, shape)
            for (width, height), shapes in offer.shapes.items()
            for row, column, lost in self._room(width, height, on_top)
            for shape in shapes
        ]
        found.sort(key=_cheapest)
        near = [s._replace(cost=s.cost + self._looks(item, s)) for s in found[:MOST_LOOKS]]
        return sorted(near, key=_cheapest) + found[MOST_LOOKS:]

    def _room(self, width: int, height: int, on_top: bool) -> Iterator[tuple[int, int, int]]:
        """Row, column and cells lost of every place for a rectangle, `on_top` of the page only."""
        for column in range(self.grid.columns - width + 1):
            under = self.tops[column : column + width]
            row, foot = max(under), self.rows - max(under) - height
            if foot >= 0 and not (on_top and row):
                lost = sum(row - top for top in under)
                yield row, column, lost + (foot * width if foot < LEAST_ROWS else 0)

    def _outranks(self, item: StoryItem) -> bool:
        """True if the item ranks before all that has a headline here, and so is the page's lead."""
        heads = [placed.item.order for placed in self.placed if placed.item.headed]
        return item.headed and item.order < min(heads, default=math.inf)

    def _looks(self, item: StoryItem, spot: Spot) -> float:
        tried = PlacedStory(item=item, cell=spot.cell(len(self.placed)), shape=spot.shape, fit=NONE)
        return sum(cost for _, cost in looks_cost([*self.placed, tried]))

    def role(self, item: StoryItem, *, jump: bool) -> Role:
        """The item's part on the page, by what stands there already."""
        dominant = not any(placed.item.pictures for placed in self.placed)
        widths = self._big_widths(item.pictures[0][1]) if dominant and item.pictures else ()
        small = (1, 2) if self.grid.columns > 3 else (1,)
        return Role(
            sizes_pt=self._sizes_pt(item),
            lead=item.headed and not any(placed.item.headed for placed in self.placed),
            dominant=bool(widths),
            art_columns=widths or small,
            jump=jump,
        )

    def _sizes_pt(self, item: StoryItem) -> tuple[float, ...]:
        """The band of its rank, and smaller sizes, without those that would belie the rank."""
        bands = self.kind.bands_pt
        if not item.headed:
            return bands[-1]
        heads = [placed for placed in self.placed if placed.item.headed]
        band = bands[min(len(heads), len(bands) - 1)]
        if heads:
            band += tuple(sorted({s for b in bands for s in b if s < min(band)}, reverse=True))
        above = [_size_pt(p) for p in heads if p.item.order < item.order]
        below = [_size_pt(p) for p in heads if p.item.order > item.order]
        low, high = max(below, default=0.0), min(above, default=1e3)
        return tuple(s for s in band if low <= s <= high) or (min(high, max(low, band[-1])),)

    def _big_widths(self, picture: Picture) -> tuple[int, ...]:
        """Columns that the page's big picture may have: sharp, and not over half the page deep."""
        for widths in (self.kind.dominant_columns, (2,) if self.grid.columns > 3 else (1,)):
            spans = [(columns, self.grid.span_mm(columns)) for columns in widths]
            most_mm = PICTURES.deepest * self.rows * self.grid.row_mm
            fitting = tuple(
                columns
                for columns, mm in spans
                if mm / picture.aspect <= most_mm
                and picture.width_px / mm * 25.4 >= PICTURES.least_dpi
            )
            if fitting:
                return fitting
        return ()


@dataclass
class Greedy(Flatplanner):
    """Plans an edition page by page. Of the flatplan it has the fields alone."""

    offers: dict[tuple[str, Role, int], Offer[StoryShape]] = field(default_factory=dict)
    fits: dict[tuple[str, tuple[int, ...], bool], Fit | None] = field(default_factory=dict)

    def plan(
        self, items: Sequence[StoryItem], precedent: Precedent | None = None
    ) -> tuple[PagePlan, ...]:
        """All pages of the edition, page one first."""
        kinds = self.layout.kinds
        rows = self.search.rows(kinds["inside"])
        ranked = sorted(
            (lighten(item, self.layout.grid, rows) for item in items), key=lambda i: i.order
        )
        pages = [self._page(kinds["front"], _for_front(ranked, kinds["front"]))]
        waiting = self._left(ranked, pages[0])
        seen: set[str] = set()
        while waiting:
            kind = kinds["inside" if waiting[0].section in seen else "section"]
            page = self._page(kind, _for_page(waiting))
            seen |= sections_of(page.items)
            pages.append(page)
            waiting = self._left(waiting, page)
        return (*pages[:-1], self._with_imprint(pages[-1]))

    def _page(self, kind: PageKind, waiting: Sequence[StoryItem]) -> PagePlan:
        """A page of what finds room on it; unfilled if the first item has none on an empty one."""
        grid = self.layout.grid
        sheet = Sheet(kind=kind, grid=grid, rows=self.search.rows(kind), tops=[0] * grid.columns)
        first, *others = waiting
        # What no empty page takes else need not end level, as in the search.
        for item in (first, replace(first, strained=True), *others):
            self._add(sheet, item)
        if not sheet.placed:
            return PagePlan(kind=kind, items=(waiting[0],))
        cost = sum(placed.shape.cost for placed in sheet.placed)
        solved = Solved(kind=kind, placed=tuple(sheet.placed), cost=cost)
        return PagePlan(kind=kind, items=tuple(p.item for p in sheet.placed), solved=solved)

    def _add(self, sheet: Sheet, item: StoryItem) -> None:
        """Put the item where it costs least, whole if it can be; else, where it may, in part."""
        if sheet.holds(item):
            return
        for jump in (False, True) if may_jump(item, alone=not sheet.placed) else (False,):
            offer = self._offer(item, sheet.role(item, jump=jump), sheet.rows)
            for spot in sheet.spots(item, offer):
                fit = self._fit(item, spot.shape)
                if fit is not None:
                    sheet.put(item, spot, fit)
                    return

    def _offer(self, item: StoryItem, role: Role, rows: int) -> Offer[StoryShape]:
        key = (item.mark, role, rows)
        if key not in self.offers:
            self.offers[key] = offer_story(item, role, self.layout.grid, rows)
        return self.offers[key]

    def _fit(self, item: StoryItem, shape: StoryShape) -> Fit | None:
        """The item's copy in the legs of the shape, None if it will not go there."""
        legs = tuple(rows for rows in shape.legs if rows)
        if not item.paragraphs:
            return replace(NONE, legs=((),) * len(legs))
        key = (item.mark, legs, shape.arrangement.jump)
        if key not in self.fits:
            jump, ragged = shape.arrangement.jump, item.strained
            self.fits[key] = fit_copy(item.paragraphs, legs, jump=jump, ragged=ragged)
        return self.fits[key]

    def _left(self, waiting: Iterable[StoryItem], page: PagePlan) -> list[StoryItem]:
        """What waits after the page, by section and rank, first of all what went on from it."""
        keys = {item.key for item in page.items}
        left = [*rests(page), *extras(page), *(item for item in waiting if item.key not in keys)]
        place = {key: n for n, key in enumerate(self.sections)}
        return sorted(left, key=lambda item: (place[item.section], not item.rest, item.order))

    def _with_imprint(self, page: PagePlan) -> PagePlan:
        """The page as the last one, if what stands on it leaves room for the imprint."""
        kind = self.layout.kinds["last"]
        depth = max((p.cell.row + p.cell.height for p in page.placed), default=0)
        fits = page.kind.name != "front" and depth <= self.search.rows(kind)
        return replace(page, kind=kind) if fits else page


def _for_front(ranked: Sequence[StoryItem], kind: PageKind) -> Sequence[StoryItem]:
    """The stories that page one wants, as many as there are of them."""
    choices = (front_choice(ranked, count) for count in range(kind.stories[1], 0, -1))
    return next((choice for choice in choices if choice), ranked)


def _for_page(waiting: Sequence[StoryItem]) -> list[StoryItem]:
    """The stories of the first section that waits and of the next, the page's lead first."""
    sections = list(dict.fromkeys(item.section for item in waiting))[:2]
    near = [item for item in waiting if item.section in sections]
    lead = next((item for item in near if item.headed), near[0])
    return [lead, *(item for item in near if item is not lead)]


def _cheapest(spot: Spot) -> tuple[float, int, int]:
    return spot.cost, spot.row, spot.column


def _size_pt(placed: PlacedStory) -> float:
    return placed.shape.arrangement.size_pt
