"""Who stands where: the items of the day on the pages that their stories had on the shelf.

In: the day's items, what stands on the shelf. Out: the items parted and bared as they stood, and
the page of each. What is new, or wanted elsewhere, goes where its section and rank would have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from epaper.makeup.figures import BRIEFS
from epaper.makeup.flatplan.standing import lot_name, name_of
from epaper.makeup.story.briefs import may_part, parted
from epaper.makeup.story.item import AdItem, PlannedItem, StoryItem
from epaper.makeup.story.overflow import lighten
from epaper.model import Layout, Standing, StandingForm, StandingItem

_WHOLE = StandingForm.STORY, StandingForm.LOT, StandingForm.AD


@dataclass
class Assigned:
    """The page of each item that is whole, by key; pages of rests by the name of their story.

    `new` are the keys of items that stood nowhere, or are wanted on another page than they stood.
    """

    pages: dict[str, int]
    rests: dict[str, list[int]]
    new: set[str]
    newcomers: Newcomers

    def page_of(self, item: PlannedItem, at_least: int) -> int:
        """The page that an item is for; what has jumped, the next one from `at_least` on."""
        if isinstance(item, StoryItem) and item.rest:
            pages = self.rests.get(name_of(item).name, [])
            return next((page for page in pages if page >= at_least), at_least)
        return self.pages.get(item.key, at_least)


def prepared(
    items: Sequence[StoryItem], standing: Standing, layout: Layout, rows: int
) -> list[StoryItem]:
    """The items, lots in the parts that they stood in, and bare what stood without its pictures."""
    parts: dict[str, list[StandingItem]] = defaultdict(list)
    bare: set[str] = set()
    for name in _names(standing):
        if name.form is StandingForm.LOT:
            parts[name.name].append(name)
        if name.bare and name.form is StandingForm.STORY:
            bare.add(name.name)
    found: list[StoryItem] = []
    for item in items:
        if item.gathered:
            found += _in_parts(item, parts[lot_name(item.story)])
        elif item.story.slug in bare:
            found.append(lighten(item, layout.grid, rows, 0.0))
        else:
            found.append(item)
    return found


def _names(standing: Standing) -> Iterator[StandingItem]:
    return (name for page in standing.pages for name in page.items)


def _in_parts(lot: StoryItem, names: Sequence[StandingItem]) -> list[StoryItem]:
    """A lot in parts that end where they did; a part that has become too small joins the next."""
    parts: list[StoryItem] = []
    for name in names[:-1]:
        if not may_part(lot):
            break
        members = [record.slug for record in lot.story.members]
        count = 1 + max((members.index(m) for m in name.members if m in members), default=-1)
        if BRIEFS.least_members <= count <= len(members) - BRIEFS.least_members:
            first, lot = parted(lot, count)
            parts.append(first)
    return [*parts, lot]


def assign(
    items: Sequence[StoryItem],
    ads: Sequence[AdItem],
    standing: Standing,
    sections: Sequence[str],
    held: Collection[int] = (),
) -> Assigned:
    """The page of each item; `items` are `prepared`, `sections` in the order of the paper.

    What is new goes to no page that is `held`, unless it is pinned there.
    """
    count = len(standing.pages)
    waiting: dict[tuple[StandingForm, str], list[PlannedItem]] = defaultdict(list)
    planned: tuple[PlannedItem, ...] = (*items, *ads)
    for item in planned:
        name = name_of(item)
        waiting[name.form, name.name].append(item)
    pages: dict[str, int] = {}
    newcomers = Newcomers(pages, items, sections, count, held)
    found = Assigned(pages=pages, rests=defaultdict(list), new=set(), newcomers=newcomers)
    for number, page in enumerate(standing.pages, start=1):
        for name in page.items:
            if name.form is StandingForm.REST:
                found.rests[name.name].append(number)
            those = waiting.get((name.form, name.name))
            if name.form in _WHOLE and those:
                stood = those.pop(0)
                if _may_stay(stood, name, number, count):
                    pages[stood.key] = number
    newly = [item for item in planned if item.key not in pages]
    for item in newly:
        found.new.add(item.key)
        pages[item.key] = newcomers.page_for(item, ads)
    return found


def _may_stay(item: PlannedItem, name: StandingItem, page: int, count: int) -> bool:
    """True if the desk wants the item on no other page than the one on which it stood."""
    pin = count if item.pin == -1 else item.pin
    if pin and pin != page:
        return False
    if isinstance(item, AdItem):
        return True
    return item.section == name.section and (page > 1 or item.story.front)


@dataclass(frozen=True)
class Newcomers:
    """Finds pages for what stood nowhere, or not where it is wanted."""

    pages: dict[str, int]
    items: Sequence[StoryItem]
    sections: Sequence[str]
    count: int
    held: Collection[int] = ()

    def page_for(self, item: PlannedItem, ads: Sequence[AdItem]) -> int:
        """The page where an editor would look for it first."""
        if item.pin:
            return self.count if item.pin == -1 else min(item.pin, self.count)
        page = self._first_choice(item, ads)
        free = [other for other in range(2, self.count + 1) if other not in self.held]
        return min(free, key=lambda other: (abs(other - page), other), default=page)

    def _first_choice(self, item: PlannedItem, ads: Sequence[AdItem]) -> int:
        if isinstance(item, AdItem):
            free = [other.key for other in ads if not other.pin]
            return min(2 + free.index(item.key), self.count)
        inside = [
            (self.sections.index(other.section), other.order, self.pages[other.key])
            for other in self.items
            if self.pages.get(other.key, 1) > 1
        ]
        mine = self.sections.index(item.section), item.order
        later = [page for section, order, page in sorted(inside) if (section, order) > mine]
        same = [page for section, _, page in sorted(inside) if section == mine[0]]
        if same and not (later and later[0] in same):
            return same[-1]
        return later[0] if later else max(2, self.count)
