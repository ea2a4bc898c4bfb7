"""Page search: the best way to fill one page with given items.

In: items, the kind of page. Out: every item's rectangle and shape with its copy
already fitted into legs, or None if the items cannot fill the page exactly. House notices
are taken in, at a cost, where the copy alone leaves room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from epaper.makeup.figures import EFFORT, FILL, JUMPS, NOTICES
from epaper.makeup.page.areas import Areas
from epaper.makeup.page.guillotine import Cutter
from epaper.makeup.page.penalties import drops, looks_cost
from epaper.makeup.page.placing import Placed, PlacedStory, Placing, stories_on
from epaper.makeup.page.roles import Roles, page_rows
from epaper.makeup.page.terms import PLAIN_TERMS, Terms
from epaper.makeup.story.costs import INF
from epaper.makeup.story.item import (
    Item,
    NoticeItem,
    PlannedItem,
    Role,
    StoryItem,
    WhiteItem,
    by_rank,
)
from epaper.makeup.story.shapes import AnyOffer, OfferBook
from epaper.model import Layout, PageKind

AIR = EFFORT.strains[1:2]  # a row short is within the rule (C-105)
WHITES = tuple(WhiteItem(key=f"white {n}", order=2e6 + n) for n in range(EFFORT.most_whites))


# Name, rows and widths of the big picture of the kind, whether stories jump from it; keys of the
# items; terms.
PageKey = tuple[tuple[str, int, tuple[int, ...], bool], tuple[str, ...], Terms]


@dataclass(frozen=True, kw_only=True)
class Solved:
    """A filled page, what it costs, the terms on which it came out."""

    kind: PageKind
    placed: tuple[Placed, ...]
    cost: float
    terms: Terms = PLAIN_TERMS

    @property
    def stories(self) -> tuple[PlacedStory, ...]:
        """The stories on this page."""
        return tuple(story for _, story in stories_on(self.placed))

    @property
    def rest(self) -> tuple[PlacedStory, ...]:
        """The stories that jump from this page."""
        return tuple(story for story in self.stories if story.fit.rest)


class PageSearch:
    """Solves pages of one layout; remembers offers and pages it has seen."""

    def __init__(self, layout: Layout, notices: Sequence[NoticeItem]) -> None:
        self.layout = layout
        self.grid = grid = layout.grid
        self.notices = tuple(notices)
        self.book = OfferBook(grid)
        self.areas = Areas(layout, self.book)
        self.placing = Placing(grid, self.can_stand)
        self.roles = Roles(grid)
        self._offers: dict[tuple[str, Role, int], AnyOffer] = {}
        self._pages: dict[PageKey, Solved | None] = {}

    def rows(self, kind: PageKind) -> int:
        """Rows of the copy area; the gap under the last story lies outside it."""
        return page_rows(kind, self.grid)

    def solve(
        self, items: Sequence[Item], kind: PageKind, terms: Terms = PLAIN_TERMS
    ) -> Solved | None:
        """The best page of `kind` with all `items`, and as few notices as will do, on `terms`.

        None where the items cannot fill it exactly.
        """
        ranked = tuple(by_rank(items))
        first_notice = terms.first_notice % max(1, len(self.notices))
        terms = replace(terms, first_notice=first_notice)
        keys = tuple(item.key for item in ranked)
        form = kind.name, self.rows(kind), kind.dominant_columns, kind.jumps
        key = form, keys, terms
        if terms.spare:
            return self._solve_with_spare_notices(ranked, kind, terms)
        if key not in self._pages:
            self._pages[key] = self._solve_with_notices(ranked, kind, terms)
        return self._pages[key]

    def can_stand(self, rest: StoryItem) -> bool:
        """True if an inside page comes out with what has jumped and notices, or with a part of it.

        What is small stands with other copy, and is not looked at.
        """
        kind = replace(self.layout.kinds["inside"], jumps=False)
        fill = self.areas.smallest(rest) / self.areas.room
        if fill < JUMPS.small_rest:
            return True
        if fill > FILL.fullest:
            return self.solve([rest], kind, Terms(jump=True, most_notices=0)) is not None
        return self.solve([rest], kind) is not None

    def solve_with_white(self, items: Sequence[PlannedItem], kind: PageKind) -> Solved | None:
        """The page with `items` and white, as little as can be: the last resort.

        Stories may leave it; None where an item is larger than the page in any shape.
        """
        for strained in (EFFORT.strains[1], EFFORT.strains[-1]):
            for jump in (False, True):
                terms = Terms(strained=strained, jump=jump)
                for count in range(1, EFFORT.most_whites + 1):
                    found = self._search((*items, *WHITES[:count]), kind, terms)
                    if found is not None:
                        return found
        return None

    def _solve_with_spare_notices(
        self, ranked: tuple[Item, ...], kind: PageKind, terms: Terms
    ) -> Solved | None:
        """The page with notices as large as it takes, whichever these are.

        One more than needed, or two, are tried as well: several small ones are quieter. None
        stands there twice unless the page does not come out otherwise.
        """
        best: Solved | None = None
        most = (EFFORT.most_items + terms.crowded) - len(ranked)
        for count in range(most + 1):
            if best is not None and (
                count > min(most, len(self.notices)) or best.cost < NOTICES.worth * (count + 1)
            ):
                break
            found = self._with_spare(ranked, kind, count, terms)
            if found is not None and (best is None or found.cost < best.cost):
                best = found
                most = min(most, count + NOTICES.more_spare)
        return best

    def _with_spare(
        self, ranked: tuple[Item, ...], kind: PageKind, count: int, terms: Terms
    ) -> Solved | None:
        staying = replace(terms, jump=False, must_jump=False, refused=frozenset())
        for step in range(0, len(self.notices) if count else 1, EFFORT.spare_step):
            extra = tuple(self._spare(terms.first_notice + step + n, n) for n in range(count))
            found = self._search((*ranked, *extra), kind, staying)
            if found is not None:
                return found
        return None

    def _spare(self, number: int, place: int) -> NoticeItem:
        """A notice as large as it takes, the one at `place` of a page's; there may be it twice."""
        notice = self.notices[number % len(self.notices)]
        again = place // len(self.notices)
        return replace(notice, spare=True, again=again)

    def _solve_with_notices(
        self, ranked: tuple[Item, ...], kind: PageKind, terms: Terms
    ) -> Solved | None:
        best: Solved | None = None
        most = min(terms.most_notices, len(self.notices), EFFORT.most_items - len(ranked))
        for count in range(most + 1):
            numbers = range(terms.first_notice, terms.first_notice + count)
            extra = tuple(self.notices[n % len(self.notices)] for n in numbers)
            below = best.cost if best is not None else np.inf
            best = self._search((*ranked, *extra), kind, terms, below) or best
            if best is not None and best.cost < NOTICES.worth * (count + 1):
                break
        return best

    def _search(
        self, items: tuple[Item, ...], kind: PageKind, terms: Terms, below: float = np.inf
    ) -> Solved | None:
        """Solve, then solve again with a dearer choice of what looks bad side by side.

        Costs only rise from one round to the next, so that a round that begins dearer than the best
        one yet ends the search. None where no page costs less than `below`.
        """
        if len(items) > EFFORT.most_items + 1 or not items:
            return None
        items = tuple(strain(item, terms.strained) for item in items)
        roles = self.roles.of(items, kind, terms)
        if terms.must_jump and not any(role.must_jump for role in roles):
            return None
        known = [self._offer(i, r, kind) for i, r in zip(items, roles, strict=True)]
        if not all(np.isfinite(offer.costs).any() for offer in known):
            return None
        offers = [replace(offer, costs=offer.costs.copy()) for offer in known]
        cutter = Cutter([offer.costs for offer in offers], self.grid.columns, self.rows(kind))
        best: Solved | None = None
        front = kind.name == "front"
        seen: set[tuple[int, int]] = set()
        for _ in range(EFFORT.front_looks_rounds if front else EFFORT.looks_rounds):
            found = self._solve_fitting(items, kind, offers, cutter, terms.refused, below)
            if found is None:
                break
            blemishes = [*looks_cost(found.placed, front=front), *drops(found.placed)]
            total = found.cost + sum(cost for _, cost in blemishes)
            if total < below:
                best, below = replace(found, cost=total, terms=terms), total
            if not blemishes:
                break
            # The gravest are mended first: the rounds are few.
            gravest = max(cost for _, cost in blemishes)
            cells = [found.placed[index].cell for index, cost in blemishes if cost == gravest]
            for cell in cells:
                # A row more or less has the same headline: the second time on a page one any height
                # of this width is dearer.
                again = front and (cell.item, cell.width) in seen
                heights = slice(None) if again else cell.height
                offers[cell.item].costs[cell.width, heights] += np.float32(gravest)
            seen |= {(cell.item, cell.width) for cell in cells}
            changed = {cell.item for cell in cells}
            cutter.change(changed, [offer.costs for offer in offers])
        return best

    def _solve_fitting(
        self,
        items: tuple[Item, ...],
        kind: PageKind,
        offers: list[AnyOffer],
        cutter: Cutter,
        refused: frozenset[int],
        below: float,
    ) -> Solved | None:
        """Solve until every chosen shape really takes its copy, and what jumps is not refused."""
        for _ in range(EFFORT.resolves):
            cost, cells = cutter.solve(below)
            if not cells:
                return None
            placed = [
                self.placing.place(items[c.item], c, offers[c.item].shapes[c.width, c.height])
                for c in cells
            ]
            for cell, done in zip(cells, placed, strict=True):
                if done is None:
                    offers[cell.item].refused.append((cell.width, cell.height))
            placed = [None if _leaves(p, refused) else p for p in placed]
            if all(placed):
                return Solved(kind=kind, placed=tuple(p for p in placed if p), cost=cost)
            failed = [cell for cell, done in zip(cells, placed, strict=True) if done is None]
            for cell in failed:
                offers[cell.item].costs[cell.width, cell.height] = INF
            if not all(np.isfinite(offers[cell.item].costs).any() for cell in failed):
                return None
            cutter.change({cell.item for cell in failed}, [offer.costs for offer in offers])
        return None

    def _offer(self, item: Item, role: Role, kind: PageKind) -> AnyOffer:
        key = (item.mark, role, self.rows(kind))
        if key not in self._offers:
            self._offers[key] = self.book.offer(item, role, self.rows(kind))
        offer = self._offers[key]
        while offer.refused:
            offer.costs[offer.refused.pop()] = INF
        return offer


def strain(item: Item, rows: int) -> Item:
    """The item on a page whose copy may be so many rows short."""
    return replace(item, strained=rows) if rows and isinstance(item, StoryItem) else item


def _leaves(placed: Placed | None, refused: frozenset[int]) -> bool:
    """True for a story that jumps and leaves so many rows as are refused."""
    return bool(refused) and isinstance(placed, PlacedStory) and placed.rest_rows in refused
