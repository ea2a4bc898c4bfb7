"""The file comments.sqlite: its tables, and connections to it.

What was committed is on the disk: WAL with synchronous=FULL writes through at every commit
(sqlite.org/pragma.html#pragma_synchronous), so neither a killed process nor a power cut takes it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from epaper.exceptions import CommentsError

COMMENTS_FILE = "comments.sqlite"
WAIT_S = 10.0  # for another writer

# Each script brings the tables from the version of its place to the next; none is ever changed.
# Times are ISO 8601 in UTC, all of one length, so that they sort as text.
VERSIONS = (
    """
    CREATE TABLE comment (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        day TEXT NOT NULL, slug TEXT NOT NULL, parent INTEGER REFERENCES comment (id),
        name TEXT NOT NULL, text TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'rejected')),
        made TEXT NOT NULL, address_mark TEXT NOT NULL, text_mark TEXT NOT NULL,
        set_aside TEXT NOT NULL DEFAULT '', letter TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX comment_by_story ON comment (day, slug, state);
    CREATE INDEX comment_by_state ON comment (state, id);
    CREATE INDEX comment_by_address ON comment (address_mark, made);
    CREATE INDEX comment_by_text ON comment (text_mark, made);
    CREATE INDEX comment_by_time ON comment (made);
    CREATE TABLE act (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('approve', 'reject', 'ban')),
        comment INTEGER NOT NULL REFERENCES comment (id),
        made TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE change (
        act INTEGER NOT NULL REFERENCES act (id), comment INTEGER NOT NULL REFERENCES comment (id),
        before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (act, comment)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX change_by_comment ON change (comment, act);
    CREATE TABLE ban (
        address_mark TEXT PRIMARY KEY, act INTEGER NOT NULL REFERENCES act (id)
    ) STRICT, WITHOUT ROWID;
    """,
)


class Database:
    """Connections to the file at `path`, kept for the next who asks; any thread may ask."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = Lock()

    @property
    def exists(self) -> bool:
        """False as long as nobody has written anything."""
        return self.path.is_file()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state from beginning to end. Raises CommentsError."""
        with self._connection() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction of its own, kept for good if all goes well."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

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
            try:
                yield connection
            finally:
                with self._lock:
                    self._idle.append(connection)
        except sqlite3.Error as error:
            raise CommentsError(
                f"{COMMENTS_FILE} cannot be used: {error}",
                "may the paper's folder be written, is there room, is the file whole? "
                "Keep it: comments cannot be made again",
            ) from error

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return _opened(self.path)


def _opened(path: Path) -> sqlite3.Connection:
    """A new connection, the tables brought up to date; threads hand it on, none shares it."""
    connection = sqlite3.connect(
        path, timeout=WAIT_S, isolation_level=None, check_same_thread=False
    )
    try:
        connection.row_factory = sqlite3.Row
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if _version(connection) != len(VERSIONS):
            _bring_up(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch WAL on; SQLite itself does not wait with that while another process opens the file."""
    end = time.monotonic() + WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _bring_up(connection: sqlite3.Connection) -> None:
    """The tables of this version, unless another process has brought them up meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        if version > len(VERSIONS):
            raise CommentsError(
                f"{COMMENTS_FILE} was written by a newer epaper", "install that version"
            )
        for script in VERSIONS[version:]:
            for statement in script.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(VERSIONS)}")
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
