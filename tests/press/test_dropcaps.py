"""Drop caps as printed: on the grid, beside their lines, in words that copy whole."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from epaper.model import Dummy, Line
from epaper.pdf.glyphs import GlyphReader
from epaper.press.readback import PageReadBack, faults_of_place, read_page
from epaper.resources import load_layout
from tests.typeset.test_dropcaps import REST, capped

from .test_tongues import NEAR_PT, draw, drawn_legs, page_of

WIDTH_MM = 54.6
MM = 72 / 25.4
LETTERS = ("T", "A", "I ", "W\u00a0", "L’", "É", "Q", "O", "W")


def lines_of(letter: str) -> tuple[Line, ...]:
    return capped(f"{letter}he {REST}")[0].lines


def page(*letters: str) -> Dummy:
    return page_of([(WIDTH_MM, lines_of(letter)) for letter in letters])


def outlines(pdf: Path) -> list[tuple[float, float, float, float]]:
    """Left, top, right and foot of each shape of the page from the left, in pt, y down."""
    document = pdfium.PdfDocument(pdf)
    try:
        height_pt = document[0].get_height()
        items = document[0].get_objects(max_depth=4)
        boxes = [item.get_bounds() for item in items if item.type == raw.FPDF_PAGEOBJ_PATH]
    finally:
        document.close()
    return sorted(
        (left, height_pt - top, right, height_pt - foot) for left, foot, right, top in boxes
    )


def text_of(pdf: Path) -> str:
    document = pdfium.PdfDocument(pdf)
    try:
        text = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    return " ".join(text.replace("\ufffe", "").replace("\x02", "").split())


def read_back(pdf: Path, dummy: Dummy) -> PageReadBack:
    with pikepdf.open(pdf) as document:
        return read_page(GlyphReader(document).page(1), dummy)


def test_a_cap_stands_on_the_baseline_of_its_last_line(tmp_path: Path) -> None:
    dummy = page(*LETTERS)
    pdf = draw(dummy, tmp_path, "en-GB")
    caps = outlines(pdf)
    assert len(caps) == len(LETTERS)
    read = read_back(pdf, dummy)
    assert list(faults_of_place(read, dummy)) == []
    for number, (left, top, right, foot) in enumerate(caps):
        frame, lines = dummy.frames[number], read.lines[number]
        cap = dummy.frames[number].lines[0].cap  # type: ignore[union-attr]
        assert cap is not None
        _, box_top, _, box_height = cap.box_pt
        assert foot - (box_height + box_top) == pytest.approx(lines[2].baseline_pt, abs=0.3)
        assert foot - top == pytest.approx(box_height, abs=0.3)
        assert left == pytest.approx(frame.rect.x_mm * MM, abs=0.1)
        # The words of the second and third line stand clear of it.
        assert all(line.left_pt > right + 1 for line in lines[1:3])
        assert all(line.right_pt < frame.rect.right_mm * MM + 1.8 for line in lines)


@pytest.mark.parametrize("letter", ["T", "A", "E", "H"])
def test_the_foot_of_a_plain_letter_is_the_baseline(letter: str, tmp_path: Path) -> None:
    dummy = page(letter)
    pdf = draw(dummy, tmp_path, "en-GB")
    ((_, top, _, foot),) = outlines(pdf)
    lines = read_back(pdf, dummy).lines[0]
    assert foot == pytest.approx(lines[2].baseline_pt, abs=0.3)
    assert top == pytest.approx(lines[0].baseline_pt - 0.67 * 8.8, abs=0.4)


@pytest.mark.parametrize("letter", LETTERS)
def test_pdfium_copies_whole_words(letter: str, tmp_path: Path) -> None:
    pdf = draw(page(letter), tmp_path, "en-GB")
    assert text_of(pdf) == f"{letter}he {REST}".replace("\u00a0", " ")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("way", [(), ("-raw",), ("-layout",)])
def test_poppler_copies_whole_words(letter: str, way: tuple[str, ...], tmp_path: Path) -> None:
    pdf = draw(page(letter), tmp_path, "en-GB")
    command = ["pdftotext", *way, "-enc", "UTF-8", pdf, "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    words = done.stdout.replace("\u00ad", "").split()
    assert " ".join(words).startswith(" ".join(f"{letter}he harbour".split()))


def test_lines_beside_a_cap_end_at_the_columns_edge(tmp_path: Path) -> None:
    dummy = page(*LETTERS)
    plain = replace(
        dummy,
        frames=tuple(
            replace(f, lines=tuple(replace(x, cap=None) for x in f.lines))  # type: ignore[call-arg, union-attr]
            for f in dummy.frames
        ),
    )
    ends = []
    for number, page_ in enumerate((dummy, plain)):
        folder = tmp_path / str(number)
        folder.mkdir()
        read = read_back(draw(page_, folder, "en-GB"), page_)
        ends.append([line.right_pt for n in range(len(LETTERS)) for line in read.lines[n]])
    assert ends[0] == pytest.approx(ends[1], abs=0.02)


def test_justified_lines_fill_their_column(tmp_path: Path) -> None:
    dummy = page(*LETTERS)
    pdf = draw(dummy, tmp_path, "en-GB")
    for frame, drawn in zip(dummy.frames, drawn_legs(pdf, dummy), strict=True):
        for line, (_, end_pt) in zip(frame.lines, drawn, strict=True):  # type: ignore[union-attr]
            if line.justify:
                assert end_pt == pytest.approx(frame.rect.right_mm * MM, abs=NEAR_PT), line.text


def test_an_english_column_in_an_arabic_paper_has_its_cap_at_the_left(tmp_path: Path) -> None:
    dummy = page_of([(WIDTH_MM, lines_of("T"))], story="column")
    scripts = load_layout("berliner")
    pdf = draw(dummy, tmp_path, "ar", {"column": "en-GB"}, look=scripts)
    ((left, _, right, foot),) = outlines(pdf)
    lines = read_back(pdf, dummy).lines[0]
    assert left == pytest.approx(dummy.frames[0].rect.x_mm * MM, abs=0.1)
    assert foot == pytest.approx(lines[2].baseline_pt, abs=0.3)
    assert all(line.left_pt > right + 1 for line in lines[1:3])
    assert text_of(pdf) == f"The {REST}"
