"""Links become numbered notes, or nothing."""

from __future__ import annotations

from dataclasses import replace

from epaper.model import Block, BlockKind, Form, Record, Span
from epaper.wire.links import shown, with_notes

REPORT, BOARD = "https://www.example.org/reports/2026/", "mailto:board@example.org"
RECORD = Record(
    slug="ferry",
    file="ferry.md",
    headline="Ferry",
    form=Form.STORY,
    body=(
        Block(
            kind=BlockKind.TEXT,
            spans=(
                Span(text="Read "),
                Span(text="the ", href=REPORT),
                Span(text="whole", href=REPORT, italic=True),
                Span(text=" report ", href=REPORT),
                Span(text="or "),
                Span(text="write", href=BOARD),
                Span(text=", said "),
                Span(text="example.org/reports/2026", href=REPORT),
                Span(text="."),
            ),
        ),
        Block(kind=BlockKind.ITEM, spans=(Span(text="Again", href=REPORT),)),
    ),
)


def test_addresses_are_numbered_once_and_listed_at_the_end() -> None:
    texts = [(block.kind, block.text) for block in with_notes(RECORD).body]
    assert texts == [
        (BlockKind.TEXT, "Read the whole report¹ or write², said example.org/reports/2026."),
        (BlockKind.ITEM, "Again¹"),
        (BlockKind.NOTE, "1\u2002example.org/reports/2026"),
        (BlockKind.NOTE, "2\u2002board@example.org"),
    ]


def test_styles_stay() -> None:
    (block, *_) = with_notes(RECORD).body
    assert [span.text for span in block.spans if span.italic] == ["whole"]


def test_a_record_without_links_stays_as_it_is() -> None:
    plain = replace(RECORD, body=(Block(kind=BlockKind.TEXT, spans=(Span(text="No link."),)),))
    assert with_notes(plain) is plain


def test_addresses_are_shown_short() -> None:
    assert shown("HTTPS://WWW.example.org/") == "example.org"
    assert shown("http://example.org/a?b=c") == "example.org/a?b=c"
