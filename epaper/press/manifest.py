"""Writing the manifest: edition.json is made here from the plan and the finished files.

In: plan, paper, layout, the finished files. Out: a `Manifest` and its JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from epaper.model import (
    Dummy,
    Frame,
    FrameKind,
    FurnitureFrame,
    Grid,
    HeldOut,
    LabelFrame,
    Layout,
    Paper,
    Photo,
    PhotoFrame,
    Plan,
    Record,
    Rect,
    RuleFrame,
    Story,
    TextFrame,
    read_minutes,
)
from epaper.model.manifest import (
    MANIFEST_VERSION,
    AreaEntry,
    FileEntry,
    FontEntry,
    FrameEntry,
    GridEntry,
    HeldOutEntry,
    ImageEntry,
    JumpEntry,
    Manifest,
    PageEntry,
    PaperEntry,
    PhotoEntry,
    PictureEntry,
    ReasonEntry,
    RecordEntry,
    SectionEntry,
    StoryEntry,
    TargetEntry,
    TilesEntry,
    TrimEntry,
)

LIVERY = frozenset({"accent", "logo", "colour"})  # told of papers that have it


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFiles:
    """The finished files of one page."""

    pdf: FileEntry
    image: ImageEntry
    small: ImageEntry
    thumbnail: ImageEntry
    tiles: TilesEntry


# The photos of a day made for screens: by record and the photo's place in it, narrow to wide.
Screens = Mapping[tuple[str, int], tuple[ImageEntry, ...]]


def describe_edition(
    plan: Plan,
    *,
    paper: Paper,
    layout: Layout,
    pdf: FileEntry,
    fonts: tuple[FontEntry, ...],
    pages: Sequence[PageFiles],
    screens: Screens,
    logo: ImageEntry | None = None,
) -> Manifest:
    """The manifest of a finished edition; `pages` in page order."""
    names = {section.key: section.name for section in paper.sections}
    return Manifest(
        version=MANIFEST_VERSION,
        paper=_paper_entry(paper, logo),
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
            _story_entry(plan, story, names.get(story.section, story.section), screens)
            for story in plan.stories
        ),
    )


def held_entry(held: HeldOut) -> HeldOutEntry:
    """What the edition goes without, as edition.json tells it."""
    return HeldOutEntry(
        file=held.file,
        slug=held.slug,
        headline=held.headline,
        photo=held.photo,
        field=held.field,
        lead=held.lead,
        reasons=tuple(
            ReasonEntry(
                code=problem.code,
                file=problem.where.file,
                line=problem.where.line,
                field=problem.where.field,
                message=problem.message,
                hint=problem.hint,
            )
            for problem in held.reasons
        ),
    )


def manifest_json(manifest: Manifest) -> str:
    """The manifest as JSON, two spaces deep, in the order of its fields."""
    facts = asdict(manifest)
    for table in (facts["paper"], *facts["paper"]["sections"]):
        for name in LIVERY & table.keys():
            if not table[name]:
                del table[name]
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _paper_entry(paper: Paper, logo: ImageEntry | None) -> PaperEntry:
    return PaperEntry(
        name=paper.name,
        motto=paper.motto,
        place=paper.place,
        language=paper.language,
        sections=tuple(
            SectionEntry(key=s.key, name=s.name, colour=s.colour) for s in paper.sections
        ),
        accent=paper.accent,
        logo=logo,
    )


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
        small=files.small,
        thumbnail=files.thumbnail,
        tiles=files.tiles,
        stories=tuple(dict.fromkeys(area.story for area in dummy.areas)),
        frames=tuple(
            _frame_entry(frame)
            for frame in dummy.frames
            # A panel bounds a part of the page; other rules only part stories.
            if not isinstance(frame, RuleFrame) or frame.kind.panel
        ),
    )


def _frame_entry(frame: Frame) -> FrameEntry:
    story = "" if isinstance(frame, RuleFrame | FurnitureFrame) else frame.story
    linked = isinstance(frame, TextFrame | PhotoFrame | LabelFrame) and frame.target
    target = TargetEntry(page=linked.page, story=linked.story) if linked else None
    return FrameEntry(kind=frame.kind.value, story=story, target=target, **_mm(frame.rect))


def _story_entry(plan: Plan, story: Story, section_name: str, screens: Screens) -> StoryEntry:
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
        records=tuple(_record_entry(record, story, screens) for record in story.members),
    )


def _picture_entries(plan: Plan, story: Story) -> tuple[PictureEntry, ...]:
    members = {record.slug: record for record in story.members}
    return tuple(
        _picture_entry(members.get(frame.story, story.record), frame.index, dummy.number)
        for dummy in plan.dummies
        for frame in dummy.frames
        # A teaser shows a picture that stands elsewhere.
        if isinstance(frame, PhotoFrame) and frame.kind is FrameKind.PHOTO
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


def _record_entry(record: Record, story: Story, screens: Screens) -> RecordEntry:
    return RecordEntry(
        slug=record.slug,
        headline=record.headline,
        file=record.file,
        words=record.word_count,
        read_minutes=read_minutes(record.word_count),
        form=str(record.form),
        standfirst=record.standfirst,
        kicker=record.kicker,
        byline=record.byline,
        agency=record.agency,
        dateline=record.dateline,
        published=_time(record.published),
        updated=_time(record.updated),
        language=record.language,
        url=record.url,
        comments=record.comments,
        corrects=record.corrects,
        body=record.body,
        photos=tuple(
            _photo_entry(photo, screens[record.slug, index])
            for index, photo in enumerate(record.photos)
            if (record.slug, index) in screens
        ),
        quotes=story.quotes if len(story.members) == 1 else record.quotes,
        box=record.box,
        table=record.table,
    )


def _photo_entry(photo: Photo, images: tuple[ImageEntry, ...]) -> PhotoEntry:
    return PhotoEntry(caption=photo.caption, credit=photo.credit, alt=photo.alt, images=images)


def _time(time: datetime | None) -> str:
    return time.isoformat() if time else ""


def _mm(rect: Rect) -> dict[str, float]:
    return {
        "x_mm": round(rect.x_mm, 3),
        "y_mm": round(rect.y_mm, 3),
        "w_mm": round(rect.w_mm, 3),
        "h_mm": round(rect.h_mm, 3),
    }
