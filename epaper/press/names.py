"""File names of editions, by the pattern of paper.toml: names that every system can store.

Only letters of English, digits, hyphens, spaces and full stops come out, none of the latter two at
either end, and no name that Windows keeps for a device.
"""

from __future__ import annotations

import re
from datetime import date

from epaper.model import Paper
from epaper.model.paper import FILE_NAME
from epaper.text import slug_of

NAME_LETTERS = 60  # of the paper's name
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_UNNAMED = re.compile("^story-(?=[0-9a-f]{8}$)")
_STORED = re.compile(r"[^A-Za-z0-9 ._-]+")


def edition_name(paper: Paper, day: date, layout: str) -> str:
    """File name of the edition of `day` in a format: todays-paper-2026-02-04.pdf.

    A pattern of the paper's own that does not tell the format is that of the paper's own format;
    names of the others end in theirs, so that two in one folder never clash. (Without a pattern all
    have one name, and are told apart when they are downloaded.)
    """
    fields = {
        # A name in another script comes as a mark made of it.
        "name": _UNNAMED.sub("paper-", slug_of(paper.name, NAME_LETTERS)),
        "date": day.isoformat(),
        # Before the founding day there are no numbers.
        "number": str(paper.issue_number(day) or day.isoformat()),
        "format": layout,
    }
    pattern = paper.file_name
    if pattern != FILE_NAME and "{format}" not in pattern and layout != paper.format:
        pattern += "-{format}"
    return f"{_storable(pattern.format_map(fields))}.pdf"


def _storable(stem: str) -> str:
    """The name without signs that a system has no place for."""
    plain = _STORED.sub("-", stem).strip(" .")
    return f"paper-{plain}" if not plain or _DEVICES.match(plain) else plain
