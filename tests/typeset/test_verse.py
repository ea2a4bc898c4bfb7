"""Line breaks of the copy's own are line breaks in print."""

from __future__ import annotations

import pytest

from epaper.model import BlockKind, Galley, Paragraph
from epaper.typeset import set_copy
from tests.typeset.copy import PROSE, block, fonts, layout, record, story

POEM = "The tide comes in, the tide goes out,\nthe lamps burn low along the quay\nand no one knows."
LONG = "But every captain has a doubt of harbours that he used to know"


def set_blocks(*blocks: object) -> Galley:
    item = story(record(body=blocks))
    galleys, problems = set_copy([item], layout("berliner"), fonts())
    assert problems == ()
    return galleys[item.slug]


def lines(paragraph: Paragraph) -> list[str]:
    return [line.text for line in paragraph.best.lines]


def test_a_stanza_sets_line_by_line_and_ragged() -> None:
    prose, stanza, again, after = set_blocks(
        block(PROSE), block(POEM), block(POEM), block(PROSE)
    ).paragraphs
    assert lines(stanza) == POEM.split("\n")
    assert not any(line.justify or line.hyphen or line.hang_pt for line in stanza.best.lines)
    assert {line.indent_pt for line in stanza.best.lines} == {0.0}
    assert [p.white_rows for p in (prose, stanza, again, after)] == [0, 1, 1, 1]
    assert after.best.lines[0].indent_pt == 0
    assert [line.may_end for line in stanza.best.lines] == [False, False, True]


def test_a_line_too_long_is_turned_over_and_indented() -> None:
    (stanza,) = set_blocks(block(f"{LONG}\nand goes.")).paragraphs
    indents = [line.indent_pt for line in stanza.best.lines]
    assert indents == [0, 8.8, 0]
    assert " ".join(lines(stanza)) == f"{LONG} and goes."


def test_between_long_lines_a_break_ends_a_line_of_prose() -> None:
    (made,) = set_blocks(block(f"{PROSE}\n{PROSE}")).paragraphs
    texts = lines(made)
    end = next(n for n, text in enumerate(texts) if text.endswith("condition."))
    assert not made.best.lines[end].justify
    assert made.best.lines[0].justify
    assert made.best.lines[end + 1].justify


@pytest.mark.parametrize("kind", [BlockKind.QUOTATION, BlockKind.ITEM, BlockKind.TEXT])
def test_every_kind_of_block_keeps_its_breaks(kind: BlockKind) -> None:
    *_, made = set_blocks(block("Before."), block(POEM, kind)).paragraphs
    bare = [text.removeprefix("•\u2002") for text in lines(made)]
    assert bare == POEM.split("\n")


def test_no_drop_cap_stands_over_verse() -> None:
    body = (block(POEM), *(block(PROSE) for _ in range(12)))
    galley = set_blocks(*body)
    assert galley.paragraphs[0].best.lines[0].cap is None
