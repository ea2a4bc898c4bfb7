"""watch: the edition of a day, built again whenever something of it changes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from epaper.cli.common import (
    Day,
    counted,
    draft_option,
    in_plain_words,
    jobs_option,
    strict_option,
    told_plainly,
)
from epaper.cli.edition import build_once, now
from epaper.cli.news import Events, say, unread_is_no_fault
from epaper.exceptions import EpaperError

if TYPE_CHECKING:
    from epaper.inputs import FileChange
    from epaper.order import Order

SHOWN = 8  # files that are named; of a folder that was copied the others are counted


@click.command()
@click.argument("day", type=Day(), metavar="DATE")
@click.option("--format", "layout", default="", help="The format to build (default: the paper's).")
@jobs_option
@strict_option
@draft_option
@click.option("--json", "as_json", is_flag=True, help="Print what goes on as JSON Lines.")
@click.pass_obj
@told_plainly
def watch(
    paper_dir: Path | None,
    day: date,
    layout: str,
    jobs: int,
    strict: bool,
    draft: bool,
    as_json: bool,
) -> None:
    """Build the edition of DATE, and again on every change, until Ctrl-C.

    Watched are articles, photos, advertisements and edition.toml of the day, paper.toml, layouts,
    style sheets and fonts. A build that fails is told, and watching goes on. Ctrl-C is the way to
    end it: the exit code is 0. `epaper serve --preview` in another terminal shows each build.
    All builds of a watch are one edition: over a published one the first that differs is the next,
    and the others take its place.

    \b
    Example:
      epaper watch 2026-02-04 --draft
    """
    from epaper.order import Order
    from epaper.places import find_paper
    from epaper.watching import changed_inputs
    from epaper.workers import start_press

    folder = find_paper(Path.cwd(), paper_dir)
    order = Order(folder=folder, day=day, format=layout, jobs=jobs, strict=strict, draft=draft)
    began = _newest(order)
    # The workers stay: a second is saved each time.
    with start_press(jobs) as press:
        try:
            for changed in changed_inputs(folder, day):
                _tell_changed(changed, as_json=as_json)
                order = replace(order, time=now(), same_edition=_newest(order) > began)
                _build(order, press, as_json=as_json)
                if not as_json:
                    say(f"watching {day}; Ctrl-C stops", to=sys.stderr)
        except KeyboardInterrupt:
            if not as_json:
                say("", to=sys.stderr)


def _newest(order: Order) -> int:
    """The number of the newest published edition of the day in the order's format, 0 if none.

    Of a paper that cannot be read the build tells.
    """
    from epaper.archive import Shelf, own_format

    with suppress(EpaperError):
        form = order.format or own_format(order.folder)
        return max(Shelf(order.folder).editions(order.day, form).published, default=0)
    return 0


def _build(order: Order, press: Executor, *, as_json: bool) -> None:
    """One build; what it raises is told."""
    try:
        build_once(order, press, as_json=as_json)
    except Exception as error:
        told, hint = in_plain_words(error)
        with unread_is_no_fault():
            click.echo(f"epaper: {told}", err=True)
            if hint:
                click.echo(f"  hint: {hint}", err=True)
        if as_json:
            Events().event("error", {"date": f"{order.day}", "error": told, "hint": hint})


def _tell_changed(changed: Sequence[FileChange], *, as_json: bool) -> None:
    """Which files have changed, before the build that they make."""
    if as_json and changed:
        files = [{"file": change.file, "change": change.how.value} for change in changed]
        Events().event("changed", {"files": files})
    elif changed:
        told = ", ".join(str(change) for change in changed[:SHOWN])
        more = counted(len(changed) - SHOWN, "more file", "more files")
        told += f" and {more}" if len(changed) > SHOWN else ""
        say(f"changed: {told}", to=sys.stderr)
