"""The paper as an application: what a device is told, and that all it shall keep can be had."""

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from epaper.reader import Settings
from epaper.reader.app import create_app
from epaper.reader.icons import draw_icon, first_letter
from tests.reader.conftest import DAY


@pytest.fixture(scope="module")
def client(sample: Path) -> FlaskClient:
    return create_app(Settings(folder=sample, today=lambda: DAY)).test_client()


def test_a_device_is_told_what_it_installs(client: FlaskClient) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    told = json.loads(answer.data)
    assert (told["name"], told["lang"], told["dir"]) == ("The Ellery Courier", "en-GB", "ltr")
    for icon in told["icons"]:
        with Image.open(io.BytesIO(client.get(icon["src"]).data)) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
    assert "maskable" in {icon["purpose"] for icon in told["icons"]}


def test_below_a_path_everything_stays_below_it(client: FlaskClient) -> None:
    root = {"SCRIPT_NAME": "/courier"}
    told = json.loads(client.get("/manifest.webmanifest", environ_overrides=root).data)
    assert (told["scope"], told["start_url"]) == ("/courier/", "/courier/")
    shell = _shell(client.get("/sw.js", environ_overrides=root).text)
    listed = json.loads(client.get("/2026-02-04/offline.json", environ_overrides=root).data)
    addresses = [shell["home"], shell["offline"], *shell["files"], *listed["pages"]]
    assert all(address.startswith("/courier/") for address in [*addresses, *listed["files"]])
    page = client.get("/2026-02-04", environ_overrides=root).text
    assert 'data-worker="/courier/sw.js" data-keep="/courier/2026-02-04/offline.json"' in page


def test_all_that_shall_be_kept_can_be_had(client: FlaskClient) -> None:
    listed = json.loads(client.get("/2026-02-04/offline.json").data)
    shell = _shell(client.get("/sw.js").text)
    addresses = [*listed["pages"], *listed["files"], *shell["files"], shell["offline"]]
    assert len(addresses) == len(set(addresses))
    for address in addresses:
        with client.get(address) as answer:
            assert answer.status_code == 200, address


def test_the_pages_of_an_edition_show_nothing_that_is_not_kept(client: FlaskClient) -> None:
    listed = json.loads(client.get("/2026-02-04/offline.json").data)
    kept = {*listed["files"], *_shell(client.get("/sw.js").text)["files"]}
    for address in listed["pages"]:
        page = client.get(address).text
        sources = re.findall(r'\s(?:src|srcset)="([^"]+)"', page)
        shown = {part.split()[0] for source in sources for part in source.split(", ")}
        assert shown <= kept, address
        links = re.findall(r'<a\b[^>]*\shref="(/2026-02-04/[^"#?]+)', page)
        leads = [link for link in links if not link.endswith(".pdf")]
        assert {*leads} <= {*listed["pages"]}, address


def test_a_new_worker_comes_with_new_files(client: FlaskClient) -> None:
    shell = _shell(client.get("/sw.js").text)
    assert re.fullmatch(r"[0-9a-f]{10}", shell["version"])
    marked = [file for file in shell["files"] if not file.startswith("/icon-")]
    assert all("?v=" in file for file in marked)
    assert any("/fonts/" in file for file in marked)
    assert any("/page/page.js" in file for file in marked)


def test_marked_files_are_kept_for_good_by_the_browser(client: FlaskClient) -> None:
    for file in _shell(client.get("/sw.js").text)["files"]:
        if "/static/" in file:
            with client.get(file) as answer:
                assert "immutable" in answer.headers["Cache-Control"]
    with client.get("/static/page/zoom.js") as answer:  # as other scripts name it
        assert "immutable" not in answer.headers["Cache-Control"]


def test_an_edition_that_is_not_shown_has_no_list(client: FlaskClient) -> None:
    assert client.get("/2026-02-05/offline.json").status_code == 404
    assert client.get("/icon-31.png").status_code == 404


@pytest.mark.parametrize(
    ("name", "letter"),
    [("The Ellery Courier", "E"), ("Die Zeit", "Z"), ("Правда", "П"), ("Das", "D"), ("新聞", "")],
)
def test_the_icon_has_the_letter_the_paper_is_known_by(name: str, letter: str) -> None:
    assert first_letter(name) == letter


@pytest.mark.parametrize("name", ["The Ellery Courier", "Правда", "Journal", "I", "Wochenblatt"])
@pytest.mark.parametrize(("maskable", "least", "most"), [(False, 0.65, 0.8), (True, 0.4, 0.6)])
def test_the_letter_stands_in_the_middle(
    name: str, maskable: bool, least: float, most: float
) -> None:
    with Image.open(io.BytesIO(draw_icon(name, 512, maskable=maskable))) as icon:
        left, top, right, bottom = icon.point(lambda v: 255 * (v < 128)).getbbox() or (0, 0, 0, 0)
    assert least < max(right - left, bottom - top) / 512 < most
    assert abs(left + right - 512) <= 4
    assert abs(top + bottom - 512) <= 4


def test_without_an_edition_there_is_an_icon_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text('name = "The Ellery Courier"\n', encoding="utf-8")
    client = create_app(Settings(folder=tmp_path, today=date.today)).test_client()
    assert client.get("/icon-32.png").status_code == 200
    assert client.get("/sw.js").status_code == 200


def _shell(worker: str) -> dict[str, list[str]]:
    """What the service worker is told."""
    first = worker.partition("\n")[0]
    shell: dict[str, list[str]] = json.loads(first.removeprefix("self.SHELL = ").removesuffix(";"))
    return shell
