"""Options: which sets of stories are worth trying for the next page of a draft.

In: a draft and how full the page is wanted. Out: sets of items by area, the likeliest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations

from epaper.makeup.figures import BRIEFS, EFFORT, FILL, ORDER
from epaper.makeup.flatplan.pageplan import PagePlan, mixing
from epaper.makeup.page.areas import Areas
from epaper.makeup.page.roles import may_jump
from epaper.makeup.story.briefs import (
    first_part,
    is_large,
    may_part,
    part_counts,
    part_rows,
    parted,
)
from epaper.makeup.story.item import AdItem, PlannedItem, StoryItem, stories_of


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A beginning of the paper.

    `due` has to stand on the next page: what has jumped there. `left` follows in order.
    """

    pages: tuple[PagePlan, ...] = ()
    due: tuple[StoryItem, ...] = ()
    left: tuple[StoryItem, ...] = ()
    cost: float = 0.0
    seen: frozenset[str] = frozenset()

    @property
    def number(self) -> int:
        """The number of the page that comes next."""
        return len(self.pages) + 1

    @property
    def sections_over(self) -> frozenset[str]:
        """Sections that began inside, and after which another one has begun.

        What the desk has pinned to a page begins no other.
        """
        over: set[str] = set()
        began: set[str] = set()
        for page in self.pages[1:]:
            here = begun_on(page.items)
            over |= {key for key in began if here - {key}}
            began |= here
        return frozenset(over)

    @property
    def done(self) -> bool:
        """True if no copy is left."""
        return bool(self.pages) and not self.due and not self.left


@dataclass(frozen=True, kw_only=True)
class Option:
    """A next page to try: its items, and whether one of them is to go on overleaf.

    `prior` tells the likely from the unlikely; `off` is what the order of the paper loses. A
    `loose` page has much room for notices. Of a `lot` of briefs the page may take the first of two
    `parts`.
    """

    prior: float
    items: tuple[PlannedItem, ...]
    off: float
    jump: bool = False
    loose: bool = False
    lot: StoryItem | None = None
    parts: tuple[StoryItem, ...] = ()

    def opened(self, draft: Draft) -> Draft:
        """The draft with the lot in the parts of which the page takes the first."""
        if self.lot is None:
            return draft
        lots = ((item,) if item.key != self.lot.key else self.parts for item in draft.left)
        return replace(draft, left=tuple(chain.from_iterable(lots)))


