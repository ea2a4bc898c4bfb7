"""File names as people write them and as disks keep them.

In: a folder and a name. Out: the path of the file of that name, however its accents are stored:
one sign, or a letter and a mark (Unicode, UAX 15). Systems differ in which they write.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath


def find_file(folder: Path, name: str) -> Path | None:
    """The file `name`, a path seen from `folder`, if it is there; the exact name comes first."""
    if (folder / name).is_file():
        return folder / name
    here = folder
    for part in PurePosixPath(name).parts:
        if part == "..":
            return None
        found = here / part if (here / part).exists() else _same_letters(here, part)
        if found is None:
            return None
        here = found
    return here if here.is_file() else None


def _same_letters(folder: Path, name: str) -> Path | None:
    """What in `folder` is called `name` but for how its accents are stored."""
    wanted = unicodedata.normalize("NFC", name)
    if not folder.is_dir():
        return None
    names = sorted(path.name for path in folder.iterdir())
    same = (name for name in names if unicodedata.normalize("NFC", name) == wanted)
    return next((folder / name for name in same), None)


def located(folder: Path, file: str) -> tuple[Path, bool, bool]:
    """The absolute path of `file` in `folder`; whether it lies inside, and whether it is a file.

    Links are followed: a file that they lead out of the folder does not lie inside.

    Raises OSError, RuntimeError or ValueError for a loop of links, a NUL, a name that is too long.
    """
    home = folder.resolve()
    path = (find_file(home, file) or home / file).resolve()
    return path, path.is_relative_to(home), path.is_file()
