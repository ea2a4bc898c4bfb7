"""Times this program beside an older one and beside WeasyPrint alone: `make bench`.

In: the sample day, a day of 60 articles without pictures and with 30, each built from nothing by
either program, built again, and built after one word has changed; the old program from a git
worktree. Out: medians of so many runs in turn, the ratios that issue 16 asks for, peak memory, the
load of the machine; bench/out/bench.json. Seconds are those of whole processes, their start too.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from days import DAY, ROOT, large_day, sample_day  # noqa: E402

OUT = HERE / "out" / "bench.json"
ARTICLES = ROOT.parent / "shared" / "samples" / "articles" / "en.jsonl"
OLD = "1046d4b"  # the version that issue 16 was measured with
PICTURES = 30
PDF_READY = "pdf ready"
PUBLISHED = (0, 3, 4)  # exit codes

# How often memory is looked at; the system keeps the peak, so a process must only live as long.
WATCH_S = 0.05


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run: seconds of the whole process, CPU seconds with its workers', peak MB by process."""

    wall_s: float
    cpu_s: float
    memory: Mapping[str, int]
    seconds: Mapping[str, float]
    pages: int
    bytes: int
    problems: Sequence[str]
    records: int = 0
    drawn: int = 0


Figure: TypeAlias = "Callable[[Run], float]"


@dataclass(frozen=True, kw_only=True)
class Timed:
    """The runs over one day's copy, by what was run: plain, old, new, again, word, old word."""

    name: str
    runs: dict[str, list[Run]] = field(default_factory=dict)

    def of(self, what: str, figure: Figure) -> float:
        """The median of a figure; 0 where it was not run."""
        return median(map(figure, self.runs[what])) if self.runs.get(what) else 0.0


