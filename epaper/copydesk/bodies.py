"""Bodies without the lines that a web page put among them.

What goes is a line that no reader of print can do anything with: links to other stories, calls to
click, to sign up or to share, end marks. What says something to a reader stays, in italics at the
end: who wrote the story and who helped, and that it is to be continued.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from epaper.copydesk import leftovers
from epaper.copydesk.changed import Changed, note, shown
from epaper.model import LINE_BREAK, Block, BlockKind, Problem, Record, Span
from epaper.text import bare_words

MOST_LINKS = 10  # under one label
LAST = 3  # paragraphs at the end, among which who wrote it may stand
BIOGRAPHY_LETTERS = 350
_ON_PAGE = re.compile(r"\b(?:pages?|seite|página|pagina|side|sida)\s+\d", re.IGNORECASE)
_CUT_OFF = re.compile(r"\s*(?:\.{3}|…)\s*(?:\[…\])?$")
_LINES = (BlockKind.TEXT, BlockKind.ITEM, BlockKind.CROSSHEAD)


@dataclass(slots=True)
class _Sorted:
    """A body's blocks as they are looked at: what stays, what goes, what is a note; a credit."""

    kept: list[Block] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    credit: str = ""


def clean_standfirst(record: Record) -> Changed:
    """No standfirst where it is the body's beginning, cut off with dots: D-202."""
    cut = _CUT_OFF.search(record.standfirst)
    if not cut or not record.body:
        return Changed(record)
    said = "".join(bare_words(record.standfirst[: cut.start()]))
    told = "".join(bare_words(" ".join(block.text for block in record.body[:2])))
    if not said or not told.startswith(said):
        return Changed(record)
    message = f"{shown(record.standfirst)}, which is the story’s beginning cut off, is left out"
    problem = note("D-202", record, "standfirst", message, "write one, if the story needs it")
    return Changed(replace(record, standfirst=""), (problem,))


def clean_body(record: Record) -> Changed:
    """The body without leftovers: D-202 for what goes, D-204 for what stands at its end."""
    blocks = [block for block in record.body if block.kind is not BlockKind.NOTE]
    own = [block for block in record.body if block.kind is BlockKind.NOTE]
    found = _sorted(blocks, record)
    if not (found.gone or found.notes or found.credit):
        return Changed(record)
    if not any(block.kind in (BlockKind.TEXT, BlockKind.QUOTATION) for block in found.kept):
        return Changed(record)  # nothing would be left: it is all the copy there is
    body = (*_without_bare_heads(found.kept), *found.notes, *own)
    edited = replace(record, body=body)
    if found.credit:
        edited = replace(edited, photos=(replace(record.photos[0], credit=found.credit),))
    return Changed(edited, list(_told(record, found)))


def _told(record: Record, found: _Sorted) -> Iterator[Problem]:
    hint = "put lines into copy_desk_off in paper.toml, if it belongs to the story"
    if found.gone:
        one = len(found.gone) == 1
        said = (
            "a line that is no copy is" if one else f"{len(found.gone)} lines that are no copy are"
        )
        yield note("D-202", record, "body", f"{said} left out: {_listed(found.gone)}", hint)
    if found.notes:
        words = _listed([block.text for block in found.notes])
        yield note("D-204", record, "body", f"{words} stands in italics at the story’s end", hint)
    if found.credit:
        said = f"{shown(found.credit)} is the credit of its picture now"
        yield note("D-204", record, "photos[1].credit", said, hint)


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(map(shown, texts))


def _sorted(blocks: Sequence[Block], record: Record) -> _Sorted:
    """Every block looked at, from the first to the last."""
    found = _Sorted()
    number = 0
    while number < len(blocks):
        block = blocks[number]
        links = _links(blocks, number)
        if links:
            found.gone += [each.text for each in blocks[number : number + links]]
            number += links
            continue
        number += 1
        rest = [each for each in blocks[number:] if not _is_leftover(each)]
        if _is_leftover(block) or (not rest and leftovers.is_end_mark(block.text)):
            found.gone.append(block.text)
        elif credit := _picture_credit(block, record):
            _take_credit(found, credit, block, record)
        elif len(rest) < LAST and _is_note(block, record, last=not rest):
            found.notes.append(_as_note(block))
        else:
            found.kept.append(_without_tail(block, record, found, last=not rest))
    return found


def _take_credit(found: _Sorted, credit: str, block: Block, record: Record) -> None:
    """A credit goes to the story's one picture if that has none; without pictures it goes."""
    if len(record.photos) == 1 and not record.photos[0].credit and not found.credit:
        found.credit = credit
    elif not record.photos:
        found.gone.append(block.text)
    else:
        found.kept.append(block)


