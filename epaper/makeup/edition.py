"""Make-up of an edition: stories and galleys in, every page's dummy out.

Flatplan first (which story on which page, each page filled by search), then jumps,
then frames and furniture, when all page numbers are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from epaper.language.phrases import Phrases
from epaper.makeup.flatplan.pageplan import PagePlan
from epaper.makeup.flatplan.planner import Flatplanner
from epaper.makeup.frames.foot import Foot, has_index, large_teaser, pick_teasers
from epaper.makeup.frames.furniture import Furniture
from epaper.makeup.frames.mirror import as_read
from epaper.makeup.frames.stories import CropTo, JumpEnds, StoryDrawer
from epaper.makeup.page.placing import Placed
from epaper.makeup.page.roles import page_rows
from epaper.makeup.page.search import PageSearch
from epaper.makeup.story.item import Item
from epaper.model import (
    AdSetting,
    At,
    DayOrders,
    Dummy,
    Frame,
    Galley,
    Jump,
    Layout,
    NoticeSetting,
    Paper,
    Plan,
    Problem,
    Rect,
    Severity,
    Story,
    StoryArea,
)

NO_ORDERS = DayOrders()
LONG_HEADLINE = 140  # letters; the longest of 61 real ones has 118
SHORT = 0.12  # of the pages: notices that take more are told of
MOST_FLAGGED = 2  # sections that name a page


@dataclass(frozen=True, kw_only=True)
class Copy:
    """What make-up works with, all of it set: the day's stories, notices, advertisements."""

    stories: Sequence[Story]
    galleys: Mapping[str, Galley]
    notices: Sequence[NoticeSetting]
    advertisements: Sequence[AdSetting] = ()


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
    pages = flatplan.plan([_item(story, copy.galleys[story.slug]) for story in copy.stories])
    drawer = _EditionDrawer(copy, day, paper, layout, name_em, crop_to, pages)
    stories = {story.slug: story for story in copy.stories}
    dummies = (drawer.dummy(number) for number in range(1, len(pages) + 1))
    return Plan(
        day=day,
        layout=layout.name,
        dummies=tuple(as_read(dummy, paper.language, stories) for dummy in dummies),
        stories=tuple(_stories(copy, pages)),
        jumps=drawer.jumps,
        problems=(
            *_unfilled(pages),
            *_jumpy(copy.stories, drawer.jumps),
            *_unmet(copy, orders, pages),
            *_short(copy, layout, pages),
        ),
    )


def _item(story: Story, galley: Galley) -> Item:
    return Item(
        key=story.slug,
        section=story.section,
        order=story.order,
        story=story,
        galley=galley,
        paragraphs=galley.paragraphs,
    )


def _stories(copy: Copy, pages: Sequence[PagePlan]) -> Iterator[Story]:
    """The stories as they stand on the pages: lots of briefs may have been parted."""
    placed = {item.story.slug: item.story for page in pages for item in page.items if item.story}
    parts: dict[int, list[Story]] = {}
    for story in placed.values():
        parts.setdefault(story.order, []).append(story)
    for story in copy.stories:
        yield from parts[story.order] if story.gathered and story.order in parts else (story,)


def _unfilled(pages: Sequence[PagePlan]) -> Iterator[Problem]:
    """Pages that nothing fills, and pages that came out only with copy that is not level."""
    for number, page in enumerate(pages, start=1):
        if page.solved is None:
            blamed = _blamed(page.items)
            yield Problem(
                code="M-101",
                severity=Severity.STOP,
                where=At(file=_file(blamed), story=_names(blamed), page=number),
                message="no way found to fill the page with " + _names(page.items),
                hint=_remedy(page.items),
            )
            continue
        strained = [placed.item for placed in page.solved.placed if placed.item.strained > 1]
        if strained:
            yield Problem(
                code="M-104",
                severity=Severity.WARN,
                where=At(file=_file(strained[:1]), page=number),
                message=f"the copy does not come out level: {_names(strained)}",
                hint=_level_remedy(strained),
            )


def _blamed(items: Sequence[Item]) -> Sequence[Item]:
    """Of items that fill no page the one to be taken out: with much beside its copy, or long."""
    stories = [item for item in items if item.story is not None]
    return sorted(stories, key=lambda item: (-len(item.pictures), -item.rows))[:1]


def _level_remedy(items: Sequence[Item]) -> str:
    if any(i.story is not None and len(i.story.headline) > LONG_HEADLINE for i in items):
        return "its headline is very long: shorten it"
    return "write a few lines more or less, or give the paper more notices"


def _remedy(items: Sequence[Item]) -> str:
    if len(items) > 1:
        return "give the paper more notices, or take out or add a story"
    if any(item.pictures for item in items):
        return (
            f"it has {len(items[0].pictures)} pictures to show there: file fewer, or other shapes"
        )
    if any(item.pieces for item in items):
        return "the table is too wide or too long for a page: file it as several"
    return "its headline, standfirst, byline or a caption may be too long for a page: shorten it"


