"""Colours of a paper's own: an accent, a section's colour.

In: a colour as people write it. Out: the same as `#rrggbb`, its contrast, a shade of it that can
be read on a dark page. Source: W3C, WCAG 2.2, "relative luminance" and "contrast ratio"; 4.5 is its
least for text of running size.
"""

from __future__ import annotations

import re

LEAST_CONTRAST = 4.5
PAPER = "#ffffff"
DARK_PAPER = "#161513"  # the reader's page by night (reader.css)
_STEPS = 20  # from a colour to white, or to black
_WRITTEN = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


def colour_of(text: str) -> str:
    """`text` (#rrggbb or #rgb) as #rrggbb in small letters; ValueError for anything else."""
    if not _WRITTEN.fullmatch(text):
        raise ValueError(f"{text} is no colour")
    digits = text[1:].lower()
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(2 * digit for digit in digits)


def contrast(colour: str, ground: str) -> float:
    """The contrast of two colours (#rrggbb): 1 for the same, 21 for black on white."""
    light, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def darkened(colour: str) -> str:
    """The lightest shade of a colour that can be read on white paper; itself if it can."""
    return _readable(colour, PAPER, towards=0)


def lightened(colour: str) -> str:
    """The deepest tint of a colour that can be read on a dark page; itself if it can."""
    return _readable(colour, DARK_PAPER, towards=255)


def _readable(colour: str, ground: str, towards: int) -> str:
    for step in range(_STEPS + 1):
        share = step / _STEPS
        mixed = (round(part + (towards - part) * share) for part in _parts(colour))
        made = "#" + "".join(f"{part:02x}" for part in mixed)
        if contrast(made, ground) >= LEAST_CONTRAST:
            break
    return made


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
