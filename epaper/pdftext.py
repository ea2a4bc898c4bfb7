"""Text read back out of a finished PDF: letters, the lines they make, the places they stand in.

In: a page of a PDF, rectangles in mm. Out: for every rectangle the lines really drawn in it.
The press's proof and the check read with this; what the lines should say, or how they should
look, is not looked at here. Positions are in pt from the page's top left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from ctypes import addressof, byref, c_double, c_float, create_string_buffer
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from epaper.model import JOINED, MM_PER_PT, SQUARE, Rect, script_class
from epaper.model.script import RIGHT_TO_LEFT
from epaper.pdforder import Signs, has_joined, reading_order, runs_left, settled_marks

Floats: TypeAlias = npt.NDArray[np.float64]

EDGE_PT = 1.0
OVERHANG = 0.2  # of the size: an f at a line's end leans 0.12 out of its column
SAME_LINE_PT = 0.5
LETTER_STEP_PT = 60.0  # more than a letter of the largest headline is wide
X_HEIGHT = 0.6  # of the size: between the small letters' height and the capitals'
TOUCH_PT = 0.4
SAME_WIDTH_PT = 0.01
NEAR_SIGNS = 3  # between square letters stand their quotes and dashes
MOST_DRIVEN = 0.6  # of a line's height: more white than that parts words
NAME_BYTES = 120  # of a font's name
# What pdfium reports for a hyphen at the end of a line: its own mark for one that it takes for
# added, the soft hyphen where it does not see the line's end, U+2010 for one of the word's own
# (press/linends.py).
LINE_END_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """A line as drawn: its letters; baseline and ends in pt, y down.

    `size_pt` is the larger of its first and last letter's; `font` the PostScript name of the
    first letter's face; `first` and `end` bound its letters among those of the page. `rtl` is
    true for a line that runs from the right.
    """

    text: str
    left_pt: float
    right_pt: float
    baseline_pt: float
    size_pt: float
    font: str = ""
    first: int = 0
    end: int = 0
    rtl: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the small letters, less a hair's breadth."""
        top = self.baseline_pt - self.size_pt * X_HEIGHT
        return self.left_pt, top + TOUCH_PT, self.right_pt - TOUCH_PT, self.baseline_pt - TOUCH_PT


@dataclass(frozen=True, slots=True)
class Letters:
    """All letters of a page in the order of reading; positions of their origins in pt, y down.

    A space that pdfium made up has the place of the letter before it. `places` are pdfium's
    numbers of the letters.
    """

    texts: list[str]
    x_pt: Floats
    y_pt: Floats
    places: list[int]

    def ordered(self, order: Sequence[int]) -> Letters:
        """The letters in another order."""
        texts, places = [self.texts[n] for n in order], [self.places[n] for n in order]
        return Letters(texts, self.x_pt[order], self.y_pt[order], places)


