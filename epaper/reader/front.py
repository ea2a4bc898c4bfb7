"""The front: today's edition at /, any edition at its date, a section of an edition or of all."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from epaper.archive import Edition
from epaper.reader.contents import contents
from epaper.reader.language import say_in
from epaper.reader.library import library

routes = Blueprint("front", __name__)

SECTION_PAGE = 30  # stories on a page of a section


@routes.get("/")
def today() -> ResponseReturnValue:
    """Today's edition, or the last before it; a word of welcome on an empty shelf."""
    edition = library().latest()
    return _edition_page(edition, home=True) if edition else render_template("empty.html")


@routes.get("/<day:day>")
def day(day: date) -> ResponseReturnValue:
    """The edition of a day."""
    return _edition_page(library().edition(day), home=False)


@routes.get("/section/<slug:key>")
def section(key: str) -> ResponseReturnValue:
    """What a section had, newest first, over all editions."""
    page = max(request.args.get("page", 1, type=int), 1)
    archive, until = library().archive, library().until
    found = archive.section(
        key, until, limit=SECTION_PAGE, offset=(page - 1) * SECTION_PAGE, drafts=library().drafts
    )
    if not found.stories:
        abort(404)
    return render_template(
        "section.html",
        key=key,
        name=found.stories[0].section_name,
        found=found,
        page=page,
        pages=-(-found.total // SECTION_PAGE),
    )


def _edition_page(edition: Edition, *, home: bool) -> str:
    say_in(edition.language)
    manifest = library().manifest(edition)
    archive, until, drafts = library().archive, library().until, library().drafts
    return render_template(
        "edition.html",
        edition=edition,
        manifest=manifest,
        contents=contents(manifest),
        home=home,
        before=archive.before(edition.day, until, drafts),
        after=archive.after(edition.day, until, drafts),
    )
