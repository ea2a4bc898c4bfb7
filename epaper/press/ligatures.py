"""Lam-alef in the PDF: one sign for the one glyph, so that it is copied in the right order.

Readers that turn copy from the right around sign by sign (pdfium, poppler) also turn around the two
letters that stand for one glyph, and لا comes out as ال. The presentation forms of Unicode (block
FE70) are one sign each, and equal to the two letters by NFKC, which pdfium itself applies.
"""

from __future__ import annotations

import unicodedata

FORMS = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFEF5, 0xFEFD, 2)}


def as_one_sign(text: str) -> str:
    """The presentation form that stands for `text`, a glyph's letters; else `text` itself."""
    return FORMS.get(text, text)
