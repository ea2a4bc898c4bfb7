"""Arranging: every arrangement that an item offers.

In: an item, its role, the grid, a width in columns. Out: arrangements, in a fixed order. Each
comes of a choice: which picture stands where, whether there is a pull quote, whether the story
jumps; parts are then stacked on their columns one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from epaper.makeup.figures import LEGS, OVERFLOW, PICTURES, QUOTES, WHITE
from epaper.makeup.story.arrangement import (
    BOX_PAD_ROWS,
    HEAD_AFTER_PT,
    QUOTE_AIR_PT,
    QUOTE_BY_GAP_PT,
    STANDFIRST_GAP_EM,
    STANDFIRST_GAP_PT,
    TABLE_AIR_ROWS,
    Arrangement,
    ArtStyle,
    Part,
)
from epaper.makeup.story.item import Leaves, Role, StoryItem
from epaper.makeup.story.pictures import (
    Hanging,
    Hung,
    cutline_rows,
    hang,
    hung_rows,
    rows_of,
    second_rows,
)
from epaper.model import FrameKind, Galley, Grid, Picture, QuoteSetting

Seconds = Literal["stack", "row", "under"]


@dataclass(frozen=True, slots=True)
class _Choice:
    """What an arrangement decides on: the main picture, the standfirst, a quote, a jump.

    `leaves` tells what art the rest of a jumped story takes along. The second pictures stand in
    a "stack" on the last leg beside the main one, in a level "row" on several, or "under" it; with
    `gallery` they hang in rows under the head.
    """

    art: ArtStyle = ""
    column: int = 0
    span: int = 0
    across: bool = True
    quote: int = -1
    jump: bool = False
    leaves: Leaves = ""
    gallery: bool = False
    lean: int = 0
    fill: bool = False
    seconds: Seconds = "stack"
    byline_across: bool = False


PLAIN = _Choice()
BARE_GALLERIES = tuple(
    _Choice(gallery=True, lean=n)
    for n in range(-PICTURES.most_lean_rows, PICTURES.most_lean_rows + 1)
)
FILLED_GALLERIES = tuple(replace(choice, fill=True) for choice in BARE_GALLERIES)
BARE = (_Choice(gallery=True),)


def arrangements(item: StoryItem, role: Role, grid: Grid, width: int) -> Iterator[Arrangement]:
    """Every arrangement `item` offers at `width` columns, in a fixed order.

    What has no copy is as wide as the page.
    """
    if not item.paragraphs and width < grid.columns:
        return
    choices = tuple(_choices(item, role, grid, width) if item.paragraphs else _bare_choices(item))
    if width > 1 and is_stub(item):
        level = [choice for choice in choices if choice.art in ("", "top")]
        choices += tuple(
            dict.fromkeys(replace(choice, byline_across=True, across=True) for choice in level)
        )
    hung: HungRows = {}
    for size_pt in head_sizes(item, role):
        for choice in choices:
            head_span = width - choice.span if choice.art == "aside" else width
            draft = _Sketch(item, grid, width, head_span, size_pt, hung)
            if draft.head(choice.across) and draft.columns(choice):
                yield draft.done(choice)


def is_stub(item: StoryItem) -> bool:
    """True for copy so short that, where nothing else comes out, its legs may be of two lines.

    Its byline may then stand over all of them, so that they begin level and can end so.
    """
    return bool(item.strained) and 0 < item.rows <= LEGS.stub_rows


def _bare_choices(item: StoryItem) -> tuple[_Choice, ...]:
    """The choices of what has no copy: a page of pictures is as deep as its room."""
    if not item.pictures:
        return BARE
    return (*BARE_GALLERIES, *FILLED_GALLERIES) if item.strained else BARE_GALLERIES


def _choices(item: StoryItem, role: Role, grid: Grid, width: int) -> Iterator[_Choice]:
    jumps = (True,) if role.must_jump else (False, True) if role.jump else (False,)
    for art, column, span in _art_choices(item, role, grid, width):
        head_span = width - span if art == "aside" else width
        galleries = (False, True) if len(item.pictures) >= PICTURES.gallery_from else (False,)
        for across in _standfirst_choices(item, head_span, width):
            for jump in jumps:
                base = _Choice(art, column, span, across, jump=jump)
                for quote in _quote_choices(item, grid, width):
                    for gallery in galleries if art != "aside" else (False,):
                        yield replace(base, quote=quote, gallery=gallery)
                # With several pictures there is no grey for a quote to break.
                for seconds in _second_choices(item, art):
                    yield replace(base, seconds=seconds)
                if jump and art and len(item.pictures) > 1 and not item.rest:
                    yield replace(base, leaves="others")
    if len(item.pictures) >= PICTURES.gallery_from and not role.must_jump:
        for across in _standfirst_choices(item, width, width):
            yield _Choice(across=across, gallery=True)
    if role.jump and item.can_leave_art:
        for across in _standfirst_choices(item, width, width):
            yield _Choice(across=across, jump=True, leaves="art")


def _second_choices(item: StoryItem, art: ArtStyle) -> tuple[Seconds, ...]:
    """Other ways than a stack to place pictures beyond the main one."""
    seconds = len(item.pictures) - (1 if art else 0)
    under: tuple[Seconds, ...] = ("under",) if art in ("side", "aside") and seconds else ()
    return (*under, "row") if seconds > 1 else under


def head_sizes(item: StoryItem, role: Role) -> tuple[float, ...]:
    """Headline sizes to try: the role's; the largest there is if a word is too long for those."""
    if item.rest:
        return (0.0,)
    if item.gathered:
        return (role.sizes_pt[-1],)
    there = {size_pt for _, size_pt in item.galley.headlines}
    if there and there.isdisjoint(role.sizes_pt):
        return (max(there),)
    return role.sizes_pt


