"""The desk's notices: of the house where a paper gives too few, and from the paper's archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from epaper.language.phrases import Phrases
from epaper.model import Notice, Paper

LEAST_NOTICES = 3  # so many may stand on one page


def with_past(paper: Paper, stories: Iterable[tuple[date, str, str]]) -> Paper:
    """The paper, before its own notices some from its archive: day, headline, opening of each."""
    phrases = Phrases(paper.language)
    past = tuple(
        Notice(
            title=phrases.say("past", date=phrases.short_date(day)),
            text=f"{headline.rstrip('.')}. {opening}",
        )
        for day, headline, opening in stories
    )
    return replace(paper, notices=(*past, *paper.notices))


def with_notices(paper: Paper) -> Paper:
    """The paper, notices of the house behind its own where it has too few to fill a page."""
    if len(paper.notices) >= LEAST_NOTICES:
        return paper
    house = Phrases(paper.language).notices(paper.name)
    return replace(paper, notices=(*paper.notices, *house))
