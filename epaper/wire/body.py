"""Bodies: a record's Markdown in; paragraphs, crossheads, quotations and list items out.

CommonMark as markdown-it-py reads it, with what a newspaper has no use for switched off, or read
as the copy that is meant and told: no word of a body may vanish on the way, no mark-up may get into
print, and nobody's story waits for a tag that was pasted along with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from epaper.model import LINE_BREAK, Block, BlockKind, Span
from epaper.text import named, seen
from epaper.wire.controls import cleared
from epaper.wire.faults import Faults
from epaper.wire.fields import is_web_address
from epaper.wire.footnotes import BY_ITSELF, Footnote, take_footnotes
from epaper.wire.guard import NEST_LIMIT, is_readable
from epaper.wire.html import BLOCKS, DROPPED, read_html, tag_of
from epaper.wire.inline import BREAK_TAG, Spans, Telling
from epaper.wire.spans import merge_spans

CROSSHEADS = ("h2", "h3")
CELL = ", "  # between the cells of a table that is set as lines of text
_BREAKS_FIRST = re.compile(rf"(?:\s*{BREAK_TAG.pattern})+[ \t]*\n?", re.IGNORECASE)
# No-break spaces keep a box on the line of its first word.
EMPTY_BOX, TICKED_BOX = "☐\u00a0", "☑\u00a0"
_HEAD = re.compile(r"^(#{2,6})(?=[^\s#])", re.MULTILINE)  # a crosshead whose space is missing
_TASK = re.compile(r"\[([ xX])\] +(?=\S)")


def read_body(text: str, first_line: int, faults: Faults) -> tuple[Block, ...]:
    """The blocks of the body `text`, which starts at `first_line` of its file.

    Footnotes stand at its end. Reports W-301 to W-317; what is reported as a stop may be missing
    from the blocks.
    """
    reading = _BlockWalk(first_line=first_line, telling=Telling(faults))
    if not is_readable(text, first_line, faults):
        return ()
    text, footnotes = take_footnotes(text, first_line, faults)
    text = _without_definitions(_HEAD.sub(r"\1 ", text), first_line, faults)
    for token in _markdown().parse(text):
        reading.take(token)
    if not any(block.kind is not BlockKind.CROSSHEAD for block in reading.blocks):
        if not faults.stop:
            hint = "write the story under the second line ---"
            faults.add("W-301", "the record has no body", line=first_line, hint=hint)
        return ()
    return (*reading.finished(), *map(reading.note, footnotes))


def _without_definitions(text: str, first_line: int, faults: Faults) -> str:
    """The text with words escaped that would vanish because they read as a link's definition.

    “[Laughs]: so they said” defines a link to “so”, as Markdown has it: W-311.
    """
    if "]:" not in text:
        return text
    environment: dict[str, dict[str, dict[str, object]]] = {}
    _markdown().parse(text, environment)
    lines = text.split("\n")
    for label, target in environment.get("references", {}).items():
        place = target.get("map")
        if is_web_address(str(target.get("href", ""))) or not isinstance(place, list):
            continue
        lines[place[0]] = lines[place[0]].replace("[", "\\[", 1)
        hint = f"write \\[{label.lower()}] with a backslash"
        said = f"[{label.lower()}]: reads as the address of a link; it is printed as typed"
        faults.add("W-311", said, line=first_line + place[0], hint=hint)
    return "\n".join(lines)


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
class _BlockWalk:
    """The state of the walk over the block tokens."""

    first_line: int
    telling: Telling
    blocks: list[Block] = field(default_factory=list)
    crosshead_lines: dict[int, int] = field(default_factory=dict)
    quotes: int = 0
    lists: int = 0
    kind: BlockKind = BlockKind.TEXT
    number: str = ""  # "1." before the text of a numbered item
    cells: list[Span] | None = None  # of the row of a table that is being read

    def take(self, token: Token) -> None:
        """One block token."""
        line = self.first_line + (token.map[0] if token.map else 0)
        if token.level > NEST_LIMIT:
            self.telling.once("W-312", "lists or quotations are nested too deep", line)
        match token.type:
            case "inline" if self.cells is None:
                self.add(token, line)
            case "inline":
                self.add_cell(token, line)
            case "fence" | "code_block":
                self.code(token.content, line)
            case "html_block":
                self.html_block(token.content, line)
            case "hr":
                self.telling.faults.add("W-307", "a rule between paragraphs is left out", line=line)
            case _ if token.nesting > 0:
                self.begin(token, line)
            case _:
                self.end(token, line)

    def begin(self, token: Token, line: int) -> None:
        """What stands around text begins: heading, quotation, list, table."""
        match token.type:
            case "heading_open":
                self.heading(token, line)
            case "blockquote_open":
                self.quotes += 1
                self.nested(self.quotes, line)
            case "bullet_list_open" | "ordered_list_open":
                self.lists += 1
                self.nested(self.lists, line)
            case "list_item_open":
                # A number is part of the copy ("2026. A year that …" opens a list as well).
                self.number = f"{token.info}{token.markup}" if token.info else ""
                self.kind = BlockKind.TEXT if self.number else BlockKind.ITEM
            case "table_open":
                hint = "use the field table"
                said = "a table in the body is set as lines of text"
                self.telling.faults.add("W-310", said, line=line, hint=hint)
            case "tr_open":
                self.cells = []

    def end(self, token: Token, line: int) -> None:
        """What stands around text ends."""
        match token.type:
            case "heading_close" | "list_item_close":
                self.kind = BlockKind.TEXT
            case "blockquote_close":
                self.quotes -= 1
            case "bullet_list_close" | "ordered_list_close":
                self.lists -= 1
            case "tr_close":
                self.add_block(BlockKind.TEXT, self.cells or [], line)
                self.cells = None

    def heading(self, token: Token, line: int) -> None:
        """A crosshead, or W-305 for a heading of another level."""
        self.kind = BlockKind.CROSSHEAD
        self.crosshead_lines[len(self.blocks)] = line
        if token.tag not in CROSSHEADS:
            said = f"a heading of level {token.tag[1:]} is set as a crosshead"
            hint = "a crosshead begins with ## and a space; the headline is a field"
            self.telling.once("W-305", said, line, hint)

    def nested(self, depth: int, line: int) -> None:
        """Note that a list or quotation inside another is set as one."""
        if depth == 2:
            self.telling.once("W-306", "a list or quotation inside another is set as one", line)

    def code(self, source: str, line: int) -> None:
        """Code as paragraphs, its lines kept."""
        said, hint = "code in the body is set as text", "delete the lines ```"
        self.telling.faults.add("W-304", said, line=line, hint=hint)
        for part in re.split(r"\n[ \t]*\n", source.strip("\n")):
            text = LINE_BREAK.join(part.split("\n"))
            self.add_block(
                BlockKind.TEXT, [Span(text=cleared(text, self.telling.faults, line))], line
            )

    def html_block(self, source: str, line: int) -> None:
        """Raw HTML as the copy it stands for; a line of <br> alone is white between paragraphs.

        Markdown takes the lines under a line of <br> for HTML too: they are read for themselves.
        """
        breaks = _BREAKS_FIRST.match(source)
        if not breaks:
            self.html(source, line)
            return
        self.telling.faults.add("W-307", "an empty line of <br> is left out", line=line)
        before = self.first_line
        self.first_line = line + breaks[0].count("\n")
        for token in _markdown().parse(source[breaks.end() :]):
            self.take(token)
        self.first_line = before

    def html(self, source: str, line: int) -> None:
        """The blocks of raw HTML; where no block's tag is first, it is a paragraph with tags."""
        tag = tag_of(source.lstrip())
        comment = source.lstrip().startswith(("<!", "<?"))
        if not comment and (tag is None or tag.name not in BLOCKS | DROPPED):
            (token,) = _markdown().parseInline(" ".join(source.split()))
            self.add(token, line)
            return
        self.telling.html(source, line)
        found = read_html(source)
        if found is None:
            hint = "write its words as plain paragraphs"
            self.telling.faults.add("W-316", "raw HTML that cannot be read", line=line, hint=hint)
            return
        blocks, dropped = found
        for left in dropped:
            self.telling.left_out(left, line)
        for block in blocks:
            if block.kind is BlockKind.CROSSHEAD:
                self.crosshead_lines[len(self.blocks)] = line
            self.blocks.append(block)

    def add(self, token: Token, line: int) -> None:
        """The block of a paragraph or heading, if it has any words."""
        spans = Spans(line=line, telling=self.telling)
        spans.take(token.children or ())
        if self.kind is BlockKind.ITEM or self.number:
            self.mark_task(spans.pieces, token)
        if self.number:
            spans.pieces.insert(0, Span(text=f"{self.number} "))
            self.number = ""
        kind = self.kind
        if kind is BlockKind.TEXT and self.quotes:
            kind = BlockKind.QUOTATION
        self.add_block(kind, spans.pieces, line)
        if kind is BlockKind.ITEM:
            self.kind = BlockKind.TEXT  # only an item's first paragraph has its mark

    def add_cell(self, token: Token, line: int) -> None:
        """A cell of a table that is set as lines of text, one for each row."""
        assert self.cells is not None
        spans = Spans(line=line, telling=self.telling)
        spans.take(token.children or ())
        if spans.pieces:
            self.cells += [Span(text=CELL), *spans.pieces] if self.cells else spans.pieces

    def add_block(self, kind: BlockKind, pieces: list[Span], line: int) -> None:
        """A block, if it has any words."""
        flat = kind is BlockKind.CROSSHEAD
        merged = merge_spans([_flat(piece) for piece in pieces] if flat else pieces)
        if seen("".join(span.text for span in merged)):
            self.blocks.append(Block(kind=kind, spans=merged))
        elif merged:
            said = f"a paragraph of nothing but {named(merged[0].text[0])} is left out"
            self.telling.faults.add("W-102", said, line=line)

    def mark_task(self, pieces: list[Span], token: Token) -> None:
        """An item that begins with [ ] or [x], as filed, begins with a box, empty or ticked."""
        found = _TASK.match(pieces[0].text) if pieces else None
        if found and _TASK.match(token.content):
            line = self.first_line + (token.map[0] if token.map else 0)
            box = EMPTY_BOX if found[1] == " " else TICKED_BOX
            pieces[0] = replace(pieces[0], text=box + pieces[0].text[found.end() :])
            said = "task items are set with a box, empty or ticked"
            self.telling.once("W-315", said, line)

    def note(self, footnote: Footnote) -> Block:
        """A footnote as a block: its number, its words."""
        (token,) = _markdown().parseInline(footnote.text)
        spans = Spans(line=self.first_line + footnote.line, telling=self.telling)
        spans.take(token.children or ())
        number = Span(text=f"{footnote.number}{BY_ITSELF}")
        pieces = merge_spans([_flat(piece) for piece in spans.pieces])
        return Block(kind=BlockKind.NOTE, spans=merge_spans([number, *pieces]) or (number,))

    def finished(self) -> list[Block]:
        """The blocks; crossheads at the end, which have nothing to stand above, as text."""
        blocks = list(self.blocks)
        for index in range(len(blocks) - 1, -1, -1):
            if blocks[index].kind is not BlockKind.CROSSHEAD:
                break
            line = self.crosshead_lines.get(index, 0)
            self.telling.faults.add(
                "W-309", "a crosshead has nothing under it, set as text", line=line
            )
            blocks[index] = Block(kind=BlockKind.TEXT, spans=blocks[index].spans)
        return blocks


def _flat(span: Span) -> Span:
    return replace(span, text=span.text.replace(LINE_BREAK, " "))
