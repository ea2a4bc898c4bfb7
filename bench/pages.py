"""Scores the pages of many days in many formats: `python bench/pages.py`.

In: the sample days, and the articles of shared/samples as one day, three days and six, with
pictures and without. Out: a line for each edition (pages clean of hard findings, largest hole,
white, points a page, seconds of make-up), the hard findings, and bench/out/pages.json. Editions are
built with --force, so that a broken one is measured as well.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from epaper.build import Built, Order, build_edition
from epaper.makeup import Flatplanner
from epaper.model import Severity
from epaper.resources import layout_names

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from days import DAY, ROOT, SAMPLE, article_day  # noqa: E402
from greedy import Greedy  # noqa: E402
from hard import hard_days  # noqa: E402

ARTICLES = ROOT.parent / "shared" / "samples" / "articles" / "en.jsonl"
OUT = HERE / "out" / "pages.json"
PLANNERS = {"search": Flatplanner, "greedy": Greedy}
PARTS = (1, 3, 6)  # the articles as so many days


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One edition to build: its name, the paper's folder, day and format, and by what make-up."""

    name: str
    folder: Path
    day: date
    format: str
    makeup: str = "search"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What the check says of an edition, and what stopped it or broke a hard rule.

    `points` a page are None where no page was printed.
    """

    name: str
    format: str
    pages: int
    clean: int
    largest_hole: float
    mean_white: float
    points: float | None
    soft: int
    plan_s: float
    whole_s: float
    holes: list[float]
    found: dict[str, int]
    stops: list[str]
    makeup: str

    def __str__(self) -> str:
        figures = (
            f"{self.name:13} {self.format:11} {self.pages:3} pages {self.clean:3} clean  "
            f"hole {self.largest_hole:5.1%}  white {self.mean_white:5.1%}  soft {self.soft:3}  "
            f"points {_points(self.points):>5}  "
            f"plan {self.plan_s:5.1f} s  whole {self.whole_s:5.1f} s"
        )
        return "\n".join((figures, *(f"    {stop}" for stop in self.stops)))


def _points(points: float | None) -> str:
    return "none" if points is None else f"{points:.1f}"


def main() -> None:
    """Build and measure them all, as many at a time as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", default=",".join(layout_names()))
    parser.add_argument("--days", default="", help="names, or beginnings of names, with commas")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    parser.add_argument("--keep", type=Path, help="build here, and leave the editions")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        editions = [
            Edition(name=name, folder=paper, day=day, format=form)
            for name, paper, day in days(folder, options.articles, options.days.split(","))
            for form in options.formats.split(",")
        ]
        done = list(measure_all(editions, options.jobs))
    print("\n".join(summary(done)))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([asdict(each) for each in done], indent=1) + "\n", encoding="utf-8")


def days(folder: Path, articles: Path, names: Sequence[str]) -> Iterator[tuple[str, Path, date]]:
    """Name, paper and date of every day whose name begins with one of `names`.

    The hard days only where they are named.
    """
    for day in sorted(d.name for d in SAMPLE.glob("2*")):
        if f"s{day}".startswith(tuple(names)):
            paper = folder / f"s{day}"
            if not paper.exists():
                shutil.copytree(SAMPLE / day, paper / day, ignore=shutil.ignore_patterns("out"))
                shutil.copy(SAMPLE / "paper.toml", paper)
            yield f"s{day[5:]}", paper, date.fromisoformat(day)
    lines = articles.read_text(encoding="utf-8").splitlines() if articles.is_file() else []
    for parts in PARTS if lines else ():
        for number in range(parts):
            for pictures in (True, False):
                name = f"{parts}-{number + 1}{'p' if pictures else 't'}"
                if name.startswith(tuple(names)):
                    paper = folder / name
                    if not paper.exists():
                        article_day(paper, lines[number::parts], pictures=pictures)
                    yield name, paper, DAY
    for name, paper in hard_days(folder, lines, names) if lines else ():
        yield name, paper, DAY


def measure_all(editions: Sequence[Edition], jobs: int) -> Iterator[Measured]:
    """Each as it is done, printed; the editions of one day share its folder and cache."""
    with ProcessPoolExecutor(jobs) as pool:
        for future in as_completed([pool.submit(measure, edition) for edition in editions]):
            measured = future.result()
            print(measured, flush=True)
            yield measured


def build(edition: Edition, *, jobs: int) -> Built:
    """The edition built by its make-up, with --force."""
    order = Order(
        folder=edition.folder, day=edition.day, format=edition.format, jobs=jobs, force=True
    )
    return build_edition(order, planner=PLANNERS[edition.makeup])


def measure(edition: Edition) -> Measured:
    """Build one edition and tell what came of it."""
    began = time.perf_counter()
    built = build(edition, jobs=1)
    checked = built.checked
    return Measured(
        name=edition.name,
        format=edition.format,
        pages=checked.score.pages if checked else 0,
        clean=checked.score.clean_pages if checked else 0,
        largest_hole=checked.score.largest_hole if checked else 1.0,
        mean_white=checked.score.mean_white if checked else 1.0,
        points=checked.score.points if checked else None,
        soft=checked.score.soft if checked else 0,
        plan_s=built.seconds.get("makeup", 0.0),
        whole_s=time.perf_counter() - began,
        holes=[round(hole.share, 4) for hole in checked.holes] if checked else [],
        found=dict(Counter(p.code for p in checked.problems)) if checked else {},
        stops=[str(p) for p in built.problems if p.severity is Severity.STOP or p.code == "M-104"],
        makeup=edition.makeup,
    )


def summary(done: Sequence[Measured]) -> Iterator[str]:
    """A line a format and one for all."""
    for form in (*sorted({each.format for each in done}), ""):
        mine = [each for each in done if form in ("", each.format)]
        pages = sum(each.pages for each in mine)
        if not pages:
            continue
        yield (
            f"{form or 'all':11} {len(mine):4} editions {pages:5} pages "
            f"{sum(each.clean for each in mine):5} clean  "
            f"hole at most {max(each.largest_hole for each in mine):.1%}, over 2 % on "
            f"{sum(hole > 0.02 for each in mine for hole in each.holes)} pages  "
            f"white mean {sum(e.mean_white * e.pages for e in mine) / pages:.1%}, at most "
            f"{max(each.mean_white for each in mine):.1%}, over 8 % in "
            f"{sum(each.mean_white > 0.08 for each in mine)} editions  "
            f"points a page {sum((e.points or 0.0) * e.pages for e in mine) / pages:.2f}"
        )


if __name__ == "__main__":
    main()
