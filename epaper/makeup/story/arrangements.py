"""Arranging: every arrangement that an item offers.

In: an item, its role, the grid, a width in columns. Out: arrangements, in a fixed order. Each
comes of a choice and a headline size; parts are stacked on their columns one by one.
What stands on the legs is the same under a headline of any size, and a head of one size the same
over many choices: each is stacked once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epaper.makeup.figures import OVERFLOW, PICTURES, WHITE
from epaper.makeup.story.arrangement import (
    BOX_PAD_ROWS,
    HEAD_AFTER_PT,
    PLAIN,
    STANDFIRST_GAP_EM,
    STANDFIRST_GAP_PT,
    TABLE_AIR_ROWS,
    Arrangement,
    Choice,
    Part,
    choices,
    head_sizes,
    quote_rows,
)
from epaper.makeup.story.item import Role, StoryItem
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


def arrangements(item: StoryItem, role: Role, grid: Grid, width: int) -> Iterator[Arrangement]:
    """Every arrangement `item` offers at `width` columns, in a fixed order."""
    arranger = Arranger(item, grid)
    for _, arrangement in arranger.of(role, width):
        yield arrangement


@dataclass(frozen=True, slots=True)
class _StackedHead:
    """A head, and what of it stands on top of the first leg."""

    parts: tuple[Part, ...]
    rows: int
    tops: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _StackedColumns:
    """What stands on and under the legs, and the pictures that hang under a head of no rows."""

    parts: tuple[Part, ...]
    hung_rows: int
    tops: tuple[int, ...]
    feet: tuple[int, ...]


class Arranger:
    """Arranges one item, and all that are like it, in all roles; remembers what it has arranged."""

    def __init__(self, item: StoryItem, grid: Grid) -> None:
        self.item = item
        self.grid = grid
        self._numbers: dict[Choice, int] = {}
        self._choices: dict[tuple[object, ...], tuple[tuple[int, Choice], ...]] = {}
        self._heads: dict[tuple[int, int, float, bool], _StackedHead | None] = {}
        self._columns: dict[tuple[int, int], _StackedColumns | None] = {}
        self._found: dict[tuple[int, float, int], Arrangement | None] = {}
        self._hung: HungRows = {}

    def of(self, role: Role, width: int) -> Iterator[tuple[int, Arrangement]]:
        """Every arrangement at `width` columns, each with the number of its choice."""
        for size_pt in head_sizes(self.item, role):
            for number, choice in self._choices_of(role, width):
                key = width, size_pt, number
                if key not in self._found:
                    self._found[key] = self._arranged(width, size_pt, number, choice)
                found = self._found[key]
                if found is not None:
                    yield number, found

    def _choices_of(self, role: Role, width: int) -> tuple[tuple[int, Choice], ...]:
        key = width, role.art_columns, role.jump, role.must_jump
        if key not in self._choices:
            self._choices[key] = tuple(
                (self._numbers.setdefault(choice, len(self._numbers)), choice)
                for choice in choices(self.item, role, self.grid, width)
            )
        return self._choices[key]

    def _arranged(
        self, width: int, size_pt: float, number: int, choice: Choice
    ) -> Arrangement | None:
        """A head of that size over the columns of the choice; None if either does not fit."""
        head_span = width - choice.span if choice.art == "aside" else width
        head_key = width, head_span, size_pt, choice.across
        if head_key not in self._heads:
            self._heads[head_key] = self._sketch(width, head_span, size_pt).head(choice.across)
        head = self._heads[head_key]
        if head is None:
            return None
        if (width, number) not in self._columns:
            sketch = self._sketch(width, head_span, size_pt)
            self._columns[width, number] = sketch.columns(choice, head.tops)
        columns = self._columns[width, number]
        return None if columns is None else self._done(head, columns, head_span, size_pt, choice)

    def _sketch(self, width: int, head_span: int, size_pt: float) -> _Sketch:
        return _Sketch(self.item, self.grid, width, head_span, size_pt, self._hung)

    def _done(
        self,
        head: _StackedHead,
        columns: _StackedColumns,
        head_span: int,
        size_pt: float,
        choice: Choice,
    ) -> Arrangement:
        return Arrangement(
            width=len(columns.tops),
            size_pt=size_pt,
            head_span=head_span,
            head_rows=head.rows + columns.hung_rows,
            parts=(*head.parts, *(_under(head, part) for part in columns.parts)),
            tops=columns.tops,
            feet=columns.feet,
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


def _under(head: _StackedHead, part: Part) -> Part:
    """The part; one that hangs under the head, so much lower."""
    if part.zone != "head":
        return part
    row = head.rows + part.row
    return Part(part.kind, "head", part.column, part.span, row, part.rows, part.index)


# By number, columns, lean and fill.
HungRows = dict[tuple[int, int, int, bool], tuple[Hung, ...]]


class _Sketch:
    """Half an arrangement in the making, its head or its columns: parts stacked one by one."""

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

    def head(self, standfirst_across: bool) -> _StackedHead | None:
        """Kicker, headline and standfirst; None if the headline does not fit so."""
        galley = self.item.galley
        if self.item.rest:
            self._jump_head(galley, standfirst_across)
        elif not self._story_head(galley, standfirst_across):
            return None
        return _StackedHead(tuple(self.parts), self.head_rows, tuple(self.tops))

    def _story_head(self, galley: Galley, standfirst_across: bool) -> bool:
        """Stack the parts of a story's head; False if the headline does not fit so."""
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

    def columns(self, choice: Choice, tops: tuple[int, ...]) -> _StackedColumns | None:
        """What stands on and under the legs, of which the head takes `tops`; None if too much."""
        self.tops = list(tops)
        if not self._stacked(choice):
            return None
        return _StackedColumns(
            tuple(self.parts), self.head_rows, tuple(self.tops), tuple(self.feet)
        )

    def _stacked(self, choice: Choice) -> bool:
        """Stack what stands on and under the legs; False if it does not fit."""
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

    def _quote(self, quotes: Sequence[QuoteSetting], choice: Choice, art: range) -> bool:
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

    def _second_pictures(self, choice: Choice, art: range) -> bool:
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

    def _gallery(self, pictures: Sequence[tuple[int, Picture]], choice: Choice) -> bool:
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
        self, pictures: Sequence[tuple[int, Picture]], width: int, choice: Choice = PLAIN
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
