"""An edition that stands is told again and not made again; whatever went in is noticed."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from epaper.changes import EditionChanges
from epaper.cli import COMMANDS, main
from epaper.cli.told_changes import no_changes
from tests.small_paper import put_paper, put_story

DAY = date(2026, 1, 5)
NOTE = f".cache/days/{DAY}-a4.json"


def build(folder: Path, *words: str) -> Result:
    command = ["--paper", str(folder), "build", f"{DAY}", "--jobs", "1", *words]
    return CliRunner(env={"SOURCE_DATE_EPOCH": "1770000000"}).invoke(main, command)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper of one day, built twice: nothing stood when it was built first."""
    folder = put_paper(tmp_path_factory.mktemp("built") / "paper", DAY)
    assert build(folder).exit_code == 0
    return folder


@pytest.fixture
def paper(built: Path, tmp_path: Path) -> Path:
    """The same to be changed, noted where it lies now."""
    folder = tmp_path / "paper"
    shutil.copytree(built, folder)
    assert build(folder).exit_code == 0
    return folder


def stands(folder: Path, *words: str) -> bool:
    """True if the edition is told without any stage of a build."""
    result = build(folder, "--json", *words)
    assert result.exit_code == 0, result.output
    return [json.loads(line)["event"] for line in result.stdout.splitlines()] == ["edition"]


def test_what_is_told_again_is_what_was_told(paper: Path) -> None:
    (paper / NOTE).unlink()
    made = json.loads(build(paper, "--json").stdout.splitlines()[-1])
    again = json.loads(build(paper, "--json").stdout)
    assert again["seconds"] < made["seconds"]
    assert again == {**made, "seconds": again["seconds"], "stages": {}}
    lines = build(paper).stdout.splitlines()
    assert lines[0].startswith(str(paper / f"{DAY}/out/a4/"))
    assert lines[-1] == "every page stands as it did"


def in_words(folder: Path) -> None:
    story = next((folder / f"{DAY}/articles").glob("*.md"))
    story.write_text(story.read_text().replace(" the ", " that ", 1))


def in_paper(folder: Path) -> None:
    text = (folder / "paper.toml").read_text()
    (folder / "paper.toml").write_text(text + "\n# looked at again\n")


def in_sheet(folder: Path) -> None:
    (folder / "layouts").mkdir()
    (folder / "layouts" / "house.css").write_text(".deck { color: #222; }\n")


def in_picture(folder: Path) -> None:
    picture = min((folder / f"{DAY}/out/a4").rglob("*.webp"))
    picture.unlink()


def in_press_pdf(folder: Path) -> None:
    (folder / f"{DAY}/out/a4.pdf").unlink()


def in_manifest(folder: Path) -> None:
    manifest = folder / f"{DAY}/out/a4/edition.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"A', b'"B', 1))


def in_note(folder: Path) -> None:
    (folder / NOTE).write_text('{"inputs": 1}')


def in_index(folder: Path) -> None:
    (folder / "archive.sqlite").unlink()


def in_a_past_day(folder: Path) -> None:
    past = folder / "2025-12-29/out/a4"
    past.mkdir(parents=True)
    (past / "edition.json").write_text("{}")


def with_a_story_more(folder: Path) -> None:
    put_story(folder, DAY, "ferry", "A ferry for the night")


@pytest.mark.parametrize(
    "change",
    [
        *(in_words, in_paper, in_sheet, in_picture, in_press_pdf, in_manifest, in_note, in_index),
        *(in_a_past_day, with_a_story_more),
    ],
)
def test_a_change_is_noticed(paper: Path, change: Callable[[Path], None]) -> None:
    assert stands(paper)
    change(paper)
    assert not stands(paper)
    assert stands(paper)


@pytest.mark.parametrize("word", ["--strict", "--no-cache", "--replan"])
def test_another_order_is_another_edition(paper: Path, word: str) -> None:
    assert not stands(paper, word)


def test_a_paper_that_is_found_from_elsewhere_is_told_where_it_is(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stands(paper)
    monkeypatch.chdir(paper.parent)
    told = json.loads(build(Path("paper"), "--json").stdout.splitlines()[-1])
    assert Path(told["pdf"]).is_file()


def test_nothing_has_changed_in_the_words_of_changes() -> None:
    changes = EditionChanges(pages_before=8, pages=(), edited=(), new=(), gone=(), moved=())
    assert no_changes(8) == asdict(changes)


def loaded(words: list[str]) -> set[str]:
    """The packages that a command has loaded when it ends."""
    program = (
        "import atexit, sys; from epaper.cli import main; "
        "atexit.register(lambda: print(sorted({m.partition('.')[0] for m in sys.modules}), "
        f"file=sys.stderr)); main({words!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    found: list[str] = json.loads(done.stderr.splitlines()[-1].replace("'", '"'))
    return set(found)


HEAVY = {"numpy", "weasyprint", "pydantic", "pikepdf", "lxml", "jinja2", "fontTools", "uharfbuzz"}


def test_help_and_an_edition_that_stands_wait_for_no_renderer(paper: Path) -> None:
    assert loaded(["--help"]) & {*HEAVY, "PIL", "sqlite3", "logging"} == set()
    assert loaded(["--paper", str(paper), "build", f"{DAY}", "--jobs", "1"]) & HEAVY == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_tells_of_each(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    told: Any = COMMANDS[name][2]
    assert command.name == name
    assert command.get_short_help_str(200).split()[:2] == told.split()[:2]
    assert len(told) <= 66
