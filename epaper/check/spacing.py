"""The space in a line, measured from where its letters really stand.

In: a line of a page's text. Out: its word space over the normal one, its letter space in em. The
normal widths are those of the embedded face.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from epaper.model import JOINED, SQUARE, script_class
from epaper.model.script import REORDERED, RIGHT_TO_LEFT
from epaper.pdf.text import DrawnLine, PageText

SPACES = " \u00a0"
# Scripts whose letters do not stand one after another from the left.
TURNED = JOINED | REORDERED | RIGHT_TO_LEFT
UNKERNED = 0.7
FEW = 8  # letters too few to tell kerning from letter space
MARKS = frozenset(".,;:!?'\"’‘“”-–—()")  # kerned too much to tell letter space by


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """A line's spacing: `word` relative to normal (0 for a line of one word), `letter` in em."""

    word: float
    letter: float


def measure_spacing(text: PageText, line: DrawnLine) -> Spacing:
    """A line's word space is the median of its gaps, for ligatures and marks move single ones.

    Its letter space is what lies `UNKERNED` up among its letters' gaps: kerning pulls
    together a third of all pairs and hardly ever pushes apart. A pair counts once, for one that
    is pushed apart may make up the line: AAAAAARGH.
    """
    x_pt, signs = text.letters.x_pt, text.letters.texts
    size = line.size_pt
    if any(_own(sign) for sign in line.text):
        return _turned_spacing(text, line)
    if any(script_class(sign) in SQUARE for sign in line.text):
        return Spacing(word=0.0, letter=0.0)  # driven by letter space, as far as it needs
    by_pair: dict[tuple[str, str], float] = {}
    between: list[float] = []
    before = line.first
    for place in range(line.first + 1, line.end):
        if signs[place] in SPACES:
            continue
        width = float(x_pt[place] - x_pt[before]) - text.width_pt(before)
        if place == before + 1:
            if signs[place] not in MARKS and signs[before] not in MARKS:
                by_pair[signs[before], signs[place]] = width
        else:
            between.append(width)
        before = place
    inside = sorted(by_pair.values())
    letter_pt = inside[int(UNKERNED * len(inside))] if len(inside) >= FEW else 0.0
    normal_pt = text.width_of(" ", line.first) * size
    word_pt = median(between) - 2 * letter_pt if between else 0.0
    return Spacing(word=word_pt / normal_pt if normal_pt else 0.0, letter=letter_pt / size)


def _turned_spacing(text: PageText, line: DrawnLine) -> Spacing:
    """The same for letters that hang together or run from the right; no letter space is told.

    The widest gaps between letters, one for each space of the line, are the word spaces.
    """
    signs = text.letters.texts
    if any(script_class(sign) not in RIGHT_TO_LEFT for sign in line.text if _own(sign)):
        # Words that say their letters themselves (press/clusters.py) have one place in pdfium,
        # and a width to within a space's: nothing can be told of the line.
        return Spacing(word=0.0, letter=0.0)
    inked = [n for n in range(line.first, line.end) if not signs[n].isspace()]
    boxes = sorted(text.box(place) for place in inked)
    count = len(line.text.split()) - 1
    gaps: list[float] = []
    reach = boxes[0][1]
    for left, right in boxes[1:]:
        gaps.append(left - reach)
        reach = max(reach, right)
    between = sorted(gaps)[-count:] if count else []
    first = next((n for n in inked if _own(signs[n])), inked[0])
    normal_pt = text.width_of(" ", first) * line.size_pt
    word_pt = median(between) if between else 0.0
    return Spacing(word=word_pt / normal_pt if normal_pt else 0.0, letter=0.0)


def _own(sign: str) -> bool:
    return script_class(sign) in TURNED
