"""Times a build, stage by stage: `make bench`.

In: the sample day and a day of 60 articles. Out: a table of seconds, each also as a ratio to one
plain WeasyPrint run over the same words and pictures, peak memory, and bench/out/bench.json.
Cold is a first build, warm one of the same day again.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from days import DAY, ROOT, large_day, sample_day  # noqa: E402

OUT = HERE / "out" / "bench.json"
ARTICLES = ROOT.parent / "shared" / "samples" / "articles" / "en.jsonl"

# How often memory is looked at; the system keeps the peak, so a process must only live as long.
WATCH_S = 0.1

# Indented rows are parts of the row above them.
ROWS = (
    ("wire", "wire"),
    ("desk", "desk"),
    ("darkroom, inspect", "  of it, photos inspected"),
    ("typeset", "typeset"),
    ("makeup", "makeup"),
    ("press", "press"),
    ("darkroom, develop", "  of it, photos developed"),
    ("press, render", "  of it, pages rendered"),
    ("press, bind", "  of it, bound"),
    ("press, verify", "  of it, verified"),
    ("whole", "whole"),
)


@dataclass(frozen=True)
class Run:
    """One run: seconds by stage, peak memory in MB by process, pages, bytes, what stopped it."""

    seconds: Mapping[str, float]
    memory: Mapping[str, int]
    pages: int
    bytes: int
    problems: list[str]
    records: int = 0


@dataclass(frozen=True)
class Day:
    """The runs over one day's copy."""

    name: str
    cold: Run
    warm: Run
    plain: Run


def main() -> None:
    """Time both days, print a table each, keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", default="berliner")
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    options = parser.parse_args()
    days = []
    with tempfile.TemporaryDirectory() as scratch:
        paper = sample_day(Path(scratch) / "sample")
        days.append(time_day("the sample", paper, options.format))
        paper, what = large_day(Path(scratch) / "large", options.articles)
        days.append(time_day(what, paper, options.format))
    for day in days:
        print("\n".join(table(day)), flush=True)
    OUT.parent.mkdir(exist_ok=True)
    facts = {"python": platform.python_version(), "machine": platform.machine()}
    figures = {**facts, "format": options.format, "days": [asdict(day) for day in days]}
    OUT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if any(day.cold.problems for day in days):
        sys.exit("a build was stopped; its times are those up to there")


def time_day(name: str, paper: Path, form: str) -> Day:
    """Build it twice and set it once plainly, each in a new process."""
    cold, warm, plain = (measure(what, paper, form) for what in ("build", "build", "plain"))
    return Day(name=name, cold=cold, warm=warm, plain=plain)


def measure(what: str, paper: Path, form: str) -> Run:
    """One run of bench/measure.py, watched for the memory it takes."""
    command = [sys.executable, str(HERE / "measure.py"), what, str(paper), DAY.isoformat(), form]
    # Files, not pipes: nobody reads while the run is watched. A session of its own, because the
    # workers' parent is not the build but the server that forks them.
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as wrong:
        run = subprocess.Popen(command, stdout=said, stderr=wrong, start_new_session=True)
        peaks: dict[int, int] = {}
        while run.poll() is None:
            peaks |= peak_memory_mb(run.pid)
            time.sleep(WATCH_S)
        said.seek(0)
        wrong.seek(0)
        if run.returncode:
            sys.exit(f"{what} of {paper.name} failed:\n{wrong.read()}")
        facts = json.loads(said.read().splitlines()[-1])
    main_mb = peaks.pop(run.pid, 0)
    memory = {"main": main_mb, "worker": max(peaks.values(), default=0)}
    return Run(memory=memory, **facts)


def peak_memory_mb(session: int) -> dict[int, int]:
    """Peak resident memory so far of the session's processes, by number; empty but on Linux."""
    peaks = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # Fields after the command, which may hold spaces: state, parent, group, session.
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) != session:
                continue
            peak = re.search(r"VmHWM:\s*(\d+) kB", (folder / "status").read_text())
        except OSError:
            continue
        if peak:
            peaks[int(folder.name)] = round(int(peak[1]) / 1024)
    return peaks


def table(day: Day) -> list[str]:
    """The lines to print of a day."""
    base = day.plain.seconds["whole"]
    lines = [
        "",
        f"{day.name}: {day.cold.records} records, {day.cold.pages} pages, "
        f"{day.cold.bytes / 1e6:.1f} MB",
        f"{'':30}{'cold s':>9}{'of plain':>10}{'warm s':>9}{'of plain':>10}",
    ]
    for key, label in ROWS:
        cold, warm = day.cold.seconds.get(key), day.warm.seconds.get(key)
        cells = "".join(
            f"{seconds:9.2f}{seconds / base:10.2f}" if seconds is not None else f"{'-':>9}{'':10}"
            for seconds in (cold, warm)
        )
        lines.append(f"{label:30}{cells}")
    lines.append(f"{'plain WeasyPrint':30}{base:9.2f}{1:10.2f}   {day.plain.pages} pages")
    for name, run in (("cold", day.cold), ("warm", day.warm), ("plain", day.plain)):
        lines.append(
            f"peak memory, {name:17}{run.memory['main']:6} MB"
            f", largest worker {run.memory['worker']} MB"
        )
    return [*lines, *day.cold.problems]


if __name__ == "__main__":
    main()
