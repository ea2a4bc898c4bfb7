"""Opening a photo file without trusting it.

In: a path. Out: a `Negative`, its header read and its size within what memory allows, then its
pixels; or a `PhotoError` that says what is wrong with the file and what to do about it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFile, UnidentifiedImageError

from epaper.exceptions import EpaperError

# No process may take more than 400 MB, and the rest of the build takes 100 of it. Measured over
# an idle interpreter, in MB a megapixel: PNG, TIFF, GIF 9, with alpha or not; WebP 16, because its
# decoder keeps two canvases; progressive JPEG 7, because it keeps all coefficients; any other
# JPEG is decoded at a half, a quarter or an eighth of its size and takes 70 MB in all at 120.
MAX_PIXELS_JPEG = 120_000_000
MAX_PIXELS_PROGRESSIVE = 40_000_000
MAX_PIXELS_WEBP = 16_000_000
MAX_PIXELS = 30_000_000

# Nothing else is opened: Pillow also knows formats that start other programs (EPS).
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP")
FORMAT_NAMES = "JPEG, PNG, WebP, TIFF, GIF or BMP"

# What people file by mistake: after so many bytes, these bytes, that kind of file.
_FOREIGN = (
    (4, b"ftyphei", "a HEIC picture"),
    (4, b"ftypmif1", "a HEIC picture"),
    (4, b"ftypavif", "an AVIF picture"),
    (0, b"8BPS", "a Photoshop document"),
    (0, b"%PDF", "a PDF"),
    (0, b"%!PS", "PostScript"),
    (0, b"<svg", "an SVG drawing"),
    (0, b"<?xml", "an XML file, perhaps an SVG drawing"),
    (0, b"<!", "a web page"),
    (0, b"<html", "a web page"),
)

_ORIENTATION = 0x0112  # EXIF 2.32, tag 274
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = frozenset(
    {
        Image.Transpose.TRANSPOSE,
        Image.Transpose.ROTATE_270,
        Image.Transpose.TRANSVERSE,
        Image.Transpose.ROTATE_90,
    }
)


class PhotoError(EpaperError):
    """A photo file that cannot be printed; `code` is that of its problem."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.code = code

    def __reduce__(self) -> tuple[type[PhotoError], tuple[str, str, str]]:
        # Prints are developed in other processes; without this the error would not come back.
        return PhotoError, (self.code, str(self), self.hint)


@dataclass(frozen=True, slots=True)
class Negative:
    """An open photo file, its pixels as stored; `turn` brings them upright.

    `frames` is more than 1 for an animation or a file of several pages: the first is printed.
    """

    path: Path
    image: Image.Image
    turn: Image.Transpose | None
    frames: int
    icc: bytes
    lossless: bool

    @property
    def on_its_side(self) -> bool:
        """True if width and height change places when it is brought upright."""
        return self.turn in _ON_ITS_SIDE

    @property
    def upright_px(self) -> tuple[int, int]:
        """Width and height of the whole picture, upright; only before it is decoded."""
        width, height = self.image.size
        return (height, width) if self.on_its_side else (width, height)


@contextmanager
def open_negative(path: Path) -> Iterator[Negative]:
    """The photo at `path`, its header read; PhotoError if it cannot be printed."""
    with faults_told(path):
        image = Image.open(path, formats=FORMATS)
    with image:
        with faults_told(path):
            _check_size(image)
            negative = _negative(path, image)
        yield negative


def decode(negative: Negative, at_least_px: tuple[int, int]) -> Image.Image:
    """The whole picture as stored, in any mode; PhotoError if it is damaged.

    It may be smaller than the file says but not smaller than `at_least_px` (width and height
    as stored), unless memory allows no more: a JPEG is decoded at a fraction of its size.
    """
    scale_down(negative, at_least_px)
    return pixels(negative)


