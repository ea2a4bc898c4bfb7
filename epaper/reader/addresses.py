"""Addresses: how days, files and the reader's own files are written in a URL.

An address never changes: /2026-02-04, /2026-02-04/page/3, /2026-02-04/ferry-line. Files carry a
mark of their content (?v=), so that a browser may keep them for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import current_app, url_for
from werkzeug.routing import BaseConverter, ValidationError

from epaper.archive import Edition, Image
from epaper.model.manifest import FileEntry, ImageEntry, Manifest

MARK = "v"
MARK_LETTERS = 10


class DayConverter(BaseConverter):
    """A day in an address: 2026-02-04."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; no such address for a date that the calendar has not."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValidationError from None

    def to_url(self, value: date) -> str:
        """The day as addresses have it."""
        return value.isoformat()


class SlugConverter(BaseConverter):
    """A story in an address: ferry-line. Files have a full stop in their names."""

    regex = "[a-z0-9][a-z0-9-]*"


def asset(name: str) -> str:
    """The address of one of the reader's own files, with its mark."""
    mark = _asset_mark(current_app.static_folder or "", name)
    return url_for("static", filename=name, v=mark)


def file_address(day: date | str, entry: FileEntry | ImageEntry) -> str:
    """The address of a file of an edition's shown format, with its mark."""
    return url_for("files.file", day=_day(day), name=entry.file, v=entry.sha256[:MARK_LETTERS])


def earlier_address(day: date, number: int, entry: FileEntry | ImageEntry) -> str:
    """The address of a file of an earlier edition of a day, with its mark."""
    mark = entry.sha256[:MARK_LETTERS]
    return url_for("files.earlier", day=day, number=number, name=entry.file, v=mark)


def download_name(pdf: str, name: str) -> str:
    """What a PDF is saved as, by the edition's own `pdf`: a page's tells paper and day as well."""
    return name if name == pdf else f"{Path(pdf).stem}-{Path(name).name}"


def earlier_name(pdf: str, name: str, number: int) -> str:
    """What a PDF of an earlier edition is saved as: its number is told."""
    told = Path(download_name(pdf, name))
    return f"{told.stem}-edition-{number}{told.suffix}"


def pdf_name(shown: str, pdf: str, layout: str) -> str:
    """What the PDF of another format is saved as: never like that of the format that is `shown`."""
    return pdf if pdf != shown else f"{Path(pdf).stem}-{layout}{Path(pdf).suffix}"


def image_address(edition: Edition, image: Image) -> str:
    """The address of a picture of an edition that the index names."""
    mark = sha256(edition.stamp.encode()).hexdigest()[:MARK_LETTERS]
    return url_for("files.file", day=edition.day, name=image.file, v=mark)


def documents(manifest: Manifest) -> Iterator[str]:
    """The addresses of every document of an edition: the front, its pages, its stories."""
    day = _day(manifest.date)
    yield url_for("front.day", day=day)
    for page in manifest.pages:
        yield url_for("pages.page", day=day, number=page.number)
    # A gathered story has an address, and so has each of its parts.
    own = [record.slug for story in manifest.stories for record in story.records]
    for slug in dict.fromkeys([*own, *(story.slug for story in manifest.stories)]):
        yield url_for("article.story", day=day, slug=slug)


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


@cache
def _asset_mark(folder: str, name: str) -> str:
    return sha256(Path(folder, name).read_bytes()).hexdigest()[:MARK_LETTERS]


def format_name(layout: str) -> str:
    """A layout's name as readers are told it: A4, Tabloid, US letter for us-letter."""
    words = [word.upper() if len(word) <= 2 else word for word in layout.split("-")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])
