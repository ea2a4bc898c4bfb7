"""Flatplan: which story goes on which page.

In: the day's items by section, in rank order. Out: the pages in order, each
filled by the page search. Page one is made first, since what jumps from it has to be
taken up inside. The rest of the paper is cut into pages section by section, by area; then
items are moved and swapped between neighbouring pages as long as the pages' real cost falls.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise

from epaper.makeup.item import Item, Role
from epaper.makeup.page_search import MOST_ITEMS, PageSearch, Solved
from epaper.makeup.shapes import offer_shapes
from epaper.makeup.spill import lighten
from epaper.model import Layout, PageKind

FRONT_OFF_COST = 0.6  # each story more or fewer than wanted on page one, each swap of one
MOST_OF_SECTION = 2  # stories without a rank that one section has on page one
GOOD_FRONT_COST = 8.0  # a page one this good ends the search for a better choice
WANTED_FILL = 0.9  # smallest good shapes over the page's room: what pages that come out well have
MOST_EMPTY = 0.035  # of the page: room for teasers at the foot of page one that has none
OVERFULL = 1.05  # a page planned fuller than this cannot come out
MEAN_FILL = (
    0.9,
    0.78,
)  # the same over all pages, of a day without pictures and of one full of them:
# pictures can grow, text cannot
OTHER_NOTICE_COST = 1.5  # what a page may cost more so as not to repeat a notice
LEAST_FILL = 0.5
COUNTS_TRIED = 4
GOOD_PAGE_COST = 2.0  # pages this good are left alone
SHARES_TRIED = 12
UNFILLED_COST = 40.0  # a page that the search cannot fill
GOOD_SHAPE_COST = 0.6  # shapes so much dearer than the best still look good
MIXED_COST = 0.6  # a page shared by one section more
MOST_PAGES = 400  # where a faulty repair would end
MOST_JUMP_ITEMS = 5  # on a page that is filled by a jump: jumps make the search dear
REPAIR_TRIES = 12  # parts of a page tried at a time before the next kind of remedy
GIANT_SHARE = 0.85  # of a page: a story larger than this gets pages of its own


@dataclass(frozen=True, kw_only=True)
class PagePlan:
    """One page to be: its kind and items, and once solved, how it came out."""

    kind: PageKind
    items: tuple[Item, ...]
    solved: Solved | None = None
    fixed: bool = False
    off_cost: float = 0.0

    @property
    def notices(self) -> frozenset[str]:
        """The keys of the notices on it."""
        placed = self.solved.placed if self.solved is not None else ()
        return frozenset(p.item.key for p in placed if p.item.notice is not None)

    @property
    def cost(self) -> float:
        """The page's real cost, or that of not coming out at all, and what the desk minds."""
        return self.off_cost + (self.solved.cost if self.solved is not None else UNFILLED_COST)


