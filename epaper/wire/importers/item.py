"""What an importer makes of one foreign article, before it is filed as a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from epaper.model import Block, BlockKind, Span
from epaper.text import FORBIDDEN, tidy
from epaper.wire.body import merge_spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture of a foreign article; `href` as given, a path or an address."""

    href: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    focus: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One foreign article. `key` is its id at its source; `labels` may name a section.

    `skip` is the reason not to import it, if there is one; `notes` tell what of it has no
    place in a record. `line` is where it stands in its file, 0 if unknown.
    """

    key: str
    headline: str = ""
    standfirst: str = ""
    blocks: tuple[Block, ...] = ()
    byline: str = ""
    agency: str = ""
    dateline: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    embargoed: datetime | None = None
    labels: tuple[str, ...] = ()
    language: str = ""
    url: str = ""
    shots: tuple[Shot, ...] = ()
    notes: tuple[str, ...] = ()
    skip: str = ""
    line: int = 0


# Foreign data is read leniently: what has the wrong type counts as missing, so that one odd
# field does not cost an article. Only headline and text are needed.


def words_of(value: object) -> str:
    """`value` as one clean line; "" if it is no text. Control characters become spaces."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return tidy(FORBIDDEN.sub(" ", str(value)))


def lines_of(value: object) -> str:
    """`value` as text with its line breaks; "" if it is no text."""
    if not isinstance(value, str):
        return ""
    return FORBIDDEN.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))


def parts_of(value: object) -> Iterator[Mapping[str, object]]:
    """The mappings in a list, or in a mapping's values; names in small letters."""
    entries = value.values() if isinstance(value, Mapping) else value
    for entry in entries if isinstance(entries, list | type({}.values())) else ():
        if isinstance(entry, Mapping):
            yield small(entry)


def small(mapping: Mapping[str, object]) -> Mapping[str, object]:
    """`mapping` with its names in small letters: ninjs 3 writes versionCreated, ninjs 1 not."""
    return {str(name).lower(): value for name, value in mapping.items()}


def time_of(value: object) -> datetime | None:
    """An ISO 8601 time, in UTC where it names no zone; None if it is none or out of reach."""
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if not 1900 <= time.year < 2200:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def block_of(text: str, kind: BlockKind = BlockKind.TEXT) -> Block | None:
    """A block of plain text; None if there are no words."""
    spans = merge_spans([Span(text=FORBIDDEN.sub(" ", text))])
    return Block(kind=kind, spans=spans) if has_words(text) and spans else None


def has_words(text: str) -> bool:
    """True if `text` has a letter or a figure: a line of ___ or * * * has none."""
    return any(character.isalnum() for character in text)
