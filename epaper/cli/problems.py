"""Problems, and what is held out: as lines, as data, and read back from data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from epaper.model import At, HeldOut, Problem, Severity


def show_problems(problems: Sequence[Problem]) -> None:
    """Every problem on a line of its own, those that stop the edition last."""
    order = {Severity.NOTE: 0, Severity.WARN: 1, Severity.STOP: 2}
    for problem in sorted(problems, key=lambda p: order[p.severity]):
        click.echo(str(problem), err=True)


def show_held_out(held_out: Sequence[HeldOut]) -> None:
    """What the edition goes without, loud: the lead first, then stories, then parts of some."""
    for held in sorted(held_out, key=lambda held: (not held.lead, not held.is_story, held.file)):
        what = "THE LEAD IS" if held.lead else "A STORY IS" if held.is_story else "A PHOTO IS"
        what = "A FIELD IS" if held.field else what
        part = held.field or f"photos[{held.photo}]"
        place = held.file if held.is_story else f"{held.file}, {part}"
        told = f" “{held.headline}”" if held.headline else ""
        click.secho(f"{what} NOT IN THIS EDITION: {place}{told}", fg="red", bold=True, err=True)
        for problem in held.reasons:
            click.echo(f"  {problem.told}", err=True)


def held_data(held: HeldOut) -> dict[str, object]:
    """What is held out as JSON tells it: as edition.json does, with the whole place of a reason."""
    return {
        "file": held.file,
        "slug": held.slug,
        "headline": held.headline,
        "photo": held.photo,
        "field": held.field,
        "lead": held.lead,
        "reasons": [problem_data(problem) for problem in held.reasons],
    }


def problem_data(problem: Problem) -> dict[str, object]:
    """A problem as JSON tells it; of its place only what is known."""
    where = problem.where
    place = {
        "file": where.file,
        "line": where.line,
        "field": where.field,
        "story": where.story,
        "page": where.page,
    }
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "where": {name: value for name, value in place.items() if value},
        "message": problem.message,
        "hint": problem.hint,
    }


def problem_of(data: Mapping[str, Any]) -> Problem:
    """The problem that `problem_data` told."""
    return Problem(
        code=data["code"],
        severity=Severity(data["severity"]),
        where=At(**data["where"]),
        message=data["message"],
        hint=data["hint"],
    )


def held_of(data: Mapping[str, Any]) -> HeldOut:
    """What `held_data` told."""
    return HeldOut(**{**data, "reasons": tuple(map(problem_of, data["reasons"]))})
