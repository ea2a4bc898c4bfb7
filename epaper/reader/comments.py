"""Comments: taking what readers send, and the page that says by which rule it is posted."""

from __future__ import annotations

from datetime import date, datetime

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from epaper.comments import Comment, Fault, FaultKind, SentComment, tidied_name, tidied_text
from epaper.exceptions import CommentsError
from epaper.reader.article import read, story_page
from epaper.reader.forms import refuse_foreign, shown_at
from epaper.reader.letterbox import letterbox
from epaper.reader.library import library
from epaper.reader.talk import THANKS, TRAP, Sent, open_record, purpose

routes = Blueprint("comments", __name__)

# What tells a program that it is not the words that are wrong; all else is 422.
STATUS = {
    FaultKind.STALE: 400,
    FaultKind.OFTEN: 429,
    FaultKind.BUSY: 429,
    FaultKind.DOWN: 503,
}


@routes.post("/<day:day>/<slug:slug>/comments")
def comment(day: date, slug: str) -> ResponseReturnValue:
    """Keep a comment for the moderators; or show its form again, with what is wrong."""
    _open_or_refuse(day, slug)
    refuse_foreign()
    try:
        shown = shown_at(purpose(day, slug))
        draft = _typed(day, slug, letterbox().address_mark())
        faults = _form_faults(shown) or _kept(draft)
    except CommentsError as error:
        current_app.logger.error("a comment could not be kept: %s", error)
        shown, draft = None, _typed(day, slug, "")
        faults = (Fault(field="form", kind=FaultKind.DOWN),)
    if not faults:
        there = url_for("article.story", day=day, slug=slug, said=THANKS, _anchor="comments")
        return redirect(there, 303)
    sent = Sent(
        name=draft.name,
        text=draft.text,
        parent=draft.parent,
        shown=shown,
        faults={fault.field: fault for fault in faults},
    )
    return story_page(day, slug, sent), _status(faults)


@routes.get("/<day:day>/<slug:slug>/comments")
def comments(day: date, slug: str) -> ResponseReturnValue:
    """Where a form with a fault was shown; opened again, the story is there."""
    _open_or_refuse(day, slug)
    return redirect(url_for("article.story", day=day, slug=slug, _anchor="comments"), 303)


@routes.get("/comments-faq")
def faq() -> ResponseReturnValue:
    """The rule for comments, and what is kept of a reader."""
    if not letterbox().open:
        abort(404)
    return render_template("faq.html", limits=letterbox().limits)


def _open_or_refuse(day: date, slug: str) -> None:
    """404 for no such story or no comments at all, 403 for a story that is closed to them."""
    edition = library().edition(day)
    reading = read(edition, library().manifest(edition), slug)
    if reading is None or not letterbox().open:
        abort(404)
    record = open_record(edition, tuple(entry.record for entry in reading.entries))
    if record is None or record.slug != slug:
        abort(403)


def _typed(day: date, slug: str, address_mark: str) -> SentComment:
    """What the form holds."""
    return SentComment(
        day=day,
        slug=slug,
        parent=request.form.get("parent", type=int),
        name=tidied_name(request.form.get("name", "")),
        text=tidied_text(request.form.get("text", "")),
        address_mark=address_mark,
    )


def _form_faults(shown: datetime | None) -> tuple[Fault, ...]:
    """What is wrong with the form itself. Nothing typed is lost by it: the form is shown again."""
    if shown is None:
        return (Fault(field="form", kind=FaultKind.STALE),)
    if letterbox().now() - shown < letterbox().limits.form_least:
        return (Fault(field="form", kind=FaultKind.QUICK),)
    return ()


def _kept(draft: SentComment) -> tuple[Fault, ...]:
    """Keep `draft`, or give its faults. What falls into the trap is answered as if it were kept."""
    trapped = bool(request.form.get(TRAP))
    added = letterbox().store.add(draft, letterbox().now(), trapped=trapped)
    return () if trapped or isinstance(added, Comment) else added


def _status(faults: tuple[Fault, ...]) -> int:
    return next((STATUS[fault.kind] for fault in faults if fault.kind in STATUS), 422)
