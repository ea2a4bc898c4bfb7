from itertools import pairwise

import pytest

from epaper.typeset.fonts import FontFace
from epaper.typeset.hyphens import points
from epaper.typeset.words import (
    HYPHEN,
    LongRuler,
    Piece,
    Ruler,
    Split,
    free_points,
    measure_for,
    measure_word,
)
from tests.typeset.copy import PROSE, fonts

MEASURE = measure_for(fonts().face("EP Text"), 8.8, "en-GB", True)


def parts(text: str) -> list[tuple[str, Split]]:
    return [(text[: point.at], point.split) for point in MEASURE.word(text).points]


def test_hyphens_keep_two_letters_before_and_three_after() -> None:
    for word in ("government", "harbourmaster", "international", "(reporters),"):
        letters = word.strip("(),")
        for at in points(word, "en-GB"):
            before = at - word.index(letters)
            assert 2 <= before <= len(letters) - 3


@pytest.mark.parametrize(
    "word", ["only", "NATO’s", "UNESCO", "MSCI’s", "anna@post.example", "and/or"]
)
def test_short_words_capitals_and_addresses_are_not_hyphenated(word: str) -> None:
    assert points(word, "en-GB") == []


def test_languages_have_their_own_patterns_and_unknown_ones_none() -> None:
    assert points("Donaudampfschiff", "de-DE") != points("Donaudampfschiff", "en-GB")
    assert points("harbour", "") == points("harbour", "en-GB")
    assert points("harbour", "tlh") == []


def test_an_english_ending_is_not_torn() -> None:
    for word in ("listed", "boosted", "wanted"):
        assert points(word, "en-GB") == []
    assert points("accounted", "en-GB") == [2]
    assert points("fitted", "en-GB") == [3]


def test_words_split_after_their_own_hyphens_and_dashes() -> None:
    assert ("second-", Split.OWN) in parts("second-hand")
    assert ("1914–", Split.OWN) in parts("1914–18")
    assert parts("-5") == []


def test_soft_hyphens_overrule_the_patterns_and_are_not_printed() -> None:
    word = MEASURE.word("har\u00adbourmaster")
    assert word.text == "harbourmaster"
    assert [(point.at, point.split) for point in word.points] == [(3, Split.HYPHEN)]


def test_a_split_words_parts_have_the_widths_of_what_is_printed() -> None:
    word = MEASURE.word("officially")
    for point in word.points:
        assert point.end.width == MEASURE.extent(word.text[: point.at] + "-").width
        rest = MEASURE.extent(word.text[point.at :]).width
        assert word.extent.width - point.start.width == pytest.approx(rest)


def test_no_break_spaces_are_counted_as_spaces() -> None:
    assert MEASURE.word("12\u00a0km").extent.spaces == 1


def test_words_of_two_faces_are_measured_piece_by_piece() -> None:
    slanted = measure_for(fonts().face("EP Text", 400, True), 8.8, "en-GB", True)
    word = measure_word((Piece("Cormorant", slanted, italic=True), Piece("’s", MEASURE)))
    assert word.text == "Cormorant’s"
    expected = slanted.extent("Cormorant").width + MEASURE.extent("’s").width
    assert word.extent.width == pytest.approx(expected)


def test_free_points_leave_marks_and_joined_emoji_whole() -> None:
    text = "ae\u0301👩\u200d🚀x"
    free = {point.at for point in free_points((Piece(text, MEASURE),), MEASURE.word(text))}
    assert free == {1, 3, 6}


def test_names_and_units_bind() -> None:
    assert MEASURE.word("Mr").binds
    assert MEASURE.word("J.").binds
    assert MEASURE.word("12").counts
    assert MEASURE.word("km,").is_unit
    assert not MEASURE.word("harbour").binds


