"""Legs: the running text of every story, put together from the lines as drawn.

In: the pages as read. Out: for every story its legs in reading order, each line marked as head,
first or last of a paragraph. The marks come from type and indent alone, so that they
hold for whatever make-up did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

from epaper.check.facts import AreaFact, Facts, FrameFact, StoryFact
from epaper.check.reading import ReadPage
from epaper.check.spacing import Spacing
from epaper.model import JOINED, MM_PER_PT, FrameKind, Rect, script_class
from epaper.pdf.text import DrawnLine, main_script

INDENT = 0.35  # of the size: less is not meant as an indent
SIZE_STEP_PT = 0.1  # a line larger than the body by this is a head
FULL_PT = 1.5  # a line that ends so near its measure fills it
SAME_MM = 1.0
CAPITALS = 0.75  # of the size: how high a line's letters stand
PARTED_ROWS = 4.0  # two frames further apart are two legs: something stands between
JOINED_HEAD = 0.75  # of the body's size; signatures are smaller
LAST_LATIN = "\u024f"
RUNNING = 4  # lines in one type that are running text: heads are shorter
GOOD_PART = 0.15  # of the running text
BULLET = "•"
SIGNED = "letter"  # the form of what readers write
MARKS = ".,;:!?“”‘’()\"'"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLegLine:
    """A line of a leg. `row` is its baseline row, from 0 at the top of the live area.

    `head` marks crossheads and the heads of briefs; `starts` and `ends` a paragraph's first
    and last line; `full` a line that fills its measure; `body` one in the body's own type;
    `beside` one beside a drop cap.
    """

    drawn: DrawnLine
    record: str
    row: int
    spacing: Spacing
    head: bool = False
    starts: bool = False
    ends: bool = False
    white_pt: float = 0.0
    body: bool = True
    beside: bool = False
    from_right: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return self.drawn.text.strip()

    @property
    def full(self) -> bool:
        """True where it fills its measure."""
        return self.white_pt < FULL_PT

    @property
    def split(self) -> bool:
        """True where it ends within a word."""
        return len(self.text) > 1 and self.text[-1] in "-\u2010" and self.text[-2].isalnum()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One column-high run of a story's lines on a page; `rect` joins its frames.

    `code_rows` are those of the code at its foot, 0 for none.
    """

    page: int
    story: StoryFact
    area: AreaFact
    rect: Rect
    lines: tuple[ReadLegLine, ...]
    code_rows: int = 0

    @property
    def last_row(self) -> int:
        """The row of its last line, or the last of its code."""
        return self.lines[-1].row + self.code_rows

    @property
    def rows(self) -> int:
        """Rows from its first to its last one, both counted."""
        return self.last_row - self.lines[0].row + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPart:
    """What stands of a story on one page, in reading order."""

    page: int
    story: StoryFact
    area: AreaFact
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The type that the running text of a script is set in."""

    script: str
    family: str
    size_pt: float


def read_legs(pages: Sequence[ReadPage], facts: Facts) -> dict[str, tuple[ReadPart, ...]]:
    """The parts of every story that has legs, in page order, by its slug."""
    bodies = body_types(pages, facts)
    parts: dict[str, list[ReadPart]] = {}
    for page in pages:
        for story in facts.stories:
            for area in story.areas:
                if area.page == page.number:
                    legs = tuple(_legs(page, story, area, facts, bodies))
                    if legs:
                        part = ReadPart(page=page.number, story=story, area=area, legs=legs)
                        parts.setdefault(story.slug, []).append(part)
    return {slug: _marked(found) for slug, found in parts.items()}


def body_types(pages: Iterable[ReadPage], facts: Facts) -> dict[str, Body]:
    """The type of the running text, by the script of the records that are set in it.

    Running text are lines that follow each other in one type. Of types that make a good part of
    it the largest is the body's: notes under a story are smaller. Where there is none (briefs of a
    line), it is the type of most lines.
    """
    lines: dict[str, Counter[tuple[str, float]]] = {}
    running: dict[str, Counter[tuple[str, float]]] = {}
    for page in pages:
        for frame, drawn in page.frames(FrameKind.LEG):
            script = facts.script(frame.story)
            for kind, count in _type_runs(drawn, script):
                lines.setdefault(script, Counter())[kind] += count
                running.setdefault(script, Counter())[kind] += count if count >= RUNNING else 0
    bodies = {}
    for script, counts in lines.items():
        text = running[script]
        common = [kind for kind in text if text[kind] > GOOD_PART * text.total()]
        family, size_pt = max(common, key=lambda kind: (kind[1], text[kind]), default=("", 0.0))
        if not common:
            (family, size_pt), _ = counts.most_common(1)[0]
        bodies[script] = Body(script=script, family=family, size_pt=size_pt)
    return bodies


def _type_runs(drawn: Sequence[DrawnLine], script: str) -> Iterator[tuple[tuple[str, float], int]]:
    """Family and size of lines of a frame, and how many of them follow each other.

    Lines of another script are left out, unless all are.
    """
    own = [line for line in drawn if main_script(line.text) in (script, "")] or drawn
    kinds = ((family_of(line.font), round(line.size_pt, 1)) for line in own)
    for kind, group in groupby(kinds):
        yield kind, sum(1 for _ in group)


def family_of(font: str) -> str:
    """The family's part of a PostScript name."""
    return font.partition("-")[0]


