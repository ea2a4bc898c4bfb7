"""The preview: pages that load themselves anew when the shelf has another edition.

A page carries the mark of what it was made of; its script asks once a second whether that is still
the mark. Only a reader started for the desk has these addresses and the script: they are in no
static export, nor among the files of the reader that readers see.
"""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, g, jsonify, request
from flask.typing import ResponseReturnValue

from epaper.archive import Edition
from epaper.reader.addresses import MARK_LETTERS
from epaper.reader.library import library

routes = Blueprint("preview", __name__)

_SCRIPT = Path(__file__).with_name("static_preview") / "preview.js"
_OF_A_DAY = re.compile(r"/(\d{4}-\d{2}-\d{2})(?=/|$)", re.ASCII)


@routes.before_app_request
def look_first() -> None:
    """The mark is taken before the page: what comes between makes it load once more."""
    if request.endpoint not in ("static", "files.file", "preview.mark", "preview.script"):
        g.preview_day = _day_of(request.path)
        g.preview_mark = shelf_mark(g.preview_day)


@routes.get("/preview/mark")
def mark() -> ResponseReturnValue:
    """The mark of the shelf, as far as a page of `day` shows it."""
    return jsonify(mark=shelf_mark(_day_of(f"/{request.args.get('day', '')}")))


@routes.get("/preview/preview.js")
def script() -> Response:
    """What loads a page anew."""
    return Response(_SCRIPT.read_bytes(), mimetype="text/javascript")


def shelf_mark(day: date | None) -> str:
    """What changes when the newest edition does, that of `day`, or how many there are."""
    archive, until, drafts = library().archive, library().until, library().drafts
    newest = archive.latest(until, drafts)
    shown = archive.edition(day, until, drafts) if day else None
    counts = sum(month.count for month in archive.months(until, drafts))
    facts = (_facts(newest), _facts(shown), counts)
    return sha256(repr(facts).encode()).hexdigest()[:MARK_LETTERS]


def _facts(edition: Edition | None) -> tuple[object, ...]:
    return (edition.day, edition.stamp, edition.formats) if edition else ()


def _day_of(path: str) -> date | None:
    """The day that an address is of; None for one of no day, or of none that the calendar has."""
    found = _OF_A_DAY.match(path)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
