"""What keeps a layout of the right types from making pages: a `Layout` in, faults by key out."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise

from epaper.model import GATHERED, Layout, PageKind

DROP_CAP_STYLE = "drop-cap"
DROP_CAP_LINES = (2, 6)  # the least and most; deeper ones outweigh a headline
CODE_LEAST_MM = 12.0  # smaller codes are read with patience only
PAGE_MM = (60, 1500)  # of a page's sides; less holds no column, more no press prints
LARGEST_PT = 400  # of type and leading
LEAST_COLUMN_MM = 30.0  # narrower ones are all holes; 40 to 80 are good to read (C-216)
KINDS = ("front", "inside", "last", "section")
# Styles that stand in the legs or beside them: their leading is the page's baseline.
ON_GRID = (
    *("body", "quotation", "item", "crosshead", "brief-head", "signature"),
    *("kicker", "byline", "byline-name", "quote-by"),
    *("box-title", "box", "table-title", "table-head", "table-cell", "table-note"),
)
WISHES = ("standfirst-wide", "quote-wide", "drop-cap")  # that a layout need not have
# All that copy and furniture may ask for.
STYLES = (
    *ON_GRID,
    *("note", "standing-head", "standfirst", "cutline", "credit", "quote", "jump-head"),
    *("teaser", "teaser-text", "notice-title", "notice-lead", "notice", "notice-large"),
    *("ad-title", "ad", "headline", "headline-small", "headline-feature"),
    *("headline-feature-small", "headline-opinion", "headline-opinion-small"),
)


def misfits(layout: Layout) -> list[str]:
    """What is of the right type but cannot be a page."""
    if faults := list(_size_faults(layout)):
        return faults  # nothing can be said of the rest
    faults = list(_grid_faults(layout))
    for kind in layout.kinds.values():
        faults += _kind_faults(layout, kind)
    return [*faults, *_style_faults(layout), *_drop_cap_faults(layout), *_code_faults(layout)]


def unknown_names(table: str, names: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """What is said of entries of a table that no page asks for, with the one that was meant."""
    for name in names:
        if name not in known:
            yield f"{table}.{name} is not known{meant(name, known)}"


def meant(name: str, known: Collection[str]) -> str:
    """The known name that was probably meant, in brackets; empty if none is like it."""
    close = get_close_matches(name, known, 1)
    return f" (did you mean {close[0]}?)" if close else ""


def missing_parts(layout: Layout) -> Iterator[str]:
    """What an edition may ask for and the layout has not."""
    yield from (f"kinds.{kind} is missing" for kind in KINDS if kind not in layout.kinds)
    yield from (f"styles.{style} is missing" for style in STYLES if style not in layout.styles)
    for name in ON_GRID:
        style, baseline_pt = layout.styles.get(name), layout.grid.baseline_pt
        if style is not None and style.leading_pt != baseline_pt:
            yield (
                f"styles.{name}.leading_pt: {style.leading_pt:g} is not the grid's baseline_pt, "
                f"{baseline_pt:g}"
            )


def _size_faults(layout: Layout) -> Iterator[str]:
    grid = layout.grid
    sizes = (grid.width_mm, grid.height_mm, grid.baseline_pt, grid.columns, grid.rows)
    if not all(0 < size < math.inf for size in sizes):
        yield "grid: sizes, columns and rows must be more than 0"
        return
    least, most = PAGE_MM
    for name, side in (("width_mm", grid.width_mm), ("height_mm", grid.height_mm)):
        if not least <= side <= most:
            yield f"grid.{name}: {side:g} is not from {least} to {most}"
    for name in ("left_mm", "top_mm", "gutter_mm"):
        if not 0 <= getattr(grid, name) < math.inf:
            yield f"grid.{name}: must be 0 or more"


def _grid_faults(layout: Layout) -> Iterator[str]:
    grid = layout.grid
    # Half a millimetre: figures in the file are rounded, the foot margin is not critical.
    if grid.y_mm(grid.rows) > grid.height_mm + 0.5:
        most = int((grid.height_mm - grid.top_mm) / grid.row_mm)
        yield f"grid.rows: {grid.rows} rows end below the page, which has room for {most}"
    if grid.column_mm < LEAST_COLUMN_MM:
        yield (
            f"grid.columns: {grid.columns} of {max(0.0, grid.column_mm):.0f} mm each, "
            f"{LEAST_COLUMN_MM:.0f} mm are the least"
        )


def _kind_faults(layout: Layout, kind: PageKind) -> Iterator[str]:
    """What of a kind of page cannot be, or would break a hard rule on every page."""
    key, grid = f"kinds.{kind.name}", layout.grid
    rows = (kind.head_rows, kind.foot_rows, kind.plain_foot_rows, kind.picture_foot_rows)
    if min(rows) < 0:
        yield f"{key}: rows must be 0 or more"
    if kind.head_rows + max(rows[1:]) >= grid.rows:
        taken = kind.head_rows + max(rows[1:])
        yield f"{key}: furniture takes {taken} of {grid.rows} rows, and leaves none for copy"
    sizes = [size for band in kind.bands_pt for size in band]
    if not kind.bands_pt or not all(kind.bands_pt):
        yield f"{key}.bands_pt: every rank needs a headline size"
    elif not all(0 < size <= LARGEST_PT for size in sizes):
        yield f"{key}.bands_pt: sizes are from 1 to {LARGEST_PT} pt"
    elif any(min(higher) < max(lower) for higher, lower in pairwise(kind.bands_pt)):
        yield f"{key}.bands_pt: no rank may have a larger size than the one before it"
    if not 1 <= kind.stories[0] <= kind.stories[1]:
        yield f"{key}.stories: the least and the most, 1 or more: [1, 5]"
    if not all(1 <= span <= grid.columns for span in kind.dominant_columns):
        most = max(kind.dominant_columns, default=0)
        yield f"{key}.dominant_columns: {most} is not from 1 to {grid.columns}, the page's columns"


def _style_faults(layout: Layout) -> Iterator[str]:
    for style in layout.styles.values():
        figures = (style.size_pt, style.leading_pt, style.indent_pt)
        if not all(0 <= figure <= LARGEST_PT for figure in figures):
            yield f"styles.{style.name}: sizes, leading and indent are from 0 to {LARGEST_PT} pt"
        elif 0 < style.leading_pt < style.size_pt:
            yield (
                f"styles.{style.name}: {style.size_pt:g} pt has no room in lines of "
                f"{style.leading_pt:g} pt (leading_pt)"
            )
        if not 0 < style.leading <= 10:
            yield f"styles.{style.name}.leading: a factor of the size, such as 1.05"


def _drop_cap_faults(layout: Layout) -> list[str]:
    rule, faults = layout.drop_cap, []
    if rule is None:
        return []
    least, most = DROP_CAP_LINES
    if DROP_CAP_STYLE not in layout.styles:
        faults.append(f"drop_cap: there is no style {DROP_CAP_STYLE!r} to set it in")
    elif layout.styles[DROP_CAP_STYLE].size_pt:
        faults.append(
            f"styles.{DROP_CAP_STYLE}.size_pt: leave it out, a drop cap is as high as its lines"
        )
    if not least <= rule.lines <= most:
        faults.append(f"drop_cap.lines: {rule.lines} is not from {least} to {most}")
    if rule.words < 0:
        faults.append("drop_cap.words: must be 0 (no story for its length) or more")
    faults += [
        f"drop_cap.forms: {form.value!r} stands under a common head"
        for form in rule.forms
        if form in GATHERED
    ]
    return faults


def _code_faults(layout: Layout) -> list[str]:
    """What keeps the layout's codes from being read, or from having words beside them."""
    if layout.code is None:
        return []
    size_mm, most_mm, faults = layout.code.size_mm, layout.grid.column_mm / 2, []
    if not CODE_LEAST_MM <= size_mm <= most_mm:
        faults.append(
            f"code.size_mm: {size_mm:g} is not from {CODE_LEAST_MM:g} to {most_mm:g}, half a column"
        )
    if "note" not in layout.styles:
        faults.append("styles.note is missing: the words beside a code are set in it")
    return faults
