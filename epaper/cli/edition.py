"""build, check, proof: the edition of a day."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from epaper.cli.common import (
    Day,
    DayOrDays,
    Days,
    draft_option,
    jobs_option,
    near,
    strict_option,
    told_plainly,
)
from epaper.cli.news import Events, build_told, teller_for, unread_is_no_fault
from epaper.cli.problems import problem_data
from epaper.cli.told_edition import facts_of, show_edition, told_again
from epaper.daynotes import DayNotes
from epaper.executors import open_press
from epaper.order import Order
from epaper.places import find_paper
from epaper.versions import drawing_mark
from epaper.worker import collect_seldom
from epaper.workers import warm_up

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor
    from typing import Any

EPOCH_FIGURES = 11  # of SOURCE_DATE_EPOCH: until the year 5138


@click.command()
@click.argument("day", type=DayOrDays(), metavar="DATE")
@click.option(
    "--format",
    "layout",
    default="",
    help="broadsheet, berliner, tabloid, a4, tablet, or a layout of the paper's layouts/ folder "
    "(default: that of paper.toml).",
)
@jobs_option
@click.option(
    "--force",
    is_flag=True,
    help="Publish also what cannot be proved; edition.json says so.",
)
@strict_option
@draft_option
@click.option(
    "--same-edition",
    is_flag=True,
    help="In the place of the newest edition of DATE, with its number, instead of the next one.",
)
@click.option("--no-cache", "fresh", is_flag=True, help="Make all anew; the bytes are the same.")
@click.option("--replan", is_flag=True, help="Plan all pages anew but those in `hold`.")
@click.option(
    "--plan-only", is_flag=True, help="Say which pages would change, and why; draw nothing."
)
@click.option(
    "--executor",
    default="",
    metavar="dask://HOST:PORT",
    help="Have the pages drawn by a Dask cluster that shares this file system, in place of --jobs.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what goes on as JSON Lines.")
@click.pass_obj
@told_plainly
def build(
    paper_dir: Path | None,
    day: date | Days,
    layout: str,
    jobs: int,
    force: bool,
    strict: bool,
    draft: bool,
    same_edition: bool,
    fresh: bool,
    replan: bool,
    plan_only: bool,
    executor: str,
    as_json: bool,
) -> None:
    """Build the edition of DATE: PDF, page images and edition.json.

    Where readers have one of DATE already this is the next, its 2nd edition, if any page differs;
    the one before is kept.

    The pages that stand on the shelf stay as they are but for what the change touches; the build
    ends with which are not as before, and why.

    The finished pages are checked. A story, photo or field that cannot be printed is held out, and
    named first. Exit codes: 0 published, 1 not published, 2 wrong usage, 3 published, but
    incomplete: something is held out, 4 published whole, but a page breaks a hard rule of looks.

    DATE may be a range: every day of it that has articles is built, but for those whose edition
    stands and would come out the same. A day that is refused stops no other; the exit code is the
    worst of the days: 1, else 3, else 4. Ctrl-C ends with 130; the same command goes on then.

    \b
    Example:
      epaper build 2026-02-04 --format a4
      epaper build 2026-01-01..2026-02-04
    """
    if force and strict:
        raise click.UsageError("--force and --strict go against each other: take one of them")
    if plan_only and isinstance(day, Days):
        raise click.UsageError("--plan-only is for one day: a range builds")
    order = Order(
        folder=find_paper(Path.cwd(), paper_dir),
        day=day.first if isinstance(day, Days) else day,
        format=layout,
        jobs=jobs,
        force=force,
        strict=strict,
        draft=draft,
        fresh=fresh,
        same_edition=same_edition,
        time=now(),
        replan=replan,
        plan_only=plan_only,
    )
    collect_seldom()
    if isinstance(day, Days):
        sys.exit(_build_days(order, day, executor, as_json=as_json))
    sys.exit(_build_day(order, executor, as_json=as_json))


def _build_days(order: Order, span: Days, executor: str, *, as_json: bool) -> int:
    """Build a range; the exit code."""
    from epaper.cli.range import build_range

    with open_press(order.jobs, executor, order.folder) as press:
        return build_range(order, span, press, as_json=as_json)


def _build_day(order: Order, executor: str, *, as_json: bool) -> int:
    """Build a day, or tell of its edition if that stands; the exit code."""
    began = time.monotonic()
    noted = not (executor or order.made_anew)
    notes = DayNotes(order.folder, drawing_mark()) if noted else None
    inputs = notes.inputs(order) if notes else ""
    stands = notes.recall(order, inputs) if notes else None
    if stands is not None:
        _show(told_again(stands, time.monotonic() - began), as_json)
        return int(stands["exit"])
    with open_press(order.jobs, executor, order.folder) as press:
        if not order.plan_only:
            warm_up(press)  # beside the loading of the rest
        facts = build_once(order, press, as_json=as_json)
    if notes and "pdf" in facts:
        notes.keep(order, inputs, facts)
    return int(facts["exit"])


def build_once(order: Order, press: Executor, *, as_json: bool) -> dict[str, Any]:
    """Build an edition, tell what came of it; the same as facts. Raises as `build_edition` does."""
    began = time.monotonic()
    built = build_told(order, teller_for(as_json), press=press)
    facts = facts_of(order, built, time.monotonic() - began)
    _show(facts, as_json)
    return facts


def _show(facts: Mapping[str, Any], as_json: bool) -> None:
    with unread_is_no_fault():
        if as_json:
            Events().event("edition", dict(facts))
        else:
            show_edition(facts)


def now() -> datetime:
    """The time that the edition tells: the clock's, or that of SOURCE_DATE_EPOCH where it is set.

    Source: reproducible-builds.org, "SOURCE_DATE_EPOCH"; seconds since 1970 in UTC.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if told.isascii() and told.isdecimal() and len(told) <= EPOCH_FIGURES:
        return datetime.fromtimestamp(int(told), UTC)
    return datetime.now(UTC)