def _picture_credit(block: Block, record: Record) -> str:
    """The name in a line that says who made a picture, and no more."""
    found = leftovers.PICTURE_CREDIT.fullmatch(block.text.strip())
    return found["credit"].strip() if found and block.kind in _LINES else ""


def _links(blocks: Sequence[Block], number: int) -> int:
    """How many blocks from `number` are a label of other stories and what it labels; 0 if none."""
    block = blocks[number]
    text = block.text.strip()
    if block.kind not in _LINES or LINE_BREAK in text:
        return 0
    found = leftovers.LABEL.fullmatch(text)
    if not found or _ON_PAGE.search(text):
        return 0
    rest, label = found["rest"].strip(), found["label"]
    lone = leftovers.is_lone(label)
    if rest:
        colon = leftovers.is_colon(found["sign"])
        last = number == len(blocks) - 1
        if lone:  # READ: Related: and, at the end, Watch: with what may be a headline
            loud = label.isupper() or label.casefold() == "related" or last
            return int(colon and loud and _is_link(rest))
        return int(len(rest) <= leftovers.LINK_LETTERS)
    under = 0
    for each in blocks[number + 1 : number + 1 + MOST_LINKS]:
        if each.kind is BlockKind.CROSSHEAD or each.kind not in _LINES or not _is_link(each.text):
            break
        under += 1
    return 0 if lone and not under else 1 + under


def _is_link(text: str) -> bool:
    """True for what may be a headline: short, on one line, without a full stop."""
    line = text.strip()
    short = len(line) <= leftovers.LINK_LETTERS and LINE_BREAK not in line
    return short and line.rstrip("”\"')»")[-1:] not in leftovers.STOPS


def _is_leftover(block: Block) -> bool:
    """True for a line that calls for something that print cannot do."""
    text = block.text.strip()
    if block.kind not in _LINES or len(text) > leftovers.LINE_LETTERS or LINE_BREAK in text:
        return False
    return bool(leftovers.CALLS.fullmatch(text)) and not _ON_PAGE.search(text)


def _is_note(block: Block, record: Record, *, last: bool) -> bool:
    """True for who wrote the story and who helped, and for its being continued."""
    text = block.text.strip()
    if block.kind is not BlockKind.TEXT or len(text) > BIOGRAPHY_LETTERS or LINE_BREAK in text:
        return False
    if leftovers.CONTINUED.fullmatch(text):
        return last
    return bool(leftovers.SIGN_OFF.fullmatch(text)) or _is_biography(text, record)


def _is_biography(text: str, record: Record) -> bool:
    """True if it says of one who is named in the byline, or of "the writer", what that one does."""
    if leftovers.WRITER.fullmatch(text):
        return True
    named = next(
        (name for name in record.byline if text.casefold().startswith(name.casefold())), ""
    )
    if len(named.split()) < 2:
        return False
    after = text[len(named) :].lstrip(",")
    return bool(leftovers.IS.match(after) and leftovers.TRADES.search(after))


def _as_note(block: Block) -> Block:
    return replace(block, spans=tuple(replace(span, italic=True) for span in block.spans))


def _without_tail(block: Block, record: Record, found: _Sorted, *, last: bool) -> Block:
    """A paragraph without a call in brackets at its end; the last one without an end mark."""
    if block.kind is not BlockKind.TEXT:
        return block
    tail = leftovers.TAIL.search(block.text)
    if not tail and last:
        tail = leftovers.END_TAIL.search(block.text) or _initials(block.text, record)
    if not tail or not tail.start():
        return block
    found.gone.append(tail[0].strip())
    return cut_after(block, tail.start())


def _initials(text: str, record: Record) -> re.Match[str] | None:
    """The paper's initials behind the last full stop: DM of the Daily Maverick."""
    letters = "".join(word[0] for word in record.agency.split() if word[:1].isupper())
    return re.search(rf"(?<=[.!?”])\s+{letters}\s*$", text) if len(letters) > 1 else None


def cut_after(block: Block, letters: int) -> Block:
    """The block's first so many letters, in their styles."""
    spans: list[Span] = []
    for span in block.spans:
        if letters <= 0:
            break
        spans.append(replace(span, text=span.text[:letters]))
        letters -= len(span.text)
    return replace(block, spans=tuple(spans))


def _without_bare_heads(blocks: Sequence[Block]) -> Iterator[Block]:
    """Crossheads under which nothing is left, as text."""
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        bare = block.kind is BlockKind.CROSSHEAD and (
            after is None or after.kind is BlockKind.CROSSHEAD
        )
        yield replace(block, kind=BlockKind.TEXT) if bare else block
