"""What a build tells while it runs: a line or a bar on a terminal, plain lines in logs, events.

Nobody who stops reading stops the build: a pipe that breaks is let go, and what is still said goes
nowhere.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import IO, TYPE_CHECKING, Any, Protocol

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from epaper.build import Built
    from epaper.forecast import Forecast
    from epaper.order import Order

# The stages of a build as people are told them; what is not here is not told.
STAGES = {
    "wire": "reading copy",
    "desk": "choosing stories",
    "typeset": "setting type",
    "makeup": "making up pages",
    "press": "drawing pages",
    "check": "checking pages",
    "archive": "filing the edition",
}
# Before these it is not known whether the plan is kept: a forecast would be that of a whole build.
FORETOLD = ("typeset", "makeup", "press", "check")


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Where a build is: its stage, and how many `pages` are `done`, 0 of 0 where none is drawn."""

    day: date
    stage: str
    done: int = 0
    pages: int = 0
    elapsed_s: float = 0.0
    left_s: float | None = None

    def __str__(self) -> str:
        told = f"{STAGES[self.stage]}, page {self.done} of {self.pages}"
        return told if self.pages else STAGES[self.stage]


class Teller(Protocol):
    """How it is told."""

    def tell(self, moment: Moment) -> None:
        """A stage has begun, or a page is drawn."""

    def end(self) -> None:
        """No more of this build."""


class TerminalLine:
    """One line on a terminal, written over again and again."""

    def tell(self, moment: Moment) -> None:
        """Show it, with the time left."""
        left = f", {_spoken(moment.left_s)} left" if moment.left_s is not None else ""
        say(f"\r\033[K{moment}{left} ...", end="", to=sys.stderr)

    def end(self) -> None:
        """Clear the line."""
        say("\r\033[K", end="", to=sys.stderr)


class PlainLines:
    """Plain lines for a log."""

    def tell(self, moment: Moment) -> None:
        """A line."""
        say(f"epaper: {moment.day}: {moment}", to=sys.stderr)

    def end(self) -> None:
        """Nothing is to be put in order."""


class Events:
    """JSON Lines on standard output."""

    def tell(self, moment: Moment) -> None:
        """An event `stage`, or `page` after each that is drawn."""
        facts: dict[str, Any] = {"date": f"{moment.day}", "stage": moment.stage}
        if moment.pages:
            facts |= {"page": moment.done, "pages": moment.pages}
        facts["seconds"] = round(moment.elapsed_s, 2)
        if moment.left_s is not None:
            facts["seconds_left"] = round(moment.left_s, 1)
        self.event("page" if moment.pages else "stage", facts)

    def event(self, kind: str, facts: dict[str, Any]) -> None:
        """Any event."""
        say(json.dumps({"event": kind, **facts}))

    def end(self) -> None:
        """Nothing is to be put in order."""


@dataclass(kw_only=True)
class Bar:
    """A range's bar on a terminal: days, and where the day is that is being built."""

    bar: ProgressBar[int]
    days: int
    began: float = field(default_factory=time.monotonic)

    def tell(self, moment: Moment) -> None:
        """Show the day and its page; the time left is by the days that are done."""
        left = f", {_spoken(left_s)} left" if (left_s := self._left_s(moment)) else ""
        page = f", page {moment.done} of {moment.pages}" if moment.pages else ""
        page = page if moment.stage else " is done"
        self._show(f"{moment.day}{page}{left}")

    def day_done(self, day: date) -> None:
        """A day is done."""
        with suppress(OSError):
            self.bar.update(1)
        self.tell(Moment(day=day, stage=""))

    def end(self) -> None:
        """The bar goes on with the next day."""

    def _left_s(self, moment: Moment) -> float:
        done = self.bar.pos
        if not done:
            return 0.0
        each = (time.monotonic() - self.began - moment.elapsed_s) / done
        if moment.stage:  # of the day that is being built it is known better
            return each * (self.days - done - 1) + (moment.left_s or 0.0)
        return each * (self.days - done)

    def _show(self, text: str) -> None:
        with suppress(OSError):
            self.bar.current_item = text  # type: ignore[assignment]
            self.bar.render_progress()


@contextmanager
def bar_of(days: int) -> Iterator[Bar]:
    """A bar for so many days, on a terminal."""
    shown: ProgressBar[int] = click.progressbar(
        length=days,
        label="Days",
        file=sys.stderr,
        show_eta=False,  # it would reckon with days that are only looked at
        show_pos=True,
        item_show_func=lambda text: str(text) if text else "",
    )
    with shown as bar:
        yield Bar(bar=bar, days=days)


class News:
    """Follows a build and has it told; what is late or of no interest is left out."""

    def __init__(self, day: date, forecast: Forecast, teller: Teller) -> None:
        self.day = day
        self.forecast = forecast
        self.teller = teller
        self._stage = ""

    def stage(self, name: str) -> None:
        """The build's `progress`."""
        self.forecast.stage(name)
        if name in STAGES:
            self._stage = name
            self._tell()

    def page(self, done: int, pages: int) -> None:
        """The build's `page_done`."""
        self.forecast.page(done, pages)
        self._tell(done, pages)

    def _tell(self, done: int = 0, pages: int = 0) -> None:
        foretold = self._stage in FORETOLD
        moment = Moment(
            day=self.day,
            stage=self._stage,
            done=done,
            pages=pages,
            elapsed_s=self.forecast.elapsed_s,
            left_s=self.forecast.left_s() if foretold else None,
        )
        self.teller.tell(moment)


def teller_for(as_json: bool) -> Teller:
    """How a single build is told: by events if they are wanted, else by where it is read."""
    if as_json:
        return Events()
    return TerminalLine() if sys.stderr.isatty() else PlainLines()


def build_told(order: Order, teller: Teller, **others: Any) -> Built:
    """Build the edition and have it told; `others` are arguments of `build_edition`.

    Its times are kept for the next forecast.
    """
    from epaper.build import build_edition
    from epaper.forecast import Forecast, keep_times, last_times
    from epaper.places import CACHE

    cache = order.folder / CACHE
    forecast = Forecast(past={} if order.fresh else last_times(cache, order.format))
    news = News(order.day, forecast, teller)
    try:
        built = build_edition(order, news.stage, page_done=news.page, **others)
    finally:
        teller.end()
    if built.printed is not None and built.printed.drawn and not order.fresh:
        keep_times(cache, order.format, forecast.end())
    return built


def say(text: str, end: str = "\n", to: IO[str] | None = None) -> None:
    """Write and flush; where nobody reads any more, let go."""
    stream = to or sys.stdout
    try:
        click.echo(text + end, nl=False, file=stream)
    except OSError:
        _let_go(stream)


@contextmanager
def unread_is_no_fault() -> Iterator[None]:
    """What is said in here may be cut off by a reader who has gone: that is no fault."""
    try:
        yield
    except BrokenPipeError:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                _let_go(stream)


def _let_go(stream: IO[str]) -> None:
    """Whatever is still written to `stream` goes nowhere."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


def _spoken(left_s: float) -> str:
    from epaper.forecast import spoken

    return spoken(left_s)
