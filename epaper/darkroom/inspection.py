"""Inspection: the photos of a day's records, each looked at once before anything is set.

In: records, or a day's advertisements, and the folder their picture files lie in. Out: facts
about every file that can be printed, and a problem for every one that cannot. A picture is never
left out in silence: a photo without its picture would lose its caption, so a bad file stops the
edition.
"""

from __future__ import annotations

import difflib
import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image

from epaper.darkroom.drawing import ground_of, is_drawn
from epaper.darkroom.focus import LOOK_PX, find_focus
from epaper.darkroom.negative import Negative, PhotoError, decode, faults_told, open_negative
from epaper.darkroom.tone import flatten, to_8_bit, to_srgb
from epaper.filenames import located
from epaper.model import Advertisement, At, Crop, Grid, Photo, Picture, Problem, Record, Severity
from epaper.model.keeping import Keeping

# 150 dpi, the least of the rules of the page, over the widest column of all formats, 58.6 mm.
MIN_WIDTH_PX = 346
MIN_HEIGHT_PX = 110
LEAST_DPI = 150  # rules of the page; an advertisement is printed all the same, as it was sent
OTHER_SHAPE = 0.05  # of its height or width that is left white

_REPLACE = "remove it from the record or replace the file"


def inspect_photos(
    records: Sequence[Record], photos_dir: Path, kept: Keeping[Look] | None = None
) -> tuple[Mapping[str, Picture], tuple[Problem, ...]]:
    """Facts by `Photo.file` of every photo that can be printed, and what is wrong with others.

    Problems name the record's file and the field, once for each photo that uses the file.
    A file used twice has the first focus that was filed for it (P-203). `kept` has how files looked
    that were looked at before.
    """
    looks = _Looks(kept)
    pictures: dict[str, Picture] = {}
    problems: list[Problem] = []
    for file, uses in _uses(records).items():
        picture, findings = _inspect(photos_dir, file, [photo for _, photo in uses], looks)
        if picture is not None:
            pictures[file] = picture
        problems += [replace(finding, where=at) for at, _ in uses for finding in findings]
    looks.keep()
    return pictures, tuple(problems)


def inspect_advertisements(
    advertisements: Sequence[Advertisement], ads_dir: Path, file: str, grid: Grid
) -> tuple[Mapping[str, Picture], tuple[Problem, ...]]:
    """Facts by `Advertisement.picture` of every one that can be printed, and what is wrong.

    `file` is the edition.toml that problems name. An advertisement is printed whole: P-204 is
    reported where its place has another shape, P-205 where it is coarse at its size.
    """
    pictures: dict[str, Picture] = {}
    problems: list[Problem] = []
    for number, wanted in enumerate(advertisements, start=1):
        if not wanted.picture:
            continue
        picture, findings = _inspect(ads_dir, wanted.picture, [], _Looks(None))
        if picture is not None:
            pictures[wanted.picture] = picture
            findings += _misfits(wanted, picture, grid)
        at = At(file=file, field=f"advertisement[{number}].picture")
        problems += [replace(finding, where=at) for finding in findings]
    return pictures, tuple(problems)


def _misfits(wanted: Advertisement, picture: Picture, grid: Grid) -> Iterator[Problem]:
    """How the picture of an advertisement suits its place."""
    width_mm = grid.span_mm(min(wanted.columns, grid.columns))
    height_mm = min(wanted.height_mm, width_mm / picture.aspect)
    printed_mm = height_mm * picture.aspect
    white = max(1 - printed_mm / width_mm, 1 - height_mm / wanted.height_mm)
    if white > OTHER_SHAPE:
        where = "at its sides" if printed_mm < width_mm else "under it"
        yield _finding(
            "P-204",
            Severity.NOTE,
            f"{wanted.name}: {wanted.picture} is of another shape than its"
            f" {width_mm:.0f} x {wanted.height_mm:.0f} mm; white is left {where}",
            f"at its full width it is {width_mm / picture.aspect:.0f} mm high",
        )
    dpi = picture.resolution_dpi(Crop(), printed_mm)
    if dpi < LEAST_DPI:
        yield _finding(
            "P-205",
            Severity.WARN,
            f"{wanted.name}: {wanted.picture} has {dpi:.0f} dpi at {printed_mm:.0f} mm",
            f"ask for one that is {printed_mm / 25.4 * 200:.0f} pixels wide",
        )


