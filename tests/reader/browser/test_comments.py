"""Commenting, replying and moderating in a real browser, with and without scripts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import waitress
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from epaper.comments import State
from tests.reader.commenting import STORY, TOKEN, Paper, open_paper

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}

Open = Callable[..., Page]


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return open_paper(tmp_path / "paper")


@pytest.fixture
def served(paper: Paper) -> Iterator[str]:
    """The address of the paper behind the real server."""
    server = waitress.create_server(paper.app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    server.task_dispatcher.shutdown()
    thread.join(10)


@pytest.fixture
def phone(browser: Browser, served: str) -> Iterator[Open]:
    with _opener(browser, served, PHONE) as opened:
        yield opened


@pytest.fixture
def desktop(browser: Browser, served: str) -> Iterator[Open]:
    with _opener(browser, served, DESKTOP) as opened:
        yield opened


@contextmanager
def _opener(browser: Browser, served: str, usual: dict[str, Any]) -> Iterator[Open]:
    """Opens addresses in contexts of their own; no page may log a fault that it does not cause."""
    contexts, faults = [], []

    def open_page(address: str, **options: Any) -> Page:
        context = browser.new_context(**(usual | options))
        context.set_default_timeout(20_000)
        context.on(
            "console",
            lambda message: (
                faults.append(message.text)
                if message.type == "error"
                and "the server responded with a status of 4" not in message.text
                else None
            ),
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(served + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("scripts", [True, False])
def test_comment_moderate_reply(phone: Open, desktop: Open, paper: Paper, scripts: bool) -> None:
    reader = phone(STORY, java_script_enabled=scripts)
    reader.get_by_label("Name").fill("Oluf Brandt")
    reader.get_by_label("Comment", exact=True).fill("Who pays for it?\n\nNobody has said.")
    paper.clock.move(seconds=5)
    reader.get_by_role("button", name="Send comment").click()
    expect(reader.locator("#comments [role=status]")).to_have_text(
        "Thank you. Your comment is shown once a moderator has read it."
    )
    expect(reader.locator(".comment")).to_have_count(0)

    moderator = desktop("/moderate", java_script_enabled=scripts)
    expect(moderator.get_by_label("Moderators’ token")).to_be_focused()
    moderator.keyboard.type(TOKEN)
    moderator.keyboard.press("Enter")
    expect(moderator.locator("#pending + .thread")).to_contain_text("Nobody has said.")
    moderator.get_by_role("button", name="Approve").focus()
    moderator.keyboard.press("Enter")
    expect(moderator.get_by_role("status")).to_contain_text("Approved")

    other = desktop(STORY, java_script_enabled=scripts)
    expect(other.locator(".comment-text p")).to_have_text(["Who pays for it?", "Nobody has said."])
    other.get_by_role("link", name="Reply to Oluf Brandt").click()
    expect(other.locator("#comment-form-head")).to_have_text("Replying to Oluf Brandt")
    other.get_by_role("link", name="Cancel reply").click()
    expect(other.locator("#comment-form-head")).to_have_text("Write a comment")
    other.get_by_role("link", name="Reply to Oluf Brandt").click()
    other.get_by_label("Name").fill("Maren")
    other.get_by_label("Comment", exact=True).fill("The city.")
    paper.clock.move(seconds=5)
    other.get_by_role("button", name="Send comment").click()
    expect(other.locator("#comments [role=status]")).to_be_visible()
    (reply,) = paper.store.of_state(State.PENDING)
    assert (reply.parent, reply.text) == (1, "The city.")

    moderator.reload()
    moderator.get_by_role("button", name="Approve").click()
    expect(moderator.get_by_role("status")).to_contain_text("Approved")
    reader.reload()
    expect(reader.locator(".comment.level-1")).to_contain_text("Replying to Oluf Brandt")
    moderator.get_by_role("button", name="Undo").first.click()
    expect(moderator.get_by_role("status")).to_contain_text("Taken back")
    reader.reload()
    expect(reader.locator(".comment.level-1")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_wrong_has_the_focus(phone: Open, paper: Paper, scripts: bool) -> None:
    page = phone(STORY, java_script_enabled=scripts)
    page.get_by_label("Name").fill("Ida")
    page.get_by_label("Comment", exact=True).fill("http://a.b http://c.d http://e.f")
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(page.get_by_role("alert")).to_contain_text("too quick")
    paper.clock.move(seconds=5)
    page.get_by_role("button", name="Send comment").click()
    area = page.get_by_label("Comment", exact=True)
    expect(area).to_be_focused()
    expect(area).to_be_in_viewport()
    expect(area).to_have_value("http://a.b http://c.d http://e.f")
    expect(area).to_have_accessible_description(
        "There may be at most 2 links. Text only, up to 3,000 characters."
    )
    expect(page.get_by_label("Name")).to_have_value("Ida")
    assert paper.all() == ()
    area.fill("\n\nFewer links.")
    page.get_by_role("button", name="Send comment").click()
    expect(page.locator("#comments [role=status]")).to_be_visible()
    assert [each.text for each in paper.all()] == ["Fewer links."]


def test_no_person_meets_the_trap(desktop: Open) -> None:
    page = desktop(STORY)
    trap = page.locator("[name=homepage]")
    box = trap.bounding_box()
    assert box is None or not page.locator(".away").evaluate(
        "away => { const b = away.getBoundingClientRect(); return b.width > 1 || b.height > 1 }"
    )
    page.get_by_label("Name").focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.name") != "homepage"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "text"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_keeps_anybody_out(phone: Open, desktop: Open, paper: Paper, scheme: str) -> None:
    first = paper.approved("Averylongwordthatmustnotpushthepagewide" * 3, "Maren")
    paper.approved(
        "A reply.", "A name of sixty letters that goes on and on and on to the en", first.id
    )
    paper.reader("192.0.2.7").comment("It waits.", "Ole", first.id)
    paper.reader("192.0.2.8").comment("Spam.", "Bot", extra={"homepage": "x"})
    paper.reader("192.0.2.9").comment("Abuse.", "Bad")
    paper.store.ban(paper.all()[-1].id, paper.clock())
    for opened in (phone, desktop):
        page = opened(STORY, color_scheme=scheme)
        _without_fault(page, "#comments")
        page.locator("#comment-form [required]").first.evaluate(
            "field => field.form.noValidate = true"
        )
        paper.clock.move(seconds=5)
        page.get_by_role("button", name="Send comment").click()
        expect(page.get_by_role("alert")).to_be_visible()
        _without_fault(page, "#comments")
        page.get_by_role("link", name="Comments FAQ").first.click()
        _without_fault(page, "main")
        page.goto(page.url.replace("/comments-faq", "/moderate"))
        _without_fault(page, "main")
        page.get_by_label("Moderators’ token").fill(TOKEN)
        page.get_by_role("button", name="Come in").click()
        expect(page.locator("#bans")).to_be_visible()
        _without_fault(page, "main")


def _without_fault(page: Page, part: str) -> None:
    """axe finds nothing, and nothing is wider than the screen."""
    results = Axe().run(page, context=part)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
