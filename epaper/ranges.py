"""Ranges: the editions of many days, and where it was left off.

In: an order, and the days that have copy. Out: what came of each day. A day whose edition stands on
the shelf, made of the same inputs by the same program, is not opened at all: what was noted of it
in the cache, when a range was built before, is told again. Workers build several days at the same
time, but none before those that its edition looks back to, a week or a month before: the bytes are
those of one build after another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from epaper.archive import shelve
from epaper.build import Built, build_edition
from epaper.daynotes import DayNotes
from epaper.exceptions import DayError
from epaper.model import days_back
from epaper.order import Order
from epaper.versions import drawing_mark
from epaper.wire.paper import read_paper
from epaper.wire.records import ARTICLES
from epaper.workers import as_they_come

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class DayState(StrEnum):
    """What came of a day."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


def days_with_copy(folder: Path, first: date, last: date) -> tuple[date, ...]:
    """The days from `first` to `last` that have a folder of articles. Raises DayError for none."""
    filed = sorted(_days(folder))
    found = tuple(day for day in filed if first <= day <= last)
    if found:
        return found
    hint = f"the first day with copy is {filed[0]}, the last {filed[-1]}" if filed else ""
    raise DayError(
        f"no day from {first} to {last} has copy",
        hint or f"put records into folders such as {first}/{ARTICLES}",
    )


def _days(folder: Path) -> list[date]:
    days = []
    for path in folder.iterdir():
        if _DAY.fullmatch(path.name) and (path / ARTICLES).is_dir():
            with suppress(ValueError):
                days.append(date.fromisoformat(path.name))
    return days


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDone:
    """A day of a range, and the facts that are told of it: noted ones if it was not opened."""

    day: date
    state: DayState
    facts: Mapping[str, Any]
    noted: bool = False


# Builds an edition, here or in a worker, but leaves it to us to put it into the archive.
Build = Callable[[Order], Built]
# The facts that are told of an edition, or of what was raised in its place.
Tell = Callable[[Order, Built | Exception], Mapping[str, Any]]


def build_there(order: Order) -> Built:
    """The edition, built in one process, as a worker does it; its plan stays where it is."""
    built = build_edition(replace(order, jobs=1), index=False)
    return replace(built, plan=None)


def build_days(
    order: Order, days: Sequence[date], press: Executor, build: Build, tell: Tell
) -> Iterator[DayDone]:
    """Have the `press` build the editions of `days`, each by the `order` on its own day.

    What came of each, as it comes; a day is begun when those are done that it looks back to.
    Raises PaperError.
    """
    work = _Range(order, press, build, tell)
    waiting = list(days)
    while waiting or work.running:
        open_days = {*waiting, *work.running.values()}
        ready = [day for day in waiting if open_days.isdisjoint(days_back(day))]
        for day in ready:
            waiting.remove(day)
            yield from work.begin(day)
        if not ready:
            yield from work.wait()


class _Range:
    """The days of a range that are being built."""

    def __init__(self, order: Order, press: Executor, build: Build, tell: Tell) -> None:
        # Asked of a worker: this process never loads the renderer.
        engines = press.submit(drawing_mark).result()
        self._notes = DayNotes(order.folder, engines)
        read_paper(order.folder)  # of one that cannot be read no day is begun
        self._order, self._press, self._build, self._tell = order, press, build, tell
        self._begun: dict[Future[Built], _Begun] = {}

    @property
    def running(self) -> dict[Future[Built], date]:
        """What the press has been given and not yet done."""
        return {future: begun.order.day for future, begun in self._begun.items()}

    def begin(self, day: date) -> Iterator[DayDone]:
        """Have a day built, if it has to be; what is done at once."""
        today = replace(self._order, day=day)
        inputs = self._notes.inputs(today)
        facts = self._notes.recall(today, inputs)
        if facts is not None:
            yield DayDone(day=day, state=DayState.UNCHANGED, facts=facts, noted=True)
            return
        begun = _Begun(order=today, inputs=inputs, before=self._notes.shelved(today))
        future = self._press.submit(self._build, today)
        self._begun[future] = begun

    def wait(self) -> Iterator[DayDone]:
        """The day that is done next."""
        yield self._done(next(as_they_come(self._begun)))

    def _done(self, future: Future[Built]) -> DayDone:
        begun, notes = self._begun.pop(future), self._notes
        today, day = begun.order, begun.order.day
        try:
            built = future.result()
        except Exception as error:
            return DayDone(day=day, state=DayState.REFUSED, facts=self._tell(today, error))
        if built.printed is None:
            return DayDone(day=day, state=DayState.REFUSED, facts=self._tell(today, built))
        built.problems += shelve(today.folder, day, built.printed.folder.name)
        facts = self._tell(today, built)
        notes.keep(today, begun.inputs, facts)
        same = begun.before == notes.shelved(today)
        return DayDone(day=day, state=DayState.UNCHANGED if same else DayState.BUILT, facts=facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """A day that is being built: what goes in, and the hash of the manifest that was there."""

    order: Order
    inputs: str
    before: str
