"""What a reader gets who copies the words out of the finished PDF with Chrome.

In: a page as pdfium, Chrome's PDF library, reads it, and the words that are proved to stand there.
Out: a note for each story of which it makes other words. It puts letters in order and words apart
by rules of its own, which lines of both directions are too much for; nothing is lost on paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium

from epaper.model import At, Problem, Severity

# pdfium's own marks for hyphens that it takes for added ones, and the word's own at a line's end.
ADDED_HYPHENS = str.maketrans(dict.fromkeys("\x02\ufffe\u00ad", ""))
OWN_HYPHEN = "\u2010\r\n"
MOST_SHOWN = 4

PartsOf = Callable[[str], list[str]]


def not_copied(
    sheet: pdfium.PdfPage, texts: Mapping[str, list[str]], parts_of: PartsOf
) -> dict[str, tuple[str, ...]]:
    """The words of each story's texts on a page that are not among those that pdfium finds."""
    found = sheet.get_textpage().get_text_range().replace(OWN_HYPHEN, "-")
    has = Counter(parts_of(found.translate(ADDED_HYPHENS)))
    lost: dict[str, tuple[str, ...]] = {}
    for story, parts in texts.items():
        wanted = Counter(word for part in parts for word in parts_of(part)[1:-1])
        words = tuple((wanted - has).elements())
        if words:
            lost[story] = words
    return lost


@dataclass(slots=True)
class Copies:
    """Words that pdfium has not, by story, and the page they stand on first."""

    missing: dict[str, list[str]] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)

    def add(self, number: int, lost: Mapping[str, Sequence[str]]) -> None:
        """Add those of a page."""
        for story, words in lost.items():
            self.missing.setdefault(story, []).extend(words)
            self.pages.setdefault(story, number)

    def notes(self, files: Mapping[str, str]) -> Iterator[Problem]:
        """One note for each story; `files` has the record's file by its slug."""
        for story, words in self.missing.items():
            where = At(file=files.get(story, ""), story=story, page=self.pages[story])
            yield Problem(
                code="F-210",
                severity=Severity.NOTE,
                where=where,
                message=f"Chrome copies {_counted(words)} out of the PDF otherwise than filed",
                hint="nothing: the page is printed as filed, which is proved glyph by glyph",
            )


def _counted(words: Sequence[str]) -> str:
    shown = ", ".join(f"“{word}”" for word in words[:MOST_SHOWN])
    if len(words) == 1:
        return f"a word ({shown})"
    more = ", …" if len(words) > MOST_SHOWN else ""
    return f"{len(words)} words ({shown}{more})"
