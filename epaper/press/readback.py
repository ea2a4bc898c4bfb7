"""Reading a finished PDF back: its letters, the lines they make, the frames they stand in.

In: the PDF and the plan. Out: for every frame the lines that are really drawn in it, and
problems of place: text outside every frame or the page, lines over lines or over photographs.
What the lines should say is not looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from epaper.model import (
    MM_PER_PT,
    At,
    Dummy,
    Frame,
    PhotoFrame,
    Problem,
    Rect,
    RuleFrame,
    Severity,
)

Floats: TypeAlias = npt.NDArray[np.float64]

EDGE_PT = 1.0
OVERHANG = 0.15  # of the size: an f at a line's end leans 0.12 out of its column
SAME_LINE_PT = 0.5
LETTER_STEP_PT = 60.0  # more than a letter of the largest headline is wide
X_HEIGHT = 0.45  # of the size, and rather less than most faces have
TOUCH_PT = 0.4
# What pdfium reports for a hyphen at the end of a line.
LINE_END_HYPHENS = {0x02: "-", 0xFFFE: "-"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """A line as drawn: its letters; baseline and ends in pt, y down."""

    text: str
    left_pt: float
    right_pt: float
    baseline_pt: float
    size_pt: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the small letters, less a hair's breadth."""
        top = self.baseline_pt - self.size_pt * X_HEIGHT
        return self.left_pt, top + TOUCH_PT, self.right_pt - TOUCH_PT, self.baseline_pt - TOUCH_PT


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page read back: the drawn lines of each frame by its index in the dummy; -1 for none."""

    number: int
    lines: dict[int, list[DrawnLine]]


@dataclass(frozen=True, slots=True)
class _Letters:
    """All letters of a page in the order of drawing; positions of their origins in pt, y down."""

    texts: list[str]
    x_pt: Floats
    y_pt: Floats


def read_page(page: pdfium.PdfPage, dummy: Dummy) -> ReadPage:
    """The page's lines by frame."""
    text_page = page.get_textpage()
    letters = _read_letters(text_page, dummy.height_mm / MM_PER_PT)
    homes = _frames_of(letters, dummy.frames)
    lines: dict[int, list[DrawnLine]] = {}
    for start, end in _line_bounds(letters, homes):
        line = _drawn_line(text_page, letters, start, end)
        if line.text.strip():
            lines.setdefault(int(homes[start]), []).append(line)
    return ReadPage(number=dummy.number, lines=lines)


def faults_of_place(page: ReadPage, dummy: Dummy) -> Iterator[Problem]:
    """What stands where nothing should stand."""
    where = At(page=dummy.number)
    for line in page.lines.get(-1, ()):
        yield _fault("F-203", where, f"text stands outside every frame: {_excerpt(line)}")
    for index, lines in page.lines.items():
        frame = dummy.frames[index] if index >= 0 else None
        for line in lines:
            if _leaves_page(line, dummy):
                yield _fault("F-206", where, f"text leaves the page: {_excerpt(line)}")
            elif frame is not None and _too_long(line, frame.rect):
                yield _fault("F-207", where, f"a line is too long for its frame: {_excerpt(line)}")
    everything = [line for lines in page.lines.values() for line in lines]
    for first, second in _overlaps(everything):
        message = f"lines overlap: {_excerpt(first)} and {_excerpt(second)}"
        yield _fault("F-205", where, message)
    photos = [frame.rect for frame in dummy.frames if isinstance(frame, PhotoFrame)]
    for line in everything:
        if any(_on_photo(line, rect) for rect in photos):
            yield _fault("F-205", where, f"text stands on a photograph: {_excerpt(line)}")


def _read_letters(text_page: pdfium.PdfTextPage, height_pt: float) -> _Letters:
    """Letters with their origins. A space too wide for pdfium is one that it generated."""
    count = text_page.count_chars()
    texts: list[str] = []
    xs, ys = np.empty(count), np.empty(count)
    x, y = c_double(), c_double()
    x_at, y_at, handle = byref(x), byref(y), text_page.raw
    unicode_of, origin_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin
    generated = raw.FPDFText_IsGenerated
    for index in range(count):
        code = unicode_of(handle, index)
        if code <= 32 and generated(handle, index) == 1:
            texts.append(" " if code == 32 else "\n")
            xs[index] = ys[index] = np.nan
            continue
        texts.append(LINE_END_HYPHENS.get(code) or chr(code))
        origin_of(handle, index, x_at, y_at)
        xs[index], ys[index] = x.value, height_pt - y.value
    return _Letters(texts, _filled(xs), _filled(ys))


