"""Items: what a page is made of, and what make-up is told about each.

An item is a story, the rest of a jumped one, a house notice or an advertisement. Its role
on a page says how large its headline may be and whether its picture is the dominant one.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from epaper.makeup.story.copyfit import natural_rows
from epaper.model import (
    AdSetting,
    Galley,
    NoticeSetting,
    Paragraph,
    Picture,
    Story,
    TableSetting,
)

# What a story that jumps leaves to its rest: no art; pictures, box and table; these but for its
# first picture.
Leaves = Literal["", "art", "others"]


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something that takes one rectangle on a page.

    `paragraphs` is the copy it has to place: all of the galley, or what a jump
    left. `rest` is true for the latter, which has no headline of its own. `art` tells
    whether pictures, box and table are still to be shown: a jump may take them along, all of
    them or those but the first picture, which is `shown` then.
    `white` is nothing at all: what is left of a page that nothing else fills.
    A `spare` notice may be as large as it takes; the legs of a `strained` story may be so many
    rows short, where a page would not come out otherwise. `more` is what no page can show
    beside the copy, as an item for a page after the one on which the copy ends; `pieces` is a
    table so handed on, in parts that stand side by side.
    """

    key: str
    section: str
    order: float
    story: Story | None = None
    galley: Galley | None = None
    notice: NoticeSetting | None = None
    ad: AdSetting | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    rest: bool = False
    art: bool = True
    shown: int = 0
    spare: bool = False
    white: bool = False
    strained: int = 0
    more: Item | None = None
    pieces: tuple[TableSetting, ...] = ()

    @property
    def pin(self) -> int:
        """The page it has to stand on: 0 any, -1 the last. What jumps may stand anywhere."""
        if self.ad is not None:
            return self.ad.advertisement.page
        return self.story.pin if self.story is not None and not self.rest else 0

    @property
    def pictures(self) -> tuple[tuple[int, Picture], ...]:
        """The pictures it has to show, each with its index in the record."""
        return self.story.pictures[self.shown :] if self.story is not None and self.art else ()

    @property
    def can_leave_art(self) -> bool:
        """True if it has pictures, a box or a table that could go with a jump."""
        if self.galley is None or self.rest:
            return False
        return bool(self.pictures or self.galley.box or self.galley.tables)

    @property
    def mark(self) -> str:
        """Its key and how it is taken: what is remembered of it is remembered by this."""
        return f"{self.key}{' spare' * self.spare} {self.strained}"

    @cached_property
    def rows(self) -> int:
        """Rows of copy, set naturally."""
        return natural_rows(self.paragraphs)

    @cached_property
    def lose_rows(self) -> int:
        """Rows that shorter settings of paragraphs could win back, at most."""
        return sum(
            min(len(s.lines) for s in p.settings) < len(p.best.lines) for p in self.paragraphs
        )

    @cached_property
    def gain_rows(self) -> int:
        """Rows that longer settings of paragraphs could take up, at most."""
        return sum(
            max(len(s.lines) for s in p.settings) > len(p.best.lines) for p in self.paragraphs
        )

    def after_jump(self, rest: tuple[Paragraph, ...], leaves: Leaves) -> Item:
        """What is left of it when `rest` goes on elsewhere, along with what was not shown."""
        # Pages are remembered by their items' keys: what is left may differ from plan to plan.
        first = "\n".join(line.text for line in rest[0].best.lines)
        mark = f"{len(rest)}-{zlib.crc32(first.encode()):08x}{f'-{leaves}' if leaves else ''}"
        shown = 1 if leaves == "others" else self.shown
        return replace(
            self,
            key=f"{self.key}/{mark}",
            paragraphs=rest,
            rest=True,
            art=bool(leaves),
            shown=shown,
        )


@dataclass(frozen=True, slots=True)
class Role:
    """An item's part on a page.

    `sizes_pt` its headline sizes, the first preferred; `lead` the page's first
    item; `dominant` whether its picture is the page's big one, of
    `art_columns` widths; `jump` whether it may leave the page, `must_jump` whether it has to.
    """

    sizes_pt: tuple[float, ...]
    lead: bool = False
    dominant: bool = False
    art_columns: tuple[int, ...] = (1, 2)
    jump: bool = False
    must_jump: bool = False


def item_of(story: Story, galley: Galley) -> Item:
    """The story as make-up places it, all of it still to be shown."""
    return Item(
        key=story.slug,
        section=story.section,
        order=story.order,
        story=story,
        galley=galley,
        paragraphs=galley.paragraphs,
    )