@click.command()
@click.argument("day", type=Day(), metavar="DATE")
@click.option("--format", "layout", default="", help="The format to check (default: the paper's).")
@click.option("--json", "as_json", is_flag=True, help="Print the findings and the score as JSON.")
@click.pass_obj
@told_plainly
def check(paper_dir: Path | None, day: date, layout: str, as_json: bool) -> None:
    """Check the finished edition of DATE against every rule of the page.

    One line a finding; docs/problems.md has the codes. The exit code is 1 if a hard rule is broken.

    \b
    Example:
      epaper check 2026-02-04 --json
    """
    from epaper.build import check_day
    from epaper.places import find_paper

    checked = check_day(find_paper(Path.cwd(), paper_dir), day, layout)
    if as_json:
        findings = [problem_data(problem) for problem in checked.problems]
        facts = {"date": day.isoformat(), "format": checked.facts.format, "findings": findings}
        click.echo(json.dumps({**facts, "score": asdict(checked.score)}, indent=1))
    else:
        for problem in checked.problems:
            click.echo(str(problem))
        click.echo(str(checked.score))
    if checked.score.hard:
        sys.exit(1)


@click.command()
@click.argument("day", type=Day(), metavar="DATE")
@click.option("--format", "layout", default="", help="The format to show (default: the paper's).")
@click.pass_obj
@told_plainly
def proof(paper_dir: Path | None, day: date, layout: str) -> None:
    """Draw all pages of DATE on one sheet, proof.png, with frames and hard findings marked.

    \b
    Example:
      epaper proof 2026-02-04 --format a4
    """
    from epaper.build import proof_day
    from epaper.places import find_paper

    path, checked = proof_day(find_paper(Path.cwd(), paper_dir), day, layout)
    click.echo(f"{near(path)}: {checked.score}")
