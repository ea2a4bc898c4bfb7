"""Watching: which files an edition is made of, what counts as a change of them, who is told."""

import os
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from epaper.inputs import FileChange, How, changes, input_files, look
from epaper.places import layouts_dir
from epaper.watching import changed_inputs
from tests.small_paper import put_paper

DAY = date(2026, 1, 5)
STORY = f"{DAY}/articles/harbour.md"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return put_paper(tmp_path / "paper", DAY)


def write(path: Path, text: str = "a") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def in_place(paper: Path) -> list[FileChange]:
    """Another letter, under the same size and time stamp."""
    path = paper / STORY
    before = path.stat()
    path.write_text(path.read_text().replace("noon", "dusk", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return [FileChange(file=STORY, how=How.CHANGED)]


def by_renaming(paper: Path) -> list[FileChange]:
    """As many editors save: written beside it, then put in its place; the old one is kept."""
    path, beside = paper / STORY, paper / f"{DAY}/articles/.harbour.md.tmp"
    write(beside, path.read_text() + "More.\n")
    path.rename(path.with_name("harbour.md~"))
    beside.rename(path)
    return [FileChange(file=STORY, how=How.CHANGED)]


def new_folder(paper: Path) -> list[FileChange]:
    write(paper / f"{DAY}/photos/sports/cup.jpg")
    return [FileChange(file=f"{DAY}/photos/sports/cup.jpg", how=How.NEW)]


def gone(paper: Path) -> list[FileChange]:
    (paper / STORY).unlink()
    return [FileChange(file=STORY, how=How.GONE)]


def orders_and_paper(paper: Path) -> list[FileChange]:
    write(paper / f"{DAY}/edition.toml")
    write(paper / f"{DAY}/ads/shoes.png")
    write(paper / "paper.toml", (paper / "paper.toml").read_text() + "# more\n")
    return [
        FileChange(file=f"{DAY}/ads/shoes.png", how=How.NEW),
        FileChange(file=f"{DAY}/edition.toml", how=How.NEW),
        FileChange(file="paper.toml", how=How.CHANGED),
    ]


def own_dress(paper: Path) -> list[FileChange]:
    """A layout, a style sheet, a face: in folders that were not there."""
    files = ("fonts/own.ttf", "layouts/mine/layout.toml", "layouts/mine/mine.css")
    for file in files:
        write(paper / file)
    return [FileChange(file=file, how=How.NEW) for file in files]


CHANGES = (in_place, by_renaming, new_folder, gone, orders_and_paper, own_dress)


def other_files(paper: Path) -> None:
    """What builds write, and what editors and browsers leave."""
    for file in (
        f"{DAY}/out/a4/edition.json",
        f"{DAY}/out/.a4-12345678/pages/page-01.pdf",
        ".cache/plan-1.json",
        ".cache/build-12345678.lock",
        "archive.sqlite",
        "archive.sqlite-wal",
        "2026-01-06/articles/other.md",
        *(f"{DAY}/articles/{name}" for name in (".harbour.md.swp", "4913", "#harbour.md#")),
        *(f"{DAY}/articles/{name}" for name in ("harbour.md~", "x.md___jb_tmp___", "x.md.tmp")),
        f"{DAY}/photos/.DS_Store",
        f"{DAY}/photos/quay.jpg.crdownload",
        "layouts/mine/.mine.css.swx",
    ):
        write(paper / file)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(change: Callable[[Path], list[FileChange]], paper: Path) -> None:
    before = look(paper, DAY)
    told = change(paper)
    assert list(changes(before, look(paper, DAY), paper)) == told


def test_what_builds_and_editors_leave_is_no_input(paper: Path) -> None:
    before = look(paper, DAY)
    other_files(paper)
    assert changes(before, look(paper, DAY), paper) == ()


def test_the_nameplates_picture_and_the_houses_own_files_are_inputs(paper: Path) -> None:
    write(paper / "art/plate.svg")
    write(paper / "art/other.svg")
    own = {path.relative_to(paper) for path in input_files(paper, DAY) if paper in path.parents}
    assert own == {Path("paper.toml"), Path(STORY)}
    write(paper / "paper.toml", 'logo = "art/plate.svg"\n')
    files = set(input_files(paper, DAY))
    assert paper / "art/plate.svg" in files
    assert paper / "art/other.svg" not in files
    assert layouts_dir() / "a4/layout.toml" in files


@pytest.mark.parametrize("change", CHANGES)
def test_who_waits_is_woken_and_told(
    change: Callable[[Path], list[FileChange]], paper: Path
) -> None:
    watched = changed_inputs(paper, DAY)
    assert next(watched) == ()
    told: list[FileChange] = []

    def later() -> None:
        other_files(paper)
        told.extend(change(paper))

    threading.Timer(0.5, later).start()
    found = list(next(watched))
    while found != told and len(found) < len(told):  # a slow machine writes them one by one
        found = sorted({*found, *next(watched)}, key=lambda each: each.file)
    assert found == told
    watched.close()


def test_what_changes_during_a_build_is_told_after_it(paper: Path) -> None:
    watched = changed_inputs(paper, DAY)
    next(watched)
    told = in_place(paper)  # the build goes on meanwhile
    assert list(next(watched)) == told
    told = gone(paper)
    assert list(next(watched)) == told
    watched.close()


def test_a_day_without_a_folder_is_waited_for(tmp_path: Path) -> None:
    paper = put_paper(tmp_path / "paper")
    watched = changed_inputs(paper, DAY)
    next(watched)
    threading.Timer(0.5, put_paper, (paper, DAY)).start()
    found = {change.file for change in next(watched)}
    assert STORY in found or STORY in {change.file for change in next(watched)}
    watched.close()


def test_watching_ends_when_it_is_told_to(paper: Path) -> None:
    stop = threading.Event()
    watched = changed_inputs(paper, DAY, stop)
    next(watched)
    threading.Timer(0.3, stop.set).start()
    assert list(watched) == []
