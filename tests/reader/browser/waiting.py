"""Waiting for what the page itself tells.

Playwright's wait_for_function evaluates a string within the page again and again, which the
Content Security Policy forbids, as it should; one evaluation through the debugger is let pass.
"""

import time

from playwright.sync_api import Page

PATIENCE_S = 20.0


def until(page: Page, expression: str, patience_s: float = PATIENCE_S) -> None:
    """Wait until the JavaScript `expression` is true."""
    end = time.monotonic() + patience_s
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)
