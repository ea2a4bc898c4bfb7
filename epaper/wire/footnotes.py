"""Footnotes of a Markdown body: `[^1]` in the text, `[^1]: words` on lines of their own.

In: the body as filed. Out: the body with a raised figure in the place of each reference, numbered
as they come, and the notes' texts. Their lines are left blank, so that all others keep their
number. What refers to no note stays as typed and is told, as is a note that nothing refers to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from epaper.wire.faults import Faults

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BY_ITSELF = "\u2002"  # between a note's number and its words: an en space is not stretched
_LABEL = r"\[\^(?P<label>[^\]\[\s^]{1,60})\]"
_REFERENCE = re.compile(rf"(?<!\\){_LABEL}")
_NOTE = re.compile(rf" {{0,3}}{_LABEL}:[ \t]*(?P<text>.*)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: its number, its words as filed, the line of the body that it begins on, from 0."""

    number: int
    text: str
    line: int


@dataclass(slots=True)
class _Filed:
    """A note as it is read, line by line."""

    line: int
    texts: list[str]


def take_footnotes(body: str, first_line: int, faults: Faults) -> tuple[str, tuple[Footnote, ...]]:
    """The body without its notes, and the notes in the order of their numbers; W-313."""
    if "[^" not in body:
        return body, ()
    lines, filed = _parted(body.split("\n"), first_line, faults)
    numbers: dict[str, int] = {}

    def raised(line: int, found: re.Match[str]) -> str:
        label = found["label"].casefold()
        if label not in filed:
            hint = f"write the note on a line of its own: [^{found['label']}]: and its words"
            said = f"[^{found['label']}] has no note; it is printed as typed"
            faults.add("W-313", said, line=first_line + line, hint=hint)
            return found[0]
        return str(numbers.setdefault(label, len(numbers) + 1)).translate(RAISED)

    for number, text in enumerate(lines):
        if "[^" in text:
            lines[number] = _REFERENCE.sub(partial(raised, number), text)
    for label, note in filed.items():
        if label not in numbers:
            numbers[label] = len(numbers) + 1
            hint = f"write [^{label}] where it belongs"
            said = f"nothing refers to the note [^{label}]; it is printed at the end"
            faults.add("W-313", said, line=first_line + note.line, hint=hint)
    notes = (
        Footnote(number, " ".join(filed[label].texts), filed[label].line)
        for label, number in numbers.items()
    )
    return "\n".join(lines), tuple(notes)


def _parted(
    lines: list[str], first_line: int, faults: Faults
) -> tuple[list[str], dict[str, _Filed]]:
    """The lines of the text, those of notes blank, and the notes by their labels."""
    filed: dict[str, _Filed] = {}
    kept: list[str] = []
    for number, line, note in _marked(lines):
        if note is None:
            kept.append(line)
            continue
        kept.append("")
        found = _NOTE.match(line)
        label = found["label"].casefold() if found and note else ""
        if found and label in filed:
            said = f"there are two notes [^{found['label']}]; their words are printed together"
            faults.add("W-313", said, line=first_line + number, hint="give each its own name")
        if label:
            current = filed.setdefault(label, _Filed(number, []))
        text = found["text"] if found and note else line
        if text.strip():
            current.texts.append(text.strip())
    return kept, filed


def _marked(lines: list[str]) -> Iterator[tuple[int, str, bool | None]]:
    """Each line with True where a note begins, False where one goes on, None for all other text.

    A note goes on in the lines right under it, and in indented ones under an empty one.
    """
    inside = fenced = blank = False
    for number, line in enumerate(lines):
        if _FENCE.match(line) and not inside:
            fenced = not fenced
        if not fenced and _NOTE.match(line):
            inside, blank = True, False
            yield number, line, True
            continue
        if not line.strip():
            blank = True
            yield number, line, False if inside else None
            continue
        inside = inside and (not blank or line.startswith(("  ", "\t")))
        blank = False
        yield number, line, False if inside else None
