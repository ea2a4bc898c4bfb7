"""C-102 to C-104: nothing over anything else, nothing outside its place, stories in rectangles."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from epaper.check.facts import AreaFact, Facts, FrameFact
from epaper.check.findings import finding
from epaper.check.reading import ReadPage
from epaper.model import MM_PER_PT, FrameKind, FrameRole, Problem, Rect
from epaper.pdf.text import DrawnLine, excerpt, leaves_page, overlaps, stands_on, too_long

TOLERANCE_MM = 0.5
LEAST_STEP = 0.97  # of a row of the page's grid, from one entry of the index to the next


def check_place(pages: Sequence[ReadPage], facts: Facts) -> Iterator[Problem]:
    """What stands where it should not."""
    for page in pages:
        yield from _over(page, facts)
        yield from _squashed(page, facts)
        yield from _outside(page, facts)
        yield from _rectangles(page, facts)


def _over(page: ReadPage, facts: Facts) -> Iterator[Problem]:
    lines = [line for drawn in page.lines.values() for line in drawn]
    for first, second in overlaps(lines):
        message = f"lines overlap: {excerpt(first)} and {excerpt(second)}"
        yield finding("C-102", message, page=page.number)
    named = _under_logo(page, facts)
    for line in lines:
        if line in named:
            continue
        if any(stands_on(line, picture.rect) for picture in page.pictures):
            message = f"text stands on a picture: {excerpt(line)}"
            yield finding("C-102", message, page=page.number)


def _under_logo(page: ReadPage, facts: Facts) -> list[DrawnLine]:
    """The paper's name where a picture stands for it: it is said and not seen."""
    if facts.paper.logo is None:
        return []
    name = _letters(facts.paper.name)
    return [
        line
        for _, lines in page.frames(FrameKind.MASTHEAD)
        for line in lines
        if _letters(line.text) == name
    ]


def _letters(text: str) -> list[str]:
    """The signs of a text in no order: names from the right are read in several."""
    return sorted(unicodedata.normalize("NFKC", "".join(text.split())))


def _squashed(page: ReadPage, facts: Facts) -> Iterator[Problem]:
    """Entries of an index need a line of text each, though their letters may not touch."""
    entries = [line for _, lines in page.frames(FrameKind.INDEX_ENTRY) for line in lines]
    columns: dict[int, list[float]] = {}
    for entry in entries:
        columns.setdefault(round(entry.left_pt), []).append(entry.baseline_pt)
    for baselines in columns.values():
        steps = [after - before for before, after in pairwise(sorted(baselines))]
        if steps and min(steps) < LEAST_STEP * facts.grid.row_mm / MM_PER_PT:
            message = f"the entries of the index stand {min(steps):.1f} pt under each other"
            yield finding("C-102", message, page=page.number)
            return


def _outside(page: ReadPage, facts: Facts) -> Iterator[Problem]:
    trim = facts.trim
    for index, lines in page.lines.items():
        frame = page.fact.frames[index] if index >= 0 else None
        story = frame.story if frame else ""
        for line in lines:
            if leaves_page(line, trim.width_mm, trim.height_mm):
                message = f"text leaves the page: {excerpt(line)}"
            elif frame is None:
                message = f"text stands outside every frame: {excerpt(line)}"
            elif too_long(line, frame.rect):
                message = f"a line is longer than its {frame.kind} is wide: {excerpt(line)}"
            else:
                continue
            yield finding("C-103", message, page=page.number, story=story)
    for frame in page.fact.frames:
        if not _within(frame.rect, facts.live):
            message = f"the {frame.kind} reaches beyond the live area"
            yield finding("C-103", message, page=page.number, story=frame.story)


def _rectangles(page: ReadPage, facts: Facts) -> Iterator[Problem]:
    """Each story has one rectangle on the page, all that is its own lies in it, none overlap."""
    areas = [(s, a) for s in facts.stories for a in s.areas if a.page == page.number]
    counts: dict[str, list[AreaFact]] = {}
    for story, area in areas:
        counts.setdefault(story.slug, []).append(area)
    for slug, mine in counts.items():
        if len(mine) > 1:
            message = f"the story has {len(mine)} rectangles on one page"
            yield finding("C-104", message, page=page.number, story=slug)
    for frame in page.fact.frames:
        yield from _homeless(frame, page.number, facts, counts)
    for (first, a), (second, b) in combinations(areas, 2):
        if first is not second and _cross(a.rect, b.rect):
            message = f"its rectangle overlaps that of {second.slug}"
            yield finding("C-104", message, page=page.number, story=first.slug)


def _homeless(
    frame: FrameFact, page: int, facts: Facts, areas: dict[str, list[AreaFact]]
) -> Iterator[Problem]:
    if not frame.story or frame.kind.role is FrameRole.TEASER:
        return
    story = facts.story_of.get(frame.story)
    slug = story.slug if story else frame.story
    if not any(_within(frame.rect, area.rect) for area in areas.get(slug, ())):
        message = f"the {frame.kind} stands outside its story's rectangle"
        yield finding("C-104", message, page=page, story=slug)


def _within(inner: Rect, outer: Rect) -> bool:
    return (
        inner.x_mm > outer.x_mm - TOLERANCE_MM
        and inner.right_mm < outer.right_mm + TOLERANCE_MM
        and inner.y_mm > outer.y_mm - TOLERANCE_MM
        and inner.bottom_mm < outer.bottom_mm + TOLERANCE_MM
    )


def _cross(first: Rect, second: Rect) -> bool:
    across = min(first.right_mm, second.right_mm) - max(first.x_mm, second.x_mm)
    down = min(first.bottom_mm, second.bottom_mm) - max(first.y_mm, second.y_mm)
    return across > TOLERANCE_MM and down > TOLERANCE_MM
