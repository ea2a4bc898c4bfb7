"""Text in, measured words out: widths in pt, and every place a word may be split."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from epaper.typeset.fonts import FontFace
from epaper.typeset.hyphens import points as hyphen_points
from epaper.typeset.kinsoku import may_part

NBSP = "\u00a0"
SOFT_HYPHEN = "\u00ad"
HYPHEN = "-"  # in every face; U+2010 is not
WHITE = re.compile(r"[ \t\n\r\f\v\u2028\u2029\u200b]+")  # a no-break space is no place to break
# After a dash that opens (Spanish: “—dijo”) or before a comma there is no break.
OWN_BREAK = re.compile(
    r"(?<=[^\W_])[-\u2010\u2013\u2014/]+(?=[^\W_])|(?<=\S)\u2014(?=[\w“‘«„\"'(¿¡])"
)
BEFORE_NAMES = frozenset("Mr Mrs Ms Miss Dr Prof Sir Lord Lady Rev St No. p. pp. vol. Art.".split())
UNITS = frozenset(
    "mm cm m km kg g t kW MW GW MWh GWh hp ml l ha ft in lb oz mph km/h knots am pm a.m. p.m. "
    "million billion trillion per percent °C".split()
)
INITIAL = re.compile(r"[A-Z]\.$")


class Split(IntEnum):
    """What happens where a line ends."""

    SPACE = 0  # between words
    HYPHEN = 1  # in a word, a hyphen is added
    OWN = 2  # after a hyphen, dash or slash of the word's own
    FREE = 3  # anywhere in a word that is wider than the column
    NAME = 4  # as HYPHEN, in a capitalised word: most are names, which papers rather leave whole
    SQUARE = 5  # between square letters, where nothing is added and nothing is lost


HYPHENATED = (Split.HYPHEN, Split.NAME)

# A word of more letters (an address, a picture as text, copy with no-break spaces throughout, long
# paragraphs of Chinese) is measured in stretches: shaping it anew for each of its split points
# takes their square. Shorter ones come out as if shaped whole to the last bit, by being so. What a
# letter does to others reaches CONTEXT letters: kerning and joining one, a syllable of Devanagari
# up to ten.
LONG, STRIDE, CONTEXT = 400, 32, 16
# Anywhere in one of more letters than this means at every so many: 2 % of a column in between.
VERY_LONG, STEP = 1000, 4


class WordExtent(NamedTuple):
    """Width in pt with ligatures, without them, letters to space, no-break spaces inside."""

    width: float
    plain: float
    clusters: int
    spaces: int


NOTHING = WordExtent(0.0, 0.0, 0, 0)


class SplitPoint(NamedTuple):
    """A place to split a word: before the letter number `at`.

    `end` is the extent of the word's first part as printed, hyphen included; `start` the
    word's extent less that of its second part, so that the extent of a line is always
    the end of its last word less the start of its first.
    """

    at: int
    split: Split
    end: WordExtent
    start: WordExtent


class Word(NamedTuple):
    """A word as printed, measured. `binds` keeps it on one line with the next word."""

    text: str
    extent: WordExtent
    points: tuple[SplitPoint, ...]
    binds: bool
    counts: bool
    is_unit: bool


class Piece(NamedTuple):
    """A part of a word in one face."""

    text: str
    measure: Measure
    italic: bool = False
    bold: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """Measures words of one face, size and language; keeps what it measured."""

    face: FontFace
    size_pt: float
    language: str
    hyphenate: bool = True
    _words: dict[str, Word] = field(default_factory=dict, repr=False)

    @property
    def space_pt(self) -> float:
        """Width of a normal word space."""
        return self.face.extent(" ", self.language).width_em * self.size_pt

    def word(self, text: str) -> Word:
        """`text`, one word, measured."""
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = measure_word((Piece(text, self),), self.hyphenate)
        return found

    def extent(self, text: str) -> WordExtent:
        """Extent of a text without break; no-break spaces count as spaces to stretch.

        WeasyPrint stretches them too, and shapes what stands between them apart.
        """
        width = plain = 0.0
        clusters = 0
        parts = text.split(NBSP)
        for part in parts:
            if part:
                shaped = self.face.extent(part, self.language)
                width += shaped.width_em
                plain += shaped.plain_em
                clusters += shaped.clusters
        spaces = len(parts) - 1
        space = spaces * self.space_pt
        size = self.size_pt
        return WordExtent(width * size + space, plain * size + space, clusters + spaces, spaces)


@lru_cache(maxsize=512)
def measure_for(face: FontFace, size_pt: float, language: str, hyphenate: bool) -> Measure:
    """The measure for these, always the same one, so that words are shaped only once."""
    return Measure(face, size_pt, language, hyphenate)


def measure_word(pieces: tuple[Piece, ...], hyphenate: bool = True) -> Word:
    """A word of one or more faces, measured whole and at each of its split points."""
    raw = "".join(piece.text for piece in pieces)
    clean = without_soft_hyphens(pieces)
    text = "".join(piece.text for piece in clean)
    ruler = ruler_for(clean)
    language = pieces[0].measure.language
    points = tuple(
        split_point(ruler, index, split)
        for index, split in _places(raw, text, language if hyphenate else None)
    )
    bare = text.rstrip(".,;:!?)”’\"'")
    return Word(
        text,
        ruler.whole,
        points,
        text in BEFORE_NAMES or INITIAL.match(text) is not None,
        text[-1:].isdigit(),
        bare in UNITS or text in UNITS,
    )


def without_soft_hyphens(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces as printed."""
    return tuple(piece._replace(text=piece.text.replace(SOFT_HYPHEN, "")) for piece in pieces)


