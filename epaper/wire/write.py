"""Records written: a `Record` in; front matter and Markdown that read back as the same, out."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from epaper.model import Form, Photo, Record
from epaper.text import stem_slug
from epaper.wire.markdown import render_body

Value: TypeAlias = "str | Row | Sequence[Value] | Mapping[str, Value]"

# Text that needs no quotes in YAML: begins with a letter or a digit, holds no ": " or " #", and
# is not taken by other programs for a number, a truth value or nothing. Times may be.
_BARE = re.compile(r"[^\W_](?:[^:#\s]|:(?=\S)|(?<=\S)#| (?=[^\s#]))*", re.UNICODE)
_NOT_TEXT = re.compile(
    r"(?i:[-+]?[\d.,_]+(?:e[-+]?\d+)?|0x[\da-f]+|true|false|yes|no|on|off|null|y|n)"
)
_FLOW = re.compile(r"[^\w .%/’-]")  # signs that YAML parsers read differently in a row


class Row(list[str]):
    """Texts that stand on one line: [a, b]."""


def write_record(record: Record, path: Path) -> bytes:
    """Write `record` to `path` as a whole, and give the bytes written.

    The file appears complete or not at all. Read back, it is the same record, but for
    the file's own name and white space that reading tidies.
    """
    data = render_record(record, stem=path.stem).encode()
    write_bytes(path, data)
    return data


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` beside `path` and move it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def render_record(record: Record, stem: str = "") -> str:
    """The text of the record's file; its slug is left out where the file's `stem` gives it."""
    lines = [
        line for name, value in _fields(record, stem) if value for line in _yaml(name, value, "")
    ]
    return "\n".join(["---", *lines, "---", render_body(record.body), ""])


def _fields(record: Record, stem: str) -> Iterator[tuple[str, Value]]:
    """The front matter in the order of docs/records.md; empty ones are dropped later."""
    byline = record.byline
    yield "headline", record.headline
    yield "standfirst", record.standfirst
    yield "kicker", record.kicker
    yield "byline", byline[0] if len(byline) == 1 else byline
    yield "agency", record.agency
    yield "dateline", record.dateline
    yield "published", _time(record.published)
    yield "updated", _time(record.updated)
    yield "section", record.section
    yield "rank", str(record.rank or "")
    said = record.own_form or record.form is not Form.STORY
    yield "form", record.form.value if said else ""
    yield "language", record.language
    yield "photos", [_photo(photo) for photo in record.photos]
    yield "quotes", [{"text": quote.text, "by": quote.by} for quote in record.quotes]
    if box := record.box:
        yield "box", {"title": box.title, "text": box.text, "items": box.items}
    if table := record.table:
        rows = [Row(row) for row in table.rows]
        columns = Row(table.columns)
        yield (
            "table",
            {"title": table.title, "columns": columns, "rows": rows, "note": table.note},
        )
    yield "slug", "" if record.slug == stem_slug(stem) else record.slug
    yield "url", record.url
    yield "comments", "open" if record.comments else ""
    yield "corrects", record.corrects


def _time(time: datetime | None) -> str:
    return time.isoformat() if time else ""


def _photo(photo: Photo) -> Value:
    return {
        "file": photo.file,
        "caption": photo.caption,
        "credit": photo.credit,
        "alt": photo.alt,
        "focus": Row(f"{part:.6f}".rstrip("0").rstrip(".") for part in photo.focus or ()),
    }


def _yaml(name: str, value: Value, indent: str) -> Iterator[str]:
    """The lines of one field at `indent`; empty values inside it are left out."""
    inner = f"{indent}  "
    if isinstance(value, str | Row):
        yield f"{indent}{name}: {_scalar(name, value)}"
    elif isinstance(value, Mapping):
        yield f"{indent}{name}:"
        for key, part in value.items():
            if part:
                yield from _yaml(key, part, inner)
    else:
        yield f"{indent}{name}:"
        for entry in value:
            yield from _entry(entry, inner)


def _entry(entry: Value, indent: str) -> Iterator[str]:
    """The lines of one entry of a list."""
    if isinstance(entry, str | Row):
        yield f"{indent}- {_scalar('', entry)}"
        return
    fields = entry.items() if isinstance(entry, Mapping) else ()
    lines = [line for key, part in fields if part for line in _yaml(key, part, "")]
    for number, line in enumerate(lines):
        yield f"{indent}{'  ' if number else '- '}{line}"


def _scalar(name: str, value: str | Row) -> str:
    """Text bare or in quotes; a row in brackets."""
    if isinstance(value, str):
        numeric = name in ("rank", "published", "updated")
        return value if numeric else _text(value)
    numeric = name == "focus"
    return f"[{', '.join(cell if numeric else _cell(cell) for cell in value)}]"


def _text(text: str) -> str:
    bare = _BARE.fullmatch(text) and not _NOT_TEXT.fullmatch(text)
    return text if bare else json.dumps(text, ensure_ascii=False)


def _cell(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if _FLOW.search(text) else _text(text)
