"""`epaper list`, `epaper search`, `epaper archive rebuild`."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from epaper.cli import main
from epaper.model.manifest import MANIFEST, EditionEntry
from epaper.places import ARCHIVE_FILE

from .made_up import DAY, Piece, put_edition, put_paper


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_paper(tmp_path)
    put_edition(tmp_path, number=1234)
    put_edition(tmp_path, form="a4")
    put_edition(tmp_path, DAY + timedelta(days=1), [Piece(slug="coming")], draft=True)
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--paper", str(folder), *arguments])


def test_list(folder: Path) -> None:
    result = run(folder, "list")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "2026-02-05  1 page, 1 story, 0.0 MB  berliner [draft]",
        "    coming",
        "2026-02-04  No. 1,234  3 pages, 5 stories, 0.0 MB  a4, berliner",
        "    Harbour water to heat Old Town",
    ]
    assert len(run(folder, "list", "--limit", "1").stdout.splitlines()) == 2


def test_list_as_json(folder: Path) -> None:
    editions = json.loads(run(folder, "list", "--json").stdout)
    assert [edition["day"] for edition in editions] == ["2026-02-05", "2026-02-04"]
    assert editions[1]["formats"] == ["a4", "berliner"]


def test_list_tells_editions_of_a_day_apart(folder: Path) -> None:
    time = "2026-02-04T22:14:00+01:00"
    put_edition(folder, number=1234, edition=EditionEntry(number=2, time=time))
    assert run(folder, "list", "--limit", "2").stdout.splitlines()[2:] == [
        "2026-02-04  No. 1,234  2nd edition, 2026-02-04 22:14  3 pages, 5 stories, 0.0 MB  "
        "a4, berliner",
        "    Harbour water to heat Old Town",
        "    earlier: 1st edition",
    ]
    told = json.loads(run(folder, "list", "--json").stdout)[1]
    assert (told["edition"], told["time"]) == (2, time)
    assert (told["earlier"], told["withdrawn"]) == ([{"number": 1, "time": ""}], [])


def test_list_tells_what_cannot_be_read(folder: Path) -> None:
    (folder / str(DAY) / "out/a4" / MANIFEST).write_text('{"version": 1}')
    result = run(folder, "list")
    assert result.exit_code == 0
    assert "warn A-101 2026-02-04/out/a4/edition.json" in result.stderr
    assert "epaper build 2026-02-04 --format a4" in result.stderr


def test_a_paper_without_editions(tmp_path: Path) -> None:
    put_paper(tmp_path)
    result = run(tmp_path, "list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(run(tmp_path, "list", "--json").stdout) == []


def test_search(folder: Path) -> None:
    result = run(folder, "search", "harbour", '"old town"')
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "2026-02-04/harbour-heat  National, page 1",
        "    Harbour water to heat Old Town",
        "    Port Ellery is to draw the heat for its Old Town out of the harbour. A debate of six "
        "hours ended in a vote of 23 to 19. The plant is to be finished in three years.",
    ]
    assert "1 found, 1 shown" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "total"),
    [
        (["the"], 6),
        (["the", "--from", "2026-02-05"], 1),
        (["the", "--to", "2026-02-04"], 5),
        (["the", "--section", "sport"], 1),
        (["the", "--sort", "best", "--limit", "1"], 6),
        (["--", "the", "-council"], 2),
        (["?"], 0),
    ],
)
def test_search_as_json(folder: Path, arguments: list[str], total: int) -> None:
    result = run(folder, "search", "--json", *arguments)
    assert result.exit_code == 0, result.output
    results = json.loads(result.stdout)
    assert results["total"] == total
    assert bool(results["problems"]) == (arguments == ["?"])


@pytest.mark.parametrize(
    "arguments",
    [["search"], ["search", "x", "--from", "now"], ["list", "--limit", "0"], ["archive", "x"]],
)
def test_wrong_usage(folder: Path, arguments: list[str]) -> None:
    assert run(folder, *arguments).exit_code == 2


def test_a_folder_that_is_no_paper(tmp_path: Path) -> None:
    for arguments in (["list"], ["search", "x"], ["archive", "rebuild"]):
        result = run(tmp_path, *arguments)
        assert result.exit_code == 1
        assert "hint" in result.stderr


def test_rebuild_mends_a_damaged_index(folder: Path) -> None:
    run(folder, "list")
    data = bytearray((folder / ARCHIVE_FILE).read_bytes())
    data[4096:] = b"\x55" * (len(data) - 4096)
    (folder / ARCHIVE_FILE).write_bytes(data)
    broken = run(folder, "list")
    assert broken.exit_code == 1
    assert "epaper archive rebuild" in broken.stderr
    result = run(folder, "archive", "rebuild")
    assert (result.exit_code, result.stdout) == (0, "3 editions in the index\n")
    assert run(folder, "list").exit_code == 0
