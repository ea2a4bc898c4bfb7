"""archive.sqlite: its tables, and connections to it for many threads and processes.

Journal mode WAL: readers never wait, a writer waits for another. A process killed at any moment
leaves the last transaction whole or not at all.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock

from epaper.archive.fold import FOLD_VERSION
from epaper.exceptions import ArchiveError

ARCHIVE_FILE = "archive.sqlite"
WAIT_S = 10.0  # for another writer
VERSION = 2_000 + FOLD_VERSION  # of the tables in thousands, of the folding in units
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


class Database:
    """Connections to the index at `path`, kept for the next who asks.

    They are opened as they are wanted and never used by two at a time, so threads may come and go.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = Lock()
        self._process = os.getpid()
        self._file = 0

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the index from beginning to end."""
        with self._connection() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction of its own, kept if all goes well."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def replace(self, source: sqlite3.Connection) -> None:
        """Put all of `source` in the place of what is there, in one transaction.

        Readers go on with what they see. Renaming a new file over the old would be wrong: the old
        one's WAL would be applied to it (sqlite.org/howtocorrupt.html, "Unlinking or renaming a
        database file while in use"). Raises BadIndexError if what is there is no database.
        """
        try:
            with closing(sqlite3.connect(self.path, timeout=WAIT_S)) as connection:
                _wait_for(connection, "PRAGMA journal_mode = WAL")
                source.backup(connection)
        except sqlite3.Error as error:
            raise _told(self.path, error) from error

    def close(self) -> None:
        """Close the connections that nobody uses."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._take()
            file = self._file
            try:
                yield connection
            finally:
                self._give_back(connection, file)
        except sqlite3.Error as error:
            raise _told(self.path, error) from error

    def _take(self) -> sqlite3.Connection:
        file = _inode(self.path)
        with self._lock:
            if os.getpid() != self._process:
                # A forked process must not touch, not even close, what it was born with.
                _INHERITED.extend(self._idle)
                self._idle, self._process = [], os.getpid()
            if file != self._file:  # somebody deleted it, or put another in its place
                gone, self._idle = self._idle, []
                for connection in gone:
                    connection.close()
            if file and file == self._file and self._idle:
                return self._idle.pop()
        connection = open_index(self.path)
        with self._lock:
            self._file = _inode(self.path)
        return connection

    def _give_back(self, connection: sqlite3.Connection, file: int) -> None:
        with self._lock:
            if file == self._file:
                self._idle.append(connection)
                return
        connection.close()


_INHERITED: list[sqlite3.Connection] = []


def open_index(path: Path) -> sqlite3.Connection:
    """A connection to the index at `path`, which is made if there is none.

    Raises BadIndexError if it is not of this version, sqlite3.Error.
    """
    # Another thread may close it, and none uses it while one does.
    connection = sqlite3.connect(
        path, timeout=WAIT_S, isolation_level=None, check_same_thread=False
    )
    try:
        _wait_for(connection, "PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
        if _version(connection) != VERSION:
            _make_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def fill_aside(path: Path) -> sqlite3.Connection:
    """A connection to a new index at `path` that nobody else reads; fast, and lost in a crash."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -65536")
    connection.executescript(SCHEMA)
    return connection


def remove_index(path: Path) -> None:
    """Delete the index and what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make_tables(connection: sqlite3.Connection) -> None:
    """The tables, unless another process has made them; BadIndexError if there are others."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) != VERSION:
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


def _wait_for(connection: sqlite3.Connection, statement: str) -> None:
    """Execute a statement that SQLite does not wait with while another process opens the file."""
    end = time.monotonic() + WAIT_S
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _told(path: Path, error: sqlite3.Error) -> ArchiveError:
    """What SQLite says, in words that tell what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    told = f"the archive's index {path.name} cannot be used: {error}"
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return BadIndexError(told, "make it again: epaper archive rebuild")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveError(told, "another process writes it; try again")
    return ArchiveError(told, "may the paper's folder be written, and is there room on the disk?")
