"""import, init: where a paper's copy comes from."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from epaper.cli.common import Day, told_plainly
from epaper.cli.problems import problem_data, show_problems
from epaper.model import Severity

if TYPE_CHECKING:
    from epaper.wire.importers import ImportReport

UNREADABLE = "W-504"  # a file, line or item


@click.command(name="import")
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
@told_plainly
def import_(
    paper_dir: Path | None, sources: tuple[Path, ...], day: date | None, as_json: bool
) -> None:
    """File articles from ninjs (JSON) or JSON Lines files as records.

    Importing twice changes nothing; a record that a person changed is kept.

    \b
    Example:
      epaper import wire.json --date 2026-02-04
    """
    from epaper.places import find_paper
    from epaper.wire.importers import import_files
    from epaper.wire.paper import read_paper

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
                    "problems": [problem_data(problem) for problem in report.problems],
                },
                indent=1,
            )
        )
    else:
        for item in report.skipped:
            click.echo(f"skipped {item.item}: {item.reason}", err=True)
        show_problems(report.problems)
        click.echo(
            f"{len(report.written)} written{_places(report.written)}, "
            f"{len(report.unchanged)} unchanged, {len(report.kept)} kept as a person changed them, "
            f"{len(report.skipped)} skipped"
        )
    if _failed(report):
        sys.exit(1)


def _failed(report: ImportReport) -> bool:
    """True if something stopped the import, or if of what could not be read nothing is filed."""
    stopped = any(problem.severity is Severity.STOP for problem in report.problems)
    unread = any(problem.code == UNREADABLE for problem in report.problems)
    return stopped or (unread and not (report.written or report.unchanged or report.kept))


def _places(files: Sequence[str]) -> str:
    """The folders that records went to: " in 2026-02-04/articles"."""
    folders = sorted({str(Path(file).parent) for file in files})
    return " in " + ", ".join(folders) if folders else ""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@told_plainly
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
