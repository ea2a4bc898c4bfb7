"""The measures of looks: what an art director would count in an edition, each in words.

In: a `Looked`. Out: samples by name: what each page, picture, story or edition came to. Samples of
several editions are laid together; `look_table.py` says how a figure is made of them.

Words. An inside page is any but page one, the last included. A story stands on a page with its
whole, its start or its rest; briefs, letters and corrections under one head are a story that is
gathered. A headline of its own is one that a story begins under, neither a jump head nor a standing
head. Shares are of the page as trimmed, widths of the measure between the side margins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from look_pages import Looked, own_heads

from epaper.check.facts import FrameFact, StoryFact
from epaper.check.reading import ReadPage
from epaper.model import FrameKind, Rect

Value = float | str
Samples = Mapping[str, Sequence[Value]]  # by the measure's sample

PLAY = 0.006  # of the measure: columns and gutters are rounded
HALF = 0.5
LEAST_DPI = 150.0  # C-114
FRONT_SHARE = 0.12
LARGE_PAPER = 20  # articles
SMALL_PAPER = 8  # pages
WHITE = 0.08
PAGE_TWO_PT = 36.0
HEADS_TOLD = 3  # headlines of a page whose sizes are its sequence
OPINION = frozenset({"opinion"})
APART = frozenset({"sport", "science"})  # what opinion does not stand beside


def samples_of(looked: Looked) -> dict[str, list[Value]]:
    """All samples of an edition."""
    found: defaultdict[str, list[Value]] = defaultdict(list)
    parts = (_bands, _heads, _pictures, _front, _jumps, _notices, _quotes, _sections, _white)
    for part in parts:
        for name, value in part(looked):
            found[name].append(value)
    return dict(found)


# Shapes and headlines


def _bands(looked: Looked) -> Iterator[tuple[str, Value]]:
    """Inside pages of two stories or more on which every story is as wide as the page."""
    run = longest = 0
    for page in _inside(looked):
        rects = [rect for story in _stories(looked, page) for rect in _areas(story, page)]
        several = len(rects) > 1
        bands = several and all(_columns(looked, rect) >= 1 - PLAY for rect in rects)
        if several:
            yield "band", float(bands)
        run = run + 1 if bands else 0
        longest = max(longest, run)
    yield "band run", float(longest)


def _heads(looked: Looked) -> Iterator[tuple[str, Value]]:
    """Of each inside page the sizes of its largest headlines, from two on; page 2's largest."""
    sequences: dict[int, str] = {}
    for page in _inside(looked):
        sizes = sorted((size for _, size in own_heads(looked, page)), reverse=True)
        if page.number == 2:
            yield "page two pt", max(sizes, default=0.0)
            yield "page two", float(max(sizes, default=0.0) >= PAGE_TWO_PT)
        if sizes:
            yield "lead pt", f"{sizes[0]:g}"
        if len(sizes) > 1:
            sequences[page.number] = "/".join(f"{size:g}" for size in sizes[:HEADS_TOLD])
    for sequence in sequences.values():
        yield "heads", sequence
    for first, second in pairwise(sorted(sequences)):
        if second == first + 1:
            yield "heads again", float(sequences[first] == sequences[second])


# Pictures


def _pictures(looked: Looked) -> Iterator[tuple[str, Value]]:
    """The largest picture of each page that shows one of a story on it."""
    for page in looked.pages:
        photos = [frame for frame, _ in page.frames(FrameKind.PHOTO)]
        if not photos:
            continue
        largest = max(photos, key=lambda frame: frame.rect.area_mm2)
        wide = _columns(looked, largest.rect) >= HALF - PLAY
        yield "picture", largest.rect.area_mm2 / _page_mm2(looked)
        yield "picture half", float(wide)
        if _could_be_half(looked, page):
            yield "picture half could", float(wide)
        place = _place_of_head(looked, page, largest)
        yield "picture lead", float(place == 1)
        yield "picture second", float(place in (1, 2))


def _could_be_half(looked: Looked, page: ReadPage) -> bool:
    """True if a story of the page has a picture with the pixels for half the measure."""
    half_mm = HALF * looked.facts.live.w_mm
    stories = [story.slug for story in _stories(looked, page)]
    return looked.filed is not None and any(
        picture.width_px / half_mm * 25.4 >= LEAST_DPI
        for slug in stories
        for picture in looked.filed.get(slug, ())
    )


