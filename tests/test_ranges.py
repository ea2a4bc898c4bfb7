"""Ranges: every day that has copy, once; what is told of each; where a killed one goes on."""

import json
import os
import shutil
import signal
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from epaper.cli import main
from epaper.model.days import DAYS_BACK
from tests.press.test_workers import runs
from tests.small_paper import children, events, forget, marks, put_paper, put_story, started

FIRST = date(2026, 1, 5)
DAYS = tuple(FIRST + timedelta(days=n) for n in (0, 1, 2, DAYS_BACK[0]))
LAST = DAYS[-1]
SPAN = f"{date(2026, 1, 1)}..{LAST}"
NO_RECORD = "---\nheadlines: no\n---\n"


def run(folder: Path, *words: str) -> Result:
    # One time for all: each edition tells when it was made.
    clock = {"SOURCE_DATE_EPOCH": "1770000000"}
    return CliRunner(env=clock).invoke(main, ["--paper", str(folder), "build", *words])


def told(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def states(result: Result) -> dict[str, str]:
    return {e["date"]: e["state"] for e in told(result) if e["event"] == "edition"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper whose days were built as a range by two workers."""
    folder = put_paper(tmp_path_factory.mktemp("built") / "paper", *DAYS)
    result = run(folder, SPAN, "--jobs", "2", "--json")
    assert result.exit_code == 0, result.output
    assert states(result) == {f"{day}": "built" for day in DAYS}
    assert told(result)[-1] == {
        "event": "range",
        "from": "2026-01-01",
        "to": f"{LAST}",
        "days": 4,
        "built": 4,
        "unchanged": 0,
        "refused": 0,
        "incomplete": 0,
        "interrupted": False,
        "exit": 0,
    }
    return folder


@pytest.fixture
def paper(built: Path, tmp_path: Path) -> Path:
    """The same paper to be changed; its files have other places and times."""
    folder = tmp_path / "paper"
    shutil.copytree(built, folder)
    return folder


def test_the_bytes_are_those_of_one_build_after_another(built: Path, tmp_path: Path) -> None:
    folder = put_paper(tmp_path / "paper", *DAYS)
    for day in DAYS:
        assert run(folder, f"{day}", "--jobs", "1").exit_code == 0
    for day in DAYS:
        assert marks(folder, day) == marks(built, day), day
    # The last day looks back to the first.
    assert "A plan for the harbour" in (folder / f"{LAST}/out/a4/edition.json").read_text()


def test_what_stands_is_not_opened_again(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr("epaper.build.open_day", never)
    before = {day: marks(built, day) for day in DAYS}
    result = run(built, SPAN, "--jobs", "1", "--json")
    assert states(result) == {f"{day}": "unchanged" for day in DAYS}
    assert {day: marks(built, day) for day in DAYS} == before
    (edition, *_) = told(result)
    assert (edition["event"], edition["pages"], edition["exit"]) == ("edition", 1, 0)
    assert (edition["drawn"], edition["stages"], edition["changes"]["pages"]) == (0, {}, [])


def a_word(folder: Path) -> None:
    put_story(folder, FIRST, "harbour", "Another plan")


def a_lost_page(folder: Path) -> None:
    (folder / f"{FIRST}/out/a4/pages/page-01.pdf").unlink()


def another_build(folder: Path) -> None:
    """An edition that no range has noted."""
    path = folder / f"{FIRST}/out/a4/edition.json"
    path.write_text(path.read_text() + "\n")


def a_broken_note(folder: Path) -> None:
    (folder / f".cache/days/{FIRST}-a4.json").write_text("{")


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (a_word, "built"),
        (a_lost_page, "unchanged"),
        (another_build, "built"),
        (a_broken_note, "unchanged"),
    ],
)
def test_what_has_changed_is_built_and_nothing_else(
    change: Callable[[Path], None], state: str, paper: Path
) -> None:
    span = f"{FIRST}..{DAYS[1]}"
    assert run(paper, span, "--jobs", "1").exit_code == 0  # noted where it stands now
    change(paper)
    result = run(paper, span, "--jobs", "1", "--json")
    begun = {event["date"] for event in told(result) if event["event"] == "stage"}
    assert begun == {f"{FIRST}"}
    assert states(result) == {f"{FIRST}": state, f"{DAYS[1]}": "unchanged"}
    assert (paper / f"{FIRST}/out/a4/pages/page-01.pdf").exists()


def test_a_day_is_built_anew_where_one_that_it_looks_back_to_has_changed(paper: Path) -> None:
    assert run(paper, SPAN, "--jobs", "1").exit_code == 0
    put_story(paper, FIRST, "harbour", "Another plan for the harbour")
    result = run(paper, SPAN, "--jobs", "2", "--json")
    days = {f"{DAYS[1]}": "unchanged", f"{DAYS[2]}": "unchanged"}
    assert states(result) == {f"{FIRST}": "built", f"{LAST}": "built", **days}


def test_a_day_that_is_refused_stops_no_other_and_the_worst_counts(paper: Path) -> None:
    put_story(paper, FIRST, "harbour", "Held whole")
    (paper / f"{DAYS[0]}/articles/none.md").write_text(NO_RECORD)
    (paper / f"{DAYS[1]}/articles/harbour.md").unlink()
    result = run(paper, SPAN, "--jobs", "2")
    assert result.exit_code == 1
    assert f"{DAYS[1]}: REFUSED\n  there is no article for {DAYS[1]}" in result.stderr
    assert f"{DAYS[0]}: NOT IN THIS EDITION: {DAYS[0]}/articles/none.md" in result.stderr
    assert "W-203" in result.stderr
    # The last day looks back to the first.
    summary = "4 days with copy: 2 built, 1 unchanged, 1 refused; 1 INCOMPLETE, see above\n"
    assert result.stdout == summary
    # Incomplete alone, as it stands: told again.
    again = run(paper, f"{FIRST}..{FIRST}", "--jobs", "1", "--json")
    assert again.exit_code == 3
    assert states(again) == {f"{FIRST}": "unchanged"}
    assert told(again)[0]["held_out"][0]["file"] == f"{FIRST}/articles/none.md"


def test_after_a_kill_it_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = put_paper(tmp_path / "paper", *DAYS)
    with started(folder, "build", SPAN, "--jobs", "1", "--json") as process:
        first = next(event for event in events(process) if event["event"] == "edition")
        process.kill()
    result = run(folder, SPAN, "--jobs", "2", "--json")
    assert result.exit_code == 0
    assert states(result)[first["date"]] == "unchanged"
    assert first["date"] not in {e["date"] for e in told(result) if e["event"] == "stage"}
    assert set(states(result)) == {f"{day}" for day in DAYS}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_with_what_is_done(jobs: str, tmp_path: Path) -> None:
    folder = put_paper(tmp_path / "paper", *DAYS)
    with started(folder, "build", SPAN, "--jobs", jobs, "--json") as process:
        told = events(process)
        first = next(event for event in told if event["event"] == "edition")
        workers = children(process.pid)
        process.send_signal(signal.SIGINT)
        (summary,) = [event for event in told if event["event"] == "range"]
    assert process.returncode == 130
    assert (summary["interrupted"], summary["exit"], summary["days"]) == (True, 130, 4)
    assert 1 <= summary["built"] < 4
    assert not any(runs(worker) for worker in workers)
    again = run(folder, f"{first['date']}..{LAST}", "--jobs", "1", "--json")
    assert states(again)[first["date"]] == "unchanged"
    # What workers had begun is cleared with the next build.
    assert not list((folder / ".cache").glob("build-*.lock"))
    assert not list(folder.glob("*/out/.*"))


def test_without_the_cache_all_is_made_and_nothing_noted(tmp_path: Path) -> None:
    folder = put_paper(tmp_path / "paper", FIRST)
    for state in ("built", "unchanged"):  # the bytes are the same
        result = run(folder, SPAN, "--jobs", "1", "--no-cache", "--json")
        assert states(result) == {f"{FIRST}": state}
        assert "stage" in {event["event"] for event in told(result)}
    assert not os.listdir(folder / ".cache")
    forget(folder, FIRST)


@pytest.mark.parametrize(
    ("span", "code", "words"),
    [
        ("2026-02-04..2026-01-01", 2, "the earlier day stands first: 2026-01-01..2026-02-04"),
        ("0001-01-01..2026-01-01", 2, "more than 100 years"),
        ("2026-01-01..2026-01-32", 2, "is not a date"),
        ("2026-01-01..", 2, "is not a date"),
        ("2026-02-01..2026-02-04", 1, f"the first day with copy is {FIRST}, the last {LAST}"),
    ],
)
def test_a_range_that_is_none_is_told_with_a_hint(
    span: str, code: int, words: str, built: Path
) -> None:
    result = run(built, span)
    assert result.exit_code == code
    assert words in result.stderr


def test_a_paper_without_copy(tmp_path: Path) -> None:
    result = run(put_paper(tmp_path / "paper"), SPAN)
    assert result.exit_code == 1
    assert "put records into folders such as 2026-01-01/articles" in result.stderr
