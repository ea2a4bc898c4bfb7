"""Admission: whether a comment is taken, and how; inside the transaction that would keep it.

Limits are counted and the comment kept in one writing transaction, so that a hundred posts at the
same moment cannot all find the limit unreached.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from epaper.comments.facts import Comment, Fault, FaultKind, SentComment, SetAside, State
from epaper.comments.limits import CommentLimits
from epaper.comments.rows import COLUMNS, possible, read_comment, stamp
from epaper.comments.rules import faults_of, text_mark

DAY = timedelta(days=1)


def admit(
    db: sqlite3.Connection,
    draft: SentComment,
    now: datetime,
    limits: CommentLimits,
    *,
    trapped: bool,
) -> Comment | tuple[Fault, ...]:
    """The comment as it is kept, or why it is not taken.

    Sent twice, by a double click, it is the one that is kept already. A banned address, or one
    that fell into the trap, gets the same answer as others, and its comment is set aside.
    """
    faults = faults_of(draft, limits)
    if draft.parent is not None and not _answerable(db, draft, draft.parent):
        faults += (Fault(field="form", kind=FaultKind.PARENT),)
    if faults:
        return faults
    if (same := _sent_twice(db, draft, now)) is not None:
        return same
    aside = _set_aside(db, draft, trapped=trapped)
    if (fault := _flood(db, draft, now, limits, aside)) is not None:
        return (fault,)
    if aside is SetAside.NOT and _repeated(db, draft, now, limits):
        return (Fault(field="text", kind=FaultKind.REPEATED),)
    return _kept(db, draft, now, aside)


def forget_addresses(db: sqlite3.Connection, now: datetime, limits: CommentLimits) -> None:
    """Forget which comments came from one address, of those that are old enough."""
    db.execute(
        "UPDATE comment SET address_mark = '' WHERE made < ? AND address_mark <> ''",
        (stamp(now - limits.address_span),),
    )


def _answerable(db: sqlite3.Connection, draft: SentComment, parent: int) -> bool:
    """True if there is something public to answer: approved, under the same story."""
    if not possible(parent):
        return False
    row = db.execute(
        "SELECT 1 FROM comment WHERE id = ? AND day = ? AND slug = ? AND state = 'approved'",
        (parent, draft.day.isoformat(), draft.slug),
    ).fetchone()
    return row is not None


def _sent_twice(db: sqlite3.Connection, draft: SentComment, now: datetime) -> Comment | None:
    row = db.execute(
        f"SELECT {COLUMNS} FROM comment WHERE address_mark = ? AND made > ? AND text = ?"
        " AND day = ? AND slug = ? AND parent IS ? AND name = ?",
        (
            draft.address_mark,
            stamp(now - DAY),
            draft.text,
            draft.day.isoformat(),
            draft.slug,
            draft.parent,
            draft.name,
        ),
    ).fetchone()
    return read_comment(row) if row else None


def _set_aside(db: sqlite3.Connection, draft: SentComment, *, trapped: bool) -> SetAside:
    banned = db.execute("SELECT 1 FROM ban WHERE address_mark = ?", (draft.address_mark,))
    if banned.fetchone():
        return SetAside.BAN
    return SetAside.TRAP if trapped else SetAside.NOT


def _flood(
    db: sqlite3.Connection,
    draft: SentComment,
    now: datetime,
    limits: CommentLimits,
    aside: SetAside,
) -> Fault | None:
    """The limit that is reached; what is set aside does not count against everybody's."""
    for most, span in (
        (limits.per_address, limits.per_address_span),
        (limits.per_address_day, DAY),
    ):
        sent = "SELECT count(*) FROM comment WHERE address_mark = ? AND made > ?"
        if _count(db, sent, draft.address_mark, stamp(now - span)) >= most:
            return Fault(field="form", kind=FaultKind.OFTEN, number=most)
    everybody = "SELECT count(*) FROM comment WHERE made > ? AND (set_aside = '') = ?"
    since = stamp(now - limits.overall_span)
    if _count(db, everybody, since, aside is SetAside.NOT) >= limits.overall:
        return Fault(field="form", kind=FaultKind.BUSY)
    return None


def _repeated(
    db: sqlite3.Connection, draft: SentComment, now: datetime, limits: CommentLimits
) -> bool:
    """True if the same words were sent lately: by this address, or long ones by anybody."""
    same = "SELECT count(*) FROM comment WHERE text_mark = ? AND made > ?"
    since, mark = stamp(now - limits.same_text_span), text_mark(draft.text)
    if len(draft.text) >= limits.same_text_letters:
        return _count(db, same, mark, since) > 0
    return _count(db, f"{same} AND address_mark = ?", mark, since, draft.address_mark) > 0


def _count(db: sqlite3.Connection, query: str, *values: object) -> int:
    return int(db.execute(query, values).fetchone()[0])


def _kept(db: sqlite3.Connection, draft: SentComment, now: datetime, aside: SetAside) -> Comment:
    state = State.PENDING if aside is SetAside.NOT else State.REJECTED
    row = db.execute(
        "INSERT INTO comment (day, slug, parent, name, text, state, made, address_mark, text_mark,"
        f" set_aside) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING {COLUMNS}",
        (
            draft.day.isoformat(),
            draft.slug,
            draft.parent,
            draft.name,
            draft.text,
            state,
            stamp(now),
            draft.address_mark,
            text_mark(draft.text),
            aside,
        ),
    ).fetchone()
    return read_comment(row)
