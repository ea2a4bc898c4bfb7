"""Prints: the file of a picture, cropped and sized for its frame.

In: a picture, a crop, the frame's size in mm. Out: the bytes of a JPEG, or of a PNG for line
art, upright, 8-bit sRGB or grey, without metadata. Same file and frame, same bytes.
"""

from __future__ import annotations

import hashlib
import io
import math
import threading
from pathlib import Path

from PIL import Image, ImageFilter

from epaper.darkroom.drawing import ground_of, is_drawn
from epaper.darkroom.negative import (
    Negative,
    PhotoError,
    faults_told,
    open_negative,
    pixels,
    scale_down,
)
from epaper.darkroom.tone import flatten, to_8_bit, to_srgb, without_cast
from epaper.model import Crop, Picture

MM_PER_INCH = 25.4

QUALITY = 85

# Newsprint halftones have 85 to 100 lines an inch, and want twice that in pixels; 220 leaves room
# to look closer on a screen.
PRINT_DPI = 220
# The edges of lettering in a chart show steps at 220.
GRAPHIC_FACTOR = 1.5

# As wide as the widest print for screens (press/prints.py).
SCREEN_PX = 1360
# A larger picture is not kept: it would take more than 36 MB.
TABLE_PX = 12_000_000

# Sharpening of what scaling down softened: a halo of about 0.1 mm at 220 dpi, weak enough not
# to be seen as one.
SHARPEN = ImageFilter.UnsharpMask(radius=0.9, percent=55, threshold=2)

# A drawing's PNG is smaller than its JPEG or not much larger; a photograph's, saved in a
# palette by somebody, ten times as large.
DRAWN_SIZE = 3

# Where a stored picture is mirrored against the upright one, once their axes agree.
_MIRRORED_ACROSS = frozenset(
    {
        Image.Transpose.FLIP_LEFT_RIGHT,
        Image.Transpose.ROTATE_180,
        Image.Transpose.TRANSVERSE,
        Image.Transpose.ROTATE_90,
    }
)
_MIRRORED_DOWN = frozenset(
    {
        Image.Transpose.FLIP_TOP_BOTTOM,
        Image.Transpose.ROTATE_180,
        Image.Transpose.TRANSVERSE,
        Image.Transpose.ROTATE_270,
    }
)


def develop(
    picture: Picture, crop: Crop, *, width_mm: float, height_mm: float, dpi: float = PRINT_DPI
) -> bytes:
    """The print of `crop` for a frame of that size: JPEG, or PNG for line art.

    It has `dpi` pixels an inch (line art half as many again), or fewer where the file has fewer:
    nothing is enlarged. Its aspect is the frame's to within a pixel. PhotoError if the
    file has gone or changed for the worse since it was inspected.
    """
    path, frame_mm = Path(picture.path), (width_mm, height_mm)
    with open_negative(path) as negative, faults_told(path):
        stored = _decoded(negative, picture, _least_px(crop, negative, frame_mm, dpi))
        drawn = negative.lossless and is_drawn(stored)
        size = _print_px(picture, crop, frame_mm, dpi * (GRAPHIC_FACTOR if drawn else 1))
        shown = _within(crop)
        upright = _upright(negative, stored, shown, _share_px(size, crop, shown))
        _unchanged(picture)
    return _encoded(_mounted(upright, size, crop), drawn=drawn)


class _OnTheTable(threading.local):
    """The picture decoded last, by its file's hash and the size that it was decoded at."""

    mark: tuple[str, tuple[int, int]] = ("", (0, 0))
    stored: Image.Image | None = None


_table = _OnTheTable()


def _decoded(negative: Negative, picture: Picture, least_px: tuple[int, int]) -> Image.Image:
    """The whole picture as stored, in 8 bits; the prints of a picture are made one after another.

    It is decoded as large for a small print as for the largest of screens, so that one decoding
    does for all of these. To decode a progressive JPEG small takes as long as large.
    """
    width, height = least_px
    size = scale_down(negative, (max(width, SCREEN_PX), max(height, SCREEN_PX)))
    mark = (picture.sha256, size)
    if _table.stored is None or _table.mark != mark:
        _table.stored = None  # never two at a time
        stored = to_8_bit(pixels(negative))
        if stored.width * stored.height > TABLE_PX:
            return stored
        _table.mark, _table.stored = mark, stored
    return _table.stored


