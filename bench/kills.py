"""Builds killed at random moments: what is on the shelf then, and what is left lying about.

In: a small paper in a temporary folder, in three states of its copy. Out: a table. The main process
of a build is killed (SIGKILL) at a moment drawn by seed: first builds, each followed by two
rebuilds of the same copy or of later copy, which is the day's next edition. Builds are forked from
this process, which has imported the program: no moment falls before it. After each, the shelf has
the editions of before or with them the new one, all whole, by the hashes of their edition.json; no
process is left; after the next build no file or folder is left that a build does not leave.

    python bench/kills.py --runs 100 --seed 7
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

import epaper.press.engine  # noqa: F401  (drawn in this process it need not be imported again)
from epaper.archive import Archive, Shelf
from epaper.build import Order, build_edition
from epaper.exceptions import EditionError
from epaper.init import start_paper

DAY = date(2026, 1, 5)
FORMAT = "tablet"
STORIES = {"town-win-at-last.md", "herons-counted.md"}  # two pages, one with a picture
STORY = f"{DAY}/articles/town-win-at-last.md"
LATE = "\nLate copy came in while the pages were being drawn.\n"
OUT = f"{DAY}/out"
EDITIONS = 3  # of the day, at most
PRESS_PDF = f"{FORMAT}.pdf"
GRACE_S = 20.0  # for workers just started to hear of it, on a machine that does much else
MARK = "EPAPER_BENCH_KILLS"  # in the environment of all that a build starts
# What a build keeps in the cache, besides pages and prints, which are found again by their names.
CACHED = {".pdf", ".webp", ".json", ".txt", ".jpg", ".png"}


@dataclass
class Found:
    """What was found after the kills of one kind."""

    runs: int = 0
    finished: int = 0
    shelf: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Paper:
    """The paper that is built and killed, and what it looks like when nothing is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        start_paper(folder)
        for path in (folder / STORY).parent.iterdir():
            if path.name not in STORIES:
                path.unlink()
        self.copy = (folder / STORY).read_text(encoding="utf-8")
        self.temporary = folder.with_name("tmp")
        self.temporary.mkdir()
        os.environ |= {"TMPDIR": str(self.temporary), MARK: str(folder)}
        tempfile.tempdir = None  # the next who asks looks at TMPDIR again

    def write(self, late: int) -> None:
        """The copy as it was filed, and so many late lines."""
        (self.folder / STORY).write_text(self.copy + LATE * late, encoding="utf-8")

    def build(self, jobs: int = 2) -> int:
        """The number of the process of a build that has begun."""
        number = os.fork()
        if number == 0:
            code = 2
            try:
                order = Order(folder=self.folder, day=DAY, format=FORMAT, jobs=jobs)
                code = int(build_edition(order).printed is None)
            finally:
                os._exit(code)
        return number

    def finish(self) -> float:
        """A build that is let alone; how long it took, in seconds."""
        began = time.perf_counter()
        _, status = os.waitpid(self.build(jobs=1), 0)
        assert status == 0, f"a build that was let alone ended with {status}"
        return time.perf_counter() - began

    def forget(self) -> None:
        """As before the first build, but for the cache, which may be kept."""
        shutil.rmtree(self.folder / OUT, ignore_errors=True)
        for path in self.folder.glob("archive.sqlite*"):
            path.unlink()

    def editions(self) -> str:
        """A mark of the editions on the shelf; empty if there is none. AssertionError if not whole.

        Where a swap takes two steps, the shelf finds the old ones meanwhile.
        """
        shelf = Shelf(self.folder)
        try:
            shelf.manifest(DAY, FORMAT)
        except EditionError as error:
            if "there is no edition" not in str(error):
                raise AssertionError(f"the edition cannot be read: {error}") from None
            return ""
        there = shelf.editions(DAY, FORMAT)
        marks: dict[int, list[str]] = {}
        for number in (0, *there.earlier):
            manifest = shelf.manifest(DAY, FORMAT, number)
            own = marks.setdefault(manifest.edition.number, [])
            for entry in manifest.files():
                data = shelf.file(DAY, FORMAT, entry.file, number).read_bytes()
                assert sha256(data).hexdigest() == entry.sha256, f"{entry.file} is not whole"
                own.append(entry.sha256)
        return sha256(json.dumps(marks, sort_keys=True).encode()).hexdigest()

    def press_pdf_is_the_edition_s(self) -> bool:
        """Whether the PDF for the press is that of the edition on the shelf."""
        manifest = Shelf(self.folder).manifest(DAY, FORMAT)
        data = (self.folder / OUT / PRESS_PDF).read_bytes()
        return sha256(data).hexdigest() == manifest.pdf.sha256

    def listed(self) -> int:
        """How many editions the archive lists when it is opened and brought in line."""
        archive = Archive.open(self.folder)
        archive.refresh()
        count = len(archive.editions(DAY))
        archive.close()
        return count

    def strays(self) -> list[str]:
        """Files and folders that no build leaves."""
        known = {FORMAT, PRESS_PDF}
        found = [path for path in (self.folder / OUT).iterdir() if path.name not in known]
        found += [
            path
            for path in (self.folder / ".cache").iterdir()
            if path.is_dir() or path.name.startswith(".") or path.suffix not in CACHED
        ]
        known = {"paper.toml", f"{DAY}", ".cache", "archive.sqlite"}
        logs = {"archive.sqlite-wal", "archive.sqlite-shm"}
        found += [path for path in self.folder.iterdir() if path.name not in known | logs]
        found += self.temporary.iterdir()
        return [str(path.relative_to(self.folder.parent)) for path in found]

    def processes(self) -> list[int]:
        """The numbers of processes that a build of this paper has started and that still run."""
        return [number for number in _numbers() if self._is_ours(number)]

    def _is_ours(self, number: int) -> bool:
        mark = f"{MARK}={self.folder}".encode()
        try:
            return mark in Path(f"/proc/{number}/environ").read_bytes().split(b"\0")
        except OSError:
            return False


