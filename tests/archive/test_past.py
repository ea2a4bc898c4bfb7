from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from epaper.archive import Shelf, past_leads
from epaper.desk import with_past
from epaper.model import Paper, Section

from .made_up import Piece, put_edition, put_paper

TODAY = date(2026, 2, 4)
SENTENCE = "Two boats sail again from the old harbour after eleven long years."
LONG = " ".join(["word"] * 61)


def test_a_week_and_years_ago_are_looked_back_to(tmp_path: Path) -> None:
    put_paper(tmp_path)
    for day in (date(2026, 2, 3), date(2026, 1, 28), date(2016, 2, 4)):
        put_edition(tmp_path, day)
    leads = past_leads(Shelf(tmp_path), TODAY, "en-GB")
    assert [lead.day for lead in leads] == [date(2026, 1, 28)] * 2 + [date(2016, 2, 4)] * 2
    assert leads[0].headline == "Harbour water to heat Old Town"
    assert leads[0].opening.startswith("Port Ellery is to draw the heat")


def test_briefs_long_openings_and_drafts_are_passed_over(tmp_path: Path) -> None:
    put_paper(tmp_path)
    pieces = [
        Piece(slug="long", headline="Long", body=(LONG,)),
        Piece(slug="brief-a", headline="A", story="briefs", form="brief"),
        Piece(slug="brief-b", headline="B", story="briefs", form="brief"),
        Piece(
            slug="short",
            headline="Short",
            body=("Fourteen boats came in on Tuesday.",),
        ),
    ]
    put_edition(tmp_path, date(2026, 1, 28), pieces)
    put_edition(tmp_path, date(2025, 2, 4), draft=True)
    assert [lead.headline for lead in past_leads(Shelf(tmp_path), TODAY, "en-GB")] == ["Short"]


def test_a_leap_day_and_an_empty_shelf_have_nothing_to_look_back_to(tmp_path: Path) -> None:
    put_paper(tmp_path)
    assert past_leads(Shelf(tmp_path), date(2028, 2, 29), "en-GB") == ()
    assert past_leads(Shelf(tmp_path), date(1, 1, 1), "en-GB") == ()


def test_they_become_notices_with_their_date() -> None:
    paper = Paper(name="The Courier", sections=(Section(key="news", name="News"),))
    past = with_past(paper, [(date(2026, 1, 28), "Ferry back", "Two boats sail.")])
    assert [(n.title, n.text) for n in past.notices] == [
        ("From the archive, 28 January 2026", "Ferry back. Two boats sail.")
    ]


@pytest.mark.parametrize(
    "piece",
    [
        Piece(slug="a", headline="Ferry", form="correction", body=(SENTENCE,)),
        Piece(slug="a", headline="Ferry", form="letter", body=(SENTENCE,)),
        Piece(slug="a", headline="Ferry", body=("See below.", SENTENCE)),
        Piece(slug="a", headline="Ferry", body=("The results of the day in full and by boat:",)),
        Piece(slug="a", headline="नाव लौटी", body=("नाव " * 12,)),
        Piece(slug="a", headline="العبارة تعود", body=(SENTENCE,)),
    ],
    ids=["correction", "letter", "see below", "a list", "another script", "a headline in another"],
)
def test_what_cannot_be_read_by_itself_is_not_repeated(tmp_path: Path, piece: Piece) -> None:
    put_paper(tmp_path)
    put_edition(tmp_path, date(2026, 1, 28), [piece])
    assert past_leads(Shelf(tmp_path), TODAY, "en-GB") == ()


def test_a_story_in_another_language_is_not_repeated(tmp_path: Path) -> None:
    put_paper(tmp_path)
    piece = Piece(slug="a", headline="Le bac", language="fr", body=(SENTENCE,))
    put_edition(tmp_path, date(2026, 1, 28), [piece])
    assert len(past_leads(Shelf(tmp_path), TODAY, "fr-CA")) == 1
    assert past_leads(Shelf(tmp_path), TODAY, "en-GB") == ()
