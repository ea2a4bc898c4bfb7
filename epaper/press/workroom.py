"""Workrooms: what a build makes aside before it is put in place, and what a killed build left.

A build holds the lock on a file of its own in the cache and notes there every folder that it makes
aside, before it makes it. The system drops the lock when the process ends, whatever ends it. The
next build of the paper, of any day and format, takes what nobody holds and clears what it notes;
builds that still run are let alone.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from epaper.locks import take

OLD = "-old"  # after the name of a folder aside: what stood in the place before (swap.py)
NOTES = "build-"
NOTES_END = ".lock"
STRAY_S = 86_400.0  # a folder aside that is noted nowhere: of another version, or of a lost cache

_TOKEN = "[0-9a-z_]{8}"
_NOTES = re.compile(rf"{NOTES}(?P<token>{_TOKEN}){re.escape(NOTES_END)}")
_ASIDE = re.compile(rf"\.(?P<name>.+)-(?P<token>{_TOKEN})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workroom:
    """The folders that one build makes aside; all are gone at its end.

    `scratch` is one in the cache, for files on their way there and for what the renderer unpacks.
    """

    notes: Path
    token: str
    scratch: Path

    def folder(self, parent: Path, name: str) -> Path:
        """A new empty folder in `parent`, for what will be `name` there: `.name-<token>`."""
        path = parent.absolute() / f".{name}-{self.token}"
        _sweep_strays(parent, name)
        with self.notes.open("a", encoding="utf-8") as notes:
            notes.write(json.dumps(str(path)) + "\n")
        path.mkdir()
        path.chmod(0o755)
        return path


@contextmanager
def open_workroom(cache_dir: Path) -> Iterator[Workroom]:
    """A workroom for one build; what killed builds have left is cleared first. Raises OSError."""
    _sweep(cache_dir)
    token = secrets.token_hex(4)
    notes = cache_dir / f"{NOTES}{token}{NOTES_END}"
    lock = None
    with suppress(OSError):  # a file system without locks: then nothing is swept, see _sweep
        lock = take(notes)
    room = Workroom(notes=notes, token=token, scratch=cache_dir.absolute() / f".scratch-{token}")
    try:
        room.folder(cache_dir, "scratch")
        yield room
    finally:
        _clear(notes, token)
        if lock is not None:
            lock.release()
        notes.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Delete a folder with all that is in it, a file or a link; what cannot be is left."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _sweep(cache_dir: Path) -> None:
    """Clear what builds made aside that no longer run."""
    for entry in sorted(cache_dir.iterdir()):
        found = _NOTES.fullmatch(entry.name)
        if found is None:
            continue
        with suppress(OSError):  # no locks here, or not ours to write: nobody knows, so it stays
            lock = take(entry)
            if lock is not None:
                _clear(entry, found["token"])
                lock.release()


def _clear(notes: Path, token: str) -> None:
    """Delete the folders noted; an edition that was taken out of its place is put back there."""
    for path in _noted(notes):
        found = _ASIDE.fullmatch(path.name)
        if found is None or found["token"] != token:
            continue  # not written by this module
        remove(path)
        _settle(path.with_name(path.name + OLD), path.with_name(found["name"]))


def _settle(old: Path, place: Path) -> None:
    """Undo a swap that was cut in two; drop the old edition where the new one stands."""
    if os.path.lexists(old) and not os.path.lexists(place):
        with suppress(OSError):
            old.rename(place)
    remove(old)


def _noted(notes: Path) -> list[Path]:
    paths = []
    with suppress(OSError, UnicodeDecodeError):
        for line in notes.read_text(encoding="utf-8").splitlines():
            with suppress(ValueError, TypeError):  # cut off in the middle: its folder was not made
                paths.append(Path(json.loads(line)))
    return paths


def _sweep_strays(parent: Path, name: str) -> None:
    """Clear folders aside for `name` that no build has noted, a day after they were last changed.

    Builds of epaper 0.1.0 and before noted nothing.
    """
    stray = re.compile(rf"\.{re.escape(name)}-{_TOKEN}(?P<old>{OLD})?")
    with suppress(OSError):
        for path in sorted(parent.iterdir()):
            found = stray.fullmatch(path.name)
            if found is None or path.lstat().st_mtime > time.time() - STRAY_S:
                continue
            if found["old"]:
                _settle(path, parent / name)
            else:
                remove(path)
