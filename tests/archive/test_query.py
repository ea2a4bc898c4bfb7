"""Queries: nothing that can be typed raises, and what is typed is what is looked for."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from epaper.archive import Archive, SearchOrder, search
from epaper.archive.query import LETTERS_MAX, WORDS_MAX, Term, read_query

from .made_up import DAY, put_edition, put_paper


def term(*spellings: str, prefix: bool = False) -> Term:
    return Term(spellings=tuple(tuple(words.split()) for words in spellings), prefix=prefix)


@pytest.mark.parametrize(
    ("typed", "wanted", "excluded"),
    [
        ("nuclear treaty", [term("nuclear"), term("treaty")], []),
        ('"nuclear treaty"', [term("nuclear treaty")], []),
        ("„Nuclear Treaty“ now", [term("nuclear treaty"), term("now")], []),
        ("treaty -arms", [term("treaty")], [term("arms")]),
        ('treaty -"new start"', [term("treaty")], [term("new start")]),
        ("trea*", [term("trea", prefix=True)], []),
        ("well-known", [term("well known")], []),
        ("don’t", [term("don t")], []),
        ('"never closed', [term("never closed")], []),
        ("cat AND dog", [term("cat"), term("and"), term("dog")], []),
        ("headline:cat", [term("headline cat")], []),
        ("東京", [term("東 京")], []),
        ("cat cat CAT", [term("cat")], []),
        ("c*", [term("c")], []),
        ('" - * ( ) ^', [], []),
        ("-cat", [], [term("cat")]),
    ],
)
def test_what_is_looked_for(typed: str, wanted: list[Term], excluded: list[Term]) -> None:
    query = read_query(typed, "en-GB")
    assert list(query.terms) == wanted
    assert list(query.excluded) == excluded
    assert not query.cut


@pytest.mark.parametrize(
    ("typed", "spellings"),
    [
        ("Mueller", ("mueller", "muller")),
        ("Müller", ("muller", "mueller")),
        ("neue", ("neue",)),
        ("Quelle", ("quelle",)),
        ("Feuer", ("feuer",)),
        ("Poesie", ("poesie", "posie")),
    ],
)
def test_german_spellings(typed: str, spellings: tuple[str, ...]) -> None:
    assert read_query(typed, "de-AT").terms == (term(*spellings),)


def test_english_words_have_one_spelling() -> None:
    assert read_query("does blue", "en-GB").terms == (term("does"), term("blue"))


def test_a_long_query_is_cut_and_told() -> None:
    query = read_query(" ".join(f"w{number}" for number in range(100)))
    assert query.cut
    assert len(query.terms) == WORDS_MAX
    assert read_query("x" * (LETTERS_MAX + 1)).cut


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("paper")
    put_paper(folder)
    put_edition(folder)
    opened = Archive.open(folder)
    opened.refresh()
    return opened


@given(st.text(max_size=80))
@example('"')
@example('""" "" "')
@example('* ** -* -"*')
@example("a OR (b AND NOT c) NEAR/2 {headline}: x ^ + - \\ ' \x00 ;--")
@example("-a -b -c")
@example("\ud800 lone")
@example("\ue000national")
@example("(" * 10_000)
@example("a " * 5_000)
@example('"' + "x y " * 2_500)
@example("東" * 10_000)
@example("a-" * 5_000)
def test_nothing_typed_raises(archive: Archive, typed: str) -> None:
    for sort in ("newest", "best"):
        results = search(archive, SearchOrder(words=typed, until=DAY, sort=sort))
        assert results.total == len(results.hits) <= 5


@pytest.mark.parametrize("section", ["nowhere", '"', "national OR world", "\ue001", "x" * 1000])
def test_no_section_of_that_name_finds_nothing(archive: Archive, section: str) -> None:
    order = SearchOrder(words="the", until=DAY, section=section)
    assert search(archive, order).total == 0


@pytest.mark.parametrize(("limit", "offset"), [(-1, 0), (0, -5), (10**30, 10**30), (1, 10**9)])
def test_any_page_may_be_asked_for(archive: Archive, limit: int, offset: int) -> None:
    order = SearchOrder(words="the", until=DAY, limit=limit, offset=offset)
    assert search(archive, order).total > 0
    assert archive.section("national", DAY, limit, offset).total > 0
    assert len(archive.editions(DAY, limit, offset)) <= 1


def test_private_marks_cannot_be_typed(archive: Archive) -> None:
    assert search(archive, SearchOrder(words="\ue000national", until=DAY)).total == 0
