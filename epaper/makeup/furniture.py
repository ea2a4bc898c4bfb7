"""Furniture: masthead, folios, teasers, index and imprint, as frames with ready text.

In: the day, the paper, the pages as planned. Out: frames. All numbers are known by now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from epaper.makeup.draw import CropTo, block_frame
from epaper.makeup.page_search import Placed
from epaper.model import (
    MM_PER_PT,
    Frame,
    FurnitureFrame,
    Galley,
    Grid,
    LabelFrame,
    PageKind,
    Paper,
    PhotoFrame,
    Phrases,
    Rect,
    RuleFrame,
    Story,
    Target,
)

NAMEPLATE_SHARE = 0.86  # of the live width, at most: the name stands alone with air around it
NAMEPLATE_AIR_ROWS = 8  # of the masthead's rows: strip, motto, date line and white
TEASER_TEXT_ROWS = 6  # under a teaser's picture at most: headline and page
LEAST_PICTURE_ROWS = 4
PLAIN_TEASER_PT = 18  # headline of a teaser without a picture


@dataclass(frozen=True, kw_only=True)
class Furniture:
    """Draws what belongs to the paper and not to a story.

    `name_em` is the nameplate's width in em of its face.
    """

    paper: Paper
    day: date
    grid: Grid
    phrases: Phrases
    name_em: float
    page_count: int

    def masthead(self, kind: PageKind) -> FurnitureFrame:
        """Strip, nameplate, motto and date line at the head of page one."""
        say = self.phrases.say
        number = self.paper.issue_number(self.day)
        return FurnitureFrame(
            kind="masthead",
            rect=self._rect(0, self.grid.columns, 0, kind.head_rows - 1),
            text={
                "strip_left": say("strip"),
                "strip_date": self.phrases.strip_date(self.day),
                "strip_right": say("epaper"),
                "name": self.paper.name,
                "name_size_pt": f"{self._nameplate_pt(kind):.1f}",
                "motto": self.paper.motto,
                "place": self.paper.place,
                "date": self.phrases.long_date(self.day),
                "number": say("number", number=f"{number:,}") if number else "",
                "pages": say("pages", count=self.page_count) if self.page_count > 1 else "",
                "price": self.paper.price,
            },
        )

    def _nameplate_pt(self, kind: PageKind) -> float:
        by_width = NAMEPLATE_SHARE * self.grid.span_pt(self.grid.columns) / self.name_em
        by_height = (kind.head_rows - NAMEPLATE_AIR_ROWS) * self.grid.baseline_pt / 1.25
        return min(by_width, by_height)

    def folio(self, number: int, sections: Sequence[str], kind: PageKind) -> FurnitureFrame:
        """Page number, section flag, paper and date at the head of an inside page."""
        return FurnitureFrame(
            kind="folio",
            rect=self._rect(0, self.grid.columns, 0, kind.head_rows - 1),
            text={
                "page": str(number),
                "section": self._joined(sections),
                # Three names leave no room for the paper's beside them on a small page.
                "paper": self.paper.name if len(sections) < 3 or self.grid.columns > 3 else "",
                "date": self.phrases.long_date(self.day),
            },
        )

    def _joined(self, names: Sequence[str]) -> str:
        """Names as one phrase: National, World & Business."""
        return self.phrases.say("joiner").join(
            part for part in (", ".join(names[:-1]), *names[-1:]) if part
        )

    def imprint(self, kind: PageKind) -> FurnitureFrame:
        """Who answers for the paper, at the foot of the last page."""
        imprint = self.paper.imprint
        parts = (
            self.paper.name,
            imprint.publisher,
            imprint.editor,
            imprint.printer,
            imprint.address,
            imprint.contact,
        )
        return FurnitureFrame(
            kind="imprint",
            rect=self._rect(
                0, self.grid.columns, self.grid.rows - kind.foot_rows + 1, kind.foot_rows - 1
            ),
            text={"text": " · ".join(part for part in parts if part)},
        )

    def foot(
        self,
        kind: PageKind,
        stories: Sequence[Story],
        galleys: Mapping[str, Galley],
        pages: Mapping[str, int],
        index: Sequence[tuple[str, int]],
        crop_to: CropTo,
    ) -> Iterator[Frame]:
        """Teasers of `stories`, a column each, and the index in the last column."""
        first = self.grid.rows - kind.foot_rows + 1
        top = self._rect(0, self.grid.columns, first, 0)
        yield RuleFrame(kind="teaser-rule", rect=top)
        columns = self.grid.columns - (1 if index else 0)
        shown = stories[:columns]
        picture_rows = kind.foot_rows - 2.2 - self._text_rows(galleys[s.slug] for s in shown)
        for column, story in enumerate(shown):
            target = Target(page=pages[story.slug], story=story.slug)
            rect = self._rect(column, 1, first + 0.8, picture_rows)
            if not _plain(story) and picture_rows >= LEAST_PICTURE_ROWS:
                yield self._teaser_photo(story, target, rect, crop_to)
                block = galleys[story.slug].teaser
                row = first + 0.8 + picture_rows + 0.4
            else:
                block = galleys[story.slug].headlines.get((1, PLAIN_TEASER_PT))
                row = first + 0.6
            if block is None:
                continue
            y_mm = self.grid.y_mm(row)
            yield block_frame("teaser", block, rect.x_mm, y_mm, story.slug, target)
            row += block.height_pt / self.grid.baseline_pt + 0.2
            yield LabelFrame(
                kind="teaser-page",
                rect=self._rect(column, 1, row, 1),
                text=self.phrases.say("page", page=target.page),
                story=story.slug,
                target=target,
            )
        yield from self._index(index, first, kind.foot_rows - 1)

    def _text_rows(self, galleys: Iterable[Galley]) -> float:
        """Rows of the deepest teaser headline with its page line."""
        heights = [galley.teaser.height_pt for galley in galleys if galley.teaser is not None]
        return max(heights, default=0.0) / self.grid.baseline_pt + 1.2

    def _teaser_photo(
        self, story: Story, target: Target, rect: Rect, crop_to: CropTo
    ) -> PhotoFrame:
        index, picture = story.pictures[0]
        return PhotoFrame(
            kind="teaser-photo",
            rect=rect,
            picture=picture,
            crop=crop_to(picture, rect.w_mm / rect.h_mm),
            story=story.slug,
            index=index,
            target=target,
        )

    def _index(self, index: Sequence[tuple[str, int]], first: int, rows: int) -> Iterator[Frame]:
        if not index:
            return
        column = self.grid.columns - 1
        yield LabelFrame(
            kind="index-title",
            rect=self._rect(column, 1, first + 0.8, 1.4),
            text=self.phrases.say("index"),
        )
        step = min(1.3, (rows - 2.6) / len(index))
        for place, (name, page) in enumerate(index):
            rect = self._rect(column, 1, first + 2.4 + place * step, step)
            yield LabelFrame(kind="index-entry", rect=rect, text=name, target=Target(page=page))
            yield LabelFrame(kind="index-page", rect=rect, text=str(page), target=Target(page=page))

    def _rect(self, column: int, span: int, row: float, rows: float) -> Rect:
        return Rect(
            x_mm=self.grid.x_mm(column),
            y_mm=self.grid.y_mm(row),
            w_mm=self.grid.span_mm(span),
            h_mm=rows * self.grid.row_mm,
        )


def pick_teasers(
    inside: Sequence[tuple[int, Placed]], galleys: Mapping[str, Galley], count: int, rows: int
) -> list[Story]:
    """The inside stories to announce: by rank, those with a picture first, in page order."""
    stories = {
        p.item.story.slug: (page, p.item.story)
        for page, p in reversed(inside)
        if p.item.story is not None and not p.item.rest and not p.item.story.gathered
    }
    fitting = [
        (page, story)
        for page, story in stories.values()
        if (teaser := galleys[story.slug].teaser) is not None
        and teaser.height_pt * MM_PER_PT <= rows * 3.7
    ]
    fitting.sort(key=lambda entry: (_plain(entry[1]), entry[1].order))
    return [story for _, story in sorted(fitting[:count], key=lambda entry: entry[0])]


def _plain(story: Story) -> bool:
    """True if the story has no photograph to announce it with."""
    return not story.pictures or story.pictures[0][1].whole
