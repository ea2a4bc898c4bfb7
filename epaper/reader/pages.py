"""The page view: a page as it was printed, its stories to be opened from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from epaper.model.manifest import AreaEntry, FrameEntry, Manifest, PageEntry, StoryEntry
from epaper.reader.language import say_in
from epaper.reader.library import library

routes = Blueprint("pages", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotspot:
    """A story's rectangle on the page, in mm, and where its other part is, if it jumps."""

    story: StoryEntry
    area: AreaEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page with what can be touched on it; `links` are index entries, teasers and jumps."""

    page: PageEntry
    hotspots: tuple[Hotspot, ...]
    links: tuple[FrameEntry, ...]


@routes.get("/<day:day>/page/<int:number>")
def page(day: date, number: int) -> ResponseReturnValue:
    """A page of an edition."""
    edition = library().edition(day)
    manifest = library().manifest(edition)
    say_in(edition.language)
    if not 1 <= number <= len(manifest.pages):
        abort(404)
    return render_template(
        "page.html",
        edition=edition,
        manifest=manifest,
        number=number,
        sheet=sheet(manifest, number),
    )


def sheet(manifest: Manifest, number: int) -> Sheet:
    """Page `number` of the edition, counted from 1."""
    page = manifest.pages[number - 1]
    return Sheet(
        page=page,
        hotspots=tuple(
            Hotspot(story=story, area=area)
            for story in manifest.stories
            for area in story.areas
            if area.page == number
        ),
        links=tuple(frame for frame in page.frames if frame.target is not None),
    )