def main() -> None:
    """Time the days, print a table each, keep the figures."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # what was begun is cleared away
    before = os.getloadavg()
    with tempfile.TemporaryDirectory() as scratch, old_program(options.old) as old:
        days = [
            time_day(name, paper, options, old, Path(scratch) / "run")
            for name, paper in _days(Path(scratch), options)
        ]
        starts = time_starts(options.runs)
    for day in days:
        print("\n".join(table(day)), flush=True)
    print(
        f"\nepaper --help: {starts['help']:.2f} s, {starts['help'] / starts['pass']:.1f} x python"
    )
    load = [before, os.getloadavg()]
    print(f"load of the machine (1, 5, 15 minutes) before {load[0]}, after {load[1]}")
    OUT.parent.mkdir(exist_ok=True)
    facts = {"python": platform.python_version(), "machine": platform.machine(), "load": load}
    figures = {**facts, "options": str(options), "days": [asdict(day) for day in days], **starts}
    OUT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if any(run.problems for day in days for runs in day.runs.values() for run in runs):
        sys.exit("a build was stopped; its times are those up to there")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", default="berliner")
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    parser.add_argument("--runs", type=int, default=5, help="of each, in turn; medians are told")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--old", default=OLD, help="a commit, or nothing for none")
    parser.add_argument("--days", default="sample,large,pictures")
    return parser.parse_args()


def _days(scratch: Path, options: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    wanted = options.days.split(",")
    if "sample" in wanted:
        yield "the sample", sample_day(scratch / "sample")
    for name, pictures in (("large", 0), ("pictures", PICTURES)):
        if name in wanted:
            paper, what = large_day(scratch / name, options.articles, pictures)
            yield what, paper


@contextmanager
def old_program(commit: str) -> Iterator[Path | None]:
    """The program as it was at `commit`, in a folder of its own; None where it cannot be had."""
    if not commit:
        yield None
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "old"
        git = ["git", "-C", str(ROOT), "worktree"]
        add = [*git, "add", "--quiet", "--detach", str(folder), commit]
        done = subprocess.run(add, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"no old program beside this one: {done.stderr.strip()}", file=sys.stderr)
            yield None
            return
        try:
            yield folder
        finally:
            subprocess.run([*git, "remove", "--force", str(folder)], check=False)


def time_day(
    name: str, paper: Path, options: argparse.Namespace, old: Path | None, run: Path
) -> Timed:
    """Every run of a day, in turn, so that a busy minute falls on all alike."""
    timed = Timed(name=name)

    def take(what: str, kind: str, program: Path) -> None:
        timed.runs.setdefault(what, []).append(measure(kind, run, options, program))

    for _ in range(options.runs):
        for begin, again, word, program, kind in (
            ("old", "old again", "old word", old, "build"),
            ("new", "again", "word", ROOT, "command"),
        ):
            if program is None:
                continue
            shutil.rmtree(run, ignore_errors=True)
            shutil.copytree(paper, run)
            take(begin, kind, program)
            take(again, kind, program)
            change_a_word(run)
            take(word, kind, program)
        take("plain", "plain", ROOT)
    return timed


def change_a_word(paper: Path) -> None:
    """A letter in a story of the middle of the day."""
    files = sorted((paper / DAY.isoformat() / "articles").glob("*.md"))
    middle = len(files) // 2
    for path in files[middle:] + files[:middle]:
        head, fence, body = path.read_text(encoding="utf-8").rpartition("\n---\n")
        if " the " in body:
            path.write_text(head + fence + body.replace(" the ", " teh ", 1), encoding="utf-8")
            return
    sys.exit("no story has a word to change")


def measure(
    what: str,
    paper: Path,
    options: argparse.Namespace,
    program: Path,
    more: Sequence[str] = (),
) -> Run:
    """One run of the command or of bench/measure.py, watched for the memory it takes.

    `more` are further words of the command.
    """
    command = [*words_of(what, paper, options), *more]
    # Files, not pipes: nobody reads while the run is watched. A session of its own, so that its
    # workers are known.
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as wrong:
        began = time.perf_counter()
        # In its own folder: workers of the old program look there before anywhere else.
        run = subprocess.Popen(
            command,
            stdout=said,
            stderr=wrong,
            start_new_session=True,
            env=environment_of(program),
            cwd=program,
        )
        status, taken = watched_to_its_end(run.pid)
        wall_s = time.perf_counter() - began
        run.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        wrong.seek(0)
        if run.returncode not in PUBLISHED:
            sys.exit(f"{what} of {paper.name} with {program} failed:\n{wrong.read()}")
        facts = json.loads(said.read().splitlines()[-1])
        if what == "command":
            facts = told_by_the_command(facts)
    cpu_s = sum(seconds for _, seconds in taken.values())
    main_mb, _ = taken.pop(run.pid, (0, 0.0))
    memory = {"main": main_mb, "worker": max((mb for mb, _ in taken.values()), default=0)}
    return Run(wall_s=wall_s, cpu_s=cpu_s, memory=memory, **facts)


def watched_to_its_end(pid: int) -> tuple[int, dict[int, tuple[int, float]]]:
    """The exit status of a process, and what it and its workers took by then."""
    taken: dict[int, tuple[int, float]] = {}
    try:
        number = 0
        while not number:
            taken |= taken_by(pid)
            time.sleep(WATCH_S)
            number, status = os.waitpid(pid, os.WNOHANG)
    except BaseException:
        os.killpg(pid, signal.SIGKILL)
        raise
    return status, taken


def words_of(what: str, paper: Path, options: argparse.Namespace) -> list[str]:
    """What is called for a run."""
    if what == "command":
        command = [sys.executable, "-m", "epaper", "--paper", str(paper), "build"]
        command += [DAY.isoformat(), "--format", options.format, "--jobs", str(options.jobs)]
        return [*command, "--same-edition", "--json"]
    command = [sys.executable, str(HERE / "measure.py"), what, str(paper), DAY.isoformat()]
    return [*command, options.format, str(options.jobs)]


def environment_of(program: Path) -> dict[str, str]:
    """That of a run with a program.

    Python may keep what it has compiled, as it does everywhere else: where the environment forbids
    it, every process compiles the program again.
    """
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(program)}


def told_by_the_command(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The event of an edition, as bench/measure.py tells of one."""
    return {
        "seconds": facts["stages"],
        "problems": [each["message"] for each in facts["problems"] if each["severity"] == "stop"],
        "records": facts.get("stories", 0),
        **{key: facts.get(key, 0) for key in ("pages", "drawn", "bytes")},
    }


