"""The catalogue: editions for e-readers, as OPDS 1.2 (.atom) and OPDS 2.0 (.json)."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from io import BytesIO

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from PIL import Image

from epaper.exceptions import EditionError
from epaper.reader.atom import xml_answer
from epaper.reader.library import library
from epaper.reader.opds import ACQUISITION, NAVIGATION, listing_feed, menu_feed
from epaper.reader.opds2 import FEED, listing_json, menu_json
from epaper.reader.opds_pages import (
    Listing,
    Menu,
    all_editions,
    found_editions,
    month_editions,
    paper,
    root_menu,
    year_menu,
)

routes = Blueprint("catalogue", __name__)

FORM = "<any(atom, json):form>"
IMAGES_KEPT = 128  # some 100 kB each
JPEG_QUALITY = 80


@routes.get("/opds")
def opds() -> ResponseReturnValue:
    """The short address, to be typed into an e-reader."""
    return redirect(url_for("catalogue.root", form="atom"))


@routes.get(f"/opds/root.{FORM}")
def root(form: str) -> Response:
    """The root of the catalogue."""
    return _answer(root_menu(form), form)


@routes.get(f"/opds/latest.{FORM}", defaults={"number": 1})
@routes.get(f"/opds/latest-<int:number>.{FORM}")
def latest(number: int, form: str) -> Response:
    """Every edition, the newest first."""
    return _answer(all_editions(number, form), form)


@routes.get(f"/opds/<int(fixed_digits=4):year>.{FORM}")
def year(year: int, form: str) -> Response:
    """The months of a year."""
    return _answer(year_menu(year, form), form)


@routes.get(f"/opds/<int(fixed_digits=4):year>-<int(fixed_digits=2):month>.{FORM}")
def month(year: int, month: int, form: str) -> Response:
    """The editions of a month."""
    return _answer(month_editions(year, month, form), form)


@routes.get(f"/opds/search.{FORM}")
def found(form: str) -> Response:
    """The editions that have the words of q (OpenSearch) or query (OPDS 2.0)."""
    if library().settings.published:
        abort(404)
    words = request.args.get("q") or request.args.get("query") or ""
    return _answer(found_editions(words.strip()[:200], form), form)


@routes.get("/opds/<day:day>-<any(cover, thumbnail):size>.jpg")
def image(day: date, size: str) -> Response:
    """Page one as a JPEG: OPDS 1.2 (5.2.2) knows no WebP."""
    edition = library().edition(day)
    shown = edition.small if size == "cover" else edition.thumbnail
    try:
        path = library().shelf.file(edition.day, edition.format, shown.file)
    except EditionError:
        abort(404)
    return Response(_jpeg(str(path), edition.stamp), mimetype="image/jpeg")


@lru_cache(maxsize=IMAGES_KEPT)
def _jpeg(path: str, stamp: str) -> bytes:
    """The picture as a JPEG; `stamp` has it made anew when the edition is."""
    made = BytesIO()
    with Image.open(path) as picture:
        picture.convert("RGB").save(made, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return made.getvalue()


def _answer(page: Menu | Listing, form: str) -> Response:
    lists = isinstance(page, Listing)
    if form == "json":
        made = (
            listing_json(paper(), page) if isinstance(page, Listing) else menu_json(paper(), page)
        )
        return Response(json.dumps(made, ensure_ascii=False), content_type=FEED)
    feed = listing_feed(paper(), page) if isinstance(page, Listing) else menu_feed(paper(), page)
    return xml_answer(feed, ACQUISITION if lists else NAVIGATION)
