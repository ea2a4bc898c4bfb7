"""The sidecar of imports: which foreign item became which file, and what that file was.

`.import.json` lies in the day's folder. It makes a second import change nothing and shows
whether a person has changed a file since.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from epaper.wire.write import write_bytes

LEDGER_FILE = ".import.json"


@dataclass(slots=True, kw_only=True)
class LedgerEntry:
    """One item: its file in articles/, the file's hash as written, the item's own time.

    `photos` gives the file in photos/ for the hash of each picture that came with it.
    """

    file: str
    sha256: str
    version: str = ""
    photos: dict[str, str] = field(default_factory=dict)


class LedgerError(Exception):
    """The sidecar is there and cannot be read."""


_ADAPTER = TypeAdapter(dict[str, LedgerEntry])


def read_ledger(day_folder: Path) -> dict[str, LedgerEntry]:
    """The entries by item key; none where nothing was imported. LedgerError if unreadable."""
    path = day_folder / LEDGER_FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LedgerError(str(error.strerror)) from None
    try:
        entries = _ADAPTER.validate_json(data)
    except ValidationError as error:
        raise LedgerError(f"{error.error_count()} faults") from None
    for entry in entries.values():
        if "/" in entry.file or "\\" in entry.file:
            raise LedgerError(f"{entry.file} is no file of the articles folder")
    return entries


def write_ledger(day_folder: Path, entries: dict[str, LedgerEntry]) -> None:
    """Write the entries, sorted, unless they stand there already."""
    rows = {
        key: {
            "file": entry.file,
            "sha256": entry.sha256,
            "version": entry.version,
            "photos": dict(sorted(entry.photos.items())),
        }
        for key, entry in sorted(entries.items())
    }
    data = (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
    path = day_folder / LEDGER_FILE
    if not (path.is_file() and path.read_bytes() == data):
        write_bytes(path, data)


def digest(data: bytes) -> str:
    """The hash by which a file is known."""
    return hashlib.sha256(data).hexdigest()
