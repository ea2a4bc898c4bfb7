"""Reading a finished PDF back: the lines really drawn in each frame of the plan.

In: the glyphs of a page and the plan. Out: for every frame its lines and its signs in the order of
drawing, and problems of place: text outside every frame or the page, lines over lines or over
photographs. What the lines should say is not looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from epaper.model import At, Dummy, PhotoFrame, Problem, RuleFrame, Severity
from epaper.pdf.glyphs import Glyphs
from epaper.pdf.order import FROM_RIGHT
from epaper.pdf.text import (
    DrawnLine,
    PageText,
    excerpt,
    leaves_page,
    overlaps,
    stands_on,
    too_long,
)
from epaper.press.placed import Sign

# What cannot be proved is taken out of the paper (epaper/holding.py).
HELD_OUT = "the story is held out; send its file to the makers when the paper is out"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReadBack:
    """A page read back: the drawn lines of each frame by its index in the dummy; -1 for none.

    `signs` are those of each frame in the order of drawing; `both` if some run from the right.
    """

    number: int
    lines: dict[int, list[DrawnLine]]
    signs: dict[int, list[Sign]] = field(default_factory=dict)
    both: bool = False


def read_page(glyphs: Glyphs, dummy: Dummy) -> PageReadBack:
    """The page's lines by frame."""
    bearing = {
        index: frame.rect
        for index, frame in enumerate(dummy.frames)
        if not isinstance(frame, RuleFrame | PhotoFrame)
    }
    text = PageText(glyphs)
    lines = text.lines(bearing)
    signs: dict[int, list[Sign]] = {}
    drawn = text.drawn
    places = zip(drawn.texts, drawn.x_pt.tolist(), drawn.y_pt.tolist(), strict=True)
    for home, sign in zip(text.homes.tolist(), map(Sign._make, places), strict=True):
        signs.setdefault(home, []).append(sign)
    both = any(FROM_RIGHT.match(sign) for sign in set(drawn.texts))
    return PageReadBack(number=dummy.number, lines=lines, signs=signs, both=both)


def faults_of_place(page: PageReadBack, dummy: Dummy) -> Iterator[Problem]:
    """What stands where nothing should stand."""
    where = At(page=dummy.number)
    for line in page.lines.get(-1, ()):
        yield _fault("F-203", where, f"text stands outside every frame: {excerpt(line)}")
    for index, lines in page.lines.items():
        frame = dummy.frames[index] if index >= 0 else None
        for line in lines:
            if leaves_page(line, dummy.width_mm, dummy.height_mm):
                yield _fault("F-206", where, f"text leaves the page: {excerpt(line)}")
            elif frame is not None and too_long(line, frame.rect):
                yield _fault("F-207", where, f"a line is too long for its frame: {excerpt(line)}")
    everything = [line for lines in page.lines.values() for line in lines]
    for first, second in overlaps(everything):
        message = f"lines overlap: {excerpt(first)} and {excerpt(second)}"
        yield _fault("F-205", where, message)
    photos = [frame.rect for frame in dummy.frames if isinstance(frame, PhotoFrame)]
    for line in everything:
        if any(stands_on(line, rect) for rect in photos):
            yield _fault("F-205", where, f"text stands on a photograph: {excerpt(line)}")


def _fault(code: str, where: At, message: str) -> Problem:
    return Problem(code=code, severity=Severity.STOP, where=where, message=message, hint=HELD_OUT)
