"""Docs keep up with the code: every problem code, command and link."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

import click
import pytest

from epaper.cli import main
from epaper.model import CodeStyle, DropCapRule, Grid, PageKind, TypeStyle
from epaper.wire.paper import FiledImprint, FiledNotice, FiledPaper, FiledSection, read_paper

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


def keys_of(table: type, name: str = "") -> Iterator[tuple[str, str]]:
    """Each key of a table of paper.toml and its default as people write it."""
    tables = {"section": FiledSection, "notice": FiledNotice, "imprint": FiledImprint}
    for each in fields(table):  # type: ignore[arg-type]
        if not name and each.name in tables:
            yield from keys_of(tables[each.name], f"{each.name}.")
            continue
        default = str(each.default)
        words = {"True": "`true`", "False": "`false`", "": "none", "None": "none"}
        if each.default is MISSING:
            default = "needed" if each.default_factory is MISSING else "none"
        elif isinstance(each.default, frozenset):
            default = "every day"
        else:
            default = words.get(default, f"`{default}`")
        yield f"{name}{each.name}", default


def test_every_key_of_paper_toml_is_told_with_its_default() -> None:
    page = (ROOT / "docs/paper-toml.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([\w.]+)` \| ([^|]+?) \|", page, re.M)
    assert dict(told) == dict(keys_of(FiledPaper))
    assert len(told) == len(dict(told))


def test_the_example_of_a_paper_has_every_key_and_is_one(tmp_path: Path) -> None:
    page = (ROOT / "docs/paper-toml.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.S)
    (tmp_path / "paper.toml").write_text(example, encoding="utf-8")
    assert read_paper(tmp_path).name == "The Ellery Courier"
    for key, _ in keys_of(FiledPaper):
        name = key.rpartition(".")[2]
        assert re.search(rf"^({name} = |\[{name}\]$)", example, re.M), key


def test_every_key_of_layout_toml_is_told() -> None:
    page = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", page.partition("| table | keys |")[2].partition("\n## ")[0]))
    tables = (Grid, PageKind, TypeStyle, DropCapRule, CodeStyle)
    wanted = {each.name for table in tables for each in fields(table)} | {"extends"}
    assert told >= wanted, wanted - told


def test_the_layout_in_the_docs_is_the_example() -> None:
    page = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"   ```toml\n(.*?)   ```", page, re.S)
    example = ROOT / "docs/examples/layouts/us-letter/layout.toml"
    assert textwrap.dedent(shown) == example.read_text(encoding="utf-8")


def test_files_named_in_the_steps_of_extending_are_there() -> None:
    page = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:epaper|tests|docs|layouts|assets)/[\w./-]+\.\w+)`", page)
    made = [name for name in named if "NAME" not in name]
    assert len(made) > 20
    assert [name for name in made if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "table",
    [
        "READERS",
        "RULES",
        "WRONG",
        "BROKEN",
        "CASES",
        "FIGURES",
        "STYLES",
        "EDITED",
        "LEADING",
        "SPEECH",
        "VOWELS",
        "_SPELLED_OUT",
        "TONGUES",
    ],
)
def test_tables_named_in_the_steps_of_extending_are_where_it_says(table: str) -> None:
    page = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
    (step,) = [s for s in re.split(r"\n\d\. |\n\n", page) if f"`{table}`" in s][:1]
    files = [ROOT / name for name in re.findall(r"`((?:epaper|tests)/[\w./]+\.py)`", step)]
    assert any(
        re.search(rf"^{table}\b.* = ", file.read_text(encoding="utf-8"), re.M) for file in files
    ), step
