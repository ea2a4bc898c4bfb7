"""Teasers and index at the foot of page one: which stories are told, and how deep the foot is.

In: items with their galleys, the kind of page one. Out: the stories to announce, the rows that
teasers and index take, the words of a teaser that fill its room.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import east_asian_width

from epaper.makeup.figures import FRONT, PICTURES
from epaper.makeup.page.placing import PlacedStory
from epaper.makeup.story.item import StoryItem
from epaper.makeup.story.pictures import printed_dpi
from epaper.model import MM_PER_PT, Galley, Grid, PageKind, SetBlock, Story

TEASER_TEXT_ROWS = 6  # under a teaser's picture at most: headline and page
LEAST_PICTURE_ROWS = 4
LEAST_INDEX_STEP = 1.0  # rows: an index with more entries than that runs in two columns
INDEX_COLUMNS = 2
FEWEST_SECTIONS = 2  # of an index
INDEX_GAP_MM = 3.0
INDEX_HEAD_ROWS = 2.6
INDEX_TEASER_AIR_ROWS = 0.6  # between the index and a teaser under it
PLAIN_FOOT_ROWS = 1.8  # of a foot's rows: the white above its rule and under it
PLAIN_TEASER_PTS = 18, 14  # headlines of teasers without a picture
TEASER_PAGE_ROWS = 1.2  # the line that names the page, and the white above it
TEASER_AIR_ROWS = 0.4  # between a teaser's parts
TEASER_RISE_ROWS = 0.2  # a plain teaser's capitals are level with the pictures' tops
LARGE_TEASER_PTS = 24, 18, 14  # headlines under a large picture
LARGE_TEASER_LINES = 2
# Mean width of a letter of a credit, EP Sans capitals of 6.2 pt with their space, and of a square.
CREDIT_LETTER_PT, CREDIT_WIDE_PT = 4.3, 6.6


def has_index(sections: int) -> bool:
    """True if page one has an index: one of a single section tells nothing."""
    return sections >= FEWEST_SECTIONS


def index_room(foot_rows: int) -> int:
    """How many sections the index of a foot so deep can name: those that come first in the paper.

    The others are named by their pages alone.
    """
    return max(1, INDEX_COLUMNS * int((foot_rows - 1 - INDEX_HEAD_ROWS) / LEAST_INDEX_STEP))


def pick_teasers(
    inside: Sequence[tuple[int, PlacedStory]],
    galleys: Mapping[str, Galley],
    grid: Grid,
    foot_rows: int,
    count: int,
) -> list[Story]:
    """The inside stories to announce: by rank, those with a picture first.

    The first `count` are in page order; the others may be announced where there is room left.

    A headline that leaves no room for the page's number in a foot of `foot_rows` is too long for
    a teaser, as is one that leaves none under a picture.
    """
    stories = {
        p.item.story.slug: (page, p.item.story) for page, p in reversed(inside) if p.item.headed
    }
    fitting = [
        (page, story)
        for page, story in stories.values()
        if may_be_told(galleys[story.slug], grid, foot_rows)
    ]
    fitting.sort(key=lambda entry: (is_plain(entry[1]), entry[1].order))
    shown = sorted(fitting[:count], key=lambda entry: entry[0])
    return [story for _, story in (*shown, *fitting[count:])]


def may_be_told(galley: Galley, grid: Grid, foot_rows: int) -> bool:
    """True if a teaser of the story goes into a foot so deep."""
    room_pt = (foot_rows - PLAIN_FOOT_ROWS - TEASER_PAGE_ROWS) * grid.baseline_pt
    fits = galley.teaser is not None and len(galley.teaser.lines) < TEASER_TEXT_ROWS - 1
    return fits and has_room(galley, room_pt, grid)


def plain_foot_rows(items: Sequence[StoryItem], grid: Grid, most: int) -> int:
    """Rows of a foot without pictures, `most` at most, that the first items' teasers fill best."""
    galleys = [item.galley for item in items]
    told = [g for g in galleys if g.teaser and len(g.teaser.lines) < TEASER_TEXT_ROWS - 1]
    sections = len({item.section for item in items})
    index = INDEX_HEAD_ROWS + LEAST_INDEX_STEP * -(-sections // 2) if has_index(sections) else 0.0
    least = max((g.teaser.height_pt for g in told if g.teaser is not None), default=0.0)
    fewest = max(index + 1, least / grid.baseline_pt + TEASER_PAGE_ROWS + PLAIN_FOOT_ROWS)

    def white(rows: int) -> float:
        room_pt = (rows - PLAIN_FOOT_ROWS - TEASER_PAGE_ROWS) * grid.baseline_pt
        first = told[: grid.columns - has_index(sections)]
        return sum(room_pt - _teaser_pt(plain_words(g, room_pt, grid), grid) for g in first)

    return min(range(min(most, math.ceil(fewest)), most + 1), key=lambda rows: (white(rows), -rows))


def large_teaser(items: Iterable[StoryItem], kind: PageKind, grid: Grid) -> StoryItem | None:
    """The first item that the foot of `kind` may announce with a large picture.

    It has a photograph that need not be cut much nor enlarged, a headline of few lines, and a
    credit that goes beside the page's number.
    """
    width_mm = grid.span_mm(grid.columns - 1)
    for item in items:
        head = large_head(item.galley, grid)
        if not item.headed or head is None:
            continue
        if is_plain(item.story) or _credit_pt(item.story) > width_mm / 2 / MM_PER_PT:
            continue
        rows = kind.foot_rows - PLAIN_FOOT_ROWS - teaser_rows([head], grid)
        height_mm, picture = rows * grid.row_mm, item.story.pictures[0][1]
        cut = abs(math.log(width_mm / height_mm / picture.aspect))
        if (
            cut <= PICTURES.crop_limit
            and printed_dpi(picture, width_mm, height_mm) >= PICTURES.least_dpi
        ):
            return item
    return None


def _credit_pt(story: Story) -> float:
    """How wide the credit of its first picture comes out, by the mean width of capitals."""
    credit = story.record.photos[story.pictures[0][0]].credit
    wide = sum(east_asian_width(sign) in "WF" for sign in credit)
    return CREDIT_LETTER_PT * len(credit) + (CREDIT_WIDE_PT - CREDIT_LETTER_PT) * wide


def large_head(galley: Galley, grid: Grid) -> SetBlock | None:
    """The headline that goes under a large picture: the largest of few lines."""
    heads = (galley.headlines.get((grid.columns - 1, size)) for size in LARGE_TEASER_PTS)
    return next((h for h in heads if h is not None and len(h.lines) <= LARGE_TEASER_LINES), None)


def teaser_rows(heads: Sequence[SetBlock], grid: Grid) -> float:
    """Rows of the deepest of these teaser headlines with its page line."""
    deepest_pt = max((head.height_pt for head in heads), default=0.0)
    return deepest_pt / grid.baseline_pt + TEASER_AIR_ROWS + TEASER_PAGE_ROWS


def index_steps(entries: int, rows: int) -> tuple[int, int, float]:
    """Columns of an index, entries in each, and rows from one to the next."""
    room = rows - INDEX_HEAD_ROWS
    halves = 1 if room / entries >= LEAST_INDEX_STEP else INDEX_COLUMNS
    deep = math.ceil(entries / halves)
    return halves, deep, min(1.3, room / deep)


def even_size_pt(galleys: Sequence[Galley], room_pt: float, grid: Grid) -> float:
    """The headline size in which plain teasers side by side fill their room best, 0 for any.

    That is where one of them would leave a hole in each size that goes for all.
    """
    whites: dict[float, float] = {}
    hole_pt = FRONT.most_teaser_hole * grid.rows * grid.baseline_pt * grid.columns
    for size_pt in dict.fromkeys(head.size_pt for galley in galleys for head in _heads(galley)):
        words = [plain_words(galley, room_pt, grid, size_pt) for galley in galleys]
        left = [room_pt - _teaser_pt(each, grid) for each in words]
        if all(each[0].size_pt == size_pt for each in words) and max(left) <= hole_pt:
            whites[size_pt] = sum(left)
    return min(whites, key=lambda size_pt: whites[size_pt], default=0.0)


def _heads(galley: Galley) -> list[SetBlock]:
    """The headlines that a plain teaser may have, the largest first."""
    sizes = (galley.headlines.get((1, size_pt)) for size_pt in PLAIN_TEASER_PTS)
    return [head for head in (*sizes, galley.teaser) if head is not None]


def plain_words(
    galley: Galley, room_pt: float, grid: Grid, size_pt: float = 0.0
) -> tuple[SetBlock, ...]:
    """Headline, and standfirst if it has room: the words that fill a plain teaser best.

    The headline is of `size_pt` if there is such a one and it fits.
    """
    heads = _heads(galley)
    wanted = [head for head in heads if head.size_pt == size_pt]
    if wanted and _teaser_pt(wanted, grid) <= room_pt:
        heads = wanted
    texts = [galley.teaser_text] if galley.teaser_text is not None else []
    choices: list[tuple[SetBlock, ...]] = [(head, text) for head in heads for text in texts]
    choices += [(head,) for head in heads]
    fitting = [words for words in choices if _teaser_pt(words, grid) <= room_pt]
    return max(fitting, key=lambda words: _teaser_pt(words, grid), default=tuple(heads[-1:]))


def has_room(galley: Galley, room_pt: float, grid: Grid) -> bool:
    """True if a plain teaser's headline goes there, in its smallest size."""
    return galley.teaser is not None and _teaser_pt((galley.teaser,), grid) <= room_pt


def _teaser_pt(words: Sequence[SetBlock], grid: Grid) -> float:
    """Height of a plain teaser's words, its page line apart."""
    airs = (len(words) - 1) * TEASER_AIR_ROWS - TEASER_RISE_ROWS
    return sum(block.height_pt for block in words) + airs * grid.baseline_pt


def is_plain(story: Story) -> bool:
    """True if the story has no photograph to announce it with."""
    return not story.pictures or story.pictures[0][1].whole
