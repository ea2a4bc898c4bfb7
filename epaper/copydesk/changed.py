"""What a rule of the copy desk gives back: the record, and what was done to it, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from epaper.model import At, Problem, Record, Severity

SHOWN = 240  # letters of what was taken out


class Changed(NamedTuple):
    """A record after a rule, and a note for each thing that was done."""

    record: Record
    problems: Sequence[Problem] = ()


def note(code: str, record: Record, field: str, message: str, hint: str = "") -> Problem:
    """A note about a field of a record."""
    where = At(file=record.file, field=field, story=record.slug)
    return Problem(code=code, severity=Severity.NOTE, where=where, message=message, hint=hint)


def shown(text: str) -> str:
    """Words as a note quotes them: on one line, the end of long ones left out."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= SHOWN else f"“{line[: SHOWN - 1].rstrip()}…”"
