"""Readers with a real browser: `phone` and `desktop` open an address and return the page.

A reader's page must be without fault: at the end of each test there must have been no error on the
console (a breach of the Content Security Policy is one), and no request to another host.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PATIENCE_MS = 20_000  # workers share two cores
# Without network the browser says of every request that it failed; some tests block workers.
EXPECTED = re.compile(r"net::ERR_|Service Worker registration blocked by Playwright")

# Opens an address (a path of the sample paper, or a whole one) with options of a browser context.
Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("there is no Chromium: install the package chromium, or set CHROMIUM")
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
    yield browser
    browser.close()


class Faults:
    """What must not happen while somebody reads."""

    def __init__(self, context: BrowserContext) -> None:
        self.found: list[str] = []
        self.hosts: set[str] = set()
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(str(error.error)))
        context.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.found.append(message.text)


def readers(browser: Browser, served: str, usual: dict[str, Any]) -> Iterator[Open]:
    """Opens pages, each in a context of its own unless told one; looks for faults at the end."""
    opened: list[tuple[BrowserContext, Faults, str]] = []

    def open_page(address: str = "/", *, page: Page | None = None, **options: Any) -> Page:
        url = served + address if address.startswith("/") else address
        if page is None:
            context = browser.new_context(**(usual | options))
            context.set_default_timeout(PATIENCE_MS)
            opened.append(
                (context, Faults(context), urlsplit(url).netloc or urlsplit(served).netloc)
            )
            page = context.new_page()
        page.goto(url, wait_until="load")
        return page

    yield open_page
    for context, faults, host in opened:
        context.close()
        assert faults.found == []
        assert {name for name in faults.hosts if name} <= {host}


@pytest.fixture
def phone(browser: Browser, served: str) -> Iterator[Open]:
    """A small phone with a fine screen, touched."""
    yield from readers(browser, served, PHONE)


@pytest.fixture
def desktop(browser: Browser, served: str) -> Iterator[Open]:
    """A wide screen with mouse and keys."""
    yield from readers(browser, served, DESKTOP)
