"""Picture files as edition.toml names them: inside the day's folder, and there."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from epaper.filenames import find_file
from epaper.wire.faults import Faults, nearest
from epaper.wire.frontmatter import Keys, field_name


def check_file(file: str, folder: Path, line: int, keys: Keys, faults: Faults) -> bool:
    """True if the picture `file`, filed at `line` as `keys`, lies in `folder`; W-401, W-402."""
    of = field_name(keys)
    if leaves(file, folder):
        hint = f"a picture lies in the day's {folder.name} folder and is named from there"
        faults.add("W-401", f"{file} leaves the folder", line=line, of=of, hint=hint)
    elif not _is_there(folder, file):
        hint = _near_file(file, folder)
        faults.add("W-402", f"there is no picture {file}", line=line, of=of, hint=hint)
    else:
        return True
    return False


def leaves(file: str, folder: Path) -> bool:
    """True if `file`, seen from `folder`, lies or leads outside it, or might on another system."""
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or re.search(r"\\|^[A-Za-z]:", file):
        return True
    try:
        return not (folder / file).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself; a name that is too long
        return True


def _is_there(folder: Path, file: str) -> bool:
    try:
        return find_file(folder, file) is not None
    except (OSError, ValueError):  # a name that is too long, or has a NUL
        return False


def _near_file(file: str, folder: Path) -> str:
    """A hint: the file meant, if one is named much like it."""
    if not folder.is_dir():
        return f"the day has no {folder.name} folder"
    there = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in there]
    if alike := next((name for name in names if name.casefold() == file.casefold()), ""):
        return f"it is called {alike} there: small letters and capitals count"
    close = nearest(file, names)
    return f"did you mean {close}?" if close else f"put it into the day's {folder.name} folder"
