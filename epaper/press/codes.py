"""Codes on the page: how their squares are drawn, where they lead, whether they are right.

In: code frames. Out: the path of a code's dark modules, its link, and problems of a finished PDF.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from pikepdf import Dictionary, Name, String

from epaper.model import (
    MM_PER_PT,
    At,
    CodeFrame,
    CodeSetting,
    Dummy,
    Problem,
    Severity,
)
from epaper.press.readback import HELD_OUT, PageReadBack
from epaper.text import ascii_address

# Modules of white around a code that are looked at. Four are left free; a long descender of the
# line above may reach into the first, which no scanner minds.
PROVED_QUIET = 2
MODULE_PX = 8  # of a module, where its middle is looked at
DARK_LEVEL = 128


def code_path(modules: Sequence[str]) -> str:
    """The dark modules as an SVG path, a module 1 wide; one path, so that no seams show."""
    return "".join(
        f"M{x} {y}h{count}v1h-{count}z"
        for y, row in enumerate(modules)
        for x, count in _dark_runs(row)
    )


def code_title(code: CodeSetting) -> str:
    """What a code's link says of itself."""
    return " ".join(line.text for line in code.words.lines)


def code_action(code: CodeSetting) -> Dictionary:
    """The action of a code's link (PDF 32000-1, 12.6.4.7)."""
    return Dictionary(S=Name.URI, URI=String(code.url))


def faults_of_codes(
    sheet: pdfium.PdfPage, page: PageReadBack, dummy: Dummy, addresses: Mapping[str, str]
) -> Iterator[Problem]:
    """Codes that lead elsewhere than their record, and those whose words are not all there.

    `sheet` is the finished page, `page` what was read of it; `addresses` has the web address of
    each record by its slug.
    """
    for index, frame in enumerate(dummy.frames):
        if not isinstance(frame, CodeFrame):
            continue
        where = At(page=dummy.number, field=frame.kind, story=frame.story)
        if frame.code.url != ascii_address(addresses.get(frame.story, "")):
            yield _fault("F-203", where, "the code leads to an address that the record has not")
        drawn = "".join(line.text for line in page.lines.get(index, ()))
        wanted = "".join(line.text for line in frame.code.words.lines)
        if _letters(drawn) != _letters(wanted):
            yield _fault("F-201", where, f"“{drawn}” beside the code, “{wanted}” was set")
        if not _as_set(sheet, dummy, frame):
            yield _fault("F-209", where, "the code, or the white around it, is not drawn as set")


def _as_set(sheet: pdfium.PdfPage, dummy: Dummy, frame: CodeFrame) -> bool:
    """Whether every module, and the white around them, stands on one of the frame's two sides."""
    code = frame.code
    rows = np.array([[module == "1" for module in row] for row in code.modules])
    wanted = np.pad(rows, PROVED_QUIET)
    other_pt = frame.rect.w_mm / MM_PER_PT - code.x_pt - code.side_pt
    return any(
        np.array_equal(_dark_modules(sheet, dummy, frame, x_pt), wanted)
        for x_pt in (code.x_pt, other_pt)
    )


def _dark_modules(
    sheet: pdfium.PdfPage, dummy: Dummy, frame: CodeFrame, x_pt: float
) -> npt.NDArray[np.bool_]:
    """What is dark of a code that begins at `x_pt` in its frame, and of the white around it."""
    code, count = frame.code, len(frame.code.modules)
    module_pt = code.side_pt / count
    quiet_pt = PROVED_QUIET * module_pt
    left_pt = frame.rect.x_mm / MM_PER_PT + x_pt - quiet_pt
    top_pt = frame.rect.y_mm / MM_PER_PT + code.y_pt - quiet_pt
    size_pt = code.side_pt + 2 * quiet_pt
    right_pt = dummy.width_mm / MM_PER_PT - left_pt - size_pt
    foot_pt = dummy.height_mm / MM_PER_PT - top_pt - size_pt
    scale = MODULE_PX / module_pt
    # pdfium cuts off whole pixels: a module more on either side is sure to be there.
    crop = tuple(max(0.0, cut - module_pt) for cut in (left_pt, foot_pt, right_pt, top_pt))
    shown = sheet.render(scale=scale, crop=crop, grayscale=True).to_numpy()
    middles = (np.arange(count + 2 * PROVED_QUIET) + 0.5) * MODULE_PX
    across = (middles + _first_px(left_pt - module_pt, left_pt, scale)).astype(int)
    down = (middles + _first_px(top_pt - module_pt, top_pt, scale)).astype(int)
    levels = shown.reshape(shown.shape[:2])[np.ix_(down, across)]
    return np.asarray(levels < DARK_LEVEL)


def _first_px(cut_pt: float, start_pt: float, scale: float) -> float:
    """Where in a picture that is cut off at `cut_pt` begins what stands at `start_pt`."""
    return start_pt * scale - math.ceil(max(0.0, cut_pt) * scale)


def _dark_runs(row: str) -> Iterator[tuple[int, int]]:
    """Where dark modules begin, and how many stand there side by side."""
    x = 0
    for module, group in groupby(row):
        count = len(list(group))
        if module == "1":
            yield x, count
        x += count


def _letters(text: str) -> list[str]:
    """The letters and figures of a text, whatever their order: lines may run either way."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return sorted(sign for sign in folded if sign.isalnum())


def _fault(code: str, where: At, message: str) -> Problem:
    return Problem(code=code, severity=Severity.STOP, where=where, message=message, hint=HELD_OUT)
