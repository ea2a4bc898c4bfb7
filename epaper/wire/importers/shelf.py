"""A day's folder as an import finds it and leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from epaper.model import Record
from epaper.text import SLUG_LIMIT, slug_of, stem_slug
from epaper.wire.importers.ledger import LEDGER_FILE, LedgerEntry, digest, read_ledger
from epaper.wire.importers.pictures import photos_there
from epaper.wire.records import ARTICLES, PHOTOS
from epaper.wire.write import render_record


class DayFolder:
    """A day's folder as it stands and grows during an import."""

    def __init__(self, folder: Path) -> None:
        """Read what is there; LedgerError if its list of imports cannot be read."""
        self.folder = folder
        self.entries = read_ledger(folder)
        self.photos = photos_there(folder / PHOTOS)
        self.slugs = set(_slugs_there(folder / ARTICLES))
        self.slugs |= {stem_slug(Path(entry.file).stem) for entry in self.entries.values()}

    def name(self, file: str) -> str:
        """A record's file as the report names it."""
        return f"{self.folder.name}/{ARTICLES}/{file}"

    def bytes_of(self, file: str) -> bytes | None:
        """The bytes of a record's file; None if there is none."""
        try:
            return (self.folder / ARTICLES / file).read_bytes()
        except FileNotFoundError:
            return None

    def rendered(self, record: Record, file: str) -> bytes:
        """The bytes of `record` in `file`, which gives it its slug."""
        stem = Path(file).stem
        return render_record(replace(record, slug=stem_slug(stem)), stem=stem).encode()

    def changed(self, entry: LedgerEntry) -> str:
        """How a person changed the file since it was imported; "" if not."""
        data = self.bytes_of(entry.file)
        if data is None:
            return f"it was taken away; delete its entry in {LEDGER_FILE} to import it again"
        return "" if digest(data) == entry.sha256 else "it was changed by hand"

    def free_file(self, record: Record) -> str:
        """A file name from the record's slug that is free, or has this very record."""
        base, number = record.slug, 1
        while True:
            tail = f"-{number}" if number > 1 else ""
            slug = slug_of(base, limit=SLUG_LIMIT - len(tail)) + tail
            file = f"{slug}.md"
            if slug not in self.slugs or (
                self.bytes_of(file) == self.rendered(record, file)
                and all(entry.file != file for entry in self.entries.values())
            ):
                self.slugs.add(slug)
                return file
            number += 1


def _slugs_there(articles: Path) -> Iterator[str]:
    """The slugs of the records in a folder: of their names, and those filed in them."""
    for path in sorted(articles.glob("*.md")) if articles.is_dir() else ():
        yield stem_slug(path.stem)
        if path.is_file():
            with path.open("rb") as file:
                head = file.read(64 * 1024)
            if filed := re.search(rb"^slug: *[\"']?([a-z0-9-]+)", head, re.MULTILINE):
                yield filed[1].decode()
