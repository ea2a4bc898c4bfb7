"""Lots: briefs under one standing head, parted between two of them where a page takes no more.

In: a gathered item. Out: its first so many members as an item, and the others as another; each
has the standing head and a name of its own, and nothing jumps.
"""

from __future__ import annotations

from dataclasses import replace

from epaper.makeup.figures import BRIEFS
from epaper.makeup.story.item import StoryItem
from epaper.model import Record

HEAD_ROWS = 4  # of a part: its standing head, and the white under it


def may_part(item: StoryItem) -> bool:
    """True for a lot of two parts at least that the desk wants on no page in particular."""
    return item.divisible


def is_large(item: StoryItem, pages: float) -> bool:
    """True for a lot that is better parted; `pages` is how much of one it takes."""
    if not may_part(item):
        return False
    return pages > BRIEFS.large or len(item.story.members) > BRIEFS.most_whole[item.story.form]


def parted(item: StoryItem, count: int) -> tuple[StoryItem, StoryItem]:
    """The first `count` members of a lot, and the others."""
    members = item.story.members
    return _of(item, members[:count]), _of(item, members[count:])


def part_counts(item: StoryItem) -> range:
    """How many members the first part of a lot may have."""
    return range(BRIEFS.least_members, len(item.story.members) - BRIEFS.least_members + 1)


def part_rows(item: StoryItem) -> list[int]:
    """Rows of the first n members, n from 0 to all; a head stands over them."""
    rows = dict.fromkeys((record.slug for record in item.story.members), 0)
    sums = [HEAD_ROWS]
    for paragraph in item.paragraphs:
        rows[paragraph.slug] += paragraph.white_rows + len(paragraph.best.lines)
    for record in item.story.members:
        sums.append(sums[-1] + rows[record.slug])
    return sums


def first_part(item: StoryItem, rows: float) -> tuple[StoryItem, StoryItem]:
    """A lot with as many members in its first part as so many rows hold."""
    heights = part_rows(item)
    fitting = [count for count in part_counts(item) if heights[count] <= rows]
    return parted(item, max(fitting, default=BRIEFS.least_members))


def _of(item: StoryItem, members: tuple[Record, ...]) -> StoryItem:
    """The lot's item with these members alone. Parts may begin alike: the key tells their size."""
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
