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
from dataclasses import dataclass
from itertools import groupby, pairwise
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


@dataclass(frozen=True, slots=True)
class Signs:
    """The letters of a page, known by their places, with their origins in pt.

    `box` has a letter's left and right in pt; `made_up` tells pdfium's own spaces from the file's.
    """

    texts: Sequence[str]
    x_pt: Floats
    box: Box
    made_up: Callable[[int], bool]


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


def reading_order(signs: Signs, y_pt: Floats, homes: npt.NDArray[np.int64]) -> list[int]:
    """Places of the letters in the order of reading.

    Letters on one baseline in one rectangle are a line. One that runs from the right is put in
    order by where its letters stand; so is one of Latin and figures alone, whose words pdfium
    turns round where copy from the right is level with it. All others stay as pdfium has them.
    """
    texts = signs.texts
    order: list[int] = []
    among_right = any(FROM_RIGHT.match(sign) for sign in set(texts))
    lines = _lines(y_pt, homes)
    from_right = _homes_from_right(texts, homes, lines) if among_right else set()
    for places in lines:
        words = "".join(texts[place] for place in places)
        mixed = bool(FROM_RIGHT.search(words))
        if runs_left(words) or (mixed and int(homes[places[0]]) in from_right):
            order += _from_right(signs, places)
        elif among_right and not mixed:
            order += _falling(signs, places)[::-1]
        else:
            order += places
    return order


def _homes_from_right(
    texts: Sequence[str], homes: npt.NDArray[np.int64], lines: Sequence[Sequence[int]]
) -> set[int]:
    """Rectangles whose lines of letters of both sides begin at the right.

    Most of their letters do; those with one line go with the page.
    """
    of_home: dict[int, list[Sequence[int]]] = {}
    for places in lines:
        of_home.setdefault(int(homes[places[0]]), []).append(places)
    page = runs_left("".join(texts))
    return {
        home
        for home, mine in of_home.items()
        if (page if len(mine) == 1 else runs_left("".join(texts[n] for p in mine for n in p)))
    }


def _lines(y_pt: Floats, homes: npt.NDArray[np.int64]) -> list[list[int]]:
    """Places of the letters on each baseline in each rectangle, from top to bottom in each.

    A line that pdfium parted may be begun after the one below it.
    """
    lines: dict[tuple[int, int], list[int]] = {}
    for place, home in enumerate(homes.tolist()):
        step = round(float(y_pt[place]) / SAME_LINE_PT)
        # A baseline between two steps of rounding: the line may be known under either.
        keys = ((home, step), (home, step - 1), (home, step + 1))
        key = next((key for key in keys if key in lines), keys[0])
        lines.setdefault(key, []).append(place)
    of_home: dict[int, list[tuple[int, int]]] = {}
    for key in lines:
        of_home.setdefault(key[0], []).append(key)
    falling = {
        home: iter(sorted(keys)) if home >= 0 else iter(keys) for home, keys in of_home.items()
    }
    return [lines[next(falling[home])] for home, _ in lines]


def _from_right(signs: Signs, places: list[int]) -> list[int]:
    """The letters of a line by falling place; Latin and figures within rising; marks last.

    A sort keeps letters of one glyph (lam-alef) in their order.
    """
    texts, x_pt = signs.texts, signs.x_pt
    letters = _falling(signs, places)
    sides = _sides([texts[place] for place in letters])
    order: list[int] = []
    for left, group in groupby(zip(letters, sides, strict=True), key=lambda entry: entry[1]):
        run = [place for place, _ in group]
        order += run[::-1] if left else run
    marks = [n for n in places if is_mark(texts[n])]
    for mark in marks:
        bases = [k for k, n in enumerate(order) if script_class(texts[n]) and n not in marks]
        if bases:
            nearest = min(bases, key=lambda k: abs(float(x_pt[order[k]] - x_pt[mark])))
            order.insert(nearest + 1, mark)
    return order


def _falling(signs: Signs, places: list[int]) -> list[int]:
    """The letters of a line from right to left, without marks and made-up line ends."""
    texts = signs.texts
    letters = [n for n in places if texts[n] != "\n" and not is_mark(texts[n])]
    letters.sort(key=lambda place: -float(signs.x_pt[place]))
    return _spaced(signs, letters)


def _sides(signs: Sequence[str]) -> list[bool]:
    """True for each sign that runs from the left in any line: Latin letters and figures.

    So does what stands between two Latin letters (UAX 9, N1); beside a figure that is not told.
    """
    sides = [sign.isalnum() and not FROM_RIGHT.match(sign) for sign in signs]
    known = [n for n, sign in enumerate(signs) if sign.isalnum()]
    for before, after in pairwise(known):
        if all(sides[n] and signs[n].isalpha() for n in (before, after)):
            sides[before:after] = [True] * (after - before)
    return sides


def _spaced(signs: Signs, letters: list[int]) -> list[int]:
    """The letters with a space where the file has one or there is white, and nowhere else.

    pdfium makes spaces up where it parted a line, and leaves out some of the file's.
    """
    texts, x_pt, box, made_up = signs.texts, signs.x_pt, signs.box, signs.made_up
    spaces = [place for place in letters if texts[place] == " "]
    inked = [place for place in letters if texts[place] != " "]
    boxes = [box(place) for place in inked]
    if not spaces or not boxes:
        return inked
    least_pt = WHITE * float(np.median([right - left for left, right in boxes]))
    # A mark that stands alone may say a space without width before it.
    wide = [place for place in spaces if not made_up(place) and np.diff(box(place))[0] > 0]
    own_pt = [float(x_pt[place]) for place in wide]
    kept = inked[:1]
    for before, place, (left, _), (_, right) in zip(
        inked, inked[1:], boxes, boxes[1:], strict=False
    ):
        own = any(x_pt[place] < at_pt < x_pt[before] for at_pt in own_pt)
        if left - right > least_pt or own:
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
