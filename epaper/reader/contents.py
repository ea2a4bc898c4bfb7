"""An edition's contents: its stories in reading order, by section.

In: a manifest. Out: what the contents list and the links from story to story show.
"""

from __future__ import annotations

from dataclasses import dataclass

from epaper.model import GATHERED
from epaper.model.manifest import Manifest, PhotoEntry, RecordEntry, StoryEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRecord:
    """A record where readers meet it: itself, the story it stands in, its first page."""

    record: RecordEntry
    story: StoryEntry
    page: int

    @property
    def photo(self) -> PhotoEntry | None:
        """The picture to show it by."""
        return self.record.photos[0] if self.record.photos else None

    @property
    def gathered(self) -> bool:
        """True for a brief, a letter, a correction."""
        return self.story.form in GATHERED


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionContents:
    """A section's entries, in the order of the day's ranking."""

    key: str
    name: str
    entries: tuple[ListedRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The lead, and everything by section; `order` is the paper's from first page to last."""

    lead: ListedRecord
    sections: tuple[SectionContents, ...]
    order: tuple[ListedRecord, ...]


def contents(manifest: Manifest) -> Contents:
    """The contents of an edition; every record is in it once."""
    order = tuple(sorted(_entries(manifest), key=lambda e: (e.page, e.story.order)))
    sections = []
    for section in manifest.paper.sections:
        entries = [e for e in order if e.story.section == section.key]
        if entries:
            entries.sort(key=lambda e: e.story.order)
            sections.append(
                SectionContents(key=section.key, name=section.name, entries=tuple(entries))
            )
    return Contents(
        lead=min(order, key=lambda e: e.story.order), sections=tuple(sections), order=order
    )


def _entries(manifest: Manifest) -> list[ListedRecord]:
    return [
        ListedRecord(record=record, story=story, page=min(story.pages, default=1))
        for story in manifest.stories
        for record in story.records
    ]
