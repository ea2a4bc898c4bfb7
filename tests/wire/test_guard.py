"""The guard before the parsers: what is just inside is read, what is just outside is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from epaper.model import Problem
from epaper.wire.body import read_body
from epaper.wire.copyedit import LONGEST_QUOTED, edit_text
from epaper.wire.faults import Faults
from epaper.wire.guard import (
    HTML_LIMIT,
    HTML_NEST_LIMIT,
    MARKS_LIMIT,
    NEST_LIMIT,
    PARAGRAPH_LIMIT,
    TAGS_LIMIT,
    why_unreadable,
)
from epaper.wire.html import read_html


def told(text: str) -> list[tuple[str, int]]:
    faults = Faults("x.md")
    read_body(text, 1, faults)
    return [(problem.code, problem.where.line) for problem in faults.found]


def test_a_long_paragraph() -> None:
    line = "word " * 11 + "more\n"
    fits = line * (PARAGRAPH_LIMIT // len(line))
    assert told(f"One.\n\n{fits}") == []
    assert told(f"One.\n\n{fits}{line * 20}\nTwo.") == [("W-316", 3)]


def test_much_mark_up() -> None:
    assert told("*a* " * (MARKS_LIMIT // 2)) == []
    assert told("*a* " * (MARKS_LIMIT // 2) + "*a*") == [("W-316", 1)]
    # Paragraph by paragraph: a long story in italics is copy.
    assert told("*a* word\n\n" * MARKS_LIMIT) == []


@pytest.mark.parametrize("marker", [">", "> ", "- ", "1. ", "* > "])
def test_deep_nesting_is_not_read(marker: str) -> None:
    levels = NEST_LIMIT // len(marker.split())
    deep = f"One.\n\n{marker * (levels + 1)}a"
    assert told(deep) == [("W-312", 3)]
    assert ("W-312", 3) not in told(f"One.\n\n{'> ' * 5}a")


def test_html_inside_and_outside_the_limits() -> None:
    assert why_unreadable("<div>" * HTML_NEST_LIMIT + "a") == ""
    assert "nested deeper" in why_unreadable("<div>" * (HTML_NEST_LIMIT + 1) + "a")
    # Paragraphs that nobody closes are not nested.
    assert why_unreadable("<p>One<br>two" * 1000) == ""
    assert "tags" in why_unreadable("<br>" * (TAGS_LIMIT + 1))
    assert "characters" in why_unreadable("a" * (HTML_LIMIT + 1))
    assert read_html("<div>" * (HTML_NEST_LIMIT + 1) + "a") is None


class Counted(list[Problem]):
    """A list that counts how often it is gone through."""

    rounds = 0

    def __iter__(self) -> Iterator[Problem]:
        self.rounds += 1
        return super().__iter__()


@pytest.mark.parametrize("text", ["A <b>bold</b> word.\n\n", "- one\n  - two\n\nAnd\n\n"])
def test_looking_up_faults_does_not_go_through_them(text: str) -> None:
    rounds = []
    for size in (10, 100):
        faults = Faults("x.md", found=Counted())
        read_body(text * size, 1, faults)
        assert isinstance(faults.found, Counted)
        rounds.append(faults.found.rounds)
    assert rounds[0] == rounds[1]


def test_the_end_of_single_quotes_is_looked_for_nearby() -> None:
    near = "'99 she " + "said so " * 20 + "once' more"
    assert edit_text(near, "en-GB").startswith("‘99")
    far = "'99 she " + "said so " * LONGEST_QUOTED + "once' more"
    assert edit_text(far, "en-GB").startswith("’99")
