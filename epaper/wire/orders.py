"""The desk's say: a day's edition.toml in; its checked orders, and every fault of it, out.

A file that is wrong stops the edition, for an order misread may be a story that had to be kept
out. Orders that cannot all be followed do not: the stricter is followed and the other
is named. The file is described in docs/edition-toml.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from epaper.model import Advertisement, DayOrders, Notice, Paper, Problem, Record
from epaper.wire.copyedit import edit_text
from epaper.wire.faults import Faults, did_you_mean, nearest
from epaper.wire.fields import NeededText, Text, fault
from epaper.wire.frontmatter import Keys, field_name
from epaper.wire.photos import check_file
from epaper.wire.toml_lines import TomlLines, toml_lines

ORDERS_FILE = "edition.toml"
ADS = "ads"
SIZE_LIMIT = 1024 * 1024  # bytes; the longest of the sample days has one thousand
MOST_PAGES = 400  # a week-end broadsheet has 200
POSITIONS = ("bottom", "top", "any")
LAST_PAGE = -1


def read_orders(
    folder: Path, day: date, paper: Paper, records: Sequence[Record]
) -> tuple[DayOrders, tuple[Problem, ...]]:
    """The desk's orders for `day` in the paper's `folder`, and all their faults, by line.

    No edition.toml, no orders. What is returned holds only orders that can be followed
    together: slugs of `records`, no contradictions. Texts are edited in the paper's
    language. Reports W-102, W-401, W-402 and W-601 to W-608.
    """
    path = folder / day.isoformat() / ORDERS_FILE
    if not path.exists() and not path.is_symlink():
        return DayOrders(), ()
    faults = Faults(path.relative_to(folder).as_posix())
    text = _text_of(path, faults)
    values = _parsed(text, faults) if text is not None else None
    if text is None or values is None:
        return DayOrders(), tuple(faults.found)
    lines = toml_lines(text)
    filed = _checked(values, lines, faults)
    wishes = _Wishes(filed, lines, faults, {record.slug for record in records})
    orders = replace(
        wishes.orders(),
        advertisements=tuple(_advertisements(filed, path.parent / ADS, lines, faults, paper)),
        notices=tuple(
            Notice(
                title=edit_text(notice.title, paper.language),
                text=edit_text(notice.text, paper.language),
            )
            for notice in filed.notice
        ),
    )
    orders = _within_pages(orders, lines, faults)
    return orders, tuple(sorted(faults.found, key=lambda problem: problem.where.line))


def _text_of(path: Path, faults: Faults) -> str | None:
    """The file's text; None and W-601 where it cannot be read."""
    try:
        if not path.is_file():
            faults.add("W-601", "this is not a file", hint="it is a folder, a pipe or a dead link")
            return None
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        faults.add("W-601", f"the file cannot be read: {error.strerror}")
        return None
    if len(data) > SIZE_LIMIT:
        faults.add("W-601", "the file is larger than 1 MiB", hint="is it another file?")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add("W-601", "the file is not UTF-8", line=line, hint="save it as UTF-8")
        return None


