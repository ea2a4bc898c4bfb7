"""Advertisements as they are drawn: a frame, a label above it, words or a picture inside."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from epaper.language.phrases import Phrases
from epaper.model import (
    Crop,
    Frame,
    FrameKind,
    LabelFrame,
    PhotoFrame,
    Picture,
    Rect,
    RuleFrame,
    TextFrame,
)
from epaper.pdf.glyphs import GlyphReader
from epaper.press.engine import draw_page
from epaper.press.frames import PICTURE_ADDRESS
from epaper.press.page import open_templates
from epaper.press.readback import faults_of_place, read_page

from .sample import LAYOUTS, faces, jpeg, layout, set_text
from .test_page import html_of, job_for, rows, small_page

PANEL = Rect(x_mm=10, y_mm=14, w_mm=70, h_mm=40)
LABEL = LabelFrame(
    kind=FrameKind.AD_LABEL,
    rect=Rect(x_mm=10, y_mm=9, w_mm=70, h_mm=4),
    text=Phrases("en").say("advertisement"),
)


def words(kind: str, text: str, size_pt: float, y_mm: float) -> TextFrame:
    lines = set_text(text, 170, style=kind, size_pt=size_pt)
    leading_pt = layout().styles[kind].leading_at_pt(size_pt)
    rect = Rect(x_mm=15, y_mm=y_mm, w_mm=60, h_mm=len(lines) * leading_pt * 25.4 / 72)
    return TextFrame(
        kind=FrameKind(kind),
        rect=rect,
        style=kind,
        size_pt=size_pt,
        leading_pt=leading_pt,
        lines=lines,
    )


def test_words_stand_in_the_middle_of_their_frame(tmp_path: Path) -> None:
    frames: tuple[Frame, ...] = (
        LABEL,
        RuleFrame(kind=FrameKind.AD_PANEL, rect=PANEL),
        words("ad-title", "Tea at four", 24, 20),
        words("ad", "At the pilots’ house on Fish Street.", 10, 36),
    )
    page = small_page(*frames)
    drawn = draw_page(job_for(html_of(page), tmp_path))
    label, title, text = rows(drawn.pdf)
    assert label.text == "ADVERTISEMENT"
    assert title.text == "Tea at four"
    middle_pt = (PANEL.x_mm + PANEL.w_mm / 2) / 25.4 * 72
    for row in (label, title, text):
        assert (row.first_pt + row.ink_pt) / 2 == pytest.approx(middle_pt, abs=1.5)
    with pikepdf.open(drawn.pdf) as document:
        read = read_page(GlyphReader(document).page(1), page)
    assert list(faults_of_place(read, page)) == []


def test_the_frame_is_a_line_on_all_four_sides(tmp_path: Path) -> None:
    page = small_page(RuleFrame(kind=FrameKind.AD_PANEL, rect=PANEL))
    drawn = draw_page(job_for(html_of(page), tmp_path))
    picture = pdfium.PdfDocument(drawn.pdf)[0].render(scale=4).to_pil().convert("L")
    across, down = PANEL.x_mm + PANEL.w_mm / 2, PANEL.y_mm + PANEL.h_mm / 2
    edges = [
        (PANEL.x_mm, down),
        (PANEL.right_mm, down),
        (across, PANEL.y_mm),
        (across, PANEL.bottom_mm),
    ]
    px = 4 * 72 / 25.4
    for x_mm, y_mm in edges:
        x, y = round(x_mm * px), round(y_mm * px)
        around = [picture.getpixel((x + a, y + b)) for a in range(-4, 5) for b in range(-4, 5)]
        assert min(around) < 60
    assert picture.getpixel((round(across * px), round(down * px))) == 255


def test_a_picture_is_drawn_whole(tmp_path: Path) -> None:
    """A wide picture in a square frame: nothing of it is lost, white stands above and under."""
    data = jpeg(600, 300)
    file = tmp_path / "ad.jpg"
    file.write_bytes(data)
    picture = Picture(
        path=str(file),
        width_px=600,
        height_px=300,
        focus=(0.5, 0.5),
        focus_filed=False,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    frame = PhotoFrame(
        kind=FrameKind.AD_PHOTO,
        rect=Rect(x_mm=10, y_mm=10, w_mm=40, h_mm=40),
        picture=picture,
        crop=Crop(),
        story="",
        index=0,
        alt="Rope",
    )
    writer = open_templates(LAYOUTS, layout(), faces(), "en-GB")
    job = job_for(writer.write(small_page(frame), {frame: "ad.jpg"}), tmp_path)
    files = {**job.files, PICTURE_ADDRESS + "ad.jpg": str(file)}
    drawn = draw_page(replace(job, files=files))
    page = pdfium.PdfDocument(drawn.pdf)[0].render(scale=72 / 25.4).to_pil().convert("L")
    px = (72 / 25.4) ** 2
    assert page.getpixel((round(12 * px), round(15 * px))) == 255
    assert page.getpixel((round(12 * px), round(30 * px))) < 250
