"""A few builds killed at random moments: the shelf is whole, and nothing is left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks in /proc for processes")
def test_killed_builds_leave_the_shelf_whole_and_nothing_else() -> None:
    # In a process of its own, which has no threads and may fork.
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "kills.py"), "--runs", "2", "--seed", "2026"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| rebuild | 1 |" in done.stdout
