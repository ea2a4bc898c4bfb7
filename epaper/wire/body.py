"""Bodies: a record's Markdown in; paragraphs, crossheads, quotations and list items out.

CommonMark as markdown-it-py reads it, with what a newspaper has no use for switched off or
reported: no word of a body may vanish on the way, and no mark-up may get into print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from epaper.model import LINE_BREAK, Block, BlockKind, Span
from epaper.text import SPACES, named, seen, tidy
from epaper.wire.controls import cleared
from epaper.wire.faults import Faults
from epaper.wire.fields import is_web_address
from epaper.wire.footnotes import BY_ITSELF, Footnote, take_footnotes
from epaper.wire.guard import NEST_LIMIT, is_readable

CROSSHEADS = ("h2", "h3")
BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BREAKS_FIRST = re.compile(rf"(?:\s*{BREAK_TAG.pattern})+[ \t]*\n?", re.IGNORECASE)
SHOWN = 60  # letters of struck words that a problem shows
# No-break spaces keep a box on the line of its first word.
EMPTY_BOX, TICKED_BOX = "☐\u00a0", "☑\u00a0"
_TASK = re.compile(r"\[([ xX])\] +(?=\S)")
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+")


def read_body(text: str, first_line: int, faults: Faults) -> tuple[Block, ...]:
    """The blocks of the body `text`, which starts at `first_line` of its file.

    Footnotes stand at its end. Reports W-301 to W-316; what is reported as a stop may be missing
    from the blocks.
    """
    reading = _Reading(first_line=first_line, faults=faults)
    environment: dict[str, dict[str, dict[str, object]]] = {}
    if not is_readable(text, first_line, faults):
        return ()
    text, footnotes = take_footnotes(text, first_line, faults)
    for token in _markdown().parse(text, environment):
        reading.take(token)
    reading.check_definitions(environment.get("references", {}))
    if not any(block.kind is not BlockKind.CROSSHEAD for block in reading.blocks):
        if not faults.stop:
            hint = "write the story under the second line ---"
            faults.add("W-301", "the record has no body", line=first_line, hint=hint)
        return ()
    return (*reading.finished(), *map(reading.note, footnotes))


@cache
def _markdown() -> MarkdownIt:
    """The reader of Markdown.

    Indented paragraphs are paragraphs, not code, and a line of dashes under text is a rule, not
    a heading: pasted copy has both by chance. Links are checked here, not changed.
    """
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    reader.disable(["code", "lheading"])
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    reader.normalizeLink = lambda url: url  # type: ignore[method-assign]
    reader.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return reader


@dataclass(slots=True)
class _Reading:
    """The state of the walk over the block tokens."""

    first_line: int
    faults: Faults
    blocks: list[Block] = field(default_factory=list)
    crosshead_lines: dict[int, int] = field(default_factory=dict)
    quotes: int = 0
    lists: int = 0
    kind: BlockKind = BlockKind.TEXT
    number: str = ""  # "1." before the text of a numbered item
    in_table: bool = False

    def take(self, token: Token) -> None:
        """One block token."""
        line = self.first_line + (token.map[0] if token.map else 0)
        if token.level > NEST_LIMIT:
            self.fault_once("W-312", "lists or quotations are nested too deep", line)
        match token.type:
            case "inline" if not self.in_table:
                self.add(token, line)
            case "heading_open":
                self.heading(token, line)
            case "heading_close":
                self.kind = BlockKind.TEXT
            case "blockquote_open":
                self.quotes += 1
                self.nested(self.quotes, line)
            case "blockquote_close":
                self.quotes -= 1
            case "bullet_list_open" | "ordered_list_open":
                self.lists += 1
                self.nested(self.lists, line)
            case "bullet_list_close" | "ordered_list_close":
                self.lists -= 1
            case "list_item_open":
                # A number is part of the copy ("2026. A year that …" opens a list as well).
                self.number = f"{token.info}{token.markup}" if token.info else ""
                self.kind = BlockKind.TEXT if self.number else BlockKind.ITEM
            case "list_item_close":
                self.kind = BlockKind.TEXT
            case "table_open":
                hint = "use the field table, or put an empty line between the lines"
                self.faults.add("W-310", "a Markdown table in the body", line=line, hint=hint)
                self.in_table = True
            case "table_close":
                self.in_table = False
            case "fence" | "code_block":
                hint = "write it as a paragraph; delete the lines ```"
                self.faults.add("W-304", "code in the body", line=line, hint=hint)
            case "html_block":
                self.html_block(token.content, line)
            case "hr":
                self.faults.add("W-307", "a rule between paragraphs is left out", line=line)

    def heading(self, token: Token, line: int) -> None:
        """A crosshead, or W-305 for a heading of another level."""
        self.kind = BlockKind.CROSSHEAD
        self.crosshead_lines[len(self.blocks)] = line
        if token.tag not in CROSSHEADS:
            said = f"a heading of level {token.tag[1:]}"
            hint = "a crosshead begins with ## and a space; the headline is a field"
            self.faults.add("W-305", said, line=line, hint=hint)

    def nested(self, depth: int, line: int) -> None:
        """Note that a list or quotation inside another is set as one."""
        if depth == 2:
            self.fault_once("W-306", "a list or quotation inside another is set as one", line)

    def fault_once(self, code: str, message: str, line: int) -> None:
        """Report `code` unless this body has it already."""
        if not self.faults.has(code):
            self.faults.add(code, message, line=line)

    def html_block(self, source: str, line: int) -> None:
        """Report raw HTML; a line of <br> alone is white between paragraphs, no more.

        Markdown takes the lines under it for HTML too: they are read for themselves.
        """
        breaks = _BREAKS_FIRST.match(source)
        if not breaks:
            self.html(source, line)
            return
        self.faults.add("W-307", "an empty line of <br> is left out", line=line)
        before = self.first_line
        self.first_line = line + breaks[0].count("\n")
        for token in _markdown().parse(source[breaks.end() :]):
            self.take(token)
        self.first_line = before

    def html(self, source: str, line: int) -> None:
        """Report raw HTML."""
        tag = " ".join(source.split())[:40]
        if self.faults.has("W-302", line):
            return  # the closing tag of the one reported
        what = "a script" if "<script" in source.casefold() else "raw HTML"
        hint = "use Markdown; write \\< for the sign itself"
        self.faults.add("W-302", f"{what} in the body: {tag}", line=line, hint=hint)

    def add(self, token: Token, line: int) -> None:
        """The block of a paragraph or heading, if it has any words."""
        spans = _Spans(line=line, reading=self)
        spans.take(token.children or ())
        if self.kind is BlockKind.ITEM or self.number:
            self.mark_task(spans.pieces, token)
        if self.number:
            spans.pieces.insert(0, Span(text=f"{self.number} "))
            self.number = ""
        kind = self.kind
        flat = kind is BlockKind.CROSSHEAD
        merged = merge_spans([_flat(piece) for piece in spans.pieces] if flat else spans.pieces)
        if kind is BlockKind.TEXT and self.quotes:
            kind = BlockKind.QUOTATION
        if seen("".join(span.text for span in merged)):
            self.blocks.append(Block(kind=kind, spans=merged))
        elif merged:
            said = f"a paragraph of nothing but {named(merged[0].text[0])} is left out"
            self.faults.add("W-102", said, line=line)
        if kind is BlockKind.ITEM:
            self.kind = BlockKind.TEXT  # only an item's first paragraph has its mark

    def mark_task(self, pieces: list[Span], token: Token) -> None:
        """An item that begins with [ ] or [x], as filed, begins with a box, empty or ticked."""
        found = _TASK.match(pieces[0].text) if pieces else None
        if found and _TASK.match(token.content):
            line = self.first_line + (token.map[0] if token.map else 0)
            box = EMPTY_BOX if found[1] == " " else TICKED_BOX
            pieces[0] = replace(pieces[0], text=box + pieces[0].text[found.end() :])
            said = "task items are set with a box, empty or ticked"
            self.fault_once("W-315", said, line)

    def note(self, footnote: Footnote) -> Block:
        """A footnote as a block: its number, its words."""
        (token,) = _markdown().parseInline(footnote.text)
        spans = _Spans(line=self.first_line + footnote.line, reading=self)
        spans.take(token.children or ())
        number = Span(text=f"{footnote.number}{BY_ITSELF}")
        pieces = merge_spans([_flat(piece) for piece in spans.pieces])
        return Block(kind=BlockKind.NOTE, spans=merge_spans([number, *pieces]) or (number,))

    def check_definitions(self, references: dict[str, dict[str, object]]) -> None:
        """Report W-311 for words that would vanish because they read as a link definition."""
        for label, target in references.items():
            if not is_web_address(str(target.get("href", ""))):
                place = target.get("map")
                offset = place[0] if isinstance(place, list) else 0
                hint = f"write \\[{label.lower()}] with a backslash"
                said = f"[{label.lower()}]: reads as the address of a link and would not be printed"
                self.faults.add("W-311", said, line=self.first_line + offset, hint=hint)

    def finished(self) -> list[Block]:
        """The blocks; crossheads at the end, which have nothing to stand above, as text."""
        blocks = list(self.blocks)
        for index in range(len(blocks) - 1, -1, -1):
            if blocks[index].kind is not BlockKind.CROSSHEAD:
                break
            line = self.crosshead_lines.get(index, 0)
            self.faults.add("W-309", "a crosshead has nothing under it, set as text", line=line)
            blocks[index] = Block(kind=BlockKind.TEXT, spans=blocks[index].spans)
        return blocks


@dataclass(slots=True)
class _Spans:
    """The state of the walk over the tokens inside one paragraph."""

    line: int
    reading: _Reading
    pieces: list[Span] = field(default_factory=list)
    italic: int = 0
    bold: int = 0
    href: str = ""
    struck: int = 0
    struck_text: str = ""

    def take(self, tokens: Sequence[Token]) -> None:
        """All inline tokens of one paragraph, in order."""
        faults = self.reading.faults
        for token in tokens:
            match token.type:
                case "text" | "text_special":
                    self.add(SPACES.sub(" ", token.content))
                case "softbreak":
                    self.add(" ")
                    self.line += 1
                case "hardbreak":
                    self.add(LINE_BREAK)
                    self.line += 1
                case "em_open" | "em_close":
                    self.italic += token.nesting
                case "strong_open" | "strong_close":
                    self.bold += token.nesting
                case "s_open":
                    self.struck += 1
                case "s_close":
                    self.close_struck()
                case "link_open":
                    self.href = self.checked(str(token.attrs.get("href", "")))
                case "link_close":
                    self.href = ""
                case "image":
                    hint = "file it under photos in the front matter"
                    faults.add("W-303", "a picture in the body", line=self.line, hint=hint)
                case "code_inline":
                    hint = "use quotation marks in place of `"
                    said = f"code in the body: {token.content[:40]}"
                    faults.add("W-304", said, line=self.line, hint=hint)
                case "html_inline" if BREAK_TAG.fullmatch(token.content):
                    self.add(LINE_BREAK)
                case "html_inline":
                    self.reading.html(token.content, self.line)

    def add(self, text: str) -> None:
        """Text in the present style, without controls that were written as entities."""
        text = cleared(text, self.reading.faults, self.line)
        if self.struck:
            self.struck_text += text
            return
        bold, italic = self.bold > 0, self.italic > 0
        self.pieces.append(Span(text=text, italic=italic, bold=bold, href=self.href))

    def close_struck(self) -> None:
        """Words that are struck through are a person's deletion: they are left out, and told."""
        self.struck -= 1
        if not self.struck:
            words = " ".join(self.struck_text.split())
            self.struck_text = ""
            said = f"the struck words “{_cut(words)}” are left out ({len(words.split())})"
            hint = "take the marks ~~ away to have them printed; write \\~ for the sign itself"
            self.reading.faults.add("W-314", said, line=self.line, hint=hint)

    def checked(self, href: str) -> str:
        """`href` if it is a web or mail address; W-308 and nothing if not."""
        if is_link(href):
            return href
        hint = "it begins with https:// or http://; write \\[ for the bracket itself"
        self.reading.faults.add(
            "W-308", f"the link leads to {href or 'nothing'}", line=self.line, hint=hint
        )
        return ""


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


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


def _flat(span: Span) -> Span:
    return replace(span, text=span.text.replace(LINE_BREAK, " "))


def _style(span: Span) -> tuple[bool, bool, str]:
    return span.italic, span.bold, span.href


def _with_text(span: Span, text: str) -> Span:
    return Span(text=text, italic=span.italic, bold=span.bold, href=span.href)
