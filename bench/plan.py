"""Times the planning of pages alone: `python bench/plan.py --old PATH`.

In: the sample day and 61 articles as one day, without pictures and with. Out: for each format the
CPU seconds of make-up (the median of some runs, each in a process of its own, no page drawn), the
number of pages and a hash of the plan; with another checkout of the program, such as
`git worktree add PATH COMMIT` makes, its seconds too, the ratio to them, and whether its plan is
the same to the letter. bench/out/plan.json has every run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from days import DAY, ROOT, article_day, sample_day  # noqa: E402

ARTICLES = ROOT.parent / "shared" / "samples" / "articles" / "en.jsonl"
FORMATS = "berliner,broadsheet,tabloid,a4,tablet"
OUT = HERE / "out" / "plan.json"


@dataclass(frozen=True)
class Planning:
    """What one checkout took for one plan, run after run; `hash` is that of the plan."""

    seconds: tuple[float, ...]
    pages: int
    hash: str

    @property
    def median_s(self) -> float:
        """The middle one of the runs."""
        return statistics.median(self.seconds)


def main() -> None:
    """Time every day in every format, print a line each, keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", default=FORMATS)
    parser.add_argument("--days", default="", help="beginnings of names, with commas")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--old", type=Path, help="another checkout, timed in turn with this one")
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    options = parser.parse_args()
    checkouts = [ROOT, *([options.old.resolve()] if options.old else [])]
    figures = []
    with tempfile.TemporaryDirectory() as scratch:
        for name, paper in days(Path(scratch), options.articles, options.days.split(",")):
            for form in options.formats.split(","):
                timed = time_plans(checkouts, paper, form, options.runs)
                print(line(name, form, timed), flush=True)
                figures.append({"day": name, "format": form, "plans": [*map(asdict, timed)]})
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def days(folder: Path, articles: Path, names: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Name and paper of each day whose name begins with one of `names`."""
    if "sample".startswith(tuple(names)):
        yield "sample", sample_day(folder / "sample")
    lines = articles.read_text(encoding="utf-8").splitlines() if articles.is_file() else []
    for name, pictures in (("text", False), ("pictures", True)) if lines else ():
        if name.startswith(tuple(names)):
            yield name, article_day(folder / name, lines, pictures=pictures)


def time_plans(checkouts: Sequence[Path], paper: Path, form: str, runs: int) -> list[Planning]:
    """What each checkout takes, all of them in turn, so that a busy machine is so to all."""
    found: list[list[dict[str, object]]] = [[] for _ in checkouts]
    for _ in range(runs):
        for checkout, said in zip(checkouts, found, strict=True):
            said.append(plan_once(checkout, paper, form))
    return [
        Planning(
            seconds=tuple(float(str(run["seconds"])) for run in said),
            pages=int(str(said[0]["pages"])),
            hash="/".join(sorted({str(run["hash"]) for run in said})),
        )
        for said in found
    ]


def plan_once(checkout: Path, paper: Path, form: str) -> dict[str, object]:
    """One plan by the program of `checkout`."""
    command = [sys.executable, str(HERE / "plan_once.py"), str(paper), DAY.isoformat(), form]
    # Sets are printed in the order of their hashes: the plan's own hash is to be the same.
    env = os.environ | {"PYTHONPATH": str(checkout), "PYTHONHASHSEED": "0"}
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{checkout.name}, {paper.name}, {form}:\n{run.stderr}")
    said: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    return said


def line(name: str, form: str, timed: Sequence[Planning]) -> str:
    """What is printed of a day in a format."""
    new, *others = timed
    said = f"{name:9} {form:11} {new.median_s:6.2f} s {new.pages:3} pages  {new.hash}"
    for old in others:
        same = "the same plan" if old.hash == new.hash else f"{old.pages} pages {old.hash}"
        ratio = new.median_s / old.median_s
        said += f"   old {old.median_s:6.2f} s   ratio {ratio:.3f}   {same}"
    return said


if __name__ == "__main__":
    main()
