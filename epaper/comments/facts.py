"""The nouns of comments. Times are in UTC, with their zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """What has been decided about a comment; only an approved one is public."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class SetAside(StrEnum):
    """Why a comment was rejected as it came, by no moderator."""

    NOT = ""
    TRAP = "trap"  # a field was filled in that no person sees
    BAN = "ban"  # its address is banned


@dataclass(frozen=True, slots=True, kw_only=True)
class SentComment:
    """A comment as it is sent, tidied; `parent` is the comment it replies to, None for the story.

    The story is the record `slug` of the edition of `day`.
    """

    day: date
    slug: str
    parent: int | None
    name: str
    text: str
    address_mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment as it is kept.

    `address_mark` tells comments of one address from those of others, and not which address it
    is; it is empty when it has been forgotten. `letter` is the file, from the paper's folder,
    that it runs in among the letters, or empty.
    """

    id: int
    day: date
    slug: str
    parent: int | None
    name: str
    text: str
    state: State
    made: datetime
    address_mark: str
    set_aside: SetAside = SetAside.NOT
    letter: str = ""


class FaultKind(StrEnum):
    """What may be wrong with a comment."""

    MISSING = "missing"
    SHORT = "short"
    LONG = "long"
    SIGNS = "signs"
    LINKS = "links"
    REPEATED = "repeated"
    OFTEN = "often"
    BUSY = "busy"
    PARENT = "parent"
    STALE = "stale"  # its form is too old, or not one of this reader's
    QUICK = "quick"  # nobody types so fast
    DOWN = "down"  # the store does not work


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a comment is not taken: `field` is name, text or form; `number` the limit, if one is."""

    field: str
    kind: FaultKind
    number: int = 0


class ActKind(StrEnum):
    """What a moderator does."""

    APPROVE = "approve"
    REJECT = "reject"
    BAN = "ban"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A moderator's act on a comment, which is given as it is now; `changed` comments by it."""

    id: int
    kind: ActKind
    made: datetime
    comment: Comment
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What became of the comments that were named, by their ids."""

    changed: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many comments there are in each state, and how many bans."""

    pending: int
    approved: int
    rejected: int
    banned: int
