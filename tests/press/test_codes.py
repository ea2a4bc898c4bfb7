"""Codes as they are drawn, and what is said of one that is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from epaper.model import CodeFrame, CodeSetting, Dummy, Line, Problem, Rect, Run, SetBlock
from epaper.pdftext import DrawnLine
from epaper.press.codes import code_path, faults_of_codes
from epaper.press.readback import ReadPage

URL = "https://example.org/a"
WORDS = SetBlock(
    style="note",
    size_pt=7.4,
    leading_pt=10.5,
    measure_pt=80.0,
    lines=tuple(
        Line(runs=(Run(text=text),), style="note", width_pt=60.0)
        for text in ("Read it on the web", "example.org")
    ),
)
FRAME = CodeFrame(
    rect=Rect(x_mm=12, y_mm=12, w_mm=54.6, h_mm=18.5),
    code=CodeSetting(
        url=URL,
        modules=("101", "010", "111"),
        rows=5,
        x_pt=0.0,
        y_pt=5.0,
        side_pt=42.0,
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


def faults(frame: CodeFrame, *texts: str, url: str = URL) -> list[Problem]:
    lines = [
        DrawnLine(text=text, left_pt=0, right_pt=60, baseline_pt=40 + 10.5 * n, size_pt=7.4)
        for n, text in enumerate(texts)
    ]
    page = ReadPage(number=1, lines={0: lines})
    return list(faults_of_codes(page, replace(PAGE, frames=(frame,)), {"ferry": url}))


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
    assert faults(FRAME, "Read it on the web", "example.org") == []


def test_lost_words_are_told() -> None:
    (problem,) = faults(FRAME, "Read it on the")
    assert (problem.code, problem.where.story, problem.where.page) == ("F-201", "ferry", 1)


def test_a_code_of_another_address_is_told() -> None:
    (problem,) = faults(FRAME, "Read it on the web", "example.org", url="https://example.org/b")
    assert problem.code == "F-203"
