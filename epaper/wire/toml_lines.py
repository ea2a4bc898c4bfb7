"""Lines of a TOML file: its text in; the line of each key, table and list entry, out.

The parser of the standard library tells values and no lines. What is scanned here is a file that it
has read without a fault.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from epaper.wire.frontmatter import Keys

_STRING = r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
_BARE = r"[^\s\[\]{},#\"']+"
_TOKEN = re.compile(rf"(?s)(?P<note>#[^\n]*)|(?P<text>{_STRING}|{_BARE})|(?P<sign>[\n\[\]{{}},])")
_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_TABLE = re.compile(rf"[ \t]*(?P<open>\[\[?)[ \t]*(?P<name>{_NAME})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*(?P<name>{_NAME})[ \t]*=")


@dataclass(frozen=True, slots=True)
class TomlLines:
    """The line of each value by its keys: ("advertisement", 0, "picture"), ("kill", 1)."""

    lines: Mapping[Keys, int]

    def line(self, keys: Keys) -> int:
        """The line of `keys`, or of the nearest table or list around it; 0 if there is none."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 0)


def toml_lines(text: str) -> TomlLines:
    """The lines of everything in a well-formed file; inside an inline table only its own."""
    scan = _Scan(text.replace("\r\n", "\n"))
    scan.run()
    return TomlLines(scan.lines)


@dataclass(slots=True)
class _Scan:
    """A walk through the file: statement after statement, each a table's head or a key."""

    text: str
    lines: dict[Keys, int] = field(default_factory=dict)
    tables: dict[Keys, int] = field(default_factory=dict)
    table: Keys = ()
    place: int = 0
    line: int = 1

    def run(self) -> None:
        while self.place < len(self.text):
            if found := _TABLE.match(self.text, self.place):
                self._open(found)
            elif found := _KEY.match(self.text, self.place):
                self._value(found)
            else:
                self._to_line_end()

    def _open(self, found: re.Match[str]) -> None:
        """A table's head; of an array of tables each gets its index."""
        name = _parts(found["name"])
        self.lines.setdefault(name, self.line)
        self.table = name
        if found["open"] == "[[":
            self.table = (*name, self.tables.get(name, 0))
            self.tables[name] = self.tables.get(name, 0) + 1
            self.lines[self.table] = self.line
        self._to_line_end()

    def _value(self, found: re.Match[str]) -> None:
        """A key and its value, which ends with the line unless brackets or a text are open."""
        keys = (*self.table, *_parts(found["name"]))
        self.lines.setdefault(keys, self.line)
        self.place = found.end()
        depth = entry = 0
        for token in _TOKEN.finditer(self.text, self.place):
            self._entry(keys, entry, depth, token)
            self.place = token.end()
            self.line += token.group().count("\n")
            sign = token["sign"]
            if sign == "\n" and not depth:
                return
            depth += (sign in ("[", "{")) - (sign in ("]", "}"))
            entry += sign == "," and depth == 1
        self.place = len(self.text)

    def _entry(self, keys: Keys, entry: int, depth: int, token: re.Match[str]) -> None:
        """The line of a list's entry: that of the first sign of it that is no comment."""
        if depth == 1 and (token["text"] or token["sign"] in ("[", "{")):
            self.lines.setdefault((*keys, entry), self.line)

    def _to_line_end(self) -> None:
        end = self.text.find("\n", self.place)
        self.place = len(self.text) if end < 0 else end + 1
        self.line += 1


def _parts(name: str) -> Keys:
    """The parts of a key written with dots, without their quotes."""
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))
