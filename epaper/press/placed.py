"""Proof by glyph: what stands in a line's place says, sign for sign, what the plan set there.

In: the lines of a frame of the plan, the glyphs that a finished page shows in it. Out: for every
line whether it is proved. A frame's lines are drawn one after another, so the plan alone says which
glyphs are whose. In a proved line the glyphs stand from left to right as the bidirectional
algorithm (bidi.py) puts the line's signs; marks are compared as a set, and brackets as one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import NamedTuple

from epaper.bidi import CLOSING, LEFT_MARK, OPENING, display_order, with_marks
from epaper.model import Line
from epaper.model.script import KASHIDA
from epaper.pdf.text import SAME_LINE_PT

HYPHENS = "\u2010\u2011\u00ad"  # of line ends and scores: press/linends.py, press/lines.py
HYPHEN = str.maketrans(dict.fromkeys(HYPHENS, "-"))
# A bracket that runs from the right is drawn by the other one's glyph.
BRACKET = str.maketrans(dict.fromkeys(OPENING + CLOSING + "<>«»‹›", "("))
UNSEEN = frozenset({"Cf", "Cc"})  # joiners and the like; white space is another class


class Sign(NamedTuple):
    """A sign as shown: what it says, its origin in pt from the page's top left corner."""

    said: str
    x_pt: float
    y_pt: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of the plan and where it was found; `proved` if its signs stand as they should.

    `row` counts the frame's lines from 0.
    """

    line: Line
    row: int
    proved: bool
    baseline_pt: float


def placed_lines(
    lines: Sequence[Line], signs: Sequence[Sign], *, both: bool
) -> list[PlacedLine] | None:
    """The lines that have words, each with what stands in its place.

    `signs` are in the order of drawing; `both` if lines of the page may run either way. None if
    there are more signs or fewer than the lines have.
    """
    found: list[PlacedLine] = []
    place = 0
    for row, line in enumerate(lines):
        if not line.text.strip():
            continue
        text = line.text + "-" * line.hyphen
        marks = "".join(sorted("".join(_fold(sign)[1] for sign in text)))
        count = sum(map(_letters, text))
        end = _after(signs, place, count)
        if end is None:
            return None
        here = signs[place:end]
        shown, shown_marks = _shown(here)
        proved = shown_marks == marks and _on_one_line(here)
        proved = proved and any(shown == way for way in _ways(line, text, both))
        first = next((sign for sign in here if not sign.said.isspace()), None)
        found.append(PlacedLine(line, row, proved, first.y_pt if first else 0.0))
        place = end
    return None if any(_letters(sign.said) for sign in signs[place:]) else found


def _after(signs: Sequence[Sign], start: int, count: int) -> int | None:
    """The end of the stretch from `start` that has `count` signs, with marks and spaces of theirs.

    A line from the right is drawn from its left end on, each mark before its letter.
    """
    place, seen = start, 0
    while place < len(signs) and seen < count:
        seen += _letters(signs[place].said)
        place += 1
    if seen != count:
        return None
    after = next((n for n in range(place, len(signs)) if _letters(signs[n].said)), len(signs))
    last, following = signs[place - 1 : place], signs[after : after + 1]
    while place < after and _distance(signs[place], last) <= _distance(signs[place], following):
        place += 1
    return place


def _distance(mark: Sign, letters: Sequence[Sign]) -> float:
    """How far it stands from the letter, if there is one, on the letter's baseline."""
    level = (abs(mark.x_pt - s.x_pt) for s in letters if abs(mark.y_pt - s.y_pt) < SAME_LINE_PT)
    return next(level, inf)


def _on_one_line(signs: Sequence[Sign]) -> bool:
    levels = {sign.y_pt for sign in signs}
    return not levels or max(levels) - min(levels) < SAME_LINE_PT


def _shown(signs: Sequence[Sign]) -> tuple[str, str]:
    """What the signs say from left to right, and their marks."""
    parts = [_fold(sign.said) for sign in sorted(signs, key=_across)]
    marks = "".join(sorted("".join(over for _, over in parts)))
    return _spaced("".join(said for said, _ in parts)).translate(BRACKET), marks


def _across(sign: Sign) -> float:
    return sign.x_pt


@lru_cache(maxsize=8192)
def _letters(said: str) -> int:
    """How many signs without marks and spaces it says."""
    return len(_fold(said)[0].replace(" ", ""))


@lru_cache(maxsize=8192)
def _fold(said: str) -> tuple[str, str]:
    """Signs and marks in a form that does not depend on how they are drawn or written."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", said).casefold())
    letters = marks = ""
    for sign in plain.translate(HYPHEN):
        kind = unicodedata.category(sign)
        if kind in ("Mn", "Me"):
            marks += sign if sign != "\u034f" else ""
        elif kind not in UNSEEN and sign != KASHIDA:
            letters += " " if kind[0] == "Z" else sign
    return letters, marks


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _ways(line: Line, text: str, both: bool) -> Iterator[str]:
    """How the line's signs may stand, from left to right.

    The side that the line begins at is the style sheet's; runs are set each by itself, beside one
    another from that side.
    """
    yield _spaced("".join(_fold(sign)[0] for sign in text)).translate(BRACKET)
    if not both:
        return
    runs = [run.text for run in line.runs]
    runs[-1] += "-" * line.hyphen
    for rtl in (False, True):
        yield _spaced(_displayed(text, rtl=rtl))
        shown = [_displayed(run, rtl=rtl) for run in runs]
        yield _spaced("".join(shown[::-1] if rtl else shown))


def _displayed(text: str, *, rtl: bool) -> str:
    """The signs of a text from left to right, its marks left out."""
    signs = "".join(
        sign for sign in with_marks(text, rtl=rtl) if sign == LEFT_MARK or _fold(sign)[0]
    )
    shown = (_fold(signs[place])[0] for place in display_order(signs, rtl=rtl))
    return "".join(shown).translate(BRACKET)
