"""Highlighting: what of a text a query found, and the piece of it that shows most.

In: a text as printed, the terms of a query. Out: `Parts`, the text in pieces that are marked or
not; together they are the text again. Nothing is escaped.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from epaper.archive.fold import WORD_MAX, find_words, fold_word
from epaper.archive.query import Term, Words

WIDTH = 220  # letters of a snippet, some 35 words: three lines on a phone
ELLIPSIS = "…"

_SPACE = re.compile(r"\s+")
# Letters looked at for a place to cut; scripts without spaces are cut anywhere.
_REACH = 24


class SnippetPart(NamedTuple):
    """A piece of text, and whether the query found it."""

    text: str
    marked: bool


Parts = tuple[SnippetPart, ...]


class Mark(NamedTuple):
    """Where a text was found, and the index of the term."""

    start: int
    end: int
    term: int


def find_marks(text: str, terms: Sequence[Term]) -> Iterator[Mark]:
    """Every place of `text` that a term finds, in order of their ends."""
    finder = _Finder(terms)
    found: list[re.Match[str]] = []
    folded: list[str] = []
    for match in find_words(text):
        word = fold_word(match[0])
        if not word:
            continue
        found.append(match)
        folded.append(word)
        if finder.may_end_with(word):
            for index, length in finder.ending_here(folded):
                yield Mark(found[-length].start(), match.end(), index)


def mark_all(text: str, marks: Iterable[Mark]) -> Parts:
    """The whole of `text`; marks that touch or overlap are one."""
    parts: list[SnippetPart] = []
    at = 0
    for mark in sorted(marks):
        first, last = max(mark.start, at), mark.end
        if first >= last:
            continue
        if first > at:
            parts.append(SnippetPart(text[at:first], False))
        if parts and parts[-1].marked:
            parts[-1] = SnippetPart(parts[-1].text + text[first:last], True)
        else:
            parts.append(SnippetPart(text[first:last], True))
        at = last
    if at < len(text):
        parts.append(SnippetPart(text[at:], False))
    return tuple(parts)


def cut_snippet(text: str, terms: Sequence[Term], width: int = WIDTH) -> tuple[Parts, int]:
    """The `width` letters of `text` with most different terms, the first such; and how many.

    It is cut between words, an ellipsis where something is left out. A line break becomes a space.
    """
    worth, first, last = _best_window(text, terms, width)
    start = _after_space(text, max(0, first - max(0, width - (last - first)) // 2), first)
    end = _before_space(text, min(len(text), max(start + width, last)), last)
    marks = _marks_between(text, terms, start, end)
    parts = [
        SnippetPart(_SPACE.sub(" ", part.text), part.marked)
        for part in mark_all(text[start:end], marks)
    ]
    if start > 0:
        parts.insert(0, SnippetPart(ELLIPSIS, False))
    if end < len(text.rstrip()):
        parts.append(SnippetPart(ELLIPSIS, False))
    return tuple(parts), worth


class _Finder:
    """The terms of a query, by the last of their words."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._ends: dict[str, list[tuple[int, Words]]] = {}
        self._beginnings: list[tuple[int, Words]] = []
        for index, term in enumerate(terms):
            for words in term.spellings:
                if term.prefix:
                    self._beginnings.append((index, words))
                else:
                    self._ends.setdefault(words[-1], []).append((index, words))
        self._starts = tuple(words[-1] for _, words in self._beginnings)

    def may_end_with(self, word: str) -> bool:
        """True if a term may end with the folded word; of most words it is quickly told."""
        return word in self._ends or word.startswith(self._starts)

    def ending_here(self, folded: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Index and length in words of the terms that end with the last of the words."""
        for index, words in self._ends.get(folded[-1], ()):
            if len(words) == 1 or tuple(folded[-len(words) :]) == words:
                yield index, len(words)
        for index, words in self._beginnings:
            if folded[-1].startswith(words[-1]) and (
                len(words) == 1 or tuple(folded[-len(words) : -1]) == words[:-1]
            ):
                yield index, len(words)


def _marks_between(text: str, terms: Sequence[Term], start: int, end: int) -> Iterator[Mark]:
    """The marks that lie within a piece of `text`, by their places in the piece."""
    first = max(0, start - WORD_MAX)  # so much around it is read that no word is seen cut
    for mark in find_marks(text[first : end + WORD_MAX], terms):
        if mark.start >= start - first and mark.end <= end - first:
            yield Mark(mark.start + first - start, mark.end + first - start, mark.term)


def _best_window(text: str, terms: Sequence[Term], width: int) -> tuple[int, int, int]:
    """How many terms stand in the best window, its first mark's beginning, its last one's end.

    The search ends at the first window that has all.
    """
    best = (0, 0, 0)
    window: deque[Mark] = deque()
    for mark in find_marks(text, terms):
        window.append(mark)
        while window[0].start < mark.end - width and len(window) > 1:
            window.popleft()
        worth = len({found.term for found in window})
        if worth > best[0]:
            best = (worth, window[0].start, mark.end)
            if worth == len(terms):
                break
    return best


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
