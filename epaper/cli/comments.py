"""comments list, approve, reject, ban, to-letters: moderation from the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from epaper.cli.common import Day, told_plainly

if TYPE_CHECKING:
    from epaper.comments import Comment, Comments, Decided
    from epaper.letters import FiledLetters

STATES = ("pending", "approved", "rejected")
SHOWN_LETTERS = 70  # of a comment on its line of the list; --json has all of it

numbers_argument = click.argument(
    "numbers", nargs=-1, required=True, type=click.IntRange(1), metavar="ID..."
)


@click.group()
def comments() -> None:
    """Moderate what readers write under stories.

    \b
    Example:
      epaper comments list --state pending
      epaper comments approve 12 13
    """


@comments.command(name="list")
@click.option("--state", type=click.Choice(STATES), help="Only these (default: all).")
@click.option("--json", "as_json", is_flag=True, help="Print the comments as JSON.")
@click.pass_obj
@told_plainly
def list_(paper_dir: Path | None, state: str | None, as_json: bool) -> None:
    """List comments, oldest first: number, state, story, name, first words.

    \b
    Example:
      epaper comments list --state pending
    """
    from epaper.comments import State

    with _store(paper_dir) as (_, store):
        found = store.of_state(State(state) if state else None)
    if as_json:
        click.echo(json.dumps([_data(comment) for comment in found], indent=1))
        return
    for comment in found:
        click.echo(_line(comment))
    if not found:
        click.echo("no such comments" if state else "no comments yet", err=True)


@comments.command()
@numbers_argument
@click.pass_obj
@told_plainly
def approve(paper_dir: Path | None, numbers: tuple[int, ...]) -> None:
    """Approve comments by their numbers: readers see them at once.

    \b
    Example:
      epaper comments approve 12 13
    """
    from epaper.comments import State

    with _store(paper_dir) as (_, store):
        _report("approved", store.decide(numbers, State.APPROVED, datetime.now(UTC)))


@comments.command()
@numbers_argument
@click.pass_obj
@told_plainly
def reject(paper_dir: Path | None, numbers: tuple[int, ...]) -> None:
    """Reject comments by their numbers; one that was shown is taken away, with its replies.

    \b
    Example:
      epaper comments reject 14
    """
    from epaper.comments import State

    with _store(paper_dir) as (_, store):
        _report("rejected", store.decide(numbers, State.REJECTED, datetime.now(UTC)))


@comments.command()
@click.argument("number", type=click.IntRange(1), metavar="ID")
@click.pass_obj
@told_plainly
def ban(paper_dir: Path | None, number: int) -> None:
    """Ban the address that comment ID came from; reject it and what is pending from there.

    The moderators' page lifts bans.

    \b
    Example:
      epaper comments ban 15
    """
    with _store(paper_dir) as (_, store):
        decided = store.ban(number, datetime.now(UTC))
        bans = store.counts().banned
    _report("rejected", decided)
    click.echo(f"{bans} banned")


@comments.command(name="to-letters")
@click.argument("day", type=Day(), metavar="DATE")
@click.argument("numbers", nargs=-1, type=click.IntRange(1), metavar="[ID...]")
@click.option(
    "--address", default="", help="The paper's public address; the letter then links its story."
)
@click.option(
    "--section", default="", help="Their section (default: that of the day's other letters)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_obj
@told_plainly
def to_letters(
    paper_dir: Path | None,
    day: date,
    numbers: tuple[int, ...],
    address: str,
    section: str,
    as_json: bool,
) -> None:
    """File approved comments as letters to the edition of DATE: those of ID, or all.

    Replies run only when they are named. A comment becomes a letter once; running this twice
    changes nothing, and no file is written over.

    \b
    Example:
      epaper comments to-letters 2026-02-05 12 13
    """
    from epaper.letters import letters_section, story_teller
    from epaper.letters import to_letters as file_letters
    from epaper.wire.paper import read_paper

    with _store(paper_dir) as (folder, store):
        paper = read_paper(folder)
        keys = [each.key for each in paper.sections]
        if section and section not in keys:
            raise click.UsageError(
                f"the paper has no section {section!r}; it has {', '.join(keys)}"
            )
        place = section or letters_section(folder, day, paper)
        with story_teller(folder, paper.language, address, place) as tell:
            letters = file_letters(store, folder, day, numbers, tell)
    _show_letters(letters, as_json)
    if letters.foreign:
        sys.exit(1)


def _show_letters(letters: FiledLetters, as_json: bool) -> None:
    """What became of the comments, as lines or as JSON."""
    if as_json:
        data = {name: list(getattr(letters, name)) for name in ("written", "standing", "foreign")}
        skipped = [{"id": number, "reason": reason} for number, reason in letters.skipped]
        click.echo(json.dumps({**data, "skipped": skipped}, indent=1))
        return
    for name in letters.written:
        click.echo(name)
    for name in letters.foreign:
        click.echo(f"kept as it is, something else stands there: {name}", err=True)
    for number, reason in letters.skipped:
        click.echo(f"skipped {number}: {reason}", err=True)
    click.echo(f"{len(letters.written)} written", err=True)


@contextmanager
def _store(paper_dir: Path | None) -> Iterator[tuple[Path, Comments]]:
    """The paper's folder and its comments."""
    from epaper.comments import Comments
    from epaper.places import find_paper

    folder = find_paper(Path.cwd(), paper_dir)
    with closing(Comments(folder)) as store:
        yield folder, store


def _report(word: str, decided: Decided) -> None:
    """Say what has changed; exit code 1 for numbers that no comment has."""
    for number in decided.changed:
        click.echo(f"{word} {number}")
    for number in decided.unchanged:
        click.echo(f"{number} was {word} before", err=True)
    for number in decided.unknown:
        click.echo(f"epaper: there is no comment {number}", err=True)
    if decided.unknown:
        sys.exit(1)


def _line(comment: Comment) -> str:
    words = " ".join(comment.text.split())
    shown = words if len(words) <= SHOWN_LETTERS else f"{words[:SHOWN_LETTERS]}…"
    of = f"{comment.day}/{comment.slug}"
    return f"{comment.id:>5}  {comment.state:<8}  {of}  {comment.name}: {shown}"


def _data(comment: Comment) -> dict[str, object]:
    """A comment as JSON tells it; the mark of its address is nobody's business."""
    return {
        "id": comment.id,
        "state": comment.state.value,
        "day": comment.day.isoformat(),
        "slug": comment.slug,
        "parent": comment.parent,
        "name": comment.name,
        "text": comment.text,
        "made": comment.made.isoformat(),
        "set_aside": comment.set_aside.value,
        "letter": comment.letter,
    }
