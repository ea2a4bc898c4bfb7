"""Codes on the page: how their squares are drawn, where they lead, whether they are right.

In: code frames. Out: the path of a code's dark modules, its link, and problems of a finished PDF.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pikepdf import Dictionary, Name, String

from epaper.model import At, CodeFrame, CodeSetting, Dummy, Problem, Severity
from epaper.press.readback import ReadPage
from epaper.text import ascii_address


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
    page: ReadPage, dummy: Dummy, addresses: Mapping[str, str]
) -> Iterator[Problem]:
    """Codes that lead elsewhere than their record, and those whose words are not all there.

    `addresses` has the web address of each record by its slug.
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
    hint = "the edition is not written; please report it with the day's copy"
    return Problem(code=code, severity=Severity.STOP, where=where, message=message, hint=hint)
