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


def shared_out(said: str, count: int, *, rtl: bool) -> list[str]:
    """What each of a cluster's glyphs says, from left to right; together they say `said`.

    A letter's marks are glyphs of their own, after it or, from the right, before it. Dots that a
    face draws apart say nothing.
    """
    marks = [sign for sign in said if unicodedata.category(sign) == "Mn"]
    letters = [sign for sign in said if unicodedata.category(sign) != "Mn"]
    if len(letters) == count and not marks:
        parts = letters
    elif letters and len(marks) < count:
        parts = ["".join(letters), *[""] * (count - 1 - len(marks)), *marks]
    else:
        parts = [said, *[""] * (count - 1)]
    return parts[::-1] if rtl else parts


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
