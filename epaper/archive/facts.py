"""What the archive tells of editions and stories.

File names are relative to the folder of the edition's format; `Shelf.file` gives their paths.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture among an edition's files."""

    file: str
    bytes: int
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedSection:
    """A section of the paper on that day, in the paper's order."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The edition of a day, in the format that is shown first.

    `format` is the paper's own if that is on the shelf, else the first by name; `formats` are all
    that may be shown. `stories` counts records. `headline` is the lead's. `stamp` changes when
    the edition does. `forced` and `draft` are as the manifest has them. `edition` is which of the
    day's it is in its format, from 1, and `time` when that was published, ISO 8601 or empty.
    """

    day: date
    format: str
    formats: tuple[str, ...]
    name: str
    language: str
    number: int | None
    sections: tuple[ArchivedSection, ...]
    pages: int
    stories: int
    headline: str
    pdf: str
    pdf_bytes: int
    thumbnail: Image
    small: Image
    stamp: str
    forced: bool
    draft: bool
    edition: int
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """How many editions a month has."""

    year: int
    month: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryHit:
    """A record in an edition; `story_slug` is the story it was printed in, `page` where it begins.

    `published` and `updated` are ISO 8601 or empty; `corrects` is date/slug or empty; `image` is
    its first photo in the narrowest size; the first in the paper has `order` 0.
    """

    day: date
    slug: str
    story_slug: str
    headline: str
    standfirst: str
    kicker: str
    section: str
    section_name: str
    page: int
    order: int
    form: str
    byline: tuple[str, ...]
    agency: str
    language: str
    read_minutes: int
    published: str
    updated: str
    corrects: str
    image: Image | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """Some stories of a list, and how many the whole list has."""

    stories: tuple[StoryHit, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRef:
    """A record named: where it is and what it is called."""

    day: date
    slug: str
    headline: str
