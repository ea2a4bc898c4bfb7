"""list, search, archive rebuild. The desk sees drafts and coming editions too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from epaper.cli.common import Day, Progress, counted, told_plainly
from epaper.cli.problems import problem_data, show_problems
from epaper.exceptions import EditionError
from epaper.text import ordinal

if TYPE_CHECKING:
    from epaper.archive import Archive, Edition, Hit, Parts, Refreshed, Results, Shelf


@click.command(name="list")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many."
)
@click.option("--withdrawn", is_flag=True, help="Those that were taken from readers instead.")
@click.option("--json", "as_json", is_flag=True, help="Print the editions as JSON.")
@click.pass_obj
@told_plainly
def list_(paper_dir: Path | None, limit: int, withdrawn: bool, as_json: bool) -> None:
    """List the finished editions, newest first.

    \b
    Example:
      epaper list --limit 7
    """
    if withdrawn:
        _list_withdrawn(paper_dir, limit, as_json=as_json)
        return
    with _opened(paper_dir) as (archive, refreshed):
        show_problems(refreshed.problems)
        editions = archive.editions(date.max, limit, drafts=True)
        others = [_others(archive.shelf, edition) for edition in editions]
    if as_json:
        data = [_edition_data(*found) for found in zip(editions, others, strict=True)]
        click.echo(json.dumps(data, indent=1))
        return
    for edition, beside in zip(editions, others, strict=True):
        click.echo(_edition_line(edition, beside))
    if not editions:
        click.echo("no editions yet; make one: epaper build DATE", err=True)


def _list_withdrawn(paper_dir: Path | None, limit: int, *, as_json: bool) -> None:
    """What `epaper republish` can bring back."""
    from epaper.archive import Shelf
    from epaper.places import find_paper

    shelf = Shelf(find_paper(Path.cwd(), paper_dir))
    found = [
        {"day": f"{day}", "format": form, **asdict(other)}
        for day, form, numbers in shelf.withdrawn()
        for other in _told(shelf, day, form, numbers, withdrawn=True)
    ][:limit]
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return
    for facts in found:
        click.echo(
            f"{facts['day']}  {facts['format']}  {_numbered(facts['number'], facts['time'])}"
        )
    if not found:
        click.echo("no edition is withdrawn", err=True)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--from", "since", type=Day(), help="No editions before this day.")
@click.option("--to", "until", type=Day(), help="No editions after this day.")
@click.option("--section", default="", help="Only this section, by its key in paper.toml.")
@click.option(
    "--sort",
    type=click.Choice(["newest", "best"]),
    default="newest",
    show_default=True,
    help="The newest first, or the best of the newest 2,000.",
)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many."
)
@click.option("--json", "as_json", is_flag=True, help="Print what is found as JSON.")
@click.pass_obj
@told_plainly
def search(
    paper_dir: Path | None,
    words: tuple[str, ...],
    since: date | None,
    until: date | None,
    section: str,
    sort: str,
    limit: int,
    as_json: bool,
) -> None:
    """Find stories that have all WORDS.

    "in quotes" in this order; -word without it; word* beginning so. Put -- before a first -word.

    \b
    Example:
      epaper search '"nuclear treaty"' -- putin -trade
    """
    from epaper.archive import SearchOrder
    from epaper.archive import search as search_archive

    order = SearchOrder(
        words=" ".join(words),
        since=since or date.min,
        until=until or date.max,
        section=section,
        sort="best" if sort == "best" else "newest",
        limit=limit,
        drafts=True,
    )
    with _opened(paper_dir) as (archive, refreshed):
        results = search_archive(archive, order)
    if as_json:
        click.echo(json.dumps(_results_data(results), indent=1))
        show_problems(refreshed.problems)
        return
    show_problems((*refreshed.problems, *results.problems))
    for hit in results.hits:
        click.echo("\n".join(_hit_lines(hit)))
    more = "more than " if results.total_is_least else ""
    click.echo(f"{more}{results.total:,} found, {len(results.hits):,} shown", err=True)


@click.group()
def archive() -> None:
    """The archive's index, which lists and searches are read from.

    \b
    Example:
      epaper archive rebuild
    """


@archive.command()
@click.pass_obj
@told_plainly
def rebuild(paper_dir: Path | None) -> None:
    """Make the index anew from the editions; nobody need stop reading.

    It is kept right by itself; this is for a file that is damaged.

    \b
    Example:
      epaper archive rebuild
    """
    from epaper.archive import Archive
    from epaper.places import find_paper

    progress = Progress()
    with closing(Archive(find_paper(Path.cwd(), paper_dir))) as opened:
        made = opened.rebuild(lambda done, of: progress(f"edition {done:,} of {of:,}"))
    progress.end()
    show_problems(made.problems)
    click.echo(f"{counted(made.added, 'edition', 'editions')} in the index")


@contextmanager
def _opened(paper_dir: Path | None) -> Iterator[tuple[Archive, Refreshed]]:
    """The paper's archive, in line with the shelf."""
    from epaper.archive import Archive
    from epaper.places import find_paper

    folder = find_paper(Path.cwd(), paper_dir)
    progress = Progress()

    def tell(done: int, of: int) -> None:
        progress(f"edition {done:,} of {of:,}")

    with closing(Archive.open(folder, tell)) as opened:
        refreshed = opened.refresh(tell)
        progress.end()
        yield opened, refreshed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Other:
    """Another edition of a day in its format: its number, and when it was published."""

    number: int
    time: str

    @property
    def told(self) -> str:
        """As a line tells it."""
        return _numbered(self.number, self.time)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Others:
    """The earlier and the withdrawn editions of a day in the format that is shown."""

    earlier: tuple[_Other, ...]
    withdrawn: tuple[_Other, ...]


