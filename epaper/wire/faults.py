"""Faults in filed copy: a code, a place and a message in, `Problem`s of one file out.

`CODES` is the whole list of what wire may say, with how much each matters; docs/problems.md
explains every one of them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from epaper.model import At, Problem, Severity

CODES: Mapping[str, Severity] = {
    # the file
    "W-101": Severity.STOP,  # not UTF-8
    "W-102": Severity.NOTE,  # control characters
    "W-103": Severity.STOP,  # too large
    "W-104": Severity.STOP,  # no front matter
    "W-105": Severity.STOP,  # broken YAML
    "W-106": Severity.STOP,  # a field given twice
    "W-107": Severity.STOP,  # YAML anchors, aliases, tags, deep nesting
    "W-108": Severity.STOP,  # cannot be read
    "W-109": Severity.WARN,  # a file among the articles that is no record
    "W-110": Severity.WARN,  # a field's value that is text only in quotes
    # the fields
    "W-201": Severity.STOP,  # unknown field
    "W-202": Severity.STOP,  # wrong kind of value
    "W-203": Severity.STOP,  # no headline
    "W-204": Severity.WARN,  # line breaks in a headline
    "W-205": Severity.STOP,  # unknown section
    "W-206": Severity.STOP,  # not one of the known values
    "W-207": Severity.STOP,  # bad slug
    "W-208": Severity.WARN,  # two records with one slug
    "W-209": Severity.STOP,  # bad rank
    "W-210": Severity.STOP,  # bad time
    "W-211": Severity.STOP,  # bad address
    "W-212": Severity.STOP,  # bad language
    "W-213": Severity.STOP,  # bad focus
    "W-214": Severity.STOP,  # bad table
    "W-215": Severity.STOP,  # a part that must be there is missing
    "W-216": Severity.WARN,  # pull quote not in the story
    "W-217": Severity.NOTE,  # overlong word
    "W-218": Severity.WARN,  # updated before it was published
    "W-219": Severity.NOTE,  # byline filed with "By"
    "W-220": Severity.NOTE,  # a time without a zone
    "W-221": Severity.NOTE,  # a language of which nothing is known
    # the body
    "W-301": Severity.STOP,  # no body
    "W-302": Severity.WARN,  # raw HTML, read as copy
    "W-303": Severity.WARN,  # a picture in the body, left out
    "W-304": Severity.NOTE,  # code in the body, set as text
    "W-305": Severity.NOTE,  # a heading of another level, set as a crosshead
    "W-306": Severity.NOTE,  # nested lists or quotations made flat
    "W-307": Severity.NOTE,  # a rule left out
    "W-308": Severity.WARN,  # a link that is no web address
    "W-309": Severity.WARN,  # a crosshead with nothing under it
    "W-310": Severity.WARN,  # a Markdown table, set as lines of text
    "W-311": Severity.NOTE,  # reads as a link definition, printed as typed
    "W-312": Severity.STOP,  # nested too deep
    "W-313": Severity.WARN,  # a footnote that is nowhere, or that nothing refers to
    "W-314": Severity.WARN,  # struck words left out
    "W-315": Severity.NOTE,  # task items set with a box
    "W-316": Severity.STOP,  # a paragraph too long to be read
    "W-317": Severity.WARN,  # words in a script, a form or the like, left out
    # the pictures of advertisements
    "W-401": Severity.STOP,  # a path that leaves the folder
    "W-402": Severity.STOP,  # no such file
    # imports
    "W-501": Severity.NOTE,  # section label unknown to the paper
    "W-502": Severity.NOTE,  # remote picture left out
    "W-503": Severity.WARN,  # local picture that cannot be copied
    "W-504": Severity.WARN,  # unreadable import file, line or item
    "W-505": Severity.NOTE,  # parts of an item that have no place in a record
    "W-506": Severity.NOTE,  # a record that a person changed is left alone
    "W-507": Severity.NOTE,  # a time that cannot be read
    # the desk's say, edition.toml
    "W-601": Severity.STOP,  # cannot be read
    "W-602": Severity.STOP,  # broken TOML
    "W-603": Severity.STOP,  # unknown key
    "W-604": Severity.STOP,  # wrong kind of value
    "W-605": Severity.STOP,  # a part that must be there is missing
    "W-606": Severity.WARN,  # a slug that no record has
    "W-607": Severity.WARN,  # an order against a stricter one
    "W-608": Severity.STOP,  # an advertisement with picture and words, or neither
}


@dataclass(slots=True)
class Faults:
    """The problems of one file as they are found; `file` is relative to the paper's folder."""

    file: str
    found: list[Problem] = field(default_factory=list)
    # What was found, for looking up: a body with a fault in every line asks as often as it tells.
    _told: set[tuple[str, int | None]] = field(default_factory=set)

    def add(self, code: str, message: str, *, line: int = 0, of: str = "", hint: str = "") -> None:
        """Note a fault at `line`, in the field `of`; KeyError for a code not in `CODES`."""
        where = At(file=self.file, line=line, field=of)
        self._told |= {(code, None), (code, line)}
        self.found.append(
            Problem(code=code, severity=CODES[code], where=where, message=message, hint=hint)
        )

    def has(self, code: str, line: int | None = None) -> bool:
        """True if `code` was told already, at `line` if one is named."""
        return (code, line) in self._told

    @property
    def stop(self) -> bool:
        """True if one of the faults keeps the record out."""
        return any(problem.severity is Severity.STOP for problem in self.found)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, or nothing."""
    names = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.6)
    return names[close[0]] if close else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint: the nearest known name, or all of them."""
    names = list(known)
    close = nearest(name, names)
    return f"did you mean {close}?" if close else f"known: {', '.join(names)}"
