"""What a build came to, as data and as lines; the exit code.

The lines are made of the data, so that an edition of which only a note is left is told like one
that has just been built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from epaper.cli.common import counted, near
from epaper.cli.problems import (
    held_data,
    held_of,
    problem_data,
    problem_of,
    show_held_out,
    show_problems,
)
from epaper.cli.told_changes import change_data, change_lines, no_changes
from epaper.model import HeldOut, Score
from epaper.text import ordinal

if TYPE_CHECKING:
    from epaper.build import Built
    from epaper.order import Order

# Exit codes of editions that are published.
INCOMPLETE = 3  # something that was filed is held out
BLEMISHED = 4  # a page breaks a hard rule of looks


def facts_of(order: Order, built: Built, seconds: float) -> dict[str, Any]:
    """What a build came to, as JSON tells it."""
    facts: dict[str, Any] = {
        "date": order.day.isoformat(),
        "held_out": [held_data(held) for held in built.held_out],
        "problems": [problem_data(problem) for problem in built.problems],
        "seconds": round(seconds, 2),
        "stages": {stage: round(taken, 2) for stage, taken in built.seconds.items()},
        "changes": change_data(built.changes),
        "exit": _exit_code(built, force=order.force),
    }
    if built.checked is not None:
        facts["check"] = asdict(built.checked.score)
    if built.planned and built.plan is not None:
        facts["planned"] = len(built.plan.dummies)
    if (printed := built.printed) is not None:
        facts |= {
            "pdf": str(printed.pdf),
            "manifest": str(printed.manifest),
            "pages": printed.pages,
            "drawn": printed.drawn,
            "stories": built.records,
            "bytes": printed.bytes,
            "edition": asdict(printed.edition),
            "draft": order.draft,
        }
    return facts


def told_again(facts: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    """What is told of an edition that stands: nothing was done, and nothing has changed."""
    nothing = {"stages": {}, "drawn": 0, "changes": no_changes(facts["pages"])}
    return {**facts, **nothing, "seconds": round(seconds, 2)}


def _exit_code(built: Built, *, force: bool) -> int:
    """What the command ends with: 0 for an edition published whole."""
    if built.printed is None:
        return 0 if built.planned else 1
    if built.incomplete:
        return INCOMPLETE
    return BLEMISHED if built.blemished and not force else 0


def show_edition(facts: Mapping[str, Any]) -> None:
    """What a build came to, as lines."""
    problems = [problem_of(data) for data in facts["problems"]]
    held_out = [held_of(data) for data in facts["held_out"]]
    show_held_out(held_out)
    show_problems(problems)
    for line in _lines(facts, held_out):
        click.echo(line)
    if "pdf" in facts:
        if any(data["severity"] == "stop" for data in facts["problems"]):
            told = "epaper: published, but look at the pages with a `stop` above first"
            click.echo(told, err=True)
    elif "planned" not in facts:
        forced = "; --force publishes it as it is" if "check" in facts else ""
        told = f"epaper: no edition of {facts['date']} was written; see above{forced}"
        click.echo(told, err=True)


def _lines(facts: Mapping[str, Any], held_out: list[HeldOut]) -> Iterator[str]:
    """What there is now."""
    if "pdf" in facts:
        yield (
            f"{near(Path(facts['pdf']))}: {_numbered(facts)}"
            f"{counted(facts['pages'], 'page', 'pages')}, "
            f"{counted(facts['stories'], 'story', 'stories')}{_without(held_out)}, "
            f"{facts['bytes'] / 1e6:.1f} MB, {facts['seconds']:.1f} s"
        )
    if "check" in facts:
        yield str(Score(**facts["check"]))
    if facts["changes"] is not None:
        yield from change_lines(facts["changes"])
    if "planned" in facts:
        pages = counted(facts["planned"], "page", "pages")
        yield f"planned: {pages}, {facts['seconds']:.1f} s; nothing was drawn"


def _numbered(facts: Mapping[str, Any]) -> str:
    """Which edition of the day it is; nothing of the first."""
    number = facts["edition"]["number"]
    if number == 1:
        return ""
    return f"{'draft of the ' if facts['draft'] else ''}{ordinal(number)} edition, "


def _without(held_out: list[HeldOut]) -> str:
    """What the edition goes without, in short."""
    stories = sum(held.is_story for held in held_out)
    fields = sum(bool(held.field) for held in held_out)
    photos = len(held_out) - stories - fields
    parts = [counted(stories, "story", "stories")] if stories else []
    parts += [counted(photos, "photo", "photos")] if photos else []
    parts += [counted(fields, "field", "fields")] if fields else []
    return f" ({' and '.join(parts)} HELD OUT, see above)" if parts else ""
