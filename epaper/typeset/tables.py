"""A table in, its settings out: column widths from the content, every word kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from epaper.model import SetBlock, Table, TableCell, TableSetting
from epaper.typeset.display import Part, display_words
from epaper.typeset.stick import Stick

GAP_PT = 7.0  # between columns
TIGHT_GAP_PT = 4.0  # at least, where that saves cells from being broken
FEW = 2  # spans at which a table is wanted
LESS = re.compile(r"^[-–](?=[£$€¥]?\d)")  # typed for a minus sign
MINUS = "\u2212"  # as wide as a plus sign, and at the height of figures
NUMBER = re.compile(r"[+\-−–±]?[£$€¥]?\d[\d.,:/ ]*(?:%|[a-z]{1,2})?|[–—-]?")


class _Column(NamedTuple):
    """A column of the table: where it stands and how."""

    x_pt: float
    width_pt: float
    align: str


def set_tables(table: Table, stick: Stick) -> dict[int, TableSetting]:
    """The table at one and two columns where it fits, else at the first span where it does.

    If it fits nowhere, its cells are broken at full width, words split where they must be.
    """
    if not table.columns:
        return {}
    table = _with_minus_signs(table)
    widths = [_column_widths(table, column, stick) for column in range(len(table.columns))]
    grid = stick.layout.grid
    tightest = _least(widths) + TIGHT_GAP_PT * (len(widths) - 1)
    fitting = [span for span in stick.spans if tightest <= grid.span_pt(span)]
    wanted = [span for span in fitting if span <= FEW] or fitting[:1] or [grid.columns]
    aligns = [_align(table, column) for column in range(len(widths))]
    lead = aligns.index("left") if "left" in aligns else 0
    settings = {}
    for span in wanted:
        room = grid.span_pt(span)
        gap = _gap(widths, room)
        shared = _share(widths, room - gap * (len(widths) - 1), lead)
        columns = [_Column(*pair) for pair in zip(_edges(shared, gap), shared, aligns, strict=True)]
        settings[span] = _set_table(table, span, columns, stick)
    return settings


def _with_minus_signs(table: Table) -> Table:
    """The table with true minus signs in its columns of numbers."""
    numbers = [_align(table, column) == "right" for column in range(len(table.columns))]
    rows = tuple(
        tuple(
            LESS.sub(MINUS, cell.strip()) if is_number else cell
            for cell, is_number in zip(row, numbers, strict=True)
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _gap(widths: Sequence[tuple[float, float]], room_pt: float) -> float:
    """White between columns: less than usual where the cells then stand unbroken."""
    natural = sum(width for _, width in widths)
    return max(TIGHT_GAP_PT, min(GAP_PT, (room_pt - natural) / max(1, len(widths) - 1)))


def _edges(widths: Sequence[float], gap: float) -> list[float]:
    """Left edges of columns so wide."""
    return [sum(widths[:number]) + gap * number for number in range(len(widths))]


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


def _set_table(table: Table, span: int, columns: Sequence[_Column], stick: Stick) -> TableSetting:
    """The table set to `span` columns of the page."""
    head = _row(table.columns, "table-head", columns, stick)
    rows = tuple(_row(row, "table-cell", columns, stick) for row in table.rows)
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
    texts: Sequence[str], name: str, columns: Sequence[_Column], stick: Stick
) -> tuple[TableCell, ...]:
    """One row's cells, side by side."""
    return tuple(
        TableCell(
            x_pt=round(column.x_pt, 3),
            width_pt=round(column.width_pt, 3),
            block=_cell_block(text, name, column.width_pt, stick),
            align=column.align,
        )
        for text, column in zip(texts, columns, strict=True)
    )


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
