"""Figures as papers in a language print them, by CLDR: Bengali ১২, Urdu 12."""

from __future__ import annotations

from functools import lru_cache

from epaper.language.locale import locale_of

# The figure nought of CLDR's numbering systems; the other nine follow it.
NOUGHTS = {
    "arab": 0x660,
    "arabext": 0x6F0,
    "deva": 0x966,
    "beng": 0x9E6,
    "guru": 0xA66,
    "gujr": 0xAE6,
    "tamldec": 0xBE6,
    "mymr": 0x1040,
    "nkoo": 0x7C0,
    "tibt": 0xF20,
}


def figures(text: str, language: str) -> str:
    """`text` with its figures as papers in `language` print them: Bengali ১২, Urdu 12."""
    nought = NOUGHTS.get(_numbering(language), 0)
    return text.translate({48 + n: nought + n for n in range(10)}) if nought else text


@lru_cache(maxsize=64)
def _numbering(language: str) -> str:
    found = locale_of(language)
    return str(found.default_numbering_system) if found is not None else ""
