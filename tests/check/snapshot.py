"""Pages of the gallery as small pictures, and pictures held against the ones in docs/rules.

A picture has 15 greys and one red, so that it stays small, and names the renderer that drew it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from epaper.model import Rect

from .gallery import Case, Place
from .sheet import PT, ROW_MM, Format

PAGE_PX = 210
SPREAD_PX = 320  # two pages side by side
GAP_PX = 8
GREYS = 15
RED = GREYS  # its place in the palette
RED_RGB = (214, 0, 28)
EDGE = 10  # the grey of the line around a page
MARK_PX = 2
MARK_AIR_MM = 1.1  # beside the columns; above and below there is none
RENDERER = f"pdfium {pdfium.PDFIUM_INFO.tag}"
RENDERER_KEY = "Renderer"
STEPS_OFF = 1  # greys by which a pixel may differ and count as alike
MOST_OFF = 0.001  # of all pixels


def snapshot(case: Case, pdf: Path, *, marked: bool) -> Image.Image:
    """The pages of a case that are shown, mode P, with or without the places to look at."""
    pages = [_page(case, pdf, number, marked=marked) for number in case.shown]
    width = sum(page.width + GAP_PX for page in pages) - GAP_PX
    sheet = Image.new("P", (width, pages[0].height), GREYS - 1)
    sheet.putpalette(_palette())
    for place, page in enumerate(pages):
        sheet.paste(page, (place * (page.width + GAP_PX), 0))
    return sheet


def save(picture: Image.Image, path: Path) -> None:
    """Write it, the renderer's name beside it."""
    named = PngInfo()
    named.add_text(RENDERER_KEY, RENDERER)
    picture.save(path, optimize=True, bits=4, pnginfo=named)


def renderer_of(path: Path) -> str:
    """What drew the picture in a file, empty where there is none."""
    if not path.is_file():
        return ""
    with Image.open(path) as filed:
        return str(filed.info.get(RENDERER_KEY, ""))


def unlike(picture: Image.Image, path: Path) -> float:
    """The share of pixels that differ from a file's by more than a step of grey.

    It is 1 for a picture of another size.
    """
    with Image.open(path) as filed:
        other = filed.convert("RGB")
    if picture.size != other.size:
        return 1.0
    first, second = (np.asarray(p.convert("RGB")).astype(int) for p in (picture, other))
    most = STEPS_OFF * 255 / (GREYS - 1) + 1
    return float((abs(first - second).max(axis=2) > most).mean())


def _page(case: Case, pdf: Path, number: int, *, marked: bool) -> Image.Image:
    page = case.format
    shown_mm = page.x_mm(case.columns) - page.gutter_mm / 2 if case.columns else page.width_mm
    width_px = (SPREAD_PX - GAP_PX) // 2 if len(case.shown) > 1 else PAGE_PX
    per_mm = width_px / shown_mm
    whole = _greys(pdf, number, per_mm)
    picture = whole.crop((0, 0, width_px, whole.height))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, picture.width - 1, picture.height - 1), outline=EDGE)
    if marked:
        for mark in case.marks:
            if mark.page == number:
                _outline(draw, _box(mark, page), per_mm)
    return picture


def _greys(pdf: Path, number: int, per_mm: float) -> Image.Image:
    """The page in the greys of the palette."""
    document = pdfium.PdfDocument(pdf)
    try:
        shown = document[number - 1].render(scale=per_mm / PT, grayscale=True).to_numpy()
    finally:
        document.close()
    levels = np.rint(shown.reshape(shown.shape[:2]) * ((GREYS - 1) / 255)).astype(np.uint8)
    picture = Image.fromarray(levels)
    picture.putpalette(_palette())
    return picture


def _palette() -> list[int]:
    greys = [round(step * 255 / (GREYS - 1)) for step in range(GREYS)]
    return [*(level for grey in greys for level in (grey,) * 3), *RED_RGB]


def _box(mark: Place, page: Format) -> Rect:
    """Where it is, in mm; what lies beyond the page is left out."""
    left_mm = page.x_mm(mark.column) - MARK_AIR_MM
    right_mm = page.x_mm(mark.column + mark.columns) - page.gutter_mm + MARK_AIR_MM
    return Rect(
        x_mm=left_mm,
        y_mm=page.y_mm(mark.row),
        w_mm=min(right_mm, page.width_mm) - left_mm,
        h_mm=mark.rows * ROW_MM,
    )


def _outline(draw: ImageDraw.ImageDraw, rect: Rect, per_mm: float) -> None:
    """A red line around a rectangle."""
    box = (rect.x_mm, rect.y_mm, rect.right_mm, rect.bottom_mm)
    left, top, right, bottom = (round(edge * per_mm) for edge in box)
    outer = (left, top - MARK_PX, right - 1, bottom + MARK_PX - 1)
    draw.rectangle(outer, outline=RED, width=MARK_PX)
