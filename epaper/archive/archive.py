"""The archive: what editions there are, and keeping its index true to the shelf.

Every reading method takes `until`, the last day that may be seen, and `drafts`, whether the desk is
looking: what is later or a draft is in the index and hidden from readers.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from epaper.archive.database import (
    BadIndexError,
    Database,
    fill_aside,
    remove_index,
)
from epaper.archive.facts import Edition, MonthCount, StoryHit, StoryPage, StoryRef
from epaper.archive.mend import (
    Indexed,
    Progress,
    Refreshed,
    drop_left,
    editions_by_day,
    file_aside,
    fill_index,
    indexed_days,
    mend_day,
    own_format,
    unreadable,
)
from epaper.archive.rows import read_edition, read_story
from epaper.archive.shelf import Shelf
from epaper.archive.writing import (
    drop_edition,
    first_number,
    last_number,
    month_number,
    show_day,
)
from epaper.exceptions import EditionError, EpaperError
from epaper.model import At, Problem, Severity
from epaper.places import ARCHIVE_FILE

MOST = 1_000  # editions or stories in one answer
FARTHEST = 1 << 31  # offset
FEW_DAYS = 50  # an empty index with more to put in is made anew in one piece, which is faster

_EDITION = """
    SELECT edition.facts, edition.day, edition.format, edition.stamp, edition.draft,
        (SELECT group_concat(format, ' ') FROM
            (SELECT format FROM edition AS other
             WHERE other.day = edition.day AND other.draft <= :drafts ORDER BY format))
    FROM day JOIN edition ON edition.day = day.day AND edition.format = day.format
    WHERE day.day <= :until AND day.draft <= :drafts
