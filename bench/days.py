"""The two days that are timed, as papers in folders of their own.

In: the sample paper, and a file of articles if there is one. Out: a folder with paper.toml and one
day, that a build may write to.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "editions"
DAY = date(2026, 2, 4)
ARTICLES = 60

PICTURES_EACH = 4  # of a story at most

_WORD = re.compile(r"\b[a-z]{5,}\b")


def sample_day(folder: Path) -> Path:
    """The sample edition, copied."""
    return _copy(folder)


def large_day(folder: Path, articles: Path, pictures: int = 0) -> tuple[Path, str]:
    """A day of 60 articles, and what they are: those of a file, or the sample's, repeated.

    The first so many of a file's are given one of the sample's `pictures` each.
    """
    paper = _copy(folder)
    if pictures and articles.is_file():
        lines = articles.read_text(encoding="utf-8").splitlines()[:ARTICLES]
        alone = _illustrated(
            [json.dumps(json.loads(line) | {"images": []}) for line in lines], paper
        )
        _import(paper, [*alone[:pictures], *_plain(lines[pictures:])])
        return paper, f"{ARTICLES} articles of {articles.name}, {pictures} pictures"
    if articles.is_file():
        day = paper / DAY.isoformat()
        shutil.rmtree(day)
        lines = articles.read_text(encoding="utf-8").splitlines()[:ARTICLES]
        source = folder.parent / "articles.jsonl"
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command: list[str | Path] = [
            Path(sys.executable).with_name("epaper"),
            "--paper",
            paper,
            "import",
            source,
        ]
        done = subprocess.run(
            [*command, "--date", DAY.isoformat()], capture_output=True, text=True, check=False
        )
        written = len(list(day.glob("articles/*.md")))
        if written:
            return paper, f"{written} articles of {articles.name}"
        print(f"no import ({done.stderr.strip()[-200:]}); the sample is repeated instead")
        shutil.rmtree(paper)
        paper = _copy(folder)
    _repeat(paper / DAY.isoformat() / "articles")
    return paper, f"{ARTICLES} articles of the sample's words"


def article_day(
    folder: Path,
    lines: Sequence[str],
    *,
    pictures: bool,
    paper_file: Path = SAMPLE / "paper.toml",
) -> Path:
    """A paper whose one day has these articles, a line of JSON each.

    With `pictures` each has as many as it was filed with, one at least; they are the
    sample's photographs, in turn, under the captions filed.
    """
    paper = _copy(folder, paper_file)
    _import(paper, _illustrated(lines, paper) if pictures else _plain(lines))
    return folder


def _plain(lines: Sequence[str]) -> list[dict[str, Any]]:
    return [json.loads(line) | {"images": []} for line in lines]


def _illustrated(lines: Sequence[str], paper: Path) -> list[dict[str, Any]]:
    # A picture has to lie beside the file that is imported.
    files = sorted(SAMPLE.glob("*/photos/*.jpg"))
    photos = cycle(Path(shutil.copy(file, paper)).name for file in files)
    articles = []
    for line in lines:
        article = json.loads(line)
        filed = article["images"][:PICTURES_EACH] or [{"caption": article["headline"]}]
        images = [image | {"url": photo} for image, photo in zip(filed, photos, strict=False)]
        articles.append(article | {"images": images})
    return articles


def _import(paper: Path, articles: Sequence[Mapping[str, Any]]) -> None:
    """The articles as the records of the paper's day, in place of those it had."""
    day = paper / DAY.isoformat()
    shutil.rmtree(day)
    source = paper / "articles.jsonl"
    source.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
    command: list[str | Path] = [Path(sys.executable).with_name("epaper"), "--paper", paper]
    subprocess.run(
        [*command, "import", source, "--date", DAY.isoformat()], capture_output=True, check=True
    )


def _copy(folder: Path, paper_file: Path = SAMPLE / "paper.toml") -> Path:
    """The sample's one day, without what was built, in the sample paper or another."""
    day = folder / DAY.isoformat()
    shutil.copytree(
        SAMPLE / DAY.isoformat(), day, ignore=shutil.ignore_patterns("out", "edition.toml")
    )
    shutil.copy(paper_file, folder / "paper.toml")
    return folder


def _repeat(articles: Path) -> None:
    """Add copies of the day's records, in turn, until there are enough; no two have one text.

    Every long word of a copy gets its middle turned around, so that nothing that was set
    once can be used again.
    """
    sources = sorted(articles.glob("*.md"))
    for number in range(ARTICLES - len(sources)):
        source = sources[number % len(sources)]
        head, _, body = (
            source.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
        )
        # Pull quotes must stand in the text, and a day has one lead.
        head = re.sub(r"^(quotes:\n(?:[ -].*\n?)*|rank:.*\n)", "", head + "\n", flags=re.M)
        head = re.sub(r"^headline: (.*)$", _headline, head, count=1, flags=re.M)
        body = _WORD.sub(lambda word: word[0][0] + word[0][-2:0:-1] + word[0][-1], body)
        copy = articles / f"{source.stem}-again-{number}.md"
        copy.write_text(f"---\n{head}---\n{body}", encoding="utf-8")


def _headline(found: re.Match[str]) -> str:
    words = found[1].strip("'\"").split()
    return "headline: " + repr(" ".join([*words[1:], words[0]]))
