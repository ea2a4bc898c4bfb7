"""Pages of papers that are read from the right: everything on the other side.

Make-up works from the left, whatever the language. Here the finished page is turned: what stood
so far from the left edge stands so far from the right. Words and pictures are not turned, only
their places; how lines run inside a frame is the press's to say. A story whose own language
runs against the paper's is turned back within its rectangle, so that its columns follow each
other as it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from epaper.model import (
    CodeFrame,
    Dummy,
    Frame,
    FrameRole,
    LabelFrame,
    PhotoFrame,
    Rect,
    RuleFrame,
    Story,
    TableFrame,
    TextFrame,
)
from epaper.model.script import is_rtl

WITHIN_MM = 0.5


def as_read(dummy: Dummy, language: str, stories: Mapping[str, Story]) -> Dummy:
    """The page as readers of `language` have it; `stories` by the slug of each area."""
    turned = mirrored(dummy) if is_rtl(language) else dummy
    for area in turned.areas:
        story = stories.get(area.story)
        own = story.record.language if story is not None else ""
        if own and is_rtl(own) is not is_rtl(language):
            frames = tuple(_turned_in(frame, area.rect) for frame in turned.frames)
            turned = replace(turned, frames=frames)
    return turned


def mirrored(dummy: Dummy) -> Dummy:
    """The page with every rectangle at the same distance from the other edge."""
    page = Rect(x_mm=0.0, y_mm=0.0, w_mm=dummy.width_mm, h_mm=dummy.height_mm)
    return replace(
        dummy,
        live=_turned(dummy.live, page),
        areas=tuple(replace(area, rect=_turned(area.rect, page)) for area in dummy.areas),
        frames=tuple(replace(frame, rect=_turned(frame.rect, page)) for frame in dummy.frames),
    )


def _turned(rect: Rect, about: Rect) -> Rect:
    """The rectangle at the same distance from the other side of `about`."""
    return replace(rect, x_mm=about.x_mm + about.right_mm - rect.right_mm)


def _turned_in(frame: Frame, area: Rect) -> Frame:
    """A story's frame, turned if it lies in the story's rectangle."""
    kinds = TextFrame | TableFrame | PhotoFrame | CodeFrame | LabelFrame | RuleFrame
    own = isinstance(frame, kinds)
    if not own or frame.kind.role is FrameRole.TEASER or not _within(frame.rect, area):
        return frame
    return replace(frame, rect=_turned(frame.rect, area))


def _within(rect: Rect, area: Rect) -> bool:
    return (
        rect.x_mm > area.x_mm - WITHIN_MM
        and rect.right_mm < area.right_mm + WITHIN_MM
        and rect.y_mm > area.y_mm - WITHIN_MM
        and rect.bottom_mm < area.bottom_mm + WITHIN_MM
    )
