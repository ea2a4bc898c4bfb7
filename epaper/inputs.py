"""Inputs: the files that the edition of a day is made of, and which of them have changed.

In: a paper's folder and a day. Out: paths, snapshots of them, the difference of two. What a build
itself writes (out/, the cache, the index) is none of them, and neither is what editors leave.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from epaper.places import LAYOUTS, PAPER_FILE, fonts_dir, layouts_dir

OUT = "out"  # in a day's folder: what builds make of it
FONTS = "fonts"  # in a paper's folder: faces of its own
# Hidden files, and what editors and browsers write beside a file before it has its name: of Emacs
# (#ferry.md#), Vim (ferry.md~, .ferry.md.swp, 4913), JetBrains, downloads that are not whole.
_LEFT = re.compile(
    r"\..*|.*~|#.*#|4913|.*___jb_\w+___|.*\.(sw[a-z]|tmp|bak|part|crdownload)", re.IGNORECASE
)

# Size, times and number of a file: a photo put in another's place under its name and time differs.
Mark = tuple[int, int, int, int]


class How(StrEnum):
    """What happened to a file."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """A file that is not as it was; `file` as seen from the paper's folder, if it lies below it."""

    file: str
    how: How

    def __str__(self) -> str:
        return f"{self.file} ({self.how})" if self.how is not How.CHANGED else self.file


def input_files(folder: Path, day: date) -> Iterator[Path]:
    """The files that are there, each once; paths begin with `folder` or with the program's own."""
    yield from (path for path in (folder / PAPER_FILE, *_logo(folder)) if path.is_file())
    for root in _roots(folder, day):
        for place, _, names in _walk(root):
            yield from (place / name for name in sorted(names) if not _LEFT.fullmatch(name))


def input_folders(folder: Path, day: date) -> set[Path]:
    """The folders in which a change may be one of an input: those of inputs, and of days."""
    logos = {path.parent for path in _logo(folder)}
    roots = _roots(folder, day)
    return {folder, *logos, *(place for root in roots for place, _, _ in _walk(root))}


def look(folder: Path, day: date) -> dict[Path, Mark]:
    """The inputs as they are now, without opening them."""
    seen: dict[Path, Mark] = {}
    for path in input_files(folder, day):
        with suppress(OSError):  # it has just gone
            facts = path.stat()
            seen[path] = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
    return seen


def changes(
    before: Mapping[Path, Mark], now: Mapping[Path, Mark], folder: Path
) -> tuple[FileChange, ...]:
    """What is different, by file."""
    found = [
        FileChange(file=_near(path, folder), how=_how(path, before, now))
        for path in sorted(before.keys() | now.keys())
        if before.get(path) != now.get(path)
    ]
    return tuple(found)


def _how(path: Path, before: Mapping[Path, Mark], now: Mapping[Path, Mark]) -> How:
    if path not in now:
        return How.GONE
    return How.CHANGED if path in before else How.NEW


def _roots(folder: Path, day: date) -> tuple[Path, ...]:
    own = (folder / f"{day:%Y-%m-%d}", folder / LAYOUTS, folder / FONTS)
    return (*own, layouts_dir(), fonts_dir())


def _walk(root: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Folders with their files, in order; what is hidden and what builds made is passed over."""
    for place, folders, names in os.walk(root):
        at_top = Path(place) == root
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not (at_top and name == OUT)
        )
        yield Path(place), folders, names


def _logo(folder: Path) -> tuple[Path, ...]:
    """The picture that paper.toml names as its nameplate; none where it cannot be read now."""
    with suppress(OSError, ValueError):
        filed = tomllib.loads((folder / PAPER_FILE).read_text(encoding="utf-8-sig")).get("logo")
        if isinstance(filed, str) and filed:
            return (folder / filed,)
    return ()


def _near(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)