@dataclass
class Flatplanner:
    """Plans one edition. `budget` is the number of searches that improvement may take a page."""

    layout: Layout
    search: PageSearch
    sections: tuple[str, ...]
    ads: tuple[Item, ...] = ()
    pages: int = 0
    pages_multiple: int = 1
    budget: int = 20
    areas: dict[str, tuple[float, float]] = field(default_factory=dict)

    def plan(self, items: Sequence[Item]) -> tuple[PagePlan, ...]:
        """All pages of the edition, page one first."""
        grid, inside = self.layout.grid, self.layout.kinds["inside"]
        light = [lighten(item, grid, self.search.rows(inside)) for item in items]
        ranked = sorted(light, key=lambda item: item.order)
        kind = self.layout.kinds["front"]
        front = self._front(ranked, kind)
        if self._lacks_teasers(front, ranked):
            front = self._front(ranked, replace(kind, foot_rows=0))
        used = {item.key for item in front.items}
        others = [item for item in ranked if item.key not in used]
        others += _rests(front, number=1)
        giants, others = self._giants(others, first_page=2)
        pages = self._inside(others, giants) if others else giants
        return (front, *self._repair([*self._more(front), *pages]))

    # Page one

    def _lacks_teasers(self, front: PagePlan, ranked: Sequence[Item]) -> bool:
        """True if there will be too little inside to announce at the foot of page one."""
        grid, kind = self.layout.grid, front.kind
        inside = [item for item in ranked if item not in front.items]
        goes_on = inside or _rests(front, number=1) or self._more(front)
        told = sum(item.story is not None and not item.story.gathered for item in inside)
        empty = max(0, grid.columns - 1 - told) * kind.foot_rows / (grid.columns * grid.rows)
        return bool(goes_on) and empty > MOST_EMPTY

    def _front(self, ranked: Sequence[Item], kind: PageKind) -> PagePlan:
        """The best page one: the lead, and the next few by rank, a picture among them."""
        best: PagePlan | None = None
        ads = tuple(ad for ad in self.ads if ad.pin == 1)
        for stories, off_cost in self._front_choices(ranked, kind):
            items = (*stories, *ads)
            solved = self.search.solve(items, kind)
            if solved is None:
                continue
            page = PagePlan(kind=kind, items=items, solved=solved, off_cost=off_cost)
            if best is None or page.cost < best.cost:
                best = page
            if best.cost < GOOD_FRONT_COST:
                break
        return best or self._small_front(ranked, kind)

    def _front_choices(
        self, ranked: Sequence[Item], kind: PageKind
    ) -> Iterator[tuple[tuple[Item, ...], float]]:
        """Sets of stories for page one, the wanted first, with what each costs the desk."""
        least, most = kind.stories
        wanted = (least + most + 1) // 2
        for count in sorted(range(least, most + 1), key=lambda n: abs(n - wanted)):
            base = front_choice(ranked, count)
            if base:
                yield base, FRONT_OFF_COST * abs(count - wanted)
        base = front_choice(ranked, wanted)
        others = [item for item in ranked if _may_open(item) and item not in base]
        for place in range(len(base) - 1, 0, -1):
            for step, other in enumerate(others[:3], start=1):
                yield (*base[:place], *base[place + 1 :], other), FRONT_OFF_COST * step

    def _small_front(self, ranked: Sequence[Item], kind: PageKind) -> PagePlan:
        """A day too short for a proper page one: as much of it as will go there, and notices."""
        ranked = [item for item in ranked if _may_open(item)] or list(ranked)
        pages = (self._as_many_as_fit(ranked, kind, strained) for strained in (False, True))
        unfilled = PagePlan(kind=kind, items=tuple(ranked[:1]))
        return next((page for page in pages if page is not None), unfilled)

    # Stories larger than a page

    def _giants(self, others: Sequence[Item], first_page: int) -> tuple[list[PagePlan], list[Item]]:
        """Pages of their own for stories larger than a page, and what is left of them."""
        kind = self.layout.kinds["inside"]
        pages: list[PagePlan] = []
        small: list[Item] = []
        for item in others:
            while self._areas(item)[1] > GIANT_SHARE * self._capacity(kind):
                solved = self.search.solve([item], kind, jump=True)
                if solved is None or not solved.rest:
                    break
                page = PagePlan(kind=kind, items=(item,), solved=solved, fixed=True)
                pages.append(page)
                item = _rests(page, number=first_page + len(pages) - 1)[0]
            small.append(item)
        return pages, small

    # Cutting the sections into pages

    def _inside(self, others: Sequence[Item], giants: list[PagePlan]) -> list[PagePlan]:
        """Pages for all the rest, as many as their area calls for."""
        pinned = [item for item in others if item.pin > 1]
        free = [item for item in others if item not in pinned] or pinned
        items = _sorted_by_section(free, self.sections)
        areas = [self.area(item) for item in items]
        inside = self._capacity(self.layout.kinds["inside"])
        last = self._capacity(self.layout.kinds["last"])
        ads = [ad for ad in self.ads if ad.pin != 1]
        pages = (sum(map(self.area, (*others, *ads))) + inside - last) / inside
        counts = sorted(
            range(max(1, math.floor(pages)), math.ceil(pages / LEAST_FILL) + 1),
            key=lambda count: (
                self._off_count(1 + len(giants) + count),
                abs(pages / count - _mean_fill(items)),
            ),
        )
        best: list[PagePlan] | None = None
        for count in counts[:COUNTS_TRIED]:
            cuts = _best_cuts(items, areas, count, inside, last)
            if cuts is None:
                continue
            drafts = _with_giants(giants, self._draft(items, cuts))
            plan = self._improve(self._with_ads(_with_pins(drafts, pinned), ads))
            if best is None or _total(plan) < _total(best):
                best = plan
            if all(page.solved is not None for page in plan):
                break
        return best or self._improve(
            _with_giants(giants, self._draft(items, range(0, len(items), MOST_JUMP_ITEMS)))
        )

    def _off_count(self, pages: int) -> int:
        """How far a page count is from what the desk wants."""
        if self.pages:
            return abs(self.pages - pages)
        return -pages % max(1, self.pages_multiple)

    def _with_ads(self, pages: list[PagePlan], ads: Sequence[Item]) -> list[PagePlan]:
        """Advertisements on the pages they want, others on the emptiest page."""
        result = list(pages)
        for ad in ads:
            fills = [sum(map(self.area, page.items)) for page in result]
            place = fills.index(min(fills))
            if ad.pin:
                place = len(result) - 1 if ad.pin == -1 else min(ad.pin - 2, len(result) - 1)
            result[place] = replace(result[place], items=(*result[place].items, ad))
        return result

    def _draft(self, items: Sequence[Item], cuts: Sequence[int]) -> list[PagePlan]:
        bounds = sorted({*cuts, len(items)})
        groups = [tuple(items[a:b]) for a, b in pairwise(bounds) if b > a]
        return [PagePlan(kind=self.layout.kinds["inside"], items=group) for group in groups]

    def area(self, item: Item) -> float:
        """Rows times columns the item takes in the smallest of its good-looking shapes."""
        return self._areas(item)[0]

    def _areas(self, item: Item) -> tuple[float, float]:
        """The area of the smallest good-looking shape, and of the smallest there is."""
        if item.key not in self.areas:
            kind = self.layout.kinds["inside"]
            role = Role(sizes_pt=kind.bands_pt[min(1, len(kind.bands_pt) - 1)])
            offer = offer_shapes(item, role, self.layout.grid, 2 * self.search.rows(kind))
            sizes = [(shapes[0].cost, w * h) for (w, h), shapes in offer.shapes.items()]
            good = min(sizes, default=(0.0, 0))[0] + GOOD_SHAPE_COST
            self.areas[item.key] = (
                min((area for cost, area in sizes if cost <= good), default=item.rows * 1.3),
                min((area for _, area in sizes), default=item.rows * 1.3),
            )
        return self.areas[item.key]

    def _capacity(self, kind: PageKind) -> float:
        return float(self.search.rows(kind) * self.layout.grid.columns)

    # Improvement by the pages' real cost

    def _improve(self, pages: list[PagePlan]) -> list[PagePlan]:
        """Share out the copy of neighbours anew while it pays; the same input, the same result."""
        pages = [self._solve(pages, index, page) for index, page in enumerate(pages)]
        stop = self.search.solves + self.budget * len(pages)
        again = True
        while again and self.search.solves < stop:
            again = False
            for index in range(len(pages) - 1):
                better = self._better_pair(pages, index, stop)
                if better is not None:
                    pages[index : index + 2] = better
                    again = True
        return pages

    def _better_pair(self, pages: list[PagePlan], index: int, stop: int) -> list[PagePlan] | None:
        a, b = pages[index], pages[index + 1]
        if a.fixed or b.fixed or max(a.cost, b.cost) < GOOD_PAGE_COST:
            return None
        best: list[PagePlan] | None = None
        cost = a.cost + b.cost + _mixing((a, b))
        for left, right in self._shares(a, b):
            if self.search.solves >= stop:
                break
            pair = [
                self._solve(pages, index, replace(a, items=left)),
                self._solve(pages, index + 1, replace(b, items=right)),
            ]
            total = pair[0].cost + pair[1].cost + _mixing(pair)
            if total < cost - 0.1:
                best, cost = pair, total
        return best

    def _shares(self, a: PagePlan, b: PagePlan) -> list[tuple[tuple[Item, ...], tuple[Item, ...]]]:
        """Ways to share two pages' items, sections kept in order, the best balanced first."""
        items = (*a.items, *b.items)
        options: list[tuple[float, int, tuple[Item, ...], tuple[Item, ...]]] = []
        for count in range(max(1, len(items) - MOST_ITEMS), min(len(items), MOST_ITEMS + 1)):
            for left in combinations(items, count):
                chosen = {item.key for item in left}
                right = tuple(item for item in items if item.key not in chosen)
                stay = all((i in left) == (i in a.items) for i in items if i.pin)
                if stay and self._in_order(left, right):
                    off = self._imbalance(left, a.kind) + self._imbalance(right, b.kind)
                    off += 0.1 * _mixing(PagePlan(kind=a.kind, items=g) for g in (left, right))
                    options.append((off, len(options), left, right))
        options.sort(key=lambda option: option[:2])
        return [(left, right) for _, _, left, right in options[:SHARES_TRIED]]

    def _in_order(self, a: Sequence[Item], b: Sequence[Item]) -> bool:
        """True if no section of `b` comes before one of `a`; pinned stories do not count."""
        place = {key: n for n, key in enumerate(self.sections)}
        before = [place[i.section] for i in a if not i.pin and i.story]
        after = [place[i.section] for i in b if not i.pin and i.story]
        return max(before, default=0) <= min(after, default=len(place))

    def _imbalance(self, items: Sequence[Item], kind: PageKind) -> float:
        return abs(WANTED_FILL - sum(map(self.area, items)) / self._capacity(kind))

    # Repair: no page stays unfilled

    def _repair(self, pages: Sequence[PagePlan]) -> tuple[PagePlan, ...]:
        """Pages that the search could not fill give copy on to the next, until all are full.

        First a story moves on whole, then one jumps to the next page.
        """
        done: list[PagePlan] = []
        waiting = list(pages)
        carried: tuple[Item, ...] = ()
        while (waiting or carried) and len(done) < MOST_PAGES:
            page = waiting.pop(0) if waiting else PagePlan(kind=self._last_kind, items=())
            if carried and not page.fixed:
                page, carried = replace(page, items=(*carried, *page.items), solved=None), ()
            last = not (waiting or carried or any(item.more for item in page.items))
            if page.solved is None or last != (page.kind.name == "last"):
                page, carried = self._fill_somehow(page, len(done), last=last)
            done.append(page)
            waiting = [*self._more(page), *waiting]
        done = self._balance_tail(done)
        spared = [self._with_room_to_spare(page, page is done[-1]) for page in done]
        done = [page for pages in spared for page in pages]
        return tuple(self._vary_notices(done))

    def _more(self, page: PagePlan) -> list[PagePlan]:
        """Pages for what goes with stories whose copy ends on this page and had no room here."""
        jumping = {placed.item.key for placed in page.solved.rest} if page.solved else set()
        kind = self.layout.kinds["inside"]
        return [
            PagePlan(kind=kind, items=(item.more,), fixed=True)
            for item in page.items
            if item.more is not None and item.key not in jumping
        ]

    def _with_room_to_spare(self, page: PagePlan, last: bool) -> list[PagePlan]:
        """A page still unfilled as pages with as many and large notices as they take.

        The last page is to have room for the imprint, if notices can give it that. Only where
        nothing else will do, copy on them need not end level.
        """
        kind = self._last_kind if last else page.kind
        if not page.items or (page.solved is not None and page.kind.name == kind.name):
            return [page]
        if page.solved is not None:
            solved = self.search.solve(page.items, kind, spare=True)
            return [replace(page, kind=kind, solved=solved) if solved is not None else page]
        items = sorted(page.items, key=lambda item: (item.rest, item.order))
        kind = replace(page.kind, jumps=False)
        for strained in (False, True):
            pages = self._spared(items, kind, self._last_kind if last else kind, strained)
            if pages:
                return pages
        return [page]

    def _spared(
        self, items: Sequence[Item], kind: PageKind, last_kind: PageKind, strained: bool
    ) -> list[PagePlan]:
        """The items with spare notices on as few pages as will do, none if some do not fit."""
        solved = self.search.solve(items, last_kind, spare=True, strained=strained)
        if solved is not None:
            return [PagePlan(kind=last_kind, items=tuple(items), solved=solved)]
        first = self._as_many_as_fit(items[:-1], kind, strained)
        if first is None:
            return []
        others = self._spared(items[len(first.items) :], kind, last_kind, strained)
        return [first, *others] if others else []

    def _as_many_as_fit(
        self, items: Sequence[Item], kind: PageKind, strained: bool
    ) -> PagePlan | None:
        """A page of the first few items and spare notices."""
        for count in range(min(len(items), MOST_JUMP_ITEMS), 0, -1):
            kept = tuple(items[:count])
            solved = self.search.solve(kept, kind, spare=True, strained=strained)
            if solved is not None:
                return PagePlan(kind=kind, items=kept, solved=solved)
        return None

    def _vary_notices(self, pages: list[PagePlan]) -> list[PagePlan]:
        """The same pages, where it can be with notices that no page before them has."""
        used: set[str] = set()
        result = []
        for page in pages:
            if used & page.notices and not page.fixed:
                page = self._with_other_notices(page, used)
            used |= page.notices
            if len(used) == len(self.search.notices):
                used = set()
            result.append(page)
        return result

    def _with_other_notices(self, page: PagePlan, used: set[str]) -> PagePlan:
        for first in range(len(self.search.notices)):
            solved = self.search.solve(page.items, page.kind, first_notice=first)
            if solved is None or solved.rest or solved.cost > page.cost + OTHER_NOTICE_COST:
                continue
            other = replace(page, solved=solved)
            if not used & other.notices:
                return other
        return page

    def _balance_tail(self, done: list[PagePlan]) -> list[PagePlan]:
        """If the last page could not be filled, share its copy with the page before."""
        if len(done) < 2 or done[-1].solved is not None or done[-1].fixed or done[-2].fixed:
            return done
        before = done[-2]
        kept = {item.key for item in before.items}
        items = [
            *before.items,
            *(i for i in done[-1].items if i.key.rpartition("/")[0] not in kept),
        ]
        kind = replace(self.layout.kinds["inside"], jumps=False)
        if before.kind.name != "last":
            kind = before.kind
        if len(items) > 2 * MOST_JUMP_ITEMS:
            return done
        room = self._capacity(kind)
        parts = [
            (
                abs(sum(map(self.area, group)) / room - sum(map(self.area, items)) / room / 2),
                n,
                group,
            )
            for count in range(1, len(items))
            for n, group in enumerate(combinations(items, count))
        ]
        for _, _, group in sorted(parts, key=lambda part: part[:2])[: 3 * REPAIR_TRIES]:
            others = tuple(item for item in items if item not in group)
            first = self.search.solve(group, kind, first_notice=len(done) - 1)
            second = self.search.solve(others, self._last_kind, first_notice=len(done))
            if first is not None and second is not None:
                return [
                    *done[:-2],
                    replace(before, kind=kind, items=group, solved=first),
                    PagePlan(kind=self._last_kind, items=others, solved=second),
                ]
        return done

    @property
    def _last_kind(self) -> PageKind:
        return replace(self.layout.kinds["last"], jumps=False)

    def _fill_somehow(
        self, page: PagePlan, index: int, *, last: bool
    ) -> tuple[PagePlan, tuple[Item, ...]]:
        """The page filled with as much of its copy as will do, and the copy for the next page."""
        inside = replace(self.layout.kinds["inside"], jumps=False)
        if last:
            solved = self.search.solve(page.items, self._last_kind, first_notice=index)
            if solved is not None:
                return replace(page, kind=self._last_kind, solved=solved), ()
            if (parted := self._parted(page, index)) is not None:
                return parted
        kind = inside if page.kind.name == "last" else page.kind
        for kept, jump in self._reductions(page.items):
            if last and len(kept) == len(page.items) and not jump:
                continue
            solved = self.search.solve(kept, kind, first_notice=index, jump=jump)
            if solved is None:
                continue
            filled = replace(page, kind=kind, items=kept, solved=solved)
            rests = _rests(filled, number=index + 2)
            left = tuple(i for i in page.items if i not in kept)
            return filled, (*rests, *left)
        return replace(page, kind=kind), ()

    def _parted(self, page: PagePlan, index: int) -> tuple[PagePlan, tuple[Item, ...]] | None:
        """A last page that holds one story and no imprint beside it, in two pages."""
        inside = replace(self.layout.kinds["inside"], jumps=False)
        alone = len(page.items) == 1 and bool(page.items[0].paragraphs)
        solved = self.search.solve(page.items, inside, must_jump=True) if alone else None
        if solved is None or not solved.rest:
            return None
        filled = replace(page, kind=inside, solved=solved)
        return filled, tuple(_rests(filled, number=index + 2))

    def _reductions(self, items: Sequence[Item]) -> Iterator[tuple[tuple[Item, ...], bool]]:
        """Parts of a page's items that may fill it, whole or with a jump, the likeliest first."""
        room = self._capacity(self.layout.kinds["inside"])
        ranked = sorted(items, key=lambda i: (not i.rest, i.order))[: 2 * MOST_JUMP_ITEMS]
        whole: list[tuple[float, int, tuple[Item, ...]]] = []
        jumping: list[tuple[float, int, tuple[Item, ...]]] = []
        for count in range(min(len(ranked), MOST_JUMP_ITEMS), 0, -1):
            for group in combinations(ranked, count):
                fill = sum(map(self.area, group)) / room
                dropped = len(items) - count
                whole.append((abs(1 - fill) + 0.1 * dropped, len(whole), group))
                if any(not item.rest for item in group):
                    jumping.append((abs(1.2 - fill) + 0.1 * dropped, len(jumping), group))
        for tries, jump in ((whole, False), (jumping, True), (whole, False), (jumping, True)):
            tries.sort()
            part, tries[:] = tries[:REPAIR_TRIES], tries[REPAIR_TRIES:]
            yield from ((group, jump) for _, _, group in part)
        # One story alone, going on over as many pages as it takes.
        yield from (((item,), True) for item in sorted(ranked, key=lambda item: item.rest))

    def _solve(self, pages: Sequence[PagePlan], index: int, page: PagePlan) -> PagePlan:
        """Solve a page as what it is at its place: last, first of a section, or inside."""
        if page.fixed:
            return page
        before = _sections(item for page in pages[:index] for item in page.items)
        name = "inside" if any(i.section in before for i in page.items) else "section"
        kind = self.layout.kinds["last" if index == len(pages) - 1 else name]
        kind = replace(kind, jumps=False)
        solved = self.search.solve(page.items, kind, first_notice=index)
        return replace(page, kind=kind, solved=solved)


