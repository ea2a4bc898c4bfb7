"""Typeset: fonts, shaping, hyphenation, line breaking; stories in, galleys out."""

from epaper.typeset.advertisements import set_advertisements
from epaper.typeset.fonts import FontBook, FontFace
from epaper.typeset.galleys import set_copy
from epaper.typeset.glyphs import LineOf, missing_in_orders, missing_in_paper
from epaper.typeset.kept_galleys import GalleyStore, KeptGalley, NoticeStore
from epaper.typeset.notices import set_notices
from epaper.typeset.repairs import repair_orders, repair_paper, repair_record

__all__ = [
    "FontBook",
    "FontFace",
    "GalleyStore",
    "KeptGalley",
    "LineOf",
    "NoticeStore",
    "missing_in_orders",
    "missing_in_paper",
    "repair_orders",
    "repair_paper",
    "repair_record",
    "set_advertisements",
    "set_copy",
    "set_notices",
]
