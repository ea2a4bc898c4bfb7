"""Codes: a story's address on the web as a QR code, with a word or two beside it.

In: a record with an address, the layout's wish. Out: the code's setting, and the paragraph that
keeps its rows free at the end of the body; nothing where the layout has no codes.
"""

from __future__ import annotations

import math
from urllib.parse import urlsplit

import segno

from epaper.language.phrases import Phrases
from epaper.model import (
    MM_PER_PT,
    QUIET_MODULES,
    At,
    CodeSetting,
    CodeStyle,
    Line,
    Paragraph,
    Problem,
    Record,
    SetBlock,
    Setting,
    Severity,
    Span,
)
from epaper.text import ascii_address
from epaper.typeset.paragraphs import set_paragraph
from epaper.typeset.stick import Stick

ROLE = "code"
ERROR_LEVEL = "m"  # 15 % of it may be lost: newsprint is folded and smudged
LEAST_MODULE_MM = 0.35  # what the camera of a phone tells apart at arm's length, on newsprint
GROWTH = 1.5  # of the layout's size, the most that a long address makes of it
SHRINKING = 0.95  # of the layout's size, where that saves a row
WORDS_GAP_PT = 8.0
MOST_HOST_LINES = 2
_ROW = Line(runs=(), style=ROLE, width_pt=0.0, may_end=False)


def set_code(record: Record, stick: Stick, language: str) -> CodeSetting | None:
    """The record's code, words in `language`; None for no address or one that is too long."""
    wish = stick.layout.code
    if wish is None or not record.url:
        return None
    address = ascii_address(record.url)
    modules = code_modules(address)
    side_mm = _side_mm(wish, modules, stick)
    if not side_mm:
        return None
    grid = stick.layout.grid
    rows, side_pt = _in_rows(side_mm / MM_PER_PT, len(modules), grid.baseline_pt)
    quiet_pt = QUIET_MODULES * side_pt / len(modules)
    # The white between columns is quiet as well: there is a rule in the middle of it at most.
    x_pt = max(0.0, quiet_pt - grid.gutter_mm / 2 / MM_PER_PT)
    words_x_pt = x_pt + side_pt + max(quiet_pt, WORDS_GAP_PT)
    words = _words(record.url, rows, stick.column_pt - words_x_pt, stick, language)
    return CodeSetting(
        url=address,
        modules=modules,
        rows=rows,
        x_pt=round(x_pt, 3),
        y_pt=round(rows * grid.baseline_pt - quiet_pt - side_pt, 3),
        side_pt=round(side_pt, 3),
        words=words,
        words_x_pt=round(words_x_pt, 3),
        words_y_pt=rows * grid.baseline_pt - words.height_pt,
    )


def code_paragraph(slug: str, code: CodeSetting) -> Paragraph:
    """The rows of a code, between which no leg may end."""
    return Paragraph(slug=slug, settings=(Setting(lines=(_ROW,) * code.rows),), role=ROLE)


def left_out(record: Record) -> Problem:
    """T-107: the record's address is too long for a code of this layout."""
    return Problem(
        code="T-107",
        severity=Severity.NOTE,
        where=At(file=record.file, field="url", story=record.slug),
        message=f"the address has {len(record.url)} characters, too many for a code of this size",
        hint="a short address makes a coarse code; the story has none now",
    )


def code_modules(address: str) -> tuple[str, ...]:
    """The rows of the code of an ASCII address; none where no code holds it."""
    try:
        made = segno.make(address, error=ERROR_LEVEL, micro=False)
    except segno.DataOverflowError:
        return ()
    return tuple("".join("1" if module else "0" for module in row) for row in made.matrix)


def host_of(url: str) -> str:
    """The name of an address's house, as readers say it: without www."""
    return (urlsplit(ascii_address(url)).hostname or "").removeprefix("www.")


def _side_mm(wish: CodeStyle, modules: tuple[str, ...], stick: Stick) -> float:
    """Side of the code: the layout's, or so much more that modules are large enough; 0 for none."""
    side_mm = max(wish.size_mm, LEAST_MODULE_MM * len(modules))
    most_mm = min(GROWTH * wish.size_mm, stick.layout.grid.column_mm / 2)
    return side_mm if modules and side_mm <= most_mm else 0.0


def _in_rows(side_pt: float, modules: int, row_pt: float) -> tuple[int, float]:
    """The rows that a code takes with its white, and its side: rather smaller than a row more."""
    white = 1 + 2 * QUIET_MODULES / modules
    least_pt = max(SHRINKING * side_pt, LEAST_MODULE_MM / MM_PER_PT * modules)
    rows = math.ceil(round(least_pt * white / row_pt, 6))
    return rows, min(side_pt, rows * row_pt / white)


def _words(url: str, rows: int, measure_pt: float, stick: Stick, language: str) -> SetBlock:
    """The words beside a code: what it is for, and whose address it has if that has room."""
    style, said = stick.style("note"), Phrases(language).say("on_the_web")
    lines = stick.ragged(said, "note", measure_pt, "")
    spans = (Span(text=host_of(url)),)
    made = set_paragraph(spans, stick.spec("note", measure_pt=measure_pt))
    host = made.settings[0].lines
    if len(host) <= min(MOST_HOST_LINES, rows - len(lines)):
        lines += host
    return SetBlock(
        style="note",
        size_pt=style.size_pt,
        leading_pt=stick.layout.grid.baseline_pt,
        measure_pt=round(measure_pt, 3),
        lines=lines,
    )
