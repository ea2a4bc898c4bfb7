"""The look's numbers: page geometry and type styles of one format, from layout.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil
from typing import Literal

from epaper.model.page import Rect
from epaper.model.record import Form
from epaper.model.script import (
    GREEK_OR_CYRILLIC,
    JOINED,
    LATIN,
    RIGHT_TO_LEFT,
    WIDE,
    hand_of,
    script_of,
)

MM_PER_PT = 25.4 / 72
PLATE, BROAD_PLATE = "EP Plate", "EP Broad Plate"  # what nameplates are set in

Align = Literal["justify", "left", "center", "right"]
Case = Literal["", "upper", "small"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeStyle:
    """How one kind of text is set. `size_pt` 0 means the size comes with the text.

    `leading_pt` is the distance of baselines; where `size_pt` is 0, `leading`
    is the factor of the size. `tracking_em` is letter space added everywhere.
    `leading_by_size` and `tracking_by_size` are pairs (size in pt, factor or em), rising: a
    pair counts from its size up to the next one's; `leading` and `tracking_em` count below.
    `joined` letters are never driven apart, and take no ligatures but those they must have.
    `square` ones are, in place of word space, and lines may end between them.
    With `hang` a hyphen or stop at the end of a justified line stands out of its column a little.
    """

    name: str
    family: str
    weight: int = 400
    italic: bool = False
    size_pt: float = 0.0
    leading_pt: float = 0.0
    leading: float = 1.05
    tracking_em: float = 0.0
    align: Align = "left"
    hyphenate: bool = False
    case: Case = ""
    indent_pt: float = 0.0
    joined: bool = False
    square: bool = False
    leading_by_size: tuple[tuple[float, float], ...] = ()
    tracking_by_size: tuple[tuple[float, float], ...] = ()
    hang: bool = False

    def on_row(self, row_pt: float, by: float) -> TypeStyle:
        """The style on another baseline grid, `by` times as large."""
        return replace(
            self,
            leading_pt=row_pt,
            size_pt=round(self.size_pt * by, 2),
            indent_pt=round(self.indent_pt * by, 2),
        )

    def leading_at_pt(self, size_pt: float) -> float:
        """Distance of baselines at `size_pt` (the style's own size if it has one)."""
        size_pt = self.size_pt or size_pt
        factor = _at_size(self.leading_by_size, size_pt, self.leading)
        return self.leading_pt or round(factor * size_pt, 2)

    def tracking_at_em(self, size_pt: float) -> float:
        """Letter space at `size_pt` (the style's own size if it has one)."""
        return _at_size(self.tracking_by_size, self.size_pt or size_pt, self.tracking_em)


def _at_size(pairs: tuple[tuple[float, float], ...], size_pt: float, below: float) -> float:
    """The value of the last pair whose size is not above `size_pt`."""
    return next((value for least, value in reversed(pairs) if least <= size_pt), below)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What a script wears in place of the family `of`.

    `size` is the factor of a style's own size and indents: letters of some scripts stand small
    in their squares. Styles whose size comes with the text keep it.
    """

    of: str
    family: str
    size: float = 1.0
    leading: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How a script is set. `name` is its code; what a layout says of a style is said for Latin.

    `hand` is the code of a hand that it is written in, if a language's tag asks for one. In a paper
    of its language rows are `rows` times as high as the layout has them, and what stands on them is
    `text` times as large.
    """

    name: str
    dresses: tuple[Dress, ...] = ()
    hand: str = ""
    rows: float = 1.0
    text: float = 1.0

    @property
    def scope(self) -> str:
        """What tells it from other scripts and hands on a page."""
        return (self.hand or self.name).lower()

    @property
    def rtl(self) -> bool:
        """True if it is written from the right."""
        return self.name in RIGHT_TO_LEFT

    @property
    def joined(self) -> bool:
        """True if its letters hang together."""
        return self.name in JOINED

    @property
    def square(self) -> bool:
        """True if its letters stand in squares, without word spaces."""
        return self.name in WIDE

    def dress(self, family: str) -> Dress:
        """What is worn in place of `family`; the family itself where nothing is said."""
        return next((d for d in self.dresses if d.of == family), Dress(of=family, family=family))

    def plate(self, name: str) -> Dress:
        """What the nameplate of a paper of this `name` wears.

        EP Plate is blackletter, which Greek and Cyrillic never had: a name with such letters stands
        whole in a face as heavy, of the kind that the dailies of these languages have.
        """
        if self.name == LATIN and GREEK_OR_CYRILLIC.search(name):
            return Dress(of=PLATE, family=BROAD_PLATE)
        return self.dress(PLATE)

    def styled(self, style: TypeStyle) -> TypeStyle:
        """`style`, said for Latin, as this script has it."""
        plain = not (self.dresses or self.joined or self.square)
        return style if plain else _styled(self, style)


@lru_cache(maxsize=1024)
def _styled(script: Script, style: TypeStyle) -> TypeStyle:
    dress = script.dress(style.family)
    made = replace(
        style,
        family=dress.family,
        size_pt=round(style.size_pt * dress.size, 2),
        indent_pt=round(style.indent_pt * dress.size, 2),
        leading_pt=round(style.leading_pt * dress.leading, 2),
        leading=round(style.leading * dress.leading, 3),
        leading_by_size=tuple(
            (size, round(leading * dress.leading, 3)) for size, leading in style.leading_by_size
        ),
    )
    if not (script.joined or script.square):
        return made
    made = replace(made, tracking_em=0.0, tracking_by_size=(), hyphenate=False, case="")
    # Out of a column to which side a sign may hang is not said here for lines from the right.
    made = replace(made, hang=False)
    return replace(made, joined=script.joined, square=script.square)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Page geometry. Columns and baseline rows of the live area count from 0.

    x, y are in mm from the page's top left corner. The live area holds
    `rows` rows of `baseline_pt`; inner and outer margins are the same, so that
    pages need not know whether they are left or right.
    """

    width_mm: float
    height_mm: float
    left_mm: float
    top_mm: float
    columns: int
    gutter_mm: float
    baseline_pt: float
    rows: int

    @property
    def row_mm(self) -> float:
        """Height of one baseline row."""
        return self.baseline_pt * MM_PER_PT

    @property
    def live_width_mm(self) -> float:
        """Width between the side margins."""
        return self.width_mm - 2 * self.left_mm

    @property
    def column_mm(self) -> float:
        """Width of one column."""
        return (self.live_width_mm - (self.columns - 1) * self.gutter_mm) / self.columns

    def span_mm(self, columns: int) -> float:
        """Width of `columns` columns with the gutters between them."""
        return columns * self.column_mm + (columns - 1) * self.gutter_mm

    def span_pt(self, columns: int) -> float:
        """Like `span_mm`, in points."""
        return self.span_mm(columns) / MM_PER_PT

    def x_mm(self, column: int) -> float:
        """Left edge of `column`."""
        return self.left_mm + column * (self.column_mm + self.gutter_mm)

    def y_mm(self, row: float) -> float:
        """Top edge of `row` of the live area."""
        return self.top_mm + row * self.row_mm

    def rect(self, column: int, span: int, row: float, rows: float) -> Rect:
        """A rectangle of whole columns; rows count from the top of the live area."""
        return Rect(
            x_mm=self.x_mm(column),
            y_mm=self.y_mm(row),
            w_mm=self.span_mm(span),
            h_mm=rows * self.row_mm,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """What a kind of page (front, section, inside) reserves and allows, in rows.

    `head_rows` at the top (masthead, or folio and section flag), `foot_rows`
    at the bottom (teasers and index, or imprint) are furniture; the rest is for copy.
    `plain_foot_rows` is what the foot takes on a day without photographs, 0 if that is the same;
    `picture_foot_rows` what it takes with a large picture of a story inside, where no story of the
    page has one, 0 if it never has.
    `bands_pt` are headline sizes by rank on the page: the first entry for the
    lead, the last for all lower ranks. `stories` is the least and most number of
    stories; `dominant_columns` the widths the dominant picture may have.
    """

    name: str
    head_rows: int
    foot_rows: int = 0
    plain_foot_rows: int = 0
    picture_foot_rows: int = 0
    bands_pt: tuple[tuple[float, ...], ...]
    stories: tuple[int, int] = (1, 7)
    jumps: bool = False
    dominant_columns: tuple[int, ...] = ()

    def on_rows(self, by: float) -> PageKind:
        """The kind on a grid that has `by` times as many rows: its furniture as high, or higher."""
        return replace(
            self,
            head_rows=ceil(self.head_rows * by),
            foot_rows=ceil(self.foot_rows * by),
            plain_foot_rows=ceil(self.plain_foot_rows * by),
            picture_foot_rows=ceil(self.picture_foot_rows * by),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DropCapRule:
    """Which stories begin with a drop cap, and how many lines deep it is.

    Those of `forms`, and stories of `words` words or more (0: of no length). The letter is set in
    the style "drop-cap". With `small_caps` the words after it stand in the body face's small
    capitals, if it has them.
    """

    lines: int = 3
    forms: tuple[Form, ...] = (Form.COLUMN, Form.EDITORIAL)
    words: int = 1000
    small_caps: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeStyle:
    """The code at a story's end that leads to its address on the web; `size_mm` is its side."""

    size_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One format: its grid, type styles and kinds of page.

    `styles` are as for Latin; `style` has them as the script of a language does. `code` is how
    stories with an address on the web end, None for as all others do. Without a `drop_cap` no
    story begins with one. `sheet` is CSS of its own, which comes after that of all layouts.
    """

    name: str
    grid: Grid
    styles: Mapping[str, TypeStyle]
    kinds: Mapping[str, PageKind]
    code: CodeStyle | None = None
    scripts: Mapping[str, Script] = field(default_factory=dict)
    drop_cap: DropCapRule | None = None
    sheet: str = ""

    def script(self, language: str) -> Script:
        """How the script of `language` is set, or the hand of it that its tag names."""
        code, hand = script_of(language), hand_of(language)
        if hand in self.scripts:
            return replace(self.scripts[hand], name=code, hand=hand)
        main = language.replace("_", "-").split("-")[0].lower()
        own = self.scripts.get(main) or self.scripts.get(code)
        if own is None:
            return Script(name=code)
        return own if own.name == code else replace(own, name=code)

    def for_paper(self, language: str) -> Layout:
        """The layout as a paper in `language` has it: on the rows that its script wants."""
        script, grid = self.script(language), self.grid
        if script.rows == 1.0:
            return self
        high_pt = round(grid.baseline_pt * script.rows, 1)
        by = grid.baseline_pt / high_pt
        return replace(
            self,
            grid=replace(grid, baseline_pt=high_pt, rows=int(grid.rows * by)),
            kinds={name: kind.on_rows(by) for name, kind in self.kinds.items()},
            styles={
                name: style.on_row(high_pt, script.text)
                if style.leading_pt == grid.baseline_pt
                else style
                for name, style in self.styles.items()
            },
        )

    def style(self, name: str, language: str = "") -> TypeStyle:
        """The style `name` for text in `language`; KeyError for one that there is not."""
        return self.script(language).styled(self.styles[name])
