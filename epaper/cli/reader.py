"""serve: the paper in a browser."""

from __future__ import annotations

import os
from pathlib import Path

import click

from epaper.cli.common import told_plainly

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
    from epaper.reader import Settings
    from epaper.reader.serve import Listening, serve_paper
    from epaper.wire.paper import find_paper

    settings = Settings(
        folder=find_paper(Path.cwd(), paper_dir),
        preview=preview,
        address=address,
        comments=not no_comments,
        moderator_token=os.environ.get(TOKEN, ""),
    )
    listening = Listening(host=host, port=port, threads=threads, proxy=proxy)
    serve_paper(settings, listening, lambda at: click.echo(f"The paper is at {at} (Ctrl-C stops)"))
