"""Holding out, on made-up attempts: who is left out, and how many attempts it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.holding import Outcome, held_unread, hold_out
from epaper.model import (
    WHOLE,
    At,
    Block,
    BlockKind,
    HeldOut,
    Photo,
    Plan,
    Problem,
    Record,
    Severity,
    Span,
    Story,
)


def record(name: str, photos: int = 0) -> Record:
    return Record(
        slug=name,
        file=f"2026-02-04/articles/{name}.md",
        headline=f"The {name}",
        body=(Block(kind=BlockKind.TEXT, spans=(Span(text="Words."),)),),
        photos=tuple(Photo(file=f"{name}-{n}.jpg") for n in range(1, photos + 1)),
    )


def story(order: int, of: Record) -> Story:
    return Story(
        slug=of.slug, section="news", form=of.form, order=order, members=(of,), headline=of.headline
    )


def stop(code: str, **where: object) -> Problem:
    return Problem(code=code, severity=Severity.STOP, where=At(**where), message="no")  # type: ignore[arg-type]


@dataclass
class Tried:
    stands: bool
    problems: Sequence[Problem]
    stories: Sequence[Story]
    plan: Plan | None = None


Faults = Callable[[tuple[Record, ...]], list[Problem]]


@dataclass
class Days:
    """Makes editions of made-up records; `faults` says what is wrong with one."""

    faults: Faults
    calls: list[tuple[str, ...]] = field(default_factory=list)

    def __call__(self, records: tuple[Record, ...], held: tuple[HeldOut, ...]) -> Tried:
        self.calls.append(tuple(r.slug for r in records))
        problems = self.faults(records)
        ranked = [story(order, of) for order, of in enumerate(records)]
        return Tried(stands=not problems, problems=problems, stories=ranked)


def held(outcome: Outcome[Tried]) -> list[tuple[str, int]]:
    return [(entry.slug, entry.photo) for entry in outcome.held]


DAY = [record(name, 2) for name in ("lead", "tide", "rope", "bell")]


def test_a_good_day_is_made_once() -> None:
    days = Days(lambda records: [])
    outcome = hold_out(DAY, days)
    assert outcome.attempt.stands
    assert held(outcome) == []
    assert len(days.calls) == 1


def test_all_that_faults_name_is_held_out_at_once() -> None:
    def faults(records: tuple[Record, ...]) -> list[Problem]:
        return [stop("T-101", story=r.slug) for r in records if r.slug in ("tide", "bell")]

    days = Days(faults)
    outcome = hold_out(DAY, days)
    assert held(outcome) == [("bell", WHOLE), ("tide", WHOLE)]
    assert days.calls == [("lead", "tide", "rope", "bell"), ("lead", "rope")]
    assert not any(entry.lead for entry in outcome.held)


def test_the_lead_is_told_as_such() -> None:
    outcome = hold_out(
        DAY, Days(lambda rs: [stop("T-101", file=r.file) for r in rs if r.slug == "lead"])
    )
    assert [entry.lead for entry in outcome.held] == [True]
    assert [p.code for p in outcome.held[0].reasons] == ["T-101"]


def test_a_bad_photo_is_held_out_and_not_its_story() -> None:
    """Counted as filed, although the first is gone when the second is found."""

    def faults(records: tuple[Record, ...]) -> list[Problem]:
        tide = next(r for r in records if r.slug == "tide")
        where = {"file": tide.file, "story": "tide", "field": "photos[1].file"}
        return [stop("P-104", **where)] if tide.photos else []

    outcome = hold_out(DAY, Days(faults))
    assert outcome.attempt.stands
    assert held(outcome) == [("tide", 1), ("tide", 2)]


def test_a_photo_that_could_not_be_developed_is_known_by_its_name() -> None:
    def faults(records: tuple[Record, ...]) -> list[Problem]:
        names = [photo.file for r in records for photo in r.photos]
        fault = stop("F-105", file="rope-2.jpg", story="rope", page=1)
        return [fault] if "rope-2.jpg" in names else []

    assert held(hold_out(DAY, Days(faults))) == [("rope", 2)]


@given(st.integers(1, 40), st.data())
def test_a_fault_without_a_place_is_traced(count: int, data: st.DataObject) -> None:
    day = [record(f"r{n}") for n in range(count + 1)]
    culprit = data.draw(st.sampled_from(day)).slug
    days = Days(lambda rs: [stop("M-109") for r in rs if r.slug == culprit])
    outcome = hold_out(day, days)
    assert held(outcome) == [(culprit, WHOLE)]
    assert len(days.calls) <= 3 + count.bit_length()


def test_no_story_is_given_up_for_looks() -> None:
    def faults(records: tuple[Record, ...]) -> list[Problem]:
        looks = [stop("C-301", story="rope", page=1)]
        return [stop("C-101", story="tide"), *looks] if record("tide", 2) in records else []

    assert held(hold_out(DAY, Days(faults), tolerated=["C-301"])) == [("tide", WHOLE)]


@pytest.mark.parametrize("file", ["paper.toml", "2026-02-04/edition.toml"])
def test_faults_of_the_paper_or_the_orders_hold_no_story_out(file: str) -> None:
    days = Days(lambda rs: [stop("T-101", file=file)])
    outcome = hold_out(DAY, days)
    assert not outcome.attempt.stands
    assert held(outcome) == []
    assert len(days.calls) == 1


def test_where_nothing_would_be_left_the_first_faults_are_told() -> None:
    days = Days(lambda rs: [stop("T-101", story=r.slug) for r in rs])
    outcome = hold_out(DAY, days)
    assert not outcome.attempt.stands
    assert held(outcome) == []
    assert len(outcome.attempt.problems) == len(DAY)


def test_without_rounds_nothing_is_held_out() -> None:
    days = Days(lambda rs: [stop("T-101", story="tide")])
    assert held(hold_out(DAY, days, rounds=0)) == []
    assert len(days.calls) == 1


def test_an_end_comes_where_holding_out_does_not_help() -> None:
    days = Days(lambda rs: [stop("M-109")])
    outcome = hold_out(DAY, days)
    assert not outcome.attempt.stands
    assert len(days.calls) < 10


def test_what_is_in_the_way_of_the_last_attempt_is_told_as_well() -> None:
    def faults(records: tuple[Record, ...]) -> list[Problem]:
        return [stop("T-101", story="tide")] if records[2:3] == (DAY[2],) else [stop("F-204")]

    outcome = hold_out(DAY, Days(lambda rs: faults(rs) if len(rs) == len(DAY) else [stop("F-204")]))
    assert not outcome.attempt.stands
    assert [p.code for p in outcome.attempt.problems] == ["T-101"]
    assert [p.code for p in outcome.left] == ["F-204"]


def test_records_that_could_not_be_read_are_held_out_with_all_that_is_wrong() -> None:
    articles = "2026-02-04/articles/"
    problems = [
        stop("W-203", file=articles + "a.md", line=2),
        stop("W-205", file=articles + "a.md", line=3),
        stop("W-301", file=articles + "b.md"),
        stop("W-209", file=articles + "c.md", field="rank", line=4),
        stop("W-602", file="2026-02-04/edition.toml"),
    ]
    texts = {articles + "a.md": "---\nrank: 1\n---\n"}
    found = held_unread(
        problems, [record("c")], articles, lambda file: texts.get(file, ""), lead="b"
    )
    assert [(entry.file, entry.field, len(entry.reasons), entry.lead) for entry in found] == [
        (articles + "a.md", "", 2, True),
        (articles + "b.md", "", 1, True),
        (articles + "c.md", "rank", 1, False),
    ]
    assert [entry.is_story for entry in found] == [True, True, False]
    other = held_unread(problems[2:3], [], articles, lambda file: "", lead="")
    assert not other[0].lead
