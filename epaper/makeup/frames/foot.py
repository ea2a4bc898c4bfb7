"""The foot of page one: teasers of what is inside, and the index.

In: the stories to announce with their galleys and pages. Out: frames with ready text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from epaper.language.phrases import Phrases
from epaper.makeup.flatplan.teasers import (
    INDEX_GAP_MM,
    INDEX_HEAD_ROWS,
    INDEX_TEASER_AIR_ROWS,
    LEAST_PICTURE_ROWS,
    PLAIN_FOOT_ROWS,
    TEASER_AIR_ROWS,
    TEASER_PAGE_ROWS,
    TEASER_RISE_ROWS,
    even_size_pt,
    has_room,
    index_room,
    index_steps,
    is_plain,
    large_head,
    plain_words,
    teaser_rows,
)
from epaper.makeup.frames.stories import HAIRLINE_MM, CropTo, block_frame
from epaper.model import (
    MM_PER_PT,
    Frame,
    FrameKind,
    Galley,
    Grid,
    LabelFrame,
    PageKind,
    PhotoFrame,
    Rect,
    RuleFrame,
    SetBlock,
    Story,
    Target,
)


@dataclass(frozen=True, kw_only=True)
class Foot:
    """Draws the foot of page one, as deep as its `kind` says.

    `galleys` and `pages` are those of the stories inside, by slug.
    """

    kind: PageKind
    grid: Grid
    phrases: Phrases
    galleys: Mapping[str, Galley]
    pages: Mapping[str, int]
    crop_to: CropTo

    @property
    def first_row(self) -> int:
        """The row at whose top the foot's rule stands."""
        return self.grid.rows - self.kind.foot_rows + 1

    def frames(
        self, stories: Sequence[Story], index: Sequence[tuple[str, int]], large: Story | None = None
    ) -> Iterator[Frame]:
        """Teasers of `stories`, a column each, and the index in the last column.

        A `large` one takes all columns but the index's. A short index has under it the first of
        the other stories whose teaser goes there.
        """
        first, rows = self.first_row, self.kind.foot_rows - PLAIN_FOOT_ROWS
        yield RuleFrame(
            kind=FrameKind.TEASER_RULE, rect=self.grid.rect(0, self.grid.columns, first, 0)
        )
        columns = self.grid.columns - (1 if index else 0)
        shown = stories[:columns] if large is None else ()
        if large is not None:
            yield from self._large_teaser(large)
        heads = [self.galleys[story.slug].teaser for story in shown]
        text_rows = teaser_rows([head for head in heads if head is not None], self.grid)
        no_picture = rows - text_rows < LEAST_PICTURE_ROWS
        plain = [self.galleys[story.slug] for story in shown if no_picture or is_plain(story)]
        room_pt = (rows - TEASER_PAGE_ROWS) * self.grid.baseline_pt
        size_pt = even_size_pt(plain, room_pt, self.grid)
        for column, story in enumerate(shown):
            area = self.grid.rect(column, 1, first + 0.8, rows)
            if no_picture or is_plain(story):
                yield from self._plain_teaser(story, area, size_pt)
            else:
                head = self.galleys[story.slug].teaser
                yield from self._picture_teaser(story, head, area, rows - text_rows)
        between = range(1, len(shown) + bool(index)) if large is None else [columns]
        for column in between:
            yield self._column_rule(column, first + 0.8, rows)
        if index:
            yield from self._index(index)
            entries = min(len(index), index_room(self.kind.foot_rows))
            yield from self._under_index(entries, stories[len(shown) :])

    def _large_teaser(self, story: Story) -> Iterator[Frame]:
        """A picture over all columns but the index's, a headline of a story's size, the credit."""
        rows = self.kind.foot_rows - PLAIN_FOOT_ROWS
        area = self.grid.rect(0, self.grid.columns - 1, self.first_row + 0.8, rows)
        head = large_head(self.galleys[story.slug], self.grid)
        assert head is not None
        text_rows = teaser_rows([head], self.grid)
        *frames, page = self._picture_teaser(story, head, area, rows - text_rows)
        yield from (*frames, page)
        half_mm = area.w_mm / 2
        yield LabelFrame(
            kind=FrameKind.TEASER_CREDIT,
            rect=replace(page.rect, x_mm=area.x_mm + half_mm, w_mm=half_mm),
            text=story.record.photos[story.pictures[0][0]].credit,
            story=story.slug,
        )

    def _picture_teaser(
        self, story: Story, head: SetBlock | None, area: Rect, picture_rows: float
    ) -> Iterator[Frame]:
        """Picture, headline and page, one under another."""
        index, picture = story.pictures[0]
        rect, target = replace(area, h_mm=picture_rows * self.grid.row_mm), self._target(story)
        yield PhotoFrame(
            kind=FrameKind.TEASER_PHOTO,
            rect=rect,
            picture=picture,
            crop=self.crop_to(picture, rect.w_mm / rect.h_mm),
            story=story.slug,
            index=index,
            target=target,
        )
        if head is not None:
            y_mm = rect.bottom_mm + TEASER_AIR_ROWS * self.grid.row_mm
            yield block_frame(FrameKind.TEASER, head, area.x_mm, y_mm, story.slug, target)
            yield self._teaser_page(story, area, y_mm + head.height_pt * MM_PER_PT)

    def _plain_teaser(self, story: Story, area: Rect, size_pt: float = 0.0) -> Iterator[Frame]:
        """A larger headline, under it the standfirst or over it the kicker, and the page.

        The headline is of `size_pt` if that goes there, so that those side by side are of one size.
        """
        galley, target = self.galleys[story.slug], self._target(story)
        row_mm, y_mm = self.grid.row_mm, area.y_mm
        last_mm = area.bottom_mm - TEASER_PAGE_ROWS * row_mm
        kicker_rows = 1 + TEASER_AIR_ROWS
        room_pt = (last_mm - y_mm) / MM_PER_PT - kicker_rows * self.grid.baseline_pt
        if story.kicker and galley.teaser_text is None and has_room(galley, room_pt, self.grid):
            rect = replace(area, h_mm=row_mm)
            yield LabelFrame(
                kind=FrameKind.TEASER_KICKER, rect=rect, text=story.kicker, target=target
            )
            y_mm += kicker_rows * row_mm
        words = plain_words(galley, (last_mm - y_mm) / MM_PER_PT, self.grid, size_pt)
        y_mm -= TEASER_RISE_ROWS * row_mm
        for kind, block in zip((FrameKind.TEASER, FrameKind.TEASER_TEXT), words, strict=False):
            y_mm += TEASER_AIR_ROWS * row_mm if kind is FrameKind.TEASER_TEXT else 0.0
            yield block_frame(kind, block, area.x_mm, y_mm, story.slug, target)
            y_mm += block.height_pt * MM_PER_PT
        yield self._teaser_page(story, area, y_mm)

    def _teaser_page(self, story: Story, area: Rect, y_mm: float) -> LabelFrame:
        target = self._target(story)
        return LabelFrame(
            kind=FrameKind.TEASER_PAGE,
            rect=replace(area, y_mm=y_mm + 0.2 * self.grid.row_mm, h_mm=self.grid.row_mm),
            text=self.phrases.say("page", page=target.page),
            story=story.slug,
            target=target,
        )

    def _target(self, story: Story) -> Target:
        return Target(page=self.pages[story.slug], story=story.slug)

    def _column_rule(self, column: int, row: float, rows: float) -> RuleFrame:
        """A hairline in the gutter before `column`."""
        rect = self.grid.rect(column, 1, row, rows)
        x_mm = rect.x_mm - self.grid.gutter_mm / 2
        return RuleFrame(
            kind=FrameKind.COLUMN_RULE, rect=replace(rect, x_mm=x_mm, w_mm=HAIRLINE_MM)
        )

    def _index(self, index: Sequence[tuple[str, int]]) -> Iterator[Frame]:
        column, first = self.grid.columns - 1, self.first_row
        yield LabelFrame(
            kind=FrameKind.INDEX_TITLE,
            rect=self.grid.rect(column, 1, first + 0.8, 1.4),
            text=self.phrases.say("index"),
        )
        shown_index = index[: index_room(self.kind.foot_rows)]
        halves, deep, step = index_steps(len(shown_index), self.kind.foot_rows - 1)
        for place, (name, page) in enumerate(shown_index):
            rect = self.grid.rect(column, 1, first + 2.4 + place % deep * step, step)
            w_mm = (rect.w_mm - (halves - 1) * INDEX_GAP_MM) / halves
            x_mm = rect.x_mm + place // deep * (w_mm + INDEX_GAP_MM)
            rect = replace(rect, x_mm=x_mm, w_mm=w_mm)
            shown = self.phrases.figure(page)
            yield LabelFrame(
                kind=FrameKind.INDEX_ENTRY, rect=rect, text=name, target=Target(page=page)
            )
            yield LabelFrame(
                kind=FrameKind.INDEX_PAGE, rect=rect, text=shown, target=Target(page=page)
            )

    def _under_index(self, entries: int, others: Sequence[Story]) -> Iterator[Frame]:
        """A teaser more, where an index of so many entries leaves room for one."""
        rows = self.kind.foot_rows - 1
        _, deep, step = index_steps(entries, rows)
        above = INDEX_HEAD_ROWS + deep * step + INDEX_TEASER_AIR_ROWS
        area = self.grid.rect(self.grid.columns - 1, 1, self.first_row + above, rows - above)
        room_pt = (rows - above - TEASER_PAGE_ROWS) * self.grid.baseline_pt
        for story in others:
            if has_room(self.galleys[story.slug], room_pt, self.grid):
                yield from self._plain_teaser(story, area)
                return
