"""Kashida: a stroke between two letters of an Arabic word that makes a line wider.

In: the words of a line that is too wide open, and how much to close. Out: the words with strokes
(U+0640) in them. Lines from the right have neither letter space nor hyphens; dailies in Arabic and
Persian lengthen words instead. A word is lengthened in one place, where scribes do it first: after
seen and sad, before a last teh marbuta, heh or dal, before a last alef, lam or kaf. Source: the
order of places in W3C, Arabic & Persian Layout Requirements; how much of it there is, is ours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from epaper.model.script import KASHIDA

MOST = 3  # strokes in a word, one after another
LEAST_LETTERS = 4  # shorter words have no stroke: it would be most of the word
# Letters that do not join the one after them (Unicode, ArabicShaping.txt, joining type R or U).
_ENDS = frozenset(
    "\u0621\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649\u0671\u0672\u0673\u0675\u0676\u0677"
    "\u0688\u0689\u068a\u068b\u068c\u068d\u068e\u068f\u0690\u0691\u0692\u0693\u0694\u0695\u0696\u0697\u0698\u0699"
    "\u06c0\u06c3\u06c4\u06c5\u06c6\u06c7\u06c8\u06c9\u06ca\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5"
)
_SEEN_SAD = frozenset("\u0633\u0634\u0635\u0636")
_LAST_ROUND = frozenset("\u0629\u0647\u06c1\u06c3\u062f\u0630\u0688")
_LAST_TALL = frozenset("\u0627\u0644\u0643\u06a9\u06af\u0637\u0638")
_LAST_DEEP = frozenset("\u0631\u0632\u0698\u0649\u064a\u06cc\u0648\u0639\u063a\u0642\u0641")
_LAM = "\u0644"
_ALEFS = frozenset("\u0627\u0623\u0625\u0622\u0671")


def stretched(
    words: Sequence[str], room_pt: float, gain_pt: Callable[[str, str], float]
) -> tuple[list[str], float]:
    """The words with strokes that fill `room_pt` at most, and what they fill.

    One in each word, the best places first, then a second in each, up to `MOST`; `gain_pt` tells
    by how much a word is wider than another.
    """
    places = {n: found for n, word in enumerate(words) if (found := best_place(word)) is not None}
    ranked = sorted(places, key=lambda number: (places[number][0], number))
    made, filled_pt = list(words), 0.0
    for number in ranked * MOST:
        word, place = made[number], places[number][1]
        longer = word[:place] + KASHIDA + word[place:]
        gain = gain_pt(word, longer)
        if filled_pt + gain <= room_pt:
            made[number] = longer
            filled_pt += gain
    return made, filled_pt


@lru_cache(maxsize=8192)
def best_place(word: str) -> tuple[int, int] | None:
    """The rank (0 is best) and the index of a word's best place for a stroke; None for none."""
    letters = [n for n, sign in enumerate(word) if _is_letter(sign)]
    if len(letters) < LEAST_LETTERS or KASHIDA in word or not _is_whole(word):
        return None
    places = []
    for at, (before, after) in enumerate(pairwise(letters)):
        a, b = word[before], word[after]
        parted = any(unicodedata.category(sign) != "Mn" for sign in word[before + 1 : after])
        if a in _ENDS or b == "\u0621" or (a == _LAM and b in _ALEFS) or parted:
            continue
        last = at == len(letters) - 2
        places.append((_rank(a, b, last=last), -after))
    if not places:
        return None
    rank, after = min(places)
    return rank, -after


def _rank(a: str, b: str, *, last: bool) -> int:
    if a in _SEEN_SAD:
        return 0
    if last and b in _LAST_ROUND:
        return 1
    if last and b in _LAST_TALL:
        return 2
    if last and b in _LAST_DEEP:
        return 3
    return 4 if last else 5


def _is_letter(sign: str) -> bool:
    return "\u0620" <= sign <= "\u06d5" and unicodedata.category(sign) == "Lo"


def _is_whole(word: str) -> bool:
    """True for a word of Arabic letters, marks and signs around it alone."""
    return not any(sign.isascii() and sign.isalnum() for sign in word)
