"""Holding out: one story that cannot be printed never stops the edition.

In: a day's records and a way to make an edition of them. Out: the edition of all that can be
printed, and what it goes without, each with its reasons.

A fault that names a record, or a photo of one, holds that out. One that names only a page, or
comes without a place, is traced: half of the stories that it may come from are left out, then
half of those, until one is found without which the fault is gone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from epaper.exceptions import DEBUG, EpaperError, PageError, StoryError
from epaper.model import (
    WHOLE,
    At,
    HeldOut,
    Plan,
    Problem,
    Record,
    Severity,
    Story,
    without_held,
)

MOST_ROUNDS = 8  # each makes the edition again
_PHOTO = re.compile(r"photos\[(\d+)\]")
_LEADS = re.compile(r"^rank: *1 *$", re.MULTILINE)


class Attempt(Protocol):
    """What came of a day's work with some of its records."""

    @property
    def stands(self) -> bool:
        """True if there is an edition."""

    @property
    def problems(self) -> Sequence[Problem]:
        """All that was found."""

    @property
    def stories(self) -> Sequence[Story]:
        """The stories as ranked, the lead first; empty if it did not come so far."""

    @property
    def plan(self) -> Plan | None:
        """Where they stand; None if it did not come so far."""


A = TypeVar("A", bound=Attempt)
# Records to print, and what is held out already.
MakeEdition = Callable[[tuple[Record, ...], tuple[HeldOut, ...]], A]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[A]):
    """The last attempt, and what it went without; `left` stopped one that was made after it."""

    attempt: A
    held: tuple[HeldOut, ...]
    left: tuple[Problem, ...] = ()


def hold_out(
    records: Sequence[Record],
    make: MakeEdition[A],
    *,
    tolerated: Collection[str] = (),
    rounds: int = MOST_ROUNDS,
) -> Outcome[A]:
    """The first attempt that stands, or the last one, with as few records left out as it takes.

    No record is left out for `tolerated` codes, which stop no edition. Where no attempt stands,
    nothing counts as held out: the faults of the first one are all told, and those of the last.
    """
    holding = _Holding(tuple(records), make, frozenset(tolerated))
    first = holding.attempt(())
    last = holding.outcome(first, rounds)
    if last.attempt.stands:
        return last
    told = set(first.attempt.problems)
    left = (p for p in holding.stopping(last.attempt) if p not in told)
    return replace(first, left=tuple(left))


def held_unread(
    problems: Sequence[Problem],
    records: Sequence[Record],
    articles: str,
    filed: Callable[[str], str],
    lead: str,
) -> tuple[HeldOut, ...]:
    """What of the files in the folder `articles` could not be read, with what stopped each.

    Of `records`, which were read all the same, it is single fields. `filed` gives a file's text,
    as far as there is one; `lead` is the slug of the story that the desk wants to lead.
    """
    read = {record.file: record for record in records}
    reasons: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        file = problem.where.file
        if problem.severity is Severity.STOP and file.startswith(articles):
            part = problem.where.field if file in read else ""
            reasons.setdefault((file, part), []).append(problem)
    return tuple(
        replace(_whole(read[file], found), field=part)
        if part
        else HeldOut(
            file=file,
            reasons=tuple(found),
            lead=Path(file).stem == lead or bool(_LEADS.search(filed(file))),
        )
        for (file, part), found in reasons.items()
    )


@contextmanager
def raised_as_problems(problems: list[Problem]) -> Iterator[None]:
    """What one story's copy makes the program raise, as a problem that can be held out.

    The one place that catches everything: whoever builds is an editor ten minutes before press.
    Faults of the machine, not of a story, go on their way.
    """
    try:
        yield
    except PageError as error:
        problems.append(_raised("F-106", At(page=error.page), str(error)))
    except StoryError as error:
        problems.append(_raised("M-109", At(story=error.slug), str(error)))
    except (EpaperError, OSError, MemoryError, ImportError):
        raise
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        problems.append(_raised("M-109", At(), f"{type(error).__name__}: {error}"))


def _raised(code: str, where: At, message: str) -> Problem:
    return Problem(
        code=code,
        severity=Severity.STOP,
        where=where,
        message=f"this copy cannot be made into pages: {message}",
        hint="send us its file when the paper is out: it should have been printed",
    )


