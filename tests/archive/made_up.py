"""Made-up finished editions: an edition.json and its files, without the press.

`put_edition(folder, day, pieces)` leaves the shelf as a build would: images that open, a PDF that
opens, tiles, photos, areas and frames that agree with each other.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw

from epaper.model import Block, BlockKind, Box, Quote, Span, Table
from epaper.model.manifest import (
    EARLIER,
    MANIFEST,
    MANIFEST_VERSION,
    AreaEntry,
    EditionEntry,
    FileEntry,
    FontEntry,
    FrameEntry,
    GridEntry,
    ImageEntry,
    JumpEntry,
    Manifest,
    PageEntry,
    PaperEntry,
    PhotoEntry,
    PictureEntry,
    RecordEntry,
    SectionEntry,
    StoryEntry,
    TargetEntry,
    TilesEntry,
    TrimEntry,
)

DAY = date(2026, 2, 4)
FIRST = EditionEntry()
SECTIONS = (("national", "National"), ("world", "World"), ("sport", "Sport"))
WIDTH_MM, HEIGHT_MM = 315.0, 470.0
TILE_PX = 64


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A record to be made up. Two pages make it jump; pieces of one `story` are gathered."""

    slug: str
    headline: str = ""
    body: tuple[str, ...] = ("The council met on Tuesday.",)
    notes: tuple[str, ...] = ()
    section: str = "national"
    pages: tuple[int, ...] = (1,)
    story: str = ""
    standfirst: str = ""
    kicker: str = ""
    byline: tuple[str, ...] = ()
    agency: str = ""
    dateline: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    url: str = ""
    form: str = "story"
    comments: bool = False
    corrects: str = ""
    captions: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    box: Box | None = None
    table: Table | None = None


PIECES = (
    Piece(
        slug="harbour-heat",
        headline="Harbour water to heat Old Town",
        standfirst="The council votes for a plant on the quay",
        body=(
            "Port Ellery is to draw the heat for its Old Town out of the harbour.",
            "A debate of six hours ended in a vote of 23 to 19.",
            "The plant is to be finished in three years.",
        ),
        byline=("Ines Caldera",),
        pages=(1, 3),
        captions=("Low sun over the roofs of the Old Town",),
        comments=True,
    ),
    Piece(
        slug="treaty-lapses",
        headline="Nuclear treaty lapses",
        body=("The last treaty on nuclear arms ends at midnight.",),
        section="world",
        agency="Northern Wire",
        pages=(1,),
    ),
    Piece(slug="brief-ferry", headline="Ferry back", story="briefs", form="brief", pages=(2,)),
    Piece(slug="brief-dog", headline="Dog tax", story="briefs", form="brief", pages=(2,)),
    Piece(
        slug="wick-bay",
        headline="Wick Bay beat Athletic",
        body=("A goal in the last minute.",),
        section="sport",
        pages=(3,),
    ),
)


def put_paper(folder: Path, *, language: str = "en-GB", form: str = "berliner") -> None:
    """A paper.toml."""
    sections = "".join(f'[[section]]\nkey = "{key}"\nname = "{name}"\n' for key, name in SECTIONS)
    head = f'name = "The Courier"\nlanguage = "{language}"\nformat = "{form}"\n'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "paper.toml").write_text(head + sections, encoding="utf-8")


def put_edition(
    folder: Path,
    day: date = DAY,
    pieces: Sequence[Piece] = PIECES,
    *,
    form: str = "berliner",
    pages: int = 0,
    number: int | None = None,
    language: str = "en-GB",
    forced: bool = False,
    draft: bool = False,
    edition: EditionEntry = FIRST,
) -> Manifest:
    """A finished edition on the shelf, in place of the one there; its manifest.

    One with another number than the one there comes over it: that is kept, as are those before.
    """
    out = folder / day.isoformat() / "out"
    aside = out / f".{form}-aside"
    shutil.rmtree(aside, ignore_errors=True)
    (aside / "pages").mkdir(parents=True)
    (aside / "photos").mkdir()

    def write(name: str, data: bytes) -> FileEntry:
        (aside / name).write_bytes(data)
        return FileEntry(file=name, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))

    made = make_manifest(day, pieces, form=form, pages=pages, language=language, write=write)
    made = replace(made, number=number, forced=forced, draft=draft, edition=edition)
    write(MANIFEST, manifest_json(made))
    if edition.number > 1:
        _keep(out / form, aside)
    shutil.rmtree(out / form, ignore_errors=True)
    aside.rename(out / form)
    return made


