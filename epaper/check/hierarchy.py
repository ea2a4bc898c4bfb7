"""C-201 to C-210: headlines by rank, size, level and fill; the lead's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from epaper.check.facts import AreaFact, Facts, FrameFact, StoryFact
from epaper.check.findings import finding
from epaper.check.reading import ReadPage
from epaper.model import MM_PER_PT, FrameKind, Problem
from epaper.pdf.text import DrawnLine

LADDER_PT = (14, 18, 24, 30, 36, 42, 48, 54, 60, 72, 96)
LEAD_STEP_PT = 12.0
SAME_PT = 0.1
LIKE = 1.25  # headlines within this factor are of like size: one step of the ladder
LEAST_FILL = 0.5
SHORT_WORD = 4  # letters
TOP_MM = 2.0
SIDE_MM = 12.0  # stories whose rectangles are no further apart stand side by side
FRONT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline as printed. `ranked` is False for standing heads and the heads of jumps."""

    story: StoryFact
    area: AreaFact
    frame: FrameFact
    lines: list[DrawnLine]
    size_pt: float
    ranked: bool


def check_hierarchy(pages: Sequence[ReadPage], facts: Facts) -> Iterator[Problem]:
    """Everything about the order of a page that its headlines tell."""
    for page in pages:
        heads = sorted(_headlines(page, facts), key=lambda head: head.story.order)
        ranked = [head for head in heads if head.ranked]
        yield from _ranks(page, ranked)
        yield from _ladder(page, ranked)
        yield from _down(page, ranked)
        if ranked:
            yield from _lead(page, ranked[0], heads, facts)
        yield from _tombstones(page, [h for h in heads if not h.story.gathered])
        for head in heads:
            yield from _fill(page, head)


def _headlines(page: ReadPage, facts: Facts) -> Iterator[Headline]:
    for frame, lines in page.frames(FrameKind.HEADLINE, FrameKind.JUMP_HEAD):
        story = facts.story_of.get(frame.story)
        if story is None or not lines:
            continue
        area = next((a for a in story.areas if a.page == page.number), None)
        if area is None:
            continue
        yield Headline(
            story=story,
            area=area,
            frame=frame,
            lines=lines,
            size_pt=max(line.size_pt for line in lines),
            ranked=frame.kind == FrameKind.HEADLINE and not story.gathered,
        )


def _ranks(page: ReadPage, heads: Sequence[Headline]) -> Iterator[Problem]:
    for above, below in combinations(heads, 2):
        if below.size_pt > above.size_pt + SAME_PT:
            message = (
                f"a headline of {below.size_pt:.0f} pt, larger than the {above.size_pt:.0f} pt of "
                f"{above.story.slug}, which ranks higher"
            )
            yield finding("C-201", message, page=page.number, story=below.story.slug)


def _ladder(page: ReadPage, heads: Sequence[Headline]) -> Iterator[Problem]:
    for head in heads:
        if min(abs(head.size_pt - step) for step in LADDER_PT) > SAME_PT:
            message = f"a headline of {head.size_pt:.1f} pt, which is not on the ladder"
            yield finding("C-203", message, page=page.number, story=head.story.slug)


def _down(page: ReadPage, heads: Sequence[Headline]) -> Iterator[Problem]:
    """A headline under another story's is not the larger one."""
    for upper in heads:
        for lower in heads:
            under = lower.area.y_mm > upper.area.rect.bottom_mm - 1
            across = min(lower.area.rect.right_mm, upper.area.rect.right_mm) - max(
                lower.area.x_mm, upper.area.x_mm
            )
            if under and across > 1 and lower.size_pt > upper.size_pt + SAME_PT:
                message = (
                    f"its headline of {lower.size_pt:.0f} pt stands under one of "
                    f"{upper.size_pt:.0f} pt ({upper.story.slug})"
                )
                yield finding("C-204", message, page=page.number, story=lower.story.slug)


