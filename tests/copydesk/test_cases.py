"""One headline case a paper; names are told by the day's copy."""

from __future__ import annotations

import pytest

from epaper.copydesk import edit_copy
from epaper.model import HeadlineCase, Problem
from tests.copydesk.copy import NO_ORDERS, paper, record

COPY = (
    "On the island Solvi Karr and NASA saw a ferry returns list after years, and what is new in",
    "the history of a simulation of the universe is that the captain of the boat may be in May.",
)


def cased(headline: str, case: HeadlineCase, language: str = "en-GB") -> tuple[str, list[Problem]]:
    made = record(*COPY, headline=headline, language=language)
    (passed,), told = edit_copy([made], paper(case=case), NO_ORDERS)
    return passed.headline, list(told)


@pytest.mark.parametrize(
    ("filed", "printed"),
    [
        ("The Captain and the Ferry of Solvi Karr", "The captain and the ferry of Solvi Karr"),
        ("THE CAPTAIN OF NASA AND SOLVI KARR", "The captain of NASA and Solvi Karr"),
        ("The History of a Boat: The Captain", "The history of a boat: The captain"),
        ("The captain and the ferry of Solvi Karr", "The captain and the ferry of Solvi Karr"),
    ],
)
def test_like_a_sentence(filed: str, printed: str) -> None:
    headline, told = cased(filed, HeadlineCase.SENTENCE)
    assert headline == printed
    assert [p.code for p in told] == (["D-206"] if filed != printed else [])


def test_a_word_that_the_copy_does_not_know_stays_and_is_told() -> None:
    headline, told = cased("The Captain Leaves Wick", HeadlineCase.SENTENCE)
    assert headline == "The captain Leaves Wick"
    assert "Leaves, Wick stays as it was sent: it may be a name" in told[0].message


@pytest.mark.parametrize(
    ("filed", "printed"),
    [
        ("Ferry returns after years in the north", "Ferry Returns After Years in the North"),
        ("New iPhone is not for NASA", "New iPhone Is Not for NASA"),
    ],
)
def test_like_a_title(filed: str, printed: str) -> None:
    assert cased(filed, HeadlineCase.TITLE)[0] == printed


def test_particles_of_names_stay_and_are_told() -> None:
    headline, told = cased("Ursula von der Leyen speaks", HeadlineCase.TITLE)
    assert headline == "Ursula von der Leyen Speaks"
    assert "von, der stays as it was sent" in told[0].message


@pytest.mark.parametrize("language", ["de", "fr-FR", "ja"])
def test_other_languages_stay(language: str) -> None:
    filed = "The Captain and the Ferry"
    assert cased(filed, HeadlineCase.SENTENCE, language) == (filed, [])
    assert cased(filed, HeadlineCase.AS_SENT) == (filed, [])
