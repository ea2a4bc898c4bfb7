"""The proof: all pages on one sheet, with the frames drawn over them and hard findings marked.

In: a checked edition and its folder. Out: a picture, mode RGB. It is for an editor's eye: what
stands where, and where the check stumbled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from epaper.check.edition import Checked
from epaper.check.facts import Facts, PageFact
from epaper.check.full import HOLE
from epaper.model import FrameRole, Problem, Rect, Severity

PROOF = "proof.png"
PAGE_PX = 560  # a page's width: body type is a grey, headlines and cutlines can be read
ACROSS = 4
GAP_PX = 24
LABEL_PX = 22
TEXT_PX = 14
GROUND = (226, 226, 222)
INK = (30, 30, 30)
HARD = (214, 0, 28)
# Of frames by their part of the page; any other is furniture.
COLOURS = {
    FrameRole.COPY: (40, 120, 220),
    FrameRole.HEAD: (230, 110, 0),
    FrameRole.DECK: (190, 140, 0),
    FrameRole.JUMP: (170, 0, 170),
    FrameRole.FROM: (170, 0, 170),
    FrameRole.PICTURE: (0, 150, 70),
    FrameRole.QUOTE: (0, 150, 150),
    FrameRole.BOX: (0, 150, 150),
    FrameRole.TABLE: (0, 150, 150),
    FrameRole.NOTICE: (130, 130, 130),
    FrameRole.AD: (130, 130, 130),
}
FURNITURE_COLOUR = (150, 150, 170)
AREA_COLOUR = (40, 40, 160)


def draw_proof(checked: Checked, folder: Path) -> Image.Image:
    """The contact sheet, four pages across, in page order."""
    facts = checked.facts
    height_px = round(PAGE_PX * facts.trim.height_mm / facts.trim.width_mm)
    across = min(ACROSS, len(facts.pages))
    down = -(-len(facts.pages) // ACROSS)
    step_x, step_y = PAGE_PX + GAP_PX, height_px + LABEL_PX + GAP_PX
    sheet = Image.new("RGB", (GAP_PX + across * step_x, GAP_PX + down * step_y), GROUND)
    pages = _pages(checked, folder / facts.pdf.file, (PAGE_PX, height_px))
    for place, page in enumerate(pages):
        row, column = divmod(place, ACROSS)
        sheet.paste(page, (GAP_PX + column * step_x, GAP_PX + row * step_y))
    return sheet


def write_proof(checked: Checked, folder: Path) -> Path:
    """`draw_proof` as proof.png beside the edition."""
    path = folder / PROOF
    draw_proof(checked, folder).save(path, optimize=True)
    return path


def _pages(checked: Checked, pdf: Path, size: tuple[int, int]) -> Iterator[Image.Image]:
    document = pdfium.PdfDocument(pdf)
    try:
        for fact, hole in zip(checked.facts.pages, checked.holes, strict=True):
            page = document[fact.number - 1]
            shown = page.render(scale=size[0] / page.get_width()).to_pil().convert("RGB")
            found = [p for p in checked.problems if p.where.page == fact.number]
            marked = _marked(shown.resize(size), fact, checked.facts, found)
            if hole.share > HOLE:
                box = _box(hole.rect, size[0] / checked.facts.trim.width_mm)
                ImageDraw.Draw(marked).rectangle(box, outline=HARD)
            yield marked
    finally:
        document.close()


def _marked(
    shown: Image.Image, fact: PageFact, facts: Facts, found: Sequence[Problem]
) -> Image.Image:
    """The page under its label, frames outlined, stories with hard findings in red."""
    page = Image.new("RGB", (shown.width, shown.height + LABEL_PX), GROUND)
    page.paste(shown, (0, LABEL_PX))
    draw = ImageDraw.Draw(page)
    per_mm = shown.width / facts.trim.width_mm
    for frame in fact.frames:
        colour = COLOURS.get(frame.kind.role, FURNITURE_COLOUR)
        draw.rectangle(_box(frame.rect, per_mm), outline=colour)
    hard = [problem for problem in found if problem.severity is Severity.STOP]
    for story in facts.stories:
        for area in story.areas:
            if area.page == fact.number:
                codes = [p.code for p in hard if p.where.story == story.slug]
                _outline(draw, _box(area.rect, per_mm), codes)
    _label(draw, fact, hard, len(found) - len(hard))
    if hard:
        draw.rectangle((0, LABEL_PX, page.width - 1, page.height - 1), outline=HARD, width=3)
    return page


def _outline(
    draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], codes: Sequence[str]
) -> None:
    """A story's rectangle; in red with the codes of what is wrong with it."""
    draw.rectangle(box, outline=HARD if codes else AREA_COLOUR, width=3 if codes else 1)
    if codes:
        text = " ".join(dict.fromkeys(codes))
        place = (box[0] + 4, box[1] + 3)
        draw.rectangle(draw.textbbox(place, text, font=_font()), fill=(255, 255, 255))
        draw.text(place, text, fill=HARD, font=_font())


def _label(draw: ImageDraw.ImageDraw, fact: PageFact, hard: Sequence[Problem], soft: int) -> None:
    codes = " ".join(dict.fromkeys(problem.code for problem in hard))
    draw.text((0, 2), f"{fact.number}  {fact.kind}", fill=INK, font=_font())
    text = f"{codes}  " if codes else ""
    draw.text((90, 2), f"{text}{soft} soft", fill=HARD if codes else INK, font=_font())


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(TEXT_PX)


def _box(rect: Rect, per_mm: float) -> tuple[float, float, float, float]:
    top = LABEL_PX + rect.y_mm * per_mm
    return (
        rect.x_mm * per_mm,
        top,
        rect.right_mm * per_mm,
        max(top + 1, top + rect.h_mm * per_mm),
    )
