"""The record: an article as filed, checked, with its body parsed into blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from epaper.model.script import count_words


class Form(StrEnum):
    """What kind of piece a record is; decides its dress and whether it is gathered."""

    STORY = "story"
    BRIEF = "brief"
    EDITORIAL = "editorial"
    COLUMN = "column"
    LETTER = "letter"
    CORRECTION = "correction"


class BlockKind(StrEnum):
    """The kinds of block a body is made of. Notes are its footnotes; links may become them."""

    TEXT = "text"
    CROSSHEAD = "crosshead"
    QUOTATION = "quotation"
    ITEM = "item"
    NOTE = "note"


LINE_BREAK = "\n"  # in a body's text: a break of the copy's own, kept in print


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of text in one style; `href` is a link's target, not printed.

    A line feed in `text` is a line break of the copy's own, as poems have them.
    """

    text: str
    italic: bool = False
    bold: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, crosshead, quotation paragraph, list item or note; never empty."""

    kind: BlockKind
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The block's words without their styles."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture as filed with a record.

    `file` is relative to the day's photos folder; `focus` is the point never to
    be cropped away, as fractions of width and height from the top left.
    """

    file: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    focus: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A pull quote: words of the story, repeated large if there is room."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A fact box: always printed."""

    title: str
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, always printed; every row has as many cells as `columns`."""

    title: str = ""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article as filed. `file` is its path relative to the paper's folder.

    `corrects` names the story that a correction mends: 2026-02-03/slug. `own_form` is true where
    the record says itself what form it has.
    """

    slug: str
    file: str
    headline: str
    body: tuple[Block, ...]
    standfirst: str = ""
    kicker: str = ""
    byline: tuple[str, ...] = ()
    agency: str = ""
    dateline: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    section: str = ""
    rank: int | None = None
    form: Form = Form.STORY
    own_form: bool = False
    language: str = ""
    photos: tuple[Photo, ...] = ()
    quotes: tuple[Quote, ...] = ()
    box: Box | None = None
    table: Table | None = None
    url: str = ""
    comments: bool = False
    corrects: str = ""

    @property
    def word_count(self) -> int:
        """Words in the body."""
        return sum(count_words(block.text) for block in self.body)


WORDS_PER_MINUTE = 200  # the figure that vendors of e-papers use


def read_minutes(words: int) -> int:
    """Minutes to read so many words, rounded up, at least 1."""
    return max(1, -(-words // WORDS_PER_MINUTE))
