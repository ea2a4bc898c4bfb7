"""Import files read: paths in; items, and problems with what could not be read, out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from epaper.model import Problem
from epaper.wire.faults import Faults
from epaper.wire.importers.articles import is_article, read_article
from epaper.wire.importers.item import Clock, WireItem, small
from epaper.wire.importers.ninjs import read_ninjs

SIZE_LIMIT = 256 * 1024 * 1024  # bytes
SUFFIXES = (".json", ".jsonl", ".ndjson")
_LISTS = ("item", "items", "_items", "data")  # where a ninjs feed keeps its items


@dataclass(frozen=True, slots=True)
class Found:
    """An item and the file it came from."""

    item: WireItem
    path: Path


def read_sources(sources: Sequence[Path], zone: tzinfo) -> tuple[list[Found], list[Problem]]:
    """The items of all `sources`, folders included; W-504 for what cannot be read.

    Times that name no zone are in `zone`.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    for source in sources:
        for path in _files(source):
            faults = Faults(path.name)
            found += [Found(item, path) for item in _items(path, zone, faults)]
            problems += faults.found
    return found, problems


def _files(source: Path) -> list[Path]:
    """The file itself, or the JSON files of a folder by name."""
    if not source.is_dir():
        return [source]
    return sorted(path for path in source.iterdir() if path.suffix.lower() in SUFFIXES)


def _items(path: Path, zone: tzinfo, faults: Faults) -> Iterator[WireItem]:
    """The items of one file."""
    text = _text(path, faults)
    for line, value in _values(text, faults) if text is not None else ():
        objects = list(_objects(value))
        if not objects:
            faults.add("W-504", "no article is in it", line=line, hint="ninjs or articles as JSON")
        for given in objects:
            read = read_article if is_article(given) else read_ninjs
            yield read(given, line, Clock(zone))


def _text(path: Path, faults: Faults) -> str | None:
    """The file's text; None and W-504 if it cannot be read."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            faults.add("W-504", "the file is larger than 256 MiB", hint="cut it into parts")
            return None
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.add("W-504", "the file is not UTF-8", hint="JSON is UTF-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        faults.add("W-504", f"the file cannot be read: {reason}")
    return None


def _values(text: str, faults: Faults) -> Iterator[tuple[int, object]]:
    """The JSON values in `text` with their lines: one, or one a line."""
    try:
        yield 1, json.loads(text)
        return
    except RecursionError:
        faults.add("W-504", "the JSON is nested too deep")
        return
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
            at = getattr(error, "lineno", 0)
            begun = text.lstrip()[:1] in ("{", "[")
            hint = "is it cut off?" if begun else "only ninjs and JSON Lines are read"
            faults.add("W-504", f"this is no JSON: {error}", line=at, hint=hint)
            return
    # splitlines() would also cut at U+2028, which may stand in a JSON text.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                faults.add("W-504", f"this line is no JSON: {error}", line=number)


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """The article objects in `value`: itself, a list of them, or a feed around a list."""
    if isinstance(value, list):
        for entry in value:
            if isinstance(entry, Mapping):
                yield entry
    elif isinstance(value, Mapping):
        lowered = small(value)
        listed = next((lowered[n] for n in _LISTS if isinstance(lowered.get(n), list)), None)
        if listed is None:
            yield value
        else:
            yield from _objects(listed)
