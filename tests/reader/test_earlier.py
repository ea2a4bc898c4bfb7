"""Later editions of a day: what readers are told, and what they may still look up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree

from epaper.editions import unpublish
from epaper.model.manifest import MANIFEST, EditionEntry
from epaper.model.paper import zone_of
from epaper.reader.publish import SiteOrder, publish
from tests.archive.made_up import DAY, PIECES, put_edition, put_paper

from .made import client, page, text

TIME = "2026-02-03T22:14:00+01:00"
AGAIN = "2026-02-04T07:05:00+01:00"
ZONE = zone_of("Europe/Vienna")


def put_three(folder: Path, language: str = "en-GB") -> Path:
    """A day with three editions, and one before it with one."""
    put_paper(folder)
    put_edition(folder, DAY - timedelta(days=1), language=language)
    put_edition(folder, language=language)
    for number, time in ((2, TIME), (3, AGAIN)):
        edition = EditionEntry(number=number, time=time)
        put_edition(folder, pieces=PIECES[number - 1 :], language=language, edition=edition)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_three(tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="module")
def reader(folder: Path) -> FlaskClient:
    return client(folder, zone=ZONE)


def line(reader: FlaskClient, address: str = f"/{DAY}") -> str:
    found = page(reader.get(address)).cssselect(".edition-line")
    return text(found[0]) if found else ""


def test_the_edition_page_tells_which_it_is_and_which_there_were(reader: FlaskClient) -> None:
    assert line(reader, "/") == "3rd edition, 07:05 Earlier: 2nd edition, 1st edition"
    assert line(reader) == line(reader, "/")
    assert line(reader, f"/{DAY - timedelta(days=1)}") == ""
    links = page(reader.get("/")).cssselect(".edition-line a")
    assert [a.get("href") for a in links] == [f"/{DAY}/edition/2", f"/{DAY}/edition/1"]
    assert {a.get("rel") for a in links} == {"nofollow"}


def test_the_day_of_a_late_edition_is_told_and_of_one_in_time_the_hour(tmp_path: Path) -> None:
    put_paper(tmp_path)
    put_edition(tmp_path)
    for number, time, told in (
        (2, "2026-02-03T23:50:00+01:00", "23:50"),
        (3, "2026-02-04T22:30:00+00:00", "23:30"),
        (4, "2026-03-01T09:00:00+01:00", "1 March 2026, 09:00"),
    ):
        put_edition(tmp_path, edition=EditionEntry(number=number, time=time))
        said = line(client(tmp_path, zone=ZONE))
        assert said.split(" Earlier:")[0].partition(", ")[2] == told


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de-AT", "3. Ausgabe, 07:05 Frühere: 2. Ausgabe, 1. Ausgabe"),
        ("da", "3. udgave, 07.05 Tidligere: 2. udgave, 1. udgave"),
        ("ur", "ایڈیشن 3"),
    ],
)
def test_it_is_told_in_the_papers_language(tmp_path: Path, language: str, said: str) -> None:
    told = line(client(put_three(tmp_path, language), zone=ZONE))
    assert told.replace("07:05", "07.05").startswith(said.replace("07:05", "07.05"))


def test_an_earlier_edition_has_its_pages_and_its_pdf(reader: FlaskClient) -> None:
    shown = page(reader.get(f"/{DAY}/edition/1"))
    assert text(shown.cssselect("h1")[-1]) == "1st edition"
    assert len(shown.cssselect(".thumbnails li")) == 3
    for element, name in (("a", "href"), ("img", "src")):
        for found in shown.cssselect(f".thumbnails {element}"):
            with reader.get(found.get(name)) as answer:
                assert answer.status_code == 200
    button = shown.cssselect(".get a")[0]
    assert button.get("download") == f"todays-paper-{DAY}-edition-1.pdf"
    with reader.get(button.get("href")) as answer:
        assert answer.data.startswith(b"%PDF")
        assert f"todays-paper-{DAY}-edition-1.pdf" in answer.headers["Content-Disposition"]
    newest = shown.cssselect(".warning a")[0]
    assert newest.get("href") == f"/{DAY}"


def test_search_engines_are_led_to_the_newest(folder: Path) -> None:
    reader = client(folder, address="https://paper.example.org")
    newest = f"https://paper.example.org/{DAY}"
    shown = page(reader.get(f"/{DAY}/edition/2"))
    assert [e.get("href") for e in shown.cssselect("link[rel=canonical]")] == [newest]
    assert shown.cssselect("meta[name=robots]")[0].get("content") == "noindex"
    with reader.get(f"/{DAY}/edition/2/pages/page-01.pdf") as answer:
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Link"] == f'<{newest}>; rel="canonical"'
    for address in (
        "/sitemap-2026-02.xml",
        "/editions.atom",
        "/opds/root.atom",
        f"/{DAY}/offline.json",
    ):
        assert "/edition/" not in reader.get(address).get_data(as_text=True)


def test_lists_feeds_and_search_have_the_newest_alone(reader: FlaskClient) -> None:
    feed = etree.fromstring(reader.get("/editions.atom").data)
    entries = feed.findall("{*}entry")
    assert len(entries) == 2
    assert entries[0].findtext("{*}updated") == "2026-02-04T06:05:00Z"
    assert "harbour-heat" not in reader.get("/stories.atom").get_data(as_text=True)
    found = page(reader.get(f"/search?q=harbour&from={DAY}"))
    assert not found.cssselect(f"a[href^='/{DAY}/']")


def test_the_newests_own_number_leads_to_the_day(reader: FlaskClient) -> None:
    answer = reader.get(f"/{DAY}/edition/3")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{DAY}")


@pytest.mark.parametrize(
    "address",
    [
        f"/{DAY}/edition/4",
        f"/{DAY}/edition/0",
        f"/{DAY}/edition/1/edition.json",
        f"/{DAY}/edition/4/pages/page-01.pdf",
        f"/{DAY}/edition/1/../2/edition.json",
        f"/{DAY - timedelta(days=1)}/edition/2",
        f"/{DAY + timedelta(days=1)}/edition/1",
    ],
)
def test_there_is_nothing_else(reader: FlaskClient, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_a_withdrawn_edition_is_not_to_be_had(tmp_path: Path) -> None:
    folder = put_three(tmp_path)
    unpublish(folder, DAY)
    reader = client(folder)
    assert line(reader).startswith("2nd edition")
    assert reader.get(f"/{DAY}/edition/3").status_code == 404
    assert reader.get(f"/{DAY}/edition/3/pages/page-01.pdf").status_code == 404
    unpublish(folder, DAY, number=1)
    assert reader.get(f"/{DAY}/edition/1").status_code == 404


def test_one_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    folder = put_three(tmp_path)
    (folder / f"{DAY}/out/berliner/earlier/1" / MANIFEST).write_text("{")
    reader = client(folder, zone=ZONE)
    assert line(reader) == "3rd edition, 07:05 Earlier: 2nd edition"
    assert reader.get(f"/{DAY}/edition/1").status_code == 404
    site = tmp_path / "site"
    publish(SiteOrder(paper=folder, folder=site, address="https://x.example", today=lambda: DAY))
    assert sorted(path.name for path in (site / f"{DAY}/edition").iterdir()) == ["2"]


def test_a_static_site_has_them_too_and_loses_what_is_withdrawn(tmp_path: Path) -> None:
    folder, site = put_three(tmp_path / "paper"), tmp_path / "site"
    order = SiteOrder(paper=folder, folder=site, address="https://x.example/p", today=lambda: DAY)
    publish(order)
    assert "1st edition" in (site / f"{DAY}/edition/1/index.html").read_text(encoding="utf-8")
    assert (site / f"{DAY}/edition/1/pages/page-01.pdf").is_file()
    assert (site / f"{DAY}/edition/2/todays-paper-{DAY}.pdf").is_file()
    assert publish(order).changes.written == 0
    unpublish(folder, DAY, number=1)
    publish(order)
    assert not (site / f"{DAY}/edition/1").exists()
    assert "1st edition" not in (site / f"{DAY}/index.html").read_text(encoding="utf-8")
    unpublish(folder, DAY)
    unpublish(folder, DAY)
    publish(order)
    assert not (site / f"{DAY}").exists()
