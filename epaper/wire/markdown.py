"""Markdown from blocks: what `body.read_body` reads back as the same blocks.

Foreign text may hold any sign that means something in Markdown; each is written so that it is
printed and does nothing (CommonMark 0.31, sections 2.4, 2.5 and 6.2; footnotes, struck words and
tasks as GitHub and Pandoc have them).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import groupby

from epaper.model import LINE_BREAK, Block, BlockKind, Span

_ALWAYS = re.compile(r"[\\`*_]|~(?=~)|(?<=~)~|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_BRACKETS = re.compile(r"[\[\]]")
_LINKLIKE = re.compile(r"\][(\[:]|\[\^|^\[[ xX]\] ")
# What makes a heading, quotation, list, rule, fence or table at the start of a line.
_LINE_START = re.compile(r"[#>+=|~-]|\d{1,9}(?=[.)])")
_DESTINATION = re.compile(r"[\\<>]|&(?=#?\w+;)")


def render_body(blocks: Sequence[Block]) -> str:
    """Markdown that reads back as `blocks`, a blank line between paragraphs."""
    groups = groupby(blocks, key=lambda block: block.kind)
    return "\n\n".join(_rendered(kind, [_line(block) for block in group]) for kind, group in groups)


def _rendered(kind: BlockKind, lines: list[str]) -> str:
    """The Markdown of neighbouring blocks of one kind."""
    if kind is BlockKind.CROSSHEAD:
        lines = [line.replace(LINE_BREAK, " ") for line in lines]
        # A run of # at the end would be taken for the heading's close.
        heads = (re.sub("#+$", lambda run: r"\#" * len(run[0]), line) for line in lines)
        return "\n\n".join(f"## {head}" for head in heads)
    match kind:
        case BlockKind.QUOTATION:
            return "\n>\n".join(f"> {_broken(line, '> ')}" for line in lines)
        case BlockKind.ITEM:
            return "\n".join(f"- {_broken(line, '  ')}" for line in lines)
        case _:
            return "\n\n".join(_broken(line, "") for line in lines)


def _broken(text: str, before: str) -> str:
    """`text` with its line breaks written, `before` at the head of each line after the first."""
    return f"\\\n{before}".join(_safe_start(line) for line in text.split(LINE_BREAK))


def _line(block: Block) -> str:
    """One block's text and marks, on a line for each of its own."""
    pieces = list(_pieces(block.spans, _STYLES))
    brackets = any(span.href for span in block.spans) or bool(_LINKLIKE.search(block.text))
    written = []
    for index, (role, text) in enumerate(pieces):
        if role is not _PieceKind.TEXT:
            written.append(text)
            continue
        after_close = index > 0 and pieces[index - 1][0] is _PieceKind.CLOSE
        following = pieces[index + 1][0] if index + 1 < len(pieces) else None
        line = _escaped(text, brackets, first=after_close, last=following is _PieceKind.OPEN)
        # "!" and a link would make a picture.
        bang = following is _PieceKind.LINK and line.endswith("!")
        written.append(f"{line[:-1]}\\!" if bang else line)
    return "".join(written)


class _PieceKind(Enum):
    """What a piece of a line is."""

    TEXT = 1
    OPEN = 2
    CLOSE = 3
    LINK = 4


_STYLES = ("href", "bold", "italic")  # from the outside to the inside
_MARKS = {"bold": "**", "italic": "_"}


def _pieces(spans: Sequence[Span], styles: Sequence[str]) -> Iterator[tuple[_PieceKind, str]]:
    """Marks and raw text of `spans`, nested in the order of `styles`."""
    if not styles:
        yield _PieceKind.TEXT, "".join(span.text for span in spans)
        return
    style, *inner = styles
    for value, group in groupby(spans, key=lambda span: getattr(span, style)):
        members = list(group)
        if not value:
            yield from _pieces(members, inner)
        elif style == "href":
            yield _PieceKind.LINK, "["
            yield from _pieces(members, inner)
            yield _PieceKind.LINK, f"]({_destination(str(value))})"
        else:
            yield from _marked(members, inner, _MARKS[style])


def _marked(
    spans: list[Span], styles: Sequence[str], mark: str
) -> Iterator[tuple[_PieceKind, str]]:
    """`spans` between two marks; white space at the ends, which would undo them, outside."""
    text = "".join(span.text for span in spans)
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if start >= end:
        yield _PieceKind.TEXT, text
        return
    if start:
        yield _PieceKind.TEXT, text[:start]
    yield _PieceKind.OPEN, mark
    yield from _pieces(_cut(spans, start, end), styles)
    yield _PieceKind.CLOSE, mark
    if end < len(text):
        yield _PieceKind.TEXT, text[end:]


def _cut(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The part of `spans` from the character `start` to before `end`."""
    parts, at = [], 0
    for span in spans:
        text = span.text[max(0, start - at) : max(0, end - at)]
        at += len(span.text)
        if text:
            parts.append(replace(span, text=text))
    return parts


def _escaped(text: str, brackets: bool, *, first: bool, last: bool) -> str:
    """`text` with its signs made harmless; a letter next to a mark as an entity.

    `first` and `last` tell that a mark stands before and after. Against a letter a mark does
    not open or close beside a quote or a bracket; an entity counts as punctuation.
    """
    head = _entity(text[0]) if first and text else ""
    rest = text[1:] if head else text
    tail = _entity(rest[-1]) if last and rest else ""
    rest = rest[:-1] if tail else rest
    middle = _ALWAYS.sub(r"\\\g<0>", rest)
    return head + (_BRACKETS.sub(r"\\\g<0>", middle) if brackets else middle) + tail


def _entity(letter: str) -> str:
    """`letter` as an entity if a mark beside it needs that; nothing if it does not."""
    return "" if letter.isspace() or letter in string.punctuation else f"&#{ord(letter)};"


def _safe_start(line: str) -> str:
    """`line` with a backslash before what would make it other than a paragraph."""
    if not (start := _LINE_START.match(line)):
        return line
    figures = start.end() if start[0].isdigit() else 0
    return f"{line[:figures]}\\{line[figures:]}"


def _destination(href: str) -> str:
    """`href` as the address of a link."""
    return f"<{_DESTINATION.sub(lambda sign: chr(92) + sign[0], href)}>"
