"""A story's other display parts: kicker, standfirst, byline, cutlines, quotes, fact box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from epaper.model import Box, BoxSetting, Line, QuoteSetting, Run, SetBlock, Story
from epaper.typeset.display import DOT, DisplayPart
from epaper.typeset.paragraphs import style_measure
from epaper.typeset.stick import Stick

QUOTE_SPANS = (1, 2)
QUOTE_SIDES_PT = 24.0  # white left and right of one that runs over two columns, together
WIDE_PAGE = 4  # columns of a page from which on a quote may run over two
WIDE_SPAN = 3  # columns from which on a standfirst is set in its wide style, if there is one
BOX_PADDING_PT = 6.0
BULLET = "•\u2002"
REPEATED = ""  # the headline once more: words too wide for it are reported once, if at all
# A jump's head of more lines is smaller: 18 pt, 14.4.
DEEP_LINES, DEEP_SIZE = 3, 0.8


def set_texts(text: str, name: str, stick: Stick, place: str) -> dict[int, SetBlock]:
    """`text` in one style at every span; empty for no text."""
    if not text.strip():
        return {}
    grid = stick.layout.grid
    return {span: stick.text(text, name, grid.span_pt(span), place) for span in stick.spans}


def set_jump_heads(text: str, stick: Stick) -> dict[int, SetBlock]:
    """The head of what jumps at every span, smaller where it would be deep in a narrow column."""
    blocks = set_texts(text, "jump-head", stick, REPEATED)
    style = stick.style("jump-head")
    small = replace(
        style, size_pt=DEEP_SIZE * style.size_pt, leading_pt=DEEP_SIZE * style.leading_pt
    )
    return {
        span: block
        if len(block.lines) <= DEEP_LINES
        else stick.block([DisplayPart(text, small)], block.measure_pt, REPEATED)
        for span, block in blocks.items()
    }


def set_standfirsts(text: str, stick: Stick) -> dict[int, SetBlock]:
    """The standfirst at every span, larger where it runs wide."""
    blocks = set_texts(text, "standfirst", stick, "standfirst")
    if "standfirst-wide" in stick.layout.styles:
        wide = set_texts(text, "standfirst-wide", stick, "standfirst")
        blocks |= {span: block for span, block in wide.items() if span >= WIDE_SPAN}
    return blocks


def set_bylines(story: Story, stick: Stick) -> dict[int, SetBlock]:
    """The byline's labels with dots between them, who wrote it in a style of its own.

    Lines end at the dots where they can.
    """
    if not story.byline:
        return {}
    style = stick.style("byline")
    signed = bool(story.record.byline or story.record.agency)
    by, *labels = story.byline if signed else ("", *story.byline)
    dot = f"{DOT} " if signed and labels else ""
    parts = [
        DisplayPart(
            by, stick.style("byline-name") if "byline-name" in stick.layout.styles else style
        ),
        DisplayPart(dot + f" {DOT} ".join(labels), style),
    ]
    grid = stick.layout.grid
    return {
        span: _without_end_dots(
            stick.block(
                parts, grid.span_pt(span), "byline", style=style, balance=False, labels=True
            ),
            stick,
        )
        for span in stick.spans
    }


def set_cutlines(story: Story, stick: Stick) -> dict[tuple[int, int], SetBlock]:
    """Caption and credit of each photo by (photo index, span); none where both are empty."""
    cutlines = {}
    style = stick.style("cutline")
    for index, photo in enumerate(story.record.photos):
        if not (photo.caption.strip() or photo.credit.strip()):
            continue
        parts = [
            DisplayPart(photo.caption, style),
            DisplayPart(photo.credit, stick.style("credit")),
        ]
        for span in stick.spans:
            cutlines[index, span] = stick.block(
                parts, stick.layout.grid.span_pt(span), f"photos[{index}].caption", balance=False
            )
    return cutlines


def set_quotes(story: Story, stick: Stick) -> Iterator[QuoteSetting]:
    """Every pull quote at one column and, where pages are wide, at two, larger and narrower."""
    spans = QUOTE_SPANS if len(stick.spans) >= WIDE_PAGE else QUOTE_SPANS[:1]
    for index, quote in enumerate(story.quotes):
        place = f"quotes[{index}]" if story.record.quotes else "body"
        for span in spans:
            measure = stick.layout.grid.span_pt(span) - (span - 1) * QUOTE_SIDES_PT
            by = stick.text(quote.by, "quote-by", measure, place) if quote.by.strip() else None
            block = stick.text(quote.text, _quote_style(span, stick), measure, place)
            yield QuoteSetting(index=index, span=span, block=block, by=by)


def _quote_style(span: int, stick: Stick) -> str:
    """The larger style where a quote runs over two columns, if the layout has one."""
    wide = span > 1 and "quote-wide" in stick.layout.styles
    return "quote-wide" if wide else "quote"


def set_box(box: Box, stick: Stick) -> BoxSetting:
    """A fact box one column wide, less its padding; items have bullets and hang."""
    measure = stick.column_pt - 2 * BOX_PADDING_PT
    lines = list(stick.ragged(box.text, "box", measure, "box")) if box.text.strip() else []
    for item in box.items:
        lines += _item_lines(item, measure, stick)
    return BoxSetting(title=stick.text(box.title, "box-title", measure, "box"), lines=tuple(lines))


def _item_lines(item: str, measure_pt: float, stick: Stick) -> list[Line]:
    """A list item: the bullet at the edge, every line's text after it."""
    hang = style_measure(stick.fonts, stick.style("box"), stick.language).extent(BULLET).width
    first, *rest = stick.ragged(item, "box", measure_pt - hang, "box")
    runs = (Run(text=BULLET + first.runs[0].text), *first.runs[1:])
    marked = replace(first, runs=runs, width_pt=round(first.width_pt + hang, 3))
    return [marked, *(replace(line, indent_pt=round(hang, 3)) for line in rest)]


def _without_end_dots(block: SetBlock, stick: Stick) -> SetBlock:
    """The block without dots at the ends of its lines: nothing follows them, or comes before."""
    style = stick.style(block.style)
    dot = style_measure(stick.fonts, style, stick.language).extent(f" {DOT}").width
    dotted = " " + DOT
    lines = []
    for line in block.lines:
        if line.text.endswith(dotted):
            *runs, last = line.runs
            last = replace(last, text=last.text.removesuffix(dotted))
            runs += [last] if last.text else []
            line = replace(line, runs=tuple(runs), width_pt=round(line.width_pt - dot, 3))
        if line.text.startswith(f"{DOT} "):
            first, *others = line.runs
            first = replace(first, text=first.text.removeprefix(f"{DOT} "))
            runs = ([first] if first.text else []) + others
            line = replace(line, runs=tuple(runs), width_pt=round(line.width_pt - dot, 3))
        lines.append(line)
    return replace(block, lines=tuple(lines))