def _place_of_head(looked: Looked, page: ReadPage, photo: FrameFact) -> int:
    """Which size the headline over the picture's story is among those of the page, from 1.

    A rest's is its jump head. 0 for a story without a head on the page, where others have one.
    """
    sizes: dict[str, float] = {}
    for frame, lines in page.frames(FrameKind.HEADLINE, FrameKind.JUMP_HEAD):
        story = looked.facts.story_of.get(frame.story)
        if story is not None and lines:
            size = round(max(line.size_pt for line in lines), 1)
            sizes[story.slug] = max(size, sizes.get(story.slug, 0.0))
    story = looked.facts.story_of.get(photo.story)
    slug = story.slug if story is not None else ""
    if slug not in sizes:
        return 0 if sizes else 1
    return sorted(set(sizes.values()), reverse=True).index(sizes[slug]) + 1


def _front(looked: Looked) -> Iterator[tuple[str, Value]]:
    """Page one of a day with pictures: its largest, be it that of a story inside."""
    if not looked.pictured or not looked.pages:
        return
    page = looked.pages[0]
    frames = page.frames(FrameKind.PHOTO, FrameKind.TEASER_PHOTO)
    largest = max((frame.rect.area_mm2 for frame, _ in frames), default=0.0)
    share = largest / _page_mm2(looked)
    yield "front", share
    yield "front large", float(share >= FRONT_SHARE)
    if looked.filed is not None and _could_be_large(looked):
        yield "front large could", float(share >= FRONT_SHARE)


def _could_be_large(looked: Looked) -> bool:
    """True if a picture of the day has the pixels for so much of a page."""
    wanted_px = FRONT_SHARE * _page_mm2(looked) * (LEAST_DPI / 25.4) ** 2
    filed = looked.filed or {}
    return any(p.width_px * p.height_px >= wanted_px for mine in filed.values() for p in mine)


# Jumps, notices, quotes


def _jumps(looked: Looked) -> Iterator[tuple[str, Value]]:
    """Of each story that is not gathered whether it goes on, and whether it does so again."""
    for story in looked.facts.stories:
        pages = sorted({area.page for area in story.areas})
        if story.gathered or not pages:
            continue
        yield "front jump" if pages[0] == 1 else "inside jump", float(len(pages) > 1)
        yield "twice", float(len(pages) > 2)


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """A notice as it stands on a page: its panel, its words, its sizes."""

    page: int
    rect: Rect
    words: str
    text_pt: float
    largest_pt: float


def _notices(looked: Looked) -> Iterator[tuple[str, Value]]:
    """Size, area, repetition of the paper's own notices."""
    shown = [notice for page in looked.pages for notice in _notices_on(page)]
    share = sum(notice.rect.area_mm2 for notice in shown) / (
        _page_mm2(looked) * max(1, len(looked.pages))
    )
    yield "notice share", share
    if looked.records >= LARGE_PAPER:
        yield "notice share large", share
    for notice in shown:
        yield "notice pt", notice.text_pt
        yield "notice largest pt", notice.largest_pt
    again = max(Counter(notice.words for notice in shown).values(), default=0) > 1
    yield "notice again", float(again)
    if len(looked.pages) <= SMALL_PAPER:
        yield "notice again small", float(again)
    for page in looked.pages:
        yield "notices", float(sum(notice.page == page.number for notice in shown))


def _notices_on(page: ReadPage) -> Iterator[_Shown]:
    parts = list(page.frames(FrameKind.NOTICE, FrameKind.NOTICE_TITLE))
    for panel, _ in page.frames(FrameKind.NOTICE_PANEL):
        mine = [(f, lines) for f, lines in parts if _within(f.rect, panel.rect) and lines]
        sizes: dict[FrameKind, float] = {}
        for frame, lines in mine:
            sizes[frame.kind] = max(sizes.get(frame.kind, 0.0), *(li.size_pt for li in lines))
        words = "".join(line.text for _, lines in mine for line in lines)
        yield _Shown(
            page=page.number,
            rect=panel.rect,
            words="".join(filter(str.isalnum, words.casefold())),
            text_pt=round(sizes.get(FrameKind.NOTICE, 0.0), 1),
            largest_pt=round(max(sizes.values(), default=0.0), 1),
        )


