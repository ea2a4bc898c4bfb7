"""Made-up editions for the check: a PDF drawn by hand in Courier, and an edition.json to it.

Every letter of Courier is 0.6 em wide, so that lines can be justified without a font's
tables. A leg is written as tokens, one a row:

S first line of a paragraph   m a line in its middle   E its last line   H a crosshead
. a row of white              - a line ending in a hyphen
w a line with far too wide word spaces   v one with rather wide ones   x letters driven apart
e a last line of two letters   a a line ending in "a-"   u "12"   k starting with "km"   " straight
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pikepdf

from .sheet import (
    BASELINE_PT,
    BODY_PT,
    COLUMN_MM,
    COLUMNS,
    EM,
    GUTTER_MM,
    HEIGHT_MM,
    LEFT_MM,
    PT,
    ROW_MM,
    ROW_PT,
    ROWS,
    TOP_MM,
    WIDTH_MM,
    Sheet,
    add_page,
    span_mm,
    x_mm,
    y_mm,
)


def words() -> Iterator[str]:
    """Words of five letters, each once."""
    for number in count():
        letters = ""
        for _ in range(5):
            number, rest = divmod(number * 7 + 3, 23)
            letters += "abcdefghijklmnoprstuvwy"[rest]
        yield letters


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
    photos: tuple[tuple[int, int, int], ...] = ()  # column, span, rows
    photo_row: int = 0  # rows of text above the pictures, which then end the leg
    photo_shift_mm: tuple[float, float] = (0.0, 0.0)  # of top and foot
    dpi: float = 220.0
    cutline_pt: float = 7.6
    cutline_shift_mm: float = 0.0
    legs: dict[int, str] = field(default_factory=dict)  # tokens instead of the usual ones
    short: dict[int, int] = field(default_factory=dict)  # rows that a leg ends early
    leg_span: int = 1
    body_pt: float = BODY_PT
    shift_pt: float = 0.0  # of all baselines of the legs
    end_fill: float = 0.9  # of the last lines of paragraphs


@dataclass
class Page:
    """A page: its stories and what is drawn besides."""

    stories: list[Story]
    kind: str = "front"
    folio: str = ""
    ruled: bool = True
    extra: list[tuple[str, float, float, float]] = field(default_factory=list)  # text x y size
    frames: list[dict[str, object]] = field(default_factory=list)


class Edition:
    """Draws pages into a folder, as `epaper build` would leave them."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        self.words = words()
        self.bodies: dict[str, list[str]] = {}

    def write(self, folder: Path) -> Path:
        """The folder with made-up.pdf and edition.json."""
        pdf = pikepdf.new()
        pages = []
        for number, page in enumerate(self.pages, start=1):
            sheet = self._draw(page, number)
            add_page(pdf, sheet)
            facts = {"number": number, "kind": page.kind, "frames": [*sheet.frames, *page.frames]}
            pages.append(facts)
        pdf.save(folder / "made-up.pdf")
        facts = {
            "date": "2026-02-04",
            "format": "made-up",
            "trim": {"width_mm": WIDTH_MM, "height_mm": HEIGHT_MM},
            "grid": {
                "left_mm": LEFT_MM,
                "top_mm": TOP_MM,
                "columns": COLUMNS,
                "gutter_mm": GUTTER_MM,
                "baseline_pt": ROW_PT,
                "rows": ROWS,
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
                    "x_mm": x_mm(story.column),
                    "y_mm": y_mm(story.row),
                    "w_mm": span_mm(story.span),
                    "h_mm": story.rows * ROW_MM,
                }
                entry["areas"] += [area]  # type: ignore[operator]
                for _ in story.photos:
                    picture = {
                        "record": story.slug,
                        "page": number,
                        "caption": "A boat",
                        "credit": "",
                    }
                    entry["pictures"] += [picture]  # type: ignore[operator]
        return list(found.values())

    def _draw(self, page: Page, number: int) -> Sheet:
        sheet = Sheet()
        if number == 1:
            sheet.frame("masthead", "", LEFT_MM, TOP_MM, span_mm(COLUMNS), 7 * ROW_MM)
            sheet.text("The Courier", 160, (TOP_MM + 18) * PT, 60, font="Courier-Bold")
        else:
            sheet.frame("folio", "", LEFT_MM, TOP_MM, span_mm(COLUMNS), 3 * ROW_MM)
            folio = page.folio or f"{number} National"
            sheet.text(folio, LEFT_MM * PT, (TOP_MM + 6) * PT, 12, font="Helvetica-Bold")
        for story in page.stories:
            self._story(sheet, story)
        if page.ruled:
            _rules(sheet, page)
        for text, x, y, size in page.extra:
            sheet.text(text, x * PT, y * PT, size)
        return sheet

    def _story(self, sheet: Sheet, story: Story) -> None:
        row = float(story.row)
        x = x_mm(story.column)
        if story.label and story.part == "rest":
            self._line(sheet, "from-line", story.label, story, story.column, row)
            row += 1
        if story.kicker_pt:
            sheet.frame("kicker", story.slug, x, y_mm(row), span_mm(story.span), ROW_MM)
            sheet.text("PORT", x * PT, y_mm(row) * PT + 8, story.kicker_pt, font="Helvetica-Bold")
            row += 1
        row += self._headline(sheet, story, row)
        tops = self._photos(sheet, story, row)
        for place in range(0, story.span, story.leg_span):
            self._leg(sheet, story, place, row, tops[place])

    def _headline(self, sheet: Sheet, story: Story, row: float) -> int:
        x, leading = x_mm(story.column), story.size_pt * 1.03
        kind = "jump-head" if story.part == "rest" else "headline"
        depth = len(story.headline) * leading
        sheet.frame(kind, story.slug, x, y_mm(row), span_mm(story.span), depth / PT)
        for place, line in enumerate(story.headline):
            y_pt = y_mm(row) * PT + (place + 0.8) * leading
            sheet.text(line, x * PT, y_pt, story.size_pt, font="Courier-Bold")
        return -int(-(depth + 2) // ROW_PT)

    def _photos(self, sheet: Sheet, story: Story, row: float) -> list[int]:
        """Draw the pictures; rows that they and their cutlines take of each column."""
        tops = [0] * story.span
        for column, span, rows in story.photos:
            x, w = x_mm(story.column + column), span_mm(span)
            above, below = story.photo_shift_mm
            first = row + story.photo_row
            y = y_mm(first) + above
            h = y_mm(first + rows) + below - y
            sheet.photo(x, y, w, h, story.dpi)
            sheet.frame("photo", story.slug, x, y, w, h)
            shift, under = story.cutline_shift_mm, y_mm(first + rows)
            sheet.frame("cutline", story.slug, x + shift, under, w, ROW_MM)
            sheet.text("A boat", (x + shift) * PT, under * PT + 8, story.cutline_pt)
            for place in range(column, column + span):
                tops[place] = rows + 2
        return tops

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
        sheet.frame(kind, story.slug, x_mm(column), y_mm(row), COLUMN_MM, ROW_MM)
        y_pt = y_mm(row) * PT + BASELINE_PT
        sheet.text(text, x_mm(column) * PT, y_pt, 7.6, font="Helvetica-Bold")

    def _lines(self, sheet: Sheet, story: Story, column: int, row: float, tokens: str) -> None:
        width_mm = span_mm(story.leg_span)
        depth = len(tokens) * ROW_MM
        sheet.frame("leg", story.slug, x_mm(column), y_mm(row), width_mm, depth)
        for place, token in enumerate(tokens):
            if token == ".":
                continue
            y_pt = y_mm(row + place) * PT + BASELINE_PT + story.shift_pt
            self._set(sheet, story, token, x_mm(column) * PT, y_pt, width_mm * PT)

    def _set(
        self, sheet: Sheet, story: Story, token: str, x_pt: float, y_pt: float, measure: float
    ) -> None:
        """One line of a leg."""
        size = story.body_pt
        if token == "H":
            self._keep(story, "What then")
            sheet.text("What then", x_pt, y_pt, 9.4, font="Helvetica-Bold")
            return
        indent = size if token == "S" else 0.0
        wide = {"w": 0.74, "v": 0.925, "E": story.end_fill}.get(token, 1.0)
        letters = int((measure - indent) * wide / (size * EM))
        text = self._text(token, letters)
        self._keep(story, text)
        spaces = text.count(" ")
        letter_pt = 0.03 * size if token == "x" else 0.0
        free = measure - indent - len(text) * (size * EM + letter_pt) + letter_pt
        word_pt = free / spaces if spaces and token not in "Ee" else 0.0
        sheet.text(text, x_pt + indent, y_pt, size, word_pt=word_pt, letter_pt=letter_pt)

    def _text(self, token: str, letters: int) -> str:
        """Words to fill so many letters, as the token wants them."""
        if token == "e":
            return "ok"
        start = {"k": "km ", '"': '"'}.get(token, "")
        end = {"-": "-", "a": " a-", "u": " 12", '"': '"'}.get(token, "")
        text = start
        while len(text) + 5 <= letters - len(end):
            text += next(self.words) + " "
        text = text.rstrip()
        fill = letters - len(end) - len(text)
        return text + "o" * min(fill, 3 if token == "w" else fill) + end

    def _keep(self, story: Story, text: str) -> None:
        self.bodies.setdefault(story.slug, []).append(text)


def usual(rows: int) -> str:
    """Paragraphs of four to six lines that fill so many rows."""
    tokens = ""
    while rows:
        lines = 5 if rows >= 10 or rows == 5 else rows if rows <= 6 else rows // 2
        tokens += "S" + "m" * (lines - 2) + "E" if lines > 1 else "E"
        rows -= lines
    return tokens


def _rules(sheet: Sheet, page: Page) -> None:
    """Column rules between stories side by side."""
    for story in page.stories:
        if story.column:
            x = x_mm(story.column) - GUTTER_MM / 2
            sheet.box(x, y_mm(story.row), 0.12, story.rows * ROW_MM)
