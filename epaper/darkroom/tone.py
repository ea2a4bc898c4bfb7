"""Tone: pixels of any kind in, 8-bit sRGB or grey on white out.

Modes are Pillow's: L is grey, RGB colour, A an alpha channel; sizes stay the same.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageChops, ImageCms

# A scanned black and white print has a cast of a level or two; beyond, it is a colour picture.
GREY_TOLERANCE = 4

_COLOUR_SPACES = {"RGB": "RGB", "CMYK": "CMYK", "GRAY": "L"}


def to_8_bit(image: Image.Image) -> Image.Image:
    """The picture as L, LA, RGB, RGBA, CMYK or LAB, so that it can be resized and flattened."""
    mode = image.mode
    if mode.startswith(("I", "F")):
        return _from_deep(image)
    if mode in {"RGB", "L"} and "transparency" in image.info:
        return image.convert("RGBA")
    if mode in {"L", "LA", "RGB", "RGBA", "CMYK", "LAB"}:
        return image
    if mode == "1":
        return image.convert("L")
    if mode in {"P", "PA"}:
        clear = mode == "PA" or "transparency" in image.info
        return image.convert("RGBA" if clear else "RGB")
    return image.convert("RGBA" if mode.upper() == "RGBA" else "RGB")


def flatten(image: Image.Image) -> Image.Image:
    """The picture on white paper, without an alpha channel."""
    if image.mode not in {"RGBA", "LA"}:
        return image
    paper = Image.new(image.mode.removesuffix("A"), image.size, "white")
    paper.paste(image.convert(paper.mode), mask=image.getchannel("A"))
    return paper


def to_srgb(image: Image.Image, icc: bytes) -> tuple[Image.Image, str]:
    """The picture (of no alpha) as L or RGB in sRGB, and what was wrong with its profile.

    Without a profile, or with one that cannot be used, RGB and grey are taken for sRGB, and
    CMYK is converted by arithmetic.
    """
    fault = "CMYK without a colour profile" if image.mode == "CMYK" and not icc else ""
    if icc:
        try:
            return _by_profile(image, icc), ""
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as error:
            fault = f"the colour profile cannot be used ({error})"
    return image if image.mode in {"L", "RGB"} else image.convert("RGB"), fault


def without_cast(image: Image.Image) -> Image.Image:
    """L in place of an RGB picture that has no colour in it; any other as it is."""
    if image.mode != "RGB":
        return image
    red, green, blue = image.split()
    for one, other in ((red, green), (green, blue)):
        _, most = ImageChops.difference(one, other).getextrema()
        if not isinstance(most, int | float) or most > GREY_TOLERANCE:
            return image
    return image.convert("L")


def _from_deep(image: Image.Image) -> Image.Image:
    """16-bit, 32-bit and floating point greys as L."""
    levels = np.asarray(image)
    if image.mode.startswith("I;16"):
        return Image.fromarray((levels >> 8).astype(np.uint8))
    top = float(np.nanmax(levels, initial=0))
    # Pillow reads 16-bit files into 32-bit modes too, and floats come as 0 to 1.
    full = next((full for full in (1.0, 255.0, 65535.0) if top <= full), top)
    if image.mode == "I" and full < 65535.0:
        full = 65535.0
    scaled = np.clip(np.nan_to_num(levels) * (255.0 / full), 0, 255)
    return Image.fromarray(scaled.astype(np.uint8))


def _by_profile(image: Image.Image, icc: bytes) -> Image.Image:
    profile = ImageCms.getOpenProfile(io.BytesIO(icc))
    space = str(profile.profile.xcolor_space).strip()
    if _COLOUR_SPACES.get(space) != image.mode:
        raise ValueError(f"it is for {space}, the picture is {image.mode}")
    if "sRGB" in ImageCms.getProfileDescription(profile):
        return image
    made = ImageCms.profileToProfile(
        image,
        profile,
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    if made is None:
        raise ValueError("it converts nothing")
    return made.convert("L") if image.mode == "L" else made
