"""Chinese and Japanese: where lines may end, and that nothing is lost by it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.model import MM_PER_PT, Span
from epaper.model.script import count_words
from epaper.typeset.display import DisplayPart, display_words, set_block
from epaper.typeset.kinsoku import NOT_FIRST, OPENING, may_part, parted
from epaper.typeset.paragraphs import SetParagraph, TypeSpec, set_paragraph
from tests.typeset.copy import fonts, layout

COPY = {
    "zh": "港口委员会星期二决定，时隔十一年后恢复渡轮航线。主席奥杜亚先生说：“有人告诉我们会起雾，来的却是一支铜管乐队。”"
    "两艘船（其中一艘Tern是二手的）每天横渡海峡4次，可载240名乘客和3.5吨货物。《港口法》……谁来付钱？",
    "ja": "港湾局は火曜日、フェリー航路を11年ぶりに再開すると決めた。オドゥヤ会長は「霧だと聞いていたが、来たのはブラスバンドだった」"
    "と話した。２隻の船（うち１隻は中古のTern）は１日４往復し、乗客240人と貨物3.5トンを運ぶ。ちょっと待って、誰が払うのか？",
}
SIGNS = "、。」）「（港のァー…—12ab“”"


def set_copy(language: str, width_mm: float) -> SetParagraph:
    """The copy of a language in justified lines."""
    style = layout().style("body", language)
    spec = TypeSpec(style=style, measure_pt=width_mm / MM_PER_PT, fonts=fonts(), language=language)
    return set_paragraph((Span(text=COPY[language]),), spec)


@pytest.mark.parametrize("language", COPY)
@given(width_mm=st.floats(40, 120))
@settings(max_examples=20)
def test_no_line_begins_or_ends_with_what_kinsoku_forbids(language: str, width_mm: float) -> None:
    made = set_copy(language, width_mm)
    assert made.torn == ()
    for setting in made.settings:
        lines = setting.lines
        assert "".join(line.text for line in lines) == COPY[language]
        assert len(lines) > 1
        for line, after in pairwise(lines):
            assert line.joined
            assert not line.hyphen
            assert line.text[-1] not in OPENING
            assert after.text[0] not in NOT_FIRST
            assert line.word_space == 1.0 or line.justify


@pytest.mark.parametrize("language", COPY)
def test_justified_lines_are_driven_by_letter_space_alone(language: str) -> None:
    lines = set_copy(language, 54.6).settings[0].lines
    assert all(line.letter_em > 0 for line in lines[:-1])
    assert lines[-1].letter_em == 0.0


@given(st.text(alphabet=SIGNS, max_size=30))
def test_parts_joined_again_are_the_text(text: str) -> None:
    assert "".join(parted(text)) == text
    for before, after in pairwise(parted(text)):
        assert before[-1] not in OPENING
        assert after[0] not in NOT_FIRST


def test_latin_words_and_figures_stay_whole() -> None:
    assert parted("船Tern号240人") == ["船", "Tern", "号", "240", "人"]
    assert not may_part("a", "b")


@pytest.mark.parametrize("language", COPY)
def test_headlines_break_between_letters_without_a_space(language: str) -> None:
    style = layout().style("headline", language)
    words = display_words((DisplayPart(COPY[language][:24], style),), 36, fonts(), language)
    block = set_block(words, style, 36, 300.0)
    assert block is not None
    assert len(block.lines) > 1
    assert "".join(line.text for line in block.lines) == COPY[language][:24]
    assert all(line.joined for line in block.lines[:-1])
    assert not any(line.hyphen for line in block.lines)


def test_words_of_square_letters_are_counted_by_their_number() -> None:
    assert count_words("港口委员会决定恢复渡轮航线，来了240名乘客") == 2 + round(18 / 1.7) - 1
    assert count_words("two words") == 2
