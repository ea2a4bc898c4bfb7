"""Threads: comments of a story in, in the order and depth in which they are read, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epaper.comments.facts import Comment

DEEPEST = 2  # levels of indenting; more leave no width on a phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A comment in its place: indented by `level` (0 to 2), a reply to `to` if that is not None."""

    comment: Comment
    level: int
    to: Comment | None


def thread(comments: Sequence[Comment]) -> tuple[Shown, ...]:
    """The comments, oldest first, each followed by the replies to it.

    A reply to a comment that is not among them is left out, with all that replies to it: what was
    answered has been taken back.
    """
    replies: dict[int | None, list[Comment]] = {}
    for comment in sorted(comments, key=lambda each: each.id):
        replies.setdefault(comment.parent, []).append(comment)
    shown: list[Shown] = []
    # A stack and no recursion: a thread may be deeper than Python's.
    waiting = [Shown(comment=each, level=0, to=None) for each in reversed(replies.get(None, []))]
    while waiting:
        here = waiting.pop()
        shown.append(here)
        level = min(here.level + 1, DEEPEST)
        waiting += [
            Shown(comment=each, level=level, to=here.comment)
            for each in reversed(replies.get(here.comment.id, []))
        ]
    return tuple(shown)
