"""Kills `unpublish` at many steps that it takes on the disk, and looks at the shelf each time.

In: a paper's folder with two editions of a day, a folder to work in. Run by test_editions.py in a
process of its own, which has no threads and may fork. Out: how many were killed.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from epaper.archive import Archive, Shelf
from epaper.editions import unpublish
from epaper.press.workroom import open_workroom

DAY = date(2026, 1, 5)
FORM = "tablet"
CALLS = ("link", "mkdir", "rename", "rmdir", "unlink")
EVERY = 3
BEFORE, AFTER = (2, (1,), ()), (1, (), (2,))


def main(source: Path, folder: Path) -> None:
    """Kill, look, mend, look, until one comes to its end."""
    seen, killed, step = set(), 0, 0
    while True:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder, copy_function=os.link)
        dead = killed_at(step, partial(unpublish, folder, DAY, FORM))
        seen.add(look(folder))
        if not dead:
            break
        killed, step = killed + 1, step + EVERY
        if look(folder) == BEFORE:  # what is left of it does not stand in the way
            unpublish(folder, DAY, FORM)
        with open_workroom(folder / ".cache"):  # what the next build does first
            pass
        assert look(folder) == AFTER
        names = sorted(path.name for path in (folder / f"{DAY}/out").iterdir())
        assert names == [FORM, f"{FORM}.pdf"]
    assert seen == {BEFORE, AFTER}, seen
    sys.stdout.write(str(killed))


def look(folder: Path) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """The numbers on the shelf; every edition is whole, and the index comes in line."""
    shelf = Shelf(folder)
    there = shelf.editions(DAY, FORM)
    for number in (0, *there.earlier):
        for entry in shelf.manifest(DAY, FORM, number).files():
            data = shelf.file(DAY, FORM, entry.file, number).read_bytes()
            assert sha256(data).hexdigest() == entry.sha256, entry.file
    archive = Archive.open(folder)
    archive.refresh()
    assert [edition.edition for edition in archive.editions(DAY)] == [there.newest]
    archive.close()
    return there.newest, there.earlier, there.withdrawn


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """True if `work`, in a process of its own, was killed before this step on the disk."""
    child = os.fork()
    if child == 0:
        left = [step]

        def dying(call: Callable[..., object]) -> Callable[..., object]:
            def counted(*args: object, **more: object) -> object:
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*args, **more)

            return counted

        for name in CALLS:
            setattr(os, name, dying(getattr(os, name)))
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
