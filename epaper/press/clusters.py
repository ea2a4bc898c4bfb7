"""Words whose letters are not drawn in the order they are read in, told in the PDF.

In Devanagari, Bengali and their like a syllable is a cluster of glyphs: the sign for i stands
before the consonant that it follows, others join to one glyph. A reader of PDF sees glyphs only.
So a word with such a cluster says its letters itself (ActualText, PDF 32000-1, 14.9.4); one in
which each glyph is a letter says them by the font's own table.

It is words and not syllables that say so, each with the space after it: pdfium, and so Chrome,
makes up spaces between what is said apart where a mark stands back over its letter, and passes
over a space that is shown by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from epaper.model.script import REORDERED, script_class

LEAST_RISE = 0.1  # px


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph to draw: its number, where it stands from the line's start, how high, in px.

    `width_em` is what the PDF's font says of it, in 1/1000 em.
    """

    number: int
    x: float
    rise: float
    width_em: int


@dataclass(frozen=True, slots=True)
class _Type:
    """A font in use: the operation that takes it, its size in px."""

    operation: bytes = b""
    size: float = 1.0


@dataclass(slots=True)
class Writer:
    """Writes the operations of a line, a word at a time.

    A word may be of several fonts: the space after one in Devanagari, or the comma, often is of
    the Latin face. Of a word the glyphs on the baseline come first: of what one text says, pdfium
    takes place and width from the first operation.
    """

    operations: list[bytes] = field(default_factory=list)
    x: float = 0.0  # where the last glyph ends, from the line's start in px
    rise: float = 0.0
    _type: _Type = field(default_factory=_Type)  # of the glyphs to come
    _written: _Type = field(default_factory=_Type)  # of the last operation
    _word: list[tuple[_Type, Glyph]] = field(default_factory=list)
    _text: str = ""
    _plain: bool = True

    def font(self, operation: bytes, size: float) -> None:
        """Go on in a font of `size` px."""
        self._type = _Type(operation, size)

    def add(self, glyphs: Sequence[Glyph], text: str, plain: bool) -> None:
        """Glyphs that together say `text`; `plain` if the font's table tells it."""
        self._word += [(self._type, glyph) for glyph in glyphs]
        self._text += text
        self._plain = self._plain and plain
        if text.endswith(" "):
            self.end()

    def widen(self, wider: Callable[[int], int | None], by: int) -> None:
        """Let the last glyph that waits reach `by` 1/1000 em further; `wider` has its number."""
        waiting = [n for n, (_, glyph) in enumerate(self._word) if glyph.width_em]
        number = wider(self._word[waiting[-1]][1].number) if waiting else None
        if number is not None:
            kind, glyph = self._word[waiting[-1]]
            longer = replace(glyph, number=number, width_em=glyph.width_em + by)
            self._word[waiting[-1]] = kind, longer

    def end(self) -> None:
        """Write the word that waits."""
        if self._word:
            self._take(self._first_type())
        if not self._plain:
            said = self._text.encode("utf-16-be").hex().encode()
            self.operations.append(b"/Span <</ActualText <feff" + said + b">>> BDC")
        rises = {_seen(glyph.rise) for _, glyph in self._word}
        for rise in sorted(rises, key=_baseline_first):
            level = [entry for entry in self._word if _seen(entry[1].rise) == rise]
            for kind, group in groupby(level, key=lambda entry: entry[0]):
                self._take(kind)
                self._show([glyph for _, glyph in group], rise)
        if not self._plain:
            self.operations.append(b"EMC")
        self._word, self._text, self._plain = [], "", True

    def _first_type(self) -> _Type:
        """That of the first glyph to be written."""
        return min(self._word, key=lambda entry: _baseline_first(_seen(entry[1].rise)))[0]

    def _take(self, kind: _Type) -> None:
        if kind != self._written:
            self.operations.append(kind.operation)
            self._written = kind

    def _show(self, glyphs: Sequence[Glyph], rise: float) -> None:
        if rise != self.rise:
            self.operations.append(b"%.3f Ts" % rise)
            self.rise = rise
        shown, size = b"", self._written.size
        for glyph in glyphs:
            move = round((self.x - glyph.x) * 1000 / size)
            shown += (b"%d " % move if move else b"") + b"<%04x>" % glyph.number
            self.x += (glyph.width_em - move) * size / 1000
        self.operations.append(b"[" + shown + b"] TJ")


def _baseline_first(rise: float) -> tuple[bool, float]:
    return rise != 0, rise


def _seen(rise: float) -> float:
    """`rise` if it can be seen; less would be an operation more, which pdfium may read apart."""
    return rise if abs(rise) >= LEAST_RISE else 0.0


def reordered(text: str) -> bool:
    """True if `text` has letters of a script in which glyphs do not stand as letters are read."""
    return any(script_class(sign) in REORDERED for sign in text)


def clusters(starts: Sequence[int], text: bytes) -> Iterator[tuple[range, str]]:
    """The glyphs of each cluster and what they say, from the byte of `text` each begins at."""
    bounds = sorted({*starts, len(text)})
    ends = dict(pairwise(bounds))
    first = 0
    for place in range(1, len(starts) + 1):
        if place == len(starts) or starts[place] != starts[first]:
            begin = starts[first]
            yield range(first, place), text[begin : ends[begin]].decode()
            first = place
