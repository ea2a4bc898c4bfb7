"""The library: what this request may see of the shelf.

Drafts and days to come are not there for readers, unless the settings say so.
"""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import cast

from flask import abort, current_app, g

from epaper.archive import Archive, Edition, Shelf
from epaper.exceptions import EditionError
from epaper.model.manifest import Manifest
from epaper.reader.settings import Settings


class Library:
    """The shelf and its index, as far as they are open; `part` is shown instead of the whole."""

    def __init__(self, settings: Settings, part: Archive | None = None) -> None:
        self.settings = settings
        self.shelf = Shelf(settings.folder)
        self._lock = Lock()
        self._archive = part

    @property
    def archive(self) -> Archive:
        """The editions' index, opened for the first that asks; others wait and get the same."""
        with self._lock:
            if self._archive is None:
                archive = Archive.open(self.settings.folder)
                archive.refresh()
                self._archive = archive
            return self._archive

    @property
    def until(self) -> date:
        """The last day that is shown."""
        return date.max if self.settings.preview else self.settings.this_day

    @property
    def drafts(self) -> bool:
        """True if drafts are shown."""
        return self.settings.preview

    def latest(self) -> Edition | None:
        """Today's edition, or the last before it; looked up once a request."""
        if "latest" not in g:
            g.latest = self.archive.latest(self.until, drafts=self.drafts)
        return cast(Edition | None, g.latest)

    def edition(self, day: date) -> Edition:
        """The edition of `day`; 404 where there is none to be shown."""
        edition = self.archive.edition(day, self.until, drafts=self.drafts)
        if edition is None:
            abort(404)
        return edition

    def manifest(self, edition: Edition) -> Manifest:
        """The manifest of the edition's shown format; 404 where it has gone."""
        try:
            return self.shelf.manifest(edition.day, edition.format)
        except EditionError:
            abort(404)


def library() -> Library:
    """The library of the running application."""
    return cast(Library, current_app.extensions["library"])
