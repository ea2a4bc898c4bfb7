"""Drawing: a placed story becomes frames with exact rectangles in mm.

In: items with their cells, shapes and fitted legs. Out: frames for the press. Everything
stands on the baseline grid but what hangs from it: cutlines under their picture,
quotes and notices inside their panel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from epaper.language.phrases import Phrases
from epaper.makeup.frames.quotes import Parted, parted_legs
from epaper.makeup.page.placing import Placed, PlacedPanel, PlacedStory
from epaper.makeup.story.arrangement import (
    GAP_ROWS,
    QUOTE_ABOVE_MM,
    QUOTE_BELOW_MM,
    QUOTE_BY_GAP_PT,
    TABLE_AIR_ROWS,
    Arrangement,
    Part,
)
from epaper.makeup.story.copyfit import LegLine
from epaper.makeup.story.item import AdItem, NoticeItem, WhiteItem
from epaper.makeup.story.notices import fillings, form_height_pt, text_columns, title_gap_pt
from epaper.makeup.story.overflow import stretch_rows, stretched
from epaper.makeup.story.pictures import ART_DROP_PT, CUTLINE_GAP_PT, cutline_rows
from epaper.makeup.story.shapes import AD_LABEL_ROWS
from epaper.model import (
    MM_PER_PT,
    AdSetting,
    CodeFrame,
    Crop,
    Frame,
    FrameKind,
    Galley,
    Grid,
    LabelFrame,
    NoticeForm,
    NoticeSetting,
    PhotoFrame,
    Picture,
    QuoteSetting,
    Rect,
    RuleFrame,
    SetBlock,
    Story,
    StoryArea,
    TableFrame,
    TableSetting,
    Target,
    TextFrame,
)

CropTo = Callable[[Picture, float], Crop]

BOX_PAD_PT = 6.0
HAIRLINE_MM = 0.1
CODE = "code"  # the style of the rows that a code takes of its leg


@dataclass(frozen=True, kw_only=True)
class JumpEnds:
    """Where a story on this page comes from and goes on; 0 for neither."""

    from_page: int = 0
    to_page: int = 0


@dataclass(frozen=True, kw_only=True)
class StoryDrawer:
    """Draws the stories of one page. `first_row` is the row at which the copy area begins."""

    grid: Grid
    first_row: int
    phrases: Phrases
    crop_to: CropTo
    jumps: Mapping[str, JumpEnds]

    def draw(self, placed: Placed) -> tuple[StoryArea | None, tuple[Frame, ...]]:
        """The story's rectangle and all frames in it; a notice has no story rectangle."""
        if not isinstance(placed, PlacedStory):
            return None, tuple(self._panel(placed))
        story, galley = placed.item.story, placed.item.galley
        pen = _Pen(self, placed, placed.shape.arrangement, story, galley)
        ends = self.jumps.get(story.slug, JumpEnds())
        part = "rest" if ends.from_page else "start" if ends.to_page else "whole"
        area = StoryArea(story=story.slug, rect=self.area(placed), part=part)
        return area, tuple(pen.frames(ends))

    def area(self, placed: Placed) -> Rect:
        """The item's rectangle, without the gap below it."""
        cell = placed.cell
        return self.rect(cell.column, cell.width, cell.row, cell.height - GAP_ROWS)

    def rect(self, column: int, span: int, row: float, rows: float) -> Rect:
        """A rectangle of whole columns; rows count from the top of the copy area."""
        return self.grid.rect(column, span, self.first_row + row, rows)

    def _panel(self, placed: PlacedPanel) -> Iterator[Frame]:
        """A notice or an advertisement; of white there is nothing to draw."""
        match placed.item:
            case NoticeItem(notice=notice):
                yield from self._notice(placed, notice)
            case AdItem(ad=ad):
                yield from self._advertisement(placed, ad)

    def _notice(self, placed: PlacedPanel, notice: NoticeSetting) -> Iterator[Frame]:
        """A notice in the middle of its panel's height."""
        area, rows = self.area(placed), placed.cell.height - GAP_ROWS
        form = fillings(notice, self.grid, placed.cell.width, rows)[rows].form
        yield RuleFrame(kind=FrameKind.NOTICE_PANEL, rect=area)
        x_mm = area.x_mm + form.pad_pt * MM_PER_PT
        y_mm = area.y_mm + (area.h_mm - form_height_pt(form) * MM_PER_PT) / 2
        if form.title is not None:
            yield block_frame(FrameKind.NOTICE_TITLE, form.title, x_mm, y_mm)
            if form.beside:
                x_mm = area.right_mm - _notice_text_mm(form) - form.pad_pt * MM_PER_PT
            else:
                y_mm += (form.title.height_pt + title_gap_pt(form.title)) * MM_PER_PT
        for column in text_columns(form):
            yield block_frame(FrameKind.NOTICE, column, x_mm, y_mm)
            x_mm += (column.measure_pt + form.gutter_pt) * MM_PER_PT

    def _advertisement(self, placed: PlacedPanel, ad: AdSetting) -> Iterator[Frame]:
        """Its label, its panel, and in the panel its picture or its words."""
        area = self.area(placed)
        label_mm = AD_LABEL_ROWS * self.grid.row_mm
        label = replace(area, h_mm=label_mm)
        yield LabelFrame(
            kind=FrameKind.AD_LABEL, rect=label, text=self.phrases.say("advertisement")
        )
        place = replace(area, y_mm=area.y_mm + label_mm, h_mm=area.h_mm - label_mm)
        yield RuleFrame(kind=FrameKind.AD_PANEL, rect=place)
        name = ad.advertisement.name
        if ad.picture is not None:
            rect = _fitted(ad.picture, place)
            crop = Crop()
            yield PhotoFrame(
                kind=FrameKind.AD_PHOTO,
                rect=rect,
                picture=ad.picture,
                crop=crop,
                story="",
                index=0,
                alt=ad.advertisement.title or name,
            )
        top_mm = place.y_mm + (place.h_mm - ad.words_pt * MM_PER_PT) / 2
        if ad.title is not None:
            yield _centred(FrameKind.AD_TITLE, ad.title, place, top_mm)
            top_mm += (ad.title.height_pt + ad.gap_pt) * MM_PER_PT
        if ad.text is not None:
            yield _centred(FrameKind.AD, ad.text, place, top_mm)

    def rules(self, all_placed: tuple[Placed, ...]) -> Iterator[Frame]:
        """Hairlines between stories: above those that stand under others, left of those beside."""
        for placed in (p for p in all_placed if not isinstance(p.item, WhiteItem)):
            cell, area = placed.cell, self.area(placed)
            if cell.row:
                y_mm = area.y_mm - GAP_ROWS / 2 * self.grid.row_mm
                rect = Rect(x_mm=area.x_mm, y_mm=y_mm, w_mm=area.w_mm, h_mm=HAIRLINE_MM)
                yield RuleFrame(kind=FrameKind.STORY_RULE, rect=rect)
            if cell.column:
                x_mm = area.x_mm - self.grid.gutter_mm / 2
                rect = Rect(x_mm=x_mm, y_mm=area.y_mm, w_mm=HAIRLINE_MM, h_mm=area.h_mm)
                yield RuleFrame(kind=FrameKind.COLUMN_RULE, rect=rect)


