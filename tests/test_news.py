"""What a build tells while it runs: lines in a log, events, a line on a terminal; who leaves."""

import json
import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from epaper.cli import main
from epaper.press import edition
from tests.small_paper import events, marks, put_paper, put_story, started

DAY = date(2026, 1, 5)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper of two pages, built once."""
    folder = put_paper(tmp_path_factory.mktemp("news") / "paper", DAY, paragraphs=100)
    assert CliRunner().invoke(main, ["--paper", str(folder), "build", f"{DAY}"]).exit_code == 0
    return folder


def test_events_stand_a_line_each_and_the_last_is_the_edition(built: Path) -> None:
    before = marks(built, DAY)
    with started(built, "build", f"{DAY}", "--no-cache", "--jobs", "2", "--json") as process:
        told = list(events(process))
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode == 0
    stages = [event["stage"] for event in told if event["event"] == "stage"]
    assert stages == ["wire", "desk", "typeset", "makeup", "press", "check", "archive"]
    pages = [(event["page"], event["pages"]) for event in told if event["event"] == "page"]
    assert pages == [(1, 2), (2, 2)]
    assert {event["date"] for event in told} == {f"{DAY}"}
    assert (told[-1]["event"], told[-1]["pages"]) == ("edition", 2)
    assert Path(told[-1]["pdf"]).is_file()
    assert marks(built, DAY) == before
    times = [event["seconds"] for event in told[:-1]]
    assert times == sorted(times)


def test_what_is_kept_of_the_last_build_tells_the_time_left(built: Path) -> None:
    put_story(built, DAY, "harbour", "Another plan", paragraphs=100)
    told = CliRunner().invoke(main, ["--paper", str(built), "build", f"{DAY}", "--json"])
    facts = [json.loads(line) for line in told.stdout.splitlines()]
    foretold = {event["stage"] for event in facts if "seconds_left" in event}
    # Whether all has to be done is only known when it is: before, nothing is promised.
    assert foretold <= {"typeset", "makeup", "press", "check"}
    assert "press" in foretold


def test_lines_of_a_log(built: Path) -> None:
    words = ["--paper", str(built), "build", f"{DAY}", "--jobs", "1", "--no-cache"]
    result = CliRunner().invoke(main, words)
    lines = [line for line in result.stderr.splitlines() if line.startswith("epaper: ")]
    assert lines[0] == "epaper: 2026-01-05: reading copy"
    assert "epaper: 2026-01-05: drawing pages, page 2 of 2" in lines
    assert "\r" not in result.stderr
    assert "2 pages, 1 story" in result.stdout


def test_a_terminal_has_one_line_that_goes(built: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "epaper", "--paper", str(built)]
    command += ["build", f"{DAY}", "--no-cache"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        told = b""
        try:
            while part := os.read(ours, 4096):
                told += part
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(ours)
    assert process.returncode == 0
    assert b"drawing pages, page 2 of 2" in told
    assert b"\n" not in told
    assert told.endswith(b"\r\x1b[K")


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_who_stops_reading_stops_no_build(words: tuple[str, ...], tmp_path: Path) -> None:
    folder = put_paper(tmp_path / "paper", DAY)
    with started(folder, "build", f"{DAY}", "--jobs", "1", *words) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        if words:
            assert json.loads(process.stdout.readline())["stage"] == "wire"
        process.stdout.close()
        process.stderr.close()
        process.wait(120)
    assert process.returncode == 0
    assert (folder / f"{DAY}/out/a4/edition.json").is_file()


def test_a_page_that_fails_is_not_told_as_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put_paper(tmp_path / "paper", DAY)
    monkeypatch.setattr("epaper.press.render._draw", fail)
    words = ["--paper", str(folder), "build", f"{DAY}", "--jobs", "1", "--strict", "--json"]
    result = CliRunner().invoke(main, words)
    told = [json.loads(line)["event"] for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert "page" not in told
    assert told[-1] == "error"


def fail(job: object) -> None:
    raise edition.PressError("no page today")
