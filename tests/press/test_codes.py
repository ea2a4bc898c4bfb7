"""Codes as they are drawn, and what is said of one that is wrong."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.model import (
    MM_PER_PT,
    CodeFrame,
    CodeSetting,
    Dummy,
    Line,
    Problem,
    Rect,
    Run,
    SetBlock,
)
from epaper.pdf.text import DrawnLine
from epaper.press.codes import code_path, faults_of_codes
from epaper.press.readback import PageReadBack
from epaper.typeset.codes import code_modules

URL = "https://example.org/a"
MODULES = code_modules(URL)
Y_PT, SIDE_PT = 5.0, 42.0
TEXTS = ("Read it on the web", "example.org")
WORDS = SetBlock(
    style="note",
    size_pt=7.4,
    leading_pt=10.5,
    measure_pt=80.0,
    lines=tuple(Line(runs=(Run(text=text),), style="note", width_pt=60.0) for text in TEXTS),
)
FRAME = CodeFrame(
    rect=Rect(x_mm=12, y_mm=12, w_mm=54.6, h_mm=18.5),
    code=CodeSetting(
        url=URL,
        modules=MODULES,
        rows=5,
        x_pt=0.0,
        y_pt=Y_PT,
        side_pt=SIDE_PT,
        words=WORDS,
        words_x_pt=50.0,
        words_y_pt=31.5,
    ),
    story="ferry",
)
PAGE = Dummy(
    number=1,
    kind="front",
    sections=(),
    width_mm=315,
    height_mm=470,
    live=FRAME.rect,
    areas=(),
    frames=(FRAME,),
)


def faults(
    frame: CodeFrame, *texts: str, url: str = URL, sheet: pdfium.PdfPage | None = None
) -> list[Problem]:
    lines = [
        DrawnLine(text=text, left_pt=0, right_pt=60, baseline_pt=40 + 10.5 * n, size_pt=7.4)
        for n, text in enumerate(texts or TEXTS)
    ]
    page = PageReadBack(number=1, lines={0: lines})
    sheet = sheet or drawn(frame.code.modules)
    return list(faults_of_codes(sheet, page, replace(PAGE, frames=(frame,)), {"ferry": url}))


def drawn(
    modules: tuple[str, ...], x_pt: float = 0.0, spot: tuple[float, float] | None = None
) -> pdfium.PdfPage:
    """A page with the modules in the frame's place, and with a spot as large as one of them."""
    size_pt = SIDE_PT / len(modules)
    left_pt, top_pt = FRAME.rect.x_mm / MM_PER_PT + x_pt, FRAME.rect.y_mm / MM_PER_PT + Y_PT
    foot_pt = PAGE.height_mm / MM_PER_PT - top_pt - size_pt
    dark = [(x, y) for y, row in enumerate(modules) for x, it in enumerate(row) if it == "1"]
    squares = (
        f"{left_pt + x * size_pt:.3f} {foot_pt - y * size_pt:.3f} {size_pt:.3f} {size_pt:.3f} re f"
        for x, y in [*dark, *([spot] if spot else [])]
    )
    pdf = pikepdf.new()
    size = (PAGE.width_mm / MM_PER_PT, PAGE.height_mm / MM_PER_PT)
    pdf.add_blank_page(page_size=size).contents_add("\n".join(squares).encode())
    data = io.BytesIO()
    pdf.save(data)
    return pdfium.PdfDocument(data.getvalue())[0]


@given(st.lists(st.text("01", min_size=21, max_size=21), min_size=21, max_size=21))
def test_the_path_covers_each_dark_module_once(rows: list[str]) -> None:
    drawn = [[0] * 21 for _ in range(21)]
    shapes = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", code_path(rows))
    for x, y, there, back in shapes:
        assert there == back
        for module in range(int(x), int(x) + int(there)):
            drawn[int(y)][module] += 1
    assert ["".join(map(str, row)) for row in drawn] == rows


def test_a_code_with_its_words_is_right() -> None:
    assert faults(FRAME) == []


def test_a_code_on_the_frames_other_side_is_right() -> None:
    x_pt = FRAME.rect.w_mm / MM_PER_PT - SIDE_PT
    assert faults(FRAME, sheet=drawn(MODULES, x_pt)) == []


def test_lost_words_are_told() -> None:
    (problem,) = faults(FRAME, "Read it on the")
    assert (problem.code, problem.where.story, problem.where.page) == ("F-201", "ferry", 1)


def test_a_code_of_another_address_is_told() -> None:
    (problem,) = faults(FRAME, url="https://example.org/b")
    assert problem.code == "F-203"


@pytest.mark.parametrize("x_pt", [10.0, 40.0])
def test_a_code_in_a_wrong_place_is_told(x_pt: float) -> None:
    (problem,) = faults(FRAME, sheet=drawn(MODULES, x_pt))
    assert problem.code == "F-209"


def test_a_code_of_which_a_module_is_lost_is_told() -> None:
    lost = ("0" + MODULES[0][1:], *MODULES[1:])
    (problem,) = faults(FRAME, sheet=drawn(lost))
    assert problem.code == "F-209"


@pytest.mark.parametrize("spot", [(-2, 4), (4, -1), (len(MODULES) + 1, 9), (9, len(MODULES))])
def test_a_code_with_something_in_its_white_is_told(spot: tuple[float, float]) -> None:
    (problem,) = faults(FRAME, sheet=drawn(MODULES, spot=spot))
    assert problem.code == "F-209"
