"""`epaper check`, `epaper proof`, and the build that refuses broken pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from epaper.cli import main
from epaper.model import At, Problem, Severity
from epaper.press import Printed

from ..press.conftest import print_sample
from .editions import BROKEN, clean
from .made_up import Edition
from .test_words import HEADLINES

DAY = "2026-02-04"
FORMAT = "made-up"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper with a clean made-up edition and the articles it was made of."""
    toml = 'name = "The Courier"\nlanguage = "en-GB"\n[[section]]\nkey = "all"\nname = "All"\n'
    (tmp_path / "paper.toml").write_text(toml)
    made = Edition(clean())
    made.write(out(tmp_path))
    articles = tmp_path / DAY / "articles"
    articles.mkdir()
    for slug, headline in HEADLINES.items():
        text = f'---\nheadline: "{headline}"\nsection: all\n---\n{" ".join(made.bodies[slug])}\n'
        (articles / f"{slug}.md").write_text(text)
    return tmp_path


def out(paper: Path) -> Path:
    folder = paper / DAY / "out" / FORMAT
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run(paper: Path, command: str, *options: str) -> Result:
    arguments = ["--paper", str(paper), command, DAY, "--format", FORMAT, *options]
    return CliRunner().invoke(main, arguments)


def break_rule(paper: Path, code: str) -> None:
    pages = clean()
    BROKEN[code](pages)
    Edition(pages).write(out(paper))


def test_check_of_a_clean_edition_says_one_line(paper: Path) -> None:
    result = run(paper, "check")
    assert result.exit_code == 0, result.output
    (line,) = result.output.splitlines()
    assert line.startswith("2 pages, 2 clean, largest hole ")


def test_a_hard_finding_is_exit_code_1(paper: Path) -> None:
    break_rule(paper, "C-110")
    result = run(paper, "check")
    assert result.exit_code == 1
    finding, score = result.output.splitlines()
    assert finding.startswith("stop C-110 page 1, lead: the label that should name page 2 says")
    assert score.startswith("2 pages, 1 clean")


def test_a_soft_finding_is_not(paper: Path) -> None:
    break_rule(paper, "C-115")
    result = run(paper, "check")
    assert result.exit_code == 0
    assert result.output.startswith("warn C-115 page 1, lead")


def test_changed_copy_is_told(paper: Path) -> None:
    article = paper / DAY / "articles" / "wind.md"
    article.write_text(article.read_text() + "\nOne more paragraph.\n")
    result = run(paper, "check")
    assert result.exit_code == 1
    assert result.output.startswith("stop C-101 page 2, wind: body, after")


def test_check_as_json(paper: Path) -> None:
    break_rule(paper, "C-201")
    result = run(paper, "check", "--json")
    data = json.loads(result.output)
    assert result.exit_code == 1
    (finding,) = data["findings"]
    assert finding["code"] == "C-201"
    assert finding["where"] == {"story": "rovers", "page": 2}
    assert data["score"]["hard"] == 1
    assert data["score"]["clean_pages"] == 1
    assert data["score"]["points"] >= 5.0


def test_no_edition_to_check(paper: Path) -> None:
    result = CliRunner().invoke(main, ["--paper", str(paper), "check", DAY, "--format", "a4"])
    assert result.exit_code == 1
    assert "no edition in" in result.output
    assert "build the day first" in result.output


def test_proof_shows_all_pages_and_marks_hard_findings(paper: Path) -> None:
    result = run(paper, "proof")
    assert result.exit_code == 0, result.output
    path = out(paper) / "proof.png"
    with Image.open(path) as sheet:
        size = sheet.size
        assert size[0] > size[1]
        assert _reds(sheet) == 0
    break_rule(paper, "C-301")
    run(paper, "proof")
    with Image.open(path) as sheet:
        assert sheet.size == size
        assert _reds(sheet) > 500


def _reds(sheet: Image.Image) -> int:
    colours = sheet.getcolors(1 << 20) or []
    return sum(count for count, colour in colours if colour == (214, 0, 28))


def found(severity: Severity) -> tuple[Problem, ...]:
    return (Problem(code="C-301", severity=severity, where=At(page=1), message="a hole"),)


def test_the_press_refuses_what_the_check_stops(tmp_path: Path) -> None:
    seen: list[Path] = []

    def check(folder: Path) -> tuple[Problem, ...]:
        assert (folder / "edition.json").is_file()
        seen.append(folder)
        return found(Severity.STOP)

    printed, problems = print_sample(tmp_path, check=check)
    assert printed is None
    assert problems == found(Severity.STOP)
    assert not (tmp_path / "out").exists()
    assert not seen[0].exists()


@pytest.mark.parametrize("severity", [Severity.STOP, Severity.WARN])
def test_a_forced_edition_is_marked_if_it_is_broken(tmp_path: Path, severity: Severity) -> None:
    printed, problems = print_sample(tmp_path, check=lambda folder: found(severity), force=True)
    assert isinstance(printed, Printed)
    assert problems == found(severity)
    manifest = json.loads(printed.manifest.read_text(encoding="utf-8"))
    assert manifest["forced"] is (severity is Severity.STOP)
