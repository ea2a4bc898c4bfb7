"""A story's body in, the galley's paragraphs out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from epaper.model import (
    Block,
    BlockKind,
    CodeSetting,
    Form,
    Line,
    Paragraph,
    Record,
    Setting,
    Span,
)
from epaper.typeset.codes import code_paragraph
from epaper.typeset.dropcaps import set_capped
from epaper.typeset.paragraphs import Indents, style_measure
from epaper.typeset.stick import Stick
from epaper.typeset.verse import is_broken

CROSSHEAD_KEEP = 2  # C-108: at least 2 lines of text under a crosshead in its leg
BULLET = "•\u2002"  # the en space is no word space: it is not stretched
STYLES = {
    BlockKind.TEXT: "body",
    BlockKind.QUOTATION: "quotation",
    BlockKind.ITEM: "item",
    BlockKind.CROSSHEAD: "crosshead",
}


def set_body(
    record: Record, stick: Stick, code: CodeSetting | None = None, *, drop_cap: bool = False
) -> Iterator[Paragraph]:
    """The paragraphs of a record of its own, the first with a drop cap where it can have one.

    The last lines of text stay with a code under them.
    """
    paragraphs = list(_set_blocks(record.body, record.slug, stick))
    first = record.body[0] if record.body else None
    cap = drop_cap and first is not None and first.kind is BlockKind.TEXT
    if cap and first is not None and not is_broken(first.spans):
        made = set_capped(first.spans, stick)
        paragraphs[0] = replace(paragraphs[0], settings=made.settings) if made else paragraphs[0]
    if code is None:
        yield from paragraphs
        return
    yield from paragraphs[:-1]
    under = code_paragraph(record.slug, code)
    yield _held(paragraphs[-1], under)
    yield under


def set_gathered(members: Sequence[Record], stick: Stick) -> Iterator[Paragraph]:
    """The members of a gathered story one under another, each under its own headline."""
    for number, record in enumerate(members):
        stick = stick.speaking(record.language)
        yield _brief_head(record, stick, first=not number)
        paragraphs = list(_set_blocks(_member_blocks(record), record.slug, stick))
        if record.form is not Form.LETTER or not (record.byline or record.dateline):
            yield from paragraphs
            continue
        yield from paragraphs[:-1]
        signature = _signature(record, stick)
        yield _held(paragraphs[-1], signature)
        yield signature


def _set_blocks(blocks: Sequence[Block], slug: str, stick: Stick) -> Iterator[Paragraph]:
    """Body blocks as paragraphs: the first and those after a crosshead flush, others indented.

    White parts verse from what stands around it, which begins flush.
    """
    before: BlockKind | None = None
    after_verse = False
    for block in blocks:
        verse = False
        match block.kind:
            case BlockKind.CROSSHEAD:
                yield _crosshead(block, slug, stick)
            case BlockKind.NOTE:
                yield _note(block, slug, stick)
            case _:
                flush = after_verse or before in (None, BlockKind.CROSSHEAD)
                made, verse = _text(block, slug, stick, flush=flush)
                parted = after_verse or (verse and before is not None)
                white = parted and before is not BlockKind.CROSSHEAD
                yield replace(made, white_rows=1) if white else made
        before, after_verse = block.kind, verse


def _crosshead(block: Block, slug: str, stick: Stick) -> Paragraph:
    lines = stick.text(block.text, "crosshead", stick.column_pt, "body").lines
    return Paragraph(
        slug=slug,
        settings=(Setting(lines=_never_last(lines)),),
        white_rows=1,
        keep_rows=CROSSHEAD_KEEP,
        role="crosshead",
    )


def _note(block: Block, slug: str, stick: Stick) -> Paragraph:
    """A link's address under its number, split anywhere if it is wider than the column."""
    number, space, _ = block.text.partition("\u2002")
    indent = style_measure(stick.fonts, stick.style("note"), stick.language).extent(number + space)
    # No field to report torn words of: an address is no fault of the copy.
    made = stick.paragraph(
        block.spans, "note", Indents(firsts_pt=(0.0,), rest_pt=round(indent.width, 3)), ""
    )
    return Paragraph(slug=slug, settings=made.settings[:1], role=block.kind.value)


