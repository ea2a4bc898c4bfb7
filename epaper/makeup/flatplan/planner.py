"""Flatplan: which story goes on which page.

In: the day's items by section, in rank order. Out: the pages in order, each
filled by the page search. Page one is made first (`front.py`), since what jumps from it has to be
taken up inside; then the inside pages (`inside.py`). Last, notices are changed so that none is
read twice.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from epaper.makeup.figures import BRIEFS, EFFORT, JUMPS, NOTICES
from epaper.makeup.flatplan.adpages import AdPages, takes_page
from epaper.makeup.flatplan.candidates import Draft
from epaper.makeup.flatplan.following import Follower
from epaper.makeup.flatplan.front import FrontPlanner
from epaper.makeup.flatplan.inside import Chain
from epaper.makeup.flatplan.pageplan import PagePlan, extras, rests
from epaper.makeup.page.areas import mean_fill
from epaper.makeup.page.search import PageSearch
from epaper.makeup.page.terms import Terms
from epaper.makeup.story.briefs import first_part, may_part
from epaper.makeup.story.copy import Precedent
from epaper.makeup.story.item import AdItem, NoticeItem, PlannedItem, StoryItem
from epaper.makeup.story.overflow import lighten
from epaper.model import Layout


@dataclass
class Flatplanner:
    """Plans one edition. `budget` is the number of pages tried for each that is made."""

    layout: Layout
    search: PageSearch
    sections: tuple[str, ...]
    ads: tuple[AdItem, ...] = ()
    pages: int = 0
    pages_multiple: int = 1
    budget: int = 10

    def plan(
        self, items: Sequence[StoryItem], precedent: Precedent | None = None
    ) -> tuple[PagePlan, ...]:
        """All pages of the edition, page one first; those of the shelf's as far as is wished."""
        light = [lighten(item, self.layout.grid, self._inside_rows) for item in items]
        return self._followed(light, precedent or Precedent()) or self._searched(light)

    @property
    def _inside_rows(self) -> int:
        return self.search.rows(self.layout.kinds["inside"])

    def _followed(self, light: Sequence[StoryItem], precedent: Precedent) -> tuple[PagePlan, ...]:
        """The pages of what stands with today's copy; none where that is not wished, or worse."""
        if not precedent.standing.pages or not (precedent.stability or precedent.held):
            return ()
        chain = replace(self._chain(light), ads=self.ads)
        ads = tuple(ad for ad in self.ads if ad.pin == 1 and not self._takes_page(ad))
        follower = Follower(
            chain=chain,
            front=self._front(ads),
            standing=precedent.standing,
            sections=self.sections,
            stability=precedent.stability,
            held=precedent.held,
        )
        pages = follower.plan(light, self.ads)
        if not self._count_is_right(len(pages)):
            return ()
        return tuple(self._vary_notices(pages, follower.unchanged(pages)))

    def _count_is_right(self, count: int) -> bool:
        """True if so many pages are what the desk wants."""
        return count == self.pages if self.pages else count % self.pages_multiple == 0

    def _searched(self, light: Sequence[StoryItem]) -> tuple[PagePlan, ...]:
        """The pages searched from nothing."""
        ranked = self._opening_lot_parted(sorted(light, key=lambda item: item.order))
        own = tuple(filter(self._takes_page, self.ads))
        chain = self._chain(light)
        front = self._front(tuple(ad for ad in self.ads if ad.pin == 1 and ad not in own))
        fronts = front.plans(ranked)
        if fronts[0].solved is None:
            ranked = self._bared(ranked, fronts[0].items)
            fronts = front.plans(ranked)
        if fronts[0].solved is None:
            fronts = [front.with_white(fronts[0], ranked)]
        opened = {item.key for item in fronts[0].items}
        chain.ads = tuple(ad for ad in self.ads if ad.key not in opened and ad not in own)
        drafts = [self._draft(chain, front, ranked) for front in fronts]
        pages = self._chained(chain, drafts, len(own))
        placed = {item.key for page in pages for item in page.items}
        waiting = [ad for ad in self.ads if ad.key not in placed]
        return tuple(self._vary_notices(AdPages(self.layout, self.search).added(pages, waiting)))

    def _takes_page(self, ad: AdItem) -> bool:
        return takes_page(ad, self.layout.grid, self._inside_rows)

    def _chain(self, items: Sequence[StoryItem]) -> Chain:
        return Chain(self.layout, self.search, mean_fill(items), (), 0, self.budget)

    def _front(self, ads: tuple[AdItem, ...]) -> FrontPlanner:
        """What plans page one with these advertisements."""
        kinds = self.layout.kinds
        imprint_rows, others = kinds["last"].foot_rows, any(map(self._takes_page, self.ads))
        return FrontPlanner(
            self.search, kinds["front"], self.layout.grid, imprint_rows, ads, others
        )

    def _bared(self, ranked: Sequence[StoryItem], items: Sequence[PlannedItem]) -> list[StoryItem]:
        """The day's items, what no page holds without pictures, box and table."""
        rows, grid = self._inside_rows, self.layout.grid
        return [lighten(item, grid, rows, 0.0) if item in items else item for item in ranked]

    def _opening_lot_parted(self, ranked: Sequence[StoryItem]) -> list[StoryItem]:
        """The items; a day of nothing but briefs opens with as many as page one takes."""
        if not all(item.gathered for item in ranked):
            return list(ranked)
        first, *others = ranked
        room = self.search.rows(self.layout.kinds["front"]) * self.layout.grid.columns
        if not may_part(first) or first.rows <= BRIEFS.opening_share * room:
            return list(ranked)
        return [*first_part(first, BRIEFS.opening_share * room), *others]

    def _draft(self, chain: Chain, front: PagePlan, ranked: Sequence[StoryItem]) -> Draft:
        """The beginning of the paper that a page one makes."""
        used = {item.key for item in front.items}
        jumped = rests(front)
        left = [item for item in ranked if item.key not in used]
        return Draft(
            pages=(front,),
            due=tuple(extras(front)),
            left=(*jumped, *self._by_section(left)),
            cost=front.cost
            + JUMPS.stranded_cost * sum(not self.search.can_stand(rest) for rest in jumped),
        )

    def _chained(self, chain: Chain, drafts: Sequence[Draft], others: int) -> tuple[PagePlan, ...]:
        """All pages with copy, as many as the desk wants if it does, with so many `others`."""
        chain.count = max(1, self.pages - others) if self.pages else 0
        pages = chain.plan(drafts)
        count = len(pages) + others
        if not self.pages and count % self.pages_multiple:
            chain.count = len(pages) + -count % self.pages_multiple
            pages = chain.plan(drafts)
        return pages

    def _by_section(self, items: Sequence[StoryItem]) -> list[StoryItem]:
        place = {key: n for n, key in enumerate(self.sections)}
        return sorted(items, key=lambda item: (place[item.section], item.order))

    def _vary_notices(
        self, pages: Sequence[PagePlan], unchanged: Container[int] = ()
    ) -> list[PagePlan]:
        """The same pages, where it can be with notices that no page before them has.

        Pages whose numbers are `unchanged` stay as they are.
        """
        used: set[str] = set()
        before: frozenset[str] = frozenset()
        result = []
        for number, page in enumerate(pages, start=1):
            solved = page.solved
            stays = page.fixed or number in unchanged or solved is None or bool(solved.rest)
            if used & page.notices and not stays:
                page = self._with_other_notices(page, before, used)
            before = page.notices
            used |= before
            if len(used) == len(self.search.notices):
                used = set()
            result.append(page)
        return result

    def _with_other_notices(
        self, page: PagePlan, before: frozenset[str], used: set[str]
    ) -> PagePlan:
        """The page with the fewest notices of the page `before`, then of all `used` ones."""

        def repeats(page: PagePlan) -> tuple[int, int]:
            return len(page.notices & before), len(page.notices & used)

        if page.strained:
            return page
        notices = (p.item for p in page.placed if isinstance(p.item, NoticeItem))
        best, spare = page, any(notice.spare for notice in notices)
        for first in range(0, len(self.search.notices), EFFORT.other_step if spare else 1):
            solved = self.search.solve(
                page.items, page.kind, Terms(first_notice=first, spare=spare)
            )
            if solved is None or solved.rest or solved.cost > page.cost + NOTICES.repeat_cost:
                continue
            best = min(best, replace(page, solved=solved), key=repeats)
            if repeats(best) == (0, 0):
                break
        return best
