"""The house's plan holds: stages do not import each other (docs/architecture.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "epaper"
STAGES = (
    *("model", "wire", "desk", "typeset", "makeup", "darkroom", "press", "check"),
    *("archive", "comments", "reader"),
)
# What all may use, and the reader's own ground: it is the pages over archive and comments.
MAY_USE = {"reader": {"model", "archive", "comments"}}


def imported(path: Path) -> Iterator[str]:
    """The packages of the house that a module imports from, at its head or inside."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("epaper."):
            yield str(node.module).split(".")[1]


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
