"""Copy editing: typewriter signs in; the signs a compositor would set, out.

Quotes, apostrophes, dashes, ellipses, fractions and no-break spaces, by the language's rules
(signs.py). Words are never touched: every sign is exchanged in its place, so that italics and
links stay where they are, and editing twice changes nothing more. French alone gets spaces that
were not there, narrow ones beside its signs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from epaper.model import Block, Box, Imprint, Notice, Paper, Photo, Quote, Record, Table
from epaper.wire.signs import NARROW, NBSP, Style, style_of

PRIME = "\u2032"  # feet
STOPS = ",.;:!?)،؛؟۔।"  # noqa: RUF001

# Addresses of the web and of mail have signs of their own. The bounds keep a long word from
# being tried from each of its letters to its end.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"'<>]+|[\w.+-]{1,64}@[\w.-]{1,255}")
_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.\.)")
_DASHES = re.compile(r"(?<!-)-{1,3}(?!-)")
_QUOTES = re.compile("[\"'“”„«»]")
_SIGNS = re.compile("[\"'/-]|\\.\\.\\.")
_YEAR = re.compile(r"'\d\d(?!\w)")
# 3 1/2 is three and a half wherever it stands; 1/2 alone may be a date, but beside these words.
# Only what every face of the house has: halves and quarters.
FRACTIONS: Mapping[str, str] = {"1/2": "½", "1/4": "¼", "3/4": "¾"}
_FRACTION = re.compile(
    r"(?<![\w/.,])(?:(\d+)([ \u00a0-]))?([13]/[24])(?![\w/]|[.,]\d)"
    r"(?(1)|(?=[ \u00a0-](?:miles?|inch(?:es)?|feet|foot|hours?|pints?|cups?|teaspoons?"
    r"|tablespoons?|Stunden?|Liter|Tasse|TL|EL|heure|tasse|litre|hora|taza|ora|tazza|uur|liter)(?!\w)))"
)
# How far on the end of single quotes is looked for: without an end to it, a text full of
# apostrophes was read anew from each of them.
LONGEST_QUOTED = 2000
_CLOSES_LATER = re.compile(r"[^\s']'(?!\w)")


def edit_text(text: str, language: str) -> str:
    """`text` with typographic signs; as it is where the language's rules are not known.

    White space and words stay: split at any white space, quotes, dashes and fractions folded, the
    words are those of `text`, and in French as well, its signs taken off.
    """
    style = style_of(language)
    return "".join(_edited(text, style)) if style else text


def edit_record(record: Record) -> Record:
    """`record` with every printed text edited in its language."""
    language = record.language

    def edit(text: str) -> str:
        return edit_text(text, language)

    return replace(
        record,
        headline=edit(record.headline),
        body=tuple(edit_block(block, language) for block in record.body),
        standfirst=edit(record.standfirst),
        kicker=edit(record.kicker),
        byline=tuple(map(edit, record.byline)),
        agency=edit(record.agency),
        dateline=edit(record.dateline),
        photos=tuple(_edit_photo(photo, language) for photo in record.photos),
        quotes=tuple(Quote(text=edit(quote.text), by=edit(quote.by)) for quote in record.quotes),
        box=_edit_box(record.box, language) if record.box else None,
        table=_edit_table(record.table, language) if record.table else None,
    )


def edit_paper(paper: Paper) -> Paper:
    """`paper` with its printed texts edited in its language."""

    def edit(text: str) -> str:
        return edit_text(text, paper.language)

    imprint = paper.imprint
    return replace(
        paper,
        name=edit(paper.name),
        motto=edit(paper.motto),
        sections=tuple(replace(section, name=edit(section.name)) for section in paper.sections),
        notices=tuple(
            Notice(title=edit(notice.title), text=edit(notice.text)) for notice in paper.notices
        ),
        imprint=Imprint(
            editor=edit(imprint.editor),
            publisher=edit(imprint.publisher),
            printer=edit(imprint.printer),
            address=edit(imprint.address),
            contact=edit(imprint.contact),
        ),
    )


def edit_block(block: Block, language: str) -> Block:
    """`block` edited as one text: a quotation may begin in one style and end in another."""
    style = style_of(language)
    if not style:
        return block
    signs = _edited(block.text, style)
    spans, start = [], 0
    for span in block.spans:
        end = start + len(span.text)
        spans.append(replace(span, text="".join(signs[start:end])))
        start = end
    # A span that held only the second hyphen of a dash is empty now.
    return replace(block, spans=tuple(span for span in spans if span.text))


def _edit_photo(photo: Photo, language: str) -> Photo:
    caption, credit = edit_text(photo.caption, language), edit_text(photo.credit, language)
    return replace(photo, caption=caption, credit=credit)


def _edit_box(box: Box, language: str) -> Box:
    return Box(
        title=edit_text(box.title, language),
        text=edit_text(box.text, language),
        items=tuple(edit_text(item, language) for item in box.items),
    )


def _edit_table(table: Table, language: str) -> Table:
    return Table(
        title=edit_text(table.title, language),
        columns=tuple(edit_text(cell, language) for cell in table.columns),
        rows=tuple(tuple(edit_text(cell, language) for cell in row) for row in table.rows),
        note=edit_text(table.note, language),
    )


def _edited(text: str, style: Style) -> list[str]:
    """What stands in the place of each character of `text`: nothing, a sign, a sign and a space."""
    signs = list(text)
    if _SIGNS.search(text):
        # Addresses are masked letter for letter; places in `plain` are places in `text`.
        plain = _masked(text)
        for found in _DOTS.finditer(plain):
            signs[found.start() : found.start() + 3] = "…", "", ""
        _set_fractions(signs, plain)
        for found in _DASHES.finditer(plain):
            _set_dash(signs, plain, *found.span(), style.dash)
        _set_quotes(signs, plain, style)
    for pattern in style.narrow:
        _set_narrow(signs, pattern)
    _set_no_breaks(signs, style)
    return signs


def _masked(text: str) -> str:
    """`text` with letters in the place of its addresses."""
    return _ADDRESS.sub(lambda found: "x" * len(found.group()), text)


def _set_fractions(signs: list[str], text: str) -> None:
    """Halves and quarters in one sign, close beside a whole number."""
    for found in _FRACTION.finditer(text):
        if sign := FRACTIONS.get(found[3]):
            signs[found.start(3) : found.end(3)] = sign, "", ""
            if found[1]:
                signs[found.start(2)] = ""


def _set_dash(signs: list[str], text: str, start: int, end: int, dash: str) -> None:
    """A dash for hyphens that stand for one.

    Between spaces the language's own; two or three hyphens between words the closed em dash,
    between figures the closed en dash. A single hyphen that touches a word stays, and hyphens
    alone.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    spaced = (not before or before.isspace()) and (not after or after.isspace())
    if len(text.strip()) == end - start or (end - start == 1 and not spaced):
        return
    closed = "–" if before.isdigit() and after.isdigit() else "—"
    signs[start:end] = [dash if spaced else closed, *[""] * (end - start - 1)]