def last_word(line: ReadLegLine) -> str:
    """A line's last word in small letters, without the signs around it; a hyphen stays."""
    return line.text.split()[-1].strip(MARKS).casefold()


def all_lines(parts: Iterable[ReadPart]) -> Iterator[ReadLegLine]:
    """The lines of all legs in reading order."""
    return chain.from_iterable(leg.lines for part in parts for leg in part.legs)


def _legs(
    page: ReadPage, story: StoryFact, area: AreaFact, facts: Facts, bodies: Mapping[str, Body]
) -> Iterator[Leg]:
    """The legs in a story's rectangle in the order of reading."""
    side = -1 if facts.rtl(story.slug) else 1
    mine = [
        (frame, lines)
        for frame, lines in page.frames(FrameKind.LEG)
        if facts.story_of.get(frame.story) is story and lines and _inside(frame.rect, area.rect)
    ]
    mine.sort(key=lambda entry: (side * round(entry[0].x_mm), entry[0].y_mm))
    columns: list[list[tuple[FrameFact, list[DrawnLine]]]] = []
    for entry in mine:
        if columns and _goes_on(columns[-1][-1][0].rect, entry[0].rect, facts):
            columns[-1].append(entry)
        else:
            columns.append([entry])
    for column in columns:
        lines = tuple(
            replace(
                _leg_line(
                    line, frame, page.spacing[line], facts, bodies[facts.script(frame.story)]
                ),
                beside=any(_beside(line, cap, frame.rect) for cap in page.caps),
            )
            for frame, drawn in column
            for body in (bodies[facts.script(frame.story)],)
            for line in drawn
        )
        rect = _joined([frame.rect for frame, _ in column])
        rows = _code_rows(rect, page, facts)
        yield Leg(page=page.number, story=story, area=area, rect=rect, lines=lines, code_rows=rows)


def _code_rows(leg: Rect, page: ReadPage, facts: Facts) -> int:
    """Rows of the code that stands right under a leg."""
    heights = (
        frame.h_mm
        for frame, _ in page.frames(FrameKind.CODE)
        if abs(frame.x_mm - leg.x_mm) < SAME_MM and abs(frame.y_mm - leg.bottom_mm) < SAME_MM
    )
    return round(next(heights, 0.0) / facts.grid.row_mm)


def _goes_on(above: Rect, below: Rect, facts: Facts) -> bool:
    """Whether a frame goes on the leg of another: in its column, no picture between."""
    gap_rows = (below.y_mm - above.bottom_mm) / facts.grid.row_mm
    return abs(above.x_mm - below.x_mm) < SAME_MM and gap_rows < PARTED_ROWS


def _leg_line(
    line: DrawnLine, frame: FrameFact, spacing: Spacing, facts: Facts, body: Body
) -> ReadLegLine:
    larger = line.size_pt > body.size_pt + SIZE_STEP_PT
    ours = family_of(line.font) == body.family or _guest(line, body)
    return ReadLegLine(
        drawn=line,
        record=frame.story,
        row=row_of(line.baseline_pt, facts),
        spacing=spacing,
        head=larger or (not ours and line.size_pt > _least_head_pt(line, body)),
        from_right=facts.from_right(frame.story),
        white_pt=_white_pt(line, frame.rect, from_right=facts.from_right(frame.story)),
        body=ours and not larger,
    )


def _beside(line: DrawnLine, cap: Rect, frame: Rect) -> bool:
    """Whether a line makes room for a drop cap in its frame."""
    top_mm = (line.baseline_pt - CAPITALS * line.size_pt) * MM_PER_PT
    foot_mm = line.baseline_pt * MM_PER_PT
    level = top_mm < cap.bottom_mm and cap.y_mm < foot_mm
    return level and frame.x_mm - SAME_MM < cap.x_mm < frame.right_mm


def _guest(line: DrawnLine, body: Body) -> bool:
    """Whether a line is the body's, but has words or signs that the body's face has not.

    They are of another script, or signs alone, or Greek and the like in a line of which the rest is
    in the body's face.
    """
    if main_script(line.text) != body.script:
        return abs(line.size_pt - body.size_pt) < SIZE_STEP_PT
    strange = any(sign.isalpha() and sign > LAST_LATIN for sign in line.text)
    return strange and any(family_of(font) == body.family for font in line.fonts)


def _least_head_pt(line: DrawnLine, body: Body) -> float:
    """From which size on a line in another family is a head: about the body's own.

    Arabic and Indic families differ by more than that in how large their letters are in the em.
    """
    joined = any(script_class(sign) in JOINED for sign in line.text)
    return body.size_pt * JOINED_HEAD if joined else body.size_pt - SIZE_STEP_PT


