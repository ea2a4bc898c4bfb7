"""Options: which sets of stories are worth trying for the next page of a draft.

In: a draft and how full the page is wanted. Out: sets of items by area, the likeliest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

from epaper.makeup.flatplan.pageplan import PagePlan, mixing
from epaper.makeup.page.areas import FULLEST, Areas
from epaper.makeup.page.roles import may_jump
from epaper.makeup.page.search import MOST_ITEMS
from epaper.makeup.story.briefs import (
    first_part,
    is_large,
    may_part,
    part_counts,
    part_rows,
    parted,
)
from epaper.makeup.story.item import AdItem, PlannedItem, StoryItem, stories_of

WINDOW = 8  # stories of the queue that the next page may take its own from
MOST_FILL = 1.03  # smallest good shapes over room, of pages that come out
PLAY = 0.18  # by which pages may be less full than planned
LEAST_REST_FILL = 0.45  # the same of a page with what goes on from page one
LEAST_JUMP_FILL = 1.02  # the same of a page with a story that goes on overleaf
WANTED_JUMP_FILL = 1.25
JUMP_PRIOR = 0.8  # a jump is tried after whole pages so much worse by area
FILL_PRIOR = 8.0  # times how far a page is from as full as wanted
OFF_PRIOR = 0.5  # times what the order of the paper loses
SKIP_COST = 0.2  # each story that is passed over for a lower one of its section
ORDER_COST = 0.8  # each that is passed over for one of a later section, times how much later
REST_ORDER_COST = 1.2  # each that goes on from page one and has to wait
REST_FAR = 1.0  # more of that for each page after the second
LATER_COST = 3.0  # an advertisement or story that has to wait although it was wanted here
PARTINGS = 3  # ways to part a lot of briefs that are tried with the same other stories
# Of a page: the first part of a lot, where nothing else comes out.
PART_FILLS = 0.75, 0.7, 0.8, 0.65, 0.6, 0.85, 0.55, 0.5
PART_PRIOR, PART_COST = 0.3, 0.4  # a lot of briefs in two parts, each with its own head


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
    """Finds the next pages to try; `ads` are the advertisements of the inside pages."""

    areas: Areas
    ads: tuple[AdItem, ...] = ()

    def of(self, draft: Draft, wanted: float) -> list[Option]:
        """Sets of items for the next page, the likeliest first."""
        pinned = self.pinned(draft)
        due = (*draft.due, *pinned)
        window = [i for i in draft.left if i not in due and i.pin <= draft.number][:WINDOW]
        options = list(self._filling(due, window, wanted, draft.number))
        if not options and due and not window:
            options = list(self._filling(draft.due, window, wanted, draft.number))
        options = [self._with_waiting(option, pinned) for option in options]
        return sorted(options, key=lambda option: option.prior)

    def _with_waiting(self, option: Option, pinned: Sequence[PlannedItem]) -> Option:
        """The option, dearer if some are not on the page where the desk wants them."""
        waiting = LATER_COST * sum(item not in option.items for item in pinned)
        return replace(option, off=option.off + waiting) if waiting else option

    def _filling(
        self,
        due: tuple[PlannedItem, ...],
        window: Sequence[StoryItem],
        wanted: float,
        number: int,
    ) -> Iterator[Option]:
        for places in _choices(len(window), MOST_ITEMS - len(due)):
            items = (*due, *(window[place] for place in places))
            if not items:
                continue
            fill = self.areas.pages(items)
            off = mixing(items) + _out_of_order(window, places, number)
            waits = any(window[place].rest for place in places)
            least = LEAST_REST_FILL if waits else wanted - PLAY
            if least <= fill <= MOST_FILL:
                prior = OFF_PRIOR * off + FILL_PRIOR * abs(fill - wanted)
                loose = waits and fill < wanted - PLAY
                yield Option(prior=prior, items=items, off=off, loose=loose)
            if fill > LEAST_JUMP_FILL and self._may_go_on(items):
                prior = OFF_PRIOR * off + JUMP_PRIOR + 0.5 * abs(fill - WANTED_JUMP_FILL)
                yield Option(prior=prior, items=items, off=off, jump=True)
            if fill > wanted:
                yield from self._with_part_of_a_lot(items, off, fill, wanted)

    def _with_part_of_a_lot(
        self, items: tuple[PlannedItem, ...], off: float, fill: float, wanted: float
    ) -> Iterator[Option]:
        """The items, of the last lot of briefs among them only the first few."""
        stories = stories_of(reversed(items))
        lot = next((item for item in stories if self.is_large(item)), None)
        if lot is None:
            return
        rows = part_rows(lot)
        share = self.areas.pages([lot]) / rows[-1]
        fills = [(fill + share * (rows[n] - rows[-1]), n) for n in part_counts(lot)]
        near = [f for f in fills if wanted - PLAY <= f[0] <= MOST_FILL]
        for part_fill, count in sorted(near, key=lambda f: abs(f[0] - wanted))[:PARTINGS]:
            parts = parted(lot, count)
            yield Option(
                prior=OFF_PRIOR * off + PART_PRIOR + FILL_PRIOR * abs(part_fill - wanted),
                items=tuple(parts[0] if item is lot else item for item in items),
                off=off + PART_COST,
                lot=lot,
                parts=parts,
            )

    def _may_go_on(self, items: Sequence[PlannedItem]) -> bool:
        """True if the page may be filled by a story that goes on overleaf."""
        room, alone, stories = self.areas.room, len(items) == 1, stories_of(items)
        if (
            alone
            and any(item.rest for item in stories)
            and self.areas.smallest(items[0]) <= FULLEST * room
        ):
            return False  # no story goes on twice that could be had in one part more
        saved = max(
            (
                self.areas.good(item) - self.areas.jumped(item)
                for item in stories
                if may_jump(item, alone=alone)
            ),
            default=0.0,
        )
        return bool(saved) and sum(map(self.areas.good, items)) - saved <= MOST_FILL * room

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
        cuts = (first_part(lot, fill * self.areas.room) for fill in PART_FILLS)
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
            cost += REST_ORDER_COST * (1 + REST_FAR * (number - 2))
        else:
            cost += ORDER_COST * (len(between) - 1) or SKIP_COST
    return cost
