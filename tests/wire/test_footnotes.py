"""Footnotes, struck words, task items: what other Markdown has and a record may."""

from __future__ import annotations

import pytest

from epaper.model import Block, BlockKind
from epaper.wire.body import read_body
from epaper.wire.faults import Faults
from epaper.wire.links import with_notes
from tests.typeset.copy import record


def read(text: str) -> tuple[list[str], list[tuple[str, int]]]:
    """The blocks, notes with a mark; the problems with their lines, from 1."""
    faults = Faults("x.md")
    blocks = read_body(text, 1, faults)
    shown = [f"note {b.text}" if b.kind is BlockKind.NOTE else b.text for b in blocks]
    return shown, [(p.code, p.where.line) for p in faults.found]


def test_notes_stand_at_the_end_by_the_order_of_their_signs() -> None:
    text = (
        "One[^b] and two.[^a]\n\n[^a]: First *note*\n  goes on.\n\n[^b]: https://x.org/a\n\nThree."
    )
    assert read(text) == (
        [
            "One¹ and two.²",
            "Three.",
            "note 1\u2002https://x.org/a",
            "note 2\u2002First note goes on.",
        ],
        [],
    )


def test_a_note_of_several_paragraphs_and_one_cited_twice() -> None:
    text = "One[^1] two[^1].\n\n[^1]: First.\n\n    Second.\n\nNot of the note."
    assert read(text)[0] == ["One¹ two¹.", "Not of the note.", "note 1\u2002First. Second."]


@pytest.mark.parametrize(
    ("text", "shown", "line"),
    [
        ("One[^x].", ["One[^x]."], 1),
        ("One.\n\n[^x]: lost", ["One.", "note 1\u2002lost"], 3),
        ("One[^x].\n\n[^x]: a\n[^x]: b", ["One¹.", "note 1\u2002a b"], 4),
    ],
)
def test_signs_and_notes_that_do_not_meet_are_told(text: str, shown: list[str], line: int) -> None:
    assert read(text) == (shown, [("W-313", line)])


def test_lines_of_faults_stay_where_they_are() -> None:
    text = "One[^1].\n\n[^1]: Note with [a](b)\n  and more.\n\nTwo [c](d)."
    assert read(text)[1] == [("W-308", 6), ("W-308", 3)]


def test_links_in_notes_are_numbered_after_footnotes() -> None:
    faults = Faults("x.md")
    body = read_body("One[^1] [here](https://x.org).\n\n[^1]: A note.", 1, faults)
    blocks = with_notes(record(body=body)).body
    assert [block.text for block in blocks] == [
        "One¹ here².",
        "1\u2002A note.",
        "2\u2002x.org",
    ]


def test_struck_words_are_left_out_and_named() -> None:
    faults = Faults("x.md")
    (block,) = read_body("The ~~mayor *took\nbribes*~~ mayor spoke.", 1, faults)
    assert block.text == "The mayor spoke."
    (problem,) = faults.found
    assert problem.code == "W-314"
    assert "“mayor took bribes” are left out (3)" in problem.message
    assert read(r"About \~\~5 and ~6.")[0] == ["About ~~5 and ~6."]


def test_task_items_have_boxes() -> None:
    text = "- [ ] open\n- [x] done\n- [] none\n\n1. [X] first"
    shown, told = read(text)
    assert shown == ["☐\u00a0open", "☑\u00a0done", "[] none", "1. ☑\u00a0first"]
    assert told == [("W-315", 1)]


def test_brackets_in_prose_stay() -> None:
    faults = Faults("x.md")
    blocks: tuple[Block, ...] = read_body("[x] marks the spot; [ ] does not.", 1, faults)
    assert [block.text for block in blocks] == ["[x] marks the spot; [ ] does not."]
    assert faults.found == []