def _white_pt(line: DrawnLine, rect: Rect, *, from_right: bool) -> float:
    """White after the line, at the side where lines end."""
    if from_right:
        return line.left_pt - rect.x_mm / MM_PER_PT
    return rect.right_mm / MM_PER_PT - line.right_pt


def row_of(baseline_pt: float, facts: Facts) -> int:
    """The row of the live area that a baseline lies in."""
    return int((baseline_pt - facts.grid.top_mm / MM_PER_PT) // facts.grid.baseline_pt)


def _marked(parts: list[ReadPart]) -> tuple[ReadPart, ...]:
    """The parts, their lines marked as first and last of paragraphs."""
    lines = _unsigned(list(all_lines(parts)), parts[0].story)
    rects = [leg.rect for part in parts for leg in part.legs for _ in leg.lines]
    indents = [
        0.0 if line.beside else _indent_pt(line, rect)
        for line, rect in zip(lines, rects, strict=True)
    ]
    starts = [not n or _starts(lines, indents, n) for n in range(len(lines))]
    ends = [*starts[1:], True]
    marked = (
        replace(line, starts=first, ends=last)
        for line, first, last in zip(lines, starts, ends, strict=True)
    )
    return tuple(_with_lines(part, marked) for part in parts)


def _unsigned(lines: list[ReadLegLine], story: StoryFact) -> list[ReadLegLine]:
    """The lines, none a head in which a letter is signed.

    Signatures are in a face of their own, as heads are; a letter ends with one.
    """
    if story.form != SIGNED:
        return lines
    after = ""
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line.record != after and not line.body:
            lines[place] = replace(line, head=False)
        else:
            after = line.record
    return lines


def _with_lines(part: ReadPart, lines: Iterator[ReadLegLine]) -> ReadPart:
    legs = tuple(replace(leg, lines=tuple(next(lines) for _ in leg.lines)) for leg in part.legs)
    return replace(part, legs=legs)


def _indent_pt(line: ReadLegLine, rect: Rect) -> float:
    """White before the line, at the side where lines begin."""
    if line.from_right:
        return rect.right_mm / MM_PER_PT - line.drawn.right_pt
    return line.drawn.left_pt - rect.x_mm / MM_PER_PT


def _starts(lines: Sequence[ReadLegLine], indents: Sequence[float], place: int) -> bool:
    """Whether a line begins a paragraph, told by what a reader sees."""
    line, before = lines[place], lines[place - 1]
    if line.head or before.head:
        return line.head != before.head
    if line.record != before.record or line.body != before.body:
        return True
    if line.text.startswith(BULLET) or (line.row > before.row + 1 and not line.full):
        return True  # what is under white and short is verse
    if indents[place] < INDENT * line.drawn.size_pt:
        return not (before.full or before.split or _no_room(before, line))
    return not _hangs(lines, indents, place)


def _no_room(before: ReadLegLine, line: ReadLegLine) -> bool:
    """Whether a line of one word is short as the next word is too long for what it leaves.

    One word cannot be driven out: it ends no paragraph for that.
    """
    words = line.text.split()
    if not words or len(before.text.split()) != 1:
        return False
    width_pt = (line.drawn.right_pt - line.drawn.left_pt) * len(words[0]) / len(line.text)
    return width_pt > before.white_pt


def _hangs(lines: Sequence[ReadLegLine], indents: Sequence[float], place: int) -> bool:
    """Whether an indented line goes on a paragraph that is indented as a whole."""
    before = lines[place - 1]
    if not (before.full or before.split):
        return False
    if before.text.startswith(BULLET):
        return True
    indent = indents[place]
    alike = abs(indent - indents[place - 1]) < 1.0
    # A paragraph of one full line before another is rare: two in a row look like a quotation.
    return alike and (_italic(before) or _bulleted(lines, indents, place - 1, indent))


def _italic(line: ReadLegLine) -> bool:
    return line.drawn.font.endswith(("It", "Italic", "Oblique"))


def _bulleted(
    lines: Sequence[ReadLegLine], indents: Sequence[float], place: int, indent: float
) -> bool:
    """Whether the lines from `place` up to a bullet are all indented alike."""
    while place > 0 and abs(indents[place] - indent) < 1.0:
        place -= 1
    return lines[place].text.startswith(BULLET)


def _inside(rect: Rect, area: Rect) -> bool:
    middle_x, middle_y = rect.x_mm + rect.w_mm / 2, rect.y_mm + rect.h_mm / 2
    return area.x_mm < middle_x < area.right_mm and area.y_mm < middle_y < area.bottom_mm


def _joined(rects: Sequence[Rect]) -> Rect:
    left, top = min(r.x_mm for r in rects), min(r.y_mm for r in rects)
    return Rect(
        x_mm=left,
        y_mm=top,
        w_mm=max(r.right_mm for r in rects) - left,
        h_mm=max(r.bottom_mm for r in rects) - top,
    )
