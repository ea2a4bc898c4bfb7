"""The keys of edition.toml, as pydantic checks them: TOML values in, typed values out.

`FiledOrders` is what the file may hold. What needs the day's records or files is checked in
`orders`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from epaper.wire.faults import Faults, did_you_mean
from epaper.wire.fields import NeededText, Text, fault
from epaper.wire.frontmatter import Keys, field_name
from epaper.wire.toml_lines import TomlLines

MOST_PAGES = 400  # a week-end broadsheet has 200
MOST_COLUMNS = 12  # the widest broadsheets have eight
HEIGHTS_MM = (5, 1000)  # less holds no line; a broadsheet is 600 mm high
POSITIONS = ("bottom", "top", "any")
LAST_PAGE = -1


def _whole(value: object, most: int, hint: str) -> object:
    if type(value) is not int or not 1 <= value <= most:
        raise fault("W-604", f"a whole number from 1 to {most} is wanted", hint)
    return value


def _page_count(value: object) -> object:
    return _whole(value, MOST_PAGES, "write it without quotes: 8")


def _columns(value: object) -> object:
    return _whole(value, MOST_COLUMNS, "write it without quotes: 2")


def _page(value: object) -> object:
    hint = 'write its number, or "last"'
    return LAST_PAGE if value == "last" else _whole(value, MOST_PAGES, hint)


def _height(value: object) -> object:
    least, most = HEIGHTS_MM
    if type(value) not in (int, float) or not least <= float(str(value)) <= most:
        hint = "write it without quotes and unit: 80"
        raise fault("W-604", f"a height of {least} to {most} mm is wanted", hint)
    return float(str(value))


def _position(value: str) -> str:
    if value not in POSITIONS:
        raise fault("W-604", f"there is no position {value}", did_you_mean(value, POSITIONS))
    return value


def _slugs(value: object) -> object:
    if not isinstance(value, list):
        raise fault("W-604", "a list of slugs is wanted", 'write it in brackets: ["slug"]')
    return value


def _pages(value: object) -> object:
    if not isinstance(value, list):
        raise fault("W-604", "a list of pages is wanted", "write it in brackets: [1, 3]")
    return value


PageCount = Annotated[int, BeforeValidator(_page_count)]
Pages = Annotated[tuple[PageCount, ...], BeforeValidator(_pages)]
Slugs = Annotated[tuple[NeededText, ...], BeforeValidator(_slugs)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledAdvertisement:
    """An [[advertisement]] of edition.toml."""

    name: NeededText
    picture: Text = ""
    title: Text = ""
    text: Text = ""
    columns: Annotated[int, BeforeValidator(_columns)]
    height_mm: Annotated[float, BeforeValidator(_height)]
    page: Annotated[int, BeforeValidator(_page)] = 0
    position: Annotated[Text, AfterValidator(_position)] = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledDayNotice:
    """A [[notice]] of edition.toml."""

    title: NeededText
    text: NeededText


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledOrders:
    """Everything edition.toml may hold."""

    pages: PageCount = 0
    pages_multiple: PageCount | None = None
    lead: Text = ""
    off_front: Slugs = ()
    no_jump: Slugs = ()
    kill: Slugs = ()
    hold: Pages = ()
    pins: Mapping[str, PageCount] = field(default_factory=dict)
    advertisement: tuple[FiledAdvertisement, ...] = ()
    notice: tuple[FiledDayNotice, ...] = ()


_ADAPTER = TypeAdapter(FiledOrders)
_KNOWN: Mapping[str, Mapping[str, object]] = {
    "advertisement": FiledAdvertisement.__dataclass_fields__,
    "notice": FiledDayNotice.__dataclass_fields__,
}
_CODES = {"W-202": "W-604", "W-215": "W-605"}  # checks shared with records, as called here


def check_orders(values: Mapping[str, object], lines: TomlLines, faults: Faults) -> FiledOrders:
    """What is right of the file, after every fault was reported.

    A key with a fault counts as absent, so that what stands beside it is checked all the same.
    """
    try:
        return _ADAPTER.validate_python(dict(values), extra="forbid")
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        code, message, hint = _in_words(detail)
        keys: Keys = detail["loc"]
        faults.add(code, message, line=lines.line(keys), of=field_name(keys), hint=hint)
    wrong = {str(detail["loc"][0]) for detail in details}
    right = {key: value for key, value in values.items() if key not in wrong}
    return _ADAPTER.validate_python(right, extra="forbid")


def _in_words(detail: ErrorDetails) -> tuple[str, str, str]:
    """Code, message and hint for an error of pydantic's."""
    keys: Keys = detail["loc"]
    match detail["type"]:
        case code if code.startswith("W-"):
            context = detail.get("ctx", {})
            return _CODES.get(code, code), str(context["message"]), str(context["hint"])
        case "unexpected_keyword_argument":
            known = (
                _KNOWN.get(str(keys[0]), {}) if len(keys) > 1 else FiledOrders.__dataclass_fields__
            )
            return "W-603", f"unknown key {keys[-1]}", did_you_mean(str(keys[-1]), known)
        case "missing":
            return "W-605", f"{keys[-1]} is missing", f"add {keys[-1]} ="
        case "tuple_type":
            return "W-604", "a list of tables is wanted", f"write [[{keys[0]}]]"
        case "mapping_type":
            return "W-604", "a table is wanted", f"write [{keys[0]}] and slug = page under it"
        case _:
            return "W-604", "a table is wanted", f"write [[{keys[0]}]]"
