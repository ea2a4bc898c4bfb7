"""Keeping the index true to the shelf: one day mended, a whole index filled.

In: a connection in a transaction, the shelf. An edition that cannot be read is left out, and said.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from epaper.archive.database import remove_index
from epaper.archive.shelf import Shelf
from epaper.archive.writing import drop_edition, put_edition, show_day, shown
from epaper.exceptions import EditionError
from epaper.model import At, Paper, Problem, Severity
from epaper.places import ARCHIVE_FILE

# Told now and then while an index is made anew: how many editions are in, of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What was mended: editions put in, taken out, and those that cannot be read."""

    added: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Refreshed) -> Refreshed:
        return Refreshed(
            added=self.added + other.added,
            removed=self.removed + other.removed,
            problems=self.problems + other.problems,
        )


@dataclass(frozen=True, slots=True)
class Indexed:
    """A day as the index has it: what it shows, stamps by format, and which are drafts."""

    shown: str | None
    stamps: dict[str, str]
    drafts: list[tuple[str, bool]]

    def agrees_with(self, shelf: dict[str, str], own: str) -> bool:
        """True if nothing is to be mended."""
        return self.stamps == shelf and self.shown == shown(self.drafts, own)


def editions_by_day(shelf: Shelf) -> dict[date, dict[str, str]]:
    """Stamps of all editions on the shelf, by day and format."""
    days: dict[date, dict[str, str]] = {}
    for day, form, stamp in shelf.scan():
        days.setdefault(day, {})[form] = stamp
    return days


def indexed_days(db: sqlite3.Connection) -> dict[date, Indexed]:
    """Every day of the index."""
    now = dict(db.execute("SELECT day, format FROM day").fetchall())
    days: dict[date, Indexed] = {}
    for number, form, stamp, draft in db.execute("SELECT day, format, stamp, draft FROM edition"):
        indexed = days.setdefault(date.fromordinal(number), Indexed(now.get(number), {}, []))
        indexed.stamps[form] = stamp
        indexed.drafts.append((form, bool(draft)))
    return days


def mend_day(
    db: sqlite3.Connection, shelf: Shelf, day: date, on_shelf: dict[str, str], own: str
) -> Refreshed:
    """Bring a day in line with the shelf."""
    added = 0
    problems: list[Problem] = []
    rows = db.execute("SELECT format, stamp FROM edition WHERE day = ?", (day.toordinal(),))
    before = dict(rows.fetchall())
    readable = set()
    for form, stamp in on_shelf.items():
        if before.get(form) == stamp:
            readable.add(form)
            continue
        try:
            stamp, manifest = shelf.read(day, form)
        except EditionError as error:
            problems.append(unreadable(day, form, error))
            continue
        put_edition(db, manifest, stamp)
        readable.add(form)
        added += 1
    gone = before.keys() - readable
    for form in gone:
        drop_edition(db, day, form)
    show_day(db, day, own, shelf.read)
    return Refreshed(added=added, removed=len(gone), problems=tuple(problems))


def fill_index(
    db: sqlite3.Connection, shelf: Shelf, own: str, progress: Progress | None
) -> Refreshed:
    """Put every edition of the shelf into a new index."""
    days = editions_by_day(shelf)
    added = 0
    problems: list[Problem] = []
    db.execute("BEGIN")
    for index, day in enumerate(sorted(days)):  # the index takes ascending numbers fastest
        made = mend_day(db, shelf, day, days[day], own)
        added += made.added
        problems += made.problems
        if progress is not None:
            progress(index + 1, len(days))
    db.execute("INSERT INTO word (word) VALUES ('optimize')")
    db.execute("COMMIT")
    return Refreshed(added=added, problems=tuple(problems))


def unreadable(day: date, form: str, error: EditionError) -> Problem:
    """What is said of an edition that cannot be put in."""
    return Problem(
        code="A-101",
        severity=Severity.WARN,
        where=At(file=f"{day}/out/{form}/edition.json"),
        message=f"the edition is not in the archive: {error}",
        hint=error.hint,
    )


def own_format(folder: Path) -> str:
    """The format that the paper in `folder` is made in, from its paper.toml."""
    with suppress(OSError, ValueError), (folder / "paper.toml").open("rb") as file:
        form = tomllib.load(file).get("format")
        if isinstance(form, str):
            return form
    return next(str(field.default) for field in fields(Paper) if field.name == "format")


@contextmanager
def file_aside(folder: Path) -> Iterator[Path]:
    """The name of a file beside the index; it and what belongs to it are gone at the end."""
    drop_left(folder)
    with NamedTemporaryFile(prefix=f"{ARCHIVE_FILE}.new-", dir=folder, delete=False) as file:
        path = Path(file.name)
    try:
        yield path
    finally:
        remove_index(path)


def drop_left(folder: Path) -> None:
    """Delete files aside that have a name still: of processes that were killed.

    A living one's may be among them: it goes on with what it has open, or, where open files
    cannot be deleted, keeps it.
    """
    for left in folder.glob(f"{ARCHIVE_FILE}.new-*"):
        with suppress(OSError):
            left.unlink()