def _art_choices(
    item: StoryItem, role: Role, grid: Grid, width: int
) -> Iterator[tuple[ArtStyle, int, int]]:
    """Style, first column and span of the main picture."""
    if not item.pictures:
        yield "", 0, 0
        return
    first = item.pictures[0][1]
    least = 2 if _wants_room(first, grid) else 1
    for span in sorted({max(span, least) for span in role.art_columns}):
        if span > width:
            continue
        if span == width:
            yield "top", 0, span
            yield "side", 0, span
        else:
            yield "side", width - span, span
            yield "aside", width - span, span


def _wants_room(picture: Picture, grid: Grid) -> bool:
    """The lettering of a map or chart can be read from two columns on, if it is sharp there."""
    wide_mm = grid.span_mm(min(2, grid.columns))
    return (
        picture.whole
        and picture.aspect > 1
        and picture.width_px * 25.4 / wide_mm >= PICTURES.chart_dpi
    )


def _standfirst_choices(item: StoryItem, head_span: int, width: int) -> tuple[bool, ...]:
    """Whether the standfirst runs across the head; otherwise it tops the first leg."""
    if item.rest:
        return (True, False) if width > 1 else (True,)
    if head_span not in item.galley.standfirsts:
        return (True,)
    lines = len(item.galley.standfirsts[head_span].lines)
    if width == 1:
        return (True,)
    if lines == 1 or head_span <= 2:
        return (True, False)
    return (False,) if head_span > 3 else (True, False)


def _quote_choices(item: StoryItem, grid: Grid, width: int) -> tuple[int, ...]:
    """No quote, or the place of one in the galley's quotes, a choice for each area it may take.

    Of a story that jumps, the first quote is for its start and the second for its rest, so that
    none can be printed twice.
    """
    if width < 2 or item.rows < QUOTES.from_rows:
        return (-1,)
    areas: dict[int, int] = {}
    for place, quote in enumerate(item.galley.quotes):
        wide_enough = width >= QUOTES.wide_from[quote.span]
        if wide_enough and (quote.index == 1 or not item.rest):
            areas.setdefault(quote.span * quote_rows(quote, grid), place)
    return (-1, *areas.values())


def quote_rows(quote: QuoteSetting, grid: Grid) -> int:
    """Rows of a pull quote, its speaker, rules and the white around it."""
    by_pt = quote.by.height_pt + QUOTE_BY_GAP_PT if quote.by is not None else 0.0
    return rows_of(quote.block.height_pt + by_pt + QUOTE_AIR_PT, grid)


# By number, columns, lean and fill.
HungRows = dict[tuple[int, int, int, bool], tuple[Hung, ...]]