def _set_quotes(signs: list[str], text: str, style: Style) -> None:
    """Quotes turned the way they stand; apostrophes, feet and inches told from them."""
    depth = 0  # double quotes open at this place
    inside = False  # of single quotes
    for found in _QUOTES.finditer(text):
        at, sign = found.start(), found.group()
        if sign == "'":
            signs[at], inside = _single(signs, text, at, style, inside)
            continue
        if sign == '"':
            if style.elides and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha():
                signs[at] = "’"  # l"eau: an apostrophe that was typed as the wrong key
                continue
            opens = _opens(_before(signs, at), _after(text, at), depth > 0)
            if not opens and depth == 0 and _is_inches(text, at):
                signs[at] = "″"
                continue
            signs[at] = style.outer[0] if opens else style.outer[1]
        else:
            opens = sign == style.outer[0] and not (sign == style.outer[1] and depth > 0)
        depth = depth + 1 if opens else max(0, depth - 1)


def _single(signs: list[str], text: str, at: int, style: Style, inside: bool) -> tuple[str, bool]:
    """The sign for the straight single quote at `at`; whether single quotes are open after it."""
    before, after = _before(signs, at), _after(text, at)
    if before.isdigit() and text[at + 1 : at + 2].isdigit():
        return PRIME, inside
    if before.isalnum() and after.isalnum():
        return "’", inside
    if not _opens(before, after, True):
        return (style.inner[1] if inside else "’"), False
    if _is_elision(text, at, style):
        return "’", inside
    return style.inner[0], True


def _before(signs: list[str], at: int) -> str:
    """The character set last before the place `at`; "" at the start."""
    return next((sign[-1] for sign in reversed(signs[max(0, at - 4) : at]) if sign), "")


def _after(text: str, at: int) -> str:
    """The first character after the place `at` that is no straight quote; "" at the end."""
    return text[at + 1 : at + 5].lstrip("\"'")[:1]


def _opens(before: str, after: str, is_open: bool) -> bool:
    """True if a quote between `before` and `after` opens; `is_open` decides unclear cases."""
    ends = not after or after.isspace()
    if not before or before.isspace():
        # Filed with a space before it: "so" , he said.
        return not (is_open and (ends or after in STOPS))
    if before in "([{<¡¿“‘„«‹\u201a\u2066\u2067\u2068":
        return not ends
    if before in "-–—/":
        return not ends and (not is_open or after.isalnum())
    return False


def _is_inches(text: str, at: int) -> bool:
    """True for 6'2", and for a figure with no other double quote after it: a 24" pipe."""
    if re.search(r"\d'\d{1,2}$", text[max(0, at - 5) : at]):
        return True
    return text[at - 1 : at].isdigit() and '"' not in text[at + 1 :]


def _is_elision(text: str, at: int, style: Style) -> bool:
    """True if the sign at `at` stands for letters left out: 'em, '90s, the class of '24."""
    if style.elision and style.elision.match(text, at):
        return True
    closes = bool(_CLOSES_LATER.search(text, at + 1, at + 1 + LONGEST_QUOTED))
    return not closes and (style.closed_up or bool(_YEAR.match(text, at)))


def _set_narrow(signs: list[str], pattern: re.Pattern[str]) -> None:
    """Narrow spaces where `pattern` has its group; before what stands there if that is empty."""
    edited, places = _as_edited(signs)
    # From the end, so that what is put in moves no place that is still to come.
    for found in reversed(list(pattern.finditer(edited))):
        place = places[found.start(1)]
        if found[1]:
            signs[place] = signs[place].replace(found[1], NARROW)
        else:
            signs[place] = NARROW + signs[place]


def _set_no_breaks(signs: list[str], style: Style) -> None:
    """No-break spaces where the style wants them."""
    edited, places = _as_edited(signs)
    for pattern in style.no_break:
        for found in pattern.finditer(edited):
            signs[places[found.start(1)]] = NBSP


def _as_edited(signs: list[str]) -> tuple[str, list[int]]:
    """The text so far, its addresses masked, and the place of each of its characters in `signs`."""
    places = [place for place, sign in enumerate(signs) for _ in sign]
    return _masked("".join(signs)), places
