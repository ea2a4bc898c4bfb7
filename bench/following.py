"""What following the shelf is worth: `python bench/following.py --days 1-1 --formats berliner,a4`.

In: the days of bench/pages.py. Out: for each in each format, whether the same copy makes the same
plan when it is followed, and for three late orders by chance (an edit, a kill, a story longer by a
fifth) how many pages are not as they stood, followed and planned anew, with the pages' cost and the
seconds of CPU of each. Nothing is printed. Exit code 1 where the same copy made another plan.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from epaper import planning
from epaper.build import Order, build_edition
from epaper.darkroom import crop_to
from epaper.makeup import Job, Precedent, make_up
from epaper.model import Galley, Paragraph, Plan, Problem, Setting, stops
from epaper.resources import layout_names

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from pages import ARTICLES, days  # noqa: E402


@dataclass(frozen=True, kw_only=True)
class Followed:
    """One plan that followed another, and the one from nothing beside it."""

    order: str
    pages: int
    touched: int
    anew: int
    cost: float
    anew_cost: float
    seconds: float
    anew_seconds: float
    faults: tuple[Problem, ...]

    def __str__(self) -> str:
        told = "".join(f"\n      {fault}" for fault in self.faults)
        return (
            f"    {self.order:26} {self.touched:3} of {self.pages:3} pages touched ({self.anew:3} "
            f"anew)  cost {self.cost:6.1f} ({self.anew_cost:6.1f})  "
            f"{self.seconds:5.1f} s ({self.anew_seconds:5.1f}){told}"
        )


def main() -> None:
    """Follow them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", default=",".join(layout_names()))
    parser.add_argument("--days", default="", help="names, or beginnings of names, with commas")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    forms = options.formats.split(",")
    with tempfile.TemporaryDirectory() as scratch, ProcessPoolExecutor(options.jobs) as pool:
        wanted = [
            pool.submit(follow, name, folder, day, form, options.seed)
            for name, folder, day in days(Path(scratch), ARTICLES, options.days.split(","))
            for form in forms
        ]
        done = []
        for future in as_completed(wanted):
            name, same, followed = future.result()
            print(f"{name}: {'the same again' if same else 'ANOTHER PLAN OF THE SAME COPY'}")
            print(*followed, sep="\n", flush=True)
            done.append((same, followed))
    late = [each for _, followed in done for each in followed]
    print(
        f"{sum(same for same, _ in done)} of {len(done)} the same again; "
        f"{sum(e.touched for e in late)} of {sum(e.pages for e in late)} pages touched by "
        f"{len(late)} late orders, {sum(e.anew for e in late)} planned anew; "
        f"cost a page {_mean(late, 'cost'):.2f}, anew {_mean(late, 'anew_cost'):.2f}; "
        f"{sum(e.seconds for e in late):.0f} s, anew {sum(e.anew_seconds for e in late):.0f} s; "
        f"{sum(bool(e.faults) for e in late)} with faults"
    )
    if not all(same for same, _ in done):
        sys.exit(1)


def _mean(late: list[Followed], name: str) -> float:
    """The cost of a page on the average."""
    return float(sum(getattr(each, name) for each in late) / max(1, sum(e.pages for e in late)))


def follow(
    name: str, folder: Path, day: date, form: str, seed: int
) -> tuple[str, bool, list[Followed]]:
    """One day in one format: the same copy again, and late orders."""
    job = job_of(folder, day, form)
    first = planned(job)[0]
    stands = Precedent(standing=first.standing)
    again = planned(replace(job, precedent=stands))[0]
    same = again.dummies == first.dummies and again.standing == first.standing
    rng = random.Random(f"{seed} {name} {form}")
    late = [_late(order, changed, first, stands) for order, changed in _orders(job, rng)]
    return f"{name} {form}", same, late


def job_of(folder: Path, day: date, form: str) -> Job:
    """What make-up is given for a day."""
    given: list[Job] = []

    def taken(job: Job, *values: Any, **options: Any) -> Plan:
        given.append(job)
        return make_up(job, *values, **options)

    vars(planning)["make_up"] = taken
    try:
        order = Order(folder=folder, day=day, format=form, jobs=1, fresh=True, plan_only=True)
        build_edition(order)
    finally:
        vars(planning)["make_up"] = make_up
    return given[-1]


def planned(job: Job) -> tuple[Plan, float]:
    """The plan, and the seconds of CPU that it took."""
    began = time.process_time()
    plan = make_up(job, crop_to)
    return plan, time.process_time() - began


def _orders(job: Job, rng: random.Random) -> Iterator[tuple[str, Job]]:
    """Late orders by chance: copy edited, killed, longer."""
    copy = job.copy
    slugs = [story.slug for story in copy.stories if copy.galleys[story.slug].paragraphs]
    if len(slugs) < 3:
        return
    edited, killed, longer = rng.sample(slugs, 3)
    yield "edited " + edited[:18], _with(job, edited, _other_words(copy.galleys[edited]))
    left = [story for story in copy.stories if story.slug != killed]
    yield "killed " + killed[:18], replace(job, copy=replace(copy, stories=left))
    yield "longer " + longer[:18], _with(job, longer, _longer(copy.galleys[longer]))


def _with(job: Job, slug: str, galley: Galley) -> Job:
    galleys = {**job.copy.galleys, slug: galley}
    return replace(job, copy=replace(job.copy, galleys=galleys))


def _other_words(galley: Galley) -> Galley:
    """The galley without what its last paragraph had for other settings."""
    last = galley.paragraphs[-1]
    plain = replace(last, settings=(Setting(lines=last.best.lines),))
    return replace(galley, paragraphs=(*galley.paragraphs[:-1], plain))


def _longer(galley: Galley) -> Galley:
    """The galley with a fifth of its paragraphs a second time."""
    more: tuple[Paragraph, ...] = galley.paragraphs[: -(-len(galley.paragraphs) // 5)]
    return replace(galley, paragraphs=(*galley.paragraphs, *more))


def _late(order: str, job: Job, first: Plan, stands: Precedent) -> Followed:
    anew, anew_seconds = planned(job)
    plan, seconds = planned(replace(job, precedent=stands))
    return Followed(
        order=order,
        pages=len(plan.dummies),
        touched=touched(first, plan),
        anew=touched(first, anew),
        cost=sum(page.cost for page in plan.standing.pages),
        anew_cost=sum(page.cost for page in anew.standing.pages),
        seconds=seconds,
        anew_seconds=anew_seconds,
        faults=tuple(p for p in plan.problems if stops([p]) and not stops(anew.problems)),
    )


def touched(before: Plan, after: Plan) -> int:
    """Pages that do not stand as they stood, in the longer of the two."""
    pages = [plan.standing.pages for plan in (before, after)]
    both = zip(*pages, strict=False)
    moved = sum(bool(a.places != b.places or a.items != b.items) for a, b in both)
    return moved + abs(len(pages[0]) - len(pages[1]))


if __name__ == "__main__":
    main()
