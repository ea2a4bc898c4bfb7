"""Highlighting: what of a text a query found, and the piece of it that shows most.

In: a text as printed, the terms of a query. Out: `Parts`, the text in pieces that are marked or
not; together they are the text again. Nothing is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from epaper.archive.fold import Word, fold_words
from epaper.archive.query import Term

WIDTH = 220  # letters of a snippet, some 35 words: three lines on a phone
ELLIPSIS = "…"

_SPACE = re.compile(r"\s+")
# Letters looked at for a place to cut; scripts without spaces are cut anywhere.
_REACH = 24


class Part(NamedTuple):
    """A piece of text, and whether the query found it."""

    text: str
    marked: bool


Parts = tuple[Part, ...]


class Mark(NamedTuple):
    """Where a text was found, and the index of the term."""

    start: int
    end: int
    term: int


def find_marks(text: str, terms: Sequence[Term]) -> list[Mark]:
    """Every place of `text` that a term finds, in order of their beginnings."""
    words = list(fold_words(text))
    starts: dict[str, list[tuple[int, tuple[str, ...], bool]]] = {}
    prefixes: list[tuple[int, str]] = []
    for index, term in enumerate(terms):
        for spelling in term.spellings:
            if term.prefix and len(spelling) == 1:
                prefixes.append((index, spelling[0]))
            else:
                starts.setdefault(spelling[0], []).append((index, spelling, term.prefix))
    marks = []
    for place, word in enumerate(words):
        for index, spelling, prefix in starts.get(word.folded, ()):
            if _stands(words, place, spelling, prefix):
                marks.append(Mark(word.start, words[place + len(spelling) - 1].end, index))
        for index, beginning in prefixes:
            if word.folded.startswith(beginning):
                marks.append(Mark(word.start, word.end, index))
    return marks


def mark_all(text: str, marks: Iterable[Mark]) -> Parts:
    """The whole of `text`, its marks marked."""
    return _parts(text, marks, 0, len(text))


def cut_snippet(text: str, marks: Sequence[Mark], width: int = WIDTH) -> Parts:
    """The `width` letters of `text` with most different terms, its marks marked.

    Of several the one with most marks, then the first. It is cut between words, an ellipsis where
    something is left out. A line break becomes a space.
    """
    first, last = _best_window(marks, width)
    spare = max(0, width - (last - first)) // 2
    start = _after_space(text, max(0, first - spare), first)
    end = _before_space(text, min(len(text), max(start + width, last)), last)
    parts = [
        Part(_SPACE.sub(" ", part.text), part.marked) for part in _parts(text, marks, start, end)
    ]
    if start > 0:
        parts.insert(0, Part(ELLIPSIS, False))
    if end < len(text.rstrip()):
        parts.append(Part(ELLIPSIS, False))
    return tuple(parts)


def _stands(words: Sequence[Word], place: int, spelling: Sequence[str], prefix: bool) -> bool:
    """True if `spelling` stands at `place` of the words."""
    there = words[place : place + len(spelling)]
    if len(there) < len(spelling):
        return False
    *whole, last = spelling
    if any(word.folded != wanted for word, wanted in zip(there, whole, strict=False)):
        return False
    return there[-1].folded.startswith(last) if prefix else there[-1].folded == last


def _best_window(marks: Sequence[Mark], width: int) -> tuple[int, int]:
    """From the first to the end of the last mark of the best window; 0, 0 without marks."""
    best, found = (0, 0), (0, 0)
    for index, first in enumerate(marks):
        inside = [first]
        for mark in marks[index + 1 :]:
            if mark.start >= first.start + width:
                break
            if mark.end <= first.start + width:
                inside.append(mark)
        worth = (len({mark.term for mark in inside}), len(inside))
        if worth > best:
            best, found = worth, (first.start, max(mark.end for mark in inside))
    return found


def _parts(text: str, marks: Iterable[Mark], start: int, end: int) -> Parts:
    """`text` from `start` to `end` in pieces; marks that touch or overlap are one."""
    parts: list[Part] = []
    at = start
    for mark in sorted(marks):
        first, last = max(mark.start, at), min(mark.end, end)
        if first >= last:
            continue
        if first > at:
            parts.append(Part(text[at:first], False))
        if parts and parts[-1].marked and first == at:
            parts[-1] = Part(parts[-1].text + text[first:last], True)
        else:
            parts.append(Part(text[first:last], True))
        at = last
    if at < end:
        parts.append(Part(text[at:end], False))
    return tuple(parts)


def _after_space(text: str, start: int, limit: int) -> int:
    """The beginning of the first word from `start`, not beyond `limit`."""
    if start == 0:
        return 0
    space = _SPACE.search(text, start - 1, min(limit, start + _REACH))
    return space.end() if space else start


def _before_space(text: str, end: int, limit: int) -> int:
    """The end of the last whole word before `end`, not before `limit`."""
    if end >= len(text):
        return len(text)
    for place in range(end, max(limit, end - _REACH), -1):
        if text[place].isspace():
            return len(text[:place].rstrip())
    return end
