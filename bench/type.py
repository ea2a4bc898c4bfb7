"""Sets the same paragraphs greedily, by total fit and by Typst; a part of `make bench`.

In: bench/copy (English, German, French: written for the project) and, where shared/samples is
there, its articles in these languages. Out: for each set, width and way the mean and the 95th
percentile of |ratio|, the shares of lines outside 67 to 200 % word space, over 150 and over
200 %, of hyphenated lines, runs of three hyphens, words a second; what was aimed at; and
bench/out/type.json. All in the same face at 8.8 pt, without indents, hyphenated, justified; a
paragraph's last line does not count.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from statistics import mean

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from lines import OURS, TYPST_WAY, WAYS, SetLine, set_by  # noqa: E402

from epaper.wire.copyedit import edit_text  # noqa: E402

OUT = HERE / "out" / "type.json"
COPY = HERE / "copy"
ARTICLES = HERE.parent.parent / "shared" / "samples" / "articles"
WIDTHS_MM = (45.0, 55.0, 65.0)
LANGUAGES = {"en": "en-GB", "de": "de", "fr": "fr"}
RUN = 3  # hyphens one under another

# What is aimed at: issue 4. Shares of lines in English at 55 mm, and the part of Typst's shares.
AIM_WIDTH_MM = 55.0
MOST_OVER_200 = 0.04
MOST_OVER_150 = 0.14
TYPST_OVER_OURS = 3
LEAST_WORDS_S = 60_000


@dataclass(frozen=True, kw_only=True)
class Text:
    """Paragraphs of one language under a name."""

    name: str
    language: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> int:
        """Words, split at white space."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A row of the table; shares are of the justified lines, 0 to 1."""

    text: str
    width_mm: float
    way: str
    lines: int
    mean: float
    p95: float
    outside: float
    over_150: float
    over_200: float
    hyphenated: float
    runs: int
    words_s: float


def main() -> None:
    """Set everything, print the table and the aims, keep the figures."""
    texts = [*frozen_texts(), *article_texts(ARTICLES)]
    rows: list[Figures] = []
    for text in texts:
        print(f"\n{text.name}, {text.words} words\n{HEAD}")
        for width_mm in WIDTHS_MM:
            for way in WAYS:
                rows.append(figures(text, width_mm, way))
                print(row(rows[-1]), flush=True)
    print()
    for line in aims(rows):
        print(line)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([asdict(each) for each in rows], indent=1) + "\n", encoding="utf-8")


def frozen_texts() -> Iterator[Text]:
    """The project's own sets: they do not change, so that figures of years can be compared."""
    for key, language in LANGUAGES.items():
        paragraphs = (COPY / f"{key}.txt").read_text(encoding="utf-8").split("\n\n")
        yield Text(
            name=f"frozen {key}",
            language=language,
            paragraphs=tuple(edit_text(" ".join(p.split()), language) for p in paragraphs),
        )


def article_texts(folder: Path) -> Iterator[Text]:
    """The bodies of real articles, edited like copy; nothing where there are none."""
    for key, language in LANGUAGES.items():
        path = folder / f"{key}.jsonl"
        if not path.is_file():
            continue
        bodies = [json.loads(line)["body"] for line in path.read_text("utf-8").splitlines()]
        paragraphs = [" ".join(each.split()) for body in bodies for each in body]
        yield Text(
            name=f"articles {key}",
            language=language,
            paragraphs=tuple(edit_text(each, language) for each in paragraphs if each),
        )


def figures(text: Text, width_mm: float, way: str) -> Figures:
    """The figures of one text at one width, set in one way."""
    made = set_by(way, text.paragraphs, text.language, width_mm)
    driven = [line for lines in made.paragraphs for line in lines[:-1] if line.spaces]
    ratios = sorted(abs(ratio(line.word_space)) for line in driven)
    return Figures(
        text=text.name,
        width_mm=width_mm,
        way=way,
        lines=sum(map(len, made.paragraphs)),
        mean=mean(ratios),
        p95=ratios[int(0.95 * len(ratios))],
        outside=share(driven, lambda line: not 0.67 <= line.word_space <= 2),
        over_150=share(driven, lambda line: line.word_space > 1.5),
        over_200=share(driven, lambda line: line.word_space > 2),
        hyphenated=share(driven, lambda line: line.hyphen),
        runs=sum(map(hyphen_runs, made.paragraphs)),
        words_s=text.words / made.seconds,
    )


def ratio(word_space: float) -> float:
    """Knuth and Plass's: 1 where spaces are half as wide again, -1 where a third is taken off."""
    return (word_space - 1) * (2 if word_space > 1 else 3)


def share(lines: Sequence[SetLine], is_meant: Callable[[SetLine], bool]) -> float:
    """The part of the lines that are meant."""
    return sum(map(is_meant, lines)) / max(1, len(lines))


def hyphen_runs(lines: Sequence[SetLine]) -> int:
    """Stretches of three and more lines that end in an added hyphen."""
    return sum(
        len(list(group)) >= RUN
        for hyphen, group in groupby(line.hyphen for line in lines)
        if hyphen
    )


HEAD = (
    f"{'mm':>4}  {'way':27}{'lines':>7}{'mean':>6}{'p95':>6}{'outside':>9}{'>150 %':>8}"
    f"{'>200 %':>8}{'hyphens':>9}{'runs':>6}{'words/s':>9}"
)


def row(each: Figures) -> str:
    """A line of the table."""
    return (
        f"{each.width_mm:4.0f}  {each.way:27}{each.lines:7}{each.mean:6.2f}{each.p95:6.2f}"
        f"{each.outside:9.1%}{each.over_150:8.1%}{each.over_200:8.1%}{each.hyphenated:9.1%}"
        f"{each.runs:6}{each.words_s:9,.0f}"
    )


def aims(rows: Sequence[Figures]) -> Iterator[str]:
    """What was aimed at, and whether it is met: a line each."""
    found = {(each.text, each.width_mm, each.way): each for each in rows}
    for (text, width_mm, way), ours in found.items():
        if way != OURS:
            continue
        if text.endswith(" en") and width_mm == AIM_WIDTH_MM:
            yield aim(f"{text}, over 200 %", ours.over_200, MOST_OVER_200)
            yield aim(f"{text}, over 150 %", ours.over_150, MOST_OVER_150)
            met = "met" if ours.words_s >= LEAST_WORDS_S else "MISSED"
            yield f"{met:7} {text}: {ours.words_s:,.0f} words/s (at least {LEAST_WORDS_S:,})"
        theirs = found[text, width_mm, TYPST_WAY]
        name = f"{text}, {width_mm:.0f} mm, beside Typst's"
        for what, has, beside in (
            ("over 200 %", ours.over_200, theirs.over_200),
            ("over 150 %", ours.over_150, theirs.over_150),
        ):
            yield aim(f"{name} {beside:.1%} {what}", has, beside / TYPST_OVER_OURS)


def aim(name: str, has: float, most: float) -> str:
    """One aim and whether it is met."""
    return f"{'met' if has <= most else 'MISSED':7} {name}: {has:.1%} (at most {most:.1%})"


if __name__ == "__main__":
    main()
