"""epaper watch, as it is run: builds on every change, tells faults, ends clean."""

import os
import signal
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.press.test_workers import runs
from tests.small_paper import BODY, children, events, put_paper, put_story, started

DAY = date(2026, 1, 5)
# What ends a build.
ENDS = ("edition", "error")
COMMAND = ("watch", f"{DAY}", "--jobs", "1")


class Watched:
    """A running `epaper watch`, and what it tells."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = started(folder, "watch", f"{DAY}", "--jobs", "2", "--json")
        self._events = events(self.process)

    def until(self, *kinds: str) -> dict[str, Any]:
        """The next event of these kinds."""
        return next(event for event in self._events if event["event"] in kinds)

    def workers(self) -> list[int]:
        """The processes that it has started."""
        return children(self.process.pid)

    def end(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(put_paper(tmp_path / "paper", DAY))
    yield watched
    watched.process.kill()
    watched.process.communicate()


def test_it_builds_on_every_change_and_ends_clean(watched: Watched) -> None:
    folder = watched.folder
    assert watched.until(*ENDS)["stories"] == 1
    workers = watched.workers()
    assert len(workers) == 2

    # Saved as many editors do: beside it, then renamed.
    story = folder / f"{DAY}/articles/harbour.md"
    beside = story.with_name(".harbour.md.swp")
    beside.write_text(story.read_text().replace("A plan", "Another plan", 1))
    os.replace(beside, story)
    changed = watched.until("changed", *ENDS)
    assert changed["files"] == [{"file": f"{DAY}/articles/harbour.md", "change": "changed"}]
    edition = watched.until(*ENDS)
    assert "Another plan" in Path(edition["manifest"]).read_text()
    assert edition["edition"]["number"] == 1  # all builds of a watch are one edition

    # A paper that cannot be read is told, and mending it is a change.
    paper = folder / "paper.toml"
    whole = paper.read_text()
    paper.write_text("name = ")
    assert watched.until("changed")["files"] == [{"file": "paper.toml", "change": "changed"}]
    assert "paper.toml" in watched.until(*ENDS)["error"]
    paper.write_text(whole)
    assert "pdf" in watched.until(*ENDS)

    assert watched.workers() == workers  # they stay warm
    assert watched.end() == 0
    assert not any(runs(worker) for worker in workers)


def test_a_change_during_a_build_starts_another_after_it(watched: Watched) -> None:
    watched.until("page")
    put_story(watched.folder, DAY, "second", "A second story")
    first = watched.until(*ENDS)
    assert first["stories"] == 1
    assert watched.until("changed")["files"][0]["change"] == "new"
    assert watched.until(*ENDS)["stories"] == 2


def test_ctrl_c_in_the_middle_of_a_build_ends_it_clean(watched: Watched) -> None:
    put_story(watched.folder, DAY, "long", "A long story", paragraphs=400)
    watched.until("stage")
    workers = watched.workers()
    assert watched.end() == 0
    assert not any(runs(worker) for worker in workers)
    assert not list((watched.folder / ".cache").glob("build-*.lock"))
    assert not list((watched.folder / f"{DAY}").glob("out/.*"))


def test_a_paper_that_is_none_is_not_watched(tmp_path: Path) -> None:
    with started(tmp_path, "watch", f"{DAY}") as process:
        _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "hint" in told


def test_what_it_says_in_words(tmp_path: Path) -> None:
    folder = put_paper(tmp_path / "paper", DAY)
    log = tmp_path / "log"
    with log.open("w") as file, started(folder, *COMMAND, errors=file) as process:
        wait_for(process, log, "watching")
        for name in "abcdefghijk":
            (folder / f"{DAY}/articles/{name}.md").write_text(f"---\nheadline: {name}\n---\n{BODY}")
        wait_for(process, log, "watching", 2)
        process.send_signal(signal.SIGINT)
    assert process.returncode == 0
    told = log.read_text()
    assert f"changed: {DAY}/articles/a.md (new), {DAY}/articles/b.md (new)" in told
    assert "and 3 more files" in told


def wait_for(process: "subprocess.Popen[str]", log: Path, words: str, times: int = 1) -> None:
    while log.read_text().count(words) < times:
        with pytest.raises(subprocess.TimeoutExpired):  # it still runs
            process.wait(0.1)
