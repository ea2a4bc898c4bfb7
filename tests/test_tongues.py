"""A paper with a story in every left-to-right language, built by the real chain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from epaper.build import Order, build_edition
from epaper.model import Severity
from tests.typeset.tongues import TONGUES

DAY = date(2026, 2, 4)
PAPER = """
name = "The Test"
place = "Kell"
format = "a4"
links = "notes"
[[section]]
key = "news"
name = "News"
"""


def write_day(folder: Path) -> None:
    """A paper in English; of each tongue a story with a headline, a quotation and a link."""
    (folder / "paper.toml").write_text(PAPER, encoding="utf-8")
    articles = folder / f"{DAY}" / "articles"
    articles.mkdir(parents=True)
    for language, text in TONGUES.items():
        words = text.split()
        head = " ".join(words[:8]).replace('"', "").replace("'", "’")
        linked = text.replace(words[9], f"[{words[9]}](https://www.example.org/{language}/)", 1)
        record = (
            f'---\nheadline: "{head}"\nstandfirst: "{head}, {head}"\nlanguage: {language}\n---\n'
            f"{linked}\n\n## {head}\n\n{text}\n\n{text}\n"
        )
        (articles / f"{language.lower()}.md").write_text(record, encoding="utf-8")


def test_stories_in_every_language_make_an_edition_without_a_fault(tmp_path: Path) -> None:
    write_day(tmp_path)
    built = build_edition(Order(folder=tmp_path, day=DAY, jobs=1))
    assert built.printed is not None, [str(problem) for problem in built.problems]
    # No word is missing or doubled, no line too long: the press and the check have read them.
    assert [str(p) for p in built.problems if p.severity is not Severity.NOTE] == []
    assert built.records == len(TONGUES)
