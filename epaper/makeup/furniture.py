"""Furniture: masthead, folios, teasers, index and imprint, as frames with ready text.

In: the day, the paper, the pages as planned. Out: frames. All numbers are known by now.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from epaper.makeup.draw import HAIRLINE_MM, CropTo, block_frame
from epaper.makeup.item import Item
from epaper.makeup.placing import Placed
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
    Rect,
    RuleFrame,
    SetBlock,
    Story,
    Target,
)
from epaper.phrases import Phrases

NAMEPLATE_SHARE = 0.9  # of the live width, at most: the name stands alone with air around it
STRIP_ROWS = 3.0  # of the masthead's rows: strip and date line
MOTTO_ROWS = 1.5
MOTTO_ROOM_ROWS = 6.0  # a name with less room under the strip goes without the motto
NAMEPLATE_AIR = (3.5, 0.42)  # white around the name: rows, or if that is less, share of its room
NAMEPLATE_INK = 0.8  # of its size: from the capitals' top to the foot of the y
TEASER_TEXT_ROWS = 6  # under a teaser's picture at most: headline and page
LEAST_PICTURE_ROWS = 4
FLAG_LETTER_PT = 7.9  # mean width of a letter of the section flag: EP Head 700 at 20 pt
RUNNING_LETTER_PT = 3.4  # and of the running line: EP Sans at 7.8 pt
RUNNING_AIR_PT = 14.0  # between the two, and between the paper's name and the date
PAGE_NUMBER_PT = 36.0  # kept free for the page's number, on either side
LEAST_INDEX_STEP = 1.0  # rows: an index with more entries than that runs in two columns
INDEX_GAP_MM = 3.0
INDEX_HEAD_ROWS = 2.6
INDEX_TEASER_AIR_ROWS = 0.6  # between the index and a teaser under it
PLAIN_FOOT_ROWS = 1.8  # of a foot's rows: the white above its rule and under it
PLAIN_TEASER_PTS = 18, 14  # headlines of teasers without a picture
TEASER_PAGE_ROWS = 1.2  # the line that names the page, and the white above it
TEASER_AIR_ROWS = 0.4  # between a teaser's parts
TEASER_RISE_ROWS = 0.2  # a plain teaser's capitals are level with the pictures' tops


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
                "motto": self.paper.motto if self._has_motto(kind) else "",
                "place": self.paper.place,
                "date": self.phrases.long_date(self.day),
                "number": say("number", number=self.phrases.grouped(number)) if number else "",
                "pages": say("pages", count=self.page_count) if self.page_count > 1 else "",
                "price": self.paper.price,
                "comma": self.phrases.comma,
            },
        )

    def _nameplate_pt(self, kind: PageKind) -> float:
        by_width = NAMEPLATE_SHARE * self.grid.span_pt(self.grid.columns) / self.name_em
        room = kind.head_rows - 1 - STRIP_ROWS - (MOTTO_ROWS if self._has_motto(kind) else 0)
        rows, share = NAMEPLATE_AIR
        ink_pt = (room - min(rows, share * room)) * self.grid.baseline_pt
        return min(by_width, ink_pt / NAMEPLATE_INK)

    def _has_motto(self, kind: PageKind) -> bool:
        room = kind.head_rows - 1 - STRIP_ROWS - MOTTO_ROWS
        return bool(self.paper.motto) and room >= MOTTO_ROOM_ROWS

    def folio(self, number: int, sections: Sequence[str], kind: PageKind) -> FurnitureFrame:
        """Page number, section flag, paper and date at the head of an inside page."""
        flag = self._flag(sections)
        paper, day = self._running(flag)
        return FurnitureFrame(
            kind="folio",
            rect=self._rect(0, self.grid.columns, 0, kind.head_rows - 1),
            text={
                "page": self.phrases.figure(number),
                "section": flag,
                "paper": paper,
                "date": day,
            },
        )

    def _flag(self, sections: Sequence[str]) -> str:
        """The names of as many sections as fit between the page number and the margin."""
        room_pt = self.grid.span_pt(self.grid.columns) - 2 * PAGE_NUMBER_PT
        shown = list(sections)
        while len(shown) > 1 and len(self._joined(shown)) * FLAG_LETTER_PT > room_pt:
            shown.pop()
        return self._joined(shown)

    def _running(self, flag: str) -> tuple[str, str]:
        """The paper's name and the date, as much of them as goes beside the flag in the middle."""
        room_pt = (self.grid.span_pt(self.grid.columns) - len(flag) * FLAG_LETTER_PT) / 2
        long, short = self.phrases.long_date(self.day), self.phrases.strip_date(self.day)
        for paper, day in ((self.paper.name, long), ("", long)):
            airs = 2 if paper else 1
            wanted_pt = len(paper + day) * RUNNING_LETTER_PT + airs * RUNNING_AIR_PT
            if wanted_pt <= room_pt:
                return paper, day
        return "", short

    def _joined(self, names: Sequence[str]) -> str:
        """Names as one phrase: National, World & Business."""
        return self.phrases.say("joiner").join(
            part for part in (self.phrases.comma.join(names[:-1]), *names[-1:]) if part
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
        """Teasers of `stories`, a column each, and the index in the last column.

        A short index has under it the first of the other stories whose teaser goes there.
        """
        first = self.grid.rows - kind.foot_rows + 1
        yield RuleFrame(kind="teaser-rule", rect=self._rect(0, self.grid.columns, first, 0))
        columns = self.grid.columns - (1 if index else 0)
        shown = stories[:columns]
        rows = kind.foot_rows - PLAIN_FOOT_ROWS
        text_rows = self._text_rows(galleys[s.slug] for s in shown)
        for column, story in enumerate(shown):
            target = Target(page=pages[story.slug], story=story.slug)
            area = self._rect(column, 1, first + 0.8, rows)
            if not _plain(story) and rows - text_rows >= LEAST_PICTURE_ROWS:
                yield from self._picture_teaser(
                    story, galleys[story.slug], target, area, rows - text_rows, crop_to
                )
            else:
                yield from self._plain_teaser(story, galleys[story.slug], target, area)
        for column in range(1, len(shown) + bool(index)):
            yield self._column_rule(column, first + 0.8, rows)
        if index:
            yield from self._index(index, first, kind.foot_rows - 1)
            yield from self._under_index(
                len(index), kind.foot_rows - 1, first, stories[columns:], galleys, pages
            )

    def _picture_teaser(
        self,
        story: Story,
        galley: Galley,
        target: Target,
        area: Rect,
        picture_rows: float,
        crop_to: CropTo,
    ) -> Iterator[Frame]:
        """Picture, headline and page, one under another."""
        index, picture = story.pictures[0]
        rect = replace(area, h_mm=picture_rows * self.grid.row_mm)
        yield PhotoFrame(
            kind="teaser-photo",
            rect=rect,
            picture=picture,
            crop=crop_to(picture, rect.w_mm / rect.h_mm),
            story=story.slug,
            index=index,
            target=target,
        )
        if galley.teaser is not None:
            y_mm = rect.bottom_mm + TEASER_AIR_ROWS * self.grid.row_mm
            yield block_frame("teaser", galley.teaser, area.x_mm, y_mm, story.slug, target)
            yield self._teaser_page(story, target, area, y_mm + galley.teaser.height_pt * MM_PER_PT)

    def _plain_teaser(
        self, story: Story, galley: Galley, target: Target, area: Rect
    ) -> Iterator[Frame]:
        """A larger headline, under it the standfirst or over it the kicker, and the page."""
        row_mm, y_mm = self.grid.row_mm, area.y_mm
        last_mm = area.bottom_mm - TEASER_PAGE_ROWS * row_mm
        kicker_rows = 1 + TEASER_AIR_ROWS
        room_pt = (last_mm - y_mm) / MM_PER_PT - kicker_rows * self.grid.baseline_pt
        if story.kicker and galley.teaser_text is None and _has_room(galley, room_pt, self.grid):
            rect = replace(area, h_mm=row_mm)
            yield LabelFrame(kind="teaser-kicker", rect=rect, text=story.kicker, target=target)
            y_mm += kicker_rows * row_mm
        words = _plain_words(galley, (last_mm - y_mm) / MM_PER_PT, self.grid)
        y_mm -= TEASER_RISE_ROWS * row_mm
        for kind, block in zip(("teaser", "teaser-text"), words, strict=False):
            y_mm += TEASER_AIR_ROWS * row_mm if kind == "teaser-text" else 0.0
            yield block_frame(kind, block, area.x_mm, y_mm, story.slug, target)
            y_mm += block.height_pt * MM_PER_PT
        yield self._teaser_page(story, target, area, y_mm)

    def _teaser_page(self, story: Story, target: Target, area: Rect, y_mm: float) -> LabelFrame:
        return LabelFrame(
            kind="teaser-page",
            rect=replace(area, y_mm=y_mm + 0.2 * self.grid.row_mm, h_mm=self.grid.row_mm),
            text=self.phrases.say("page", page=target.page),
            story=story.slug,
            target=target,
        )

    def _column_rule(self, column: int, row: float, rows: float) -> RuleFrame:
        """A hairline in the gutter before `column`."""
        rect = self._rect(column, 1, row, rows)
        x_mm = rect.x_mm - self.grid.gutter_mm / 2
        return RuleFrame(kind="column-rule", rect=replace(rect, x_mm=x_mm, w_mm=HAIRLINE_MM))

    def _text_rows(self, galleys: Iterable[Galley]) -> float:
        """Rows of the deepest teaser headline with its page line."""
        heights = [galley.teaser.height_pt for galley in galleys if galley.teaser is not None]
        return (
            max(heights, default=0.0) / self.grid.baseline_pt + TEASER_AIR_ROWS + TEASER_PAGE_ROWS
        )

    def _index(self, index: Sequence[tuple[str, int]], first: int, rows: int) -> Iterator[Frame]:
        column = self.grid.columns - 1
        yield LabelFrame(
            kind="index-title",
            rect=self._rect(column, 1, first + 0.8, 1.4),
            text=self.phrases.say("index"),
        )
        halves, deep, step = _index_steps(len(index), rows)
        for place, (name, page) in enumerate(index):
            rect = self._rect(column, 1, first + 2.4 + place % deep * step, step)
            w_mm = (rect.w_mm - (halves - 1) * INDEX_GAP_MM) / halves
            x_mm = rect.x_mm + place // deep * (w_mm + INDEX_GAP_MM)
            rect = replace(rect, x_mm=x_mm, w_mm=w_mm)
            shown = self.phrases.figure(page)
            yield LabelFrame(kind="index-entry", rect=rect, text=name, target=Target(page=page))
            yield LabelFrame(kind="index-page", rect=rect, text=shown, target=Target(page=page))

    def _under_index(
        self,
        entries: int,
        rows: int,
        first: int,
        others: Sequence[Story],
        galleys: Mapping[str, Galley],
        pages: Mapping[str, int],
    ) -> Iterator[Frame]:
        """A teaser more, where an index of so many entries leaves room for one."""
        _, deep, step = _index_steps(entries, rows)
        above = INDEX_HEAD_ROWS + deep * step + INDEX_TEASER_AIR_ROWS
        area = self._rect(self.grid.columns - 1, 1, first + above, rows - above)
        room_pt = (rows - above - TEASER_PAGE_ROWS) * self.grid.baseline_pt
        for story in others:
            if _has_room(galleys[story.slug], room_pt, self.grid):
                target = Target(page=pages[story.slug], story=story.slug)
                yield from self._plain_teaser(story, galleys[story.slug], target, area)
                return

    def _rect(self, column: int, span: int, row: float, rows: float) -> Rect:
        return Rect(
            x_mm=self.grid.x_mm(column),
            y_mm=self.grid.y_mm(row),
            w_mm=self.grid.span_mm(span),
            h_mm=rows * self.grid.row_mm,
        )


def pick_teasers(
    inside: Sequence[tuple[int, Placed]],
    galleys: Mapping[str, Galley],
    grid: Grid,
    foot_rows: int,
    count: int,
) -> list[Story]:
    """The inside stories to announce: by rank, those with a picture first.

    The first `count` are in page order; the others may be announced where there is room left.

    A headline that leaves no room for the page's number in a foot of `foot_rows` is too long for
    a teaser, as is one that leaves none under a picture.
    """
    stories = {
        p.item.story.slug: (page, p.item.story)
        for page, p in reversed(inside)
        if p.item.story is not None and not p.item.rest and not p.item.story.gathered
    }
    fitting = [
        (page, story)
        for page, story in stories.values()
        if may_be_told(galleys[story.slug], grid, foot_rows)
    ]
    fitting.sort(key=lambda entry: (_plain(entry[1]), entry[1].order))
    shown = sorted(fitting[:count], key=lambda entry: entry[0])
    return [story for _, story in (*shown, *fitting[count:])]


def may_be_told(galley: Galley, grid: Grid, foot_rows: int) -> bool:
    """True if a teaser of the story goes into a foot so deep."""
    room_pt = (foot_rows - PLAIN_FOOT_ROWS - TEASER_PAGE_ROWS) * grid.baseline_pt
    fits = galley.teaser is not None and len(galley.teaser.lines) < TEASER_TEXT_ROWS - 1
    return fits and _has_room(galley, room_pt, grid)


def plain_foot_rows(items: Sequence[Item], grid: Grid, most: int) -> int:
    """Rows of a foot without pictures, `most` at most, that the first items' teasers fill best."""
    galleys = [item.galley for item in items if item.galley is not None]
    told = [g for g in galleys if g.teaser and len(g.teaser.lines) < TEASER_TEXT_ROWS - 1]
    sections = len({item.section for item in items})
    index = INDEX_HEAD_ROWS + LEAST_INDEX_STEP * -(-sections // 2)
    least = max((g.teaser.height_pt for g in told if g.teaser is not None), default=0.0)
    fewest = max(index + 1, least / grid.baseline_pt + TEASER_PAGE_ROWS + PLAIN_FOOT_ROWS)

    def white(rows: int) -> float:
        room_pt = (rows - PLAIN_FOOT_ROWS - TEASER_PAGE_ROWS) * grid.baseline_pt
        first = told[: grid.columns - 1]
        return sum(room_pt - _teaser_pt(_plain_words(g, room_pt, grid), grid) for g in first)

    return min(range(min(most, math.ceil(fewest)), most + 1), key=lambda rows: (white(rows), -rows))


def _index_steps(entries: int, rows: int) -> tuple[int, int, float]:
    """Columns of an index, entries in each, and rows from one to the next."""
    room = rows - INDEX_HEAD_ROWS
    halves = 1 if room / entries >= LEAST_INDEX_STEP else 2
    deep = math.ceil(entries / halves)
    return halves, deep, min(1.3, room / deep)


def _plain_words(galley: Galley, room_pt: float, grid: Grid) -> tuple[SetBlock, ...]:
    """Headline, and standfirst if it has room: the words that fill a plain teaser best."""
    sizes = (galley.headlines.get((1, size_pt)) for size_pt in PLAIN_TEASER_PTS)
    heads = [head for head in (*sizes, galley.teaser) if head is not None]
    texts = [galley.teaser_text] if galley.teaser_text is not None else []
    choices: list[tuple[SetBlock, ...]] = [(head, text) for head in heads for text in texts]
    choices += [(head,) for head in heads]
    fitting = [words for words in choices if _teaser_pt(words, grid) <= room_pt]
    return max(fitting, key=lambda words: _teaser_pt(words, grid), default=tuple(heads[-1:]))


def _has_room(galley: Galley, room_pt: float, grid: Grid) -> bool:
    """True if a plain teaser's headline goes there, in its smallest size."""
    return galley.teaser is not None and _teaser_pt((galley.teaser,), grid) <= room_pt


def _teaser_pt(words: Sequence[SetBlock], grid: Grid) -> float:
    """Height of a plain teaser's words, its page line apart."""
    airs = (len(words) - 1) * TEASER_AIR_ROWS - TEASER_RISE_ROWS
    return sum(block.height_pt for block in words) + airs * grid.baseline_pt


def _plain(story: Story) -> bool:
    """True if the story has no photograph to announce it with."""
    return not story.pictures or story.pictures[0][1].whole
