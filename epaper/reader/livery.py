"""A paper's own colours on the screen: its accent, its sections' colours, by day and by night.

In: an edition's manifest. Out: a style sheet at the edition's address, for a page may carry no
style of its own (guard.py); none for a paper in the house's colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, Response, abort, url_for
from flask.typing import ResponseReturnValue

from epaper.archive import Edition
from epaper.colours import lightened
from epaper.model.manifest import Manifest, PaperEntry
from epaper.reader.library import library

routes = Blueprint("livery", __name__)


@routes.get("/<day:day>/colours.css")
def colours(day: date) -> ResponseReturnValue:
    """The colours that the paper of that day wears; 404 where it has none of its own."""
    paper = library().manifest(library().edition(day)).paper
    if not has_colours(paper):
        abort(404)
    return Response("\n".join(_rules(paper)) + "\n", mimetype="text/css")


def colour_sheet(edition: Edition | None) -> str:
    """The address of the colours of an edition, or of the latest; empty where it has none."""
    shown = edition or library().latest()
    if shown is None or not has_colours(library().manifest(shown).paper):
        return ""
    return url_for("livery.colours", day=shown.day)


def colour_addresses(manifest: Manifest) -> Iterator[str]:
    """The address of an edition's colours, if it has some."""
    if has_colours(manifest.paper):
        yield url_for("livery.colours", day=date.fromisoformat(manifest.date))


def has_colours(paper: PaperEntry) -> bool:
    """True if the paper, or a section of it, has a colour of its own."""
    return bool(paper.accent or any(section.colour for section in paper.sections))


def accent() -> str:
    """The accent of the latest edition, #rrggbb; empty for the house's."""
    latest = library().latest()
    return library().manifest(latest).paper.accent if latest else ""


def _rules(paper: PaperEntry) -> Iterator[str]:
    """Rules for light pages, and the same in lighter tints for dark ones (reader.css)."""
    worn = [(f'[data-section="{s.key}"]', s.colour) for s in paper.sections if s.colour]
    for place, colour in worn:
        yield f":root {place} {{ --house: {colour}; }}"
        yield f":root .section-head{place} {{ color: var(--house); }}"
    night = [(f" {place}", lightened(colour)) for place, colour in worn]
    if paper.accent:
        # The picture of a page is white by night too.
        yield f":root {{ --house: {paper.accent}; --on-page: {paper.accent}; }}"
        night.append(("", lightened(paper.accent)))
    yield "@media (prefers-color-scheme: dark) {"
    for place, colour in night:
        yield f'  :root:not([data-theme="light"]){place} {{ --house: {colour}; }}'
    yield "}"
    for place, colour in night:
        yield f':root[data-theme="dark"]{place} {{ --house: {colour}; }}'
