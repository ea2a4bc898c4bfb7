"""Arrangements: the parts of one story inside its rectangle, and the choices that they come of.

A story's area is w columns wide. From the top: a picture over all columns if the style
says so, then the head (kicker, headline, standfirst over the head's columns), then the legs, one
to a column, each below what stands on top of its column (byline, second
pictures, a pull quote) and above what stands at its foot (box, table, jump line).
All heights are whole baseline rows; the main picture's height is left open, so that the same
arrangement serves every height of the area.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from epaper.makeup.figures import LEGS, PICTURES, QUOTES, WHITE
from epaper.makeup.story.item import Leaves, Role, StoryItem
from epaper.makeup.story.pictures import rows_of
from epaper.model import FrameKind, Grid, Picture, QuoteSetting

GAP_ROWS = 2  # white and hairline under every story
# Between a headline and the standfirst under it: of the headline's size, and at least.
STANDFIRST_GAP_EM, STANDFIRST_GAP_PT = 0.13, 3.0
HEAD_AFTER_PT = 5.0  # white under a headline or standfirst, at least: half a row
# White around a pull quote: outside its rules, above them (the head's own white is there) and
# below; all of it, the white inside and the rules too.
QUOTE_ABOVE_MM, QUOTE_BELOW_MM = 0.4, 2.7
QUOTE_AIR_PT = 19.0
QUOTE_BY_GAP_PT = 3.0  # between its words and its speaker
BOX_PAD_ROWS = 2  # a box's rules and padding, above and below together
TABLE_AIR_ROWS = 2  # white above a table and its rule

ArtStyle = Literal["", "top", "side", "aside"]


@dataclass(frozen=True, slots=True)
class Part:
    """Something in an arrangement: `row` counts from its zone's top, in heads in fractions.

    Zones: `head` from the area's (or, under a top picture, the picture's) bottom,
    `top` from the start of the legs downwards, `foot` from the legs' end upwards (row is
    then the distance of its top from the end).
    """

    kind: FrameKind
    zone: Literal["head", "top", "foot"]
    column: int
    span: int
    row: float
    rows: float
    index: int = 0


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """Everything about a story's shape but its height and its main picture's height.

    The main picture (`art_span` columns from `art_column`, `art_style`): "top" above
    the head over all columns, "side" below the head, "aside" beside it. It is `hung` where it
    is one of a gallery's, which is `lean_rows` deeper than looks best.
    """

    width: int
    size_pt: float
    head_span: int
    head_rows: int
    parts: tuple[Part, ...]
    tops: tuple[int, ...]
    feet: tuple[int, ...]
    art_style: ArtStyle = ""
    art_column: int = 0
    art_span: int = 0
    art_index: int = 0
    quote: int = -1
    jump: bool = False
    leaves: Leaves = ""
    hung: bool = False
    lean_rows: int = 0

    def leg_rows(self, zone_rows: int, art_rows: int) -> tuple[int, ...]:
        """Rows of each leg; `art_rows` are the main picture's, cutline included."""
        rows = [zone_rows - used for used in self.used_rows]
        for column in range(self.art_column, self.art_column + self.art_span):
            rows[column] -= self.art_in_zone(column, art_rows)
        return tuple(rows)

    @cached_property
    def used_rows(self) -> tuple[int, ...]:
        """Rows that what stands on and under each leg takes, the main picture aside."""
        return tuple(top + foot for top, foot in zip(self.tops, self.feet, strict=True))

    @cached_property
    def head_gap_rows(self) -> float:
        """White between the head's last line and the legs; none where pictures hang there."""
        ends = [part.row + part.rows for part in self.parts if part.zone == "head"]
        return self.head_rows - max(ends, default=float(self.head_rows))

    @cached_property
    def has_standfirst_across(self) -> bool:
        """True if the head ends with a standfirst."""
        return any(part.zone == "head" and part.kind is FrameKind.STANDFIRST for part in self.parts)

    def standfirst_drop_rows(self, air_rows: int) -> float:
        """Rows by which the standfirst hangs lower, midway between headline and legs.

        It is close under the headline unless much white, `air_rows` of it more than needed, would
        be left under it.
        """
        below = self.head_gap_rows + air_rows
        if not self.has_standfirst_across or below <= WHITE.most_head_gap_rows:
            return 0.0
        return (below - self.standfirst_gap_rows) / 2

    @cached_property
    def standfirst_gap_rows(self) -> float:
        """White between headline and standfirst."""
        head = [part for part in self.parts if part.zone == "head"]
        above = [part.row + part.rows for part in head if part.kind is FrameKind.HEADLINE]
        return next(p.row for p in head if p.kind is FrameKind.STANDFIRST) - max(above, default=0.0)

    def takes_head_air(self, air_rows: int) -> bool:
        """True if so many rows more under the head leave no gap like a hole."""
        gap = self.head_gap_rows + air_rows
        if self.has_standfirst_across:
            gap = (gap + self.standfirst_gap_rows) / 2
        return self.art_style != "aside" and gap <= WHITE.most_head_gap_rows

    @cached_property
    def bears_air(self) -> bool:
        """True if a row more under the head leaves no gap like a hole."""
        return self.takes_head_air(1)

    def art_in_zone(self, column: int, art_rows: int) -> int:
        """Rows that the main picture takes from the leg in `column`."""
        if not self.art_column <= column < self.art_column + self.art_span:
            return 0
        if self.art_style == "side":
            return art_rows
        return art_rows - self.head_rows if self.art_style == "aside" else 0

    def height(self, zone_rows: int, art_rows: int) -> int:
        """Height of the whole area, the gap below included."""
        above = art_rows if self.art_style == "top" else 0
        return above + self.head_rows + zone_rows + GAP_ROWS


