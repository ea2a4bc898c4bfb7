"""The nameplate as a picture: looked at once, made safe, in the form that page and screen show.

In: the paper's folder, the file, the room that it has on the page. Out: a `Logo`, or none, and
what there is to say of it (P-206, P-207), without a place.
"""

from __future__ import annotations

import difflib
import io
from pathlib import Path

from PIL import Image

from epaper.darkroom.develop import MM_PER_INCH
from epaper.darkroom.negative import PhotoError, decode, faults_told, open_negative
from epaper.darkroom.tone import flatten, to_8_bit, to_srgb
from epaper.darkroom.vector import MOST_BYTES, safe_drawing
from epaper.darkroom.vector_values import VectorError
from epaper.filenames import located
from epaper.model import At, Logo, Problem, Severity

ASPECTS = (0.5, 25.0)  # width by height: a tall crest, a long name in one line
LEAST_DPI = 150
MOST_PX = 3600  # 300 dpi over the widest nameplate, 305 mm
KINDS = ("PNG", "WEBP")
OF_A_PAPER = "put an SVG, PNG or WebP into the folder of paper.toml and name it from there"


def inspect_logo(
    folder: Path, file: str, room_mm: tuple[float, float]
) -> tuple[Logo | None, tuple[Problem, ...]]:
    """The picture `file` in `folder` as a nameplate; none, and P-206, where it cannot be one.

    `room_mm` is the width and height of its place, into which it is fitted whole. P-207 for one
    that is coarse at that size.
    """
    try:
        path = _located(folder, file)
        logo = _drawing(path) if path.suffix.lower() == ".svg" else _picture(path)
        least, most = ASPECTS
        if not least <= logo.aspect <= most:
            said = f"it is {logo.aspect:.3g} times as wide as high"
            hint = f"cut its white off; a nameplate is {least:g} to {most:g} times as wide as high"
            raise VectorError(said, hint)
    except (PhotoError, VectorError) as error:
        said = f"{file}: {error}; the paper's name is set in type"
        hint = error.hint if isinstance(error, VectorError) else "save it again, as PNG or SVG"
        return None, (_finding("P-206", said, hint),)
    return logo, tuple(_coarse(file, logo, room_mm))


def _located(folder: Path, file: str) -> Path:
    """The file's path, which lies inside the folder whatever links there are."""
    try:
        path, inside, there = located(folder, file)
    except (OSError, RuntimeError, ValueError):
        raise VectorError("the file name cannot be used", OF_A_PAPER) from None
    if not inside:
        raise VectorError("it lies outside the paper's folder", OF_A_PAPER)
    if not there:
        names = [entry.name for entry in sorted(path.parent.glob("*")) if entry.is_file()]
        close = difflib.get_close_matches(path.name, names, n=1)
        hint = f"did you mean {close[0]}?" if close else OF_A_PAPER
        raise VectorError("there is no such file", hint)
    return path


def _drawing(path: Path) -> Logo:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise VectorError(f"it cannot be read: {error.strerror}", OF_A_PAPER) from None
    made, aspect = safe_drawing(data)
    return Logo(data=made, ending="svg", aspect=aspect)


def _picture(path: Path) -> Logo:
    """A picture on white, upright, in sRGB, no larger than any page needs."""
    with open_negative(path) as negative, faults_told(path):
        if negative.image.format not in KINDS:
            said = f"it is a {negative.image.format}, whatever its name says"
            raise VectorError(said, "save it as SVG, PNG or WebP")
        width_px, height_px = negative.upright_px
        stored = to_8_bit(decode(negative, (MOST_PX, MOST_PX)))
        flat, _ = to_srgb(flatten(stored), negative.icc)
        upright = flat if negative.turn is None else flat.transpose(negative.turn)
        upright.thumbnail((MOST_PX, MOST_PX), Image.Resampling.LANCZOS)
    upright.info.clear()
    made = io.BytesIO()
    upright.save(made, format="PNG", optimize=True)
    aspect = width_px / height_px
    return Logo(data=made.getvalue(), ending="png", aspect=aspect, width_px=upright.width)


def _coarse(file: str, logo: Logo, room_mm: tuple[float, float]) -> list[Problem]:
    if not logo.width_px:
        return []
    width_mm = min(room_mm[0], room_mm[1] * logo.aspect)
    dpi = logo.width_px / width_mm * MM_PER_INCH
    if dpi >= LEAST_DPI:
        return []
    wanted_px = round(width_mm / MM_PER_INCH * 2 * LEAST_DPI)
    said = f"{file}: {logo.width_px} pixels over {width_mm:.0f} mm are {dpi:.0f} dpi"
    return [_finding("P-207", said, f"save it {wanted_px} pixels wide, or as SVG")]


def _finding(code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, severity=Severity.WARN, where=At(), message=message, hint=hint)
