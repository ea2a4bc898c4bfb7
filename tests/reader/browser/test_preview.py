"""The preview in a browser: the newest build is shown by itself, at the place that was read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from epaper.archive import shelve
from epaper.model.manifest import MANIFEST
from tests.reader.conftest import DAY, stop

from .conftest import Open
from .waiting import until

PREVIEW = """
import sys
from pathlib import Path
from epaper.reader import Settings
from epaper.reader.serve import Listening, serve_paper

settings = Settings(folder=Path(sys.argv[1]), preview=True)
serve_paper(settings, Listening(port=0), lambda at: print(at, flush=True))
"""
TOP = "document.querySelector('.body > p').getBoundingClientRect().top"
STORY = f"/{DAY}/harbour-heat-old-town"


@pytest.fixture(scope="module")
def paper(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample, to be changed."""
    folder = tmp_path_factory.mktemp("preview") / "paper"
    shutil.copytree(sample, folder, ignore=shutil.ignore_patterns(".cache"))
    return folder


@pytest.fixture(scope="module")
def served(paper: Path) -> Iterator[str]:
    """A server for the desk, in place of that for readers."""
    server = subprocess.Popen(
        [sys.executable, "-c", PREVIEW, str(paper)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    yield server.stdout.readline().strip().rstrip("/")
    stop(server)


@pytest.fixture
def build(paper: Path) -> Callable[[str], None]:
    """A build as the desk does it: the same edition as a draft, with a word more."""

    def again(word: str) -> None:
        path = paper / f"{DAY}/out/berliner/{MANIFEST}"
        manifest = json.loads(path.read_bytes())
        for story in manifest["stories"]:
            story["headline"] = f"{word} {story['headline']}"
            for record in story["records"]:
                record["headline"] = f"{word} {record['headline']}"
        made = path.with_suffix(".new")
        made.write_text(json.dumps(manifest | {"draft": True}), encoding="utf-8")
        made.replace(path)
        assert shelve(paper, DAY, "berliner") == ()

    return again


def place(page: Page) -> str:
    return str(page.evaluate("localStorage.getItem('places')"))


def top(page: Page) -> float:
    """Where in the window the text begins, in px."""
    return float(page.evaluate(TOP))


def scrolled(page: Page, top: int) -> None:
    page.evaluate("document.fonts.ready.then(() => true)")  # nothing moves any more
    page.evaluate(f"scrollTo(0, {top})")
    until(page, f"scrollY === {top}")


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_the_newest_build_is_shown_where_one_was_reading(
    device: str, request: pytest.FixtureRequest, build: Callable[[str], None]
) -> None:
    look: Open = request.getfixturevalue(device)
    page = look(STORY)
    scrolled(page, 600)
    before = top(page)
    with page.expect_event("load"):
        build(f"Newer{device}")
    expect(page).to_have_title(re.compile(f"Newer{device}"))
    # A word more makes the headline above a line longer: the text stands where it stood.
    until(page, f"Math.abs({TOP} - {before}) < 3")
    assert page.evaluate("scrollY") > 500


def test_a_page_is_shown_anew_with_its_place_and_size(
    desktop: Open, build: Callable[[str], None]
) -> None:
    page = desktop(f"/{DAY}/page/2")
    whole = place(page)
    page.keyboard.press("+")
    page.keyboard.press("+")
    until(page, f"localStorage.getItem('places') !== {json.dumps(whole)}")
    page.wait_for_timeout(500)  # it glides
    zoomed = place(page)
    with page.expect_event("load"):
        build("Zoomed")
    assert page.url.endswith("/page/2")
    page.wait_for_timeout(500)
    assert place(page) == zoomed


def test_what_is_being_written_is_not_lost(desktop: Open, build: Callable[[str], None]) -> None:
    page = desktop("/search")
    field = page.locator("input[type=search]").first
    field.fill("ferry")
    page.evaluate("window.before = true")
    build("Written")
    page.wait_for_timeout(2500)  # two looks
    assert page.evaluate("window.before")
    assert field.input_value() == "ferry"
    with page.expect_event("load"):
        field.fill("")  # nothing is lost now
