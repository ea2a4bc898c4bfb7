"""The preview: its mark changes with what a page shows, and nobody else gets any of it."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from epaper.archive import shelve
from epaper.reader import publish
from epaper.reader.guard import HEADERS
from epaper.reader.publish import SiteOrder
from tests.archive.made_up import Piece, put_edition
from tests.reader.made import TODAY, client, shelf

PAGES = ("/", f"/{TODAY}", f"/{TODAY}/page/1", "/archive", "/search?q=x", "/2020-01-01")
ADDRESSES = ("/preview/mark", "/preview/preview.js")
LATER = TODAY + timedelta(days=1)  # a day to come, which the desk sees


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return shelf(tmp_path)


@pytest.fixture
def desk(paper: Path) -> FlaskClient:
    return client(paper, preview=True)


def told(desk: FlaskClient, address: str) -> dict[str, str]:
    """What a page tells its script."""
    (script,) = html.document_fromstring(desk.get(address).data).cssselect("script[data-mark]")
    return {name.removeprefix("data-"): value for name, value in script.items()}


def mark(desk: FlaskClient, day: str = "") -> str:
    answer = desk.get(f"/preview/mark?day={day}")
    assert answer.status_code == 200
    return str(answer.get_json()["mark"])


def another(paper: Path, day: object, words: str, *, draft: bool = False) -> None:
    """Another edition of a day, as a build leaves it."""
    put_edition(paper, day, (Piece(slug="one", headline=words),), draft=draft)
    assert shelve(paper, day, "berliner") == ()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_mark_that_is_asked_for(desk: FlaskClient, address: str) -> None:
    facts = told(desk, address)
    assert facts["marks"] == "/preview/mark"
    assert facts["mark"] == mark(desk, facts["day"])
    assert mark(desk, facts["day"]) == facts["mark"]


@pytest.mark.parametrize("draft", [False, True])
def test_another_edition_of_the_page_changes_its_mark(
    desk: FlaskClient, paper: Path, draft: bool
) -> None:
    old = TODAY - timedelta(days=2)
    of_day, of_front, of_other = (mark(desk, f"{d}") for d in (old, "", TODAY))
    another(paper, old, "Another", draft=draft)
    assert mark(desk, f"{old}") != of_day
    assert (mark(desk), mark(desk, f"{TODAY}")) == (of_front, of_other)
    assert "Another" in desk.get(f"/{old}").get_data(as_text=True)


def test_a_new_edition_changes_every_mark(desk: FlaskClient, paper: Path) -> None:
    days = ("", f"{TODAY}", "2020-01-01", f"{LATER + timedelta(days=1)}")
    before = [mark(desk, day) for day in days]
    another(paper, LATER + timedelta(days=1), "New", draft=True)
    assert all(mark(desk, day) != one for day, one in zip(days, before, strict=True))


@pytest.mark.parametrize("day", ["2026-13-40", "../..", "x" * 5000, "2026-02-04T00", "\0"])
def test_a_day_that_is_none_is_the_front(desk: FlaskClient, day: str) -> None:
    assert mark(desk, day) == mark(desk)


@pytest.mark.parametrize("address", [*ADDRESSES, "/"])
def test_the_preview_is_guarded_like_all(desk: FlaskClient, address: str) -> None:
    answer = desk.get(address)
    assert answer.status_code == 200
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "no-cache" in answer.headers["Cache-Control"]


def test_readers_get_nothing_of_it(paper: Path) -> None:
    reader = client(paper)
    for address in (*ADDRESSES, "/static/preview.js", "/static_preview/preview.js"):
        assert reader.get(address).status_code == 404
    for address in PAGES:
        assert "preview" not in reader.get(address).get_data(as_text=True)
    assert "preview" not in reader.get("/sw.js").get_data(as_text=True)


def test_the_site_folder_has_nothing_of_it(paper: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    order = SiteOrder(
        paper=paper, folder=site, address="https://paper.example.org", today=lambda: TODAY
    )
    publish.publish(order)
    files = [path for path in site.rglob("*") if path.is_file()]
    assert len(files) > 20
    assert not [path for path in files if "preview" in path.name]
    texts = [path for path in files if path.suffix in (".html", ".js", ".json", ".xml")]
    assert not [path for path in texts if "preview/mark" in path.read_text(encoding="utf-8")]
