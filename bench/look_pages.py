"""Pages as the looks are measured on: of a plan that nothing is drawn of, or of a finished edition.

In: a plan with its paper and layout, or the folder of an edition. Out: `Looked`: what the check
reads (`Facts`, `ReadPage`) and what it passes over: sections, pins, filed pictures. A plan is read
as its pages would be, were they printed; so both are measured by the same rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np

from epaper.check import begin_reading
from epaper.check.facts import (
    MANIFEST,
    AreaFact,
    Facts,
    FileFact,
    FrameFact,
    GridFact,
    PageFact,
    RecordFact,
    StoryFact,
    TrimFact,
)
from epaper.check.full import LINE_ABOVE, LINE_BELOW, white_share
from epaper.check.reading import RASTER_DPI, PrintedPicture, ReadPage
from epaper.model import (
    MM_PER_PT,
    Dummy,
    Frame,
    FrameKind,
    FurnitureFrame,
    LabelFrame,
    Layout,
    Line,
    Paper,
    PhotoFrame,
    Picture,
    Plan,
    Rect,
    RuleFrame,
    SetBlock,
    TableCell,
    TableFrame,
    TextFrame,
)
from epaper.pdf.text import DrawnLine

RULE_MM = 0.1
LABEL_LETTER_PT = 3.6  # mean width of a letter of a jump line: EP Sans at 7.8 pt


@dataclass(frozen=True, kw_only=True)
class Looked:
    """An edition to be looked at; `sections` are keys by story, `names` printed names by key.

    `pinned` are stories that the desk put on their page. `filed` are the pictures by story that
    could be printed, None where only the finished edition is known; `pictured` tells whether the
    day has any. `records` counts articles.
    """

    facts: Facts
    pages: tuple[ReadPage, ...]
    sections: Mapping[str, str]
    names: Mapping[str, str]
    records: int
    pictured: bool
    pinned: frozenset[str] = frozenset()
    filed: Mapping[str, tuple[Picture, ...]] | None = field(default=None)

    @cached_property
    def white(self) -> float:
        """White as the check has it (C-303): the mean of its pages."""
        shares = [white_share(page, self.facts) for page in self.pages]
        return sum(shares) / max(1, len(shares))


# A finished edition


def looked_at_folder(folder: Path) -> Looked:
    """The edition in `folder`, read from its PDF. EditionError where there is none."""
    reading = begin_reading(folder)
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    stories = told["stories"]
    names = {section["key"]: section["name"] for section in told["paper"]["sections"]}
    return Looked(
        facts=reading.facts,
        pages=tuple(reading.pages()),
        sections={story["slug"]: story["section"] for story in stories},
        names=names | {story["section"]: story["section_name"] for story in stories},
        records=sum(len(story["records"]) for story in stories),
        pictured=any(record["photos"] for story in stories for record in story["records"]),
    )


# A plan


def looked_at_plan(plan: Plan, paper: Paper, layout: Layout) -> Looked:
    """The plan, as its edition would be read."""
    facts = _facts(plan, layout)
    pairs = zip(plan.dummies, facts.pages, strict=True)
    filed = {s.slug: tuple(picture for _, picture in s.pictures) for s in plan.stories}
    return Looked(
        facts=facts,
        pages=tuple(_read(dummy, fact) for dummy, fact in pairs),
        sections={story.slug: story.section for story in plan.stories},
        names={section.key: section.name for section in paper.sections},
        records=sum(len(story.members) for story in plan.stories),
        pictured=any(filed.values()),
        pinned=frozenset(story.slug for story in plan.stories if story.pin),
        filed=filed,
    )


def _facts(plan: Plan, layout: Layout) -> Facts:
    grid = layout.grid
    return Facts(
        date=plan.day.isoformat(),
        format=plan.layout,
        trim=TrimFact(width_mm=grid.width_mm, height_mm=grid.height_mm),
        grid=GridFact(
            left_mm=grid.left_mm,
            top_mm=grid.top_mm,
            columns=grid.columns,
            gutter_mm=grid.gutter_mm,
            baseline_pt=grid.baseline_pt,
            rows=grid.rows,
        ),
        pdf=FileFact(file=""),
        pages=tuple(
            PageFact(
                number=dummy.number, kind=dummy.kind, frames=tuple(map(_frame_fact, dummy.frames))
            )
            for dummy in plan.dummies
        ),
        stories=tuple(
            StoryFact(
                slug=story.slug,
                form=story.form,
                order=story.order,
                areas=tuple(_areas(plan, story.slug)),
                pictures=(),
                records=tuple(RecordFact(slug=member.slug) for member in story.members),
            )
            for story in plan.stories
        ),
    )


def _frame_fact(frame: Frame) -> FrameFact:
    story = "" if isinstance(frame, RuleFrame | FurnitureFrame) else frame.story
    r = frame.rect
    return FrameFact(
        kind=frame.kind, story=story, x_mm=r.x_mm, y_mm=r.y_mm, w_mm=r.w_mm, h_mm=r.h_mm
    )


def _areas(plan: Plan, slug: str) -> Iterator[AreaFact]:
    for dummy in plan.dummies:
        for area in dummy.areas:
            if area.story == slug:
                r = area.rect
                yield AreaFact(
                    page=dummy.number,
                    part=area.part,
                    x_mm=r.x_mm,
                    y_mm=r.y_mm,
                    w_mm=r.w_mm,
                    h_mm=r.h_mm,
                )


def _read(dummy: Dummy, fact: PageFact) -> ReadPage:
    """The page as the check would read it; of ink there is none, and nothing here asks for it."""
    photos = [frame for frame in dummy.frames if isinstance(frame, PhotoFrame)]
    rules = chain.from_iterable(map(_rules, dummy.frames))
    size = (round(mm * RASTER_DPI / 25.4) for mm in (dummy.height_mm, dummy.width_mm))
    return ReadPage(
        fact=fact,
        lines={index: list(_lines(frame)) for index, frame in enumerate(dummy.frames)},
        pictures=tuple(_printed(photo) for photo in photos),
        rules=tuple(rules),
        caps=(),
        spacing={},
        ink=np.zeros(tuple(size), dtype=bool),
    )


def _printed(photo: PhotoFrame) -> PrintedPicture:
    crop, picture = photo.crop, photo.picture
    return PrintedPicture(
        rect=photo.rect,
        width_px=round((crop.right - crop.left) * picture.width_px),
        height_px=round((crop.bottom - crop.top) * picture.height_px),
    )


def _rules(frame: Frame) -> Iterator[Rect]:
    """The rules of a frame: a panel's over it and under it, a table's over each of its rows."""
    match frame:
        case RuleFrame(kind=FrameKind.BOX_PANEL | FrameKind.QUOTE_PANEL, rect=rect):
            yield replace(rect, h_mm=RULE_MM)
            if frame.kind is FrameKind.QUOTE_PANEL:
                yield replace(rect, y_mm=rect.bottom_mm, h_mm=RULE_MM)
        case RuleFrame(rect=rect) if not frame.kind.panel:
            yield rect
        case TableFrame(rect=rect, table=table):
            under = table.head_rows + sum(table.row_heights)
            row_mm = rect.h_mm / max(1, table.total_rows)
            y_mm = rect.bottom_mm - (under + (table.note is not None)) * row_mm
            for rows in (0, table.head_rows, *table.row_heights):
                y_mm += rows * row_mm
                yield replace(rect, y_mm=y_mm, h_mm=RULE_MM)


def _lines(frame: Frame) -> Iterator[DrawnLine]:
    """The lines of a frame at their places."""
    match frame:
        case TextFrame():
            yield from _set_lines(
                frame.lines, frame.rect, size_pt=frame.size_pt, leading_pt=frame.leading_pt
            )
        case TableFrame():
            yield from _table_lines(frame)
        case LabelFrame():
            wide_pt = min(frame.rect.w_mm / MM_PER_PT, len(frame.text) * LABEL_LETTER_PT)
            yield _drawn(frame.text, frame.rect, 0.0, wide_pt, 0.0, frame.rect.h_mm / MM_PER_PT)
        case FurnitureFrame(text=text) if "section" in text:  # the folio's flag
            yield _drawn(text["section"], frame.rect, 0.0, 1.0, 0.0, 1.0)


def _set_lines(
    lines: tuple[Line, ...], rect: Rect, *, size_pt: float, leading_pt: float
) -> Iterator[DrawnLine]:
    measure_pt = rect.w_mm / MM_PER_PT
    for number, line in enumerate(lines):
        if not line.runs:
            continue
        end_pt = measure_pt if line.justify else min(measure_pt, line.indent_pt + line.width_pt)
        top_pt = number * leading_pt
        yield _drawn(line.text, rect, line.indent_pt, end_pt, top_pt, leading_pt, size_pt)


def _table_lines(frame: TableFrame) -> Iterator[DrawnLine]:
    """Title, rows and note one under another; the cells side by side read as one line."""
    table, rect = frame.table, frame.rect
    row_pt = rect.h_mm / MM_PER_PT / max(1, table.total_rows)
    top_pt = 0.0
    for block in filter(None, (table.title,)):
        yield from _block_lines(block, rect)
        top_pt = block.height_pt
    for cells, rows in zip(
        (table.head, *table.rows), (table.head_rows, *table.row_heights), strict=True
    ):
        found = [line for cell in cells for line in _cell_lines(cell, rect, top_pt, row_pt)]
        for baseline in sorted({line.baseline_pt for line in found}):
            level = [line for line in found if line.baseline_pt == baseline]
            ends = max(line.right_pt for line in level)
            yield replace(min(level, key=lambda line: line.left_pt), right_pt=ends)
        top_pt += rows * row_pt
    for block in filter(None, (table.note,)):
        yield from _block_lines(block, _lower(rect, top_pt))


def _cell_lines(cell: TableCell, rect: Rect, top_pt: float, row_pt: float) -> Iterator[DrawnLine]:
    place = _lower(rect, top_pt + cell.drop_rows * row_pt)
    place = replace(place, x_mm=place.x_mm + cell.x_pt * MM_PER_PT, w_mm=cell.width_pt * MM_PER_PT)
    for line in _block_lines(cell.block, place):
        more_pt = cell.width_pt - (line.right_pt - line.left_pt)
        move_pt = more_pt if cell.align == "right" else 0.0
        yield replace(line, left_pt=line.left_pt + move_pt, right_pt=line.right_pt + move_pt)


def _lower(rect: Rect, by_pt: float) -> Rect:
    return replace(rect, y_mm=rect.y_mm + by_pt * MM_PER_PT)


def _block_lines(block: SetBlock, place: Rect) -> Iterator[DrawnLine]:
    yield from _set_lines(block.lines, place, size_pt=block.size_pt, leading_pt=block.leading_pt)


def _drawn(
    text: str,
    rect: Rect,
    start_pt: float,
    end_pt: float,
    top_pt: float,
    leading_pt: float,
    size_pt: float = 0.0,
) -> DrawnLine:
    """A line whose leading begins `top_pt` under the top of its rectangle.

    Copy that names no size has that of which its leading is what the check takes a line to cover.
    """
    size_pt = size_pt or leading_pt / (LINE_ABOVE + LINE_BELOW)
    left_pt = rect.x_mm / MM_PER_PT
    return DrawnLine(
        text=text,
        left_pt=left_pt + start_pt,
        right_pt=left_pt + end_pt,
        baseline_pt=rect.y_mm / MM_PER_PT + top_pt + LINE_ABOVE * size_pt,
        size_pt=size_pt,
    )


def own_heads(looked: Looked, page: ReadPage) -> Iterator[tuple[StoryFact, float]]:
    """Stories that begin on the page under a headline of their own, with its size in pt."""
    for frame, lines in page.frames(FrameKind.HEADLINE):
        story = looked.facts.story_of.get(frame.story)
        if story is not None and not story.gathered and lines:
            yield story, round(max(line.size_pt for line in lines), 1)
