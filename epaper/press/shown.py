"""What WeasyPrint shows of a line, said so that every reader of PDF takes it alike.

Lam-alef: readers that turn copy from the right around sign by sign (pdfium, poppler) also turn
around the two letters that stand for one glyph, and لا comes out as ال. The presentation forms of
Unicode (block FE70) are one sign each, and equal to the two letters by NFKC, which pdfium itself
applies.

Moves: pdfium, and so Chrome, forgets a move at the end of a TJ operation. A line with marks is
shown in several, and each move lost sets the rest of it off by up to 0.3 pt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

FORMS = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFEF5, 0xFEFD, 2)}

UNSEEN = "\u034f"  # combining grapheme joiner: letters on either side of it still join

_LAST_MOVE = re.compile(rb"(?<=>)(-?\d+(?:\.\d+)?)(\] TJ)$")


def as_one_sign(text: str) -> str:
    """The presentation form that stands for `text`, a glyph's letters; else `text` itself.

    A glyph whose letters another glyph of its cluster says is given a mark that nobody sees: for
    one without a letter readers show its number in the font as a character.
    """
    return FORMS.get(text, text) or UNSEEN


def with_moves_first(operations: Sequence[bytes]) -> list[bytes]:
    """The operations of a line, moves at the end of one put at the beginning of the next."""
    shows = [n for n, operation in enumerate(operations) if operation.endswith(b"] TJ")]
    made, move = list(operations), b""
    for place in shows:
        shown = made[place]
        if move:
            shown = b"[" + move + b" " + shown[1:]
        last = _LAST_MOVE.search(shown) if place != shows[-1] else None
        move = last[1] if last else b""
        made[place] = shown[: last.start()] + last[2] if last else shown
    return made