def taken_by(session: int) -> dict[int, tuple[int, float]]:
    """Peak resident MB and CPU seconds so far of the session's processes; empty but on Linux."""
    taken = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # Fields after the command, which may hold spaces: state, parent, group, session; the
            # ticks as user and for the system are the 12th and 13th.
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) != session:
                continue
            peak = re.search(r"VmHWM:\s*(\d+) kB", (folder / "status").read_text())
        except OSError:
            continue
        if peak:
            cpu_s = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            taken[int(folder.name)] = round(int(peak[1]) / 1024), cpu_s
    return taken


def time_starts(runs: int) -> dict[str, float]:
    """Seconds of `epaper --help` and of Python doing nothing."""
    commands = {"help": ["-m", "epaper", "--help"], "pass": ["-c", "pass"]}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    environment = environment_of(ROOT)
    for _ in range(max(3, runs)):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(
                [sys.executable, *command], check=True, capture_output=True, env=environment
            )
            taken[name].append(time.perf_counter() - began)
    return {name: median(seconds) for name, seconds in taken.items()}


def table(day: Timed) -> list[str]:
    """The lines to print of a day: ratios of medians, in seconds and of CPU."""
    new = day.runs["new"][0]
    word = max((run.drawn for run in day.runs["word"]), default=0)
    rows = (
        Row("cold, press PDF / plain WeasyPrint", "new", _pdf_s, "plain", _wall_s, 2.0),
        Row("cold, everything / old", "new", _wall_s, "old", _wall_s, 0.4),
        Row(f"one word / old cold ({word} drawn)", "word", _wall_s, "old", _wall_s, 0.06),
        Row("nothing changed / plain WeasyPrint", "again", _wall_s, "plain", _wall_s, 0.3),
        Row("plan / old plan", "new", _plan_s, "old", _plan_s, 0.25),
    )
    lines = ["", f"{day.name}: {new.records} records, {new.pages} pages, {new.bytes / 1e6:.1f} MB"]
    lines.append(f"{'':40}{'s':>8}{'of s':>8}{'ratio':>8}{'of CPU':>8}{'target':>8}")
    lines += [row.told(day) for row in rows]
    for what in ("old", "new", "again", "word", "plain"):
        if day.runs.get(what):
            most = {k: max(r.memory[k] for r in day.runs[what]) for k in ("main", "worker")}
            lines.append(
                f"peak memory, {what:8}{most['main']:5} MB, largest worker {most['worker']} MB"
            )
    return [*lines, *new.problems]


@dataclass(frozen=True)
class Row:
    """A figure of what was run, as a ratio to that of something else; `target` is for two cores.

    For the large days the first one's target is 1.2.
    """

    label: str
    what: str
    figure: Figure
    base: str
    of: Figure
    target: float

    def told(self, day: Timed) -> str:
        """The line of the table."""
        mine, theirs = day.of(self.what, self.figure), day.of(self.base, self.of)
        ratio = f"{mine / theirs:8.2f}" if theirs else f"{'-':>8}"
        cpu, of_cpu = day.of(self.what, _cpu_s), day.of(self.base, _cpu_s)
        whole = self.figure is _wall_s and of_cpu
        burnt = f"{cpu / of_cpu:8.2f}" if whole else f"{'-':>8}"
        return f"{self.label:40}{mine:8.2f}{theirs:8.2f}{ratio}{burnt}{self.target:8.2f}"


def _wall_s(run: Run) -> float:
    return run.wall_s


def _cpu_s(run: Run) -> float:
    return run.cpu_s


def _pdf_s(run: Run) -> float:
    """From the start of the process to the press PDF; to its end where nothing tells."""
    if PDF_READY not in run.seconds:
        return run.wall_s
    return run.wall_s - run.seconds["whole"] + run.seconds[PDF_READY]


def _plan_s(run: Run) -> float:
    return run.seconds.get("makeup", 0.0)


if __name__ == "__main__":
    main()
