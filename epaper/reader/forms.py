"""Forms that only this paper's own pages can send.

A form carries a signed token that says what it is for, when it was shown and to whom; "whom" is a
cookie that no script and no other site can read or send. Browsers also tell where a form comes
from. Sources: OWASP, Cross-Site Request Forgery Prevention; Fetch Metadata Request Headers (W3C).
"""

from __future__ import annotations

import hmac
import secrets
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Response, abort, after_this_request, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from epaper.reader.letterbox import letterbox

COOKIE = "form"
TOKEN = "token"
NONCE_BYTES = 16


def issue_token(purpose: str, shown: datetime | None = None) -> str:
    """The token of a form for `purpose`, shown to this reader now or at `shown`."""
    at_ms = round((shown or letterbox().now()).timestamp() * 1000)
    return _serializer().dumps([purpose, _mark(_nonce()), at_ms])


def shown_at(purpose: str) -> datetime | None:
    """When the form that was sent had been shown.

    None if it was not a form for `purpose`, was not shown to this reader, or is too old.
    """
    try:
        read = _serializer().loads(request.form.get(TOKEN, ""))
        for_what, mark, at_ms = read
        shown = datetime.fromtimestamp(at_ms / 1000, UTC)
    except (BadSignature, ValueError, TypeError, OverflowError, OSError):
        return None
    nonce = request.cookies.get(COOKIE, "")
    if for_what != purpose or not hmac.compare_digest(mark, _mark(nonce)):
        return None
    return shown if letterbox().now() - shown <= letterbox().limits.form_most else None


def refuse_foreign() -> None:
    """Answer 403 to a form that the browser says another site has sent."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    origin = request.headers.get("Origin")
    if origin is None:
        return
    # Only hosts are compared: behind a proxy the scheme of this request may not be the reader's.
    own = {request.host, urlsplit(letterbox().settings.address).netloc}
    if urlsplit(origin).netloc not in own - {""}:
        abort(403)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(letterbox().secret.key, salt="form")


def _mark(nonce: str) -> str:
    return letterbox().secret.mark("form", nonce)


def _nonce() -> str:
    """This reader's nonce, given with this answer if there is none yet."""
    found = request.cookies.get(COOKIE) or g.get("form_nonce")
    if not found:
        found = g.form_nonce = secrets.token_urlsafe(NONCE_BYTES)
        after_this_request(_give_nonce)
    return str(found)


def _give_nonce(response: Response) -> Response:
    """Set the cookie, for as long as the browser is open."""
    response.set_cookie(
        COOKIE, g.form_nonce, secure=request.is_secure, httponly=True, samesite="Strict"
    )
    return response
