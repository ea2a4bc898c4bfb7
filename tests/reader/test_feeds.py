from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree

from epaper.reader.atom import ATOM, XHTML
from tests.archive.made_up import PIECES, put_edition
from tests.reader.shown import ADDRESS, DAYS, ODD, TODAY, fetch, put_courier, reader

FEEDS = ("/editions.atom", "/stories.atom", "/section/national.atom")
NAMES = {"a": ATOM, "h": XHTML}
# RFC 4287, 4.1.1 and 4.1.2: exactly one of these in every feed and entry.
ONCE = ("id", "title", "updated")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_courier(tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return reader(folder, address=ADDRESS).test_client()


@pytest.fixture
def read(client: FlaskClient) -> Callable[[str], feedparser.FeedParserDict]:
    return lambda path: feedparser.parse(client.get(path, base_url=ADDRESS).data)


@pytest.mark.parametrize("path", FEEDS)
def test_a_public_client_reads_it_without_complaint(client: FlaskClient, path: str) -> None:
    answer = client.get(path, base_url=ADDRESS)
    assert answer.mimetype == "application/atom+xml"
    found = feedparser.parse(answer.data)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert found.entries
    assert found.feed.links[0].href == ADDRESS + path


@pytest.mark.parametrize("path", FEEDS)
def test_it_has_what_rfc_4287_demands(client: FlaskClient, path: str) -> None:
    feed = fetch(client, path)
    entries = feed.findall("a:entry", NAMES)
    for element in (feed, *entries):
        assert [len(element.findall(f"a:{name}", NAMES)) for name in ONCE] == [1, 1, 1]
    assert feed.find("a:author/a:name", NAMES).text == "The Courier"
    ids = [entry.findtext("a:id", None, NAMES) for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(id_.startswith("urn:uuid:") for id_ in ids)
    tags = [etree.QName(child).localname for child in feed]
    assert tags.index("entry") == len(tags) - len(entries), "entries stand last"
    for link in feed.iter(f"{{{ATOM}}}link"):
        assert link.get("href").startswith("https://")


def test_editions_come_newest_first_with_pdf_and_front_page(
    read: Callable[[str], feedparser.FeedParserDict], client: FlaskClient
) -> None:
    entries = read("/editions.atom").entries
    assert [entry.link for entry in entries] == [f"{ADDRESS}/{day}" for day in reversed(DAYS)]
    (pdf,) = entries[0].enclosures
    assert pdf.href == f"{ADDRESS}/2026-02-04/todays-paper-2026-02-04.pdf"
    assert pdf.type == "application/pdf"
    with client.get(pdf.href.removeprefix(ADDRESS)) as sent:
        assert int(pdf.length) == len(sent.data)
    picture = entries[0].media_thumbnail[0]["url"]
    with client.get(picture.removeprefix(ADDRESS)) as sent:
        assert sent.mimetype == "image/webp"


def test_stories_come_whole_in_the_order_of_the_paper(
    read: Callable[[str], feedparser.FeedParserDict],
) -> None:
    entries = {entry.link.rsplit("/", 1)[1]: entry for entry in read("/stories.atom").entries}
    assert list(entries) == [piece.slug for piece in PIECES] + [
        "odd-signs",
        "mended",
        "mended-astray",
    ]
    odd = entries["odd-signs"]
    assert odd.title == ODD.headline
    assert [author.name for author in odd.authors] == ["Ines Caldera", "Tom O’Dell"]
    assert (odd.tags[0].term, odd.tags[0].label) == ("national", "National")
    assert odd.published == "2026-02-03T19:10:00Z"
    assert odd.updated == "2026-02-04T04:40:00Z"
    assert odd.summary == "A standfirst with  a sign that XML has not"
    text = odd.content[0].value
    for part in (
        "One &amp; two &lt;i&gt;three&lt;/i&gt;.",
        "The last paragraph.",
        "<small>1\u2002fish.example.org</small>",
        "In figures",
        "Some chips",
        "Source: us",
    ):
        assert part in text
    assert entries["treaty-lapses"].author == "Northern Wire"


def test_addresses_in_the_copy_are_whole(client: FlaskClient) -> None:
    for image in fetch(client, "/stories.atom").iter(f"{{{XHTML}}}img"):
        assert image.get("src").startswith(f"{ADDRESS}/2026-02-04/photos/")


def test_ids_and_times_stay_when_the_paper_is_built_again_elsewhere(
    client: FlaskClient, tmp_path: Path
) -> None:
    other = reader(put_courier(tmp_path)).test_client()
    for path in FEEDS:
        here, there = fetch(client, path), etree.fromstring(other.get(path).data)
        for name in ("id", "updated", "published"):
            texts = [[e.text for e in feed.iter(f"{{{ATOM}}}{name}")] for feed in (here, there)]
            assert texts[0] == texts[1]


def test_a_changed_story_is_newer_and_the_same(tmp_path: Path) -> None:
    client = reader(put_courier(tmp_path)).test_client()
    before = feedparser.parse(client.get("/stories.atom").data).entries
    late = replace(ODD, updated="2026-02-04T09:00:00+00:00")
    put_edition(tmp_path, TODAY, (*PIECES, late))
    client.application.extensions["library"].archive.refresh()
    after = {e.id: e for e in feedparser.parse(client.get("/stories.atom").data).entries}
    changed = [e.link for e in before if e.id in after and after[e.id].updated != e.updated]
    assert [link.rsplit("/", 1)[1] for link in changed] == ["odd-signs"]
    feed = feedparser.parse(client.get("/editions.atom").data).feed
    assert feed.updated == "2026-02-04T09:00:00Z"


def test_a_feed_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/stories.atom").headers["ETag"]
    again = client.get("/stories.atom", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_an_unknown_section_and_an_empty_shelf_have_no_feed(
    client: FlaskClient, tmp_path: Path
) -> None:
    assert client.get("/section/none.atom").status_code == 404
    (tmp_path / "paper.toml").write_text('name = "New"\nlanguage = "en-GB"\n')
    empty = reader(tmp_path).test_client()
    assert [empty.get(path).status_code for path in (*FEEDS, "/opds/root.atom")] == [404] * 4
