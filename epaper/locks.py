"""Locks between processes: a file that one process holds until it lets go or ends, however it ends.

Used by the press and by `epaper publish`. flock on POSIX, a locked byte on Windows.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class FileLock:
    """A file that this process holds."""

    path: Path
    handle: int

    def release(self) -> None:
        """Delete the file and let go."""
        if sys.platform != "win32":  # while it is held: nobody takes a file that is about to go
            self.path.unlink(missing_ok=True)
            os.close(self.handle)
            return
        os.close(self.handle)
        with suppress(OSError):
            self.path.unlink()


def take(path: Path) -> FileLock | None:
    """A lock on the file at `path`, made if there is none; None while another process holds it.

    Raises OSError where the file cannot be made or the file system has no locks.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _try(handle):
                os.close(handle)
                return None
            if _is_at(path, handle):
                return FileLock(path, handle)
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # deleted by the one who held it before; the next try makes another


def _is_at(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
