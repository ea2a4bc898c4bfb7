"""Ranges: the editions of many days, one after another, and where it was left off.

In: an order, and the days that have copy. Out: what came of each day. A day whose edition stands on
the shelf, made of the same inputs by the same program, is not opened at all: what was noted of it
in the cache, when a range was built before, is told again. The days are built in their order, as
an edition may look back to one a week or a month before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from epaper.archive import Shelf, past_leads
from epaper.build import Built, Order, out_folder
from epaper.exceptions import DayError
from epaper.inputs import input_files
from epaper.kept import key_of
from epaper.model import Paper
from epaper.model.manifest import MANIFEST
from epaper.opening import CACHE
from epaper.press.whole import write_whole
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


# Builds an edition: what came of it, None for nothing, and the facts that are told.
Attempt = Callable[[Order], tuple[Built | None, Mapping[str, Any]]]


def build_days(
    order: Order, days: Iterable[date], engines: Callable[[], str], attempt: Attempt
) -> Iterator[DayDone]:
    """Build the editions of `days` by `attempt`, each on its own day of the `order`.

    `engines` tells the versions of all that draws. Raises PaperError.
    """
    notes = _Notes(order, read_paper(order.folder), engines)
    for day in days:
        today = replace(order, day=day)
        inputs = notes.inputs(today)
        facts = notes.recall(day, inputs)
        if facts is not None:
            yield DayDone(day=day, state=DayState.UNCHANGED, facts=facts)
            continue
        before = notes.shelved(day)
        built, facts = attempt(today)
        if built is None or built.printed is None:
            yield DayDone(day=day, state=DayState.REFUSED, facts=facts)
            continue
        notes.keep(day, inputs, built.printed.folder, facts)
        state = DayState.UNCHANGED if before == notes.shelved(day) else DayState.BUILT
        yield DayDone(day=day, state=state, facts=facts)


@dataclass(frozen=True)
class _Notes:
    """What is kept of the days of a range. Nothing is for a `fresh` order."""

    order: Order
    paper: Paper
    engines: Callable[[], str]
    _marks: dict[tuple[Path, int, int, int], str] = field(default_factory=dict)

    def inputs(self, order: Order) -> str:
        """The hash of all that goes into an edition; empty where that is not known."""
        if order.fresh or self.paper.system_fonts:  # the build looks what the machine has
            return ""
        leads = past_leads(Shelf(order.folder), order.day, self.paper.language)
        files = [(str(path), self._mark(path)) for path in input_files(order.folder, order.day)]
        wanted = (order.day, self._format, order.force, order.strict, order.draft)
        return key_of((wanted, self.engines(), leads, files), ())

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
            write_whole(path, TypeAdapter(Note).dump_json(note), path.parent)

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


def _read(path: Path) -> Note | None:
    with suppress(OSError, ValidationError):
        return TypeAdapter(Note).validate_json(path.read_bytes())
    return None


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return -1
