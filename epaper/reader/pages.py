"""The page view: a page as it was printed, its stories to be opened from it.

In: a manifest and a page's number. Out: the sheets of the spread that the page lies in, each with
what can be touched on it, in mm. Wide screens show the spread, others the page alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from epaper.model import FrameKind, FrameRole, is_rtl
from epaper.model.manifest import AreaEntry, FrameEntry, Manifest, PageEntry, StoryEntry
from epaper.reader.language import say_in
from epaper.reader.library import library

routes = Blueprint("pages", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotspot:
    """A story's rectangle on the page, in mm; the first one of a story is where #slug leads."""

    story: StoryEntry
    area: AreaEntry
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Furniture that leads on: `role` is jump, from, index or teaser. The box is in mm."""

    role: FrameRole
    page: int
    story: str
    headline: str
    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page with what can be touched on it."""

    page: PageEntry
    hotspots: tuple[Hotspot, ...]
    links: tuple[Link, ...]

    @property
    def stories(self) -> tuple[Hotspot, ...]:
        """Every story of the page once."""
        return tuple(spot for spot in self.hotspots if spot.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """The pages before and after, where one page or a spread is shown; 0 where there is none."""

    one_back: int
    one_on: int
    two_back: int
    two_on: int


@routes.get("/<day:day>/page/<int:number>")
def page(day: date, number: int) -> ResponseReturnValue:
    """A page of an edition."""
    edition = library().edition(day)
    manifest = library().manifest(edition)
    say_in(edition.language)
    last = len(manifest.pages)
    if not 1 <= number <= last:
        abort(404)
    return render_template(
        "page.html",
        edition=edition,
        manifest=manifest,
        number=number,
        sheets=tuple(sheet(manifest, n) for n in spread(number, last)),
        turns=turns(number, last),
    )


def spread(number: int, last: int) -> tuple[int, ...]:
    """The pages that lie open together: page 1 alone, then 2 and 3, 4 and 5, to the `last`."""
    first = number - number % 2
    return tuple(n for n in (first, first + 1) if 1 <= n <= last)


def turns(number: int, last: int) -> Turns:
    """Where turning leads; a spread is turned to by its first page."""
    open_ = spread(number, last)
    return Turns(
        one_back=number - 1,
        one_on=number + 1 if number < last else 0,
        two_back=spread(open_[0] - 1, last)[0] if open_[0] > 1 else 0,
        two_on=open_[-1] + 1 if open_[-1] < last else 0,
    )


def sheet(manifest: Manifest, number: int) -> Sheet:
    """Page `number` of the edition, counted from 1."""
    page = manifest.pages[number - 1]
    return Sheet(page=page, hotspots=_hotspots(manifest, number), links=_links(manifest, page))


def _hotspots(manifest: Manifest, number: int) -> tuple[Hotspot, ...]:
    found = []
    for story in manifest.stories:
        areas = [area for area in story.areas if area.page == number]
        found += [Hotspot(story=story, area=area, first=n == 0) for n, area in enumerate(areas)]
    # As the eye goes over the page, so does the Tab key.
    way = -1 if is_rtl(manifest.paper.language) else 1
    return tuple(sorted(found, key=lambda spot: (spot.area.y_mm, way * spot.area.x_mm)))


def _links(manifest: Manifest, page: PageEntry) -> tuple[Link, ...]:
    """The frames that lead on; those of one teaser, and an entry with its number, are one link."""
    headlines = {story.slug: story.headline for story in manifest.stories}
    leading = [frame for frame in page.frames if frame.target is not None]
    return tuple(_link(list(frames), headlines) for _, frames in groupby(leading, key=_one_link))


def _one_link(frame: FrameEntry) -> tuple[object, ...]:
    """What frames of one link share: an index has entries that lead to the same page."""
    role = _role(frame)
    return (role, frame.target, frame.y_mm if role is FrameRole.INDEX else 0)


def _link(frames: list[FrameEntry], headlines: dict[str, str]) -> Link:
    target = frames[0].target
    assert target is not None
    left, top = min(f.x_mm for f in frames), min(f.y_mm for f in frames)
    return Link(
        role=_role(frames[0]),
        page=target.page,
        story=target.story,
        headline=headlines.get(target.story, ""),
        x_mm=left,
        y_mm=top,
        w_mm=round(max(f.x_mm + f.w_mm for f in frames) - left, 3),
        h_mm=round(max(f.y_mm + f.h_mm for f in frames) - top, 3),
    )


def _role(frame: FrameEntry) -> FrameRole:
    return FrameKind.named(frame.kind).role
