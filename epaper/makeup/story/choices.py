"""Choices: what an arrangement of a story decides on, and which of it a story and role leave open.

In: an item, its role, the grid, a width in columns. Out: choices, in a fixed order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from epaper.makeup.figures import LEGS, PICTURES, QUOTES
from epaper.makeup.story.arrangement import QUOTE_AIR_PT, QUOTE_BY_GAP_PT, ArtStyle
from epaper.makeup.story.item import Leaves, Role, StoryItem
from epaper.makeup.story.pictures import rows_of
from epaper.model import Grid, Picture, QuoteSetting

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
