"""Articles as JSON objects with `headline` and a `body` of paragraphs: one object a line.

docs/json-lines.md has every key.
"""

from __future__ import annotations

from collections.abc import Mapping

from epaper.model import Block, BlockKind
from epaper.wire.fields import is_web_address
from epaper.wire.importers.item import Clock, Shot, WireItem, block_of, parts_of, words_of

NOWHERE = -1  # the place of a crosshead that names none


def is_article(given: Mapping[str, object]) -> bool:
    """True if `given` has this shape."""
    return isinstance(given.get("body"), list)


def read_article(given: Mapping[str, object], line: int, clock: Clock) -> WireItem:
    """The article in `given`."""
    meta = given.get("meta")
    url = words_of(meta.get("url")) if isinstance(meta, Mapping) else ""
    label = words_of(given.get("section"))
    return WireItem(
        key=words_of(given.get("id")),
        headline=words_of(given.get("headline")),
        standfirst=words_of(given.get("standfirst")),
        blocks=_blocks(given),
        byline=words_of(given.get("byline")),
        agency=words_of(given.get("source")),
        published=clock.read(given, "date"),
        undated=tuple(clock.unread),
        labels=(label,) if label else (),
        language=words_of(given.get("language")),
        url=url if is_web_address(url) else "",
        shots=tuple(_shots(given)),
        line=line,
    )


def _blocks(given: Mapping[str, object]) -> tuple[Block, ...]:
    """The paragraphs, with each crosshead before the one it names."""
    heads: dict[int, list[str]] = {}
    for head in parts_of(given.get("crossheads")):
        before = head.get("before")
        place = before if isinstance(before, int) else NOWHERE
        heads.setdefault(place, []).append(words_of(head.get("text")))
    body = given.get("body")
    blocks: list[Block | None] = []
    for index, paragraph in enumerate(body if isinstance(body, list) else ()):
        blocks += [block_of(text, BlockKind.CROSSHEAD) for text in heads.pop(index, ())]
        blocks.append(block_of(words_of(paragraph)))
    # A crosshead over no paragraph of the body keeps its words, at the end.
    blocks += [block_of(text) for texts in heads.values() for text in texts]
    return tuple(block for block in blocks if block)


def _shots(given: Mapping[str, object]) -> list[Shot]:
    """The pictures that have an address."""
    return [
        Shot(
            href=href,
            caption=words_of(image.get("caption")),
            credit=words_of(image.get("credit")),
        )
        for image in parts_of(given.get("images"))
        if (href := words_of(image.get("url")))
    ]
