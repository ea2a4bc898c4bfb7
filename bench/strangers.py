"""Builds days that nobody tuned for: `python bench/strangers.py --seed 7 --editions 100`.

In: the articles of ../shared/samples, mixed and spiced by chance (`strange_days.py`). Each edition
is built by the command line, in a process and a folder of its own, so that a crash or a hang is
seen as one. Out: how many came out whole, with stories held out, not at all; what stopped them,
by kind, one day named for each; bench/out/strangers.json. `--only 23` makes one of them again,
`--again DIR` builds a day that `--keep` kept.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from epaper.resources import layout_names

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from days import ROOT  # noqa: E402
from strange_days import StrangeDay, available, draw_day  # noqa: E402
from strange_outcome import Outcome, outcome_of, table  # noqa: E402

OUT = HERE / "out" / "strangers.json"
CARD = "stranger.json"  # in a kept folder: which day it is
FORMATS = "berliner", "a4", "tabloid", "broadsheet", "tablet"
LOOK_S = 0.05  # from one look at a build to the next


@dataclass(frozen=True, kw_only=True)
class Run:
    """One build: its day's seed and number, its format, the seconds it may take."""

    seed: int
    number: int
    format: str
    limit_s: float
    keep: Path | None = None


def main() -> None:
    """Draw, build and count them, so many at a time as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--editions", type=int, default=100)
    parser.add_argument("--only", help="numbers of the days to build, with commas")
    parser.add_argument("--formats", default=",".join(FORMATS), help="taken in turn")
    parser.add_argument("--jobs", type=int, default=2, help="editions at the same time")
    parser.add_argument("--limit-s", type=float, default=120)
    parser.add_argument("--keep", type=Path, help="where days that were not whole are kept")
    parser.add_argument("--again", type=Path, help="a day that was kept")
    options = parser.parse_args()
    if options.again:
        done = [build_again(options.again, options.limit_s)]
    elif not available():
        sys.exit("there are no articles to make days of: ../shared/samples is not there")
    else:
        done = list(run_all(_runs(options), options.jobs))
    print("\n".join(table(done)))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([asdict(each) for each in done], indent=1) + "\n", encoding="utf-8")


def _runs(options: argparse.Namespace) -> list[Run]:
    numbers = (
        [int(number) for number in options.only.split(",")]
        if options.only
        else range(1, options.editions + 1)
    )
    formats = options.formats.split(",")
    if unknown := set(formats) - set(layout_names()):
        sys.exit(f"no such format: {', '.join(sorted(unknown))}")
    return [
        Run(
            seed=options.seed,
            number=number,
            format=formats[number % len(formats)],
            limit_s=options.limit_s,
            keep=options.keep,
        )
        for number in numbers
    ]


def run_all(runs: Sequence[Run], jobs: int) -> Iterator[Outcome]:
    """Each as it is done, told on stderr."""
    with ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(run_one, run) for run in runs]
        for count, future in enumerate(as_completed(futures), start=1):
            outcome = future.result()
            print(f"{count}/{len(runs)} {outcome}", file=sys.stderr, flush=True)
            yield outcome


def run_one(run: Run) -> Outcome:
    """Draw one day, build it, and keep it if anything failed or was left out."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "paper"
        made = draw_day(run.seed, run.number, folder)
        outcome = build(made, run.format, run.limit_s)
        if run.keep and outcome.faults:
            _keep(made, run, outcome)
        return outcome


def build(made: StrangeDay, form: str, limit_s: float) -> Outcome:
    """The edition of a drawn day, built by the command line; what came of it."""
    script = Path(sys.executable).with_name("epaper")
    command: list[str | Path] = [
        sys.executable,
        script,
        "--paper",
        made.folder,
        "build",
        made.day.isoformat(),
    ]
    began = time.perf_counter()
    told, errors = made.folder / "told.json", made.folder / "errors.txt"
    with told.open("wb") as out, errors.open("wb") as err:
        child = subprocess.Popen(
            [*command, "--format", form, "--jobs", "1", "--json"],
            stdout=out,
            stderr=err,
            cwd=made.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "EPAPER_DEBUG": ""},
            start_new_session=True,
        )
        code, cpu_s = _wait(child, began + limit_s)
    return outcome_of(
        made,
        form,
        code=code,
        seconds=(time.perf_counter() - began, cpu_s),
        told=told.read_text(encoding="utf-8"),
    )


def _wait(child: subprocess.Popen[bytes], until: float) -> tuple[int | None, float]:
    """The child's exit code and its processor time; None if it had to be ended."""
    ended = False
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return (None if ended else child.returncode), usage.ru_utime + usage.ru_stime
        if not ended and time.perf_counter() > until:
            os.killpg(child.pid, signal.SIGKILL)  # its own group: its workers with it
            ended = True
        time.sleep(LOOK_S)


def _keep(made: StrangeDay, run: Run, outcome: Outcome) -> None:
    """The day as it was built, with a card that says which it is."""
    kept = run.keep / made.name if run.keep else None
    if kept is None:
        return
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(made.folder, kept, ignore=shutil.ignore_patterns(".cache", "out"))
    card = asdict(made) | {"folder": "", "day": made.day.isoformat(), "format": run.format}
    (kept / CARD).write_text(json.dumps(card | {"outcome": asdict(outcome)}, indent=1) + "\n")


def build_again(kept: Path, limit_s: float) -> Outcome:
    """The outcome of a kept day, built once more as it lies there."""
    card = json.loads((kept / CARD).read_text(encoding="utf-8"))
    form = card.pop("format")
    card.pop("outcome")
    card |= {"folder": kept.resolve(), "day": date.fromisoformat(card["day"])}
    made = StrangeDay(**card)
    outcome = build(made, form, limit_s)
    print(outcome, file=sys.stderr)
    return outcome


if __name__ == "__main__":
    main()
