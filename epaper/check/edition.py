"""The check of a finished edition: every rule of the page, and the score.

In: the folder of a finished edition. Out: problems C-101 to C-409 and a `Score`. Nothing of
make-up is used: lines, sizes and places are read from the PDF, and edition.json says which
frame is what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from epaper.check.columns import check_columns
from epaper.check.facts import Facts, read_facts
from epaper.check.full import Hole, check_full, largest_hole, white_share
from epaper.check.hierarchy import check_hierarchy
from epaper.check.jumps import check_jumps
from epaper.check.legs import read_legs
from epaper.check.lines import check_lines
from epaper.check.pictures import check_pictures
from epaper.check.place import check_place
from epaper.check.reading import ReadPage, read_pages
from epaper.check.running import check_running
from epaper.check.sizes import check_sizes
from epaper.check.words import check_words
from epaper.model import Problem, Record, Severity

HYPHENED = re.compile(r"\w+(?:-\w+)+|\w+-(?=\s)")  # e-mail; two- and three-day


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """An edition in figures: findings by weight, shares of the page, pages without hard faults."""

    hard: int
    soft: int
    largest_hole: float
    mean_white: float
    pages: int
    clean_pages: int

    def __str__(self) -> str:
        return (
            f"{self.pages} page{'' if self.pages == 1 else 's'}, {self.clean_pages} clean, "
            f"largest hole {self.largest_hole:.1%}, white {self.mean_white:.1%}"
        ).replace("%", " %")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the check found, with the pages it read and the largest hole of each."""

    problems: tuple[Problem, ...]
    score: Score
    facts: Facts
    pages: tuple[ReadPage, ...]
    holes: tuple[Hole, ...]


def check_edition(folder: Path, records: Sequence[Record] | None = None) -> tuple[Problem, ...]:
    """Every rule that the edition in `folder` breaks, hard ones with the severity `STOP`.

    The words are compared with `records` where these are given. EditionError when there is
    no edition to be read.
    """
    return inspect_edition(folder, records).problems


def inspect_edition(folder: Path, records: Sequence[Record] | None = None) -> Checked:
    """Like `check_edition`, with the score and what was read."""
    facts = read_facts(folder)
    pages = read_pages(facts, folder)
    parts = read_legs(pages, facts)
    holes = tuple(largest_hole(page, facts) for page in pages)
    white = sum(white_share(page, facts) for page in pages) / max(1, len(pages))
    hyphened = _hyphened(records or ())
    problems = [
        *(check_words(records, parts, pages, facts) if records is not None else ()),
        *check_place(pages, facts),
        *check_running(parts, pages, facts, hyphened),
        *check_jumps(parts, pages, facts),
        *check_sizes(parts, pages, facts),
        *check_hierarchy(pages, facts),
        *check_pictures(pages, facts),
        *check_columns(parts, pages, facts),
        *check_full(parts, holes, white, facts),
        *check_lines(parts, pages, facts, hyphened),
    ]
    problems = sorted(dict.fromkeys(problems), key=lambda p: (p.code, p.where.page, p.where.story))
    return Checked(
        problems=tuple(problems),
        score=_score(problems, max((hole.share for hole in holes), default=0.0), white, len(pages)),
        facts=facts,
        pages=pages,
        holes=holes,
    )


def _score(problems: Sequence[Problem], hole: float, white: float, pages: int) -> Score:
    hard = [problem for problem in problems if problem.severity is Severity.STOP]
    broken = {problem.where.page for problem in hard} - {0}
    return Score(
        hard=len(hard),
        soft=len(problems) - len(hard),
        largest_hole=hole,
        mean_white=white,
        pages=pages,
        clean_pages=pages - len(broken),
    )


def _hyphened(records: Sequence[Record]) -> frozenset[str]:
    """Words with hyphens of their own."""
    texts = (block.text for record in records for block in record.body)
    return frozenset(word.casefold() for text in texts for word in HYPHENED.findall(text))
