"""The letterbox: the comments of the running application, as far as the settings open them."""

from __future__ import annotations

from datetime import datetime
from threading import Lock
from typing import cast

from flask import current_app, request

from epaper.comments import CommentLimits, Comments, Secret, read_secret
from epaper.reader.settings import Settings


class Letterbox:
    """Store, secret and clock. Both files are made when they are first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Comments(settings.folder)
        self._lock = Lock()
        self._secret: Secret | None = None

    @property
    def open(self) -> bool:
        """False where comments are neither taken nor shown: switched off, or a static export."""
        return self.settings.comments and not self.settings.published

    @property
    def moderated(self) -> bool:
        """True if there is a moderators' page."""
        return self.open and bool(self.settings.moderator_token)

    @property
    def secret(self) -> Secret:
        """The paper's secret, read for the first that asks. Raises CommentsError."""
        with self._lock:
            if self._secret is None:
                self._secret = read_secret(self.settings.folder)
            return self._secret

    @property
    def limits(self) -> CommentLimits:
        """The limits on comments."""
        return self.store.limits

    def now(self) -> datetime:
        """The time."""
        return self.settings.now()

    def address_mark(self) -> str:
        """The mark of the address this request comes from.

        Behind a proxy that is not named to the server, that is the proxy's, and all readers
        together have one reader's limits.
        """
        return self.secret.address_mark(request.remote_addr or "")


def letterbox() -> Letterbox:
    """The letterbox of the running application."""
    return cast(Letterbox, current_app.extensions["letterbox"])
