"""Bodies: a record's Markdown in; paragraphs, crossheads, quotations and list items out.

CommonMark as markdown-it-py reads it, with what a newspaper has no use for switched off, or read
as the copy that is meant and told: no word of a body may vanish on the way, no mark-up may get into
print, and nobody's story waits for a tag that was pasted along with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from epaper.model import LINE_BREAK, Block, BlockKind, Span
from epaper.text import SPACES, has_words, named, seen, small_figures
from epaper.wire.controls import cleared
from epaper.wire.faults import Faults
from epaper.wire.fields import is_web_address
from epaper.wire.footnotes import BY_ITSELF, Footnote, take_footnotes
from epaper.wire.guard import NEST_LIMIT, is_readable
from epaper.wire.html import BLOCKS, DROPPED, STRUCK, Tag, read_html, tag_of
from epaper.wire.spans import is_link, merge_spans

CROSSHEADS = ("h2", "h3")
BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
CELL = ", "  # between the cells of a table that is set as lines of text
_BREAKS_FIRST = re.compile(rf"(?:\s*{BREAK_TAG.pattern})+[ \t]*\n?", re.IGNORECASE)
SHOWN = 60  # letters of struck words that a problem shows
# No-break spaces keep a box on the line of its first word.
EMPTY_BOX, TICKED_BOX = "☐\u00a0", "☑\u00a0"
_HEAD = re.compile(r"^(#{2,6})(?=[^\s#])", re.MULTILINE)  # a crosshead whose space is missing
_TASK = re.compile(r"\[([ xX])\] +(?=\S)")


def read_body(text: str, first_line: int, faults: Faults) -> tuple[Block, ...]:
    """The blocks of the body `text`, which starts at `first_line` of its file.

    Footnotes stand at its end. Reports W-301 to W-317; what is reported as a stop may be missing
    from the blocks.
    """
    reading = _BlockWalk(first_line=first_line, faults=faults)
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
    faults: Faults
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
            self.fault_once("W-312", "lists or quotations are nested too deep", line)
        match token.type:
            case "inline" if self.cells is None:
                self.add(token, line)
            case "inline":
                self.add_cell(token, line)
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
                hint = "use the field table"
                said = "a table in the body is set as lines of text"
                self.faults.add("W-310", said, line=line, hint=hint)
            case "tr_open":
                self.cells = []
            case "tr_close":
                self.add_block(BlockKind.TEXT, self.cells or [], line)
                self.cells = None
            case "fence" | "code_block":
                self.code(token.content, line)
            case "html_block":
                self.html_block(token.content, line)
            case "hr":
                self.faults.add("W-307", "a rule between paragraphs is left out", line=line)

    def heading(self, token: Token, line: int) -> None:
        """A crosshead, or W-305 for a heading of another level."""
        self.kind = BlockKind.CROSSHEAD
        self.crosshead_lines[len(self.blocks)] = line
        if token.tag not in CROSSHEADS:
            said = f"a heading of level {token.tag[1:]} is set as a crosshead"
            hint = "a crosshead begins with ## and a space; the headline is a field"
            self.fault_once("W-305", said, line, hint)

    def nested(self, depth: int, line: int) -> None:
        """Note that a list or quotation inside another is set as one."""
        if depth == 2:
            self.fault_once("W-306", "a list or quotation inside another is set as one", line)

    def fault_once(self, code: str, message: str, line: int, hint: str = "") -> None:
        """Report `code` unless this body has it already."""
        if not self.faults.has(code):
            self.faults.add(code, message, line=line, hint=hint)

    def code(self, source: str, line: int) -> None:
        """Code as paragraphs, its lines kept."""
        said, hint = "code in the body is set as text", "delete the lines ```"
        self.faults.add("W-304", said, line=line, hint=hint)
        for part in re.split(r"\n[ \t]*\n", source.strip("\n")):
            text = LINE_BREAK.join(part.split("\n"))
            self.add_block(BlockKind.TEXT, [Span(text=cleared(text, self.faults, line))], line)

    def html_block(self, source: str, line: int) -> None:
        """Raw HTML as the copy it stands for; a line of <br> alone is white between paragraphs.

        Markdown takes the lines under a line of <br> for HTML too: they are read for themselves.
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
        """The blocks of raw HTML; where no block's tag is first, it is a paragraph with tags."""
        tag = tag_of(source.lstrip())
        comment = source.lstrip().startswith(("<!", "<?"))
        if not comment and (tag is None or tag.name not in BLOCKS | DROPPED):
            (token,) = _markdown().parseInline(" ".join(source.split()))
            self.add(token, line)
            return
        self.tell_html(source, line)
        found = read_html(source)
        if found is None:
            hint = "write its words as plain paragraphs"
            self.faults.add("W-316", "raw HTML that cannot be read", line=line, hint=hint)
            return
        blocks, dropped = found
        for what in dropped:
            self.left_out(what, line)
        for block in blocks:
            if block.kind is BlockKind.CROSSHEAD:
                self.crosshead_lines[len(self.blocks)] = line
            self.blocks.append(block)

    def tell_html(self, source: str, line: int) -> None:
        """Say once that there are tags in the body."""
        tag = " ".join(source.split())[:40]
        hint = "use Markdown; write \\< for the sign itself"
        self.fault_once("W-302", f"HTML in the body is read as copy: {tag}", line, hint)

    def left_out(self, what: str, line: int) -> None:
        """Say what of HTML or Markdown is not printed."""
        if "picture" in what:
            hint = "file it under photos in the front matter"
            self.faults.add("W-303", "a picture in the body is left out", line=line, hint=hint)
        elif what.startswith("<"):
            said = f"what stands in {what} is left out"
            self.faults.add("W-317", said, line=line, hint="write its words as paragraphs")

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
        if kind is BlockKind.TEXT and self.quotes:
            kind = BlockKind.QUOTATION
        self.add_block(kind, spans.pieces, line)
        if kind is BlockKind.ITEM:
            self.kind = BlockKind.TEXT  # only an item's first paragraph has its mark

    def add_cell(self, token: Token, line: int) -> None:
        """A cell of a table that is set as lines of text, one for each row."""
        assert self.cells is not None
        spans = _Spans(line=line, reading=self)
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
            self.faults.add("W-102", said, line=line)

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
    reading: _BlockWalk
    pieces: list[Span] = field(default_factory=list)
    italic: int = 0
    bold: int = 0
    href: str = ""
    struck: int = 0
    struck_text: str = ""
    raised: int = 0
    lowered: int = 0
    dropped: str = ""  # the tag whose words are not copy

    def take(self, tokens: Sequence[Token]) -> None:
        """All inline tokens of one paragraph, in order."""
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
                    self.reading.left_out("a picture", self.line)
                case "code_inline":
                    hint = "use quotation marks in place of `"
                    said = f"code in the body is set as text: {token.content[:40]}"
                    self.reading.fault_once("W-304", said, self.line, hint)
                    self.add(token.content)
                case "html_inline" if BREAK_TAG.fullmatch(token.content):
                    self.add(LINE_BREAK)
                case "html_inline":
                    self.html(token.content)
        if self.struck:  # a tag that nobody closed
            self.struck = 1
            self.close_struck()

    def add(self, text: str) -> None:
        """Text in the present style, without controls that were written as entities."""
        text = cleared(text, self.reading.faults, self.line)
        if self.dropped:
            if has_words(text):
                self.reading.left_out(f"<{self.dropped}>", self.line)
            return
        if self.raised > 0 or self.lowered > 0:
            text = small_figures(text, raised=self.raised > 0)
        if self.struck:
            self.struck_text += text
            return
        bold, italic = self.bold > 0, self.italic > 0
        self.pieces.append(Span(text=text, italic=italic, bold=bold, href=self.href))

    def html(self, source: str) -> None:
        """A tag among the words. It means what its mark in Markdown means, or nothing.

        What is no tag of HTML is copy in pointed brackets.
        """
        if source.startswith(("<!", "<?")):
            self.reading.tell_html(source, self.line)
            return
        tag = tag_of(source)
        if tag is None:
            self.add(source)
            return
        self.reading.tell_html(source, self.line)
        if self.dropped:
            self.dropped = "" if tag.closes and tag.name == self.dropped else self.dropped
        elif tag.name in DROPPED:
            self.dropped = "" if tag.closes or tag.alone else tag.name
        else:
            self.tag(tag)

    def tag(self, tag: Tag) -> None:
        """What a tag does to the words after it."""
        step = -1 if tag.closes else 1
        if tag.italic:
            self.italic = max(0, self.italic + step)
        elif tag.bold:
            self.bold = max(0, self.bold + step)
        elif tag.name == "sup":
            self.raised = max(0, self.raised + step)
        elif tag.name == "sub":
            self.lowered = max(0, self.lowered + step)
        elif tag.name == "a":
            self.href = self.checked(tag.href) if tag.href else ""
        elif tag.name == "img":
            self.reading.left_out("a picture", self.line)
        elif tag.name in STRUCK:
            if not tag.closes:
                self.struck += 1
            elif self.struck:
                self.close_struck()
        elif tag.name in BLOCKS:
            self.add(LINE_BREAK)

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


def _flat(span: Span) -> Span:
    return replace(span, text=span.text.replace(LINE_BREAK, " "))
