"""Standing pages: where everything of an edition stands, for the next make-up of the day to follow.

Pages, columns and rows count as in make-up; names are slugs and names of the desk's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

MAKE_UP = "makeup.json"  # in an edition's folder: what it was made of and where all of it stands


class StandingForm(Enum):
    """What an item of a page is: how it is found again among the copy of a later build."""

    STORY = "story"  # whole, or the start of what jumps
    LOT = "lot"  # briefs, letters or corrections under one head; one of its parts
    REST = "rest"  # what has jumped
    MORE = "more"  # pictures, box or table that follow their story
    NOTICE = "notice"
    AD = "advertisement"
    WHITE = "white"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingItem:
    """One item. `number` is a lot's part, a `more`'s place in its chain, a notice's turn, from 1.

    `members` are the slugs of a lot's records. A `bare` story has handed on its pictures; a `spare`
    notice or advertisement is as large as it takes.
    """

    form: StandingForm
    name: str
    section: str = ""
    number: int = 0
    members: tuple[str, ...] = ()
    bare: bool = False
    spare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPlace:
    """Where item number `item` of its page stands, from 0, in columns and rows of the copy area.

    `shape` tells which of its shapes of that size it has, `drop_rows` how much lower its first leg
    begins.
    """

    item: int
    column: int
    row: int
    width: int
    height: int
    shape: int = 0
    drop_rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage:
    """One page: its kind and what make-up asked of it, its items in rank order, their places.

    `cost` is what the page costs as it stands, in make-up's unit; a `fixed` page takes no other
    copy.
    """

    kind: str
    foot_rows: int
    jumps: bool
    dominant_columns: tuple[int, ...]
    items: tuple[StandingItem, ...]
    places: tuple[StandingPlace, ...]
    cost: float
    first_notice: int = 0
    most_notices: int = 0
    may_jump: bool = False
    spare: bool = False
    crowded: bool = False
    strained: int = 0
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All pages of an edition, page one first, and the order of its stories then, by slug."""

    pages: tuple[StandingPage, ...] = ()
    orders: tuple[tuple[str, int], ...] = ()


NOTHING_STANDS = Standing()
