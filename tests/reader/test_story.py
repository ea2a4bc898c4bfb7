from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from epaper.model import Box, Quote, Table
from tests.archive.made_up import PIECES, Piece, put_edition, put_paper

from .made import TODAY, client, page, shelf, text

DAY = TODAY.isoformat()
FULL = Piece(
    slug="whole",
    headline="All that a story may have",
    standfirst="A standfirst <b>with signs</b> & more",
    kicker="Transport",
    body=tuple(f"Paragraph {n}." for n in range(1, 7)),
    byline=("Ada Penn", "Tomas Reyl"),
    dateline="Port Ellery",
    published="2026-02-04T05:40:00+00:00",
    updated="2026-02-04T12:35:00+00:00",
    captions=("A boat at night", "The same boat by day"),
    quotes=(Quote(text="Paragraph 4", by="Ada Penn"),),
    box=Box(title="The line", text="Two boats", items=("First boat at six", "Last at midnight")),
    table=Table(title="Fares", columns=("Way", "Crowns"), rows=(("Single", "12"),), note="2026"),
    url="https://courier.example.org/whole",
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = shelf(tmp_path_factory.mktemp("paper"))
    put_edition(folder, TODAY, [*PIECES, FULL])
    return client(folder)


def test_a_story_is_whole_and_in_order(reader: FlaskClient) -> None:
    story = page(reader.get(f"/{DAY}/whole"))
    parts = [
        text(part)
        for part in story.cssselect(
            ".kicker, .headline, .standfirst, .author, .body > p, figcaption"
        )
        if part.getparent().get("class") != "pull-quote"
    ]
    assert parts[:4] == ["Transport", FULL.headline, FULL.standfirst, "By Ada Penn and Tomas Reyl"]
    assert [p.removeprefix("Port Ellery ") for p in parts if "Paragraph" in p] == list(FULL.body)
    assert [p.split(" The")[0] for p in parts if "boat" in p] == list(FULL.captions)
    assert text(story.cssselect(".box h2")[0]) == "The line"
    assert [text(cell) for cell in story.cssselect("table th, table td")][-2:] == ["Single", "12"]
    assert "Updated 4 February 2026, 12:35" in text(story.cssselect(".updated")[0])
    assert "1 min read" in text(story.cssselect("header .label")[0])


def test_a_jumped_story_opens_whole_and_names_both_pages(reader: FlaskClient) -> None:
    story = page(reader.get(f"/{DAY}/harbour-heat"))
    assert len(story.cssselect(".body > p")) == 3
    ways = [a.get("href") for a in story.cssselect(".printed a")]
    assert ways == [f"/{DAY}/page/1#harbour-heat", f"/{DAY}/page/3#harbour-heat"]


def test_stories_lead_from_one_to_the_next_through_the_whole_paper(reader: FlaskClient) -> None:
    seen = [f"/{DAY}/harbour-heat"]
    while more := page(reader.get(seen[-1])).cssselect(".neighbours [rel=next]"):
        seen.append(more[0].get("href"))
    back = page(reader.get(seen[-1])).cssselect(".neighbours [rel=prev]")[0].get("href")
    assert back == seen[-2]
    assert sorted(address.rsplit("/", 1)[1] for address in seen) == sorted(
        piece.slug for piece in [*PIECES, FULL]
    )


def test_a_gathered_story_shows_all_its_parts(reader: FlaskClient) -> None:
    briefs = page(reader.get(f"/{DAY}/briefs"))
    assert [text(h) for h in briefs.cssselect("h2.headline")] == ["Ferry back", "Dog tax"]
    assert text(page(reader.get(f"/{DAY}/brief-dog")).cssselect("h1.headline")[0]) == "Dog tax"


def test_machines_read_where_a_story_was_printed(reader: FlaskClient) -> None:
    story = page(reader.get(f"/{DAY}/whole"))
    facts = json.loads(story.cssselect('script[type="application/ld+json"]')[0].text)
    assert facts["@type"] == "NewsArticle"
    assert facts["printPage"] == "1"
    assert facts["printSection"] == "National"
    assert facts["description"] == FULL.standfirst
    assert [author["name"] for author in facts["author"]] == list(FULL.byline)
    assert facts["dateModified"] == FULL.updated
    cards = {m.get("property"): m.get("content") for m in story.cssselect("meta[property]")}
    assert cards["og:title"] == FULL.headline
    assert cards["og:image"].startswith("http://localhost/2026-02-04/photos/")


def test_the_public_address_stands_in_links_that_leave(tmp_path: Path) -> None:
    reader = client(shelf(tmp_path), address="https://paper.example.org/")
    story = page(reader.get(f"/{DAY}/harbour-heat"))
    canonical = story.cssselect("link[rel=canonical]")[0].get("href")
    assert canonical == f"https://paper.example.org/{DAY}/harbour-heat"


def test_a_later_correction_stands_with_the_story(tmp_path: Path) -> None:
    put_paper(tmp_path)
    earlier = TODAY.replace(day=2)
    put_edition(tmp_path, earlier)
    mended = Piece(
        slug="put-right",
        headline="Harbour heat",
        body=("The vote was 23 to 18.",),
        form="correction",
        story="corrections",
        corrects=f"{earlier}/harbour-heat",
    )
    put_edition(tmp_path, TODAY, [*PIECES, mended])
    story = page(client(tmp_path).get(f"/{earlier}/harbour-heat"))
    note = story.cssselect(".correction-note")[0]
    assert "Correction, 4 Feb 2026" in text(note)
    assert "The vote was 23 to 18." in text(note)
    before = client(tmp_path, today=earlier).get(f"/{earlier}/harbour-heat")
    assert not page(before).cssselect(".correction-note")
    printed = page(client(tmp_path).get(f"/{DAY}/put-right"))
    assert f"/{earlier}/harbour-heat" in [a.get("href") for a in printed.cssselect("article a")]


@pytest.mark.parametrize("slug", ["no-such", "..", "harbour-heat%00", "HARBOUR-HEAT"])
def test_no_other_story(reader: FlaskClient, slug: str) -> None:
    assert reader.get(f"/{DAY}/{slug}").status_code == 404
