"""Publishing: the reader as static files, for any plain web host.

In: a paper's folder and its public address. Out: a folder in which every page of the reader
stands as path/index.html, with the editions' files, feeds, catalogue and sitemap, and a search
that runs in the browser. Every page is the application's own answer. A second run writes what has
changed.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from flask import Flask, url_for
from werkzeug.test import TestResponse

import epaper
from epaper.archive import Archive, Edition, Shelf
from epaper.exceptions import EditionError, PublishError
from epaper.model import At, Problem, Severity
from epaper.model.manifest import Manifest
from epaper.reader.app import create_app
from epaper.reader.earlier import earlier_numbers
from epaper.reader.library import library
from epaper.reader.settings import Settings
from epaper.reader.site_folder import Changes, SiteFolder
from epaper.reader.site_pages import (
    SiteFile,
    all_editions,
    day_addresses,
    day_files,
    list_addresses,
    manifest_of,
    static_files,
)
from epaper.reader.site_search import FOLDER, make_index, pagefind_version

# Editions done, and how many there are.
Progress = Callable[[int, int], None]

_OF_A_DAY = re.compile(r"(opds/)?(?P<day>\d{4}-\d{2}-\d{2})[/-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOrder:
    """What to publish where; `address` may have a path: https://example.org/paper.

    Editions of days after today in `zone` are left out, and those before `since`. `force` writes
    into a folder that has other files.
    """

    paper: Path
    folder: Path
    address: str
    since: date | None = None
    force: bool = False
    zone: tzinfo = UTC
    today: Callable[[], date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a run did; `kept` editions had not changed."""

    editions: int
    kept: int
    changes: Changes
    problems: tuple[Problem, ...]


def publish(order: SiteOrder, progress: Progress = lambda done, total: None) -> Published:
    """Write the site. Until the last page is made nothing in the folder changes.

    Raises EditionError for an edition that lacks a file which its edition.json lists; PublishError,
    PaperError, ArchiveError, OSError.
    """
    check_address(order.address)
    settings = Settings(
        folder=order.paper,
        published=True,
        site_search=bool(pagefind_version()),
        comments=False,
        address=order.address,
        zone=order.zone,
        today=order.today,
    )
    with (
        closing(SiteFolder(order.folder, force=order.force)) as site,
        closing(_archive(order, site.room)) as archive,
    ):
        app = create_app(settings, archive)
        return _Publishing(app=app, site=site, address=order.address.rstrip("/")).whole(progress)


def check_address(address: str) -> None:
    """Raise PublishError for what is no whole address of a site."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise PublishError(
            f"{address or 'nothing'} is no address that a site can have",
            "write it whole: --address https://paper.example.org/archive",
        )


def _archive(order: SiteOrder, room: Path) -> Archive:
    """The paper's archive; for a part of it an index of its own, over the same shelf."""
    if order.since is None:
        archive = Archive.open(order.paper)
        archive.refresh()
        return archive
    shutil.copy2(order.paper / "paper.toml", room)  # says which format is the paper's own
    part = Archive.open(room)
    part.shelf = Shelf(order.paper)
    for day, form, _stamp in sorted(part.shelf.scan()):
        if day >= order.since:
            try:
                part.add(day, form)
            except EditionError:
                continue  # an edition that cannot be read is shown by no reader
    return part


