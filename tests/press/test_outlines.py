"""Lines drawn as outlines, their letters unseen upon them: Nastaliq."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pikepdf
import pytest
import uharfbuzz as hb

from epaper.model import MM_PER_PT, Dummy, SetBlock, TextFrame
from epaper.press.outlines import Cluster, Unseen, glyph_path, is_outlined, words_in_place
from epaper.press.verify import words_of
from epaper.typeset.display import DisplayPart, display_words, set_block

from .sample import FONTS
from .test_scripts import LAYOUT
from .test_tongues import BOOK, copied, draw, drawn_legs, page_of

HEADLINES = (
    "ٹارن کے دہانے پر مچھلی خور عقابوں کی گنتی، تعداد ستائیس برس میں سب سے زیادہ",
    "عجائب گھر میں رات گزارنے کا تجربہ، پہلی رات چالیس مہمان",
    "مینار بجھانا آسان ہے",
    "مُحبّت اور 2026 کے 14 سوال",
)


def nastaliq() -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(next(FONTS.glob("nastaliq/*.ttf"))))))


def width(font: hb.Font, glyph: int) -> int:
    extents = font.get_glyph_extents(glyph)
    return extents.width if extents else 0


def test_nastaliq_is_drawn_so_and_naskh_is_not() -> None:
    assert is_outlined("EPNastaliq-700")
    assert not is_outlined("EPNaskh-700")


def test_a_glyph_is_a_closed_path_at_its_place() -> None:
    font = nastaliq()
    shaped = hb.Buffer()
    shaped.add_str("ب")
    shaped.guess_segment_properties()
    hb.shape(font, shaped)
    glyph = max((info.codepoint for info in shaped.glyph_infos), key=lambda g: width(font, g))
    operations = list(glyph_path(font, glyph, (100.0, 50.0), 0.01))
    assert operations[0].endswith(b" m")
    assert operations[-1] == b"h"
    assert {operation[-1:] for operation in operations} <= {b"m", b"l", b"c", b"h"}
    places = [tuple(map(float, o.split()[-3:-1])) for o in operations if o != b"h"]
    extents = font.get_glyph_extents(glyph)
    assert extents is not None
    assert min(x for x, _ in places) == pytest.approx(100 + 0.01 * extents.x_bearing, abs=0.5)
    assert max(y for _, y in places) == pytest.approx(50 + 0.01 * extents.y_bearing, abs=0.5)


def test_words_stand_from_left_to_right_with_the_space_at_their_right() -> None:
    drawn = [Cluster("د", 0, 5), Cluster("بُ", 5, 4), Cluster(" ", 9, 2), Cluster("ک", 11, 6)]
    assert list(words_in_place(drawn, rtl=True)) == [
        Cluster("د\u064fب ", 0, 11),
        Cluster("ک", 11, 6),
    ]
    left = [Cluster("a", 0, 5), Cluster(" ", 5, 2), Cluster("b", 7, 5)]
    assert list(words_in_place(left, rtl=False)) == [Cluster("a ", 0, 7), Cluster("b", 7, 5)]


def test_letters_are_as_broad_or_narrow_as_their_word() -> None:
    unseen = Unseen()
    unseen.font(b"/F 10 Tf", 10.0)
    unseen.add(Cluster("ab", 3.0, 5.0), [(1, 500), (2, 500)])
    unseen.add(Cluster("c", 8.0, 10.0), [(3, 500)])
    assert unseen.end() == [
        b"3 Tr",
        b"/F 10 Tf",
        b"50.000 Tz [-600.00 <00010002>] TJ",
        b"200.000 Tz [0.00 <0003>] TJ",
        b"0 Tr 100 Tz",
    ]


def headline(text: str, width_mm: float) -> SetBlock:
    style = LAYOUT.style("headline", "ur-Aran")
    assert style.family == "EP Nastaliq"
    words = display_words([DisplayPart(text, style)], 24.0, BOOK, "ur-Aran")
    block = set_block(words, style, 24.0, width_mm / MM_PER_PT, language="ur-Aran")
    assert block is not None
    return block


def page_with(block: SetBlock, story: str = "") -> Dummy:
    dummy = page_of([(block.measure_pt * MM_PER_PT, block.lines)], story)
    (frame,) = dummy.frames
    assert isinstance(frame, TextFrame)
    high_mm = block.height_pt * MM_PER_PT
    frame = replace(
        frame,
        kind="headline",
        style="headline",
        size_pt=block.size_pt,
        leading_pt=block.leading_pt,
        rect=replace(frame.rect, h_mm=high_mm),
    )
    return replace(dummy, frames=(frame,), height_mm=high_mm + 40)


def operations(pdf: Path) -> bytes:
    with pikepdf.open(pdf) as document:
        return pikepdf.unparse_content_stream(pikepdf.parse_content_stream(document.pages[0]))


@pytest.mark.parametrize("text", HEADLINES)
@pytest.mark.parametrize("width_mm", [45.0, 60.0, 90.0, 150.0])
def test_headlines_are_copied_word_for_word(tmp_path: Path, text: str, width_mm: float) -> None:
    block = headline(text, width_mm)
    dummy = page_with(block)
    pdf = draw(dummy, tmp_path, "ur-Aran", look=LAYOUT)
    set_lines = [words_of(line.text) for line in block.lines]
    assert [words_of(line) for line in copied(pdf).splitlines()] == set_lines
    assert list(chain(*set_lines)) == list(words_of(text))
    (lines,) = drawn_legs(pdf, dummy)
    assert [words_of(line.text) for line, _ in lines] == set_lines
    drawn = operations(pdf)
    assert drawn.count(b"3 Tr") == drawn.count(b"0 Tr") == len(block.lines)
    assert len(re.findall(rb" c\n", drawn)) > 100


@pytest.mark.parametrize(
    ("paper", "story", "outlined"), [("ar", "ur-Aran", True), ("ur-Aran", "ar", False)]
)
def test_a_story_has_the_hand_of_its_own_language(
    tmp_path: Path, paper: str, story: str, outlined: bool
) -> None:
    dummy = page_with(headline(HEADLINES[1], 90.0), story="s")
    drawn = operations(draw(dummy, tmp_path, paper, {"s": story}, look=LAYOUT))
    assert (b"3 Tr" in drawn) is outlined
