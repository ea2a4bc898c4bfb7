"""Editions of a day: which number an edition has, which of its pages say so, what has changed.

In: the editions of the same day and format that were there before, and which pages differ. Out:
plain data, for the pages and for the manifest.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from epaper.model.manifest import (
    ChangedEntry,
    EditionEntry,
    Manifest,
    RecordEntry,
    StoryEntry,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """What there is of the day and format when an edition is printed.

    The edition will have `number` if a page of it differs from `previous`, which is None if there
    was none. An edition that `replaces` another has its number and takes its place. `newest` is the
    number of what stands there now, 0 if that is nothing or a draft; `previous` is in `folder`.
    """

    newest: int = 0
    number: int = 1
    previous: Manifest | None = None
    replaces: Manifest | None = None
    folder: Path | None = None

    def settled(self, changed: Collection[int], pages: int) -> Manifest | None:
        """The edition whose number an edition of so many `pages` has; None where it has its own.

        `changed` are those of its pages that differ from the edition before.
        """
        if self.replaces is not None or self.previous is None:
            return self.replaces
        same = not changed and len(self.previous.pages) == pages
        return self.previous if same else None

    def number_of(self, changed: Collection[int], pages: int) -> int:
        """The number of an edition of so many `pages`, of which these have `changed`."""
        settled = self.settled(changed, pages)
        return settled.edition.number if settled is not None else self.number


def page_editions(
    previous: Manifest | None, changed: Collection[int], number: int, pages: int
) -> dict[int, int]:
    """For each of so many `pages` the number of the edition that it last changed in.

    `changed` are the pages that differ from the `previous` edition; what it had not counts as
    changed. `number` is the new edition's; without an edition before no page has changed.
    """
    if previous is None:
        return dict.fromkeys(range(1, pages + 1), 1)
    before = {page.number: page.edition for page in previous.pages}
    return {
        page: number if page in changed else before.get(page, number)
        for page in range(1, pages + 1)
    }


def numbered(
    manifest: Manifest,
    succession: Succession,
    marks: dict[int, int],
    changed: Collection[int],
    time: str,
) -> Manifest:
    """The manifest with its edition's number, that of each page, and what has changed.

    An edition of the same pages as the one whose number it has keeps also its time.
    """
    pages = tuple(replace(page, edition=marks[page.number]) for page in manifest.pages)
    settled = succession.settled(changed, len(pages))
    if settled is not None and (succession.replaces is None or _same_pages(settled, manifest)):
        return replace(manifest, pages=pages, edition=settled.edition)
    entry = EditionEntry(
        number=succession.number_of(changed, len(pages)),
        time=time,
        changed=what_changed(succession.previous, manifest, changed),
    )
    return replace(manifest, pages=pages, edition=entry)


def what_changed(
    previous: Manifest | None, manifest: Manifest, changed: Collection[int]
) -> ChangedEntry | None:
    """What is other than in the `previous` edition; None without one."""
    if previous is None:
        return None
    before, now = _records(previous), _records(manifest)
    both = [slug for slug in now if slug in before]
    here = {page.number for page in manifest.pages}
    added = here - {page.number for page in previous.pages}
    return ChangedEntry(
        pages=tuple(sorted({*changed, *added} & here)),
        new=tuple(slug for slug in now if slug not in before),
        changed=tuple(s for s in both if _printed(now[s][0]) != _printed(before[s][0])),
        gone=tuple(slug for slug in before if slug not in now),
        moved=tuple(s for s in both if now[s][1].pages != before[s][1].pages),
    )


def _records(manifest: Manifest) -> dict[str, tuple[RecordEntry, StoryEntry]]:
    """Every record with the story that it is printed in, in the order of the paper."""
    stories = sorted(manifest.stories, key=lambda story: story.order)
    return {record.slug: (record, story) for story in stories for record in story.records}


def _printed(record: RecordEntry) -> RecordEntry:
    """The record without what no page shows: a change of that alone is none of the story."""
    return replace(record, file="", words=0, comments=False)


def _same_pages(one: Manifest, other: Manifest) -> bool:
    """True for pages of the same bytes."""
    return [page.pdf.sha256 for page in one.pages] == [page.pdf.sha256 for page in other.pages]
