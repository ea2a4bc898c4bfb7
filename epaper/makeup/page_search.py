"""Page search: the best way to fill one page with given items.

In: items, the kind of page. Out: every item's rectangle and shape with its copy
already fitted into legs, or None if the items cannot fill the page exactly. House notices
are taken in, at a cost, where the copy alone leaves room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from epaper.makeup.arrange import GAP_ROWS, HEAD_AFTER_PT
from epaper.makeup.copyfit import Fit, fit_copy, natural_rows
from epaper.makeup.guillotine import INF, Cell, Cutter
from epaper.makeup.item import Item, Role
from epaper.makeup.lots import may_part
from epaper.makeup.page_looks import looks_cost
from epaper.makeup.pictures import MIN_DPI, rows_of
from epaper.makeup.shapes import Offer, Shape, offer_shapes
from epaper.model import Grid, PageKind, Paragraph, Picture

MOST_ITEMS = 8  # the search grows threefold with each item: 8 take 0.4 s
MOST_NOTICES = 3
STRAINS = 0, 1, 2, 4, 12, 200  # rows that legs may be short, where nothing else will do; 1: air
MORE_SPARE = 2  # than the fewest notices that fill a page
SPARE_STEP = 3  # from one notice to the next that is tried as the first of a page's
RESOLVES = 10  # searches per page in which shapes that copyfit refused are left out
MOST_DROP_ROWS = 2  # of white under the byline, where no leg comes out level without
MOST_HOLE = 0.017  # of the page: the white beside a byline, with what is over and under it
LEG_HOLE = 0.024  # of the page: a row short, a row of air and the rule, in all of one column
NARROW_COLUMNS, LARGE_REST = 3, 0.35  # of a page's rows in all columns
GIANT_ROWS = 0.8  # of a page's rows in all columns
NOTICE_WORTH = 2.5  # a page this ugly is tried again with one notice more
DEEPEST_PICTURE = 0.55  # of the copy area's depth
LOOKS_ROUNDS = 3  # searches that try to avoid what the whole page looks bad for
FRONT_LOOKS_ROUNDS = 8


@dataclass(frozen=True, kw_only=True)
class Placed:
    """An item on its page: rectangle in columns and rows of the copy area, shape, set legs.

    The first leg begins `drop_rows` lower than its shape says.
    """

    item: Item
    cell: Cell
    shape: Shape
    fit: Fit | None
    drop_rows: int = 0


@dataclass(frozen=True, kw_only=True)
class Solved:
    """A filled page and what it costs."""

    kind: PageKind
    placed: tuple[Placed, ...]
    cost: float

    @property
    def rest(self) -> tuple[Placed, ...]:
        """The items that jump from this page."""
        return tuple(p for p in self.placed if p.fit is not None and p.fit.rest)


class _Jumps(NamedTuple):
    """Whether stories may leave the page even where its kind has none do so, and must."""

    may: bool = False
    must: bool = False


class PageSearch:
    """Solves pages of one layout; remembers offers, fits and pages it has seen.

    `stands` tells whether what has jumped comes out on a page; the flatplan knows.
    """

    def __init__(self, grid: Grid, notices: Sequence[Item]) -> None:
        self.grid = grid
        self.notices = tuple(notices)
        self.stands: Callable[[Item], bool] = lambda rest: True
        self.solves = 0
        self._offers: dict[tuple[str, Role, int], Offer] = {}
        self._fits: dict[tuple[str, tuple[int, ...], bool, bool], Fit | None] = {}
        self._pages: dict[
            tuple[tuple[str, int, tuple[int, ...]], tuple[str, ...], int, int, bool, bool],
            Solved | None,
        ] = {}

    def rows(self, kind: PageKind) -> int:
        """Rows of the copy area; the gap under the last story lies outside it."""
        return self.grid.rows - kind.head_rows - kind.foot_rows + GAP_ROWS

    def solve(
        self,
        items: Sequence[Item],
        kind: PageKind,
        *,
        first_notice: int = 0,
        most_notices: int = MOST_NOTICES,
        jump: bool = False,
        must_jump: bool = False,
        spare: bool = False,
        strained: int = 0,
    ) -> Solved | None:
        """The best page of `kind` with all `items`, and as few notices as will do.

        There are `most_notices` at most, the one with the number `first_notice` first.
        With `jump` stories may leave it, with `must_jump` they do; with `spare` notices may be
        many and large, as on a last page with too little copy; the legs of `strained`
        copy may be so many rows short.
        """
        ranked = tuple(sorted(items, key=lambda item: (item.rest, item.order)))
        first_notice %= max(1, len(self.notices))
        keys = tuple(item.key for item in ranked)
        kind_key = (kind.name, self.rows(kind), kind.dominant_columns)
        key = (kind_key, keys, first_notice, most_notices, jump, must_jump)
        if strained:
            ranked = tuple(replace(item, strained=strained) for item in ranked)
        if spare:
            return self._solve_with_spare_notices(ranked, kind)
        if key not in self._pages:
            jumps = _Jumps(jump or must_jump, must_jump)
            self._pages[key] = self._solve_with_notices(
                ranked, kind, first_notice, most_notices, jumps
            )
        return self._pages[key]

    def _solve_with_spare_notices(self, ranked: tuple[Item, ...], kind: PageKind) -> Solved | None:
        """The page with notices as large as it takes, whichever these are.

        One more than needed, or two, are tried as well: several small ones are quieter. None
        stands there twice unless the page does not come out otherwise.
        """
        best: Solved | None = None
        most = MOST_ITEMS - len(ranked)
        for count in range(most + 1):
            if best is not None and (
                count > min(most, len(self.notices)) or best.cost < NOTICE_WORTH * (count + 1)
            ):
                break
            found = self._with_spare(ranked, kind, count)
            if found is not None and (best is None or found.cost < best.cost):
                best = found
                most = min(most, count + MORE_SPARE)
        return best

    def _with_spare(self, ranked: tuple[Item, ...], kind: PageKind, count: int) -> Solved | None:
        for first in range(0, len(self.notices) if count else 1, SPARE_STEP):
            extra = tuple(
                replace(
                    self.notices[(first + n) % len(self.notices)],
                    key=f"spare {first + n}",
                    spare=True,
                )
                for n in range(count)
            )
            found = self._search((*ranked, *extra), kind, _Jumps())
            if found is not None:
                return found
        return None

    def _solve_with_notices(
        self,
        ranked: tuple[Item, ...],
        kind: PageKind,
        first_notice: int,
        most_notices: int,
        jumps: _Jumps,
    ) -> Solved | None:
        best: Solved | None = None
        for count in range(min(most_notices, len(self.notices), MOST_ITEMS - len(ranked)) + 1):
            extra = tuple(
                self.notices[(first_notice + n) % len(self.notices)] for n in range(count)
            )
            found = self._search((*ranked, *extra), kind, jumps)
            if found is not None and (best is None or found.cost < best.cost):
                best = found
            if best is not None and best.cost < NOTICE_WORTH * (count + 1):
                break
        return best

    def _search(self, items: tuple[Item, ...], kind: PageKind, jumps: _Jumps) -> Solved | None:
        """Solve, then solve again with a dearer choice of what looks bad side by side."""
        if len(items) > MOST_ITEMS or not items:
            return None
        roles = self._roles(items, kind, jumps)
        if jumps.must and not any(role.must_jump for role in roles):
            return None
        offers = [self._offer(i, r, kind) for i, r in zip(items, roles, strict=True)]
        offers = [Offer(o.costs.copy(), o.shapes) for o in offers]
        cutter = Cutter([offer.costs for offer in offers], self.grid.columns, self.rows(kind))
        best: Solved | None = None
        front = kind.name == "front"
        for _ in range(FRONT_LOOKS_ROUNDS if front else LOOKS_ROUNDS):
            found = self._solve_fitting(items, kind, offers, cutter)
            if found is None:
                break
            rows = [(p.item, p.cell, p.shape) for p in found.placed]
            blemishes = looks_cost(rows, front=front)
            total = found.cost + sum(cost for _, cost in blemishes)
            if best is None or total < best.cost:
                best = replace(found, cost=total)
            if not blemishes:
                break
            # The gravest are mended first: the rounds are few.
            gravest = max(cost for _, cost in blemishes)
            cells = [found.placed[index].cell for index, cost in blemishes if cost == gravest]
            for cell in cells:
                offers[cell.item].costs[cell.width, cell.height] += np.float32(gravest)
            changed = {cell.item for cell in cells}
            cutter.change(changed, [offer.costs for offer in offers])
        return best

    def _solve_fitting(
        self, items: tuple[Item, ...], kind: PageKind, offers: list[Offer], cutter: Cutter
    ) -> Solved | None:
        """Solve until every chosen shape really takes its copy."""
        for _ in range(RESOLVES):
            self.solves += 1
            cost, cells = cutter.solve()
            if not cells:
                return None
            placed = [self._place(items[c.item], c, offers[c.item]) for c in cells]
            if all(placed):
                return Solved(kind=kind, placed=tuple(p for p in placed if p), cost=cost)
            failed = [cell for cell, done in zip(cells, placed, strict=True) if done is None]
            for cell in failed:
                offers[cell.item].costs[cell.width, cell.height] = INF
            cutter.change({cell.item for cell in failed}, [offer.costs for offer in offers])
        return None

    def _place(self, item: Item, cell: Cell, offer: Offer) -> Placed | None:
        """The cheapest shape of the cell's size that takes the item's copy.

        Where none does, a row or two of white more under the byline may help.
        """
        shapes = offer.shapes[cell.width, cell.height]
        for drop_rows in range(MOST_DROP_ROWS + 1):
            for shape in shapes:
                if shape.arrangement is None:
                    return Placed(item=item, cell=cell, shape=shape, fit=None)
                fit = self._fit(item, shape, drop_rows)
                if fit is not None and not self._leaves_hole(item, shape, fit, drop_rows):
                    return Placed(item=item, cell=cell, shape=shape, fit=fit, drop_rows=drop_rows)
        return None

    def _fit(self, item: Item, shape: Shape, drop_rows: int) -> Fit | None:
        """The copy in the shape's legs, the first of them `drop_rows` shorter."""
        assert shape.arrangement is not None
        legs = tuple(rows for rows in shape.legs if rows)
        if not item.paragraphs:
            return Fit(legs=((),) * len(legs), rest=(), cost=0.0)
        if drop_rows and not self._may_drop(item, shape, drop_rows):
            return None
        legs = (legs[0] - drop_rows, *legs[1:])
        jump, bare = shape.arrangement.jump, shape.arrangement.bare
        key = (item.mark, legs, jump, bare)
        if key not in self._fits:
            fit = fit_copy(item.paragraphs, legs, jump=jump, ragged=item.strained)
            if fit is not None and fit.rest and not self._goes_on(item, fit.rest, art=bare):
                fit = None
            self._fits[key] = fit
        return self._fits[key]

    def _leaves_hole(self, item: Item, shape: Shape, fit: Fit, drop_rows: int) -> bool:
        """True if there is a row of air under a leg that ends a row short, on a small page."""
        air_rows = shape.air_rows - shape.head_air_rows
        empty_rows = 1 + air_rows + GAP_ROWS
        share = empty_rows / (self.grid.rows * self.grid.columns)
        if item.strained or not air_rows or share <= LEG_HOLE:
            return False
        depths = [rows for rows in shape.legs if rows]
        depths[0] -= drop_rows
        return any(len(leg) < rows for leg, rows in zip(fit.legs, depths, strict=True))

    def _may_drop(self, item: Item, shape: Shape, drop_rows: int) -> bool:
        """True if the first leg may begin so much lower, with no hole beside the byline."""
        assert shape.arrangement is not None
        assert item.galley is not None
        if not shape.arrangement.tops[0] or shape.legs[0] <= drop_rows:
            return False
        byline = item.galley.bylines.get(1)
        if byline is None or not byline.lines:
            return True
        rows = shape.arrangement.head_gap_rows + shape.head_air_rows + 2 + drop_rows
        beside_pt = self.grid.span_pt(1) - byline.lines[-1].width_pt
        page_pt2 = self.grid.span_pt(self.grid.columns) * self.grid.rows
        return rows * beside_pt <= MOST_HOLE * page_pt2

    def _goes_on(self, item: Item, rest: tuple[Paragraph, ...], *, art: bool) -> bool:
        """True if what jumps comes out where it goes on: level, and on a full page."""
        # On a narrow page hardly anything stands beside a large rest.
        large = natural_rows(rest) > LARGE_REST * self.grid.rows * self.grid.columns
        narrow = self.grid.columns <= NARROW_COLUMNS
        level = self._can_be_level(item, rest, self.grid.columns if narrow and large else 1)
        return level and (not large or self.stands(item.after_jump(rest, art=art)))

    def _can_be_level(self, item: Item, rest: tuple[Paragraph, ...], least_columns: int) -> bool:
        """True if there are legs that take `rest`, or if it is so large that it goes on again."""
        rows = natural_rows(rest)
        if rows > GIANT_ROWS * self.grid.rows * self.grid.columns:
            return True
        head = item.galley.jump_heads.get(1) if item.galley is not None else None
        over_leg = rows_of(head.height_pt + HEAD_AFTER_PT, self.grid) + 1 if head else 1
        for width in range(self.grid.columns, least_columns - 1, -1):
            # The head of what has jumped stands over all legs or on top of the first.
            for head_rows in (0, over_leg):
                least = -(-(rows + head_rows) // width)
                for zone in (least, least + 1):
                    legs = (zone - head_rows, *(zone,) * (width - 1))
                    if legs[0] > 0 and fit_copy(rest, legs) is not None:
                        return True
        return False

    def _offer(self, item: Item, role: Role, kind: PageKind) -> Offer:
        key = (item.mark, role, self.rows(kind))
        if key not in self._offers:
            self._offers[key] = offer_shapes(item, role, self.grid, self.rows(kind))
        return self._offers[key]

    def _roles(self, items: Sequence[Item], kind: PageKind, jumps: _Jumps) -> list[Role]:
        """Headline band by rank among the headed stories; one dominant picture a page."""
        dominant, widths = self._dominant(items, kind)
        headed = [i for i in items if not i.rest and i.story is not None and not i.story.gathered]
        others = sum(item.story is not None for item in items) > 1
        roles = []
        for item in items:
            rank = headed.index(item) if item in headed else -1
            may = (jumps.may or kind.jumps) and (
                may_jump(item, alone=not others) or self._has_to_jump(item, kind, others)
            )
            role = Role(
                sizes_pt=_band(kind, rank, last=_is_last(kind, rank, len(headed))),
                lead=rank == 0,
                dominant=item is dominant,
                art_columns=widths if item is dominant else self._small_columns,
                jump=may,
                must_jump=may and jumps.must and item.story is not None,
            )
            roles.append(role)
        return roles

    def _has_to_jump(self, item: Item, kind: PageKind, others: bool) -> bool:
        """True for what no page of the kind holds, whatever the desk wants of it; briefs part."""
        large = item.rows > GIANT_ROWS * self.rows(kind) * self.grid.columns
        return large and not others and not may_part(item)

    @property
    def _small_columns(self) -> tuple[int, ...]:
        return (1, 2) if self.grid.columns > 3 else (1,)

    def _dominant(
        self, items: Sequence[Item], kind: PageKind
    ) -> tuple[Item | None, tuple[int, ...]]:
        """The item with the page's big picture, and the widths it may have.

        It is the first whose main picture is sharp enough and, at the least of the kind's
        widths, not deeper than half the page; failing that the first that can be two columns wide.
        """
        pictured = [item for item in items if item.pictures]
        # A map or chart is shown whole and as large as it must be; a photograph comes first.
        pictured.sort(key=lambda item: item.pictures[0][1].whole)
        narrower: tuple[int, ...] = (2,) if self.grid.columns > 3 else (1,)
        lead = next((item for item in items if item.story is not None), None)
        if kind.name == "front" and lead in pictured:
            pictured = [lead]  # page one's picture is the lead's, if it has one
            narrower = (2, 1)
        for widths in (kind.dominant_columns, *((n,) for n in narrower)):
            for item in pictured:
                fitting = self._widths(item.pictures[0][1], widths, kind)
                if fitting:
                    return item, fitting
        return None, ()

    def _widths(self, picture: Picture, widths: tuple[int, ...], kind: PageKind) -> tuple[int, ...]:
        most_mm = DEEPEST_PICTURE * self.rows(kind) * self.grid.row_mm
        return tuple(
            columns
            for columns in widths
            if self.grid.span_mm(columns) / picture.aspect <= most_mm
            and picture.width_px / self.grid.span_mm(columns) * 25.4 >= MIN_DPI
        )


def may_jump(item: Item, *, alone: bool) -> bool:
    """True if the item may go on elsewhere: a rest, or briefs, only from a page of their own.

    Briefs that can be parted are, and do not jump.
    """
    if item.story is None or not item.story.jump or may_part(item):
        return False
    return alone or not (item.rest or item.story.gathered)


def _is_last(kind: PageKind, rank: int, count: int) -> bool:
    """True for the last headed story of a page; page one's lead stays large even if alone."""
    return rank == count - 1 and not (rank == 0 and kind.name == "front")


def _band(kind: PageKind, rank: int, *, last: bool) -> tuple[float, ...]:
    """Headline sizes of a story, the wanted first; the last of a page may be smaller still."""
    bands = kind.bands_pt
    if rank >= len(bands):
        return (min(bands[-1]),)  # two of one band could take its sizes the wrong way round
    band = bands[rank]
    if rank < 0 or not last:
        return band
    smaller = {size for other in bands for size in other if size < min(band)}
    return (*band, *sorted(smaller, reverse=True))