@pytest.mark.parametrize(
    ("language", "word", "split"),
    [
        ("en-GB", "shouldn’t", "shouldn’t"),
        ("en-US", "government", "gov-ern-ment"),
        ("de", "Kommunalverwaltung", "Kom-mu-nal-ver-wal-tung"),
        ("fr", "«\u202fL’association\u202f»", "«\u202fL’as-so-cia-tion\u202f»"),
        ("fr", "d’Italia", "d’Ita-lia"),
        ("es", "ayuntamiento", "ayun-ta-miento"),
        ("it", "d’Italia", "d’Ita-lia"),
        ("nl", "coördinatie", "coör-di-na-tie"),
        ("pt", "desenvolvimento", "de-sen-vol-vi-mento"),
        ("pl", "przedsiębiorstwo", "przed-się-bior-stwo"),
        ("ru", "правительство", "пра-ви-тель-ство"),
        ("ru", "недели", "не-де-ли"),
        ("ru", "статья", "ста-тья"),
        ("uk", "управління", "управ-лін-ня"),
        ("sv", "kommunfullmäktige", "kom-mun-full-mäk-tige"),
        ("da", "kommunalbestyrelsen", "kom-mu-nal-be-sty-rel-sen"),
        ("nb", "kommunestyrets", "kom-mune-sty-rets"),
        ("no", "kommunestyrets", "kom-mune-sty-rets"),
        ("nn-NO", "kommunestyret", "kom-mune-sty-ret"),
        ("fi", "kaupunginvaltuusto", "kau-pun-gin-val-tuusto"),
        ("tr", "değerlendirilmesi", "de-ğer-len-di-ril-mesi"),
        ("tr-TR", "İstanbul’daki", "İs-tan-bul’daki"),
        ("el", "κυβέρνηση", "κυ-βέρ-νηση"),
    ],
)
def test_words_of_many_languages_are_split_by_their_own_patterns(
    language: str, word: str, split: str
) -> None:
    cuts = [0, *points(word, language), len(word)]
    assert "-".join(word[a:b] for a, b in pairwise(cuts)) == split


def test_a_dash_that_opens_stays_with_its_word() -> None:
    spanish = measure_for(fonts().face("EP Text"), 8.8, "es", True)
    assert [point.at for point in spanish.word("—dijo—,").points] == []
    assert [point.at for point in spanish.word("sí—dijo").points] == [3]


LONG_WORDS = {
    "prose": ("en-GB", PROSE.replace(" ", "\u00a0")),
    "address": ("en-GB", "https://harbour.example/?q=" + "fi-AV.To,rgvw2026%20" * 20),
    "marks": ("en-GB", "ae\u0301ffi\u200dxo\u0308" * 30),
}


@pytest.mark.parametrize("name", LONG_WORDS)
def test_the_parts_of_a_long_word_are_as_wide_as_if_shaped_whole(name: str) -> None:
    language, text = LONG_WORDS[name]
    upright = measure_for(fonts().face("EP Text"), 8.8, language, True)
    slanted = measure_for(fonts().face("EP Text", 400, True), 8.8, language, True)
    pieces = (Piece(text[:50], upright), Piece(text[50:97], slanted), Piece(text[97:], upright))
    whole, long = Ruler(pieces), LongRuler(pieces)
    assert long.whole == pytest.approx(whole.whole)
    for index in range(1, len(text)):
        assert long.head(index) == pytest.approx(whole.head(index), abs=0.01)
        assert long.head(index, HYPHEN) == pytest.approx(whole.head(index, HYPHEN), abs=0.01)
        assert long.tail(index) == pytest.approx(whole.tail(index), abs=0.01)


@pytest.mark.parametrize("text", ["x" * 20_000, "\u00ad".join(["abc"] * 5000)])
def test_a_long_word_is_shaped_in_stretches(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few dozen letters for each place where it may be split, not all of them."""
    shaped = 0
    shape = FontFace._shape

    def counting(face: FontFace, part: str, *rest: object) -> tuple[float, int]:
        nonlocal shaped
        shaped += len(part)
        return shape(face, part, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(FontFace, "_shape", counting)
    pieces = (Piece(text, MEASURE),)
    word = measure_word(pieces)
    made = free_points((Piece(word.text, MEASURE),), word)
    assert len(made) >= 5000 - 1
    assert shaped < 100 * 4 * len(made)


def test_what_is_too_long_for_a_word_has_no_hyphens() -> None:
    assert points("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau", "de")
    assert points("Donaudampfschifffahrt" * 50, "de") == []
