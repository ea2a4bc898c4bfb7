"""Folding: words as the index knows them, alike however they were written.

In: text of any language. Out: its words, folded, with their places. What is folded is decided by
script and not by language, so that a reader's words need not say which language they are in:

- case; marks over Latin, Greek and Cyrillic letters, though not over those that make another
  letter (й ї ў); ß=ss, æ=ae, œ=oe, ø=o, ł=l, đ=d, ð=d, þ=th; dotted and dotless i; final sigma;
- Arabic, Persian, Urdu: vowel signs and tatweel go, forms of alef, yeh, kaf, heh are one;
  Hebrew: points go; Indic scripts: nukta goes, vowel signs stay;
- digits of all scripts, wide and presentation forms are the plain ones;
- soft hyphens, zero-width and direction characters vanish; an apostrophe parts a word;
- of scripts written without spaces, and of Hangul, whose words carry endings, every letter is a
  word of its own: a reader's word is then a phrase.

Folding what was folded changes nothing.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect
from collections.abc import Iterator
from functools import cache, lru_cache

# Another number has every index made anew; raise it with any change to what is folded how.
FOLD_VERSION = 1

WORD_MAX = 64  # letters; a longer word is an address or a mistake and is found by its beginning

# Zero-width and direction characters, the soft hyphen. They are dropped inside of words.
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_UNSEEN_ALL = re.compile(f"[{_UNSEEN}]+")
# Letters by their category that people type as apostrophes.
_APOSTROPHES = frozenset("\u02b9\u02bb\u02bc\u02bd\u02be\u02bf")

# Scripts without spaces between words, by blocks (Unicode 15): Thai, Lao; Tibetan; Myanmar;
# Hangul letters; Khmer; Tai Le to Khmer signs; Tai Tham; kana to the end of Hangul syllables;
# presentation forms; kana and Hangul of half width; Han beyond the first plane.
_SINGLE = (
    (0x0E00, 0x0EFF),
    (0x0F00, 0x0FFF),
    (0x1000, 0x109F),
    (0x1100, 0x11FF),
    (0x1780, 0x17FF),
    (0x1950, 0x19FF),
    (0x1A20, 0x1AAF),
    (0x2E80, 0x9FFF),
    (0xA000, 0xA4CF),
    (0xA960, 0xA97F),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAADF),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFFDC),
    (0x20000, 0x3FFFF),
)
# Beyond the first plane: scripts without spaces, and the rest up to where emoji begin.
_FAR_SINGLE = "\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003fffd"
_FAR = "\U00010000-\U00016fdf\U00018e00-\U0001afef\U0001b300-\U0001efff"
_HALF_MARKS = "\uff9e\uff9f"  # sound marks of half-width kana: letters by their category

# Marks that fold away: over Latin, Greek, Cyrillic; Hebrew points; Arabic vowel signs; nukta.
_DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640"
    "\u093c\u09bc\u0a3c\u0abc\u0b3c\u0ccc\U000e0100-\U000e01ef]+"
)
_KEPT = frozenset("йїў")  # letters of their own, although Unicode writes them with a mark

_OTHERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "ς": "σ",
        # Arabic: alef wasla; alef maksura, Persian yeh; Persian and swash kaf; heh of Urdu and
        # Persian, teh marbuta.
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ڪ": "ك",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ة": "ه",
        "ۃ": "ه",
    }
)


def fold(text: str) -> str:
    """The words of `text`, folded, a space between them: what is put into the index."""
    return " ".join(filter(None, map(fold_word, _words().findall(text))))


def find_words(text: str) -> Iterator[re.Match[str]]:
    """The words of `text` as they stand there; some may fold to nothing."""
    return _words().finditer(text)


@lru_cache(maxsize=1 << 16)  # words repeat: nine in ten of a day's are among the last 65,536
def fold_word(word: str) -> str:
    """A single word, folded; empty if nothing is left of it."""
    if word.isascii():
        return word.lower()[:WORD_MAX]
    folded = unicodedata.normalize("NFC", _UNSEEN_ALL.sub("", word))[:WORD_MAX]
    # Folding may bring letters together that fold further; twice was enough for all of Unicode.
    for _ in range(4):
        before, folded = folded, _folded_once(folded)
        if folded == before:
            break
    return folded[:WORD_MAX]


def _folded_once(word: str) -> str:
    folded = "".join(map(_fold_letter, word))
    return unicodedata.normalize("NFC", _DROPPED.sub("", folded))


@cache
def _fold_letter(letter: str) -> str:
    lower = letter.casefold()
    if lower in _KEPT:
        return lower
    if (digit := unicodedata.decimal(letter, None)) is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKD", letter)
    if len(_words().findall(parts)) > 1:  # ½ is not 12
        parts = unicodedata.normalize("NFD", letter)
    bare = "".join(filter(_is_letter, _DROPPED.sub("", parts).casefold()))
    return unicodedata.normalize("NFC", bare).translate(_OTHERS)


def _is_letter(letter: str) -> bool:
    """True for what words are made of: letters, digits, marks."""
    return unicodedata.category(letter)[0] in "LMN" and letter not in _APOSTROPHES


@cache
def _words() -> re.Pattern[str]:
    """Finds words: one letter of a script without spaces with its marks, or a run of others.

    Made once, in some 40 ms: Python's patterns know no classes for marks and scripts. Beyond the
    first plane all is taken for a letter that could be one: 300 more ranges made every space in a
    text four times as slow to see. `fold_word` drops what is none.
    """
    single: list[int] = []
    marks: list[int] = []
    others: list[int] = []
    for code in range(0x10000):
        kind = unicodedata.category(chr(code))[0]
        if kind not in "LMN" or chr(code) in _APOSTROPHES:
            continue
        if kind == "M":
            marks.append(code)
        (single if _is_single(code) else others).append(code)
    mark = f"[{_ranges(marks)}{_HALF_MARKS}{_UNSEEN}]"
    jamo = "[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff\ud7cb-\ud7fb]*"
    run = f"[{_ranges(others)}{_UNSEEN}{_FAR}]+"
    return re.compile(f"{run}|(?:{jamo}|[{_ranges(single)}{_FAR_SINGLE}]){mark}*")


def _is_single(code: int) -> bool:
    """True for letters of scripts without spaces, also in a form that folds to one of them."""
    index = bisect(_SINGLE, (code, sys.maxunicode)) - 1
    if index >= 0 and code <= _SINGLE[index][1]:
        return True
    parts = unicodedata.decomposition(chr(code)).split()
    return any(_is_single(int(part, 16)) for part in parts if not part.startswith("<"))


def _ranges(codes: list[int]) -> str:
    """The inside of a character class that holds `codes`, which ascend."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)
