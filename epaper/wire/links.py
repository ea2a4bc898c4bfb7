"""Links as paper has them: a number after the linked words, the address in a note at the end.

A copy-edited record in, the record with its notes out. Without them links are dropped: the words
are printed, the address is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from epaper.model import Block, BlockKind, Record, Span
from epaper.wire.footnotes import BY_ITSELF, RAISED

_NOT_SHOWN = re.compile(r"^(?:https?://(?:www\.)?|mailto:)|/$", re.IGNORECASE)


def with_notes(record: Record) -> Record:
    """`record` with numbers after linked words and, at its end, a note for each address.

    An address has one number wherever it is linked; words that are the address itself have none.
    Footnotes of the copy's own keep their numbers, addresses come after them.
    """
    taken = sum(block.kind is BlockKind.NOTE for block in record.body)
    numbers: dict[str, int] = {}
    body = tuple(_numbered(block, numbers, taken) for block in record.body)
    return replace(record, body=(*body, *map(_note, numbers.items()))) if numbers else record


def shown(href: str) -> str:
    """An address as it is printed: without scheme, www and the slash at its end."""
    return _NOT_SHOWN.sub("", href)


def _numbered(block: Block, numbers: dict[str, int], taken: int) -> Block:
    spans: list[Span] = []
    for words in _links(block):
        spans += words
        href = words[-1].href
        text = "".join(span.text for span in words)
        if href and shown(text.strip()) != shown(href):
            number = numbers.setdefault(href, taken + len(numbers) + 1)
            sign = str(number).translate(RAISED)
            spans[-1] = replace(spans[-1], text=_after_words(spans[-1].text, sign))
    return replace(block, spans=tuple(spans))


def _links(block: Block) -> Iterator[list[Span]]:
    """The block's spans; those of one link, which may change its style, together."""
    group: list[Span] = []
    for span in block.spans:
        if group and (span.href != group[-1].href or not span.href):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _after_words(text: str, sign: str) -> str:
    """`text` with `sign` after its last word, before white space at its end."""
    words = text.rstrip()
    return words + sign + text[len(words) :]


def _note(entry: tuple[str, int]) -> Block:
    href, number = entry
    return Block(kind=BlockKind.NOTE, spans=(Span(text=f"{number}{BY_ITSELF}{shown(href)}"),))
