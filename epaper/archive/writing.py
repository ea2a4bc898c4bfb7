"""Writing the index: the rows of a day, put in and taken out.

In: a connection in a transaction, manifests. Every function leaves the tables agreeing with each
other.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import date

from epaper.archive.database import DRAFT_MARK, RECORDS_A_DAY, SECTION_MARK
from epaper.archive.extract import SearchText, edition_facts, record_facts
from epaper.archive.facts import StoryHit
from epaper.archive.fold import fold
from epaper.exceptions import EditionError
from epaper.model.manifest import Manifest

# Stamp and manifest of the edition of a day in a format; raises EditionError.
Read = Callable[[date, str], tuple[str, Manifest]]

_COLUMNS = "headline, standfirst, byline, caption, body, mark"


def put_edition(db: sqlite3.Connection, manifest: Manifest, stamp: str) -> None:
    """Write the edition's own row; `show_day` has to follow."""
    day = date.fromisoformat(manifest.date)
    facts = {k: v for k, v in asdict(edition_facts(manifest, stamp)).items() if k not in _OWN}
    db.execute(
        "INSERT OR REPLACE INTO edition VALUES (?, ?, ?, ?, ?)",
        (day.toordinal(), manifest.format, stamp, manifest.draft, _json(facts)),
    )


def drop_edition(db: sqlite3.Connection, day: date, form: str) -> None:
    """Take out the edition's own row; `show_day` has to follow."""
    db.execute("DELETE FROM edition WHERE day = ? AND format = ?", (day.toordinal(), form))


def show_day(db: sqlite3.Connection, day: date, own_format: str, read: Read) -> None:
    """Have the right edition of `day` shown, and its stories in the index.

    Raises EditionError when that edition cannot be read; the transaction is then to be given up.
    """
    rows = db.execute(
        "SELECT format, stamp, draft FROM edition WHERE day = ?", (day.toordinal(),)
    ).fetchall()
    now = shown([(form, bool(draft)) for form, _, draft in rows], own_format)
    stamps = {form: stamp for form, stamp, _ in rows}
    before = db.execute(
        "SELECT format, stamp FROM day WHERE day = ?", (day.toordinal(),)
    ).fetchone()
    if now is None:
        _drop_day(db, day)
    elif before != (now, stamps[now]):
        stamp, manifest = read(day, now)
        if stamp != stamps[now]:  # replaced since its row was written, perhaps by a draft
            put_edition(db, manifest, stamp)
            return show_day(db, day, own_format, read)
        _drop_day(db, day)
        _put_day(db, manifest, stamp)


def shown(formats: list[tuple[str, bool]], own_format: str) -> str | None:
    """The format of a day that is shown, of all with whether they are drafts; None of none.

    A draft only where there is nothing else; the paper's own format before others, by name.
    """
    order = sorted((draft, form != own_format, form) for form, draft in formats)
    return order[0][2] if order else None


def _put_day(db: sqlite3.Connection, manifest: Manifest, stamp: str) -> None:
    day = date.fromisoformat(manifest.date)
    records = list(record_facts(manifest))
    if len(records) > RECORDS_A_DAY:
        told = f"{day} has {len(records)} records; the archive holds {RECORDS_A_DAY} a day"
        raise EditionError(told, "publish them on several days")
    db.execute(
        "INSERT INTO day VALUES (?, ?, ?, ?, ?)",
        (day.toordinal(), month_number(day), manifest.draft, manifest.format, stamp),
    )
    rows = [
        (record_number(day, hit.order), _mark(hit.section, manifest.draft), hit, copy)
        for hit, copy in reversed(records)  # ascending numbers, which the index takes fastest
    ]
    db.executemany(
        "INSERT INTO story VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, hit.slug, hit.section, hit.corrects, manifest.draft, _facts(hit))
            for number, _, hit, _ in rows
        ],
    )
    counts = Counter(hit.section for _, _, hit, _ in rows)
    db.executemany(
        "INSERT INTO tally VALUES (?, ?, ?, ?)",
        [(key, day.toordinal(), manifest.draft, count) for key, count in counts.items()],
    )
    db.executemany(
        "INSERT INTO copy VALUES (?, ?, ?)",
        [(number, mark, pack(copy)) for number, mark, _, copy in rows],
    )
    db.executemany(
        f"INSERT INTO word (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(number, *_folded(copy), mark) for number, mark, _, copy in rows],
    )


def _drop_day(db: sqlite3.Connection, day: date) -> None:
    span = (first_number(day), last_number(day))
    rows = db.execute("SELECT id, mark, text FROM copy WHERE id BETWEEN ? AND ?", span).fetchall()
    db.executemany(
        f"INSERT INTO word (word, rowid, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)",
        [(number, *_folded(unpack(text)), mark) for number, mark, text in rows],
    )
    db.execute(
        "DELETE FROM tally WHERE day = ? AND section IN"  # its key begins with the section
        " (SELECT section FROM story WHERE id BETWEEN ? AND ?)",
        (day.toordinal(), *span),
    )
    db.execute("DELETE FROM copy WHERE id BETWEEN ? AND ?", span)
    db.execute("DELETE FROM story WHERE id BETWEEN ? AND ?", span)
    db.execute("DELETE FROM day WHERE day = ?", (day.toordinal(),))


def record_number(day: date, order: int) -> int:
    """The number of a record: so that a day's first in the paper has the highest."""
    return last_number(day) - order


def day_and_order(number: int) -> tuple[date, int]:
    """What `record_number` was given."""
    day, rest = divmod(number, RECORDS_A_DAY)
    return date.fromordinal(day), RECORDS_A_DAY - 1 - rest


def first_number(day: date) -> int:
    """The lowest number that a record of `day` may have."""
    return day.toordinal() * RECORDS_A_DAY


def last_number(day: date) -> int:
    """The highest number that a record of `day` may have."""
    return first_number(day) + RECORDS_A_DAY - 1


def month_number(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def pack(copy: SearchText) -> bytes:
    """A record's words, small; level 6 took 52 % of the text, 9 no less."""
    return zlib.compress(_json(_texts(copy)).encode(), 6)


def unpack(data: bytes) -> SearchText:
    """What `pack` was given."""
    headline, standfirst, byline, caption, body = json.loads(zlib.decompress(data))
    return SearchText(
        headline=headline, standfirst=standfirst, byline=byline, caption=caption, body=body
    )


# What has columns or is known from elsewhere.
_STORY_FIELDS = [field.name for field in fields(StoryHit) if field.name not in {"day", "order"}]
_OWN = frozenset({"day", "format", "formats", "stamp", "draft"})


def _facts(hit: StoryHit) -> str:
    facts = {name: getattr(hit, name) for name in _STORY_FIELDS}  # asdict copies deeply: 5 x slower
    return _json(facts | {"image": asdict(hit.image) if hit.image else None})


def _folded(copy: SearchText) -> list[str]:
    return [fold(text) for text in _texts(copy)]


def _texts(copy: SearchText) -> tuple[str, ...]:
    return (copy.headline, copy.standfirst, copy.byline, copy.caption, copy.body)


def _mark(section: str, draft: bool) -> str:
    return f"{SECTION_MARK}{section} {DRAFT_MARK if draft else ''}".strip()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
