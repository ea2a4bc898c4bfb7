"""What made-up pages are dressed in: their faces, the words of their lines, their pictures.

`Typewriter` is for facts: every letter of Courier is 0.6 em wide, so that lines can be justified
without a font's tables. `Newsprint` is for pages that are looked at: the paper's own faces.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Protocol

import numpy as np
import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont

EM = 0.6
TYPEWRITER_FACES = ("Courier", "Courier-Bold", "Helvetica-Bold")
FONTS = Path(__file__).parents[2] / "assets" / "fonts"
NEWSPRINT_FACES = {
    "Body": "text/SourceSerif4SmText-Regular.ttf",
    "Head": "head/EPHead-Bold.ttf",
    "Label": "sans/IBMPlexSansCondensed-SemiBold.ttf",
    "Plate": "plate/ManufacturingConsent-Regular.ttf",
}
SIGNS = range(32, 127)
PROSE = """
lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore
et dolore magna aliqua ut enim ad minim veniam quis nostrud ullamco laboris nisi ut aliquip ex ea
commodo consequat duis aute irure dolor in voluptate velit esse cillum dolore eu fugiat nulla
pariatur sint occaecat non proident sunt in culpa qui officia deserunt mollit anim id est laborum
"""
LOOK_AHEAD = 50  # words among which a line's last one is chosen
LAST_EM = 1.4  # room that is left for it at least
TIGHT = 5.0  # times as bad: a line too full beside one too empty
CAPITAL_EM = 0.2  # by which a capital is wider
SPLIT = ("volup-", "tate")


class Dress(Protocol):
    """What a page wears; one for each edition, as words are used up."""

    body: str
    head: str
    label: str
    plate: str

    def fonts(self, pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
        """The faces by name."""

    def picture(self, width: int, height: int) -> bytes:
        """A grey picture, a byte for each pixel."""

    def width_em(self, text: str, font: str) -> float:
        """How wide a text runs, without letter space."""

    def line(self, token: str, measure_em: float) -> str:
        """Words that fill a measure of the body, as the token wants them."""


class Typewriter:
    """Courier; words that no language has, each once; flat grey pictures."""

    body, head, label = TYPEWRITER_FACES
    plate = head

    def __init__(self) -> None:
        self.words = words()

    def fonts(self, pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
        return pikepdf.Dictionary({f"/{name}": _standard(name) for name in TYPEWRITER_FACES})

    def picture(self, width: int, height: int) -> bytes:
        return b"\x90" * width * height

    def width_em(self, text: str, font: str) -> float:
        return len(text) * EM

    def line(self, token: str, measure_em: float) -> str:
        letters = int(measure_em / EM)
        if token == "e":
            return "ok"
        start = {"k": "km ", '"': '"'}.get(token, "")
        end = {"-": "-", "a": " a-", "u": " 12", '"': '"'}.get(token, "")
        text = start
        while len(text) + 5 <= letters - len(end):
            text += next(self.words) + " "
        text = text.rstrip()
        fill = letters - len(end) - len(text)
        return text + "o" * min(fill, 3 if token == "w" else fill) + end


def words() -> Iterator[str]:
    """Words of five letters, each once."""
    for number in count():
        letters = ""
        for _ in range(5):
            number, rest = divmod(number * 7 + 3, 23)
            letters += "abcdefghijklmnoprstuvwy"[rest]
        yield letters


class Newsprint:
    """The paper's faces; words that say nothing, their order bent to fill lines; a boat.

    Of the tokens of a line it knows S, m, E, x and the hyphen.
    """

    body, head, label, plate = NEWSPRINT_FACES

    def __init__(self) -> None:
        self.words = deque(PROSE.split())
        self.carried = ""  # the tail of a split word, for the next line

    def fonts(self, pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
        return pikepdf.Dictionary({f"/{name}": _embedded(pdf, name) for name in NEWSPRINT_FACES})

    def picture(self, width: int, height: int) -> bytes:
        """Hills, a low sun, water and a boat."""
        down, across = np.mgrid[0:height, 0:width].astype(np.float64)
        x, y = across / height, down / height  # a square of the picture's height is 1 by 1
        middle = width / height / 2
        shade = 225 - 70 * y
        shade[np.hypot(x - middle * 1.45, y - 0.3) < 0.12] = 250
        hills = 0.52 - 0.16 * np.sin(2.3 * x + 0.6) - 0.05 * np.sin(7 * x)
        shade[y > hills] = 105
        water = y > 0.66
        shade[water] = (150 + 35 * np.sin(60 * y * y + 2 * np.sin(5 * x)))[water]
        shade[(abs(x - middle) < 0.3 - 0.6 * abs(y - 0.7)) & (abs(y - 0.75) < 0.07)] = 30
        shade[(abs(x - middle) < 0.015) & (y > 0.22) & (y < 0.7)] = 30
        sail = (x > middle + 0.03) & (x - middle < 0.5 * (y - 0.2)) & (y < 0.62)
        shade[sail] = 245
        return shade.astype(np.uint8).tobytes()

    def width_em(self, text: str, font: str) -> float:
        widths = _face(font).widths
        return sum(widths[sign] for sign in text)

    def line(self, token: str, measure_em: float) -> str:
        start, self.carried = self.carried, ""
        end = ""
        if token == "-":
            end, self.carried = SPLIT
        if token == "S":
            measure_em -= CAPITAL_EM
        text = self._filled([start] if start else [], end, measure_em)
        if token == "S":
            text = text[0].upper() + text[1:]
        return text + "." if token == "E" else text

    def _filled(self, taken: list[str], end: str, measure_em: float) -> str:
        """Words in turn; the last one is that of the next ones which fills the line best."""
        space_em = self.width_em(" ", self.body)
        left_em = measure_em - sum(self._step(word) for word in (*taken, end) if word) + space_em
        while left_em > self._step(self.words[0]) + LAST_EM:
            taken.append(self._next(0))
            left_em -= self._step(taken[-1])
        over = [left_em - self._step(word) for word in list(self.words)[:LOOK_AHEAD]]
        best = min(range(LOOK_AHEAD), key=lambda n: over[n] if over[n] > 0 else -TIGHT * over[n])
        taken.append(self._next(best))
        return " ".join([*taken, end] if end else taken)

    def _step(self, word: str) -> float:
        return self.width_em(word + " ", self.body)

    def _next(self, place: int) -> str:
        """The word at this place, which goes to the end of the queue."""
        word = self.words[place]
        del self.words[place]
        self.words.append(word)
        return word


@dataclass(frozen=True)
class Face:
    """A face cut down to the signs of plain English: its file and each sign's width in em."""

    name: str
    file: bytes
    widths: dict[str, float]


