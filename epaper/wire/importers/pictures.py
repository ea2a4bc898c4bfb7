"""Pictures of foreign articles: local files copied into the day's photos, remote ones named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from epaper.text import slug_of
from epaper.wire.importers.item import Shot
from epaper.wire.importers.ledger import digest
from epaper.wire.write import write_bytes

SUFFIXES = frozenset((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".gif", ".bmp"))
SIZE_LIMIT = 200 * 1024 * 1024  # bytes; the largest press photographs have about 50 MB


@dataclass(frozen=True, slots=True)
class LocalPicture:
    """A local picture, read: its file in photos/ and its bytes."""

    shot: Shot
    file: str
    sha256: str
    data: bytes


def is_remote(href: str) -> bool:
    """True for an address that would have to be opened."""
    scheme = urlsplit(href).scheme if re.match(r"[A-Za-z][\w+.-]+:", href) else ""
    return href.startswith("//") or scheme not in ("", "file")


def read_picture(shot: Shot, beside: Path, taken: dict[str, str]) -> LocalPicture | str:
    """The local picture of `shot`, which lies beside the import file or below; or why not.

    `taken` has the hash of each file name given to a picture of the day so far.
    """
    href = unquote(urlsplit(shot.href).path) if shot.href.startswith("file:") else shot.href
    try:
        path = (beside / href).resolve()
        if not path.is_relative_to(beside.resolve()):
            return "it lies outside the folder of the import file"
        if path.suffix.lower() not in SUFFIXES:
            return "its name is not that of a picture"
        if not path.is_file():
            return "there is no such file"
        if path.stat().st_size > SIZE_LIMIT:
            return "it is larger than 200 MB"
        data = path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:
        return f"it cannot be read: {error}"
    sha256 = digest(data)
    return LocalPicture(shot, _free_name(path, sha256, taken), sha256, data)


def _free_name(path: Path, sha256: str, taken: dict[str, str]) -> str:
    """A name for the picture that is free, or has this very picture."""
    base, suffix = slug_of(path.stem), path.suffix.lower()
    number = 1
    while True:
        name = f"{base}{f'-{number}' if number > 1 else ''}{suffix}"
        if taken.get(name, sha256) == sha256:
            return name
        number += 1


def photos_there(folder: Path) -> dict[str, str]:
    """The hash of each file in the photos folder, by name."""
    if not folder.is_dir():
        return {}
    return {path.name: digest(path.read_bytes()) for path in folder.iterdir() if path.is_file()}


def write_pictures(prints: Iterable[LocalPicture], folder: Path) -> None:
    """Copy the pictures that are not there; one that is there is a person's, and stays."""
    for picture in prints:
        path = folder / picture.file
        if not path.exists():
            write_bytes(path, picture.data)
