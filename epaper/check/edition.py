"""The check of a finished edition: every rule of the page, and the score.

In: the folder of a finished edition. Out: problems C-101 to C-409 and a `Score`. Nothing of
make-up is used: lines, sizes and places are read from the PDF, and edition.json says which
frame is what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from epaper.check.columns import check_columns
from epaper.check.facts import Facts, read_facts
from epaper.check.full import HOLE, Hole, check_full, largest_hole, white_share
from epaper.check.hierarchy import check_hierarchy
from epaper.check.jumps import check_jumps
from epaper.check.legs import read_legs
from epaper.check.lines import check_lines
from epaper.check.pages import FlatPage, PageReadings
from epaper.check.pictures import check_pictures
from epaper.check.place import check_place
from epaper.check.reading import ReadPage
from epaper.check.running import check_running
from epaper.check.sizes import check_sizes
from epaper.check.words import check_words
from epaper.model import Problem, Record, Score, Severity
from epaper.model.keeping import Keeping

# The rules' score. A point is a blemish that an editor would mark, so a soft finding has one. A
# hard one keeps its page from being released: it outweighs all soft ones that a page commonly has.
HARD_POINTS = 10.0
SOFT_POINTS = 1.0
# Each per cent of a page's largest hole over what is allowed. Findings know two steps only; this
# tells a page with half of it empty from one with a twentieth.
HOLE_POINTS = 1.0
# Each per cent of a page's white over what text alone has: a page at the limit of 8 % has a point.
WHITE_POINTS = 1 / 3
TEXT_WHITE = 0.05

HYPHENED = re.compile(r"\w+(?:-\w+)+|\w+-(?=\s)")  # e-mail; two- and three-day


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the check says of an edition, with the largest hole of each page."""

    problems: tuple[Problem, ...]
    score: Score
    holes: tuple[Hole, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Verdict):
    """What the check says, and the pages it read."""

    facts: Facts
    pages: tuple[ReadPage, ...]

    @property
    def verdict(self) -> Verdict:
        """What it says alone."""
        return Verdict(problems=self.problems, score=self.score, holes=self.holes)


def check_edition(folder: Path, records: Sequence[Record] | None = None) -> tuple[Problem, ...]:
    """Every rule that the edition in `folder` breaks, hard ones with the severity `STOP`.

    The words are compared with `records` where these are given. EditionError when there is
    no edition to be read.
    """
    return inspect_edition(folder, records).problems


def begin_reading(
    folder: Path, press: Executor | None = None, kept: Keeping[FlatPage] | None = None
) -> PageReadings:
    """Begin to read the edition in `folder`, for `inspect_edition`. EditionError as there."""
    return PageReadings(read_facts(folder), folder, press, kept)


def inspect_edition(
    folder: Path, records: Sequence[Record] | None = None, reading: PageReadings | None = None
) -> Checked:
    """Like `check_edition`, with the score and what was read; `reading` if that has been begun."""
    reading = reading or begin_reading(folder)
    facts, pages = reading.facts, reading.pages()
    records = facts.to_print(records) if records is not None else None
    parts = read_legs(pages, facts)
    holes = tuple(largest_hole(page, facts) for page in pages)
    whites = [white_share(page, facts) for page in pages]
    white = sum(whites) / max(1, len(whites))
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
        score=score_pages(problems, [hole.share for hole in holes], whites),
        facts=facts,
        pages=pages,
        holes=holes,
    )


def score_pages(
    problems: Sequence[Problem], holes: Sequence[float], whites: Sequence[float]
) -> Score:
    """The score of an edition with these findings, and this hole and white on each page."""
    hard = [problem for problem in problems if problem.severity is Severity.STOP]
    soft = len(problems) - len(hard)
    broken = {problem.where.page for problem in hard} - {0}
    points = HARD_POINTS * len(hard) + SOFT_POINTS * soft + sum(map(_empty, holes, whites))
    count = max(1, len(holes))
    return Score(
        hard=len(hard),
        soft=soft,
        largest_hole=max(holes, default=0.0),
        mean_white=sum(whites) / count,
        pages=len(holes),
        clean_pages=len(holes) - len(broken),
        points=round(points / count, 2),
    )


def _empty(hole: float, white: float) -> float:
    """Points of one page for what is empty on it."""
    over_hole, over_white = max(0.0, hole - HOLE), max(0.0, white - TEXT_WHITE)
    return 100 * (HOLE_POINTS * over_hole + WHITE_POINTS * over_white)


def _hyphened(records: Sequence[Record]) -> frozenset[str]:
    """Words with hyphens of their own."""
    texts = (block.text for record in records for block in record.body)
    return frozenset(word.casefold() for text in texts for word in HYPHENED.findall(text))