def _names(items: Sequence[Item]) -> str:
    """The items by what the desk calls them: the slugs of their records."""
    return ", ".join(dict.fromkeys(item.story.slug if item.story else item.key for item in items))


def _file(items: Sequence[Item]) -> str:
    return next((item.story.record.file for item in items if item.story is not None), "")


def _jumpy(stories: Sequence[Story], jumps: Sequence[Jump]) -> list[Problem]:
    """Stories that jump more than once: readers follow one jump, hardly two."""
    counts = Counter(jump.story for jump in jumps)
    return [
        Problem(
            code="M-102",
            severity=Severity.WARN,
            where=At(file=story.record.file, story=story.slug),
            message=f"the story is too long for two pages and jumps {counts[story.slug]} times",
            hint="cut it, or file it as two",
        )
        for story in stories
        if counts[story.slug] > 1
    ]


def _short(copy: Copy, layout: Layout, pages: Sequence[PagePlan]) -> Iterator[Problem]:
    """What the copy lacks to fill its pages: the house's own notices stand there instead."""
    cells = [
        placed.cell
        for page in pages
        for placed in (page.solved.placed if page.solved is not None else ())
        if placed.item.notice is not None
    ]
    rows = sum(cell.width * cell.height for cell in cells)
    inside, grid = layout.kinds["inside"], layout.grid
    column_rows = page_rows(inside, grid)
    lacking = rows / (column_rows * grid.columns)
    if lacking < SHORT * len(pages):
        return
    words = round(rows * _words_a_row(copy), -2 if rows > 50 else -1)
    yield Problem(
        code="M-105",
        severity=Severity.NOTE,
        where=At(),
        message=f"the copy is short: {rows / column_rows:.1f} columns, {lacking:.1f} of "
        f"{len(pages)} pages, are notices; about {words:.0f} words would fill them",
        hint="file more copy, or larger pictures",
    )


def _words_a_row(copy: Copy) -> float:
    """Words in a line of the day's copy on the average."""
    lines = [
        line
        for galley in copy.galleys.values()
        for paragraph in galley.paragraphs
        for line in paragraph.best.lines
    ]
    return sum(len(line.text.split()) for line in lines) / max(1, len(lines))


def _ad_order(ad: AdSetting, number: int) -> float:
    """An advertisement at the top comes before the lead, any other after all copy."""
    return -1.0 if ad.advertisement.position == "top" else 1e5 + number


def _unmet(copy: Copy, orders: DayOrders, pages: Sequence[PagePlan]) -> Iterator[Problem]:
    """What the desk wanted of pages and did not get, each by name."""
    count = len(pages)
    if orders.pages and count != orders.pages:
        hint = "file more copy" if count < orders.pages else "file less copy"
        yield _wish(f"the edition has {count} pages, not {orders.pages}", hint)
    elif count % max(1, orders.pages_multiple):
        text = f"the edition has {count} pages, not a multiple of {orders.pages_multiple}"
        yield _wish(text, "file more copy, or less")
    for number, page in enumerate(pages, start=1):
        for item in page.items:
            wanted = count if item.pin == -1 else item.pin
            if wanted and wanted != number:
                yield _wish(f"{item.key} stands on page {number}, not {wanted}", "move its pin")
    placed = {item.key for page in pages for item in page.items}
    for ad in copy.advertisements:
        if f"ad {ad.advertisement.name}" not in placed:
            name = ad.advertisement.name
            yield _wish(f"no room for the advertisement {name}", "make it smaller, or move it")


def _wish(message: str, hint: str) -> Problem:
    return Problem(code="M-103", severity=Severity.WARN, where=At(), message=message, hint=hint)


