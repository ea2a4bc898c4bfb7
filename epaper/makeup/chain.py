"""The chain: the inside pages, one after another, each with what the ones before it left.

In: pages one to choose from, and what each leaves in section order. Out: full pages, the last of
them with the imprint. A draft is a beginning of the paper: pages made, copy left. From each of
the best drafts several next pages are tried: sets of the next few stories, whole or with one
that goes on overleaf, solved for their real cost. Drafts that have used up about as much copy
compete with each other; so the search keeps some that are ahead and some that are behind, and
the last page comes out full as well. Beam search; deterministic.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain as joined
from itertools import combinations

from epaper.makeup.areas import Areas
from epaper.makeup.item import Item
from epaper.makeup.page_search import MOST_ITEMS, MOST_NOTICES, STRAINS, PageSearch
from epaper.makeup.page_search import may_jump as _may_jump
from epaper.makeup.pageplan import PagePlan, by_rank, extras, mixing, rests, sections_of
from epaper.model import Layout, PageKind

WINDOW = 8  # stories of the queue that the next page may take its own from
BEAM = 3  # drafts kept a page
BUCKET = 0.05  # of a page: drafts that differ by less in the copy left are alike
MOST_ALIKE = 2
MOST_TRIED = 14  # next pages of one draft
LEAST_FOUND, MOST_FAILED = 2, 24  # more are tried until two come out, or so many do not
MOST_HARD = 60  # where no draft has any
WORK = 150  # of the budget: a page of n items takes 3^n
NEAR_END = 2.2  # pages left from which on more is tried
MEAN_PLAY = 0.08  # pages less full than the mean by more than this need notices
PAGE_COST = 2.0  # what a page costs as a rule: drafts with less copy left are that much ahead
MOST_FILL = 1.03  # smallest good shapes over room, of pages that come out
FULLEST, LEAST_WANTED = 0.95, 0.4  # the most and least that a page is planned to be filled
PLAY = 0.18  # by which pages may be less full than planned
LEAST_JUMP_FILL = 1.02  # the same of a page with a story that goes on overleaf
WANTED_JUMP_FILL = 1.25
JUMP_PRIOR = 0.8  # a jump is tried after whole pages so much worse by area
SKIP_COST = 0.2  # each story that is passed over for a lower one of its section
ORDER_COST = 0.8  # each that is passed over for one of a later section
REST_ORDER_COST = 1.2  # each that goes on from page one and has to wait
LATER_COST = 3.0  # an advertisement or story that has to wait although it was wanted here
FORCED_COST = 25.0  # a page with many large notices, or with legs that are not level
SMALL_REST = 0.5  # of a page
STRANDED_COST = 20.0  # what jumps, and then fills no page by itself
LACK_COST = 30.0  # a page of nothing but notices
OFF_COUNT_COST = 200.0  # each page more or fewer than the desk wants
GIANT_SHARE = 0.85  # of a page: a story larger than this has to go on overleaf
MOST_PAGES = 400  # where a faulty search would end


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A beginning of the paper.

    `due` has to stand on the next page: what has jumped there. `left` follows in order.
    """

    pages: tuple[PagePlan, ...] = ()
    due: tuple[Item, ...] = ()
    left: tuple[Item, ...] = ()
    cost: float = 0.0
    seen: frozenset[str] = frozenset()

    @property
    def done(self) -> bool:
        """True if no copy is left."""
        return bool(self.pages) and not self.due and not self.left


@dataclass(frozen=True, kw_only=True)
class _Option:
    """A next page to try: its items, and whether one of them is to go on overleaf.

    `prior` tells the likely from the unlikely; `off` is what the order of the paper loses.
    """

    prior: float
    items: tuple[Item, ...]
    off: float
    jump: bool = False


