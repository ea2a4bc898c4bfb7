"""Word space of body lines by language: `python bench/spaces.py --languages ru,tr`.

In: bench/copy (written for the project) and, where shared/samples is there, its articles in every
language. Out: for each language, as a table in Markdown, the shares of lines over 150 and over
200 % of the face's own word space, and of hyphenated ones, at the columns of three widths, in the
body's style of the berliner as a paper in that language has it. Last lines of paragraphs and lines
without a space do not count. Chinese and Japanese have no word space, and are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from lines import fonts  # noqa: E402

from epaper.model import MM_PER_PT, Line, Span  # noqa: E402
from epaper.resources import load_layout  # noqa: E402
from epaper.typeset.paragraphs import TypeSpec, set_paragraph  # noqa: E402
from epaper.wire.copyedit import edit_text  # noqa: E402

COPY = HERE / "copy"
ARTICLES = HERE.parent.parent / "shared" / "samples" / "articles"
WIDTHS_MM = (45.0, 54.6, 65.0)
SQUARE = ("ja", "zh")
OVER = (1.5, 2.0)


def main() -> None:
    """Print a row for each language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", default=",".join(languages()))
    options = parser.parse_args()
    widths = " | ".join(f"{width:g} mm" for width in WIDTHS_MM)
    print(f"| language | words | {widths} |\n|---|---|{'---|' * len(WIDTHS_MM)}")
    for language in options.languages.split(","):
        texts = tuple(paragraphs(language))
        words = sum(len(text.split()) for text in texts)
        cells = [cell(lines_of(texts, language, width)) for width in WIDTHS_MM]
        print(f"| {language} | {words:,} | {' | '.join(cells)} |", flush=True)


def languages() -> list[str]:
    """The languages that there is copy in."""
    names = {path.stem for folder in (COPY, ARTICLES) for path in folder.glob("*.*")}
    return sorted(names - set(SQUARE))


def paragraphs(language: str) -> Iterator[str]:
    """The language's articles where there are any, else the project's own copy, as edited."""
    articles, own = ARTICLES / f"{language}.jsonl", COPY / f"{language}.txt"
    if articles.is_file():
        filed = articles.read_text(encoding="utf-8").splitlines()
        texts = [text for line in filed for text in json.loads(line)["body"]]
    else:
        texts = own.read_text(encoding="utf-8").split("\n\n")
    for text in texts:
        if text.strip():
            yield edit_text(" ".join(text.split()), language)


def lines_of(texts: tuple[str, ...], language: str, width_mm: float) -> list[Line]:
    """The justified lines of the paragraphs in their best setting."""
    layout = load_layout("berliner").for_paper(language)
    spec = TypeSpec(
        style=layout.style("body", language),
        measure_pt=width_mm / MM_PER_PT,
        fonts=fonts(),
        language=language,
    )
    settings = (set_paragraph((Span(text=text),), spec).settings[0] for text in texts)
    return [line for made in settings for line in made.lines[:-1] if " " in line.text.strip()]


def cell(lines: list[Line]) -> str:
    """Shares over 150 % / over 200 % / hyphenated, in per cent."""
    count = max(1, len(lines))
    shares = [sum(line.word_space > over for line in lines) / count for over in OVER]
    shares.append(sum(line.hyphen for line in lines) / count)
    return " / ".join(f"{100 * share:.1f}" for share in shares)


if __name__ == "__main__":
    main()
