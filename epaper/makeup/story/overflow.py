"""Spill: pictures, boxes and tables that no page holds beside their story's copy.

In: an item. Out: the item with as much of them as a page shows well; the rest follows it as
`more`, a chain of items without copy, none larger than a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from epaper.exceptions import StoryError
from epaper.makeup.figures import OVERFLOW, WHITE
from epaper.makeup.story.arrangement import BOX_PAD_ROWS, TABLE_AIR_ROWS
from epaper.makeup.story.item import StoryItem
from epaper.makeup.story.pictures import (
    Hanging,
    cutline_rows,
    hang,
    hung_rows,
    rows_of,
    second_rows,
)
from epaper.model import BoxSetting, Galley, Grid, Picture, TableSetting

BOX_HEAD_ROWS = 5
HEAD_ROWS = 9  # of a page without copy: from-line, a headline of three lines, jump line


def lighten(item: StoryItem, grid: Grid, rows: int, share: float = OVERFLOW.share) -> StoryItem:
    """The item, with `more` for what is too much for a page of `rows` rows.

    Pictures beyond the first, box and table may take that `share` of the page; of 0 the first
    picture goes with them. Raises StoryError for a table of which no page holds a row.
    """
    if not item.art:
        return item
    item = _taken_back(item)
    room = share * rows * grid.columns
    galley, pictures = item.galley, item.pictures
    table = _narrowest(galley)
    kept_table = table is None or _table_fits(table, rows, room)
    room -= table.total_rows * table.span if table is not None and kept_table else 0
    kept_box = galley.box is None or len(galley.box.lines) + BOX_HEAD_ROWS <= room
    room -= len(galley.box.lines) + BOX_HEAD_ROWS if galley.box is not None and kept_box else 0
    count = _pictures_kept(pictures, galley, grid, room) if share else 0
    if kept_table and kept_box and count >= len(pictures):
        return item
    boxes = () if kept_box else tuple(_box_items(item, grid, rows - HEAD_ROWS))
    pages = tuple(_picture_items(item, pictures[count:], grid, rows - HEAD_ROWS))
    spilled = [
        *_together(pages, boxes, grid, rows - HEAD_ROWS),
        *(() if kept_table else _table_items(item, _fullest(galley, grid), grid, rows - HEAD_ROWS)),
    ]
    return replace(
        item,
        key=item.key if share else f"{item.key} bare",
        story=replace(item.story, pictures=pictures[:count]),
        shown=0,
        galley=replace(
            galley,
            box=galley.box if kept_box else None,
            tables=galley.tables if kept_table else {},
        ),
        more=_chained([*spilled, *_links(item.more)]),
    )


def _taken_back(item: StoryItem) -> StoryItem:
    """The item with the pictures and the box that it had handed on: they are shared out anew."""
    links = tuple(_links(item.more))
    handed = [link for link in links if not link.pieces]
    if not handed:
        return item
    pictures = (*item.pictures, *(entry for link in handed for entry in link.pictures))
    boxes = [link.galley.box for link in handed if link.galley.box]
    box = item.galley.box
    if boxes:
        box = replace(boxes[0], lines=tuple(line for part in boxes for line in part.lines))
    return replace(
        item,
        story=replace(item.story, pictures=pictures),
        shown=0,
        galley=replace(item.galley, box=box),
        more=_chained([link for link in links if link.pieces]),
    )


def _together(
    pages: tuple[StoryItem, ...], boxes: tuple[StoryItem, ...], grid: Grid, rows: int
) -> tuple[StoryItem, ...]:
    """Pages of pictures, then of the box; where one has room for both, it has them."""
    if not pages or len(boxes) != 1:
        return (*pages, *boxes)
    last, galley = pages[-1], boxes[0].galley
    assert galley.box is not None
    deep = hung_rows(hang(last.pictures, last.galley, grid, Hanging(grid.columns)))
    deep += -(-len(galley.box.lines) // grid.columns) + len(galley.box.title.lines)
    if deep + BOX_PAD_ROWS + 1 > rows:
        return (*pages, *boxes)
    return (*pages[:-1], replace(last, galley=replace(last.galley, box=galley.box)))


def _links(item: StoryItem | None) -> Iterator[StoryItem]:
    """What has been spilled already, piece by piece."""
    while item is not None:
        yield item
        item = item.more


def _narrowest(galley: Galley) -> TableSetting | None:
    return galley.tables[min(galley.tables)] if galley.tables else None


def _fullest(galley: Galley, grid: Grid) -> TableSetting:
    """The table so wide that parts of it, side by side, leave least of the page's width."""
    return galley.tables[min(galley.tables, key=lambda span: (grid.columns % span, span))]


def _table_fits(table: TableSetting, rows: int, room: float) -> bool:
    return table.total_rows <= OVERFLOW.table_depth * rows and table.total_rows * table.span <= room


def _pictures_kept(
    pictures: Sequence[tuple[int, Picture]], galley: Galley, grid: Grid, room: float
) -> int:
    """How many pictures, the main one included, may stand beside the copy."""
    for count, (index, picture) in enumerate(pictures[1:], start=1):
        room -= second_rows(picture, grid.column_mm, grid)
        room -= cutline_rows(galley.cutlines.get((index, 1)), grid)
        if room < 0:
            return count
    return len(pictures)


