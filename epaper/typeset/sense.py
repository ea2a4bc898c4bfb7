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

from epaper.typeset.fonts import DEFAULT_LANGUAGE
from epaper.typeset.leading_words import Leading, leading_of
from epaper.typeset.words import BEFORE_NAMES

AFTER_ARTICLE = 0.12
AFTER_LINK = 0.09
AFTER_LEANING = 0.04
AFTER_NUMBER = 0.05
AFTER_NAME_TITLE = 0.3  # "Mr", "St"
INSIDE_NAME = 0.2
INSIDE_SCORE = 0.6  # 7-6 (7-4), 3 - 1: figures that are read as one
AFTER_POSSESSIVE = 0.04
AFTER_PUNCTUATION = -0.05
BEFORE_OPENING = -0.02

NUMBER = re.compile(r"[£$€]?\d[\d.,]*(?:st|nd|rd|th|m|bn)?")
# 6-4, (7-4), 2:1, 2025-26; with signs at their ends that belong to the sentence.
SCORE = re.compile(r"\(?\d{1,4}[-–−:/]\d{1,4}\)?[,;.]?")
SCORE_SIGN = re.compile(r"[-–−:/]")
FIGURE = re.compile(r"\(?\d{1,4}\)?[,;.]?")
YEAR = re.compile(r"(?:1\d|20)\d\d[,;.]?")
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
PARTICLES = frozenset("von van de del della di da dos la le bin ibn al".split())
QUOTES = "“”‘„«»‚\"'(["
NONE = Leading(articles=frozenset(), links=frozenset())


@lru_cache(maxsize=20_000)
def line_end_costs(words: tuple[str, ...], language: str = DEFAULT_LANGUAGE) -> tuple[float, ...]:
    """For each word but the last, what it costs to end a line after it; less than 0 is good.

    Of a language whose small words are not known only punctuation, names and figures count.
    """
    leading = leading_of(language) or NONE
    # All German nouns have capitals: there they tell no names.
    names = not language.startswith("de") and _tells_names(words)
    return tuple(_cost(word, after, leading, names=names) for word, after in pairwise(words))


def _tells_names(words: Sequence[str]) -> bool:
    """True if capitals mean names here: not in capitals throughout, nor Where Each Word Has One."""
    longer = [word for word in words[1:] if len(word) > 3]
    return 2 * sum(word[:1].isupper() for word in longer) <= len(longer)


def _cost(word: str, after: str, leading: Leading, *, names: bool) -> float:
    bare, following = word.strip(QUOTES), after.strip(QUOTES)
    small = bare.lower()
    if word in BEFORE_NAMES:
        return AFTER_NAME_TITLE
    if _is_score(word, after):
        return INSIDE_SCORE
    if INITIALS.fullmatch(bare) and following[:1].isupper():
        return INSIDE_NAME  # J. R. Penn
    if word[-1] in ",;:.?!–—":
        return AFTER_PUNCTUATION
    if small in leading.articles:
        return AFTER_ARTICLE
    if small in leading.links:
        return AFTER_LINK
    if names and bare[:1].isupper() and _goes_on(following):
        return INSIDE_NAME
    if following.lower() in leading.openings:
        return BEFORE_OPENING
    if following[:1].isalpha() and (small in leading.numbers or NUMBER.fullmatch(bare)):
        return AFTER_NUMBER
    if small in leading.leaning:
        return AFTER_LEANING
    return AFTER_POSSESSIVE if bare.endswith(("’s", "s’")) else 0.0


def _is_score(word: str, after: str) -> bool:
    """True between the parts of a result: 7-6 and (7-4), 6-4 and 6-2, 3 and the dash behind it."""
    if SCORE.fullmatch(word):
        return bool(SCORE.fullmatch(after))
    if SCORE_SIGN.fullmatch(after):
        return bool(FIGURE.fullmatch(word))
    return bool(SCORE_SIGN.fullmatch(word) and FIGURE.fullmatch(after))


def _goes_on(word: str) -> bool:
    """True for what may go on with a name: a name, a particle before one, a year."""
    return word[:1].isupper() or word in PARTICLES or bool(YEAR.fullmatch(word))