@dataclass(frozen=True)
class _Pen:
    """Draws one story: walks through the parts of its arrangement."""

    drawer: StoryDrawer
    placed: PlacedStory
    plan: Arrangement
    story: Story
    galley: Galley

    @property
    def grid(self) -> Grid:
        return self.drawer.grid

    @property
    def head_row(self) -> int:
        """Row of the head's top: under a picture that stands above it."""
        cell, shape = self.placed.cell, self.placed.shape
        return cell.row + (shape.art_rows if self.plan.art_style == "top" else 0)

    @property
    def legs_row(self) -> int:
        return self.head_row + self.plan.head_rows + self.placed.shape.head_air_rows

    @property
    def end_row(self) -> int:
        return self.legs_row + self.placed.shape.zone_rows

    def frames(self, ends: JumpEnds) -> Iterator[Frame]:
        for part in self.plan.parts:
            yield from self._part(part, ends)
        if self.plan.art_style:
            yield from self._main_picture()
        yield from self._legs()

    def _part(self, part: Part, ends: JumpEnds) -> Iterator[Frame]:
        column = self.placed.cell.column + part.column
        row = self._row(part)
        x_mm, y_mm = self.grid.x_mm(column), self.grid.y_mm(self.drawer.first_row + row)
        rect = self.drawer.rect(column, part.span, row, part.rows)
        match part.kind:
            case FrameKind.JUMP_LINE:
                yield self._leading(part.kind, rect, "continued", ends.to_page)
            case FrameKind.FROM_LINE:
                yield self._leading(part.kind, rect, "from_page", ends.from_page)
            case FrameKind.PHOTO:
                yield from self._photo(part.index, column, part.span, row, part.rows)
            case FrameKind.QUOTE:
                down = self._parted.rows_above if self._parted else 0
                rect = self.drawer.rect(column, part.span, row + down, part.rows)
                yield from self._quote(rect, self.galley.quotes[part.index], parts=down > 0)
            case FrameKind.BOX:
                yield from self._box(rect, part.span)
            case FrameKind.TABLE if self.placed.item.pieces:
                yield from self._pieces(rect)
            case FrameKind.TABLE:
                yield self._table(rect, self.galley.tables[part.span])
            case _:
                block = self._block(part)
                yield block_frame(part.kind, block, x_mm, y_mm, self.story.record.slug)

    def _leading(self, kind: FrameKind, rect: Rect, phrase: str, page: int) -> LabelFrame:
        """A line that says where the story goes on or comes from, and leads there."""
        return LabelFrame(
            kind=kind,
            rect=rect,
            text=self.drawer.phrases.say(phrase, page=page),
            story=self.story.slug,
            target=Target(page=page, story=self.story.slug),
        )

    def _row(self, part: Part) -> float:
        if part.zone == "head":
            air_rows = self.placed.shape.head_air_rows
            hangs = part.kind is FrameKind.STANDFIRST
            drop_rows = self.plan.standfirst_drop_rows(air_rows) if hangs else 0.0
            return self.head_row + part.row + drop_rows
        if part.zone == "top":
            above = self.plan.art_in_zone(part.column, self.placed.shape.art_rows)
            return self.legs_row + above + part.row
        return self.end_row - part.row

    def _block(self, part: Part) -> SetBlock:
        span = part.span
        match part.kind:
            case FrameKind.HEADLINE:
                return self.galley.headlines[span, self.plan.size_pt]
            case FrameKind.KICKER:
                return self.galley.kickers[span]
            case FrameKind.STANDFIRST:
                return self.galley.standfirsts[span]
            case FrameKind.BYLINE:
                return self.galley.bylines[span]
            case FrameKind.JUMP_HEAD:
                return self.galley.jump_heads[span]
        raise KeyError(part.kind)

    @cached_property
    def _parted(self) -> Parted | None:
        """How the story's pull quote stands within its legs; None if it stands on top of them."""
        return parted_legs(self.plan, dict(self._lines_of_legs()))

    def _lines_of_legs(self) -> Iterator[tuple[int, tuple[LegLine, ...]]]:
        """The lines of each leg, by its column in the story."""
        columns = [c for c, rows in enumerate(self.placed.shape.legs) if rows]
        return zip(columns, self.placed.fit.legs, strict=True)

    def _legs(self) -> Iterator[Frame]:
        first = next((c for c, rows in enumerate(self.placed.shape.legs) if rows), 0)
        for column, lines in self._lines_of_legs():
            row = self.legs_row + self.plan.tops[column]
            row += self.placed.drop_rows if column == first else 0
            row += self.plan.art_in_zone(column, self.placed.shape.art_rows)
            parted = self._parted if self._parted and column in self._parted.columns else None
            if parted is None:
                yield from self._leg(column, row, lines)
                continue
            above, below = lines[: parted.rows_above], lines[parted.rows_above :]
            yield from self._leg(column, row - parted.rows, above)
            yield from self._leg(column, row + parted.rows_above, below)

    def _leg(self, column: int, row: float, lines: tuple[LegLine, ...]) -> Iterator[Frame]:
        """Lines that follow each other in a column, from `row` on."""
        for (slug, of_code), group in groupby(lines, key=_part_of_leg):
            part = tuple(leg_line.line for leg_line in group)
            rect = self.drawer.rect(self.placed.cell.column + column, 1, row, len(part))
            row += len(part)
            if of_code:
                assert self.galley.code is not None
                yield CodeFrame(rect=rect, code=self.galley.code, story=slug)
                continue
            yield TextFrame(
                kind=FrameKind.LEG,
                rect=rect,
                style="body",
                size_pt=0.0,
                leading_pt=self.grid.baseline_pt,
                lines=part,
                story=slug,
            )

    def _main_picture(self) -> Iterator[Frame]:
        plan, shape = self.plan, self.placed.shape
        row = self.legs_row if plan.art_style == "side" else self.placed.cell.row
        column = self.placed.cell.column + plan.art_column
        yield from self._photo(plan.art_index, column, plan.art_span, row, shape.art_rows)

    def _photo(
        self, index: int, column: int, span: int, row: float, rows: float
    ) -> Iterator[Frame]:
        """A picture and its cutline in `rows` rows; the picture ends on the grid."""
        picture = next(p for i, p in self.story.pictures if i == index)
        cutline = self.galley.cutlines.get((index, span))
        photo_rows = rows - cutline_rows(cutline, self.grid)
        full = self.drawer.rect(column, span, row, photo_rows)
        drop_mm = ART_DROP_PT * MM_PER_PT if row else 0.0
        h_mm = full.h_mm - drop_mm
        if picture.whole:
            h_mm = min(h_mm, full.w_mm / picture.aspect)
        rect = Rect(x_mm=full.x_mm, y_mm=full.y_mm + drop_mm, w_mm=full.w_mm, h_mm=h_mm)
        slug = self.story.record.slug
        yield PhotoFrame(
            rect=rect,
            picture=picture,
            crop=self.drawer.crop_to(picture, rect.w_mm / rect.h_mm),
            story=slug,
            index=index,
            alt=self.story.record.photos[index].alt,
        )
        if cutline is not None and cutline.lines:
            y_mm = rect.bottom_mm + CUTLINE_GAP_PT * MM_PER_PT
            yield block_frame(FrameKind.CUTLINE, cutline, rect.x_mm, y_mm, slug)

    def _quote(self, rect: Rect, quote: QuoteSetting, *, parts: bool) -> Iterator[Frame]:
        """A pull quote in the middle between two rules, its speaker under it.

        One that `parts` a leg has as much white above as below.
        """
        slug = self.story.record.slug
        x_mm = rect.x_mm + (rect.w_mm - quote.block.measure_pt * MM_PER_PT) / 2
        even_mm = (QUOTE_ABOVE_MM + QUOTE_BELOW_MM) / 2
        above_mm, below_mm = (even_mm, even_mm) if parts else (QUOTE_ABOVE_MM, QUOTE_BELOW_MM)
        panel = _inset(rect, 0.0, above_mm, below_mm)
        yield RuleFrame(kind=FrameKind.QUOTE_PANEL, rect=panel)
        by_pt = quote.by.height_pt + QUOTE_BY_GAP_PT if quote.by is not None else 0.0
        words_mm = (quote.block.height_pt + by_pt) * MM_PER_PT
        y_mm = panel.y_mm + (panel.h_mm - words_mm) / 2
        yield block_frame(FrameKind.QUOTE, quote.block, x_mm, y_mm, slug)
        if quote.by is not None:
            y_mm += (quote.block.height_pt + QUOTE_BY_GAP_PT) * MM_PER_PT
            yield block_frame(FrameKind.QUOTE_BY, quote.by, x_mm, y_mm, slug)

    def _box(self, rect: Rect, span: int) -> Iterator[Frame]:
        """The box's panel, a row of white above it; title and text inside, a leg a column."""
        assert self.galley.box is not None
        title, row_mm = self.galley.box.title, self.grid.row_mm
        slug = self.story.record.slug
        panel = Rect(
            x_mm=rect.x_mm, y_mm=rect.y_mm + row_mm, w_mm=rect.w_mm, h_mm=rect.h_mm - row_mm
        )
        yield RuleFrame(kind=FrameKind.BOX_PANEL, rect=panel)
        x_mm = rect.x_mm + BOX_PAD_PT * MM_PER_PT
        y_mm = panel.y_mm + row_mm
        if title.lines:
            yield block_frame(FrameKind.BOX_TITLE, title, x_mm, y_mm, slug)
        y_mm += len(title.lines) * row_mm
        lines = self.galley.box.lines
        rows = -(-len(lines) // span)
        for column in range(span):
            part = lines[column * rows : (column + 1) * rows]
            inner = Rect(
                x_mm=x_mm + column * (self.grid.column_mm + self.grid.gutter_mm),
                y_mm=y_mm,
                w_mm=self.grid.column_mm - 2 * BOX_PAD_PT * MM_PER_PT,
                h_mm=len(part) * row_mm,
            )
            yield TextFrame(
                kind=FrameKind.BOX,
                rect=inner,
                style="box",
                size_pt=0.0,
                leading_pt=self.grid.baseline_pt,
                lines=part,
                story=slug,
            )

    def _table(self, rect: Rect, table: TableSetting) -> TableFrame:
        y_mm = rect.y_mm + (TABLE_AIR_ROWS - 1) * self.grid.row_mm
        inner = Rect(
            x_mm=rect.x_mm, y_mm=y_mm, w_mm=rect.w_mm, h_mm=table.total_rows * self.grid.row_mm
        )
        return TableFrame(rect=inner, table=table, story=self.story.record.slug)

    def _pieces(self, rect: Rect) -> Iterator[Frame]:
        """Parts of a long table side by side, from the left."""
        step_mm = self.grid.column_mm + self.grid.gutter_mm
        more_rows = self.placed.shape.zone_rows - max(self.plan.used_rows)
        pieces = self.placed.item.pieces
        # What the rows do not bear between them stands over the table.
        more_rows = min(more_rows, *map(stretch_rows, pieces))
        deepest = max(piece.total_rows for piece in pieces) + more_rows
        y_mm = rect.y_mm - more_rows * self.grid.row_mm
        for number, piece in enumerate(pieces):
            x_mm = rect.x_mm + number * piece.span * step_mm
            place = replace(rect, x_mm=x_mm, y_mm=y_mm, w_mm=self.grid.span_mm(piece.span))
            yield self._table(place, stretched(piece, deepest - piece.total_rows))


def _part_of_leg(leg_line: LegLine) -> tuple[str, bool]:
    """What stands together in a leg: the lines of a record, the rows of a code."""
    return leg_line.slug, leg_line.line.style == CODE


def _fitted(picture: Picture, place: Rect) -> Rect:
    """The largest rectangle of the picture's aspect in the middle of `place`."""
    w_mm = min(place.w_mm, place.h_mm * picture.aspect)
    h_mm = w_mm / picture.aspect
    return Rect(
        x_mm=place.x_mm + (place.w_mm - w_mm) / 2,
        y_mm=place.y_mm + (place.h_mm - h_mm) / 2,
        w_mm=w_mm,
        h_mm=h_mm,
    )


def block_frame(
    kind: FrameKind,
    block: SetBlock,
    x_mm: float,
    y_mm: float,
    story: str = "",
    target: Target | None = None,
) -> TextFrame:
    """A frame just as large as `block`, its top left at (x_mm, y_mm)."""
    rect = Rect(
        x_mm=x_mm,
        y_mm=y_mm,
        w_mm=block.measure_pt * MM_PER_PT,
        h_mm=block.height_pt * MM_PER_PT,
    )
    return TextFrame(
        kind=kind,
        rect=rect,
        style=block.style,
        size_pt=block.size_pt,
        leading_pt=block.leading_pt,
        lines=block.lines,
        story=story,
        target=target,
    )


def _centred(kind: FrameKind, block: SetBlock, area: Rect, y_mm: float) -> TextFrame:
    """A frame just as large as `block`, midway between the sides of `area`."""
    x_mm = area.x_mm + (area.w_mm - block.measure_pt * MM_PER_PT) / 2
    return block_frame(kind, block, x_mm, y_mm)


def _notice_text_mm(form: NoticeForm) -> float:
    """Width of all columns of a notice's text."""
    gutters = (form.columns - 1) * form.gutter_pt
    return (form.columns * form.text.measure_pt + gutters) * MM_PER_PT


def _inset(rect: Rect, x_mm: float, top_mm: float, bottom_mm: float) -> Rect:
    return Rect(
        x_mm=rect.x_mm + x_mm,
        y_mm=rect.y_mm + top_mm,
        w_mm=rect.w_mm - 2 * x_mm,
        h_mm=rect.h_mm - top_mm - bottom_mm,
    )
