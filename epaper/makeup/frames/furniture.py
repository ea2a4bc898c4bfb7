"""Furniture: masthead, folios and imprint, as frames with ready text; `foot.py` has the rest.

In: the day, the paper, the pages as planned. Out: frames. All numbers are known by now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from epaper.language.phrases import Phrases
from epaper.model import FrameKind, FurnitureFrame, Grid, PageKind, Paper

NAMEPLATE_SHARE = 0.9  # of the live width, at most: the name stands alone with air around it
STRIP_ROWS = 3.0  # of the masthead's rows: strip and date line
MOTTO_ROWS = 1.5
MOTTO_ROOM_ROWS = 6.0  # a name with less room under the strip goes without the motto
NAMEPLATE_AIR = (3.5, 0.42)  # white around the name: rows, or if that is less, share of its room
NAMEPLATE_INK = 0.8  # of its size: from the capitals' top to the foot of the y
FLAG_LETTER_PT = 7.9  # mean width of a letter of the section flag: EP Head 700 at 20 pt
RUNNING_LETTER_PT = 3.4  # and of the running line: EP Sans at 7.8 pt
RUNNING_AIR_PT = 14.0  # between the two, and between the paper's name and the date
WIDER = 1.35  # Greek and Cyrillic letters: 1.30 to 1.47 of that mean in EP Head, 1.16 in EP Sans
PAGE_NUMBER_PT = 36.0  # kept free for the page's number, on either side


@dataclass(frozen=True, kw_only=True)
class Furniture:
    """Draws what belongs to the paper and not to a story.

    `name_em` is the nameplate's width in em of its face.
    """

    paper: Paper
    day: date
    grid: Grid
    phrases: Phrases
    name_em: float
    page_count: int

    def masthead(self, kind: PageKind) -> FurnitureFrame:
        """Strip, nameplate, motto and date line at the head of page one."""
        say = self.phrases.say
        number = self.paper.issue_number(self.day)
        return FurnitureFrame(
            kind=FrameKind.MASTHEAD,
            rect=self.grid.rect(0, self.grid.columns, 0, kind.head_rows - 1),
            text={
                "strip_left": say("strip"),
                "strip_date": self.phrases.strip_date(self.day),
                "strip_right": say("epaper"),
                "name": self.paper.name,
                "name_size_pt": f"{self._nameplate_pt(kind):.1f}",
                "motto": self.paper.motto if self._has_motto(kind) else "",
                "place": self.paper.place,
                "date": self.phrases.long_date(self.day),
                "number": say("number", number=self.phrases.grouped(number)) if number else "",
                "pages": say("pages", count=self.page_count) if self.page_count > 1 else "",
                "price": self.paper.price,
                "comma": self.phrases.comma,
                **self._logo_size(kind),
            },
        )

    def _logo_size(self, kind: PageKind) -> dict[str, str]:
        """How large the paper's own nameplate stands in the room of the set one, if it has one."""
        if self.paper.logo is None:
            return {}
        width_pt, height_pt = nameplate_room_pt(self.paper, self.grid, kind)
        width_pt = min(width_pt, height_pt * self.paper.logo.aspect)
        height_pt = width_pt / self.paper.logo.aspect
        return {"logo_width_pt": f"{width_pt:.2f}", "logo_height_pt": f"{height_pt:.2f}"}

    def _nameplate_pt(self, kind: PageKind) -> float:
        width_pt, ink_pt = nameplate_room_pt(self.paper, self.grid, kind)
        return min(width_pt / self.name_em, ink_pt / NAMEPLATE_INK)

    def _has_motto(self, kind: PageKind) -> bool:
        return _has_motto(self.paper, kind)

    def folio(self, number: int, sections: Sequence[str], kind: PageKind) -> FurnitureFrame:
        """Page number, section flag, paper and date at the head of an inside page."""
        flag = self._flag(sections)
        paper, day = self._running(flag)
        return FurnitureFrame(
            kind=FrameKind.FOLIO,
            rect=self.grid.rect(0, self.grid.columns, 0, kind.head_rows - 1),
            text={
                "page": self.phrases.figure(number),
                "section": flag,
                "paper": paper,
                "date": day,
            },
        )

    def _flag(self, sections: Sequence[str]) -> str:
        """The names of as many sections as fit between the page number and the margin."""
        room_pt = self.grid.span_pt(self.grid.columns) - 2 * PAGE_NUMBER_PT
        shown = list(sections)
        while len(shown) > 1 and _width_pt(self._joined(shown), FLAG_LETTER_PT) > room_pt:
            shown.pop()
        return self._joined(shown)

    def _running(self, flag: str) -> tuple[str, str]:
        """The paper's name and the date, as much of them as goes beside the flag in the middle."""
        room_pt = (self.grid.span_pt(self.grid.columns) - _width_pt(flag, FLAG_LETTER_PT)) / 2
        long, short = self.phrases.long_date(self.day), self.phrases.strip_date(self.day)
        # Two airs, one, and hardly any: a date that just fits is better than none.
        for paper, day, airs in ((self.paper.name, long, 2), ("", long, 1), ("", short, 0.3)):
            wanted_pt = _width_pt(paper + day, RUNNING_LETTER_PT) + airs * RUNNING_AIR_PT
            if wanted_pt <= room_pt:
                return paper, day
        return "", ""

    def _joined(self, names: Sequence[str]) -> str:
        """Names as one phrase: National, World & Business."""
        return self.phrases.say("joiner").join(
            part for part in (self.phrases.comma.join(names[:-1]), *names[-1:]) if part
        )

    def imprint(self, kind: PageKind) -> FurnitureFrame:
        """Who answers for the paper, at the foot of the last page."""
        imprint = self.paper.imprint
        parts = (
            self.paper.name,
            imprint.publisher,
            imprint.editor,
            imprint.printer,
            imprint.address,
            imprint.contact,
        )
        return FurnitureFrame(
            kind=FrameKind.IMPRINT,
            rect=self.grid.rect(
                0, self.grid.columns, self.grid.rows - kind.foot_rows + 1, kind.foot_rows - 1
            ),
            text={"text": " · ".join(part for part in parts if part)},
        )


def nameplate_room_pt(paper: Paper, grid: Grid, kind: PageKind) -> tuple[float, float]:
    """Width and height that a nameplate may have at the head of page one."""
    room = kind.head_rows - 1 - STRIP_ROWS - (MOTTO_ROWS if _has_motto(paper, kind) else 0)
    rows, share = NAMEPLATE_AIR
    ink_pt = (room - min(rows, share * room)) * grid.baseline_pt
    return NAMEPLATE_SHARE * grid.span_pt(grid.columns), ink_pt


def _has_motto(paper: Paper, kind: PageKind) -> bool:
    room = kind.head_rows - 1 - STRIP_ROWS - MOTTO_ROWS
    return bool(paper.motto) and room >= MOTTO_ROOM_ROWS


def _width_pt(text: str, letter_pt: float) -> float:
    """How wide a text comes out, by its letters' mean width in Latin."""
    return sum(letter_pt * (WIDER if "\u0370" <= sign <= "\u052f" else 1) for sign in text)
