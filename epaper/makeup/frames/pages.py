"""Pages drawn: frames and furniture of each, once all page numbers are known.

In: the planned pages with what they hold, the day, the paper. Out: a dummy for each page, and the
jumps between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from epaper.language.phrases import Phrases
from epaper.makeup.flatplan.pageplan import PagePlan, sections_of
from epaper.makeup.flatplan.teasers import has_index, large_teaser, pick_teasers
from epaper.makeup.frames.foot import Foot
from epaper.makeup.frames.furniture import Furniture
from epaper.makeup.frames.stories import CropTo, JumpEnds, StoryDrawer
from epaper.makeup.story.copy import Job
from epaper.makeup.story.item import stories_of
from epaper.model import Dummy, Frame, Jump, Rect, StoryArea

MOST_FLAGGED = 4  # sections that name a page; of more than fit the last are left out


class EditionDrawer:
    """Draws all pages of a planned edition."""

    def __init__(self, job: Job, crop_to: CropTo, pages: Sequence[PagePlan]) -> None:
        self.copy = job.copy
        self.paper = job.paper
        self.layout = job.layout
        self.crop_to = crop_to
        self.pages = pages
        self.phrases = Phrases(job.paper.language)
        self.furniture = Furniture(
            paper=job.paper,
            day=job.day,
            grid=job.layout.grid,
            phrases=self.phrases,
            name_em=job.name_em,
            page_count=len(pages),
        )
        self.jumps = _find_jumps(pages)

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
        for placed in page.placed:
            area, drawn = drawer.draw(placed)
            areas += [area] if area is not None else []
            frames += drawn
        frames += drawer.rules(page.placed)
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
        keys = sections_of(page.items)
        return tuple(s.name for s in self.paper.sections if s.key in keys)

    def _flagged(self, page: PagePlan) -> tuple[str, ...]:
        """The sections that name the page: those that take most of it, of what begins here.

        What is gathered or goes on from another page does not, where there is other copy, unless
        it takes a third of what stands there.
        """
        begun: Counter[str] = Counter()
        areas: Counter[str] = Counter()
        for placed in page.stories:
            area = placed.cell.width * placed.cell.height
            areas[placed.item.section] += area
            if placed.item.headed:
                begun[placed.item.section] += area
        keys = {key for key, _ in begun.most_common(MOST_FLAGGED)}
        keys |= {key for key, area in areas.items() if 3 * area >= areas.total()}
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
            for number, other in enumerate(self.pages[1:], start=2)
            for placed in other.stories
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
            pages={p.item.story.slug: n for n, p in reversed(inside)},
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
        for item in stories_of(page.items):
            seen.setdefault(item.story.slug, []).append(number)
    return tuple(
        Jump(story=slug, from_page=a, to_page=b)
        for slug, numbers in seen.items()
        for a, b in pairwise(numbers)
    )
