"""Records as they are pasted from elsewhere: HTML among the words, fields without quotes.

In: a record's file as text. Out: the same copy with tags, code, headings, tables and links as
web pages, mails and other tools leave them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable

SHARE = 0.15  # of the records
PARAGRAPH_SHARE = 0.3  # of their plain paragraphs
_PLAIN_FIELD = re.compile(r'^(headline|standfirst|kicker|agency|dateline): (".*")$')
# What is no text by itself in YAML, quotes or not, and what quotes keep that plain text cannot.
_NEEDS_QUOTES = re.compile(r"[{|>\"'~]|null$|.*[\\\n\t\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]")
_MARKED = re.compile(r"[*_`<>\[\]\\|&~]|^(?:#|-|\+|\d+[.)]|=)|\n")


def pasted(rng: random.Random, text: str) -> str:
    """A record's file, now and then as somebody pasted it together; the words stay."""
    if rng.random() >= SHARE:
        return text
    _, head, body = text.split("---\n", 2)
    lines = [_unquoted(line) for line in head.splitlines()]
    paragraphs = body.split("\n\n")
    for place, paragraph in enumerate(paragraphs):
        words = paragraph.strip("\n")
        plain = len(words) > 1 and not _MARKED.search(words)
        if plain and rng.random() < PARAGRAPH_SHARE:
            paragraphs[place] = rng.choice(WAYS)(rng, words)
    return "\n".join(["---", *lines, "---", "\n\n".join(paragraphs), ""])


def _unquoted(line: str) -> str:
    """A field's line as people write it: without quotes, if it can be."""
    found = _PLAIN_FIELD.match(line)
    value = json.loads(found[2]) if found else ""
    if not found or value != value.strip() or not value or _NEEDS_QUOTES.match(value):
        return line
    return f"{found[1]}: {value}"


def _word_in(rng: random.Random, words: str, before: str, after: str) -> str:
    """The words, one of them between two tags or signs."""
    parts = words.split(" ")
    place = rng.randrange(len(parts))
    parts[place] = f"{before}{parts[place]}{after}"
    return " ".join(parts)


def _table(rng: random.Random, words: str) -> str:
    rows = "".join(f"| {name} | {rng.randint(1, 90)} |\n" for name in ("Kell", "Lisbet"))
    return f"{words}\n\n| Harbour | Ships |\n|---|--:|\n{rows}"


WAYS: tuple[Callable[[random.Random, str], str], ...] = (
    lambda rng, words: f"<p>{words}</p>",
    lambda rng, words: f'<div class="copy">\n\n{words}\n\n</div>',
    lambda rng, words: f'<p style="margin:0"><span lang="en">{words}</span></p>\n<p>&nbsp;</p>',
    lambda rng, words: f"<blockquote>{words}</blockquote>",
    lambda rng, words: f"<ul>\n<li>{words}</li>\n<li>{words}</li>\n</ul>",
    lambda rng, words: _word_in(rng, words, "<b>", "</b>"),
    lambda rng, words: _word_in(rng, words, '<a href="https://example.org/a?b=1&c=2">', "</a>"),
    lambda rng, words: _word_in(rng, words, '<a href="#top">', "</a>"),
    lambda rng, words: _word_in(rng, words, "<i><u>", "</u></i>"),
    lambda rng, words: _word_in(rng, words, "`", "`"),
    lambda rng, words: _word_in(rng, words, "[", "](../elsewhere)"),
    lambda rng, words: _word_in(rng, words, "", "<sup>2</sup>"),
    lambda rng, words: _word_in(rng, words, "", " <name withheld>"),
    lambda rng, words: _word_in(rng, words, "", "<br>"),
    lambda rng, words: f"{words} <!-- desk: check -->",
    lambda rng, words: f"{words}\n\n<!-- more -->",
    lambda rng, words: f"{words}\n\n<script>track('a')</script>",
    lambda rng, words: f"{words}\n\n<iframe src='https://example.org'></iframe>",
    lambda rng, words: f"{words}\n\n![{words[:20]}](https://example.org/a.jpg)",
    lambda rng, words: f"```\n{words}\n```",
    lambda rng, words: f"# {words[:60]}\n\n{words}",
    lambda rng, words: f"####{words[:60]}\n\n{words}",
    _table,
)