def front_choice(ranked: Sequence[Item], count: int) -> tuple[Item, ...]:
    """The first `count` stories that may run on page one, a picture among them.

    Ranked ones come first; of the others no section gives more than two, so that page one
    shows the whole paper.
    """
    fit = [item for item in ranked if _may_open(item)]
    chosen = [item for item in fit if item.pin == 1][:count]
    for item in fit:
        same = sum(other.section == item.section for other in chosen)
        wanted = item not in chosen and (_has_rank(item) or same < MOST_OF_SECTION)
        if wanted and len(chosen) < count:
            chosen.append(item)
    chosen += [item for item in fit if item not in chosen][: count - len(chosen)]
    if len(chosen) < count:
        return ()
    if not any(item.pictures for item in chosen):
        pictured = [item for item in fit if item.pictures and item not in chosen]
        free = [item for item in chosen[1:] if item.pin != 1]
        if pictured and free:
            chosen[chosen.index(free[-1])] = pictured[0]
    return tuple(sorted(chosen, key=lambda item: item.order))


def _may_open(item: Item) -> bool:
    """True if the item may stand on page one."""
    story = item.story
    return story is not None and not story.gathered and story.front and story.pin in (0, 1)


def _has_rank(item: Item) -> bool:
    return item.story is not None and item.story.record.rank is not None