def scale_down(negative: Negative, at_least_px: tuple[int, int]) -> tuple[int, int]:
    """Choose the fraction that it will be decoded at, once; its size then."""
    image = negative.image
    with faults_told(negative.path):
        width, height = image.size
        # A half of each side is a quarter of the memory.
        spare = 2 if width * height > MAX_PIXELS else 1
        image.draft(
            None,
            (
                max(1, min(at_least_px[0], width // spare)),
                max(1, min(at_least_px[1], height // spare)),
            ),
        )
        return image.size


def pixels(negative: Negative) -> Image.Image:
    """The whole picture as stored, decoded; PhotoError if it is damaged."""
    with faults_told(negative.path):
        negative.image.load()
    return negative.image


@contextmanager
def faults_told(path: Path) -> Iterator[None]:
    """Whatever Pillow raises on a bad file, as a PhotoError."""
    try:
        # Pillow warns of corrupt EXIF and of large pictures; neither is news to an editor.
        with warnings.catch_warnings(), _whole_files_only():
            warnings.simplefilter("ignore")
            yield
    except PhotoError:
        raise
    except Image.DecompressionBombError as error:
        # Pillow refuses by itself at 179 million, and says the number only in words.
        number = re.search(r"\d+", str(error))
        size = f"{int(number[0]) / 1e6:.0f} million pixels" if number else "far too many pixels"
        raise _too_large(size, MAX_PIXELS) from error
    except UnidentifiedImageError as error:
        raise _unidentified(path) from error
    except PermissionError as error:
        raise PhotoError(
            "P-101", "the file may not be read", "give the file read permission"
        ) from error
    except FileNotFoundError as error:
        raise PhotoError("P-101", "the file is gone", "put it back, and build again") from error
    # Pillow's decoders raise whatever their parsers happen to: OSError, SyntaxError, ValueError,
    # struct.error, IndexError, EOFError and more come out of damaged files.
    except Exception as error:
        raise PhotoError(
            "P-104",
            f"the picture is damaged or cut off ({error})",
            "replace the file by a whole copy, or remove it from the record",
        ) from error


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """Have Pillow refuse files that are cut off; WeasyPrint, once imported, has it take them."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _check_size(image: Image.Image) -> None:
    limit = MAX_PIXELS_WEBP if image.format == "WEBP" else MAX_PIXELS
    if image.format in {"JPEG", "MPO"}:
        limit = MAX_PIXELS_PROGRESSIVE if image.info.get("progressive") else MAX_PIXELS_JPEG
    if image.width * image.height > limit:
        raise _too_large(f"{image.width} x {image.height} pixels", limit)


def _too_large(size: str, limit: int) -> PhotoError:
    return PhotoError(
        "P-105",
        f"the picture has {size}; at most {limit // 1_000_000} million of its kind can be opened",
        "save a smaller copy, as a JPEG that is not progressive, or remove it from the record",
    )


def _unidentified(path: Path) -> PhotoError:
    with path.open("rb") as file:
        head = file.read(16)
    kinds = [kind for skip, mark, kind in _FOREIGN if head[skip:].startswith(mark)]
    what = kinds[0] if kinds else "no picture that is known here" if head else "empty"
    return PhotoError(
        "P-103",
        f"the file is {what}",
        f"save it as {FORMAT_NAMES}, or remove it from the record",
    )


def _negative(path: Path, image: Image.Image) -> Negative:
    # A camera's MPO holds a second view or a thumbnail, which is no animation.
    frames = 1 if image.format in {"JPEG", "MPO"} else int(getattr(image, "n_frames", 1))
    return Negative(
        path=path,
        image=image,
        turn=_UPRIGHT.get(_orientation(image)),
        frames=frames,
        icc=image.info.get("icc_profile") or b"",
        lossless=image.format in {"PNG", "GIF", "BMP"},
    )


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 when there is none or it cannot be read."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    # As above: a damaged EXIF block is no reason not to print the picture.
    except Exception:
        return 1
    return value if isinstance(value, int) else 1
