"""C-109 to C-111: jumps are long enough, happen once, and name the right pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from epaper.check.facts import AreaFact, Facts, StoryFact
from epaper.check.findings import finding
from epaper.check.legs import ReadPart
from epaper.check.reading import ReadPage
from epaper.model import FrameKind, Problem, Severity

BEFORE_MM = 100.0
AFTER_MM = 150.0
NUMBER = re.compile(r"\d+")
ALONE = 0.6  # a rectangle with so much of the live area has the page for itself


def check_jumps(
    parts: Mapping[str, tuple[ReadPart, ...]], pages: Sequence[ReadPage], facts: Facts
) -> Iterator[Problem]:
    """Every fault of a jump, and labels that name a wrong page."""
    by_number = {page.number: page for page in pages}
    for story in facts.stories:
        areas = sorted(story.areas, key=lambda area: area.page)
        mine = parts.get(story.slug, ())
        yield from _lengths(mine, facts)
        yield from _count(story, areas, [part.area for part in mine], facts)
        for here, there in pairwise(areas):
            yield from _end(by_number, story, here, FrameKind.JUMP_LINE, there.page)
            yield from _end(by_number, story, there, FrameKind.FROM_LINE, here.page)
    for page in pages:
        yield from _labels(page)


def text_mm(part: ReadPart, row_mm: float) -> float:
    """Depth of all legs of a part together."""
    return sum(leg.rows for leg in part.legs) * row_mm


def _lengths(parts: Sequence[ReadPart], facts: Facts) -> Iterator[Problem]:
    row_mm = facts.grid.row_mm
    for before, after in pairwise(parts):
        slug = before.story.slug
        # To within a line: the white above a crosshead is lost where it comes to a leg's head.
        if (depth := text_mm(before, row_mm)) < BEFORE_MM - row_mm:
            message = f"{depth:.0f} mm of text before the jump, {BEFORE_MM:.0f} are the least"
            yield finding("C-109", message, page=before.page, story=slug)
        if (depth := text_mm(after, row_mm)) < AFTER_MM - row_mm:
            message = f"{depth:.0f} mm of text after the jump, {AFTER_MM:.0f} are the least"
            yield finding("C-109", message, page=after.page, story=slug)


def _count(
    story: StoryFact, areas: Sequence[AreaFact], texts: Sequence[AreaFact], facts: Facts
) -> Iterator[Problem]:
    """A story jumps once; one larger than a page goes on over pages that it has to itself.

    Pictures or a table that follow their story are no text to be looked for: not hard either.
    """
    if len(areas) < 3:
        return
    alone = len(texts) < 3 or all(
        a.rect.area_mm2 > ALONE * facts.live.area_mm2 for a in areas[1:-1]
    )
    pages = ", ".join(str(area.page) for area in areas)
    severity = Severity.WARN if alone or len(texts) < 3 else None
    message = f"the story jumps {len(areas) - 1} times: pages {pages}"
    yield finding("C-110", message, page=areas[0].page, story=story.slug, severity=severity)


def _end(
    pages: Mapping[int, ReadPage], story: StoryFact, area: AreaFact, kind: FrameKind, other: int
) -> Iterator[Problem]:
    """One end of a jump has a label that names the other's page."""
    page = pages[area.page]
    printed = [
        " ".join(line.text for line in lines)
        for frame, lines in page.frames(kind)
        if frame.story == story.slug
    ]
    numbers = [int(number) for text in printed for number in NUMBER.findall(text)]
    if other not in numbers:
        said = f"says {printed[0].strip()!r}" if printed else "is missing"
        message = f"the label that should name page {other} {said}"
        yield finding("C-110", message, page=area.page, story=story.slug)


def _labels(page: ReadPage) -> Iterator[Problem]:
    """Folio, teasers and index: the number printed is the page meant."""
    for frame, lines in page.frames(FrameKind.TEASER_PAGE, FrameKind.INDEX_PAGE):
        numbers = NUMBER.findall(" ".join(line.text for line in lines))
        if frame.target and (not numbers or int(numbers[-1]) != frame.target.page):
            said = numbers[-1] if numbers else "nothing"
            message = f"the {frame.kind} says {said}, and leads to page {frame.target.page}"
            yield finding("C-111", message, page=page.number, story=frame.story)
    for _, lines in page.frames(FrameKind.FOLIO):
        # Not word by word: a viewer may read the section's name and the number as one.
        numbers = NUMBER.findall(" ".join(line.text for line in lines))
        if page.number not in map(int, numbers):
            yield finding("C-111", "the folio does not name the page", page=page.number)
