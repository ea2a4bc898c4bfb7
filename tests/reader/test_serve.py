"""The real server: files in parts, conditions, names, compression, a path of its own."""

import gzip
import http.client
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from epaper.reader import Settings
from epaper.reader.serve import Listening, serve_paper
from tests.reader.shown import TODAY, put_courier

PDF = "/2026-02-04/todays-paper-2026-02-04.pdf"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_courier(tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="module")
def port(paper: Path) -> int:
    """A server in a thread of this process, which ends with it."""
    ready, address = threading.Event(), []

    def tell(at: str) -> None:
        address.append(at)
        ready.set()

    settings = Settings(folder=paper, today=lambda: TODAY)
    thread = threading.Thread(
        target=serve_paper, args=(settings, Listening(port=0), tell), daemon=True
    )
    thread.start()
    assert ready.wait(30)
    return int(address[0].rstrip("/").rpartition(":")[2])


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=sent)
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read())
    connection.close()
    return answer


def test_the_pdf_comes_in_parts(port: int) -> None:
    whole = ask(port, PDF)
    assert (whole.status, whole.headers["Accept-Ranges"]) == (200, "bytes")
    part = ask(port, PDF, Range="bytes=100-199")
    assert (part.status, part.body) == (206, whole.body[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(whole.body)}"
    last = ask(port, PDF, Range="bytes=-10")
    assert (last.status, last.body) == (206, whole.body[-10:])
    assert ask(port, PDF, Range="bytes=999999999-").status == 416


def test_a_part_of_an_older_file_is_not_mixed_with_a_newer(port: int) -> None:
    stale = ask(port, PDF, Range="bytes=0-9", If_Range='"another"')
    assert stale.status == 200
    tag = ask(port, PDF).headers["ETag"]
    assert ask(port, PDF, Range="bytes=0-9", If_Range=tag).status == 206


@pytest.mark.parametrize(
    "path", [PDF, "/", "/stories.atom", "/opds/latest.json", "/static/reader.css"]
)
def test_what_has_not_changed_is_not_sent_again(port: int, path: str) -> None:
    first = ask(port, path)
    again = ask(port, path, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert ask(port, path, If_None_Match='"another"').status == 200


@pytest.mark.parametrize("path", [PDF, "/", "/stories.atom", "/2026-02-04/pages/page-01.webp"])
def test_head_has_the_headers_and_no_body(port: int, path: str) -> None:
    head, get = ask(port, path, "HEAD"), ask(port, path)
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Length", "Content-Type", "ETag"):
        assert head.headers[name] == get.headers[name]


def test_the_pdf_has_its_name_and_opens_in_the_browser(port: int) -> None:
    told = ask(port, PDF).headers["Content-Disposition"]
    assert told == 'inline; filename="todays-paper-2026-02-04.pdf"'
    page = ask(port, "/2026-02-04/pages/page-01.pdf").headers["Content-Disposition"]
    assert page == 'inline; filename="todays-paper-2026-02-04-page-01.pdf"'


def test_files_with_their_mark_are_kept_for_good(port: int) -> None:
    marked = ask(port, "/2026-02-04/pages/page-01.webp?v=1234567890")
    assert "immutable" in marked.headers["Cache-Control"]
    assert "no-cache" in ask(port, PDF).headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/stories.atom", "/static/reader.css", "/static/reader.js"])
def test_text_is_sent_small_to_who_takes_it_so(port: int, path: str) -> None:
    plain, small = ask(port, path), ask(port, path, Accept_Encoding="br, gzip")
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert gzip.decompress(small.body) == plain.body
    assert len(small.body) < len(plain.body) * 0.6
    assert small.headers["ETag"] != plain.headers["ETag"]
    again = ask(port, path, Accept_Encoding="gzip", If_None_Match=small.headers["ETag"])
    assert again.status == 304


def test_pictures_and_parts_are_sent_as_they_are(port: int) -> None:
    for path in (PDF, "/2026-02-04/pages/page-01.webp"):
        assert "Content-Encoding" not in ask(port, path, Accept_Encoding="gzip").headers
    part = ask(port, "/static/reader.css", Accept_Encoding="gzip", Range="bytes=0-9")
    assert (part.status, len(part.body)) == (206, 10)
    assert "Content-Encoding" not in part.headers
