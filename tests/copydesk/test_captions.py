"""Captions say a thing once."""

from __future__ import annotations

import pytest

from epaper.model import CopyRule, Photo
from tests.copydesk.copy import edited, record


@pytest.mark.parametrize(
    ("caption", "credit", "printed"),
    [
        ("Facebook Facebook", "", ("Facebook", "")),
        ("Facebook", "Facebook", ("", "Facebook")),
        ("Photo: Tomas Reyl", "Tomas Reyl", ("", "Tomas Reyl")),
        ("The boat. Tomas Reyl", "Tomas Reyl", ("The boat.", "Tomas Reyl")),
        ("The boat (Tomas Reyl)", "Tomas Reyl", ("The boat", "Tomas Reyl")),
        ("The boat | Tomas Reyl", "Tomas Reyl", ("The boat", "Tomas Reyl")),
        ("The boat. Photo by Tomas Reyl.", "Tomas Reyl", ("The boat.", "Tomas Reyl")),
        ("The boat at dawn. The boat at dawn.", "", ("The boat at dawn.", "")),
        ("The boat", "AFP / AFP", ("The boat", "AFP")),
    ],
)
def test_what_stands_twice_is_said_once(
    caption: str, credit: str, printed: tuple[str, str]
) -> None:
    made = record(photos=(Photo(file="a.jpg", caption=caption, credit=credit),))
    passed, told = edited(made)
    assert (passed.photos[0].caption, passed.photos[0].credit) == printed
    assert {problem.code for problem in told} == {"D-203"}
    assert told[0].where.field in ("photos[1].caption", "photos[1].credit")
    assert edited(made, CopyRule.CAPTIONS) == (made, [])


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The captain with her brother Tomas Reyl", "Tomas Reyl"),
        ("Tomas Reyl at the quay", "Tomas Reyl"),
        ("Two boats, and two boats more", "AFP"),
        ("The boat.", ""),
    ],
)
def test_other_captions_stay(caption: str, credit: str) -> None:
    made = record(photos=(Photo(file="a.jpg", caption=caption, credit=credit),))
    assert edited(made) == (made, [])


def test_a_name_that_is_a_word_twice_stays() -> None:
    photos = (Photo(file="a.jpg", caption="Bora Bora"),)
    made = record("The boat goes to Bora Bora now.", photos=photos)
    assert edited(made) == (made, [])
