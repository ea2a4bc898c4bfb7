"""list, search, archive rebuild. The desk sees drafts and coming editions too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from epaper.cli.common import Day, Progress, counted, problem_data, show_problems, told_plainly

if TYPE_CHECKING:
    from epaper.archive import Archive, Edition, Hit, Parts, Refreshed, Results


@click.command(name="list")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many."
)
@click.option("--json", "as_json", is_flag=True, help="Print the editions as JSON.")
@click.pass_obj
@told_plainly
def list_(paper_dir: Path | None, limit: int, as_json: bool) -> None:
    """List the finished editions, newest first.

    \b
    Example:
      epaper list --limit 7
    """
    with _opened(paper_dir) as (archive, refreshed):
        show_problems(refreshed.problems)
        editions = archive.editions(date.max, limit, drafts=True)
    if as_json:
        click.echo(json.dumps([_edition_data(edition) for edition in editions], indent=1))
        return
    for edition in editions:
        click.echo(_edition_line(edition))
    if not editions:
        click.echo("no editions yet; make one: epaper build DATE", err=True)


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
    from epaper.wire.paper import find_paper

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
    from epaper.wire.paper import find_paper

    folder = find_paper(Path.cwd(), paper_dir)
    progress = Progress()

    def tell(done: int, of: int) -> None:
        progress(f"edition {done:,} of {of:,}")

    with closing(Archive.open(folder, tell)) as opened:
        refreshed = opened.refresh(tell)
        progress.end()
        yield opened, refreshed


def _edition_line(edition: Edition) -> str:
    number = f"No. {edition.number:,}" if edition.number else ""
    pages = counted(edition.pages, "page", "pages")
    stories = counted(edition.stories, "story", "stories")
    size = f"{pages}, {stories}, {edition.pdf_bytes / 1e6:.1f} MB"
    marks = [name for name in ("draft", "forced") if getattr(edition, name)]
    told = f" [{', '.join(marks)}]" if marks else ""
    parts = (edition.day.isoformat(), number, size, ", ".join(edition.formats))
    return f"{'  '.join(part for part in parts if part)}{told}\n    {edition.headline}"


def _edition_data(edition: Edition) -> dict[str, Any]:
    return {**asdict(edition), "day": edition.day.isoformat()}


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
