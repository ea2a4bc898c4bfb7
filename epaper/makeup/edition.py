"""Make-up of an edition: stories and galleys in, every page's dummy out.

Flatplan first (which story on which page, each page filled by search), then jumps,
then frames and furniture, when all page numbers are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from epaper.makeup.faults import jumpy, short_copy, unfilled, unmet
from epaper.makeup.flatplan.pageplan import PagePlan
from epaper.makeup.flatplan.planner import Flatplanner
from epaper.makeup.frames.mirror import as_read
from epaper.makeup.frames.pages import EditionDrawer
from epaper.makeup.frames.stories import CropTo
from epaper.makeup.page.search import PageSearch
from epaper.makeup.story.copy import Copy
from epaper.makeup.story.item import Item, item_of
from epaper.model import AdSetting, DayOrders, Layout, Paper, Plan, Story

NO_ORDERS = DayOrders()


def make_up(
    copy: Copy,
    *,
    day: date,
    paper: Paper,
    layout: Layout,
    name_em: float,
    crop_to: CropTo,
    orders: DayOrders = NO_ORDERS,
    budget: int = 10,
    planner: type[Flatplanner] = Flatplanner,
) -> Plan:
    """Plan every page of the edition.

    `name_em` is the width of the paper's name in em of the nameplate face;
    `budget` the number of searches a page that improving the flatplan may take; `planner` shares
    out the pages, where another way is to be compared with the flatplan's own. Reports
    M-101 for a page that could not be filled (no edition then), M-102 for a
    story that jumps more than once, M-103 for each of the desk's `orders` that was not met, M-105
    for a day whose copy is short.
    """
    notices = [
        Item(key=f"notice {n}", section="", order=1e6 + n, notice=notice)
        for n, notice in enumerate(copy.notices)
    ]
    ads = tuple(
        Item(key=f"ad {ad.advertisement.name}", section="", order=_ad_order(ad, n), ad=ad)
        for n, ad in enumerate(copy.advertisements)
    )
    flatplan = planner(
        layout=layout,
        search=PageSearch(layout, notices),
        sections=tuple(section.key for section in paper.sections),
        ads=ads,
        pages=orders.pages,
        pages_multiple=orders.pages_multiple,
        budget=budget,
    )
    pages = flatplan.plan([item_of(story, copy.galleys[story.slug]) for story in copy.stories])
    drawer = EditionDrawer(copy, day, paper, layout, name_em, crop_to, pages)
    stories = {story.slug: story for story in copy.stories}
    dummies = (drawer.dummy(number) for number in range(1, len(pages) + 1))
    return Plan(
        day=day,
        layout=layout.name,
        dummies=tuple(as_read(dummy, paper.language, stories) for dummy in dummies),
        stories=tuple(_stories(copy, pages)),
        jumps=drawer.jumps,
        problems=(
            *unfilled(pages),
            *jumpy(copy.stories, drawer.jumps),
            *unmet(copy, orders, pages),
            *short_copy(copy, layout, pages),
        ),
    )


def _stories(copy: Copy, pages: Sequence[PagePlan]) -> Iterator[Story]:
    """The stories as they stand on the pages: lots of briefs may have been parted."""
    placed = {item.story.slug: item.story for page in pages for item in page.items if item.story}
    parts: dict[int, list[Story]] = {}
    for story in placed.values():
        parts.setdefault(story.order, []).append(story)
    for story in copy.stories:
        yield from parts[story.order] if story.gathered and story.order in parts else (story,)


def _ad_order(ad: AdSetting, number: int) -> float:
    """An advertisement at the top comes before the lead, any other after all copy."""
    return -1.0 if ad.advertisement.position == "top" else 1e5 + number
