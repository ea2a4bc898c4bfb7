r"""What a reader types into the search field, understood.

In: any text. Out: a `Query`; nothing that can be typed is an error. Words must all be found;
"words in quotes" in this order; -word must not be found; word* stands for all that begin so. A
word that folding parts (don't, well-known, 東京) is looked for as words in this order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from epaper.archive.fold import fold

LETTERS_MAX = 2_000  # of a search that are read; a page of a book
WORDS_MAX = 64  # and words of these; each costs a look into the index

# A shorter beginning is taken for the whole word: c* alone is one word in ten.
PREFIX_MIN = 2

Words = tuple[str, ...]

# Languages in which ä ö ü å ø may also be spelled ae oe ue aa oe.
_SPELLED_OUT = frozenset({"da", "de", "et", "fi", "gsw", "is", "lb", "nb", "nds", "nn", "no", "sv"})
_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_IN = re.compile("aa|ae|oe|(?<![aeq])ue")  # neue, Mauer, Quelle have no ü

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂「」『』〝〞〟", '"'))
_ASTERISKS = str.maketrans(dict.fromkeys("＊∗", "*"))
_ITEM = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase: any of its spellings, each of which is folded words in this order.

    With `prefix` the last word of each stands for all that begin so.
    """

    spellings: tuple[Words, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What must and what must not be found; `cut` tells that there was more than is read."""

    terms: tuple[Term, ...]
    excluded: tuple[Term, ...]
    cut: bool


def read_query(text: str, language: str = "") -> Query:
    """The query that `text` stands for; `language` is the paper's, a BCP 47 tag."""
    wanted: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    cut = len(text) > LETTERS_MAX
    words = 0
    for is_excluded, term in _terms(text[:LETTERS_MAX], language):
        words += len(term.spellings[0])
        if words > WORDS_MAX:
            cut = True
            break
        (excluded if is_excluded else wanted)[term] = None
    return Query(terms=tuple(wanted), excluded=tuple(excluded), cut=cut)


def _terms(text: str, language: str) -> Iterator[tuple[bool, Term]]:
    text = unicodedata.normalize("NFC", text).translate(_QUOTES).translate(_ASTERISKS)
    for item in _ITEM.finditer(text):
        typed = item["word"] if item["phrase"] is None else item["phrase"]
        spellings = _spellings(typed, language)
        if spellings:
            prefix = item["phrase"] is None and typed.endswith("*") and _long_enough(spellings[0])
            yield item["no"] is not None, Term(spellings=spellings, prefix=prefix)


def _long_enough(words: Words) -> bool:
    return len(words) > 1 or len(words[0]) >= PREFIX_MIN


def _spellings(typed: str, language: str) -> tuple[Words, ...]:
    """The folded words of what was typed, and how else they may be spelled; empty if no words."""
    plain = tuple(fold(typed).split())[:WORDS_MAX]
    if not plain:
        return ()
    if language.partition("-")[0].lower() not in _SPELLED_OUT:
        return (plain,)
    spelled_out = tuple(fold(typed.lower().translate(_OUT)).split())[:WORDS_MAX]
    spelled_in = tuple(_IN.sub(lambda found: _inside(found[0]), word) for word in plain)
    return tuple(dict.fromkeys((plain, spelled_out, spelled_in)))


def _inside(pair: str) -> str:
    """aa, ae, oe, ue as the bare letter that å ä ö ü ø fold to."""
    return pair[0]
