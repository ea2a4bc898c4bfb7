"""Galleys: a story's copy set into lines, and its display parts at every width.

A galley is complete: whatever shape make-up chooses, the lines are here already.
All lines of one `Block` have the same height, its leading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from epaper.model.orders import Advertisement
from epaper.model.picture import Picture

QUIET_MODULES = 4  # white on all sides of a code: ISO/IEC 18004:2015, 6.3.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text of one face within a line; `style` names another type style than the line's.

    Small letters of `small` text are small capitals, which the face has.
    """

    text: str
    italic: bool = False
    bold: bool = False
    style: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DropCap:
    """A large first letter, beside the first lines of its paragraph.

    `text` is the letter, with a space if it is a word of its own; `said_pt` is how wide that is
    in the line's own type. The letter stands `drop_rows` baselines under its line. `outline` is
    its path as SVG has it, in pt, y down, from the left end of its ink on its baseline; `box_pt`
    the ink's left, top, width and height in the same measure.
    """

    text: str
    said_pt: float
    drop_rows: int
    outline: str
    box_pt: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One set line.

    `runs` hold the words as printed but for the hyphen, which is added where
    `hyphen` is true: the last word goes on in the next line.
    `width_pt` is the natural width, hyphen and letter space included, less `hang_pt`, by which
    the last sign stands out to the right of the measure; a line with `justify`
    is driven to its measure by word space, of which `word_space` tells the amount
    relative to normal (1 is normal). `letter_step` is letter space in steps of
    0.5 % of the size, from -4 to 4. Lines of square letters (Chinese, Japanese) are driven to
    their measure by letter space alone, `letter_em` of the size between every two.
    `may_end` is true where a leg may end after this line: not alone at the head of its
    paragraph, not before the last line alone, not in the middle of a word, not after a crosshead.
    `joined` is true where the next line goes on without a space: after an added hyphen, after
    a hyphen or dash of the word's own, or where a word wider than the column was torn.
    A blank line has no runs: it is a row of white. The words after a `cap` begin with its letter.
    """

    runs: tuple[Run, ...]
    style: str
    width_pt: float
    indent_pt: float = 0.0
    justify: bool = False
    hyphen: bool = False
    word_space: float = 1.0
    letter_step: int = 0
    letter_em: float = 0.0
    may_end: bool = True
    joined: bool = False
    hang_pt: float = 0.0
    cap: DropCap | None = None

    @property
    def text(self) -> str:
        """The line's words, without an added hyphen."""
        text = "".join(run.text for run in self.runs)
        return self.cap.text + text if self.cap else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One way to set a paragraph; `cost` is 0 for the best and grows with ugliness."""

    lines: tuple[Line, ...]
    cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a galley with its settings, the best first; others differ in length or ends.

    `white_rows` are wanted above it unless it stands at the head of a leg.
    `keep_rows` rows of the next paragraph must follow in the same leg (crossheads).
    `slug` is the record the words belong to (a gathered galley has several).
    """

    slug: str
    settings: tuple[Setting, ...]
    white_rows: int = 0
    keep_rows: int = 0
    role: str = "text"

    @property
    def best(self) -> Setting:
        """The best-looking setting."""
        return self.settings[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBlock:
    """Display text set to one width: headline, standfirst, cutline, quote, box.

    `fill` is the last line's width over the measure; `raggedness` the mean part of
    the measure that the other lines leave empty, and what their ends cost against the sense;
    `height_pt` is lines times leading.
    """

    style: str
    size_pt: float
    leading_pt: float
    measure_pt: float
    lines: tuple[Line, ...]
    sense_cost: float = 0.0

    def with_lines(self, lines: tuple[Line, ...]) -> SetBlock:
        """The block with other lines."""
        return replace(self, lines=lines)

    @property
    def height_pt(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.leading_pt

    @property
    def fill(self) -> float:
        """The last line's width over the measure; 0 for no lines."""
        return self.lines[-1].width_pt / self.measure_pt if self.lines else 0.0

    @property
    def raggedness(self) -> float:
        """Mean part of the measure left empty by the lines before the last, and `sense_cost`."""
        others = self.lines[:-1]
        if not others:
            return 0.0
        empty = sum(1 - line.width_pt / self.measure_pt for line in others) / len(others)
        return empty + self.sense_cost


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One cell, its text broken to its column: left edge and width in pt from the table's left.

    It stands `drop_rows` baseline rows under the top of its row, where rows are folded.
    """

    x_pt: float
    width_pt: float
    block: SetBlock
    align: str = "left"
    drop_rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSetting:
    """A table set to one width; each row is a tuple of cells and so many baseline rows high."""

    span: int
    title: SetBlock | None
    head: tuple[TableCell, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    row_heights: tuple[int, ...]
    head_rows: int
    note: SetBlock | None
    total_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxSetting:
    """A fact box one column wide: title and text, one baseline row a line."""

    title: SetBlock
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteSetting:
    """A pull quote set to one width, with its speaker; `index` is its place in the story's."""

    index: int = 0
    span: int
    block: SetBlock
    by: SetBlock | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSetting:
    """A story's address on the web as a QR code (ISO/IEC 18004), with the words beside it.

    `modules` has a text for each row of the code, "1" for a dark module. The code is one column
    wide and `rows` baseline rows high: `x_pt`, `y_pt` and `side_pt` are the place of the dark
    square in it, `words_x_pt` and `words_y_pt` that of the words, x from where lines begin.
    """

    url: str
    modules: tuple[str, ...]
    rows: int
    x_pt: float
    y_pt: float
    side_pt: float
    words: SetBlock
    words_x_pt: float
    words_y_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Galley:
    """A story's copy, set.

    Keys: `headlines` (span in columns, size in pt); `standfirsts`, `bylines`, `kickers`,
    `tables` by span, `cutlines` by photo index and span. `quotes` has each of the story's pull
    quotes at each of its widths.
    `teaser` is the headline at teaser size, `teaser_text` the standfirst at text size, both
    one column wide. Where there is a `code`, the last paragraph keeps its rows free.
    """

    slug: str
    measure_pt: float
    paragraphs: tuple[Paragraph, ...]
    headlines: Mapping[tuple[int, float], SetBlock]
    kickers: Mapping[int, SetBlock] = field(default_factory=dict)
    standfirsts: Mapping[int, SetBlock] = field(default_factory=dict)
    bylines: Mapping[int, SetBlock] = field(default_factory=dict)
    cutlines: Mapping[tuple[int, int], SetBlock] = field(default_factory=dict)
    quotes: tuple[QuoteSetting, ...] = ()
    box: BoxSetting | None = None
    tables: Mapping[int, TableSetting] = field(default_factory=dict)
    jump_heads: Mapping[int, SetBlock] = field(default_factory=dict)
    teaser: SetBlock | None = None
    teaser_text: SetBlock | None = None
    code: CodeSetting | None = None

    @property
    def line_count(self) -> int:
        """Rows of the body in its best setting, white above crossheads included."""
        return sum(p.white_rows + len(p.best.lines) for p in self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeForm:
    """A house notice set one way: its title over the text, `beside` it or, if None, at its head.

    The text's lines are shared out over `columns` columns of its measure; `pad_pt` is
    the white between the words and the panel's sides, `gutter_pt` that between columns.
    """

    text: SetBlock
    title: SetBlock | None = None
    columns: int = 1
    beside: bool = False
    pad_pt: float = 0.0
    gutter_pt: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSetting:
    """A house notice in all its forms, by span in columns."""

    forms: Mapping[int, tuple[NoticeForm, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdSetting:
    """An advertisement ready for its place: a picture, or a title and a text set to fill it.

    `columns` and `height_mm` are what it takes in this layout, the label above it not counted:
    no wider than the page, no lower than its words. Blocks are narrower than the place; each
    stands in the middle of its width, the words together in the middle of its height, the text
    `gap_pt` under the title. A picture is printed whole, as large as the place takes it.
    """

    advertisement: Advertisement
    columns: int
    height_mm: float
    picture: Picture | None = None
    title: SetBlock | None = None
    text: SetBlock | None = None
    gap_pt: float = 0.0

    @property
    def words_pt(self) -> float:
        """Height of title, gap and text; 0 for a picture."""
        blocks = [block for block in (self.title, self.text) if block is not None]
        return sum(block.height_pt for block in blocks) + self.gap_pt
