"""HTML: a fragment as sent or pasted in; its blocks, and what was left out, out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from html import unescape
from typing import NamedTuple

from lxml import etree

from epaper.model import LINE_BREAK, Block, BlockKind, Span
from epaper.text import SPACES, has_words, small_figures, without_controls
from epaper.wire.guard import why_unreadable
from epaper.wire.spans import is_link, merge_spans

CROSSHEAD_LIMIT = 70  # characters of a bold line that passes for a crosshead
DROPPED = frozenset(
    "script style noscript template iframe object embed form button input select textarea svg math"
    " head title audio video canvas map".split()
)
_PICTURES = frozenset("img figure picture".split())
STRUCK = frozenset("del s strike".split())  # a person's deletion
BLOCKS = frozenset(
    "p div section article header footer main aside blockquote ul ol li dl dt dd pre address"
    " h1 h2 h3 h4 h5 h6 table caption tr hr body html center".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_ITALIC = frozenset("i em cite".split())
_BOLD = frozenset("b strong".split())
_OTHERS = frozenset(
    "a img br ins u span font small big sup sub mark abbr acronym code kbd samp var tt"
    " q time data dfn bdi bdo ruby rb rt rp label nobr wbr picture source track link meta param"
    " embed figure figcaption details summary tbody thead tfoot td th col colgroup nav".split()
)
_ALONE = frozenset("img br hr wbr source track link meta param embed input col".split())
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s/>])[^>]*>")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


class Tag(NamedTuple):
    """A tag of HTML: its name in small letters, whether it closes, whether it needs no end."""

    name: str
    closes: bool
    alone: bool
    href: str

    @property
    def italic(self) -> bool:
        """True for a tag of emphasis."""
        return self.name in _ITALIC

    @property
    def bold(self) -> bool:
        """True for a tag of strong emphasis."""
        return self.name in _BOLD


class Loss(Enum):
    """What kind of thing of a fragment has no place in copy."""

    PICTURE = "picture"
    WORDS = "words"  # that stand in a tag whose content is no copy, or is struck
    FORM = "form"  # the words stay


class LeftOut(NamedTuple):
    """A thing of a fragment that is left out, in words for a message; a tag as `<tag>`."""

    words: str
    loss: Loss


PICTURE = LeftOut("a picture inside the text", Loss.PICTURE)
TABLE_FORM = LeftOut("a table's form: its rows are lines of text", Loss.FORM)


def words_in(tag: str) -> LeftOut:
    """The words that stand in a tag of that name."""
    return LeftOut(f"<{tag}>", Loss.WORDS)


def tag_of(source: str) -> Tag | None:
    """The tag that `source` begins with; None if HTML has none of that name."""
    found = _TAG.match(source)
    name = found[2].lower() if found else ""
    if not found or name not in BLOCKS | DROPPED | _PICTURES | STRUCK | _ITALIC | _BOLD | _OTHERS:
        return None
    href = _HREF.search(found[0])
    address = next((unescape(part) for part in href.groups() if part), "") if href else ""
    return Tag(name, bool(found[1]), name in _ALONE or found[0].endswith("/>"), address)


def read_html(source: str) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]] | None:
    """The blocks of `source` and what was left out of it, each kind once, by its words.

    None if it cannot be read, which is also where it is too large or too deep (guard.py).
    """
    if why_unreadable(source):
        return None
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", without_controls(source))
    # The depth limit of 256 elements stays on; no address is opened, no entity looked up.
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(f"<html><body>{clean}</body></html>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        return None
    walk = _HtmlWalk()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            walk.start(element)
        else:
            walk.end(element)
    walk.close()
    return tuple(walk.blocks), tuple(sorted(walk.left_out, key=lambda left: left.words))


def plain_text(source: str) -> str:
    """The words of an HTML fragment on one line."""
    found = read_html(source)
    return " ".join(block.text for block in found[0]) if found else ""


@dataclass(slots=True)
class _HtmlWalk:
    """The state of the walk over the tree's starts and ends."""

    blocks: list[Block] = field(default_factory=list)
    left_out: set[LeftOut] = field(default_factory=set)
    pieces: list[Span] = field(default_factory=list)
    italic: int = 0
    bold: int = 0
    raised: int = 0
    lowered: int = 0
    quotes: int = 0
    dropped: int = 0
    href: str = ""
    kind: BlockKind = BlockKind.TEXT
    numbers: list[int] = field(default_factory=list)  # of the lists around; -1 for bullets
    number: str = ""
    breaks: int = 0
    preformatted: int = 0

    def start(self, element: etree._Element) -> None:
        """An element begins; its text is added."""
        tag = str(element.tag).lower()
        if tag in _PICTURES:
            self.left_out.add(PICTURE)
        elif tag in DROPPED | STRUCK and has_words("".join(element.itertext())):
            self.left_out.add(words_in(tag))
        if tag in DROPPED | STRUCK | _PICTURES:
            self.dropped += 1
        if self.dropped:
            return
        if tag in BLOCKS:
            self.close()
            self.open_block(tag)
        elif tag == "br":
            self.line_break()
        elif tag in ("td", "th") and self.pieces:
            self.add(", ")
        self.italic += tag in _ITALIC
        self.bold += tag in _BOLD
        self.raised += tag == "sup"
        self.lowered += tag == "sub"
        if tag == "a" and is_link(str(element.get("href", ""))):
            self.href = str(element.get("href"))
        self.add(element.text or "")

    def end(self, element: etree._Element) -> None:
        """An element ends; the text after it is added."""
        tag = str(element.tag).lower()
        if tag in DROPPED | STRUCK | _PICTURES:
            self.dropped -= 1
        elif not self.dropped:
            if tag in BLOCKS:
                self.close()
                self.close_block(tag)
            self.italic -= tag in _ITALIC
            self.bold -= tag in _BOLD
            self.raised -= tag == "sup"
            self.lowered -= tag == "sub"
            self.href = "" if tag == "a" else self.href
        if not self.dropped:
            self.add(element.tail or "")

    def open_block(self, tag: str) -> None:
        """What the text of a block element becomes."""
        if tag in _HEADINGS:
            self.kind = BlockKind.CROSSHEAD
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "pre":
            self.preformatted += 1
        elif tag in ("ul", "ol"):
            self.numbers.append(0 if tag == "ol" else -1)
        elif tag == "li" and self.numbers and self.numbers[-1] >= 0:
            self.numbers[-1] += 1
            self.number = f"{self.numbers[-1]}. "
        elif tag == "li":
            self.kind = BlockKind.ITEM
        elif tag == "table":
            self.left_out.add(TABLE_FORM)

    def close_block(self, tag: str) -> None:
        """Back to plain paragraphs after a block element."""
        if tag in _HEADINGS or tag == "li":
            self.kind = BlockKind.TEXT
        elif tag == "blockquote":
            self.quotes -= 1
        elif tag == "pre":
            self.preformatted -= 1
        elif tag in ("ul", "ol"):
            self.numbers.pop()

    def line_break(self) -> None:
        """One <br> is a line break, two begin a paragraph."""
        self.breaks += 1
        if self.breaks > 1:
            self.close()
        else:
            self.append(LINE_BREAK)

    def add(self, text: str) -> None:
        """Text in the present style."""
        if not text:
            return
        if text.strip():
            self.breaks = 0
        if not self.preformatted:
            self.append(SPACES.sub(" ", text))
            return
        for number, part in enumerate(re.split(r"\n[ \t]*\n", text.replace("\r", ""))):
            if number:
                self.close()
            self.append(LINE_BREAK.join(SPACES.sub(" ", line) for line in part.split("\n")))

    def append(self, text: str) -> None:
        """Text whose line feeds are line breaks; figures of <sup> and <sub> are small ones."""
        if self.raised or self.lowered:
            text = small_figures(text, raised=self.raised > 0)
        italic, bold = self.italic > 0, self.bold > 0
        self.pieces.append(Span(text=text, italic=italic, bold=bold, href=self.href))

    def close(self) -> None:
        """The block ends here, if it has words."""
        spans = merge_spans(self.pieces)
        self.pieces = []
        self.breaks = 0
        if not has_words("".join(span.text for span in spans)):
            return
        kind = self.kind
        if kind is BlockKind.TEXT and self.quotes:
            kind = BlockKind.QUOTATION
        if kind is BlockKind.CROSSHEAD or (kind is BlockKind.TEXT and _is_crosshead(spans)):
            kind = BlockKind.CROSSHEAD
            spans = merge_spans(
                [replace(s, text=s.text.replace(LINE_BREAK, " "), bold=False) for s in spans]
            )
        if self.number:
            spans = merge_spans([Span(text=self.number), *spans])
            self.number = ""
        self.blocks.append(Block(kind=kind, spans=spans))
        if kind is BlockKind.ITEM:
            self.kind = BlockKind.TEXT


def _is_crosshead(spans: tuple[Span, ...]) -> bool:
    """True for a short line all in bold that does not end like a sentence."""
    text = "".join(span.text for span in spans)
    short = len(text) <= CROSSHEAD_LIMIT and text[-1] not in '.,;:!”"’'
    return short and all(span.bold for span in spans)
