"""Scores the search beside a greedy placement and the first version; a part of `make bench`.

In: the sample day and, where shared/samples is there, its articles as one day with pictures and
without; bench/first_version.json. Out: a line for each edition and make-up: pages, pages clean of
hard findings, largest hole, white, points a page and in all, seconds of planning; and
bench/out/scores.json. All editions are built to the end with --force; what the check reads in the
finished file counts.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from days import DAY  # noqa: E402
from pages import ARTICLES, Edition, build, days  # noqa: E402

from epaper.model import Score, Severity  # noqa: E402

OUT = HERE / "out" / "scores.json"
FIRST = HERE / "first_version.json"
SAMPLE_DAY = f"s{DAY:%m-%d}"
DAYS = {
    SAMPLE_DAY: "the sample",
    "1-1p": "61 articles, with pictures",
    "1-1t": "61 articles, without",
}
MOST_PLAN_S = 20
FORMATS = ("berliner", "a4")
MAKEUPS = ("search", "greedy", "first")


@dataclass(frozen=True, kw_only=True)
class Line:
    """The score of one edition by one make-up; no figures and the `reason` where there is none.

    `plan_s` are the seconds of planning, 0 where they were not taken.
    """

    day: str
    format: str
    makeup: str
    score: dict[str, float] | None
    reason: str = ""
    plan_s: float = 0.0

    def data(self) -> dict[str, Any]:
        """The line as JSON has it."""
        return {name: value for name, value in asdict(self).items() if value or name == "score"}

    def __str__(self) -> str:
        head = f"{DAYS[self.day]:29}{self.format:10}{self.makeup:8}"
        if self.score is None:
            return f"{head}no edition: {self.reason}"
        plan = f"{self.plan_s:9.1f}" if self.plan_s else f"{'-':>9}"
        return (
            f"{head}{self.score['pages']:6}{self.score['clean_pages']:7}"
            f"{self.score['largest_hole']:9.1%}{self.score['mean_white']:8.1%}"
            f"{self.score['points']:8.1f}{self.score['points'] * self.score['pages']:8.0f}{plan}"
        )


def main() -> None:
    """Build and score them all, print the table, keep the figures."""
    with tempfile.TemporaryDirectory() as scratch:
        lines = [
            measure(edition)
            for makeup in ("search", "greedy")
            for edition in editions(Path(scratch), makeup)
        ]
    lines += first_version({(each.day, each.format) for each in lines})
    print("\n".join(table(lines)), flush=True)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([each.data() for each in lines], indent=1) + "\n", encoding="utf-8")


def editions(scratch: Path, makeup: str) -> Iterator[Edition]:
    """The editions to compare; each make-up has folders of its own, so that none finds a cache."""
    for name, folder, day in days(scratch / makeup, ARTICLES, (f"s{DAY}", "1-1")):
        for form in FORMATS:
            yield Edition(name=name, folder=folder, day=day, format=form, makeup=makeup)


def measure(edition: Edition) -> Line:
    """The score of one edition, built now by two workers."""
    built = build(edition, jobs=2)
    score = built.checked.score if built.checked else None
    stopped = (p for p in built.problems if p.severity is Severity.STOP)
    reason = next(map(str, stopped), "")
    return line(edition, score, reason=reason, plan_s=built.seconds.get("makeup", 0.0))


def line(edition: Edition, score: Score | None, *, reason: str = "", plan_s: float = 0.0) -> Line:
    """What came of an edition."""
    return Line(
        day=edition.name,
        format=edition.format,
        makeup=edition.makeup,
        score=None if score is None else _rounded(asdict(score)),
        reason="" if score is not None else reason,
        plan_s=round(plan_s, 1),
    )


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in figures.items()}


def first_version(wanted: set[tuple[str, str]]) -> list[Line]:
    """The lines kept of the first version, for the days and formats `wanted`."""
    lines = [Line(**each) for each in json.loads(FIRST.read_text(encoding="utf-8"))["scores"]]
    return [each for each in lines if (each.day, each.format) in wanted]


def table(lines: Sequence[Line]) -> Iterator[str]:
    """The lines to print, the make-ups of an edition one under another."""
    yield ""
    yield (
        f"{'scores by the rules':29}{'format':10}{'make-up':8}{'pages':>6}{'clean':>7}"
        f"{'hole':>9}{'white':>8}{'points':>8}{'in all':>8}{'plan s':>9}"
    )
    order = list(product(DAYS, FORMATS, MAKEUPS))
    for each in sorted(lines, key=lambda each: order.index((each.day, each.format, each.makeup))):
        yield str(each)
    yield "points a page and in all, by the weights in docs/check.md: fewer are better"
    for each in lines:
        if each.makeup == "search" and each.score and each.day != SAMPLE_DAY:
            yield (
                f"{DAYS[each.day]}, {each.format}: {each.score['pages']} pages planned in "
                f"{each.plan_s:.1f} s; {MOST_PLAN_S} s are the most for 60 articles on 24 pages"
            )


if __name__ == "__main__":
    main()