def extent_of(pieces: tuple[Piece, ...], start: int = 0, end: int | None = None) -> WordExtent:
    """Extent of letters `start` to `end` of a word of pieces."""
    width = plain = 0.0
    clusters = spaces = position = 0
    for piece in pieces:
        text = piece.text[max(0, start - position) : None if end is None else end - position]
        if text and (end is None or position < end):
            extent = piece.measure.extent(text)
            width += extent.width
            plain += extent.plain
            clusters += extent.clusters
            spaces += extent.spaces
        position += len(piece.text)
    return WordExtent(width, plain, clusters, spaces)


class Ruler:
    """Extents of a word's beginnings and ends, each shaped as it will stand in its line."""

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.pieces = pieces
        self.whole = self.head(sum(len(piece.text) for piece in pieces))

    def head(self, index: int, sign: str = "") -> WordExtent:
        """The letters before `index`, and `sign` after them in the last one's face."""
        if sign:
            return extent_of(_signed(_upto(self.pieces, index), sign))
        return extent_of(self.pieces, 0, index)

    def tail(self, index: int) -> WordExtent:
        """The letters from `index`."""
        return extent_of(self.pieces, index)


class LongRuler(Ruler):
    """The same of a long word, from the letters around each place: time goes with the letters."""

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.starts = list(accumulate((len(p.text) for p in pieces), initial=0))
        self.marks = [NOTHING]  # extents of the letters before each multiple of STRIDE
        super().__init__(pieces)

    def head(self, index: int, sign: str = "") -> WordExtent:
        """The letters before `index`, and `sign` after them in the last one's face."""
        mark = index // STRIDE
        while len(self.marks) <= mark:
            self.marks.append(self._after(len(self.marks) - 1, len(self.marks) * STRIDE))
        return self._after(mark, index, sign)

    def tail(self, index: int) -> WordExtent:
        """The letters from `index`."""
        mark = -(-(index + CONTEXT) // STRIDE)
        if mark * STRIDE >= self.starts[-1]:
            return extent_of(self._part(index, self.starts[-1]))
        return _sum(
            extent_of(self._part(index, mark * STRIDE)), _less(self.whole, self.marks[mark])
        )

    def _after(self, mark: int, index: int, sign: str = "") -> WordExtent:
        """The letters before `index`, of which those before a mark are known."""
        known = mark * STRIDE
        start = max(0, known - CONTEXT)
        here = self._part(start, index)
        around = extent_of(_signed(here, sign) if sign else here)
        return _sum(self.marks[mark], _less(around, extent_of(self._part(start, known))))

    def _part(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces' letters from `start` up to `end`."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.starts, end)
        return tuple(
            piece._replace(text=piece.text[max(0, start - begin) : end - begin])
            for piece, begin in zip(self.pieces[first:last], self.starts[first:last], strict=True)
        )


def ruler_for(pieces: tuple[Piece, ...]) -> Ruler:
    """The ruler for a word of these pieces."""
    long = sum(len(piece.text) for piece in pieces) > LONG
    return LongRuler(pieces) if long else Ruler(pieces)


def _sum(a: WordExtent, b: WordExtent) -> WordExtent:
    return WordExtent(a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3])


def _less(a: WordExtent, b: WordExtent) -> WordExtent:
    return WordExtent(a[0] - b[0], a[1] - b[1], a[2] - b[2], a[3] - b[3])


def split_point(ruler: Ruler, index: int, split: Split) -> SplitPoint:
    """The split before letter `index` of the ruler's word, measured."""
    head = ruler.head(index, HYPHEN if split in HYPHENATED else "")
    return SplitPoint(index, split, head, _less(ruler.whole, ruler.tail(index)))


def free_points(pieces: tuple[Piece, ...], word: Word) -> tuple[SplitPoint, ...]:
    """Split points before every letter of `word`, beside its own.

    For a word wider than the column. Marks that belong to the letter before stay with it.
    """
    known = {point.at for point in word.points}
    ruler, step = ruler_for(pieces), STEP if len(word.text) > VERY_LONG else 1
    free = [
        split_point(ruler, index, Split.FREE)
        for index in range(1, len(word.text), step)
        if index not in known and not _joins(word.text, index)
    ]
    return tuple(sorted((*word.points, *free)))


def _upto(pieces: tuple[Piece, ...], index: int) -> tuple[Piece, ...]:
    """The pieces up to letter `index`."""
    kept = []
    for piece in pieces:
        if index <= 0:
            break
        kept.append(piece._replace(text=piece.text[:index]))
        index -= len(piece.text)
    return tuple(kept)


def _signed(pieces: tuple[Piece, ...], sign: str) -> tuple[Piece, ...]:
    """The pieces with a sign after them in the last one's face."""
    return (*pieces[:-1], pieces[-1]._replace(text=pieces[-1].text + sign))


def _places(raw: str, text: str, language: str | None) -> list[tuple[int, Split]]:
    """Where the word `text` may be split; soft hyphens in `raw` overrule the patterns."""
    places: dict[int, Split] = {}
    if SOFT_HYPHEN in raw:
        marks = [match.start() for match in re.finditer(SOFT_HYPHEN, raw)]
        places = {mark - count: Split.HYPHEN for count, mark in enumerate(marks)}
    elif language is not None:
        split = Split.NAME if _is_name(text, language) else Split.HYPHEN
        places = dict.fromkeys(hyphen_points(text, language), split)
    for match in OWN_BREAK.finditer(text):
        places[match.end()] = Split.OWN
    if not text.isascii():
        places |= {n: Split.SQUARE for n in range(1, len(text)) if may_part(*text[n - 1 : n + 1])}
    return sorted((index, split) for index, split in places.items() if 0 < index < len(text))


def _is_name(text: str, language: str) -> bool:
    """True for a capitalised word, but in German, where all nouns are."""
    return text.lstrip("“‘«»(„\u201a\u203a\u202f")[:1].isupper() and not language.startswith("de")


def _joins(text: str, index: int) -> bool:
    """True if the letter at `index` belongs to the one before: marks, joiners, selectors."""
    return (
        text[index] in "\u200d\ufe0e\ufe0f"
        or text[index - 1] == "\u200d"
        or ("\u0300" <= text[index] <= "\u036f" or "\U0001f3fb" <= text[index] <= "\U0001f3ff")
    )