@cache
def _face(name: str) -> Face:
    path = FONTS / NEWSPRINT_FACES[name]
    font = TTFont(path)
    cutter = subset.Subsetter(subset.Options(layout_features=[], hinting=False))
    cutter.populate(unicodes=SIGNS)
    cutter.subset(font)
    per_em, cmap, advances = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    # A PDF has widths in whole thousandths, and lines are justified by what it has.
    widths = {chr(n): round(advances[cmap[n]][0] * 1000 / per_em) / 1000 for n in cmap}
    file = BytesIO()
    font.save(file)
    return Face(path.stem, file.getvalue(), widths)


def _embedded(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    face = _face(name)
    font_name = pikepdf.Name(f"/{face.name}")
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=font_name,
        Flags=32,  # no symbols
        FontFile2=pdf.make_stream(face.file),
    )
    font = _standard(face.name)
    font.Subtype, font.FirstChar, font.LastChar = pikepdf.Name.TrueType, SIGNS[0], SIGNS[-1]
    font.Widths = [round(face.widths.get(chr(n), 0.0) * 1000) for n in SIGNS]
    font.FontDescriptor = pdf.make_indirect(descriptor)
    return pdf.make_indirect(font)


def _standard(name: str) -> pikepdf.Dictionary:
    """A face that every reader of PDF has."""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name(f"/{name}"),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