class _EditionDrawer:
    """Draws all pages of a planned edition."""

    def __init__(
        self,
        copy: Copy,
        day: date,
        paper: Paper,
        layout: Layout,
        name_em: float,
        crop_to: CropTo,
        pages: Sequence[PagePlan],
    ) -> None:
        self.copy = copy
        self.paper = paper
        self.layout = layout
        self.crop_to = crop_to
        self.pages = pages
        self.phrases = Phrases(paper.language)
        self.furniture = Furniture(
            paper=paper,
            day=day,
            grid=layout.grid,
            phrases=self.phrases,
            name_em=name_em,
            page_count=len(pages),
        )
        self.jumps = _find_jumps(pages)

    def placed(self, number: int) -> tuple[Placed, ...]:
        """What stands on page `number`; nothing if it could not be filled."""
        solved = self.pages[number - 1].solved
        return solved.placed if solved is not None else ()

    def dummy(self, number: int) -> Dummy:
        """The finished plan of page `number`."""
        page, grid = self.pages[number - 1], self.layout.grid
        drawer = StoryDrawer(
            grid=grid,
            first_row=page.kind.head_rows,
            phrases=self.phrases,
            crop_to=self.crop_to,
            jumps=self._ends(number),
        )
        areas: list[StoryArea] = []
        frames: list[Frame] = list(self._furniture(number))
        for placed in self.placed(number):
            area, drawn = drawer.draw(placed)
            areas += [area] if area is not None else []
            frames += drawn
        frames += drawer.rules(self.placed(number))
        return Dummy(
            number=number,
            kind=page.kind.name,
            sections=self._section_names(page),
            width_mm=grid.width_mm,
            height_mm=grid.height_mm,
            live=Rect(
                x_mm=grid.left_mm,
                y_mm=grid.top_mm,
                w_mm=grid.live_width_mm,
                h_mm=grid.rows * grid.row_mm,
            ),
            areas=tuple(areas),
            frames=tuple(frames),
        )

    def _ends(self, number: int) -> dict[str, JumpEnds]:
        slugs = {jump.story for jump in self.jumps}
        return {
            slug: JumpEnds(
                from_page=next(
                    (j.from_page for j in self.jumps if (j.story, j.to_page) == (slug, number)), 0
                ),
                to_page=next(
                    (j.to_page for j in self.jumps if (j.story, j.from_page) == (slug, number)), 0
                ),
            )
            for slug in slugs
        }

    def _section_names(self, page: PagePlan) -> tuple[str, ...]:
        keys = {item.section for item in page.items}
        return tuple(s.name for s in self.paper.sections if s.key in keys)

    def _flagged(self, page: PagePlan) -> tuple[str, ...]:
        """The sections that name the page: those that take most of it, of what begins here.

        What is gathered or goes on from another page does not, where there is other copy.
        """
        areas: Counter[str] = Counter()
        for placed in page.solved.placed if page.solved else ():
            item = placed.item
            if item.story is not None and not (item.rest or item.story.gathered):
                areas[item.section] += placed.cell.width * placed.cell.height
        keys = {key for key, _ in areas.most_common(MOST_FLAGGED)}
        names = tuple(s.name for s in self.paper.sections if s.key in keys)
        return names or self._section_names(page)

    def _furniture(self, number: int) -> list[Frame]:
        page = self.pages[number - 1]
        frames: list[Frame] = []
        if number == 1:
            frames.append(self.furniture.masthead(page.kind))
            if len(self.pages) > 1:
                frames += self._front_foot(page) if page.kind.foot_rows else []
            elif page.kind.foot_rows:
                frames.append(self.furniture.imprint(page.kind))
        else:
            frames.append(self.furniture.folio(number, self._flagged(page), page.kind))
            if number == len(self.pages) and page.kind.foot_rows:
                frames.append(self.furniture.imprint(page.kind))
        return frames

    def _front_foot(self, page: PagePlan) -> list[Frame]:
        inside = [
            (number, placed)
            for number in range(2, len(self.pages) + 1)
            for placed in self.placed(number)
        ]
        grid, kind = self.layout.grid, page.kind
        large = None
        index = self._index()
        index = index if has_index(len(index)) else []
        if index and kind.foot_rows == kind.picture_foot_rows:
            large = large_teaser((placed.item for _, placed in inside), kind, grid)
        teasers = [
            story
            for story in pick_teasers(
                inside, self.copy.galleys, grid, kind.foot_rows, grid.columns - bool(index)
            )
            if large is None or story is not large.story
        ]
        foot = Foot(
            kind=kind,
            grid=grid,
            phrases=self.furniture.phrases,
            galleys=self.copy.galleys,
            pages={p.item.story.slug: n for n, p in reversed(inside) if p.item.story},
            crop_to=self.crop_to,
        )
        return list(foot.frames(teasers, index, large.story if large else None))

    def _index(self) -> list[tuple[str, int]]:
        """Each section with the first inside page that it names, or else that holds it."""
        found: dict[str, int] = {}
        for names in (self._flagged, self._section_names):
            here: dict[str, int] = {}
            for number, page in enumerate(self.pages[1:], start=2):
                for name in names(page):
                    here.setdefault(name, number)
            found = {**here, **found}
        return sorted(found.items(), key=lambda entry: entry[1])


def _find_jumps(pages: Sequence[PagePlan]) -> tuple[Jump, ...]:
    """Every pair of pages on which parts of one story follow each other."""
    seen: dict[str, list[int]] = {}
    for number, page in enumerate(pages, start=1):
        for item in page.items:
            if item.story is not None:
                seen.setdefault(item.story.slug, []).append(number)
    return tuple(
        Jump(story=slug, from_page=a, to_page=b)
        for slug, numbers in seen.items()
        for a, b in pairwise(numbers)
    )