def _unchanged(picture: Picture) -> None:
    """PhotoError if the file is not the one that was inspected: size, focus and crop are its own.

    Looked at after the file was read, so that a change while it was read is found too.
    """
    with open(picture.path, "rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != picture.sha256:
            raise PhotoError("P-104", "the file has changed since it was looked at", "build again")


def _least_px(
    crop: Crop, negative: Negative, frame_mm: tuple[float, float], dpi: float
) -> tuple[int, int]:
    """How large the whole stored picture must be, for its part to fill the frame."""
    width = math.ceil(frame_mm[0] / MM_PER_INCH * dpi / (crop.right - crop.left))
    height = math.ceil(frame_mm[1] / MM_PER_INCH * dpi / (crop.bottom - crop.top))
    return (height, width) if negative.on_its_side else (width, height)


def _print_px(
    picture: Picture, crop: Crop, frame_mm: tuple[float, float], dpi: float
) -> tuple[int, int]:
    """The print's size upright: the frame's at `dpi`, less where the picture has less."""
    has = (
        (crop.right - crop.left) * picture.width_px,
        (crop.bottom - crop.top) * picture.height_px,
    )
    full = [side_mm / MM_PER_INCH * dpi for side_mm in frame_mm]
    scale = min(1.0, has[0] / full[0], has[1] / full[1])
    return max(1, round(full[0] * scale)), max(1, round(full[1] * scale))


def _within(crop: Crop) -> Crop:
    """The part of a crop that lies in the picture."""
    return Crop(
        left=max(0.0, crop.left),
        top=max(0.0, crop.top),
        right=min(1.0, crop.right),
        bottom=min(1.0, crop.bottom),
    )


def _share_px(size: tuple[int, int], crop: Crop, shown: Crop) -> tuple[int, int]:
    """How much of a print of `size` is picture, where the crop goes beyond it."""
    across = (shown.right - shown.left) / (crop.right - crop.left)
    down = (shown.bottom - shown.top) / (crop.bottom - crop.top)
    return max(1, round(size[0] * across)), max(1, round(size[1] * down))


def _upright(
    negative: Negative, stored: Image.Image, shown: Crop, size: tuple[int, int]
) -> Image.Image:
    """The shown part at that size, in L or RGB; turned last, when there is least to turn."""
    part = _stored(shown, negative)
    box = (
        part.left * stored.width,
        part.top * stored.height,
        part.right * stored.width,
        part.bottom * stored.height,
    )
    # Fractions of pixels count in the box, so the aspect is exact. The gap makes large
    # reductions in two steps: 3 times as fast, and no difference to be seen.
    small = stored.resize(
        size[::-1] if negative.on_its_side else size,
        Image.Resampling.LANCZOS,
        box=box,
        reducing_gap=3.0,
    )
    flat, _ = to_srgb(flatten(small), negative.icc)
    return flat if negative.turn is None else flat.transpose(negative.turn)


def _stored(crop: Crop, negative: Negative) -> Crop:
    """The same part of the picture as it lies in the file, before it is brought upright."""
    across, down = (crop.left, crop.right), (crop.top, crop.bottom)
    if negative.on_its_side:
        across, down = down, across
    if negative.turn in _MIRRORED_ACROSS:
        across = (1 - across[1], 1 - across[0])
    if negative.turn in _MIRRORED_DOWN:
        down = (1 - down[1], 1 - down[0])
    return Crop(left=across[0], right=across[1], top=down[0], bottom=down[1])


def _mounted(image: Image.Image, size: tuple[int, int], crop: Crop) -> Image.Image:
    """The picture on its own ground, where the crop goes beyond it."""
    if image.size == size:
        return image
    ground = ground_of(image) or (255,) * len(image.getbands())
    mount = Image.new(image.mode, size, ground if len(ground) > 1 else ground[0])
    left = round(max(0.0, -crop.left) / (crop.right - crop.left) * size[0])
    top = round(max(0.0, -crop.top) / (crop.bottom - crop.top) * size[1])
    mount.paste(image, (left, top))
    return mount


def _encoded(image: Image.Image, *, drawn: bool) -> bytes:
    jpeg = _saved(_sharpened(without_cast(image)), "JPEG", quality=QUALITY, optimize=True)
    if not drawn:
        return jpeg
    png = _saved(image, "PNG", compress_level=6)
    return png if len(png) <= len(jpeg) * DRAWN_SIZE else jpeg


def _sharpened(image: Image.Image) -> Image.Image:
    """The picture with sharper edges, in grey or YCbCr, which is how a JPEG is stored.

    Colour is left as it is: edges are seen by their lightness, and it takes half the time.
    """
    if image.mode != "RGB":
        return image.filter(SHARPEN)
    light, blue, red = image.convert("YCbCr").split()
    return Image.merge("YCbCr", (light.filter(SHARPEN), blue, red))


def _saved(image: Image.Image, form: str, **options: bool | int) -> bytes:
    """The file's bytes; nothing but the pixels goes into it."""
    image.info.clear()
    made = io.BytesIO()
    image.save(made, format=form, **options)
    return made.getvalue()
