"""The manifest: edition.json, the truth about an edition for everything that comes after.

The press writes it; archive, reader and check read it. Its JSON Schema is published in
docs/edition.schema.json. Lengths are in mm from a page's top left corner, pages count from 1,
file names are relative to edition.json, times are ISO 8601.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from epaper.model.record import Block, Box, Quote, Table

MANIFEST = "edition.json"
MANIFEST_VERSION = 2
# Folders beside the newest edition's edition.json: in each a folder a number, an edition in it.
EARLIER = "earlier"  # what readers may still look up
WITHDRAWN = "withdrawn"  # what they are not shown any more


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
class TilesEntry:
    """A page so large that its smallest type is sharp, cut into tiles, row by row.

    Every tile is `tile_px` wide and high but for the last of a row or column.
    """

    width_px: int
    height_px: int
    tile_px: int
    columns: int
    rows: int
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEntry:
    """A section of the paper: what addresses call it, and what people do.

    `colour` is its own, #rrggbb, or empty.
    """

    key: str
    name: str
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEntry:
    """The paper, as it called itself that day; `language` is a BCP 47 tag.

    `accent` is its colour, #rrggbb, or empty for the house's; `logo` the picture that stands for
    its name. What a paper has not is left out of edition.json.
    """

    name: str
    motto: str
    place: str
    language: str
    sections: tuple[SectionEntry, ...]
    accent: str = ""
    logo: ImageEntry | None = None


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
    """A page: its files, its frames and the slugs of its stories.

    `image` is for a screen's width, `small` for a phone's, `tiles` to look closer. `edition` is the
    number of the day's edition that it last changed in: it is printed on the page if above 1.
    """

    number: int
    kind: str
    sections: tuple[str, ...]
    pdf: FileEntry
    image: ImageEntry
    small: ImageEntry
    thumbnail: ImageEntry
    tiles: TilesEntry
    stories: tuple[str, ...]
    frames: tuple[FrameEntry, ...]
    edition: int = 1


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
class PhotoEntry:
    """A photo as filed, whole, made for screens: `images` from narrow to wide."""

    caption: str
    credit: str
    alt: str
    images: tuple[ImageEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry:
    """A record with all its copy; `file` is relative to the paper's folder.

    `published` and `updated` are ISO 8601 with zone, or empty. `comments` tells whether readers
    may comment. `corrects` is the story that a correction mends, as date/slug, or empty.
    """

    slug: str
    headline: str
    file: str
    words: int
    read_minutes: int
    form: str
    standfirst: str
    kicker: str
    byline: tuple[str, ...]
    agency: str
    dateline: str
    published: str
    updated: str
    language: str
    url: str
    comments: bool
    corrects: str
    body: tuple[Block, ...]
    photos: tuple[PhotoEntry, ...]
    quotes: tuple[Quote, ...]
    box: Box | None
    table: Table | None


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
class ReasonEntry:
    """Why something is held out: a problem's code, place and words."""

    code: str
    file: str
    line: int
    field: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutEntry:
    """A record that the edition goes without, or with a `photo`'s number, from 1, that photo of it.

    With the name of a `field` it is only that field, which could not be read. `slug` and `headline`
    are empty where the file could not be read; `lead` is true for what would have led the paper.
    """

    file: str
    slug: str
    headline: str
    photo: int
    field: str
    lead: bool
    reasons: tuple[ReasonEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedEntry:
    """What is other than in the edition before: numbers of pages, slugs of records.

    Pages that are no longer there are not among `pages`. A record has `changed` in its words or
    pictures, `moved` if it stands on other pages; it may have done both.
    """

    pages: tuple[int, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionEntry:
    """Which edition of its day and format it is, from 1; a draft's number is what it would have.

    `time` is when it was published, ISO 8601 with the paper's zone, or empty where that was not
    told. `changed` is null for the first.
    """

    number: int = 1
    time: str = ""
    changed: ChangedEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """edition.json. `number` is the issue's, null without a founding date.

    `forced` is true where the check of the finished pages found them broken, or words could not be
    proved, and the edition was published all the same. A `draft` is for the desk's eyes: no reader
    is shown it. `held_out` is what was filed and could not be printed.
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
    draft: bool = False
    held_out: tuple[HeldOutEntry, ...] = ()
    edition: EditionEntry = EditionEntry()

    def files(self) -> Iterator[FileEntry | ImageEntry]:
        """Every file of the edition but edition.json itself."""
        yield self.pdf
        yield from (self.paper.logo,) if self.paper.logo else ()
        for page in self.pages:
            yield page.pdf
            yield from (page.image, page.small, page.thumbnail)
            yield from page.tiles.files
        for story in self.stories:
            for record in story.records:
                for photo in record.photos:
                    yield from photo.images
