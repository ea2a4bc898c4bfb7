"""Short items as briefs: what is too short for a head of its own stands with others of its kind.

Only on a day that has enough full stories without them, and enough short ones to make a group.
What the record or the desk says of itself wins: a form, a rank, a picture, a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epaper.copydesk.changed import note
from epaper.model import DayOrders, Form, Problem, Record

BRIEF_WORDS = 120  # a story of its own has more
LEAST_BRIEFS = 3  # fewer are no group
LEAST_STORIES = 6  # of the day, so that it still has a front and pages behind it


def short_as_briefs(
    records: Sequence[Record], orders: DayOrders
) -> tuple[list[Record], list[Problem]]:
    """The records, short ones as briefs, and D-205 for each; their sections gather them."""
    short = {record.slug for record in records if _is_short(record, orders)}
    others = sum(record.form is Form.STORY and record.slug not in short for record in records)
    briefs = sum(record.form is Form.BRIEF for record in records)
    if len(short) + briefs < LEAST_BRIEFS or others < LEAST_STORIES:
        return list(records), []
    edited = [replace(r, form=Form.BRIEF) if r.slug in short else r for r in records]
    hint = "form: story in the record keeps it apart, briefs in copy_desk_off of paper.toml all"
    told = [
        note("D-205", r, "", f"{r.word_count} words stand among the briefs", hint)
        for r in records
        if r.slug in short
    ]
    return edited, told


def _is_short(record: Record, orders: DayOrders) -> bool:
    """True for a story of few words of which nobody has said that it is to stand by itself."""
    parts = record.photos or record.box or record.table or record.quotes
    said = record.own_form or record.rank is not None or record.slug == orders.lead
    placed = record.slug in orders.pins
    return (
        record.form is Form.STORY
        and record.word_count < BRIEF_WORDS
        and not (parts or said or placed)
    )
