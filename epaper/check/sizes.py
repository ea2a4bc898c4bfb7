"""C-112 to C-115: type large enough to read, pictures sharp enough to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from epaper.check.facts import Facts, FrameFact
from epaper.check.findings import finding
from epaper.check.legs import ReadPart
from epaper.check.reading import ReadPage
from epaper.check.words import letters_of
from epaper.model import FrameKind, Problem

BODY_PT = 8.0
CAPTION_PT = 7.0
LEAST_DPI = 150.0
GOOD_DPI = 200.0
NEVER_DPI = 100.0
ROUNDING = 0.02  # sizes come back from the file a little small


def check_sizes(
    parts: Mapping[str, tuple[ReadPart, ...]], pages: Sequence[ReadPage], facts: Facts
) -> Iterator[Problem]:
    """Type and pictures that are too small or too coarse."""
    credits = {
        (picture.record, picture.page, _letters(picture.credit))
        for story in facts.stories
        for picture in story.pictures
        if not picture.caption
    }
    if facts.newspaper:
        for part in (part for mine in parts.values() for part in mine):
            yield from _small(part)
    for page in pages:
        yield from _captions(page, credits)
        yield from _coarse(page)


def _small(part: ReadPart) -> Iterator[Problem]:
    """Body lines under the least size; signatures and the like are set in another family."""
    sizes = [line.drawn.size_pt for leg in part.legs for line in leg.lines if line.body]
    if sizes and min(sizes) < BODY_PT - ROUNDING:
        message = f"body type of {min(sizes):.1f} pt, {BODY_PT:g} are the least"
        yield finding("C-112", message, page=part.page, story=part.story.slug)


def _captions(page: ReadPage, credits: Set[tuple[str, int, str]]) -> Iterator[Problem]:
    """Cutlines with a caption; those that are a picture's credit alone may be smaller."""
    for frame, lines in page.frames(FrameKind.CUTLINE):
        # The credit ends the cutline in small capitals of its own size.
        size = max((line.size_pt for line in lines), default=CAPTION_PT)
        said = _letters("".join(line.text for line in lines))
        if (frame.story, page.number, said) not in credits and size < CAPTION_PT - ROUNDING:
            message = f"a caption of {size:.1f} pt, {CAPTION_PT:g} are the least"
            yield finding("C-113", message, page=page.number, story=frame.story)


def _letters(text: str) -> str:
    """The letters of a text in no order: a line may run either way."""
    return "".join(sorted(letters_of(text)))


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
    return (frame for frame, _ in page.frames(FrameKind.PHOTO, FrameKind.TEASER_PHOTO))