@dataclass(frozen=True, kw_only=True)
class _Publishing:
    """One run: the application, the folder, where the site will be."""

    app: Flask
    site: SiteFolder
    address: str

    def whole(self, progress: Progress) -> Published:
        """Make everything, then put it in place."""
        with self.app.test_request_context("/", base_url=self.address):
            editions = list(all_editions())
            if not editions:
                raise PublishError("there is no edition to publish", "epaper build makes one")
            kept = self._days(editions, progress)
            for file in static_files():
                self._file(file)
            for address in dict.fromkeys(list_addresses()):
                self._page(address)
            self.site.put("404.html", self._answer("/404.html").data)
            problems = self._search(editions)
        changes = self.site.finish()
        return Published(editions=len(editions), kept=kept, changes=changes, problems=problems)

    def _days(self, editions: Sequence[Edition], progress: Progress) -> int:
        """The pages and files of every edition; how many had not changed."""
        dress, kept = self._dress(editions[-1]), 0
        old = _paths_by_day(self.site.before.files)
        for number, edition in enumerate(editions):
            progress(number, len(editions))
            manifest = manifest_of(edition)
            if manifest is None:
                continue
            day = edition.day.isoformat()
            key = _key(dress, edition, manifest)
            if self.site.before.days.get(day) == key and self.site.keep(old.get(day, ())):
                kept += 1
            else:
                self._day(edition, manifest)
            self.site.now.days[day] = key
        progress(len(editions), len(editions))
        return kept

    def _day(self, edition: Edition, manifest: Manifest) -> None:
        for file in day_files(edition, manifest):
            self._file(file)
        for address in day_addresses(edition, manifest):
            self._page(address)

    def _dress(self, latest: Edition) -> str:
        """What every page depends on besides its edition: the program, and the paper's name."""
        hashed = sha256(
            f"{version('epaper')} {self.address} {latest.name} {latest.language}".encode()
        )
        package = Path(epaper.__file__).parent
        for folder in (package / "reader", package / "locale"):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.suffix != ".pyc":
                    hashed.update(path.read_bytes())
        return hashed.hexdigest()

    def _file(self, file: SiteFile) -> None:
        self.site.put_file(self._path(file.address), file.path, file.mark)

    def _page(self, address: str) -> None:
        """What the application answers at `address`; what it has not is left out."""
        answer = self._answer(self._own(address))
        if answer.status_code != 200:
            return
        path = self._path(address)
        if answer.mimetype == "text/html":
            path = str(PurePosixPath(path, "index.html"))
        self.site.put(path, answer.data)

    def _answer(self, path: str) -> TestResponse:
        return self.app.test_client().get(path, base_url=self.address)

    def _own(self, address: str) -> str:
        """An address of the site without the path that the site lies at."""
        return address.removeprefix(urlsplit(self.address).path)

    def _path(self, address: str) -> str:
        """The file's path in the folder."""
        return unquote(urlsplit(self._own(address)).path).strip("/")

    def _search(self, editions: Sequence[Edition]) -> tuple[Problem, ...]:
        """The index of all stories, anew if any day has changed; a problem where it is left out."""
        made_by = pagefind_version()
        if not made_by:
            return (_NO_SEARCH,)
        key = sha256(f"{made_by} {sorted(self.site.now.days.items())}".encode()).hexdigest()
        old = [path for path in self.site.before.files if path.startswith(f"{FOLDER}/")]
        if not old or self.site.before.search != key or not self.site.keep(old):
            # Pagefind puts the path that the site lies at before the addresses itself.
            found = (
                (self._own(url_for("front.day", day=edition.day)), manifest_of(edition))
                for edition in editions
            )
            told = ((address, manifest) for address, manifest in found if manifest is not None)
            for path, made in make_index(told, editions[-1].language, self.site.room / FOLDER):
                self.site.put(path, made.read_bytes())
        self.site.now.search = key
        return ()


_NO_SEARCH = Problem(
    code="R-101",
    severity=Severity.WARN,
    where=At(),
    message="the site has no search: Pagefind is not installed",
    hint="pip install 'epaper[publish]', and publish again",
)


def _paths_by_day(paths: Iterable[str]) -> dict[str, list[str]]:
    """The paths of each day's own files, as `day_addresses` and `day_files` have them."""
    found: dict[str, list[str]] = {}
    for path in paths:
        match = _OF_A_DAY.match(path)
        if match:
            found.setdefault(match["day"], []).append(path)
    return found


def _key(dress: str, edition: Edition, manifest: Manifest) -> str:
    """Changes whenever a page of the edition does."""
    archive, until = library().archive, library().until
    records = [record for story in manifest.stories for record in story.records]
    mends = [record.corrects for record in records if record.corrects]
    around = (archive.before(edition.day, until), archive.after(edition.day, until))
    facts = [
        dress,
        str(library().settings.zone),
        [library().shelf.stamp(edition.day, form) for form in edition.formats],
        edition.format,
        earlier_numbers(edition),
        [other.day.isoformat() if other else "" for other in around],
        [_stamp_of(date.fromisoformat(mended[:10])) for mended in mends],
        [
            (ref.slug, _stamp_of(ref.day))
            for record in records
            for ref in archive.corrections_of(edition.day, record.slug, until)
        ],
    ]
    return sha256(json.dumps(facts).encode()).hexdigest()


def _stamp_of(day: date) -> str:
    edition = library().archive.edition(day, library().until)
    return edition.stamp if edition else ""
