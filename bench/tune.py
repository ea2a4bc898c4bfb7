"""Tries values of one figure of make-up: `python bench/tune.py LEGS.short_cost 0.04 0.16`.

In: a name from epaper/makeup/figures.py, values for it, and which editions of bench/pages.py to
build. Out: for the value of today and for each of the others a line: points a page, pages clean of
hard findings, largest hole, white, and how many editions are not as they were. `--list`
prints every figure with its value. A figure is worth changing when all formats gain, on days it was
not chosen on (`--days h-`).
"""

from __future__ import annotations

import argparse
import ast
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

from epaper.makeup import figures
from epaper.resources import layout_names

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from pages import ARTICLES, Edition, Measured, days, measure  # noqa: E402


@dataclass(frozen=True)
class Figure:
    """A figure by its group and its name there."""

    group: str
    name: str

    def __str__(self) -> str:
        return f"{self.group}.{self.name}"

    @property
    def value(self) -> object:
        """What it is now, in this process."""
        return getattr(getattr(figures, self.group), self.name)

    def set(self, value: object) -> None:
        """Make it another in this process: every module of make-up asks the group."""
        object.__setattr__(getattr(figures, self.group), self.name, value)


def main() -> None:
    """Build the editions once for each value, and say what each is worth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figure", nargs="?", help="such as LEGS.short_cost")
    parser.add_argument("values", nargs="*", help="besides that of today")
    parser.add_argument("--list", action="store_true", help="every figure, and no build")
    parser.add_argument("--formats", default=",".join(layout_names()))
    parser.add_argument("--days", default="s,1-", help="names, or beginnings of names")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    known = list(all_figures())
    if options.list:
        print("\n".join(f"{figure} = {figure.value!r}" for figure in known))
        return
    figure = next((figure for figure in known if str(figure) == options.figure), None)
    if figure is None:
        parser.error(f"no figure {options.figure}: --list names them")
    try:
        values = [like(figure.value, ast.literal_eval(text)) for text in options.values]
    except (ValueError, SyntaxError) as error:
        parser.error(f"{options.values}: {error}")
    with tempfile.TemporaryDirectory() as scratch:
        editions = [
            Edition(name=name, folder=paper, day=day, format=form)
            for name, paper, day in days(Path(scratch), ARTICLES, options.days.split(","))
            for form in options.formats.split(",")
        ]
        today = built(editions, figure, figure.value, options.jobs)
        print(told(figure, figure.value, today, today), flush=True)
        for value in values:
            done = built(editions, figure, value, options.jobs)
            print(told(figure, value, done, today), flush=True)


def all_figures() -> Iterator[Figure]:
    """Every figure of make-up, in the order of the file."""
    for group, value in vars(figures).items():
        if is_dataclass(value) and not isinstance(value, type):
            yield from (Figure(group, field.name) for field in fields(value))


def like(today: object, value: object) -> object:
    """`value`, if it is of the kind of today's; a whole number may stand for another."""
    if isinstance(today, float) and isinstance(value, int):
        return float(value)
    if type(value) is not type(today):
        raise ValueError(f"{value!r} is not of the kind of {today!r}")
    return value


def built(editions: Sequence[Edition], figure: Figure, value: object, jobs: int) -> list[Measured]:
    """The editions as measured with the figure so; prints and pages are taken from the cache."""
    with ProcessPoolExecutor(jobs, initializer=figure.set, initargs=(value,)) as pool:
        return list(pool.map(measure, editions))


def told(figure: Figure, value: object, done: Sequence[Measured], today: Sequence[Measured]) -> str:
    """What the value is worth, in a line."""
    pages = sum(each.pages for each in done)
    forms = sorted({each.format for each in done})
    by_form = (
        f"{form} {_points([each for each in done if each.format == form]):.2f}" for form in forms
    )
    return (
        f"{figure} = {value!r}: {_points(done):.2f} points a page ({', '.join(by_form)}), "
        f"{sum(each.clean for each in done)} of {pages} pages clean, "
        f"hole {max(each.largest_hole for each in done):.1%}, "
        f"white {sum(each.mean_white * each.pages for each in done) / max(1, pages):.1%}, "
        f"{sum(a.holes != b.holes for a, b in zip(done, today, strict=True))} of {len(done)} "
        "editions not as today"
    )


def _points(done: Sequence[Measured]) -> float:
    pages = sum(each.pages for each in done)
    return sum((each.points or 0.0) * each.pages for each in done) / max(1, pages)


if __name__ == "__main__":
    main()