def _text(block: Block, slug: str, stick: Stick, *, flush: bool) -> tuple[Paragraph, bool]:
    """A paragraph, quotation or list item; whether it is verse."""
    name = STYLES[block.kind]
    style, spans = stick.style(name), block.spans
    if block.kind is BlockKind.ITEM:
        spans = (replace(spans[0], text=BULLET + spans[0].text.lstrip()), *spans[1:])
        bullet = style_measure(
            stick.fonts, style, stick.language, italic=spans[0].italic, bold=spans[0].bold
        ).extent(BULLET)
        shape = Indents(firsts_pt=(0.0,), rest_pt=round(bullet.width, 3))
    elif block.kind is BlockKind.QUOTATION:
        shape = Indents(rest_pt=style.indent_pt)
    else:
        shape = Indents(firsts_pt=(0.0 if flush else style.indent_pt,))
    verse = False
    if is_broken(spans):
        made, verse = stick.broken(spans, name, shape, "body")
    else:
        made = stick.paragraph(spans, name, shape, "body")
    return Paragraph(slug=slug, settings=made.settings, role=block.kind.value), verse


def _brief_head(record: Record, stick: Stick, *, first: bool) -> Paragraph:
    text = f"{record.kicker}: {record.headline}" if record.kicker else record.headline
    lines = stick.text(text, "brief-head", stick.column_pt, "headline").lines
    return Paragraph(
        slug=record.slug,
        settings=(Setting(lines=_never_last(lines)),),
        white_rows=0 if first else 1,
        keep_rows=CROSSHEAD_KEEP,
        role="brief-head",
    )


def _signature(record: Record, stick: Stick) -> Paragraph:
    """Who wrote a letter, and from where."""
    text = ", ".join([*record.byline, record.agency, record.dateline]).replace(", , ", ", ")
    lines = stick.ragged(text.strip(", "), "signature", stick.column_pt, "byline")
    lines = (*_never_last(lines[:-1]), *lines[-1:])
    return Paragraph(slug=record.slug, settings=(Setting(lines=lines),), role="signature")


def _member_blocks(record: Record) -> list[Block]:
    """A gathered record's body with its other parts run in, so that no word is lost."""
    blocks = [block for block in record.body if block.kind is not BlockKind.NOTE]
    if record.standfirst:
        blocks.insert(0, _block(BlockKind.TEXT, Span(text=record.standfirst, italic=True)))
    if record.form is not Form.LETTER:
        blocks = _with_source(blocks, record)
    blocks += [block for block in record.body if block.kind is BlockKind.NOTE]
    if record.box is not None:
        blocks.append(_block(BlockKind.CROSSHEAD, Span(text=record.box.title)))
        blocks += [_block(BlockKind.TEXT, Span(text=record.box.text))] if record.box.text else []
        blocks += [_block(BlockKind.ITEM, Span(text=item)) for item in record.box.items]
    if record.table is not None:
        rows = (record.table.columns, *record.table.rows)
        if record.table.title:
            blocks.append(_block(BlockKind.CROSSHEAD, Span(text=record.table.title)))
        blocks += [_block(BlockKind.TEXT, Span(text=", ".join(filter(None, r)))) for r in rows]
        blocks.append(_block(BlockKind.TEXT, Span(text=record.table.note)))
    return [block for block in blocks if block.text.strip()]


def _with_source(blocks: list[Block], record: Record) -> list[Block]:
    """A brief's place leads its first paragraph in bold; its writers and agency close it.

    One without a paragraph, of links alone, is given one for them.
    """
    blocks = blocks or [_block(BlockKind.TEXT, Span(text=""))]
    if record.dateline:
        place = Span(text=record.dateline, bold=True)
        first = blocks[0]
        blocks[0] = replace(first, spans=(place, Span(text=" — "), *first.spans))
    source = ", ".join((*record.byline, record.agency)).strip(", ")
    if source:
        last = blocks[-1]
        blocks[-1] = replace(last, spans=(*last.spans, Span(text=f" ({source})", italic=True)))
    return blocks


def _block(kind: BlockKind, span: Span) -> Block:
    return Block(kind=kind, spans=(span,))


def _never_last(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines after none of which a leg may end."""
    return tuple(replace(line, may_end=False) for line in lines)


def _held(paragraph: Paragraph, under: Paragraph) -> Paragraph:
    """The paragraph kept together with the one under it, all of which is in its leg."""
    return replace(paragraph, keep_rows=len(under.best.lines))
