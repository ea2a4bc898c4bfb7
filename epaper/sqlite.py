"""SQLite for many threads and processes: a pool of connections, transactions, waiting.

Used by the archive's index and by the comments, each with tables of its own.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

WAIT_S = 10.0  # for another writer

_INHERITED: list[sqlite3.Connection] = []


class Pool:
    """Connections to the file at `path`, kept for the next who asks.

    They are opened by `open_file` as they are wanted and never used by two at a time, so threads
    may come and go. What SQLite raises goes through `told`, which gives the error to raise.
    """

    def __init__(
        self,
        path: Path,
        open_file: Callable[[Path], sqlite3.Connection],
        told: Callable[[Path, sqlite3.Error], Exception],
    ) -> None:
        self.path = path
        self._open = open_file
        self._told = told
        self._idle: list[sqlite3.Connection] = []
        self._lock = Lock()
        self._process = os.getpid()
        self._file = 0

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the file from beginning to end."""
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

    def close(self) -> None:
        """Close the connections that nobody uses."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection, file = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection, file)
        except sqlite3.Error as error:
            raise self._told(self.path, error) from error

    def _take(self) -> tuple[sqlite3.Connection, int]:
        """A connection, and the file that it is to; 0 if that is not known."""
        with self._lock:
            if os.getpid() != self._process:
                # A forked process must not touch, not even close, what it was born with.
                _INHERITED.extend(self._idle)
                self._idle, self._process = [], os.getpid()
            file = self._look()
            if file and self._idle:
                return self._idle.pop(), file
        connection = self._open(self.path)
        with self._lock:
            # It is to the file that was there before and is there still; one that has been made
            # or replaced meanwhile may be another, and the connection is not kept.
            return connection, file if self._look() == file else 0

    def _look(self) -> int:
        """The file that is there now; connections to another are closed. Under the lock."""
        file = _inode(self.path)
        if file != self._file:  # somebody deleted it, or put another in its place
            gone, self._idle, self._file = self._idle, [], file
            for connection in gone:
                connection.close()
        return file

    def _give_back(self, connection: sqlite3.Connection, file: int) -> None:
        with self._lock:
            if file and file == self._file:
                self._idle.append(connection)
                return
        connection.close()


def connect(path: Path) -> sqlite3.Connection:
    """A connection that writes ahead; threads hand it on, none shares it. Raises sqlite3.Error."""
    connection = sqlite3.connect(
        path, timeout=WAIT_S, isolation_level=None, check_same_thread=False
    )
    try:
        write_ahead(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def write_ahead(connection: sqlite3.Connection) -> None:
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


def user_version(connection: sqlite3.Connection) -> int:
    """The number that the tables' owner has written into the file; 0 in a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0
