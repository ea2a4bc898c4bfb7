"""Words in, hyphenation points out: pyphen's patterns for the language, newspaper minimums."""

from __future__ import annotations

import re
from functools import lru_cache

import pyphen

FALLBACK = "en_GB"
MIN_LETTERS = 5  # PAGE_RULES, Type: at least 2 letters before a hyphen, 3 after it
BEFORE = 2
AFTER = 3
LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=32)
def dictionary(language: str) -> pyphen.Pyphen | None:
    """The patterns for a BCP 47 `language`; None where there are none (Arabic, Chinese).

    An empty language is British English, the house's own.
    """
    name = pyphen.language_fallback(language.replace("-", "_")) if language else FALLBACK
    return pyphen.Pyphen(lang=name, left=BEFORE, right=AFTER) if name else None


def points(word: str, language: str) -> list[int]:
    """Indices of `word` before which it may be split with a hyphen.

    Each stretch of letters is taken for itself: punctuation and numbers around it
    do not count to the minimums. Names in capitals and the parts of addresses stay whole.
    """
    patterns = dictionary(language)
    if patterns is None or len(word) < MIN_LETTERS or "@" in word or "/" in word:
        return []
    found = []
    for match in LETTERS.finditer(word):
        letters = match.group()
        if len(letters) < MIN_LETTERS or letters.isupper():
            continue
        found += [match.start() + int(position) for position in patterns.positions(letters)]
    return found
