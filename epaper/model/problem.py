"""Problems: what a stage has to say about the copy, as data.

Stages return problems beside their product; nobody prints. Codes are stable
and grouped by desk: W wire, D desk, T typeset, P picture, M makeup, F preflight,
A archive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: `STOP` keeps the edition from being written."""

    NOTE = "note"
    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """The place a problem was found; empty parts are unknown or do not apply.

    `file` is relative to the paper's folder; `line` counts from 1.
    """

    file: str = ""
    line: int = 0
    field: str = ""
    story: str = ""
    page: int = 0

    def __str__(self) -> str:
        file = f"{self.file}:{self.line}" if self.line else self.file
        page = f"page {self.page}" if self.page else ""
        parts = (file, self.field, page, self.story if not self.file else "")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding: a stable code, where it is, what is wrong, what to do about it."""

    code: str
    severity: Severity
    where: At
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.severity} {self.told}"

    @property
    def told(self) -> str:
        """The problem as a line, but for how much it matters."""
        place = f"{self.where}: " if str(self.where) else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.code} {place}{self.message}{hint}"


def stops(problems: Iterable[Problem]) -> bool:
    """True if any of `problems` keeps the edition from being written."""
    return any(problem.severity is Severity.STOP for problem in problems)
