"""Hyphens at line ends, so marked in the PDF that copied and searched text has its words whole.

A hyphen that typesetting added is drawn by a glyph number of its own, whose text is the soft
hyphen (PDF 32000-1, 14.8.2.2.3, “Hyphenation”): readers take it out when a word goes on in the
next line. A hyphen of the word's own at a line's end has another number, whose text is U+2010:
readers that take “-” off every line's end (pdfium, poppler) leave it (`numbered.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

# How the HTML says it: no other text holds these signs at the end of a run.
ADDED = "\u2010"
OWN = "\u2011"
HYPHENS = "-\u2010\u2011"
# What each says in the PDF.
MARKS: Mapping[str, str] = {ADDED: "\u00ad", OWN: "\u2010"}


def marked(text: str, *, hyphen: bool, joined: bool) -> str:
    """A line's last run as HTML has it: with its added hyphen, and with its own marked.

    `hyphen` and `joined` are those of the line: a hyphen is added; the word goes on.
    """
    if hyphen:
        return text + ADDED
    if text[-1:] in HYPHENS and text:
        return text[:-1] + (OWN if joined else "-")
    return text
