"""The order in which a page's letters are read where lines run from the right.

In: the letters of a page as pdfium gives them, and in which rectangle each stands. Out: the same
letters, those of a line together and in the order of reading. pdfium puts copy from the right
into that order line by line, but it takes a mark high above its letter for a line of its own,
and what follows it in the line comes before what leads to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from epaper.model.script import JOINED, RIGHT_TO_LEFT, script_class

Floats: TypeAlias = npt.NDArray[np.float64]
Box: TypeAlias = Callable[[int], tuple[float, float]]
SAME_LINE_PT = 0.5
UNSEEN = "\u034f"  # press/shown.py
# Hebrew, Arabic, Syriac and their presentation forms, less the figures and signs among them.
_RIGHT = (
    r"\u0590-\u05ff\u0610-\u061a\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
)
FROM_RIGHT = re.compile(f"[{_RIGHT}]")
PARTS = re.compile(rf"[{_RIGHT}]+|(?:(?![{_RIGHT}])\w)+")
WHITE = 0.12  # of a letter's width: narrower gaps are kerning
MARK_DROP = 1.5  # a mark is rather over the letter beside it than over one of the next line


def has_joined(texts: Sequence[str]) -> bool:
    """True if any letter is of a script whose letters hang together."""
    return any(script_class(sign) in JOINED for sign in set(texts))


def runs_left(text: str) -> bool:
    """True if more of the text's letters are of scripts from the right than of others."""
    classes = [script_class(sign) for sign in text]
    right = sum(name in RIGHT_TO_LEFT for name in classes)
    return right > sum(bool(name) and name not in RIGHT_TO_LEFT for name in classes)


def settled_marks(texts: Sequence[str], x_pt: Floats, y_pt: Floats) -> Floats:
    """Baselines, with that of each mark, which is drawn higher or lower, its letter's.

    Its letter is the one whose place is nearest; lines are further apart than marks are high.
    """
    settled = y_pt.copy()
    marks = [place for place, sign in enumerate(texts) if is_mark(sign)]
    bases = np.array(
        [n for n, sign in enumerate(texts) if script_class(sign) and not is_mark(sign)]
    )
    if not len(bases):
        return settled
    for place in marks:
        far = np.abs(x_pt[bases] - x_pt[place]) + MARK_DROP * np.abs(y_pt[bases] - y_pt[place])
        settled[place] = y_pt[bases[int(far.argmin())]]
    return settled


def is_mark(sign: str) -> bool:
    """True for a mark over or under a letter of a joined script, or one that nobody sees."""
    if sign == UNSEEN:
        return True
    return unicodedata.category(sign) in ("Mn", "Mc") and script_class(sign) in JOINED


def reading_order(
    texts: Sequence[str],
    x_pt: Floats,
    y_pt: Floats,
    homes: npt.NDArray[np.int64],
    box: Box,
) -> list[int]:
    """Places of the letters in the order of reading. `box` has a letter's left and right in pt.

    Letters on one baseline in one rectangle are a line. One that runs from the right is put in
    order by where its letters stand.
    All others stay as pdfium has them.
    """
    order: list[int] = []
    for places in _lines(y_pt, homes):
        words = "".join(texts[place] for place in places)
        order += _from_right(texts, x_pt, places, box) if runs_left(words) else places
    return order


def _lines(y_pt: Floats, homes: npt.NDArray[np.int64]) -> list[list[int]]:
    """Places of the letters on each baseline in each rectangle, lines as they begin."""
    lines: dict[tuple[int, int], list[int]] = {}
    for place, home in enumerate(homes.tolist()):
        step = round(float(y_pt[place]) / SAME_LINE_PT)
        # A baseline between two steps of rounding: the line may be known under either.
        keys = ((home, step), (home, step - 1), (home, step + 1))
        key = next((key for key in keys if key in lines), keys[0])
        lines.setdefault(key, []).append(place)
    return list(lines.values())


def _from_right(texts: Sequence[str], x_pt: Floats, places: list[int], box: Box) -> list[int]:
    """The letters of a line by falling place; Latin and figures within rising; marks last.

    A sort keeps letters of one glyph (lam-alef) in their order.
    """
    letters = [n for n in places if texts[n] != "\n" and not is_mark(texts[n])]
    letters.sort(key=lambda place: -float(x_pt[place]))
    letters = _spaced(texts, x_pt, letters, box)
    order: list[int] = []
    for left, group in groupby(letters, key=lambda place: _side(texts[place])):
        run = list(group)
        order += run[::-1] if left else run
    marks = [n for n in places if is_mark(texts[n])]
    for mark in marks:
        bases = [k for k, n in enumerate(order) if script_class(texts[n]) and n not in marks]
        if bases:
            nearest = min(bases, key=lambda k: abs(float(x_pt[order[k]] - x_pt[mark])))
            order.insert(nearest + 1, mark)
    return order


def _side(sign: str) -> bool:
    """True for what runs from the left in any line: Latin letters and figures."""
    return sign.isalnum() and not FROM_RIGHT.match(sign)


def _spaced(texts: Sequence[str], x_pt: Floats, letters: list[int], box: Box) -> list[int]:
    """The letters with a space where there is white, and nowhere else.

    pdfium makes spaces up where it parted a line, and leaves out some of the file's.
    """
    spaces = [place for place in letters if texts[place] == " "]
    inked = [place for place in letters if texts[place] != " "]
    boxes = [box(place) for place in inked]
    if not spaces or not boxes:
        return inked
    least_pt = WHITE * float(np.median([right - left for left, right in boxes]))
    kept = inked[:1]
    for place, (left, _), (_, right) in zip(inked[1:], boxes, boxes[1:], strict=False):
        if left - right > least_pt:
            kept.append(min(spaces, key=lambda n: abs(float(x_pt[n]) - right)))
        kept.append(place)
    return kept


def comparable(found: Sequence[str]) -> list[str]:
    """Words in an order that does not depend on how Latin stands among copy from the right.

    Which of several Latin words and figures between words from the right is first, a printed
    line does not tell: “Tern 2026” looks alike in either order (UAX 9, W2 and N1). They are
    sorted here; words from the right keep their order. Their vowel marks are left out: over
    lam-alef, or two at once, which letter one belongs to is not told by where it stands.
    """
    if not any(FROM_RIGHT.search(word) for word in found):
        return list(found)
    bare = ("".join(sign for sign in word if not is_mark(sign)) for word in found)
    parts = [part for word in bare for part in PARTS.findall(word)]
    made: list[str] = []
    for right, group in groupby(parts, key=lambda part: bool(FROM_RIGHT.match(part))):
        words = list(group)
        made += words if right else sorted(words)
    return made
