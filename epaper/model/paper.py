"""The paper: what stays the same from day to day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Links(StrEnum):
    """What becomes of links in copy: their words alone, or a numbered note at the story's end."""

    DROP = "drop"
    NOTES = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the paper; `key` is what records name, `name` what is printed."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice of the paper's own, printed where the day's copy leaves room."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Who answers for the paper; printed on the last page."""

    editor: str = ""
    publisher: str = ""
    printer: str = ""
    address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """paper.toml, checked. `publishes` are weekdays, 0 for Monday to 6.

    `pull_quotes` lets the desk pick quotes from copy that has none filed.
    """

    name: str
    motto: str = ""
    place: str = ""
    language: str = "en-GB"
    founded: date | None = None
    price: str = ""
    publishes: frozenset[int] = frozenset(range(7))
    format: str = "berliner"
    sections: tuple[Section, ...]
    notices: tuple[Notice, ...] = ()
    imprint: Imprint = field(default_factory=Imprint)
    pull_quotes: bool = True
    links: Links = Links.DROP

    def issue_number(self, day: date) -> int | None:
        """The issue's number, the founding day being 1; None without a founding date.

        Counts the publishing weekdays from `founded` to `day`, both included.
        """
        if self.founded is None or day < self.founded:
            return None
        weeks, rest = divmod((day - self.founded).days + 1, 7)
        first = self.founded.weekday()
        return weeks * len(self.publishes) + sum(
            (first + offset) % 7 in self.publishes for offset in range(rest)
        )
