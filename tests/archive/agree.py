"""Whether the parts of an index agree, and all that it holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from epaper.archive.fold import fold
from epaper.archive.writing import unpack
from epaper.places import ARCHIVE_FILE


def contents(folder: Path) -> tuple[object, ...]:
    """All rows of the index, and every word with where it stands."""
    with closing(sqlite3.connect(folder / ARCHIVE_FILE)) as db:
        db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, word, instance)")
        tables = ["edition", "day", "story", "tally", "copy", "temp.vocabulary"]
        return tuple(sorted(db.execute(f"SELECT * FROM {table}").fetchall()) for table in tables)


def check_index(folder: Path) -> None:
    """The index agrees with itself: FTS5 holds the words of `copy`, and no others."""
    with closing(sqlite3.connect(folder / ARCHIVE_FILE)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, word, instance)")
        indexed = db.execute("SELECT doc, col, offset, term FROM temp.vocabulary").fetchall()
        expected = []
        for number, mark, text in db.execute("SELECT id, mark, text FROM copy"):
            copy = unpack(text)
            columns = ("headline", "standfirst", "byline", "caption", "body")
            texts = {column: fold(getattr(copy, column)) for column in columns} | {"mark": mark}
            expected += [
                (number, column, offset, word)
                for column, words in texts.items()
                for offset, word in enumerate(words.split())
            ]
        assert sorted(indexed) == sorted(expected)
        tally = (
            "SELECT section, id / 10000, draft, count(*) FROM story GROUP BY 1, 2, 3 ORDER BY 1, 2"
        )
        assert db.execute("SELECT * FROM tally").fetchall() == db.execute(tally).fetchall()
        assert {n for (n,) in db.execute("SELECT id FROM story")} == {n for n, *_ in expected}
