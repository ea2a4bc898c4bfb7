"""Earlier editions of a day: what a later one has replaced, its pages and its PDF.

The day's own address shows the newest; search engines are told to look there and to leave these.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from epaper.archive import Edition
from epaper.exceptions import EditionError
from epaper.language.phrases import Phrases
from epaper.model.manifest import EditionEntry, Manifest
from epaper.reader.language import say_in, tongue
from epaper.reader.library import library

routes = Blueprint("earlier", __name__)

EVE = timedelta(days=1)  # a paper is made on the evening before its day


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An edition of a day as readers are told it: its words, and when it came out or nothing."""

    number: int
    words: str
    time: str


@routes.get("/<day:day>/edition/<int:number>")
def edition(day: date, number: int) -> ResponseReturnValue:
    """An earlier edition; the newest stands at the day's own address."""
    shown = library().edition(day)
    if number == shown.edition and not shown.draft:
        return redirect(url_for("front.day", day=day))
    manifest = earlier_manifest(shown, number)
    say_in(shown.language)
    return render_template(
        "earlier.html", edition=shown, manifest=manifest, told=_told(day, manifest.edition)
    )


def earlier_manifest(shown: Edition, number: int) -> Manifest:
    """The manifest of an earlier edition of the day that is shown; 404 where it has none such."""
    found = dict(_earlier(shown)).get(number)
    if found is None:
        abort(404)
    return found


def earlier_numbers(shown: Edition) -> tuple[int, ...]:
    """The numbers of the earlier editions of a day that can be read, ascending."""
    return tuple(number for number, _ in _earlier(shown))


def edition_line(shown: Edition) -> Told | None:
    """Which edition of the day is shown; None where there is only one, and for a draft."""
    if shown.draft or (shown.edition == 1 and not earlier_numbers(shown)):
        return None
    return _told(shown.day, EditionEntry(number=shown.edition, time=shown.time))


def earlier_editions(shown: Edition) -> list[Told]:
    """The earlier editions, the newest of them first."""
    return [_told(shown.day, manifest.edition) for _, manifest in reversed([*_earlier(shown)])]


def _earlier(shown: Edition) -> Iterator[tuple[int, Manifest]]:
    shelf, day, form = library().shelf, shown.day, shown.format
    for number in shelf.editions(day, form).earlier:
        with suppress(EditionError):
            yield number, shelf.manifest(day, form, number)


def _told(day: date, entry: EditionEntry) -> Told:
    """The clock alone for what came out on its day or on the eve of it, else day and clock."""
    words, time = Phrases(tongue().tag).edition(entry.number), ""
    if entry.time:
        out = tongue().day_of(datetime.fromisoformat(entry.time))
        near = day - EVE <= out <= day
        time = tongue().clock(entry.time) if near else tongue().time(entry.time)
    return Told(number=entry.number, words=words, time=time)
