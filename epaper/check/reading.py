"""The finished edition, read: what stands in every frame, pictures, rules, panels, ink.

In: the facts of edition.json and the PDF. Out: a `ReadPage` for a page. Everything is read
once, here; the rules look at it and open nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from epaper.check.facts import FrameFact, PageFact
from epaper.check.spacing import Spacing, measure_spacing
from epaper.model import MM_PER_PT, FrameKind, Rect
from epaper.pdf.opened import open_pdf
from epaper.pdf.text import DrawnLine, PageText

Ink: TypeAlias = npt.NDArray[np.bool_]

RASTER_DPI = 50.0
PAPER_LEVEL = 225  # darker is ink; the ground of a panel is 239
TOUCH_MM = 0.1
THIN_MM = 0.6
LONG_MM = 5.0
DEEPEST_OBJECT = 4
CAP_ROWS = (1.2, 8.0)  # how high a drop cap is
CAP_WIDTH = 0.4  # of its frame's, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPicture:
    """A picture as printed: where, and its pixels."""

    rect: Rect
    width_px: int
    height_px: int

    @property
    def dpi(self) -> float:
        """Resolution, the lesser of across and down."""
        across = self.width_px / self.rect.w_mm
        return min(across, self.height_px / self.rect.h_mm) * 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page read. `lines` are by the index of the frame they stand in, -1 for none.

    `rules` are lines, upright or level; `caps` the outlines of drop caps; `spacing` has the word
    and letter space of lines in legs; `ink` is true for every pixel
    darker than paper, in rows from the top.
    """

    fact: PageFact
    lines: dict[int, list[DrawnLine]]
    pictures: tuple[PrintedPicture, ...]
    rules: tuple[Rect, ...]
    caps: tuple[Rect, ...]
    spacing: dict[DrawnLine, Spacing]
    ink: Ink

    @property
    def number(self) -> int:
        """The page's number."""
        return self.fact.number

    def frames(self, *kinds: FrameKind) -> Iterator[tuple[FrameFact, list[DrawnLine]]]:
        """Frames of these kinds with their lines."""
        for index, frame in enumerate(self.fact.frames):
            if frame.kind in kinds:
                yield frame, self.lines.get(index, [])

    def picture_in(self, frame: FrameFact) -> PrintedPicture | None:
        """The printed picture in a photo frame."""
        return next((p for p in self.pictures if _agree(p.rect, frame.rect)), None)


def read_page_of(pdf: Path, sha: str, fact: PageFact, row_mm: float) -> ReadPage:
    """A page of the PDF, whose hash is `sha`, read, in whichever process."""
    opened = open_pdf(pdf, sha)
    text = PageText(opened.glyphs(fact.number))
    return _read(opened.sheet(fact.number), text, fact, row_mm)


def _read(page: pdfium.PdfPage, text: PageText, fact: PageFact, row_mm: float) -> ReadPage:
    height_pt = page.get_height()
    bearing = {
        index: frame.rect
        for index, frame in enumerate(fact.frames)
        if not (frame.kind.picture or frame.kind.panel)
    }
    lines = text.lines(bearing)
    legs = [
        line
        for index, frame in enumerate(fact.frames)
        if frame.kind == FrameKind.LEG
        for line in lines.get(index, ())
    ]
    pictures, rules, shapes = _objects(page, height_pt)
    return ReadPage(
        fact=fact,
        lines=lines,
        pictures=pictures,
        rules=rules,
        caps=tuple(shape for shape in shapes if _is_cap(shape, fact, row_mm)),
        spacing={line: measure_spacing(text, line) for line in legs},
        ink=_ink(page, pictures, rules),
    )


def _objects(
    page: pdfium.PdfPage, height_pt: float
) -> tuple[tuple[PrintedPicture, ...], tuple[Rect, ...], tuple[Rect, ...]]:
    """Pictures, rules and other shapes."""
    pictures: list[PrintedPicture] = []
    rules: list[Rect] = []
    shapes: list[Rect] = []
    for item in page.get_objects(max_depth=DEEPEST_OBJECT):
        if item.type not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            continue
        rect = _rect(item.get_bounds(), height_pt)
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            width_px, height_px = item.get_px_size()
            pictures.append(PrintedPicture(rect=rect, width_px=width_px, height_px=height_px))
        elif min(rect.w_mm, rect.h_mm) < THIN_MM and max(rect.w_mm, rect.h_mm) > LONG_MM:
            rules.append(rect)
        else:
            shapes.append(rect)
    return tuple(pictures), tuple(rules), tuple(shapes)


def _is_cap(shape: Rect, fact: PageFact, row_mm: float) -> bool:
    """Whether a shape is a letter beside the lines of a leg."""
    least, most = CAP_ROWS
    if not least * row_mm < shape.h_mm < most * row_mm:
        return False
    return any(
        frame.kind == FrameKind.LEG
        and shape.w_mm < CAP_WIDTH * frame.w_mm
        and frame.x_mm - TOUCH_MM < shape.x_mm < frame.rect.right_mm
        and frame.y_mm < shape.y_mm + shape.h_mm / 2 < frame.rect.bottom_mm
        for frame in fact.frames
    )


def _rect(bounds: tuple[float, float, float, float], height_pt: float) -> Rect:
    left, bottom, right, top = bounds
    return Rect(
        x_mm=left * MM_PER_PT,
        y_mm=(height_pt - top) * MM_PER_PT,
        w_mm=(right - left) * MM_PER_PT,
        h_mm=(top - bottom) * MM_PER_PT,
    )


def _ink(
    page: pdfium.PdfPage, pictures: tuple[PrintedPicture, ...], rules: tuple[Rect, ...]
) -> Ink:
    """The page's ink; a picture is ink all over, be its sky ever so light.

    Hairlines are put in by their place: drawn at this size they are as light as a panel's ground.
    """
    scale = RASTER_DPI / 72
    shown = page.render(scale=scale, grayscale=True).to_numpy()
    ink: Ink = shown.reshape(shown.shape[:2]) < PAPER_LEVEL
    for rect in (*rules, *(picture.rect for picture in pictures)):
        ink[pixels(rect)] = True
    return ink


def pixels(rect: Rect) -> tuple[slice, slice]:
    """The rows and columns of pixels that lie in a rectangle, one at least."""
    return _run(rect.y_mm, rect.bottom_mm), _run(rect.x_mm, rect.right_mm)


def _run(start_mm: float, end_mm: float) -> slice:
    per_mm = RASTER_DPI / 25.4
    start = max(0, round(start_mm * per_mm))
    return slice(start, max(start + 1, round(end_mm * per_mm)))


def _agree(first: Rect, second: Rect) -> bool:
    """True if two rectangles share most of their area."""
    across = min(first.right_mm, second.right_mm) - max(first.x_mm, second.x_mm)
    down = min(first.bottom_mm, second.bottom_mm) - max(first.y_mm, second.y_mm)
    shared = max(0.0, across) * max(0.0, down)
    return shared > 0.8 * max(first.area_mm2, second.area_mm2)
