"""The catalogue, read by public clients: feedparser, and Palace's validating OPDS 2.0 parser."""

import json
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree
from PIL import Image
from webpub_manifest_parser.opds2 import OPDS2FeedParserFactory

from epaper.reader import opds_pages
from epaper.reader.opds import ACQUISITION, NAVIGATION, OPENSEARCH
from tests.reader.shown import ADDRESS, DAYS, fetch, put_courier, reader

PDF = "http://opds-spec.org/acquisition/open-access"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_courier(tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return reader(folder, address=ADDRESS).test_client()


@pytest.fixture
def pages_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opds_pages, "PER_PAGE", 3)


def own(address: str) -> str:
    assert address.startswith(ADDRESS), address
    return address.removeprefix(ADDRESS)


def atom(client: FlaskClient, path: str) -> feedparser.FeedParserDict:
    answer = client.get(path, base_url=ADDRESS)
    assert answer.status_code == 200, path
    found = feedparser.parse(answer.data)
    assert not found.bozo, found.get("bozo_exception")
    (itself,) = [link for link in found.feed.links if link.rel == "self"]
    assert itself.type == answer.content_type
    return found


def walk(client: FlaskClient, path: str) -> Iterator[feedparser.FeedParserDict]:
    """Every feed that is reached from the one at `path` by its links."""
    seen, ways = set(), [path]
    while ways:
        path = ways.pop()
        if path not in seen:
            seen.add(path)
            feed = atom(client, path)
            yield feed
            links = [*feed.feed.links, *(link for entry in feed.entries for link in entry.links)]
            ways += [own(link.href) for link in links if "opds-catalog" in link.type]


@pytest.mark.usefixtures("pages_of_three")
def test_a_client_that_follows_the_links_finds_every_pdf(client: FlaskClient) -> None:
    feeds = list(walk(client, "/opds/root.atom"))
    assert len(feeds) == 8  # root, latest in 2 pages, 2 years, 3 months
    links = [link for feed in feeds for entry in feed.entries for link in entry.links]
    pdfs = {own(link.href): link for link in links if link.rel == PDF}
    assert sorted(pdfs) == [f"/{day}/todays-paper-{day}.pdf" for day in DAYS]
    for path, link in pdfs.items():
        with client.get(path) as sent:
            assert sent.mimetype == link.type == "application/pdf"
            assert len(sent.data) == int(link.length)


def test_feeds_are_menus_or_lists_and_say_which(client: FlaskClient) -> None:
    for feed in walk(client, "/opds/root.atom"):
        (itself,) = [link for link in feed.feed.links if link.rel == "self"]
        lists = [any(link.rel == PDF for link in entry.links) for entry in feed.entries]
        assert all(lists) if itself.type == ACQUISITION else not any(lists)
        assert itself.type in (ACQUISITION, NAVIGATION)
        start = [own(link.href) for link in feed.feed.links if link.rel == "start"]
        assert start == ["/opds/root.atom"]


@pytest.mark.usefixtures("pages_of_three")
def test_pages_of_the_latest_follow_one_another(client: FlaskClient) -> None:
    first = {link.rel: own(link.href) for link in atom(client, "/opds/latest.atom").feed.links}
    assert first["next"] == first["last"] == "/opds/latest-2.atom"
    assert "previous" not in first
    second = {link.rel: own(link.href) for link in atom(client, first["next"]).feed.links}
    assert second["previous"] == second["first"] == "/opds/latest.atom"
    assert "next" not in second
    assert client.get("/opds/latest-3.atom").status_code == 404


def test_covers_are_jpegs_as_opds_1_2_wants(client: FlaskClient) -> None:
    entry = atom(client, "/opds/latest.atom").entries[0]
    images = [link for link in entry.links if link.rel.startswith("http://opds-spec.org/image")]
    assert len(images) == 2
    for link in images:
        answer = client.get(own(link.href))
        with Image.open(BytesIO(answer.data)) as picture:
            assert picture.format == "JPEG"
        assert answer.mimetype == link.type == "image/jpeg"


