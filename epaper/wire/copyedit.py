"""Copy editing: typewriter signs in; the signs a compositor would set, out.

Quotes, apostrophes, dashes, ellipses and no-break spaces, by the language's rules. Words are
never touched: every sign is exchanged in its place, so that italics and links stay where they
are, and editing twice changes nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from epaper.model import Block, Box, Imprint, Notice, Paper, Photo, Quote, Record, Table

NBSP = "\u00a0"
PRIME = "\u2032"  # feet


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A language's signs: outer and inner quotes, and where its spaces do not break.

    Each pattern's first group is one space.
    """

    outer: tuple[str, str]
    inner: tuple[str, str]
    no_break: tuple[re.Pattern[str], ...] = ()


_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\."
)
_UNITS = (
    "[cdkmµ]?m|[mk]?g|[cm]?l|ha|[kMGT]?Wh?|k?V|[kMGT]B|[kMG]?Hz|°C?|°F|%|mph|kph|km/h|ft|lb|oz"
    r"|million|billion|trillion|bn|tn|per cent|percent|pc|[ap]m|[ap]\.m\.|GMT|BC|AD"
)
_ENGLISH_NO_BREAK = (
    # 40 kg, £3 million, 3.5 per cent, 6 am
    rf"(?<![\w.,])[£$€]?\d[\d.,]*( )(?=(?:{_UNITS})(?![\w-]))",
    # 4 February, February 4
    rf"(?<![\w.,])\d{{1,2}}( )(?=(?:{_MONTHS})(?!\w))",
    rf"(?<!\w)(?:{_MONTHS})( )(?=\d{{1,2}}(?!\d))",
    # Mr Ek, St. Anne
    r"(?<![\w’'])(?:Mr|Mrs|Ms|Dr|Prof|St|Rev|Capt|Col|Gen|Lt|Sgt|Sen|Rep|Gov)\.?( )(?=[^\W\d_])",
    # p. 5, No. 7, page 3
    r"(?<![\w’'])(?:[Nn]os?\.|[Pp]p?\.|[Pp]ages?|[Vv]ol\.|[Ff]ig\.)( )(?=\d)",
    # J. R. Penn
    r"(?<![\w’'.])(?:[A-Z]\.)+( )(?=[A-Z][.\w])",
    # no line of one or two letters ends a paragraph
    r"[\w,;:’”)]( )(?=[^\W_]{1,2}[.!?…]?[”’)]*$)",
)
_DASH_NO_BREAK = r"\S( )(?=[–—](?:\s|$))"  # a dash does not begin a line


def _patterns(*sources: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for source in (_DASH_NO_BREAK, *sources))


_CURLY = Style(outer=("“", "”"), inner=("‘", "’"), no_break=_patterns())

# French sets its quotes with spaces inside, which would add white space between words: its copy,
# and that of any language not listed, stays as filed.
STYLES: Mapping[str, Style] = {
    "en": replace(_CURLY, no_break=_patterns(*_ENGLISH_NO_BREAK)),
    "de": Style(outer=("„", "“"), inner=("\u201a", "‘"), no_break=_patterns()),
    "es": _CURLY,
    "it": _CURLY,
    "nl": _CURLY,
    "pt": _CURLY,
    "sv": Style(outer=("”", "”"), inner=("’", "’"), no_break=_patterns()),
}

# Addresses of the web and of mail have signs of their own. The bounds keep a long word from
# being tried from each of its letters to its end.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"'<>]+|[\w.+-]{1,64}@[\w.-]{1,255}")
_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.\.)")
_DASHES = re.compile(r"(?<!-)-{1,3}(?!-)")
_QUOTES = re.compile("[\"'“”„]")
_SIGNS = re.compile("[\"'-]|\\.\\.\\.")
# Letters left out at a word's start: the sign is an apostrophe although it stands like an opener.
_ELISION = re.compile(
    r"'(?:\d0s|[Tt]is|[Tt]was|[Tt]were|[Ee]m|[Tt]il|[Nn]|bout|cause|cos|kay)(?!\w)"
)
_YEAR = re.compile(r"'\d\d(?!\w)")
_CLOSES_LATER = re.compile(r"[^\s']'(?!\w)")


