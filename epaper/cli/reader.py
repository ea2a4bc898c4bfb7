"""serve, publish: the paper in a browser, from here or as files for any web host."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from epaper.cli.common import Day, near, told_plainly
from epaper.cli.problems import problem_data, show_problems

TOKEN = "EPAPER_MODERATOR_TOKEN"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--address",
    default="",
    help="The public address, for feeds: https://paper.example.org.",
)
@click.option("--preview", is_flag=True, help="Show drafts and editions of days to come as well.")
@click.option("--no-comments", is_flag=True, help="Take and show no comments.")
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True)
@click.option("--proxy", default="", help="Address of a reverse proxy whose headers are believed.")
@click.pass_obj
@told_plainly
def serve(
    paper_dir: Path | None,
    host: str,
    port: int,
    address: str,
    preview: bool,
    no_comments: bool,
    threads: int,
    proxy: str,
) -> None:
    """Show the paper and its archive in a browser, until Ctrl-C.

    \b
    Example:
      epaper serve --port 8080
    """
    from epaper.places import find_paper
    from epaper.reader import Settings
    from epaper.reader.publish import check_address
    from epaper.reader.serve import Listening, serve_paper
    from epaper.wire.paper import read_paper

    if address:
        check_address(address)
    folder = find_paper(Path.cwd(), paper_dir)
    settings = Settings(
        folder=folder,
        zone=read_paper(folder).zone,
        preview=preview,
        address=address,
        comments=not no_comments,
        moderator_token=os.environ.get(TOKEN, ""),
    )
    listening = Listening(host=host, port=port, threads=threads, proxy=proxy)
    serve_paper(settings, listening, lambda at: click.echo(f"The paper is at {at} (Ctrl-C stops)"))


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--address",
    required=True,
    help="Where the site will be: https://example.org, or https://example.org/paper.",
)
@click.option("--since", type=Day(), metavar="DATE", help="Leave out editions before DATE.")
@click.option("--force", is_flag=True, help="Write into a folder that holds other files.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_obj
@told_plainly
def publish(
    paper_dir: Path | None,
    folder: Path,
    address: str,
    since: date | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write the paper and its archive into DIR as static files, for any plain web host.

    A second run writes only what has changed. Comments need a server and are left out.

    \b
    Example:
      epaper publish site --address https://paper.example.org
    """
    from epaper.places import find_paper
    from epaper.reader.publish import SiteOrder, publish
    from epaper.wire.paper import read_paper

    paper = find_paper(Path.cwd(), paper_dir)
    order = SiteOrder(
        paper=paper,
        folder=folder,
        address=address,
        since=since,
        force=force,
        zone=read_paper(paper).zone,
    )
    with _bar("Editions") as progress:
        done = publish(order, progress)
    if as_json:
        problems = [problem_data(problem) for problem in done.problems]
        facts = {"editions": done.editions, "unchanged": done.kept, **asdict(done.changes)}
        click.echo(json.dumps({**facts, "problems": problems}, indent=1))
        return
    show_problems(done.problems)
    click.echo(
        f"{near(folder)}: {done.editions} editions, {done.changes.files} files "
        f"({done.changes.written} written, {done.changes.removed} removed)"
    )


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, to be told how much is done of how much; quiet elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress
