"""The command line: parse, call, show progress and problems, and the exit code.

Exit codes: 0 good, 1 problems that stop the edition, 2 wrong usage. A module a group of commands.
"""

from __future__ import annotations

import logging
from importlib.metadata import version
from pathlib import Path

import click

from epaper.cli.archive import archive, list_, search
from epaper.cli.comments import comments
from epaper.cli.copy import import_, init
from epaper.cli.edition import build, check, proof
from epaper.cli.reader import publish, serve
from epaper.cli.watch import watch
from epaper.cli.ways_back import republish, unpublish


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


COMMANDS = (
    build,
    watch,
    check,
    proof,
    serve,
    publish,
    unpublish,
    republish,
    comments,
    list_,
    search,
    archive,
    import_,
    init,
)
for command in COMMANDS:
    main.add_command(command)
