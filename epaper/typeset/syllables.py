"""Syllables by rule, for languages that pyphen has no patterns for and whose spelling tells them.

In: a stretch of letters. Out: the indices before which a syllable begins. Turkish: Türk Dil Kurumu,
on words at the ends of lines: a syllable has one vowel, and begins with the one consonant before
it, if there is any. Finnish: Kotimaisten kielten keskus, “Tavutus”: a syllable
begins before each consonant that a vowel follows; two vowels are never parted here, which the rule
would allow between some; compounds are parted where their words meet, which the last words that
news has most often tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

_TURKISH_VOWELS = frozenset("aei\u0131ou")  # with their marks taken off
_NOT_TURKISH = frozenset("qwx")  # a name from elsewhere: its letters stand for other sounds
_FINNISH_VOWELS = frozenset("aeiouy")
_APOSTROPHES = frozenset("'’")
# Last words of compounds that begin with a vowel: kansan-edustaja, not kansa-nedustaja. Stems, as
# endings change; of five letters at least, so that hardly any stands within another word.
_FINNISH_LAST = re.compile(
    r"(?<=[^\W\d_]{3})(?:aikan|aikata|aloit|alueel|aluee|aluei|aluks|amatti|ammatti|annok|arvio|"
    r"asema|asete|asiakir|asiant|asioi|asukka|asunto|asunno|aukio|auto(?:il|n|t|j)|edustaj|edustu|"
    r"ehdoka|ehdokk|ehdotu|elokuv|elämä|eläke|eläkk|energia|esitel|esityk|esitys|etsij|ilmoit|"
    r"istun|istuin|istuim|ohjaaj|ohjauks|ohjaus|ohjelm|oikeu|oikeud|omaisu|omistaj|opetta|opetuk|"
    r"opetus|opintoj|opisk|opisto|ongelm|osakk|osakey|osasto|osuuk|osuus|otteluk|ottelu|urakoi|"
    r"urhei|uudis|uutis|uutin|yhdist|yhtiö|yhteis|yhtey|ylläpi|yrity|yrittä|äänest|äänes)"
)


def by_rule(language: str) -> Callable[[str], list[int]] | None:
    """What tells the syllables of words in a BCP 47 `language`; None where no rule is known."""
    return _RULES.get(language.replace("_", "-").split("-")[0].lower())


def turkish(letters: str) -> list[int]:
    """Where the syllables of a Turkish word begin: is-tan-bul, sa-at, türk-çe, kong-re."""
    plain = [_plain(sign) for sign in letters]
    if not _NOT_TURKISH.isdisjoint(plain):
        return []
    return list(_turkish_places(plain))


def finnish(letters: str) -> list[int]:
    """Where the syllables of a Finnish word begin: kynt-ti-lä, kau-kea, kan-san-edus-ta-ja."""
    plain = [_plain(sign) for sign in letters]
    words = {found.start() for found in _FINNISH_LAST.finditer(letters.lower())}
    found = set(words)
    for place in range(1, len(plain) - 1):
        opens = plain[place + 1] in _FINNISH_VOWELS and _is_consonant(plain[place], _FINNISH_VOWELS)
        # The consonant before a compound's second word ends the first one, and the second one's
        # first vowel does not stand alone.
        if opens and words.isdisjoint((place + 1, place - 1)):
            found.add(place)
    return sorted(found)


def _turkish_places(plain: list[str]) -> Iterator[int]:
    """Before each vowel but a part's first, with the one consonant that stands before it."""
    before = False  # a vowel of this part has been passed
    for place, sign in enumerate(plain):
        if _is_apostrophe(sign):
            before = False
        elif sign in _TURKISH_VOWELS:
            consonant = place > 0 and _is_consonant(plain[place - 1], _TURKISH_VOWELS)
            if before:
                yield place - consonant
            before = True


def _is_consonant(sign: str, vowels: frozenset[str]) -> bool:
    return sign.isalpha() and sign not in vowels


def _is_apostrophe(sign: str) -> bool:
    return sign in _APOSTROPHES


def _plain(sign: str) -> str:
    """A letter, small and without its marks: one sign for one, “İ” too."""
    return unicodedata.normalize("NFD", sign)[0].lower()


_RULES: Mapping[str, Callable[[str], list[int]]] = {"tr": turkish, "fi": finnish}
