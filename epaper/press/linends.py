"""Hyphens at line ends, so marked in the PDF that copied and searched text has its words whole.

A hyphen that typesetting added is drawn by a glyph number of its own, whose text is the soft
hyphen (PDF 32000-1, 14.8.2.2.3, “Hyphenation”): readers take it out when a word goes on in the
next line. A hyphen of the word's own at a line's end has another number, whose text is U+2010:
readers that take “-” off every line's end (pdfium, poppler) leave it. Both numbers lie above the
font's last glyph; its CIDToGIDMap (PDF 32000-1, 9.7.4.2) leads them to the hyphen's outline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# How the HTML says it: no other text holds these signs at the end of a run.
ADDED = "\u2010"
OWN = "\u2011"
HYPHENS = "-\u2010\u2011"
# What each is in the PDF: its number above the font's last glyph, its text. WeasyPrint counts
# missing glyphs from the last one on; 256 leaves room for these.
MARKS: Mapping[str, tuple[int, str]] = {ADDED: (256, "\u00ad"), OWN: (257, "\u2010")}

_LAST_GLYPH = re.compile(rb"([0-9a-f]{4})(>-?[\d.]*\] TJ)$")


def marked(text: str, *, hyphen: bool, joined: bool) -> str:
    """A line's last run as HTML has it: with its added hyphen, and with its own marked.

    `hyphen` and `joined` are those of the line: a hyphen is added; the word goes on.
    """
    if hyphen:
        return text + ADDED
    if text[-1:] in HYPHENS and text:
        return text[:-1] + (OWN if joined else "-")
    return text


def renumbered(shown: bytes, code: int) -> tuple[bytes, int] | None:
    """A TJ operation whose last glyph has the number `code`, and that glyph's number before.

    None if the operation does not end in a glyph.
    """
    found = _LAST_GLYPH.search(shown)
    if not found:
        return None
    return shown[: found.start()] + b"%04x" % code + found[2], int(found[1], 16)


def glyph_map(glyphs: Mapping[int, int]) -> bytes:
    """A CIDToGIDMap: every number its own glyph but those in `glyphs`, to their highest."""
    numbers = list(range(max(glyphs) + 1))
    for code, glyph in glyphs.items():
        numbers[code] = glyph
    return b"".join(number.to_bytes(2, "big") for number in numbers)


def mapped_glyphs(table: bytes) -> dict[int, int]:
    """The numbers of a CIDToGIDMap that lead to another glyph than their own."""
    pairs = enumerate(zip(table[::2], table[1::2], strict=True))
    read = {code: high << 8 | low for code, (high, low) in pairs}
    return {code: glyph for code, glyph in read.items() if code != glyph}
