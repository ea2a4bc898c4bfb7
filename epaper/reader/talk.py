"""What stands under a story that is open to comments: the thread and the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import after_this_request, current_app, request
from flask.wrappers import Response

from epaper.archive import Edition
from epaper.comments import Comment, CommentLimits, Fault, Shown, paragraphs, thread
from epaper.exceptions import CommentsError
from epaper.model.manifest import RecordEntry
from epaper.reader.forms import issue_token
from epaper.reader.letterbox import letterbox

THANKS = "thanks"  # the only word that an address may make the page say
TRAP = "homepage"  # a field that scripts like to fill in and no person sees


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form that is shown again: what was typed, and what is wrong with it, by field."""

    name: str = ""
    text: str = ""
    parent: int | None = None
    shown: datetime | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The comments of the story `slug` of `day`; `token` is empty where none can be taken now."""

    day: date
    slug: str
    shown: tuple[Shown, ...]
    sent: Sent
    replying: Comment | None
    token: str
    thanks: bool
    limits: CommentLimits
    trap: str = TRAP


def open_record(edition: Edition, records: tuple[RecordEntry, ...]) -> RecordEntry | None:
    """The record that readers may comment on, if the page shows one alone that allows it."""
    if not letterbox().open or edition.draft or len(records) != 1 or not records[0].comments:
        return None
    return records[0]


def talk_of(day: date, slug: str, sent: Sent | None = None) -> Talk:
    """The comments of a story, with the form empty or as it was sent.

    A fault of the store takes no story off the screen: it is logged, the comments are missing.
    """
    sent = sent or Sent(parent=request.args.get("reply", type=int))
    after_this_request(_for_this_reader)
    try:
        comments = letterbox().store.public(day, slug)
        token = issue_token(purpose(day, slug), sent.shown)
    except CommentsError as error:
        current_app.logger.error("comments: %s", error)
        comments, token = (), ""
    shown = thread(comments)
    return Talk(
        day=day,
        slug=slug,
        shown=shown,
        sent=sent,
        replying=next((s.comment for s in shown if s.comment.id == sent.parent), None),
        token=token,
        thanks=request.args.get("said") == THANKS,
        limits=letterbox().limits,
    )


def purpose(day: date, slug: str) -> str:
    """What the token of a story's form is for."""
    return f"comment {day.isoformat()}/{slug}"


def comment_paragraphs(comment: Comment) -> list[str]:
    """For templates: a comment's paragraphs, plain text."""
    return paragraphs(comment.text)


def _for_this_reader(response: Response) -> Response:
    """No shared cache may keep a page that has somebody's form in it."""
    response.cache_control.private = True
    response.vary.add("Cookie")
    return response