class _Sketch:
    """An arrangement in the making: parts are stacked on their columns one by one."""

    def __init__(
        self,
        item: StoryItem,
        grid: Grid,
        width: int,
        head_span: int,
        size_pt: float,
        hung: HungRows,
    ) -> None:
        self.item = item
        self.hung = hung
        self.grid = grid
        self.width = width
        self.head_span = head_span
        self.size_pt = size_pt
        self.parts: list[Part] = []
        self.head_rows = 0
        self.head_pt = 0.0
        self.tops = [0] * width
        self.feet = [0] * width
        self.art_index = 0

    def head(self, standfirst_across: bool) -> bool:
        """Stack kicker, headline and standfirst; False if the headline does not fit so."""
        galley = self.item.galley
        if self.item.rest:
            self._jump_head(galley, standfirst_across)
            return True
        headline = galley.headlines.get((self.head_span, self.size_pt))
        if headline is None:
            return False
        kicker = galley.kickers.get(self.head_span)
        if kicker is not None:
            self._add_head(FrameKind.KICKER, kicker.height_pt)
        self._add_head(FrameKind.HEADLINE, headline.height_pt)
        standfirst = galley.standfirsts.get(self.head_span if standfirst_across else 1)
        if standfirst is not None and standfirst.lines:
            if standfirst_across:
                self.head_pt += max(STANDFIRST_GAP_PT, STANDFIRST_GAP_EM * self.size_pt)
                self._add_head(FrameKind.STANDFIRST, standfirst.height_pt)
            else:
                rows = rows_of(standfirst.height_pt + HEAD_AFTER_PT, self.grid)
                self._add_top(FrameKind.STANDFIRST, 0, 1, rows)
        self._end_head()
        return True

    def _jump_head(self, galley: Galley, across: bool) -> None:
        """The head of what has jumped: across all legs, or on top of the first."""
        head = galley.jump_heads.get(self.head_span if across else 1)
        height_pt = head.height_pt if head is not None else 0.0
        if across:
            self._add_head(FrameKind.FROM_LINE, self.grid.baseline_pt)
            if head is not None:
                self._add_head(FrameKind.JUMP_HEAD, height_pt)
            self._end_head()
        else:
            self._add_top(FrameKind.FROM_LINE, 0, 1, 1)
            if head is not None:
                self._add_top(
                    FrameKind.JUMP_HEAD, 0, 1, rows_of(height_pt + HEAD_AFTER_PT, self.grid)
                )

    def columns(self, choice: _Choice) -> bool:
        """Stack what stands on and under the legs."""
        galley = self.item.galley
        beside = choice.art in ("side", "aside")
        art = range(choice.column, choice.column + choice.span) if beside else range(0)
        goes_on = choice.jump or self.item.more is not None
        if goes_on and not self.item.paragraphs:
            self._add_foot(FrameKind.JUMP_LINE, self.width - 1, 1, 1)
        if self.item.art and not choice.leaves:
            if choice.gallery:
                if not self._gallery(self.item.pictures[1 if choice.art else 0 :], choice):
                    return False
            elif not self._second_pictures(choice, art):
                return False
            if not self._foot_parts():
                return False
        # After the pictures: nothing parts a byline from its text.
        span = self.width if choice.byline_across else 1
        byline = galley.bylines.get(span)
        if byline is not None and byline.lines and not self.item.rest:
            if choice.byline_across and any(self.tops):
                return False
            self._add_top(FrameKind.BYLINE, 0, span, len(byline.lines) + 1)
        if choice.quote >= 0 and not self._quote(galley.quotes, choice, art):
            return False
        if goes_on and self.item.paragraphs:
            self._add_foot(FrameKind.JUMP_LINE, self.width - 1, 1, 1)
        return True

    def _quote(self, quotes: Sequence[QuoteSetting], choice: _Choice, art: range) -> bool:
        """Stack a pull quote on free columns side by side, in the middle of several."""
        quote = quotes[choice.quote]
        if choice.jump and quote.index:
            return False
        free = {c for c in range(1, self.width) if c not in art and not self.tops[c]}
        first = [c for c in sorted(free) if free.issuperset(range(c, c + quote.span))]
        if not first:
            return False
        rows = quote_rows(quote, self.grid)
        self._add_top(FrameKind.QUOTE, first[len(first) // 2], quote.span, rows, choice.quote)
        return True

    def _second_pictures(self, choice: _Choice, art: range) -> bool:
        """Pictures beyond the main one, as the choice says; False if no other leg is free.

        The first of several legs begins with the text.
        """
        galley = self.item.galley
        seconds = self.item.pictures[1 if choice.art else 0 :]
        others = range(1, self.width) if self.width > 1 else range(1)
        free = list(art) if choice.seconds == "under" else [c for c in others if c not in art]
        if not free or (choice.seconds == "row" and len(free) == 1):
            return not seconds
        if choice.seconds != "stack":
            hung = self._hung(seconds, len(free))
            for place in hung:
                self._add_top(
                    FrameKind.PHOTO, free[place.column], place.span, place.rows, place.index
                )
            return self._is_level(hung)
        for index, picture in seconds:
            rows = second_rows(picture, self.grid.column_mm, self.grid)
            rows += cutline_rows(galley.cutlines.get((index, 1)), self.grid)
            self._add_top(FrameKind.PHOTO, free[-1], 1, rows, index)
        return True

    def _gallery(self, pictures: Sequence[tuple[int, Picture]], choice: _Choice) -> bool:
        """Pictures in rows under the head; False if a few would not reach over all columns."""
        hung = self._hung(pictures, self.width, choice)
        alone = bool(self.item.strained) and not self.item.paragraphs
        few = len(self.item.pictures) < PICTURES.many and not alone
        if few and sum(place.span for place in hung) % self.width:
            return False
        if not self._is_level(hung):
            return False
        for place in hung:
            row = self.head_rows + place.row
            part = Part(
                FrameKind.PHOTO, "head", place.column, place.span, row, place.rows, place.index
            )
            self.parts.append(part)
        self.head_rows += hung_rows(hung)
        return True

    def _hung(
        self, pictures: Sequence[tuple[int, Picture]], width: int, choice: _Choice = PLAIN
    ) -> tuple[Hung, ...]:
        """The pictures in rows so wide, remembered: all sizes of the headline want them."""
        key = len(pictures), width, choice.lean, choice.fill
        if key not in self.hung:
            wanted = Hanging(width, choice.lean, choice.fill)
            self.hung[key] = hang(pictures, self.item.galley, self.grid, wanted)
        return self.hung[key]

    def _is_level(self, hung: Sequence[Hung]) -> bool:
        """True if no picture of a row ends so high that the white under it comes to a hole."""
        deepest = {place.row: 0 for place in hung}
        for place in hung:
            deepest[place.row] = max(deepest[place.row], place.rows)
        area = self.grid.rows * self.grid.columns
        return bool(self.item.strained) or all(
            (deepest[place.row] - place.rows + WHITE.picture_air_rows) * place.span
            <= WHITE.under_picture * area
            for place in hung
            if place.rows < deepest[place.row]
        )

    def _foot_parts(self) -> bool:
        """A fact box under the last legs, a table beside or over it; False if too narrow."""
        galley = self.item.galley
        box_span = 0
        if galley.box is not None:
            box_span = self._box_span(len(galley.box.lines))
            rows = -(-len(galley.box.lines) // box_span)
            rows += len(galley.box.title.lines) + BOX_PAD_ROWS + 1
            self._add_foot(FrameKind.BOX, self.width - box_span, box_span, rows)
        if self.item.pieces:
            deepest = max(piece.total_rows for piece in self.item.pieces)
            self._add_foot(FrameKind.TABLE, 0, self.width, deepest + TABLE_AIR_ROWS)
        if not galley.tables:
            return True
        spans = [span for span in galley.tables if span <= self.width]
        if not spans:
            return False
        table = galley.tables[2 if 2 in spans else min(spans)]
        first = self.width - table.span
        if first >= box_span:
            first -= box_span
        self._add_foot(FrameKind.TABLE, first, table.span, table.total_rows + TABLE_AIR_ROWS)
        return True

    def _box_span(self, lines: int) -> int:
        """Columns of a box: as few as keep it from being too deep."""
        if not self.item.paragraphs:
            return self.width
        return min(self.width, max(1, -(-lines // OVERFLOW.box_rows)))

    def done(self, choice: _Choice) -> Arrangement:
        """The finished arrangement."""
        return Arrangement(
            width=self.width,
            size_pt=self.size_pt,
            head_span=self.head_span,
            head_rows=self.head_rows,
            parts=tuple(self.parts),
            tops=tuple(self.tops),
            feet=tuple(self.feet),
            art_style=choice.art,
            art_column=choice.column,
            art_span=choice.span,
            art_index=self.item.pictures[0][0] if choice.art else 0,
            quote=choice.quote,
            jump=choice.jump,
            leaves=choice.leaves,
            hung=choice.gallery and not choice.art,
            lean_rows=choice.lean,
        )

    def _add_head(self, kind: FrameKind, height_pt: float) -> None:
        """Stack a part of the head: these stand off the grid, one close under the other."""
        row, rows = self.head_pt / self.grid.baseline_pt, height_pt / self.grid.baseline_pt
        self.parts.append(Part(kind, "head", 0, self.head_span, row, rows))
        self.head_pt += height_pt

    def _end_head(self) -> None:
        """Close the head at a row, with its white."""
        self.head_rows = rows_of(self.head_pt + HEAD_AFTER_PT, self.grid)

    def _add_top(self, kind: FrameKind, column: int, span: int, rows: int, index: int = 0) -> None:
        row = max(self.tops[column : column + span])
        self.parts.append(Part(kind, "top", column, span, row, rows, index))
        self.tops[column : column + span] = [row + rows] * span

    def _add_foot(self, kind: FrameKind, column: int, span: int, rows: int, index: int = 0) -> None:
        foot = max(self.feet[column : column + span]) + rows
        self.parts.append(Part(kind, "foot", column, span, foot, rows, index))
        for c in range(column, column + span):
            self.feet[c] = foot
