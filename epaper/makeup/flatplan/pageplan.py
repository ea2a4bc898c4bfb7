"""Page plans: what the flatplan is made of, and what is said of them in passing.

In: items on pages. Out: what is left over of them for later pages, their sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from epaper.makeup.page.placing import Placed
from epaper.makeup.page.search import SPARE, Solved
from epaper.makeup.story.item import Item
from epaper.model import PageKind

UNFILLED_COST = 40.0  # a page that the search cannot fill
MIXED_COST = 0.9  # a page shared by one section more


@dataclass(frozen=True, kw_only=True)
class PagePlan:
    """One page to be: its kind and items, and once solved, how it came out.

    `off_cost` is what the desk minds beside the page itself; a `fixed` page takes no other copy.
    """

    kind: PageKind
    items: tuple[Item, ...]
    solved: Solved | None = None
    fixed: bool = False
    off_cost: float = 0.0

    @property
    def notices(self) -> frozenset[str]:
        """The keys of the notices on it, however large they are."""
        placed = self.solved.placed if self.solved is not None else ()
        keys = (p.item.key for p in placed if p.item.notice is not None)
        return frozenset(key.partition(SPARE)[0] for key in keys)

    @property
    def strained(self) -> bool:
        """True if copy on it is not level."""
        placed = self.solved.placed if self.solved is not None else ()
        return any(p.item.strained for p in placed)

    @property
    def cost(self) -> float:
        """The page's real cost, or that of not coming out at all, and what the desk minds."""
        return self.off_cost + (self.solved.cost if self.solved is not None else UNFILLED_COST)


def rests(page: PagePlan) -> list[Item]:
    """What jumps from a solved page, as items for the pages after it."""
    if page.solved is None:
        return []
    return [_rest(placed) for placed in page.solved.rest]


def _rest(placed: Placed) -> Item:
    assert placed.fit is not None
    arrangement = placed.shape.arrangement
    return placed.item.after_jump(placed.fit.rest, arrangement.leaves if arrangement else "")


def extras(page: PagePlan) -> list[Item]:
    """What goes with stories whose copy ends on this page and had no room beside it."""
    jumping = {placed.item.key for placed in page.solved.rest} if page.solved else set()
    return [item.more for item in page.items if item.more is not None and item.key not in jumping]


def sections_of(items: Iterable[Item]) -> set[str]:
    """The sections of the items; advertisements have none."""
    return {item.section for item in items if item.story is not None}


def mixing(items: Iterable[Item]) -> float:
    """What it costs that these stand on one page: sections are best kept apart."""
    return MIXED_COST * max(0, len(sections_of(items)) - 1)


def by_rank(items: Sequence[Item]) -> list[Item]:
    """The items as a page ranks them: what has jumped comes last."""
    return sorted(items, key=lambda item: (item.rest, item.order))
