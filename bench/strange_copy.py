"""Records that nobody tuned for: a sample's article with the accidents of real copy in it.

In: a random generator, a sample's article. Out: front matter and Markdown that `epaper.wire` can
read. How many accidents there are is the day's `spice`, a share of the places for them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import strange_words as words

from epaper.model import Block, BlockKind, Span
from epaper.wire.markdown import render_body

Article = Mapping[str, Any]

FORMS = "story", "brief", "letter", "correction", "editorial", "column"
FORM_WEIGHTS = 70, 10, 7, 3, 4, 6
SHAPES = "plain", "tiny", "whole", "verse", "list", "quoted", "crossheads"
SHAPE_WEIGHTS = 60, 6, 10, 4, 6, 6, 8
SHORT_WORDS = {"brief": 70, "letter": 160, "correction": 45}
LANGUAGE_LEFT_OUT = 0.1  # of the stories in another language than the paper's
LINKS = (
    "https://example.org/{n}",
    "https://www.example.org/a/b?c={n}&d=é",
    "mailto:desk@example.org",
)
ZONES = 0, 1, -5, 5.5, 9, -3.5
NIGHT = datetime(2026, 2, 4, 3, 0, tzinfo=UTC)

_SENTENCE = re.compile(r"[^.!?。।۔]{40,140}[.!?。।۔]")


@dataclass(kw_only=True)
class Filed:
    """A record to be written: its file's stem, its fields in order, its body as Markdown."""

    stem: str
    head: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    spoiled: bool = False

    def text(self) -> str:
        """The file's text; fields as JSON, which is YAML."""
        lines = [
            f"{name}: {json.dumps(value, ensure_ascii=False)}"
            for name, value in self.head.items()
            if value not in ("", None, [], {})
        ]
        return "\n".join(["---", *lines, "---", self.body, ""])


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the stories of one day have in common: chance, spice, the paper's language, sections.

    `scripts` are those that names come in beside Latin: a day's news is of a few places.
    """

    rng: random.Random
    spice: float
    language: str
    sections: Sequence[str]
    ranked: bool
    scripts: Sequence[str]

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.rng.random() < share

    def name(self) -> str:
        """A name with marks, or one of another script."""
        if not self.scripts or self.chance(0.6):
            return self.rng.choice(words.LATIN_NAMES)
        return self.rng.choice(words.OTHER_NAMES[self.rng.choice(self.scripts)])

    def filled(self, text: str) -> str:
        """`text` with a name, each time another, where it wants one."""
        while "{name}" in text:
            text = text.replace("{name}", self.name(), 1)
        return text

    def any(self, texts: Sequence[str]) -> str:
        """One of `texts`, filled."""
        return self.filled(self.rng.choice(texts))

    def aside(self) -> str:
        """A sentence that no sample has."""
        return self.any(words.SENTENCES if self.chance(0.6) else words.FRAMES)


def draw_record(desk: Desk, article: Article, number: int, word_limit: int) -> Filed:
    """A record made of `article`, at most so many words long but for what is put in."""
    form = desk.rng.choices(FORMS, FORM_WEIGHTS)[0]
    limit = min(word_limit, SHORT_WORDS.get(form, word_limit))
    texts = _cut(article["body"], limit)
    filed = Filed(stem=_stem(desk, form, number))
    filed.head = _labels(desk, article, form)
    filed.body = _body(desk, texts, form, article)
    if form in ("story", "column", "editorial"):
        filed.head |= _modules(desk, texts)
    return filed


def draw_photo(desk: Desk, name: str, article: Article) -> dict[str, Any]:
    """The entry of a photograph: caption missing, long, or with signs; credit; focus."""
    filed = article["images"] or [{"caption": article["headline"], "credit": None}]
    image = desk.rng.choice(filed)
    caption, credit = image["caption"] or "", image["credit"] or ""
    if desk.chance(0.25 + desk.spice / 2):
        caption = desk.any(words.CAPTIONS)
    if desk.chance(0.25 + desk.spice / 2):
        credit = desk.any(words.CREDITS)
    if desk.chance(0.05):
        caption = " ".join([caption, *article["body"][:2]])[:900]
    photo: dict[str, Any] = {"file": name, "caption": caption, "credit": credit}
    if desk.chance(0.2):
        photo["focus"] = [round(desk.rng.random(), 2), round(desk.rng.random(), 2)]
    if desk.chance(0.2):
        photo["alt"] = desk.any(words.CAPTIONS)
    return {key: value for key, value in photo.items() if value}


def spoil_record(desk: Desk, filed: Filed) -> None:
    """Put a sign that no face has into one of the record's fields."""
    sign = desk.rng.choice(words.UNPRINTABLE)
    match desk.rng.randrange(4):
        case 0:
            filed.head["headline"] += f" {sign}"
        case 1:
            filed.head["byline"] = f"Sam {sign} Oduya"
        case _:
            filed.body += f"\n\nThe mark {sign} of the maker was on it."
    filed.spoiled = True


