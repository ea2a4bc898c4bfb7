"""Words in, hyphenation points out: pyphen's patterns or rules for the language, and minimums."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

import pyphen

from epaper.model.script import CYRILLIC, relatives
from epaper.typeset.syllables import by_rule

FALLBACK = "en_GB"
MIN_LETTERS = 5  # docs/rules.md: at least 2 letters before a hyphen, 3 after it
MOST_LETTERS = 120  # what has more is no word of any language (the longest of German have 80)
BEFORE = 2
AFTER = 3
# Мильчин, Справочник издателя и автора: one letter is not carried over, two may be. With three as
# in other languages a Russian word of the mean length has hardly a place to be split at.
AFTER_CYRILLIC = 2
LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
APOSTROPHE = re.compile("['’]")
# With their marks taken off: Latin, Greek, Cyrillic.
VOWELS = frozenset("aeiouyæøœıαεηιουωаеиоуыэюяіє")  # noqa: RUF001
TREMAS = frozenset("ëïöü")


@lru_cache(maxsize=32)
def splitter(language: str) -> Callable[[str], list[int]] | None:
    """What tells where words of a BCP 47 `language` may be split; None for Arabic, Chinese.

    It takes a stretch of letters. An empty language is British English, the house's own.
    """
    rule = by_rule(language)
    if rule is not None:
        return rule
    tags = (language, *relatives(language)[-1:]) if language else (FALLBACK,)
    names = (pyphen.language_fallback(tag.replace("-", "_")) for tag in tags)
    name = next(filter(None, names), None)
    return (
        _by_patterns(pyphen.Pyphen(lang=name, left=BEFORE, right=AFTER_CYRILLIC)) if name else None
    )


def _by_patterns(patterns: pyphen.Pyphen) -> Callable[[str], list[int]]:
    def split(letters: str) -> list[int]:
        # A position with data asks for another spelling at the line's end, as in Hungarian.
        return [int(place) for place in patterns.positions(letters) if not place.data]

    return split


def points(word: str, language: str) -> list[int]:
    """Indices of `word` before which it may be split with a hyphen.

    Each stretch of letters is taken for itself: punctuation and numbers around it
    do not count to the minimums. Names in capitals, the parts of addresses and what is too long for
    a word stay whole.
    """
    split = splitter(language)
    if split is None or len(word) < MIN_LETTERS or "@" in word or "/" in word:
        return []
    found = []
    for match in LETTERS.finditer(word):
        letters = match.group()
        if not MIN_LETTERS <= len(letters) <= MOST_LETTERS or _in_capitals(letters):
            continue
        after = AFTER_CYRILLIC if CYRILLIC.search(letters) else AFTER
        places = [place for place in split(letters) if place <= len(letters) - after]
        if language[:2] == "nl":  # Dutch too: “coördinatie” is split “co-ordinatie”
            places = [place for place in places if letters[place] not in TREMAS]
        if language[:2] in ("en", ""):
            places = [place for place in places if not _tears_ending(letters, place)]
        found += [match.start() + place for place in _good(letters, places, after)]
    return found


def _in_capitals(letters: str) -> bool:
    """True for a name in capitals, “MSCI’s” too; not for “L’association”."""
    first = APOSTROPHE.split(letters)[0]
    return letters.isupper() or (len(first) > 1 and first.isupper())


def _tears_ending(letters: str, place: int) -> bool:
    """True if an English word's ending is -ed and the place lies a letter before: “lis-ted”."""
    before, ending = letters[place - 1].lower(), letters[place:].lower()
    doubled = before == ending[0]  # “fit-ted” is right
    return ending in ("ted", "ded") and before not in VOWELS and not doubled


def _good(letters: str, places: list[int], after_it: int) -> list[int]:
    """The places that keep the minimums beside apostrophes and leave a vowel in every part.

    Not “d’I-talia” nor “should-n’t”; nor “Kommuna-l-verwaltung”, of which the patterns know both
    places: the second is right.
    """
    kept = []
    # Of another script's vowels nothing is known here.
    voiced = _has_vowel if _has_vowel(letters) else bool
    for place, after in pairwise([*places, len(letters)]):
        head = APOSTROPHE.split(letters[:place])[-1]
        tail = APOSTROPHE.sub("", letters[place:])
        if len(head) >= BEFORE and len(tail) >= after_it and voiced(letters[place:after]):
            kept.append(place)
    return kept


def _has_vowel(part: str) -> bool:
    return any(letter in VOWELS for letter in unicodedata.normalize("NFD", part.lower()))