def _others(shelf: Shelf, edition: Edition) -> _Others:
    day, form = edition.day, edition.format
    there = shelf.editions(day, form)
    return _Others(
        earlier=_told(shelf, day, form, there.earlier, withdrawn=False),
        withdrawn=_told(shelf, day, form, there.withdrawn, withdrawn=True),
    )


def _told(
    shelf: Shelf, day: date, form: str, numbers: tuple[int, ...], *, withdrawn: bool
) -> tuple[_Other, ...]:
    """Editions of a day with their times; one that cannot be read is there all the same."""
    found = []
    for number in numbers:
        time = ""
        with suppress(EditionError):
            time = shelf.manifest(day, form, number, withdrawn=withdrawn).edition.time
        found.append(_Other(number=number, time=time))
    return tuple(found)


def _numbered(number: int, time: str) -> str:
    """2nd edition, 2026-02-04 22:14."""
    when = datetime.fromisoformat(time).strftime("%Y-%m-%d %H:%M") if time else ""
    return ", ".join(part for part in (f"{ordinal(number)} edition", when) if part)


def _edition_line(edition: Edition, others: _Others) -> str:
    number = f"No. {edition.number:,}" if edition.number else ""
    several = edition.edition > 1 or others.earlier or others.withdrawn
    which = _numbered(edition.edition, edition.time) if several and not edition.draft else ""
    pages = counted(edition.pages, "page", "pages")
    stories = counted(edition.stories, "story", "stories")
    size = f"{pages}, {stories}, {edition.pdf_bytes / 1e6:.1f} MB"
    marks = [name for name in ("draft", "forced") if getattr(edition, name)]
    told = f" [{', '.join(marks)}]" if marks else ""
    parts = (edition.day.isoformat(), number, which, size, ", ".join(edition.formats))
    lines = [f"{'  '.join(part for part in parts if part)}{told}", f"    {edition.headline}"]
    for name, found in (("earlier", others.earlier), ("withdrawn", others.withdrawn)):
        if found:
            lines.append(f"    {name}: {'; '.join(other.told for other in found)}")
    return "\n".join(lines)


def _edition_data(edition: Edition, others: _Others) -> dict[str, Any]:
    return {**asdict(edition), "day": edition.day.isoformat(), **asdict(others)}


def _hit_lines(hit: Hit) -> list[str]:
    place = f"{hit.day}/{hit.slug}  {hit.section_name}, page {hit.page}"
    return [place, f"    {_marked(hit.headline)}", f"    {_marked(hit.snippet)}"]


def _marked(parts: Parts) -> str:
    """Found words in bold, where this is read on a terminal."""
    return "".join(click.style(text, bold=True) if marked else text for text, marked in parts)


def _results_data(results: Results) -> dict[str, Any]:
    return {
        "total": results.total,
        "more": results.total_is_least,
        "hits": [{**asdict(hit), "day": hit.day.isoformat()} for hit in results.hits],
        "problems": [problem_data(problem) for problem in results.problems],
    }
