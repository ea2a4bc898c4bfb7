"""Typeset: fonts, shaping, hyphenation, line breaking; stories in, galleys out."""

from epaper.typeset.fonts import FontBook, FontFace
from epaper.typeset.galleys import set_copy
from epaper.typeset.notices import set_notices

__all__ = ["FontBook", "FontFace", "set_copy", "set_notices"]