def _quotes(looked: Looked) -> Iterator[tuple[str, Value]]:
    """Of each pull quote whether its speaker stands with it."""
    for page in looked.pages:
        names = [frame.rect for frame, _ in page.frames(FrameKind.QUOTE_BY)]
        panels = [frame.rect for frame, _ in page.frames(FrameKind.QUOTE_PANEL)]
        for panel in panels:
            yield "quote named", float(any(_within(name, panel) for name in names))


# Sections, white


def _sections(looked: Looked) -> Iterator[tuple[str, Value]]:
    """Sections that share an inside page, that its flag does not name, that come back."""
    begun: dict[int, set[str]] = {}
    for page in _inside(looked):
        stories = _stories(looked, page)
        keys = {looked.sections[story.slug] for story in stories}
        free = (story for story in stories if story.slug not in looked.pinned)
        begun[page.number] = {looked.sections[story.slug] for story in free if _begins(story, page)}
        unnamed = _unnamed(looked, page, keys)
        yield "mixed", float(len(keys) > 1)
        yield "third unnamed", float(len(keys) > 2 and bool(unnamed))
        yield "unnamed", float(bool(unnamed))
        yield "opinion beside", float(bool(keys & OPINION and keys & APART))
    for number in begun:
        yield "section back", float(any(comes_back(key, number, begun) for key in begun[number]))


def comes_back(key: str, page: int, begun: Mapping[int, set[str]]) -> bool:
    """True if the section begins on the page again after another one began.

    `begun` has the sections of the stories that begin on each inside page. Another one began if it
    has a story on a page between; or if both sections share an earlier page and this one, for
    then either stands between parts of the other.
    """
    before = [n for n in begun if n < page and key in begun[n]]
    if not before:
        return False
    between = (begun[n] - {key} for n in begun if before[0] < n < page)
    shared = ((begun[n] & begun[page]) - {key} for n in before)
    return any(between) or any(shared)


def _unnamed(looked: Looked, page: ReadPage, keys: set[str]) -> set[str]:
    """The sections of the page whose names do not stand in its folio."""
    lines = (line.text for _, lines in page.frames(FrameKind.FOLIO) for line in lines)
    flag = _letters(" ".join(lines))
    return {key for key in keys if _letters(looked.names.get(key, key)) not in flag}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _white(looked: Looked) -> Iterator[tuple[str, Value]]:
    """White of the edition, as C-303 has it."""
    yield "white", looked.white
    yield "white good", float(looked.white <= WHITE)
    yield "pages", float(len(looked.pages))


# Of a page


def _inside(looked: Looked) -> tuple[ReadPage, ...]:
    return tuple(page for page in looked.pages if page.number > 1)


def _stories(looked: Looked, page: ReadPage) -> list[StoryFact]:
    """The stories of which something stands on the page."""
    return [story for story in looked.facts.stories if list(_areas(story, page))]


def _areas(story: StoryFact, page: ReadPage) -> Iterator[Rect]:
    yield from (area.rect for area in story.areas if area.page == page.number)


def _begins(story: StoryFact, page: ReadPage) -> bool:
    return min(area.page for area in story.areas) == page.number


def _page_mm2(looked: Looked) -> float:
    trim = looked.facts.trim
    return trim.width_mm * trim.height_mm


def _columns(looked: Looked, rect: Rect) -> float:
    """How many of the page's columns the rectangle is wide, as a share of them."""
    gutter_mm = looked.facts.grid.gutter_mm
    return (rect.w_mm + gutter_mm) / (looked.facts.live.w_mm + gutter_mm)


def _within(inner: Rect, outer: Rect) -> bool:
    x_mm, y_mm = inner.x_mm + inner.w_mm / 2, inner.y_mm + inner.h_mm / 2
    return outer.x_mm <= x_mm <= outer.right_mm and outer.y_mm <= y_mm <= outer.bottom_mm
