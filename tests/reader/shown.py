"""A paper of made-up editions, and the reader over it: what several test modules begin with."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from epaper.model import Box, Quote, Table
from epaper.reader import Settings, create_app
from tests.archive.made_up import PIECES, Piece, put_edition, put_paper

TODAY = date(2026, 2, 4)
DAYS = (date(2025, 12, 31), date(2026, 1, 30), date(2026, 2, 3), TODAY)
TOMORROW = date(2026, 2, 5)
DRAFT = date(2026, 2, 2)
ADDRESS = "https://paper.example.org/courier"

ODD = Piece(
    slug="odd-signs",
    headline='Fish & "chips" <b>rise</b>',
    standfirst="A standfirst with \x0b a sign that XML has not",
    body=("One & two <i>three</i>.", "The last paragraph."),
    notes=("1\u2002fish.example.org",),
    byline=("Ines Caldera", "Tom O’Dell"),
    kicker="Food",
    dateline="Wick Bay",
    published="2026-02-03T19:10:00+00:00",
    updated="2026-02-04T05:40:00+01:00",
    url="https://elsewhere.example.org/fish",
    captions=("A fish", "Some chips"),
    quotes=(Quote(text="Chips!"),),
    box=Box(title="In figures", text="Prices", items=("one", "two")),
    table=Table(columns=("a", "b"), rows=(("1", "2"),), title="Prices", note="Source: us"),
    pages=(2,),
)
MEND = Piece(
    slug="mended",
    headline="A correction",
    form="correction",
    corrects="2026-02-03/treaty-lapses",
    pages=(2,),
)
ASTRAY = replace(MEND, slug="mended-astray", corrects="2020-01-01/long-gone")
UNSEEN = "Unseenword"


def put_courier(folder: Path) -> Path:
    """A paper with four editions, one of tomorrow and a draft, whose words nobody may read."""
    put_paper(folder)
    for number, day in enumerate(DAYS):
        pieces = (*PIECES, ODD, MEND, ASTRAY) if day == TODAY else PIECES
        put_edition(folder, day, pieces, number=number + 1)
    secret = (replace(PIECES[0], headline=UNSEEN, body=(UNSEEN,)),)
    put_edition(folder, TOMORROW, secret)
    put_edition(folder, DRAFT, secret, draft=True)
    return folder


def reader(folder: Path, **settings: object) -> Flask:
    """The application over the paper, on TODAY."""
    return create_app(Settings(folder=folder, today=lambda: TODAY, **settings))


def fetch(client: FlaskClient, path: str) -> etree._Element:
    """The XML at an address of the site at ADDRESS."""
    answer = client.get(path, base_url=ADDRESS)
    assert answer.status_code == 200, path
    return etree.fromstring(answer.data)
