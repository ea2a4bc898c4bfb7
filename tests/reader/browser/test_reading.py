"""A reader's day: today's paper, its stories, last month's, the search, the file on the desk."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.archive.made_up import Piece, put_edition, put_paper
from tests.reader.conftest import BEFORE, DAY, SITE, Serve

from .conftest import Open

STORY = f"/{DAY}/harbour-heat-old-town"
EVERY_KIND = (
    "/",
    f"/{DAY}",
    STORY,
    "/archive",
    "/archive/2026",
    "/section/world",
    "/search?q=ferry",
    "/search?q=nothing-has-this",
    "/comments-faq",
    "/offline",
)


def at(path: str) -> re.Pattern[str]:
    """The address of a page; a static export's ends with a slash."""
    return re.compile(re.escape(path.rstrip("/")) + "/?$")


@pytest.fixture(params=["phone", "desktop"])
def look(request: pytest.FixtureRequest) -> Open:
    """The same on a phone and on a desk."""
    opened: Open = request.getfixturevalue(request.param)
    return opened


def without_fault(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(
    ("device", "light"),
    [
        ("phone", "dark"),
        ("desktop", "light"),
        # The other two of each pair take a minute more; `make stress` has them.
        pytest.param("phone", "light", marks=pytest.mark.slow),
        pytest.param("desktop", "dark", marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("address", EVERY_KIND)
def test_no_kind_of_page_keeps_anybody_out(
    request: pytest.FixtureRequest, address: str, device: str, light: str
) -> None:
    if address == "/comments-faq" and SITE in os.environ:
        pytest.skip("a static export has no comments")
    opened: Open = request.getfixturevalue(device)
    page = opened(address, color_scheme=light)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls aside"
    without_fault(page)


def test_todays_paper_is_opened_read_and_left_for_yesterdays(look: Open) -> None:
    page = look("/")
    expect(page.locator(".strip time")).to_have_text("February 04, 2026")
    headline = page.locator(".listed h3 a").first
    words = headline.inner_text()
    headline.click()
    expect(page.locator("h1.headline")).to_have_text(" ".join(words.split()))
    page.locator(".ways").get_by_text("Archive").click()
    page.locator(f".calendar a[href$='{BEFORE}']").click()
    expect(page.locator(".strip time")).to_have_text("February 03, 2026")


def test_last_month_is_two_steps_away(desktop: Open, serve: Serve, tmp_path: Path) -> None:
    put_paper(tmp_path)
    put_edition(tmp_path, DAY)
    put_edition(tmp_path, DAY.replace(month=1))
    address, _ = serve(tmp_path)
    page = desktop(address + "/")
    page.get_by_role("link", name="Archive").first.click()
    page.get_by_role("link", name="January 2026").click()
    page.locator(".calendar a").first.click()
    expect(page.locator(".strip time")).to_have_text("January 04, 2026")


def test_headlines_of_an_urdu_paper_are_in_nastaliq(
    desktop: Open, serve: Serve, tmp_path: Path
) -> None:
    put_paper(tmp_path, language="ur-Aran")
    put_edition(tmp_path, DAY, [Piece(slug="sea", headline="سمندر")], language="ur-Aran")
    address, _ = serve(tmp_path)
    page = desktop(f"{address}/{DAY}/sea")
    face = "getComputedStyle(document.querySelector('%s')).fontFamily.split(',')[0]"
    assert page.evaluate(face % "h1.headline") == '"EP Nastaliq"'
    assert page.evaluate(face % "body") != '"EP Nastaliq"'
    page.wait_for_function("document.fonts.check('700 20px \"EP Nastaliq\"', 'سمندر')")


def test_the_paper_is_downloaded_and_opens(look: Open) -> None:
    page = look("/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the paper").click()
    assert waiting.value.suggested_filename == f"todays-paper-{DAY}.pdf"
    with pikepdf.open(io.BytesIO(Path(waiting.value.path()).read_bytes())) as pdf:
        assert len(pdf.pages) == 8


def test_the_key_for_search_finds_and_opens_a_story(desktop: Open) -> None:
    page = desktop("/")
    page.keyboard.press("/")
    page.wait_for_url(at("/search"))
    page.locator("#q").fill('"heating plant"')
    page.keyboard.press("Enter")
    # Pagefind marks each word of a phrase by itself.
    marked = "heating" if SITE in os.environ else "heating plant"
    expect(page.locator(".findings mark").first).to_have_text(marked)
    page.locator(".findings a").first.click()
    expect(page.locator(".body")).to_contain_text("heating plant")


def test_text_size_and_light_are_remembered(look: Open) -> None:
    page = look(STORY)
    body = page.locator(".body")
    usual = body.evaluate("e => getComputedStyle(e).fontSize")
    page.locator("[data-larger]").click()
    page.locator(".tools [data-theme-button]").click()
    larger = body.evaluate("e => getComputedStyle(e).fontSize")
    assert float(larger[:-2]) > float(usual[:-2])
    page.reload()
    assert body.evaluate("e => getComputedStyle(e).fontSize") == larger
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.locator(".tools [data-theme-button]")).to_have_attribute("aria-pressed", "true")


def test_arrow_keys_go_from_story_to_story(desktop: Open) -> None:
    page = desktop(STORY)
    there = page.locator(".neighbours [rel=next]").get_attribute("href")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(at(str(there)))
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(at(STORY))


def test_an_address_is_shared_or_copied(desktop: Open) -> None:
    page = desktop(STORY, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("delete Navigator.prototype.share")
    page.locator("[data-share]").click()
    expect(page.locator("[data-share]")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith(STORY)


@pytest.mark.parametrize("address", ["/", STORY, "/archive", "/search?q=ferry"])
def test_without_scripts_everything_is_there_and_nothing_that_does_nothing(
    look: Open, address: str
) -> None:
    page = look(address, java_script_enabled=False)
    expect(page.locator("main h1, .plate h1").first).to_be_visible()
    assert page.locator("button:visible").count() == page.locator("form button:visible").count()
