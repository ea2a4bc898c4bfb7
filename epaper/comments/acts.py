"""What moderators do, and its undoing; inside a writing transaction.

Every act says which comments it changed and from what, so that it can be taken back as a whole.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from epaper.comments.facts import ActKind, State
from epaper.comments.rows import possible, stamp


def decide(db: sqlite3.Connection, comment: int, state: State, now: datetime) -> bool | None:
    """Give a comment another state; False if it has that already, None if there is none such."""
    before = _state(db, comment)
    if before is None or before is state:
        return None if before is None else False
    kind = ActKind.APPROVE if state is State.APPROVED else ActKind.REJECT
    _change(db, _act(db, kind, comment, now), comment, before, state)
    return True


def ban(db: sqlite3.Connection, comment: int, now: datetime) -> tuple[int, ...] | None:
    """Ban the address of a comment, reject it and all that is pending from there.

    Gives the ids of the comments it rejected; None if there is no such comment. If its address
    has been forgotten, or is banned already, comments are rejected all the same.
    """
    if _state(db, comment) is None:
        return None
    row = db.execute("SELECT address_mark FROM comment WHERE id = ?", (comment,)).fetchone()
    mark = row["address_mark"]
    found = db.execute(
        "SELECT id, state FROM comment WHERE (id = ?1 AND state <> 'rejected')"
        " OR (address_mark = ?2 AND ?2 <> '' AND state = 'pending') ORDER BY id",
        (comment, mark),
    ).fetchall()
    act = _act(db, ActKind.BAN, comment, now)
    for other in found:
        _change(db, act, other["id"], State(other["state"]), State.REJECTED)
    if mark:
        db.execute("INSERT OR IGNORE INTO ban (address_mark, act) VALUES (?, ?)", (mark, act))
    return tuple(other["id"] for other in found)


def undo(db: sqlite3.Connection, act: int) -> bool:
    """Take an act back: its ban, and every state that nobody has changed since.

    False if there is no such act, or it has been taken back already.
    """
    if not possible(act):
        return False
    undone = db.execute("UPDATE act SET undone = 1 WHERE id = ? AND undone = 0", (act,))
    if not undone.rowcount:
        return False
    db.execute("DELETE FROM ban WHERE act = ?", (act,))
    db.execute(
        "UPDATE comment SET state = change.before FROM change"
        " WHERE change.act = ?1 AND change.comment = comment.id AND comment.state = change.after"
        " AND NOT EXISTS (SELECT 1 FROM change AS later JOIN act ON act.id = later.act"
        "  WHERE later.comment = comment.id AND later.act > ?1 AND act.undone = 0)",
        (act,),
    )
    return True


def _state(db: sqlite3.Connection, comment: int) -> State | None:
    if not possible(comment):
        return None
    row = db.execute("SELECT state FROM comment WHERE id = ?", (comment,)).fetchone()
    return State(row["state"]) if row else None


def _act(db: sqlite3.Connection, kind: ActKind, comment: int, now: datetime) -> int:
    row = db.execute(
        "INSERT INTO act (kind, comment, made) VALUES (?, ?, ?) RETURNING id",
        (kind, comment, stamp(now)),
    ).fetchone()
    return int(row["id"])


def _change(db: sqlite3.Connection, act: int, comment: int, before: State, after: State) -> None:
    db.execute("UPDATE comment SET state = ? WHERE id = ?", (after, comment))
    db.execute(
        "INSERT INTO change (act, comment, before, after) VALUES (?, ?, ?, ?)",
        (act, comment, before, after),
    )
