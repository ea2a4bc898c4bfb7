"""Dummies: the plan of each page, with the exact rectangle of everything on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from epaper.model.frame_kind import FrameKind
from epaper.model.galley import CodeSetting, Line, TableSetting
from epaper.model.picture import Crop, Picture
from epaper.model.problem import Problem
from epaper.model.standing import NOTHING_STANDS, Standing
from epaper.model.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A rectangle in mm from the page's top left corner."""

    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float

    @property
    def right_mm(self) -> float:
        """Right edge."""
        return self.x_mm + self.w_mm

    @property
    def bottom_mm(self) -> float:
        """Bottom edge."""
        return self.y_mm + self.h_mm

    @property
    def area_mm2(self) -> float:
        """Area."""
        return self.w_mm * self.h_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a frame leads when clicked: a page, and on it a story's rectangle if named."""

    page: int
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFrame:
    """Set lines, one under another from the frame's top, each `leading_pt` high.

    `story` is the record whose words these are.
    """

    kind: FrameKind
    rect: Rect
    style: str
    size_pt: float
    leading_pt: float
    lines: tuple[Line, ...]
    story: str = ""
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFrame:
    """A picture cropped to fill its rectangle. `index` is its place in the record's photos."""

    rect: Rect
    picture: Picture
    crop: Crop
    story: str
    index: int
    alt: str = ""
    kind: FrameKind = FrameKind.PHOTO
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFrame:
    """A set table."""

    rect: Rect
    table: TableSetting
    story: str
    kind: FrameKind = FrameKind.TABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFrame:
    """A story's code and the words beside it; the whole leads to the code's address."""

    rect: Rect
    code: CodeSetting
    story: str
    kind: FrameKind = FrameKind.CODE


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFrame:
    """One line of furniture that CSS sets: jump lines, index entries, section flags."""

    kind: FrameKind
    rect: Rect
    text: str
    story: str = ""
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFrame:
    """A line, or a panel: a ruled area. A column rule is vertical."""

    kind: FrameKind
    rect: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureFrame:
    """Furniture with its own template: masthead, folio or imprint.

    `text` holds the ready strings its template prints, by name.
    """

    kind: FrameKind
    rect: Rect
    text: Mapping[str, str]


Frame = TextFrame | PhotoFrame | TableFrame | CodeFrame | LabelFrame | RuleFrame | FurnitureFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryArea:
    """The rectangle a story has on a page. `part` is whole, start (jumps away) or rest."""

    story: str
    rect: Rect
    part: str = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A story that leaves one page for another."""

    story: str
    from_page: int
    to_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dummy:
    """One page. `number` counts from 1; `sections` are the printed names on its flag."""

    number: int
    kind: str
    sections: tuple[str, ...]
    width_mm: float
    height_mm: float
    live: Rect
    areas: tuple[StoryArea, ...]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole edition as make-up leaves it: every page, every jump, what to say of it.

    `standing` says where everything stands, for the next make-up of the day.
    """

    day: date
    layout: str
    dummies: tuple[Dummy, ...]
    stories: tuple[Story, ...]
    jumps: tuple[Jump, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    standing: Standing = NOTHING_STANDS
