"""The paper's icons: the first letter of its name, past The or Der, in the plate's face.

In: the name, a size and a colour. Out: a PNG. A maskable icon keeps its letter within the middle,
since the device cuts the edges off. Source: W3C, Web Application Manifest, "maskable": the safe
zone is a circle of 40 % of the width.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont, ImageOps

from epaper.places import fonts_dir

# The plate's face first; a letter that it has not is taken from the headlines' or the text's.
FACES = ("plate/*.ttf", "head/EPHead-Bold.ttf", "text/*-Bold.ttf")
INK, PAPER = "#141312", "#ffffff"
LEVEL = 19  # of the ink in grey
ARTICLES = frozenset(
    "the der die das de het la le les el los las il lo gli o a os as den det".split()
)
LETTER = 0.74  # of the icon's side, for the letter's larger side
LETTER_MASKABLE = 0.5


@cache
def draw_icon(name: str, size_px: int, *, maskable: bool, ink: str = INK) -> bytes:
    """A PNG of `size_px` x `size_px`, its letter in the colour `ink`."""
    icon = Image.new("L", (size_px, size_px), PAPER)
    if letter := first_letter(name):
        side = round(size_px * (LETTER_MASKABLE if maskable else LETTER))
        drawn = _ink(letter, side)
        icon.paste(drawn, ((size_px - drawn.width) // 2, (size_px - drawn.height) // 2))
    if ink != INK:
        icon = ImageOps.colorize(icon, ink, PAPER, blackpoint=LEVEL)
    buffer = io.BytesIO()
    icon.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def first_letter(name: str) -> str:
    """The letter that stands for the paper; empty if no face has one of its letters."""
    words = name.split()
    own = [word for word in words if word.casefold() not in ARTICLES]
    return next((c for word in own or words for c in word if c.isalpha() and _face(c)), "")


def _ink(letter: str, side_px: int) -> Image.Image:
    """The letter and no more, its larger side `side_px` long.

    What is drawn is measured, as a face's own figures leave out its swashes.
    """
    large = Image.new("L", (3000, 3000), PAPER)
    font = ImageFont.truetype(str(_face(letter)), 1000)
    ImageDraw.Draw(large).text((1000, 1000), letter, font=font, fill=INK)
    ink = large.crop(ImageOps.invert(large).getbbox())
    part = side_px / max(ink.size)
    return ink.resize((max(round(ink.width * part), 1), max(round(ink.height * part), 1)))


@cache
def _face(letter: str) -> Path | None:
    """The first face that has the letter."""
    for pattern in FACES:
        for path in sorted(fonts_dir().glob(pattern)):
            with TTFont(path, lazy=True) as font:
                if ord(letter) in font.getBestCmap():
                    return path
    return None
