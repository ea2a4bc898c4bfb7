from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from epaper.model.paper import zone_of
from epaper.reader import Settings, create_app
from tests.archive.made_up import PIECES, Piece, put_edition, put_paper

from .made import TODAY, client, page, shelf, text


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client(shelf(tmp_path_factory.mktemp("paper")))


def test_the_front_is_todays_edition_whole(reader: FlaskClient) -> None:
    front = page(reader.get("/"))
    assert text(front.cssselect(".strip time")[0]) == "February 04, 2026"
    assert text(front.cssselect(".plate h1")[0]) == "The Courier"
    headlines = [text(h) for h in front.cssselect(".front-contents h2:not(.flag), .listed h3")]
    assert sorted(headlines) == sorted(piece.headline for piece in PIECES)
    assert len(front.cssselect(".thumbnails li")) == 3


def test_a_day_has_the_address_of_its_date_for_good(reader: FlaskClient) -> None:
    day = TODAY - timedelta(days=1)
    edition = page(reader.get(f"/{day}"))
    assert edition.cssselect("link[rel=canonical]")[0].get("href").endswith(f"/{day}")
    assert text(edition.cssselect(".strip time")[0]) == "February 03, 2026"
    ways = {a.get("rel"): a.get("href") for a in edition.cssselect(".pager a[rel]")}
    assert ways == {"prev": f"/{day - timedelta(days=1)}", "next": f"/{TODAY}"}


def test_the_paper_can_be_had_with_one_obvious_button(reader: FlaskClient) -> None:
    front = page(reader.get("/"))
    button = front.cssselect(".get a[download]")[0]
    assert "MB" in text(button)
    with reader.get(button.get("href")) as answer:
        assert answer.data.startswith(b"%PDF")
        assert answer.mimetype == "application/pdf"
        assert "todays-paper-2026-02-04.pdf" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "address", ["/2026-02-05", "/2026-02-05/harbour-heat", "/2026-02-05/page/1", "/2026-13-01"]
)
def test_tomorrow_is_not_there(reader: FlaskClient, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_the_desk_sees_drafts_and_tomorrow(tmp_path: Path) -> None:
    shelf(tmp_path, days=1)
    put_edition(tmp_path, TODAY, draft=True)
    assert client(tmp_path).get("/").status_code == 200
    assert "No edition yet" in client(tmp_path).get("/").get_data(as_text=True)
    desk = client(tmp_path, preview=True)
    assert page(desk.get("/2026-02-04")).cssselect(".warning")
    assert desk.get("/2026-02-05").status_code == 200


def test_an_empty_shelf_says_so(tmp_path: Path) -> None:
    put_paper(tmp_path)
    reader = client(tmp_path)
    assert "No edition yet" in reader.get("/").get_data(as_text=True)
    assert "No edition yet" in reader.get("/archive").get_data(as_text=True)


def test_before_the_first_paper_of_the_day_yesterdays_is_shown(tmp_path: Path) -> None:
    shelf(tmp_path)
    front = page(client(tmp_path, today=date(2026, 3, 1)).get("/"))
    assert text(front.cssselect(".strip time")[0]) == "February 05, 2026"


def test_a_section_runs_through_all_editions(reader: FlaskClient) -> None:
    section = page(reader.get("/section/world"))
    assert [text(t) for t in section.cssselect(".findings time")] == [
        "4 Feb 2026",
        "3 Feb 2026",
        "2 Feb 2026",
    ]
    assert reader.get("/section/no-such").status_code == 404


def test_a_section_comes_in_pages(tmp_path: Path) -> None:
    put_paper(tmp_path)
    pieces = [Piece(slug=f"story-{n}", headline=f"Story {n}", pages=(1,)) for n in range(70)]
    put_edition(tmp_path, TODAY, pieces)
    reader = client(tmp_path)
    seen: list[str] = []
    address = "/section/national"
    while address:
        part = page(reader.get(address))
        seen += [text(h) for h in part.cssselect(".findings h2")]
        more = part.cssselect(".pager [rel=next]")
        address = more[0].get("href") if more else ""
    assert sorted(seen) == sorted(piece.headline for piece in pieces)


@pytest.mark.parametrize("query", ["page=0", "page=-3", "page=x", "page=99999999999999999999"])
def test_odd_page_numbers_do_no_harm(reader: FlaskClient, query: str) -> None:
    assert reader.get(f"/section/world?{query}").status_code in (200, 404)
    assert reader.get(f"/search?q=treaty&{query}").status_code == 200


def test_a_right_to_left_paper_is_mirrored(tmp_path: Path) -> None:
    put_paper(tmp_path, language="ur")
    put_edition(tmp_path, TODAY, language="ur")
    front = page(client(tmp_path).get("/"))
    root = front.getroottree().getroot()
    assert (root.get("lang"), root.get("dir")) == ("ur", "rtl")
    assert "فروری" in text(front.cssselect(".strip time")[0])


def test_a_page_that_has_not_changed_is_not_sent_again(reader: FlaskClient) -> None:
    first = reader.get("/")
    again = reader.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("zone", "clock", "shown"),
    [
        ("Asia/Dhaka", datetime(2026, 2, 3, 18, 0, tzinfo=UTC), TODAY),
        ("Asia/Dhaka", datetime(2026, 2, 3, 17, 59, tzinfo=UTC), TODAY - timedelta(days=1)),
        ("America/New_York", datetime(2026, 2, 4, 4, 59, tzinfo=UTC), TODAY - timedelta(days=1)),
        ("America/New_York", datetime(2026, 2, 4, 5, 0, tzinfo=UTC), TODAY),
        ("UTC", datetime(2026, 2, 4, tzinfo=UTC), TODAY),
    ],
)
def test_today_begins_at_the_papers_midnight(
    zone: str, clock: datetime, shown: date, tmp_path: Path
) -> None:
    settings = Settings(folder=shelf(tmp_path), zone=zone_of(zone), now=lambda: clock)
    front = page(create_app(settings).test_client().get("/"))
    (told,) = front.cssselect("p.strip time")
    assert told.get("datetime") == shown.isoformat()


def test_times_are_told_by_the_papers_clock(tmp_path: Path) -> None:
    put_paper(tmp_path)
    piece = Piece(slug="late", headline="Late", updated="2026-02-03T22:15:00+00:00")
    put_edition(tmp_path, TODAY, [piece])
    told = text(page(client(tmp_path, zone=zone_of("Asia/Dhaka")).get(f"/{TODAY}/late")))
    assert "Updated 4 February 2026, 04:15" in told


def test_line_breaks_of_copy_are_line_breaks_on_the_page(tmp_path: Path) -> None:
    put_paper(tmp_path)
    poem = "The tide comes in,\nthe <tide> goes out."
    put_edition(tmp_path, TODAY, [Piece(slug="poem", headline="A poem", body=(poem,))])
    reader = client(tmp_path)
    (told,) = page(reader.get(f"/{TODAY}/poem")).cssselect(".body p")
    assert [br.tail.strip() for br in told.cssselect("br")] == ["the <tide> goes out."]
    assert text(told) == "The tide comes in, the <tide> goes out."
    feed = reader.get("/stories.atom").get_data(as_text=True)
    assert "The tide comes in,<br/>the &lt;tide&gt; goes out." in feed