class PageText:
    """The text of one page. It must be done with before its document is closed."""

    def __init__(self, page: pdfium.PdfPage, height_pt: float) -> None:
        self._page = page.get_textpage()
        self._fonts: dict[int, str] = {}
        self._widths: dict[tuple[int, str], float] = {}
        self.letters = _read_letters(self._page, height_pt)

    def lines(self, rects: Mapping[int, Rect]) -> dict[int, list[DrawnLine]]:
        """The lines by the key of the smallest rectangle they stand in; -1 for none."""
        homes = _homes(self.letters, rects)
        joined = has_joined(self.letters.texts)
        if joined:
            letters = self.letters
            signs = Signs(letters.texts, letters.x_pt, self.box, self._made_up)
            order = reading_order(signs, letters.y_pt, homes)
            self.letters, homes = letters.ordered(order), homes[order]
        lines: dict[int, list[DrawnLine]] = {}
        for start, end in _line_bounds(self.letters, homes, joined=joined):
            line = self._joined_line(start, end) if joined else self._line(start, end)
            if line.text.strip():
                lines.setdefault(int(homes[start]), []).append(line)
        return lines

    def size_pt(self, index: int) -> float:
        """The size at which letter number `index` is drawn."""
        matrix = raw.FS_MATRIX()
        place = self.letters.places[index]
        raw.FPDFText_GetMatrix(self._page.raw, place, matrix)
        scale = float(np.hypot(matrix.c, matrix.d))
        return float(raw.FPDFText_GetFontSize(self._page.raw, place)) * scale

    def font(self, index: int) -> str:
        """The PostScript name of the letter's face, without the mark of a subset."""
        handle = self._font(index)
        if not handle:
            return ""
        key = _address(handle)
        if key not in self._fonts:
            buffer = create_string_buffer(NAME_BYTES)
            raw.FPDFFont_GetBaseFontName(handle, buffer, NAME_BYTES)
            self._fonts[key] = buffer.value.decode("ascii", "replace").rpartition("+")[2]
        return self._fonts[key]

    def width_pt(self, index: int) -> float:
        """The normal width of the letter in its face, without kerning or letter space.

        A small capital says the same letter as a small one, and pdfium finds the width of one of
        the two only: where it differs from the letter drawn, that counts, but for letters whose
        ink leans out of their width (f).
        """
        named_pt = self.width_of(self.letters.texts[index], index) * self.size_pt(index)
        left, right = self.box(index)
        if abs(right - left - named_pt) < SAME_WIDTH_PT:
            return named_pt
        ink_left, _, ink_right, _ = self._page.get_charbox(self.letters.places[index])
        leans = ink_right > right - SAME_WIDTH_PT or ink_left < left + SAME_WIDTH_PT
        return named_pt if leans else right - left

    def width_of(self, letter: str, index: int) -> float:
        """The normal width of `letter` in the face of letter number `index`."""
        handle = self._font(index)
        if not handle:
            return 0.0
        key = (_address(handle), letter)
        if key not in self._widths:
            width = c_float()
            raw.FPDFFont_GetGlyphWidth(handle, ord(letter), 1000.0, byref(width))
            self._widths[key] = width.value / 1000
        return self._widths[key]

    def _font(self, index: int) -> raw.FPDF_FONT | None:
        shown = raw.FPDFText_GetTextObject(self._page.raw, self.letters.places[index])
        return raw.FPDFTextObj_GetFont(shown) if shown else None

    def _line(self, start: int, end: int) -> DrawnLine:
        letters = self.letters
        last = end - 1
        while last > start and letters.texts[last].isspace():
            last -= 1
        text = "".join(letters.texts[start:end]).replace("\n", "")
        right = self._right(last) if text.strip() else float(letters.x_pt[last])
        # A line of square letters may begin with a Latin word, in another face.
        squares = (n for n in range(start, end) if script_class(letters.texts[n]) in SQUARE)
        return DrawnLine(
            text=text,
            left_pt=float(letters.x_pt[start]),
            right_pt=right,
            baseline_pt=float(letters.y_pt[start]),
            size_pt=max(self.size_pt(start), self.size_pt(last)),
            font=self.font(next(squares, start)),
            first=start,
            end=end,
        )

    def _right(self, index: int) -> float:
        """Where the letter's ink ends; a square letter's square, which a comma half fills."""
        sign = self.letters.texts[index]
        loose = script_class(sign) in SQUARE or "\uff01" <= sign <= "\uff60"
        return float(self._page.get_charbox(self.letters.places[index], loose=loose)[2])

    def box(self, index: int) -> tuple[float, float]:
        """Left and right of the letter, its own white included, in pt."""
        left, _, right, _ = self._page.get_charbox(self.letters.places[index], loose=True)
        return left, right

    def _made_up(self, index: int) -> bool:
        return bool(raw.FPDFText_IsGenerated(self._page.raw, self.letters.places[index]) == 1)

    def _joined_line(self, start: int, end: int) -> DrawnLine:
        """A line in which letters may follow each other to the left, and marks stand anywhere."""
        letters = self.letters
        text = "".join(letters.texts[start:end]).replace("\n", "")
        rtl = runs_left(text)
        inked = [n for n in range(start, end) if not letters.texts[n].isspace()]
        if not inked:
            return self._line(start, end)
        if not any(script_class(sign) in JOINED for sign in text):
            return self._line(start, end)
        boxes = [self.box(n) for n in inked]
        first = next((n for n in inked if letters.texts[n].isalpha()), inked[0])
        return DrawnLine(
            text=text.strip() if rtl else text,
            # From the left a line begins with its first letter's origin, as in Latin.
            left_pt=min(left for left, _ in boxes) if rtl else float(letters.x_pt[inked].min()),
            right_pt=max(right for _, right in boxes),
            baseline_pt=float(letters.y_pt[first]),
            size_pt=max(self.size_pt(inked[0]), self.size_pt(inked[-1])),
            font=self.font(first),
            first=start,
            end=end,
            rtl=rtl,
        )


def overlaps(lines: Sequence[DrawnLine]) -> Iterator[tuple[DrawnLine, DrawnLine]]:
    """Pairs of lines whose small letters touch."""
    boxes = np.array([line.box for line in lines]).reshape(-1, 4)
    left, top, right, bottom = boxes.T
    across = (left[:, None] < right) & (left < right[:, None])
    down = (top[:, None] < bottom) & (top < bottom[:, None])
    for first, second in np.argwhere(np.triu(across & down, 1)):
        yield lines[first], lines[second]


def stands_on(line: DrawnLine, rect: Rect) -> bool:
    """Whether the line touches the rectangle."""
    left, top, right, bottom = line.box
    return (
        left < rect.right_mm / MM_PER_PT
        and right > rect.x_mm / MM_PER_PT
        and top < rect.bottom_mm / MM_PER_PT
        and bottom > rect.y_mm / MM_PER_PT
    )


def too_long(line: DrawnLine, rect: Rect) -> bool:
    """Whether the line ends beyond its rectangle."""
    if line.rtl:
        return line.left_pt < rect.x_mm / MM_PER_PT - max(EDGE_PT, OVERHANG * line.size_pt)
    return line.right_pt > rect.right_mm / MM_PER_PT + max(EDGE_PT, OVERHANG * line.size_pt)


