"""One way to write headlines: like a sentence, or Like a Title.

English alone: other languages write headlines like sentences, and most of them nouns or names
otherwise. Which words are names the day's own copy tells: those that stand in it with a capital
inside sentences. Where it does not tell, a word stays as it was sent, and the desk is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.copydesk.changed import Changed, note, shown
from epaper.model import HeadlineCase, Record

_WORD = re.compile(r"[^\W\d_][\w’']*")
# Before these a sentence begins; so a capital behind them tells nothing.
_BEGINS = re.compile(r"(?:^|[.!?:…]['’”\")]?\s+|[“‘\"(\[]|[-–—]\s)$")
# Style books: articles, conjunctions and prepositions of up to four letters are small in titles.
SMALL = frozenset(
    "a an the and but or nor for so yet as at by in of off on per to up via vs v from into onto "
    "over with".split()
)
TITLE_PART = 0.6  # of the longer words; a sentence has capitals at its names alone
LONG = 4  # letters


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How words are written inside the day's sentences: with a small letter, with a capital."""

    small: frozenset[str]
    capital: dict[str, str]

    @classmethod
    def of(cls, records: Sequence[Record]) -> Vocabulary:
        """The words of all English copy but its headlines."""
        small: Counter[str] = Counter()
        capital: dict[str, Counter[str]] = {}
        for text in (block.text for r in records if _is_english(r) for block in r.body):
            for found in _WORD.finditer(text):
                word = found[0]
                if word[0].islower():
                    small[word.casefold()] += 1
                elif not _BEGINS.search(text[max(0, found.start() - 6) : found.start()]):
                    capital.setdefault(word.casefold(), Counter())[word] += 1
        # May the month and may the verb: what is mostly a name is one.
        names = {
            word: forms.most_common(1)[0][0]
            for word, forms in capital.items()
            if sum(forms.values()) > small[word]
        }
        return cls(frozenset(small) - set(names), names)


def cased_headline(record: Record, case: HeadlineCase, words: Vocabulary) -> Changed:
    """The headline in that case; D-206 for what was changed and what may be a name."""
    if not _is_english(record) or case is HeadlineCase.AS_SENT:
        return Changed(record)
    if case is HeadlineCase.SENTENCE:
        if not _is_title(record.headline):
            return Changed(record)
        text, unsure = _sentence(record.headline, words)
    else:
        text, unsure = _title(record.headline)
    if text == record.headline and not unsure:
        return Changed(record)
    said = f"the headline is written {shown(text)}"
    if unsure:
        said += f"; {', '.join(unsure)} stays as it was sent: it may be a name"
    problem = note("D-206", record, "headline", said, "look whether all names are right")
    return Changed(replace(record, headline=text), (problem,))


def _is_english(record: Record) -> bool:
    return record.language.split("-")[0].lower() == "en"


def _is_title(text: str) -> bool:
    """True for a headline whose Longer Words Have Capitals, or all."""
    longer = [found[0] for found in _WORD.finditer(text)][1:]
    longer = [word for word in longer if len(word) >= LONG]
    return bool(longer) and sum(w[0].isupper() for w in longer) > TITLE_PART * len(longer)


def _sentence(text: str, words: Vocabulary) -> tuple[str, list[str]]:
    """The headline like a sentence, and the words of which nobody knows whether they are names."""
    unsure: list[str] = []
    loud = text.isupper()

    def written(found: re.Match[str]) -> str:
        word = found[0]
        known = words.capital.get(word.casefold())
        opens = bool(_BEGINS.search(text[: found.start()]))
        if word[0].islower() or word == "I" or (_is_own(word) and not loud):
            return word
        if known:
            return known if loud or not opens else word
        if opens:
            return word.capitalize() if loud else word
        if word.casefold() in words.small or word.casefold() in SMALL:
            return word.lower()
        unsure.append(word)
        return word

    return _WORD.sub(written, text), unsure


def _title(text: str) -> tuple[str, list[str]]:
    """The headline Like a Title, and small words that may be parts of a name."""
    unsure: list[str] = []
    found = list(_WORD.finditer(text))

    def written(here: re.Match[str]) -> str:
        word, place = here[0], here.start()
        last = place == found[-1].start()
        opens = bool(_BEGINS.search(text[:place]))
        if word[0].isupper() or _is_own(word):
            return word
        if word.casefold() in SMALL and not (last or opens):
            return word
        if word in _PARTICLES:
            unsure.append(word)
            return word
        return word[0].upper() + word[1:]

    return _WORD.sub(written, text), unsure


# Ursula von der Leyen
_PARTICLES = frozenset("de del della di da du la le van von den der bin al el ibn".split())


def _is_own(word: str) -> bool:
    """True for words that are written one way alone: NASA, iPhone, McVay."""
    return (word.isupper() and len(word) > 1) or any(sign.isupper() for sign in word[1:])
