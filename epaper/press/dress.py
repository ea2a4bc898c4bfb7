"""What a worker keeps from page to page: faces loaded, style sheets read.

In: a page's HTML. Out: the HTML without its style sheets, and these as WeasyPrint has read them.
They are handed to it as sheets of its user, whose rules count among themselves as an author's do;
a page has no others, and none of its rules is `!important`. What it complained of while it read
them is told of each page that wears them.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from dataclasses import dataclass, field

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

from epaper.press.fetching import Fetcher, listening
from epaper.press.job import PageJob

SHEET = re.compile(r"<style>(.*?)</style>\n?", re.DOTALL)
FACE = "@font-face"
MOST_SHEETS = 8  # of one dress: what pages have in common, and the last page's own


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A style sheet as WeasyPrint has read it, and what it said of it."""

    css: CSS
    refused: tuple[str, ...]
    records: tuple[logging.LogRecord, ...]


@dataclass(slots=True)
class Wardrobe:
    """Faces that are loaded, and sheets that have been read with them."""

    faces: FontConfiguration = field(default_factory=FontConfiguration)
    _sheets: OrderedDict[str, ReadSheet] = field(default_factory=OrderedDict)

    def sheet(self, text: str, job: PageJob) -> ReadSheet:
        """The sheet, read now or for a page before."""
        if text not in self._sheets:
            fetcher = Fetcher(job.files)
            with listening() as records:
                css = CSS(string=text, font_config=self.faces, url_fetcher=fetcher)
            self._sheets[text] = ReadSheet(css, tuple(fetcher.refused), tuple(records))
            if len(self._sheets) > MOST_SHEETS:
                self._sheets.popitem(last=False)
        self._sheets.move_to_end(text)
        return self._sheets[text]


_worn: dict[object, Wardrobe] = {}


def undressed(html: str) -> tuple[str, list[str]]:
    """The page's HTML without its style sheets, and their texts."""
    return SHEET.sub("", html), SHEET.findall(html)


def dress_of(job: PageJob, sheets: list[str]) -> Wardrobe:
    """That of the page before, if it has the same faces from the same files, else a new one.

    Faces are those of the first sheet. A page whose other sheets bring some is dressed for itself.
    """
    if any(FACE in text for text in sheets[1:]):
        return Wardrobe()
    key = (job.fontconfig, job.aside, tuple(sorted(job.marks.items())), *sheets[:1])
    if key not in _worn:
        _worn.clear()
        _worn[key] = Wardrobe()
    return _worn[key]
