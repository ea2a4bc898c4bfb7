"""What an importer makes of one foreign article, before it is filed as a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from epaper.model import Block, BlockKind, Span
from epaper.text import SPACES, has_words, tidy, without_controls
from epaper.wire.spans import merge_spans
from epaper.wire.times import LONGEST, read_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture of a foreign article; `href` as given, a path or an address."""

    href: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    focus: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireItem:
    """One foreign article. `key` is its id at its source; `labels` may name a section.

    `skip` is the reason not to import it, if there is one; `notes` tell what of it has no
    place in a record, `undated` which fields hold a time that cannot be read, and its text.
    `line` is where it stands in its file, 0 if unknown.
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
    undated: tuple[tuple[str, str], ...] = ()
    skip: str = ""
    line: int = 0


# Foreign data is read leniently: what has the wrong type counts as missing, so that one odd
# field does not cost an article. Only headline and text are needed.


# What ends a line or a paragraph besides the newline, in word processors and by Unicode.
_BREAKS = {0x0D: "\n", 0x0B: "\n", 0x2028: "\n", 0x0C: "\n\n", 0x2029: "\n\n"}


def words_of(value: object) -> str:
    """`value` as one clean line; "" if it is no text. Control characters are taken out."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return tidy(without_controls(str(value)))


def lines_of(value: object) -> str:
    """`value` as text with its line breaks; "" if it is no text."""
    if not isinstance(value, str):
        return ""
    return without_controls(value.replace("\r\n", "\n").translate(_BREAKS))


def parts_of(value: object) -> Iterator[Mapping[str, object]]:
    """The mappings in a list, or in a mapping's values; names in small letters."""
    entries = value.values() if isinstance(value, Mapping) else value
    for entry in entries if isinstance(entries, list | type({}.values())) else ():
        if isinstance(entry, Mapping):
            yield small(entry)


def small(mapping: Mapping[str, object]) -> Mapping[str, object]:
    """`mapping` with its names in small letters: ninjs 3 writes versionCreated, ninjs 1 not."""
    return {str(name).lower(): value for name, value in mapping.items()}


class Clock:
    """Reads the times of one item; without a zone of their own they are in `zone`.

    `unread` gathers the fields whose time cannot be read, each with its text.
    """

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.unread: list[tuple[str, str]] = []

    def read(self, given: Mapping[str, object], name: str) -> datetime | None:
        """The time that the field `name` holds; None if it holds none."""
        value = given.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = words_of(value)
        time = read_time(text, self.zone) if text else None
        if text and time is None:
            self.unread.append((name, text[:LONGEST]))
        return time.moment if time else None


def block_of(text: str, kind: BlockKind = BlockKind.TEXT) -> Block | None:
    """A block of plain text; None if there are no words."""
    spans = merge_spans([Span(text=SPACES.sub(" ", without_controls(text)))])
    return Block(kind=kind, spans=spans) if has_words(text) and spans else None
