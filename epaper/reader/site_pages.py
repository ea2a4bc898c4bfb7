"""Every address of the reader that a static export has, and the files of the editions.

In: the application, in a request's context, and its archive. Out: addresses as `url_for` writes
them. What needs a server has none: searches, comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import current_app, url_for

from epaper.archive import Edition
from epaper.exceptions import EditionError
from epaper.model.manifest import Manifest
from epaper.reader.addresses import documents
from epaper.reader.earlier import earlier_numbers
from epaper.reader.front import section_pages
from epaper.reader.install import ICONS
from epaper.reader.library import library
from epaper.reader.livery import colour_addresses
from epaper.reader.opds_pages import PER_PAGE

FORMS = ("atom", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file that is put into the export as it is; `mark` changes with its content."""

    address: str
    path: Path
    mark: str


def day_addresses(edition: Edition, manifest: Manifest) -> Iterator[str]:
    """The pages of an edition: itself, its pages, its stories, page one for the catalogue.

    And the list of what its readers' browsers keep.
    """
    day = edition.day
    yield from documents(manifest)
    yield from colour_addresses(manifest)
    yield url_for("install.edition_files", day=day)
    for size in ("cover", "thumbnail"):
        yield url_for("catalogue.image", day=day, size=size)
    for number in earlier_numbers(edition):
        yield url_for("earlier.edition", day=day, number=number)


def day_files(edition: Edition, manifest: Manifest) -> Iterator[SiteFile]:
    """The files of an edition, and the PDFs of its other formats. Raises EditionError."""
    shelf, day = library().shelf, edition.day
    for entry in manifest.files():
        yield SiteFile(
            address=url_for("files.file", day=day, name=entry.file),
            path=shelf.file(day, edition.format, entry.file),
            mark=entry.sha256,
        )
    for layout in edition.formats:
        if layout != edition.format:
            pdf = shelf.manifest(day, layout).pdf
            yield SiteFile(
                address=url_for("files.other_format", day=day, layout=layout, name=pdf.file),
                path=shelf.file(day, layout, pdf.file),
                mark=pdf.sha256,
            )
    for number in earlier_numbers(edition):
        yield from _earlier_files(edition, number)


def _earlier_files(edition: Edition, number: int) -> Iterator[SiteFile]:
    """What the page of an earlier edition leads to: its PDFs, and pictures of its pages."""
    shelf, day = library().shelf, edition.day
    manifest = shelf.manifest(day, edition.format, number)
    pages = (entry for page in manifest.pages for entry in (page.pdf, page.thumbnail))
    for entry in (manifest.pdf, *pages):
        yield SiteFile(
            address=url_for("files.earlier", day=day, number=number, name=entry.file),
            path=shelf.file(day, edition.format, entry.file, number),
            mark=entry.sha256,
        )


def list_addresses() -> Iterator[str]:
    """The pages over all editions: those without a name, archive, sections, catalogue, sitemap."""
    for rule in current_app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and not rule.defaults:
            yield url_for(rule.endpoint)
    for size in ICONS:
        yield url_for("install.icon", size=size)
        yield url_for("install.maskable_icon", size=size)
    yield from _month_addresses()
    yield from _section_addresses()
    for form in FORMS:
        yield url_for("catalogue.root", form=form)
        for number in range(1, -(-_total() // PER_PAGE) + 1):
            yield url_for("catalogue.latest", number=number, form=form)


def static_files() -> Iterator[SiteFile]:
    """The reader's own styles, scripts and fonts."""
    folder = Path(current_app.static_folder or "")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield SiteFile(
                address=url_for("static", filename=path.relative_to(folder).as_posix()),
                path=path,
                mark=sha256(path.read_bytes()).hexdigest(),
            )


def all_editions() -> Iterator[Edition]:
    """Every edition that is shown, oldest first."""
    for month in reversed(library().archive.months(library().until)):
        yield from library().archive.month(month.year, month.month, library().until)


def _total() -> int:
    return sum(month.count for month in library().archive.months(library().until))


def _month_addresses() -> Iterator[str]:
    months = library().archive.months(library().until)
    for year in dict.fromkeys(month.year for month in months):
        yield url_for("calendar.year", year=year)
        for form in FORMS:
            yield url_for("catalogue.year", year=year, form=form)
    for month in months:
        for endpoint in ("calendar.month", "sitemap.month"):
            yield url_for(endpoint, year=month.year, month=month.month)
        for form in FORMS:
            yield url_for("catalogue.month", year=month.year, month=month.month, form=form)


def _section_addresses() -> Iterator[str]:
    """Every section that any edition has had."""
    keys = dict.fromkeys(s.key for edition in all_editions() for s in edition.sections)
    for key in keys:
        total = library().archive.section(key, library().until, limit=1).total
        for page in range(1, section_pages(total) + 1):
            yield url_for("front.section", key=key, page=page)
        if total:
            yield url_for("feeds.section", key=key)


def manifest_of(edition: Edition) -> Manifest | None:
    """The edition's manifest; None for one that has just gone."""
    try:
        return library().shelf.manifest(edition.day, edition.format)
    except EditionError:
        return None
