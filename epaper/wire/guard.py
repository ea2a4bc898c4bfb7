"""A guard before the parsers: how long, how deep and how full of mark-up copy may be.

In: a Markdown body or an HTML fragment as filed. Out: whether it may be parsed. It counts, in one
pass; nothing is built. Copy of any newspaper is far inside these limits: what is outside them is
pasted by mistake or made to keep the machine busy, and later stages take time with the square of
a paragraph's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from epaper.wire.faults import Faults

# markdown-it stops reading below 20 levels and says nothing; one item of a list takes two.
NEST_LIMIT = 12
PARAGRAPH_LIMIT = 60_000  # characters, about 10,000 words; the sample days' longest has 2,600
MARKS_LIMIT = 5_000  # signs of mark-up in one paragraph; the samples' most is under 100
_SIGNS = re.compile(r"[*_~`<>\[\]\\&|]")
_MARKERS = re.compile(r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+")
_MARKER = re.compile(r">|[-+*]|\d+")

HTML_LIMIT = 2 * 1024 * 1024  # characters
TAGS_LIMIT = 50_000
# libxml2 gives up at 256; elements that need no end, such as <p>, do not count.
HTML_NEST_LIMIT = 200
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_NO_END = frozenset(
    "p li dt dd tr td th thead tbody tfoot option colgroup area base br col embed hr img input link"
    " meta source track wbr param".split()
)


def is_readable(body: str, first_line: int, faults: Faults) -> bool:
    """True for a Markdown body inside the limits; W-312 and W-316 for what is not."""
    before = len(faults.found)
    for line, paragraph in _paragraphs(body):
        _check_paragraph(paragraph, first_line + line, faults)
    return len(faults.found) == before


def _paragraphs(body: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines without an empty one between, each with the number of its first, from 0."""
    run: list[str] = []
    start = 0
    for number, line in enumerate(body.split("\n")):
        if line.strip():
            start = start if run else number
            run.append(line)
        elif run:
            yield start, run
            run = []
    if run:
        yield start, run


def _check_paragraph(lines: list[str], first_line: int, faults: Faults) -> None:
    """One fault at most: the deepest line first, then the length, then the mark-up."""
    for number, line in enumerate(lines):
        markers = _MARKERS.match(line)
        if markers and len(_MARKER.findall(markers[0])) > NEST_LIMIT:
            said = "lists or quotations are nested too deep"
            hint = f"make them flat; {NEST_LIMIT} levels are read at most"
            faults.add("W-312", said, line=first_line + number, hint=hint)
            return
    length = sum(map(len, lines))
    if length > PARAGRAPH_LIMIT:
        said = f"a paragraph of {length:,} characters"
        hint = f"put empty lines into it; {PARAGRAPH_LIMIT:,} are read at most"
        faults.add("W-316", said, line=first_line, hint=hint)
        return
    marks = sum(len(_SIGNS.findall(line)) for line in lines)
    if marks > MARKS_LIMIT:
        said = f"a paragraph with {marks:,} signs of mark-up"
        hint = f"is it copy? {MARKS_LIMIT:,} are read at most"
        faults.add("W-316", said, line=first_line, hint=hint)


def why_unreadable(html: str) -> str:
    """Why an HTML fragment is not parsed; "" if it is inside the limits."""
    if len(html) > HTML_LIMIT:
        return f"it has {len(html):,} characters, {HTML_LIMIT:,} are read at most"
    depth = tags = 0
    for tag in _TAG.finditer(html):
        tags += 1
        if tag[2].lower() in _NO_END:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > HTML_NEST_LIMIT:
            return f"it is nested deeper than {HTML_NEST_LIMIT} elements"
    return f"it has {tags:,} tags, {TAGS_LIMIT:,} are read at most" if tags > TAGS_LIMIT else ""
