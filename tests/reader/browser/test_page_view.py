"""The page view as a reader has it: turning, looking closer, opening stories, coming back."""

import json
import os
import re
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.reader.browser.conftest import Open
from tests.reader.browser.touch import pinch, swipe
from tests.reader.browser.waiting import until
from tests.reader.conftest import DAY, SITE, Serve, edition_as

PAGE = "/2026-02-04/page/"
FOCUSED, PANE = "document.activeElement", "document.querySelector('.pane')"
STORY = re.compile(r"/2026-02-04/xi-putin-video-call/?$")


def at(page: Page, number: int) -> None:
    """The address, the furniture and the picture all say that this is page `number`."""
    expect(page).to_have_url(re.compile(rf"{PAGE}{number}/?(#.*)?$"))
    expect(page).to_have_title(re.compile(rf"^\S+ {number} \|"))  # Page, or what it is elsewhere
    expect(page.locator(".leaf:not(.other)")).to_have_attribute("data-leaf", str(number))
    expect(page.locator(".strip-of-pages [aria-current]")).to_have_text(re.compile(rf"{number}$"))


def ready(page: Page) -> Page:
    """Scripts are at work: the first thumbnail is marked, the picture is there."""
    until(page, "document.querySelector('.leaf:not(.other) > img').complete")
    until(page, "localStorage.getItem('places') !== null")
    return page


def scale(page: Page) -> float:
    """How much larger the page is shown than at first, once it has come to rest."""
    now = "new DOMMatrix(getComputedStyle(document.querySelector('.spread')).transform).a"
    seen: list[float] = []
    while len(seen) < 4 or len(set(seen[-4:])) > 1:
        page.wait_for_timeout(100)
        seen.append(float(page.evaluate(now)))
    return seen[-1]


def shown_leaves(page: Page) -> list[str]:
    """The pages that are shown, from left to right."""
    return list(
        page.evaluate(
            """[...document.querySelectorAll('.leaf')].filter((leaf) => leaf.offsetWidth)
            .sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
            .map((leaf) => leaf.dataset.leaf)"""
        )
    )


# Turning


def test_keys_turn_the_spreads_without_loading_the_document(desktop: Open) -> None:
    page = ready(desktop(PAGE + "1"))
    page.evaluate("window.same = true")
    assert shown_leaves(page) == ["1"]
    page.keyboard.press("ArrowRight")
    at(page, 2)
    assert shown_leaves(page) == ["2", "3"]
    page.keyboard.press("ArrowRight")
    at(page, 4)
    page.keyboard.press("End")
    at(page, 8)
    assert shown_leaves(page) == ["8"]
    page.keyboard.press("ArrowLeft")
    at(page, 6)
    page.keyboard.press("Home")
    at(page, 1)
    assert page.evaluate("window.same")


def test_back_goes_to_the_page_before(desktop: Open) -> None:
    page = ready(desktop(PAGE + "2"))
    page.keyboard.press("ArrowRight")
    at(page, 4)
    page.go_back()
    at(page, 2)
    page.go_forward()
    at(page, 4)


def test_a_swipe_turns_the_page_on_a_phone(phone: Open) -> None:
    page = ready(phone(PAGE + "3"))
    assert shown_leaves(page) == ["3"]
    swipe(page, (300, 350), (80, 340))
    at(page, 4)
    swipe(page, (80, 350), (300, 340))
    at(page, 3)


def test_a_click_beside_the_page_turns_it(desktop: Open) -> None:
    page = ready(desktop(PAGE + "2"))
    page.mouse.click(1370, 400)  # within the pane, right of page 3
    at(page, 4)
    page.click(".prev .two")
    at(page, 2)


def test_the_pages_before_and_after_are_there_before_they_are_asked_for(desktop: Open) -> None:
    # Without a service worker, which would have all pages at hand.
    page = ready(desktop(PAGE + "4", service_workers="block"))
    for number in ("02", "03", "06", "07"):
        until(page, f"{_fetched(number)} > 0")
    page.keyboard.press("ArrowRight")
    at(page, 6)
    until(page, "[...document.querySelectorAll('.leaf > img')].every((i) => i.complete)")
    assert page.evaluate(_fetched("06")) == page.evaluate(_fetched("07")) == 1


def _fetched(number: str) -> str:
    """How often the small picture of a page came over the network."""
    return (
        "performance.getEntriesByType('resource').filter("
        f"(r) => r.name.includes('page-{number}-small') && r.transferSize > 0).length"
    )


