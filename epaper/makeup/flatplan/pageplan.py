"""Page plans: what the flatplan is made of, and what is said of them in passing.

In: items on pages. Out: what is left over of them for later pages, their sections.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from epaper.makeup.figures import FILL, ORDER
from epaper.makeup.page.placing import Placed, PlacedStory
from epaper.makeup.page.search import Solved
from epaper.makeup.story.item import Item, NoticeItem, PlannedItem, StoryItem, stories_of
from epaper.model import PageKind


@dataclass(frozen=True, kw_only=True)
class PagePlan:
    """One page to be: its kind and items, and once solved, how it came out.

    `off_cost` is what the desk minds beside the page itself; a `fixed` page takes no other copy.
    """

    kind: PageKind
    items: tuple[PlannedItem, ...]
    solved: Solved | None = None
    fixed: bool = False
    off_cost: float = 0.0

    @property
    def notices(self) -> frozenset[str]:
        """The names of the notices on it, however large they are."""
        return frozenset(p.item.name for p in self.placed if isinstance(p.item, NoticeItem))

    @property
    def strained(self) -> bool:
        """True if copy on it is not level."""
        return any(placed.item.strained for placed in self.stories)

    @property
    def placed(self) -> tuple[Placed, ...]:
        """What stands on it; nothing if it could not be filled."""
        return self.solved.placed if self.solved is not None else ()

    @property
    def stories(self) -> tuple[PlacedStory, ...]:
        """The stories that stand on it."""
        return self.solved.stories if self.solved is not None else ()

    @property
    def cost(self) -> float:
        """The page's real cost, or that of not coming out at all, and what the desk minds."""
        return self.off_cost + (self.solved.cost if self.solved is not None else FILL.unfilled_cost)


def rests(page: PagePlan) -> list[StoryItem]:
    """What jumps from a solved page, as items for the pages after it."""
    if page.solved is None:
        return []
    return [_rest(placed) for placed in page.solved.rest]


def _rest(placed: PlacedStory) -> StoryItem:
    return placed.item.after_jump(placed.fit.rest, placed.shape.arrangement.leaves)


def extras(page: PagePlan) -> list[StoryItem]:
    """What goes with stories whose copy ends on this page and had no room beside it."""
    jumping = {placed.item.key for placed in page.solved.rest} if page.solved else set()
    ended = (item for item in stories_of(page.items) if item.key not in jumping)
    return [item.more for item in ended if item.more is not None]


def sections_of(items: Iterable[Item]) -> set[str]:
    """The sections of the items; advertisements have none."""
    return {item.section for item in stories_of(items)}


def mixing(items: Iterable[Item]) -> float:
    """What it costs that these stand on one page: sections are best kept apart."""
    return ORDER.mixed_cost * max(0, len(sections_of(items)) - 1)
