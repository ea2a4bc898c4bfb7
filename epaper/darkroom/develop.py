"""Prints: the file of a picture, cropped and sized for its frame.

In: a picture, a crop, the frame's size in mm. Out: the bytes of a JPEG, or of a PNG for line
art, upright, 8-bit sRGB or grey, without metadata. Same file and frame, same bytes.
"""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from epaper.darkroom.negative import Negative, decode, faults_told, open_negative
from epaper.darkroom.tone import flatten, to_8_bit, to_srgb, without_cast
from epaper.model import Crop, Picture

MM_PER_INCH = 25.4

QUALITY = 85

# Newsprint halftones have 85 to 100 lines an inch, and want twice that in pixels; 220 leaves room
# to look closer on a screen.
PRINT_DPI = 220
# The edges of lettering in a chart show steps at 220.
GRAPHIC_FACTOR = 1.5

# Sharpening of what scaling down softened: a halo of about 0.1 mm at 220 dpi, weak enough not
# to be seen as one.
SHARPEN = ImageFilter.UnsharpMask(radius=0.9, percent=55, threshold=2)

# A picture is drawn, not taken, if at least this share of neighbours are of exactly the same
# colour, and no more than so many colours occur. Charts and maps have 0.8 and some hundred,
# photographs 0.05 to 0.3; cut-out photographs are as flat but have colours in the thousands.
FLAT_SHARE = 0.6
DRAWN_COLOURS = 2048
SAMPLE_ROWS = 128
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
    frame_mm = (width_mm, height_mm)
    path = Path(picture.path)
    with open_negative(path) as negative, faults_told(path):
        part = _stored(crop, negative)
        stored = to_8_bit(decode(negative, _least_px(part, negative, frame_mm, dpi)))
        drawn = negative.lossless and _is_drawn(stored)
        size = _print_px(picture, crop, frame_mm, dpi * (GRAPHIC_FACTOR if drawn else 1))
        small = _scaled(stored, part, size[::-1] if negative.on_its_side else size)
        flat, _ = to_srgb(flatten(small), negative.icc)
        upright = flat if negative.turn is None else flat.transpose(negative.turn)
    jpeg = _as_jpeg(without_cast(upright))
    png = _saved(upright, "PNG", compress_level=6) if drawn else b""
    return png if drawn and len(png) <= len(jpeg) * DRAWN_SIZE else jpeg


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


def _least_px(
    part: Crop, negative: Negative, frame_mm: tuple[float, float], dpi: float
) -> tuple[int, int]:
    """How large the whole stored picture must be, for its part to fill the frame."""
    width_mm, height_mm = frame_mm[::-1] if negative.on_its_side else frame_mm
    return (
        math.ceil(width_mm / MM_PER_INCH * dpi / (part.right - part.left)),
        math.ceil(height_mm / MM_PER_INCH * dpi / (part.bottom - part.top)),
    )


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


def _is_drawn(image: Image.Image) -> bool:
    """True for line art: flat areas of few colours, in a sample of rows."""
    width, height = image.size
    rows = sorted({height * i // SAMPLE_ROWS for i in range(SAMPLE_ROWS)})
    sample = np.stack(
        [np.asarray(image.crop((0, y, width, y + 1))).reshape(width, -1) for y in rows]
    )
    same = np.all(sample[:, 1:] == sample[:, :-1], axis=2)
    if same.size and float(same.mean()) < FLAT_SHARE:
        return False
    weights = 256 ** np.arange(sample.shape[2])
    return np.unique(sample @ weights).size <= DRAWN_COLOURS


def _scaled(image: Image.Image, part: Crop, size: tuple[int, int]) -> Image.Image:
    """That part of the picture at that size; fractions of pixels count, so the aspect is exact."""
    width, height = image.size
    box = (part.left * width, part.top * height, part.right * width, part.bottom * height)
    # The gap makes large reductions in two steps: 3 times as fast, no difference to be seen.
    return image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _as_jpeg(image: Image.Image) -> bytes:
    return _saved(image.filter(SHARPEN), "JPEG", quality=QUALITY, optimize=True)


def _saved(image: Image.Image, form: str, **options: bool | int) -> bytes:
    """The file's bytes; nothing but the pixels goes into it."""
    image.info.clear()
    made = io.BytesIO()
    image.save(made, format=form, **options)
    return made.getvalue()
