"""Scores the first version of make-up: `python bench/first_version.py`, once.

In: the commit of the first version, in a worktree of its own for the time, and the days of
bench/scores.py. Out: bench/first_version.json, which `make bench` shows beside today's scores. The
first version builds the editions, with --force; today's check reads them. To be run again when the
check's rules or weights change.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from days import ROOT  # noqa: E402
from pages import Edition  # noqa: E402
from scores import FIRST, Line, editions, line  # noqa: E402

from epaper.build import check_day  # noqa: E402
from epaper.exceptions import EditionError  # noqa: E402

COMMIT = "661d11d972c22f4260356936a70e8154ac7fd5b2"
RUN = "from epaper.cli import main; main()"


def main() -> None:
    """Build all days with the first version, check them with today's, keep the figures."""
    with tempfile.TemporaryDirectory() as scratch, worktree(Path(scratch) / "tree") as first:
        lines = []
        for edition in editions(Path(scratch), "first"):
            lines.append(measure(edition, first))
            print(lines[-1], flush=True)
    facts = {
        "commit": COMMIT,
        "command": "python bench/first_version.py",
        "scores": [each.data() for each in lines],
    }
    FIRST.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def measure(edition: Edition, first: Path) -> Line:
    """The score of one edition as the first version makes it up; without one if it makes none."""
    command: list[str | Path] = [sys.executable, "-c", RUN, "--paper", edition.folder, "build"]
    options = [edition.day.isoformat(), "--format", edition.format, "--force"]
    # A path named so comes before the installed package, whose versions of all else are the same.
    done = subprocess.run(
        [*command, *options],
        env={**os.environ, "PYTHONPATH": str(first)},
        cwd=first,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        score = check_day(edition.folder, edition.day, edition.format).score
    except EditionError:
        stops = [told for told in done.stderr.splitlines() if told.startswith("stop")]
        return line(edition, None, reason=stops[0] if stops else done.stderr[-200:].strip())
    return line(edition, score)


@contextmanager
def worktree(folder: Path) -> Iterator[Path]:
    """The first version's files in `folder`, until the end of the block."""
    _git("worktree", "add", "--detach", str(folder), COMMIT)
    try:
        yield folder
    finally:
        _git("worktree", "remove", "--force", str(folder))


def _git(*arguments: str) -> None:
    subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, check=True)


if __name__ == "__main__":
    main()
