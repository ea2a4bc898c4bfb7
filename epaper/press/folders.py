"""The folders of the press: the cache and how much is kept in it, the workroom, a folder aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import accumulate
from pathlib import Path

from epaper.exceptions import PressError
from epaper.press.workroom import Workroom, open_workroom

CACHE_S = 3600.0
CACHE_FILES = 4000  # a berliner edition of ten pages leaves some 200
CACHE_BYTES = 1024**3  # the same leaves some 30 MB
_HALF = re.compile(r"\.[0-9]+$")


@contextmanager
def _told_plainly() -> Iterator[None]:
    """A folder that cannot be made, as a PressError."""
    try:
        yield
    except OSError as error:
        raise PressError(
            f"the edition cannot be written: {error.filename}: {error.strerror}",
            "is it a folder that you may write to, and is there room on the disk?",
        ) from error


@contextmanager
def cache_room(cache_dir: Path) -> Iterator[Workroom]:
    """A workroom in the cache, which is made if it is not there. Raises PressError."""
    with ExitStack() as stack:
        with _told_plainly():
            cache_dir.mkdir(parents=True, exist_ok=True)
            room = stack.enter_context(open_workroom(cache_dir))
        yield room


def folder_aside(room: Workroom, out_dir: Path) -> Path:
    """An empty folder on the same disk as `out_dir`, gone with the room unless it was moved."""
    with _told_plainly():
        out_dir.parent.mkdir(parents=True, exist_ok=True)
        return room.folder(out_dir.parent, out_dir.name)


def clear_cache(cache_dir: Path) -> None:
    """Keep the newest files, so many and so large: what is drawn today is wanted again.

    All of the last hour are kept: another format may be built at the same time. Halves of files
    beside the whole ones (x.pdf.1234) are of builds of epaper 0.1.0 that were killed.
    """
    files: list[tuple[float, Path, int]] = []
    for path in cache_dir.iterdir():
        with suppress(FileNotFoundError):  # another build clears it too
            if path.is_file():
                facts = path.stat()
                files.append((facts.st_mtime, path, facts.st_size))
    files.sort(reverse=True)
    sums = accumulate(size for _, _, size in files)
    for place, ((made, path, _), total) in enumerate(zip(files, sums, strict=True)):
        unwanted = place >= CACHE_FILES or total > CACHE_BYTES or _HALF.search(path.name)
        if unwanted and made < files[0][0] - CACHE_S:
            path.unlink(missing_ok=True)