def main() -> None:
    """Kill, look, build, look."""
    parser = argparse.ArgumentParser(description="Builds killed at random moments.")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        found = kill_builds(Path(folder) / "paper", given.runs, given.seed)
    show(found, given.seed)
    sys.exit(1 if any(kind.faults for kind in found.values()) else 0)


def kill_builds(folder: Path, runs: int, seed: int) -> dict[str, Found]:
    """Kill so many builds of a new paper in `folder`: a first build, two rebuilds, and again."""
    paper, chance = Paper(folder), random.Random(seed)
    marks = []
    for late in range(EDITIONS):
        paper.write(late)
        whole_s = paper.finish()
        marks.append(paper.editions())
    found = {"first build": Found(), "rebuild": Found()}
    for number in range(runs):
        kind = "rebuild" if number % EDITIONS else "first build"
        late = late + chance.randrange(2) if kind == "rebuild" else 0
        if kind == "first build":
            paper.forget()
            if chance.random() < 0.5:  # nothing drawn before either
                shutil.rmtree(paper.folder / ".cache", ignore_errors=True)
        before = paper.editions()
        paper.write(late)
        moment_s = whole_s * chance.uniform(0.0, 1.0) ** 0.5  # more of them near the end
        _kill_one(paper, moment_s, found[kind], {"old": before, "new": marks[late]})
        # What the killed one has left in the cache makes this one shorter.
        whole_s = max(0.9 * whole_s, paper.finish())
        _expect(paper, found[kind], marks[late])
        faults = sum(len(seen.faults) for seen in found.values())
        print(f"{number + 1} of {runs}, {faults} faults", file=sys.stderr, flush=True)
    return found


def _kill_one(paper: Paper, moment_s: float, found: Found, expected: dict[str, str]) -> None:
    number = paper.build()
    if not _ends_in(number, moment_s):
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
    else:
        found.finished += 1
    found.runs += 1
    end = time.monotonic() + GRACE_S
    while paper.processes() and time.monotonic() < end:
        time.sleep(0.02)
    found.faults += [f"process {number} is left" for number in paper.processes()]
    try:
        mark = paper.editions()
        names = [name for name, known in expected.items() if known == mark]
        found.shelf[names[0] if mark else "none"] += 1
        assert names, "other editions than the old and the new"
        assert paper.listed() == bool(mark), "the archive does not list what is on the shelf"
    except (AssertionError, IndexError, OSError, EditionError) as error:
        found.faults.append(f"killed after {moment_s:.2f} s: {error}")


def _ends_in(number: int, moment_s: float) -> bool:
    """True if the process ends by itself within so many seconds, which are waited for."""
    end = time.monotonic() + moment_s
    while time.monotonic() < end:
        if os.waitpid(number, os.WNOHANG)[0]:
            return True
        time.sleep(0.002)
    return False


def _expect(paper: Paper, found: Found, mark: str) -> None:
    """After a build that was let alone."""
    if paper.editions() != mark:
        found.faults.append("the next build made other editions")
    if not paper.press_pdf_is_the_edition_s():
        found.faults.append("the PDF for the press is not that of the edition")
    found.faults += [f"{name} is left after the next build" for name in paper.strays()]
    found.faults += [f"process {number} is left" for number in paper.processes()]


def show(found: dict[str, Found], seed: int) -> None:
    """The table."""
    print(f"seed {seed}\n")
    print("| killed | runs | ended before | shelf: none | old | new | faults |")
    print("|---|---|---|---|---|---|---|")
    for kind, seen in found.items():
        shelf = " | ".join(str(seen.shelf[name]) for name in ("none", "old", "new"))
        print(f"| {kind} | {seen.runs} | {seen.finished} | {shelf} | {len(seen.faults)} |")
    for seen in found.values():
        for fault in seen.faults:
            print(f"  {fault}")


def _numbers() -> Iterator[int]:
    """The numbers of all processes."""
    for path in Path("/proc").iterdir():
        if path.name.isdigit() and int(path.name) != os.getpid():
            yield int(path.name)


if __name__ == "__main__":
    main()
