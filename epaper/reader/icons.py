"""The paper's icons: the first letter of its name, past The or Der, in the plate's face.

In: the name and a size. Out: a PNG. A maskable icon keeps its letter within the middle, since the
device cuts the edges off. Source: W3C, Web Application Manifest, "maskable": the safe zone is a
circle of 40 % of the width.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from epaper.resources import fonts_dir

# The plate's face first; a letter that it has not is taken from the headlines' or the text's.
FACES = ("plate/*.ttf", "head/EPHead-Bold.ttf", "text/*-Bold.ttf")
INK, PAPER = "#141312", "#ffffff"
ARTICLES = frozenset(
    "the der die das de het la le les el los las il lo gli o a os as den det".split()
)
LETTER = 0.74  # of the icon's side, for the letter's larger side
LETTER_MASKABLE = 0.5


@cache
def draw_icon(name: str, size_px: int, *, maskable: bool) -> bytes:
    """A PNG of `size_px` x `size_px`."""
    icon = Image.new("L", (size_px, size_px), PAPER)
    if letter := first_letter(name):
        part = LETTER_MASKABLE if maskable else LETTER
        _draw_letter(ImageDraw.Draw(icon), letter, size_px, round(size_px * part))
    buffer = io.BytesIO()
    icon.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def first_letter(name: str) -> str:
    """The letter that stands for the paper; empty if no face has one of its letters."""
    words = name.split()
    own = [word for word in words if word.casefold() not in ARTICLES]
    return next((c for word in own or words for c in word if c.isalpha() and _face(c)), "")


def _draw_letter(draw: ImageDraw.ImageDraw, letter: str, size_px: int, side_px: int) -> None:
    """The letter in the middle, its larger side `side_px` long."""
    path = str(_face(letter))
    left, top, right, bottom = ImageFont.truetype(path, 1000).getbbox(letter)
    font = ImageFont.truetype(path, 1000 * side_px / max(right - left, bottom - top))
    left, top, right, bottom = font.getbbox(letter)
    at = ((size_px - left - right) / 2, (size_px - top - bottom) / 2)
    draw.text(at, letter, font=font, fill=INK)


@cache
def _face(letter: str) -> Path | None:
    """The first face that has the letter."""
    for pattern in FACES:
        for path in sorted(fonts_dir().glob(pattern)):
            with TTFont(path, lazy=True) as font:
                if ord(letter) in font.getBestCmap():
                    return path
    return None
