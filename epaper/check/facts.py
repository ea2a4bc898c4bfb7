"""What edition.json says, as far as the check needs it.

In: an edition's folder. Out: `Facts`. Names are those of the manifest; what it says more is
passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from epaper.exceptions import EditionError
from epaper.model import (
    GATHERED,
    MM_PER_PT,
    FrameKind,
    HeldOut,
    Record,
    Rect,
    is_rtl,
    script_of,
    without_held,
)

MANIFEST = "edition.json"
NEWSPAPER_MM = 250.0  # pages at least so wide are newspaper formats; narrower ones are for a desk


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFact:
    """Where a frame leads."""

    page: int
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameFact:
    """A frame of a page, in mm."""

    kind: Annotated[FrameKind, BeforeValidator(FrameKind.named)]
    story: str
    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float
    target: TargetFact | None = None

    @property
    def rect(self) -> Rect:
        """Its rectangle."""
        return Rect(x_mm=self.x_mm, y_mm=self.y_mm, w_mm=self.w_mm, h_mm=self.h_mm)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFact:
    """The rectangle of a story on a page; `part` is whole, start or rest."""

    page: int
    part: str
    x_mm: float
    y_mm: float
    w_mm: float
    h_mm: float

    @property
    def rect(self) -> Rect:
        """The rectangle."""
        return Rect(x_mm=self.x_mm, y_mm=self.y_mm, w_mm=self.w_mm, h_mm=self.h_mm)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFact:
    """A page: its kind and its frames."""

    number: int
    kind: str
    frames: tuple[FrameFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFact:
    """A printed picture."""

    record: str
    page: int
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFact:
    """A record of a story."""

    slug: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFact:
    """A story: its rank and where it stands."""

    slug: str
    form: str
    order: int
    areas: tuple[AreaFact, ...]
    pictures: tuple[PictureFact, ...]
    records: tuple[RecordFact, ...]

    @property
    def gathered(self) -> bool:
        """True for briefs, letters and corrections under one standing head."""
        return self.form in GATHERED


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimFact:
    """Size of a page."""

    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GridFact:
    """Columns and baseline rows of the live area."""

    left_mm: float
    top_mm: float
    columns: int
    gutter_mm: float
    baseline_pt: float
    rows: int

    @property
    def row_mm(self) -> float:
        """Height of a row."""
        return self.baseline_pt * MM_PER_PT


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFact:
    """A file of the edition."""

    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFact:
    """The paper; `logo` is the picture that stands for its name on page one, if one does."""

    language: str = ""
    name: str = ""
    logo: FileFact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFact:
    """What the edition goes without: a record's file, and of it a photo's number or a field."""

    file: str
    photo: int
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """An edition as its manifest tells it."""

    date: str
    format: str
    trim: TrimFact
    grid: GridFact
    pdf: FileFact
    pages: tuple[PageFact, ...]
    stories: tuple[StoryFact, ...]
    paper: PaperFact = field(default_factory=PaperFact)
    held_out: tuple[HeldFact, ...] = ()

    def to_print(self, records: Sequence[Record]) -> tuple[Record, ...]:
        """Of the day's `records` what the edition has: nothing that it tells it goes without."""
        held = (
            HeldOut(file=fact.file, photo=fact.photo, field=fact.field, reasons=())
            for fact in self.held_out
        )
        return without_held(records, tuple(held))

    @cached_property
    def live(self) -> Rect:
        """The live area, the same on every page."""
        grid = self.grid
        return Rect(
            x_mm=grid.left_mm,
            y_mm=grid.top_mm,
            w_mm=self.trim.width_mm - 2 * grid.left_mm,
            h_mm=grid.rows * grid.row_mm,
        )

    @property
    def newspaper(self) -> bool:
        """True for formats whose rules are those of a newspaper page."""
        return self.trim.width_mm >= NEWSPAPER_MM

    def rtl(self, slug: str) -> bool:
        """True if the story's copy runs from the right, and its columns with it."""
        story = self.story_of.get(slug)
        return is_rtl((story.records[0].language if story else "") or self.paper.language)

    def from_right(self, record: str) -> bool:
        """True if the lines of the record begin at the right, whatever words one of them has."""
        return is_rtl(self._languages.get(record) or self.paper.language)

    @cached_property
    def _languages(self) -> dict[str, str]:
        """The language of each record that has one of its own, by its slug."""
        records = (record for story in self.stories for record in story.records)
        return {record.slug: record.language for record in records if record.language}

    def script(self, record: str) -> str:
        """The script that the record's language is written in."""
        return script_of(self._languages.get(record) or self.paper.language)

    @cached_property
    def story_of(self) -> dict[str, StoryFact]:
        """The story by its own slug or that of any of its records."""
        records = {record.slug: story for story in self.stories for record in story.records}
        return records | {story.slug: story for story in self.stories}


def read_facts(folder: Path) -> Facts:
    """The facts of the edition in `folder`. EditionError when there is none to be read."""
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EditionError(f"no edition in {folder}", "build the day first") from error
    try:
        return TypeAdapter(Facts).validate_json(data)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        message = f"{path} cannot be read: {where}: {error.errors()[0]['msg']}"
        raise EditionError(message, "it was made by another version: build the day again") from None
