"""A page as it stood: every item in the rectangle and shape that it had, its copy fitted anew.

In: items, the kind of page, terms, and where each item stood. Out: the page with its cost, or None
where one of them no longer goes there. Nothing is searched; what jumps is not looked at beyond this
page, for the pages that follow tell whether it comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from epaper.makeup.page.guillotine import Cell
from epaper.makeup.page.penalties import drops, looks_cost
from epaper.makeup.page.placing import Placed, PlacedPanel, PlacedStory, Placing
from epaper.makeup.page.roles import Roles, page_rows
from epaper.makeup.page.search import Solved, strain
from epaper.makeup.page.terms import Terms
from epaper.makeup.story.item import Item, Role, StoryItem
from epaper.makeup.story.shapes import AnyOffer, OfferBook, Shape, StoryShape
from epaper.model import Grid, PageKind


@dataclass(frozen=True, slots=True)
class Seat:
    """The rectangle of an item, and the number of its shape among those of that size."""

    cell: Cell
    shape: int = 0
    drop_rows: int = 0


class Seating:
    """Puts items back where they stood, and says where those of a page stand."""

    def __init__(self, grid: Grid, book: OfferBook | None = None) -> None:
        self.grid = grid
        self.book = book or OfferBook(grid)
        self.roles = Roles(grid)
        self.placing = Placing(grid, lambda rest: True)
        self._offers: dict[tuple[str, Role, int], AnyOffer] = {}

    def seated(
        self, items: Sequence[Item], kind: PageKind, terms: Terms, seats: Iterable[Seat]
    ) -> Solved | None:
        """The page with `items`, in the order that `ranked` gives, each in its seat."""
        items = tuple(strain(item, terms.strained) for item in items)
        roles = self.roles.of(items, kind, terms)
        placed: list[Placed] = []
        for seat in seats:
            item = items[seat.cell.item]
            shapes = self._shapes(item, roles[seat.cell.item], kind, seat.cell)
            one = self._placed(item, seat, shapes)
            if one is None:
                return None
            placed.append(one)
        page = Solved(kind=kind, placed=tuple(placed), cost=0.0, terms=terms)
        return replace(page, cost=self.cost(page))

    def cost(self, page: Solved) -> float:
        """What a page costs as it stands, whatever way was found to it."""
        items = ranked(page)
        roles = self.roles.of(items, page.kind, page.terms)
        cost = sum(c for _, c in looks_cost(page.placed, front=page.kind.name == "front"))
        cost += sum(c for _, c in drops(page.placed))
        for one in page.placed:
            if isinstance(one, PlacedStory):
                cost += one.shape.cost
                continue
            place = one.cell.item
            shapes = self._shapes(items[place], roles[place], page.kind, one.cell)
            cost += min((shape.cost for shape in shapes), default=0.0)
        return float(cost)

    def seats(self, page: Solved) -> tuple[Seat, ...]:
        """Where the items of a page stand, in the order of drawing; cells name `ranked` items."""
        items = ranked(page)
        roles = self.roles.of(items, page.kind, page.terms)

        def seat(one: Placed) -> Seat:
            if not isinstance(one, PlacedStory):
                return Seat(one.cell)
            shapes = self._shapes(one.item, roles[one.cell.item], page.kind, one.cell)
            number = next((n for n, shape in enumerate(shapes) if shape == one.shape), 0)
            return Seat(one.cell, number, one.drop_rows)

        return tuple(map(seat, page.placed))

    def _placed(self, item: Item, seat: Seat, shapes: Sequence[Shape]) -> Placed | None:
        """The item in its seat: in the shape that it had, or else in the first that takes it."""
        if not shapes:
            return None
        if not isinstance(item, StoryItem):
            return PlacedPanel(item=item, cell=seat.cell)
        if seat.shape < len(shapes):
            shape = shapes[seat.shape]
            assert isinstance(shape, StoryShape)
            one = self.placing.in_shape(item, seat.cell, shape, seat.drop_rows)
            if one is not None:
                return one
        return self.placing.place(item, seat.cell, shapes)

    def _shapes(self, item: Item, role: Role, kind: PageKind, cell: Cell) -> Sequence[Shape]:
        """The shapes of the item that are as large as its cell."""
        rows = page_rows(kind, self.grid)
        key = (item.mark, role, rows)
        if key not in self._offers:
            self._offers[key] = self.book.offer(item, role, rows)
        return self._offers[key].shapes.get((cell.width, cell.height), ())


def ranked(page: Solved) -> tuple[Item, ...]:
    """The items of a page as its search ranks them: copy and advertisements, then the rest."""
    items = sorted(page.placed, key=lambda one: one.cell.item)
    return tuple(one.item for one in items)