def test_a_paper_read_from_right_to_left_is_mirrored(
    sample: Path, serve: Serve, desktop: Open, tmp_path: Path
) -> None:
    edition_as(tmp_path, sample / f"{DAY}" / "out" / "berliner", DAY, language="ar")
    (tmp_path / "paper.toml").write_bytes((sample / "paper.toml").read_bytes())
    address, _ = serve(tmp_path)
    page = ready(desktop(address + PAGE + "2"))
    assert shown_leaves(page) == ["3", "2"]
    page.keyboard.press("ArrowLeft")
    at(page, 4)
    assert shown_leaves(page) == ["5", "4"]
    page.keyboard.press("ArrowRight")
    at(page, 2)
    page.click(".next .two")
    at(page, 4)
    left = page.locator(".next").bounding_box()
    right = page.locator(".prev").bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] < right["x"]


@pytest.mark.parametrize("language", ["ar", "de", "es", "ru"])
def test_a_phones_bar_has_room_for_every_languages_words(
    sample: Path, serve: Serve, phone: Open, tmp_path: Path, language: str
) -> None:
    edition_as(tmp_path, sample / f"{DAY}" / "out" / "berliner", DAY, language=language)
    (tmp_path / "paper.toml").write_bytes((sample / "paper.toml").read_bytes())
    address, _ = serve(tmp_path)
    page = ready(phone(address + PAGE + "3"))
    parts = [page.locator(f".view > .{way}") for way in ("prev", "next")]
    parts += [page.locator(".where"), *page.locator(".closer button").all()]
    boxes = [box for part in parts if (box := part.bounding_box())]
    assert len(boxes) == 6
    boxes.sort(key=lambda box: box["x"])
    for box, after in pairwise(boxes):
        assert box["x"] + box["width"] <= after["x"] + 0.5
        assert abs(box["y"] + box["height"] / 2 - after["y"] - after["height"] / 2) < 8
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_one_page_instead_of_two_is_remembered(desktop: Open) -> None:
    page = ready(desktop(PAGE + "2"))
    page.click("[data-pairing]")
    assert shown_leaves(page) == ["2"]
    page.keyboard.press("ArrowRight")
    at(page, 3)
    page.reload()
    ready(page)
    assert shown_leaves(page) == ["3"]
    page.click("[data-pairing]")
    assert shown_leaves(page) == ["2", "3"]


# Looking closer


def test_the_wheel_enlarges_at_the_pointer_and_sharp_parts_come(desktop: Open) -> None:
    page = ready(desktop(PAGE + "2"))
    under = """([x, y]) => {
        const leaf = document.querySelector('.leaf:not(.other)').getBoundingClientRect();
        return [(x - leaf.left) / leaf.width, (y - leaf.top) / leaf.height];
    }"""
    page.mouse.move(500, 300)
    before = page.evaluate(under, [500, 300])
    for _ in range(4):
        page.mouse.wheel(0, -300)
    assert scale(page) > 3
    assert page.evaluate(under, [500, 300]) == pytest.approx(before, abs=0.01)
    page.wait_for_selector('.sharp img[src*="page-02-tile-1-1"]')
    # What is not seen is not fetched.
    assert page.locator('.sharp img[src*="tile-3-1"]').count() == 0
    for _ in range(6):
        page.mouse.wheel(0, 300)
    assert scale(page) == 1


def test_at_its_full_extent_the_wheel_goes_down_to_what_is_below(desktop: Open) -> None:
    page = ready(desktop(PAGE + "2"))
    page.mouse.move(700, 400)
    page.mouse.wheel(0, 200)
    until(page, "scrollY > 100")
    assert scale(page) == 1


def test_buttons_and_keys_go_closer_and_back(desktop: Open) -> None:
    page = ready(desktop(PAGE + "2"))
    page.click("[data-zoom=in]")
    assert scale(page) == pytest.approx(1.5)
    page.keyboard.press("+")
    assert scale(page) == pytest.approx(2.25)
    page.keyboard.press("-")
    assert scale(page) == pytest.approx(1.5)
    page.keyboard.press("0")
    assert scale(page) == 1
    page.click("[data-zoom=in]")
    page.click("[data-zoom=fit]")
    assert scale(page) == 1


def test_a_double_click_enlarges_to_reading_size_and_opens_nothing(desktop: Open) -> None:
    page = ready(desktop(PAGE + "2"))
    page.mouse.dblclick(420, 300)
    assert scale(page) > 2
    page.mouse.dblclick(420, 300)
    assert scale(page) == 1
    page.wait_for_timeout(400)
    at(page, 2)


