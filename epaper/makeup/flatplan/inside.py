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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain as joined

from epaper.makeup.figures import EFFORT, FILL, JUMPS, NOTICES, ORDER, PICTURES
from epaper.makeup.flatplan.candidates import Draft, Option, Options
from epaper.makeup.flatplan.pageplan import PagePlan, extras, mixing, rests, sections_of
from epaper.makeup.page.search import AIR, PageSearch
from epaper.makeup.page.terms import Terms
from epaper.makeup.story.item import AdItem, PlannedItem, by_rank, stories_of
from epaper.makeup.story.overflow import lighten
from epaper.model import Layout, PageKind


@dataclass
class Chain:
    """Plans the pages after page one.

    `mean_fill` is how full pages are best on the average of the day; `budget` is what may be spent
    on a page: twice as much, twice the time. A `closed` chain plans pages between others, up to the
    page `count`: nothing goes on beyond it, and none is filled somehow. `stood` tells the page of
    stories on the shelf by key: to move one costs `story_cost`.
    """

    layout: Layout
    search: PageSearch
    mean_fill: float
    ads: tuple[AdItem, ...] = ()
    count: int = 0
    budget: int = 10
    closed: bool = False
    stood: Mapping[str, int] = field(default_factory=dict)
    story_cost: float = 0.0

    @cached_property
    def _options(self) -> Options:
        return Options(self.search.areas, self.ads, self.stood, self.story_cost)

    def plan(self, drafts: Sequence[Draft]) -> tuple[PagePlan, ...]:
        """All pages of the best paper that begins with one of `drafts`, each a page one."""
        best = min((draft for draft in drafts if draft.done), key=self._final_cost, default=None)
        drafts = self._prune([draft for draft in drafts if not draft.done])
        for _ in range(EFFORT.most_pages):
            if not drafts or (best and self._final_cost(best) <= self._score(drafts[0])):
                break
            grown = list(joined.from_iterable(map(self._grow, drafts)))
            if self.closed:
                grown = [draft for draft in grown if draft.done == (len(draft.pages) == self.count)]
            elif not grown:
                grown = list(joined.from_iterable(self._grow(draft, hard=True) for draft in drafts))
            if not (grown or self.closed):
                grown = list(self._grow_somehow(drafts[0]))
            ended = [draft for draft in grown if draft.done]
            best = min([*ended, *([best] if best else [])], key=self._final_cost, default=None)
            drafts = self._prune([draft for draft in grown if not draft.done])
        return best.pages if best else ()

    # Growing drafts by a page

    def _grow(self, draft: Draft, *, hard: bool = False) -> Iterator[Draft]:
        """The draft with each next page that comes out; with `hard` all that can be are tried.

        What has jumped and what is pinned goes on the page; beside it sets of the next few stories
        are tried, the likeliest first, by how full they make it and how far they leave the order
        (`Options.of`). Each is solved for its real cost. The work that a draft may take is counted
        by the size of the sets, for a page of n items takes 3^n: it ends when that is spent and
        two pages have come out, or two dozen sets have not. A last page is tried first wherever all
        that is left may go on it.
        """
        if draft.due and not draft.due[0].paragraphs:
            yield self.alone(draft)
            return
        if self.closed and draft.number == self.count:
            yield from self._closing(draft)
            return
        ended = None if self.closed else self.ended(draft)
        if ended is not None:
            yield ended
        work = self.budget * EFFORT.work * (2 if self._pages_left(draft) < EFFORT.near_end else 1)
        wanted, found = self._wanted_fill(draft), 0
        least = EFFORT.closing_found if self.closed else EFFORT.least_found
        notices = NOTICES.most if hard else 2 if wanted < FILL.loose else 1
        for tried, option in enumerate(self._options.of(draft, wanted)[: EFFORT.most_hard]):
            spent = work < 0 or tried >= EFFORT.most_tried
            if not hard and spent and (found >= least or tried >= EFFORT.most_failed):
                return
            work -= 3 ** len(option.items)
            page = self._solved(draft, option, NOTICES.most if option.loose else notices)
            grown = self.with_page(option.opened(draft), page)
            # Only a last page has the imprint.
            if page.solved is not None and (self.closed or not grown.done):
                yield grown
                found += 1

    def alone(self, draft: Draft) -> Draft:
        """The draft with a page for what had no room beside its story."""
        item, others = draft.due[0], draft.due[1:]
        last = not (others or draft.left or item.more)
        page = PagePlan(kind=self._kind("last" if last else "inside"), items=(item,), fixed=True)
        first = _first_notice(draft)
        solved = self.search.solve(page.items, page.kind, Terms(first_notice=first))
        for strained in EFFORT.strains:
            terms = Terms(first_notice=first, spare=True, strained=strained)
            solved = solved or self.search.solve(page.items, page.kind, terms)
        solved = solved or self.search.solve_with_white(page.items, page.kind)
        return self.with_page(draft, replace(page, solved=solved))

    def _closing(self, draft: Draft) -> Iterator[Draft]:
        """The draft with all that is left on the last page of a closed chain, if that comes out."""
        items = self.all_left(draft)
        room = FILL.most_last * self.search.areas.room
        if not items or len(items) > EFFORT.most_items or any(i.more for i in stories_of(items)):
            return
        if sum(map(self.search.areas.smallest, items)) <= room:
            page = self._solved(draft, Option(prior=0.0, items=items, off=mixing(items)), 0)
            if page.solved is not None:
                yield self.with_page(draft, page)

    def all_left(self, draft: Draft) -> tuple[PlannedItem, ...]:
        """All copy and advertisements that are still to be placed."""
        ads = (ad for ad in self.ads if ad.key not in draft.seen)
        return (*draft.due, *draft.left, *ads)

    def ended(self, draft: Draft, *, crowded: bool = False) -> Draft | None:
        """The draft with all that is left on a last page, None if that does not come out.

        If it does not with a few small notices, it may with a smaller picture, or with large
        notices: rather these than a page more, which would have little else. A `crowded` page, as
        the last resort, has an item more than else.
        """
        items = self.all_left(draft)
        if len(items) > EFFORT.most_items or any(item.more for item in (*draft.due, *draft.left)):
            return None
        if sum(map(self.search.areas.smallest, items)) > FILL.most_last * self.search.areas.room:
            return None
        kind = self._kind("last")
        small = replace(kind, dominant_columns=(1, *kind.dominant_columns))
        loud = (kind, True, NOTICES.loud_last_cost)
        forms = (
            (kind, False, 0.0),
            (small, False, PICTURES.small_last_cost),
            loud,
            (small, True, NOTICES.loud_last_cost + PICTURES.small_last_cost),
        )
        first = _first_notice(draft)
        for form, spare, off_cost in (loud,) if crowded else forms:
            terms = Terms(first_notice=first, spare=spare, crowded=crowded)
            solved = self.search.solve(items, form, terms)
            if solved is not None:
                page = PagePlan(kind=kind, items=items, solved=solved, off_cost=off_cost)
                return self.with_page(draft, page)
        return None

    def with_page(self, draft: Draft, page: PagePlan) -> Draft:
        """The draft with one page more, and what that page leaves."""
        placed = {item.key for item in page.items}
        jumped = rests(page)
        stranded = JUMPS.stranded_cost * sum(not self.search.can_stand(rest) for rest in jumped)
        return Draft(
            pages=(*draft.pages, page),
            due=(*(i for i in draft.due if i.key not in placed), *jumped, *extras(page)),
            left=tuple(item for item in draft.left if item.key not in placed),
            cost=draft.cost + page.cost + stranded,
            seen=draft.seen | {ad.key for ad in page.items if isinstance(ad, AdItem)},
        )

    def _solved(self, draft: Draft, option: Option, most_notices: int) -> PagePlan:
        """The option as a page, solved if that comes out."""
        before = sections_of(item for page in draft.pages[1:] for item in page.items)
        name = "inside" if sections_of(option.items) & before else "section"
        page = PagePlan(kind=self._kind(name), items=option.items, off_cost=option.off)
        if option.jump and len(option.items) == 1:
            most_notices = 0  # what goes on again has a page to itself
        elif self.count:
            most_notices = NOTICES.most
        terms = Terms(
            first_notice=_first_notice(draft), most_notices=most_notices, jump=option.jump
        )
        solved = self.search.solve(page.items, page.kind, terms)
        if solved is None and self.count and not option.jump:
            terms = Terms(first_notice=_first_notice(draft), spare=True)
            solved = self.search.solve(page.items, page.kind, terms)
        return replace(page, solved=solved)

    def _wanted_fill(self, draft: Draft) -> float:
        """How full a page should be by area: what is left, shared out evenly."""
        fill = self._pages_left(draft) / max(1, self._pages_to_come(draft))
        return max(FILL.least, min(FILL.fullest, fill))

    def _pages_to_come(self, draft: Draft) -> int:
        """Pages that the rest of a draft will take: those that the desk wants, or full ones."""
        if self.count:
            return max(0, self.count - len(draft.pages))
        return math.ceil(self._pages_left(draft) / FILL.fullest)

    # Where nothing comes out

    def _grow_somehow(self, draft: Draft) -> Iterator[Draft]:
        """The draft with a page that comes out only with large notices, or not level."""
        ended = self.ended(draft, crowded=True)
        if ended is not None:
            yield ended
            return
        parted, bared = self._options.first_parted(draft), self._bared(draft)
        # Of a lot of briefs another part may come out level, and legs a row short are better than
        # pictures on a page of their own; legs that are not level are the last resort.
        tries = (parted, EFFORT.strains[:1]), (parted, AIR), (bared, EFFORT.strains[:1])
        for drafts, strains in (*tries, ([*parted, *bared], EFFORT.strains[1:])):
            for begun in drafts:
                grown = self._grown_somehow(begun, strains)
                if grown is not None:
                    yield grown
                    return
        yield self._with_white([draft, *self._bared(draft)])

    def _with_white(self, drafts: Sequence[Draft]) -> Draft:
        """The first of the drafts that comes out with white on a page with its first item."""
        for draft in drafts:
            items = self._waiting(draft)
            last = len(items) == 1 and not any(item.more for item in stories_of(items))
            page = PagePlan(kind=self._kind("last" if last else "inside"), items=(items[0],))
            solved = self.search.solve_with_white(page.items, page.kind)
            if last and solved is not None and solved.rest:  # the imprint stands overleaf
                page = replace(page, kind=self._kind("inside"))
                solved = self.search.solve_with_white(page.items, page.kind) or solved
            if solved is not None:
                break
        return self.with_page(draft, replace(page, solved=solved, off_cost=NOTICES.forced_cost))

    def _waiting(self, draft: Draft) -> list[PlannedItem]:
        """All that is still to be placed, ranked, and the advertisements of this page.

        What is pinned to it is among what is left: it stands here once.
        """
        ads = (item for item in self._options.pinned(draft) if item not in draft.left)
        return by_rank((*draft.due, *ads, *draft.left))

    def _bared(self, draft: Draft) -> list[Draft]:
        """The draft, its next items without pictures, box and table, if they have any."""
        rows = self.search.rows(self.layout.kinds["inside"])
        items = (*draft.due, *stories_of(self._waiting(draft)[:1]))
        bare = {item.key: lighten(item, self.layout.grid, rows, 0.0) for item in items}
        if all(bare[item.key] is item for item in items):
            return []
        due, left = ([bare.get(i.key, i) for i in part] for part in (draft.due, draft.left))
        return [replace(draft, due=tuple(due), left=tuple(left))]

    def _grown_somehow(self, draft: Draft, strains: Sequence[int]) -> Draft | None:
        """The draft with a page of its first items, with legs so many rows short at most."""
        items = self._waiting(draft)[: EFFORT.most_items]
        due = by_rank(draft.due) or items[:1]
        for group, strained in _beginnings(due, items, strains):
            grown = self._with_somehow(draft, group, strained)
            if grown is not None:
                return grown
        return None

    def _with_somehow(
        self, draft: Draft, group: tuple[PlannedItem, ...], strained: int
    ) -> Draft | None:
        """The draft with a page with many notices, with a jump, or with copy that is not level."""
        last = len(group) == len(draft.due) + len(draft.left)
        last = last and not any(item.more for item in stories_of(group))
        kind = self._kind("last" if last else "inside")
        first = _first_notice(draft)
        terms = Terms(first_notice=first, spare=True, strained=strained)
        solved = self.search.solve(group, kind, terms)
        if solved is not None:
            page = PagePlan(kind=kind, items=group, solved=solved, off_cost=NOTICES.forced_cost)
            return self.with_page(draft, page)
        if not strained and len(group) == 1 and any(item.rest for item in stories_of(group)):
            return None
        cheapest: Draft | None = None
        for grown in self._with_jumps(draft, group, must=last):
            if not last or self.ended(grown) is not None:
                return grown
            cheapest = cheapest or grown
        return cheapest

    def _with_jumps(
        self, draft: Draft, group: tuple[PlannedItem, ...], *, must: bool
    ) -> Iterator[Draft]:
        """The draft with a page on which one of the group goes on overleaf, in several parts.

        What one leaves may be too little to fill the last page, and too much for a notice there.
        """
        kind, refused = self._kind("inside"), frozenset[int]()
        for _ in range(EFFORT.most_parts if must else 1):
            terms = Terms(
                first_notice=_first_notice(draft), jump=True, must_jump=must, refused=refused
            )
            solved = self.search.solve(group, kind, terms)
            if solved is None:
                return
            page = PagePlan(kind=kind, items=group, solved=solved, off_cost=NOTICES.forced_cost)
            yield self.with_page(draft, page)
            refused |= {placed.rest_rows for placed in solved.rest}

    # Which drafts to keep

    def _prune(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The best drafts, few of them with about the same amount of copy left."""
        kept: list[Draft] = []
        left = min(map(self._pages_left, drafts), default=0.0)
        most = EFFORT.end_beam if left < EFFORT.beam_end else EFFORT.beam
        most = EFFORT.closing_beam if self.closed else most
        buckets: Counter[int] = Counter()
        for draft in sorted(drafts, key=self._score):
            bucket = round(self._pages_left(draft) / EFFORT.bucket)
            if buckets[bucket] < (most if self.closed else EFFORT.most_alike):
                buckets[bucket] += 1
                kept.append(draft)
            if len(kept) == most:
                break
        return kept

    def _score(self, draft: Draft) -> float:
        """The cost of the pages made, and what the rest will cost as a rule.

        What does not come to a number of full pages will have to be filled up with notices.
        """
        left = self._pages_left(draft)
        pages = self._pages_to_come(draft)
        lacking = max(0.0, pages * (self.mean_fill - FILL.mean_play) - left)
        play = self.mean_fill + FILL.mean_play
        over = max(0.0, left - pages * play) if left < EFFORT.near_end else 0.0
        return (
            draft.cost + FILL.page_cost * pages + FILL.lack_cost * lacking + FILL.over_cost * over
        )

    def _final_cost(self, draft: Draft) -> float:
        off = abs(self.count - len(draft.pages)) if self.count else 0
        return draft.cost + ORDER.off_count_cost * off

    def _pages_left(self, draft: Draft) -> float:
        """Pages that what is left would fill in its smallest good shapes."""
        return self.search.areas.pages((*draft.due, *draft.left))

    def _kind(self, name: str) -> PageKind:
        return replace(self.layout.kinds[name], jumps=False)


def _first_notice(draft: Draft) -> int:
    """The notice that the next page may have first: one with two repeats none of those before."""
    return 2 * draft.number


def _beginnings(
    due: Sequence[PlannedItem], items: Sequence[PlannedItem], strains: Sequence[int]
) -> Iterator[tuple[tuple[PlannedItem, ...], int]]:
    """Groups of items to fill a page with somehow, and how many rows legs may be short."""
    others = [item for item in items if item not in due]
    for strained in strains:
        for count in range(min(len(others), 3), -1, -1):
            yield (*due, *others[:count]), strained
        for count in range(len(due) - 1, 0, -1):
            yield tuple(due[:count]), strained
