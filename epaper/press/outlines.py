"""Lines drawn as outlines, with their letters unseen upon them: Nastaliq.

Words of Nastaliq slope down to the left, and letters stand one over another. Readers of PDF put
letters into lines by their places and would take such a word to pieces. So its glyphs are filled
paths, and the letters lie over them clear as glass (text rendering mode 3, PDF 32000-1, 9.3.6),
side by side on the baseline, each word's in the word's width. Copies, searches and the check
find the words as they find those of Naskh.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import uharfbuzz as hb
from fontTools.pens.recordingPen import RecordingPen

# Of a pen (fontTools), and of PDF.
OPERATORS = {
    "moveTo": b"m", "lineTo": b"l", "qCurveTo": b"c", "curveTo": b"c", "closePath": b"h"
}  # fmt: skip
ALEF = "\u0627"
OUTLINED = frozenset({"EPNastaliq"})  # families, as CSS names them


def is_outlined(css_name: str) -> bool:
    """True if lines in the face of this name are drawn so; `Face.css_name` ends in its weight."""
    return css_name.split("-")[0] in OUTLINED


def number_of(sign: str) -> int:
    """A letter's number above a font's last glyph, past those of linends.py."""
    code = ord(sign)
    return 300 + (code if code < 0x800 else 0x800 + code % 0x400)


def glyph_path(
    font: hb.Font, glyph: int, place: tuple[float, float], scale: float
) -> Iterator[bytes]:
    """Path operations for the outline of `glyph` from `place` on, its units times `scale`.

    A curve of TrueType is one of PDF whose control points lie two thirds of the way.
    """
    pen = RecordingPen()
    font.draw_glyph_with_pen(glyph, pen)
    at = (0.0, 0.0)
    for name, points in pen.value:
        if name == "qCurveTo":
            control, end = points
            points = (_toward(at, control), _toward(end, control), end)
        numbers = [b"%.3f %.3f" % (place[0] + x * scale, place[1] + y * scale) for x, y in points]
        yield b" ".join((*numbers, OPERATORS[name]))
        at = points[-1] if points else at


def _toward(point: tuple[float, float], control: tuple[float, float]) -> tuple[float, float]:
    return (
        point[0] + 2 / 3 * (control[0] - point[0]),
        point[1] + 2 / 3 * (control[1] - point[1]),
    )


@dataclass(frozen=True, slots=True)
class Cluster:
    """Letters in the order they are read in, and where their glyphs stand, in px from the left."""

    letters: str
    left: float
    width: float


def words_in_place(clusters: Sequence[Cluster], *, rtl: bool) -> Iterator[Cluster]:
    """Words, each with the space at its right, from left to right; their letters in that order.

    pdfium passes over a space that is shown by itself. From the right a mark stands before its
    letter, as readers expect that turn lines around.
    """
    word: list[Cluster] = []
    for cluster in clusters:
        if word and word[-1].letters.isspace() and not cluster.letters.isspace():
            yield _joined(word, rtl)
            word = []
        word.append(cluster)
    if word:
        yield _joined(word, rtl)


def _joined(word: Sequence[Cluster], rtl: bool) -> Cluster:
    letters = "".join(cluster.letters for cluster in (reversed(word) if rtl else word))
    width = word[-1].left + word[-1].width - word[0].left
    return Cluster(letters[::-1] if rtl else letters, word[0].left, width)


@dataclass(slots=True)
class Unseen:
    """Writes the letters of a line: each word's as broad or narrow as make it fill its width."""

    size: float = 1.0  # of the font, in px
    x: float = 0.0  # where the last letter ends
    operations: list[bytes] = field(default_factory=lambda: [b"3 Tr"])

    def font(self, operation: bytes, size: float) -> None:
        """Go on in a font of `size` px."""
        self.operations.append(operation)
        self.size = size

    def add(self, word: Cluster, glyphs: Sequence[tuple[int, int]]) -> None:
        """A word's glyphs, each with its width in 1/1000 em."""
        natural = sum(width for _, width in glyphs) * self.size / 1000
        scale = word.width / natural if natural and word.width > 0 else 1.0
        move = (self.x - word.left) * 1000 / (self.size * scale)
        shown = b"".join(b"%04x" % glyph for glyph, _ in glyphs)
        self.operations.append(b"%.3f Tz [%.2f <%s>] TJ" % (100 * scale, move, shown))
        self.x = word.left + natural * scale

    def end(self) -> list[bytes]:
        """All operations; what follows is seen again."""
        return [*self.operations, b"0 Tr 100 Tz"]
