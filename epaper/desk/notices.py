"""The desk's notices: for a paper that gives fewer of its own than a page may need."""

from __future__ import annotations

from dataclasses import replace

from epaper.model import Paper, Phrases

LEAST_NOTICES = 3  # so many may stand on one page


def with_notices(paper: Paper) -> Paper:
    """The paper, notices of the house behind its own where it has too few to fill a page."""
    if len(paper.notices) >= LEAST_NOTICES:
        return paper
    house = Phrases(paper.language).notices(paper.name)
    return replace(paper, notices=(*paper.notices, *house))
