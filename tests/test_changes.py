"""What is not as it stood: told page by page, before anything is drawn and after."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from epaper.build import Built, Order, build_edition
from epaper.changes import EditionChanges, Move, PageChange, redrawn
from epaper.cli import main
from epaper.model import MAKE_UP
from epaper.onshelf import read_made_of
from tests.small_paper import marks, put_paper, put_story

DAY = date(2026, 1, 5)
TITLES = ("Gulls", "Nets", "Tar", "Ropes", "Tides", "Lamps", "Piers", "Coal", "Oars", "Eels")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper of several pages, published."""
    folder = put_paper(tmp_path_factory.mktemp("changes") / "paper", DAY, paragraphs=30)
    for number, title in enumerate(TITLES):
        put_story(folder, DAY, title.lower(), f"{title} at the quay", 14 + 2 * number)
    assert planned(folder).changes is None  # nothing stands there yet
    assert build_edition(Order(folder=folder, day=DAY, jobs=2)).printed
    return folder


def planned(folder: Path) -> Built:
    return build_edition(Order(folder=folder, day=DAY, jobs=1, plan_only=True))


def told(folder: Path) -> EditionChanges:
    changes = planned(folder).changes
    assert changes is not None
    return changes


def test_nothing_has_changed(built: Path) -> None:
    assert not told(built)


def test_a_plan_leaves_the_shelf_as_it_is(built: Path) -> None:
    before = marks(built, DAY)
    path = put_story(built, DAY, "eels", "Eels are back at the quay", 32)
    try:
        result = CliRunner().invoke(
            main, ["--paper", str(built), "build", f"{DAY}", "--plan-only", "--json"]
        )
        assert result.exit_code == 0
        facts = json.loads(result.stdout.splitlines()[-1])
        assert facts["changes"]["edited"] == ["eels"]
        assert any("eels was edited" in page["why"] for page in facts["changes"]["pages"])
        assert "pdf" not in facts
        words = CliRunner().invoke(main, ["--paper", str(built), "build", f"{DAY}", "--plan-only"])
        assert "not as before: page" in words.output
        assert "nothing was drawn" in words.output
        assert marks(built, DAY) == before
    finally:
        path.write_text(path.read_text().replace("are back ", ""), encoding="utf-8")


def test_what_is_new_and_what_is_gone_is_named(built: Path) -> None:
    path = built / f"{DAY}/articles/nets.md"
    text = path.read_text()
    path.unlink()
    new = put_story(built, DAY, "seals", "Seals come in to the quay", 16)
    try:
        changes = told(built)
        assert (changes.new, changes.gone) == (("seals",), ("nets",))
        why = [reason for page in changes.pages for reason in page.why]
        assert "seals is new" in why
        assert "nets is gone" in why
        stood = {page.page for page in changes.pages if "nets is gone" in page.why}
        assert len(stood) >= 1
    finally:
        new.unlink()
        path.write_text(text, encoding="utf-8")


def test_a_damaged_make_up_file_counts_as_none(built: Path) -> None:
    folder = built / f"{DAY}/out/a4"
    whole = (folder / MAKE_UP).read_bytes()
    assert read_made_of(folder) is not None
    try:
        for broken in (
            b"",
            whole[: len(whole) // 2],
            whole.replace(b'"version": 1', b'"version": 9'),
        ):
            (folder / MAKE_UP).write_bytes(broken)
            assert read_made_of(folder) is None
            assert planned(built).plan is not None
    finally:
        (folder / MAKE_UP).write_bytes(whole)


def test_pages_that_are_only_drawn_otherwise_are_told_once() -> None:
    copy = PageChange(page=2, why=("nets was edited",))
    changes = EditionChanges(
        pages_before=3,
        pages=(copy,),
        edited=("nets",),
        new=(),
        gone=(),
        moved=(Move(story="tar", from_page=2, to_page=3),),
    )
    again = redrawn(changes, {1: "a", 2: "b", 3: "c"}, {1: "x", 2: "y", 3: "c"})
    assert [page.page for page in again.pages] == [1, 2]
    assert again.pages[1] == copy
    assert not replace(changes, pages=())
