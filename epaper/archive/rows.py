"""Rows of the index as what they tell of."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from epaper.archive.facts import ArchivedSection, Edition, Image, StoryHit
from epaper.archive.writing import day_and_order


def read_story(number: int, facts: str) -> StoryHit:
    """A row of the table of stories."""
    day, order = day_and_order(number)
    values: dict[str, Any] = json.loads(facts)
    image = values.pop("image")
    return StoryHit(
        **{**values, "byline": tuple(values["byline"])},
        day=day,
        order=order,
        image=Image(**image) if image else None,
    )


def read_edition(facts: str, day: int, form: str, stamp: str, draft: int, formats: str) -> Edition:
    """A row of the table of editions; `formats` are those that may be seen, a space between."""
    values: dict[str, Any] = json.loads(facts)
    values["sections"] = tuple(ArchivedSection(**section) for section in values["sections"])
    values["thumbnail"] = Image(**values["thumbnail"])
    values["small"] = Image(**values["small"])
    return Edition(
        **values,
        day=date.fromordinal(day),
        format=form,
        formats=tuple(formats.split()),
        stamp=stamp,
        draft=bool(draft),
    )
