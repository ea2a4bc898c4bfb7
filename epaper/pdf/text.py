"""Text read back out of a finished PDF: letters, the lines they make, the places they stand in.

In: the glyphs of a page (glyphs.py), rectangles in mm. Out: for every rectangle the lines really
drawn in it. The press's proof and the check read with this; what the lines should say, or how they
should look, is not looked at here. Positions are in pt from the page's top left corner.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from epaper.model import JOINED, MM_PER_PT, SQUARE, Rect, script_class
from epaper.model.script import RIGHT_TO_LEFT
from epaper.pdf.glyphs import Glyphs
from epaper.pdf.order import FROM_RIGHT, is_mark, reading_order, runs_left

Floats: TypeAlias = npt.NDArray[np.float64]

EDGE_PT = 1.0
OVERHANG = 0.2  # of the size: an f at a line's end leans 0.12 out of its column
SAME_LINE_PT = 0.5
LETTER_STEP_PT = 60.0  # more than a letter of the largest headline is wide
X_HEIGHT = 0.6  # of the size: between the small letters' height and the capitals'
TOUCH_PT = 0.4
# Of the size: two texts that stand so far apart on one baseline are two words, for cells of a table
# have no space between them; so far, they leave room for others, as the parts of a folio do.
APART, FAR = 0.2, 2.0
MOST_DRIVEN = 0.6  # so far square letters are driven apart
MADE_UP = -1  # the number of a space that stands between two texts
# The signs for a hyphen at the end of a line (press/linends.py).
LINE_END_HYPHENS = {"\u00ad": "-", "\u2010": "-"}
PRESENTED = range(0xFE70, 0xFEFD)  # presentation forms of Arabic, which the press says for lam-alef


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """A line as drawn: its letters; baseline and ends in pt, y down.

    `size_pt` is the larger of its first and last letter's; `font` the PostScript name of the face
    of its main script's first letter, `fonts` those of all; `first` and `end` bound its letters
    among those of the page. `rtl` is true for a line that runs from the right. `stretches` are left
    and right of what stands close together.
    """

    text: str
    left_pt: float
    right_pt: float
    baseline_pt: float
    size_pt: float
    font: str = ""
    fonts: frozenset[str] = frozenset()
    first: int = 0
    end: int = 0
    rtl: bool = False
    stretches: tuple[tuple[float, float], ...] = ()

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the small letters, less a hair's breadth."""
        return self._box(self.left_pt, self.right_pt)

    @property
    def boxes(self) -> Iterator[tuple[float, float, float, float]]:
        """The same of each stretch."""
        for left_pt, right_pt in self.stretches or ((self.left_pt, self.right_pt),):
            yield self._box(left_pt, right_pt)

    def _box(self, left_pt: float, right_pt: float) -> tuple[float, float, float, float]:
        top = self.baseline_pt - self.size_pt * X_HEIGHT
        return left_pt, top + TOUCH_PT, right_pt - TOUCH_PT, self.baseline_pt - TOUCH_PT


@dataclass(frozen=True, slots=True)
class Letters:
    """All letters of a page in the order of reading; positions of their origins in pt, y down.

    A glyph of several letters shares its width out among them. `places` are the numbers of their
    glyphs, `MADE_UP` for a space between two texts that stand apart.
    """

    texts: list[str]
    x_pt: Floats
    y_pt: Floats
    width_pt: Floats
    places: list[int]

    def ordered(self, order: Sequence[int]) -> Letters:
        """The letters in another order."""
        texts, places = [self.texts[n] for n in order], [self.places[n] for n in order]
        rows = np.asarray(order, dtype=np.int64)
        return Letters(texts, self.x_pt[rows], self.y_pt[rows], self.width_pt[rows], places)