def test_a_dragged_page_opens_nothing(desktop: Open) -> None:
    page = ready(desktop(PAGE + "2"))
    page.mouse.dblclick(420, 300)
    assert scale(page) > 2
    before = page.locator(".leaf:not(.other)").bounding_box()
    page.mouse.move(420, 300)
    page.mouse.down()
    page.mouse.move(360, 260, steps=5)
    page.mouse.up()
    page.wait_for_timeout(1200)  # it glides on a little, and a click would have opened a story
    after = page.locator(".leaf:not(.other)").bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] < before["x"] - 40
    assert after["y"] < before["y"] - 20
    at(page, 2)


def test_two_fingers_enlarge_on_a_phone_and_one_moves_the_page(phone: Open) -> None:
    page = ready(phone(PAGE + "3"))
    pinch(page, (180, 350), (60, 200))
    assert 2.8 < scale(page) < 3.8
    page.wait_for_selector(".sharp img")
    before = page.locator(".leaf:not(.other)").bounding_box()
    swipe(page, (200, 400), (120, 330))
    assert scale(page) > 2.8
    after = page.locator(".leaf:not(.other)").bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] < before["x"] - 40
    at(page, 3)  # a closer look is no turn
    pinch(page, (180, 350), (200, 20))
    assert scale(page) == 1


def test_two_taps_enlarge_on_a_phone(phone: Open) -> None:
    page = ready(phone(PAGE + "3"))
    page.touchscreen.tap(100, 300)
    page.touchscreen.tap(100, 300)
    assert scale(page) > 3
    at(page, 3)


def test_the_tab_key_brings_a_story_into_sight(desktop: Open) -> None:
    page = ready(desktop(PAGE + "2"))
    here = "[...document.querySelectorAll('.hotspots [data-story]')].map((a) => a.dataset.story)"
    first, *_, last = page.evaluate(here)
    page.focus(f".hotspots [data-story={first}]")
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.keyboard.press("+")
    focused = "document.activeElement.dataset.story"
    for _ in range(20):  # links to other pages stand between the stories
        page.keyboard.press("Tab")
        if page.evaluate(focused) == last:
            break
    assert page.evaluate(focused) == last
    assert scale(page) > 3
    story, pane = (f"{of}.getBoundingClientRect()" for of in (FOCUSED, PANE))
    until(page, f"{story}.top >= {pane}.top && {story}.top < {pane}.top + {pane}.height / 2")
    until(page, f"{pane}.top >= 0")
    assert page.evaluate("document.querySelector('.pane').scrollTop") == 0


# Opening


def test_a_tap_opens_the_story_whole_wherever_it_goes_on(phone: Open) -> None:
    page = ready(phone(PAGE + "1"))
    # The jump line is under the finger: on a phone it means the story.
    jump = page.locator(".jump[aria-label*=Xi]").bounding_box()
    assert jump is not None
    page.touchscreen.tap(jump["x"] + jump["width"] / 2, jump["y"] + jump["height"] / 2)
    expect(page).to_have_url(STORY)
    # Words from its part on page 1, and from the part on page 3.
    expect(page.locator(".body")).to_contain_text("Vladimir Putin will travel to China")
    expect(page.locator(".body")).to_contain_text("withstood international turbulence")


def page_of(page: Page, link: str) -> int:
    """The number of the page that a link leads to."""
    found = re.search(r"/page/(\d+)", page.locator(link).get_attribute("href") or "")
    assert found
    return int(found[1])


def test_a_jump_is_followed_from_either_end(desktop: Open) -> None:
    page = ready(desktop(PAGE + "1"))
    goes_on = page_of(page, ".jump[aria-label*=Xi]")
    page.click(".jump[aria-label*=Xi]")
    at(page, goes_on)
    expect(page.locator("a.told")).to_have_attribute("data-story", "xi-putin-video-call")
    page.click("a.told")
    expect(page).to_have_url(STORY)
    page.go_back()
    ready(page)
    at(page, goes_on)
    page.click(".jump[aria-label*=Xi]")
    at(page, 1)
    expect(page.locator("a.told")).to_have_attribute("data-story", "xi-putin-video-call")
    page.focus("a.told")
    page.keyboard.press("Enter")
    expect(page).to_have_url(STORY)


