"""The house's plan holds: who may import whom, one name for one thing (docs/architecture.md)."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "epaper"
STAGES = (
    *("model", "wire", "copydesk", "desk", "typeset", "makeup", "darkroom", "press", "check"),
    *("archive", "comments", "reader"),
)
# What all may use, and the reader's own ground: it is the pages over archive and comments.
MAY_USE = {"reader": {"model", "archive", "comments"}}
# Make-up's rooms in the order of its data: each may use those before it, and the figures.
ROOMS = ("story", "page", "flatplan", "frames")
MOST_MODULES = 12  # of a folder of make-up without folders of its own


def modules(path: Path) -> Iterator[str]:
    """The modules of the house that a module imports from, at its head or inside."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("epaper."):
            yield str(node.module)


def imported(path: Path) -> Iterator[str]:
    """The packages of the house that a module imports from."""
    return (module.split(".")[1] for module in modules(path))


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_no_other(stage: str) -> None:
    allowed = {stage, *MAY_USE.get(stage, {"model"})}
    found = {
        (path.name, other)
        for path in (PACKAGE / stage).rglob("*.py")
        for other in imported(path)
        if other in STAGES and other not in allowed
    }
    assert found == set()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_of_makeup_uses_those_before_it(room: str) -> None:
    allowed = ROOMS[: ROOMS.index(room) + 1]
    found = {
        (path.name, module)
        for path in (PACKAGE / "makeup" / room).glob("*.py")
        for module in modules(path)
        if module.startswith("epaper.makeup")
        and module != "epaper.makeup.figures"
        and module.split(".")[2:3] not in [[a] for a in allowed]
    }
    assert found == set()


def test_no_folder_of_makeup_is_a_heap() -> None:
    for folder in (PACKAGE / "makeup", *(PACKAGE / "makeup" / room for room in ROOMS)):
        assert len([p for p in folder.glob("*.py") if p.name != "__init__.py"]) <= MOST_MODULES


@pytest.mark.parametrize("below", ["language", "pdf"])
def test_what_all_use_imports_no_stage_but_the_nouns(below: str) -> None:
    found = {
        (path.name, other)
        for path in (PACKAGE / below).rglob("*.py")
        for other in imported(path)
        if other in STAGES and other != "model"
    }
    assert found == set()


def test_no_class_name_stands_for_two_things() -> None:
    # A leading underscore makes no other word of it.
    names = Counter(
        node.name.lstrip("_")
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []
