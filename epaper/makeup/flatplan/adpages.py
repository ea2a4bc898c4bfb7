"""Pages for advertisements: those that take a page, and those for which none beside copy had room.

In: the pages of an edition, the advertisements that are to come. Out: the pages with theirs among
them. What is booked runs; where it is not the page wanted, the make-up of the edition says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.makeup.figures import NOTICES
from epaper.makeup.flatplan.pageplan import PagePlan
from epaper.makeup.page.search import PageSearch
from epaper.makeup.page.terms import Terms
from epaper.makeup.story.item import AdItem, PlannedItem, StoryItem
from epaper.makeup.story.shapes import ad_rows
from epaper.model import Grid, Layout, PageKind


def takes_page(ad: AdItem, grid: Grid, rows: int) -> bool:
    """True for an advertisement that has a page of `rows` rows to itself."""
    return ad_rows(ad.ad, grid) * ad.ad.columns >= NOTICES.ad_page * rows * grid.columns


@dataclass(frozen=True)
class AdPages:
    """Makes pages of advertisements, the house's notices beside them where there is room."""

    layout: Layout
    search: PageSearch

    def added(self, pages: Sequence[PagePlan], ads: Sequence[AdItem]) -> list[PagePlan]:
        """The pages, and among them those that the advertisements take."""
        result = list(pages)
        for page in self._made(sorted(ads, key=lambda ad: ad.pin == -1)):
            place = _place(result, page)
            if place == len(result):  # the last page has the imprint
                kind = replace(self.layout.kinds["last"], jumps=False)
                last = self._page(page.items, kind, place)
                if last is not None or place == 1:
                    result[-1] = self._without_imprint(result[-1], place)
                else:
                    place -= 1
                page = last or page
            result.insert(place, page)
        return result

    def _made(self, ads: Sequence[AdItem]) -> list[PagePlan]:
        """Pages with all the advertisements: as many to a page as go there."""
        pages: list[PagePlan] = []
        kind = replace(self.layout.kinds["inside"], jumps=False)
        for ad in ads:
            item = replace(ad, spare=True)
            shared = self._page((*pages[-1].items, item), kind, 0) if pages else None
            if shared is not None:
                pages[-1] = shared
                continue
            page = self._page((item,), kind, len(pages))
            pages.append(page or PagePlan(kind=kind, items=(item,)))
        return pages

    def _without_imprint(self, page: PagePlan, number: int) -> PagePlan:
        """The page that was the last one, filled where the imprint was to stand."""
        if page.kind.name != "last" or page.solved is None or page.solved.rest:
            return page
        kind = replace(self.layout.kinds["inside"], jumps=False)
        return self._page(page.items, kind, number) or page

    def _page(self, items: tuple[PlannedItem, ...], kind: PageKind, number: int) -> PagePlan | None:
        """A page with these, if it comes out."""
        solved = self.search.solve(items, kind, Terms(first_notice=2 * number, spare=True))
        return PagePlan(kind=kind, items=items, solved=solved) if solved is not None else None


def _place(pages: Sequence[PagePlan], page: PagePlan) -> int:
    """Where a page of advertisements goes: where it is wanted, or before the last page.

    No story moves from the page it is pinned to, and page one stays the first.
    """
    if any(item.pin == -1 for item in page.items):
        return len(pages)
    wanted = next((item.pin for item in page.items if item.pin > 1), len(pages))
    pinned = [n for n, other in enumerate(pages, start=1) if _is_pinned(other)]
    return max(1, max(pinned, default=0), min(wanted, len(pages)) - 1)


def _is_pinned(page: PagePlan) -> bool:
    return any(item.pin > 1 and isinstance(item, StoryItem) for item in page.items)
