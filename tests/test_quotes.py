"""A text-only day whose quotes the desk picks: built, printed, proved."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from epaper.build import Built, Order, build_edition, check_day
from epaper.check import check_edition
from epaper.check.words import letters_of
from epaper.wire.copyedit import edit_record
from epaper.wire.paper import read_paper
from epaper.wire.records import read_records

DAY = date(2026, 2, 3)
EDITIONS = Path(__file__).parent.parent / "editions"
UNWANTED = re.compile(r"^(?:quotes|photos):\n(?:(?: |- ).*\n)*", re.M)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's day without its pictures and filed quotes."""
    folder = tmp_path_factory.mktemp("paper")
    (folder / "paper.toml").write_bytes((EDITIONS / "paper.toml").read_bytes())
    articles = folder / f"{DAY}" / "articles"
    articles.mkdir(parents=True)
    for file in (EDITIONS / f"{DAY}" / "articles").glob("*.md"):
        text = UNWANTED.sub("", file.read_text(encoding="utf-8"))
        (articles / file.name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(paper: Path) -> Built:
    return build_edition(Order(folder=paper, day=DAY, jobs=1))


def test_picked_quotes_are_printed_and_no_word_is_lost_or_too_much(
    built: Built, paper: Path
) -> None:
    assert built.printed is not None
    assert [p for p in built.problems if p.code.startswith("F-")] == []
    data = json.loads(built.printed.manifest.read_text(encoding="utf-8"))
    kinds = [frame["kind"] for page in data["pages"] for frame in page["frames"]]
    assert kinds.count("quote") >= 2
    assert kinds.count("quote") == kinds.count("quote-panel")
    checked = check_day(paper, DAY)
    assert [p for p in checked.problems if p.code == "C-101"] == []
    assert checked.score.hard == 0


def test_a_quote_stands_between_lines_of_its_story_and_names_its_speaker(built: Built) -> None:
    """Not under a headline, where it reads as a standfirst, nor beside the head of a jump."""
    assert built.plan is not None
    quotes = 0
    for dummy in built.plan.dummies:
        for frame in dummy.frames:
            if frame.kind != "quote":
                continue
            quotes += 1
            legs = [f for f in dummy.frames if f.kind == "leg" and f.story == frame.story]
            across = [f for f in legs if f.rect.x_mm - 1 < middle(frame) < f.rect.right_mm + 40]
            assert any(f.rect.bottom_mm < frame.rect.y_mm for f in across)
            assert any(f.rect.y_mm > frame.rect.bottom_mm for f in across)
            assert any(f.kind == "quote-by" and f.story == frame.story for f in dummy.frames)
        assert sum(frame.kind == "quote" for frame in dummy.frames) <= 1
    assert quotes >= 2


def middle(frame: object) -> float:
    return frame.rect.x_mm + frame.rect.w_mm / 2  # type: ignore[attr-defined]


def test_no_quote_is_printed_twice(built: Built) -> None:
    assert built.plan is not None
    frames = [frame for dummy in built.plan.dummies for frame in dummy.frames]
    printed = [" ".join(x.text for x in f.lines) for f in frames if f.kind == "quote"]
    assert len(set(printed)) == len(printed)


def test_the_check_finds_a_quote_that_no_paragraph_has(built: Built, paper: Path) -> None:
    assert built.printed is not None
    assert built.plan is not None
    frames = [frame for dummy in built.plan.dummies for frame in dummy.frames]
    quote = next(frame for frame in frames if frame.kind == "quote")
    records, _ = read_records(paper, DAY, read_paper(paper))
    edited = [edit_record(record) for record in records]
    words = letters_of("".join(line.text for line in quote.lines))
    changed = [
        replace(record, body=tuple(b for b in record.body if words not in letters_of(b.text)))
        if record.slug == quote.story
        else record
        for record in edited
    ]
    problems = check_edition(built.printed.folder, changed)
    assert any("a pull quote that the story has not" in p.message for p in problems)