Seconds = Literal["stack", "row", "under"]


class Choice(NamedTuple):
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


PLAIN = Choice()
BARE_GALLERIES = tuple(
    Choice(gallery=True, lean=n)
    for n in range(-PICTURES.most_lean_rows, PICTURES.most_lean_rows + 1)
)
FILLED_GALLERIES = tuple(choice._replace(fill=True) for choice in BARE_GALLERIES)
BARE = (Choice(gallery=True),)


def choices(item: StoryItem, role: Role, grid: Grid, width: int) -> tuple[Choice, ...]:
    """Every choice that `item` has at `width` columns, in a fixed order.

    What has no copy is as wide as the page.
    """
    if not item.paragraphs:
        return _bare_choices(item) if width == grid.columns else ()
    found = tuple(_choices(item, role, grid, width))
    if width > 1 and is_stub(item):
        level = [choice for choice in found if choice.art in ("", "top")]
        found += tuple(
            dict.fromkeys(choice._replace(byline_across=True, across=True) for choice in level)
        )
    return found


def is_stub(item: StoryItem) -> bool:
    """True for copy so short that, where nothing else comes out, its legs may be of two lines.

    Its byline may then stand over all of them, so that they begin level and can end so.
    """
    return bool(item.strained) and 0 < item.rows <= LEGS.stub_rows


def _bare_choices(item: StoryItem) -> tuple[Choice, ...]:
    """The choices of what has no copy: a page of pictures is as deep as its room."""
    if not item.pictures:
        return BARE
    return (*BARE_GALLERIES, *FILLED_GALLERIES) if item.strained else BARE_GALLERIES


def _choices(item: StoryItem, role: Role, grid: Grid, width: int) -> Iterator[Choice]:
    jumps = (True,) if role.must_jump else (False, True) if role.jump else (False,)
    for art, column, span in _art_choices(item, role, grid, width):
        head_span = width - span if art == "aside" else width
        galleries = (False, True) if len(item.pictures) >= PICTURES.gallery_from else (False,)
        for across in _standfirst_choices(item, head_span, width):
            for jump in jumps:
                base = Choice(art, column, span, across, jump=jump)
                for quote in _quote_choices(item, grid, width):
                    for gallery in galleries if art != "aside" else (False,):
                        yield base._replace(quote=quote, gallery=gallery)
                # With several pictures there is no grey for a quote to break.
                for seconds in _second_choices(item, art):
                    yield base._replace(seconds=seconds)
                if jump and art and len(item.pictures) > 1 and not item.rest:
                    yield base._replace(leaves="others")
    if len(item.pictures) >= PICTURES.gallery_from and not role.must_jump:
        for across in _standfirst_choices(item, width, width):
            yield Choice(across=across, gallery=True)
    if role.jump and item.can_leave_art:
        for across in _standfirst_choices(item, width, width):
            yield Choice(across=across, jump=True, leaves="art")


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


def may_have_quote(item: StoryItem) -> bool:
    """True if there is so much copy that a pull quote may break it."""
    return item.rows >= QUOTES.from_rows


def _quote_choices(item: StoryItem, grid: Grid, width: int) -> tuple[int, ...]:
    """No quote, or the place of one in the galley's quotes, a choice for each area it may take.

    Of a story that jumps, the first quote is for its start and the second for its rest, so that
    none can be printed twice.
    """
    if width < 2 or not may_have_quote(item):
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