def _rests(page: PagePlan, *, number: int) -> list[Item]:
    """What jumps from a solved page, as items for the pages after it."""
    if page.solved is None:
        return []
    return [
        replace(
            placed.item,
            key=f"{placed.item.key}/{number}",
            paragraphs=placed.fit.rest,
            rest=True,
            art=placed.shape.arrangement is not None and placed.shape.arrangement.bare,
        )
        for placed in page.solved.rest
        if placed.fit is not None
    ]


def _with_giants(giants: Sequence[PagePlan], pages: Sequence[PagePlan]) -> list[PagePlan]:
    """The giants' own pages, each before the page on which its story goes on."""
    result = list(pages)
    for giant in reversed(giants):
        story = giant.items[0].story
        place = next(
            (n for n, page in enumerate(result) if any(i.story is story for i in page.items)),
            len(result),
        )
        result.insert(place, giant)
    return result


def _sorted_by_section(items: Sequence[Item], sections: Sequence[str]) -> list[Item]:
    place = {key: n for n, key in enumerate(sections)}
    return sorted(items, key=lambda i: (place[i.section], i.order))


def _best_cuts(
    items: Sequence[Item], areas: Sequence[float], pages: int, inside: float, last: float
) -> list[int] | None:
    """Where each page starts, by dynamic programming over pages and items; None if none will do."""
    inf = math.inf
    cost = [[inf] * (len(items) + 1) for _ in range(pages + 1)]
    back = [[0] * (len(items) + 1) for _ in range(pages + 1)]
    cost[0][0] = 0.0
    for page in range(1, pages + 1):
        room = last if page == pages else inside
        for end in range(page, len(items) + 1):
            for start in range(max(page - 1, end - MOST_ITEMS), end):
                total = cost[page - 1][start] + _group_cost(
                    items[start:end], areas[start:end], room
                )
                if total < cost[page][end]:
                    cost[page][end], back[page][end] = total, start
    if math.isinf(cost[pages][len(items)]):
        return None
    cuts = [len(items)]
    for page in range(pages, 0, -1):
        cuts.append(back[page][cuts[-1]])
    return cuts[::-1]


