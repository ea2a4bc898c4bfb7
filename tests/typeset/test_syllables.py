"""Turkish and Finnish words are parted by the rules of their spelling."""

from itertools import pairwise

import pytest

from epaper.typeset.syllables import by_rule, finnish, turkish


def parted(places: list[int], word: str) -> str:
    return "-".join(word[a:b] for a, b in pairwise([0, *places, len(word)]))


@pytest.mark.parametrize(
    "word",
    [
        "İs-tan-bul",
        "türk-çe",
        "sa-at",
        "şi-ir",
        "kong-re",
        "e-lekt-rik",
        "cum-hur-baş-ka-n\u0131",
        "kâ-ğ\u0131t",
        "I-ŞIK",
        "İz-mir’de-ki",  # an apostrophe parts the ending; there no consonant is fetched over it
        "ta-ş\u0131-ya-cak",
        "ya-y\u0131n",
        "Av-ru-pa",
        "trans-fer",
    ],
)
def test_a_turkish_syllable_begins_with_one_consonant(word: str) -> None:
    whole = word.replace("-", "")
    assert parted(turkish(whole), whole) == word


def test_a_name_with_letters_that_turkish_has_not_stays_whole() -> None:
    assert turkish("Washington") == []
    assert turkish("Vashington") != []


@pytest.mark.parametrize(
    "word",
    [
        "ka-la",
        "kynt-ti-lä",
        "kau-kea",  # e and a could be parted, but hardly any paper does
        "työt-tö-myys",
        "Eng-lan-ti",
        "pää-kau-pun-ki-seu-dul-la",
        "ul-ko-mi-nis-te-riö",
        "vaa’an",
    ],
)
def test_a_finnish_syllable_begins_before_a_consonant_and_a_vowel(word: str) -> None:
    whole = word.replace("-", "")
    assert parted(finnish(whole), whole) == word


@pytest.mark.parametrize("word", ["kan-san-edus-ta-jat", "rau-ta-tie-ase-ma", "met-sä-yh-tiö"])
def test_finnish_compounds_are_parted_where_their_words_meet(word: str) -> None:
    whole = word.replace("-", "")
    assert parted(finnish(whole), whole) == word


def test_rules_are_found_by_the_language_alone() -> None:
    assert by_rule("tr-TR") is turkish
    assert by_rule("FI") is finnish
    assert by_rule("et") is None
