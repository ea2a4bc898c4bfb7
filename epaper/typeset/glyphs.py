"""Characters that no face of the house can print, as problems with their names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from epaper.model import At, BlockKind, Problem, Record, Severity, Story, TypeStyle
from epaper.typeset.headlines import headline_style
from epaper.typeset.stick import Stick

INVISIBLE = frozenset(
    " \t\n\r\u00a0\u00ad\u2002\u2003\u2009\u202f"  # white space
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"  # joiners, directions, selectors
)
MOST_NAMED = 6


def missing_glyphs(story: Story, stick: Stick) -> Iterator[Problem]:
    """One problem for each field with characters that its face has no glyph for (T-101)."""
    for record in story.members:
        head = stick.style("brief-head") if story.gathered else headline_style(story, stick)
        for place, text, style in _fields(record, head, stick):
            face = stick.fonts.face_of(style)
            missing = [c for c in dict.fromkeys(text) if c not in INVISIBLE and not face.covers(c)]
            if missing:
                yield _problem(record, place, missing)


def _problem(record: Record, place: str, missing: list[str]) -> Problem:
    named = [f"‘{c}’ ({unicodedata.name(c, f'U+{ord(c):04X}')})" for c in missing[:MOST_NAMED]]
    more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
    return Problem(
        code="T-101",
        severity=Severity.WARN,
        where=At(file=record.file, field=place, story=record.slug),
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
