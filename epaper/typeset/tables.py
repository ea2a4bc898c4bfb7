"""A table in, its settings out: column widths from the content, every word kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from epaper.model import SetBlock, Table, TableCell, TableSetting
from epaper.typeset.display import Part, display_words
from epaper.typeset.stick import Stick

GAP_PT = 7.0  # between columns
FEW = 2  # spans at which a table is wanted
NUMBER = re.compile(r"[+\-−–±]?[£$€¥]?\d[\d.,:/ ]*(?:%|[a-z]{1,2})?|[–—-]?")


def set_tables(table: Table, stick: Stick) -> dict[int, TableSetting]:
    """The table at one and two columns where it fits, else at the first span where it does.

    If it fits nowhere, its cells are broken at full width, words split where they must be.
    """
    widths = [_column_widths(table, column, stick) for column in range(len(table.columns))]
    gaps = GAP_PT * (len(widths) - 1)
    grid = stick.layout.grid
    fitting = [span for span in stick.spans if _least(widths) + gaps <= grid.span_pt(span)]
    wanted = [span for span in fitting if span <= FEW] or fitting[:1] or [grid.columns]
    aligns = [_align(table, column) for column in range(len(widths))]
    lead = aligns.index("left") if "left" in aligns else 0
    return {
        span: _set_table(
            table, span, _share(widths, grid.span_pt(span) - gaps, lead), aligns, stick
        )
        for span in wanted
    }


def _column_widths(table: Table, column: int, stick: Stick) -> tuple[float, float]:
    """A column's least width, its widest word, and its natural width, its widest cell."""
    least = natural = 0.0
    cells = [("table-head", table.columns[column])]
    cells += [("table-cell", row[column]) for row in table.rows]
    for name, text in cells:
        style = stick.style(name)
        words = display_words((Part(text, style),), style.size_pt, stick.fonts, stick.language)
        parts = [word.width_em * style.size_pt for word in words]
        spaces = sum(word.space_em for word in words[1:]) * style.size_pt
        least = max(least, max(parts, default=0.0))
        natural = max(natural, sum(parts) + spaces)
    return least + 0.1, natural + 0.1


def _least(widths: Sequence[tuple[float, float]]) -> float:
    return sum(least for least, _ in widths)


def _share(widths: Sequence[tuple[float, float]], room_pt: float, lead: int) -> list[float]:
    """Widths of the columns that fill `room_pt`; `lead` is the first column of words.

    Room beyond the natural widths goes to the columns from `lead` on, that one taking
    most; where they do not fit, each gives up in proportion to what it has above its least.
    """
    natural = sum(width for _, width in widths)
    if natural <= room_pt:
        parts = [0 if i < lead else 2 if i == lead else 1 for i in range(len(widths))]
        spare = (room_pt - natural) / sum(parts)
        return [width + spare * part for part, (_, width) in zip(parts, widths, strict=True)]
    least = _least(widths)
    if least >= room_pt:
        return [width * room_pt / least for width, _ in widths]
    part = (room_pt - least) / (natural - least)
    return [low + (width - low) * part for low, width in widths]


def _set_table(
    table: Table, span: int, widths: Sequence[float], aligns: Sequence[str], stick: Stick
) -> TableSetting:
    """The table set to `span` columns of the page, its own columns so wide."""
    head = _row(table.columns, "table-head", widths, aligns, stick)
    rows = tuple(_row(row, "table-cell", widths, aligns, stick) for row in table.rows)
    measure = stick.layout.grid.span_pt(span)
    title = stick.text(table.title, "table-title", measure, "table") if table.title else None
    note = stick.text(table.note, "table-note", measure, "table") if table.note else None
    heights = tuple(_height(row, stick) for row in rows)
    head_rows = _height(head, stick) if any(table.columns) else 0
    outer = sum(_rows(block.height_pt, stick) for block in (title, note) if block is not None)
    return TableSetting(
        span=span,
        title=title,
        head=head if head_rows else (),
        rows=rows,
        row_heights=heights,
        head_rows=head_rows,
        note=note,
        total_rows=sum(heights) + head_rows + outer,
    )


def _row(
    texts: Sequence[str], name: str, widths: Sequence[float], aligns: Sequence[str], stick: Stick
) -> tuple[TableCell, ...]:
    """One row's cells, side by side."""
    cells, x = [], 0.0
    for text, width, align in zip(texts, widths, aligns, strict=True):
        block = _cell_block(text, name, width, stick)
        cells.append(
            TableCell(x_pt=round(x, 3), width_pt=round(width, 3), block=block, align=align)
        )
        x += width + GAP_PT
    return tuple(cells)


def _cell_block(text: str, name: str, width_pt: float, stick: Stick) -> SetBlock:
    style = stick.style(name)
    if text.strip():
        return stick.block([Part(text, style)], width_pt, "table", balance=False)
    return SetBlock(
        style=name,
        size_pt=style.size_pt,
        leading_pt=style.leading_pt,
        measure_pt=width_pt,
        lines=(),
    )


def _align(table: Table, column: int) -> str:
    """Numbers stand at the right; a column is one of numbers if all its cells are."""
    cells = [row[column].strip() for row in table.rows]
    numbers = any(cells) and all(NUMBER.fullmatch(cell) for cell in cells)
    return "right" if numbers else "left"


def _height(row: Sequence[TableCell], stick: Stick) -> int:
    """Baseline rows of a row: its tallest cell's, at least one."""
    return max(1, *(_rows(cell.block.height_pt, stick) for cell in row))


def _rows(height_pt: float, stick: Stick) -> int:
    return ceil(height_pt / stick.layout.grid.baseline_pt - 0.01)
