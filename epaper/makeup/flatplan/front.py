"""Page one: the lead and a few more by rank, a picture among them.

In: the day's items in rank order. Out: plans of page one, of which the inside pages
(`inside.py`) take the one that goes best with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from epaper.makeup.figures import EFFORT, FRONT
from epaper.makeup.flatplan.pageplan import PagePlan, extras, rests
from epaper.makeup.flatplan.teasers import (
    PLAIN_FOOT_ROWS,
    has_index,
    large_teaser,
    may_be_told,
    plain_foot_rows,
)
from epaper.makeup.page.penalties import looks_cost
from epaper.makeup.page.search import PageSearch
from epaper.makeup.page.terms import Terms
from epaper.makeup.story.item import AdItem, PlannedItem, StoryItem, stories_of
from epaper.model import Grid, PageKind


@dataclass
class FrontPlanner:
    """Plans page one; `imprint_rows` is what the imprint takes, if there is no other page.

    With `others` there is one, whatever copy is left: it has advertisements.
    """

    search: PageSearch
    kind: PageKind
    grid: Grid
    imprint_rows: int
    ads: tuple[AdItem, ...] = ()
    others: bool = False

    def plans(self, ranked: Sequence[StoryItem]) -> list[PagePlan]:
        """The best pages one, the best first; without teasers where too little is inside."""
        kind = self.kind
        if kind.plain_foot_rows and not any(map(_has_photograph, ranked)):
            kind = replace(kind, foot_rows=self._plain_foot_rows(ranked))
        whole = self._whole_day(ranked, kind)
        if whole is not None:
            return [whole]
        proper = self._found(ranked, kind)
        if self.ads and not proper:
            return self._with_ads(ranked, kind)
        fronts = proper
        if not any(map(_is_released, proper)):
            small = self._small(ranked, kind)
            fronts = [small] if not proper or _is_released(small) else proper
        empty = self._empty_foot(fronts[0], ranked)
        if empty > FRONT.most_empty:
            bare = replace(kind, foot_rows=0)
            kept = proper if empty <= FRONT.most_empty_strained else []
            return self._found(ranked, bare) or kept or [self._small(ranked, bare)]
        if kind.picture_foot_rows and not all(map(self._dominated, fronts)):
            return self._with_picture(fronts, ranked, kind)
        return fronts

    def again(
        self, stories: Sequence[StoryItem], kind: PageKind, ranked: Sequence[StoryItem]
    ) -> PagePlan | None:
        """Page one of that kind with just these stories, if it may be released."""
        for spare in (False, True):
            page = self._page((*stories, *self.ads), kind, ranked, spare=spare)
            if page is not None and _is_released(page):
                return page
        return None

    def has_its_foot(self, page: PagePlan, ranked: Sequence[StoryItem]) -> bool:
        """True if the stories inside still fill the foot of a page one that is made already."""
        inside = [item for item in ranked if item not in page.items]
        if page.kind.foot_rows and page.kind.foot_rows == self.kind.picture_foot_rows:
            return self._may_have_large(page, inside)
        return self._empty_foot(page, ranked) <= FRONT.most_empty_strained

    def _whole_day(self, ranked: Sequence[StoryItem], kind: PageKind) -> PagePlan | None:
        """All of a thin day on page one, briefs and letters too: a page more has little else."""
        items: tuple[PlannedItem, ...] = (*ranked, *self.ads)
        lots = any(item.gathered for item in ranked)
        rows = sum(item.rows for item in ranked)
        room = self.search.rows(kind) * self.grid.columns
        if (
            self.others
            or not lots
            or len(items) > EFFORT.most_items
            or rows > FRONT.thin_day * room
        ):
            return None
        if not all(_may_stand_first(item) for item in ranked):
            return None
        for spare in (False, True):
            page = self._page(items, kind, ranked, spare=spare)
            if page is not None and _is_released(page) and not (rests(page) or extras(page)):
                return page
        return None

    def _with_ads(self, ranked: Sequence[StoryItem], kind: PageKind) -> list[PagePlan]:
        """A page one with notices beside its advertisements, or else one without these."""
        page = self._small(ranked, kind, self.ads)
        if page.solved is not None and _is_released(page) and not page.strained:
            return [page]
        return replace(self, ads=()).plans(ranked)

    def _with_picture(
        self, fronts: Sequence[PagePlan], ranked: Sequence[StoryItem], kind: PageKind
    ) -> list[PagePlan]:
        """These fronts; for those without a large picture, ones with that of a story inside.

        Only where no story of the page has a picture, so that none stands beside another's.
        """
        kind = replace(kind, foot_rows=kind.picture_foot_rows)
        large = [
            replace(page, off_cost=page.off_cost + FRONT.large_teaser_cost)
            for page in self._found(ranked, kind)
            if self._may_have_large(page, [item for item in ranked if item not in page.items])
        ]
        pictured = [*filter(self._dominated, fronts), *large]
        return sorted(pictured, key=lambda page: page.cost)[: EFFORT.fronts] or list(fronts)

    def _may_have_large(self, page: PagePlan, inside: Sequence[StoryItem]) -> bool:
        """True if a large picture may stand at its foot, beside the index."""
        own = any(item.pictures for item in stories_of(page.items))
        told = large_teaser(inside, page.kind, self.grid)
        return not own and _has_index(inside) and told is not None

    def _dominated(self, page: PagePlan) -> bool:
        """True if a story of the page shows a picture over half of its columns or more."""
        shapes = (placed.shape.arrangement for placed in page.stories)
        return any(2 * a.art_span >= self.grid.columns for a in shapes)

    def _is_pictured(self, page: PagePlan) -> bool:
        """True if a story of the page shows a picture that a reader sees first."""
        largest = max((placed.shape.picture_area for placed in page.stories), default=0)
        return largest >= FRONT.picture_share * self.grid.columns * self.grid.rows

    def _plain_foot_rows(self, ranked: Sequence[StoryItem]) -> int:
        """Rows of a foot without pictures: for the stories that will be announced there."""
        opening = front_choice(ranked, sum(self.kind.stories) // 2)
        told = [item for item in ranked if item not in opening and _is_told(item)]
        if not told:
            return self.kind.plain_foot_rows
        return plain_foot_rows(told, self.grid, self.kind.plain_foot_rows)

    def _empty_foot(self, front: PagePlan, ranked: Sequence[StoryItem]) -> float:
        """The share of the page at its foot that no teaser fills."""
        kind = front.kind
        inside = [item for item in ranked if item not in front.items]
        if not (inside or rests(front) or extras(front) or self.others):
            return 0.0
        told = sum(_is_told(item) and self._fits(item, front.kind) for item in inside)
        columns = max(0, self.grid.columns - _has_index(inside) - told)
        rows = max(0.0, kind.foot_rows - PLAIN_FOOT_ROWS)
        return columns * rows / (self.grid.columns * self.grid.rows)

    def _fits(self, item: StoryItem, kind: PageKind) -> bool:
        """True if its teaser goes into the foot of such a page."""
        return may_be_told(item.galley, self.grid, kind.foot_rows)

    def _found(self, ranked: Sequence[StoryItem], kind: PageKind) -> list[PagePlan]:
        found: list[PagePlan] = []
        day_pictured = any(item.pictures and may_open(item) for item in ranked)
        for stories, off_cost in self._choices(ranked, kind):
            page = self._page((*stories, *self.ads), kind, ranked)
            if page is not None:
                if day_pictured and not self._is_pictured(page):
                    off_cost += FRONT.picture_cost
                found.append(replace(page, off_cost=off_cost))
            if sum(page.cost < EFFORT.good_front_cost for page in found) == EFFORT.fronts:
                break
        found.sort(key=lambda page: page.cost)
        return (list(filter(_is_released, found)) or found)[: EFFORT.fronts]

    def _choices(
        self, ranked: Sequence[StoryItem], kind: PageKind
    ) -> Iterator[tuple[tuple[StoryItem, ...], float]]:
        """Sets of stories for page one, the wanted first, with what each costs the desk."""
        least, most = kind.stories
        wanted = (least + most + 1) // 2
        for count in sorted(range(least, most + 1), key=lambda n: abs(n - wanted)):
            base = front_choice(ranked, count)
            if base:
                yield base, FRONT.off_cost * abs(count - wanted)
        base = front_choice(ranked, wanted)
        others = [item for item in ranked if may_open(item) and item not in base]
        for place in range(len(base) - 1, 0, -1):
            for step, other in enumerate(others[: EFFORT.front_others], start=1):
                yield (*base[:place], *base[place + 1 :], other), FRONT.off_cost * step

    def _small(
        self, ranked: Sequence[StoryItem], kind: PageKind, ads: tuple[AdItem, ...] = ()
    ) -> PagePlan:
        """A day too short for a proper page one: as much of it as will go there, and notices.

        A lead that is too large to stand over the teasers, and too small to jump, stands without
        them.
        """
        fit = [item for item in ranked if may_open(item)] or list(ranked)
        found: PagePlan | None = None
        for strained in EFFORT.strains:
            for foot_rows in dict.fromkeys((kind.foot_rows, 0)):
                form = replace(kind, foot_rows=foot_rows)
                for count in range(min(len(fit), EFFORT.front_fewest), 0, -1):
                    items: tuple[PlannedItem, ...] = (*fit[:count], *ads)
                    page = self._page(items, form, ranked, spare=True, strained=strained)
                    if page is not None and _is_released(page):
                        return page
                    found = found or page
            if found is not None:
                return found
        return PagePlan(kind=kind, items=tuple(fit[:1]))

    def with_white(self, page: PagePlan, ranked: Sequence[StoryItem]) -> PagePlan:
        """The page that nothing fills, with white: the last resort."""
        only = not self.others and len(ranked) == len(page.items)
        depths = (*((self.imprint_rows,) if only else ()), page.kind.foot_rows, 0)
        for foot_rows in dict.fromkeys(depths):
            kind = replace(page.kind, foot_rows=foot_rows)
            solved = self.search.solve_with_white(page.items, kind)
            if solved is not None:
                return replace(page, kind=kind, solved=solved)
        return page

    def _page(
        self,
        items: tuple[PlannedItem, ...],
        kind: PageKind,
        ranked: Sequence[StoryItem],
        *,
        spare: bool = False,
        strained: int = 0,
    ) -> PagePlan | None:
        """Page one with these of the day's items; as the only page it has the imprint."""
        terms = Terms(most_notices=1, spare=spare, strained=strained)

        def made(foot_rows: int) -> PagePlan | None:
            form = replace(kind, foot_rows=foot_rows)
            solved = self.search.solve(items, form, terms)
            return PagePlan(kind=form, items=items, solved=solved) if solved is not None else None

        only = not self.others and all(item in items for item in ranked)
        alone = made(self.imprint_rows) if only else None
        if alone is not None and not (rests(alone) or extras(alone)):
            return alone
        page = made(kind.foot_rows)
        if page is None or kind.foot_rows or not only or rests(page) or extras(page):
            return page
        return None


