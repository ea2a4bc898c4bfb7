"""The story view: one record whole, or a gathered story with all its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from epaper.archive import Edition
from epaper.exceptions import EditionError
from epaper.model.manifest import Manifest, RecordEntry
from epaper.reader.contents import ListedRecord, contents
from epaper.reader.language import say_in
from epaper.reader.library import library
from epaper.reader.linked_data import news_article
from epaper.reader.talk import Sent, open_record, talk_of

routes = Blueprint("article", __name__)


QUOTE_AFTER = 3  # blocks: a pull quote stands where the reader is well in the story


def quote_after(record: RecordEntry) -> int:
    """The number of the block that the pull quote follows; 0 for a story without room or quote."""
    room = len(record.body) > QUOTE_AFTER
    return QUOTE_AFTER if record.quotes and room else 0


def corrected_address(record: RecordEntry) -> str:
    """The address of the story that a correction mends; empty where it is not to be had."""
    day, _, slug = record.corrects.partition("/")
    if not slug:
        return ""
    hits = library().archive.stories(date.fromisoformat(day), library().until, library().drafts)
    if not any(hit.slug == slug for hit in hits):
        return ""
    return url_for("article.story", day=date.fromisoformat(day), slug=slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction that a later edition printed of a story."""

    day: date
    record: RecordEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one page shows: `entries` are several for a gathered story under its `title`."""

    title: str
    entries: tuple[ListedRecord, ...]
    corrections: tuple[Correction, ...]
    before: ListedRecord | None
    after: ListedRecord | None


@routes.get("/<day:day>/<slug:slug>")
def story(day: date, slug: str) -> ResponseReturnValue:
    """A story of an edition, by the slug of a record or of a gathered story."""
    return story_page(day, slug)


def story_page(day: date, slug: str, sent: Sent | None = None) -> str:
    """The page of a story; under it the comments' form as it was `sent`, where it had a fault."""
    edition = library().edition(day)
    manifest = library().manifest(edition)
    say_in(edition.language)
    reading = read(edition, manifest, slug)
    if reading is None:
        abort(404)
    record = open_record(edition, tuple(entry.record for entry in reading.entries))
    return render_template(
        "story.html",
        edition=edition,
        manifest=manifest,
        reading=reading,
        slug=slug,
        linked_data=news_article(manifest, reading.entries[0]),
        talk=talk_of(day, record.slug, sent) if record else None,
    )


def read(edition: Edition, manifest: Manifest, slug: str) -> Reading | None:
    """The reading of `slug`, or None if the edition has none such."""
    order = contents(manifest).order
    own = [n for n, entry in enumerate(order) if entry.record.slug == slug]
    found = own or [n for n, entry in enumerate(order) if entry.story.slug == slug]
    if not found:
        return None
    first, last = found[0], found[-1]
    entries = tuple(order[n] for n in found)
    return Reading(
        title=entries[0].record.headline if own else entries[0].story.headline,
        entries=entries,
        corrections=tuple(
            found for e in entries for found in _corrections(edition.day, e.record.slug)
        ),
        before=order[first - 1] if first else None,
        after=order[last + 1] if last + 1 < len(order) else None,
    )


def _corrections(day: date, slug: str) -> list[Correction]:
    """What later editions corrected; one whose edition has gone is left out."""
    found = []
    for ref in library().archive.corrections_of(day, slug, library().until):
        edition = library().archive.edition(ref.day, library().until)
        if edition is None:
            continue
        try:
            manifest = library().shelf.manifest(ref.day, edition.format)
        except EditionError:
            continue
        found += [
            Correction(day=ref.day, record=record)
            for story in manifest.stories
            for record in story.records
            if record.slug == ref.slug
        ]
    return found