def _keep(place: Path, aside: Path) -> None:
    """The edition that stands there, and the earlier ones, beside the new one."""
    before = json.loads((place / MANIFEST).read_text(encoding="utf-8"))["edition"]["number"]
    if (place / EARLIER).is_dir():
        (place / EARLIER).rename(aside / EARLIER)
    (aside / EARLIER).mkdir(exist_ok=True)
    shutil.copytree(place, aside / EARLIER / str(before), copy_function=os.link)


def manifest_json(manifest: Manifest) -> bytes:
    """The manifest as the press writes it."""
    return (json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n").encode()


def make_manifest(
    day: date,
    pieces: Sequence[Piece],
    *,
    form: str = "berliner",
    pages: int = 0,
    language: str = "en-GB",
    write: Callable[[str, bytes], FileEntry],
) -> Manifest:
    """The manifest of an edition whose files `write` keeps or only counts."""
    count = pages or max((page for piece in pieces for page in piece.pages), default=1)
    stories = [
        _story(order, list(members), write) for order, members in enumerate(_gathered(pieces))
    ]
    return Manifest(
        version=MANIFEST_VERSION,
        paper=PaperEntry(
            name="The Courier",
            motto="What the tide brings in",
            place="Port Ellery",
            language=language,
            sections=tuple(SectionEntry(key=key, name=name) for key, name in SECTIONS),
        ),
        date=day.isoformat(),
        number=None,
        format=form,
        trim=TrimEntry(width_mm=WIDTH_MM, height_mm=HEIGHT_MM),
        grid=GridEntry(
            left_mm=15.0, top_mm=15.0, columns=5, gutter_mm=5.0, baseline_pt=10.5, rows=115
        ),
        pdf=write(f"todays-paper-{day.isoformat()}.pdf", _pdf(count)),
        fonts=(FontEntry(name="EPText-Regular", sha256="0" * 64),),
        pages=tuple(_page(number, stories, write) for number in range(1, count + 1)),
        stories=tuple(stories),
    )


def count_only(name: str, data: bytes) -> FileEntry:
    """A `write` that keeps nothing."""
    return FileEntry(file=name, sha256="0" * 64, bytes=len(data))


Write = Callable[[str, bytes], FileEntry]


def _gathered(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces by the story they are printed in."""
    stories: dict[str, list[Piece]] = {}
    for piece in pieces:
        stories.setdefault(piece.story or piece.slug, []).append(piece)
    return list(stories.values())


def _story(order: int, members: Sequence[Piece], write: Write) -> StoryEntry:
    first = members[0]
    records = tuple(_record(piece, write) for piece in members)
    jumps = len(first.pages) > 1
    return StoryEntry(
        slug=first.story or first.slug,
        headline=(first.headline or first.slug) if len(members) == 1 else first.story,
        section=first.section,
        section_name=dict(SECTIONS).get(first.section, first.section),
        form=first.form,
        order=order,
        read_minutes=1,
        words=sum(record.words for record in records),
        pages=first.pages,
        areas=tuple(
            AreaEntry(
                page=page,
                part=("rest" if index else "start") if jumps else "whole",
                x_mm=15.0,
                y_mm=40.0 + 45.0 * (order % 9),
                w_mm=285.0,
                h_mm=40.0,
            )
            for index, page in enumerate(first.pages)
        ),
        jump=JumpEntry(from_page=first.pages[0], to_page=first.pages[1]) if jumps else None,
        pictures=tuple(
            PictureEntry(
                record=piece.slug,
                index=index,
                file=f"{piece.slug}-{index}.jpg",
                page=first.pages[0],
                caption=caption,
                credit="The Courier",
                alt="A picture",
            )
            for piece in members
            for index, caption in enumerate(piece.captions)
        ),
        records=records,
    )


def _record(piece: Piece, write: Write) -> RecordEntry:
    words = sum(len(text.split()) for text in piece.body)
    return RecordEntry(
        slug=piece.slug,
        headline=piece.headline or piece.slug,
        file=f"{DAY}/articles/{piece.slug}.md",
        words=words,
        read_minutes=max(1, -(-words // 200)),
        form=piece.form,
        standfirst=piece.standfirst,
        kicker=piece.kicker,
        byline=piece.byline,
        agency=piece.agency,
        dateline=piece.dateline,
        published=piece.published,
        updated=piece.updated,
        language=piece.language,
        url=piece.url,
        comments=piece.comments,
        corrects=piece.corrects,
        body=(
            *(Block(kind=BlockKind.TEXT, spans=(Span(text=text),)) for text in piece.body),
            *(Block(kind=BlockKind.NOTE, spans=(Span(text=text),)) for text in piece.notes),
        ),
        photos=tuple(
            PhotoEntry(
                caption=caption,
                credit="The Courier",
                alt="A picture",
                images=tuple(
                    _image(f"photos/{piece.slug}-{index}-{width}.webp", width, width // 2, write)
                    for width in (90, 170)
                ),
            )
            for index, caption in enumerate(piece.captions)
        ),
        quotes=piece.quotes,
        box=piece.box,
        table=piece.table,
    )


def _page(number: int, stories: Sequence[StoryEntry], write: Write) -> PageEntry:
    here = [story for story in stories if number in story.pages]
    name = f"pages/page-{number:02}"
    return PageEntry(
        number=number,
        kind="front" if number == 1 else "inside",
        sections=tuple(dict.fromkeys(story.section for story in here)),
        pdf=write(f"{name}.pdf", _pdf(1)),
        image=_image(f"{name}.webp", 160, 240, write),
        small=_image(f"{name}-small.webp", 80, 120, write),
        thumbnail=_image(f"{name}-thumbnail.webp", 32, 48, write),
        tiles=_tiles(name, 160, 240, write),
        stories=tuple(story.slug for story in here),
        frames=tuple(frame for story in here for frame in _frames(story, number)),
    )


def _frames(story: StoryEntry, page: int) -> list[FrameEntry]:
    """A headline for the story, and the label of its jump."""
    area = next(area for area in story.areas if area.page == page)
    entry = partial(FrameEntry, x_mm=area.x_mm, w_mm=area.w_mm, story=story.slug)
    frames = [
        entry(kind="headline", y_mm=area.y_mm, h_mm=12.0),
        entry(kind="copy", y_mm=area.y_mm + 12.0, h_mm=24.0),
    ]
    if story.jump is not None:
        other = story.jump.to_page if page == story.jump.from_page else story.jump.from_page
        target = TargetEntry(page=other, story=story.slug)
        y_mm = area.y_mm + 36.0
        frames.append(entry(kind="jump-line", y_mm=y_mm, h_mm=4.0, target=target))
    return frames


def _tiles(name: str, width: int, height: int, write: Write) -> TilesEntry:
    columns, rows = -(-width // TILE_PX), -(-height // TILE_PX)
    return TilesEntry(
        width_px=width,
        height_px=height,
        tile_px=TILE_PX,
        columns=columns,
        rows=rows,
        files=tuple(
            write(
                f"{name}-tile-{row}-{column}.webp",
                _webp(min(TILE_PX, width - column * TILE_PX), min(TILE_PX, height - row * TILE_PX)),
            )
            for row in range(rows)
            for column in range(columns)
        ),
    )


def _image(name: str, width: int, height: int, write: Write) -> ImageEntry:
    entry = write(name, _webp(width, height))
    return ImageEntry(
        file=name, sha256=entry.sha256, bytes=entry.bytes, width_px=width, height_px=height
    )


@cache
def _webp(width: int, height: int) -> bytes:
    picture = Image.new("L", (width, height), 240)
    ImageDraw.Draw(picture).rectangle((4, 4, width - 4, height // 3), fill=60)
    data = io.BytesIO()
    picture.save(data, "WEBP", quality=50)
    return data.getvalue()


@cache
def _pdf(pages: int) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(WIDTH_MM * 72 / 25.4, HEIGHT_MM * 72 / 25.4))
    data = io.BytesIO()
    pdf.save(data, deterministic_id=True)
    return data.getvalue()
