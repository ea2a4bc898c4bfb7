"""Docs keep up with the code: every problem code, command and link."""

import re
from pathlib import Path

import click
import pytest

from epaper.cli import main

ROOT = Path(__file__).parent.parent
SOURCES = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "epaper").rglob("*.py"))
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def test_every_problem_code_is_documented_and_every_documented_one_exists() -> None:
    used = set(re.findall(r'"([A-Z]-\d{3})"', SOURCES))
    told = set(re.findall(r"^\| ([A-Z]-\d{3}) \|", (ROOT / "docs/problems.md").read_text(), re.M))
    assert used == told


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_with_an_example_and_stands_in_the_readme(name: str) -> None:
    command = main.commands[name]
    assert isinstance(command, click.Command)
    assert command.help is not None
    assert "Example:" in command.help
    assert f"epaper {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