def _is_released(page: PagePlan) -> bool:
    """True if the page breaks no hard rule: the inside pages do not make up for that."""
    return all(cost < FRONT.unreleased_cost for _, cost in looks_cost(page.placed, front=True))


def front_choice(ranked: Sequence[StoryItem], count: int) -> tuple[StoryItem, ...]:
    """The first `count` stories that may run on page one, a picture among them.

    Ranked ones come first; of the others no section gives more than two, so that page one
    shows the whole paper.
    """
    fit = [item for item in ranked if may_open(item)]
    chosen = [item for item in fit if item.pin == 1][:count]
    for item in fit:
        same = sum(other.section == item.section for other in chosen)
        wanted = item not in chosen and (_has_rank(item) or same < FRONT.most_of_section)
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


def may_open(item: StoryItem) -> bool:
    """True if the item may stand on page one."""
    return _may_stand_first(item) and not item.gathered


def _may_stand_first(item: StoryItem) -> bool:
    """True if nothing keeps the item from page one; on a thin day briefs and letters go there."""
    return item.story.front and item.story.pin in (0, 1)


def _has_index(inside: Sequence[StoryItem]) -> bool:
    return has_index(len({item.section for item in inside}))


def _is_told(item: StoryItem) -> bool:
    """True if page one may announce it."""
    return not item.gathered


def _has_photograph(item: StoryItem) -> bool:
    """True if it could be announced with a picture; maps and charts are not."""
    return bool(item.pictures) and not item.pictures[0][1].whole


def _has_rank(item: StoryItem) -> bool:
    return item.story.record.rank is not None