"""


class Archive:
    """The archive of the paper in `folder`; may be used by several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelf = Shelf(folder)
        self.database = Database(folder / ARCHIVE_FILE)

    @classmethod
    def open(cls, folder: Path, progress: Progress | None = None) -> Archive:
        """The archive in `folder`; an index of another version, or a broken one, is made anew.

        A new index is empty until `refresh`. Raises ArchiveError if it cannot be written.
        """
        archive = cls(folder)
        try:
            with archive.database.reading():
                pass
        except BadIndexError:
            archive.rebuild(progress)
        return archive

    def close(self) -> None:
        """Close its connections; using it again opens new ones."""
        self.database.close()

    def add(self, day: date, form: str) -> None:
        """Put the edition of `day` in a format into the index, in one transaction.

        Raises EditionError if it cannot be read, ArchiveError if the index cannot be written.
        """
        self.shelf.manifest(day, form)
        with self.database.writing() as db:
            mend_day(db, self.shelf, day, self.shelf.stamps(day), own_format(self.folder))

    def remove(self, day: date, form: str) -> None:
        """Take the edition of `day` in a format out of the index; the shelf keeps what it has."""
        with self.database.writing() as db:
            drop_edition(db, day, form)
            show_day(db, day, own_format(self.folder), self.shelf.read)

    def refresh(self, progress: Progress | None = None) -> Refreshed:
        """Bring the index in line with the shelf: put in, take out what differs, day by day.

        An edition that cannot be read is taken out, and said. Raises ArchiveError.
        """
        shelf = editions_by_day(self.shelf)
        with self.database.reading() as db:
            known = indexed_days(db)
        if not known and len(shelf) > FEW_DAYS:
            return self.rebuild(progress)
        return self._mend(shelf, known)

    def _mend(self, shelf: dict[date, dict[str, str]], known: dict[date, Indexed]) -> Refreshed:
        own = own_format(self.folder)
        done = Refreshed()
        for day in sorted({*shelf, *known}):
            on_shelf, indexed = shelf.get(day, {}), known.get(day)
            if indexed is None or not indexed.agrees_with(on_shelf, own):
                try:
                    with self.database.writing() as db:
                        done += mend_day(db, self.shelf, day, on_shelf, own)
                except EditionError as error:  # gone or replaced while it was read
                    done += Refreshed(problems=(unreadable(day, "*", error),))
        return done

    def rebuild(self, progress: Progress | None = None) -> Refreshed:
        """Make the index anew, aside, and put it in the place of the old one at once.

        Readers of the old one go on; what is published meanwhile is put in at the end. Whatever
        stands in archive.sqlite is not looked at. Raises ArchiveError.
        """
        with file_aside(self.folder) as aside, closing(fill_aside(aside)) as db:
            made = fill_index(db, self.shelf, own_format(self.folder), progress)
            self._replace(db)
            known = indexed_days(db)
        later = self._mend(editions_by_day(self.shelf), known)
        return Refreshed(added=made.added + later.added, problems=made.problems)

    def latest(self, until: date, drafts: bool = False) -> Edition | None:
        """The newest edition."""
        return next(iter(self.editions(until, 1, drafts=drafts)), None)

    def edition(self, day: date, until: date, drafts: bool = False) -> Edition | None:
        """The edition of `day`, if there is one and it may be seen."""
        return self._one("AND day.day = :day", until, drafts, day)

    def before(self, day: date, until: date, drafts: bool = False) -> Edition | None:
        """The last edition before `day`."""
        order = "AND day.day < :day ORDER BY day.day DESC LIMIT 1"
        return self._one(order, until, drafts, day)

    def after(self, day: date, until: date, drafts: bool = False) -> Edition | None:
        """The first edition after `day`."""
        order = "AND day.day > :day ORDER BY day.day LIMIT 1"
        return self._one(order, until, drafts, day)

    def month(
        self, year: int, month: int, until: date, drafts: bool = False
    ) -> tuple[Edition, ...]:
        """The editions of a month, oldest first."""
        order = "AND day.month = :month ORDER BY day.day"
        return self._editions(order, until, drafts, month=year * 12 + month - 1)

    def months(self, until: date, drafts: bool = False) -> tuple[MonthCount, ...]:
        """Every month that has editions, newest first."""
        with self.database.reading() as db:
            rows = db.execute(
                "SELECT month, count(*) FROM day WHERE month <= ? AND day <= ? AND draft <= ?"
                " GROUP BY month ORDER BY month DESC",
                (month_number(until), until.toordinal(), drafts),
            ).fetchall()
        return tuple(
            MonthCount(year=month // 12, month=month % 12 + 1, count=count) for month, count in rows
        )

    def editions(
        self, until: date, limit: int = 20, offset: int = 0, *, drafts: bool = False
    ) -> tuple[Edition, ...]:
        """Editions, newest first."""
        order = "ORDER BY day.day DESC LIMIT :limit OFFSET :offset"
        return self._editions(
            order, until, drafts, limit=_within(limit, MOST), offset=_within(offset, FARTHEST)
        )

    def stories(self, day: date, until: date, drafts: bool = False) -> tuple[StoryHit, ...]:
        """All records of the edition of `day`, in the order of the paper."""
        if day > until:
            return ()
        with self.database.reading() as db:
            rows = db.execute(
                "SELECT id, facts FROM story WHERE id BETWEEN ? AND ? AND draft <= ?"
                " ORDER BY id DESC",
                (first_number(day), last_number(day), drafts),
            ).fetchall()
        return tuple(read_story(*row) for row in rows)

    def section(
        self, key: str, until: date, limit: int = 20, offset: int = 0, *, drafts: bool = False
    ) -> StoryPage:
        """Records of a section over all editions: newest editions first, each in paper order."""
        with self.database.reading() as db:
            rows = db.execute(
                "SELECT id, facts FROM story WHERE section = ? AND id <= ? AND draft <= ?"
                " ORDER BY id DESC LIMIT ? OFFSET ?",
                (key, last_number(until), drafts, _within(limit, MOST), _within(offset, FARTHEST)),
            ).fetchall()
            (total,) = db.execute(
                "SELECT total(stories) FROM tally WHERE section = ? AND day <= ? AND draft <= ?",
                (key, until.toordinal(), drafts),
            ).fetchone()
        return StoryPage(stories=tuple(read_story(*row) for row in rows), total=int(total))

    def corrections_of(
        self, day: date, slug: str, until: date, drafts: bool = False
    ) -> tuple[StoryRef, ...]:
        """The records that correct a story, oldest first."""
        with self.database.reading() as db:
            rows = db.execute(
                "SELECT id, facts FROM story"
                " WHERE corrects = ? AND corrects <> '' AND id <= ? AND draft <= ? ORDER BY id",
                (f"{day.isoformat()}/{slug}", last_number(until), drafts),
            ).fetchall()
        found = [read_story(*row) for row in rows]
        return tuple(StoryRef(day=hit.day, slug=hit.slug, headline=hit.headline) for hit in found)

    def _one(self, order: str, until: date, drafts: bool, day: date) -> Edition | None:
        found = self._editions(order, until, drafts, day=day.toordinal())
        return found[0] if found else None

    def _editions(
        self, order: str, until: date, drafts: bool, **values: int
    ) -> tuple[Edition, ...]:
        values |= {"until": until.toordinal(), "drafts": drafts}
        with self.database.reading() as db:
            rows = db.execute(_EDITION + order, values).fetchall()
        return tuple(read_edition(*row) for row in rows)

    def _replace(self, db: sqlite3.Connection) -> None:
        """Put a finished index in place; what stands there and is none is deleted first."""
        try:
            self.database.replace(db)
        except BadIndexError:
            self.database.close()
            remove_index(self.folder / ARCHIVE_FILE)
            self.database.replace(db)


def shelve(folder: Path, day: date, form: str) -> tuple[Problem, ...]:
    """Have the index say of a day and format what the shelf has of it now: an edition, or none.

    If that fails it is said, and mended later.
    """
    try:
        drop_left(folder)
        with closing(Archive.open(folder)) as archive:
            if archive.shelf.stamp(day, form):
                archive.add(day, form)
            else:
                archive.remove(day, form)
    except EpaperError as error:
        return (
            Problem(
                code="A-102",
                severity=Severity.WARN,
                where=At(file=ARCHIVE_FILE),
                message=f"the shelf has changed, but the archive's index has not: {error}",
                hint="epaper list puts it in; if it does not, epaper archive rebuild",
            ),
        )
    return ()


def _within(number: int, most: int) -> int:
    return min(max(number, 0), most)
