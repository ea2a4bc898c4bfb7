"""Values of paper.toml that are more than text: colours, file names, the map of sections.

In: what tomllib read. Out: the checked value, or a fault with what to do. What needs another key
of the file is checked in `between_keys`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from string import Formatter

from epaper.colours import LEAST_CONTRAST, PAPER, colour_of, contrast, darkened
from epaper.model import CopyRule, HeadlineCase, Links
from epaper.text import tidy
from epaper.wire.faults import did_you_mean
from epaper.wire.fields import fault
from epaper.wire.order_fields import MOST_PAGES

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOGO_KINDS = (".svg", ".png", ".webp")
FILE_FIELDS = ("name", "date", "number", "format")
OF_A_DAY = frozenset({"date", "number"})  # fields of which one tells the editions apart
MOST_STABILITY = 10
FILE_NAME_LETTERS = 80  # of the pattern
_NAME_SIGNS = re.compile(r"[A-Za-z0-9 ._-]*")


def as_colour(value: str) -> str:
    """`value`, a colour that can be read on white paper, as #rrggbb; empty if it is."""
    if not value:
        return ""
    try:
        colour = colour_of(value)
    except ValueError as error:
        raise fault("W-210", str(error), 'write it like "#8c1b1f"') from None
    if (has := contrast(colour, PAPER)) < LEAST_CONTRAST:
        said = f"{value} is too light to be read on white: its contrast is {has:.1f} to 1"
        hint = f'{LEAST_CONTRAST:g} is the least: "{darkened(colour)}" is the same, darker'
        raise fault("W-206", said, hint)
    return colour


def as_logo(value: str) -> str:
    """The name of a picture in the paper's folder; whether it is there the darkroom tells."""
    if not value:
        return ""
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or re.search(r"\\|^[A-Za-z]:", value):
        hint = "put the picture into the folder of paper.toml and name it from there"
        raise fault("W-401", f"{value} leaves the paper's folder", hint)
    if path.suffix.lower() not in LOGO_KINDS:
        hint = f"save it as SVG, PNG or WebP, with a name that ends in {', '.join(LOGO_KINDS)}"
        raise fault("W-206", f"{value} is no kind of picture that a nameplate may be", hint)
    return value


def as_file_name(value: object) -> str:
    """A pattern whose fields are known and tell the day; its own signs any system can store."""
    example = 'write it like "{name}-{date}-{format}"'
    if not isinstance(value, str) or not value.strip():
        raise fault("W-215", "text is wanted", example)
    if len(value) > FILE_NAME_LETTERS:
        raise fault("W-103", f"{len(value)} characters, at most {FILE_NAME_LETTERS}", "shorten it")
    try:
        parts = list(Formatter().parse(value))
    except ValueError:
        raise fault("W-206", f"{value} has a brace that stands alone", example) from None
    for words, field, form, turn in parts:
        if not _NAME_SIGNS.fullmatch(words):
            hint = (
                "letters of English, digits, hyphens, spaces and full stops: every system has them"
            )
            raise fault("W-206", f"“{words}” has signs that not every file name may have", hint)
        if field is not None and field not in FILE_FIELDS:
            known = did_you_mean(field, FILE_FIELDS)
            raise fault("W-206", f"there is no field {{{field}}}", known)
        if form or turn:
            raise fault("W-206", f"{field} has more than its name", f"write {{{field}}}")
    if not OF_A_DAY & {field for _, field, _, _ in parts}:
        hint = f"put {{date}} or {{number}} into it: {value.strip()}-{{date}}"
        raise fault("W-206", "all editions would have one name", hint)
    return value.strip()


def as_section_map(value: object) -> Mapping[str, str]:
    """Labels of foreign copy and the sections they lead to, no label twice."""
    hint = 'write [section_map] and under it lines like "Politics" = "national"'
    if not isinstance(value, dict):
        raise fault("W-202", "a table is wanted", hint)
    seen: dict[str, str] = {}
    for label, key in value.items():
        if not isinstance(key, str) or not key.strip():
            raise fault("W-215", f"{label} leads to no section", hint)
        if not (bare := tidy(label).casefold()):
            raise fault("W-215", "a label is empty", hint)
        if bare in seen:
            said = f"{label} is the same as {seen[bare]}: capitals do not count"
            raise fault("W-206", said, "keep one of them")
        seen[bare] = label
    return {tidy(label): key.strip() for label, key in value.items()}


def as_page_multiple(value: object) -> object:
    """A whole number of pages, as edition.toml may have it."""
    if type(value) is not int or not 1 <= value <= MOST_PAGES:
        said = f"a whole number from 1 to {MOST_PAGES} is wanted"
        raise fault("W-604", said, "write it without quotes: 8")
    return value


def as_stability(value: object) -> object:
    """How much make-up minds moving what stands on the shelf, 0 for not at all."""
    if type(value) not in (int, float) or not 0 <= float(str(value)) <= MOST_STABILITY:
        said = f"a number from 0 to {MOST_STABILITY} is wanted"
        raise fault("W-206", said, "1 is usual; with 0 each build plans the paper anew")
    return float(str(value))


def as_founded(value: object) -> object:
    """A date, written as one or as text."""
    hint = "write it as a date: founded = 1921-05-03"
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise fault("W-210", f"{value} is not a date", hint) from None
    if type(value) is not date:
        raise fault("W-210", "a date is wanted", hint)
    return value


def as_weekdays(value: object) -> object:
    """The days of a week, 0 for Monday."""
    hint = f"a list of {', '.join(DAYS)}"
    if not isinstance(value, list) or not value:
        raise fault("W-202", "a list of days is wanted", hint)
    for day in value:
        if day not in DAYS:
            raise fault("W-206", f"{day} is no day", hint)
    return frozenset(DAYS.index(day) for day in value)


def as_links(value: object) -> object:
    """What becomes of links."""
    if value not in list(Links):
        hint = f"write {' or '.join(Links)}"
        raise fault("W-206", f"links: {value} is not what becomes of links", hint)
    return Links(str(value))


def as_copy_rules(value: object) -> object:
    """Rules of the copy desk, by their words."""
    hint = f"a list of {', '.join(CopyRule)}"
    if not isinstance(value, list):
        raise fault("W-202", "a list of rules is wanted", hint)
    for rule in value:
        if rule not in list(CopyRule):
            raise fault("W-206", f"{rule} is no rule of the copy desk", hint)
    return frozenset(CopyRule(str(rule)) for rule in value)


def as_headline_case(value: object) -> object:
    """How headlines are written."""
    if value not in list(HeadlineCase):
        hint = f"write {', '.join(HeadlineCase)}"
        raise fault("W-206", f"{value} is not how headlines are written", hint)
    return HeadlineCase(str(value))


def yes_or_no(value: object) -> object:
    """True or false."""
    if not isinstance(value, bool):
        raise fault("W-206", "true or false is wanted", "write it without quotes")
    return value


def between_keys(
    *, keys: Collection[str], section_map: Mapping[str, str], file_name: str, founded: date | None
) -> Iterator[str]:
    """What of the keys of a file does not go together, a line each; `keys` are its sections'."""
    for label, key in section_map.items():
        if key not in keys:
            hint = did_you_mean(key, sorted(keys))
            yield f"section_map.{label}: the paper has no section {key} ({hint})"
        elif label.casefold() in keys and label.casefold() != key:
            yield f"section_map.{label}: this is a section of the paper itself (take the line out)"
    if "{number}" in file_name and founded is None:
        yield "file_name: there is no {number} without a day to count from (add founded =)"
