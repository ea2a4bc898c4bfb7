"""Between the tables' rows and the nouns."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

from epaper.comments.facts import Act, ActKind, Comment, SetAside, State

COLUMNS = (
    "comment.id, comment.day, comment.slug, comment.parent, comment.name, comment.text,"
    " comment.state, comment.made, comment.address_mark, comment.set_aside, comment.letter"
)


def possible(number: int) -> bool:
    """True if SQLite could have given that id; larger numbers it cannot even be asked for."""
    return 0 < number < 1 << 63


def stamp(time: datetime) -> str:
    """A time as the tables have it: in UTC, always of one length."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def read_comment(row: sqlite3.Row) -> Comment:
    """The comment in a row of COLUMNS."""
    return Comment(
        id=row["id"],
        day=date.fromisoformat(row["day"]),
        slug=row["slug"],
        parent=row["parent"],
        name=row["name"],
        text=row["text"],
        state=State(row["state"]),
        made=datetime.fromisoformat(row["made"]),
        address_mark=row["address_mark"],
        set_aside=SetAside(row["set_aside"]),
        letter=row["letter"],
    )


def read_act(row: sqlite3.Row) -> Act:
    """The act in a row that has its comment's COLUMNS as well."""
    return Act(
        id=row["act"],
        kind=ActKind(row["act_kind"]),
        made=datetime.fromisoformat(row["act_made"]),
        comment=read_comment(row),
        changed=row["act_changed"],
    )