@dataclass
class Chain:
    """Plans the pages after page one.

    `budget` is what may be spent on a page: twice as much, twice the time.
    """

    layout: Layout
    search: PageSearch
    areas: Areas
    ads: tuple[Item, ...] = ()
    count: int = 0
    budget: int = 10

    def plan(self, drafts: Sequence[Draft]) -> tuple[PagePlan, ...]:
        """All pages of the best paper that begins with one of `drafts`, each a page one."""
        best = min((draft for draft in drafts if draft.done), key=self._final_cost, default=None)
        drafts = self._prune([draft for draft in drafts if not draft.done])
        for _ in range(MOST_PAGES):
            if not drafts or (best and self._final_cost(best) <= self._score(drafts[0])):
                break
            grown = list(joined.from_iterable(map(self._grow, drafts)))
            if not grown:
                grown = list(joined.from_iterable(self._grow(draft, hard=True) for draft in drafts))
            if not grown:
                grown = list(self._grow_somehow(drafts[0]))
            ended = [draft for draft in grown if draft.done]
            best = min([*ended, *([best] if best else [])], key=self._final_cost, default=None)
            drafts = self._prune([draft for draft in grown if not draft.done])
        return best.pages if best else ()

    # Growing drafts by a page

    def _grow(self, draft: Draft, *, hard: bool = False) -> Iterator[Draft]:
        """The draft with each next page that comes out; with `hard` all that can be are tried."""
        number = len(draft.pages) + 1
        if draft.due and draft.due[0].galley is not None and not draft.due[0].paragraphs:
            yield from self._alone(draft)
            return
        ended = self._ended(draft, somehow=hard)
        if ended is not None:
            yield ended
        work = self.budget * WORK * (2 if self._pages_left(draft) < NEAR_END else 1)
        found = 0
        for tried, option in enumerate(self._options(draft, number)[:MOST_HARD]):
            spent = work < 0 or tried >= MOST_TRIED
            if not hard and spent and (found >= LEAST_FOUND or tried >= MOST_FAILED):
                return
            work -= 3 ** len(option.items)
            page = self._solved(draft, option, MOST_NOTICES if hard else 1)
            grown = self._with(draft, page)
            if page.solved is not None and not grown.done:  # only a last page has the imprint
                yield grown
                found += 1

    def _alone(self, draft: Draft) -> Iterator[Draft]:
        """The draft with a page for what had no room beside its story."""
        item, others = draft.due[0], draft.due[1:]
        last = not (others or draft.left or item.more)
        page = PagePlan(kind=self._kind("last" if last else "inside"), items=(item,), fixed=True)
        solved = self.search.solve(page.items, page.kind)
        for strained in STRAINS:
            solved = solved or self.search.solve(
                page.items, page.kind, spare=True, strained=strained
            )
        yield self._with(draft, replace(page, solved=solved))

    def _ended(self, draft: Draft, *, somehow: bool = False) -> Draft | None:
        """The draft with all that is left on a last page, None if that does not come out."""
        ads = [ad for ad in self.ads if ad.key not in draft.seen]
        items = (*draft.due, *draft.left, *ads)
        if len(items) > MOST_ITEMS or any(item.more for item in items):
            return None
        room = self._room(self._kind("last"))
        if sum(map(self.areas.smallest, items)) > 1.08 * room:
            return None
        page = PagePlan(kind=self._kind("last"), items=items)
        number = len(draft.pages) + 1
        solved = self.search.solve(items, page.kind, first_notice=number)
        if solved is None and (somehow or self._wanted_last(number)):
            solved = self.search.solve(items, page.kind, spare=True)
            page = replace(page, off_cost=FORCED_COST)
        return self._with(draft, replace(page, solved=solved)) if solved else None

    def _wanted_last(self, number: int) -> bool:
        return self.count == number

    def _with(self, draft: Draft, page: PagePlan) -> Draft:
        """The draft with one page more, and what that page leaves."""
        placed = {item.key for item in page.items}
        jumped = rests(page)
        stranded = STRANDED_COST * sum(not self.can_stand(rest) for rest in jumped)
        return Draft(
            pages=(*draft.pages, page),
            due=(*(i for i in draft.due if i.key not in placed), *jumped, *extras(page)),
            left=tuple(item for item in draft.left if item.key not in placed),
            cost=draft.cost + page.cost + stranded,
            seen=draft.seen | {ad.key for ad in page.items if ad.ad is not None},
        )

    def can_stand(self, rest: Item) -> bool:
        """True if a page comes out with what has jumped and notices, or with a part of it.

        What is small stands with other copy, and is not looked at.
        """
        kind = self._kind("inside")
        fill = self.areas.smallest(rest) / self._room(kind)
        if fill < SMALL_REST:
            return True
        if fill > FULLEST:
            return self.search.solve([rest], kind, jump=True, most_notices=0) is not None
        return self.search.solve([rest], kind) is not None

    def _solved(self, draft: Draft, option: _Option, most_notices: int) -> PagePlan:
        """The option as a page, solved if that comes out."""
        before = sections_of(item for page in draft.pages[1:] for item in page.items)
        name = "inside" if any(i.section in before for i in option.items) else "section"
        number = len(draft.pages) + 1
        off = option.off + self._waiting(draft, number, option.items)
        page = PagePlan(kind=self._kind(name), items=option.items, off_cost=off)
        if option.jump and len(option.items) == 1:
            most_notices = 0  # what goes on again has a page to itself
        elif self.count:
            most_notices = MOST_NOTICES
        solved = self.search.solve(
            page.items,
            page.kind,
            first_notice=number,
            jump=option.jump,
            most_notices=most_notices,
        )
        if solved is None and self.count and not option.jump:
            solved = self.search.solve(page.items, page.kind, spare=True)
        return replace(page, solved=solved)

    def _waiting(self, draft: Draft, number: int, items: Sequence[Item]) -> float:
        """What it costs that some are not on the page where the desk wants them."""
        wanted = {item.key for item in self._pinned(draft, number)}
        return LATER_COST * len(wanted - {item.key for item in items})

    # Which pages to try

    def _options(self, draft: Draft, number: int) -> list[_Option]:
        """Sets of items for the next page, the likeliest first."""
        due = (*draft.due, *self._pinned(draft, number))
        window = [item for item in draft.left if item not in due and item.pin <= number][:WINDOW]
        kind = self._kind("inside")
        room = self._room(kind)
        wanted = self._wanted_fill(draft)
        options = list(self._filling(due, window, room, wanted))
        if not options and due and not window:
            options = list(self._filling(draft.due, window, room, wanted))
        return sorted(options, key=lambda option: option.prior)

    def _filling(
        self, due: tuple[Item, ...], window: Sequence[Item], room: float, wanted: float
    ) -> Iterator[_Option]:
        for places in _choices(len(window), MOST_ITEMS - len(due)):
            items = (*due, *(window[place] for place in places))
            if not items:
                continue
            fill = sum(map(self.areas.good, items)) / room
            off = mixing(items) + _out_of_order(window, places)
            if wanted - PLAY <= fill <= MOST_FILL:
                yield _Option(prior=0.5 * off + 8 * abs(fill - wanted), items=items, off=off)
            if fill > LEAST_JUMP_FILL and self._may_go_on(items, room):
                prior = 0.5 * off + JUMP_PRIOR + 0.5 * abs(fill - WANTED_JUMP_FILL)
                yield _Option(prior=prior, items=items, off=off, jump=True)

    def _may_go_on(self, items: Sequence[Item], room: float) -> bool:
        """True if the page may be filled by a story that goes on overleaf."""
        alone = len(items) == 1
        if alone and items[0].rest and self.areas.smallest(items[0]) <= FULLEST * room:
            return False  # no story goes on twice that could be had in one part more
        saved = max(
            (self.areas.good(i) - self.areas.jumped(i) for i in items if _may_jump(i, alone=alone)),
            default=0.0,
        )
        return bool(saved) and sum(map(self.areas.good, items)) - saved <= MOST_FILL * room

    def _wanted_fill(self, draft: Draft) -> float:
        """How full a page should be by area: what is left, shared out evenly."""
        fill = self._pages_left(draft) / max(1, self._pages_to_come(draft))
        return max(LEAST_WANTED, min(FULLEST, fill))

    def _pages_to_come(self, draft: Draft) -> int:
        """Pages that the rest of a draft will take: those that the desk wants, or full ones."""
        if self.count:
            return max(0, self.count - len(draft.pages))
        return math.ceil(self._pages_left(draft) / FULLEST)

    def _pinned(self, draft: Draft, number: int) -> tuple[Item, ...]:
        """What the desk wants on this page: stories that are pinned to it, advertisements."""
        stories = [item for item in draft.left if 1 < item.pin <= number]
        ads = [ad for ad in self.ads if ad.key not in draft.seen and 0 < self._page(ad) <= number]
        return (*stories, *ads)

    def _page(self, ad: Item) -> int:
        """The page of an advertisement; those without one are spread, -1 is the last."""
        if ad.pin:
            return max(ad.pin, -1)
        free = [other.key for other in self.ads if not other.pin]
        return 2 + free.index(ad.key)

    # Where nothing comes out

    def _grow_somehow(self, draft: Draft) -> Iterator[Draft]:
        """The draft with a page that comes out only with large notices, or not level."""
        number = len(draft.pages) + 1
        ended = self._ended(draft, somehow=True)
        if ended is not None:
            yield ended
            return
        items = by_rank((*draft.due, *self._pinned(draft, number), *draft.left))[:MOST_ITEMS]
        due = by_rank(draft.due) or items[:1]
        for group, strained in _beginnings(due, items):
            page = self._solved_somehow(draft, group, strained)
            if page is not None:
                yield self._with(draft, page)
                return
        yield self._with(draft, PagePlan(kind=self._kind("inside"), items=(items[0],)))

    def _solved_somehow(
        self, draft: Draft, group: tuple[Item, ...], strained: int
    ) -> PagePlan | None:
        """A page with many notices, by a jump, or at last with copy that is not level."""
        last = len(group) == len(draft.due) + len(draft.left)
        kind = self._kind("last" if last else "inside")
        solved = self.search.solve(group, kind, spare=True, strained=strained)
        if solved is None and (strained or len(group) > 1 or not group[0].rest):
            kind = self._kind("inside")
            solved = self.search.solve(group, kind, jump=True, must_jump=last)
        if solved is None:
            return None
        return PagePlan(kind=kind, items=group, solved=solved, off_cost=FORCED_COST)

    # Which drafts to keep

    def _prune(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The best drafts, few of them with about the same amount of copy left."""
        kept: list[Draft] = []
        buckets: Counter[int] = Counter()
        for draft in sorted(drafts, key=self._score):
            bucket = round(self._pages_left(draft) / BUCKET)
            if buckets[bucket] < MOST_ALIKE:
                buckets[bucket] += 1
                kept.append(draft)
            if len(kept) == BEAM:
                break
        return kept

    def _score(self, draft: Draft) -> float:
        """The cost of the pages made, and what the rest will cost as a rule.

        What does not come to a number of full pages will have to be filled up with notices.
        """
        left = self._pages_left(draft)
        pages = self._pages_to_come(draft)
        lacking = max(0.0, pages * (self.areas.mean_fill - MEAN_PLAY) - left)
        return draft.cost + PAGE_COST * pages + LACK_COST * lacking

    def _final_cost(self, draft: Draft) -> float:
        off = abs(self.count - len(draft.pages)) if self.count else 0
        return draft.cost + OFF_COUNT_COST * off

    def _pages_left(self, draft: Draft) -> float:
        """Pages that what is left would fill in its smallest good shapes."""
        left = sum(map(self.areas.good, (*draft.due, *draft.left)))
        return left / self._room(self._kind("inside"))

    def _kind(self, name: str) -> PageKind:
        return replace(self.layout.kinds[name], jumps=False)

    def _room(self, kind: PageKind) -> float:
        return float(self.search.rows(kind) * self.layout.grid.columns)


def _choices(count: int, most: int) -> Iterator[tuple[int, ...]]:
    """Places in a window of `count` stories of which `most` may be taken."""
    for taken in range(min(count, most) + 1):
        yield from combinations(range(count), taken)


def _out_of_order(window: Sequence[Item], places: Sequence[int]) -> float:
    """What it costs that stories are taken before others of their section, or of one before."""
    if not places:
        return 0.0
    last = window[places[-1]].section
    stay = [window[place] for place in range(places[-1]) if place not in places]
    return sum(
        REST_ORDER_COST if i.rest else SKIP_COST if i.section == last else ORDER_COST for i in stay
    )


def _beginnings(
    due: Sequence[Item], items: Sequence[Item]
) -> Iterator[tuple[tuple[Item, ...], int]]:
    """Groups of items to fill a page with somehow, and how many rows legs may be short."""
    others = [item for item in items if item not in due]
    for strained in STRAINS:
        for count in range(min(len(others), 3), -1, -1):
            yield (*due, *others[:count]), strained
        for count in range(len(due) - 1, 0, -1):
            yield tuple(due[:count]), strained