class _Holding(Generic[A]):
    """Makes one attempt after another."""

    def __init__(
        self, records: tuple[Record, ...], make: MakeEdition[A], tolerated: frozenset[str]
    ) -> None:
        self.records = records
        self.make = make
        self.tolerated = tolerated
        self.lead = ""

    def attempt(self, held: tuple[HeldOut, ...]) -> Outcome[A]:
        """An attempt without what is held out."""
        led = tuple(replace(h, lead=h.is_story and h.slug == self.lead) for h in held)
        attempt = self.make(without_held(self.records, led), led)
        if not self.lead and attempt.stories:
            self.lead = attempt.stories[0].slug
        return Outcome(attempt=attempt, held=led)

    def outcome(self, first: Outcome[A], rounds: int) -> Outcome[A]:
        """Attempts until one stands, nothing more can be held out, or all rounds are over."""
        now = first
        for _ in range(rounds):
            if now.attempt.stands:
                break
            better = self._next(now)
            if better is None:
                break
            now = better
        return now

    def _next(self, now: Outcome[A]) -> Outcome[A] | None:
        stopping = self.stopping(now.attempt)
        running = without_held(self.records, now.held)
        named = tuple(self._named(stopping, running, now.held))
        if named:
            held = (*now.held, *named)
            return self.attempt(held) if without_held(self.records, held) else None
        return self._traced(now, running)

    def _named(
        self, stopping: Sequence[Problem], running: Sequence[Record], held: Sequence[HeldOut]
    ) -> Iterator[HeldOut]:
        """The records and photos that faults name, each with all its reasons."""
        reasons = _by_place(stopping, running)
        filed = {record.file: record for record in self.records}
        of = {entry.of for entry in held}
        for (file, number), found in sorted(reasons.items()):
            if number == WHOLE:
                yield _whole(filed[file], found)
            elif (file, WHOLE) not in reasons:
                # Photos count as filed, whichever of them are already held out.
                places = range(1, len(filed[file].photos) + 1)
                left = [place for place in places if (file, place) not in of]
                yield replace(_whole(filed[file], found), photo=left[number - 1])

    def _traced(self, now: Outcome[A], running: tuple[Record, ...]) -> Outcome[A] | None:
        """Without the one story that the fault comes from; None if it is not found."""
        stopping = self.stopping(now.attempt)
        suspects = _suspects(stopping, now.attempt, running)
        while len(suspects) > 1:
            half = suspects[: len(suspects) // 2]
            found = self._without(half, now, stopping)
            suspects = half if found else suspects[len(half) :]
        return self._without(suspects, now, stopping) if suspects else None

    def _without(
        self, suspects: Sequence[Record], now: Outcome[A], stopping: Sequence[Problem]
    ) -> Outcome[A] | None:
        """The attempt without these; None if the fault is still there."""
        held = (*now.held, *(_whole(record, stopping) for record in suspects))
        if not without_held(self.records, held):
            return None
        outcome = self.attempt(held)
        codes = {problem.code for problem in self.stopping(outcome.attempt)}
        return None if codes & {problem.code for problem in stopping} else outcome

    def stopping(self, attempt: Attempt) -> tuple[Problem, ...]:
        """What keeps the edition from being published."""
        return tuple(
            problem
            for problem in attempt.problems
            if problem.severity is Severity.STOP and problem.code not in self.tolerated
        )


def _by_place(
    stopping: Sequence[Problem], running: Sequence[Record]
) -> dict[tuple[str, int], list[Problem]]:
    """The faults that name a record, by its file and the photo's number or `WHOLE`."""
    by_file = {record.file: record for record in running}
    by_slug = {record.slug: record for record in running}
    reasons: dict[tuple[str, int], list[Problem]] = {}
    for problem in stopping:
        record = by_file.get(problem.where.file) or by_slug.get(problem.where.story)
        if record is not None:
            reasons.setdefault((record.file, _photo_number(problem, record)), []).append(problem)
    return reasons


def _photo_number(problem: Problem, record: Record) -> int:
    """The photo that a problem is about, from 1; `WHOLE` where it is about the record."""
    if not problem.code.startswith(("P-", "F-105")):
        return WHOLE
    found = _PHOTO.match(problem.where.field)
    if found:
        return int(found[1])
    names = [Path(photo.file).name for photo in record.photos]
    return names.index(problem.where.file) + 1 if problem.where.file in names else WHOLE


def _suspects(
    stopping: Sequence[Problem], attempt: Attempt, running: Sequence[Record]
) -> list[Record]:
    """The records that faults without a record's name may come from, lowest rank first."""
    slugs = {problem.where.story for problem in stopping} - {""}
    pages = {problem.where.page for problem in stopping} - {0}
    if not slugs and attempt.plan is not None:
        slugs = {a.story for d in attempt.plan.dummies if d.number in pages for a in d.areas}
    if not slugs and any(problem.where.file for problem in stopping):
        return []  # of paper.toml or edition.toml: no story's
    ranked = [
        record.slug
        for story in attempt.stories
        if not slugs or story.slug in slugs
        for record in story.members
    ]
    by_slug = {record.slug: record for record in running}
    return [by_slug[slug] for slug in reversed(ranked) if slug in by_slug]


def _whole(record: Record, reasons: Sequence[Problem]) -> HeldOut:
    return HeldOut(
        file=record.file, slug=record.slug, headline=record.headline, reasons=tuple(reasons)
    )
