"""Interviews: copy in questions and answers.

In: the paragraphs of a story. Out: what the one who is asked says, where the copy is an
interview; what is asked, and what somebody else is quoted with in an answer, is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from epaper.desk.names import FullNames, is_name
from epaper.desk.speech import Speech
from epaper.model import Block

TURNS = 3  # of each: fewer are lines of a dialogue
# Who speaks stands before a colon: DW: … Anna Berg: … A: …
_LABEL = re.compile(r"([^\W\d_][\w.’ \u00a0-]{0,30}):\s+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one paragraph answers, without the label before it, and the full name of who does."""

    paragraph: int
    text: str
    by: str


def answers(blocks: Sequence[Block], speech: Speech) -> tuple[Answer, ...] | None:
    """The answers of an interview whose speaker has a full name; None for other copy.

    Two labels that change places make an interview, or questions in bold: in the second
    nobody is named at the answers, so there are none.
    """
    labels = [_LABEL.match(block.text) for block in blocks]
    turns = Counter(label[1] for label in labels if label)
    if sum(_is_question(block) for block in blocks) >= TURNS:
        return ()
    two = [label for label, count in turns.items() if count >= TURNS]
    if len(two) != 2:
        return None
    asks = {
        label: sum(
            found[1] == label and block.text.rstrip().endswith("?")
            for found, block in zip(labels, blocks, strict=True)
            if found
        )
        for label in two
    }
    asker = max(two, key=lambda label: (asks[label], -two.index(label)))
    if asks[asker] < TURNS:
        return None
    (asked,) = set(two) - {asker}
    names = FullNames([block.text for block in blocks], speech)
    by = names.of(asked.split()) if is_name(asked.split(), speech) else ""
    if len(by.split()) < 2:
        return ()
    return tuple(
        Answer(paragraph=number, text=block.text[label.end() :], by=by)
        for number, (block, label) in enumerate(zip(blocks, labels, strict=True))
        if label and label[1] == asked
    )


def _is_question(block: Block) -> bool:
    """True for a paragraph in bold that asks."""
    return block.text.rstrip().endswith("?") and all(
        span.bold for span in block.spans if span.text.strip()
    )
