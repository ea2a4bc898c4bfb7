"""Every page of a finished edition: read now, by whatever process, or in a build before.

In: the facts of edition.json and the PDF. Out: a `ReadPage` for each page. A page is kept under all
that reading it depends on: its mark in the PDF, what the facts say of it, the height of a row.
"""

from __future__ import annotations

import base64
import zlib
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import pikepdf

from epaper.check.facts import Facts, PageFact
from epaper.check.reading import Ink, PrintedPicture, ReadPage, read_page_of
from epaper.check.spacing import Spacing
from epaper.exceptions import EditionError
from epaper.model import Rect
from epaper.model.keeping import Keeping
from epaper.pdf.marks import page_marks
from epaper.pdf.opened import close_pdf
from epaper.pdf.text import DrawnLine

FEW = 1  # pages that are read here: a worker takes longer to start than to read them


@dataclass(frozen=True, slots=True, kw_only=True)
class PageToRead:
    """All that what is read of a page depends on."""

    mark: str
    fact: PageFact
    row_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatPage:
    """A page as read, in a form that JSON has: `ink` packed, lines in the order of their frames."""

    lines: tuple[tuple[int, tuple[DrawnLine, ...]], ...]
    pictures: tuple[PrintedPicture, ...]
    rules: tuple[Rect, ...]
    caps: tuple[Rect, ...]
    spacing: tuple[tuple[int, int, Spacing], ...]
    ink_px: tuple[int, int]
    ink: str


def read_pages(facts: Facts, folder: Path) -> tuple[ReadPage, ...]:
    """Every page of the edition. EditionError when the PDF is not the one the facts tell of."""
    return PageReadings(facts, folder).pages()


class PageReadings:
    """The reading of an edition, begun: by `press`, or here when the pages are wanted.

    `kept` has the pages that were read before. EditionError when the PDF is not the one the facts
    tell of.
    """

    def __init__(
        self,
        facts: Facts,
        folder: Path,
        press: Executor | None = None,
        kept: Keeping[FlatPage] | None = None,
    ) -> None:
        self.facts, self._path, self._kept = facts, folder / facts.pdf.file, kept
        try:
            data = self._path.read_bytes()
            self._marks = page_marks(data)
        except (OSError, pikepdf.PdfError) as error:
            hint = "build the day again"
            raise EditionError(f"{self._path} cannot be read: {error}", hint) from error
        if len(self._marks) != len(facts.pages):
            message = f"{self._path} has {len(self._marks)} pages, edition.json {len(facts.pages)}"
            raise EditionError(message, "build the day again")
        self._sha = sha256(data).hexdigest()
        known = [self._known(fact) for fact in facts.pages]
        far = press if known.count(None) > FEW else None
        self._begun = [
            page or self._begin(fact, far) for page, fact in zip(known, facts.pages, strict=True)
        ]

    def pages(self) -> tuple[ReadPage, ...]:
        """The pages; what is new of them is kept."""
        pages = tuple(
            begun.result() if isinstance(begun, Future) else begun or self._read(fact)
            for begun, fact in zip(self._begun, self.facts.pages, strict=True)
        )
        close_pdf()
        if self._kept is not None:
            new = zip(self._begun, pages, strict=True)
            fresh = [page for begun, page in new if not isinstance(begun, ReadPage)]
            self._kept.put((self._what(page.fact), _flat(page)) for page in fresh)
        return pages

    def _known(self, fact: PageFact) -> ReadPage | None:
        flat = self._kept.get(self._what(fact)) if self._kept is not None else None
        return _unfolded(flat, fact) if flat is not None else None

    def _begin(self, fact: PageFact, press: Executor | None) -> Future[ReadPage] | None:
        row_mm = self.facts.grid.row_mm
        return press.submit(read_page_of, self._path, self._sha, fact, row_mm) if press else None

    def _read(self, fact: PageFact) -> ReadPage:
        return read_page_of(self._path, self._sha, fact, self.facts.grid.row_mm)

    def _what(self, fact: PageFact) -> PageToRead:
        mark = self._marks[fact.number - 1]
        return PageToRead(mark=mark, fact=fact, row_mm=self.facts.grid.row_mm)


def _flat(page: ReadPage) -> FlatPage:
    return FlatPage(
        lines=tuple((index, tuple(lines)) for index, lines in page.lines.items()),
        pictures=page.pictures,
        rules=page.rules,
        caps=page.caps,
        spacing=tuple(
            (index, place, page.spacing[line])
            for index, lines in page.lines.items()
            for place, line in enumerate(lines)
            if line in page.spacing
        ),
        ink_px=(page.ink.shape[0], page.ink.shape[1]),
        ink=base64.b64encode(zlib.compress(np.packbits(page.ink).tobytes(), 1)).decode(),
    )


def _unfolded(flat: FlatPage, fact: PageFact) -> ReadPage:
    lines = {index: list(drawn) for index, drawn in flat.lines}
    rows, columns = flat.ink_px
    bits = np.frombuffer(zlib.decompress(base64.b64decode(flat.ink)), dtype=np.uint8)
    ink: Ink = np.unpackbits(bits, count=rows * columns).astype(np.bool_).reshape(rows, columns)
    return ReadPage(
        fact=fact,
        lines=lines,
        pictures=flat.pictures,
        rules=flat.rules,
        caps=flat.caps,
        spacing={lines[index][place]: spacing for index, place, spacing in flat.spacing},
        ink=ink,
    )
