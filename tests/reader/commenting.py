"""A paper with one story open to comments, and a reader's and a moderator's ways through it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from epaper.comments import Comment, Comments, State
from epaper.reader import Settings, create_app
from epaper.reader.letterbox import Letterbox
from tests.archive.made_up import DAY, put_edition, put_paper

STORY = f"/{DAY}/harbour-heat"
CLOSED = f"/{DAY}/treaty-lapses"
TOKEN = "a token for moderators"


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = field(default_factory=lambda: datetime(2026, 2, 4, 9, 30, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Paper:
    """The application, its clock and its store."""

    app: Flask
    clock: Clock

    @property
    def store(self) -> Comments:
        box: Letterbox = self.app.extensions["letterbox"]
        return box.store

    def reader(self, address: str = "192.0.2.1") -> Reader:
        client = self.app.test_client()
        client.environ_base["REMOTE_ADDR"] = address  # type: ignore[index]
        return Reader(client, self.clock)

    def moderator(self) -> Reader:
        """A reader who has come in at the moderators' door."""
        moderator = self.reader("192.0.2.200")
        assert moderator.submit("/moderate", {"password": TOKEN}, "login").status_code == 303
        return moderator

    def all(self) -> tuple[Comment, ...]:
        return self.store.of_state()

    def approved(self, text: str, name: str = "Ada", parent: int | None = None) -> Comment:
        """A comment that was sent and approved, each from an address of its own."""
        before = {comment.id for comment in self.all()}
        sender = self.reader(f"198.51.100.{len(before) + 1}")
        assert sender.comment(text, name, parent).status_code == 303
        (made,) = [comment for comment in self.all() if comment.id not in before]
        self.store.decide([made.id], State.APPROVED, self.clock())
        return made


@dataclass
class Reader:
    """A browser without scripts: opens pages, sends the forms it was shown."""

    client: FlaskClient
    clock: Clock

    def page(self, address: str = STORY) -> html.HtmlElement:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.status
        return html.document_fromstring(answer.text)

    def submit(
        self,
        address: str,
        values: dict[str, str],
        action: str,
        after_s: float = 5,
        **request: object,
    ) -> TestResponse:
        """Send the form on the page at `address` whose action ends so, filled in."""
        (form,) = [f for f in self.page(address).forms if _path(f.action).endswith(action)]
        sent = {**{name: str(value or "") for name, value in form.form_values()}, **values}
        self.clock.move(seconds=after_s)
        return self.client.post(_path(form.action), data=sent, **request)  # type: ignore[arg-type]

    def comment(
        self,
        text: str,
        name: str = "Ada",
        parent: int | None = None,
        after_s: float = 5,
        extra: dict[str, str] | None = None,
        **request: object,
    ) -> TestResponse:
        """Write under the story, or reply to a comment."""
        address = f"{STORY}?reply={parent}" if parent else STORY
        values = {"name": name, "text": text, **(extra or {})}
        return self.submit(address, values, "/comments", after_s, **request)


def open_paper(folder: Path, **settings: object) -> Paper:
    """The paper in `folder`, put there if there is none."""
    if not (folder / "paper.toml").exists():
        put_paper(folder)
        put_edition(folder)
    clock = Clock()
    values: dict[str, object] = {"moderator_token": TOKEN, **settings}
    made = Settings(folder=folder, now=clock, today=lambda: date(2026, 2, 10), **values)  # type: ignore[arg-type]
    app = create_app(made)
    app.testing = True
    return Paper(app=app, clock=clock)


def words(page: html.HtmlElement) -> str:
    """All words of a page, also those in attributes."""
    return unescape(html.tostring(page, encoding="unicode"))


def _path(action: str) -> str:
    return action.partition("#")[0]
