from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from epaper.exceptions import LayoutError
from epaper.model import (
    MM_PER_PT,
    Dummy,
    Frame,
    FrameKind,
    FurnitureFrame,
    Line,
    Rect,
    RuleFrame,
    Run,
    TextFrame,
)
from epaper.press.engine import draw_page
from epaper.press.frames import run_views
from epaper.press.job import PageJob
from epaper.press.page import FONT_ADDRESS, open_templates
from epaper.press.render import write_fontconfig
from epaper.press.styles import LAST, letter_css

from .sample import FONTS, LAYOUTS, PROSE, faces, layout, set_text, width_pt

MEASURE_PT = 154.77
LEFT_PT = 20.0


def small_page(*frames: Frame, width_mm: float = 90, height_mm: float = 60) -> Dummy:
    live = Rect(x_mm=0, y_mm=0, w_mm=width_mm, h_mm=height_mm)
    return Dummy(
        number=1,
        kind="inside",
        sections=(),
        width_mm=width_mm,
        height_mm=height_mm,
        live=live,
        areas=(),
        frames=frames,
    )


def leg(*lines: Line, style: str = "body", leading_pt: float = 10.5) -> TextFrame:
    rect = Rect(
        x_mm=LEFT_PT * MM_PER_PT,
        y_mm=5,
        w_mm=MEASURE_PT * MM_PER_PT,
        h_mm=len(lines) * leading_pt * MM_PER_PT,
    )
    return TextFrame(
        kind=FrameKind.LEG, rect=rect, style=style, size_pt=0.0, leading_pt=leading_pt, lines=lines
    )


def html_of(dummy: Dummy) -> str:
    return open_templates(LAYOUTS, layout(), faces(), "en-GB").write(dummy, {})


def job_for(html: str, folder: Path) -> PageJob:
    return PageJob(
        number=1,
        html=html,
        files={FONT_ADDRESS + face.css_name: str(face.path) for face in faces()},
        marks={FONT_ADDRESS + face.css_name: face.sha256 for face in faces()},
        fontconfig=str(write_fontconfig(FONTS, folder)),
        cache_dir=str(folder),
    )


@dataclass(frozen=True)
class Row:
    """A drawn row: origins of its first and last letter, right edge of its ink, its text."""

    first_pt: float
    last_pt: float
    ink_pt: float
    text: str


