"""unpublish, republish: an edition taken from readers, and brought back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from epaper.cli.common import Day, told_plainly
from epaper.cli.problems import show_problems
from epaper.text import ordinal

if TYPE_CHECKING:
    from epaper.editions import Moved

FORMAT = click.option("--format", "layout", default="", help="The format (default: the paper's).")


@click.command()
@click.argument("day", type=Day(), metavar="DATE")
@FORMAT
@click.option(
    "--edition", "number", type=click.IntRange(1), help="Its number (default: the newest)."
)
@click.option("--delete", is_flag=True, help="Keep nothing of it; nothing brings it back.")
@click.pass_obj
@told_plainly
def unpublish(
    paper_dir: Path | None, day: date, layout: str, number: int | None, delete: bool
) -> None:
    """Take an edition of DATE from readers; the one before it is the newest again.

    It is kept, and `epaper republish` brings it back. List, search, feeds and pages follow at once,
    a static site with the next `epaper publish`.

    \b
    Example:
      epaper unpublish 2026-02-04 --edition 2
    """
    from epaper.editions import unpublish as take
    from epaper.places import find_paper

    moved = take(find_paper(Path.cwd(), paper_dir), day, layout, number or 0, delete=delete)
    show_problems(moved.problems)
    click.echo(f"{_named(moved, day)} is {'deleted' if delete else 'withdrawn'}; {_shown(moved)}")
    if not delete:
        back = f"epaper republish {day} --format {moved.form} --edition {moved.number}"
        click.echo(f"  to bring it back: {back}", err=True)


@click.command()
@click.argument("day", type=Day(), metavar="DATE")
@FORMAT
@click.option(
    "--edition", "number", type=click.IntRange(1), help="Its number (default: the highest)."
)
@click.pass_obj
@told_plainly
def republish(paper_dir: Path | None, day: date, layout: str, number: int | None) -> None:
    """Bring back an edition of DATE that was withdrawn; the highest number is the newest.

    \b
    Example:
      epaper republish 2026-02-04
    """
    from epaper.editions import republish as bring
    from epaper.places import find_paper

    moved = bring(find_paper(Path.cwd(), paper_dir), day, layout, number or 0)
    show_problems(moved.problems)
    click.echo(f"{_named(moved, day)} is back; {_shown(moved)}")


def _named(moved: Moved, day: date) -> str:
    what = f"{ordinal(moved.number)} edition" if moved.number else "draft"
    return f"the {what} of {day} in {moved.form}"


def _shown(moved: Moved) -> str:
    """What readers see now."""
    if not moved.shown:
        return "readers see none of that day in this format"
    return f"readers see the {ordinal(moved.shown)} edition"
