"""The front: today's edition at /, any edition at its date, a section of an edition or of all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from epaper.archive import Edition
from epaper.exceptions import EditionError
from epaper.language.phrases import Phrases
from epaper.reader.contents import contents
from epaper.reader.earlier import earlier_editions, edition_line
from epaper.reader.language import say_in
from epaper.reader.library import library

routes = Blueprint("front", __name__)

SECTION_PAGE = 30  # stories on a page of a section
# Of a static export: every one of them changes with each edition. The archive has all stories.
PUBLISHED_SECTION_PAGES = 10


@routes.get("/")
def today() -> ResponseReturnValue:
    """Today's edition, or the last before it; a word of welcome on an empty shelf."""
    edition = library().latest()
    return _edition_page(edition) if edition else render_template("empty.html")


@routes.get("/<day:day>")
def day(day: date) -> ResponseReturnValue:
    """The edition of a day."""
    return _edition_page(library().edition(day))


@routes.get("/section/<slug:key>", defaults={"page": 1})
@routes.get("/section/<slug:key>/<int:page>")
def section(key: str, page: int) -> ResponseReturnValue:
    """What a section had, newest first, over all editions."""
    archive, until = library().archive, library().until
    found = archive.section(
        key,
        until,
        limit=SECTION_PAGE,
        offset=max(page - 1, 0) * SECTION_PAGE,
        drafts=library().drafts,
    )
    pages = section_pages(found.total)
    if not 1 <= page <= pages:
        abort(404)
    return render_template(
        "section.html",
        key=key,
        name=found.stories[0].section_name,
        found=found,
        page=page,
        pages=pages,
    )


def section_pages(total: int) -> int:
    """How many pages a section of `total` stories has."""
    pages = -(-total // SECTION_PAGE)
    return min(pages, PUBLISHED_SECTION_PAGES) if library().settings.published else pages


def _other_formats(edition: Edition) -> Iterator[tuple[str, str]]:
    """The other formats of that day, each with the name of its PDF."""
    for layout in edition.formats:
        # One that cannot be read is not offered.
        with suppress(EditionError):
            if layout != edition.format:
                yield layout, library().shelf.manifest(edition.day, layout).pdf.file


def _edition_page(edition: Edition) -> str:
    say_in(edition.language)
    manifest = library().manifest(edition)
    archive, until, drafts = library().archive, library().until, library().drafts
    return render_template(
        "edition.html",
        edition=edition,
        manifest=manifest,
        contents=contents(manifest),
        others=list(_other_formats(edition)),
        which=edition_line(edition),
        earlier=earlier_editions(edition),
        comma=Phrases(edition.language).comma,
        before=archive.before(edition.day, until, drafts),
        after=archive.after(edition.day, until, drafts),
    )