def rows(pdf: Path) -> list[Row]:
    page = pdfium.PdfDocument(pdf)[0]
    text = page.get_textpage()
    found: dict[float, list[tuple[float, float, str]]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        sign = chr(raw.FPDFText_GetUnicode(text.raw, index))
        right = text.get_charbox(index)[2]
        found.setdefault(round(-y.value, 1), []).append((x.value, right, sign))
    return [
        Row(
            first_pt=row[0][0],
            last_pt=row[-1][0],
            ink_pt=max(right for _, right, _ in row),
            text="".join(sign for _, _, sign in row),
        )
        for _, row in sorted(found.items())
    ]


def test_justified_lines_end_at_the_columns_edge(tmp_path: Path) -> None:
    lines = set_text(PROSE * 2, MEASURE_PT)
    squeezed = set_text(PROSE, MEASURE_PT * 1.02)
    spaced = tuple(
        replace(line, letter_step=step) for line, step in zip(lines, (-4, -2, 2, 4), strict=False)
    )
    every = [line for line in (*lines, *squeezed, *spaced) if line.justify]
    every = [line for line in every if line.text[-1] in "dnmhu"]  # they end at their stem
    drawn = draw_page(job_for(html_of(small_page(leg(*every), height_mm=200)), tmp_path))
    edges = [row.ink_pt - LEFT_PT - MEASURE_PT for row in rows(drawn.pdf)]
    assert len(edges) == len(every)
    assert -0.3 < min(edges)
    assert max(edges) < 0.3


def test_drawn_width_is_the_measured_width(tmp_path: Path) -> None:
    texts = ["The office staffed a difficult affair", "AVATAR To We", "“Fog,” he said – twice"]
    lines = [
        Line(runs=(Run(text=text),), style=style, width_pt=width_pt(text, layout().styles[style]))
        for text in texts
        for style in ("body", "cutline", "standfirst")
    ]
    drawn = draw_page(job_for(html_of(small_page(leg(*lines, leading_pt=15))), tmp_path))
    for row, line in zip(rows(drawn.pdf), lines, strict=True):
        last = width_pt(line.text[-1], layout().styles[line.style])
        # WeasyPrint rounds widths to 1/1000 em; EP Head is drawn in 1/2000.
        within = 0.2 if line.style == "standfirst" else 0.05
        assert row.last_pt - row.first_pt == pytest.approx(line.width_pt - last, abs=within)


def test_hyphens_blank_rows_and_indents_are_drawn(tmp_path: Path) -> None:
    lines = (
        Line(runs=(Run(text="first har"),), style="body", width_pt=40, hyphen=True, indent_pt=8.8),
        Line(runs=(), style="body", width_pt=0),
        Line(runs=(Run(text="bour "), Run(text="Petrel", italic=True)), style="body", width_pt=40),
    )
    drawn = draw_page(job_for(html_of(small_page(leg(*lines))), tmp_path))
    hyphened, mixed = rows(drawn.pdf)
    assert hyphened.text.replace("\x02", "-") == "first har-"
    assert hyphened.first_pt - mixed.first_pt == pytest.approx(8.8, abs=0.05)
    assert mixed.text == "bour Petrel"


def test_no_line_has_a_style_of_its_own() -> None:
    html = html_of(small_page(leg(*set_text(PROSE, MEASURE_PT))))
    assert html.count('<span class="line') > 10
    assert not re.search(r"<span[^>]*style=", html)


def test_copy_cannot_become_markup() -> None:
    line = Line(runs=(Run(text="<script>alert(1)</script> & co"),), style="body", width_pt=1)
    html = html_of(small_page(leg(line)))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_furniture_without_its_words_is_told() -> None:
    rect = Rect(x_mm=0, y_mm=0, w_mm=90, h_mm=20)
    writer = open_templates(LAYOUTS, layout(), faces(), "en-GB")
    unnamed = FurnitureFrame(kind=FrameKind.FOLIO, rect=rect, text={"page": "2"})
    untold = FurnitureFrame(kind=FrameKind.LEG, rect=rect, text={})
    for frame in (unnamed, untold):
        with pytest.raises(LayoutError):
            writer.write(small_page(frame), {})


def test_rules_and_grounds_stand_where_they_should(tmp_path: Path) -> None:
    """One letter a pixel: T tint, K ink; a pixel is 1 mm. A notice has a frame inside its tint."""
    frames = (
        RuleFrame(kind=FrameKind.NOTICE_PANEL, rect=Rect(x_mm=1.1, y_mm=1.1, w_mm=4.8, h_mm=3.8)),
        RuleFrame(kind=FrameKind.TEASER_RULE, rect=Rect(x_mm=1.1, y_mm=6.1, w_mm=9.8, h_mm=0.4)),
        RuleFrame(kind=FrameKind.BOX_PANEL, rect=Rect(x_mm=7.1, y_mm=1.1, w_mm=3.8, h_mm=1.8)),
    )
    page = small_page(*frames, width_mm=12, height_mm=8)
    drawn = draw_page(job_for(html_of(page), tmp_path))
    picture = pdfium.PdfDocument(drawn.pdf)[0].render(scale=25.4 / 72).to_pil()
    colours = {(255, 255, 255): "_", (242, 239, 232): "T"}
    letters = [
        "".join(colours.get(picture.getpixel((x, y)), "K") for x in range(picture.width))
        for y in range(picture.height)
    ]
    assert letters == [
        "____________",
        "_TTTTT_KKKK_",
        "_TKKKT_TTTT_",
        "_TKKKT______",
        "_TTTTT______",
        "____________",
        "_KKKKKKKKKK_",
        "____________",
    ]


def test_a_latin_word_among_square_letters_is_a_part_that_no_letter_space_drives() -> None:
    line = Line(runs=(Run(text="Tern号240"),), style="body", width_pt=90.0, letter_em=0.05)
    parts = [(run.text, run.classes) for run in run_views(line)]
    assert parts == [("Tern", "tight tight-first"), ("号", ""), ("240", "tight tight-last")]


def test_a_latin_word_at_a_line_end_has_no_white_of_its_own() -> None:
    # “住所は7414” at 0.49 em came out 2 pt wider than its column.
    rules = letter_css([0.4]).splitlines()
    last = next(rule for rule in rules if f".{LAST}" in rule)
    assert last.endswith("{margin:0}")
