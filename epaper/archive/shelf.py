"""The shelf: the finished editions under a paper's folder, read by their manifests.

In: `folder/<day>/out/<format>/edition.json` and the files beside it. Out: manifests, and the paths
of files that a manifest lists. Earlier editions of a day stand in `earlier/<number>` of that
folder, withdrawn ones in `withdrawn/<number>`. Writes nothing.
"""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from stat import S_ISREG
from threading import Lock

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from epaper.exceptions import EditionError
from epaper.model.manifest import EARLIER, MANIFEST, MANIFEST_VERSION, WITHDRAWN, Manifest

# A manifest of 30 stories takes some 2 MB in memory and 3 ms to read.
KEPT = 64
# Manifests are some 350 kB; what is larger than this is no manifest.
MANIFEST_MAX_BYTES = 64 * 1024 * 1024

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_FORMAT = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
# Where the press puts an edition while another takes its place, on disks that cannot exchange two
# folders in one step. It is the edition until the new one stands there.
_STANDING_BY = re.compile(r"\.(?P<form>[a-z0-9][a-z0-9_-]*)-[0-9a-z_]{8}-old", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: str
    manifest: Manifest
    files: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEditions:
    """What there is of a day in a format, by number, ascending.

    `newest` is the published edition that is shown, 0 where none is: then there is nothing, what
    cannot be read, or a `draft`. `earlier` are those that readers may still look up.
    """

    newest: int = 0
    draft: bool = False
    earlier: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()

    @property
    def published(self) -> tuple[int, ...]:
        """All that are published and not withdrawn, ascending."""
        return (*self.earlier, self.newest) if self.newest else self.earlier

    @property
    def highest(self) -> int:
        """The highest number that any of them has; 0 if there was none."""
        return max((*self.published, *self.withdrawn), default=0)


class Shelf:
    """The finished editions of the paper in `folder`; may be used by several threads.

    A day's edition in a format is the newest that is published; a `number` means an earlier one of
    that day, and with `withdrawn` one that was withdrawn. Links among the folders of days, formats
    and numbers are not followed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept: OrderedDict[tuple[date, str, str], _Kept] = OrderedDict()
        self._lock = Lock()

    def formats(self, day: date) -> tuple[str, ...]:
        """The formats that `day` has an edition in, by name; empty if there is none."""
        return tuple(sorted(self.stamps(day)))

    def stamps(self, day: date) -> dict[str, str]:
        """The stamp of every edition of `day`, by format."""
        return dict(_editions(self._out(day)))

    def stamp(self, day: date, form: str) -> str:
        """What changes whenever the edition does; empty if there is none."""
        return self._found(day, form)[1]

    def manifest(
        self, day: date, form: str, number: int = 0, *, withdrawn: bool = False
    ) -> Manifest:
        """The manifest of the edition of `day` in a format.

        Raises EditionError when there is none, it cannot be read, or is of another version.
        """
        return self._read(day, form, _inner(number, withdrawn)).manifest

    def read(self, day: date, form: str) -> tuple[str, Manifest]:
        """Stamp and manifest of one moment; raises like `manifest`."""
        kept = self._read(day, form)
        return kept.stamp, kept.manifest

    def file(self, day: date, form: str, name: str, number: int = 0) -> Path:
        """The path of a file that the edition's manifest lists.

        Raises EditionError for every other name, and for a file that is missing or is led out of
        the edition's folder by a link.
        """
        inner = _inner(number, False)
        if name not in self._read(day, form, inner).files:
            raise EditionError(f"{day} has no file {name!r} in {form}", "see its edition.json")
        folder, _ = self._found(day, form, inner)
        try:
            path = (folder / name).resolve(strict=True)
            home = self.folder.resolve(strict=True) / folder.relative_to(self.folder)
        except (OSError, ValueError, RuntimeError):
            raise EditionError(f"{name} of {day} in {form} is missing", _again(day, form)) from None
        if not path.is_relative_to(home) or not path.is_file():
            raise EditionError(f"{name} of {day} in {form} leads elsewhere", _again(day, form))
        return path

    def editions(self, day: date, form: str) -> DayEditions:
        """The editions of `day` in a format by their numbers; one that cannot be read is none."""
        newest, draft = 0, False
        with suppress(EditionError):
            manifest = self.manifest(day, form)
            draft = manifest.draft
            newest = 0 if draft else manifest.edition.number
        folder, _ = self._found(day, form)
        return DayEditions(
            newest=newest,
            draft=draft,
            earlier=tuple(n for n in _numbers(folder / EARLIER) if n != newest),
            withdrawn=tuple(_numbers(folder / WITHDRAWN)),
        )

    def scan(self) -> Iterator[tuple[date, str, str]]:
        """Day, format and stamp of every edition, in no order; nothing of it is read."""
        with suppress(OSError), os.scandir(self.folder) as days:
            for entry in days:
                day = _day(entry)
                if day is not None:
                    for form, stamp in _editions(self._out(day)):
                        yield day, form, stamp

    def withdrawn(self) -> Iterator[tuple[date, str, tuple[int, ...]]]:
        """Day, format and numbers wherever editions are withdrawn, the newest day first."""
        with suppress(OSError):
            for path in sorted(self.folder.glob(f"*/out/*/{WITHDRAWN}"), reverse=True):
                day, form = path.parents[2].name, path.parent.name
                if _DAY.fullmatch(day) and _FORMAT.fullmatch(form):
                    with suppress(ValueError):
                        numbers = self.editions(date.fromisoformat(day), form).withdrawn
                        if numbers:
                            yield date.fromisoformat(day), form, numbers

    def _out(self, day: date) -> Path:
        return self.folder / day.isoformat() / "out"

    def _found(self, day: date, form: str, inner: str = "") -> tuple[Path, str]:
        """The folder of an edition and its stamp, which is empty if there is no edition.

        `inner` is the folder in that of the format where an edition stands that is not the newest.
        """
        out = self._out(day)
        folder = out / form
        if not _FORMAT.fullmatch(form) or _linked(out):
            return folder, ""
        # The last look is for a new edition that has come into its place since the first.
        for place in (folder, *_standing_by(out, form), folder):
            within = place / inner
            linked = any(map(Path.is_symlink, (place, within.parent, within)))
            stamp = "" if linked else _stamp(os.fspath(within))
            if stamp:
                return within, stamp
        return folder / inner, ""

    def _read(self, day: date, form: str, inner: str = "") -> _Kept:
        folder, stamp = self._found(day, form, inner)
        if not stamp:
            told = f"there is no edition of {day} in {form!r}"
            raise EditionError(f"{told} under {inner}" if inner else told, _again(day, form))
        with self._lock:
            kept = self._kept.get((day, form, inner))
            if kept is not None and kept.stamp == stamp:
                self._kept.move_to_end((day, form, inner))
                return kept
        manifest = _read_manifest(folder / MANIFEST, day, form)
        kept = _Kept(stamp, manifest, frozenset(entry.file for entry in manifest.files()))
        with self._lock:
            self._kept[day, form, inner] = kept
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return kept


def _day(entry: os.DirEntry[str]) -> date | None:
    if _DAY.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
        with suppress(ValueError):
            return date.fromisoformat(entry.name)
    return None


def _editions(out: Path) -> Iterator[tuple[str, str]]:
    """Format and stamp of every edition in a day's `out`.

    Editions that are being written stand in folders whose names begin with a dot.
    """
    if _linked(out):
        return
    stamps: dict[str, str] = {}
    standing_by: dict[str, str] = {}
    with suppress(OSError), os.scandir(out) as formats:
        for entry in formats:
            if not entry.is_dir(follow_symlinks=False):
                continue
            if _FORMAT.fullmatch(entry.name):
                stamps[entry.name] = _stamp(entry.path)
            elif found := _STANDING_BY.fullmatch(entry.name):
                standing_by[found["form"]] = _stamp(entry.path)
    for form in {**stamps, **standing_by}:
        stamp = stamps.get(form) or standing_by.get(form)
        if stamp:
            yield form, stamp


def _inner(number: int, withdrawn: bool) -> str:
    """Where an edition stands in the folder of its format; empty for the newest."""
    return f"{WITHDRAWN if withdrawn else EARLIER}/{number}" if number else ""


def _numbers(folder: Path) -> list[int]:
    """The numbers of the editions in a folder."""
    found = []
    with suppress(OSError):
        if not folder.is_symlink() and not folder.parent.is_symlink():
            for entry in os.scandir(folder):
                if _NUMBER.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                    found += [int(entry.name)] if _stamp(entry.path) else []
    return sorted(found)


def _standing_by(out: Path, form: str) -> Iterator[Path]:
    """The folder that holds an edition while another is put into its place, if there is one."""
    with suppress(OSError), os.scandir(out) as entries:
        for entry in entries:
            found = _STANDING_BY.fullmatch(entry.name)
            if found is not None and found["form"] == form:
                yield out / entry.name


def _linked(out: Path) -> bool:
    """True where a day's `out`, or the day itself, is a link."""
    return out.is_symlink() or out.parent.is_symlink()


def _stamp(folder: str) -> str:
    """Time, size and inode of the manifest in `folder`; empty if there is no such file.

    The time alone would miss a second build within the clock's step.
    """
    try:
        found = os.stat(os.path.join(folder, MANIFEST), follow_symlinks=False)
    except OSError:
        return ""
    if not S_ISREG(found.st_mode):
        return ""
    return f"{found.st_mtime_ns:x}-{found.st_size:x}-{found.st_ino:x}"


@cache
def _adapter() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)