def _chained(items: Sequence[StoryItem]) -> StoryItem | None:
    """The first item, each with the next as its `more`."""
    chain: StoryItem | None = None
    for number, item in reversed(list(enumerate(items, start=1))):
        chain = replace(item, key=f"{item.key.partition('/')[0]}/more{number}", more=chain)
    return chain


def _bare(
    item: StoryItem, galley: Galley, pictures: Sequence[tuple[int, Picture]] = ()
) -> StoryItem:
    """A page's item with these and nothing else of the story."""
    story = replace(item.story, pictures=tuple(pictures))
    return replace(item, story=story, shown=0, galley=galley, paragraphs=(), rest=True)


def _picture_items(
    item: StoryItem, pictures: Sequence[tuple[int, Picture]], grid: Grid, rows: int
) -> Iterator[StoryItem]:
    """The pictures, as many to an item as a page of them holds."""
    galley = replace(item.galley, box=None, tables={}, quotes=())
    whole = Hanging(grid.columns)
    while pictures:
        count = len(pictures)
        while count > 1 and hung_rows(hang(pictures[:count], galley, grid, whole)) > rows:
            count -= 1
        yield _bare(item, galley, pictures[:count])
        pictures = pictures[count:]


def _box_items(item: StoryItem, grid: Grid, rows: int) -> Iterator[StoryItem]:
    """The box, its lines in all columns; its title stands on the first part."""
    box = item.galley.box
    assert box is not None
    title = box.title
    most = (rows - len(title.lines) - BOX_PAD_ROWS - 1) * grid.columns
    for first in range(0, max(1, len(box.lines)), most):
        part = BoxSetting(title=title, lines=box.lines[first : first + most])
        yield _bare(item, replace(item.galley, box=part, tables={}, quotes=()))
        title = replace(title, lines=())


def _table_items(
    item: StoryItem, table: TableSetting, grid: Grid, rows: int
) -> Iterator[StoryItem]:
    """The table's rows in parts side by side; title and column heads stand on the first."""
    galley = replace(item.galley, box=None, tables={}, quotes=())
    beside, deepest = max(1, grid.columns // table.span), rows - TABLE_AIR_ROWS
    if max(table.row_heights) + _outer_rows(table, grid) > deepest:
        raise StoryError(
            item.key,
            "a row of the table is deeper than a page",
            "shorten its longest cell, or file it as text",
        )
    first = 0
    while first < len(table.rows):
        bounds = _bounds(table, first, deepest, grid)[: beside + 1]
        if bounds[-1] == len(table.rows):
            bounds = _level_bounds(table, first, beside, deepest, grid)
        parts = (_part(table, start, end, grid) for start, end in pairwise(bounds))
        yield replace(_bare(item, galley), pieces=tuple(parts))
        first = bounds[-1]


def _level_bounds(
    table: TableSetting, first: int, beside: int, deepest: int, grid: Grid
) -> list[int]:
    """The bounds of the last parts, `beside` of them at most: about as deep as each other."""
    even = -(-sum(table.row_heights[first:]) // beside)
    choices = (_bounds(table, first, depth, grid) for depth in range(even, deepest))
    fitting = (bounds for bounds in choices if len(bounds) - 1 <= beside)
    return next(fitting, _bounds(table, first, deepest, grid))


def _bounds(table: TableSetting, first: int, depth: int, grid: Grid) -> list[int]:
    """The rows before which the table is cut, from `first` on, into parts of `depth` rows at most.

    Rows stay whole.
    """
    note = rows_of(table.note.height_pt, grid) if table.note is not None else 0
    used, bounds = _over_rows(table, grid) if not first else 0, [first]
    for number, height in enumerate(table.row_heights[first:], start=first):
        if used + height > depth - note and number > bounds[-1]:
            bounds.append(number)
            used = 0
        used += height
    return [*bounds, len(table.rows)]


def _over_rows(table: TableSetting, grid: Grid) -> int:
    """Rows of what stands over a table's first row."""
    title = rows_of(table.title.height_pt, grid) if table.title is not None else 0
    return title + table.head_rows


def _outer_rows(table: TableSetting, grid: Grid) -> int:
    """Rows of what stands over and under a table's rows."""
    note = rows_of(table.note.height_pt, grid) if table.note is not None else 0
    return _over_rows(table, grid) + note


def stretch_rows(table: TableSetting) -> int:
    """How many rows of white a table bears between its rows: more between two were a hole."""
    return WHITE.most_row_air_rows * (len(table.rows) - 1)


def stretched(table: TableSetting, rows: int) -> TableSetting:
    """The table with so many rows of white more if it bears them: between its rows, evenly."""
    rows = min(rows, stretch_rows(table))
    gaps = len(table.rows) - 1
    after = Counter(-(-n * gaps // rows) - 1 for n in range(1, rows + 1))
    heights = tuple(height + after[number] for number, height in enumerate(table.row_heights))
    return replace(table, row_heights=heights, total_rows=table.total_rows + rows)


def _part(table: TableSetting, first: int, last: int, grid: Grid) -> TableSetting:
    """Rows `first` to `last` of the table, as a table."""
    heights = table.row_heights[first:last]
    part = replace(
        table,
        title=None if first else table.title,
        head=() if first else table.head,
        head_rows=0 if first else table.head_rows,
        rows=table.rows[first:last],
        row_heights=heights,
        note=table.note if last == len(table.rows) else None,
    )
    outer = [rows_of(b.height_pt, grid) for b in (part.title, part.note) if b is not None]
    return replace(part, total_rows=sum(heights) + part.head_rows + sum(outer))