def _filled(values: Floats) -> Floats:
    """Generated signs have no place: they get that of the sign before."""
    known = np.where(np.isnan(values), 0, np.arange(len(values)))
    filled: Floats = values[np.maximum.accumulate(known)] if len(values) else values
    return np.nan_to_num(filled)


def _frames_of(letters: _Letters, frames: Sequence[Frame]) -> npt.NDArray[np.int64]:
    """For each letter the index of the smallest frame it stands in, -1 for none."""
    homes = np.full(len(letters.texts), -1)
    bearing = [i for i, frame in enumerate(frames) if not isinstance(frame, RuleFrame | PhotoFrame)]
    for index in sorted(bearing, key=lambda i: -frames[i].rect.area_mm2):
        rect = frames[index].rect
        inside = (
            (letters.x_pt > rect.x_mm / MM_PER_PT - EDGE_PT)
            & (letters.x_pt < rect.right_mm / MM_PER_PT + EDGE_PT)
            & (letters.y_pt > rect.y_mm / MM_PER_PT)
            & (letters.y_pt < rect.bottom_mm / MM_PER_PT + EDGE_PT)
        )
        homes[inside] = index
    for place in np.flatnonzero(homes == -1):
        if place and _runs_on(letters, int(place)):
            homes[place] = homes[place - 1]
    return homes


def _runs_on(letters: _Letters, place: int) -> bool:
    """Whether the letter goes on in the line of the letter before: a line too long, then."""
    step_pt = letters.x_pt[place] - letters.x_pt[place - 1]
    drop_pt = abs(letters.y_pt[place] - letters.y_pt[place - 1])
    return bool(0 <= step_pt < LETTER_STEP_PT and drop_pt < SAME_LINE_PT)


def _line_bounds(letters: _Letters, homes: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Start and end of each line: letters drawn in a row on one baseline in one frame."""
    if not letters.texts:
        return
    changes = (np.abs(np.diff(letters.y_pt)) > SAME_LINE_PT) | (np.diff(homes) != 0)
    changes |= np.diff(letters.x_pt) < -SAME_LINE_PT
    starts = [0, *(np.flatnonzero(changes) + 1).tolist()]
    yield from zip(starts, [*starts[1:], len(letters.texts)], strict=True)


def _drawn_line(
    text_page: pdfium.PdfTextPage, letters: _Letters, start: int, end: int
) -> DrawnLine:
    text = "".join(letters.texts[start:end]).replace("\n", "")
    last = end - 1
    while last > start and letters.texts[last].isspace():
        last -= 1
    right = text_page.get_charbox(last)[2] if text.strip() else float(letters.x_pt[last])
    sizes = {raw.FPDFText_GetFontSize(text_page.raw, index) for index in (start, last)}
    return DrawnLine(
        text=text,
        left_pt=float(letters.x_pt[start]),
        right_pt=right,
        baseline_pt=float(letters.y_pt[start]),
        size_pt=max(sizes),
    )


def _overlaps(lines: Sequence[DrawnLine]) -> Iterator[tuple[DrawnLine, DrawnLine]]:
    boxes = np.array([line.box for line in lines]).reshape(-1, 4)
    left, top, right, bottom = boxes.T
    across = (left[:, None] < right) & (left < right[:, None])
    down = (top[:, None] < bottom) & (top < bottom[:, None])
    for first, second in np.argwhere(np.triu(across & down, 1)):
        yield lines[first], lines[second]


def _on_photo(line: DrawnLine, rect: Rect) -> bool:
    left, top, right, bottom = line.box
    return (
        left < rect.right_mm / MM_PER_PT
        and right > rect.x_mm / MM_PER_PT
        and top < rect.bottom_mm / MM_PER_PT
        and bottom > rect.y_mm / MM_PER_PT
    )


def _too_long(line: DrawnLine, rect: Rect) -> bool:
    return line.right_pt > rect.right_mm / MM_PER_PT + max(EDGE_PT, OVERHANG * line.size_pt)


def _leaves_page(line: DrawnLine, dummy: Dummy) -> bool:
    left, top, right, bottom = line.box
    width, height = dummy.width_mm / MM_PER_PT, dummy.height_mm / MM_PER_PT
    return left < 0 or top < 0 or right > width or bottom > height


def _fault(code: str, where: At, message: str) -> Problem:
    hint = "a fault of the layout or of make-up: please report it with the day's copy"
    return Problem(code=code, severity=Severity.STOP, where=where, message=message, hint=hint)


def _excerpt(line: DrawnLine) -> str:
    text = " ".join(line.text.split())
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
