"""Days to look back to: what the paper led with a week, a month, a year, ten years ago.

In: the shelf, today, the paper's language. Out: `PastLead`s, nearest first. Makes nothing up: a
day that is not on the shelf is passed over. Only what can be read by itself is repeated: stories
in the paper's own language and script that begin with a whole paragraph. Corrections, letters and
briefs are of their day.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from epaper.archive.shelf import Shelf
from epaper.exceptions import EditionError
from epaper.model import GATHERED, BlockKind, days_back
from epaper.model.manifest import Manifest, RecordEntry
from epaper.model.script import SQUARE, WIDE, count_words, script_class, script_of

EACH = 2  # stories of a day
WORDS_MIN = 6  # fewer are a line that leads to others: "See below", "Dear readers"
OWN_CLASSES = {"Kore": frozenset({"Hang", "Hani"})}
WORDS_MAX = 60  # a longer opening is no reminder any more but the story again


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLead:
    """A story of a past edition: its headline and its first paragraph, whole."""

    day: date
    headline: str
    opening: str


def past_leads(shelf: Shelf, today: date, language: str) -> tuple[PastLead, ...]:
    """What ran in `language` on the days to look back to from `today`; drafts are not looked at."""
    found: list[PastLead] = []
    for day in days_back(today):
        forms = shelf.formats(day)
        with suppress(EditionError):
            found += _leads(shelf.manifest(day, forms[0]), day, language) if forms else ()
    return tuple(found)


def _leads(manifest: Manifest, day: date, language: str) -> list[PastLead]:
    if manifest.draft:
        return []
    first = sorted(manifest.stories, key=lambda story: story.order)
    leads = [
        PastLead(day=day, headline=story.headline, opening=opening)
        for story in first
        if len(story.records) == 1 and story.records[0].form not in GATHERED
        for opening in [_opening(story.records[0], language)]
        if opening and _own_letters(story.headline, language)
    ]
    return leads[:EACH]


def _opening(record: RecordEntry, language: str) -> str:
    """The paragraph that a story begins with; empty where it is none to repeat by itself.

    That is one too long, one that says too little ("See below") or in another language, and a
    first block of another kind.
    """
    block = record.body[0] if record.body else None
    if not _same_language(record.language, language) or block is None:
        return ""
    text = " ".join(block.text.split())
    whole = WORDS_MIN <= count_words(text) <= WORDS_MAX and text[-1] not in ":;,…"
    own = block.kind is BlockKind.TEXT and _own_letters(text, language)
    return text if whole and own else ""


def _same_language(one: str, other: str) -> bool:
    """True for two tags of one language, en-GB and en-US; none is the paper's own."""
    return one.split("-")[0].casefold() in ("", other.split("-")[0].casefold())


def _own_letters(text: str, language: str) -> bool:
    """True if most letters of `text` are of the script that `language` is written in."""
    script = script_of(language)
    own = {script} | (SQUARE if script in WIDE else OWN_CLASSES.get(script, frozenset()))
    letters = [script_class(sign) for sign in text if script_class(sign)]
    return 2 * sum(letter in own for letter in letters) >= len(letters)
