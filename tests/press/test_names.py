"""Names in other scripts and signs within English copy: drawn in our faces, as wide as set."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from epaper.model import MM_PER_PT, Span, TextFrame
from epaper.press.verify import words_of
from epaper.resources import load_layout
from epaper.typeset.paragraphs import TypeSpec, set_paragraph

from .ends import line_ends
from .sample import faces
from .test_tongues import BOOK, copied, draw, page_of

NEAR_PT, EDGE_PT = 0.3, 0.09
WIDTH_MM = 55
NAMES = {
    "EPLetters": "ŋʃəɣ 10⁻⁶ vₘₐₓ",
    "EPMath": "∀x ⊂ ℵ⊕",
    "EPSymbols": "★ ☂ ♞",
    "EPMoreSymbols": "① ❷ ♃",
    "EPHebrew": "דוד",
    "EPArmenian": "Արամ Խաչատրյան",
    "EPGeorgian": "ილია ჭავჭავაძე",
    "EPThai": "สุนทรภู่",
    "EPLao": "ສຸກ",
    "EPKhmer": "ភ្នំពេញ",
    "EPMyanmar": "ရန်ကုန်",
    "EPTamil": "தமிழ்நாடு",
    "EPTelugu": "తెలుగు",
    "EPKannada": "ಕನ್ನಡ",
    "EPMalayalam": "മലയാളം",
    "EPGujarati": "ગુજરાતી",
    "EPGurmukhi": "ਪੰਜਾਬੀ",
    "EPOdia": "ଓଡ଼ିଆ",
    "EPSinhala": "සිංහල",
    "EPEthiopic": "አዲስ አበባ",
    "EPHangul": "한국어",
    "EPHan": "北京",
    "EPHanTraditional": "臺灣電視",
    "EPKana": "ひらがなカタカナ",
}
# Read back by where the glyphs stand, which is another test's.
BY_PLACE = ("EPHebrew", "EPMyanmar")


def prose(name: str) -> str:
    return (
        f"The council of the port met on Tuesday evening, and the name was written as {name} in "
        f"the minutes; nobody had asked before how {name} is spelt, the clerk said afterwards."
    )


def letters(text: str) -> str:
    """The words without their spaces: square letters end a line anywhere."""
    return "".join(words_of(text))


@pytest.mark.parametrize("face", NAMES)
def test_a_name_is_drawn_in_the_face_that_stands_in(face: str, tmp_path: Path) -> None:
    text = prose(NAMES[face])
    style = load_layout("berliner").style("body", "en-GB")
    spec = TypeSpec(style=style, measure_pt=WIDTH_MM / MM_PER_PT, fonts=BOOK, language="en-GB")
    made = set_paragraph((Span(text=text),), spec)
    assert made.torn == ()
    lines = made.settings[0].lines
    dummy = page_of([(WIDTH_MM, lines)])
    pdf = draw(dummy, tmp_path, "en-GB", look=load_layout("berliner"))
    with pikepdf.open(pdf) as document:
        fonts = document.pages[0].Resources.Font.values()
        used = {str(font.BaseFont).partition("+")[2] for font in fonts}
    assert used <= {face.css_name for face in faces()}
    assert f"{face}-400" in used
    (frame,) = dummy.frames
    assert isinstance(frame, TextFrame)
    for line, (left_pt, right_pt) in zip(lines, line_ends(pdf), strict=True):
        edges = len(BOOK.face_of(style).runs(line.text)) - 1
        wide_pt = frame.rect.w_mm / MM_PER_PT if line.justify else line.width_pt
        assert right_pt - left_pt == pytest.approx(wide_pt, abs=NEAR_PT + EDGE_PT * edges)
    if face not in BY_PLACE:
        assert letters(copied(pdf)) == letters(text)
