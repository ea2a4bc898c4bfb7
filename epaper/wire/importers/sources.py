"""Import files read: paths in; items, and problems with what could not be read, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from epaper.model import Problem
from epaper.wire.faults import Faults
from epaper.wire.importers.item import WireItem
from epaper.wire.importers.json_files import read_json

SIZE_LIMIT = 256 * 1024 * 1024  # bytes

# What makes items of a file's text. Times that name no zone are in the zone given; what cannot be
# read is added to the faults, which know the file's name.
Reader = Callable[[str, tzinfo, Faults], Iterator[WireItem]]

# By the end of a file's name, in small letters; JSON may be called anything (docs/extending.md).
READERS: Mapping[str, Reader] = {
    ".json": read_json,
    ".jsonl": read_json,
    ".ndjson": read_json,
}


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
            text = _text(path, faults)
            if text is not None:
                read = READERS.get(path.suffix.lower(), read_json)
                found += [Found(item, path) for item in read(text, zone, faults)]
            problems += faults.found
    return found, problems


def _files(source: Path) -> list[Path]:
    """The file itself, or the files of a folder that there is a reader for, by name."""
    if not source.is_dir():
        return [source]
    return sorted(path for path in source.iterdir() if path.suffix.lower() in READERS)


def _text(path: Path, faults: Faults) -> str | None:
    """The file's text; None and W-504 if it cannot be read."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            faults.add("W-504", "the file is larger than 256 MiB", hint="cut it into parts")
            return None
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.add("W-504", "the file is not UTF-8", hint="save it as UTF-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        faults.add("W-504", f"the file cannot be read: {reason}")
    return None
