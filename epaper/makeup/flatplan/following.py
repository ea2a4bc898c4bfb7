"""Following: the edition on the shelf made up again, and no more of it moved than has to be.

In: the day's items, what stands on the shelf, how much stability is worth. Out: pages, or None
where the paper is better planned anew. Page after page: first as it stood, rectangle by rectangle,
with the copy fitted anew; then the same stories in other shapes; then with one or two pages beside
it searched together; last from there to the end of the paper. Each page that is touched and each
story that goes to another page has a cost, laid on what the pages are dearer than they stood; the
cheapest way is taken. Deterministic: an edition followed with the same copy is the same edition.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from epaper.makeup.figures import EFFORT, FILL, NOTICES, STABILITY
from epaper.makeup.flatplan.adpages import takes_page
from epaper.makeup.flatplan.assigned import assign, prepared
from epaper.makeup.flatplan.candidates import Draft
from epaper.makeup.flatplan.front import FrontPlanner, may_open
from epaper.makeup.flatplan.inside import Chain
from epaper.makeup.flatplan.pageplan import PagePlan, extras, rests
from epaper.makeup.flatplan.standing import COPY, STORIES, StandingPages, kind_of, terms_of
from epaper.makeup.page.terms import Terms
from epaper.makeup.story.item import AdItem, PlannedItem, StoryItem, stories_of
from epaper.model import Standing, StandingForm, StandingPage


@dataclass(frozen=True, kw_only=True)
class Route:
    """A way to go on: drafts with each of the pages it makes, and what it costs to take it.

    `touched` counts the pages that are not as they stood, by so much `worse` in all. The paper
    becomes longer by `more` pages before the one that stood after `last`, or shorter.
    """

    drafts: tuple[Draft, ...]
    worse: float
    touched: float
    cost: float
    last: int
    more: int = 0


@dataclass
class Follower:
    """Follows `standing`; `stability` is how much its costs weigh, `held` the pages kept as are.

    `may_have` tells whether the paper may have so many pages.
    """

    chain: Chain
    front: FrontPlanner
    standing: Standing
    sections: Sequence[str]
    stability: float = 1.0
    held: frozenset[int] = frozenset()
    may_have: Callable[[int], bool] = lambda count: True

    def __post_init__(self) -> None:
        self.search = self.chain.search
        self.again = StandingPages(self.chain.layout, self.search)

    def plan(self, items: Sequence[StoryItem], ads: Sequence[AdItem]) -> tuple[PagePlan, ...]:
        """All pages; none where the paper is better planned anew. `items` are light."""
        rows = self.search.rows(self.chain.layout.kinds["inside"])
        ready = prepared(items, self.standing, self.chain.layout, rows)
        ready.sort(key=lambda item: item.order)
        self.assigned = assign(ready, ads, self.standing, self.sections, self.held)
        self.ads = tuple(ads)
        self.stood: list[StandingPage | None] = [*self.standing.pages]
        self.drafts: list[Draft] = [Draft(left=tuple(self._by_section(ready)))]
        front = self._front_as_it_stood(ready) if self._front_stays(ready) else None
        front = front or self._other_front(ready)
        if front is None:
            return ()
        self.drafts.append(self._opened(front, ready))
        return self.drafts[-1].pages if self._follow_inside() else ()

    def unchanged(self, pages: Sequence[PagePlan]) -> frozenset[int]:
        """The numbers of the pages on which everything stands where it stood."""
        return frozenset(n for n, p in enumerate(pages, start=1) if self._is_as_it_stood(p, n))

    # Page one

    def _front_stays(self, items: Sequence[StoryItem]) -> bool:
        """True if the desk wants what stood on page one there, and nothing else."""
        if self._anew and 1 not in self.held:
            return False
        page, pages = self.standing.pages[0], self.assigned.pages
        opened = [item for item in items if pages[item.key] == 1]
        keys = {item.key for item in opened} | {ad.key for ad in self.ads if pages[ad.key] == 1}
        if len(keys) != sum(name.form in COPY for name in page.items) or keys & self.assigned.new:
            return False
        return not any(self._overtakes(item, other) for item in items for other in opened)

    def _overtakes(self, item: StoryItem, opened: StoryItem) -> bool:
        """True for an item inside that the desk has now ranked over one of page one."""
        if self.assigned.pages[item.key] == 1 or item.order > opened.order or not may_open(item):
            return False
        then = dict(self.standing.orders)
        before, other = then.get(item.story.slug), then.get(opened.story.slug)
        ranked = item.story.record.rank is not None
        return ranked and (before is None or other is None or before > other)

    def _front_as_it_stood(self, items: Sequence[StoryItem]) -> PagePlan | None:
        """Page one with its stories, in their places if they go there; None if it is too bad."""
        page = self.standing.pages[0]
        copy = self._for_page(self.drafts[0], 1)
        stood = self.again.page(page, copy)
        if stood is not None and 1 in self.held:
            return stood
        if stood is not None and not self.front.has_its_foot(stood, items):
            return None
        if stood is not None and self.again.worse(stood, page) <= self._page_cost:
            return stood
        again = self.front.again(stories_of(copy), kind_of(page, self.chain.layout), items)
        best = min([p for p in (stood, again) if p], key=self.again.cost, default=None)
        return best if best and self.again.worse(best, page) <= self._most_worse else None

    def _other_front(self, items: Sequence[StoryItem]) -> PagePlan | None:
        """A new page one: good, and with most of the stories of the old one."""
        pages = self.assigned.pages

        def cost(page: PagePlan) -> float:
            moved = sum(pages[item.key] != 1 for item in stories_of(page.items))
            return page.cost + self._story_cost * moved

        fronts = [page for page in self.front.plans(items) if page.solved is not None]
        return min(fronts, key=cost, default=None)

    def _opened(self, front: PagePlan, items: Sequence[StoryItem]) -> Draft:
        """The draft with that page one; what had to leave it goes where one would look for it."""
        pages = self.assigned.pages
        opened = {item.key for item in front.items}
        for item in items:
            if pages[item.key] == 1 and item.key not in opened:
                del pages[item.key]
                pages[item.key] = self.assigned.newcomers.page_for(item, ())
        pages.update(dict.fromkeys(opened, 1))
        left = tuple(item for item in self.drafts[0].left if item.key not in opened)
        return Draft(
            pages=(front,),
            due=tuple(extras(front)),
            left=(*rests(front), *left),
            seen=frozenset(ad.key for ad in front.items if isinstance(ad, AdItem)),
        )

    # The pages after it

    def _follow_inside(self) -> bool:
        """Grow the drafts to the end of the paper; False where no way is good enough."""
        while not self._complete(self.drafts[-1]):
            draft = self.drafts[-1]
            if draft.number > len(self.stood):
                routes = list(self._to_the_end(len(self.stood)))
            else:
                stood = self._standing_page(draft)
                if stood is not None:
                    self.drafts.append(self.chain.with_page(draft, stood))
                    continue
                routes = list(self._routes(draft.number))
            best = min(routes, key=lambda route: route.cost, default=None)
            if best is None or not self._is_good(best):
                return False
            self._take(best)
        return True

    def _complete(self, draft: Draft) -> bool:
        return draft.done and all(ad.key in draft.seen for ad in self.ads)

    def _is_good(self, route: Route) -> bool:
        """True for a route that is not so much worse that the paper is better planned anew."""
        others = max(0.0, route.touched - 1)
        return route.worse <= self._most_worse + self._page_cost * others

    def _standing_page(self, draft: Draft) -> PagePlan | None:
        """The next page as it stood, if it is hardly any worse."""
        page = self.stood[draft.number - 1]
        if page is None:
            return None
        stood = self.again.page(page, self._for_page(draft, draft.number))
        if draft.number in self.held:
            return stood or self._ragged(draft, page)
        if stood is None or self._ends_early(draft, stood) or self._anew:
            return None
        return stood if self.again.worse(stood, page) <= self._page_cost else None

    def _ragged(self, draft: Draft, page: StandingPage) -> PagePlan | None:
        """A page that is held, as it stood but for legs a row or two short."""
        copy = self._for_page(draft, draft.number)
        tries = (
            self.again.page(replace(page, strained=max(page.strained, rows)), copy)
            for rows in EFFORT.strains[1:3]
        )
        return next((page for page in tries if page is not None), None)

    def _ends_early(self, draft: Draft, page: PagePlan) -> bool:
        """True if the last page leaves copy, or one before it leaves none."""
        done = self._complete(self.chain.with_page(draft, page))
        return done != (draft.number == len(self.stood))

    def _routes(self, number: int) -> Iterator[Route]:
        """Ways to make page `number`: alone, or with pages beside it while that may be cheaper."""
        if self._anew:
            yield from self._all_up_to_a_held_page(number)
        alone = self._again(self.drafts[number - 1])
        found = [alone] if alone is not None else []
        for wide in range(2, STABILITY.widest + 1):
            if found and min(route.cost for route in found) <= self._page_cost * wide:
                break
            found += self._windows(number, wide)
        if not any(map(self._is_good, found)):
            for wide, more in ((1, 1), (2, 1), (2, -1), (3, -1)):
                found += self._windows(number, wide, more)
        if not any(map(self._is_good, found)):
            found += self._to_the_end(number)
        yield from filter(self._is_good, found)

    def _windows(self, number: int, wide: int, more: int = 0) -> Iterator[Route]:
        """So many pages beside each other, page `number` among them, searched together."""
        for first in range(number, number - wide, -1):
            last = self._closed_at(first, first + wide - 1)
            if 1 < first and last and self._may_grow(last, more):
                route = self._window(first, last, more)
                if route is not None:
                    yield route

    def _closed_at(self, first: int, last: int) -> int:
        """The page from `last` on behind which nothing goes on of what is on or after `first`.

        0 if that is far.
        """
        for end in range(last, min(last + STABILITY.widest, len(self.stood) + 1)):
            names = {name.name for page in self._standing_from(first, end) for name in page.items}
            if not any(
                name.form in (StandingForm.REST, StandingForm.MORE) and name.name in names
                for page in self._standing_from(end + 1, len(self.stood))
                for name in page.items
            ):
                return end
        return 0

    def _standing_from(self, first: int, last: int) -> list[StandingPage]:
        """The pages that stand from `first` to `last`."""
        return [page for page in self.stood[first - 1 : last] if page is not None]

    def _may_grow(self, last: int, more: int) -> bool:
        """True if the paper may be so many pages longer after that one: none after it is wanted."""
        if not more:
            return True
        pins = (*(item.pin for item in self.drafts[0].left), *(ad.pin for ad in self.ads))
        wanted = {*pins, *self.held}
        return self.may_have(len(self.stood) + more) and max(wanted, default=0) <= last

    def _all_up_to_a_held_page(self, number: int) -> Iterator[Route]:
        """The pages from `number` on to the next that is held, or to the end, searched anew."""
        held = min((page for page in self.held if page > number), default=0)
        closed = held and self._closed_at(number, held - 1) == held - 1
        route = self._window(number, held - 1) if closed else None
        if route is not None:
            yield route
        elif not held:
            yield from self._to_the_end(number)

    def _again(self, draft: Draft) -> Route | None:
        """The next page with its stories in other shapes."""
        number = draft.number
        page, copy = self.stood[number - 1], self._for_page(draft, number)
        if page is None:
            return None
        if draft.due and not draft.due[0].paragraphs:
            grown = [self.chain.alone(draft)] if page.fixed else []
        elif number == len(self.stood):
            ended = self.chain.ended(draft) if len(copy) == len(self._all_left(draft)) else None
            grown = [ended] if ended is not None else []
        else:
            grown = [self.chain.with_page(draft, p) for p in self._other_shapes(page, copy, number)]
        as_it_stood = self.again.page(page, copy)
        if as_it_stood is not None and not self._ends_early(draft, as_it_stood):
            grown.append(self.chain.with_page(draft, as_it_stood))
        routes = [self._route((one,), number) for one in grown if one.pages[-1].solved is not None]
        return min(routes, key=lambda route: route.cost, default=None)

    def _other_shapes(
        self, page: StandingPage, copy: Sequence[PlannedItem], number: int
    ) -> Iterator[PagePlan]:
        """The page with this copy on the terms that it had, and with more notices."""
        if not 0 < len(copy) <= EFFORT.most_items:
            return
        kind = kind_of(page, self.chain.layout)
        more = Terms(first_notice=2 * number, jump=page.may_jump)
        loud = replace(more, spare=True, most_notices=NOTICES.most)
        for terms in dict.fromkeys((terms_of(page), more, loud)):
            solved = self.search.solve(copy, kind, terms)
            if solved is not None:
                yield PagePlan(kind=kind, items=tuple(copy), solved=solved, fixed=page.fixed)

    def _window(self, first: int, last: int, more: int = 0) -> Route | None:
        """Pages `first` to `last`, and so many more, searched together; others as they stand."""
        if not self._may_open_window(first, last):
            return None
        begin = self.drafts[first - 1]
        whole, end = last == len(self.stood), last + more
        inner = [i for i in begin.left if whole or self._page_of(i, begin) <= last]
        ads = [ad for ad in self.ads if first <= self.assigned.pages[ad.key] <= last]
        pages = replace(self._searching(ads), count=end, closed=not whole).plan(
            [replace(begin, left=tuple(inner), cost=0.0)]
        )
        if len(pages) != end or any(page.solved is None for page in pages):
            return None
        return self._route(self._grown(begin, pages, inner), last, more)

    def _searching(self, ads: Sequence[AdItem]) -> Chain:
        """The chain with these advertisements, to which moving a story costs."""
        stood = self.assigned.pages
        return replace(self.chain, ads=tuple(ads), stood=stood, story_cost=self._story_cost)

    def _may_open_window(self, first: int, last: int) -> bool:
        """True if no page of the window is held or a page apart."""
        held = self.held & set(range(first, last + 1))
        return not held and not any(map(_is_apart, self._standing_from(first, last)))

    def _to_the_end(self, number: int) -> Iterator[Route]:
        """All pages from `number` on searched anew, or from the one before it."""
        for first in dict.fromkeys((number, max(2, number - 1))):
            begin = self.drafts[first - 1]
            if any(page >= first for page in self.held) or self._has_pages_of_ads(begin):
                continue
            ads = [ad for ad in self.ads if ad.key not in begin.seen]
            pages = self._searching(ads).plan([replace(begin, cost=0.0)])
            if pages and all(page.solved is not None for page in pages):
                drafts = self._grown(begin, pages, begin.left)
                yield self._route(drafts, len(self.stood), len(pages) - len(self.stood))
                return

    def _has_pages_of_ads(self, begin: Draft) -> bool:
        """True if an advertisement that takes a page is still to come: those are added last."""
        rows = self.search.rows(self.chain.layout.kinds["inside"])
        left = (ad for ad in self.ads if ad.key not in begin.seen)
        return any(takes_page(ad, self.search.grid, rows) for ad in left)

    def _grown(
        self, begin: Draft, pages: Sequence[PagePlan], inner: Sequence[StoryItem]
    ) -> tuple[Draft, ...]:
        """The drafts with each page that was made after `begin`, lots as they were parted there."""
        made = pages[len(begin.pages) :]
        placed = [i for page in made for i in stories_of(page.items) if not i.rest]
        inside = {item.key for item in inner if not item.rest}
        waiting = [item for item in begin.left if item.key not in inside]
        jumped = [item for item in waiting if item.rest]
        whole = self._by_section([*(i for i in waiting if not i.rest), *placed])
        begun = replace(begin, left=(*jumped, *whole))
        grown = accumulate(made, self.chain.with_page, initial=begun)
        return tuple(grown)[1:]

    def _route(self, drafts: Sequence[Draft], last: int, more: int = 0) -> Route:
        """The drafts, which take the place of the pages up to `last`, and what that costs."""
        pages, end = drafts[-1].pages, len(drafts[-1].pages)
        numbers = range(end - len(drafts) + 1, end + 1)
        was = sum(self._stood_cost(number) for number in range(numbers[0], last + 1))
        now = sum(self.again.cost(pages[number - 1]) for number in numbers)
        moved = sum(
            self.assigned.pages.get(item.key, number) != number
            for number in numbers
            for item in pages[number - 1].items
        )
        touched = float(sum(not self._is_as_it_stood(pages[n - 1], n) for n in numbers))
        if more:  # the pages after it have other numbers
            touched += STABILITY.renumbered * (len(self.stood) - last)
        worse = now - was - FILL.page_cost * more
        cost = worse + self._page_cost * touched + self._story_cost * moved
        return Route(
            drafts=tuple(drafts), worse=worse, touched=touched, cost=cost, last=last, more=more
        )

    def _take(self, route: Route) -> None:
        """Go that way: the pages that it makes take the place of those made before."""
        if route.more:
            self._renumber(route.last, route.more)
        first = len(route.drafts[0].pages)
        del self.drafts[first:]
        self.drafts += route.drafts
        for number, page in enumerate(route.drafts[-1].pages[first - 1 :], start=first):
            for item in page.items:
                if not (isinstance(item, StoryItem) and item.rest):
                    self.assigned.pages[item.key] = number

    def _renumber(self, last: int, more: int) -> None:
        """The pages after `last` have numbers so much higher; there are as many new ones."""
        self.stood[min(last, last + more) : last] = [None] * more
        pages, rests = self.assigned.pages, self.assigned.rests
        pages.update({key: page + more for key, page in pages.items() if page > last})
        for name, numbers in rests.items():
            rests[name] = [page + more if page > last else page for page in numbers]

    # What is for a page

    def _for_page(self, draft: Draft, number: int) -> list[PlannedItem]:
        """What of a draft is for that page; what follows a story apart from it stands alone."""
        if draft.due and not draft.due[0].paragraphs:
            return [draft.due[0]]
        copy = [i for i in (*draft.due, *draft.left) if self._page_of(i, draft) == number]
        ads = (ad for ad in self.ads if self.assigned.pages[ad.key] == number)
        return [*copy, *(ad for ad in ads if ad.key not in draft.seen)]

    def _all_left(self, draft: Draft) -> list[PlannedItem]:
        ads = (ad for ad in self.ads if ad.key not in draft.seen)
        return [*draft.due, *draft.left, *ads]

    def _page_of(self, item: StoryItem, draft: Draft) -> int:
        return max(draft.number, self.assigned.page_of(item, draft.number))

    def _by_section(self, items: Sequence[StoryItem]) -> list[StoryItem]:
        place = {key: n for n, key in enumerate(self.sections)}
        return sorted(items, key=lambda item: (place[item.section], item.order))

    # What it costs

    def _stood_cost(self, number: int) -> float:
        """What the page of that number cost as it stood, or a new one costs as a rule."""
        page = self.stood[number - 1]
        return page.cost if page is not None else FILL.page_cost

    def _is_as_it_stood(self, page: PagePlan, number: int) -> bool:
        """True if everything of a page stands where it stood on the page of that number."""
        stood = self.stood[number - 1] if number <= len(self.stood) else None
        return stood is not None and self.again.same(stood, page)

    @property
    def _anew(self) -> bool:
        """True if nothing but what is held is to stay."""
        return not self.stability

    @property
    def _page_cost(self) -> float:
        return self.stability * STABILITY.page_cost

    @property
    def _story_cost(self) -> float:
        return self.stability * STABILITY.story_cost

    @property
    def _most_worse(self) -> float:
        """How much dearer a page may be than it stood, or with pages held at any price."""
        return math.inf if self.held else self.stability * STABILITY.most_worse


def _is_apart(page: StandingPage) -> bool:
    """True for a page that takes no other copy, or has none."""
    return page.fixed or all(name.form not in STORIES for name in page.items)
