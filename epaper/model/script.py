"""Scripts: which one a language is written in, which one a letter is of.

Codes are those of ISO 15924, languages BCP 47.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

LATIN = "Latn"
KASHIDA = "\u0640"  # the stroke between letters of a word that is made longer
CYRILLIC = re.compile("[\u0400-\u052f]")
GREEK_OR_CYRILLIC = re.compile("[\u0370-\u052f\u1f00-\u1fff]")
RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"})
# Letters that hang together: no letter space, no ligatures but those they must have, no hyphens.
JOINED = frozenset({"Arab", "Syrc", "Deva", "Beng", "Guru"})
# Scripts whose glyphs stand otherwise than their letters are read, or one over another.
REORDERED = frozenset({
    "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Thai", "Laoo",
    "Tibt", "Mymr", "Khmr",
})  # fmt: skip

# CLDR, likelySubtags, less the languages that are written in Latin, Greek or Cyrillic letters.
_SCRIPTS = {
    "ar": "Arab", "fa": "Arab", "ur": "Arab", "ps": "Arab", "sd": "Arab", "ug": "Arab",
    "ckb": "Arab", "ks": "Arab", "pnb": "Arab", "he": "Hebr", "yi": "Hebr", "dv": "Thaa",
    "hi": "Deva", "mr": "Deva", "ne": "Deva", "sa": "Deva", "mai": "Deva", "bho": "Deva",
    "bn": "Beng", "as": "Beng", "zh": "Hani", "yue": "Hani", "ja": "Jpan", "ko": "Kore",
    "pa": "Guru", "gu": "Gujr", "or": "Orya", "ta": "Taml", "te": "Telu", "kn": "Knda",
    "ml": "Mlym", "si": "Sinh", "th": "Thai", "lo": "Laoo", "my": "Mymr", "km": "Khmr",
    "ka": "Geor", "hy": "Armn", "am": "Ethi", "ti": "Ethi",
}  # fmt: skip
_KIN = {"no": "nb", "nn": "nb"}
_VARIANTS = {"Hans": "Hani", "Hant": "Hani", "Hrkt": "Jpan", "Aran": "Arab"}

# First characters of stretches of Unicode's blocks, and whose letters stand in them; "" is for
# signs that all scripts share and for the scripts that need nothing of their own.
_BLOCKS = (
    (0x0000, ""), (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"), (0x0700, "Syrc"),
    (0x0750, "Arab"), (0x0780, "Thaa"), (0x07C0, "Nkoo"), (0x0800, ""), (0x0860, "Syrc"), (0x0870, "Arab"),
    (0x0900, "Deva"), (0x0980, "Beng"), (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, "Orya"),
    (0x0B80, "Taml"), (0x0C00, "Telu"), (0x0C80, "Knda"), (0x0D00, "Mlym"), (0x0D80, "Sinh"),
    (0x0E00, "Thai"), (0x0E80, "Laoo"), (0x0F00, "Tibt"), (0x1000, "Mymr"), (0x10A0, "Geor"),
    (0x1100, "Hang"), (0x1200, "Ethi"), (0x13A0, ""), (0x1780, "Khmr"), (0x1800, ""),
    (0x1C90, "Geor"), (0x1CC0, ""), (0x1CD0, "Deva"), (0x1D00, ""), (0x2E80, "Hani"), (0x3040, "Kana"),
    (0x3100, "Hani"), (0x3130, "Hang"), (0x3190, "Hani"), (0x31F0, "Kana"), (0x3200, "Hani"),
    (0xA000, ""), (0xA8E0, "Deva"), (0xA900, ""), (0xAC00, "Hang"), (0xD7B0, "Hang"),
    (0xD800, ""), (0xF900, "Hani"), (0xFB00, ""), (0xFB1D, "Hebr"), (0xFB50, "Arab"),
    (0xFE00, ""), (0xFE30, "Hani"), (0xFE50, ""), (0xFE70, "Arab"), (0xFF00, "Hani"),
    (0xFF66, "Kana"), (0xFFA0, "Hang"), (0xFFE0, "Hani"), (0xFFF0, ""), (0x1B000, "Kana"),
    (0x1B170, ""), (0x1E900, "Adlm"), (0x1E960, ""), (0x1EE00, "Arab"), (0x1EF00, ""),
    (0x20000, "Hani"), (0x323B0, ""),
)  # fmt: skip
_STARTS = [start for start, _ in _BLOCKS]
# In a script's block but for all scripts: the Arabic comma, semicolon, question mark, the danda.
_SHARED = frozenset("،؛؟ـ।॥")
SQUARE = frozenset({"Hani", "Kana"})  # letters as wide as high, without spaces between words
WIDE = frozenset({"Hani", "Jpan"})  # scripts of languages that are written in such letters
LETTERS_A_WORD = 1.7  # of Chinese and Japanese, as newspapers' translators count


@lru_cache(maxsize=256)
def script_of(language: str) -> str:
    """The script that `language` is written in: the one that its tag names, or the usual one.

    Greek and Cyrillic count as Latin: they are set in the same way, in the same families.
    """
    main = language.replace("_", "-").split("-")[0]
    named = hand_of(language)
    if named:
        known = _VARIANTS.get(named, named)
        return LATIN if known in ("Latn", "Cyrl", "Grek") else known
    return _SCRIPTS.get(main.casefold(), LATIN)


def relatives(language: str) -> tuple[str, ...]:
    """The tags by which what is known of `language` may be filed, the nearest first, all small.

    The tag, then without its parts one after another; last the language whose texts, signs and
    hyphens its readers take for theirs: Norwegian by its old tag, and Nynorsk, is Bokmål then.
    """
    tag, tags = language.replace("_", "-").casefold(), list[str]()
    while tag:
        tags.append(tag)
        tag = tag.rpartition("-")[0]
    if tags and tags[-1] in _KIN:
        tags.append(_KIN[tags[-1]])
    return tuple(tags)


def hand_of(language: str) -> str:
    """The script that the tag itself names, which may be a hand of another: Aran is Nastaliq."""
    rest = language.replace("_", "-").split("-")[1:]
    return next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")


def is_rtl(language: str) -> bool:
    """True if the language is written from the right."""
    return script_of(language) in RIGHT_TO_LEFT


@lru_cache(maxsize=8192)
def script_class(character: str) -> str:
    """Whose letter or mark `character` is; "" for signs that scripts share.

    Figures count as shared: they are set alike in any run.
    """
    if character in _SHARED or unicodedata.category(character) == "Nd":
        return ""
    return _block(character) or (LATIN if character.isalpha() else "")


def count_words(text: str) -> int:
    """Words of a text, split at white space; square letters count in words' worth of them."""
    if text.isascii():
        return len(text.split())
    square = sum(script_class(sign) in SQUARE and sign.isalpha() for sign in text)
    if not square:
        return len(text.split())
    others = "".join(" " if script_class(sign) in SQUARE else sign for sign in text)
    return len(others.split()) + round(square / LETTERS_A_WORD)


def _block(character: str) -> str:
    return _BLOCKS[bisect_right(_STARTS, ord(character)) - 1][1]


def square_gaps(text: str) -> int:
    """Gaps of a line of square letters that letter space may drive: none within Latin words."""
    return sum(not (is_narrow(a) and is_narrow(b)) for a, b in pairwise(text))


def is_narrow(sign: str) -> bool:
    """True for a letter, figure or sign of a Latin word among square letters."""
    return "!" <= sign < "\u2000"
