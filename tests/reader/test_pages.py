"""The page view's facts: spreads, turns, what can be touched."""

import re
from pathlib import Path

import pytest

from epaper.archive import Shelf
from epaper.model.manifest import Manifest
from epaper.reader.pages import Sheet, sheet, spread, turns
from tests.reader.conftest import DAY


@pytest.fixture(scope="module")
def manifest(sample: Path) -> Manifest:
    return Shelf(sample).manifest(DAY, "berliner")


@pytest.mark.parametrize(
    ("number", "last", "together"),
    [(1, 8, (1,)), (2, 8, (2, 3)), (3, 8, (2, 3)), (8, 8, (8,)), (1, 1, (1,)), (3, 3, (2, 3))],
)
def test_a_spread_is_what_lies_open(number: int, last: int, together: tuple[int, ...]) -> None:
    assert spread(number, last) == together


@pytest.mark.parametrize(
    ("number", "last", "expected"),
    [
        (1, 8, (0, 2, 0, 2)),
        (2, 8, (1, 3, 1, 4)),
        (3, 8, (2, 4, 1, 4)),
        (5, 8, (4, 6, 2, 6)),
        (8, 8, (7, 0, 6, 0)),
        (7, 7, (6, 0, 4, 0)),
        (1, 1, (0, 0, 0, 0)),
    ],
)
def test_turning_goes_by_a_page_or_by_a_spread(
    number: int, last: int, expected: tuple[int, ...]
) -> None:
    to = turns(number, last)
    assert (to.one_back, to.one_on, to.two_back, to.two_on) == expected


@pytest.mark.parametrize("last", range(1, 12))
def test_turning_on_by_spreads_passes_every_page_and_back_again(last: int) -> None:
    on = [1]
    while turns(on[-1], last).two_on:
        on.append(turns(on[-1], last).two_on)
    assert [n for first in on for n in spread(first, last)] == list(range(1, last + 1))
    back = [last]
    while turns(back[-1], last).two_back:
        back.append(turns(back[-1], last).two_back)
    assert [spread(n, last)[0] for n in back] == on[::-1]


def test_every_story_of_a_page_can_be_touched_and_every_part_lies_on_it(manifest: Manifest) -> None:
    for page in manifest.pages:
        shown = sheet(manifest, page.number)
        assert {spot.story.slug for spot in shown.hotspots} == set(page.stories)
        assert sorted(spot.story.slug for spot in shown.stories) == sorted(page.stories)
        for box in (*(spot.area for spot in shown.hotspots), *shown.links):
            assert box.x_mm >= 0
            assert box.y_mm >= 0
            assert box.x_mm + box.w_mm <= manifest.trim.width_mm
            assert box.y_mm + box.h_mm <= manifest.trim.height_mm


def test_a_teaser_is_one_link_and_so_is_an_entry_of_the_index(manifest: Manifest) -> None:
    front = sheet(manifest, 1)
    targets = {f.target for f in manifest.pages[0].frames if f.kind.startswith("teaser")}
    teasers = _links(front, "teaser")
    assert len(teasers) == len(targets) >= 2
    assert len(set(teasers)) == len(teasers)
    sections = [f for f in manifest.pages[0].frames if f.kind == "index-entry"]
    assert len(_links(front, "index")) == len(sections) >= 4


def test_jumps_lead_to_each_other(manifest: Manifest) -> None:
    for story in manifest.stories:
        if story.jump is None:
            continue
        start, rest = (sheet(manifest, n) for n in (story.jump.from_page, story.jump.to_page))
        assert (story.jump.to_page, story.slug) in _links(start, "jump")
        assert (story.jump.from_page, story.slug) in _links(rest, "from")


def _links(page: Sheet, role: str) -> list[tuple[int, str]]:
    return [(link.page, link.story) for link in page.links if link.role == role]


def test_the_page_has_no_style_and_no_script_of_its_own(served: str) -> None:
    from urllib.request import urlopen

    with urlopen(served + "/2026-02-04/page/3") as answer:
        page = answer.read().decode()
    assert " style=" not in page
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", page))
    # An id once only, though a story may stand on both pages of the spread.
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) > 3
