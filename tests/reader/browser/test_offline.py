"""Reading without network: the server is really gone."""

import re
from datetime import date, timedelta
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from epaper.reader.publish import SiteOrder, publish
from tests.reader.browser.conftest import Open
from tests.reader.browser.plain_host import plain_host
from tests.reader.browser.waiting import until
from tests.reader.conftest import BEFORE, DAY, Serve, edition_as, stop

KEPT_S = 60.0


def kept(page: Page) -> None:
    """The service worker has said that the edition is on the device."""
    until(page, "document.documentElement.dataset.kept", KEPT_S)


def seen(page: Page, selector: str) -> None:
    """The picture is really there."""
    page.locator(selector).first.scroll_into_view_if_needed()
    image = f"document.querySelector({selector!r})"
    until(page, f"{image}.complete && {image}.naturalWidth > 0")


def test_an_opened_edition_is_read_on_without_network(
    phone: Open, sample: Path, serve: Serve
) -> None:
    address, server = serve(sample)
    page = phone(address + "/2026-02-04")
    kept(page)
    expect(page.locator("[data-kept-word]")).to_be_visible()
    stop(server)
    # The front, then a page, a turn, and stories, none of which was opened before.
    page.reload()
    expect(page.locator("h1")).to_contain_text("The Ellery Courier")
    seen(page, ".front-page img")
    page.click("text=Open the 8 pages")
    seen(page, ".leaf:not(.other) > img")
    page.click(".next a:visible")
    expect(page).to_have_title(re.compile("^Page 2 "))
    seen(page, ".leaf:not(.other) > img")
    page.locator(".hotspots [data-story=sawbacks-national-park]").click()
    expect(page).to_have_url(re.compile("/sawbacks-national-park$"))
    expect(page.locator("h1")).to_contain_text("Sawbacks")
    seen(page, "article > .picture img")
    assert page.evaluate("document.fonts.check('16px \"EP Text\"')")
    page.goto(address + "/")
    expect(page.locator("h1")).to_contain_text("The Ellery Courier")


def test_a_static_site_below_a_path_is_read_on_without_its_host(
    phone: Open, sample: Path, tmp_path: Path
) -> None:
    with plain_host(tmp_path) as (host, server):
        address = host + "/courier"
        publish(SiteOrder(paper=sample, folder=tmp_path / "courier", address=address))
        page = phone(address + "/2026-02-04")
        kept(page)
        server.kill()
        server.wait()
        page.reload()  # where the host led to: with a slash
        expect(page.locator("h1")).to_contain_text("The Ellery Courier")
        page.click("text=Open the 8 pages")
        seen(page, ".leaf:not(.other) > img")
        page.click(".next a:visible")
        expect(page).to_have_title(re.compile("^Page 2 "))
        page.goto(address + "/archive/")
        expect(page.locator("h1")).to_have_text("No network")


def test_what_was_never_opened_is_said_in_the_papers_dress(
    desktop: Open, sample: Path, serve: Serve
) -> None:
    address, server = serve(sample)
    page = desktop(address + "/2026-02-04")
    kept(page)
    stop(server)
    page.goto(address + "/2026-02-03/page/1")
    expect(page.locator("h1")).to_have_text("No network")
    expect(page.locator(".kept a")).to_have_text(["Wednesday, 4 February 2026"])
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith(
        '"EP Head"'
    )
    assert Axe().run(page).violations_count == 0
    page.click(".kept a")
    expect(page.locator("h2").first).to_contain_text("Xi invites Putin")


def test_the_last_seven_editions_are_kept(
    desktop: Open, sample: Path, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "paper.toml").write_bytes((sample / "paper.toml").read_bytes())
    days = [DAY - timedelta(days=n) for n in range(9)]
    for day in days:
        edition_as(tmp_path, sample / f"{BEFORE}" / "out" / "berliner", day)
    address, _ = serve(tmp_path)
    page = desktop(address + f"/{days[0]}")
    kept(page)
    for day in days[1:]:
        desktop(address + f"/{day}", page=page)
        kept(page)
    assert _kept_days(page) == sorted(days[2:])


def _kept_days(page: Page) -> list[date]:
    names = page.evaluate("caches.keys()")
    return sorted(date.fromisoformat(n.rpartition(" ")[2]) for n in names if " edition " in n)


def test_a_reader_who_saves_data_fetches_nothing_beside(desktop: Open) -> None:
    page = desktop("/offline")
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    desktop("/2026-02-04", page=page)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.wait_for_timeout(1500)
    assert _kept_days(page) == []
