"""The command line: parse, call, show progress and problems, and the exit code.

Exit codes: 0 good, 1 problems that stop the edition, 2 wrong usage.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import wraps
from importlib.metadata import version
from pathlib import Path
from typing import ParamSpec

import click

from epaper.exceptions import EpaperError
from epaper.model import Problem, Severity

P = ParamSpec("P")
DEBUG = "EPAPER_DEBUG"  # set, it lets a fault of the program show its stack trace


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


def _told_plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Turn whatever a command raises into one line, a hint and exit code 1; no stack trace."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            return
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except EpaperError as error:
            told, hint = str(error), error.hint
        except OSError as error:
            told = ": ".join(
                str(part) for part in (error.strerror or error, error.filename) if part
            )
            hint = "may it be read and written, and is there room on the disk?"
        except Exception as error:
            # The last net: whoever runs this is an editor and not a programmer.
            if os.environ.get(DEBUG):
                raise
            told = f"this should not happen: {type(error).__name__}: {error}"
            hint = f"please report it with the day's copy; with {DEBUG}=1 it tells where it was"
        click.echo(f"epaper: {told}", err=True)
        if hint:
            click.echo(f"  hint: {hint}", err=True)
        if kwargs.get("as_json"):
            click.echo(json.dumps({"error": told, "hint": hint}, indent=1))
        sys.exit(1)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("epaper"), prog_name="epaper")
@click.option(
    "--paper",
    "paper_dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that holds paper.toml (default: here, then ./editions).",
)
@click.pass_context
def main(context: click.Context, paper_dir: Path | None) -> None:
    """Build a newspaper from dated article records: Today's Paper.

    \b
    Example:
      epaper init mypaper && cd mypaper
      epaper build 2026-01-05
    """
    # The renderer and the font tools log what they do; what matters comes back as problems, which
    # the press makes of log lines: they are kept from the terminal, not switched off.
    logging.getLogger().addHandler(logging.NullHandler())
    context.obj = paper_dir


@main.command()
@click.argument("day", type=Day(), metavar="DATE")
@click.option(
    "--format",
    "layout",
    default="",
    help="broadsheet, berliner, tabloid, a4 or tablet (default: the paper's own).",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=min(4, os.cpu_count() or 1),
    show_default=True,
    help="Pages drawn at the same time.",
)
@click.option(
    "--force", is_flag=True, help="Publish pages that break hard rules; edition.json says so."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_obj
@_told_plainly
def build(
    paper_dir: Path | None, day: date, layout: str, jobs: int, force: bool, as_json: bool
) -> None:
    """Build the edition of DATE: PDF, page images and edition.json.

    The finished pages are checked; an edition that breaks a hard rule is not published.

    \b
    Example:
      epaper build 2026-02-04 --format a4
    """
    # Imported here: the renderer takes a second to load, which --help need not wait for.
    from epaper.build import Order, build_edition
    from epaper.wire.paper import find_paper

    folder = find_paper(Path.cwd(), paper_dir)
    began = time.monotonic()
    progress = _Progress()
    order = Order(folder=folder, day=day, format=layout, jobs=jobs, force=force)
    built = build_edition(order, progress)
    progress.end()
    seconds = time.monotonic() - began
    printed = built.printed
    if as_json:
        facts: dict[str, object] = {
            "date": day.isoformat(),
            "problems": [_problem_data(problem) for problem in built.problems],
            "seconds": round(seconds, 2),
        }
        if built.checked is not None:
            facts["check"] = asdict(built.checked.score)
        if printed is not None:
            facts |= {
                "pdf": str(printed.pdf),
                "manifest": str(printed.manifest),
                "pages": printed.pages,
                "stories": built.records,
                "bytes": printed.bytes,
            }
        click.echo(json.dumps(facts, indent=1))
    else:
        _show_problems(built.problems)
        if printed is not None:
            click.echo(
                f"{_near(printed.pdf)}: {printed.pages} pages, {built.records} stories, "
                f"{printed.bytes / 1e6:.1f} MB, {seconds:.1f} s"
            )
        if built.checked is not None:
            click.echo(str(built.checked.score))
    if printed is None:
        if not as_json:
            forced = "; --force publishes it as it is" if built.checked else ""
            click.echo(f"epaper: no edition of {day} was written; see above{forced}", err=True)
        sys.exit(1)


@main.command()
@click.argument("day", type=Day(), metavar="DATE")
@click.option("--format", "layout", default="", help="The format to check (default: the paper's).")
@click.option("--json", "as_json", is_flag=True, help="Print the findings and the score as JSON.")
@click.pass_obj
@_told_plainly
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
        findings = [_problem_data(problem) for problem in checked.problems]
        facts = {"date": day.isoformat(), "format": checked.facts.format, "findings": findings}
        click.echo(json.dumps({**facts, "score": asdict(checked.score)}, indent=1))
    else:
        for problem in checked.problems:
            click.echo(str(problem))
        click.echo(str(checked.score))
    if checked.score.hard:
        sys.exit(1)


@main.command()
@click.argument("day", type=Day(), metavar="DATE")
@click.option("--format", "layout", default="", help="The format to show (default: the paper's).")
@click.pass_obj
@_told_plainly
def proof(paper_dir: Path | None, day: date, layout: str) -> None:
    """Draw all pages of DATE on one sheet, proof.png, with frames and hard findings marked.

    \b
    Example:
      epaper proof 2026-02-04 --format a4
    """
    from epaper.build import proof_day
    from epaper.wire.paper import find_paper

    path, checked = proof_day(find_paper(Path.cwd(), paper_dir), day, layout)
    click.echo(f"{_near(path)}: {checked.score}")


@main.command(name="import")
@click.argument(
    "sources",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE...",
)
@click.option("--date", "day", type=Day(), help="File everything under this day.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_obj
@_told_plainly
def import_(
    paper_dir: Path | None, sources: tuple[Path, ...], day: date | None, as_json: bool
) -> None:
    """File articles from ninjs (JSON) or JSON Lines files as records.

    Importing twice changes nothing; a record that a person changed is kept.

    \b
    Example:
      epaper import wire.json --date 2026-02-04
    """
    from epaper.wire.importers import import_files
    from epaper.wire.paper import find_paper, read_paper

    folder = find_paper(Path.cwd(), paper_dir)
    report = import_files(sources, folder, day, read_paper(folder))
    if as_json:
        click.echo(
            json.dumps(
                {
                    "written": list(report.written),
                    "unchanged": list(report.unchanged),
                    "kept": list(report.kept),
                    "skipped": [
                        {"item": item.item, "reason": item.reason} for item in report.skipped
                    ],
                    "problems": [_problem_data(problem) for problem in report.problems],
                },
                indent=1,
            )
        )
    else:
        for item in report.skipped:
            click.echo(f"skipped {item.item}: {item.reason}", err=True)
        _show_problems(report.problems)
        click.echo(
            f"{len(report.written)} written, {len(report.unchanged)} unchanged, "
            f"{len(report.kept)} kept as a person changed them, {len(report.skipped)} skipped"
        )
    if any(problem.severity is Severity.STOP for problem in report.problems):
        sys.exit(1)


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@_told_plainly
def init(folder: Path) -> None:
    """Start a paper of your own in DIR, with a first day that builds.

    \b
    Example:
      epaper init mypaper
    """
    from epaper.init import start_paper

    written = start_paper(folder)
    click.echo(f"{len(written)} files in {folder}")
    days = sorted({path.relative_to(folder).parts[0] for path in written} - {"paper.toml"})
    click.echo(f"now: cd {folder} && epaper build {days[0]}" if days else "")


class _Progress:
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


def _show_problems(problems: Sequence[Problem]) -> None:
    """Every problem on a line of its own, those that stop the edition last."""
    order = {Severity.NOTE: 0, Severity.WARN: 1, Severity.STOP: 2}
    for problem in sorted(problems, key=lambda p: order[p.severity]):
        click.echo(str(problem), err=True)


def _problem_data(problem: Problem) -> dict[str, object]:
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


def _near(path: Path) -> Path:
    """`path` as seen from the current folder, if it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
