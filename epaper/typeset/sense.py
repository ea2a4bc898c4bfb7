"""Words in, the cost of ending a line after each of them out: display lines break with the sense.

A line should not end in a word that leads on to the next ("the", "of", "to"), nor inside a name,
nor between a number and what it counts; best it ends after punctuation or before a
preposition. Costs are parts of a squared empty part of a line: 0.09 lets two lines
differ by 0.4 of the measure before the better break is given up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from epaper.typeset.words import BEFORE_NAMES

ARTICLES = frozenset("a an the its his her their our my your no every this these those".split())
LINKS = frozenset(
    "of to in on at by for from with without and or nor but as if that than not into over after "
    "before under between against about per via amid".split()
)
# Verbs and others that want the next word, if less than an article does.
LEANING = frozenset(
    "is are was were be been has have had will would can could may must all both each some any "
    "more most less only such so too very".split()
)
NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred thousand first second third fourth fifth last next".split()
)
# Before these a line may well end: the next one starts with a new thought.
OPENINGS = LINKS | frozenset("who which where when while until since because so then".split())

AFTER_ARTICLE = 0.12
AFTER_LINK = 0.09
AFTER_LEANING = 0.04
AFTER_NUMBER = 0.05
AFTER_NAME_TITLE = 0.3  # "Mr", "St"
INSIDE_NAME = 0.1
AFTER_POSSESSIVE = 0.04
AFTER_PUNCTUATION = -0.05
BEFORE_OPENING = -0.02

NUMBER = re.compile(r"[£$€]?\d[\d.,]*(?:st|nd|rd|th|m|bn)?")
QUOTES = "“”‘\"'(["


@lru_cache(maxsize=20_000)
def line_end_costs(words: tuple[str, ...]) -> tuple[float, ...]:
    """For each word but the last, what it costs to end a line after it; less than 0 is good."""
    names = _tells_names(words)
    return tuple(_cost(word, after, names=names) for word, after in pairwise(words))


def _tells_names(words: Sequence[str]) -> bool:
    """True if capitals mean names here: not in capitals throughout, nor Where Each Word Has One."""
    longer = [word for word in words[1:] if len(word) > 3]
    return 2 * sum(word[:1].isupper() for word in longer) <= len(longer)


def _cost(word: str, after: str, *, names: bool) -> float:
    bare, following = word.strip(QUOTES), after.strip(QUOTES)
    if word in BEFORE_NAMES:
        return AFTER_NAME_TITLE
    if word[-1] in ",;:.?!–—":
        return AFTER_PUNCTUATION
    if bare.lower() in ARTICLES:
        return AFTER_ARTICLE
    if bare.lower() in LINKS:
        return AFTER_LINK
    if names and bare[:1].isupper() and following[:1].isupper():
        return INSIDE_NAME
    if following.lower() in OPENINGS:
        return BEFORE_OPENING
    if following[:1].isalpha() and (bare.lower() in NUMBERS or NUMBER.fullmatch(bare)):
        return AFTER_NUMBER
    if bare.lower() in LEANING:
        return AFTER_LEANING
    return AFTER_POSSESSIVE if bare.endswith(("’s", "s’")) else 0.0
