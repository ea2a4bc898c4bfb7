"""The order in which the signs of a line are read where they run from the right.

In: what stands in a line, from left to right. Out: the order of reading, by the bidirectional
algorithm (bidi.py). Which of several words from the left is first between two from the right the
line itself does not tell (UAX 9, W2 and N1): what is compared leaves it open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

from epaper.bidi import display_order
from epaper.model.script import JOINED, RIGHT_TO_LEFT, script_class

UNSEEN = "\u034f"  # press/shown.py
MARKED = JOINED | RIGHT_TO_LEFT
# Hebrew, Arabic, Syriac and their presentation forms, less the figures and signs among them.
_RIGHT = (
    r"\u0590-\u05ff\u0610-\u061a\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
)
FROM_RIGHT = re.compile(f"[{_RIGHT}]")
PARTS = re.compile(rf"[{_RIGHT}]+|(?:(?![{_RIGHT}])\w)+")


def runs_left(text: str) -> bool:
    """True if more of the text's letters are of scripts from the right than of others."""
    classes = [script_class(sign) for sign in text]
    right = sum(name in RIGHT_TO_LEFT for name in classes)
    return right > sum(bool(name) and name not in RIGHT_TO_LEFT for name in classes)


def is_mark(sign: str) -> bool:
    """True for a mark of a joined script or of one from the right, or one that nobody sees.

    A reader that sorts by place may put a point of Hebrew before the letter it stands under.
    """
    if sign == UNSEEN:
        return True
    marked = script_class(sign) in MARKED
    return marked and unicodedata.category(sign) in ("Mn", "Mc")


def without_marks(word: str) -> str:
    """The word without the marks of `is_mark`: which letter one belongs to may not be told."""
    return "".join(sign for sign in word if not is_mark(sign))


def reading_order(signs: Sequence[str], *, rtl: bool) -> list[int]:
    """Places in the order of reading of signs that stand from left to right.

    `rtl` if the line begins at the right. Turned twice a line is as it was, but for figures and
    signs between words of both directions.
    """
    return display_order(signs, rtl=rtl)


def comparable(found: Sequence[str]) -> list[str]:
    """Words in an order that does not depend on how Latin stands among copy from the right.

    Which of several Latin words and figures between words from the right is first, a printed
    line does not tell: “Tern 2026” looks alike in either order (UAX 9, W2 and N1). They are
    sorted here; words from the right keep their order. Their vowel marks are left out: over
    lam-alef, or two at once, which letter one belongs to is not told by where it stands.
    """
    if not any(FROM_RIGHT.search(word) for word in found):
        return list(found)
    parts = [part for word in found for part in PARTS.findall(without_marks(word))]
    made: list[str] = []
    for right, group in groupby(parts, key=lambda part: bool(FROM_RIGHT.match(part))):
        words = list(group)
        made += words if right else sorted(words)
    return made
