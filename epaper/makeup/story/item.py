"""Items: what a page is made of, and what make-up is told about each.

An item is a story (or the rest of a jumped one), a house notice, an advertisement, or white. The
role of a story on a page says how large its headline may be and whether its picture is the
dominant one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeVar

from epaper.makeup.figures import BRIEFS
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
class StoryItem:
    """A story, or what has jumped of one, in one rectangle of a page.

    `paragraphs` is the copy it has to place: all of the galley, or what a jump
    left. `rest` is true for the latter, which has no headline of its own. `art` tells
    whether pictures, box and table are still to be shown: a jump may take them along, all of
    them or those but the first picture, which is `shown` then.
    The legs of a `strained` story may be so many
    rows short, where a page would not come out otherwise. `more` is what no page can show
    beside the copy, as an item for a page after the one on which the copy ends; `pieces` is a
    table so handed on, in parts that stand side by side.
    """

    key: str
    order: float
    story: Story
    galley: Galley
    paragraphs: tuple[Paragraph, ...] = ()
    rest: bool = False
    art: bool = True
    shown: int = 0
    strained: int = 0
    more: StoryItem | None = None
    pieces: tuple[TableSetting, ...] = ()

    @cached_property
    def section(self) -> str:
        """The key of its section."""
        return self.story.section

    @cached_property
    def gathered(self) -> bool:
        """True for briefs, letters or corrections under a standing head."""
        return self.story.gathered

    @cached_property
    def divisible(self) -> bool:
        """True for a lot of two parts at least that the desk wants on no page in particular."""
        if not self.gathered or self.rest or self.pin:
            return False
        return len(self.story.members) >= 2 * BRIEFS.least_members

    @cached_property
    def headed(self) -> bool:
        """True if it has a headline of its own, which is ranked among those of the page."""
        return not (self.rest or self.gathered)

    @property
    def pin(self) -> int:
        """The page it has to stand on: 0 any, -1 the last. What jumps may stand anywhere."""
        return 0 if self.rest else self.story.pin

    @cached_property
    def pictures(self) -> tuple[tuple[int, Picture], ...]:
        """The pictures it has to show, each with its index in the record."""
        return self.story.pictures[self.shown :] if self.art else ()

    @property
    def can_leave_art(self) -> bool:
        """True if it has pictures, a box or a table that could go with a jump."""
        return not self.rest and bool(self.pictures or self.galley.box or self.galley.tables)

    @cached_property
    def mark(self) -> str:
        """Its key and how it is taken: what is remembered of it is remembered by this."""
        return f"{self.key} {self.strained}"

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

    def after_jump(self, rest: tuple[Paragraph, ...], leaves: Leaves) -> StoryItem:
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


@dataclass(frozen=True, kw_only=True)
class NoticeItem:
    """A notice of the house; a `spare` one may be as large as it takes, and stand there `again`."""

    name: str
    order: float
    notice: NoticeSetting
    spare: bool = False
    again: int = 0

    @property
    def key(self) -> str:
        """Its name and how it is taken."""
        return f"{self.name} spare {self.again}" if self.spare else self.name

    @property
    def mark(self) -> str:
        """Its key."""
        return self.key


@dataclass(frozen=True, kw_only=True)
class AdItem:
    """An advertisement; the frame of a `spare` one may be larger than it."""

    key: str
    order: float
    ad: AdSetting
    spare: bool = False

    @property
    def pin(self) -> int:
        """The page it is booked for: 0 any, -1 the last."""
        return self.ad.advertisement.page

    @property
    def mark(self) -> str:
        """Its key and how it is taken."""
        return f"{self.key}{' spare' * self.spare}"


@dataclass(frozen=True, kw_only=True)
class WhiteItem:
    """Nothing at all: what is left of a page that nothing else fills."""

    key: str
    order: float

    @property
    def mark(self) -> str:
        """Its key."""
        return self.key


# What the flatplan places, and what a page may hold besides.
PlannedItem = StoryItem | AdItem
Item = PlannedItem | NoticeItem | WhiteItem
AnyItem = TypeVar("AnyItem", bound=Item)


@dataclass(frozen=True, slots=True)
class Role:
    """A story's part on a page.

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


def item_of(story: Story, galley: Galley) -> StoryItem:
    """The story as make-up places it, all of it still to be shown."""
    return StoryItem(
        key=story.slug,
        order=story.order,
        story=story,
        galley=galley,
        paragraphs=galley.paragraphs,
    )


def stories_of(items: Iterable[Item]) -> list[StoryItem]:
    """The stories among the items, in their order."""
    return [item for item in items if isinstance(item, StoryItem)]


def by_rank(items: Iterable[AnyItem]) -> list[AnyItem]:
    """The items as a page ranks them: what has jumped comes last."""
    return sorted(items, key=_rank)


def _rank(item: Item) -> tuple[bool, float]:
    return isinstance(item, StoryItem) and item.rest, item.order
