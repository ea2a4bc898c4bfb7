"""Import files of JSON: one value a file, or one a line; ninjs, or articles with paragraphs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import tzinfo

from epaper.wire.faults import Faults
from epaper.wire.importers.articles import is_article, read_article
from epaper.wire.importers.item import Clock, WireItem, small
from epaper.wire.importers.ninjs import read_ninjs

_LISTS = ("item", "items", "_items", "data")  # where a ninjs feed keeps its items


def read_json(text: str, zone: tzinfo, faults: Faults) -> Iterator[WireItem]:
    """The items of a file's `text`; W-504 for what of it is no JSON or no article."""
    for line, value in _values(text, faults):
        objects = list(_objects(value))
        if not objects:
            faults.add("W-504", "no article is in it", line=line, hint="ninjs or articles as JSON")
        for given in objects:
            read = read_article if is_article(given) else read_ninjs
            yield read(given, line, Clock(zone))


def _values(text: str, faults: Faults) -> Iterator[tuple[int, object]]:
    """The JSON values in `text` with their lines: one, or one a line."""
    try:
        yield 1, json.loads(text)
        return
    except RecursionError:
        faults.add("W-504", "the JSON is nested too deep")
        return
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
            at = getattr(error, "lineno", 0)
            begun = text.lstrip()[:1] in ("{", "[")
            hint = "is it cut off?" if begun else "only ninjs and JSON Lines are read"
            faults.add("W-504", f"this is no JSON: {error}", line=at, hint=hint)
            return
    # splitlines() would also cut at U+2028, which may stand in a JSON text.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                faults.add("W-504", f"this line is no JSON: {error}", line=number)


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """The article objects in `value`: itself, a list of them, or a feed around a list."""
    if isinstance(value, list):
        for entry in value:
            if isinstance(entry, Mapping):
                yield entry
    elif isinstance(value, Mapping):
        lowered = small(value)
        listed = next((lowered[n] for n in _LISTS if isinstance(lowered.get(n), list)), None)
        if listed is None:
            yield value
        else:
            yield from _objects(listed)