def edit_text(text: str, language: str) -> str:
    """`text` with typographic signs; as it is where the language's rules are not known.

    White space and words stay: split at any white space, quotes and dashes folded, the words
    are those of `text`.
    """
    style = STYLES.get(language.split("-")[0].lower())
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
    style = STYLES.get(language.split("-")[0].lower())
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
    """What stands in the place of each character of `text`: one character or none."""
    signs = list(text)
    if _SIGNS.search(text):
        # Addresses are masked letter for letter; places in `plain` are places in `text`.
        plain = _ADDRESS.sub(lambda found: "x" * len(found.group()), text)
        for found in _DOTS.finditer(plain):
            signs[found.start() : found.start() + 3] = "…", "", ""
        for found in _DASHES.finditer(plain):
            _set_dash(signs, plain, *found.span())
        _set_quotes(signs, plain, style)
    _set_no_breaks(signs, style)
    return signs


def _set_dash(signs: list[str], text: str, start: int, end: int) -> None:
    """A dash for hyphens that stand for one.

    Between spaces an en dash; two or three hyphens between words the closed em dash, between
    figures the closed en dash. A single hyphen that touches a word, and hyphens alone, stay.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    spaced = (not before or before.isspace()) and (not after or after.isspace())
    if len(text.strip()) == end - start or (end - start == 1 and not spaced):
        return
    closed = "–" if before.isdigit() and after.isdigit() else "—"
    signs[start:end] = ["–" if spaced else closed, *[""] * (end - start - 1)]


def _set_quotes(signs: list[str], text: str, style: Style) -> None:
    """Quotes turned the way they stand; apostrophes, feet and inches told from them."""
    depth = 0  # double quotes open at this place
    for found in _QUOTES.finditer(text):
        at, sign = found.start(), found.group()
        if sign == "'":
            signs[at] = _single(signs, text, at, style)
            continue
        if sign == '"':
            opens = _opens(_before(signs, at), _after(text, at), depth > 0)
            if not opens and depth == 0 and _is_inches(text, at):
                signs[at] = "″"
                continue
            signs[at] = style.outer[0] if opens else style.outer[1]
        else:
            opens = sign == style.outer[0]
        depth = depth + 1 if opens else max(0, depth - 1)


def _single(signs: list[str], text: str, at: int, style: Style) -> str:
    """The sign for the straight single quote at `at`."""
    before, after = _before(signs, at), _after(text, at)
    if before.isdigit() and text[at + 1 : at + 2].isdigit():
        return PRIME
    if before.isalnum() and after.isalnum():
        return "’"
    if not _opens(before, after, True):
        return style.inner[1]
    return "’" if _is_elision(text, at) else style.inner[0]


def _before(signs: list[str], at: int) -> str:
    """The character set last before the place `at`; "" at the start."""
    return next((sign for sign in reversed(signs[max(0, at - 4) : at]) if sign), "")


def _after(text: str, at: int) -> str:
    """The first character after the place `at` that is no straight quote; "" at the end."""
    return text[at + 1 : at + 5].lstrip("\"'")[:1]


def _opens(before: str, after: str, is_open: bool) -> bool:
    """True if a quote between `before` and `after` opens; `is_open` decides unclear cases."""
    ends = not after or after.isspace()
    if not before or before.isspace():
        return not (ends and is_open)
    if before in "([{<¡¿“‘„\u201a\u2066\u2067\u2068":
        return not ends
    if before in "-–—/":
        return not ends and (not is_open or after.isalnum())
    return False


def _is_inches(text: str, at: int) -> bool:
    """True for 6'2", and for a figure with no other double quote after it: a 24" pipe."""
    if re.search(r"\d'\d{1,2}$", text[max(0, at - 5) : at]):
        return True
    return text[at - 1 : at].isdigit() and '"' not in text[at + 1 :]


def _is_elision(text: str, at: int) -> bool:
    """True if the sign at `at` stands for letters left out: 'em, '90s, the class of '24."""
    if _ELISION.match(text, at):
        return True
    return bool(_YEAR.match(text, at)) and not _CLOSES_LATER.search(text, at + 1)


def _set_no_breaks(signs: list[str], style: Style) -> None:
    """No-break spaces where the style wants them."""
    edited = "".join(signs)
    places = [place for place, sign in enumerate(signs) if sign]
    for pattern in style.no_break:
        for found in pattern.finditer(edited):
            signs[places[found.start(1)]] = NBSP
