"""The paper: the folder that holds paper.toml in; the checked `Paper` out."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BeforeValidator, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from epaper.exceptions import PaperError
from epaper.model import CopyRule, HeadlineCase, Imprint, Links, Notice, Paper, Section
from epaper.model.paper import FILE_NAME, UTC_NAME, zone_of
from epaper.places import PAPER_FILE
from epaper.text import seen
from epaper.wire.faults import did_you_mean, nearest
from epaper.wire.fields import LANGUAGE, Text, fault
from epaper.wire.frontmatter import Keys, field_name
from epaper.wire.paper_fields import (
    as_colour,
    as_copy_rules,
    as_file_name,
    as_founded,
    as_headline_case,
    as_links,
    as_logo,
    as_page_multiple,
    as_section_map,
    as_stability,
    as_weekdays,
    between_keys,
    yes_or_no,
)

BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols of which nothing is drawn
SIZE_LIMIT = 1024 * 1024  # bytes; a paper.toml has about two thousand
# Letters that fit where a text stands, tried on a page of A4, the narrowest of a printed paper.
NAME_LETTERS = 60
SECTION_LETTERS = 24
MOTTO_LETTERS = 90
DATE_LINE_LETTERS = 30
IMPRINT_LETTERS = 90  # each of five parts


def read_paper(folder: Path) -> Paper:
    """The paper in `folder`; PaperError with all faults of its paper.toml, a line each."""
    values = _parsed(_text_of(folder / PAPER_FILE))
    try:
        filed = _ADAPTER.validate_python(values, extra="forbid")
    except ValidationError as error:
        faults = [_in_words(detail, values) for detail in error.errors(include_url=False)]
        raise _paper_error(faults) from None
    if not filed.section:
        raise _paper_error(["section: there is none (add [[section]] with key and name)"])
    if twice := _given_twice([section.key for section in filed.section]):
        raise _paper_error([f"section: the key {key} is given twice" for key in twice])
    if unlike := list(
        between_keys(
            keys={section.key for section in filed.section},
            section_map=filed.section_map,
            file_name=filed.file_name,
            founded=filed.founded,
        )
    ):
        raise _paper_error(unlike)
    return _paper(filed)


def _text_of(path: Path) -> str:
    """The text of paper.toml; PaperError if it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        hint = "epaper init DIR makes one"
        raise PaperError(f"{PAPER_FILE} cannot be read: {error.strerror}", hint) from None
    if len(data) > SIZE_LIMIT:
        raise PaperError(f"{PAPER_FILE} is larger than 1 MiB", "is it another file?")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PaperError(f"{PAPER_FILE} is not UTF-8", "save it as UTF-8") from None


