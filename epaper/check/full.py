"""C-301 to C-304: pages are full, and not by stretching.

Two figures. The largest hole: the largest rectangle that nothing stands in, at least 12 mm either
way, as a share of the live area. White: the share of the columns that nothing covers. Left aside
are the masthead and what parts things: column gutters, the row over and under every story, and
white of a row across a column, as over a crosshead.

What covers the page: pictures, rules, furniture and lines of text, these with their leading. A line
of the body reaches from its first letter to its last. One of a headline, standfirst or quote
covers its whole measure, for what it leaves empty is not left over, and C-209 looks at it. A tinted
ground covers nothing: a notice is as full as its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from epaper.check.facts import Facts
from epaper.check.findings import finding
from epaper.check.legs import ReadPart
from epaper.check.reading import RASTER_DPI, Ink, ReadPage, pixels
from epaper.model import MM_PER_PT, FrameKind, FrameRole, Problem, Rect

HOLE = 0.02
WORST_HOLE = 0.04
MEAN_WHITE = 0.08
CELL_PX = 2  # a cell of 1.016 mm
LEAST_MM = 12.0  # gutters are narrower; so are two rows under a story that ends a line short
LINE_ABOVE, LINE_BELOW = 0.9, 0.3  # of the size: together the leading of body type
# What covers its whole rectangle: furniture, codes, which need white around them, and space that
# is paid for.
FURNITURE = frozenset(
    {
        FrameRole.FOLIO,
        FrameRole.IMPRINT,
        FrameRole.TEASER,
        FrameRole.INDEX,
        FrameRole.AD,
        FrameRole.CODE,
    }
)
ABOVE_SHARE = LINE_ABOVE / (LINE_ABOVE + LINE_BELOW)
DISPLAY = frozenset(
    {
        FrameKind.HEADLINE,
        FrameKind.JUMP_HEAD,
        FrameKind.STANDFIRST,
        FrameKind.QUOTE,
        FrameKind.QUOTE_BY,
    }
)
PARTING_ROWS = 1.0  # on either side of the rule between two stories, or over a crosshead
MOST_WHITE_ROWS = 2  # over a crosshead
PARTING_PLAY = 1.4  # lines cover a little more or less than their row


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """An empty rectangle; `share` is that of the live area."""

    share: float
    rect: Rect


def check_full(
    parts: Mapping[str, tuple[ReadPart, ...]],
    holes: Sequence[Hole],
    white: float,
    facts: Facts,
) -> Iterator[Problem]:
    """Holes, white and stretched copy; `holes` and `white` as measured here."""
    for number, hole in enumerate(holes, start=1):
        if hole.share > HOLE:
            code, rect = "C-301" if hole.share > WORST_HOLE else "C-302", hole.rect
            message = (
                f"an empty rectangle of {hole.share:.1%} of the page: {rect.w_mm:.0f} x "
                f"{rect.h_mm:.0f} mm, {rect.x_mm:.0f} from the left, {rect.y_mm:.0f} from the top"
            )
            yield finding(code, message, page=number)
    if white > MEAN_WHITE:
        message = f"white is {white:.1%} of the pages on average, {MEAN_WHITE:.0%} at most"
        yield finding("C-303", message)
    for mine in parts.values():
        for part in mine:
            yield from _stretched(part, facts)


def largest_hole(page: ReadPage, facts: Facts) -> Hole:
    """The largest empty rectangle of a page, of no size where there is none."""
    ink = page.ink.copy()
    masthead = (frame.rect for frame, _ in page.frames(FrameKind.MASTHEAD))
    for rect in (*_line_rects(page), *_furniture(page), *masthead):
        ink[pixels(rect)] = True
    live = ink[pixels(facts.live)]
    height, width = (size // CELL_PX for size in live.shape)
    cells = live[: height * CELL_PX, : width * CELL_PX]
    used: Ink = np.asarray(cells.reshape(height, CELL_PX, width, CELL_PX).any(axis=(1, 3)))
    cell_mm = CELL_PX * 25.4 / RASTER_DPI
    x, y, w, h = largest_rectangle(used, int(np.ceil(LEAST_MM / cell_mm)))
    rect = Rect(
        x_mm=facts.live.x_mm + x * cell_mm,
        y_mm=facts.live.y_mm + y * cell_mm,
        w_mm=w * cell_mm,
        h_mm=h * cell_mm,
    )
    return Hole(share=rect.area_mm2 / facts.live.area_mm2, rect=rect)


def largest_rectangle(used: Ink, least: int) -> tuple[int, int, int, int]:
    """x, y, width, height in cells of the largest rectangle free of `used` cells.

    Both sides have at least `least` cells; all 0 if there is none. For each
    cell the free cells above it are counted; a rectangle of any width is then as high
    as the least of its counts, which is kept up from width to width.
    """
    height, width = used.shape
    depth = np.zeros((height, width), dtype=np.int32)
    above = np.zeros(width, dtype=np.int32)
    for row in range(height):
        above = np.where(used[row], 0, above + 1).astype(np.int32)
        depth[row] = above
    best, found = 0, (0, 0, 0, 0)
    low: npt.NDArray[np.int32] = depth
    for w in range(1, width + 1):
        if w > 1:
            low = np.minimum(low[:, :-1], depth[:, w - 1 :])
        if w < least:
            continue
        place = int(low.argmax())
        row, column = divmod(place, low.shape[1])
        h = int(low[row, column])
        if h < least:
            break
        if w * h > best:
            best, found = w * h, (column, row - h + 1, w, h)
    return found


def white_share(page: ReadPage, facts: Facts) -> float:
    """The share of the columns that is white beyond gutters."""
    covered = np.zeros_like(page.ink)
    counted = np.zeros_like(page.ink)
    for column in _columns(facts):
        counted[pixels(column)] = True
    for rect in _partings(page, facts):
        counted[pixels(rect)] = False
    for frame, _ in page.frames(FrameKind.MASTHEAD):
        counted[pixels(frame.rect)] = False
    pictures = (picture.rect for picture in page.pictures)
    for rect in (*page.rules, *pictures, *_furniture(page), *_line_rects(page)):
        covered[pixels(rect)] = True
    for column in _columns(facts):
        _leave_partings(counted[pixels(column)], covered[pixels(column)], facts)
    total = int(counted.sum())
    return float((counted & ~covered).sum()) / total if total else 0.0


def _leave_partings(counted: Ink, covered: Ink, facts: Facts) -> None:
    """Take out of `counted` what parts two lines of a column: a row of white across it."""
    most = round(PARTING_ROWS * PARTING_PLAY * facts.grid.row_mm * RASTER_DPI / 25.4)
    edges = np.flatnonzero(np.diff(covered.any(axis=1), prepend=True, append=True))
    for start, end in edges.reshape(-1, 2):
        if end - start <= most:
            counted[start:end] = False


def _columns(facts: Facts) -> Iterator[Rect]:
    grid, live = facts.grid, facts.live
    width = (live.w_mm - (grid.columns - 1) * grid.gutter_mm) / grid.columns
    for column in range(grid.columns):
        x_mm = live.x_mm + column * (width + grid.gutter_mm)
        yield Rect(x_mm=x_mm, y_mm=live.y_mm, w_mm=width, h_mm=live.h_mm)


def _partings(page: ReadPage, facts: Facts) -> Iterator[Rect]:
    """The white over and under every rectangle of a story, a notice or furniture."""
    deep = PARTING_ROWS * facts.grid.row_mm
    rects = [a.rect for s in facts.stories for a in s.areas if a.page == page.number]
    rects += [
        frame.rect
        for frame, _ in page.frames(FrameKind.MASTHEAD, FrameKind.FOLIO, FrameKind.NOTICE_PANEL)
    ]
    for rect in rects:
        for y_mm in (rect.y_mm - deep, rect.bottom_mm):
            yield Rect(x_mm=rect.x_mm, y_mm=y_mm, w_mm=rect.w_mm, h_mm=deep)


def _furniture(page: ReadPage) -> Iterator[Rect]:
    """What furniture and advertisements cover: their own rectangles."""
    for frame in page.fact.frames:
        if frame.kind.role in FURNITURE:
            yield frame.rect


def _line_rects(page: ReadPage) -> Iterator[Rect]:
    """What each line of text covers."""
    for index, lines in page.lines.items():
        frame = page.fact.frames[index] if index >= 0 else None
        for line in lines:
            left_mm, right_mm = line.left_pt * MM_PER_PT, line.right_pt * MM_PER_PT
            high_mm = (LINE_ABOVE + LINE_BELOW) * line.size_pt * MM_PER_PT
            y_mm = (line.baseline_pt - LINE_ABOVE * line.size_pt) * MM_PER_PT
            if frame is not None and frame.kind in DISPLAY:
                left_mm, right_mm = frame.x_mm, frame.rect.right_mm
                # A face whose letters climb is set with more leading than others (Nastaliq).
                more_mm = max(0.0, frame.h_mm / len(lines) - high_mm)
                y_mm, high_mm = y_mm - more_mm * ABOVE_SHARE, high_mm + more_mm
            yield Rect(x_mm=left_mm, y_mm=y_mm, w_mm=right_mm - left_mm, h_mm=high_mm)


def _stretched(part: ReadPart, facts: Facts) -> Iterator[Problem]:
    """Lines of a paragraph follow each other on the next row; over a head there may be white.

    So there may beside verse, each line of which reads as a paragraph.
    """
    for leg in part.legs:
        for above, below in pairwise(leg.lines):
            gap = below.row - above.row
            verse = (above.starts and above.ends) or (below.starts and below.ends)
            parted = below.head or above.record != below.record or verse
            if gap > 1 + (MOST_WHITE_ROWS if parted else 0):
                message = f"{gap - 1} rows of white between two lines of a leg"
                yield finding("C-304", message, page=part.page, story=part.story.slug)
