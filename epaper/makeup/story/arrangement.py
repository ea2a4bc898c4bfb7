"""Arrangements: the parts of one story inside its rectangle.

A story's area is w columns wide. From the top: a picture over all columns if the style
says so, then the head (kicker, headline, standfirst over the head's columns), then the legs, one
to a column, each below what stands on top of its column (byline, second
pictures, a pull quote) and above what stands at its foot (box, table, jump line).
All heights are whole baseline rows; the main picture's height is left open, so that the same
arrangement serves every height of the area.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from epaper.makeup.figures import WHITE
from epaper.makeup.story.item import Leaves
from epaper.model import FrameKind

GAP_ROWS = 2  # white and hairline under every story
# Between a headline and the standfirst under it: of the headline's size, and at least.
STANDFIRST_GAP_EM, STANDFIRST_GAP_PT = 0.13, 3.0
HEAD_AFTER_PT = 5.0  # white under a headline or standfirst, at least: half a row
# White around a pull quote: outside its rules, above them (the head's own white is there) and
# below; all of it, the white inside and the rules too.
QUOTE_ABOVE_MM, QUOTE_BELOW_MM = 0.4, 2.7
QUOTE_AIR_PT = 19.0
QUOTE_BY_GAP_PT = 3.0  # between its words and its speaker
BOX_PAD_ROWS = 2  # a box's rules and padding, above and below together
TABLE_AIR_ROWS = 2  # white above a table and its rule

ArtStyle = Literal["", "top", "side", "aside"]


@dataclass(frozen=True, slots=True)
class Part:
    """Something in an arrangement: `row` counts from its zone's top, in heads in fractions.

    Zones: `head` from the area's (or, under a top picture, the picture's) bottom,
    `top` from the start of the legs downwards, `foot` from the legs' end upwards (row is
    then the distance of its top from the end).
    """

    kind: FrameKind
    zone: Literal["head", "top", "foot"]
    column: int
    span: int
    row: float
    rows: float
    index: int = 0


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """Everything about a story's shape but its height and its main picture's height.

    The main picture (`art_span` columns from `art_column`, `art_style`): "top" above
    the head over all columns, "side" below the head, "aside" beside it. It is `hung` where it
    is one of a gallery's, which is `lean_rows` deeper than looks best.
    """

    width: int
    size_pt: float
    head_span: int
    head_rows: int
    parts: tuple[Part, ...]
    tops: tuple[int, ...]
    feet: tuple[int, ...]
    art_style: ArtStyle = ""
    art_column: int = 0
    art_span: int = 0
    art_index: int = 0
    quote: int = -1
    jump: bool = False
    leaves: Leaves = ""
    hung: bool = False
    lean_rows: int = 0

    def leg_rows(self, zone_rows: int, art_rows: int) -> tuple[int, ...]:
        """Rows of each leg; `art_rows` are the main picture's, cutline included."""
        rows = [zone_rows - used for used in self.used_rows]
        for column in range(self.art_column, self.art_column + self.art_span):
            rows[column] -= self.art_in_zone(column, art_rows)
        return tuple(rows)

    @cached_property
    def used_rows(self) -> tuple[int, ...]:
        """Rows that what stands on and under each leg takes, the main picture aside."""
        return tuple(top + foot for top, foot in zip(self.tops, self.feet, strict=True))

    @cached_property
    def head_gap_rows(self) -> float:
        """White between the head's last line and the legs; none where pictures hang there."""
        ends = [part.row + part.rows for part in self.parts if part.zone == "head"]
        return self.head_rows - max(ends, default=float(self.head_rows))

    @cached_property
    def has_standfirst_across(self) -> bool:
        """True if the head ends with a standfirst."""
        return any(part.zone == "head" and part.kind is FrameKind.STANDFIRST for part in self.parts)

    def standfirst_drop_rows(self, air_rows: int) -> float:
        """Rows by which the standfirst hangs lower, midway between headline and legs.

        It is close under the headline unless much white, `air_rows` of it more than needed, would
        be left under it.
        """
        below = self.head_gap_rows + air_rows
        if not self.has_standfirst_across or below <= WHITE.most_head_gap_rows:
            return 0.0
        return (below - self.standfirst_gap_rows) / 2

    @cached_property
    def standfirst_gap_rows(self) -> float:
        """White between headline and standfirst."""
        head = [part for part in self.parts if part.zone == "head"]
        above = [part.row + part.rows for part in head if part.kind is FrameKind.HEADLINE]
        return next(p.row for p in head if p.kind is FrameKind.STANDFIRST) - max(above, default=0.0)

    def takes_head_air(self, air_rows: int) -> bool:
        """True if so many rows more under the head leave no gap like a hole."""
        gap = self.head_gap_rows + air_rows
        if self.has_standfirst_across:
            gap = (gap + self.standfirst_gap_rows) / 2
        return self.art_style != "aside" and gap <= WHITE.most_head_gap_rows

    @cached_property
    def bears_air(self) -> bool:
        """True if a row more under the head leaves no gap like a hole."""
        return self.takes_head_air(1)

    def art_in_zone(self, column: int, art_rows: int) -> int:
        """Rows that the main picture takes from the leg in `column`."""
        if not self.art_column <= column < self.art_column + self.art_span:
            return 0
        if self.art_style == "side":
            return art_rows
        return art_rows - self.head_rows if self.art_style == "aside" else 0

    def height(self, zone_rows: int, art_rows: int) -> int:
        """Height of the whole area, the gap below included."""
        above = art_rows if self.art_style == "top" else 0
        return above + self.head_rows + zone_rows + GAP_ROWS
