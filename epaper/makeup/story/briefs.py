"""Lots: briefs under one standing head, parted between two of them where a page takes no more.

In: a gathered item. Out: its first so many members as an item, and the others as another; each
has the standing head and a name of its own, and nothing jumps.
"""

from __future__ import annotations

from dataclasses import replace

from epaper.makeup.story.item import Item
from epaper.model import Form, Record

MOST_WHOLE = {Form.BRIEF: 7, Form.LETTER: 5, Form.CORRECTION: 5}
LARGE = 0.4  # of a page: a lot that takes more is parted even if it has no more members
LEAST_MEMBERS = 2  # of a part: one brief needs no head over it
HEAD_ROWS = 4  # of a part: its standing head, and the white under it


def may_part(item: Item) -> bool:
    """True for a lot of two parts at least that the desk wants on no page in particular."""
    story = item.story
    if story is None or not story.gathered or item.rest or item.pin:
        return False
    return len(story.members) >= 2 * LEAST_MEMBERS


def is_large(item: Item, pages: float) -> bool:
    """True for a lot that is better parted; `pages` is how much of one it takes."""
    story = item.story
    if story is None or not may_part(item):
        return False
    return pages > LARGE or len(story.members) > MOST_WHOLE[story.form]


def parted(item: Item, count: int) -> tuple[Item, Item]:
    """The first `count` members of a lot, and the others."""
    assert item.story is not None
    members = item.story.members
    return _of(item, members[:count]), _of(item, members[count:])


def part_counts(item: Item) -> range:
    """How many members the first part of a lot may have."""
    assert item.story is not None
    return range(LEAST_MEMBERS, len(item.story.members) - LEAST_MEMBERS + 1)


def part_rows(item: Item) -> list[int]:
    """Rows of the first n members, n from 0 to all; a head stands over them."""
    assert item.story is not None
    rows = dict.fromkeys((record.slug for record in item.story.members), 0)
    sums = [HEAD_ROWS]
    for paragraph in item.paragraphs:
        rows[paragraph.slug] += paragraph.white_rows + len(paragraph.best.lines)
    for record in item.story.members:
        sums.append(sums[-1] + rows[record.slug])
    return sums


def first_part(item: Item, rows: float) -> tuple[Item, Item]:
    """A lot with as many members in its first part as so many rows hold."""
    heights = part_rows(item)
    fitting = [count for count in part_counts(item) if heights[count] <= rows]
    return parted(item, max(fitting, default=LEAST_MEMBERS))


def _of(item: Item, members: tuple[Record, ...]) -> Item:
    """The lot's item with these members alone. Parts may begin alike: the key tells their size."""
    assert item.story is not None
    assert item.galley is not None
    slugs = {record.slug for record in members}
    copy = tuple(paragraph for paragraph in item.paragraphs if paragraph.slug in slugs)
    story = item.story.with_members(members)
    return replace(
        item,
        key=f"{story.slug}+{len(members)}",
        story=story,
        galley=replace(item.galley, paragraphs=copy),
        paragraphs=copy,
    )
