"""What is kept: a plan is made once, a finished PDF is proved and checked once, page by page.

In: all that went in. Out: what was made of it before, as it was; None where it has to be made. It
stands in the paper's cache as JSON, which can hold no program, under the hash of all that went in:
of a plan copy, orders, paper, layout, the bytes of fonts and of the files that problems point into,
the program, and the libraries it works with; of a proof the plan and the bytes of the edition too;
of a page its mark in the PDF (pdf/marks.py) with its dummy or with what edition.json says of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, tzinfo
from enum import Enum
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from epaper.check import FlatPage, Verdict
from epaper.darkroom import Look
from epaper.model import NoticeSetting, Plan, Problem
from epaper.press import ProvedPage
from epaper.press.workroom import open_workroom
from epaper.typeset import KeptGalley
from epaper.versions import program_mark
from epaper.whole import write_whole

# Libraries on which setting, search, proof and check depend, besides Python itself.
MARK_BYTES = 64  # of a file's first line: the hash of the rest
EXACT = 2**53  # floats tell all whole numbers below apart


@dataclass(frozen=True, kw_only=True)
class KeptPlan:
    """A plan, and the problems that were found while its copy was set."""

    plan: Plan
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class KeptProof:
    """What reading a PDF back found, and what the check says of it."""

    problems: tuple[Problem, ...]
    verdict: Verdict


Thing = TypeVar("Thing", KeptPlan, KeptProof, KeptGalley, NoticeSetting, ProvedPage, FlatPage, Look)


@dataclass(frozen=True)
class Store(Generic[Thing]):
    """Things of one kind that are kept in a paper's cache, in files that begin with `name`."""

    folder: Path
    name: str
    kind: type[Thing]

    def get(self, key: str) -> Thing | None:
        """The thing under that key; None if there is none, or if its file is damaged."""
        if not key:
            return None
        try:
            data = self._file(key).read_bytes()
            mark, text = data[:MARK_BYTES], data[MARK_BYTES + 1 :]
            if mark != sha256(text).hexdigest().encode():
                return None
            return self._adapter.validate_json(text, extra="forbid")
        except (OSError, ValidationError):
            return None

    def put(self, key: str, thing: Thing) -> None:
        """Keep a thing, if it is the same when it is read back. A full disk keeps none."""
        self.put_all({key: thing})

    def put_all(self, things: Mapping[str, Thing]) -> None:
        """Keep things by their keys, as `put` does each."""
        texts = {key: text for key, thing in things.items() if key and (text := self._text(thing))}
        if not texts:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with open_workroom(self.folder) as room:
                for key, text in texts.items():
                    data = sha256(text).hexdigest().encode() + b"\n" + text
                    write_whole(self._file(key), data, room.scratch)
        except OSError:
            return  # the press tells of a folder that cannot be written

    def _text(self, thing: Thing) -> bytes:
        """The thing as JSON; empty for what would be another when it is read back."""
        try:
            text = self._adapter.dump_json(thing, warnings=False)
            same = self._adapter.validate_json(text, extra="forbid") == thing
        except ValueError:  # half a sign, a figure that is none
            return b""
        return text if same else b""

    def _file(self, key: str) -> Path:
        return self.folder / f"{self.name}-{key}.json"

    @cached_property
    def _adapter(self) -> TypeAdapter[Thing]:
        return TypeAdapter(self.kind)  # takes a while


@dataclass(frozen=True)
class KeptBy(Generic[Thing]):
    """A store of things by what they were made of, which is all that went into them."""

    store: Store[Thing]

    def get(self, what: object) -> Thing | None:
        """What was made of `what` before; None if nothing was, or if it is damaged."""
        return self.store.get(key_of(what, ()))

    def put(self, made: Iterable[tuple[object, Thing]]) -> None:
        """Keep what was made of each."""
        self.store.put_all({key_of(what, ()): thing for what, thing in made})


def key_of(what: object, files: Iterable[Path]) -> str:
    """SHA-256 of `what`, of the bytes of `files` and of the program.

    `what` is made of the model's nouns and plain values; empty where it has anything else, which
    could change unseen: nothing is kept of that.
    """
    marks = (program_mark(), *map(_file_mark, files))
    digest = sha256("\n".join(marks).encode())
    try:
        digest.update(canonical(what).encode())
    except TypeError:
        return ""
    return digest.hexdigest()


def canonical(value: object) -> str:
    """`value` in full, the same in every process: sets and mappings in order, classes by name."""
    match value:
        case Enum():
            return f"{type(value).__name__}.{value.name}"
        case int() if not isinstance(value, bool) and abs(value) < EXACT:
            return repr(float(value))  # what is read back of a float field is a float
        case None | bool() | int() | float() | str() | date() | PurePath():
            return repr(value)  # a datetime is a date
        case bytes():
            return sha256(value).hexdigest()
        case tzinfo():
            return str(value)
        case frozenset() | set():
            return "{" + ",".join(sorted(map(canonical, value))) + "}"
        case tuple() | list():
            return "(" + ",".join(map(canonical, value)) + ")"
        case Mapping():
            pairs = sorted((canonical(key), canonical(entry)) for key, entry in value.items())
            return "{" + ",".join(f"{key}:{entry}" for key, entry in pairs) + "}"
    if is_dataclass(value) and not isinstance(value, type):
        parts = (f"{f.name}={canonical(getattr(value, f.name))}" for f in fields(value))
        return f"{type(value).__name__}({','.join(parts)})"
    raise TypeError(f"a {type(value).__name__} has no canonical form")


def _file_mark(path: Path) -> str:
    """The file's hash; empty for one that is not there."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
