"""The desk's say for one day: what it kills, leads with, pins and keeps where.

In: records and the day's orders. Out: the records that run, and stories with the orders on them.
Orders for one of several gathered records hold for all that are gathered with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from epaper.model import At, DayOrders, Form, Problem, Record, Severity, Story

LEAD_WORDS = 250  # under a headline of page one's largest sizes fewer look lost


def without_killed(
    records: Sequence[Record], orders: DayOrders
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """The records that run, and D-101 for each that does not; D-104 if none is left."""
    killed = [record for record in records if record.slug in orders.kill]
    left = tuple(record for record in records if record.slug not in orders.kill)
    problems = [
        _problem("D-101", Severity.NOTE, record, "left out, as edition.toml says")
        for record in killed
    ]
    if killed and not left:
        hint = "take one out of kill in edition.toml"
        said = "every record of the day is left out"
        # No record is at fault: none can be held out instead.
        where = At(field="kill")
        problems.append(
            Problem(code="D-104", severity=Severity.STOP, where=where, message=said, hint=hint)
        )
    return left, tuple(problems)


def lead_first(
    ranked: Sequence[Record], orders: DayOrders, gathered: Collection[str]
) -> tuple[list[Record], list[Problem]]:
    """The ranked records with the lead before all others; D-102 if it is one of the `gathered`."""
    lead = next((record for record in ranked if record.slug == orders.lead), None)
    if lead is None:
        lead = _lead_of(ranked, orders)
    if lead is None:
        return list(ranked), []
    if lead.slug in gathered:
        said = f"a {lead.form} stands among others and cannot lead the paper"
        hint = "file it as a story, or name another lead"
        return list(ranked), [_problem("D-102", Severity.WARN, lead, said, hint)]
    return [lead, *(record for record in ranked if record is not lead)], []


def _lead_of(ranked: Sequence[Record], orders: DayOrders) -> Record | None:
    """On a day without ranks the first story long enough to carry a lead's headline, if any."""
    if not ranked or ranked[0].rank is not None:
        return None
    return next(
        (
            record
            for record in ranked
            if record.form is Form.STORY
            and record.word_count >= LEAD_WORDS
            and record.slug not in orders.off_front
        ),
        None,
    )


def of_its_own(record: Record) -> Problem:
    """D-105 for a brief, letter or correction that has a picture."""
    said = f"a {record.form} with a picture stands as a story of its own"
    hint = "take the picture out to have it under the standing head"
    return _problem("D-105", Severity.NOTE, record, said, hint)


def with_orders(story: Story, orders: DayOrders) -> tuple[Story, list[Problem]]:
    """The story with what the desk wants of it; D-103 if its records are pinned apart."""
    slugs = {record.slug for record in story.members}
    pins = [orders.pins[record.slug] for record in story.members if record.slug in orders.pins]
    ordered = replace(
        story,
        front=not slugs & orders.off_front,
        jump=not slugs & orders.no_jump,
        pin=pins[0] if pins else 0,
    )
    return ordered, list(_pinned_apart(story, pins))


def _pinned_apart(story: Story, pins: Sequence[int]) -> Iterator[Problem]:
    if len(set(pins)) > 1:
        pages = ", ".join(map(str, sorted(set(pins))))
        said = f"records that stand together under {story.headline} are pinned to pages {pages}"
        hint = f"all go to page {pins[0]}"
        yield _problem("D-103", Severity.WARN, story.record, said, hint)


def _problem(
    code: str, severity: Severity, record: Record, message: str, hint: str = ""
) -> Problem:
    where = At(file=record.file, story=record.slug)
    return Problem(code=code, severity=severity, where=where, message=message, hint=hint)
