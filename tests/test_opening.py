"""The day's opening: who runs, in which section, and how their copy is edited, is decided once."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import epaper.opening
from epaper.build import Order, build_edition
from epaper.letters import letters_section
from epaper.model import Form, Severity
from epaper.opening import OpenDay, open_day, records_of_day
from epaper.wire.paper import read_paper

DAY = date(2026, 1, 5)
STARTER = Path(epaper.opening.__file__).parent / "_starter"
KILLED = "market-hall-reopens"
HEADLINE = "Market hall opens its doors again"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """The starter paper, to be changed."""
    return Path(shutil.copytree(STARTER, tmp_path / "paper"))


def opened(paper: Path) -> OpenDay:
    return open_day(Order(folder=paper, day=DAY))


def file_record(paper: Path, name: str, head: str, body: str) -> None:
    path = paper / f"{DAY}" / "articles" / f"{name}.md"
    path.write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")


def kill(paper: Path, *slugs: str) -> None:
    orders = f"kill = {json.dumps(slugs)}\n"
    (paper / f"{DAY}" / "edition.toml").write_text(orders, encoding="utf-8")


def spoil(paper: Path) -> None:
    """Give the record to be killed a field that cannot be read."""
    path = paper / f"{DAY}" / "articles" / f"{KILLED}.md"
    path.write_text(path.read_text("utf-8").replace("section: town", "section: twon"), "utf-8")


def test_a_killed_record_does_not_run(paper: Path) -> None:
    filed = {record.slug for record in opened(paper).records}
    kill(paper, KILLED, "brief-library-late")
    day = opened(paper)
    assert filed - {record.slug for record in day.records} == {KILLED, "brief-library-late"}
    told = {(problem.code, problem.where.story) for problem in day.killed}
    assert told == {("D-101", KILLED), ("D-101", "brief-library-late")}
    assert records_of_day(paper, DAY, read_paper(paper)) == day.records


def test_no_field_of_a_killed_record_is_held_out(paper: Path) -> None:
    spoil(paper)
    assert [(held.slug, held.field) for held in opened(paper).unread] == [(KILLED, "section")]
    kill(paper, KILLED)
    day = opened(paper)
    assert day.unread == ()
    assert [p for p in day.problems if p.severity is Severity.STOP] == []


def test_signs_of_a_killed_record_are_not_told(paper: Path) -> None:
    file_record(paper, "smile", "headline: A smile\nform: story", "It smiled. 😀")
    assert [p.code for p in opened(paper).problems if p.where.story == "smile"] == ["T-108"]
    kill(paper, "smile")
    assert [p.code for p in opened(paper).problems if p.where.story == "smile"] == []


def test_a_killed_record_is_said_once_and_is_nowhere_in_the_edition(paper: Path) -> None:
    spoil(paper)
    kill(paper, KILLED)
    built = build_edition(Order(folder=paper, day=DAY, jobs=1))
    assert [p.code for p in built.problems if p.where.story == KILLED] == ["D-101"]
    assert built.printed is not None
    assert not built.incomplete
    assert built.plan is not None
    assert KILLED not in {r.slug for story in built.plan.stories for r in story.members}
    text = built.printed.manifest.read_text("utf-8")
    assert "herons-counted" in text
    assert KILLED not in text
    assert HEADLINE not in text


def test_a_day_with_every_record_killed_stops(paper: Path) -> None:
    kill(paper, *(record.slug for record in opened(paper).records))
    built = build_edition(Order(folder=paper, day=DAY, jobs=1))
    assert built.printed is None
    assert [p.code for p in built.problems if p.severity is Severity.STOP] == ["D-104"]
    assert built.records == 0


def test_a_record_without_a_section_runs_in_the_papers_first(paper: Path) -> None:
    file_record(paper, "homeless", "headline: A story", "Words.")
    file_record(paper, "at-home", "headline: A story\nsection: sport", "Words.")
    sections = {record.slug: record.section for record in opened(paper).records}
    assert sections["homeless"] == read_paper(paper).sections[0].key
    assert sections["at-home"] == "sport"


def test_letters_without_a_section_leave_that_of_others_open(paper: Path) -> None:
    for path in (paper / f"{DAY}" / "articles").glob("letter-*.md"):
        path.unlink()
    file_record(paper, "letter-1", "headline: Sir\nform: letter", "Words.")
    assert letters_section(paper, DAY, read_paper(paper)) == ""
    (letter,) = (record for record in opened(paper).records if record.form is Form.LETTER)
    assert letter.section == read_paper(paper).sections[0].key


@pytest.mark.parametrize("links", ["drop", "notes"])
def test_copy_is_edited_before_links_become_notes(paper: Path, links: str) -> None:
    toml = paper / "paper.toml"
    toml.write_text(toml.read_text("utf-8").replace('links = "drop"', f'links = "{links}"'))
    body = 'She said "no" to [the board](https://example.org/it\'s).'
    file_record(paper, "linked", "headline: A story", body)
    (record,) = (record for record in opened(paper).records if record.slug == "linked")
    first, *notes = (block.text for block in record.body)
    if links == "notes":
        assert first == "She said “no” to the board¹."
        assert notes == ["1\u2002example.org/it's"]
    else:
        assert first == "She said “no” to the board."
        assert notes == []
    (again,) = (r for r in records_of_day(paper, DAY, read_paper(paper)) if r.slug == "linked")
    assert again == record
