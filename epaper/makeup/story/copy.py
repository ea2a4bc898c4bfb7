"""What make-up works with: the day's copy, all of it set, and what it is made up for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from epaper.model import (
    NOTHING_STANDS,
    AdSetting,
    DayOrders,
    Galley,
    Layout,
    NoticeSetting,
    Paper,
    Standing,
    Story,
)

NO_ORDERS = DayOrders()


@dataclass(frozen=True, kw_only=True)
class Copy:
    """The day's stories with their galleys by slug, notices, advertisements."""

    stories: Sequence[Story]
    galleys: Mapping[str, Galley]
    notices: Sequence[NoticeSetting]
    advertisements: Sequence[AdSetting] = ()


@dataclass(frozen=True, kw_only=True)
class Precedent:
    """What make-up is to follow: an edition that stands, how much it minds moving it, pages held.

    With a `stability` of 0 all is planned anew but what is `held`.
    """

    standing: Standing = NOTHING_STANDS
    stability: float = 1.0
    held: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Job:
    """The copy of a day, the paper and layout that it is made up for, and what the desk wants.

    `name_em` is the width of the paper's name in em of the nameplate face; `precedent` is the
    edition on the shelf that is to be followed.
    """

    copy: Copy
    day: date
    paper: Paper
    layout: Layout
    name_em: float
    orders: DayOrders = NO_ORDERS
    precedent: Precedent = Precedent()