def leaves_page(line: DrawnLine, width_mm: float, height_mm: float) -> bool:
    """Whether any of the line stands outside a page of that size."""
    left, top, right, bottom = line.box
    width, height = width_mm / MM_PER_PT, height_mm / MM_PER_PT
    return left < 0 or top < 0 or right > width or bottom > height


def excerpt(line: DrawnLine) -> str:
    """The line's beginning, quoted, for messages."""
    text = " ".join(line.text.split())
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def _address(handle: raw.FPDF_FONT) -> int:
    return addressof(handle.contents)


def _read_letters(text_page: pdfium.PdfTextPage, height_pt: float) -> Letters:
    """Letters with their origins. A space too wide for pdfium is one that it generated."""
    count = text_page.count_chars()
    texts: list[str] = []
    made_up: list[int] = []
    xs, ys = np.empty(count), np.empty(count)
    x, y = c_double(), c_double()
    x_at, y_at, handle = byref(x), byref(y), text_page.raw
    unicode_of, origin_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin
    generated = raw.FPDFText_IsGenerated
    for index in range(count):
        code = unicode_of(handle, index)
        if code <= 32 and generated(handle, index) == 1:
            texts.append(" " if code == 32 else "\n")
            made_up += [index] if code == 32 else []
            xs[index] = ys[index] = np.nan
            continue
        texts.append(LINE_END_HYPHENS.get(code) or chr(code))
        origin_of(handle, index, x_at, y_at)
        xs[index], ys[index] = x.value, height_pt - y.value
    baselines = _filled(ys)
    if has_joined(texts):
        baselines = settled_marks(texts, _filled(xs), baselines)
    letters = Letters(texts, _filled(xs), baselines, list(range(count)))
    loose = _made_up_among_squares(text_page, texts, made_up)
    return letters.ordered([n for n in range(count) if n not in loose]) if loose else letters


def _made_up_among_squares(
    text_page: pdfium.PdfTextPage, texts: Sequence[str], made_up: Sequence[int]
) -> set[int]:
    """Spaces that pdfium saw between square letters, or beside them, that are driven apart."""
    return {
        place
        for place in made_up
        if 0 < place < len(texts) - 1
        and any(map(_is_square, texts[max(0, place - NEAR_SIGNS) : place + NEAR_SIGNS + 1]))
        and _white(text_page, place) < MOST_DRIVEN
    }


def _is_square(sign: str) -> bool:
    return script_class(sign) in SQUARE


def _white(text_page: pdfium.PdfTextPage, place: int) -> float:
    """White between the letters before and after a place, of the first one's height."""
    _, bottom, right, top = text_page.get_charbox(place - 1, loose=True)
    left = text_page.get_charbox(place + 1, loose=True)[0]
    return float(abs(left - right) / max(top - bottom, 0.1))


def _filled(values: Floats) -> Floats:
    """Generated signs have no place: they get that of the sign before."""
    known = np.where(np.isnan(values), 0, np.arange(len(values)))
    filled: Floats = values[np.maximum.accumulate(known)] if len(values) else values
    return np.nan_to_num(filled)


def _homes(letters: Letters, rects: Mapping[int, Rect]) -> npt.NDArray[np.int64]:
    """For each letter the key of the smallest rectangle it stands in, -1 for none."""
    homes = np.full(len(letters.texts), -1)
    for key, rect in sorted(rects.items(), key=lambda entry: -entry[1].area_mm2):
        inside = (
            (letters.x_pt > rect.x_mm / MM_PER_PT - EDGE_PT)
            & (letters.x_pt < rect.right_mm / MM_PER_PT + EDGE_PT)
            & (letters.y_pt > rect.y_mm / MM_PER_PT)
            & (letters.y_pt < rect.bottom_mm / MM_PER_PT + EDGE_PT)
        )
        homes[inside] = key
    for place in np.flatnonzero(homes == -1):
        if place and _runs_on(letters, int(place)):
            homes[place] = homes[place - 1]
    return homes


def _runs_on(letters: Letters, place: int) -> bool:
    """Whether the letter goes on in the line of the letter before: a line too long, then."""
    step_pt = letters.x_pt[place] - letters.x_pt[place - 1]
    drop_pt = abs(letters.y_pt[place] - letters.y_pt[place - 1])
    if script_class(letters.texts[place]) in RIGHT_TO_LEFT:
        step_pt = -step_pt
    return bool(0 <= step_pt < LETTER_STEP_PT and drop_pt < SAME_LINE_PT)


def _line_bounds(
    letters: Letters, homes: npt.NDArray[np.int64], *, joined: bool
) -> Iterator[tuple[int, int]]:
    """Start and end of each line: letters drawn in a row on one baseline in one rectangle.

    A step to the left begins a line, but not where letters are `joined`.
    """
    if not letters.texts:
        return
    changes = (np.abs(np.diff(letters.y_pt)) > SAME_LINE_PT) | (np.diff(homes) != 0)
    if not joined:
        changes |= np.diff(letters.x_pt) < -SAME_LINE_PT
    starts = [0, *(np.flatnonzero(changes) + 1).tolist()]
    yield from zip(starts, [*starts[1:], len(letters.texts)], strict=True)
