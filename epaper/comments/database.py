"""The file comments.sqlite: its tables, and connections to it.

What was committed is on the disk: WAL with synchronous=FULL writes through at every commit
(sqlite.org/pragma.html#pragma_synchronous), so neither a killed process nor a power cut takes it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from epaper.exceptions import CommentsError
from epaper.sqlite import Pool, connect, user_version

COMMENTS_FILE = "comments.sqlite"

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


class CommentsDatabase(Pool):
    """The pool of connections to the comments at `path`; they raise CommentsError."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _opened, _told)

    @property
    def exists(self) -> bool:
        """False as long as nobody has written anything."""
        return self.path.is_file()


def _opened(path: Path) -> sqlite3.Connection:
    """A new connection, the tables brought up to date."""
    connection = connect(path)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if user_version(connection) != len(VERSIONS):
            _bring_up(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up(connection: sqlite3.Connection) -> None:
    """The tables of this version, unless another process has brought them up meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = user_version(connection)
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


def _told(_path: Path, error: sqlite3.Error) -> CommentsError:
    return CommentsError(
        f"{COMMENTS_FILE} cannot be used: {error}",
        "may the paper's folder be written, is there room, is the file whole? "
        "Keep it: comments cannot be made again",
    )
