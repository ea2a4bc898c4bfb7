"""Builds the papers of other languages: `python bench/languages.py --languages de,fr`.

In: the articles of shared/samples by language, and for each a paper of bench/papers (for Urdu and
Hindi the sample papers of editions/). Out: a line for each edition as bench/pages.py prints it, the
hard findings, and bench/out/languages.json. Chinese and Japanese want faces: a folder of them with
its fonts.toml, given by --fonts, is put beside the paper.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from epaper.resources import layout_names

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from days import DAY, ROOT, SAMPLE, article_day  # noqa: E402
from pages import Edition, measure_all, summary  # noqa: E402

ARTICLES = ROOT.parent / "shared" / "samples" / "articles"
OWN = {"ur": SAMPLE / "urdu" / "paper.toml", "hi": SAMPLE / "hindi" / "paper.toml"}
OUT = HERE / "out" / "languages.json"


def main() -> None:
    """Build and measure them all, as many at a time as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", default=",".join(languages()))
    parser.add_argument("--formats", default=",".join(layout_names()))
    parser.add_argument("--fonts", type=Path, help="a folder with fonts.toml and faces")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="build here, and leave the editions")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        editions = [
            Edition(name=name, folder=paper, day=DAY, format=form)
            for name, paper in papers(folder, options.languages.split(","), options.fonts)
            for form in options.formats.split(",")
        ]
        done = list(measure_all(editions, options.jobs))
    print("\n".join(summary(done)))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([asdict(each) for each in done], indent=1) + "\n", encoding="utf-8")


def languages() -> list[str]:
    """The languages that there are both articles and a paper for."""
    return sorted(file.stem for file in ARTICLES.glob("*.jsonl") if _paper_file(file.stem).exists())


def papers(folder: Path, names: Sequence[str], fonts: Path | None) -> Iterator[tuple[str, Path]]:
    """Name and folder of each language's paper, with pictures and without."""
    for language in names:
        lines = (ARTICLES / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
        for pictures in (True, False):
            name = f"{language}-{'p' if pictures else 't'}"
            paper = folder / name
            if not paper.exists():
                article_day(paper, lines, pictures=pictures, paper_file=_paper_file(language))
                if fonts is not None:
                    shutil.copytree(fonts, paper / "fonts")
            yield name, paper


def _paper_file(language: str) -> Path:
    return OWN.get(language, HERE / "papers" / f"{language}.toml")


if __name__ == "__main__":
    main()
