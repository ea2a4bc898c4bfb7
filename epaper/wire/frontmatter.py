"""Record files taken apart: bytes in; YAML head as text values with line numbers, and body, out.

Every scalar stays text as written: a headline `2026`, `No` or `1e3` is words, not a number or a
truth value, and the fields that want numbers and times read them from the text. Only plain
`null`, `~` or nothing at all is no value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from epaper.text import named, seen
from epaper.wire.controls import cleared
from epaper.wire.faults import Faults

HEAD_LIMIT = 64 * 1024  # bytes; the longest head of the sample days has 2 KiB
BODY_LIMIT = 1024 * 1024  # bytes; a 30,000-word story has 0.2 MiB, a novel less than this
MOST_QUOTED = 40  # lines that are put in quotes so that YAML can be read; each is read again
DEPTH_LIMIT = 6  # a table's cells lie 4 deep; deeper nesting is an attack or a slip

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Keys: TypeAlias = tuple[str | int, ...]

# The C parser is about ten times faster; both give the same events.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = ("", "~", "null")
_FIELD = re.compile(r"([ ]*(?:(?:- +)*[A-Za-z_]+:[ \t]+|(?:- +)+))(?=\S)(.*)")
_BLOCK = re.compile(r":[ \t]+[|>][-+0-9]*[ \t]*$")  # the text of the field is in the lines below
# Text that YAML would read, but not as text: “#MeToo”, “*Live*”, “[Live] Storm”; “Beat No #1” would
# lose its end. A byline may well be a list.
_TEXT = "headline|standfirst|kicker|byline|agency|dateline|caption|credit|alt|title|note|text|by"
_SIGNED = re.compile(
    rf"[ ]*(?:- +)*(?:{_TEXT}):[ \t]+(?:[*&!%@`#](?=\S)|[^\s\[{{'\"|>].*?[ \t]#(?=\S))"
    rf"|[ ]*(?:- +)*(?!byline)(?:{_TEXT}):[ \t]+[\[{{]"
)
_HINTS = {
    "mapping values are not allowed": "put the text in quotes if it has a colon in it",
    "cannot start any token": "indent with spaces, and put text that starts with a sign in quotes",
    "could not find expected ':'": "a field is written as name: value",
    "did not find expected key": "check the quotes and the indents of this line and the one above",
    "expected <block end>": "check the quotes and the indents of this line and the one above",
    "unexpected end of stream": "a quote or a bracket is not closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A record's fields as written, and the line of each by its keys: ("photos", 0, "file")."""

    values: Mapping[str, Value]
    lines: Mapping[Keys, int]

    def line(self, keys: Keys) -> int:
        """The line of the field `keys`, or of the nearest one around it; 1 if there is none."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def without(self, fields: Iterable[Keys]) -> Head:
        """The head without some fields, or entries of lists; lines are as filed."""
        values = deepcopy(dict(self.values))
        # Later entries of a list first: the earlier ones keep their places.
        for keys in sorted(set(fields), key=_places, reverse=True):
            around: Any = values
            with suppress(KeyError, IndexError, TypeError):  # gone with what was around it
                for key in keys[:-1]:
                    around = around[key]
                around.pop(keys[-1])
        return Head(values=values, lines=self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A record file's parts; `head` is None if it could not be read. Lines count from 1."""

    head: Head | None
    body: str
    body_line: int


def take_apart(data: bytes, faults: Faults) -> Parts | None:
    """The parts of a record file; None where there is no telling head from body.

    The text is NFC, its lines end in a newline. Reports W-101 to W-107.
    """
    if len(data) > HEAD_LIMIT + BODY_LIMIT:
        faults.add(
            "W-103",
            f"the file has over {HEAD_LIMIT + BODY_LIMIT:,} bytes",
            hint="1 MiB is read at most",
        )
        return None
    text = _decoded(data, faults)
    if text is None:
        return None
    return _split(_cleaned(text, faults), faults)


def _decoded(data: bytes, faults: Faults) -> str | None:
    """The file's text, without a byte order mark; None and W-101 if it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        name = "the file is UTF-16" if utf16 else f"byte {data[error.start]:#04x} is not UTF-8"
        line = 1 if utf16 else data.count(b"\n", 0, error.start) + 1
        faults.add("W-101", name, line=line, hint="save the file as UTF-8")
        return None


def _cleaned(text: str, faults: Faults) -> str:
    """`text` with plain newlines, without controls, in NFC; what was taken out is told."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", cleared(plain, faults, 1))


