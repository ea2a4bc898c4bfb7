"""Roles: which part each item plays on a page.

In: a page's items, its kind. Out: of each item whether it leads, which headline sizes and picture
widths it may have, whether it may or must jump. Kinds of page are data in layout.toml.
"""

from __future__ import annotations

from collections.abc import Sequence

from epaper.makeup.figures import JUMPS, PICTURES
from epaper.makeup.page.terms import Terms
from epaper.makeup.story.arrangement import GAP_ROWS
from epaper.makeup.story.item import Item, Role, StoryItem, stories_of
from epaper.model import Grid, PageKind, Picture


def page_rows(kind: PageKind, grid: Grid) -> int:
    """Rows of a page's copy area; the gap under the last story lies outside it."""
    return grid.rows - kind.head_rows - kind.foot_rows + GAP_ROWS


class Roles:
    """Gives the items of a page their roles."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    def of(self, items: Sequence[Item], kind: PageKind, terms: Terms) -> list[Role]:
        """Headline band by rank among the headed stories; one dominant picture a page."""
        dominant, widths = self._dominant(items, kind)
        stories = stories_of(items)
        headed = [item for item in stories if item.headed]
        others = len(stories) > 1
        roles = []
        for item in items:
            if not isinstance(item, StoryItem):
                roles.append(Role(sizes_pt=()))
                continue
            rank = headed.index(item) if item in headed else -1
            may = (terms.may_jump or kind.jumps) and (
                may_jump(item, alone=not others) or self._has_to_jump(item, kind, others)
            )
            # Where nothing else will do, a story with a page to itself may have a smaller headline.
            alone = item.strained > 1 and len(headed) == 1
            role = Role(
                sizes_pt=_band(kind, rank, last=alone or _is_last(kind, rank, len(headed))),
                lead=rank == 0,
                dominant=item is dominant,
                art_columns=widths if item is dominant else self._small_columns,
                jump=may,
                must_jump=may and terms.must_jump,
            )
            roles.append(role)
        return roles

    def _has_to_jump(self, item: StoryItem, kind: PageKind, others: bool) -> bool:
        """True for what no page of the kind holds, whatever the desk wants of it; briefs part."""
        large = item.rows > JUMPS.giant_rows * page_rows(kind, self.grid) * self.grid.columns
        return large and not others and not item.divisible

    @property
    def _small_columns(self) -> tuple[int, ...]:
        return (1, 2) if self.grid.columns > 3 else (1,)

    def _dominant(
        self, items: Sequence[Item], kind: PageKind
    ) -> tuple[StoryItem | None, tuple[int, ...]]:
        """The item with the page's big picture, and the widths it may have.

        It is the first whose main picture is sharp enough over half of the page and not deeper than
        half of it; failing that at the kind's other widths, then the first that can be two columns
        wide.
        """
        stories = stories_of(items)
        pictured = [item for item in stories if item.pictures]
        # A map or chart is shown whole and as large as it must be; a photograph comes first.
        pictured.sort(key=lambda item: item.pictures[0][1].whole)
        narrower: tuple[int, ...] = (2,) if self.grid.columns > 3 else (1,)
        lead = next(iter(stories), None)
        if kind.name == "front" and lead in pictured:
            pictured = [lead]  # page one's picture is the lead's, if it has one
            narrower = (2, 1)
        half = tuple(n for n in kind.dominant_columns if 2 * n >= self.grid.columns)
        for widths in (half, kind.dominant_columns, *((n,) for n in narrower)):
            for item in pictured:
                if self._widths(item.pictures[0][1], widths, kind):
                    may = kind.dominant_columns if widths is half else widths
                    return item, self._widths(item.pictures[0][1], may, kind)
        return None, ()

    def _widths(self, picture: Picture, widths: tuple[int, ...], kind: PageKind) -> tuple[int, ...]:
        most_mm = PICTURES.deepest * page_rows(kind, self.grid) * self.grid.row_mm
        return tuple(
            columns
            for columns in widths
            if self.grid.span_mm(columns) / picture.aspect <= most_mm
            and picture.width_px / self.grid.span_mm(columns) * 25.4 >= PICTURES.least_dpi
        )


def may_jump(item: StoryItem, *, alone: bool) -> bool:
    """True if the item may go on elsewhere: a rest, or briefs, only from a page of their own.

    Briefs that can be parted are, and do not jump.
    """
    if not item.story.jump or item.divisible:
        return False
    return alone or not (item.rest or item.gathered)


def _is_last(kind: PageKind, rank: int, count: int) -> bool:
    """True for the last headed story of a page; page one's lead stays large even if alone."""
    return rank == count - 1 and not (rank == 0 and kind.name == "front")


def _band(kind: PageKind, rank: int, *, last: bool) -> tuple[float, ...]:
    """Headline sizes of a story, the wanted first; the last of a page may be smaller still."""
    bands = kind.bands_pt
    if rank >= len(bands):
        return (min(bands[-1]),)  # two of one band could take its sizes the wrong way round
    band = bands[rank]
    if rank < 0 or not last:
        return band
    smaller = {size for other in bands for size in other if size < min(band)}
    return (*band, *sorted(smaller, reverse=True))
