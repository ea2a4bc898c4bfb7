"""Records for the copy desk's tests."""

from __future__ import annotations

from epaper.copydesk import edit_copy
from epaper.model import (
    Block,
    BlockKind,
    CopyRule,
    DayOrders,
    HeadlineCase,
    Paper,
    Problem,
    Record,
    Section,
    Span,
)

SAID = "Nothing else was said about it by the council on Monday night."
NO_ORDERS = DayOrders()


def block(text: str, kind: BlockKind = BlockKind.TEXT) -> Block:
    return Block(kind=kind, spans=(Span(text=text),))


def record(*paragraphs: str | Block, **fields: object) -> Record:
    """A record of these paragraphs, or of two that say nothing."""
    body = tuple(p if isinstance(p, Block) else block(p) for p in paragraphs or (SAID, SAID))
    known: dict[str, object] = {
        "slug": "a",
        "file": "a.md",
        "headline": "Ferry returns after eleven years",
        "language": "en-GB",
    }
    return Record(**{**known, "body": body, **fields})  # type: ignore[arg-type]


def paper(*off: CopyRule, case: HeadlineCase = HeadlineCase.AS_SENT) -> Paper:
    section = (Section(key="news", name="News"),)
    return Paper(name="A", sections=section, copy_desk_off=frozenset(off), headline_case=case)


def edited(made: Record, *off: CopyRule) -> tuple[Record, list[Problem]]:
    (passed,), told = edit_copy([made], paper(*off), NO_ORDERS)
    return passed, list(told)


def texts(made: Record) -> list[str]:
    return [each.text for each in made.body]
