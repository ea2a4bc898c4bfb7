"""Search: what is found, in which order, and what is shown of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.archive import Archive, Hit, Parts, SearchOrder, search
from epaper.archive.query import read_query
from epaper.archive.search import COUNTED
from epaper.archive.snippet import ELLIPSIS, cut_snippet, find_marks, mark_all
from epaper.model import Box, Quote, Table

from .made_up import DAY, Piece, put_edition, put_paper

LATER = date(2026, 12, 31)
LONG = " ".join(f"filler{number}" for number in range(200))

OLDER = (
    Piece(
        slug="bridge",
        headline="Bridge to be painted green",
        standfirst="The treaty of painters holds",
        kicker="Colours",
        byline=("Zoë Åkesson",),
        agency="Northern Wire",
        dateline="Stanmere",
        body=(f"{LONG} the nuclear option was", f"treaty in name only. {LONG}"),
        captions=("A pot of emerald paint",),
        quotes=(Quote(text="unprinted words of a pull quote"),),
        box=Box(title="Paint", text="Linseed", items=("Turpentine", "Brushes")),
        table=Table(title="Litres", columns=("Coat",), rows=(("Undercoat",),), note="Estimated"),
        section="world",
    ),
    Piece(slug="heat", headline="Heat", body=("The harbour, the harbour’s nuclear treaty.",)),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("paper")
    put_paper(folder)
    put_edition(folder)
    put_edition(folder, DAY - timedelta(days=30), OLDER)
    opened = Archive.open(folder)
    opened.refresh()
    return opened


def found(archive: Archive, words: str, **values: object) -> list[str]:
    order = replace(SearchOrder(words=words, until=LATER), **values)  # type: ignore[arg-type]
    return [hit.slug for hit in search(archive, order).hits]


def told(parts: Parts) -> str:
    return "".join(f"[{part.text}]" if part.marked else part.text for part in parts)


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("harbour", ["harbour-heat", "heat"]),
        ("HARBOUR", ["harbour-heat", "heat"]),
        ("nuclear treaty", ["treaty-lapses", "bridge", "heat"]),
        ('"nuclear treaty"', ["treaty-lapses", "heat"]),
        ('"treaty nuclear"', []),
        ("harbour -council", ["heat"]),
        ('treaty -"nuclear treaty"', ["bridge"]),
        ("harb*", ["harbour-heat", "heat"]),
        ("har", []),
        ('"the har*"', []),
        ("zoe akesson", ["bridge"]),
        ("northern", ["treaty-lapses", "bridge"]),
        ("stanmere", ["bridge"]),
        ("emerald", ["bridge"]),
        ("colours", ["bridge"]),
        ("linseed turpentine", ["bridge"]),
        ("undercoat estimated", ["bridge"]),
        ("unprinted", []),
        ("harbour's", ["heat"]),
        ("ferry", ["brief-ferry"]),
        ("national", []),
    ],
)
def test_what_is_found_newest_first(archive: Archive, words: str, slugs: list[str]) -> None:
    assert found(archive, words) == slugs


def test_filters(archive: Archive) -> None:
    assert found(archive, "treaty", section="world") == ["treaty-lapses", "bridge"]
    assert found(archive, "treaty", section="national") == ["heat"]
    assert found(archive, "treaty", since=DAY) == ["treaty-lapses"]
    assert found(archive, "treaty", until=DAY - timedelta(days=1)) == ["bridge", "heat"]
    assert found(archive, "treaty", since=LATER) == []
    assert found(archive, "treaty", since=LATER, until=DAY) == []


def test_the_best_have_it_in_the_headline(archive: Archive) -> None:
    assert found(archive, "heat", sort="best") == ["heat", "harbour-heat"]
    assert found(archive, "heat") == ["harbour-heat", "heat"]


def test_pages_of_results_are_the_whole(archive: Archive) -> None:
    for sort in ("newest", "best"):
        whole = found(archive, "the", sort=sort)
        paged = [
            slug
            for offset in range(0, len(whole) + 1, 2)
            for slug in found(archive, "the", sort=sort, limit=2, offset=offset)
        ]
        assert len(whole) > 4
        assert paged == whole


def test_many_are_counted_to_a_limit(tmp_path: Path) -> None:
    put_paper(tmp_path)
    for number in range(3):
        pieces = [Piece(slug=f"s{n}", body=("word",)) for n in range(COUNTED // 2)]
        put_edition(tmp_path, DAY + timedelta(days=number), pieces)
    archive = Archive.open(tmp_path)
    archive.refresh()
    for sort in ("newest", "best"):
        results = search(archive, SearchOrder(words="word", until=LATER, sort=sort, limit=5))
        assert (results.total, results.total_is_least, len(results.hits)) == (COUNTED, True, 5)
    two_days = SearchOrder(words="word", until=DAY + timedelta(days=1))
    assert not search(archive, two_days).total_is_least
    assert search(archive, two_days).total == COUNTED
    far = SearchOrder(words="word", until=LATER, limit=20, offset=COUNTED + 400)
    assert [hit.day for hit in search(archive, far).hits] == [DAY] * 20


def test_a_hit_as_it_is_shown(archive: Archive) -> None:
    (hit,) = search(archive, SearchOrder(words='"wick bay" minute', until=LATER)).hits
    assert isinstance(hit, Hit)
    assert (hit.day, hit.slug, hit.section_name, hit.page) == (DAY, "wick-bay", "Sport", 3)
    assert told(hit.headline) == "[Wick Bay] beat Athletic"
    assert told(hit.snippet) == "A goal in the last [minute]."


def test_the_snippet_shows_where_most_terms_stand(archive: Archive) -> None:
    (hit,) = search(archive, SearchOrder(words="nuclear option treaty", until=LATER)).hits
    snippet = told(hit.snippet)
    assert "the [nuclear] [option] was [treaty] in name only." in snippet
    assert snippet.startswith(f"{ELLIPSIS}filler")
    assert snippet.endswith(ELLIPSIS)
    assert told(hit.standfirst) == "The [treaty] of painters holds"


def test_a_word_of_the_caption_is_shown_in_it(archive: Archive) -> None:
    (hit,) = search(archive, SearchOrder(words="emerald", until=LATER)).hits
    assert "[emerald] paint" in told(hit.snippet)


def test_a_german_paper(tmp_path: Path) -> None:
    put_paper(tmp_path, language="de-DE")
    put_edition(
        tmp_path,
        pieces=[
            Piece(slug="umlaut", body=("Herr Müller fährt nach Köln.",)),
            Piece(slug="ausgeschrieben", body=("Herr Mueller faehrt nach Koeln.",)),
            Piece(slug="ohne", body=("Herr Muller fahrt nach Koln.",)),
        ],
        language="de-DE",
    )
    archive = Archive.open(tmp_path)
    archive.refresh()
    assert found(archive, "Mueller") == ["umlaut", "ausgeschrieben", "ohne"]
    assert found(archive, "müller fährt köln") == ["umlaut", "ausgeschrieben", "ohne"]
    assert found(archive, "muller") == ["umlaut", "ohne"]
    hits = search(archive, SearchOrder(words="mueller", until=LATER)).hits
    assert told(hits[0].snippet) == "Herr [Müller] fährt nach Köln."


@pytest.mark.parametrize(
    ("words", "text", "snippet"),
    [
        ("ترک", "مردم تُرک زبان", "مردم [تُرک] زبان"),
        ("東京", "昨日東京で雪が降った", "昨日[東京]で雪が降った"),
        ("서울", "오늘 서울에서 열렸다", "오늘 [서울]에서 열렸다"),
        ("हिन्दी", "यह हिन्दी है", "यह [हिन्दी] है"),
        ("елки", "У ёлки", "У [ёлки]"),
        ("ไทย", "ภาษาไทยง่าย", "ภาษา[ไทย]ง่าย"),
    ],
)
def test_other_languages(tmp_path: Path, words: str, text: str, snippet: str) -> None:
    put_paper(tmp_path)
    put_edition(tmp_path, pieces=[Piece(slug="one", body=(text,)), Piece(slug="two")])
    archive = Archive.open(tmp_path)
    archive.refresh()
    (hit,) = search(archive, SearchOrder(words=words, until=LATER)).hits
    assert told(hit.snippet) == snippet


TEXTS = st.text(st.sampled_from("ab ,’\u00ad\n東é"), max_size=400)


@given(TEXTS, st.sampled_from(["a", "ab*", '"a b"', "a b", "東東", "é", "b’a"]), st.integers(1, 99))
def test_marks_and_snippets_are_pieces_of_the_text(text: str, words: str, width: int) -> None:
    terms = read_query(words).terms
    marks = list(find_marks(text, terms))
    whole = mark_all(text, marks)
    assert "".join(part.text for part in whole) == text
    assert all(one.marked != other.marked for one, other in pairwise(whole))
    snippet, worth = cut_snippet(text, terms, width)
    plain = "".join(part.text for part in snippet)
    assert " ".join(plain.strip(ELLIPSIS).split()) in " ".join(text.split())
    assert (worth > 0) == bool(marks)
    assert any(part.marked for part in snippet) == bool(marks)
    assert len(plain) <= max(width, max((m.end - m.start for m in marks), default=0)) + 2
