"""A paper whose edition is built in a second: a story or two a day, no pictures."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import psutil

PAPER = """\
name = "The Small Courier"
format = "a4"
language = "en"

[[section]]
key = "news"
name = "News"

[[notice]]
title = "Letters"
text = "Letters of up to 180 words are read by the editor herself, and answered by her."
"""
BODY = "The council met at noon and took the plan to the harbour, where boats lay in the sun.\n\n"


def put_paper(folder: Path, *days: date, paragraphs: int = 8) -> Path:
    """The paper in `folder`, each of `days` with one story."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "paper.toml").write_text(PAPER, encoding="utf-8")
    for day in days:
        put_story(folder, day, "harbour", "A plan for the harbour", paragraphs)
    return folder


def put_story(folder: Path, day: date, slug: str, headline: str, paragraphs: int = 8) -> Path:
    """A record."""
    path = folder / f"{day}" / "articles" / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\nheadline: {headline}\n---\n" + BODY * paragraphs, encoding="utf-8")
    return path


def marks(folder: Path, day: date) -> dict[str, str]:
    """The hash of every file of the editions of a day, by its path there."""
    out = folder / f"{day}" / "out"
    paths = sorted(path for path in out.rglob("*") if path.is_file())
    return {f"{p.relative_to(out)}": sha256(p.read_bytes()).hexdigest() for p in paths}


def forget(folder: Path, *days: date) -> None:
    """Take away all that builds made."""
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    for path in folder.glob("archive.sqlite*"):
        path.unlink()
    for day in days:
        shutil.rmtree(folder / f"{day}" / "out", ignore_errors=True)


HEARS = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from epaper.cli import main
main(prog_name="epaper")
"""


def started(
    folder: Path, *words: str, errors: IO[str] | int = subprocess.PIPE
) -> "subprocess.Popen[str]":
    """`epaper` in a process of its own; its standard output is read by `events`.

    It hears Ctrl-C even where the tests were started by a shell that keeps that from what it runs
    in the background.
    """
    command = [sys.executable, "-c", HEARS, "--paper", str(folder), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=folder)


def events(process: "subprocess.Popen[str]") -> Iterator[dict[str, Any]]:
    """The JSON Lines that it writes, as they come."""
    assert process.stdout is not None
    for line in process.stdout:
        yield json.loads(line)


def children(number: int) -> list[int]:
    """The processes that a process has started, and that run."""
    return [child.pid for child in psutil.Process(number).children()]
