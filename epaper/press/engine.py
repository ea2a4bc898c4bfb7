"""The drawing itself. Only it, dress.py, fetching.py and lines.py, its own, import WeasyPrint.

In: a `PageJob`, which can travel to another process. Out: the page's PDF in the cache folder, and
what the renderer had to say. Nothing is opened but the files that the
job names; the renderer's log lines come back as problems.
"""

from __future__ import annotations

import ctypes.util
import io
import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

from epaper.model import At, Problem, Severity
from epaper.press.drawn import recall, remember
from epaper.press.job import DrawnPage, PageJob


@contextmanager
def _no_search_for_libraries() -> Iterator[None]:
    """On Linux libraries are opened by their names alone.

    WeasyPrint tries the names of all systems, and for each that is not there ctypes starts gcc and
    ld, with temporary files that stay if the process is killed: most of the time of the import.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


# WeasyPrint prints a page of its own about libraries that it does not find; we say it in a line.
with warnings.catch_warnings(), redirect_stdout(io.StringIO()), _no_search_for_libraries():
    # A machine without fonts of its own is no reason to warn: the paper brings its own.
    warnings.simplefilter("ignore")
    try:
        import weasyprint

        from epaper.press.dress import dress_of, undressed
        from epaper.press.fetching import Fetcher, listening
        from epaper.press.lines import add_glyph_maps, forget_numbered
    except (OSError, AttributeError) as error:  # AttributeError: a library that is too old
        raise ImportError(f"WeasyPrint cannot use its libraries: {error}") from error


def draw_page(job: PageJob) -> DrawnPage:
    """Draw one page, or find it drawn already."""
    return recall(job) or remember(job, *_render(job))


def _render(job: PageJob) -> tuple[bytes, tuple[Problem, ...]]:
    html, texts = undressed(job.html)
    fetcher = Fetcher(job.files)
    forget_numbered()  # of a page that could not be drawn to its end
    with only_fonts_of(job.fontconfig), _scratch_folder(job.aside):
        dress = dress_of(job, texts)
        sheets = [dress.sheet(text, job) for text in texts]
        with listening() as records:
            document = weasyprint.HTML(string=html, url_fetcher=fetcher)
            pdf = document.write_pdf(
                stylesheets=[sheet.css for sheet in sheets],
                font_config=dress.faces,
                finisher=add_glyph_maps,
            )
    refused = [url for sheet in sheets for url in sheet.refused] + fetcher.refused
    said = [record for sheet in sheets for record in sheet.records] + records
    problems = [_refusal(job, url) for url in refused]
    problems += [_complaint(job, record) for record in said]
    return pdf, tuple(dict.fromkeys(problems))


@contextmanager
def only_fonts_of(fontconfig: str) -> Iterator[None]:
    """Fontconfig, which Pango asks for faces, sees none of this machine's own fonts."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = fontconfig
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _scratch_folder(aside: Path) -> Iterator[None]:
    """WeasyPrint unpacks fonts into a folder that it forgets when a worker ends: 3 MB.

    It stands in the folder aside, which goes with the build.
    """
    before = tempfile.tempdir
    tempfile.tempdir = str(aside)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _refusal(job: PageJob, url: str) -> Problem:
    return Problem(
        code="F-104",
        severity=Severity.STOP,
        where=At(page=job.number),
        message=f"the page asks for {url!r}, which is not one of the edition's files",
        hint="templates and records may name the paper's fonts and the day's pictures only",
    )


def _complaint(job: PageJob, record: logging.LogRecord) -> Problem:
    message = record.getMessage()
    code, severity, hint = "F-102", Severity.WARN, "look at the style sheets of this layout"
    if message.startswith(".notdef"):
        code, severity = "F-103", Severity.STOP
        hint = "take the character out of the record, or add a face that has it"
    elif record.levelno >= logging.ERROR or "cannot be loaded" in message:
        code, severity = "F-101", Severity.STOP
        hint = "the file is missing or damaged"
    return Problem(
        code=code, severity=severity, where=At(page=job.number), message=message, hint=hint
    )
