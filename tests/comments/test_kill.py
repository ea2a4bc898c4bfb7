"""Nothing is lost when the process is killed at any moment: proved by killing writers."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from epaper.comments import Comments, State
from epaper.comments.database import COMMENTS_FILE

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from epaper.comments import Comments, CommentLimits
from tests.comments.made_up import draft

limits = CommentLimits(overall=10**9, per_address=10**9, per_address_day=10**9)
store = Comments(Path(sys.argv[1]), limits)
start = int(sys.argv[2])
for number in range(start, start + 100_000):
    comment = store.add(draft(f"Kept text {number} of writer", address="a"), datetime.now(UTC))
    print(comment.id, number, flush=True)
"""


@pytest.mark.parametrize("lines", [1, 7, 40])
def test_what_was_answered_is_there_after_kill_9(tmp_path: Path, lines: int) -> None:
    told: list[tuple[int, int]] = []
    for start in (0, 1_000_000):
        told += _killed_writer(tmp_path, start, lines)
    store = Comments(tmp_path)
    texts = {each.id: each.text for each in store.of_state(State.PENDING)}
    assert {texts[number] for number, _ in told} == {f"Kept text {n} of writer" for _, n in told}
    assert len(told) >= 2 * lines
    # The one that was under way is there whole or not at all.
    assert all(
        text.startswith("Kept text ") and text.endswith(" of writer") for text in texts.values()
    )
    store.close()
    with closing(sqlite3.connect(tmp_path / COMMENTS_FILE)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _killed_writer(folder: Path, start: int, lines: int) -> list[tuple[int, int]]:
    """Ids and numbers that a writer said were kept, before it was killed in the middle of work."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(start)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(lines)]
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.readlines()
    assert writer.returncode == -signal.SIGKILL
    whole = [line.split() for line in told if line.endswith("\n")]
    return [(int(number), int(text)) for number, text in whole]
