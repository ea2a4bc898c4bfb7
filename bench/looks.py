"""Counts what an art director would mark in editions: `python bench/looks.py --days s,6-1,6-2`.

In: days of bench/pages.py by `--days`, days of strangers (`--strangers 10 --seed 7`), folders of
finished editions. Days are planned and not drawn, unless `--keep DIR` has them built whole. Out:
issue 17's table, a column a format; `!` marks what falls short of what is wanted; every edition's
samples in bench/out/looks.json or `--out FILE`. `--against FILE` has the figures of a kept run
before those of this one, of the editions that both have. What each line means:
docs/looks.md and `look_measures.py`.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from epaper.build import Order, build_edition
from epaper.places import out_folder
from epaper.resources import load_layout
from epaper.wire.paper import read_paper

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from look_measures import Value, samples_of  # noqa: E402
from look_pages import Looked, looked_at_folder, looked_at_plan  # noqa: E402
from look_table import table, together  # noqa: E402
from pages import ARTICLES, days  # noqa: E402
from strange_days import available, draw_day  # noqa: E402

OUT = HERE / "out" / "looks.json"
FORMATS = "berliner", "broadsheet", "tabloid", "a4", "tablet"


@dataclass(frozen=True, kw_only=True)
class Task:
    """An edition to look at: a day to be planned or built, or the folder of a finished one."""

    name: str
    format: str
    folder: Path
    day: date | None = None
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Sampled:
    """What an edition came to; `error` says why there is nothing."""

    name: str
    format: str
    plan_s: float = 0.0
    samples: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    error: str = ""

    def __str__(self) -> str:
        pages = sum(map(float, self.samples.get("pages", ())))
        told = self.error or f"{pages:3.0f} pages, planned in {self.plan_s:.1f} s"
        return f"{self.name:12} {self.format:11} {told}"


def main() -> None:
    """Look at them all, print the table, keep the samples."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        done = list(look_at_all(list(_tasks(options, options.keep or Path(scratch))), options.jobs))
    done.sort(key=lambda each: (FORMATS.index(each.format), each.name))
    then = read_kept(options.against) if options.against else None
    print("\n".join(told(done, then)))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    kept = [asdict(each) for each in done]
    options.out.write_text(json.dumps(kept, ensure_ascii=False) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("editions", nargs="*", type=Path, help="folders with an edition.json")
    parser.add_argument("--days", default="", help="names, or beginnings of names, with commas")
    parser.add_argument("--strangers", type=int, default=0, help="so many days drawn at random")
    parser.add_argument("--only", default="", help="numbers of strangers' days, with commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every-format", action="store_true", help="strangers in each, not one")
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    parser.add_argument("--keep", type=Path, help="build whole editions here, and leave them")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--against", type=Path, help="what --out kept of another run")
    options = parser.parse_args()
    if unknown := set(options.formats.split(",")) - set(FORMATS):
        parser.error(f"no such format: {', '.join(sorted(unknown))}")
    if not (options.editions or options.days or options.strangers or options.only):
        parser.error("name editions, --days or --strangers")
    return options


def _tasks(options: argparse.Namespace, folder: Path) -> Iterator[Task]:
    """Every edition asked for; days are written into `folder`."""
    for edition in options.editions:
        facts = json.loads((edition / "edition.json").read_text(encoding="utf-8"))
        yield Task(name=facts["date"], format=facts["format"], folder=edition)
    whole = options.keep is not None
    forms = options.formats.split(",")
    wanted = [name for name in options.days.split(",") if name]
    for name, paper, day in days(folder, options.articles, wanted) if wanted else ():
        for form in forms:
            yield Task(name=name, format=form, folder=paper, day=day, whole=whole)
    yield from _strangers(options, folder, forms, whole=whole)


def _strangers(
    options: argparse.Namespace, folder: Path, forms: Sequence[str], *, whole: bool
) -> Iterator[Task]:
    """Days of strangers, each in one format in turn or in every one."""
    numbers = [int(number) for number in options.only.split(",") if number]
    numbers = numbers or list(range(1, options.strangers + 1))
    if numbers and not available():
        sys.exit("there are no articles to make days of: ../shared/samples is not there")
    for number in numbers:
        made = draw_day(options.seed, number, folder / f"x{options.seed}-{number}")
        mine = forms if options.every_format else forms[number % len(forms) :][:1]
        for form in mine:
            yield Task(name=made.name, format=form, folder=made.folder, day=made.day, whole=whole)


def look_at_all(tasks: Sequence[Task], jobs: int) -> Iterator[Sampled]:
    """Each as it is done, told on stderr."""
    # Only there: a test that looks at an edition goes on with its own logging.
    with ProcessPoolExecutor(
        jobs, initializer=logging.disable, initargs=(logging.CRITICAL,)
    ) as pool:
        for future in as_completed([pool.submit(look_at, task) for task in tasks]):
            sampled = future.result()
            print(sampled, file=sys.stderr, flush=True)
            yield sampled


def look_at(task: Task) -> Sampled:
    """The samples of one edition, or the reason why there are none."""
    began = time.perf_counter()
    try:
        looked, plan_s = looked_at(task)
    # Whatever an edition fails on, the others are looked at.
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        return Sampled(name=task.name, format=task.format, error=reason)
    plan_s = plan_s or time.perf_counter() - began
    return Sampled(
        name=task.name, format=task.format, plan_s=round(plan_s, 2), samples=samples_of(looked)
    )


def looked_at(task: Task) -> tuple[Looked, float]:
    """The edition to be looked at, and the seconds of its make-up.

    ValueError for a day that makes no edition.
    """
    if task.day is None:
        return looked_at_folder(task.folder), 0.0
    order = Order(
        folder=task.folder,
        day=task.day,
        format=task.format,
        jobs=1,
        force=True,
        plan_only=not task.whole,
    )
    built = build_edition(order)
    plan_s = built.seconds.get("makeup", 0.0)
    if built.plan is None or not (built.planned or built.printed):
        raise ValueError("; ".join(map(str, built.problems[:2])))
    if task.whole:
        return looked_at_folder(out_folder(task.folder, task.day, task.format)), plan_s
    layout = load_layout(task.format, task.folder)
    return looked_at_plan(built.plan, read_paper(task.folder), layout), plan_s


def read_kept(file: Path) -> list[Sampled]:
    """The samples of an earlier run."""
    return [Sampled(**each) for each in json.loads(file.read_text(encoding="utf-8"))]


def told(done: Sequence[Sampled], then: Sequence[Sampled] | None = None) -> Iterator[str]:
    """The table; with an earlier run of the editions that both have."""
    if then is None:
        yield from table(by_format(done))
    else:
        here = {(each.name, each.format) for each in done if each.samples}
        both = here & {(each.name, each.format) for each in then if each.samples}
        yield f"{len(both)} editions in both runs, then -> now; {len(here - both)} only in this one"
        now, before = (
            by_format([each for each in run if (each.name, each.format) in both])
            for run in (done, then)
        )
        yield from table(now, before)
    failed = [each for each in done if each.error]
    yield from (f"not made: {each}" for each in failed)
    yield f"make-up took {sum(each.plan_s for each in done):.0f} s"


def by_format(done: Sequence[Sampled]) -> dict[str, dict[str, list[Value]]]:
    """The samples of each format together."""
    forms = [form for form in FORMATS if any(e.format == form and e.samples for e in done)]
    return {
        form: together([each.samples for each in done if each.format == form]) for form in forms
    }


if __name__ == "__main__":
    main()
