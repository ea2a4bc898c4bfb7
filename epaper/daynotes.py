"""Notes of editions: whether one stands that would come out the same, and what was told of it.

In: an order, the files that go in, the versions of the program and of what draws. Out: what
was told of the edition when it was built; nothing where anything that went in is another, or the
edition is not whole on the shelf. A note is a JSON file in the cache, one a day and format. Only
light modules are loaded: whoever builds again what has not changed waits for no renderer.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from epaper.exceptions import EditionError
from epaper.inputs import input_files
from epaper.model.days import days_back
from epaper.model.manifest import MANIFEST
from epaper.model.paper import DEFAULT_FORMAT
from epaper.order import Order
from epaper.places import ARCHIVE_FILE, CACHE, PAPER_FILE, out_folder
from epaper.versions import program_mark
from epaper.whole import write_whole

NOTES = "days"  # in the cache: a folder, so that its files are not taken for old pages


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """What is kept of an edition: its inputs as a hash, its files by size, what was told of it."""

    inputs: str
    manifest: str
    files: Mapping[str, int]
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class DayNotes:
    """The notes of a paper's days; `engines` are the marks of what draws its pages.

    Its paper.toml is read once: what is kept of a build is kept by what was there as it began.
    """

    folder: Path
    engines: str
    _marks: dict[tuple[Path, int, int, int], str] = field(default_factory=dict)

    def inputs(self, order: Order) -> str:
        """The hash of all that goes into an edition; empty where that is not known."""
        paper = None if order.made_anew else self._paper
        # With system_fonts the build looks what the machine has.
        if paper is None or paper.get("system_fonts"):
            return ""
        files = [*input_files(self.folder, order.day), *self._past(order.day)]
        went_in = (
            [f"{order.day}", self._format(order), order.force, order.strict, order.draft],
            [program_mark(), self.engines],
            [(str(path), self._mark(path)) for path in files],
        )
        return sha256(json.dumps(went_in).encode()).hexdigest()

    def recall(self, order: Order, inputs: str) -> Mapping[str, Any] | None:
        """What was told of the edition, if it is there and would come out the same."""
        note = _read(self._file(order)) if inputs else None
        if note is None or note.inputs != inputs:
            return None
        out = self._place(order).parent
        whole = all(_size(out / name) == size for name, size in note.files.items())
        whole = whole and (self.folder / ARCHIVE_FILE).is_file()
        return note.facts if whole and note.manifest == self.shelved(order) else None

    def shelved(self, order: Order) -> str:
        """The hash of the manifest on the shelf; empty where there is none."""
        with suppress(OSError, EditionError):
            return sha256((self._place(order) / MANIFEST).read_bytes()).hexdigest()
        return ""

    def keep(self, order: Order, inputs: str, facts: Mapping[str, Any]) -> None:
        """Keep what is told of a finished edition; where it cannot be, the day is built again."""
        if not inputs:
            return
        folder = self._place(order)
        # The press's copy of the PDF lies beside the folder (press/putout.py).
        printed = [folder.with_suffix(".pdf"), *sorted(folder.rglob("*"))]
        note = {
            "inputs": inputs,
            "manifest": self.shelved(order),
            "files": {
                path.relative_to(folder.parent).as_posix(): _size(path)
                for path in printed
                if path.is_file()
            },
            "facts": facts,
        }
        path = self._file(order)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, json.dumps(note).encode(), path.parent)

    def _past(self, day: date) -> Iterator[Path]:
        """The manifests of the days that an edition looks back to."""
        for past in days_back(day):
            yield from sorted(self.folder.glob(f"{past:%Y-%m-%d}/out/*/{MANIFEST}"))

    def _mark(self, path: Path) -> str:
        """The hash of a file; fonts and layouts, which all days share, are read once."""
        with suppress(OSError):
            facts = path.stat()
            known = (path, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size)
            if known not in self._marks:
                self._marks[known] = sha256(path.read_bytes()).hexdigest()
            return self._marks[known]
        return ""

    def _place(self, order: Order) -> Path:
        return out_folder(self.folder, order.day, self._format(order))

    def _file(self, order: Order) -> Path:
        return self.folder / CACHE / NOTES / f"{order.day}-{self._format(order)}.json"

    def _format(self, order: Order) -> str:
        filed = (self._paper or {}).get("format")
        return order.format or (filed if isinstance(filed, str) else "") or DEFAULT_FORMAT

    @cached_property
    def _paper(self) -> Mapping[str, Any] | None:
        """The paper.toml as it is filed; None for one that cannot be read."""
        with suppress(OSError, ValueError):
            return tomllib.loads((self.folder / PAPER_FILE).read_text(encoding="utf-8-sig"))
        return None


def _read(path: Path) -> _Note | None:
    """The note in a file; None where there is none, or one that is damaged."""
    with suppress(OSError, ValueError, TypeError):
        note = _Note(**json.loads(path.read_bytes()))
        if isinstance(note.files, dict) and isinstance(note.facts, dict):
            return note
    return None


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return -1
