"""C-112 to C-115: type large enough to read, pictures sharp enough to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from epaper.check.facts import Facts, FrameFact
from epaper.check.findings import finding
from epaper.check.reading import ReadPage
from epaper.model import Problem
from epaper.pdftext import DrawnLine

BODY_PT = 8.0
CAPTION_PT = 7.0
LEAST_DPI = 150.0
GOOD_DPI = 200.0
NEVER_DPI = 100.0
ROUNDING = 0.02  # sizes come back from the file a little small


def check_sizes(pages: Sequence[ReadPage], facts: Facts) -> Iterator[Problem]:
    """Type and pictures that are too small or too coarse."""
    captioned = {
        (picture.record, picture.page)
        for story in facts.stories
        for picture in story.pictures
        if picture.caption
    }
    for page in pages:
        if facts.newspaper:
            yield from _small(page, "leg", BODY_PT, "C-112", "body type")
        yield from _captions(page, captioned)
        yield from _coarse(page)


def _small(page: ReadPage, kind: str, least: float, code: str, what: str) -> Iterator[Problem]:
    for frame, lines in page.frames(kind):
        size = _usual_size(lines)
        if lines and size < least - ROUNDING:
            message = f"{what} of {size:.1f} pt, {least:g} are the least"
            yield finding(code, message, page=page.number, story=frame.story)


def _captions(page: ReadPage, captioned: set[tuple[str, int]]) -> Iterator[Problem]:
    """Cutlines with a caption; a credit alone may be smaller."""
    for frame, lines in page.frames("cutline"):
        # The credit ends the cutline in small capitals of its own size.
        size = max((line.size_pt for line in lines), default=CAPTION_PT)
        if (frame.story, page.number) in captioned and size < CAPTION_PT - ROUNDING:
            message = f"a caption of {size:.1f} pt, {CAPTION_PT:g} are the least"
            yield finding("C-113", message, page=page.number, story=frame.story)


def _coarse(page: ReadPage) -> Iterator[Problem]:
    for frame in _photos(page):
        picture = page.picture_in(frame)
        if picture is None:
            message = f"no picture is printed in a frame of {frame.w_mm:.0f} x {frame.h_mm:.0f} mm"
            yield finding("C-114", message, page=page.number, story=frame.story)
            continue
        dpi = picture.dpi + ROUNDING
        size = f"{frame.w_mm:.0f} mm wide"
        if dpi < NEVER_DPI:
            message = f"a picture enlarged to {dpi:.0f} dpi, {size}; never below {NEVER_DPI:.0f}"
            yield finding("C-114", message, page=page.number, story=frame.story)
        elif dpi < LEAST_DPI - 1:
            message = f"a picture of {dpi:.0f} dpi, {size}; {LEAST_DPI:.0f} are the least"
            yield finding("C-114", message, page=page.number, story=frame.story)
        elif dpi < GOOD_DPI:
            message = f"a picture of {dpi:.0f} dpi, {size}; {GOOD_DPI:.0f} would be good"
            yield finding("C-115", message, page=page.number, story=frame.story)


def _photos(page: ReadPage) -> Iterator[FrameFact]:
    return (frame for frame, _ in page.frames("photo", "teaser-photo"))


def _usual_size(lines: Sequence[DrawnLine]) -> float:
    counts = Counter(round(line.size_pt, 2) for line in lines)
    return counts.most_common(1)[0][0] if counts else 0.0
