"""The paper: what stays the same from day to day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from hashlib import sha256
from zoneinfo import ZoneInfo

UTC_NAME = "UTC"  # needs no zone database
FILE_NAME = "todays-paper-{date}"  # of an edition's PDF, without its ending


class Links(StrEnum):
    """What becomes of links in copy: their words alone, or a numbered note at the story's end."""

    DROP = "drop"
    NOTES = "notes"


class CopyRule(StrEnum):
    """What the copy desk does to wire copy, each by the word that switches it off.

    Site names and marks of media off headlines; lines that are no copy out of bodies; captions
    that say a thing twice; short items gathered to briefs.
    """

    HEADLINES = "headlines"
    LINES = "lines"
    CAPTIONS = "captions"
    BRIEFS = "briefs"


class HeadlineCase(StrEnum):
    """How English headlines are written: as they were sent, like a sentence, Like a Title."""

    AS_SENT = "as_sent"
    SENTENCE = "sentence"
    TITLE = "title"


def zone_of(name: str) -> tzinfo:
    """The zone of an IANA name; ZoneInfoNotFoundError where it is unknown."""
    return UTC if name == UTC_NAME else ZoneInfo(name)


def day_in(zone: tzinfo, moment: datetime) -> date:
    """The day that `moment` lies in, by the clocks of `zone`."""
    return moment.astimezone(zone).date()


DEFAULT_FORMAT = "berliner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the paper; `key` is what records name, `name` what is printed.

    `colour` is that of its name and kickers, #rrggbb; without one they wear the paper's accent.
    """

    key: str
    name: str
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A nameplate that is a picture, looked at and made safe: `data` is an SVG or a PNG.

    `aspect` is width by height; `width_px` is 0 for an SVG, which has any size.
    """

    data: bytes
    ending: str
    aspect: float
    width_px: int = 0

    @property
    def name(self) -> str:
        """A file name that changes with the picture."""
        return f"logo-{sha256(self.data).hexdigest()[:16]}.{self.ending}"


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

    `timezone` is an IANA name: whose midnight begins the paper's day, and whose clock it prints.
    `pull_quotes` lets the desk pick quotes from copy that has none filed, `system_fonts` the press
    take the machine's faces for signs that none of the paper's has. `logo_file` is as filed, `logo`
    what the darkroom made of it; `accent` is #rrggbb, or empty for the house's own. `file_name`
    is the pattern of the PDF's name; `section_map` leads labels of foreign copy to section keys.
    `copy_desk_off` are the rules of the copy desk that the paper does not want.
    """

    name: str
    motto: str = ""
    place: str = ""
    language: str = "en-GB"
    timezone: str = UTC_NAME
    founded: date | None = None
    price: str = ""
    publishes: frozenset[int] = frozenset(range(7))
    format: str = DEFAULT_FORMAT
    sections: tuple[Section, ...]
    notices: tuple[Notice, ...] = ()
    imprint: Imprint = field(default_factory=Imprint)
    pull_quotes: bool = True
    system_fonts: bool = False
    links: Links = Links.DROP
    logo_file: str = ""
    logo: Logo | None = None
    accent: str = ""
    file_name: str = FILE_NAME
    pages_multiple: int = 1
    stability: float = 1.0
    section_map: Mapping[str, str] = field(default_factory=dict)
    copy_desk_off: frozenset[CopyRule] = frozenset()
    headline_case: HeadlineCase = HeadlineCase.AS_SENT

    @property
    def zone(self) -> tzinfo:
        """The paper's own time."""
        return zone_of(self.timezone)

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
