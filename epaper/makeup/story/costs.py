"""What the sizes of a story's arrangements cost: legs, the rest of a jump, the main picture.

In: arrangements of one width, and as arrays their legs' zone and main picture's height at every
size tried, in rows. Out: a cost each; inf where a hard rule leaves the size out. The figures are
docs/rules.md's unless a constant says otherwise; 1.0 is a blemish that an editor would notice.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from epaper.makeup.story.arrangement import GAP_ROWS, Arrangement
from epaper.makeup.story.arrangements import is_stub
from epaper.makeup.story.copyfit import HEADS, MIN_REST_ROWS
from epaper.makeup.story.item import Leaves, Role, StoryItem
from epaper.makeup.story.pictures import cutline_rows, second_rows
from epaper.model import Grid

MIN_JUMP_ROWS = 28  # 100 mm of text before a jump
TIGHTEST_LEG_ROWS = 5
STUB_LEG_ROWS = 2  # of a stub: no paragraph is parted into fewer lines
COPYFIT_ROWS = 3  # lines that copyfit is trusted to win or lose beyond the legs' own slack
LINE_COST = 0.35  # each
WHITE_COST = 50.0  # times white as a share of the page
SHORT_LEG_ROWS, DEEP_LEG_ROWS = 14, 67  # legs are best 50 to 250 mm deep
SHORT_LEG_COST = 0.08  # each row that a leg of several is less deep
GREY_MM = 250.0  # of text without crosshead, picture or pull quote, at most
GREY_COST, GREY_ROW_COST = 0.4, 0.002
DEEP_LEG_COST = 0.3
SHALLOW_ROWS = 16  # all legs of a wide story less deep than this look like a strip
LARGE_REST_COST = 4.0
LARGE_REST_SHARE, GIANT_REST_SHARE = 0.78, 1.25  # of a page's rows
AWKWARD_REST_COST = 12.0  # between the two: too much for a page, too little to go on again
AGAIN_SHARE = 0.61  # of its page: what has jumped and jumps again; the check wants 0.6
STRETCH_COST = 0.05  # each row of white between the rows of a table on a page of its own
CROP_COST = 5.0
BIG_PICTURE_SHARE, BIGGEST_PICTURE_SHARE = 0.22, 0.4  # of the page, for the dominant one
PICTURE_SHARE_COST = 8.0

Rows = NDArray[np.int64]
Cost = NDArray[np.float64]
Costs = NDArray[np.float32]  # of an item's shapes, by columns and rows
INF = np.float32(np.inf)  # of a size that it has not


def size_costs(
    item: StoryItem,
    role: Role,
    grid: Grid,
    tried: Sequence[Arrangement],
    which: Rows,
    sizes: Rows,
    height: int,
) -> Cost:
    """The cost of each size, on a page `height` rows deep.

    `sizes` are pairs of the legs' zone and the main picture's rows, `which` the arrangement
    of each: its place among those `tried`, all of one width.
    """
    legs = _legs(tried, which, sizes)
    jumps = np.array([a.jump for a in tried])[which]
    cost = _leg_costs(item, legs, jumps, WHITE_COST / (grid.columns * height))
    cost += _art_costs(item, role, grid, tried, which, sizes[:, 1], height)
    cost += _grey_costs(item, grid, tried, which, legs)
    if jumps.any():
        cost += np.where(jumps, _rest_costs(item, grid, tried, which, legs), 0.0)
        if item.rest:
            cost[jumps & ~_fills_most(grid, tried, which, sizes)] = np.inf
    return cost


def _fills_most(
    grid: Grid, tried: Sequence[Arrangement], which: Rows, sizes: Rows
) -> NDArray[np.bool_]:
    """True where the rectangle takes so much of its page that a story may go on from it again.

    Readers follow a second jump only of a story that is larger than a page (C-110).
    """
    share = grid.span_mm(tried[0].width) / grid.span_mm(grid.columns) / grid.rows
    heads = np.array([a.height(0, 0) - GAP_ROWS for a in tried])[which]
    arts = np.where(np.array([a.art_style == "top" for a in tried])[which], sizes[:, 1], 0)
    most: NDArray[np.bool_] = (heads + sizes[:, 0] + arts) * share >= AGAIN_SHARE
    return most


def _legs(tried: Sequence[Arrangement], which: Rows, sizes: Rows) -> Rows:
    """Rows of each leg, a row for each size; as `Arrangement.leg_rows`."""
    used = np.array([a.used_rows for a in tried])
    lower = np.zeros_like(used)  # 1 where the main picture stands on the leg
    heads = np.zeros(len(tried), dtype=np.int64)
    for number, a in enumerate(tried):
        if a.art_style in ("side", "aside"):
            lower[number, a.art_column : a.art_column + a.art_span] = 1
            heads[number] = a.head_rows if a.art_style == "aside" else 0
    arts = sizes[:, 1] - heads[which]
    legs: Rows = sizes[:, :1] - used[which] - lower[which] * arts[:, None]
    return legs


def _leg_costs(item: StoryItem, legs: Rows, jumps: NDArray[np.bool_], row_cost: float) -> Cost:
    """What the legs cost; inf where the copy cannot be placed in them.

    `row_cost` is that of a row of white in one column.
    """
    if not item.paragraphs:
        cost: Cost = STRETCH_COST * legs.min(axis=1).astype(np.float64)
        return cost
    used = legs != 0
    counts, rooms = used.sum(axis=1), legs.sum(axis=1)
    tightest = STUB_LEG_ROWS if is_stub(item) else TIGHTEST_LEG_ROWS
    least = 1 if item.strained > 1 else min(tightest, item.rows)
    good = used[:, 0] & (np.where(used, legs, least) >= least).all(axis=1)
    slack = rooms - item.rows
    over, under = np.maximum(0, slack - counts), np.maximum(0, -slack)
    whole = under <= min(item.lose_rows, COPYFIT_ROWS)
    whole &= over <= min(item.gain_rows, COPYFIT_ROWS) + max(0, item.strained - 1) * counts
    # Every leg may end a row short.
    part = rooms >= counts + (MIN_REST_ROWS if item.rest else MIN_JUMP_ROWS)
    part &= item.rows - rooms >= MIN_REST_ROWS + counts
    cost = np.where(
        jumps,
        0.01 * np.maximum(0, 60 - rooms),
        LINE_COST * (over + under) + row_cost * np.clip(slack, 0, counts),
    )
    short = np.where(used, np.maximum(0, SHORT_LEG_ROWS - legs), 0).sum(axis=1)
    cost += np.where(counts > 1, SHORT_LEG_COST * short, 0.0)
    deep = np.maximum(0, legs - DEEP_LEG_ROWS)
    cost += 0.02 * deep.sum(axis=1) + DEEP_LEG_COST * (deep > 1).any(axis=1)
    if legs.shape[1] >= 4:
        cost += np.where(legs.max(axis=1) < SHALLOW_ROWS, 0.4, 0.0)
    return np.where(good & np.where(jumps, part, whole), cost, np.inf)


def _grey_costs(
    item: StoryItem, grid: Grid, tried: Sequence[Arrangement], which: Rows, legs: Rows
) -> Cost:
    """What the longest run of text without a break costs (C-217)."""
    most = round(GREY_MM / grid.row_mm) + 1
    if item.rows <= most:
        return np.zeros(len(legs))
    broken = np.array([_breaks(a) for a in tried])[which]
    starts = np.cumsum(legs, axis=1) - legs
    ends = legs.sum(axis=1)[:, None]
    heads = np.minimum(np.array(_heads(item), dtype=np.int64), ends)
    stops = np.sort(np.hstack([np.where(broken, starts, 0), heads, ends]), axis=1)
    over = np.diff(stops, axis=1, prepend=0).max(axis=1) - most
    return np.where(over > 0, GREY_COST + GREY_ROW_COST * over, 0.0)


def _breaks(a: Arrangement) -> list[bool]:
    """Of each leg, whether a picture or quote stands on it that the leg before is not under."""
    firsts = {p.column for p in a.parts if p.zone == "top" and p.kind in ("photo", "quote")}
    if a.art_style in ("side", "aside"):
        firsts.add(a.art_column)
    return [column in firsts for column in range(a.width)]


def _heads(item: StoryItem) -> list[int]:
    """The rows of its copy at which crossheads stand."""
    rows, heads = 0, []
    for paragraph in item.paragraphs:
        if paragraph.role in HEADS:
            heads.append(rows)
        rows += paragraph.white_rows + len(paragraph.best.lines)
    return heads


def _rest_costs(
    item: StoryItem, grid: Grid, tried: Sequence[Arrangement], which: Rows, legs: Rows
) -> Cost:
    """What it costs that the rest of a jumped story may not go on one page."""
    rows = [
        second_rows(picture, grid.column_mm, grid)
        + cutline_rows(item.galley.cutlines.get((index, 1)), grid)
        for index, picture in item.pictures
    ]
    taken: dict[Leaves, int] = {"": 0, "art": sum(rows), "others": sum(rows[1:])}
    along = np.array([taken[a.leaves] for a in tried])[which]
    pages = (item.rows - legs.sum(axis=1) + along) / (grid.rows * grid.columns)
    large = np.where(pages > GIANT_REST_SHARE, LARGE_REST_COST, AWKWARD_REST_COST)
    return np.where(pages > LARGE_REST_SHARE, large, 0.0)


def _art_costs(
    item: StoryItem,
    role: Role,
    grid: Grid,
    tried: Sequence[Arrangement],
    which: Rows,
    arts: Rows,
    height: int,
) -> Cost:
    """Cropping, and how far the dominant picture is from a quarter of the page."""
    shown = np.array([bool(a.art_style) for a in tried])[which]
    if not shown.any():
        return np.zeros(len(arts))
    pictures = dict(item.pictures)
    cuts = [cutline_rows(item.galley.cutlines.get((a.art_index, a.art_span)), grid) for a in tried]
    spans = np.array([a.art_span for a in tried])[which]
    wide_mm = np.array([grid.span_mm(max(1, a.art_span)) for a in tried])[which]
    filed = np.array([pictures[a.art_index].aspect if a.art_style else 1.0 for a in tried])[which]
    rows = np.where(shown, arts - np.array(cuts)[which], 1)
    cost: Cost = CROP_COST * np.log(wide_mm / (rows * grid.row_mm) / filed) ** 2
    if role.dominant:
        shares = spans * rows / (grid.columns * height)
        cost += PICTURE_SHARE_COST * np.maximum(0.0, BIG_PICTURE_SHARE - shares)
        cost += PICTURE_SHARE_COST * np.maximum(0.0, shares - BIGGEST_PICTURE_SHARE)
    return np.where(shown, cost, 0.0)
