"""The static export in a real browser, served by Python's plain file server under a path."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from epaper.reader.publish import SiteOrder, publish
from tests.reader.browser.plain_host import plain_host
from tests.reader.shown import DAYS, TODAY, put_courier

pytestmark = pytest.mark.browser

PATH = "/courier"
PATIENCE_MS = 20_000
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
Open = Callable[..., Page]


@dataclass
class Faults:
    """What the console said, and every address that was asked for."""

    told: list[str]
    asked: list[str]

    def hear(self, message: ConsoleMessage) -> None:
        # Browsers ask a host for its icon, which this site, under a path, cannot have; without
        # network they say of every request that it failed.
        icon = message.location["url"].endswith("/favicon.ico")
        if message.type == "error" and not icon and "net::ERR_" not in message.text:
            self.told.append(f"{message.text} {message.location['url']}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of made-up editions."""
    paper, root = tmp_path_factory.mktemp("paper"), tmp_path_factory.mktemp("root")
    with plain_host(root) as (host, _):
        publish_site(put_courier(paper), root / PATH.strip("/"), host + PATH)
        yield host + PATH


def publish_site(paper: Path, folder: Path, address: str) -> None:
    done = publish(SiteOrder(paper=paper, folder=folder, address=address, today=lambda: TODAY))
    assert not done.problems


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def look(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Open]:
    """Opens a page of the site; afterwards there was no fault, and no other host was asked."""
    faults, contexts = Faults([], []), []

    def open_page(path: str, **options: object) -> Page:
        context = browser.new_context(**(request.param | options))
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        context.on("console", faults.hear)
        context.on("weberror", lambda error: faults.told.append(str(error.error)))
        context.on("request", lambda asked: faults.asked.append(asked.url))
        page = context.new_page()
        page.goto(site + path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults.told == []
    host = site.removesuffix(PATH)
    assert [url for url in faults.asked if not url.startswith((host, "blob:", "data:"))] == []


def test_a_reader_goes_from_today_to_a_story_and_back_in_time(look: Open, site: str) -> None:
    page = look("/")
    expect(page).to_have_title("The Courier, Wednesday, 4 February 2026")
    page.get_by_role("link", name="Harbour water to heat Old Town", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour water to heat Old Town")
    assert page.url == f"{site}/2026-02-04/harbour-heat/"
    page.get_by_role("link", name="Archive", exact=True).click()
    page.locator("a[rel=prev]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("January 2026")
    page.locator(".month-list a, .calendar a").locator("visible=true").first.click()
    expect(page).to_have_title("The Courier, Friday, 30 January 2026")


def test_the_paper_is_downloaded_whole(look: Open) -> None:
    page = look(f"/{TODAY}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the paper").click()
    assert download.value.suggested_filename == "todays-paper-2026-02-04.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def test_an_opened_edition_stays_readable_without_network(look: Open) -> None:
    page = look(f"/{TODAY}/")
    expect(page.locator("html[data-kept]")).to_have_count(1, timeout=PATIENCE_MS)
    page.context.set_offline(True)
    page.reload()
    expect(page).to_have_title("The Courier, Wednesday, 4 February 2026")
    page.get_by_role("link", name="Harbour water to heat Old Town", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour water to heat Old Town")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour water to heat Old Town")


def test_search_finds_orders_and_filters(look: Open, site: str) -> None:
    page = look("/search/")
    page.get_by_label("Words").fill("harbour")
    page.get_by_role("button", name="Search").click()
    findings = page.locator(".findings li")
    expect(findings).to_have_count(len(DAYS))
    days = [time.get_attribute("datetime") for time in page.locator(".findings time").all()]
    assert days == [f"{day}" for day in reversed(DAYS)]
    expect(page.locator(".found")).to_have_text(f"Stories found: {len(DAYS)}")
    assert "harbour" in findings.first.locator("mark").first.inner_text().lower()
    assert page.url.endswith("/search/?q=harbour&sort=newest")
    page.get_by_label("Year").select_option("2025")
    page.get_by_role("button", name="Search").click()
    expect(findings).to_have_count(1)
    findings.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour water to heat Old Town")
    assert page.url == f"{site}/2025-12-31/harbour-heat/"
    page.go_back()
    expect(findings).to_have_count(1)


def test_a_search_has_an_address_of_its_own(look: Open) -> None:
    page = look("/search/?q=goal&section=sport&sort=best")
    expect(page.locator(".findings li")).to_have_count(len(DAYS))
    expect(page.get_by_label("Section")).to_have_value("sport")
    page = look("/search/?q=goal&section=world")
    expect(page.locator(".found")).to_contain_text("Nothing was found")


def test_what_is_not_public_is_not_found_either(look: Open) -> None:
    page = look("/search/?q=Unseenword")
    expect(page.locator(".found")).to_contain_text("Nothing was found")


def test_words_of_the_copy_are_never_markup_in_findings(look: Open) -> None:
    page = look("/search/?q=chips")
    finding = page.locator(".findings li").first
    expect(finding.get_by_role("link")).to_have_text('Fish & "chips" <b>rise</b>')
    assert finding.locator("b, i").count() == 0


def test_without_scripts_the_search_names_the_archive(look: Open) -> None:
    page = look("/search/", java_script_enabled=False)
    expect(page.locator("main")).to_contain_text("needs JavaScript")
    assert page.locator("form:visible").count() == 0
    page.get_by_role("link", name="January 2026").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("January 2026")


def test_the_catalogue_has_a_type_that_readers_know(site: str) -> None:
    with urlopen(f"{site}/opds/root.atom") as answer:
        assert "xml" in answer.headers["Content-Type"]
