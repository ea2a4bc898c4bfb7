"""Folding: alike however written, stable, and words keep their places."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.archive.fold import find_words, fold
from epaper.archive.query import read_query
from epaper.archive.snippet import find_marks

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
# Words as people write them in the scripts that newspapers are printed in.
WRITTEN = st.text(
    st.one_of(
        st.characters(min_codepoint=0x61, max_codepoint=0x17F, categories=("L",)),
        st.characters(min_codepoint=0x370, max_codepoint=0x52F, categories=("L",)),
        st.characters(min_codepoint=0x5D0, max_codepoint=0x6FF, categories=("L", "M")),
        st.characters(min_codepoint=0x900, max_codepoint=0x9FF, categories=("L", "M")),
        st.characters(min_codepoint=0x0E00, max_codepoint=0x0E4E, categories=("L", "M")),
        st.characters(min_codepoint=0x3040, max_codepoint=0x9FFF, categories=("L",)),
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3, categories=("L",)),
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "MULLER"),
        ("Straße", "STRASSE"),
        ("Ærø", "aero"),
        ("Łódź", "lodz"),
        ("Þórður", "thordur"),
        ("ISPARTA", "ısparta"),
        ("İstanbul", "istanbul"),
        ("ΣΟΦΊΑΣ", "σοφιας"),
        ("ёлка", "ЕЛКА"),
        ("don’t", "don't"),
        ("п'ять", "п\u02bcять"),
        ("мо\u0301жно", "можно"),
        ("مُحَمَّد", "محمد"),
        ("کتاب", "كتاب"),
        ("إسلام", "اسلام"),
        ("مدرسة", "مدرسه"),
        ("جمیل", "جميل"),
        ("کـــتاب", "کتاب"),
        ("می\u200cخواهم", "میخواهم"),
        ("۱۲۳", "123"),
        ("٤٥٦", "456"),
        ("क़लम", "कलम"),
        ("१९", "19"),
        ("שָׁלוֹם", "שלום"),
        ("co\u00adope\u00adrate", "cooperate"),
        ("ＡＢＣ", "abc"),
        ("ｱﾊﾟｰﾄ", "アパート"),
        ("ﬁnance", "finance"),
        ("cafe\u0301", "café"),
        ("가", "\u1100\u1161"),
    ],
)
def test_spellings_of_a_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("мой", "мои"), ("їжа", "іжа"), ("हिन्दी", "हन्द"), ("কলি", "কল"), ("日", "曰"), ("が", "か")],
)
def test_letters_of_their_own_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The U.S. spent 3,500 m² (2½)", "the u s spent 3 500 m2 2½"),
        ("東京タワーiPhone", "東 京 タ ワ ー iphone"),
        ("한국어를", "한 국 어 를"),
        ("น้ำ ไทย", "น้ ำ ไ ท ย"),
        ("well-known foo_bar", "well known foo bar"),
        ("- “” … ـــ \u00ad", ""),
        ("\ue000national \ue001", "national"),
    ],
)
def test_what_is_a_word(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_words_keep_their_places(text: str) -> None:
    words = list(find_words(text))
    assert " ".join(filter(None, (fold(word[0]) for word in words))) == fold(text)
    end = 0
    for word in words:
        assert end <= word.start() < word.end() <= len(text)
        end = word.end()


@given(TEXT)
def test_case_and_normal_form_do_not_matter(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert fold(unicodedata.normalize("NFD", composed)) == fold(composed)


@given(st.lists(WRITTEN, min_size=1, max_size=6), st.data())
def test_a_word_of_a_text_is_found_by_its_own_and_its_folded_spelling(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    word = data.draw(st.sampled_from(words))
    for typed in (word, fold(word).replace(" ", "")):
        query = read_query(typed)
        if fold(word):
            assert query.terms
            assert list(find_marks(text, query.terms)), (text, typed)
