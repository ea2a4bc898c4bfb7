"""Days to look back to: what the paper led with a week, a month, a year, ten years ago.

In: the shelf and today. Out: `PastLead`s, nearest first. Makes nothing up: a day that is not on the
shelf is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from epaper.archive.shelf import Shelf
from epaper.exceptions import EditionError
from epaper.model import BlockKind
from epaper.model.manifest import Manifest

DAYS_BACK = (7, 28)
YEARS_BACK = (1, 2, 5, 10, 20, 25, 50, 75, 100)
EACH = 2  # stories of a day
WORDS_MAX = 60  # a longer opening is no reminder any more but the story again


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLead:
    """A story of a past edition: its headline and its first paragraph, whole."""

    day: date
    headline: str
    opening: str


def past_leads(shelf: Shelf, today: date) -> tuple[PastLead, ...]:
    """What ran on the days to look back to from `today`; drafts are not looked at."""
    found: list[PastLead] = []
    for day in _days_back(today):
        forms = shelf.formats(day)
        with suppress(EditionError):
            found += _leads(shelf.manifest(day, forms[0]), day) if forms else ()
    return tuple(found)


def _days_back(today: date) -> Iterator[date]:
    for days in DAYS_BACK:
        with suppress(OverflowError):
            yield today - timedelta(days=days)
    for years in YEARS_BACK:
        with suppress(ValueError):  # 29 February, or before the calendar
            yield today.replace(year=today.year - years)


def _leads(manifest: Manifest, day: date) -> list[PastLead]:
    if manifest.draft:
        return []
    first = sorted(manifest.stories, key=lambda story: story.order)
    leads = [
        PastLead(day=day, headline=story.headline, opening=opening)
        for story in first
        if len(story.records) == 1
        for opening in [_opening(manifest, story.slug)]
        if opening
    ]
    return leads[:EACH]


def _opening(manifest: Manifest, slug: str) -> str:
    """The first paragraph of a story; empty if it is too long to repeat."""
    record = next(story.records[0] for story in manifest.stories if story.slug == slug)
    block = next((b for b in record.body if b.kind is BlockKind.TEXT), None)
    text = "".join(span.text for span in block.spans) if block else ""
    return text if len(text.split()) <= WORDS_MAX else ""
