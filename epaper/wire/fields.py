"""The fields of a record's head, as pydantic checks them: text values in, typed values out.

`FiledHead` is what a head may hold; each check raises with the code of the problem it becomes.
What needs the paper or the day's folder (sections, photo files) is checked in `records`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from epaper.model import Form
from epaper.text import SLUG, forbidden, seen, slug_of, tidy
from epaper.wire.faults import Faults, did_you_mean
from epaper.wire.frontmatter import Head, Keys, field_name
from epaper.wire.times import LONGEST, FiledTime, read_time

LANGUAGE = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # the shape of RFC 5646 tags
SLUG_MAX = 100  # characters; with the day before it a file name stays under 255 bytes


def fault(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """The error that `check_head` turns into the problem `code`."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def as_text(value: object) -> str:
    """One line of clean text; "" for no value. W-202 for a list, fields or controls.

    “Doors: eight o'clock” in a list is text with a colon, which YAML takes for a field.
    """
    if isinstance(value, dict) and len(value) == 1:
        ((name, said),) = value.items()
        value = f"{name}: {said or ''}" if said is None or isinstance(said, str) else value
    if value is None:
        return ""
    if not isinstance(value, str):
        group = "a group of fields" if isinstance(value, dict) else str(value)
        kind = "a list" if isinstance(value, list | tuple) else group
        raise fault("W-202", f"{kind} stands where text is wanted", "write it as one text")
    if bad := forbidden(value):
        raise fault("W-202", f"the text holds the control character {bad}", "delete it")
    return tidy(value) if seen(value) else ""


def _needed_text(value: object) -> str:
    text = as_text(value)
    if not text:
        raise fault("W-215", "there is no text", "fill it in or delete the entry")
    return text


