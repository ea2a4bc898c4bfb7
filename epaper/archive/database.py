"""archive.sqlite: its tables, and connections to it for many threads and processes.

Journal mode WAL: readers never wait, a writer waits for another. A process killed at any moment
leaves the last transaction whole or not at all.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from epaper.archive.fold import FOLD_VERSION
from epaper.exceptions import ArchiveError
from epaper.sqlite import WAIT_S, Pool, connect, user_version, write_ahead

VERSION = 3_000 + FOLD_VERSION  # of the tables in thousands, of the folding in units
LOG_BYTES = 64 << 20  # a rebuild's log is as large as the index; afterwards no more is kept
CACHE_KIB = 16_384  # a connection; a word's whole list of 200,000 stories is some 1 MB

# A record's number is its day's ordinal times this, plus its place from the end of the paper: in
# descending order the newest day comes first and on it the lead, and a span of dates is a span of
# numbers. The next day's number is near enough to be kept in two bytes in the lists of the index.
RECORDS_A_DAY = 10_000

# Words stand folded in `word`, which keeps no text of its own (content=''): to take a row out, it
# has to be told the same words, which are folded again from `copy`. `mark` holds two kinds of
# tokens that begin with a private character, which no text folds to: section and draft. Beginnings
# of two and three letters have lists of their own: without them th* had to join those of every
# word that begins so, 1.1 s in 200,000 stories. They make `word` nearly twice as large.
SECTION_MARK = "\ue000"
DRAFT_MARK = "\ue001"
SCHEMA = f"""
CREATE TABLE edition (
    day INTEGER NOT NULL, format TEXT NOT NULL, stamp TEXT NOT NULL, draft INTEGER NOT NULL,
    facts TEXT NOT NULL, PRIMARY KEY (day, format)
) WITHOUT ROWID;
CREATE TABLE day (
    day INTEGER PRIMARY KEY, month INTEGER NOT NULL, draft INTEGER NOT NULL,
    format TEXT NOT NULL, stamp TEXT NOT NULL
);
CREATE INDEX day_by_month ON day (month, day, draft);
CREATE TABLE story (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL, section TEXT NOT NULL, corrects TEXT NOT NULL,
    draft INTEGER NOT NULL, facts TEXT NOT NULL
);
CREATE INDEX story_by_section ON story (section, id, draft);
CREATE INDEX story_by_corrects ON story (corrects) WHERE corrects <> '';
CREATE TABLE tally (
    section TEXT NOT NULL, day INTEGER NOT NULL, draft INTEGER NOT NULL, stories INTEGER NOT NULL,
    PRIMARY KEY (section, day)
) WITHOUT ROWID;
CREATE TABLE copy (id INTEGER PRIMARY KEY, mark TEXT NOT NULL, text BLOB NOT NULL);
CREATE VIRTUAL TABLE word USING fts5 (
    headline, standfirst, byline, caption, body, mark, content='', prefix='2 3',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* P* Co'"
);
PRAGMA user_version = {VERSION};
"""


class BadIndexError(ArchiveError):
    """The index was made by another version, or is no index at all."""


class Database(Pool):
    """The pool of connections to the index at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, open_index, _told)

    def replace(self, source: sqlite3.Connection) -> None:
        """Put all of `source` in the place of what is there, in one transaction.

        Readers go on with what they see. Renaming a new file over the old would be wrong: the old
        one's WAL would be applied to it (sqlite.org/howtocorrupt.html, "Unlinking or renaming a
        database file while in use"). Raises BadIndexError if what is there is no database.
        """
        try:
            with closing(sqlite3.connect(self.path, timeout=WAIT_S)) as connection:
                write_ahead(connection)
                source.backup(connection)
        except sqlite3.Error as error:
            raise _told(self.path, error) from error


def open_index(path: Path) -> sqlite3.Connection:
    """A connection to the index at `path`, which is made if there is none.

    Raises BadIndexError if it is not of this version, sqlite3.Error.
    """
    connection = connect(path)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
        if user_version(connection) != VERSION:
            _make_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def fill_aside(path: Path) -> sqlite3.Connection:
    """A connection to a new index at `path` that nobody else reads; fast, and lost in a crash.

    The file loses its name at once, where the system lets open files go on without: a process
    that is killed leaves none.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    with suppress(OSError):
        path.unlink()
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -65536")
    connection.executescript(SCHEMA)
    return connection


def remove_index(path: Path) -> None:
    """Delete the index and what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)


def _make_tables(connection: sqlite3.Connection) -> None:
    """The tables, unless another process has made them; BadIndexError if there are others."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if user_version(connection) != VERSION:
            if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                raise BadIndexError(
                    "the archive's index was made by another version of epaper",
                    "make it again: epaper archive rebuild",
                )
            for statement in SCHEMA.split(";\n"):
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.rollback()
        raise


def _told(path: Path, error: sqlite3.Error) -> ArchiveError:
    """What SQLite says, in words that tell what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    told = f"the archive's index {path.name} cannot be used: {error}"
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return BadIndexError(told, "make it again: epaper archive rebuild")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveError(told, "another process writes it; try again")
    return ArchiveError(told, "may the paper's folder be written, and is there room on the disk?")