class PageText:
    """The text of one page.

    `drawn` has its letters in the order of drawing, `homes` the rectangle of each of these;
    `letters` are in the order of reading once lines have been made.
    """

    def __init__(self, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self.letters = self.drawn = _letters(glyphs)
        self.homes: npt.NDArray[np.int64] = np.full(len(self.drawn.texts), -1)

    def lines(self, rects: Mapping[int, Rect]) -> dict[int, list[DrawnLine]]:
        """The lines by the key of the smallest rectangle they stand in; -1 for none."""
        self.homes = _homes(self.drawn, rects)
        found = _Lines(self.drawn, self.homes, self.glyphs)
        self.letters = found.letters
        lines: dict[int, list[DrawnLine]] = {}
        for start, end, home in found.bounds:
            text = self.letters.texts[start:end]
            hangs = any(script_class(sign) in JOINED | RIGHT_TO_LEFT for sign in text)
            line = self._joined_line(start, end) if hangs else self._line(start, end)
            if line.text.strip():
                lines.setdefault(home, []).append(line)
        return lines

    def size_pt(self, index: int) -> float:
        """The size at which letter number `index` is drawn."""
        return float(self.glyphs.size_pt[self._glyph(index)])

    def font(self, index: int) -> str:
        """The PostScript name of the letter's face, without the mark of a subset."""
        return self.glyphs.faces[self.glyphs.face[self._glyph(index)]]

    def width_pt(self, index: int) -> float:
        """The normal width of the letter in its face, without kerning or letter space."""
        return float(self.letters.width_pt[index])

    def width_of(self, letter: str, index: int) -> float:
        """The normal width in em of `letter` in the face of letter number `index`; 0 if unknown."""
        face = self.glyphs.face[self._glyph(index)]
        return self._widths.get((face, letter), 0.0)

    @cached_property
    def _widths(self) -> dict[tuple[int, str], float]:
        """The width in em of what each face shows on the page."""
        glyphs, found = self.glyphs, dict[tuple[int, str], float]()
        sizes = zip(glyphs.width_pt.tolist(), glyphs.size_pt.tolist(), strict=True)
        for face, said, (width, size) in zip(glyphs.face, glyphs.said, sizes, strict=True):
            if size:
                found.setdefault((face, LINE_END_HYPHENS.get(said, said)), width / size)
        return found

    def box(self, index: int) -> tuple[float, float]:
        """Left and right of the letter, its own white included, in pt."""
        left = float(self.letters.x_pt[index])
        return left, left + float(self.letters.width_pt[index])

    def _glyph(self, index: int) -> int:
        """The letter's glyph; of a space between two texts that of the letter before."""
        while self.letters.places[index] == MADE_UP:
            index -= 1
        return self.letters.places[index]

    def _line(self, start: int, end: int) -> DrawnLine:
        letters = self.letters
        inked = [n for n in range(start, end) if not letters.texts[n].isspace()] or [start]
        first, last = inked[0], inked[-1]
        text = "".join(letters.texts[start:end])
        right = float((letters.x_pt[inked] + letters.width_pt[inked]).max())
        return DrawnLine(
            text=text,
            left_pt=float(letters.x_pt[start:end].min()),
            right_pt=right,
            baseline_pt=float(letters.y_pt[start]),
            size_pt=max(self.size_pt(first), self.size_pt(last)),
            font=self.font(first if text.isascii() else self._first_own(inked, text)),
            fonts=self._fonts(inked),
            first=start,
            end=end,
            stretches=self._stretches(inked, self.size_pt(first)),
        )

    def _joined_line(self, start: int, end: int) -> DrawnLine:
        """A line in which letters may follow each other to the left."""
        letters = self.letters
        text = "".join(letters.texts[start:end])
        rtl = runs_left(text)
        inked = [n for n in range(start, end) if not letters.texts[n].isspace()]
        boxes = [self.box(n) for n in inked]
        first = self._first_own(inked, text)
        return DrawnLine(
            text=text.strip() if rtl else text,
            left_pt=min(left for left, _ in boxes),
            right_pt=max(right for _, right in boxes),
            baseline_pt=float(letters.y_pt[first]),
            size_pt=max(self.size_pt(inked[0]), self.size_pt(inked[-1])),
            font=self.font(first),
            fonts=self._fonts(inked),
            first=start,
            end=end,
            rtl=rtl,
            stretches=self._stretches(inked, self.size_pt(inked[0])),
        )

    def _fonts(self, inked: Sequence[int]) -> frozenset[str]:
        """The faces of letters."""
        face, faces = self.glyphs.face, self.glyphs.faces
        return frozenset(faces[number] for number in {face[self._glyph(n)] for n in inked})

    def _first_own(self, inked: Sequence[int], text: str) -> int:
        """The first letter of the line's main script: it may begin with a word in another face."""
        own = main_script(text)
        return next((n for n in inked if script_class(self.letters.texts[n]) == own), inked[0])

    def _stretches(self, inked: Sequence[int], size_pt: float) -> tuple[tuple[float, float], ...]:
        """Left and right of letters that stand close together; none where all do."""
        lefts, widths = self.letters.x_pt[inked], self.letters.width_pt[inked]
        order = np.argsort(lefts, kind="stable")
        rights = np.maximum.accumulate((lefts + widths)[order])
        gaps = np.flatnonzero(lefts[order][1:] - rights[:-1] >= FAR * size_pt)
        if not len(gaps):
            return ()
        starts, ends = [0, *(gaps + 1).tolist()], [*gaps.tolist(), len(order) - 1]
        left_pt = lefts[order]
        return tuple(
            (float(left_pt[start]), float(rights[end]))
            for start, end in zip(starts, ends, strict=True)
        )


class _Lines:
    """The letters of a page put into lines: `bounds` has start, end and rectangle of each.

    Letters drawn one after another on one baseline in one rectangle are a line. A step to the left
    begins another, but not where some letters run from the right, which are read by where they
    stand, or in a rectangle whose lines do: there a line's bold words stand at its right.
    """

    def __init__(self, letters: Letters, homes: npt.NDArray[np.int64], glyphs: Glyphs) -> None:
        self._letters, self._homes, self._glyphs = letters, homes, glyphs
        self._pieces: list[int] = glyphs.piece.tolist()
        self._back = _steps_back(letters)
        level = list(self._level())
        self._from_right = self._sides(level)
        runs = [run for stretch in level for run in self._cut(stretch)]
        order: list[int] = []
        gaps: list[int] = []  # places in `order` before which there is a made-up space
        self.bounds: list[tuple[int, int, int]] = []
        for run in runs:
            begin = len(order) + len(gaps)
            home = int(homes[run[0]])
            for place, white in self._parted(self._read(run)):
                if white > APART:
                    gaps.append(len(order))
                order.append(place)
            self.bounds.append((begin, len(order) + len(gaps), home))
        self.letters = _with_spaces(letters.ordered(order), gaps)

    def _level(self) -> Iterator[list[int]]:
        """Letters drawn one after another on one baseline in one rectangle."""
        letters, homes = self._letters, self._homes
        if not letters.texts:
            return
        changes = (np.abs(np.diff(letters.y_pt)) > SAME_LINE_PT) | (np.diff(homes) != 0)
        starts = [0, *(np.flatnonzero(changes) + 1).tolist(), len(letters.texts)]
        yield from (list(range(*pair)) for pair in pairwise(starts))

    def _cut(self, run: list[int]) -> Iterator[list[int]]:
        """The lines of letters on one baseline: two where they step back to the left."""
        letters, start = self._letters, run[0]
        words = "".join(letters.texts[start : run[-1] + 1])
        if self._from_right.get(int(self._homes[start])) or FROM_RIGHT.search(words):
            yield run
            return
        back = self._back[start : run[-1]]
        cuts = (np.flatnonzero(back) + start + 1).tolist()
        yield from (list(range(*pair)) for pair in pairwise([start, *cuts, run[-1] + 1]))

    def _sides(self, runs: Sequence[Sequence[int]]) -> dict[int, bool]:
        """Which rectangles' lines begin at the right: most of their letters do.

        Those with one line go with the page.
        """
        of_home: dict[int, list[str]] = {}
        for run in runs:
            words = "".join(self._letters.texts[n] for n in run)
            of_home.setdefault(int(self._homes[run[0]]), []).append(words)
        if not any(FROM_RIGHT.search(words) for lines in of_home.values() for words in lines):
            return {}
        page = runs_left("".join(words for lines in of_home.values() for words in lines))
        return {
            home: runs_left(lines[0]) or (page and bool(FROM_RIGHT.search(lines[0])))
            if len(lines) == 1
            else runs_left("".join(lines))
            for home, lines in of_home.items()
        }

    def _read(self, run: list[int]) -> list[int]:
        """The letters of a line in the order of reading."""
        texts, x_pt = self._letters.texts, self._letters.x_pt
        words = "".join(texts[n] for n in run)
        if not FROM_RIGHT.search(words):
            return run
        rtl = runs_left(words) or self._from_right.get(int(self._homes[run[0]]), False)
        level = sorted((n for n in run if not is_mark(texts[n])), key=lambda n: float(x_pt[n]))
        order = [level[n] for n in reading_order([texts[n] for n in level], rtl=rtl)]
        for mark in (n for n in run if is_mark(texts[n])):
            near = self._letter_of(mark, order)
            order.insert(near + 1, mark)
        return order

    def _letter_of(self, mark: int, order: Sequence[int]) -> int:
        """Where in `order` the letter stands that a mark is over: the nearest middle."""
        letters = self._letters
        middle = float(letters.x_pt[mark] + letters.width_pt[mark] / 2)
        bases = [k for k, n in enumerate(order) if script_class(letters.texts[n])]
        return min(
            bases or range(len(order)),
            key=lambda k: abs(
                float(letters.x_pt[order[k]] + letters.width_pt[order[k]] / 2) - middle
            ),
            default=-1,
        )

    def _parted(self, line: Sequence[int]) -> Iterator[tuple[int, float]]:
        """Each letter, and the white before it that no space tells, of the size."""
        letters, pieces = self._letters, self._pieces
        before, last = line[0], -1
        for place in line:
            piece = pieces[letters.places[place]]
            yield place, self._white(before, place) if piece != last and last >= 0 else 0.0
            before, last = place, piece

    def _white(self, before: int, place: int) -> float:
        letters = self._letters
        signs = letters.texts[before], letters.texts[place]
        if any(sign.isspace() for sign in signs):
            return 0.0
        left, right = sorted((before, place), key=lambda n: float(letters.x_pt[n]))
        white_pt = letters.x_pt[right] - letters.x_pt[left] - letters.width_pt[left]
        white = float(white_pt / self._glyphs.size_pt[letters.places[place]])
        square = any(script_class(sign) in SQUARE for sign in signs)
        return white if white > MOST_DRIVEN or not square else 0.0


def _letters(glyphs: Glyphs) -> Letters:
    """The glyphs' letters, each by itself."""
    texts: list[str] = []
    places: list[int] = []
    x_pt, width_pt = glyphs.x_pt.tolist(), glyphs.width_pt.tolist()
    xs: list[float] = []
    widths: list[float] = []
    for place, said in enumerate(glyphs.said):
        if len(said) == 1 and said not in LINE_END_HYPHENS and ord(said) not in PRESENTED:
            texts.append(said)
            xs.append(x_pt[place])
            widths.append(width_pt[place])
            places.append(place)
            continue
        signs = _signs(said)
        step = width_pt[place] / max(1, len(signs))
        falling = bool(FROM_RIGHT.search(said))
        for number, sign in enumerate(signs):
            texts.append(sign)
            xs.append(x_pt[place] + step * (len(signs) - 1 - number if falling else number))
            widths.append(step)
            places.append(place)
    rows = np.array(places, dtype=np.int64)
    return Letters(texts, np.array(xs), glyphs.y_pt[rows], np.array(widths), places)


def _signs(said: str) -> str:
    """What a glyph says, hyphens of line ends as hyphens and lam-alef as its two letters."""
    return "".join(
        unicodedata.normalize("NFKC", sign) if ord(sign) in PRESENTED else sign
        for sign in (LINE_END_HYPHENS.get(sign, sign) for sign in said)
    )


def _with_spaces(letters: Letters, gaps: Sequence[int]) -> Letters:
    """The letters with a space of no width before each of these places."""
    if not gaps:
        return letters
    texts, places = list(letters.texts), list(letters.places)
    for gap in reversed(gaps):
        texts.insert(gap, " ")
        places.insert(gap, MADE_UP)
    before = [gap - 1 for gap in gaps]
    ends = letters.x_pt[before] + letters.width_pt[before]
    return Letters(
        texts,
        np.insert(letters.x_pt, gaps, ends),
        np.insert(letters.y_pt, gaps, letters.y_pt[before]),
        np.insert(letters.width_pt, gaps, 0.0),
        places,
    )


def main_script(text: str) -> str:
    """The script that most letters of the text are of; "" for none. Kana and Hanzi are one."""
    counts = Counter(script_class(sign) for sign in text if not sign.isspace())
    del counts[""]
    found = counts.most_common(1)
    return found[0][0] if found else ""


def overlaps(lines: Sequence[DrawnLine]) -> Iterator[tuple[DrawnLine, DrawnLine]]:
    """Pairs of lines whose small letters touch."""
    owners = [number for number, line in enumerate(lines) for _ in line.boxes]
    boxes = np.array([box for line in lines for box in line.boxes]).reshape(-1, 4)
    left, top, right, bottom = boxes.T
    across = (left[:, None] < right) & (left < right[:, None])
    down = (top[:, None] < bottom) & (top < bottom[:, None])
    touching = np.argwhere(np.triu(across & down, 1))
    for first, second in dict.fromkeys((owners[a], owners[b]) for a, b in touching):
        if first != second:
            yield lines[first], lines[second]


def stands_on(line: DrawnLine, rect: Rect) -> bool:
    """Whether the line touches the rectangle."""
    return any(
        left < rect.right_mm / MM_PER_PT
        and right > rect.x_mm / MM_PER_PT
        and top < rect.bottom_mm / MM_PER_PT
        and bottom > rect.y_mm / MM_PER_PT
        for left, top, right, bottom in line.boxes
    )


def too_long(line: DrawnLine, rect: Rect) -> bool:
    """Whether the line begins or ends beyond its rectangle."""
    over_pt = max(EDGE_PT, OVERHANG * line.size_pt)
    left_pt, right_pt = rect.x_mm / MM_PER_PT - over_pt, rect.right_mm / MM_PER_PT + over_pt
    return line.left_pt < left_pt or line.right_pt > right_pt


def leaves_page(line: DrawnLine, width_mm: float, height_mm: float) -> bool:
    """Whether any of the line stands outside a page of that size."""
    left, top, right, bottom = line.box
    width, height = width_mm / MM_PER_PT, height_mm / MM_PER_PT
    return left < 0 or top < 0 or right > width or bottom > height


def excerpt(line: DrawnLine) -> str:
    """The line's beginning, quoted, for messages."""
    text = " ".join(line.text.split())
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def _homes(letters: Letters, rects: Mapping[int, Rect]) -> npt.NDArray[np.int64]:
    """For each letter the key of the smallest rectangle it stands in, -1 for none."""
    homes = np.full(len(letters.texts), -1)
    for key, rect in sorted(rects.items(), key=lambda entry: -entry[1].area_mm2):
        inside = (
            (letters.x_pt > rect.x_mm / MM_PER_PT - EDGE_PT)
            & (letters.x_pt < rect.right_mm / MM_PER_PT + EDGE_PT)
            & (letters.y_pt > rect.y_mm / MM_PER_PT)
            & (letters.y_pt < rect.bottom_mm / MM_PER_PT + EDGE_PT)
        )
        homes[inside] = key
    for place in np.flatnonzero(homes == -1):
        if place and _runs_on(letters, int(place)):
            homes[place] = homes[place - 1]
    for place in reversed(np.flatnonzero(homes == -1)):
        if place + 1 < len(homes) and _leads_in(letters, int(place)):
            homes[place] = homes[place + 1]  # the full stop of a line from the right hangs
    for mark in _marks(letters):
        homes[mark] = homes[_under(letters, mark)]
    return homes


def _marks(letters: Letters) -> list[int]:
    """The places of marks; a face may put their origins anywhere, also outside of their letters."""
    marks = {sign for sign in set(letters.texts) if unicodedata.category(sign) in ("Mn", "Me")}
    return [n for n, sign in enumerate(letters.texts) if sign in marks] if marks else []


def _under(letters: Letters, mark: int) -> int:
    """The letter that was drawn right before or after a mark, on its baseline: the nearer one."""
    beside = [
        near
        for way in (range(mark - 1, -1, -1), range(mark + 1, len(letters.texts)))
        if (near := next((n for n in way if _bears(letters.texts[n])), None)) is not None
        and abs(letters.y_pt[near] - letters.y_pt[mark]) < SAME_LINE_PT
    ]
    x_pt, width_pt = letters.x_pt, letters.width_pt
    return min(beside, key=lambda n: abs(x_pt[n] + width_pt[n] / 2 - x_pt[mark]), default=mark)


def _bears(sign: str) -> bool:
    return not sign.isspace() and unicodedata.category(sign) not in ("Mn", "Me")


def _steps_back(letters: Letters) -> npt.NDArray[np.bool_]:
    """Which letters step to the left of the one before; marks may stand anywhere over theirs."""
    x_pt = letters.x_pt.copy()
    for mark in _marks(letters):
        x_pt[mark] = x_pt[mark - 1] if mark else x_pt[mark]
    return np.diff(x_pt) < -SAME_LINE_PT


def _runs_on(letters: Letters, place: int) -> bool:
    """Whether the letter goes on in the line of the letter before: a line too long, then."""
    step_pt = letters.x_pt[place] - letters.x_pt[place - 1]
    drop_pt = abs(letters.y_pt[place] - letters.y_pt[place - 1])
    if script_class(letters.texts[place]) in RIGHT_TO_LEFT:
        step_pt = -step_pt
    return bool(0 <= step_pt < LETTER_STEP_PT and drop_pt < SAME_LINE_PT)


def _leads_in(letters: Letters, place: int) -> bool:
    """Whether the letter stands right before the next one that was drawn, on its baseline."""
    step_pt = letters.x_pt[place + 1] - letters.x_pt[place]
    drop_pt = abs(letters.y_pt[place + 1] - letters.y_pt[place])
    return bool(0 <= step_pt < LETTER_STEP_PT and drop_pt < SAME_LINE_PT)
