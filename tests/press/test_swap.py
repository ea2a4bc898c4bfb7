"""An edition is replaced with no moment without one; what a killed build left is cleared."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from epaper.archive import Shelf
from epaper.locks import take
from epaper.press import swap, workroom
from epaper.press.swap import exchange, put_in_place
from epaper.press.workroom import OLD, open_workroom

DAY = date(2026, 2, 4)

# Makes a folder aside and then waits to be killed.
BUILDER = """
import sys, time
from pathlib import Path
from epaper.press.workroom import open_workroom
with open_workroom(Path(sys.argv[1])) as room:
    folder = room.folder(Path(sys.argv[2]), "a4")
    (folder / "half").write_text("x")
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A day's out/ with an edition, and a cache beside it."""
    place = tmp_path / f"{DAY}" / "out"
    put(place / "a4", "old")
    (tmp_path / "cache").mkdir()
    return place


@pytest.fixture
def in_two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that cannot exchange folders."""
    monkeypatch.setattr(swap, "_exchange_call", lambda: None)


def put(folder: Path, words: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "edition.json").write_text(words)
    return folder


def told(folder: Path) -> str:
    return (folder / "edition.json").read_text()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def start_builder(cache: Path, out: Path) -> tuple[subprocess.Popen[str], Path]:
    command = [sys.executable, "-c", BUILDER, str(cache), str(out)]
    builder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert builder.stdout is not None
    with builder.stdout as told_path:
        return builder, Path(told_path.readline().strip())


def test_two_folders_are_exchanged_in_one_step(out: Path) -> None:
    new = put(out / "new", "new")
    if not exchange(new, out / "a4"):
        pytest.skip("this file system cannot")
    assert (told(out / "a4"), told(new)) == ("new", "old")


def test_a_first_edition_is_renamed(out: Path) -> None:
    put_in_place(put(out / "new", "new"), out / "tablet")
    assert told(out / "tablet") == "new"
    assert names(out) == {"a4", "tablet"}


def test_a_link_is_replaced_and_what_it_leads_to_is_kept(out: Path, tmp_path: Path) -> None:
    elsewhere = put(tmp_path / "elsewhere", "kept")
    (out / "tablet").symlink_to(elsewhere, target_is_directory=True)
    with open_workroom(tmp_path / "cache") as room:
        aside = room.folder(out, "tablet")
        (aside / "edition.json").write_text("new")
        put_in_place(aside, out / "tablet")
    assert not (out / "tablet").is_symlink()
    assert (told(out / "tablet"), told(elsewhere)) == ("new", "kept")
    assert names(out) == {"a4", "tablet"}


@pytest.mark.usefixtures("in_two_steps")
def test_the_shelf_has_an_edition_between_the_two_steps(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, seen = Shelf(tmp_path), []
    before = shelf.stamp(DAY, "a4")
    rename = Path.rename

    def look_and_rename(path: Path, to: Path) -> Path:
        seen.append((shelf.stamp(DAY, "a4"), shelf.stamps(DAY), list(shelf.scan())))
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", look_and_rename)
    with open_workroom(tmp_path / "cache") as room:
        aside = room.folder(out, "a4")
        (aside / "edition.json").write_text("new")
        put_in_place(aside, out / "a4")
    assert seen == [(before, {"a4": before}, [(DAY, "a4", before)])] * 2
    assert told(out / "a4") == "new"
    assert names(out) == {"a4"}


@pytest.mark.usefixtures("in_two_steps")
def test_a_swap_that_fails_is_undone(out: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        put_in_place(out / "nothing", out / "a4")
    assert told(out / "a4") == "old"
    assert names(out) == {"a4"}


@pytest.mark.parametrize("new_is_there", [False, True])
def test_a_swap_cut_in_two_is_settled_by_the_next_build(
    out: Path, tmp_path: Path, new_is_there: bool
) -> None:
    builder, aside = start_builder(tmp_path / "cache", out)
    builder.kill()
    builder.wait()
    (out / "a4").rename(aside.with_name(aside.name + OLD))
    if new_is_there:
        put(out / "a4", "new")
    with open_workroom(tmp_path / "cache"):
        pass
    assert told(out / "a4") == ("new" if new_is_there else "old")
    assert names(out) == {"a4"}
    assert names(tmp_path / "cache") == set()


def test_what_a_living_build_makes_is_let_alone(out: Path, tmp_path: Path) -> None:
    builder, aside = start_builder(tmp_path / "cache", out)
    with open_workroom(tmp_path / "cache"):
        assert (aside / "half").exists()
    builder.kill()
    builder.wait()
    with open_workroom(tmp_path / "cache"):
        assert not aside.exists()
    assert names(out) == {"a4"}
    assert names(tmp_path / "cache") == set()


def test_notes_that_lead_elsewhere_delete_nothing(out: Path, tmp_path: Path) -> None:
    kept = put(tmp_path / ".mine-00000000", "kept")
    notes = tmp_path / "cache" / "build-11111111.lock"
    notes.write_text(f'"{kept}"\n"{out / "a4"}"\n{{}}\n"cut')
    with open_workroom(tmp_path / "cache"):
        pass
    assert (told(kept), told(out / "a4")) == ("kept", "old")
    assert names(tmp_path / "cache") == set()


@pytest.mark.parametrize(
    ("age_s", "left"), [(0.0, {"a4", ".a4-k2_x91ab"}), (2 * workroom.STRAY_S, {"a4"})]
)
def test_folders_noted_nowhere_go_after_a_day(
    out: Path, tmp_path: Path, age_s: float, left: set[str]
) -> None:
    stray = put(out / ".a4-k2_x91ab", "half")
    when = time.time() - age_s
    os.utime(stray, (when, when))
    with open_workroom(tmp_path / "cache") as room:
        room.folder(out, "a4")
    assert names(out) == left


def test_a_lock_is_one_process_s(tmp_path: Path) -> None:
    held = take(tmp_path / "lock")
    assert held is not None
    assert take(tmp_path / "lock") is None
    held.release()
    again = take(tmp_path / "lock")
    assert again is not None
    again.release()
    assert names(tmp_path) == set()


def test_a_lock_deleted_meanwhile_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: Callable[..., int] = os.open
    path, times = tmp_path / "lock", []

    def open_and_lose(*arguments: object) -> int:
        handle = opened(*arguments)
        if not times:
            path.unlink()  # by the one who held it, between our opening and our locking it
        times.append(handle)
        return handle

    monkeypatch.setattr(os, "open", open_and_lose)
    held = take(path)
    assert held is not None
    assert (len(times), path.exists()) == (2, True)
    held.release()
