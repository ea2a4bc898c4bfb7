"""Editions of a day, built for good: the next one, the same one, drafts, and the ways back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result

from epaper.archive import Archive, Shelf
from epaper.build import Built, Order, build_edition
from epaper.cli import main
from epaper.editions import republish, succession_of, unpublish
from epaper.exceptions import EditionError
from epaper.init import start_paper
from epaper.model.manifest import Manifest

DAY = date(2026, 1, 5)
FORM = "tablet"
STORIES = {"town-win-at-last.md", "herons-counted.md"}  # two pages
STORY = f"{DAY}/articles/town-win-at-last.md"
LATE = "\nLate copy came in while the pages were being drawn.\n"
OUT = f"{DAY}/out/{FORM}"


@dataclass
class Paper:
    """A small paper whose copy changes, and what its shelf has."""

    folder: Path

    def write(self, late: str) -> None:
        """The copy as it was filed, and what has come in late."""
        copy = self.folder / "copy.md"
        if not copy.exists():
            shutil.copy(self.folder / STORY, copy)
        (self.folder / STORY).write_text(copy.read_text(encoding="utf-8") + late, encoding="utf-8")

    def build(self, late: str = "", hour: int = 18, **order: Any) -> Built:
        self.write(late)
        time = datetime(2026, 1, 5, hour, 14, tzinfo=UTC)
        built = build_edition(
            Order(folder=self.folder, day=DAY, format=FORM, jobs=1, time=time, **order)
        )
        assert built.printed, [str(problem) for problem in built.problems]
        return built

    def manifest(self, number: int = 0) -> Manifest:
        return Shelf(self.folder).manifest(DAY, FORM, number)

    def bytes_of(self, place: str = "") -> dict[str, str]:
        """The files of an edition and their hashes, those of others beside it left out."""
        folder = self.folder / OUT / place
        return {
            str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.relative_to(folder).parts[0] not in ("earlier", "withdrawn")
        }

    def numbers(self) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        there = Shelf(self.folder).editions(DAY, FORM)
        return there.newest, there.earlier, there.withdrawn

    def shown(self) -> list[tuple[date, int]]:
        """What the index has for readers."""
        archive = Archive.open(self.folder)
        found = [(edition.day, edition.edition) for edition in archive.editions(DAY)]
        archive.close()
        return found

    def run(self, *words: str) -> Result:
        result = CliRunner().invoke(main, ["--paper", str(self.folder), *words])
        assert "Traceback" not in result.output
        return result


def start(folder: Path) -> Paper:
    start_paper(folder)
    for path in (folder / STORY).parent.iterdir():
        if path.name not in STORIES:
            path.unlink()
    return Paper(folder)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """A paper with two editions of its day; tests must not write into it."""
    paper = start(tmp_path_factory.mktemp("two") / "paper")
    paper.build(hour=18)
    before = paper.bytes_of()
    paper.build(LATE, hour=22)
    assert paper.bytes_of("earlier/1") == before
    return paper


@pytest.fixture
def paper(two: Paper, tmp_path: Path) -> Paper:
    """The same, to be changed."""
    shutil.copytree(two.folder, tmp_path / "paper", copy_function=os.link)
    (tmp_path / "paper" / STORY).unlink()
    shutil.copy(two.folder / STORY, tmp_path / "paper" / STORY)
    for path in (tmp_path / "paper").glob("archive.sqlite*"):
        path.unlink()
    return Paper(tmp_path / "paper")


def test_a_build_over_a_published_edition_is_the_next(two: Paper) -> None:
    first, second = two.manifest(1), two.manifest()
    assert (first.edition.number, first.edition.changed) == (1, None)
    assert first.edition.time == "2026-01-05T18:14:00+00:00"
    assert (second.edition.number, second.edition.time) == (2, "2026-01-05T22:14:00+00:00")
    assert second.edition.changed is not None
    assert second.edition.changed.changed == ("town-win-at-last",)
    assert two.numbers() == (2, (1,), ())
    assert two.shown() == [(DAY, 2)]


def test_only_pages_that_changed_carry_the_mark(two: Paper) -> None:
    first, second = two.manifest(1), two.manifest()
    assert second.edition.changed is not None
    changed = set(second.edition.changed.pages)
    assert changed
    for old, new in zip(first.pages, second.pages, strict=True):
        path = Shelf(two.folder).file(DAY, FORM, new.pdf.file)
        document = pdfium.PdfDocument(path)
        text = document[0].get_textpage().get_text_range()
        document.close()
        assert ("2nd edition" in text) == (new.number in changed)
        assert new.edition == (2 if new.number in changed else 1)
        assert (old.pdf.sha256 == new.pdf.sha256) == (new.number not in changed)


def test_a_build_that_changes_no_page_is_no_new_edition(paper: Paper) -> None:
    before = paper.bytes_of()
    built = paper.build(LATE, hour=23)
    assert built.printed is not None
    assert (built.printed.edition.number, built.printed.drawn) == (2, 0)
    assert paper.bytes_of() == before
    assert paper.numbers() == (2, (1,), ())


def test_the_same_edition_again_takes_its_place(paper: Paper) -> None:
    paper.build(LATE + LATE, hour=23, same_edition=True)
    assert paper.numbers() == (2, (1,), ())
    assert paper.manifest().edition.time == "2026-01-05T23:14:00+00:00"
    before = paper.bytes_of()
    paper.build(LATE + LATE, hour=23, same_edition=True)
    assert paper.bytes_of() == before


def test_the_same_edition_is_compared_with_the_one_before_it(paper: Paper) -> None:
    """Its pages are marked as if the edition that it replaces had never been."""
    paper.build("", hour=23, same_edition=True)
    made = paper.manifest()
    assert made.edition.number == 2
    assert made.edition.changed is not None
    assert made.edition.changed.pages == ()
    assert [page.edition for page in made.pages] == [1] * len(made.pages)


def test_a_first_edition_made_again_is_as_if_made_from_nothing(tmp_path: Path) -> None:
    paper, other = start(tmp_path / "paper"), start(tmp_path / "other")
    paper.build()
    paper.build(LATE, same_edition=True, replan=True)  # nothing of the first is followed
    other.build(LATE)
    told = [made.bytes_of() for made in (paper, other)]
    assert told[0] == told[1]
    assert paper.numbers() == (1, (), ())


def test_what_an_edition_follows_is_told_with_its_folder(paper: Paper) -> None:
    shelf, out = Shelf(paper.folder), paper.folder / OUT
    follows = succession_of(shelf, DAY, FORM)
    assert (follows.newest, follows.number, follows.folder) == (2, 3, out)
    again = succession_of(shelf, DAY, FORM, same=True)
    assert (again.newest, again.number, again.folder) == (2, 2, out / "earlier/1")
    assert again.replaces == paper.manifest()
    unpublish(paper.folder, DAY, FORM, 1, delete=True)
    alone = succession_of(shelf, DAY, FORM, same=True)
    assert (alone.number, alone.folder, alone.previous) == (2, out, alone.replaces)
    unpublish(paper.folder, DAY, FORM)
    gone = succession_of(shelf, DAY, FORM)
    assert (gone.newest, gone.number, gone.folder) == (0, 3, out / "withdrawn/2")


def test_a_draft_counts_for_nothing(paper: Paper) -> None:
    before = paper.bytes_of()
    with pytest.raises(EditionError, match="readers see an edition"):
        paper.build(LATE + LATE, draft=True)
    paper.build(LATE + LATE, draft=True, force=True)
    assert paper.numbers() == (0, (1, 2), ())
    assert paper.bytes_of("earlier/2") == before
    paper.build(LATE * 3, draft=True)
    assert paper.numbers() == (0, (1, 2), ())
    paper.build(LATE * 3)
    assert paper.numbers() == (3, (1, 2), ())


def test_a_draft_over_a_published_edition_is_thrown_away(paper: Paper) -> None:
    before = paper.bytes_of()
    paper.build(LATE + LATE, draft=True, force=True)
    with pytest.raises(EditionError, match="is a draft"):
        unpublish(paper.folder, DAY, FORM)
    moved = unpublish(paper.folder, DAY, FORM, delete=True)
    assert (moved.number, moved.shown) == (0, 2)
    assert paper.bytes_of() == before


def test_a_first_edition_over_a_draft_is_the_first(tmp_path: Path) -> None:
    paper = start(tmp_path / "paper")
    paper.build(draft=True)
    assert Shelf(paper.folder).editions(DAY, FORM).draft
    paper.build(LATE)
    assert paper.numbers() == (1, (), ())
    assert paper.manifest().edition.changed is None


def test_the_newest_is_taken_from_readers_and_brought_back(paper: Paper) -> None:
    second, first = paper.bytes_of(), paper.bytes_of("earlier/1")
    moved = unpublish(paper.folder, DAY, FORM)
    assert (moved.number, moved.shown, moved.problems) == (2, 1, ())
    assert paper.numbers() == (1, (), (2,))
    assert paper.bytes_of() == first
    assert paper.shown() == [(DAY, 1)]
    moved = republish(paper.folder, DAY, FORM)
    assert (moved.number, moved.shown) == (2, 2)
    assert paper.numbers() == (2, (1,), ())
    assert paper.bytes_of() == second
    assert paper.shown() == [(DAY, 2)]


def test_a_day_taken_from_readers_whole_is_kept_aside(paper: Paper) -> None:
    unpublish(paper.folder, DAY, FORM, 1)
    assert paper.numbers() == (2, (), (1,))
    unpublish(paper.folder, DAY, FORM)
    assert paper.numbers() == (0, (), (1, 2))
    assert paper.shown() == []
    assert list(Shelf(paper.folder).scan()) == []
    assert list(Shelf(paper.folder).withdrawn()) == [(DAY, FORM, (1, 2))]
    with pytest.raises(EditionError, match="readers see no edition") as found:
        unpublish(paper.folder, DAY, FORM)
    assert "epaper republish" in found.value.hint
    republish(paper.folder, DAY, FORM, 1)
    assert paper.numbers() == (1, (), (2,))
    republish(paper.folder, DAY, FORM)
    assert paper.numbers() == (2, (1,), ())


def test_a_number_that_readers_have_seen_is_not_given_again(paper: Paper) -> None:
    unpublish(paper.folder, DAY, FORM)
    paper.build(LATE + LATE)
    assert paper.numbers() == (3, (1,), (2,))
    assert set(page.edition for page in paper.manifest().pages) <= {1, 3}


def test_a_build_as_the_withdrawn_one_brings_a_day_back(paper: Paper) -> None:
    second = paper.bytes_of()
    unpublish(paper.folder, DAY, FORM, 1)
    unpublish(paper.folder, DAY, FORM)
    paper.build(LATE)
    assert paper.numbers() == (2, (), (1,))
    assert paper.bytes_of() == second


def test_the_pdf_for_the_press_is_that_of_the_edition_on_top(paper: Paper) -> None:
    out = paper.folder / OUT
    for step in (unpublish, republish):
        step(paper.folder, DAY, FORM)
        (pdf,) = out.glob("*.pdf")
        assert out.with_suffix(".pdf").read_bytes() == pdf.read_bytes()


def test_what_is_deleted_leaves_nothing(paper: Paper) -> None:
    unpublish(paper.folder, DAY, FORM, delete=True)
    assert paper.numbers() == (1, (), ())
    unpublish(paper.folder, DAY, FORM, delete=True)
    assert paper.numbers() == (0, (), ())
    assert list((paper.folder / OUT).parent.iterdir()) == []


def test_the_commands_say_what_readers_see_and_how_to_go_back(paper: Paper) -> None:
    listed = paper.run("list").stdout.splitlines()
    assert "2nd edition, 2026-01-05 22:14" in listed[0]
    assert listed[2] == "    earlier: 1st edition, 2026-01-05 18:14"
    taken = paper.run("unpublish", f"{DAY}", "--format", FORM)
    assert taken.exit_code == 0, taken.output
    assert "readers see the 1st edition" in taken.stdout
    assert f"epaper republish {DAY} --format {FORM} --edition 2" in taken.stderr
    assert "withdrawn: 2nd edition" in paper.run("list").stdout
    kept = paper.run("list", "--withdrawn").stdout
    assert kept == f"{DAY}  {FORM}  2nd edition, 2026-01-05 22:14\n"
    (told,) = json.loads(paper.run("list", "--json").stdout)
    assert (told["edition"], told["earlier"]) == (1, [])
    assert told["withdrawn"] == [{"number": 2, "time": "2026-01-05T22:14:00+00:00"}]
    back = paper.run("republish", f"{DAY}", "--format", FORM, "--edition", "2")
    assert "readers see the 2nd edition" in back.stdout
    assert paper.run("list", "--withdrawn").stdout == ""
    assert json.loads(paper.run("list", "--withdrawn", "--json").stdout) == []


@pytest.mark.parametrize(
    ("words", "told", "hint"),
    [
        (["unpublish", "2026-01-06"], "there is no edition", "epaper list"),
        (["unpublish", f"{DAY}", "--edition", "7"], "has no 7th edition", "1st edition, 2nd"),
        (["republish", f"{DAY}"], "no edition of 2026-01-05 in tablet is withdrawn", "readers see"),
        (["unpublish", f"{DAY}", "--format", "../x"], "is no format", "small letters"),
    ],
)
def test_what_is_not_there_is_said_with_a_hint(
    two: Paper, words: list[str], told: str, hint: str
) -> None:
    result = two.run(*words, *([] if "--format" in words else ["--format", FORM]))
    assert result.exit_code == 1
    assert told in result.stderr
    assert hint in result.stderr


def test_the_command_builds_with_the_time_that_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = start(tmp_path / "paper")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767636840")
    built = paper.run("build", f"{DAY}", "--format", FORM, "--jobs", "1", "--json")
    told = json.loads(built.stdout.splitlines()[-1])
    assert told["edition"] == {
        "number": 1,
        "time": "2026-01-05T18:14:00+00:00",
        "changed": None,
    }
    paper.write(LATE)
    again = paper.run("build", f"{DAY}", "--format", FORM, "--jobs", "1")
    assert ".pdf: 2nd edition, 2 pages" in again.stdout
    assert "town-win-at-last was edited" in again.stdout


def test_a_way_back_that_is_killed_at_any_step_is_done_or_not(two: Paper, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed_unpublish", str(two.folder), str(tmp_path / "paper")],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20
