"""Goldens of set lines: what a change of breaking, measuring or hyphens does, as a readable diff.

tests/golden/lines has a sheet for each language, made from its paragraph in `tongues`, `scripts` or
`test_kinsoku` and, where there is one, from the copy beside it (`<language>.md`), which has
figures, units, dashes, lists, faces and verse. `pytest --update-golden` writes the sheets anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from epaper.language.catalogue import languages
from epaper.model import Line, Paragraph, Run
from epaper.typeset.body import set_body
from epaper.typeset.stick import Stick
from epaper.wire.body import read_body
from epaper.wire.copyedit import edit_record
from epaper.wire.faults import Faults

from . import copy
from .scripts import SCRIPTS
from .test_kinsoku import COPY
from .tongues import TONGUES

GOLDEN = Path(__file__).parents[1] / "golden" / "lines"
MEASURES = ("berliner", "tablet")  # a column of each, 55 and 46 mm
PARAGRAPHS = TONGUES | SCRIPTS | COPY
HEAD = """\
# A line: word space in % where it is justified; letter space in 1/1000 em; white before it (in)
# and sign that hangs out (hang) in pt; "held" where no leg may end; | and its words. A hyphen that
# was added is =; another line that goes on without a space ends in +. /italic/ *bold* ^small^
"""


@pytest.mark.parametrize("language", sorted(PARAGRAPHS))
def test_lines_are_set_as_they_were(language: str, request: pytest.FixtureRequest) -> None:
    sheet = HEAD + "".join(sheet_of(language))
    golden = GOLDEN / f"{language}.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(sheet, encoding="utf-8")
    assert sheet.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_there_is_a_sheet_of_every_language_that_the_house_speaks_and_no_other() -> None:
    assert set(languages()) <= PARAGRAPHS.keys()
    assert {path.stem for path in GOLDEN.glob("*.txt")} == PARAGRAPHS.keys()
    assert {path.stem for path in GOLDEN.glob("*.md")} <= PARAGRAPHS.keys()


def sheet_of(language: str) -> Iterator[str]:
    """All copy of a language, at one measure after the other."""
    filed = [PARAGRAPHS[language]]
    path = GOLDEN / f"{language}.md"
    filed += [path.read_text(encoding="utf-8")] if path.is_file() else []
    faults = Faults("copy.md")
    body = read_body("\n\n".join(filed), 1, faults)
    assert not faults.found
    record = edit_record(copy.record(language=language, body=body))
    for name in MEASURES:
        stick = Stick(copy.layout(name), copy.fonts(), language)
        yield f"\n{name}, {stick.column_pt:.1f} pt\n"
        for paragraph in set_body(record, stick, drop_cap=stick.layout.drop_cap is not None):
            yield from paragraph_of(paragraph)
        yield "".join(f"torn: {word}\n" for _, word in stick.torn)


def paragraph_of(paragraph: Paragraph) -> Iterator[str]:
    """Its best setting, then how many lines the others have and what they cost."""
    yield f"\n{paragraph.role}\n"
    for line in paragraph.best.lines:
        yield f"{driven(line):30}|{words_of(line)}\n"
    others = [f"{len(other.lines)} ({other.cost:.3g})" for other in paragraph.settings[1:]]
    yield f"    other lines and costs: {', '.join(others)}\n" if others else ""


def driven(line: Line) -> str:
    """What was done to a line so that it fills its measure, and whether it holds the next."""
    letters_em = line.letter_em + line.letter_step * 0.005
    parts = (
        f"{line.word_space:.0%}".rjust(4) if line.justify else "",
        f"{1000 * letters_em:+.0f}" if letters_em else "",
        f"in {line.indent_pt:.1f}" if line.indent_pt else "",
        f"hang {line.hang_pt:.1f}" if line.hang_pt else "",
        "" if line.may_end else "held",
    )
    widths = (5, 4, 8, 9, 4)
    return "".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()


def words_of(line: Line) -> str:
    """The words of a line in their faces, and how it ends."""
    cap = f"[{line.cap.text}]" if line.cap else ""
    end = "=" if line.hyphen else "+" if line.joined else ""
    return cap + "".join(map(run_of, line.runs)) + end


def run_of(run: Run) -> str:
    """The text of a run between the signs of its faces, no-break spaces to be seen."""
    faces = (("/", run.italic), ("*", run.bold), ("^", run.small))
    marks = "".join(mark for mark, worn in faces if worn)
    text = run.text.replace("\u00a0", "~").replace("\u202f", "¦")
    return f"{marks}{text}{marks[::-1]}"
