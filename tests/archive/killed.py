"""Ends a process that writes the index at many moments, and looks at the index each time.

In: a folder. Run by test_crash.py in a process of its own, which has no threads and may fork.
SIGALRM, which nobody handles, ends a process as abruptly as kill -9 does, and can be set to a
moment: wherever it then is, inside of SQLite too. Out: a line, how many were ended.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from epaper.archive import Archive

from .agree import check_index, contents
from .made_up import DAY, PIECES, put_edition, put_paper

MOMENTS = 24


def main(folder: Path) -> None:
    """Kill, look, mend, compare, for every moment."""
    before, after = folder / "before", folder / "after"
    put_shelf(before, "yesterday", 5)
    put_shelf(after, "today", 7)
    work(after)
    expected = contents(after)
    paper = folder / "paper"
    lay_out(paper, before, after)
    began = time.perf_counter()
    assert run(paper, 0.0) == 0
    whole = time.perf_counter() - began
    ended = 0
    for moment in range(1, MOMENTS + 1):
        lay_out(paper, before, after)
        ended += run(paper, whole * moment / MOMENTS) == signal.SIGALRM
        archive = Archive.open(paper)
        check_index(paper)
        archive.refresh()
        archive.close()
        check_index(paper)
        assert contents(paper) == expected
    print(ended)


def put_shelf(folder: Path, word: str, days: int) -> None:
    """A paper with editions that have `word` in them."""
    put_paper(folder)
    pieces = [replace(piece, body=(f"{word} {word}", *piece.body)) for piece in PIECES]
    for number in range(days):
        put_edition(folder, DAY + timedelta(days=number), pieces)


def lay_out(paper: Path, before: Path, after: Path) -> None:
    """The index of the first shelf over the editions of the second."""
    shutil.rmtree(paper, ignore_errors=True)
    shutil.copytree(before, paper)
    archive = Archive.open(paper)
    archive.refresh()
    archive.close()
    for path in after.iterdir():
        if path.is_dir():
            shutil.rmtree(paper / path.name, ignore_errors=True)
            # The same files, so that times, sizes and inodes are those that are expected.
            shutil.copytree(path, paper / path.name, copy_function=os.link)


def work(folder: Path) -> None:
    """All that writes an index."""
    archive = Archive.open(folder)
    archive.refresh()
    archive.rebuild()
    archive.remove(DAY, "berliner")
    archive.add(DAY, "berliner")
    archive.close()


def run(paper: Path, seconds: float) -> int:
    """`work` in a process that is ended after some seconds (0: never); how it ended."""
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        work(paper)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
