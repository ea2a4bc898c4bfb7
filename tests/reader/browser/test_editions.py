"""A second edition in a real browser: its line under the name, and the way to the first."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from epaper.model.manifest import EditionEntry
from tests.archive.made_up import PIECES, put_edition, put_paper
from tests.reader.conftest import DAY, Serve

from .conftest import Open


@pytest.mark.parametrize("language", ["en-GB", "ur"])
@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_the_line_leads_to_the_earlier_edition_and_back(
    tmp_path: Path, serve: Serve, request: pytest.FixtureRequest, device: str, language: str
) -> None:
    put_paper(tmp_path)
    put_edition(tmp_path, DAY, language=language)
    second = EditionEntry(number=2, time="2026-02-03T22:14:00+00:00")
    put_edition(tmp_path, DAY, PIECES[1:], language=language, edition=second)
    opened: Open = request.getfixturevalue(device)
    page = opened(f"{serve(tmp_path)[0]}/{DAY}")
    line = page.locator(".edition-line")
    expect(line).to_contain_text("2nd edition, 22:14" if language == "en-GB" else "ایڈیشن 2")
    box, view = line.bounding_box(), page.viewport_size
    assert box is not None
    assert view is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= view["width"]
    line.get_by_role("link").click()
    expect(page.locator("main h1")).to_have_text(
        "1st edition" if language == "en-GB" else "پہلا ایڈیشن"
    )
    expect(page.locator(".thumbnails img")).to_have_count(3)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.locator(".warning a").click()
    expect(line).to_be_visible()
