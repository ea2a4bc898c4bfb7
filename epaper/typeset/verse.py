"""Blocks with line breaks of their own: each filed line begins a line in print.

In: spans whose text holds line breaks. Out: the settings, and whether they are verse: lines so
short that the breaks are the form of the copy (poems, addresses, results) are set ragged, what does
not fit turned over and indented. Between longer lines a break is only a break: they are justified
as prose is, each but its last line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import NamedTuple

from epaper.model import LINE_BREAK, Line, Setting, Span, TypeStyle
from epaper.typeset.greedy import break_greedily
from epaper.typeset.paragraphs import Indents, SetParagraph, TypeSpec, set_paragraph
from epaper.typeset.words import SOFT_HYPHEN

MOST_TURNED = 2  # printed lines of a filed line of verse: a third one reads as prose


class Broken(NamedTuple):
    """A block's settings; `verse` where its lines are set ragged."""

    made: SetParagraph
    verse: bool


def is_broken(spans: Sequence[Span]) -> bool:
    """True for spans with line breaks of their own."""
    return any(LINE_BREAK in span.text for span in spans)


def set_broken(spans: tuple[Span, ...], spec: TypeSpec) -> Broken:
    """`spans` set line by line; all indents count in prose, in verse the last one."""
    lines = tuple(_filed_lines(spans))
    ragged = replace(
        spec,
        style=replace(spec.style, align="left", hyphenate=False, hang=False),
        breaker=break_greedily,
    )
    turned = _verse_indents(spec.style, spec.indents)
    verse = [
        set_paragraph(line, replace(ragged, indents=own))
        for line, own in zip(lines, turned, strict=False)
    ]
    if all(_count(made) <= MOST_TURNED for made in verse):
        return Broken(_joined(verse), verse=True)
    later = replace(spec, indents=Indents(rest_pt=spec.indents.rest_pt))
    prose = [
        set_paragraph(line, own)
        for line, own in zip(lines, chain((spec,), repeat(later)), strict=False)
    ]
    return Broken(_joined(prose), verse=False)


def _verse_indents(style: TypeStyle, block: Indents) -> Iterable[Indents]:
    """The indents of the lines of verse: all begin alike, what is turned over stands further in.

    They begin where the block's later lines do; before a list item's first stands its bullet. No
    further in, though prose around it may be: columns are narrow, a turned line harms verse more.
    """
    line = Indents(
        firsts_pt=(block.rest_pt,), rest_pt=block.rest_pt + (style.indent_pt or style.size_pt)
    )
    bulleted = bool(block.rest_pt and block.firsts_pt)
    return chain((replace(line, firsts_pt=block.firsts_pt) if bulleted else line,), repeat(line))


def _count(made: SetParagraph) -> int:
    """Printed lines."""
    return len(made.settings[0].lines)


def _filed_lines(spans: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """The spans of each filed line that has something in it."""
    line: list[Span] = []
    for span in spans:
        first, *others = span.text.split(LINE_BREAK)
        line.append(replace(span, text=first))
        for text in others:
            yield from _with_words(line)
            line = [replace(span, text=text)]
    yield from _with_words(line)


def _with_words(line: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    spans = tuple(span for span in line if span.text)
    if any(span.text.strip().strip(SOFT_HYPHEN) for span in spans):
        yield spans


def _joined(parts: Sequence[SetParagraph]) -> SetParagraph:
    """The parts' best settings as one; a leg may not leave the block's first or last line alone."""
    lines = [line for part in parts for line in part.settings[0].lines]
    lines = [_held(line, number, len(lines)) for number, line in enumerate(lines)]
    torn = tuple(word for part in parts for word in part.torn)
    return SetParagraph((Setting(lines=tuple(lines)),), torn)


def _held(line: Line, number: int, count: int) -> Line:
    alone = number in (0, count - 2) and number != count - 1
    return replace(line, may_end=False) if alone else line
