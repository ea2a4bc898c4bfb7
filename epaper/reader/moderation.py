"""The moderators' page: what waits to be read, what was decided, bans. Shut without a token.

Who knows the token is let in for twelve hours. Every decision is a form of its own, made by this
page for this moderator, and can be taken back.
"""

from __future__ import annotations

import hmac
from datetime import timedelta

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from epaper.comments import Comment, Decided, State
from epaper.exceptions import CommentsError
from epaper.reader.forms import issue_token, refuse_foreign, shown_at
from epaper.reader.letterbox import Letterbox, letterbox
from epaper.reader.library import library
from epaper.reader.throttle import Throttle

routes = Blueprint("moderation", __name__)

SESSION_SPAN = timedelta(hours=12)  # a day's shift, and not the next morning
LOGIN, MODERATE = "login", "moderate"  # what the tokens of the forms are for
AT_ONCE = 50  # comments on a page: what one reads before the list has changed
RECENT = 20
# What an address may make the page say.
SAID = ("approved", "rejected", "banned", "undone", "nothing", "stale")


class _Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie, sent over https only where the reader came by it."""

    salt = "moderator"

    def get_cookie_secure(self, app: Flask) -> bool:
        """True if this request came over https."""
        return request.is_secure


def keep_sessions(app: Flask, box: Letterbox) -> None:
    """Let `app` keep moderators' sessions, if it has moderators."""
    if not box.moderated:
        return
    app.extensions["throttle"] = Throttle()
    app.session_interface = _Sessions()
    app.secret_key = box.secret.mark("session", box.settings.moderator_token)
    app.config.update(
        SESSION_COOKIE_NAME="moderator",
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_PATH="/moderate",
        PERMANENT_SESSION_LIFETIME=SESSION_SPAN,
        SESSION_REFRESH_EACH_REQUEST=False,
    )


@routes.before_request
def shut() -> None:
    """There is no such page without a token; and nobody else's forms are taken."""
    if not letterbox().moderated:
        abort(404)
    if request.method == "POST":
        refuse_foreign()


@routes.after_request
def private(response: Response) -> Response:
    """No cache keeps it, no search engine lists it."""
    response.cache_control.no_store = True
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@routes.get("/moderate")
def moderate() -> ResponseReturnValue:
    """The list of what waits, or the form to come in by."""
    return _list() if _let_in() else _door("")


@routes.post("/moderate/login")
def login() -> ResponseReturnValue:
    """Let in who has the token."""
    if shown_at(LOGIN) is None:
        return _door("stale"), 400
    throttle: Throttle = current_app.extensions["throttle"]
    who, now = letterbox().address_mark(), letterbox().now()
    if not throttle.take(who, now):
        return _door("throttled"), 429
    given = request.form.get("password", "").encode()
    if not hmac.compare_digest(given, letterbox().settings.moderator_token.encode()):
        return _door("wrong"), 403
    throttle.forgive(who)
    session.clear()
    session.permanent = True
    session["until"] = (now + SESSION_SPAN).timestamp()
    return redirect(url_for("moderation.moderate"), 303)


@routes.post("/moderate/leave")
def leave() -> ResponseReturnValue:
    """Forget the moderator."""
    session.clear()
    return redirect(url_for("moderation.moderate"), 303)


@routes.post("/moderate/decide")
def decide() -> ResponseReturnValue:
    """Approve, reject or ban: one comment, one button."""
    _moderator_or_refuse()
    number = request.form.get("comment", 0, type=int)
    store, now = letterbox().store, letterbox().now()
    match request.form.get("do"):
        case "approve":
            return _said("approved", store.decide([number], State.APPROVED, now))
        case "reject":
            return _said("rejected", store.decide([number], State.REJECTED, now))
        case "ban":
            return _said("banned", store.ban(number, now))
    abort(400)


@routes.post("/moderate/undo")
def undo() -> ResponseReturnValue:
    """Take an act back."""
    _moderator_or_refuse()
    undone = letterbox().store.undo(request.form.get("act", 0, type=int))
    return _back("undone" if undone else "nothing")


def _let_in() -> bool:
    until = session.get("until", 0)
    return isinstance(until, float) and letterbox().now().timestamp() < until


def _moderator_or_refuse() -> None:
    """403 for who is not let in, or sends a form that this page has not made for them."""
    if not _let_in() or shown_at(MODERATE) is None:
        abort(403)


def _said(word: str, decided: Decided) -> ResponseReturnValue:
    return _back("nothing" if decided.unknown or decided.unchanged else word)


def _back(word: str) -> ResponseReturnValue:
    return redirect(url_for("moderation.moderate", said=word, _anchor="pending"), 303)


def _door(fault: str) -> str:
    return render_template("login.html", token=issue_token(LOGIN), fault=fault)


def _list() -> str:
    store = letterbox().store
    pending = store.of_state(State.PENDING, AT_ONCE)
    recent, aside, bans = store.recent(RECENT), store.set_aside(RECENT), store.bans()
    said = request.args.get("said", "")
    return render_template(
        "moderate.html",
        token=issue_token(MODERATE),
        counts=store.counts(),
        pending=pending,
        answered={c.id: store.comment(c.parent) for c in pending if c.parent is not None},
        recent=recent,
        aside=aside,
        bans=bans,
        headlines=_headlines((*pending, *aside, *(act.comment for act in (*recent, *bans)))),
        said=said if said in SAID else "",
    )


def _headlines(comments: tuple[Comment, ...]) -> dict[tuple[str, str], str]:
    """The headlines of the stories that are commented on, by day and slug."""
    found = {}
    for day in {comment.day for comment in comments}:
        for story in library().archive.stories(day, library().until, drafts=library().drafts):
            found[day.isoformat(), story.slug] = story.headline
    return found


@routes.errorhandler(CommentsError)
def down(error: CommentsError) -> ResponseReturnValue:
    """What is wrong with the store, said to the moderator, who may be able to mend it."""
    current_app.logger.error("moderation: %s", error)
    return render_template("moderation_fault.html", error=error), 503
