"""The store: all comments of a paper. Any thread and any process may use it at the same time.

The file is made when the first comment is sent; reading does not make it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from epaper.comments import acts
from epaper.comments.admission import admit, forget_addresses
from epaper.comments.database import COMMENTS_FILE, CommentsDatabase
from epaper.comments.facts import Act, Comment, Counts, Decided, Fault, SentComment, State
from epaper.comments.limits import CommentLimits
from epaper.comments.rows import COLUMNS, possible, read_act, read_comment

_ACTS = (
    "SELECT act.id AS act, act.kind AS act_kind, act.made AS act_made,"
    " (SELECT count(*) FROM change WHERE change.act = act.id) AS act_changed,"
    f" {COLUMNS} FROM act JOIN comment ON comment.id = act.comment"
)


class Comments:
    """The comments of the paper in `folder`. Every method may raise CommentsError."""

    def __init__(self, folder: Path, limits: CommentLimits | None = None) -> None:
        self.limits = limits or CommentLimits()
        self.database = CommentsDatabase(folder / COMMENTS_FILE)

    def close(self) -> None:
        """Close its connections; using it again opens new ones."""
        self.database.close()

    def add(
        self, draft: SentComment, now: datetime, *, trapped: bool = False
    ) -> Comment | tuple[Fault, ...]:
        """Keep a comment until a moderator has read it, or say why it is not taken.

        When this returns, the comment is on the disk.
        """
        with self.database.writing() as db:
            forget_addresses(db, now, self.limits)
            return admit(db, draft, now, self.limits, trapped=trapped)

    def comment(self, number: int) -> Comment | None:
        """The comment of that id."""
        found = self._comments("WHERE id = ?", number) if possible(number) else ()
        return found[0] if found else None

    def public(self, day: date, slug: str) -> tuple[Comment, ...]:
        """The approved comments of a story, oldest first."""
        where = "WHERE day = ? AND slug = ? AND state = 'approved' ORDER BY id"
        return self._comments(where, day.isoformat(), slug)

    def of_state(
        self, state: State | None = None, limit: int = 1_000_000, offset: int = 0
    ) -> tuple[Comment, ...]:
        """Comments of a state, or all, oldest first."""
        where = "WHERE ?1 IS NULL OR state = ?1 ORDER BY id LIMIT ?2 OFFSET ?3"
        return self._comments(where, state, limit, offset)

    def set_aside(self, limit: int = 20) -> tuple[Comment, ...]:
        """What was rejected as it came, newest first: now and then it is a person's."""
        where = "WHERE state = 'rejected' AND set_aside <> '' ORDER BY id DESC LIMIT ?"
        return self._comments(where, limit)

    def counts(self) -> Counts:
        """How many of each."""
        with self._reading() as db:
            if db is None:
                return Counts(pending=0, approved=0, rejected=0, banned=0)
            rows = db.execute("SELECT state, count(*) FROM comment GROUP BY state").fetchall()
            (banned,) = db.execute("SELECT count(*) FROM ban").fetchone()
        of = {str(state): int(count) for state, count in rows}
        return Counts(**{state.value: of.get(state, 0) for state in State}, banned=banned)

    def decide(self, numbers: Sequence[int], state: State, now: datetime) -> Decided:
        """Approve or reject the comments of those ids."""
        if not self.database.exists:
            return Decided(unknown=tuple(numbers))
        told: dict[bool | None, list[int]] = {True: [], False: [], None: []}
        with self.database.writing() as db:
            for number in dict.fromkeys(numbers):
                told[acts.decide(db, number, state, now)].append(number)
        return Decided(
            changed=tuple(told[True]), unchanged=tuple(told[False]), unknown=tuple(told[None])
        )

    def ban(self, number: int, now: datetime) -> Decided:
        """Ban the address of a comment; it and what is pending from there are rejected."""
        if not self.database.exists:
            return Decided(unknown=(number,))
        with self.database.writing() as db:
            rejected = acts.ban(db, number, now)
        return Decided(unknown=(number,)) if rejected is None else Decided(changed=rejected)

    def undo(self, act: int) -> bool:
        """Take a moderator's act back; False if there is none to take back."""
        if not self.database.exists:
            return False
        with self.database.writing() as db:
            return acts.undo(db, act)

    def recent(self, limit: int = 20) -> tuple[Act, ...]:
        """The last acts that stand, newest first."""
        return self._acts("WHERE act.undone = 0 ORDER BY act.id DESC LIMIT ?", limit)

    def bans(self) -> tuple[Act, ...]:
        """The acts by which addresses are banned, newest first."""
        return self._acts("WHERE act.id IN (SELECT act FROM ban) ORDER BY act.id DESC")

    def mark_letter(self, number: int, file: str) -> None:
        """Note that a comment runs among the letters, in `file` of the paper's folder."""
        with self.database.writing() as db:
            db.execute("UPDATE comment SET letter = ? WHERE id = ?", (file, number))

    def _comments(self, where: str, *values: object) -> tuple[Comment, ...]:
        with self._reading() as db:
            if db is None:
                return ()
            rows = db.execute(f"SELECT {COLUMNS} FROM comment {where}", values).fetchall()
        return tuple(read_comment(row) for row in rows)

    def _acts(self, where: str, *values: object) -> tuple[Act, ...]:
        with self._reading() as db:
            if db is None:
                return ()
            rows = db.execute(f"{_ACTS} {where}", values).fetchall()
        return tuple(read_act(row) for row in rows)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection, or None as long as nothing has been written."""
        if not self.database.exists:
            yield None
            return
        with self.database.reading() as db:
            yield db