def _stem(desk: Desk, form: str, number: int) -> str:
    tail = desk.rng.choice(("", "-final", " copy", "_v2", "-Ärger", "-नया", ".rev"))
    return f"{number:02}-{form}{tail if desk.chance(desk.spice / 2) else ''}"


def _cut(body: Sequence[str], limit: int) -> list[str]:
    """The first paragraphs of `body`, one at least, as long as they stay under `limit` words."""
    texts: list[str] = []
    count = 0.0
    for text in body:
        count += max(len(text.split()), len(text) / 6)
        if texts and count > limit:
            break
        texts.append(" ".join(text.split()))
    if len(texts) == 1 and count > 1.5 * limit:  # one endless paragraph: its first sentences
        texts = [texts[0][: limit * 6]]
    return texts


def _labels(desk: Desk, article: Article, form: str) -> dict[str, Any]:
    """The fields above the body."""
    rng, spice = desk.rng, desk.spice
    head: dict[str, Any] = {"headline": _headline(desk, article)}
    if article["standfirst"] and desk.chance(0.7):
        head["standfirst"] = article["standfirst"]
    if desk.chance(spice / 2):
        head["standfirst"] = desk.aside()
    if desk.chance(0.2 + spice / 3):
        head["kicker"] = rng.choice(words.KICKERS)
    head["byline"] = _byline(desk, article, form)
    if desk.chance(0.1 + spice / 4):
        head["agency"] = rng.choice(words.AGENCIES)
    if desk.chance(0.2 + spice / 4):
        head["dateline"] = rng.choice(words.DATELINES)
    head |= _times(desk)
    head["section"] = "" if desk.chance(0.1) else rng.choice(list(desk.sections))
    if desk.ranked and desk.chance(0.5):
        head["rank"] = rng.randint(1, 6)
    head["form"] = "" if form == "story" else form
    if article["language"] != desk.language and not desk.chance(LANGUAGE_LEFT_OUT):
        head["language"] = article["language"]
    if desk.chance(0.15):
        head["url"] = f"https://example.org/news/{rng.randrange(10**6)}?utm_source=print"
    if desk.chance(0.1):
        head["comments"] = "open"
    return head


def _headline(desk: Desk, article: Article) -> str:
    """As filed, with signs, of one word, very short or very long."""
    headline = " ".join(article["headline"].split())
    if desk.chance(desk.spice / 6):
        return desk.rng.choice(words.HEADS_ONE_WORD)
    if desk.chance(desk.spice / 6):
        return desk.any(words.FRAMES)
    if desk.chance(desk.spice / 8):
        return f"{headline} – {' '.join(article['body'][0].split()[:18])}"
    if desk.chance(desk.spice):
        return f"{headline}{desk.rng.choice(words.MARKS)}"
    return headline


def _byline(desk: Desk, article: Article, form: str) -> str | list[str]:
    own = article["byline"] or ""
    if form in ("letter", "column") or desk.chance(desk.spice):
        own = desk.name()
    if desk.chance(desk.spice / 4):
        return [desk.name() for _ in range(desk.rng.randint(2, 6))]
    return own


def _times(desk: Desk) -> dict[str, str]:
    """Filed in the night, in some zone; now and then updated."""
    if desk.chance(0.4):
        return {}
    zone = timezone(timedelta(hours=desk.rng.choice(ZONES)))
    filed = (NIGHT - timedelta(minutes=desk.rng.randrange(900))).astimezone(zone)
    times = {"published": filed.isoformat()}
    if desk.chance(0.3):
        times["updated"] = (filed + timedelta(minutes=desk.rng.randrange(1, 100))).isoformat()
    return times


def _body(desk: Desk, texts: list[str], form: str, article: Article) -> str:
    """The Markdown of the body, in the shape drawn."""
    shape = "plain" if form == "correction" else desk.rng.choices(SHAPES, SHAPE_WEIGHTS)[0]
    if shape == "tiny":
        texts = [texts[0].split(". ")[0][:200]]
    if shape == "whole" and form not in SHORT_WORDS:
        texts = [" ".join(text.split()) for text in article["body"]]
    parts = [_paragraph(desk, text) for text in texts]
    for _ in range(desk.rng.randint(1, 4)):
        if desk.chance(desk.spice):
            at = desk.rng.randint(0, len(parts))
            parts.insert(at, _paragraph(desk, desk.aside()))
    return "\n\n".join(_shaped(desk, parts, shape))