def _lead(
    page: ReadPage, lead: Headline, heads: Sequence[Headline], facts: Facts
) -> Iterator[Problem]:
    slug, number = lead.story.slug, page.number
    others = [head.size_pt for head in heads if head is not lead]
    if facts.newspaper and others and lead.size_pt < max(others) + LEAD_STEP_PT - SAME_PT:
        message = (
            f"the lead's headline has {lead.size_pt:.0f} pt, the next {max(others):.0f}: "
            f"{LEAD_STEP_PT:.0f} more are the least"
        )
        yield finding("C-202", message, page=number, story=slug)
    tops = [area.y_mm for story in facts.stories for area in story.areas if area.page == number]
    if lead.area.y_mm > min(tops) + TOP_MM:
        message = f"the lead stands {lead.area.y_mm - min(tops):.0f} mm below the top of the page"
        yield finding("C-205", message, page=number, story=slug)
    if number == FRONT:
        yield from _front(page, lead, facts)


def _front(page: ReadPage, lead: Headline, facts: Facts) -> Iterator[Problem]:
    """Page one: the lead under the masthead, the dominant picture its own if it has any."""
    slug = lead.story.slug
    for frame, _ in page.frames(FrameKind.MASTHEAD):
        gap_mm = lead.area.y_mm - frame.rect.bottom_mm
        if not 0 <= gap_mm <= 3 * facts.grid.row_mm:
            message = f"the lead stands {gap_mm:.0f} mm below the masthead"
            yield finding("C-205", message, page=page.number, story=slug)
    photos = [frame for frame, _ in page.frames(FrameKind.PHOTO)]
    mine = [f.rect.area_mm2 for f in photos if facts.story_of.get(f.story) is lead.story]
    largest = max((frame.rect.area_mm2 for frame in photos), default=0.0)
    if mine and max(mine) < largest:
        message = f"its picture has {max(mine) / largest:.0%} of the area of the largest"
        yield finding("C-206", message, page=page.number, story=slug)


def _tombstones(page: ReadPage, heads: Sequence[Headline]) -> Iterator[Problem]:
    code = "C-207" if page.number == FRONT else "C-208"
    for first, second in combinations(heads, 2):
        left, right = sorted((first, second), key=lambda head: head.frame.x_mm)
        sizes = sorted((left.size_pt, right.size_pt))
        if sizes[1] > LIKE * sizes[0] + SAME_PT or not _beside(page, left.frame, right.frame):
            continue
        message = (
            f"headlines of {left.size_pt:.0f} and {right.size_pt:.0f} pt stand side by side: "
            f"{left.story.slug}, {right.story.slug}"
        )
        yield finding(code, message, page=page.number, story=second.story.slug)


def _beside(page: ReadPage, left: FrameFact, right: FrameFact) -> bool:
    """True if two headlines stand on one level with nothing but white between them."""
    top, bottom = max(left.y_mm, right.y_mm), min(left.rect.bottom_mm, right.rect.bottom_mm)
    if bottom <= top or right.x_mm < left.rect.right_mm - 1:
        return False
    for frame in page.fact.frames:
        if frame is left or frame is right:
            continue
        down = min(frame.rect.bottom_mm, bottom) - max(frame.y_mm, top)
        if down > 0 and left.rect.right_mm - 1 < frame.x_mm + frame.w_mm / 2 < right.x_mm + 1:
            return False
    return right.x_mm - left.rect.right_mm < SIDE_MM


def _fill(page: ReadPage, head: Headline) -> Iterator[Problem]:
    """How the lines of a headline fill their width."""
    number, slug = page.number, head.story.slug
    measure = head.frame.w_mm / MM_PER_PT
    fill = min((line.right_pt - line.left_pt) / measure for line in head.lines)
    if fill < LEAST_FILL and head.ranked:
        message = f"a line of the headline fills {fill:.1%} of its width, half is the least"
        yield finding("C-209", message, page=number, story=slug)
    for line in head.lines:
        words = line.text.split()
        if len(head.lines) > 1 and len(words) == 1 and len(words[0]) <= SHORT_WORD:
            message = f"a line of the headline is one short word: {words[0]}"
            yield finding("C-209", message, page=number, story=slug)
    for line in head.lines[:-1]:
        if line.text.rstrip().endswith("-") and line.text.strip()[-2:-1].isalnum():
            message = f"a word of the headline is split: {line.text.split()[-1]}"
            yield finding("C-210", message, page=number, story=slug)
