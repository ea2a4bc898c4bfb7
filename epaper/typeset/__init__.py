"""Typeset: fonts, shaping, hyphenation, line breaking; stories in, galleys out."""

from epaper.typeset.advertisements import set_advertisements
from epaper.typeset.fonts import FontBook, FontFace
from epaper.typeset.galleys import set_copy
from epaper.typeset.glyphs import missing_in_orders, missing_in_paper
from epaper.typeset.notices import set_notices

__all__ = [
    "FontBook",
    "FontFace",
    "missing_in_orders",
    "missing_in_paper",
    "set_advertisements",
    "set_copy",
    "set_notices",
]
