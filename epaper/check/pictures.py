"""C-211 to C-214: one picture dominates, art has its share, cutlines stand under their pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.check.facts import Facts, FrameFact
from epaper.check.findings import finding
from epaper.check.reading import ReadPage
from epaper.model import MM_PER_PT, FrameKind, Problem
from epaper.pdf.text import DrawnLine

DOMINANT = 1.5
LEAST_SHARE = (0.1, 0.2)  # of the page: with one picture, with more; "about a third"
MOST_SHARE = 0.5
CUTLINE_MM = 4.0  # from a picture's edge to the first baseline under it, beyond its size
EDGE_MM = 0.5


def check_pictures(pages: Sequence[ReadPage], facts: Facts) -> Iterator[Problem]:
    """Everything about how pictures stand on a page."""
    for page in pages:
        photos = [frame for frame, _ in page.frames(FrameKind.PHOTO)]
        yield from _dominance(page, photos)
        yield from _share(page, photos, facts)
        for photo in photos:
            yield from _in_leg(page, photo, facts)
        for photo in _captioned(page, photos, facts):
            yield from _cutline(page, photo)


def _captioned(page: ReadPage, photos: Sequence[FrameFact], facts: Facts) -> Iterator[FrameFact]:
    """The photos that have a caption or credit; the manifest lists both in the same order."""
    for story in facts.stories:
        mine = [photo for photo in photos if facts.story_of.get(photo.story) is story]
        pictures = [picture for picture in story.pictures if picture.page == page.number]
        for photo, picture in zip(mine, pictures, strict=False):
            if picture.caption or picture.credit:
                yield photo


def _dominance(page: ReadPage, photos: Sequence[FrameFact]) -> Iterator[Problem]:
    areas = sorted((photo.rect.area_mm2 for photo in photos), reverse=True)
    if len(areas) > 1 and areas[0] < DOMINANT * areas[1]:
        message = f"the largest picture is {areas[0] / areas[1]:.2f} times the next, not {DOMINANT}"
        yield finding("C-211", message, page=page.number)


def _share(page: ReadPage, photos: Sequence[FrameFact], facts: Facts) -> Iterator[Problem]:
    share = sum(photo.rect.area_mm2 for photo in photos) / facts.live.area_mm2
    if not photos:
        return
    least = LEAST_SHARE[min(len(photos), 2) - 1]
    if not least <= share <= MOST_SHARE:
        usual = f"{least:.0%} to {MOST_SHARE:.0%} are usual"
        message = f"pictures take {share:.1%} of the page, {usual}"
        yield finding("C-212", message, page=page.number)


def _in_leg(page: ReadPage, photo: FrameFact, facts: Facts) -> Iterator[Problem]:
    """No text of the story above a picture in the same column of its rectangle."""
    story = facts.story_of.get(photo.story)
    above = below = False
    for leg, _ in page.frames(FrameKind.LEG):
        across = min(leg.rect.right_mm, photo.rect.right_mm) - max(leg.x_mm, photo.x_mm)
        if facts.story_of.get(leg.story) is story and across > EDGE_MM:
            above |= leg.rect.bottom_mm < photo.y_mm + EDGE_MM
            below |= leg.y_mm > photo.rect.bottom_mm - EDGE_MM
    if above:
        where = "inside a leg, text above and below it" if below else "at the foot of a leg"
        yield finding("C-213", f"a picture stands {where}", page=page.number, story=photo.story)


def _cutline(page: ReadPage, photo: FrameFact) -> Iterator[Problem]:
    """The picture's own cutline is right under it and no wider."""
    number, slug = page.number, photo.story
    picture = page.picture_in(photo)
    rect = picture.rect if picture else photo.rect
    under = [
        lines
        for frame, lines in page.frames(FrameKind.CUTLINE)
        if frame.story == slug and lines
        if min(frame.rect.right_mm, rect.right_mm) > max(frame.x_mm, rect.x_mm)
        if _gap_mm(lines, rect.bottom_mm) > 0
    ]
    if not under:
        yield finding("C-214", "no cutline stands under the picture", page=number, story=slug)
        return
    lines = min(under, key=lambda lines: _gap_mm(lines, rect.bottom_mm))
    gap = _gap_mm(lines, rect.bottom_mm)
    if gap > CUTLINE_MM + lines[0].size_pt * MM_PER_PT:
        message = f"the cutline stands {gap:.1f} mm below its picture"
        yield finding("C-214", message, page=number, story=slug)
    right = max(line.right_pt for line in lines) * MM_PER_PT
    left = min(line.left_pt for line in lines) * MM_PER_PT
    if right > rect.right_mm + EDGE_MM or left < rect.x_mm - EDGE_MM:
        message = f"the cutline is {right - left:.0f} mm wide, its picture {rect.w_mm:.0f}"
        yield finding("C-214", message, page=number, story=slug)


def _gap_mm(lines: Sequence[DrawnLine], bottom_mm: float) -> float:
    """From a picture's foot to the first baseline under it."""
    return min(line.baseline_pt for line in lines) * MM_PER_PT - bottom_mm
