"""Make-up of an edition: stories and galleys in, every page's dummy out.

Flatplan first (which story on which page, each page filled by search), then jumps,
then frames and furniture, when all page numbers are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.makeup.faults import jumpy, let_go, short_copy, unfilled, unmet
from epaper.makeup.flatplan.pageplan import PagePlan
from epaper.makeup.flatplan.planner import Flatplanner
from epaper.makeup.flatplan.standing import StandingPages, standing_of
from epaper.makeup.frames.mirror import as_read
from epaper.makeup.frames.pages import EditionDrawer
from epaper.makeup.frames.stories import CropTo
from epaper.makeup.page.search import PageSearch
from epaper.makeup.page.stood import Seating
from epaper.makeup.story.copy import Copy, Job
from epaper.makeup.story.item import AdItem, NoticeItem, item_of, stories_of
from epaper.model import AdSetting, Plan, Story


def make_up(
    job: Job, crop_to: CropTo, *, budget: int = 10, planner: type[Flatplanner] = Flatplanner
) -> Plan:
    """Plan every page of the edition.

    `crop_to` finds the crop of a picture for an aspect; `budget` is the number of searches a page
    that improving the flatplan may take; `planner` shares out the pages, where another way is to be
    compared with the flatplan's own. Reports M-101 for a page that could not be filled (no edition
    then), M-102 for a story that jumps more than once, M-103 for each of the desk's orders that was
    not met, M-104 for copy that is not level, M-105 for a day whose copy is short.
    """
    search = PageSearch(job.layout, _notices(job.copy))
    pages = _planned(job, search, budget, planner)
    drawer = EditionDrawer(job, crop_to, pages)
    stories = {story.slug: story for story in job.copy.stories}
    dummies = (drawer.dummy(number) for number in range(1, len(pages) + 1))
    return Plan(
        day=job.day,
        layout=job.layout.name,
        dummies=tuple(as_read(dummy, job.paper.language, stories) for dummy in dummies),
        stories=tuple(_stories(job.copy, pages)),
        jumps=drawer.jumps,
        problems=(
            *unfilled(pages),
            *jumpy(job.copy.stories, drawer.jumps),
            *unmet(job, pages),
            *let_go(job, pages, StandingPages(job.layout, search)),
            *short_copy(job, pages),
        ),
        standing=standing_of(pages, Seating(job.layout.grid, search.book), job.copy.stories),
    )


def _notices(copy: Copy) -> list[NoticeItem]:
    return [
        NoticeItem(name=f"notice {n}", order=1e6 + n, notice=notice)
        for n, notice in enumerate(copy.notices)
    ]


def _planned(
    job: Job, search: PageSearch, budget: int, planner: type[Flatplanner]
) -> tuple[PagePlan, ...]:
    """All pages with their items."""
    copy = job.copy
    ads = tuple(
        AdItem(key=f"ad {ad.advertisement.name}", order=_ad_order(ad, n), ad=ad)
        for n, ad in enumerate(copy.advertisements)
    )
    flatplan = planner(
        layout=job.layout,
        search=search,
        sections=tuple(section.key for section in job.paper.sections),
        ads=ads,
        pages=job.orders.pages,
        pages_multiple=job.orders.pages_multiple,
        budget=budget,
    )
    items = [item_of(story, copy.galleys[story.slug]) for story in copy.stories]
    return flatplan.plan(items, job.precedent)


def _stories(copy: Copy, pages: Sequence[PagePlan]) -> Iterator[Story]:
    """The stories as they stand on the pages: lots of briefs may have been parted."""
    items = [item for page in pages for item in stories_of(page.items)]
    placed = {item.story.slug: item.story for item in items}
    parts: dict[int, list[Story]] = {}
    for story in placed.values():
        parts.setdefault(story.order, []).append(story)
    for story in copy.stories:
        yield from parts[story.order] if story.gathered and story.order in parts else (story,)


def _ad_order(ad: AdSetting, number: int) -> float:
    """An advertisement at the top comes before the lead, any other after all copy."""
    return -1.0 if ad.advertisement.position == "top" else 1e5 + number
