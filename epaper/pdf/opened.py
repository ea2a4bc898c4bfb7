"""An open PDF, for page after page: a process opens a file once, and reads its fonts once.

In: a file and its hash. Out: its pages as pdfium has them, and the glyphs that each shows.
"""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from epaper.pdf.glyphs import GlyphReader, Glyphs


class OpenedPdf:
    """A PDF, open in memory: its file may be moved meanwhile, which Windows lets nobody do else."""

    def __init__(self, data: bytes) -> None:
        self._sheets = pdfium.PdfDocument(data)
        self._file = pikepdf.open(io.BytesIO(data))
        self._reader = GlyphReader(self._file)
        self._last: tuple[int, Glyphs] | None = None

    def sheet(self, number: int) -> pdfium.PdfPage:
        """Page `number`, from 1, as Chrome's library has it."""
        return self._sheets[number - 1]

    def glyphs(self, number: int) -> Glyphs:
        """Every glyph of page `number`; those of the page read last are not read again."""
        if self._last is None or self._last[0] != number:
            self._last = number, self._reader.page(number)
        return self._last[1]

    def close(self) -> None:
        """Give back what it takes."""
        self._sheets.close()
        self._file.close()


class _OnTheStand(threading.local):
    """What a thread has open, by the hash of the file."""

    opened: tuple[str, OpenedPdf] | None = None


_desk = _OnTheStand()


def open_pdf(path: Path, sha256: str) -> OpenedPdf:
    """The file at `path` whose hash is `sha256`, open until another one is.

    Raises OSError and what its readers raise for no PDF.
    """
    if _desk.opened is None or _desk.opened[0] != sha256:
        close_pdf()
        _desk.opened = sha256, OpenedPdf(path.read_bytes())
    return _desk.opened[1]


def close_pdf() -> None:
    """Close what is open."""
    if _desk.opened is not None:
        _desk.opened[1].close()
        _desk.opened = None