def _parsed(text: str) -> dict[str, object]:
    """The values of paper.toml; PaperError with the line where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = "texts stand in quotes, lists in brackets"
        raise PaperError(f"{PAPER_FILE}: {error}", hint) from None
    except (ValueError, RecursionError) as error:  # an impossible date; brackets without end
        raise PaperError(f"{PAPER_FILE} cannot be read: {error}", "is it another file?") from None


def _seen(text: str) -> str:
    """`text`, which has a sign that can be seen."""
    if not any(unicodedata.category(sign)[0] in "LNPS" and sign not in BLANKS for sign in text):
        raise fault("W-215", "none of its signs can be seen", "write it in letters")
    return text


def _needed(value: object) -> object:
    if not isinstance(value, str) or not seen(value):
        raise fault("W-215", "text is wanted", 'write it in quotes: "…"')
    return value


def _key(value: str) -> str:
    if not re.fullmatch("[a-z0-9][a-z0-9-]*", value):
        hint = "small letters, digits and hyphens"
        raise fault("W-207", f"{value} cannot be a key", hint)
    return value


def _at_most(letters: int) -> AfterValidator:
    """Refuses texts longer than the line of the page that they stand on."""

    def check(value: str) -> str:
        if len(value) > letters:
            raise fault("W-103", f"{len(value)} characters, at most {letters} fit", "shorten it")
        return value

    return AfterValidator(check)


def _language(value: str) -> str:
    if not LANGUAGE.fullmatch(value):
        raise fault("W-212", f"{value} is no language tag", "write it like en-GB")
    return value


def _timezone(value: str) -> str:
    try:
        zone_of(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a part, "Europe"
        close = nearest(value, available_timezones()) or _zone_of_city(value)
        hint = f"did you mean {close}?" if close else 'write it like timezone = "Europe/London"'
        raise fault("W-210", f"there is no time zone {value}", hint) from None
    return value


def _zone_of_city(value: str) -> str:
    """The zone named for the place `value` is most like: dhaka, Asia/Daka."""
    cities = {name.rpartition("/")[2]: name for name in sorted(available_timezones())}
    return cities.get(nearest(value.rpartition("/")[2].replace(" ", "_"), cities), "")


NeededText = Annotated[Text, BeforeValidator(_needed), AfterValidator(_seen)]
Key = Annotated[NeededText, AfterValidator(_key)]
Language = Annotated[NeededText, AfterValidator(_language)]
Timezone = Annotated[NeededText, AfterValidator(_timezone)]
Colour = Annotated[Text, AfterValidator(as_colour)]
YesOrNo = Annotated[bool, BeforeValidator(yes_or_no)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledSection:
    """A [[section]] of paper.toml."""

    key: Key
    name: Annotated[NeededText, _at_most(SECTION_LETTERS)]
    colour: Colour = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledNotice:
    """A [[notice]] of paper.toml."""

    title: NeededText
    text: NeededText


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledImprint:
    """The [imprint] of paper.toml."""

    editor: Annotated[Text, _at_most(IMPRINT_LETTERS)] = ""
    publisher: Annotated[Text, _at_most(IMPRINT_LETTERS)] = ""
    printer: Annotated[Text, _at_most(IMPRINT_LETTERS)] = ""
    address: Annotated[Text, _at_most(IMPRINT_LETTERS)] = ""
    contact: Annotated[Text, _at_most(IMPRINT_LETTERS)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPaper:
    """Everything paper.toml may hold; `country` is for people who read it."""

    name: Annotated[NeededText, _at_most(NAME_LETTERS)]
    motto: Annotated[Text, _at_most(MOTTO_LETTERS)] = ""
    place: Annotated[Text, _at_most(DATE_LINE_LETTERS)] = ""
    country: Text = ""
    language: Language = "en-GB"
    timezone: Timezone = UTC_NAME
    founded: Annotated[date | None, BeforeValidator(as_founded)] = None
    price: Annotated[Text, _at_most(DATE_LINE_LETTERS)] = ""
    publishes: Annotated[frozenset[int], BeforeValidator(as_weekdays)] = frozenset(range(7))
    format: Key = "berliner"
    pull_quotes: YesOrNo = True
    system_fonts: YesOrNo = False
    links: Annotated[Links, BeforeValidator(as_links)] = Links.DROP
    logo: Annotated[Text, AfterValidator(as_logo)] = ""
    accent: Colour = ""
    file_name: Annotated[str, BeforeValidator(as_file_name)] = FILE_NAME
    pages_multiple: Annotated[int, BeforeValidator(as_page_multiple)] = 1
    stability: Annotated[float, BeforeValidator(as_stability)] = 1.0
    section_map: Annotated[Mapping[str, str], BeforeValidator(as_section_map)] = field(
        default_factory=dict
    )
    copy_desk_off: Annotated[frozenset[CopyRule], BeforeValidator(as_copy_rules)] = frozenset()
    headline_case: Annotated[HeadlineCase, BeforeValidator(as_headline_case)] = HeadlineCase.AS_SENT
    section: tuple[FiledSection, ...]
    notice: tuple[FiledNotice, ...] = ()
    imprint: FiledImprint = field(default_factory=FiledImprint)


_ADAPTER = TypeAdapter(FiledPaper)
_KNOWN: Mapping[str, Mapping[str, object]] = {
    "section": FiledSection.__dataclass_fields__,
    "notice": FiledNotice.__dataclass_fields__,
    "imprint": FiledImprint.__dataclass_fields__,
}


def _in_words(detail: ErrorDetails, values: Mapping[str, object]) -> str:
    """One fault as a line: the key, what is wrong, what to do."""
    keys: Keys = detail["loc"]
    name = field_name(keys)
    match detail["type"]:
        case code if code.startswith("W-"):
            context = detail.get("ctx", {})
            hint = f" ({context['hint']})" if context["hint"] else ""
            return f"{name}: {context['message']}{hint}"
        case "unexpected_keyword_argument":
            known = (
                _KNOWN.get(str(keys[0]), {}) if len(keys) > 1 else FiledPaper.__dataclass_fields__
            )
            return f"{name}: unknown key ({did_you_mean(str(keys[-1]), known)})"
        case "missing":
            table = "[[section]] with key and name" if keys[-1] == "section" else f"{keys[-1]} ="
            return f"{name}: missing (add {table})"
        case "tuple_type":
            return f"{name}: a list of tables is wanted (write [[{keys[-1]}]])"
        case _:
            return f"{name}: a table is wanted (write [{keys[0]}])"


def _paper_error(faults: list[str]) -> PaperError:
    """One error that lists all `faults`."""
    count = "a fault" if len(faults) == 1 else f"{len(faults)} faults"
    return PaperError(
        f"{PAPER_FILE} has {count}:\n" + "\n".join(f"  {fault}" for fault in faults),
        f"mend {PAPER_FILE}; epaper init writes one that works",
    )


def _given_twice(keys: list[str]) -> list[str]:
    return [key for index, key in enumerate(keys) if keys.index(key) < index]


def _paper(filed: FiledPaper) -> Paper:
    """The paper of a file without faults."""
    imprint = filed.imprint
    return Paper(
        name=filed.name,
        motto=filed.motto,
        place=filed.place,
        language=filed.language,
        timezone=filed.timezone,
        founded=filed.founded,
        price=filed.price,
        publishes=filed.publishes,
        format=filed.format,
        pull_quotes=filed.pull_quotes,
        system_fonts=filed.system_fonts,
        links=filed.links,
        logo_file=filed.logo,
        accent=filed.accent,
        file_name=filed.file_name,
        pages_multiple=filed.pages_multiple,
        stability=filed.stability,
        section_map=filed.section_map,
        copy_desk_off=filed.copy_desk_off,
        headline_case=filed.headline_case,
        sections=tuple(Section(key=s.key, name=s.name, colour=s.colour) for s in filed.section),
        notices=tuple(Notice(title=n.title, text=n.text) for n in filed.notice),
        imprint=Imprint(
            editor=imprint.editor,
            publisher=imprint.publisher,
            printer=imprint.printer,
            address=imprint.address,
            contact=imprint.contact,
        ),
    )