def _shaped(desk: Desk, parts: list[str], shape: str) -> list[str]:
    """`parts` with verse, a list, quotations or crossheads among them."""
    rng = desk.rng
    at = rng.randint(1, len(parts))
    match shape:
        case "verse":
            brk = rng.choice(("  \n", "\\\n"))
            lines = rng.sample(words.VERSE, rng.randint(3, len(words.VERSE)))
            parts.insert(at, brk.join(_plain(desk.filled(line)).strip() for line in lines))
        case "list":
            items = [_span(desk.any(words.ITEMS)) for _ in range(rng.randint(1, 12))]
            parts.insert(at, render_body([_block(BlockKind.ITEM, [item]) for item in items]))
        case "quoted":
            parts[-1] = "\n>\n".join(f"> {line}" for line in parts[-1].split("\n"))
        case "crossheads":
            for where in range(len(parts) - 1, 0, -rng.randint(2, 4)):
                head = desk.any(words.FRAMES if desk.chance(0.3) else words.KICKERS)
                parts.insert(where, render_body([_block(BlockKind.CROSSHEAD, [_span(head)])]))
    return parts


def _paragraph(desk: Desk, text: str) -> str:
    """`text` as Markdown: now and then an aside after it, words in italic or bold, a link."""
    if desk.chance(desk.spice / 3):
        text = f"{text} {desk.aside()}"
    spans = [_span(text)]
    if desk.chance(desk.spice / 2) and len(text.split()) > 3:
        spans = _marked(desk, text)
    return render_body([_block(BlockKind.TEXT, spans)])


def _marked(desk: Desk, text: str) -> list[Span]:
    """`text` with one to three words in another style, or linked."""
    parts = text.split(" ")
    start = desk.rng.randrange(1, len(parts) - 1)
    end = min(len(parts) - 1, start + desk.rng.randint(1, 3))
    if end <= start:
        return [_span(text)]
    href = desk.rng.choice(LINKS).format(n=desk.rng.randrange(99))
    before, mid, after = (" ".join(p) for p in (parts[:start], parts[start:end], parts[end:]))
    if not mid.strip():
        return [_span(text)]
    styled = desk.rng.choice(
        (Span(text=mid, italic=True), Span(text=mid, bold=True), Span(text=mid, href=href))
    )
    return [_span(f"{before} "), styled, _span(f" {after}")]


def _plain(text: str) -> str:
    return render_body([_block(BlockKind.TEXT, [_span(text.strip())])])


def _block(kind: BlockKind, spans: Sequence[Span]) -> Block:
    return Block(kind=kind, spans=tuple(spans))


def _span(text: str) -> Span:
    return Span(text=text)


def _modules(desk: Desk, texts: Sequence[str]) -> dict[str, Any]:
    """A pull quote, a box, a table, each now and then."""
    modules: dict[str, Any] = {}
    sentences = [s.strip() for text in texts for s in _SENTENCE.findall(text)]
    if sentences and desk.chance(0.15):
        by = desk.name() if desk.chance(0.5) else ""
        quote = {"text": desk.rng.choice(sentences), "by": by}
        modules["quotes"] = [{key: value for key, value in quote.items() if value}]
    if desk.chance(0.1 + desk.spice / 8):
        modules["box"] = _box(desk)
    if desk.chance(0.05 + desk.spice / 6):
        modules["table"] = _table(desk)
    return modules


def _box(desk: Desk) -> dict[str, Any]:
    box: dict[str, Any] = {"title": desk.rng.choice((*words.KICKERS, "In figures", "How to go"))}
    if desk.chance(0.5):
        box["text"] = " ".join(desk.aside() for _ in range(desk.rng.randint(1, 4)))
    if "text" not in box or desk.chance(0.5):
        box["items"] = [desk.any(words.ITEMS) for _ in range(desk.rng.randint(1, 8))]
    return box


def _table(desk: Desk) -> dict[str, Any]:
    """A table of two to nine columns; now and then a long one, or of one row."""
    rng = desk.rng
    columns = rng.choice((2, 2, 3, 3, 4, 5, 6, 9))
    rows = rng.choice((1, 3, 5, 8, 12, 20, 32))
    cells = [[desk.any(words.CELLS) for _ in range(columns)] for _ in range(rows)]
    heads = [rng.choice(words.COLUMN_HEADS) for _ in range(columns)]
    table: dict[str, Any] = {"columns": heads, "rows": [[desk.name(), *row[1:]] for row in cells]}
    if desk.chance(0.7):
        table["title"] = desk.any(words.TABLE_TITLES)
    if desk.chance(0.4):
        table["note"] = desk.any(
            ("Source: {name}", "* after extra time; † provisional", "¹ Estimate")
        )
    return table