def _parsed(text: str, faults: Faults) -> dict[str, object] | None:
    """The values of the file; None and W-602 where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = re.sub(r" \(at .*\)$", "", str(error))
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        hint = "texts stand in quotes, lists in brackets, each key once"
        faults.add("W-602", f"this is not TOML: {said}", line=line, hint=hint)
    except (ValueError, RecursionError) as error:  # an impossible date; brackets without end
        faults.add("W-602", f"this is not TOML: {error}", hint="is it another file?")
    return None


def _whole(value: object) -> object:
    if type(value) is not int or not 1 <= value <= MOST_PAGES:
        raise fault("W-604", f"a whole number from 1 to {MOST_PAGES} is wanted", "write it bare: 8")
    return value


def _page(value: object) -> object:
    if value == "last":
        return LAST_PAGE
    if type(value) is not int or not 1 <= value <= MOST_PAGES:
        raise fault("W-604", "a page is wanted", 'write its number, or "last"')
    return value


def _length(value: object) -> object:
    if type(value) not in (int, float) or not 5 <= float(str(value)) <= 2000:
        raise fault("W-604", "a length in mm is wanted", "write it bare, from 5 to 2000: 80")
    return float(str(value))


def _position(value: str) -> str:
    if value not in POSITIONS:
        raise fault("W-604", f"there is no position {value}", did_you_mean(value, POSITIONS))
    return value


def _slugs(value: object) -> object:
    if not isinstance(value, list):
        hint = 'write it in brackets: ["slug"]' if isinstance(value, str) else "as [] of slugs"
        raise fault("W-604", "a list of slugs is wanted", hint)
    return value


Whole = Annotated[int, BeforeValidator(_whole)]
Slugs = Annotated[tuple[NeededText, ...], BeforeValidator(_slugs)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledAdvertisement:
    """An [[advertisement]] of edition.toml."""

    name: NeededText
    picture: Text = ""
    title: Text = ""
    text: Text = ""
    columns: Whole
    height_mm: Annotated[float, BeforeValidator(_length)]
    page: Annotated[int, BeforeValidator(_page)] = 0
    position: Annotated[Text, AfterValidator(_position)] = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledNotice:
    """A [[notice]] of edition.toml."""

    title: NeededText
    text: NeededText


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledOrders:
    """Everything edition.toml may hold."""

    pages: Annotated[int, BeforeValidator(_whole)] = 0
    pages_multiple: Whole = 1
    lead: Text = ""
    off_front: Slugs = ()
    no_jump: Slugs = ()
    kill: Slugs = ()
    pins: Mapping[str, Whole] | None = None
    advertisement: tuple[FiledAdvertisement, ...] = ()
    notice: tuple[FiledNotice, ...] = ()


_ADAPTER = TypeAdapter(FiledOrders)
_KNOWN: Mapping[str, Mapping[str, object]] = {
    "advertisement": FiledAdvertisement.__dataclass_fields__,
    "notice": FiledNotice.__dataclass_fields__,
}
# Codes of checks that records share, as they are called here.
_CODES = {"W-202": "W-604", "W-215": "W-605"}


def _checked(values: Mapping[str, object], lines: TomlLines, faults: Faults) -> FiledOrders:
    """What is right of the file, after every fault was reported; a faulty key counts as absent."""
    try:
        return _ADAPTER.validate_python(dict(values), extra="forbid")
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        code, message, hint = _in_words(detail, values)
        keys: Keys = detail["loc"]
        faults.add(code, message, line=lines.line(keys), of=field_name(keys), hint=hint)
    wrong = {str(detail["loc"][0]) for detail in details}
    right = {key: value for key, value in values.items() if key not in wrong}
    return _ADAPTER.validate_python(right, extra="forbid")


def _in_words(detail: ErrorDetails, values: Mapping[str, object]) -> tuple[str, str, str]:
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


@dataclass(frozen=True)
class _Wishes:
    """The orders about stories: those for unknown ones and those against stricter ones go.

    `kill` is followed before `lead`, this before `off_front`, this before `pins`.
    """

    filed: FiledOrders
    lines: TomlLines
    faults: Faults
    slugs: Collection[str]

    def orders(self) -> DayOrders:
        """What can be followed; the rest is reported."""
        filed = self.filed
        kill = frozenset(self._known("kill", filed.kill))
        off_front = self._alive("off_front", filed.off_front, kill)
        no_jump = self._alive("no_jump", filed.no_jump, kill)
        lead = next(iter(self._alive("lead", [filed.lead] if filed.lead else [], kill)), "")
        if lead and lead in off_front:
            self._against(("off_front", filed.off_front.index(lead)), f"{lead} is the lead")
            off_front -= {lead}
        return DayOrders(
            pages=filed.pages,
            pages_multiple=filed.pages_multiple,
            lead=lead,
            pins=dict(self._pins(kill, lead, off_front)),
            off_front=off_front,
            no_jump=no_jump,
            kill=kill,
        )

    def _pins(
        self, kill: frozenset[str], lead: str, off_front: frozenset[str]
    ) -> Iterator[tuple[str, int]]:
        """The pins to follow."""
        pins = self.filed.pins or {}
        for slug in self._alive("pins", list(pins), kill, by_name=True, ordered=True):
            page = pins[slug]
            if slug == lead and page != 1:
                self._against(("pins", slug), f"{slug} is the lead and so on page 1")
            elif page == 1 and slug in off_front:
                self._against(("pins", slug), f"{slug} is to be kept off the front")
            else:
                yield slug, page
