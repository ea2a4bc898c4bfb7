"""Records written: a `Record` in; front matter and Markdown that read back as the same, out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import yaml

from epaper.model import Form, Photo, Record
from epaper.wire.markdown import render_body
from epaper.wire.text import slug_of

Plain = str | list[str] | list[list[str]]
Field = Plain | int | dict[str, Plain] | list[dict[str, Plain]]


def write_record(record: Record, path: Path) -> bytes:
    """Write `record` to `path` as a whole, and give the bytes written.

    The file appears complete or not at all. Read back, it is the same record, but for
    the file's own name and the white space that reading tidies.
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
    fields = {name: value for name, value in _fields(record, stem) if value}
    head = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{head}---\n{render_body(record.body)}\n"


class _Dumper(yaml.SafeDumper):
    """YAML as people write it: entries below their field, times without quotes, no anchors."""

    # Records read every value as text, so a time needs no quotes to stay one.
    yaml_implicit_resolvers: ClassVar = {
        first: [pair for pair in pairs if not pair[0].endswith(":timestamp")]
        for first, pairs in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are indented as well."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        """Everything is written out: a record refuses aliases."""
        return True


class _Row(list[str]):
    """A list written on one line: [a, b]."""


_Dumper.add_representer(
    _Row,
    lambda dumper, row: dumper.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True),
)


def _fields(record: Record, stem: str) -> Iterator[tuple[str, Field]]:
    """The front matter in the order of docs/records.md; empty ones are dropped later."""
    byline = list(record.byline)
    yield "headline", record.headline
    yield "standfirst", record.standfirst
    yield "kicker", record.kicker
    yield "byline", byline[0] if len(byline) == 1 else byline
    yield "agency", record.agency
    yield "dateline", record.dateline
    yield "published", _time(record.published)
    yield "updated", _time(record.updated)
    yield "section", record.section
    yield "rank", record.rank or 0
    yield "form", "" if record.form is Form.STORY else record.form.value
    yield "language", record.language
    yield "photos", [_photo(photo) for photo in record.photos]
    yield "quotes", [_filled(text=quote.text, by=quote.by) for quote in record.quotes]
    if box := record.box:
        yield "box", _filled(title=box.title, text=box.text, items=list(box.items))
    if table := record.table:
        rows: list[list[str]] = [_Row(row) for row in table.rows]
        columns = _Row(table.columns)
        yield "table", _filled(title=table.title, columns=columns, rows=rows, note=table.note)
    yield "slug", "" if record.slug == slug_of(stem) else record.slug
    yield "url", record.url
    yield "comments", "open" if record.comments else ""


def _filled(**fields: Plain) -> dict[str, Plain]:
    return {name: value for name, value in fields.items() if value}


def _time(time: datetime | None) -> str:
    return time.isoformat() if time else ""


def _photo(photo: Photo) -> dict[str, Plain]:
    focus = _Row(f"{part:.6g}" for part in photo.focus or ())
    return _filled(
        file=photo.file,
        caption=photo.caption,
        credit=photo.credit,
        alt=photo.alt,
        focus=focus,
    )
