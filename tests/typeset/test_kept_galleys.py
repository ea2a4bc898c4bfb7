"""Galleys that are kept read back as they were set, to the last figure."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from epaper.build import Order
from epaper.darkroom import inspect_photos
from epaper.desk import choose_stories
from epaper.kept import KeptBy, Store
from epaper.model import NoticeSetting, Story
from epaper.opening import OpenDay, open_day
from epaper.typeset import GalleyStore, KeptGalley, NoticeStore, set_copy, set_notices

SAMPLE_PAPER = Path(__file__).parents[2] / "editions"
SAMPLE_DAY = date(2026, 2, 4)


@pytest.fixture(scope="module")
def day() -> OpenDay:
    return open_day(Order(folder=SAMPLE_PAPER, day=SAMPLE_DAY))


@pytest.fixture(scope="module")
def stories(day: OpenDay) -> tuple[Story, ...]:
    photos = SAMPLE_PAPER / f"{SAMPLE_DAY}" / "photos"
    pictures, _ = inspect_photos(day.records, photos)
    return choose_stories(day.records, pictures, day.paper, day.orders)[0]


def store(folder: Path) -> GalleyStore:
    return GalleyStore(KeptBy(Store(folder, "galley", KeptGalley)), "mark")


def test_what_is_kept_is_what_was_set(
    day: OpenDay, stories: tuple[Story, ...], tmp_path: Path
) -> None:
    set_, told = set_copy(stories, day.layout, day.fonts)
    first = set_copy(stories, day.layout, day.fonts, store=store(tmp_path))
    again = set_copy(stories, day.layout, day.fonts, store=store(tmp_path))
    assert len(list(tmp_path.glob("galley-*.json"))) == len(stories)
    # Written out, because 11 and 11.0 are equal but are not written alike on a page.
    assert {slug: repr(one) for slug, one in again[0].items()} == {
        slug: repr(one) for slug, one in set_.items()
    }
    assert first[1] == again[1] == told


def test_a_notice_that_is_kept_is_what_was_set(day: OpenDay, tmp_path: Path) -> None:
    own = NoticeStore(KeptBy(Store(tmp_path, "notice", NoticeSetting)), "mark")
    set_ = set_notices(day.paper.notices, day.layout, day.fonts)
    for _ in range(2):
        assert repr(set_notices(day.paper.notices, day.layout, day.fonts, store=own)) == repr(set_)
    assert len(list(tmp_path.glob("notice-*.json"))) == len(day.paper.notices)


def test_a_story_that_moves_is_not_set_again_and_one_that_changes_is(
    day: OpenDay, stories: tuple[Story, ...], tmp_path: Path
) -> None:
    set_copy(stories[:2], day.layout, day.fonts, store=store(tmp_path))
    moved = replace(stories[0], order=40, pin=3, jump=False)
    edited = replace(stories[1], headline=stories[1].headline + " today")
    kept = store(tmp_path)
    assert kept.get(moved) is not None
    assert kept.get(edited) is None
    assert GalleyStore(kept.kept, "another").get(moved) is None
