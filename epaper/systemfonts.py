"""The machine's own faces, for signs that none of the paper's faces has; a paper has to ask for it.

Signs in; a folder with a fonts.toml that names the files taken, and a note for each, out. Files
are tried by path and the first that has a sign is taken: the same on the same machine, not on
another.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from json import dumps
from pathlib import Path

import uharfbuzz as hb

from epaper.model import At, Problem, Severity

LISTING = "fonts.toml"
_SPECIAL = re.compile("bold|italic|oblique|light|thin|black|condensed|mono", re.IGNORECASE)
ENDINGS = (".ttf", ".otf")


def system_folders() -> tuple[Path, ...]:
    """Where machines keep their fonts: Linux, macOS, Windows."""
    home = Path.home()
    folders = [home / ".local/share/fonts", home / ".fonts", home / "Library/Fonts"]
    folders += [Path(name) for name in ("/usr/local/share/fonts", "/usr/share/fonts")]
    folders += [Path(name) for name in ("/Library/Fonts", "/System/Library/Fonts")]
    folders.append(Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts")
    return tuple(folders)


def lacking(files: Iterable[Path], prints: Callable[[str], bool]) -> list[str]:
    """The signs in `files` that no face has, in order; files that cannot be read have none."""
    signs = set().union(*(_signs(path) for path in files))
    visible = (sign for sign in sorted(signs) if unicodedata.category(sign)[0] not in "CZ")
    return [sign for sign in visible if not prints(sign)]


def _signs(path: Path) -> set[str]:
    try:
        return {*path.read_text(encoding="utf-8", errors="ignore")}
    except OSError:
        return set()


def take_faces(
    signs: Iterable[str], into: Path, folders: Sequence[Path]
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """`into` with the list of faces for `signs`, if any was found; a note (T-111) for each.

    Only faces with TrueType outlines are taken: the press cuts them to the signs it prints.
    """
    left = {ord(sign) for sign in signs}
    taken: list[tuple[Path, frozenset[int]]] = []
    for path in _files(folders) if left else ():
        found = frozenset(_covered(path) & left)
        if found:
            taken.append((path, found))
            left -= found
        if not left:
            break
    if not taken:
        return (), ()
    into.mkdir(parents=True, exist_ok=True)
    entries = [_entry(number, path) for number, (path, _) in enumerate(taken, start=1)]
    (into / LISTING).write_text("\n".join(entries), encoding="utf-8")
    return (into,), tuple(_note(path, found) for path, found in taken)


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    """Font files by path, those of bold, sloped and narrow faces last."""
    found = [
        path
        for folder in folders
        for path in (sorted(folder.rglob("*")) if folder.is_dir() else ())
        if path.suffix.lower() in ENDINGS
    ]
    yield from sorted(found, key=lambda path: bool(_SPECIAL.search(path.stem)))


def _covered(path: Path) -> set[int]:
    """The code points of a font file; none if it cannot be read or has other outlines."""
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        return set(face.unicodes) if "glyf" in face.table_tags else set()
    except (OSError, hb.HarfBuzzError):
        return set()


def _entry(number: int, path: Path) -> str:
    return (
        f'[[face]]\nfamily = "System {number}"\nscript = "Zyyy"\nstands_in = true\n'
        f'weight = 400\nstyle = "normal"\nfile = {dumps(str(path.resolve()))}\n'
    )


def _note(path: Path, found: frozenset[int]) -> Problem:
    signs = "".join(map(chr, sorted(found)))
    shown = signs if len(signs) <= 12 else f"{signs[:12]} and {len(signs) - 12} more"
    return Problem(
        code="T-111",
        severity=Severity.NOTE,
        where=At(file="paper.toml", field="system_fonts"),
        message=f"{path.name} of this machine is taken for {shown}",
        hint="another machine may have other faces: put one into the paper's folder fonts/",
    )
