"""Arabic words made longer: where, by how much, and nothing of them lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.model import MM_PER_PT, Line, Span
from epaper.model.script import KASHIDA
from epaper.places import fonts_dir
from epaper.resources import load_layout
from epaper.typeset import FontBook
from epaper.typeset.kashida import MOST, best_place, stretched
from epaper.typeset.paragraphs import TypeSpec, set_paragraph

BOOK = FontBook.load(fonts_dir())
TEXT = (
    "أكد مجلس الميناء يوم الثلاثاء أن خط العبارات سيعود إلى العمل بعد انقطاع دام إحدى "
    "عشرة سنة، وأن السفينتين ستعبران المضيق أربع مرات في اليوم، وعلى متن كل منهما مئتان "
    "وأربعون مسافرا. وطالبت جمعيات المستأجرين بتعويضات عن الضوضاء، فرفضت إدارة المشتريات "
    "طلبها في جلسة لم تدم طويلا."
)


def lines_in(language: str, text: str = TEXT, width_mm: float = 45.0) -> tuple[Line, ...]:
    layout = load_layout("berliner").for_paper(language)
    spec = TypeSpec(
        style=layout.style("body", language),
        measure_pt=width_mm / MM_PER_PT,
        fonts=BOOK,
        language=language,
    )
    return set_paragraph((Span(text=text),), spec).settings[0].lines


@pytest.mark.parametrize(
    ("word", "longer"),
    [
        ("المستشفى", "المستشـفى"),  # the last of seen and sad
        ("الصحي", "الصـحي"),
        ("المدينة", "المدينـة"),
        ("محمد", "محمـد"),
        ("كمال", "كمـال"),
        ("مبيناً،", "مبينـاً،"),  # marks stay with their letters, signs are no letters
    ],
)
def test_a_word_is_lengthened_where_scribes_do_it(word: str, longer: str) -> None:
    found = best_place(word)
    assert found is not None
    assert word[: found[1]] + KASHIDA + word[found[1] :] == longer


@pytest.mark.parametrize(
    "word", ["من", "لا", "دار", "وردود", "أسـد", "2014", "Telegram", "लिखना", ""]
)
def test_some_words_are_not_lengthened(word: str) -> None:
    """Short ones, those whose letters do not join, those that have a stroke as filed."""
    assert best_place(word) is None


def test_no_stroke_stands_beside_a_joiner_that_parts_letters() -> None:
    word = "سه\u200cشنبه‌ها"  # noqa: RUF001
    found = best_place(word)
    assert found is not None
    assert "\u200c" not in word[found[1] - 1 : found[1] + 1]


def test_lam_alef_is_not_torn() -> None:
    found = best_place("الأولاد")
    assert found is None or "الأولاد"[found[1] - 1 : found[1] + 1] not in ("لا", "لأ")


def test_no_more_is_filled_than_there_is_room_for() -> None:
    words = ["المدينة", "من", "العمري"]
    for room in (0.0, 0.9, 2.0, 100.0):
        made, filled = stretched(words, room, lambda word, longer: float(len(longer) - len(word)))
        assert filled <= room
        assert [word.replace(KASHIDA, "") for word in made] == words
        assert sum(word.count(KASHIDA) for word in made) == filled
    assert max(word.count(KASHIDA) for word in made) == MOST


@pytest.mark.parametrize("language", ["ar", "fa", "ur", "ur-Aran"])
def test_lines_are_closed_and_say_the_same(language: str) -> None:
    lines = lines_in(language)
    text = " ".join(line.text.strip() for line in lines)
    assert text.replace(KASHIDA, "") == TEXT
    assert KASHIDA in text
    assert KASHIDA not in lines[-1].text  # not justified
    measure_pt = 45.0 / MM_PER_PT
    layout = load_layout("berliner").for_paper(language)
    style = layout.style("body", language)
    space_pt = 0.188 * style.size_pt
    for line in lines[:-1]:
        spaces = line.text.count(" ")
        filled = line.width_pt + line.indent_pt + (line.word_space - 1) * spaces * space_pt
        assert filled == pytest.approx(measure_pt, abs=0.05 * spaces)
        assert line.word_space >= 0.67


def test_latin_and_devanagari_lines_have_none() -> None:
    for language, text in (
        ("en", "The ferry over the straits " * 9),
        ("hi", "पानी का जहाज आज " * 9),
    ):
        assert not any(KASHIDA in line.text for line in lines_in(language, (9 * text).strip()))


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي \u064e\u0651ءأة،1a", max_size=30))
def test_any_word_keeps_its_letters(text: str) -> None:
    made, _ = stretched(text.split(" "), 50.0, lambda _, __: 1.0)
    assert " ".join(made).replace(KASHIDA, "") == text