def test_a_story_is_outlined_under_the_pointer(desktop: Open) -> None:
    page = ready(desktop(PAGE + "2"))
    rect = page.locator("[data-story=sawbacks-national-park] rect")
    stroke = "(rect) => getComputedStyle(rect).stroke"
    assert rect.evaluate(stroke) == "rgba(0, 0, 0, 0)"
    rect.hover()
    assert rect.evaluate(stroke) == "rgb(140, 27, 31)"


def test_the_story_says_where_it_was_printed_and_the_page_outlines_it(phone: Open) -> None:
    page = phone("/2026-02-04/xi-putin-video-call")
    number = page_of(page, ".printed a:last-of-type")
    page.click(".printed a:last-of-type")
    at(page, number)
    ready(page)
    expect(page.locator("a.told")).to_have_attribute("data-story", "xi-putin-video-call")
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == 0  # the page is seen whole


def test_index_and_teasers_lead_to_page_and_story(desktop: Open) -> None:
    page = ready(desktop(PAGE + "1"))
    page.click(".index[aria-label='Page 6']")
    at(page, 6)
    page.keyboard.press("Home")
    at(page, 1)
    page.click(".teaser >> nth=0")
    expect(page).to_have_url(re.compile("/2026-02-04/sawbacks-national-park/?$"))


def test_escape_goes_back_to_the_edition(desktop: Open) -> None:
    page = ready(desktop(PAGE + "4"))
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/2026-02-04/?$"))


# Coming back


def test_page_and_size_are_remembered_and_the_front_offers_to_go_on(desktop: Open) -> None:
    page = ready(desktop(PAGE + "2"))
    page.keyboard.press("ArrowRight")
    at(page, 4)
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert scale(page) == pytest.approx(2.25)
    before = page.locator(".leaf:not(.other)").bounding_box()
    desktop("/2026-02-04", page=page)
    page.click("text=Go on reading at page 4")
    ready(page)
    at(page, 4)
    assert scale(page) == pytest.approx(2.25)
    after = page.locator(".leaf:not(.other)").bounding_box()
    assert before is not None
    assert after is not None
    assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=2)


def test_the_front_offers_nothing_before_the_paper_was_opened(desktop: Open) -> None:
    page = desktop("/2026-02-04")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-go-on]")).to_be_hidden()


# For everybody


@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing_on_a_phone(phone: Open, light: str) -> None:
    _no_violations(ready(phone(PAGE + "4", color_scheme=light)))


@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing_on_a_wide_screen(desktop: Open, light: str) -> None:
    _no_violations(ready(desktop(PAGE + "4", color_scheme=light)))


def _no_violations(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_without_scripts_the_page_its_stories_and_its_files_are_there(
    desktop: Open, sample: Path
) -> None:
    page = desktop(PAGE + "3", java_script_enabled=False)
    assert page.locator(".leaf img:visible").count() == 2
    told = json.loads((sample / "2026-02-04/out/berliner/edition.json").read_bytes())["pages"]
    stories = len(told[1]["stories"]) + len(told[2]["stories"])
    assert page.locator(".on-page h3:visible").count() == stories
    assert page.locator(".strip-of-pages img").count() == 8
    with page.expect_download() as download:
        page.click(".fetch a:has-text('Page 3')")
    assert download.value.suggested_filename == "todays-paper-2026-02-04-page-03.pdf"
    page.click("#timber-ship-rescue")
    expect(page).to_have_url(re.compile("/2026-02-04/timber-ship-rescue/?$"))
    page.go_back()
    page.click(".next a:visible")
    expect(page).to_have_url(re.compile(PAGE + "4/?$"))


@pytest.mark.skipif(SITE in os.environ, reason="a plain host does not compress")
def test_what_a_phone_has_to_fetch_is_little(phone: Open) -> None:
    page = phone("about:blank", service_workers="block")
    got: dict[str, int] = {}
    page.on("requestfinished", lambda r: got.__setitem__(r.url, r.sizes()["responseBodySize"]))
    ready(phone(PAGE + "3", page=page))
    page.wait_for_load_state("networkidle")
    # Sharp on a screen of double density.
    assert page.evaluate("document.querySelector('.leaf > img').clientWidth") * 2 <= 800
    picture = [url for url in got if "page-03" in url and "thumbnail" not in url]
    assert [url.partition("?")[0][-18:] for url in picture] == ["page-03-small.webp"]
    assert 0 < sum(got[url] for url in picture) < 400_000
    # Page, style, scripts, faces; without what is fetched ahead.
    own = [u for u in got if "/pages/" not in u and not u.endswith((PAGE + "2", PAGE + "4"))]
    assert 0 < sum(got[url] for url in own) < 180_000