def _group_cost(items: Sequence[Item], areas: Sequence[float], room: float) -> float:
    fill = sum(areas) / room
    if fill > OVERFULL:
        # One story by itself may still come out in a shape less good, or jump.
        if len(items) > 1:
            return math.inf
        fill = OVERFULL
    off = (300 if fill > WANTED_FILL else 60) * (fill - WANTED_FILL) ** 2
    return off + MIXED_COST * max(0, len(_sections(items)) - 1)


def _with_pins(pages: list[PagePlan], pinned: Sequence[Item]) -> list[PagePlan]:
    """Pinned stories on their pages; on the last where there are not so many."""
    result = list(pages)
    for item in pinned:
        if any(item in page.items for page in result):
            continue
        place = min(item.pin - 2, len(result) - 1)
        result[place] = replace(result[place], items=(*result[place].items, item))
    return result


def _mean_fill(items: Sequence[Item]) -> float:
    """How full the pages are best planned on average, by the share of items with a picture."""
    plain, pictured = MEAN_FILL
    share = min(1.0, 2 * sum(bool(item.pictures) for item in items) / len(items))
    return plain + share * (pictured - plain)


def _sections(items: Iterable[Item]) -> set[str]:
    """The sections of the items; advertisements have none."""
    return {item.section for item in items if item.story is not None}


def _mixing(pages: Iterable[PagePlan]) -> float:
    return sum(MIXED_COST * max(0, len(_sections(page.items)) - 1) for page in pages)


def _total(pages: Sequence[PagePlan]) -> float:
    return sum(page.cost for page in pages) + _mixing(pages)
