"""The folder of a static export: written aside, then put in place file by file.

In: paths and what they hold. Out: a folder that is a whole site at every moment: files and data
are in place before the pages that name them, and what no longer belongs goes last.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from epaper.exceptions import PublishError
from epaper.locks import FileLock, take

RECORD = ".published.json"
ASIDE = ".publishing"
LOCK = ".publishing.lock"
ROOM = ".room"  # in the folder aside
VERSION = 1
MARK_LETTERS = 24  # of a SHA-256, in hexadecimal: 96 bits

Marks = dict[str, str]


@dataclass
class LastRun:
    """What the last run left: a mark of the content of every file, a key of each day, one of all.

    Written into the folder as .published.json; what is not in it is never touched.
    """

    files: Marks = field(default_factory=dict)
    days: Marks = field(default_factory=dict)
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many files a run wrote and removed, of how many."""

    files: int
    written: int
    removed: int


class SiteFolder:
    """The folder of an export while it is being written; only one run at a time may.

    Raises PublishError where files stand that are not ours (unless `force`), or another run is on.
    """

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        self.folder = folder
        self.aside = folder / ASIDE
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(folder)
        try:
            self.before = _read_record(folder, force=force)
        except BaseException:
            self._lock.release()
            raise
        self.now = LastRun()
        self._changed: list[str] = []
        shutil.rmtree(self.aside, ignore_errors=True)  # of a run that was killed
        self.aside.mkdir()

    @property
    def room(self) -> Path:
        """A folder for what is needed while the site is made; gone with the run."""
        room = self.aside / ROOM
        room.mkdir(exist_ok=True)
        return room

    def put(self, path: str, content: bytes) -> None:
        """Have the file at `path` hold `content`; nothing is written if it does."""
        if self._is_new(path, sha256(content).hexdigest()):
            self._place(path).write_bytes(content)

    def put_file(self, path: str, source: Path, mark: str) -> None:
        """Have the file at `path` be `source`, linked or copied; `mark` tells its content."""
        if not self._is_new(path, mark):
            return
        place = self._place(path)
        try:
            os.link(source, place)
        except OSError:  # another file system, or one without links
            shutil.copy2(source, place)

    def keep(self, paths: Iterable[str]) -> bool:
        """Have these files stay as the last run left them; False if one of them is missing."""
        kept = {path: self.before.files[path] for path in paths}
        if not all((self.folder / path).is_file() for path in kept):
            return False
        self.now.files |= kept
        return True

    def finish(self) -> Changes:
        """Put everything in place, remove what no longer belongs, write the record."""
        old = self.before.files
        # Before the first file is in place, all that may come to stand here is known to be ours.
        self._write_record(LastRun(files=old | self.now.files))
        for path in sorted(self._changed, key=_order):
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(self.aside / path, target)
        gone = [path for path in old if path not in self.now.files and _inside(path)]
        for path in gone:
            self._remove(path)
        self._write_record(self.now)
        return Changes(files=len(self.now.files), written=len(self._changed), removed=len(gone))

    def close(self) -> None:
        """End the run, finished or not: another may begin."""
        shutil.rmtree(self.aside, ignore_errors=True)
        self._lock.release()

    def _is_new(self, path: str, mark: str) -> bool:
        """True for a file to be written; `path` is on the record from now on."""
        mark = mark[:MARK_LETTERS]
        if path in self.now.files:
            return False
        self.now.files[path] = mark
        if self.before.files.get(path) == mark and (self.folder / path).is_file():
            return False
        self._changed.append(path)
        return True

    def _place(self, path: str) -> Path:
        if not _inside(path):
            raise PublishError(f"{path!r} would lie outside of the folder")
        place = self.aside / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def _remove(self, path: str) -> None:
        """Delete a file of ours, and the folders that it leaves empty."""
        target = self.folder / path
        target.unlink(missing_ok=True)
        for parent in target.parents:
            if parent == self.folder or not parent.is_dir() or any(parent.iterdir()):
                return
            parent.rmdir()

    def _write_record(self, record: LastRun) -> None:
        text = {"version": VERSION, **asdict(record)}
        place = self.aside / RECORD
        place.write_text(json.dumps(text, indent=0, sort_keys=True), encoding="utf-8")
        os.replace(place, self.folder / RECORD)


def _order(path: str) -> tuple[int, str]:
    """Files first, then data, then pages, the home page last."""
    rank = {".html": 2, ".json": 1, ".xml": 1, ".atom": 1}.get(PurePosixPath(path).suffix, 0)
    return (3 if path == "index.html" else rank, path)


def _inside(path: str) -> bool:
    """False for a path that leads out of the folder: a record may have been tampered with."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\0" not in path


def _locked(folder: Path) -> FileLock:
    """A lock on the folder, held until it is released or the process ends."""
    lock = take(folder / LOCK)
    if lock is None:
        raise PublishError(f"{folder} is being written by another run")
    return lock


def _read_record(folder: Path, *, force: bool) -> LastRun:
    """The last run's record; an empty one for a new folder."""
    try:
        text = (folder / RECORD).read_text(encoding="utf-8")
    except OSError:
        if not force and any(entry.name not in (ASIDE, LOCK) for entry in folder.iterdir()):
            raise PublishError(
                f"{folder} holds files that epaper publish did not write",
                "name an empty folder; --force writes among them, and removes none of them",
            ) from None
        return LastRun()
    try:
        found: Any = json.loads(text)
        if found["version"] == VERSION:
            return LastRun(
                files=dict(found["files"]), days=dict(found["days"]), search=str(found["search"])
            )
    except (ValueError, KeyError, TypeError):
        pass
    raise PublishError(f"{folder / RECORD} cannot be read", "delete it and publish with --force")
