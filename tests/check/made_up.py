"""Made-up editions for the check: a PDF drawn by hand, and an edition.json to it.

A leg is written as tokens, one a row:

S first line of a paragraph   m a line in its middle   E its last line   H a crosshead
. a row of white              - a line ending in a hyphen
w a line with far too wide word spaces   v one with rather wide ones   x letters driven apart
e a last line of two letters   a a line ending in "a-"   u "12"   k starting with "km"   " straight
= the line five rows above once more
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pikepdf

from .sheet import BASELINE_PT, BODY_PT, PT, ROW_MM, ROW_PT, WIDE, Format, Sheet, add_page

LETTER_EM = 0.5  # mean width of a letter, near enough to leave room for letter space
REPEATED = 5  # lines that "=" goes back


@dataclass
class Story:
    """What a story on a page is to be; rows and columns are of the live area."""

    slug: str
    column: int
    span: int
    row: int
    rows: int
    headline: tuple[str, ...] = ()
    size_pt: float = 24.0
    order: int = 0
    part: str = "whole"
    label: str = ""  # of a jump
    kicker_pt: float = 0.0
    kicker: str = "PORT"
    head_span: int = 0  # columns that the headline runs over, if not all
    photos: tuple[tuple[int, int, int], ...] = ()  # column, span, rows
    photo_row: int = 0  # rows of text above the pictures, which then end the leg
    photo_shift_mm: tuple[float, float] = (0.0, 0.0)  # of top and foot
    dpi: float = 220.0
    caption: str = "A boat"
    cutline_pt: float = 7.6
    cutline_shift_mm: float = 0.0
    legs: dict[int, str] = field(default_factory=dict)  # tokens instead of the usual ones
    short: dict[int, int] = field(default_factory=dict)  # rows that a leg ends early
    tops: dict[int, int] = field(default_factory=dict)  # rows that it begins late
    leg_span: int = 1
    body_pt: float = BODY_PT
    shift_pt: float = 0.0  # of all baselines of the legs
    end_fill: float = 0.9  # of the last lines of paragraphs
    letter_em: float = 0.03  # between the letters of "x"


@dataclass
class Page:
    """A page: its stories and what is drawn besides."""

    stories: list[Story]
    kind: str = "front"
    folio: str = ""
    ruled: bool = True
    lined: bool = False  # a line over each story and under the masthead
    extra: list[tuple[str, float, float, float]] = field(default_factory=list)  # text x y size
    frames: list[dict[str, object]] = field(default_factory=list)


class SetLine(NamedTuple):
    """A line of a leg, justified; lengths in pt."""

    text: str
    size: float
    indent: float
    word: float
    letter: float


class Edition:
    """Draws pages into a folder, as `epaper build` would leave them."""

    def __init__(self, pages: list[Page], page_format: Format = WIDE) -> None:
        self.pages = pages
        self.format = page_format
        self.dress = page_format.dress()
        self.bodies: dict[str, list[str]] = {}
        self.set: list[SetLine] = []

    def write(self, folder: Path) -> Path:
        """The folder with made-up.pdf and edition.json."""
        pdf = pikepdf.new()
        pages = []
        for number, page in enumerate(self.pages, start=1):
            sheet = self._draw(page, number)
            add_page(pdf, sheet, self.format.width_mm, self.dress)
            facts = {"number": number, "kind": page.kind, "frames": [*sheet.frames, *page.frames]}
            pages.append(facts)
        pdf.save(folder / "made-up.pdf")
        facts = {
            "date": "2026-02-04",
            "format": "made-up",
            "trim": {"width_mm": self.format.width_mm, "height_mm": self.format.height_mm},
            "grid": {
                "left_mm": self.format.margin_mm,
                "top_mm": self.format.margin_mm,
                "columns": self.format.columns,
                "gutter_mm": self.format.gutter_mm,
                "baseline_pt": ROW_PT,
                "rows": self.format.rows,
            },
            "pdf": {"file": "made-up.pdf"},
            "pages": pages,
            "stories": self._stories(),
        }
        (folder / "edition.json").write_text(json.dumps(facts))
        return folder

    def _stories(self) -> list[dict[str, object]]:
        found: dict[str, dict[str, object]] = {}
        for number, page in enumerate(self.pages, start=1):
            for story in page.stories:
                entry = found.setdefault(
                    story.slug,
                    {
                        "slug": story.slug,
                        "form": "story",
                        "order": story.order,
                        "areas": [],
                        "pictures": [],
                        "records": [{"slug": story.slug}],
                    },
                )
                area = {
                    "page": number,
                    "part": story.part,
                    "x_mm": self.format.x_mm(story.column),
                    "y_mm": self.format.y_mm(story.row),
                    "w_mm": self.format.span_mm(story.span),
                    "h_mm": story.rows * ROW_MM,
                }
                entry["areas"] += [area]  # type: ignore[operator]
                for _ in story.photos:
                    picture = {
                        "record": story.slug,
                        "page": number,
                        "caption": story.caption,
                        "credit": "",
                    }
                    entry["pictures"] += [picture]  # type: ignore[operator]
        return list(found.values())

    def _draw(self, page: Page, number: int) -> Sheet:
        sheet = Sheet(self.format.height_mm)
        if number == 1:
            self._masthead(sheet)
        else:
            self._folio(sheet, page.folio or f"{number} National")
        for story in page.stories:
            self._story(sheet, story)
        self._rules(sheet, page)
        for text, x, y, size in page.extra:
            sheet.text(text, x * PT, y * PT, size, font=self.dress.body)
        return sheet

    def _masthead(self, sheet: Sheet) -> None:
        page, name = self.format, "The Courier"
        live_mm, height_mm = page.span_mm(page.columns), page.masthead_rows * ROW_MM
        sheet.frame("masthead", "", page.margin_mm, page.margin_mm, live_mm, height_mm)
        width_pt = self.dress.width_em(name, self.dress.plate) * page.nameplate_pt
        room_pt = page.span_mm(page.nameplate_columns or page.columns) * PT
        x_pt = page.margin_mm * PT + (room_pt - width_pt) / 2
        y_pt = (page.margin_mm + height_mm * 0.7) * PT
        sheet.text(name, x_pt, y_pt, page.nameplate_pt, font=self.dress.plate)

    def _folio(self, sheet: Sheet, text: str) -> None:
        page = self.format
        live_mm = page.span_mm(page.columns)
        sheet.frame("folio", "", page.margin_mm, page.margin_mm, live_mm, 3 * ROW_MM)
        y_pt = (page.margin_mm + 6) * PT
        sheet.text(text, page.margin_mm * PT, y_pt, 12, font=self.dress.label)

    def _story(self, sheet: Sheet, story: Story) -> None:
        row = float(story.row)
        if story.label and story.part == "rest":
            self._line(sheet, "from-line", story.label, story, story.column, row)
            row += 1
        if story.kicker_pt:
            self._kicker(sheet, story, row)
            row += 1
        if story.headline:
            row += self._headline(sheet, story, row)
        tops = self._photos(sheet, story, row)
        for place in range(0, story.span, story.leg_span):
            self._leg(sheet, story, place, row, tops[place] + story.tops.get(place, 0))

    def _kicker(self, sheet: Sheet, story: Story, row: float) -> None:
        x, y = self.format.x_mm(story.column), self.format.y_mm(row)
        w = self.format.span_mm(story.span)
        sheet.frame("kicker", story.slug, x, y, w, ROW_MM)
        sheet.text(story.kicker, x * PT, y * PT + 8, story.kicker_pt, font=self.dress.label)

    def _headline(self, sheet: Sheet, story: Story, row: float) -> int:
        x, leading = self.format.x_mm(story.column), story.size_pt * 1.03
        kind = "jump-head" if story.part == "rest" else "headline"
        depth = len(story.headline) * leading
        width = self.format.span_mm(story.head_span or story.span)
        sheet.frame(kind, story.slug, x, self.format.y_mm(row), width, depth / PT)
        for place, line in enumerate(story.headline):
            y_pt = self.format.y_mm(row) * PT + (place + 0.8) * leading
            sheet.text(line, x * PT, y_pt, story.size_pt, font=self.dress.head)
        return -int(-(depth + 2) // ROW_PT)

    def _photos(self, sheet: Sheet, story: Story, row: float) -> list[int]:
        """Draw the pictures; rows that they and their cutlines take of each column."""
        tops = [0] * story.span
        for column, span, rows in story.photos:
            x, w = self.format.x_mm(story.column + column), self.format.span_mm(span)
            above, below = story.photo_shift_mm
            first = row + story.photo_row
            y = self.format.y_mm(first) + above
            h = self.format.y_mm(first + rows) + below - y
            sheet.photo(x, y, w, h, story.dpi)
            sheet.frame("photo", story.slug, x, y, w, h)
            under = self.format.y_mm(first + rows)
            self._cutline(sheet, story, x + story.cutline_shift_mm, under, w)
            for place in range(column, column + span):
                tops[place] = rows + 2
        return tops

    def _cutline(self, sheet: Sheet, story: Story, x: float, y: float, w: float) -> None:
        sheet.frame("cutline", story.slug, x, y, w, ROW_MM)
        font, y_pt = self.dress.body, y * PT + 8
        sheet.text(story.caption, x * PT, y_pt, story.cutline_pt, font=font)

    def _leg(self, sheet: Sheet, story: Story, place: int, row: float, top: int) -> None:
        column = story.column + place
        end = story.row + story.rows - story.short.get(place, 0)
        last = place + story.leg_span >= story.span
        if story.label and story.part == "start" and last:
            end -= 1
            self._line(sheet, "jump-line", story.label, story, column, end)
        rows = int(end - row - top)
        if top and story.photo_row:
            self._lines(sheet, story, column, row, usual(story.photo_row))
            return
        self._lines(sheet, story, column, row + top, story.legs.get(place) or usual(rows))

    def _line(
        self, sheet: Sheet, kind: str, text: str, story: Story, column: int, row: float
    ) -> None:
        x, y = self.format.x_mm(column), self.format.y_mm(row)
        sheet.frame(kind, story.slug, x, y, self.format.column_mm, ROW_MM)
        sheet.text(text, x * PT, y * PT + BASELINE_PT, self.format.label_pt, font=self.dress.label)

    def _lines(self, sheet: Sheet, story: Story, column: int, row: float, tokens: str) -> None:
        width_mm = self.format.span_mm(story.leg_span)
        x, y = self.format.x_mm(column), self.format.y_mm(row)
        sheet.frame("leg", story.slug, x, y, width_mm, len(tokens) * ROW_MM)
        for place, token in enumerate(tokens):
            if token == ".":
                continue
            y_pt = (y + place * ROW_MM) * PT + BASELINE_PT + story.shift_pt
            self._set(sheet, story, token, x * PT, y_pt, width_mm * PT)

    def _set(
        self, sheet: Sheet, story: Story, token: str, x_pt: float, y_pt: float, measure: float
    ) -> None:
        """One line of a leg."""
        if token == "H":
            self._keep(story, "What then")
            sheet.text("What then", x_pt, y_pt, 9.4, font=self.dress.label)
            return
        line = self.set[-REPEATED] if token == "=" else self._typed(story, token, measure)
        self.set.append(line)
        x_pt += line.indent
        space = {"word_pt": line.word, "letter_pt": line.letter}
        sheet.text(line.text, x_pt, y_pt, line.size, font=self.dress.body, **space)

    def _typed(self, story: Story, token: str, measure: float) -> SetLine:
        """A line of new words."""
        size = story.body_pt
        indent = size if token == "S" else 0.0
        driven = 1 / (1 + story.letter_em / LETTER_EM)
        wide = {"w": 0.74, "v": 0.925, "E": story.end_fill, "x": driven}.get(token, 1.0)
        text = self.dress.line(token, (measure - indent) * wide / size)
        self._keep(story, text)
        letter = story.letter_em * size if token == "x" else 0.0
        natural = self.dress.width_em(text, self.dress.body) * size + (len(text) - 1) * letter
        spaces = text.count(" ")
        word = (measure - indent - natural) / spaces if spaces and token not in "Ee" else 0.0
        return SetLine(text, size, indent, word, letter)

    def _keep(self, story: Story, text: str) -> None:
        self.bodies.setdefault(story.slug, []).append(text)

    def _rules(self, sheet: Sheet, page: Page) -> None:
        """Column rules between stories side by side, lines over stories."""
        for story in page.stories:
            if page.ruled and story.column:
                x = self.format.x_mm(story.column) - self.format.gutter_mm / 2
                sheet.box(x, self.format.y_mm(story.row), 0.12, story.rows * ROW_MM)
            if page.lined:
                y = self.format.y_mm(story.row) - ROW_MM / 2
                sheet.box(self.format.x_mm(story.column), y, self.format.span_mm(story.span), 0.12)


def usual(rows: int) -> str:
    """Paragraphs of four to six lines that fill so many rows."""
    tokens = ""
    while rows:
        lines = 5 if rows >= 10 or rows == 5 else rows if rows <= 6 else rows // 2
        tokens += "S" + "m" * (lines - 2) + "E" if lines > 1 else "E"
        rows -= lines
    return tokens