def test_the_search_that_is_described_finds_editions(client: FlaskClient) -> None:
    root = atom(client, "/opds/root.atom")
    (described,) = [link for link in root.feed.links if link.rel == "search"]
    description = fetch(client, own(described.href))
    (template,) = [
        url.get("template")
        for url in description.iter(f"{{{OPENSEARCH}}}Url")
        if url.get("type") == ACQUISITION
    ]
    found = atom(client, own(template.replace("{searchTerms}", "chips")))
    assert [entry.title for entry in found.entries] == ["The Courier, Wednesday, 4 February 2026"]
    assert "chips" in found.entries[0].summary
    assert not atom(client, own(template.replace("{searchTerms}", "zzz"))).entries
    names = [etree.QName(element).localname for element in description]
    assert names[:2] == ["ShortName", "Description"]
    assert len(description.findtext(f"{{{OPENSEARCH}}}ShortName")) <= 16


def errors(text: str) -> list[str]:
    """What Palace's parser has against an OPDS 2.0 feed."""
    return [
        str(error)
        for error in OPDS2FeedParserFactory().create().parse_stream(StringIO(text)).errors
    ]


@pytest.mark.usefixtures("pages_of_three")
def test_opds_2_is_valid_on_every_page(client: FlaskClient) -> None:
    seen: set[str] = set()
    ways = ["/opds/root.json", "/opds/search.json?query=ferry", "/opds/search.json?query=zzz"]
    while ways:
        path = ways.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path, base_url=ADDRESS)
        assert answer.content_type == "application/opds+json"
        assert errors(answer.text) == []
        feed = json.loads(answer.text)
        links = [*feed["links"], *feed.get("navigation", [])]
        ways += [
            own(li["href"])
            for li in links
            if li["type"] == answer.content_type and "templated" not in li
        ]
    # root, latest in 2 pages, 2 years, 3 months, search
    assert len({path.partition("?")[0] for path in seen}) == 9


def test_the_validator_would_complain(client: FlaskClient) -> None:
    feed = json.loads(client.get("/opds/latest.json").text)
    feed["publications"][0]["links"] = []
    assert errors(json.dumps(feed))


def test_opds_2_and_1_list_the_same(client: FlaskClient) -> None:
    two = json.loads(client.get("/opds/latest.json", base_url=ADDRESS).text)["publications"]
    one = atom(client, "/opds/latest.atom").entries
    assert [p["metadata"]["identifier"] for p in two] == [entry.id for entry in one]
    assert [p["metadata"]["modified"] for p in two] == [entry.updated for entry in one]


def test_the_short_address_leads_to_the_root(client: FlaskClient) -> None:
    assert client.get("/opds").headers["Location"] == "/opds/root.atom"


@pytest.mark.parametrize(
    "path", ["/opds/2024.atom", "/opds/2026-13.atom", "/opds/2026-03.json", "/opds/latest-0.atom"]
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_sitemap_has_every_page_that_is_public(client: FlaskClient) -> None:
    index = fetch(client, "/sitemap.xml")
    places = [own(loc.text) for loc in index.iter("{*}loc")]
    assert places == ["/sitemap-2026-02.xml", "/sitemap-2026-01.xml", "/sitemap-2025-12.xml"]
    pages = [own(loc.text) for place in places for loc in fetch(client, place).iter("{*}loc")]
    assert all(client.get(page).status_code == 200 for page in pages)
    assert [page for page in pages if page.count("/") == 1] == [
        "/2026-02-03",
        "/2026-02-04",
        "/2026-01-30",
        "/2025-12-31",
    ]
    assert "/2026-02-04/odd-signs" in pages
    lastmod = [e.text for e in fetch(client, "/sitemap-2026-02.xml").iter("{*}lastmod")]
    assert "2026-02-04T04:40:00Z" in lastmod


def test_robots_are_told_where_the_sitemap_is(client: FlaskClient, folder: Path) -> None:
    told = client.get("/robots.txt", base_url=ADDRESS).text.splitlines()
    assert told == ["User-agent: *", "Disallow: /courier/search", f"Sitemap: {ADDRESS}/sitemap.xml"]
    desk = reader(folder, preview=True).test_client()
    assert desk.get("/robots.txt").text.splitlines() == ["User-agent: *", "Disallow: /"]
