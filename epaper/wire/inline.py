"""Inside a paragraph: markdown-it's inline tokens in; spans, and what is told of them, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from epaper.model import LINE_BREAK, Span
from epaper.text import SPACES, has_words, small_figures
from epaper.wire.controls import cleared
from epaper.wire.faults import Faults
from epaper.wire.html import BLOCKS, DROPPED, PICTURE, STRUCK, LeftOut, Loss, Tag, tag_of, words_in
from epaper.wire.spans import is_link

BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
SHOWN = 60  # letters of struck words that a problem shows


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells what is odd in a body, or left out of it."""

    faults: Faults

    def once(self, code: str, message: str, line: int, hint: str = "") -> None:
        """Report `code` unless this body has it already."""
        if not self.faults.has(code):
            self.faults.add(code, message, line=line, hint=hint)

    def html(self, source: str, line: int) -> None:
        """Say once that there are tags in the body."""
        tag = " ".join(source.split())[:40]
        hint = "use Markdown; write \\< for the sign itself"
        self.once("W-302", f"HTML in the body is read as copy: {tag}", line, hint)

    def left_out(self, left: LeftOut, line: int) -> None:
        """Say what of HTML or Markdown is not printed. A lost form is not told: its words stay."""
        match left.loss:
            case Loss.PICTURE:
                hint = "file it under photos in the front matter"
                self.faults.add("W-303", "a picture in the body is left out", line=line, hint=hint)
            case Loss.WORDS:
                said = f"what stands in {left.words} is left out"
                self.faults.add("W-317", said, line=line, hint="write its words as paragraphs")


@dataclass(slots=True)
class Spans:
    """The state of the walk over the tokens inside one paragraph."""

    line: int
    telling: Telling
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
                    self.telling.left_out(PICTURE, self.line)
                case "code_inline":
                    hint = "use quotation marks in place of `"
                    said = f"code in the body is set as text: {token.content[:40]}"
                    self.telling.once("W-304", said, self.line, hint)
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
        text = cleared(text, self.telling.faults, self.line)
        if self.dropped:
            if has_words(text):
                self.telling.left_out(words_in(self.dropped), self.line)
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
            self.telling.html(source, self.line)
            return
        tag = tag_of(source)
        if tag is None:
            self.add(source)
            return
        self.telling.html(source, self.line)
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
            self.telling.left_out(PICTURE, self.line)
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
            self.telling.faults.add("W-314", said, line=self.line, hint=hint)

    def checked(self, href: str) -> str:
        """`href` if it is a web or mail address; W-308 and nothing if not."""
        if is_link(href):
            return href
        hint = "it begins with https:// or http://; write \\[ for the bracket itself"
        self.telling.faults.add(
            "W-308", f"the link leads to {href or 'nothing'}", line=self.line, hint=hint
        )
        return ""


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
