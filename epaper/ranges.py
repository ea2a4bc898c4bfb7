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
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from epaper.archive import Shelf, days_back, past_leads, shelve
from epaper.build import Built, Order, build_edition, out_folder
from epaper.exceptions import DayError
from epaper.inputs import input_files
from epaper.kept import key_of
from epaper.model import Paper
from epaper.model.manifest import MANIFEST
from epaper.press.render import as_they_come
from epaper.press.versions import drawing_mark
from epaper.press.whole import write_whole
from epaper.resources import CACHE
from epaper.wire.paper import read_paper
from epaper.wire.records import ARTICLES

NOTES = "days"  # in the cache: a folder, so that its files are not taken for old pages
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class DayState(StrEnum):
    """What came of a day."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is kept of an edition: its inputs as a hash, its files by size, what was told of it."""

    inputs: str
    manifest: str
    files: Mapping[str, int]
    facts: Mapping[str, Any]


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
    """A day of a range, and the facts that are told of it."""

    day: date
    state: DayState
    facts: Mapping[str, Any]


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
        self._notes = _Notes(order, read_paper(order.folder), engines)
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
        facts = self._notes.recall(day, inputs)
        if facts is not None:
            yield DayDone(day=day, state=DayState.UNCHANGED, facts=facts)
            return
        begun = _Begun(order=today, inputs=inputs, before=self._notes.shelved(day))
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
        notes.keep(day, begun.inputs, built.printed.folder, facts)
        same = begun.before == notes.shelved(day)
        return DayDone(day=day, state=DayState.UNCHANGED if same else DayState.BUILT, facts=facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """A day that is being built: what goes in, and the hash of the manifest that was there."""

    order: Order
    inputs: str
    before: str


@dataclass(frozen=True)
class _Notes:
    """What is kept of the days of a range. Nothing is for a `fresh` order."""

    order: Order
    paper: Paper
    engines: str
    _marks: dict[tuple[Path, int, int, int], str] = field(default_factory=dict)

    def inputs(self, order: Order) -> str:
        """The hash of all that goes into an edition; empty where that is not known."""
        # With system_fonts the build looks what the machine has.
        if order.fresh or order.replan or self.paper.system_fonts:
            return ""
        leads = past_leads(Shelf(order.folder), order.day, self.paper.language)
        files = [(str(path), self._mark(path)) for path in input_files(order.folder, order.day)]
        wanted = (order.day, self._format, order.force, order.strict, order.draft)
        return key_of((wanted, self.engines, leads, files), ())

    def recall(self, day: date, inputs: str) -> Mapping[str, Any] | None:
        """What was told of the edition of `day`, if it is there and would come out the same."""
        note = _read(self._file(day))
        if not inputs or note is None or note.inputs != inputs:
            return None
        folder = self._folder(day)
        whole = all(_size(folder / name) == size for name, size in note.files.items())
        return note.facts if whole and note.manifest == self.shelved(day) else None

    def shelved(self, day: date) -> str:
        """The hash of the manifest on the shelf; empty where there is none."""
        with suppress(OSError):
            return sha256((self._folder(day) / MANIFEST).read_bytes()).hexdigest()
        return ""

    def keep(self, day: date, inputs: str, folder: Path, facts: Mapping[str, Any]) -> None:
        """Keep what is told of a finished edition; where it cannot be, the day is built again."""
        if not inputs:
            return
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        files = {path.relative_to(folder).as_posix(): _size(path) for path in paths}
        note = Note(inputs=inputs, manifest=self.shelved(day), files=files, facts=facts)
        path = self._file(day)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, _adapter().dump_json(note), path.parent)

    def _mark(self, path: Path) -> str:
        """The hash of a file; fonts and layouts, which all days share, are read once."""
        with suppress(OSError):
            facts = path.stat()
            known = (path, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size)
            if known not in self._marks:
                self._marks[known] = sha256(path.read_bytes()).hexdigest()
            return self._marks[known]
        return ""

    def _folder(self, day: date) -> Path:
        return out_folder(self.order.folder, day, self._format)

    def _file(self, day: date) -> Path:
        return self.order.folder / CACHE / NOTES / f"{day}-{self._format}.json"

    @property
    def _format(self) -> str:
        return self.order.format or self.paper.format


@cache
def _adapter() -> TypeAdapter[Note]:
    return TypeAdapter(Note)  # takes a while


def _read(path: Path) -> Note | None:
    with suppress(OSError, ValidationError):
        return _adapter().validate_json(path.read_bytes())
    return None


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return -1
