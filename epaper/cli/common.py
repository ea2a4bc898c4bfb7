"""What all commands share: dates, plain words for faults, progress."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from epaper.exceptions import DEBUG, EpaperError
from epaper.system import library_missing

P = ParamSpec("P")

MOST_YEARS = 100  # of a range


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both included."""

    first: date
    last: date


class Day(click.ParamType[date]):
    """A date as 2026-02-04."""

    name = "date"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """`value` as a date; a usage error for anything else."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a date; write year, month, day: 2026-02-04", param, ctx)


class DayOrDays(click.ParamType[date | Days]):
    """A date, or a range of dates as 2026-01-01..2026-02-04."""

    name = "date or range"

    def convert(
        self, value: str | date | Days, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | Days:
        """`value` as a date or range; a usage error for anything else."""
        if not isinstance(value, str):
            return value
        first, dots, last = value.partition("..")
        if not dots:
            return Day().convert(value, param, ctx)
        days = Days(Day().convert(first, param, ctx), Day().convert(last, param, ctx))
        if days.last < days.first:
            told = f"{value!r} ends before it begins; the earlier day stands first"
            self.fail(f"{told}: {days.last}..{days.first}", param, ctx)
        if days.last.year - days.first.year > MOST_YEARS:
            told = f"{value!r} has more than {MOST_YEARS} years; is the year right?"
            self.fail(f"{told} Build such an archive in parts", param, ctx)
        return days


# What all commands that build take.
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=min(4, os.cpu_count() or 1),
    show_default=True,
    help="Pages drawn at the same time.",
)
strict_option = click.option(
    "--strict",
    is_flag=True,
    help="No edition rather than one that lacks a story or breaks a rule of looks.",
)
draft_option = click.option(
    "--draft", is_flag=True, help="For the desk's eyes: readers are not shown it."
)


def counted(count: int, one: str, many: str) -> str:
    """1 page, 2 pages."""
    return f"{count:,} {one if count == 1 else many}"


NOT_TO_BE_HAD = (errno.EADDRINUSE, errno.EADDRNOTAVAIL)  # an address to listen at


def told_plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Turn whatever a command raises into one line, a hint and exit code 1; no stack trace."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            return
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            told, hint = in_plain_words(error)
        click.echo(f"epaper: {told}", err=True)
        if hint:
            click.echo(f"  hint: {hint}", err=True)
        if kwargs.get("as_json"):
            click.echo(json.dumps({"event": "error", "error": told, "hint": hint}))
        sys.exit(1)

    return run


def in_plain_words(error: Exception) -> tuple[str, str]:
    """What a command raised, in a line, and a hint.

    Whoever debugs epaper has what is a fault of the program raised again.
    """
    if isinstance(error, EpaperError):
        return str(error), error.hint
    if isinstance(error, OSError):
        told = ": ".join(str(part) for part in (error.strerror or error, error.filename) if part)
        hint = "may it be read and written, and is there room on the disk?"
        if error.errno in NOT_TO_BE_HAD:
            hint = "another program listens there, or it is no address of this machine: --port"
        return told, hint
    if os.environ.get(DEBUG):
        raise error
    if isinstance(error, ImportError):
        return library_missing(error)
    # The last net: whoever runs this is an editor and not a programmer.
    hint = (
        "try the day without the story filed last, and send the day's folder to the "
        f"makers; with {DEBUG}=1 it tells where it was"
    )
    return f"this should not happen: {type(error).__name__}: {error}", hint


class Progress:
    """One line on a terminal that tells the stage; quiet elsewhere."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

    def __call__(self, stage: str) -> None:
        """Show that `stage` begins."""
        if self.shown and stage != "whole":
            click.echo(f"\r\033[K{stage} ...", nl=False, err=True)

    def end(self) -> None:
        """Clear the line."""
        if self.shown:
            click.echo("\r\033[K", nl=False, err=True)


def near(path: Path) -> Path:
    """`path` as seen from the current folder, if it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
