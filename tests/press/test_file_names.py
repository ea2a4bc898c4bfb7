"""File names of editions, by the pattern of paper.toml."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from epaper.model import Paper, Section
from epaper.press.names import edition_name

DAY = date(2026, 2, 4)
PAPER = Paper(name="The Ellery Courier", sections=(Section(key="a", name="A"),))


@pytest.mark.parametrize(
    ("pattern", "layout", "name"),
    [
        ("todays-paper-{date}", "a4", "todays-paper-2026-02-04.pdf"),
        ("{name}-{date}-{format}", "a4", "the-ellery-courier-2026-02-04-a4.pdf"),
        ("{name}-{date}", "berliner", "the-ellery-courier-2026-02-04.pdf"),
        ("{name}-{date}", "a4", "the-ellery-courier-2026-02-04-a4.pdf"),
        ("Courier No {number}", "berliner", "Courier No 3.pdf"),
        ("..{date} .", "berliner", "2026-02-04.pdf"),
        ("con.{date}", "berliner", "paper-con.2026-02-04.pdf"),
    ],
)
def test_patterns(pattern: str, layout: str, name: str) -> None:
    paper = replace(PAPER, file_name=pattern, founded=date(2026, 2, 2))
    assert edition_name(paper, DAY, layout) == name


def test_before_the_founding_day_the_date_stands_for_the_number() -> None:
    paper = replace(PAPER, file_name="No {number}", founded=date(2027, 1, 1))
    assert edition_name(paper, DAY, "berliner") == "No 2026-02-04.pdf"


@pytest.mark.parametrize("name", ["روزنامہ", "朝の新聞", 'A/B: "C" <D>', "...", "Ærø ½ Post"])
def test_any_name_gives_one_that_every_system_stores(name: str) -> None:
    paper = replace(PAPER, name=name, file_name="{name}-{date}")
    made = edition_name(paper, DAY, "berliner")
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*-2026-02-04\.pdf", made)
    assert "story" not in made


def test_no_two_formats_have_one_name() -> None:
    for pattern in ("{date}", "{name}-{date}", "{format}-{date}"):
        paper = replace(PAPER, file_name=pattern)
        names = {edition_name(paper, DAY, layout) for layout in ("a4", "berliner", "tablet")}
        assert len(names) == 3
