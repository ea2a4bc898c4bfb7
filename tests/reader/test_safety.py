"""What nobody may get: files off the shelf, drafts, tomorrow's edition, another host's scripts."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from epaper.reader.guard import HEADERS
from tests.reader.shown import DAYS, UNSEEN, put_courier, reader

SECRET = "Nobody may read this"
PAGES = (
    "/",
    "/2026-02-04",
    "/2026-02-04/page/1",
    "/2026-02-04/harbour-heat",
    "/2026-02-04/odd-signs",
    "/2026-02-04/briefs",
    "/2026-02-04/mended",
    "/archive",
    "/archive/2026",
    "/archive/2026/01",
    "/section/national",
    "/search",
    "/search?q=harbour",
    f"/search?q={UNSEEN}",
    "/2026-02-05",
    "/nothing-here",
)
DOCUMENTS = (
    "/editions.atom",
    "/stories.atom",
    "/section/national.atom",
    "/opds/root.atom",
    "/opds/latest.atom",
    "/opds/2026.atom",
    "/opds/2026-02.atom",
    f"/opds/search.atom?q={UNSEEN}",
    "/opds/root.json",
    "/opds/latest.json",
    "/opds/2026-02.json",
    "/sitemap.xml",
    "/sitemap-2026-02.xml",
    "/robots.txt",
    "/opensearch.xml",
)
FILES = (
    "/2026-02-04/todays-paper-2026-02-04.pdf",
    "/2026-02-04/pages/page-01.webp",
    "/static/reader.css",
    "/opds/2026-02-04-cover.jpg",
)
# Ways out of the edition's folder, as a path and as browsers and attackers write it.
WAYS_OUT = (
    "../../../paper.toml",
    "..%2f..%2f..%2fpaper.toml",
    "%2e%2e/%2e%2e/%2e%2e/paper.toml",
    "%2e%2e%2f%2e%2e%2f%2e%2e%2fpaper.toml",
    "..%252f..%252fpaper.toml",
    "..\\..\\..\\paper.toml",
    "..%5c..%5c..%5cpaper.toml",
    "pages/../../../../paper.toml",
    "pages/%2e%2e/edition.json",
    "%2fetc%2fpasswd",
    "/etc/passwd",
    "//etc/passwd",
    "file:///etc/passwd",
    "%00",
    "pages/page-01.webp%00.pdf",
    "%00/../../paper.toml",
    ".",
    "..",
    "edition.json",
    "pages",
    "pages/",
    "%ff%fe",
)
ROOTS = (
    "/2026-02-04/",
    "/2026-02-04/format/berliner/",
    "/2026-02-04/format/..%2f/",
    "/static/",
    "/opds/",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = put_courier(tmp_path_factory.mktemp("paper"))
    with (folder / "paper.toml").open("a") as file:
        file.write(f"# {SECRET}\n")
    return folder


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return reader(folder).test_client()


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_path_leaves_the_shelf(client: FlaskClient, root: str, way: str) -> None:
    with client.get(root + way, follow_redirects=True) as answer:
        assert answer.status_code in (400, 404), answer.status_code
        assert SECRET not in answer.text
        assert "root:" not in answer.text
        assert "Traceback" not in answer.text


def test_a_link_on_the_shelf_is_not_followed(tmp_path: Path) -> None:
    folder = put_courier(tmp_path / "paper")
    outside = tmp_path / "secret.webp"
    outside.write_text(SECRET)
    place = folder / "2026-02-04/out/berliner/pages/page-01.webp"
    place.unlink()
    place.symlink_to(outside)
    with reader(folder).test_client().get("/2026-02-04/pages/page-01.webp") as answer:
        assert answer.status_code == 404
        assert SECRET not in answer.text


@pytest.mark.parametrize("path", [*PAGES[:13], *DOCUMENTS, *FILES])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_takes_other_methods(client: FlaskClient, path: str, method: str) -> None:
    with getattr(client, method)(path, data=b"x") as answer:
        assert answer.status_code == 405


@pytest.mark.parametrize("path", [*PAGES, *DOCUMENTS, *FILES])
def test_every_answer_has_the_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, name
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "Server" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_script_or_style_of_its_own(client: FlaskClient, path: str) -> None:
    for element in html.fromstring(client.get(path).data).iter(etree.Element):
        assert element.tag != "style"
        assert not [name for name in element.keys() if name == "style" or name.startswith("on")]
        if element.tag == "script" and element.get("type") != "application/ld+json":
            assert element.get("src"), element.text
        assert not (element.get("href") or "").lower().startswith(("javascript:", "data:"))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_another_host(client: FlaskClient, path: str) -> None:
    page = html.fromstring(client.get(path).data)
    for element in page.iter(etree.Element):
        for name in ("src", "srcset", "action", "poster", "data"):
            assert "//" not in element.get(name, ""), etree.tostring(element)
        host = urlsplit(element.get("href", "")).netloc
        if host and element.get("rel") != "canonical":
            # What a reader may press: a story's source, where it was published before.
            assert (element.tag, host) == ("a", "elsewhere.example.org")


@pytest.mark.parametrize("path", [*PAGES, *DOCUMENTS])
def test_drafts_and_tomorrow_are_in_no_page(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    for word in (UNSEEN, "2026-02-05", "2026-02-02"):
        assert word not in text.replace(f"q={UNSEEN}", "").replace(f'value="{UNSEEN}"', "").replace(
            f"for {UNSEEN}", ""
        ).replace(f"{UNSEEN} |", "")


@pytest.mark.parametrize("day", ["2026-02-05", "2026-02-02"])
@pytest.mark.parametrize(
    "path",
    ["", "/page/1", "/harbour-heat", "/todays-paper-{day}.pdf", "/pages/page-01.webp"],
)
def test_drafts_and_tomorrow_are_not_found(client: FlaskClient, day: str, path: str) -> None:
    assert client.get(f"/{day}{path.format(day=day)}").status_code == 404
    assert client.get(f"/opds/{day}-cover.jpg").status_code == 404


def test_the_desk_sees_both_when_told_so(folder: Path) -> None:
    desk = reader(folder, preview=True).test_client()
    for day in ("2026-02-05", "2026-02-02"):
        assert UNSEEN in desk.get(f"/{day}").text
    assert "2026-02-05" in desk.get("/editions.atom").text


def test_words_of_the_copy_are_never_markup(client: FlaskClient) -> None:
    page = client.get("/2026-02-04/odd-signs").text
    assert "<b>rise</b>" not in page.partition("application/ld+json")[0]
    assert "&lt;b&gt;rise" in page
    asked = client.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in asked


def test_no_folder_is_listed(client: FlaskClient) -> None:
    for path in ("/static/", "/static/fonts/", "/2026-02-04/pages/", "/2026-02-04/photos/"):
        assert client.get(path).status_code == 404


def test_all_days_are_there_for_the_tests_above(client: FlaskClient) -> None:
    assert all(client.get(f"/{day}").status_code == 200 for day in DAYS)
