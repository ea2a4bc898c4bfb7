"""Binding: page PDFs become one edition that a reader can find the way in.

In: the pages' files, the plan, the paper, the faces. Out: the bytes of one PDF with outline
(sections, in them stories), page labels, title, language and date, and links from every frame
that has a target, codes among them. Nothing in it depends on the clock: same pages, same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, PageLocation, Pdf, String

from epaper.language.phrases import Phrases
from epaper.model import (
    MM_PER_PT,
    CodeFrame,
    Dummy,
    Frame,
    LabelFrame,
    Paper,
    PhotoFrame,
    Plan,
    Rect,
    Story,
    Target,
    TextFrame,
    is_rtl,
)
from epaper.press.codes import code_action, code_title
from epaper.press.fonts import Face
from epaper.press.merge import merge_fonts, merge_streams

PRODUCER = "epaper"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundEdition:
    """The edition's PDF, and the faces embedded in it."""

    data: bytes
    faces: tuple[Face, ...]


def edition_title(paper: Paper, day: date) -> str:
    """What the edition is called: The Ellery Courier, Wednesday, 4 February 2026."""
    return f"{paper.name}, {Phrases(paper.language).long_date(day)}"


def bind_pages(
    pages: Sequence[Path], plan: Plan, paper: Paper, faces: tuple[Face, ...]
) -> BoundEdition:
    """Join the pages' PDFs, in page order, into the edition."""
    with ExitStack() as stack:
        pdf = stack.enter_context(Pdf.new())
        for path in pages:
            source = stack.enter_context(Pdf.open(path))
            pdf.pages.append(source.pages[0])
        used = merge_fonts(pdf, faces)
        merge_streams(pdf)
        _add_links(pdf, plan, Phrases(paper.language))
        _add_outline(pdf, plan, paper)
        _describe(pdf, plan, paper)
        return BoundEdition(data=_saved(pdf), faces=used)


def _saved(pdf: Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(
        buffer,
        deterministic_id=True,
        linearize=True,  # a browser shows page one before it has the rest
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return buffer.getvalue()


def _add_links(pdf: Pdf, plan: Plan, phrases: Phrases) -> None:
    for dummy in plan.dummies:
        links = [
            pdf.make_indirect(_link(dummy, frame.rect, *goal))
            for frame in dummy.frames
            if (goal := _goal(pdf, plan, frame, phrases))
        ]
        if links:
            pdf.pages[dummy.number - 1].obj.Annots = Array(links)


def _goal(pdf: Pdf, plan: Plan, frame: Frame, phrases: Phrases) -> tuple[str, Dictionary] | None:
    """Where a frame leads, in words and as an action; None for one that leads nowhere."""
    if isinstance(frame, CodeFrame):
        return code_title(frame.code), code_action(frame.code)
    if isinstance(frame, TextFrame | PhotoFrame | LabelFrame) and frame.target:
        words = phrases.say("page", page=frame.target.page)
        return words, _to_page(pdf, plan, frame.target)
    return None


def _to_page(pdf: Pdf, plan: Plan, target: Target) -> Dictionary:
    goal = plan.dummies[target.page - 1]
    left, top = _corner(goal, _story_rect(goal, target.story))
    page = pdf.pages[target.page - 1].obj
    return Dictionary(S=Name.GoTo, D=Array([page, Name.XYZ, left, top, None]))


def _link(dummy: Dummy, rect: Rect, words: str, action: Dictionary) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=_pdf_rect(dummy, rect),
        Border=Array([0, 0, 0]),
        Contents=String(words),
        A=action,
    )


def _add_outline(pdf: Pdf, plan: Plan, paper: Paper) -> None:
    """Sections in the order they begin; in each its stories as they stand in the paper."""
    names = {section.key: section.name for section in paper.sections}
    sections: dict[str, OutlineItem] = {}
    with pdf.open_outline() as outline:
        for page, rect, story in _places(plan):
            item = _outline_item(plan, page, rect, story.headline)
            if story.section not in sections:
                title = names.get(story.section, story.section)
                sections[story.section] = _outline_item(plan, page, rect, title)
                outline.root.append(sections[story.section])
            sections[story.section].children.append(item)


def _outline_item(plan: Plan, page: int, rect: Rect, title: str) -> OutlineItem:
    left, top = _corner(plan.dummies[page - 1], rect)
    return OutlineItem(title, page - 1, PageLocation.XYZ, left=left, top=top)


def _places(plan: Plan) -> list[tuple[int, Rect, Story]]:
    """Where each story begins: page, rectangle, story; page by page in the day's order."""
    found: dict[str, tuple[int, Rect]] = {}
    for dummy in plan.dummies:
        for area in dummy.areas:
            found.setdefault(area.story, (dummy.number, area.rect))
    placed = [story for story in plan.stories if story.slug in found]
    placed.sort(key=lambda story: (found[story.slug][0], story.order))
    return [(*found[story.slug], story) for story in placed]


def _describe(pdf: Pdf, plan: Plan, paper: Paper) -> None:
    title = edition_title(paper, plan.day)
    root = pdf.Root
    root.Lang = String(paper.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if is_rtl(paper.language):  # pages lie and are read from the right: PDF 32000-1, table 150
        root.ViewerPreferences.Direction = Name.R2L
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    stamp = String(f"D:{plan.day:%Y%m%d}000000Z")
    info = {"Title": title, "Author": paper.name, "Producer": PRODUCER, "Subject": paper.motto}
    for key, value in info.items():
        pdf.docinfo[f"/{key}"] = String(value)
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = title
        xmp["dc:creator"] = [paper.name]
        xmp["dc:language"] = [paper.language]
        xmp["dc:date"] = [plan.day.isoformat()]
        xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = f"{plan.day.isoformat()}T00:00:00Z"
        xmp["pdf:Producer"] = PRODUCER


def _story_rect(dummy: Dummy, story: str) -> Rect:
    """The story's rectangle on the page, or the whole page for a page as such."""
    whole = Rect(x_mm=0, y_mm=0, w_mm=dummy.width_mm, h_mm=dummy.height_mm)
    return next((area.rect for area in dummy.areas if area.story == story), whole)


def _corner(dummy: Dummy, rect: Rect) -> tuple[float, float]:
    """Top left corner in pt from the bottom left of the page, as PDF counts."""
    return round(rect.x_mm / MM_PER_PT, 2), round((dummy.height_mm - rect.y_mm) / MM_PER_PT, 2)


def _pdf_rect(dummy: Dummy, rect: Rect) -> Object:
    left, top = _corner(dummy, rect)
    right = round(rect.right_mm / MM_PER_PT, 2)
    bottom = round((dummy.height_mm - rect.bottom_mm) / MM_PER_PT, 2)
    return Array([left, bottom, right, top])
