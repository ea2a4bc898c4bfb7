"""Days that are hard to make up: nothing but briefs, nothing but pictures, one endless story.

In: articles, a line of JSON each, and the sample paper. Out: papers whose one day has them. They
are no part of the grid of `pages.py`; `--days h-` builds them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from days import DAY, article_day

BRIEFS = 200
BRIEF_CHARS = 180, 900  # of a paragraph that can stand as a brief
PHOTO_STORIES, PHOTOS_EACH, PHOTO_PARAGRAPHS = 12, 3, 2
LONG_WORDS, CROSSHEAD_EACH = 30_000, 12
OTHERS = 8  # stories beside the long one
SECTIONS = "national", "world", "business", "opinion", "science", "culture", "sport"


def hard_days(
    folder: Path, lines: Sequence[str], names: Sequence[str]
) -> Iterator[tuple[str, Path]]:
    """Name and paper of every hard day whose name begins with one of `names`, if that is any."""
    made = {
        "h-briefs": _briefs,
        "h-photos": _photos,
        "h-long": _long,
        "h-long-others": _long_and_others,
    }
    for name, make in made.items():
        if any(wanted and name.startswith(wanted) for wanted in names):
            paper = folder / name
            if not paper.exists():
                make(paper, lines)
            yield name, paper


def _briefs(paper: Path, lines: Sequence[str]) -> None:
    """200 briefs, in turn of every section."""
    texts = [p for p in _paragraphs(lines) if BRIEF_CHARS[0] < len(p) < BRIEF_CHARS[1]]
    _empty(paper, lines)
    for number, text in enumerate(islice(cycle(texts[::7] + texts[3::7]), BRIEFS)):
        head = f"{' '.join(text.split()[:5]).strip(',.;:')} {number}"
        section = SECTIONS[number % len(SECTIONS)]
        _write(paper, f"brief-{number:03}", head, section, [text], "form: brief\n")


def _photos(paper: Path, lines: Sequence[str]) -> None:
    """12 stories of three photographs and two paragraphs each."""
    articles = [json.loads(line) for line in lines[:PHOTO_STORIES]]
    captions = [{"caption": f"Picture {number}"} for number in range(1, PHOTOS_EACH + 1)]
    short = [a | {"body": a["body"][:PHOTO_PARAGRAPHS], "images": captions} for a in articles]
    article_day(paper, [json.dumps(article) for article in short], pictures=True)


def _long(paper: Path, lines: Sequence[str]) -> None:
    """One story of 30,000 words, a crosshead every so often."""
    _empty(paper, lines)
    body, words = [], 0
    for number, text in enumerate(cycle(_paragraphs(lines))):
        if words >= LONG_WORDS:
            break
        if number and number % CROSSHEAD_EACH == 0:
            body.append(f"## Part {number // CROSSHEAD_EACH}")
        body.append(text)
        words += len(text.split())
    _write(paper, "long", "The whole story of the harbour, told at length", "national", body)


def _long_and_others(paper: Path, lines: Sequence[str]) -> None:
    """The same with eight stories beside it."""
    _long(paper, lines)
    for number, line in enumerate(lines[:OTHERS]):
        article = json.loads(line)
        section = SECTIONS[number % len(SECTIONS)]
        _write(paper, f"other-{number}", article["headline"], section, article["body"])


def _paragraphs(lines: Sequence[str]) -> list[str]:
    return [text.strip() for line in lines for text in json.loads(line)["body"] if len(text) > 120]


def _empty(paper: Path, lines: Sequence[str]) -> None:
    """The paper with a day that has no article."""
    article_day(paper, lines[:1], pictures=False)
    for file in (paper / DAY.isoformat() / "articles").glob("*"):
        file.unlink()


def _write(
    paper: Path, slug: str, headline: str, section: str, body: Sequence[str], more: str = ""
) -> None:
    head = f"headline: {json.dumps(headline, ensure_ascii=False)}\nsection: {section}\n{more}"
    file = paper / DAY.isoformat() / "articles" / f"{slug}.md"
    file.write_text(f"---\n{head}---\n" + "\n\n".join(body) + "\n", encoding="utf-8")
