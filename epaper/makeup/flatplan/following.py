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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from epaper.makeup.figures import EFFORT, NOTICES, STABILITY
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
    """A way to go on: drafts with each of the pages it makes, and what it costs to take it."""

    drafts: tuple[Draft, ...]
    worse: float
    cost: float


@dataclass
class Follower:
    """Follows `standing`; `stability` is how much its costs weigh, `held` the pages kept as are."""

    chain: Chain
    front: FrontPlanner
    standing: Standing
    sections: Sequence[str]
    stability: float = 1.0
    held: frozenset[int] = frozenset()

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
        self.drafts: list[Draft] = [Draft(left=tuple(self._by_section(ready)))]
        front = self._front_as_it_stood(ready) if self._front_stays(ready) else None
        fronts = [front] if front is not None else self._other_fronts(ready)
        for front in fronts:
            self.drafts = [self.drafts[0], self._opened(front, ready)]
            if self._follow_inside():
                return self.drafts[-1].pages
        return ()

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

    def _other_fronts(self, items: Sequence[StoryItem]) -> list[PagePlan]:
        """New pages one, those first that are good and have most of the stories of the old one."""
        pages = self.assigned.pages

        def cost(page: PagePlan) -> float:
            moved = sum(pages[item.key] != 1 for item in stories_of(page.items))
            return page.cost + self._story_cost * moved

        fronts = [page for page in self.front.plans(items) if page.solved is not None]
        return sorted(fronts, key=cost)[:1]

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
        count = len(self.standing.pages)
        while not self._complete(self.drafts[-1]):
            draft = self.drafts[-1]
            if draft.number > count:
                routes = list(self._to_the_end(count))
            else:
                stood = self._standing_page(draft)
                if stood is not None:
                    self.drafts.append(self.chain.with_page(draft, stood))
                    continue
                routes = list(self._routes(draft.number))
            best = min(routes, key=lambda route: route.cost, default=None)
            if best is None or best.worse > self._most_worse * len(best.drafts):
                return False
            self._take(best)
        return True

    def _complete(self, draft: Draft) -> bool:
        return draft.done and all(ad.key in draft.seen for ad in self.ads)

    def _standing_page(self, draft: Draft) -> PagePlan | None:
        """The next page as it stood, if it is hardly any worse."""
        page = self.standing.pages[draft.number - 1]
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
        return done != (draft.number == len(self.standing.pages))

    def _routes(self, number: int) -> Iterator[Route]:
        """Ways to make page `number`: alone, or with pages beside it while that may be cheaper."""
        if self._anew:
            yield from self._all_up_to_a_held_page(number)
        alone = self._again(self.drafts[number - 1])
        found = [alone] if alone is not None else []
        count = len(self.standing.pages)
        for wide in range(2, STABILITY.widest + 1):
            if found and min(route.cost for route in found) <= self._page_cost * wide:
                break
            for first in range(number, number - wide, -1):
                if 1 < first and first + wide - 1 <= count:
                    route = self._window(first, first + wide - 1)
                    found += [route] if route is not None else []
        if not found or min(found, key=lambda route: route.cost).worse > self._most_worse:
            found += self._to_the_end(number)
        yield from found

    def _all_up_to_a_held_page(self, number: int) -> Iterator[Route]:
        """The pages from `number` on to the next that is held, or to the end, searched anew."""
        held = min((page for page in self.held if page > number), default=0)
        route = self._window(number, held - 1) if held else None
        if route is not None:
            yield route
        elif not held:
            yield from self._to_the_end(number)

    def _again(self, draft: Draft) -> Route | None:
        """The next page with its stories in other shapes."""
        number = draft.number
        page, copy = self.standing.pages[number - 1], self._for_page(draft, number)
        if draft.due and not draft.due[0].paragraphs:
            grown = [self.chain.alone(draft)] if page.fixed else []
        elif number == len(self.standing.pages):
            ended = self.chain.ended(draft) if len(copy) == len(self._all_left(draft)) else None
            grown = [ended] if ended is not None else []
        else:
            grown = [self.chain.with_page(draft, p) for p in self._other_shapes(page, copy, number)]
        as_it_stood = self.again.page(page, copy)
        if as_it_stood is not None and not self._ends_early(draft, as_it_stood):
            grown.append(self.chain.with_page(draft, as_it_stood))
        routes = [self._route((one,)) for one in grown if one.pages[-1].solved is not None]
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

    def _window(self, first: int, last: int) -> Route | None:
        """Pages `first` to `last` searched together, all others as they stand."""
        if not self._may_open_window(first, last):
            return None
        begin = self.drafts[first - 1]
        whole = last == len(self.standing.pages)
        inner = [i for i in begin.left if whole or self._page_of(i, begin) <= last]
        chain = replace(
            self.chain,
            ads=tuple(ad for ad in self.ads if first <= self.assigned.pages[ad.key] <= last),
            count=last,
            closed=not whole,
            stood=self.assigned.pages,
            story_cost=self._story_cost,
        )
        pages = chain.plan([replace(begin, left=tuple(inner), cost=0.0)])
        if len(pages) != last or any(page.solved is None for page in pages):
            return None
        return self._route(self._grown(begin, pages, inner))

    def _may_open_window(self, first: int, last: int) -> bool:
        """True if no page of the window is held or a page apart, and nothing goes on beyond it."""
        pages = self.standing.pages[first - 1 : last]
        if self.held & set(range(first, last + 1)) or any(map(_is_apart, pages)):
            return False
        names = {name.name for page in pages for name in page.items}
        return not any(
            name.form in (StandingForm.REST, StandingForm.MORE) and name.name in names
            for page in self.standing.pages[last:]
            for name in page.items
        )

    def _to_the_end(self, number: int) -> Iterator[Route]:
        """All pages from `number` on searched anew, or from the one before it."""
        for first in dict.fromkeys((number, max(2, number - 1))):
            begin = self.drafts[first - 1]
            if any(page >= first for page in self.held) or self._has_pages_of_ads(begin):
                continue
            chain = replace(
                self.chain,
                ads=tuple(ad for ad in self.ads if ad.key not in begin.seen),
                stood=self.assigned.pages,
                story_cost=self._story_cost,
            )
            pages = chain.plan([replace(begin, cost=0.0)])
            if pages and all(page.solved is not None for page in pages):
                yield self._route(self._grown(begin, pages, begin.left))
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

    def _route(self, drafts: Sequence[Draft]) -> Route:
        """The drafts, and what it costs that their pages are not as they stood."""
        last, count = len(drafts[-1].pages), len(self.standing.pages)
        numbers = range(last - len(drafts) + 1, last + 1)
        pages = drafts[-1].pages
        worse = sum(self._worse_at(pages[number - 1], number) for number in numbers)
        if drafts[-1].done:  # the paper may have become shorter
            worse -= sum(page.cost for page in self.standing.pages[last:])
        moved = sum(
            self.assigned.pages.get(item.key, number) != number
            for number in numbers
            for item in pages[number - 1].items
        )
        touched = sum(not self._is_as_it_stood(pages[n - 1], n) for n in numbers)
        touched += abs(count - last) if drafts[-1].done else 0
        cost = worse + self._page_cost * touched + self._story_cost * moved
        return Route(drafts=tuple(drafts), worse=worse, cost=cost)

    def _take(self, route: Route) -> None:
        """Go that way: the pages that it makes take the place of those made before."""
        first = len(route.drafts[0].pages)
        del self.drafts[first:]
        self.drafts += route.drafts
        for number, page in enumerate(route.drafts[-1].pages[first - 1 :], start=first):
            for item in page.items:
                if not (isinstance(item, StoryItem) and item.rest):
                    self.assigned.pages[item.key] = number

    # What is for a page

    def _for_page(self, draft: Draft, number: int) -> list[PlannedItem]:
        """What of a draft is for that page, with what has to stand there."""
        left = [item for item in draft.left if self._page_of(item, draft) == number]
        ads = [ad for ad in self.ads if self.assigned.pages[ad.key] == number]
        due = draft.due if draft.due and draft.due[0].paragraphs else draft.due[:1]
        if due and not due[0].paragraphs:
            return list(due)
        return [*due, *left, *(ad for ad in ads if ad.key not in draft.seen)]

    def _all_left(self, draft: Draft) -> list[PlannedItem]:
        ads = (ad for ad in self.ads if ad.key not in draft.seen)
        return [*draft.due, *draft.left, *ads]

    def _page_of(self, item: StoryItem, draft: Draft) -> int:
        return max(draft.number, self.assigned.page_of(item, draft.number))

    def _by_section(self, items: Sequence[StoryItem]) -> list[StoryItem]:
        place = {key: n for n, key in enumerate(self.sections)}
        return sorted(items, key=lambda item: (place[item.section], item.order))

    # What it costs

    def _worse_at(self, page: PagePlan, number: int) -> float:
        """How much dearer a page is than that of its number, or than nothing."""
        stood = self.standing.pages[number - 1 : number]
        return self.again.cost(page) - (stood[0].cost if stood else 0.0)

    def _is_as_it_stood(self, page: PagePlan, number: int) -> bool:
        """True if everything of a page stands where it stood on the page of that number."""
        stood = self.standing.pages[number - 1 : number]
        return bool(stood) and self.again.same(stood[0], page)

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
