"""A reader over made-up editions, asked without a browser."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from flask.testing import FlaskClient
from lxml import html

from epaper.reader import Settings, create_app
from tests.archive.made_up import DAY, put_edition, put_paper

TODAY = DAY


def shelf(folder: Path, days: int = 3) -> Path:
    """A paper with editions of TODAY and the days before, and one of tomorrow."""
    put_paper(folder)
    for back in range(-1, days):
        put_edition(folder, TODAY - timedelta(days=back))
    return folder


def client(folder: Path, today: date = TODAY, **settings: object) -> FlaskClient:
    """A client of the reader of the paper in `folder`."""
    return create_app(Settings(folder=folder, today=lambda: today, **settings)).test_client()  # type: ignore[arg-type]


def page(answer: object) -> html.HtmlElement:
    """The answer's HTML, parsed; the answer must be a good one."""
    assert answer.status_code == 200, answer.status  # type: ignore[attr-defined]
    return html.document_fromstring(answer.get_data(as_text=True))  # type: ignore[attr-defined]


def text(element: html.HtmlElement) -> str:
    """Its words, with single spaces."""
    return " ".join(element.text_content().split())
