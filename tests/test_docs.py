"""Docs keep up with the code: every problem code, command, key and link."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path

import click
import pytest
from PIL import Image

from epaper.cli import main
from epaper.wire.importers import ImportReport, import_files
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
            default = "needed"
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
        assert re.search(rf"^{key.rpartition('.')[2]} = ", example, re.M), key


# What the code calls the object whose keys it asks for, and the key under which that one stands.
OBJECTS = {"given": "", "head": "crossheads.", "image": "images.", "meta": "meta."}


def keys_of_json_lines() -> set[str]:
    """Every key that the code asks for: `given.get("id")`, `clock.read(given, "date")`."""
    source = (ROOT / "epaper/wire/importers/articles.py").read_text(encoding="utf-8")
    keys = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case (
                ast.Call(
                    func=ast.Attribute(value=ast.Name(id=of), attr="get"),
                    args=[ast.Constant(value=key)],
                )
                | ast.Call(
                    func=ast.Attribute(attr="read"), args=[ast.Name(id=of), ast.Constant(value=key)]
                )
            ):
                keys.add(f"{OBJECTS[of]}{key}")
    return keys


def told_keys_of_json_lines() -> tuple[dict[str, str], dict[str, object]]:
    """The keys that the page tells with their defaults, and its example."""
    page = (ROOT / "docs/json-lines.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([\w.]+)` \| ([^|]+?) \|", page, re.M)
    assert len(told) == len(dict(told))
    (example,) = re.findall(r"```json\n(.*?)```", page, re.S)
    return dict(told), json.loads(example)


def test_every_key_of_json_lines_is_told_and_in_the_example() -> None:
    told, example = told_keys_of_json_lines()
    assert told.keys() == keys_of_json_lines()
    shown = set(example)
    for name in ("crossheads", "images"):
        (entry,) = example[name]  # type: ignore[misc]
        shown |= {f"{name}.{key}" for key in entry}
    shown |= {f"meta.{key}" for key in example["meta"]}  # type: ignore[attr-defined]
    assert shown == told.keys()


def without(article: dict[str, object], key: str) -> dict[str, object]:
    """The article without one of its keys."""
    copy = json.loads(json.dumps(article))
    *above, name = key.split(".")
    for each in above:
        copy_of_part = copy[each]
        part = copy_of_part[0] if isinstance(copy_of_part, list) else copy_of_part
        del part[name]
    if not above:
        del copy[name]
    return dict(copy)


def imported(folder: Path, article: dict[str, object]) -> tuple[ImportReport, str]:
    """What an import of the article reports, and the record it makes."""
    folder.mkdir()
    sections = '{key = "national", name = "News"}, {key = "world", name = "World"}'
    (folder / "paper.toml").write_text(f'name = "A"\nsection = [{sections}]\n')
    Image.new("RGB", (600, 400), (90, 120, 150)).save(folder / "ferry.png")
    (folder / "wire.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    report = import_files([folder / "wire.jsonl"], folder, date(2026, 2, 4), read_paper(folder))
    return report, "".join((folder / file).read_text(encoding="utf-8") for file in report.written)


@pytest.mark.parametrize("key", sorted(told_keys_of_json_lines()[0]))
def test_each_key_of_json_lines_does_what_its_default_says(key: str, tmp_path: Path) -> None:
    told, example = told_keys_of_json_lines()
    report, whole = imported(tmp_path / "whole", example)
    assert (len(report.written), report.skipped, report.problems) == (1, (), ())
    report, record = imported(tmp_path / "without", without(example, key))
    if told[key] == "needed" and "." not in key:
        assert len(report.skipped) == 1
    else:
        assert len(report.written) == 1
    if key != "id":
        assert record != whole
    if key == "crossheads.before":
        assert "Two boats" in record
