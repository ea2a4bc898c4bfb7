"""The build of a range of days: a bar, what came of each day, a summary, an exit code."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from epaper.cli.common import Days, counted, in_plain_words
from epaper.cli.news import (
    Bar,
    Events,
    PlainLines,
    Teller,
    bar_of,
    build_told,
    say,
    unread_is_no_fault,
)
from epaper.cli.problems import problem_of
from epaper.cli.told_edition import facts_of, told_again

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from epaper.build import Built
    from epaper.order import Order
    from epaper.ranges import DayDone

INTERRUPTED = 130  # as shells have it for Ctrl-C
# Exit codes, the worst first: not published, incomplete, blemished.
WORST = (1, 3, 4)
STATES = ("built", "unchanged", "refused")


def build_range(order: Order, span: Days, press: Executor, *, as_json: bool) -> int:
    """Build every day of `span` that has copy, and tell; the exit code.

    Raises DayError where no day has copy, PaperError.
    """
    from epaper.ranges import build_days, build_there, days_with_copy
    from epaper.workers import InProcess

    days = days_with_copy(order.folder, span.first, span.last)
    summary = _Summary(days=len(days), span=span)
    with _telling(len(days), as_json=as_json) as teller:

        def build_here(today: Order) -> Built:
            return build_told(today, teller, press=press, index=False)

        # A worker builds whole days: pages of one day are told only of a day that is built here.
        build = build_here if isinstance(press, InProcess) else build_there
        try:
            for done in build_days(order, days, press, build, _facts):
                summary.add(done)
                _tell_day(done, teller)
        except KeyboardInterrupt:
            summary.interrupted = True
    with unread_is_no_fault():
        summary.tell(as_json=as_json)
    return summary.code


@contextmanager
def _telling(days: int, *, as_json: bool) -> Iterator[Teller]:
    if as_json or not sys.stderr.isatty():
        yield Events() if as_json else PlainLines()
        return
    with bar_of(days) as bar:
        yield bar


def _facts(order: Order, built: Built | Exception) -> dict[str, Any]:
    """What is told of a day's edition, or of why there is none."""
    if isinstance(built, Exception):
        told, hint = in_plain_words(built)
        return {"date": f"{order.day}", "error": told, "hint": hint, "exit": 1}
    return facts_of(order, built, built.seconds.get("whole", 0.0))


def _tell_day(done: DayDone, teller: Teller) -> None:
    """A day is done."""
    if isinstance(teller, Events):
        facts = told_again(done.facts, 0.0) if done.noted else done.facts
        teller.event("edition", {**facts, "state": done.state.value})
    elif isinstance(teller, Bar):
        teller.day_done(done.day)
    else:
        say(f"epaper: {done.day}: {done.state}", to=sys.stderr)


@dataclass(kw_only=True)
class _Summary:
    """What came of the days so far."""

    days: int
    span: Days
    done: list[DayDone] = field(default_factory=list)
    interrupted: bool = False

    def add(self, done: DayDone) -> None:
        """One more day."""
        self.done.append(done)

    @property
    def code(self) -> int:
        """The worst of the days' exit codes, or that of an interruption."""
        codes = {done.facts.get("exit", 0) for done in self.done}
        if self.interrupted:
            return INTERRUPTED
        return next((code for code in WORST if code in codes), 0)

    def tell(self, *, as_json: bool) -> None:
        """All of it, once."""
        counts = Counter(done.state.value for done in self.done)
        incomplete = sum(bool(done.facts.get("held_out")) for done in self.done)
        if as_json:
            facts = {
                "from": f"{self.span.first}",
                "to": f"{self.span.last}",
                "days": self.days,
                **{state: counts[state] for state in STATES},
                "incomplete": incomplete,
                "interrupted": self.interrupted,
                "exit": self.code,
            }
            Events().event("range", facts)
            return
        for done in sorted(self.done, key=lambda done: done.day):
            _show_day(done.facts, f"{done.day}")
        told = ", ".join(f"{counts[state]} {state}" for state in STATES)
        told += f"; {incomplete} INCOMPLETE, see above" if incomplete else ""
        click.echo(f"{counted(self.days, 'day', 'days')} with copy: {told}")
        if self.interrupted:
            left = counted(self.days - len(self.done), "day", "days")
            told_left = f"epaper: interrupted, {left} left; the same command goes on from here"
            click.echo(told_left, err=True)


def _show_day(facts: Mapping[str, Any], day: str) -> None:
    """What a day goes without, or why there is none; nothing of one that is whole."""
    for held in facts.get("held_out", ()):
        part = held["field"] or (f"photos[{held['photo']}]" if held["photo"] else "")
        place = f"{held['file']}, {part}" if part else held["file"]
        click.secho(f"{day}: NOT IN THIS EDITION: {place}", fg="red", bold=True, err=True)
        _show_reasons(held["reasons"])
    if facts.get("exit") == 1:
        click.secho(f"{day}: REFUSED", fg="red", bold=True, err=True)
        if "error" in facts:
            click.echo(f"  {facts['error']} ({facts['hint']})", err=True)
    if facts.get("exit") in (1, 4):
        _show_reasons(p for p in facts.get("problems", ()) if p["severity"] == "stop")


def _show_reasons(problems: Iterable[Mapping[str, Any]]) -> None:
    for facts in problems:
        click.echo(f"  {problem_of(facts).told}", err=True)
