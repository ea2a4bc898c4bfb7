"""A process that dies while it writes the index leaves a good one, which refresh completes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .killed import MOMENTS

ROOT = Path(__file__).parent.parent.parent


def test_a_process_ended_at_any_moment_leaves_a_good_index(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.archive.killed", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # The machine may be faster than it was when the moments were set.
    assert int(done.stdout) >= MOMENTS // 4
