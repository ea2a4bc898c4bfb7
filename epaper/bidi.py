"""The order in which a line of both directions is displayed: the bidirectional algorithm, UAX 9.

In: the signs of one line in the order they are read in, and the side that it begins at. Out: levels
and places from left to right. Left out is what no copy has (W-102 refuses it): embeddings,
overrides and isolates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

# Brackets that the algorithm pairs (N0; BidiBrackets.txt has more, of mathematics).
OPENING = "([{\u2045\u207d\u208d\u2329\u27e6\u27e8\u2987\u3008\u300a\u300c\u300e\u3010\u3014\u3016"
CLOSING = ")]}\u2046\u207e\u208e\u232a\u27e7\u27e9\u2988\u3009\u300b\u300d\u300f\u3011\u3015\u3017"
CLOSED_BY = dict(zip(OPENING, CLOSING, strict=True))
NEUTRAL = frozenset({"B", "S", "WS", "ON"})
# Classes in one letter each, so that rules are patterns.
LETTER = {
    "L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "N", "ES": "s", "ET": "t", "CS": "c",
    "NSM": "m", "BN": "b", "B": "o", "S": "o", "WS": "w", "ON": "o",
}  # fmt: skip
STRONG = frozenset("LRA")
LEFT_MARK = "\u200e"  # an unseen letter from the left
_RIGHT = r"\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# A word from the right that a sign of the sentence around it follows.
NAMED = re.compile(rf"(?<=[{_RIGHT}])(?=\s*[()\[\],;:\u2013\u2014])")
FROM_RIGHT = re.compile(f"[{_RIGHT}]")


def with_marks(text: str, *, rtl: bool) -> str:
    """The text with unseen marks where the algorithm alone would put it otherwise than is meant.

    In copy from the left what follows a name from the right is not the name's: years in brackets,
    another name after a comma. In copy from the right what has no letter from the right is read
    from the left as a whole: “2 min read”.
    """
    if not rtl:
        return text if text.isascii() else NAMED.sub(LEFT_MARK, text)
    core = text.strip()
    if FROM_RIGHT.search(text) or not any(sign.isalpha() for sign in core):
        return text
    before, after = ("" if core[end].isalpha() else LEFT_MARK for end in (0, -1))
    if core[-1] in "-\u2010\u2011":  # of a word that goes on
        after = ""
    return text.replace(core, before + core + after, 1)


def display_order(signs: Sequence[str], *, rtl: bool) -> list[int]:
    """Places of `signs` from left to right, in a line that begins at the right if `rtl`."""
    return reordered(levels(signs, rtl=rtl))


def reordered(found: Sequence[int]) -> list[int]:
    """Places in the order of display for these levels (rule L2)."""
    order = list(range(len(found)))
    odd = [level for level in found if level % 2]
    for level in range(max(found, default=0), min(odd, default=1) - 1, -1):
        turned: list[int] = []
        for high, group in groupby(order, key=lambda place: found[place] >= level):
            run = list(group)
            turned += run[::-1] if high else run
        order = turned
    return order


def levels(signs: Sequence[str], *, rtl: bool) -> list[int]:
    """The level of each sign: odd ones run from the right."""
    base = 1 if rtl else 0
    kinds = "".join(LETTER.get(unicodedata.bidirectional(sign[:1]), "L") for sign in signs)
    if not rtl and not set(kinds) & set("RAN"):
        return [0] * len(kinds)
    settled = _neutral(_paired(_weak(kinds, "RL"[not rtl]), signs, rtl), "RL"[not rtl])
    step = {"L": base % 2, "R": 1 - base % 2, "E": 2 - base % 2, "N": 2 - base % 2}
    found = [base + step[kind] for kind in settled]
    end = len(kinds)
    while end and kinds[end - 1] in "wb":  # L1: white space at a line's end
        end -= 1
        found[end] = base
    return found


def _weak(kinds: str, start: str) -> str:
    """Rules W1 to W7; `start` is the direction before the line."""
    made: list[str] = []
    for kind in kinds:
        made.append((made[-1] if made else start) if kind in "mb" else kind)
    strong = start
    for place, kind in enumerate(made):
        strong = kind if kind in STRONG else strong
        if kind == "E" and strong == "A":
            made[place] = "N"
    text = "".join(made).replace("A", "R")
    text = re.sub("(?<=E)[sc](?=E)", "E", text)
    text = re.sub("(?<=N)c(?=N)", "N", text)
    text = re.sub("(?<=E)t+|t+(?=E)", lambda found: "E" * len(found[0]), text)
    text = re.sub("[stc]", "o", text)
    made, strong = list(text), start
    for place, kind in enumerate(made):
        strong = kind if kind in STRONG else strong
        if kind == "E" and strong == "L":
            made[place] = "L"
    return "".join(made)


def _paired(kinds: str, signs: Sequence[str], rtl: bool) -> str:
    """Rule N0: both brackets of a pair run as what is in them."""
    made, own = list(kinds), "R" if rtl else "L"
    for opening, closing in _pairs(kinds, signs):
        inside = {_side(kind) for kind in made[opening + 1 : closing]} - {""}
        if own in inside:
            side = own
        elif inside:
            before = [_side(kind) for kind in made[:opening] if _side(kind)]
            side = next(iter(inside)) if (before or [own])[-1] in inside else own
        else:
            continue
        made[opening] = made[closing] = side
    return "".join(made)


def _pairs(kinds: str, signs: Sequence[str]) -> list[tuple[int, int]]:
    """Places of brackets that belong together (BD16), by the first one's."""
    found, waiting = [], []
    for place, sign in enumerate(signs):
        if kinds[place] != "o":
            continue
        if sign in CLOSED_BY:
            waiting.append((CLOSED_BY[sign], place))
        elif any(sign == closing for closing, _ in waiting):
            while waiting:
                closing, opening = waiting.pop()
                if closing == sign:
                    found.append((opening, place))
                    break
    return sorted(found)


def _side(kind: str) -> str:
    """The direction that counts for neutrals; figures count as from the right."""
    return {"L": "L", "R": "R", "E": "R", "N": "R"}.get(kind, "")


def _neutral(kinds: str, start: str) -> str:
    """Rules N1 and N2: what stands between two of one direction runs with them."""
    made = list(kinds)
    place = 0
    while place < len(made):
        if _side(made[place]):
            place += 1
            continue
        end = place
        while end < len(made) and not _side(made[end]):
            end += 1
        before = _side(made[place - 1]) if place else start
        after = _side(made[end]) if end < len(made) else start
        made[place:end] = [before if before == after else start] * (end - place)
        place = end
    return "".join(made)
