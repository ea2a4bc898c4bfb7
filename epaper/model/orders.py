"""The desk's say for one day, from its edition.toml; everything optional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from epaper.model.paper import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Advertisement:
    """An advertisement: a picture, or a title and text set by the paper.

    `columns` wide and `height_mm` high; on `page` (from 1; -1 the last page, 0 wherever there
    is room), at the page's `position`: bottom, top or any.
    """

    name: str
    picture: str = ""
    title: str = ""
    text: str = ""
    columns: int
    height_mm: float
    page: int = 0
    position: str = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOrders:
    """What the desk wants of one edition. Stories are named by slug.

    `pages` is the page count wanted (0 for as many as it takes), `pages_multiple` what the
    count has to be a multiple of; `pins` give stories a page; `off_front`, `no_jump` and
    `kill` name stories. Pages in `hold` stay as they stand on the shelf.
    """

    pages: int = 0
    pages_multiple: int = 1
    lead: str = ""
    pins: Mapping[str, int] = field(default_factory=dict)
    off_front: frozenset[str] = frozenset()
    no_jump: frozenset[str] = frozenset()
    kill: frozenset[str] = frozenset()
    hold: frozenset[int] = frozenset()
    advertisements: tuple[Advertisement, ...] = ()
    notices: tuple[Notice, ...] = ()
