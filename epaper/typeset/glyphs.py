"""Characters that no face of the house can print, as problems with their names and lines.

What the face of its field lacks is taken from another family; what none has stops the edition.
Files are not opened here: a `LineOf` tells on which line of one a character stands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from epaper.model import (
    At,
    BlockKind,
    DayOrders,
    Layout,
    Paper,
    Problem,
    Record,
    Severity,
    Story,
    TypeStyle,
)
from epaper.typeset.fonts import FontBook, FontFace
from epaper.typeset.headlines import headline_style
from epaper.typeset.stick import Stick

INVISIBLE = frozenset(
    " \t\n\r\u00a0\u00ad\u2002\u2003\u2009\u202f"  # white space
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"  # joiners, directions, selectors
)
MOST_NAMED = 6
PAPER_FILE = "paper.toml"

LineOf = Callable[[str, str], int]  # file, character: its first line there; 0 for unknown


def unknown_line(_file: str, _character: str) -> int:
    """A `LineOf` that knows no file."""
    return 0


def missing_glyphs(story: Story, stick: Stick, line_of: LineOf = unknown_line) -> Iterator[Problem]:
    """One problem for each field with characters that no face has a glyph for (T-101)."""
    for record in story.members:
        head = stick.style("brief-head") if story.gathered else headline_style(story, stick)
        for place, text, style in _fields(record, head, stick):
            face = stick.fonts.face_of(style)
            if missing := _missing(text, face):
                where = At(file=record.file, field=place, story=record.slug)
                yield _problem(where, missing, line_of)


def missing_in_paper(
    paper: Paper, layout: Layout, fonts: FontBook, line_of: LineOf = unknown_line
) -> Iterator[Problem]:
    """The same for the paper's own texts: name, motto, sections, notices and imprint."""
    for place, text, style in _paper_fields(paper):
        if missing := _missing(text, fonts.face_of(layout.styles[style])):
            yield _problem(At(file=PAPER_FILE, field=place), missing, line_of)


def missing_in_orders(
    orders: DayOrders,
    file: str,
    layout: Layout,
    fonts: FontBook,
    line_of: LineOf = unknown_line,
) -> Iterator[Problem]:
    """The same for the texts of the day's edition.toml, which problems call `file`."""
    for place, text, style in _order_fields(orders):
        if missing := _missing(text, fonts.face_of(layout.styles[style])):
            yield _problem(At(file=file, field=place), missing, line_of)


def _order_fields(orders: DayOrders) -> Iterator[tuple[str, str, str]]:
    for number, notice in enumerate(orders.notices, start=1):
        yield f"notice[{number}].title", notice.title, "notice-title"
        yield f"notice[{number}].text", notice.text, "notice"
    for number, wanted in enumerate(orders.advertisements, start=1):
        yield f"advertisement[{number}].title", wanted.title, "ad-title"
        yield f"advertisement[{number}].text", wanted.text, "ad"


def _paper_fields(paper: Paper) -> Iterator[tuple[str, str, str]]:
    for place in ("name", "motto", "place", "price"):
        yield place, getattr(paper, place), "byline"
    for number, section in enumerate(paper.sections, start=1):
        yield f"section[{number}].name", section.name, "byline"
    for number, notice in enumerate(paper.notices, start=1):
        yield f"notice[{number}].title", notice.title, "notice-title"
        yield f"notice[{number}].text", notice.text, "notice"
    imprint = paper.imprint
    for place in ("editor", "publisher", "printer", "address", "contact"):
        yield f"imprint.{place}", getattr(imprint, place), "byline"


def _missing(text: str, face: FontFace) -> list[str]:
    return [c for c in dict.fromkeys(text) if c not in INVISIBLE and face.stand_in(c) is None]


def _problem(where: At, missing: list[str], line_of: LineOf) -> Problem:
    named = [f"‘{c}’ ({unicodedata.name(c, f'U+{ord(c):04X}')})" for c in missing[:MOST_NAMED]]
    more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
    return Problem(
        code="T-101",
        severity=Severity.STOP,
        where=replace(where, line=line_of(where.file, missing[0])),
        message=f"the paper's fonts have no {', '.join(named)}{more}",
        hint="write it in other words, or add a font that has it",
    )


def _fields(
    record: Record, headline: TypeStyle, stick: Stick
) -> Iterator[tuple[str, str, TypeStyle]]:
    """Every printed field: its name, its text, its style."""
    yield "headline", record.headline, headline
    yield "standfirst", record.standfirst, stick.style("standfirst")
    yield "kicker", record.kicker, stick.style("kicker")
    labels = "".join((*record.byline, record.agency, record.dateline))
    yield "byline", labels, stick.style("byline")
    body = [block.text for block in record.body if block.kind is not BlockKind.CROSSHEAD]
    yield "body", "".join(body), stick.style("body")
    heads = [block.text for block in record.body if block.kind is BlockKind.CROSSHEAD]
    yield "body", "".join(heads), stick.style("crosshead")
    for index, photo in enumerate(record.photos):
        yield f"photos[{index}].caption", photo.caption, stick.style("cutline")
        yield f"photos[{index}].credit", photo.credit, stick.style("credit")
    for number, quote in enumerate(record.quotes):
        yield f"quotes[{number}].text", quote.text, stick.style("quote")
        yield f"quotes[{number}].by", quote.by, stick.style("quote-by")
    if record.box is not None:
        box = record.box
        yield "box", "".join((box.title, box.text, *box.items)), stick.style("box")
    if record.table is not None:
        table = record.table
        cells = "".join("".join(row) for row in (table.columns, *table.rows))
        yield "table", table.title + table.note + cells, stick.style("table-cell")