def _uses(records: Sequence[Record]) -> dict[str, list[tuple[At, Photo]]]:
    """Every photo by its file, with its place, in the order of filing."""
    uses: dict[str, list[tuple[At, Photo]]] = {}
    for record in records:
        for index, photo in enumerate(record.photos):
            at = At(file=record.file, field=f"photos[{index + 1}].file", story=record.slug)
            uses.setdefault(photo.file, []).append((at, photo))
    return uses


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look at a picture file tells: of its pixels alone, whatever it is called."""

    width_px: int
    height_px: int
    focus: tuple[float, float]
    frames: int
    fault: str
    whole: bool


@dataclass(slots=True)
class _Looks:
    """Looks, each file's pixels looked at once as long as its bytes are the same."""

    kept: Keeping[Look] | None
    new: dict[str, Look] = field(default_factory=dict)

    def at(self, file: str, path: Path) -> tuple[Look, str]:
        """How the file looks, and its hash. PhotoError for one that cannot be printed."""
        with faults_told(path):
            digest = _digest(path)
        known = self.kept.get(digest) if self.kept else None
        if known is not None:
            return known, digest
        look = _looked_at(file, path)
        with faults_told(path):
            after = _digest(path)  # that of what was looked at, if the file has changed meanwhile
        if after == digest:
            self.new[digest] = look
        return look, after

    def keep(self) -> None:
        """Keep what is new."""
        if self.kept and self.new:
            self.kept.put(self.new.items())


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _looked_at(file: str, path: Path) -> Look:
    with open_negative(path) as negative:
        width, height = _large_enough(file, negative)
        view, fault, drawn = _look(negative)
        return Look(
            width_px=width,
            height_px=height,
            focus=find_focus(view),
            frames=negative.frames,
            fault=fault,
            whole=drawn and ground_of(view) is not None,
        )


def _inspect(
    photos_dir: Path, file: str, photos: Sequence[Photo], looks: _Looks
) -> tuple[Picture | None, list[Problem]]:
    """The facts about one file, None if it cannot be printed, and findings without a place."""
    focuses = list(dict.fromkeys(photo.focus for photo in photos if photo.focus))
    try:
        path = _located(photos_dir, file)
        look, digest = looks.at(file, path)
    except PhotoError as error:
        return None, [_finding(error.code, Severity.STOP, f"{file}: {error}", error.hint)]
    picture = Picture(
        path=str(path),
        width_px=look.width_px,
        height_px=look.height_px,
        focus=focuses[0] if focuses else look.focus,
        focus_filed=bool(focuses),
        sha256=digest,
        whole=look.whole,
    )
    return picture, list(_remarks(file, look, focuses))


def _located(photos_dir: Path, file: str) -> Path:
    """The absolute path of the file, which lies inside the folder whatever links there are."""
    try:
        path, inside, there = located(photos_dir, file)
    except (OSError, RuntimeError, ValueError) as error:
        raise PhotoError("P-101", "the file name cannot be used", _REPLACE) from error
    if not inside:
        raise PhotoError(
            "P-102",
            f"the file lies outside {photos_dir.name}/",
            f"copy it into {photos_dir.name}/ and name it from there",
        )
    if not there:
        raise PhotoError(
            "P-101", f"no such file in {photos_dir.name}/", _alike(photos_dir.resolve(), file)
        )
    return path


def _alike(folder: Path, file: str) -> str:
    """A hint with the name that was probably meant."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    names = {_folded(name): name for name in (p.relative_to(folder).as_posix() for p in paths)}
    if meant := names.get(_folded(file)):
        return f"did you mean {meant}? small letters and capitals count"
    close = difflib.get_close_matches(_folded(file), sorted(names), n=1, cutoff=0.8)
    return f"did you mean {names[close[0]]}?" if close else _REPLACE


def _folded(name: str) -> str:
    """A file's name for comparing: no capitals, one way of storing accents."""
    return unicodedata.normalize("NFC", name).casefold()


def _large_enough(file: str, negative: Negative) -> tuple[int, int]:
    width, height = negative.upright_px
    if width < MIN_WIDTH_PX or height < MIN_HEIGHT_PX:
        raise PhotoError(
            "P-106",
            f"the picture is too small to print: {width} x {height} pixels"
            f" (at least {MIN_WIDTH_PX} x {MIN_HEIGHT_PX})",
            _REPLACE,
        )
    return width, height


def _look(negative: Negative) -> tuple[Image.Image, str, bool]:
    """A small upright view, what was wrong with its colours, and whether it is a drawing."""
    # Four times the size of the look, so that its box filter has something to average.
    stored = decode(negative, (4 * LOOK_PX, 4 * LOOK_PX))
    with faults_told(negative.path):
        stored = to_8_bit(stored)
        drawn = negative.lossless and is_drawn(stored)
        stored.thumbnail((2 * LOOK_PX, 2 * LOOK_PX), Image.Resampling.BOX)
        view, fault = to_srgb(flatten(stored), negative.icc)
        return (view if negative.turn is None else view.transpose(negative.turn)), fault, drawn


def _remarks(file: str, look: Look, focuses: Sequence[tuple[float, float]]) -> Iterator[Problem]:
    """What an editor should know of a picture that is printed all the same."""
    if look.frames > 1:
        yield _finding(
            "P-201",
            Severity.NOTE,
            f"{file}: has {look.frames} frames or pages; the first is printed",
        )
    if look.fault:
        yield _finding(
            "P-202",
            Severity.NOTE,
            f"{file}: {look.fault}; colours may differ",
            "save it as sRGB to be sure",
        )
    if len(focuses) > 1:
        yield _finding(
            "P-203",
            Severity.WARN,
            f"{file}: filed with {len(focuses)} different focus points; the first is used",
            "file the same focus, or a copy of the picture under another name",
        )


def _finding(code: str, severity: Severity, message: str, hint: str = "") -> Problem:
    return Problem(code=code, severity=severity, where=At(), message=message, hint=hint)
