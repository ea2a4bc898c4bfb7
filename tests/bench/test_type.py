"""The bench of lines: Typst's are read right, and ours are as good as is aimed at."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import lines
import type as bench

WIDTH_MM = 55.0
TEXTS = {text.language: text for text in bench.frozen_texts()}


@pytest.mark.parametrize("way", lines.WAYS)
@pytest.mark.parametrize("language", TEXTS)
def test_every_way_sets_the_whole_text(way: str, language: str) -> None:
    paragraphs = TEXTS[language].paragraphs[:5]
    made = lines.set_by(way, paragraphs, language, WIDTH_MM)
    for paragraph, set_lines in zip(paragraphs, made.paragraphs, strict=True):
        joined = "".join(line.text for line in set_lines)
        assert "".join(joined.split()) == "".join(paragraph.split())


def test_hyphens_of_typst_are_told_from_the_words_own() -> None:
    text = "A well-known, twenty-one-something co-operative refurbishment " * 6
    made = lines.set_by("Typst", [text.strip()], "en-GB", WIDTH_MM)
    ends = [line for line in made.paragraphs[0] if line.text.endswith("-")]
    assert ends
    assert not any(line.hyphen for line in ends)
    added = [line for line in made.paragraphs[0] if line.hyphen]
    assert added
    assert not any(line.text.endswith("-") for line in added)


def test_lines_that_both_break_alike_are_driven_alike() -> None:
    """The word space of Typst's lines, read from its PDF, agrees with what we compute."""
    text = TEXTS["en-GB"].paragraphs[0]
    ours, theirs = (
        {
            line.text: line.word_space
            for paragraph in lines.set_by(way, [text], "en-GB", WIDTH_MM).paragraphs
            for line in paragraph[:-1]
        }
        for way in ("total fit, word space only", "Typst")
    )
    same = set(ours) & set(theirs)
    assert same
    for each in same:
        assert theirs[each] == pytest.approx(ours[each], abs=0.01)


@pytest.mark.parametrize("width_mm", bench.WIDTHS_MM)
@pytest.mark.parametrize("language", TEXTS)
def test_lines_are_as_good_as_is_aimed_at(language: str, width_mm: float) -> None:
    ours, theirs = (
        bench.figures(TEXTS[language], width_mm, way) for way in (lines.OURS, lines.TYPST_WAY)
    )
    missed = [line for line in bench.aims([ours, theirs]) if line.startswith("MISSED")]
    # Words a second depend on what else the machine does: the bench prints them.
    assert [line for line in missed if "words/s" not in line] == []
