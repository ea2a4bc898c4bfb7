"""How a build scales: `python bench/processes.py [--days sample,pictures] [--runs 3]`.

In: the days that bench/run.py times. Out: for 1, 2 and 4 processes, and for a Dask cluster of a
scheduler and two workers on this machine, the seconds to the press PDF and to the end, CPU seconds
and the largest process, and whether the bytes are those of one process; then the largest process
of days of 30, 60 and 120 articles. Every build is one from nothing; medians are told.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from days import DAY, ROOT, article_day, large_day, sample_day  # noqa: E402
from run import ARTICLES, PDF_READY, PICTURES, Run, measure  # noqa: E402

OUT = HERE / "out" / "processes.json"
PROCESSES = (1, 2, 4)
SIZES = (30, 60, 120)


@dataclass
class Row:
    """The runs of one way to build a day, and the hashes of the PDFs that came of them."""

    what: str
    runs: list[Run] = field(default_factory=list)
    pdfs: set[str] = field(default_factory=set)

    def told(self, first: Row) -> str:
        """The line of the table."""
        runs = self.runs
        pdf_s = median(run.wall_s - run.seconds["whole"] + run.seconds[PDF_READY] for run in runs)
        wall_s, cpu_s = (median(getattr(run, of) for run in runs) for of in ("wall_s", "cpu_s"))
        most = max(max(run.memory.values()) for run in runs)
        same = "same" if self.pdfs == first.pdfs else "OTHER"
        return f"{self.what:14}{pdf_s:9.1f}{wall_s:9.1f}{cpu_s:9.1f}{most:9}{same:>9}"


def main() -> None:
    """Build in each way, in turn; print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", default="sample,pictures")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    parser.add_argument("--format", default="berliner")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # what was begun is ended too
    before = os.getloadavg()
    figures: dict[str, object] = {"options": str(options), "load": before}
    with tempfile.TemporaryDirectory() as scratch, cluster(Path(scratch)) as address:
        for name in options.days.split(","):
            rows = time_ways(_paper(name, Path(scratch), options.articles), address, options)
            print(f"\n{name}: s to the press PDF, s, CPU s, largest process MB, PDF")
            print("\n".join(row.told(rows[0]) for row in rows), flush=True)
            figures[name] = {row.what: [run.wall_s for run in row.runs] for row in rows}
        print("\narticles, pages, largest process MB with 2 processes")
        for count in SIZES:
            run = time_size(count, Path(scratch), options)
            print(f"{count:8}{run.pages:7}{max(run.memory.values()):8}", flush=True)
            figures[f"{count} articles"] = run.memory
    print(f"load of the machine (1, 5, 15 minutes) before {before}, after {os.getloadavg()}")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def time_ways(paper: Path, address: str, options: Namespace) -> list[Row]:
    """The day built in each way, so many times in turn; its own processes are not the cluster's."""
    ways: list[tuple[str, int, Sequence[str]]] = [(f"{n} processes", n, ()) for n in PROCESSES]
    ways.append(("2 Dask workers", 1, ("--executor", address)))
    rows = [Row(what) for what, _, _ in ways]
    for _ in range(options.runs):
        for row, (_, jobs, more) in zip(rows, ways, strict=True):
            run = paper.parent / "run"
            shutil.rmtree(run, ignore_errors=True)
            shutil.copytree(paper, run)
            order = Namespace(format=options.format, jobs=jobs)
            row.runs.append(measure("command", run, order, ROOT, more))
            (pdf,) = (run / f"{DAY}" / "out" / options.format).glob("*.pdf")
            row.pdfs.add(sha256(pdf.read_bytes()).hexdigest())
    return rows


def time_size(count: int, scratch: Path, options: Namespace) -> Run:
    """One build of a day of so many articles, each with a picture: the file's, in turn."""
    lines = options.articles.read_text(encoding="utf-8").splitlines()
    wanted = [_numbered(lines[n % len(lines)], n // len(lines)) for n in range(count)]
    paper = article_day(scratch / f"articles-{count}", wanted, pictures=True)
    return measure("command", paper, Namespace(format=options.format, jobs=2), ROOT)


def _numbered(line: str, time: int) -> str:
    """An article, the second time under another name."""
    article = json.loads(line)
    if time:
        article["headline"] = f"{article['headline']}, part {time + 1}"
        article = {key: value for key, value in article.items() if key != "id"}
    return json.dumps(article)


def _paper(name: str, scratch: Path, articles: Path) -> Path:
    if name == "sample":
        return sample_day(scratch / name)
    return large_day(scratch / name, articles, PICTURES if name == "pictures" else 0)[0]


@contextmanager
def cluster(scratch: Path) -> Iterator[str]:
    """A scheduler and two workers of one thread each, as processes; the address for --executor."""
    with ExitStack() as stack:
        options = ("--host", "127.0.0.1", "--port", "0")
        told = _begin(stack, "Scheduler at", "scheduler", *options)
        found = re.search(r"tcp://[\d.]+:\d+", told)
        if found is None:
            sys.exit(f"no address in what the scheduler says: {told}")
        for name in ("one", "two"):
            own = ("--nthreads", "1", "--no-nanny", "--local-directory", str(scratch / name))
            _begin(stack, "Registered to", "worker", found[0], *own)
        yield found[0].replace("tcp", "dask")


def _begin(stack: ExitStack, words: str, *arguments: str) -> str:
    """Start a process of Dask; the line in which it says `words`."""
    with tempfile.NamedTemporaryFile("w", suffix=".log", delete=False) as log:
        stack.callback(Path(log.name).unlink)
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            stderr=log,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    stack.callback(process.wait)
    stack.callback(process.kill)
    while process.poll() is None:
        lines = Path(log.name).read_text(encoding="utf-8").splitlines()
        if told := next((line for line in lines if words in line), ""):
            return told
    sys.exit(f"dask {arguments[0]} ended: {Path(log.name).read_text(encoding='utf-8')}")


if __name__ == "__main__":
    main()
