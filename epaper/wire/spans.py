"""Spans of a block: like neighbours joined, white space run together; what a link may lead to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from epaper.model import LINE_BREAK, Span
from epaper.text import SPACES, tidy
from epaper.wire.fields import is_web_address

_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+")


def is_link(href: str) -> bool:
    """True for the address of a web page or a mail box."""
    return is_web_address(href) or bool(_MAIL.fullmatch(href))


def merge_spans(pieces: Sequence[Span]) -> tuple[Span, ...]:
    """`pieces` as one block has them: like neighbours joined, white space run together, NFC.

    White space at the block's ends goes; a space between two styles stays with the first. Line
    feeds are the copy's own line breaks: one stands for several, and no space beside it.
    """
    joined: list[Span] = []
    for piece in pieces:
        text = _tidied(piece.text)
        if joined and text.startswith(LINE_BREAK):
            _drop_end(joined, " ")
        before = joined[-1].text[-1] if joined else ""
        text = text.lstrip(_NOT_AFTER.get(before, ""))
        if not text:
            continue
        if joined and _style(joined[-1]) == _style(piece):
            text = joined.pop().text + text
        joined.append(_with_text(piece, text))
    while joined and joined[-1].text[-1].isspace():
        _drop_end(joined, None)
    return tuple(joined)


# White space that is left out after a sign; at a block's beginning all is.
_NOT_AFTER = {"": None, " ": " ", LINE_BREAK: " \n"}


def _tidied(text: str) -> str:
    """`text` with single spaces, and line feeds without spaces beside them."""
    lines = (tidy(f"|{SPACES.sub(' ', line)}|")[1:-1] for line in text.split(LINE_BREAK))
    return re.sub(r" *\n[ \n]*", LINE_BREAK, LINE_BREAK.join(lines))


def _drop_end(joined: list[Span], signs: str | None) -> None:
    """Take `signs`, or all white space, off the end of the last span, and the span if it was all.

    Without `signs` a span before it may end in white space still.
    """
    last = joined.pop()
    if text := last.text.rstrip(signs):
        joined.append(_with_text(last, text))


def _style(span: Span) -> tuple[bool, bool, str]:
    return span.italic, span.bold, span.href


def _with_text(span: Span, text: str) -> Span:
    return Span(text=text, italic=span.italic, bold=span.bold, href=span.href)