def _names(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    return tuple(name for name in map(as_text, names) if name)


def _time(value: object) -> FiledTime | None:
    text = as_text(value)
    if not text:
        return None
    hint = "write it like 2026-02-04T05:40:00+00:00"
    time = read_time(text)
    if time is None:
        raise fault("W-210", f"{text[:LONGEST]} is not a time that can be read", hint)
    return time


def _time_of_day(value: object) -> FiledTime | None:
    time = _time(value)
    if time is not None and not time.timed:
        hint = "its time of day is printed: write it like 2026-02-04T05:40:00+00:00"
        raise fault("W-210", f"{as_text(value)} has a date and no time of day", hint)
    return time


def _rank(value: object) -> int | None:
    text = as_text(value)
    if text and not re.fullmatch("[1-9][0-9]{0,5}", text, re.ASCII):
        raise fault("W-209", f"{text} is not a rank", "ranks are whole numbers, 1 the highest")
    return int(text) if text else None


def _form(value: object) -> Form:
    text = as_text(value) or Form.STORY
    if text not in list(Form):
        raise fault("W-206", f"there is no form {text}", did_you_mean(text, list(Form)))
    return Form(text)


def _comments(value: object) -> bool:
    text = as_text(value) or "closed"
    if text not in ("open", "closed"):
        raise fault("W-206", f"comments are not {text}", "write open or closed")
    return text == "open"


def _language(value: object) -> str:
    text = as_text(value)
    if text and not LANGUAGE.fullmatch(text):
        raise fault("W-212", f"{text} is no language tag", "write it like en-GB")
    return text


def _slug(value: object) -> str:
    text = as_text(value)
    if text and (len(text) > SLUG_MAX or not SLUG.fullmatch(text)):
        hint = f"small letters a to z, digits and single hyphens, such as {slug_of(text)}"
        raise fault("W-207", f"{text[:SLUG_MAX]} cannot be an address", hint)
    return text


def _corrects(value: object) -> str:
    text = as_text(value)
    day, _, slug = text.partition("/")
    hint = "write the day and the slug of the story: 2026-02-03/ferry-line"
    if text and not SLUG.fullmatch(slug):
        raise fault("W-207", f"{text[:SLUG_MAX]} is not the address of a story", hint)
    try:
        return f"{date.fromisoformat(day)}/{slug}" if text else ""
    except ValueError:
        raise fault("W-210", f"{day[:SLUG_MAX]} is not a date", hint) from None


def _url(value: object) -> str:
    text = as_text(value)
    if text and not is_web_address(text):
        raise fault("W-211", f"{text} is not a web address", "it begins with https:// or http://")
    return text


def is_web_address(text: str) -> bool:
    """True for an http or https address with a host and no white space in it."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)


def _focus(value: object) -> tuple[float, float] | None:
    if value is None:
        return None
    hint = "two fractions of width and height from the top left, such as [0.4, 0.55]"
    if not isinstance(value, list) or len(value) != 2:
        raise fault("W-213", "the focus is not two numbers", hint)
    texts = [as_text(part) for part in value]
    for text in texts:
        if not re.fullmatch(r"0|1|[01]?\.[0-9]{1,12}", text, re.ASCII) or float(text) > 1:
            raise fault("W-213", f"{text or 'nothing'} is not between 0 and 1", hint)
    return float(texts[0]), float(texts[1])


def _cells(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise fault("W-202", "a list of cells is wanted", "write it like [a, b, c]")
    return tuple(as_text(cell) for cell in value)


Text = Annotated[str, BeforeValidator(as_text)]
NeededText = Annotated[str, BeforeValidator(_needed_text)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
Time = Annotated[FiledTime | None, BeforeValidator(_time)]
TimeOfDay = Annotated[FiledTime | None, BeforeValidator(_time_of_day)]
Cells = Annotated[tuple[str, ...], BeforeValidator(_cells)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledPhoto:
    """An entry of `photos`."""

    file: NeededText
    caption: Text = ""
    credit: Text = ""
    alt: Text = ""
    focus: Annotated[tuple[float, float] | None, BeforeValidator(_focus)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledQuote:
    """An entry of `quotes`."""

    text: NeededText
    by: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledBox:
    """The field `box`."""

    title: NeededText
    text: Text = ""
    items: tuple[NeededText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledTable:
    """The field `table`."""

    title: Text = ""
    columns: Cells
    rows: tuple[Cells, ...]
    note: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledHead:
    """Everything a record's front matter may hold."""

    headline: Text = ""
    standfirst: Text = ""
    kicker: Text = ""
    byline: Names = ()
    agency: Text = ""
    dateline: Text = ""
    published: Time = None
    updated: TimeOfDay = None
    section: Text = ""
    rank: Annotated[int | None, BeforeValidator(_rank)] = None
    form: Annotated[Form | None, BeforeValidator(_form)] = None
    language: Annotated[str, BeforeValidator(_language)] = ""
    photos: tuple[FiledPhoto, ...] = ()
    quotes: tuple[FiledQuote, ...] = ()
    box: FiledBox | None = None
    table: FiledTable | None = None
    slug: Annotated[str, BeforeValidator(_slug)] = ""
    url: Annotated[str, BeforeValidator(_url)] = ""
    comments: Annotated[bool, BeforeValidator(_comments)] = False
    corrects: Annotated[str, BeforeValidator(_corrects)] = ""


_ADAPTER = TypeAdapter(FiledHead)
_KNOWN = {
    "photos": FiledPhoto.__dataclass_fields__,
    "quotes": FiledQuote.__dataclass_fields__,
    "box": FiledBox.__dataclass_fields__,
    "table": FiledTable.__dataclass_fields__,
}


def check_head(head: Head, faults: Faults) -> FiledHead | None:
    """The checked fields; None if any is faulty, after all faults were reported."""
    filled = {name: value for name, value in head.values.items() if value is not None}
    try:
        checked = _ADAPTER.validate_python(filled, extra="forbid")
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _report(detail, head, faults)
        return None
    return checked if _table_is_square(checked.table, head, faults) else None


def _report(detail: ErrorDetails, head: Head, faults: Faults) -> None:
    """One error of pydantic's as a problem at its line."""
    keys: Keys = detail["loc"]
    code, message, hint = _in_words(detail, keys, head.values)
    faults.add(code, message, line=head.line(keys), of=field_name(keys), hint=hint)


def _in_words(detail: ErrorDetails, keys: Keys, values: object) -> tuple[str, str, str]:
    """Code, message and hint for an error."""
    match detail["type"]:
        case code if code.startswith("W-"):
            context = detail.get("ctx", {})
            return code, str(context["message"]), str(context["hint"])
        case "unexpected_keyword_argument":
            known = (
                _KNOWN.get(str(keys[0]), {}) if len(keys) > 1 else FiledHead.__dataclass_fields__
            )
            return "W-201", f"unknown field {keys[-1]}", did_you_mean(str(keys[-1]), known)
        case "missing":
            return "W-215", f"{field_name(keys)} is missing", f"add {keys[-1]}:"
        case "tuple_type":
            return "W-202", "a list is wanted", "begin each entry with - on a line of its own"
        case _:
            return "W-202", "a group of fields is wanted", "write name: value, indented"


def _table_is_square(table: FiledTable | None, head: Head, faults: Faults) -> bool:
    """True if every row has a cell for each column; W-214 for each that has not."""
    if table is None:
        return True
    wide = len(table.columns)
    before = len(faults.found)
    for name in ("columns", "rows"):
        if not getattr(table, name):
            line = head.line(("table", name))
            faults.add("W-214", f"the table has no {name}", line=line, of=f"table.{name}")
    for index, row in enumerate(table.rows):
        if wide and len(row) != wide:
            keys: Keys = ("table", "rows", index)
            said = f"row {index + 1} has {len(row)} cells, the table {wide} columns"
            hint = 'write an empty cell as ""'
            faults.add("W-214", said, line=head.line(keys), of=field_name(keys), hint=hint)
    return len(faults.found) == before
