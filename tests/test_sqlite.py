"""The pool of connections, when its file is replaced while threads open it."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from epaper.sqlite import Pool, connect


def put(path: Path, word: str) -> Path:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE told (word TEXT)")
        db.execute("INSERT INTO told VALUES (?)", (word,))
    return path


def read(pool: Pool) -> str:
    with pool.reading() as db:
        return str(db.execute("SELECT word FROM told").fetchone()[0])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return put(tmp_path / "told.sqlite", "old")


def test_a_connection_to_a_file_replaced_while_it_was_opened_is_not_kept(path: Path) -> None:
    new = put(path.with_name("new.sqlite"), "new")
    told: list[str] = []

    def open_slowly(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        if new.exists():  # the first: meanwhile the file is replaced, and another thread reads it
            connection.execute("SELECT word FROM told").fetchone()
            new.replace(path)
            with ThreadPoolExecutor(1) as other:
                told.append(other.submit(read, pool).result())
        return connection

    pool = Pool(path, open_slowly, lambda path, error: error)
    with closing(pool):
        assert read(pool) == "old"
        assert [*told, read(pool), read(pool)] == ["new"] * 3


def test_a_connection_goes_back_to_the_file_that_it_is_to(path: Path) -> None:
    pool = Pool(path, connect, lambda path, error: error)
    with closing(pool):
        with pool.reading():
            put(path.with_name("new.sqlite"), "new").replace(path)
            assert read(pool) == "new"
        assert [read(pool), read(pool)] == ["new", "new"]


def test_connections_are_kept_for_the_next(path: Path) -> None:
    opened: list[Path] = []

    def count(path: Path) -> sqlite3.Connection:
        opened.append(path)
        return connect(path)

    with closing(Pool(path, count, lambda path, error: error)) as pool:
        assert [read(pool) for _ in range(5)] == ["old"] * 5
    assert len(opened) == 1