@dataclass(frozen=True)
class Options:
    """Finds the next pages to try; `ads` are the advertisements of the inside pages.

    Where `stood` tells the page of a story by its key, each that is tried on another costs
    `story_cost`.
    """

    areas: Areas
    ads: tuple[AdItem, ...] = ()
    stood: Mapping[str, int] = field(default_factory=dict)
    story_cost: float = 0.0

    def of(self, draft: Draft, wanted: float) -> list[Option]:
        """Sets of items for the next page, the likeliest first."""
        pinned = self.pinned(draft)
        due = (*draft.due, *pinned)
        window = [i for i in draft.left if i not in due and i.pin <= draft.number][: EFFORT.window]
        options = list(self._filling(draft, due, window, wanted))
        if not options and due and not window:
            options = list(self._filling(draft, draft.due, window, wanted))
        options = [self._with_waiting(option, pinned) for option in options]
        return sorted(options, key=lambda option: option.prior)

    def _with_waiting(self, option: Option, pinned: Sequence[PlannedItem]) -> Option:
        """The option, dearer if some are not on the page where the desk wants them."""
        waiting = ORDER.later_cost * sum(item not in option.items for item in pinned)
        return replace(option, off=option.off + waiting) if waiting else option

    def _filling(
        self,
        draft: Draft,
        due: tuple[PlannedItem, ...],
        window: Sequence[StoryItem],
        wanted: float,
    ) -> Iterator[Option]:
        number, over = draft.number, draft.sections_over
        areas, rests = self.areas, [bool(item.rest) for item in window]
        saved = [self._saved(item) for item in window]
        due_saved = max(map(self._saved, due), default=0.0)
        for places in _choices(len(window), EFFORT.most_items - len(due)):
            items = (*due, *(window[place] for place in places))
            if not items:
                continue
            area = sum(map(areas.good, items))
            fill = area / areas.room
            waits = any(rests[place] for place in places)
            least = FILL.least_rest if waits else wanted - FILL.play
            stands = least <= fill <= FILL.most
            gain = max((due_saved, *(saved[place] for place in places)))
            goes_on = fill > FILL.least_jump and self._may_go_on(items, area, gain)
            lot = self._large_lot(items) if fill > wanted else None
            if not (stands or goes_on or lot):
                continue  # of most sets nothing more is asked
            off = mixing(items) + _out_of_order(window, places, number)
            off += self.story_cost * self._moved(items, number)
            off += ORDER.return_cost * len(over & begun_on(items)) if over else 0.0
            if stands:
                prior = FILL.off_prior * off + FILL.prior * abs(fill - wanted)
                loose = waits and fill < wanted - FILL.play
                yield Option(prior=prior, items=items, off=off, loose=loose)
            if goes_on:
                prior = FILL.off_prior * off + FILL.jump_prior
                prior += FILL.jump_fill_prior * abs(fill - FILL.wanted_jump)
                yield Option(prior=prior, items=items, off=off, jump=True)
            if lot:
                yield from self._with_part_of_a_lot(lot, items, off, fill, wanted)

    def _moved(self, items: Sequence[PlannedItem], number: int) -> int:
        """How many of the items stood on another page."""
        return sum(self.stood.get(item.key, number) != number for item in items)

    def _large_lot(self, items: Sequence[PlannedItem]) -> StoryItem | None:
        """The last lot of briefs among the items that is better parted."""
        stories = stories_of(reversed(items))
        return next((item for item in stories if self.is_large(item)), None)

    def _with_part_of_a_lot(
        self,
        lot: StoryItem,
        items: tuple[PlannedItem, ...],
        off: float,
        fill: float,
        wanted: float,
    ) -> Iterator[Option]:
        """The items, of the lot of briefs among them only the first few."""
        rows = part_rows(lot)
        share = self.areas.pages([lot]) / rows[-1]
        fills = [(fill + share * (rows[n] - rows[-1]), n) for n in part_counts(lot)]
        near = [f for f in fills if wanted - FILL.play <= f[0] <= FILL.most]
        for part_fill, count in sorted(near, key=lambda f: abs(f[0] - wanted))[: BRIEFS.partings]:
            parts = parted(lot, count)
            yield Option(
                prior=FILL.off_prior * off
                + BRIEFS.part_prior
                + FILL.prior * abs(part_fill - wanted),
                items=tuple(parts[0] if item is lot else item for item in items),
                off=off + BRIEFS.part_cost,
                lot=lot,
                parts=parts,
            )

    def _saved(self, item: PlannedItem, *, alone: bool = False) -> float:
        """The area that is left to others where the item goes on overleaf; none if it may not."""
        if not isinstance(item, StoryItem) or not may_jump(item, alone=alone):
            return 0.0
        return self.areas.good(item) - self.areas.jumped(item)

    def _may_go_on(self, items: Sequence[PlannedItem], area: float, saved: float) -> bool:
        """True if the page may be filled by a story that goes on overleaf.

        `area` is what the items take, `saved` what one of several leaves free.
        """
        room, alone = self.areas.room, len(items) == 1
        if (
            alone
            and any(item.rest for item in stories_of(items))
            and self.areas.smallest(items[0]) <= FILL.fullest * room
        ):
            return False  # no story goes on twice that could be had in one part more
        if alone:
            saved = self._saved(items[0], alone=True)
        return bool(saved) and area - saved <= FILL.most * room

    def is_large(self, item: StoryItem) -> bool:
        """True for a lot of briefs that is better parted."""
        return is_large(item, self.areas.pages([item]) if may_part(item) else 0.0)

    def first_parted(self, draft: Draft) -> list[Draft]:
        """The draft with the lot that comes first in two parts, the first no larger than a page.

        There is one for each of several sizes; the draft itself where no such lot comes first.
        """
        lot = next(iter(draft.left), None)
        if draft.due or lot is None or not self.is_large(lot):
            return [draft]
        cuts = (first_part(lot, fill * self.areas.room) for fill in BRIEFS.part_fills)
        parts = {first.key: (first, others) for first, others in cuts}
        return [replace(draft, left=(*two, *draft.left[1:])) for two in parts.values()]

    def pinned(self, draft: Draft) -> tuple[PlannedItem, ...]:
        """What the desk wants on this page: stories that are pinned to it, advertisements."""
        stories = [item for item in draft.left if 1 < item.pin <= draft.number]
        ads = [
            ad for ad in self.ads if ad.key not in draft.seen and 0 < self._page(ad) <= draft.number
        ]
        return (*stories, *ads)

    def _page(self, ad: AdItem) -> int:
        """The page of an advertisement; those without one are spread, -1 is the last."""
        if ad.pin:
            return max(ad.pin, -1)
        free = [other.key for other in self.ads if not other.pin]
        return 2 + free.index(ad.key)


def begun_on(items: Iterable[PlannedItem]) -> set[str]:
    """The sections of which a story begins among the items, but for those that are pinned."""
    return {item.section for item in stories_of(items) if not (item.rest or item.pin)}


def _choices(count: int, most: int) -> Iterator[tuple[int, ...]]:
    """Places in a window of `count` stories of which `most` may be taken."""
    for taken in range(min(count, most) + 1):
        yield from combinations(range(count), taken)


def _out_of_order(window: Sequence[StoryItem], places: Sequence[int], number: int) -> float:
    """What it costs that stories are taken for page `number` before others.

    Those are of their section, or of one before, the dearer the more sections lie between; what
    goes on from page one waits the worse the further it is from there.
    """
    if not places:
        return 0.0
    cost = 0.0
    for place in range(places[-1]):
        if place in places:
            continue
        between = {item.section for item in window[place : places[-1] + 1]}
        if window[place].rest:
            cost += ORDER.rest_cost * (1 + ORDER.rest_far * (number - 2))
        else:
            cost += ORDER.section_cost * (len(between) - 1) or ORDER.skip_cost
    return cost
