"""Pictures on the page: how high each may be at a width, and many of one story hung in rows.

In: pictures and widths in columns. Out: heights and places in baseline rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from epaper.makeup.figures import PICTURES
from epaper.model import Galley, Grid, Picture, SetBlock

ART_DROP_PT = 2.0  # a picture's top is level with the x-height, not with the line's box
CUTLINE_GAP_PT = 2.5  # between a picture and its cutline
ART_AFTER_PT = 5.0  # white under a cutline, at least


@dataclass(frozen=True, slots=True)
class Hung:
    """A picture's place in a gallery; `row` counts from its top, `rows` include the cutline."""

    index: int
    column: int
    span: int
    row: int
    rows: int


def rows_of(height_pt: float, grid: Grid) -> int:
    """Whole baseline rows that hold `height_pt`."""
    return math.ceil(round(height_pt / grid.baseline_pt, 4))


def cutline_rows(cutline: SetBlock | None, grid: Grid) -> int:
    """Rows under a picture for its cutline and the white around it; 1 without a cutline."""
    if cutline is None or not cutline.lines:
        return 1
    return rows_of(CUTLINE_GAP_PT + cutline.height_pt + ART_AFTER_PT, grid)


def photo_rows(
    picture: Picture, width_mm: float, grid: Grid, crop_limit: float = PICTURES.crop_limit
) -> range:
    """Rows a picture of this width may be high; a `whole` one just holds all of itself.

    There is always a height: a strip thinner than the limit keeps its own, and what would
    be higher than half the page is cropped to that (a `whole` one is narrower instead).
    """
    ideal = width_mm / picture.aspect / grid.row_mm
    most = int(PICTURES.most_of_page * grid.rows)
    if picture.whole:
        least = min(most, math.ceil(ideal + ART_DROP_PT / grid.baseline_pt))
        return range(least, least + 1)
    first = max(PICTURES.least_rows, math.ceil(ideal * math.exp(-crop_limit)))
    last = int(ideal * math.exp(crop_limit))
    if last < first:
        strip = max(PICTURES.strip_rows, round(ideal))
        return range(strip, strip + 1)
    return range(first, last + 1) if first <= most else range(most, most + 1)


def second_rows(picture: Picture, width_mm: float, grid: Grid) -> int:
    """The one height of a picture that is not its story's main one."""
    ideal = width_mm / picture.aspect / grid.row_mm
    most = int(PICTURES.most_of_page * grid.rows)
    if picture.whole:
        return min(most, math.ceil(ideal) + 1)
    least = max(
        PICTURES.strip_rows,
        min(PICTURES.least_rows + 1, int(ideal * math.exp(PICTURES.crop_limit))),
    )
    return min(most, max(least, round(ideal)))


def printed_dpi(picture: Picture, width_mm: float, height_mm: float) -> float:
    """Resolution when the picture is cropped to fill `width_mm` x `height_mm`."""
    return min(picture.width_px / width_mm, picture.height_px / height_mm) * 25.4


@dataclass(frozen=True, slots=True)
class Hanging:
    """How pictures hang: in rows `width` columns wide, as few as will do.

    All of them together are `lean` baseline rows deeper than looks best, as far as they bear it.
    Those that `fill` their rows do so even if they have to be cropped more than looks well.
    """

    width: int
    lean: int = 0
    fill: bool = False


def hang(
    pictures: Sequence[tuple[int, Picture]], galley: Galley, grid: Grid, how: Hanging
) -> tuple[Hung, ...]:
    """The pictures in rows, like shapes together."""
    ordered = sorted(pictures, key=lambda entry: -entry[1].aspect)
    count = -(-len(ordered) // how.width)
    bounds = [len(ordered) * n // count for n in range(count + 1)] if ordered else []
    hung: list[Hung] = []
    row = 0
    for number, (first, last) in enumerate(pairwise(bounds)):
        more = how.lean // count + (number < how.lean % count)
        level = replace(how, lean=more)
        line = tuple(_hang_row(ordered[first:last], galley, grid, level, row))
        hung += line
        row += max(place.rows for place in line)
    return tuple(hung)


def hung_rows(hung: Sequence[Hung]) -> int:
    """Height of a gallery."""
    return max((place.row + place.rows for place in hung), default=0)


def _hang_row(
    pictures: Sequence[tuple[int, Picture]],
    galley: Galley,
    grid: Grid,
    how: Hanging,
    row: int,
) -> Iterator[Hung]:
    """One row, cutlines included as level as cropping within its limit makes it."""
    spans = _spans([picture for _, picture in pictures], grid, how)
    ranges, cuts = [], []
    for (index, picture), span in zip(pictures, spans, strict=True):
        ranges.append(photo_rows(picture, grid.span_mm(span), grid, PICTURES.hung_crop_limit))
        cuts.append(cutline_rows(galley.cutlines.get((index, span)), grid))
    least, most = max(rows[0] for rows in ranges), min(rows[-1] for rows in ranges)
    wanted = median_low([(rows[0] + rows[-1]) // 2 for rows in ranges]) + how.lean
    wanted = max(least, min(most, wanted))
    deepest = wanted + max(cuts)
    column = 0
    for (index, _), span, rows, cut in zip(pictures, spans, ranges, cuts, strict=True):
        yield Hung(index, column, span, row, min(max(deepest - cut, rows[0]), rows[-1]) + cut)
        column += span


def _spans(pictures: Sequence[Picture], grid: Grid, how: Hanging) -> list[int]:
    """Columns for each: one, and those left over for pictures that bear it, the widest first."""
    spans = [1] * len(pictures)
    while sum(spans) < how.width:
        bearing = [n for n, picture in enumerate(pictures) if _bears(picture, spans[n] + 1, grid)]
        if not bearing and how.fill:
            bearing = [
                n for n, picture in enumerate(pictures) if _sharp(picture, spans[n] + 1, grid)
            ]
        if not bearing:
            break
        spans[min(bearing, key=lambda n: (spans[n], -pictures[n].aspect))] += 1
    return spans


def _bears(picture: Picture, span: int, grid: Grid) -> bool:
    """Whether a picture looks well so wide: sharp, and not too high."""
    rows = photo_rows(picture, grid.span_mm(span), grid)
    return _sharp(picture, span, grid) and (rows[0] + rows[-1]) // 2 <= PICTURES.most_hung_rows


def _sharp(picture: Picture, span: int, grid: Grid) -> bool:
    """Whether a picture has pixels enough to be so wide."""
    width_mm = grid.span_mm(span)
    least = photo_rows(picture, width_mm, grid)[0]
    return printed_dpi(picture, width_mm, least * grid.row_mm) >= PICTURES.least_dpi
