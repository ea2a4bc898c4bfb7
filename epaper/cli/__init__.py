"""The command line: parse, call, show progress and problems, and the exit code.

Exit codes: 0 good, 1 problems that stop the edition, 2 wrong usage. A module a group of commands;
each is loaded when it is called: the list of them all is told without loading any.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

# Of each command its module, its name there, and its first line of help.
COMMANDS = {
    "build": ("edition", "build", "Build the edition of DATE: PDF, page images and edition.json."),
    "watch": ("watch", "watch", "Build the edition of DATE, and again on every change."),
    "check": ("edition", "check", "Check the finished edition of DATE by the rules of the page."),
    "proof": ("edition", "proof", "Draw all pages of DATE on one sheet, with what was found."),
    "serve": ("reader", "serve", "Show the paper and its archive in a browser, until Ctrl-C."),
    "publish": ("reader", "publish", "Write the paper and its archive into DIR as static files."),
    "unpublish": ("ways_back", "unpublish", "Take an edition of DATE from readers."),
    "republish": ("ways_back", "republish", "Bring back an edition of DATE that was withdrawn."),
    "comments": ("comments", "comments", "Moderate what readers write under stories."),
    "list": ("archive", "list_", "List the finished editions, newest first."),
    "search": ("archive", "search", "Find stories that have all WORDS."),
    "archive": ("archive", "archive", "The archive's index, for lists and searches."),
    "import": ("copy", "import_", "File articles from ninjs (JSON) or JSON Lines as records."),
    "init": ("copy", "init", "Start a paper of your own in DIR, with a first day that builds."),
}


class Commands(click.Group):
    """The commands by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order in which they are needed."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command; None for a name that none has."""
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        command = getattr(import_module(f"epaper.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, a line each."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, _, told) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="epaper", prog_name="epaper")
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
    import logging

    # The renderer and the font tools log what they do; what matters comes back as problems, which
    # the press makes of log lines: they are kept from the terminal, not switched off.
    logging.getLogger().addHandler(logging.NullHandler())
    context.obj = paper_dir
