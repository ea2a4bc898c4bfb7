"""Plain text from outside: which characters may enter, and addresses made from words.

Everything that is printed passes through `tidy`; `forbidden` says what may not enter at all,
`without_controls` what is read in its place.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from urllib.parse import quote, urlsplit

# Control characters, lone surrogates and non-characters print as nothing or as boxes and break
# XML; the bidi embeddings and overrides (UAX #9) make a line read other than it is stored.
# Isolates and marks (U+2066-2069, U+200E/F), which right-to-left copy needs, may stay.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
# What is read in the place of controls; those that are not listed are left out. Word processors
# write 0B for a line's end, 0C for a page's, 07 for a table cell's, 1E and 1F for hyphens.
_READ = {0x07: " ", 0x0B: " ", 0x0C: " ", 0x1C: " ", 0x1D: " ", 0x1E: "-", 0x1F: "\u00ad"}
# 80 to 9F are letters of Windows 1252 that were taken for Latin 1 (WHATWG, HTML, 13.2.5.80).
_READ |= {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_READ |= {0x2028: " ", 0x2029: " "}
_NAMES = {0x00: "null", 0x0B: "vertical tab", 0x0C: "form feed", 0x1B: "escape", 0x7F: "delete"}
# Invisible and without use here: a record has its own means to say where lines break. The soft
# hyphen stays, it says where a word may be split.
INVISIBLE = dict.fromkeys((0x200B, 0x2060, 0xFEFF))
SOFT_HYPHEN = "\u00ad"
# All that is taken out of copy as it is read, and told.
STRAY = re.compile(f"[{FORBIDDEN.pattern[1:-1]}\u200b\u2060\ufeff\u2028\u2029]")
_UNSEEN_KINDS = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"})
# Letters, marks and signs by their kind that cannot be seen all the same: fillers, selectors.
_UNSEEN = frozenset((0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC))
_UNSEEN |= {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
# White space without the no-break spaces, which stay.
SPACES = re.compile("[ \t\n\r\u2028\u2029]+")

SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
# With the day before it, and a picture's number and width behind it, a file name stays under the
# 255 bytes that systems allow.
STEM_LIMIT = 100
SLUG_LIMIT = 60  # characters, about eight words: longer addresses are not read
# Besides letters, figures and -._ what may stand in an address as it is (RFC 3986, 2.2).
ADDRESS_SIGNS = "%!#$&'()*+,/:;=?@[]~"
LEAST_LETTERS = 3  # of a headline in another script: "Gartner" is a name, "7-26" is not
# Latin letters that NFKD does not take apart.
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l"}
)


def tidy(text: str) -> str:
    """`text` on one line: white space runs as one space, none at the ends, no invisibles, NFC."""
    visible = unicodedata.normalize("NFC", text.translate(INVISIBLE))
    return SPACES.sub(" ", visible).strip()


def forbidden(text: str) -> str:
    """The first character of `text` that may not enter, as U+0000; nothing if all may."""
    found = FORBIDDEN.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def without_controls(text: str) -> str:
    """`text` with what was meant in the place of controls and other stray signs."""
    return STRAY.sub(lambda found: _READ.get(ord(found[0]), ""), text)


def named(sign: str) -> str:
    """A sign that cannot be seen, by its number and name."""
    name = unicodedata.name(sign, _NAMES.get(ord(sign), "control character")).lower()
    return f"U+{ord(sign):04X} ({name})"


def seen(text: str) -> bool:
    """True if anything of `text` can be seen."""
    return any(
        unicodedata.category(sign) not in _UNSEEN_KINDS and ord(sign) not in _UNSEEN
        for sign in text
    )


def slug_of(words: str, limit: int = SLUG_LIMIT) -> str:
    """An address part made from `words`: ASCII letters, digits, hyphens; never empty.

    At most `limit` characters, cut between words.

    Accents are folded and apostrophes closed up. Words in other scripts, of which next to
    nothing would be left, give a name from their hash, the same every time.
    """
    plain = re.sub(f"['’{SOFT_HYPHEN}]", "", words.lower()).translate(LETTERS)
    folded = unicodedata.normalize("NFKD", plain)
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    parts = re.sub("[^a-z0-9]+", "-", bare).strip("-")
    lost = any(c.isalpha() and not c.isascii() for c in bare)
    if not parts or (lost and sum(c.isalpha() for c in parts) < LEAST_LETTERS):
        return "story-" + _digest(words)
    return _shortened(parts, limit)


def bare_words(text: str) -> list[str]:
    """The words of `text` for comparing: no case, apostrophes, soft hyphens, punctuation."""
    return re.findall(r"\w+", re.sub(f"['’{SOFT_HYPHEN}]", "", text.casefold()))


def stem_slug(stem: str) -> str:
    """The address part of a record from its file's name: two names stay two.

    It is the name in full up to `STEM_LIMIT`, a longer one's beginning and its hash.
    """
    slug = slug_of(stem, limit=255)
    if len(slug) <= STEM_LIMIT:
        return slug
    digest = _digest(stem)
    return f"{_shortened(slug, STEM_LIMIT - len(digest) - 1)}-{digest}"


def _shortened(slug: str, limit: int) -> str:
    """`slug` cut between its words to `limit`."""
    if len(slug) <= limit:
        return slug
    head, hyphen, _ = slug[: limit + 1].rpartition("-")
    return head if hyphen else slug[:limit]


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:8]


def line_of(path: Path, character: str) -> int:
    """The first line of a text file that has `character`, from 1; 0 for none.

    The text is as filed: a sign that copy editing put in is not found.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return 0
    return next((number for number, line in enumerate(lines, start=1) if character in line), 0)


def ascii_address(url: str) -> str:
    """A web address in the signs that RFC 3986 has for it: what codes and PDF links hold."""
    parts = urlsplit(url)
    try:
        netloc = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except UnicodeError:  # a label that no name has; the rest of the address is mended all the same
        netloc = parts.netloc
    return quote(parts._replace(netloc=netloc).geturl(), safe=ADDRESS_SIGNS)


def has_words(text: str) -> bool:
    """True if `text` has a letter or a figure: a line of ___ or * * * has none."""
    return any(character.isalnum() for character in text)


_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def small_figures(text: str, *, raised: bool) -> str:
    """The text in raised or lowered figures; as it is if a sign of it has no such form."""
    table = _RAISED if raised else _LOWERED
    return text.translate(table) if all(ord(sign) in table for sign in text) else text


def ordinal(number: int) -> str:
    """A number's place in a row, in English: 1st, 2nd, 3rd, 11th."""
    teens = number // 10 % 10 == 1
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
