"""Word spaces and split words of Cyrillic: reckoned beside its broader letters, by its grammars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from epaper.check.facts import read_facts
from epaper.check.legs import ReadLegLine, ReadPart, read_legs
from epaper.check.lines import BROADER, check_lines
from epaper.check.pages import read_pages

from .editions import clean, first_leg
from .made_up import Edition

LATIN = "The ferry over the strait"
CYRILLIC = "Паром через пролив и обратно"


def changed(part: ReadPart, lines: Iterator[ReadLegLine]) -> ReadPart:
    """The part with other lines in its first leg."""
    first, *rest = part.legs
    return replace(part, legs=(replace(first, lines=tuple(lines)), *rest))


def codes(folder: Path, texts: list[str], spaces: list[float]) -> set[str]:
    """What is found in a made-up leg whose lines are read so, in turn, with such word spaces."""
    pages = clean()
    first_leg("S" + "m" * 27 + "E")(pages)
    facts = read_facts(Edition(pages).write(folder))
    read = read_pages(facts, folder)
    part = read_legs(read, facts)["lead"][0]
    lines = part.legs[0].lines * 3
    made = (
        replace(
            line,
            ends=False,
            drawn=replace(line.drawn, text=texts[n % len(texts)]),
            spacing=replace(line.spacing, word=spaces[n % len(spaces)]),
        )
        for n, line in enumerate(lines)
    )
    parts = {"lead": (changed(part, made),)}
    return {found.code for found in check_lines(parts, [], facts)} & {"C-401", "C-402", "C-405"}


@pytest.mark.parametrize(
    ("text", "space", "found"),
    [
        (LATIN, 1.4, set()),
        (LATIN, 1.6, {"C-402"}),
        (LATIN, 2.2, {"C-401", "C-402"}),
        (LATIN, 0.6, {"C-401"}),
        (CYRILLIC, 1.6, set()),
        (CYRILLIC, 1.8, {"C-402"}),
        (CYRILLIC, 2.2, {"C-402"}),
        (CYRILLIC, 2.4, {"C-401", "C-402"}),
        (CYRILLIC, 0.6, {"C-401"}),
        # One name in other letters does not make the line's letters broader, or narrower.
        ("The ferry Паром over the strait", 2.2, {"C-401", "C-402"}),
        ("Паром Ellery через пролив", 1.6, set()),
    ],
)
def test_spaces_are_reckoned_beside_the_letters(
    text: str, space: float, found: set[str], tmp_path: Path
) -> None:
    assert codes(tmp_path, [text], [space]) == found


def test_cyrillic_letters_are_so_much_broader() -> None:
    """Of the measured means, 0.595 em over 0.517 of English; docs/check.md."""
    assert pytest.approx(0.595 / 0.517, abs=0.01) == BROADER


@pytest.mark.parametrize(
    ("head", "tail", "split"),
    [
        ("Паром ждёт неде-", "ли", False),
        ("Паром ждёт неделя-", "м", True),
        ("Паром ждёт н-", "едели", True),
        ("The ferry wait-", "ed", True),
        ("The ferry wai-", "ted", False),
    ],
)
def test_two_letters_may_be_carried_over_in_cyrillic_alone(
    head: str, tail: str, split: bool, tmp_path: Path
) -> None:
    found = codes(tmp_path, [head, f"{tail} и ещё раз" if tail > "z" else f"{tail} again"], [1.0])
    assert ("C-405" in found) is split


def test_usual_lines_have_none_of_it(tmp_path: Path) -> None:
    assert codes(tmp_path, [LATIN, CYRILLIC], [0.9, 1.1]) == set()