def _split(text: str, faults: Faults) -> Parts | None:
    """Head and body of `text`, told apart by the two `---` lines; None and W-104 without them."""
    lines = text.split("\n")
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != "---":
        hint = "begin the file with a line ---, the fields, and another line ---"
        faults.add("W-104", "the file has no front matter", line=start + 1, hint=hint)
        return None
    ends = (index for index in range(start + 1, len(lines)) if lines[index].rstrip() == "---")
    end = next(ends, None)
    if end is None:
        hint = "put a line --- after the last field"
        faults.add("W-104", "the front matter is not closed", line=start + 1, hint=hint)
        return None
    head = _head("\n".join(lines[start + 1 : end]), start + 2, faults)
    body = "\n".join(lines[end + 1 :])
    if len(body.encode()) > BODY_LIMIT:
        faults.add("W-103", "the body is too large", line=end + 2, hint="1 MiB is read at most")
        body = ""
    return Parts(head=head, body=body, body_line=end + 2)


def _head(text: str, first_line: int, faults: Faults) -> Head | None:
    """The fields in `text`; None where the YAML is broken (W-105) or too large (W-103)."""
    if len(text.encode()) > HEAD_LIMIT:
        hint = "64 KiB are read at most; is the line --- before the body missing?"
        faults.add("W-103", "the front matter is too large", line=first_line, hint=hint)
        return None
    text = _quoted(text, first_line, faults)
    walk = _Walk(first_line=first_line, faults=faults)
    try:
        return walk.document(iter(yaml.parse(text, Loader=_LOADER)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        said = str(error.problem or error.context or "cannot be read")
        hints = (hint for part, hint in _HINTS.items() if part in said)
        faults.add("W-105", f"YAML: {said}", line=line, hint=next(hints, "check quotes, colons"))
    except (yaml.YAMLError, ValueError) as error:
        # ValueError: the parser's own conversion of an impossible escape such as "\U00ffffff".
        faults.add("W-105", f"YAML: {error}", line=first_line)
    except _Refused:
        pass
    return None


def _quoted(text: str, first_line: int, faults: Faults) -> str:
    """The fields in `text`, those put in quotes that YAML would not read as the text they are.

    “headline: Mayor: no more” has a colon too many, “headline: "Never" again” a word after its
    quotes. Only what stops the parser is touched, and W-110 tells it. Unchanged where quotes do
    not help.
    """
    filed = text.split("\n")
    within = _block_lines(filed)
    lines = [
        _in_quotes(line) if number not in within and _SIGNED.match(line) else line
        for number, line in enumerate(filed)
    ]
    needed = [number for number, line in enumerate(lines) if line != filed[number]]
    mended = _mended(lines)
    if mended is None:
        return text
    for number in sorted({*needed, *mended}):
        lines[number] = _in_quotes(filed[number])
        said = f"read as text, as if in quotes: {filed[number].strip()[:60]}"
        hint = "put it in quotes yourself to be sure"
        faults.add("W-110", said, line=first_line + number, hint=hint)
    return "\n".join(lines)


def _block_lines(lines: Sequence[str]) -> set[int]:
    """The lines of texts under “name: |” or “name: >”: they are text as they stand."""
    found: set[int] = set()
    around: int | None = None  # the indent of the field that the text is of
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if around is not None and (not line.strip() or indent > around):
            found.add(number)
            continue
        around = indent if _BLOCK.search(line) else None
    return found


def _mended(filed: Sequence[str]) -> list[int] | None:
    """The lines whose values have to be in quotes for YAML to be read; None if that is no help."""
    lines, touched = list(filed), list[int]()
    while (broken := _broken_lines(lines)) is not None:
        if len(touched) == MOST_QUOTED:
            return None
        near = [n for n in broken if n not in touched and _FIELD.fullmatch(lines[n])]
        if not near:
            return None
        touched.append(near[0])
        lines[near[0]] = _in_quotes(lines[near[0]])
    for number in tuple(touched):  # a line beside the broken one may have been in no need
        tried = [*lines[:number], filed[number], *lines[number + 1 :]]
        if _broken_lines(tried) is None:
            lines = tried
            touched.remove(number)
    return touched


def _broken_lines(lines: Sequence[str]) -> list[int] | None:
    """The lines that may be the reason why YAML cannot be read, likeliest first; None if it can."""
    try:
        for _ in yaml.parse("\n".join(lines), Loader=_LOADER):
            pass
    except yaml.MarkedYAMLError as error:
        marks = [mark.line for mark in (error.problem_mark, error.context_mark) if mark]
        # What is wrong with a line's end is found in the next one.
        near = [line + step for line in marks for step in (0, -1)]
        return [line for line in dict.fromkeys(near) if 0 <= line < len(lines)]
    except (yaml.YAMLError, ValueError):
        return []
    return None


def _in_quotes(line: str) -> str:
    """A line “name: value” with its value in quotes."""
    found = _FIELD.match(line)
    assert found
    value = found[2].rstrip().replace("'", "''")
    return f"{found[1]}'{value}'"


class _Refused(Exception):
    """The head cannot be read on; the fault is noted already."""


@dataclass(slots=True)
class _Walk:
    """The walk over the parser's events that builds plain values and notes every line.

    Events instead of nodes: nesting is counted before anything is built, and an alias is
    seen before it is followed.
    """

    first_line: int
    faults: Faults
    lines: dict[Keys, int] = field(default_factory=dict)

    def document(self, events: Iterator[yaml.Event]) -> Head | None:
        """The one mapping of the front matter."""
        values: Value = None
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                values = self.node(event, events, ())
            elif isinstance(event, yaml.DocumentStartEvent) and self.lines:
                self.faults.add("W-105", "a second document begins", line=self.line(event))
        if values is None or isinstance(values, dict):
            return Head(values=values or {}, lines=self.lines)
        hint = "write each field as name: value"
        self.faults.add("W-105", "the front matter has no fields", line=self.first_line, hint=hint)
        return None

    def line(self, event: yaml.Event) -> int:
        """The line of the file where `event` starts."""
        return self.first_line + int(event.start_mark.line)

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], keys: Keys) -> Value:
        """The value that starts with `event`; the events that make it up are used up."""
        self.lines.setdefault(keys, self.line(event))
        self.refuse_extras(event, keys)
        if len(keys) > DEPTH_LIMIT:
            self.refuse("nested too deep", event, keys)
            raise _Refused
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, keys)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, keys)
        if isinstance(event, yaml.ScalarEvent):
            plain = not event.style
            return None if plain and event.value in _NOTHING else self.text(event, keys)
        return None

    def text(self, event: yaml.ScalarEvent, keys: Keys) -> str:
        """A value's text, without the controls that were written as escapes."""
        line, of = self.line(event), field_name(keys)
        value = cleared(str(event.value), self.faults, line, of)
        if value.strip() and not seen(value):
            self.faults.add("W-102", f"{named(value.strip()[0])} is all there is", line=line, of=of)
            return ""
        return value

    def mapping(self, events: Iterator[yaml.Event], keys: Keys) -> dict[str, Value]:
        """A mapping's values by name; the first one of a name given twice is kept."""
        values: dict[str, Value] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self.faults.add("W-105", "a field's name is not text", line=self.line(event))
                raise _Refused
            name = str(event.value)
            at = (*keys, name)
            earlier = self.lines.get(at) if name in values else None
            if earlier is None:
                self.lines[at] = self.line(event)
            value = self.node(next(events), events, at)
            if earlier is not None:
                said = f"{name} is given twice, first on line {earlier}"
                self.faults.add("W-106", said, line=self.line(event), of=field_name(at))
                continue
            values[name] = value
        return values

    def sequence(self, events: Iterator[yaml.Event], keys: Keys) -> list[Value]:
        """A list's values."""
        values: list[Value] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self.node(event, events, (*keys, len(values))))
        return values

    def refuse_extras(self, event: yaml.Event, keys: Keys) -> None:
        """Report aliases, anchors and tags, which a record never needs."""
        if anchor := getattr(event, "anchor", None):
            sign = "alias *" if isinstance(event, yaml.AliasEvent) else "anchor &"
            self.refuse(f"the {sign}{anchor}", event, keys)
        if tag := getattr(event, "tag", None):
            self.refuse(f"the tag {tag}", event, keys)

    def refuse(self, what: str, event: yaml.Event, keys: Keys) -> None:
        """Report W-107 for `what`."""
        hint = "write the value out; put text that starts with *, & or ! in quotes"
        self.faults.add(
            "W-107", f"YAML: {what}", line=self.line(event), of=field_name(keys), hint=hint
        )


def _places(keys: Keys) -> list[tuple[bool, str | int]]:
    """What keys are ordered by: places of lists by number, names by their letters."""
    return [(isinstance(key, int), key) for key in keys]


def keys_of(name: str) -> Keys:
    """The keys of a field's name, as `field_name` writes it."""
    found = re.findall(r"\[(\d+)\]|([^.\[\]]+)", name)
    return tuple(int(place) - 1 if place else key for place, key in found)


def field_name(keys: Keys) -> str:
    """A field's name as people write it: photos[1].file (list places count from 1)."""
    name = ""
    for key in keys:
        name += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if name else key
    return name
