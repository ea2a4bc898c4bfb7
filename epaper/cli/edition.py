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
    counted,
    draft_option,
    held_data,
    jobs_option,
    near,
    problem_data,
    show_held_out,
    show_problems,
    strict_option,
    told_plainly,
)
from epaper.cli.news import Events, build_told, teller_for, unread_is_no_fault
from epaper.cli.told_changes import change_data, change_lines
from epaper.text import ordinal

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from epaper.build import Built, Order
    from epaper.model.manifest import EditionEntry

# Exit codes of editions that are published.
INCOMPLETE = 3  # something that was filed is held out
BLEMISHED = 4  # a page breaks a hard rule of looks
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
    # Imported here: the renderer takes a second to load, which --help need not wait for.
    from epaper.build import Order
    from epaper.cli.range import build_range
    from epaper.executors import open_press
    from epaper.wire.paper import find_paper

    if force and strict:
        raise click.UsageError("--force and --strict go against each other: take one of them")
    if plan_only and isinstance(day, Days):
        raise click.UsageError("--plan-only is for one day: a range builds")
    folder = find_paper(Path.cwd(), paper_dir)
    order = Order(
        folder=folder,
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
    with open_press(jobs, executor, folder) as press:
        if isinstance(day, Days):
            sys.exit(build_range(order, day, press, as_json=as_json))
        sys.exit(build_once(order, press, as_json=as_json))


def build_once(order: Order, press: Executor, *, as_json: bool) -> int:
    """Build an edition, tell what came of it; the exit code. Raises what `build_edition` does."""
    began = time.monotonic()
    built = build_told(order, teller_for(as_json), press=press)
    seconds = time.monotonic() - began
    with unread_is_no_fault():
        if as_json:
            Events().event("edition", built_data(built, order.day, seconds))
        else:
            show_built(built, order.day, seconds, draft=order.draft)
    return exit_code(built, force=order.force)


def now() -> datetime:
    """The time that the edition tells: the clock's, or that of SOURCE_DATE_EPOCH where it is set.

    Source: reproducible-builds.org, "SOURCE_DATE_EPOCH"; seconds since 1970 in UTC.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if told.isascii() and told.isdecimal() and len(told) <= EPOCH_FIGURES:
        return datetime.fromtimestamp(int(told), UTC)
    return datetime.now(UTC)


def exit_code(built: Built, *, force: bool) -> int:
    """What the command ends with: 0 for an edition published whole."""
    if built.printed is None:
        return 0 if built.planned else 1
    if built.incomplete:
        return INCOMPLETE
    return BLEMISHED if built.blemished and not force else 0


def built_data(built: Built, day: date, seconds: float) -> dict[str, object]:
    """What a build came to, as JSON tells it."""
    facts: dict[str, object] = {
        "date": day.isoformat(),
        "held_out": [held_data(held) for held in built.held_out],
        "problems": [problem_data(problem) for problem in built.problems],
        "seconds": round(seconds, 2),
    }
    facts["changes"] = change_data(built.changes)
    if built.checked is not None:
        facts["check"] = asdict(built.checked.score)
    if (printed := built.printed) is not None:
        facts |= {
            "pdf": str(printed.pdf),
            "manifest": str(printed.manifest),
            "pages": printed.pages,
            "stories": built.records,
            "bytes": printed.bytes,
            "edition": asdict(printed.edition),
        }
    return facts


def show_built(built: Built, day: date, seconds: float, *, draft: bool) -> None:
    """What a build came to, as lines."""
    show_held_out(built.held_out)
    show_problems(built.problems)
    if (printed := built.printed) is not None:
        click.echo(
            f"{near(printed.pdf)}: {_numbered(printed.edition, draft=draft)}"
            f"{counted(printed.pages, 'page', 'pages')}, "
            f"{counted(built.records, 'story', 'stories')}{_without(built)}, "
            f"{printed.bytes / 1e6:.1f} MB, {seconds:.1f} s"
        )
    if built.checked is not None:
        click.echo(str(built.checked.score))
    if built.changes is not None:
        for line in change_lines(built.changes):
            click.echo(line)
    if built.blemished:
        click.echo("epaper: published, but look at the pages with a `stop` above first", err=True)
    if built.planned and built.plan is not None:
        pages = counted(len(built.plan.dummies), "page", "pages")
        click.echo(f"planned: {pages}, {seconds:.1f} s; nothing was drawn")
    elif printed is None:
        forced = "; --force publishes it as it is" if built.checked else ""
        click.echo(f"epaper: no edition of {day} was written; see above{forced}", err=True)


def _numbered(edition: EditionEntry, *, draft: bool) -> str:
    """Which edition of the day it is; nothing of the first."""
    if edition.number == 1:
        return ""
    return f"{'draft of the ' if draft else ''}{ordinal(edition.number)} edition, "


def _without(built: Built) -> str:
    """What the edition goes without, in short."""
    stories = sum(held.is_story for held in built.held_out)
    fields = sum(bool(held.field) for held in built.held_out)
    photos = len(built.held_out) - stories - fields
    parts = [counted(stories, "story", "stories")] if stories else []
    parts += [counted(photos, "photo", "photos")] if photos else []
    parts += [counted(fields, "field", "fields")] if fields else []
    return f" ({' and '.join(parts)} HELD OUT, see above)" if parts else ""


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
    from epaper.wire.paper import find_paper

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
    from epaper.wire.paper import find_paper

    path, checked = proof_day(find_paper(Path.cwd(), paper_dir), day, layout)
    click.echo(f"{near(path)}: {checked.score}")
