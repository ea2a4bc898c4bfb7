"""Advertisements: words as large as their place takes them, and places that do not do."""

from __future__ import annotations

import pytest

from epaper.model import MM_PER_PT, AdSetting, Advertisement, DayOrders, Notice, Picture, Severity
from epaper.typeset import missing_in_orders, set_advertisements
from epaper.typeset.advertisements import AIR_PT, PAD_PT, TEXT_PT
from tests.typeset.copy import PROSE, fonts, layout

FILE = "2026-02-04/edition.toml"
PICTURE = Picture(
    path="/rope.png", width_px=900, height_px=600, focus=(0.5, 0.5), focus_filed=False, sha256="0"
)


def ad(columns: int = 2, height_mm: float = 80, **parts: str) -> Advertisement:
    words = parts or {"title": "Tea at four", "text": "At the pilots’ house on Fish Street."}
    return Advertisement(name="Tea", columns=columns, height_mm=height_mm, **words)


def set_one(wanted: Advertisement, name: str = "berliner") -> tuple[AdSetting, list[str]]:
    settings, problems = set_advertisements([wanted], {}, layout(name), fonts(), FILE)
    assert all(problem.where.file == FILE for problem in problems)
    assert all(problem.severity is Severity.WARN for problem in problems)
    return settings[0], [problem.code for problem in problems]


@pytest.mark.parametrize("name", ["a4", "berliner", "broadsheet", "tablet", "tabloid"])
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("height_mm", [30, 60, 140])
def test_words_fit_their_place_at_every_size(name: str, columns: int, height_mm: float) -> None:
    setting, problems = set_one(ad(columns, height_mm), name)
    assert problems == []
    assert (setting.columns, setting.height_mm) == (columns, height_mm)
    assert setting.words_pt <= height_mm / MM_PER_PT - 2 * AIR_PT
    room_pt = layout(name).grid.span_pt(columns) - 2 * PAD_PT
    for block in (setting.title, setting.text):
        assert block is not None
        assert block.measure_pt <= room_pt
        assert all(line.width_pt <= block.measure_pt + 0.1 for line in block.lines)
        assert not any(line.hyphen for line in block.lines)


def test_more_room_takes_larger_type() -> None:
    small, _ = set_one(ad(1, 40))
    large, _ = set_one(ad(3, 120))
    assert small.text is not None
    assert large.text is not None
    assert small.text.size_pt < large.text.size_pt


def test_title_or_text_alone_is_enough() -> None:
    title, _ = set_one(ad(title="Tea at four"))
    text, _ = set_one(ad(text="Tea at four"))
    assert title.text is None
    assert text.title is None
    assert title.gap_pt == text.gap_pt == 0


def test_too_many_words_make_it_higher() -> None:
    setting, problems = set_one(ad(1, 20, text=PROSE))
    assert problems == ["T-106"]
    assert setting.text is not None
    assert setting.text.size_pt == TEXT_PT[-1]
    assert setting.height_mm == pytest.approx((setting.words_pt + 2 * AIR_PT) * MM_PER_PT)


def test_a_word_wider_than_its_place_is_told() -> None:
    setting, problems = set_one(ad(1, 60, title="Donaudampfschifffahrtsgesellschaft" * 2))
    assert problems == ["T-103"]
    assert setting.title is not None
    assert len(setting.title.lines) > 1


def test_no_advertisement_is_larger_than_a_page() -> None:
    setting, problems = set_one(ad(9, 900), "a4")
    grid = layout("a4").grid
    assert problems == ["T-105"]
    assert setting.columns == grid.columns
    assert setting.height_mm < grid.rows * grid.row_mm


def test_pictures_are_passed_on_and_missing_ones_left_out() -> None:
    wanted = [ad(picture="rope.png"), ad(picture="gone.png"), ad()]
    settings, problems = set_advertisements(wanted, {"rope.png": PICTURE}, layout(), fonts(), FILE)
    assert [s.advertisement for s in settings] == [wanted[0], wanted[2]]
    assert settings[0].picture is PICTURE
    assert settings[0].title is None
    assert settings[0].words_pt == 0
    assert problems == ()


def test_signs_that_no_face_has_are_told_with_their_place() -> None:
    orders = DayOrders(
        notices=(Notice(title="Shut", text="All day \U00013080"),),
        advertisements=(ad(title="Tea \U00013080"),),
    )
    problems = list(missing_in_orders(orders, FILE, layout(), fonts()))
    assert [(p.code, p.where.file, p.where.field) for p in problems] == [
        ("T-101", FILE, "notice[1].text"),
        ("T-101", FILE, "advertisement[1].title"),
    ]