def _read_manifest(path: Path, day: date, form: str) -> Manifest:
    try:
        with path.open("rb") as file:
            data = file.read(MANIFEST_MAX_BYTES + 1)
        if len(data) > MANIFEST_MAX_BYTES:
            raise ValueError("larger than 64 MiB")
        manifest = _adapter().validate_json(data)
    except OSError as error:
        raise _unreadable(day, form, error.strerror or "unknown error") from None
    except ValidationError as error:
        raise _misfit(day, form, data, error) from None
    except ValueError as error:
        raise _unreadable(day, form, str(error)) from None
    if manifest.version != MANIFEST_VERSION:
        raise _other_version(day, form, manifest.version)
    if (manifest.date, manifest.format) != (day.isoformat(), form):
        raise _unreadable(day, form, f"it is of {manifest.date} in {manifest.format}")
    if not manifest.pages:
        raise _unreadable(day, form, "it has no pages")
    return manifest


def _misfit(day: date, form: str, data: bytes, error: ValidationError) -> EditionError:
    """Why a manifest does not fit: it is of another version, or broken."""
    with suppress(ValueError):
        found = from_json(data)
        version = found.get("version") if isinstance(found, dict) else None
        if isinstance(version, int) and version != MANIFEST_VERSION:
            return _other_version(day, form, version)
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return _unreadable(day, form, f"{place}: {first['msg']}" if place else first["msg"])


def _unreadable(day: date, form: str, why: str) -> EditionError:
    told = f"{MANIFEST} of {day} in {form} cannot be read: {why}"
    return EditionError(told, _again(day, form))


def _other_version(day: date, form: str, version: int) -> EditionError:
    told = f"{MANIFEST} of {day} in {form} is of version {version}, not {MANIFEST_VERSION}"
    return EditionError(told, _again(day, form))


def _again(day: date, form: str) -> str:
    return f"build it again: epaper build {day} --format {form}"
