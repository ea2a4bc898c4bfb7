"""The nameplate that a paper brings as a picture, looked at before anything is set.

In: the paper as filed, its folder, the layout. Out: the paper with its `Logo`, or without one and
the reason. The edition is not held up by it: the name is set in type then, unless the order is
strict.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from epaper.darkroom import inspect_logo
from epaper.makeup.frames.furniture import nameplate_room_pt
from epaper.model import MM_PER_PT, At, Layout, Paper, Problem, Severity
from epaper.places import PAPER_FILE
from epaper.wire.toml_lines import toml_lines

FRONT = "front"


def with_logo(
    paper: Paper, folder: Path, layout: Layout, *, strict: bool = False
) -> tuple[Paper, tuple[Problem, ...]]:
    """The paper, its `logo` that of `logo_file` if this can be printed; P-206, P-207.

    What is wrong with it stops a `strict` order.
    """
    if not paper.logo_file:
        return paper, ()
    width_pt, height_pt = nameplate_room_pt(paper, layout.grid, layout.kinds[FRONT])
    room_mm = (width_pt * MM_PER_PT, height_pt * MM_PER_PT)
    logo, found = inspect_logo(folder, paper.logo_file, room_mm)
    where = At(file=PAPER_FILE, line=_line(folder), field="logo")
    severity = Severity.STOP if strict and logo is None else Severity.WARN
    told = tuple(replace(problem, where=where, severity=severity) for problem in found)
    return replace(paper, logo=logo), told


def _line(folder: Path) -> int:
    """The line of paper.toml that names the picture; 0 if the file has just changed."""
    with suppress(OSError, ValueError):
        return toml_lines((folder / PAPER_FILE).read_text(encoding="utf-8-sig")).line(("logo",))
    return 0
