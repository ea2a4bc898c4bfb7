"""The manifest: edition.json, the truth about an edition for everything that comes after.

In: plan, paper, layout, the finished files. Out: a `Manifest` and its JSON. Its JSON Schema is
published in docs/edition.schema.json. Lengths are in mm from a page's top left corner, pages
count from 1, file names are relative to edition.json.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from epaper.model import (
    Dummy,
    Frame,
    FurnitureFrame,
    Grid,
    LabelFrame,
    Layout,
    Paper,
    PhotoFrame,
    Plan,
    Record,
    Rect,
    RuleFrame,
    Story,
    TextFrame,
)

VERSION = 1
PANEL = "-panel"  # rules of these kinds bound a part of the page; the others only part stories


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file of the edition."""

    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageEntry:
    """A picture of a page."""

    file: str
    sha256: str
    bytes: int
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEntry:
    """The paper, as it called itself that day; `language` is a BCP 47 tag."""

    name: str
    motto: str
    place: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetEntry:
    """Where a frame leads: a page, and on it a story if `story` is not empty."""

    page: int
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameEntry:
    """A frame of a page; `story` is the record whose words or picture it holds, or empty.

    Labels of a gathered story, and of a jump, name the story.
    """

    kind: str
    story: str
    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float
    target: TargetEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEntry:
    """The rectangle of a story on a page; `part` is whole, start (it jumps away) or rest."""

    page: int
    part: str
    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A page: its files, its frames and the slugs of its stories."""

    number: int
    kind: str
    sections: tuple[str, ...]
    pdf: FileEntry
    image: ImageEntry
    thumbnail: ImageEntry
    stories: tuple[str, ...]
    frames: tuple[FrameEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpEntry:
    """Both ends of a jump."""

    from_page: int
    to_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureEntry:
    """A printed picture; `index` is its place in the record's photos, from 0."""

    record: str
    index: int
    file: str
    page: int
    caption: str
    credit: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry:
    """A record of a story; `file` is relative to the paper's folder."""

    slug: str
    headline: str
    file: str
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEntry:
    """A story: what it is and where it stands. `records` are several where it is gathered."""

    slug: str
    headline: str
    section: str
    section_name: str
    form: str
    order: int
    read_minutes: int
    words: int
    pages: tuple[int, ...]
    areas: tuple[AreaEntry, ...]
    jump: JumpEntry | None
    pictures: tuple[PictureEntry, ...]
    records: tuple[RecordEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimEntry:
    """Size of a page."""

    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GridEntry:
    """The live area's corner, columns and baseline rows; the side margins are alike."""

    left_mm: float
    top_mm: float
    columns: int
    gutter_mm: float
    baseline_pt: float
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FontEntry:
    """An embedded face; `sha256` is that of the font file it was cut from."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """edition.json. `number` is the issue's, null without a founding date.

    `forced` is true where the check of the finished pages found them broken and the edition
    was published all the same.
    """

    version: int
    paper: PaperEntry
    date: str
    number: int | None
    format: str
    trim: TrimEntry
    grid: GridEntry
    pdf: FileEntry
    fonts: tuple[FontEntry, ...]
    pages: tuple[PageEntry, ...]
    stories: tuple[StoryEntry, ...]
    forced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFiles:
    """The finished files of one page."""

    pdf: FileEntry
    image: ImageEntry
    thumbnail: ImageEntry


def describe_edition(
    plan: Plan,
    *,
    paper: Paper,
    layout: Layout,
    pdf: FileEntry,
    fonts: tuple[FontEntry, ...],
    pages: Sequence[PageFiles],
) -> Manifest:
    """The manifest of a finished edition; `pages` in page order."""
    names = {section.key: section.name for section in paper.sections}
    return Manifest(
        version=VERSION,
        paper=PaperEntry(
            name=paper.name, motto=paper.motto, place=paper.place, language=paper.language
        ),
        date=plan.day.isoformat(),
        number=paper.issue_number(plan.day),
        format=layout.name,
        trim=TrimEntry(width_mm=layout.grid.width_mm, height_mm=layout.grid.height_mm),
        grid=_grid_entry(layout.grid),
        pdf=pdf,
        fonts=fonts,
        pages=tuple(
            _page_entry(dummy, files) for dummy, files in zip(plan.dummies, pages, strict=True)
        ),
        stories=tuple(
            _story_entry(plan, story, names.get(story.section, story.section))
            for story in plan.stories
        ),
    )


def manifest_json(manifest: Manifest) -> str:
    """The manifest as JSON, two spaces deep, in the order of its fields."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n"


def _grid_entry(grid: Grid) -> GridEntry:
    return GridEntry(
        left_mm=grid.left_mm,
        top_mm=grid.top_mm,
        columns=grid.columns,
        gutter_mm=grid.gutter_mm,
        baseline_pt=grid.baseline_pt,
        rows=grid.rows,
    )


def _page_entry(dummy: Dummy, files: PageFiles) -> PageEntry:
    return PageEntry(
        number=dummy.number,
        kind=dummy.kind,
        sections=dummy.sections,
        pdf=files.pdf,
        image=files.image,
        thumbnail=files.thumbnail,
        stories=tuple(dict.fromkeys(area.story for area in dummy.areas)),
        frames=tuple(
            _frame_entry(frame)
            for frame in dummy.frames
            if not isinstance(frame, RuleFrame) or frame.kind.endswith(PANEL)
        ),
    )


def _frame_entry(frame: Frame) -> FrameEntry:
    story = "" if isinstance(frame, RuleFrame | FurnitureFrame) else frame.story
    linked = isinstance(frame, TextFrame | PhotoFrame | LabelFrame) and frame.target
    target = TargetEntry(page=linked.page, story=linked.story) if linked else None
    return FrameEntry(kind=frame.kind, story=story, target=target, **_mm(frame.rect))


def _story_entry(plan: Plan, story: Story, section_name: str) -> StoryEntry:
    areas = tuple(
        AreaEntry(page=dummy.number, part=area.part, **_mm(area.rect))
        for dummy in plan.dummies
        for area in dummy.areas
        if area.story == story.slug
    )
    jump = next((jump for jump in plan.jumps if jump.story == story.slug), None)
    return StoryEntry(
        slug=story.slug,
        headline=story.headline,
        section=story.section,
        section_name=section_name,
        form=str(story.form),
        order=story.order,
        read_minutes=story.read_minutes,
        words=sum(record.word_count for record in story.members),
        pages=tuple(dict.fromkeys(area.page for area in areas)),
        areas=areas,
        jump=JumpEntry(from_page=jump.from_page, to_page=jump.to_page) if jump else None,
        pictures=_picture_entries(plan, story),
        records=tuple(_record_entry(record) for record in story.members),
    )


def _picture_entries(plan: Plan, story: Story) -> tuple[PictureEntry, ...]:
    members = {record.slug: record for record in story.members}
    return tuple(
        _picture_entry(members.get(frame.story, story.record), frame.index, dummy.number)
        for dummy in plan.dummies
        for frame in dummy.frames
        # A teaser shows a picture that stands elsewhere.
        if isinstance(frame, PhotoFrame) and frame.kind == "photo"
        if frame.story in {story.slug, *members}
    )


def _picture_entry(record: Record, index: int, page: int) -> PictureEntry:
    photo = record.photos[index]
    return PictureEntry(
        record=record.slug,
        index=index,
        file=photo.file,
        page=page,
        caption=photo.caption,
        credit=photo.credit,
        alt=photo.alt,
    )


def _record_entry(record: Record) -> RecordEntry:
    return RecordEntry(
        slug=record.slug, headline=record.headline, file=record.file, words=record.word_count
    )


def _mm(rect: Rect) -> dict[str, float]:
    return {
        "x_mm": round(rect.x_mm, 3),
        "y_mm": round(rect.y_mm, 3),
        "w_mm": round(rect.w_mm, 3),
        "h_mm": round(rect.h_mm, 3),
    }
