"""Drop caps: a story's first paragraph with its first letter large, beside its first lines.

In: the paragraph's spans. Out: its settings, the lines beside the cap indented, the cap in
the first of them; or None where a cap would look odd. The cap reaches from the top of the first
line's capitals down to the baseline of its last line, so it stands on the grid as the text does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from epaper.model import DropCap, DropCapRule, Setting, Span, Story
from epaper.typeset.breaking import LIMITS
from epaper.typeset.fonts import FontFace, Outline
from epaper.typeset.paragraphs import Indents, Lead, SetParagraph, set_paragraph, style_measure
from epaper.typeset.stick import Stick
from epaper.typeset.words import NBSP, SOFT_HYPHEN, WHITE, Measure

STYLE = "drop-cap"
GAP_EM = 0.22  # of the body: white at the cap's right; as a word space, which looks less there
TUCK_PT = 1.5  # the first line moves under the arm of a cap (A, L) if it gains so much
RISE = 0.3  # of the leading: how far an accent may stand over the first line's capitals
HANG = 0.38  # of the leading: what may stand under the last baseline and not touch the next line
WIDEST = 0.35  # of the column: lines beside a wider cap would be too short to set well
DRIVEN = 3.0  # times the normal word space: a paragraph with such a line has no cap
LOW_EM, HIGH_EM = 0.2, 0.75  # of the body: how far a line's letters reach from its baseline
SMALL_WORDS = 3
SMALL_LETTERS = 18  # the words in small capitals end before these are passed
APOSTROPHES = "'\u2019"
DATELINE, LONGEST_DATELINE = re.compile(r":| [–—-]"), 40
SAMPLES = 48  # of each stroke; a stroke of 30 pt is known to 0.6 pt


@dataclass(frozen=True, slots=True)
class _Letter:
    """A cap at its size: its outline and, in pt from its origin, its ink."""

    outline: Outline
    size_pt: float
    left_pt: float
    right_pt: float
    top_pt: float
    foot_pt: float


def wears_cap(story: Story, rule: DropCapRule | None) -> bool:
    """True for a story that begins with a drop cap if its first words allow."""
    if rule is None or story.gathered:
        return False
    return story.form in rule.forms or 0 < rule.words <= story.record.word_count


def set_capped(spans: tuple[Span, ...], stick: Stick) -> SetParagraph | None:
    """The paragraph with a drop cap; None where it must do without.

    That is where it begins with anything but a capital letter, where the word goes on with a sign
    (U.S., T-shirt), in scripts without capitals or word spaces, and where the paragraph has no
    line more than stand beside the cap.
    """
    rule, body = stick.layout.drop_cap, stick.style("body")
    leading_pt = stick.layout.grid.baseline_pt
    word = _first_word(spans, stick.language)
    home = style_measure(stick.fonts, body, stick.language)
    face = stick.fonts.face_of(stick.style(STYLE))
    if rule is None or body.joined or body.square or not word or not face.covers(word[0]):
        return None
    letter = _letter(word[0], face, home, leading_pt, rule.lines)
    shape = _shape(letter, home, leading_pt, rule.lines, alone=_alone(word))
    if max(shape.firsts_pt) > WIDEST * stick.column_pt:
        return None
    small_words = _small_words(spans, home.face) if rule.small_caps else 0
    # Small capitals are wide: fewer of them where the short lines would be driven apart.
    letters = 2 if word[1:2] == NBSP else 1
    leads = (Lead(letters, count) for count in range(small_words, -1, -1))
    tries = [_set(spans, stick, shape, lead) for lead in leads]
    made = min((made for made in tries if made), key=_widest_space, default=None)
    if made is None:
        return None
    cap = _cap(word, letter, home, rule.lines - 1)
    return made._replace(
        settings=tuple(_with_cap(s, cap, len(shape.firsts_pt)) for s in made.settings)
    )


def _set(spans: tuple[Span, ...], stick: Stick, shape: Indents, lead: Lead) -> SetParagraph | None:
    """The settings with a line at least under the cap; None if the best has none."""
    made = set_paragraph(spans, stick.spec("body", shape, lead=lead))
    beside = len(shape.firsts_pt)
    settings = tuple(s for s in made.settings if len(s.lines) > beside)
    good = settings[:1] == made.settings[:1] and _widest_space(made) <= DRIVEN
    return made._replace(settings=settings) if good and not made.torn else None


def _widest_space(made: SetParagraph) -> float:
    """The widest word space of the best setting where the rules count it, else nothing."""
    widest = max(line.word_space for line in made.settings[0].lines)
    return widest if widest > LIMITS.loosest else 0.0


def _first_word(spans: Sequence[Span], language: str) -> str:
    """The first word if its first letter may be a drop cap, else nothing."""
    first = spans[0]
    if first.italic or first.bold or (len(spans) > 1 and not WHITE.search(first.text.lstrip())):
        return ""
    place, *text = DATELINE.split(first.text.strip()[:LONGEST_DATELINE], maxsplit=1)
    if text and place.isupper():
        return ""  # “BHOPAL:” typed before the text
    word = WHITE.split(first.text.strip().replace(SOFT_HYPHEN, ""))[0]
    if not word[:1].isupper() or unicodedata.category(word[0]) != "Lu":
        return ""
    if language.startswith("nl") and word.startswith("IJ"):
        return ""  # one letter of Dutch in two signs
    goes_on = word[2:3] if word[1:2] in APOSTROPHES else word[1:2]
    return word if _alone(word) or goes_on.isalpha() else ""


def _alone(word: str) -> bool:
    """True if the first letter is a word; some languages bind such a one to the next."""
    return word[1:2] in ("", NBSP)


def _letter(sign: str, face: FontFace, home: Measure, leading_pt: float, lines: int) -> _Letter:
    """The cap in its size; one whose accent would reach the row above is smaller."""
    height_pt = (lines - 1) * leading_pt + _top_em(home.face.outline("H")) * home.size_pt
    outline = face.outline(sign)
    size_pt = height_pt / _top_em(face.outline("H"))
    size_pt = min(size_pt, (height_pt + RISE * leading_pt) / _top_em(outline))
    points = list(_points(outline))
    return _Letter(
        outline=outline,
        size_pt=size_pt,
        left_pt=min(x for x, _ in points) * size_pt,
        right_pt=max(x for x, _ in points) * size_pt,
        top_pt=max(y for _, y in points) * size_pt,
        foot_pt=min(y for _, y in points) * size_pt,
    )


def _shape(
    letter: _Letter, home: Measure, leading_pt: float, lines: int, *, alone: bool
) -> Indents:
    """The white before each line beside the cap.

    A line more stands beside one that reaches under its baseline (Q, J). Of a letter that leaves
    room above (A, L) the first line takes it, so that the word does not fall apart; after a letter
    that is a word of its own (`alone`) a word space stands at least.
    """
    gap_pt = GAP_EM * home.size_pt
    beside = lines + (letter.foot_pt < -HANG * leading_pt)
    full_pt = letter.right_pt - letter.left_pt + gap_pt
    baseline_pt = (lines - 1) * leading_pt
    band = baseline_pt - LOW_EM * home.size_pt, baseline_pt + HIGH_EM * home.size_pt
    low, high = (y_pt / letter.size_pt for y_pt in band)
    reach = max((x for x, y in _points(letter.outline) if low <= y <= high), default=0.0)
    first_pt = reach * letter.size_pt - letter.left_pt + gap_pt
    if alone:
        first_pt = max(full_pt, first_pt + home.space_pt)
    elif full_pt - first_pt < TUCK_PT:
        first_pt = full_pt
    return Indents(firsts_pt=(round(first_pt, 3), *[round(full_pt, 3)] * (beside - 1)))


def _small_words(spans: Sequence[Span], face: FontFace) -> int:
    """How many words after the cap stand in small capitals: about three, to the first pause.

    A cap that is a word of its own counts. The last word of a span may go on in another face.
    """
    words = WHITE.split(spans[0].text.strip())
    alone = len(words[0]) == 1
    words = words[: -1 if len(spans) > 1 else None][:SMALL_WORDS]
    letters = 0
    for count, word in enumerate(words):
        letters += len(word)
        if letters > SMALL_LETTERS or not face.has_small_caps(word):
            return max(0, count - alone)
        if not word[-1:].isalnum():
            return count + 1 - alone
    return max(0, len(words) - alone)


def _cap(word: str, letter: _Letter, home: Measure, drop_rows: int) -> DropCap:
    text = (word + " ")[:2] if _alone(word) else word[0]
    return DropCap(
        text=text,
        said_pt=round(home.face.width_pt(text, home.size_pt, home.language), 3),
        drop_rows=drop_rows,
        outline=_svg_path(letter),
        box_pt=(
            0.0,
            round(-letter.top_pt, 3),
            round(letter.right_pt - letter.left_pt, 3),
            round(letter.top_pt - letter.foot_pt, 3),
        ),
    )


def _with_cap(setting: Setting, cap: DropCap, beside: int) -> Setting:
    """The setting with its cap, whose lines no leg's end may part."""
    held = (replace(line, may_end=False) for line in setting.lines[: beside - 1])
    first, *others = (*held, *setting.lines[beside - 1 :])
    return replace(setting, lines=(replace(first, cap=cap), *others))


def _top_em(outline: Outline) -> float:
    return max(y for _, y in _points(outline))


def _points(outline: Outline) -> Iterator[tuple[float, float]]:
    """Points all along an outline, in em."""
    here = start = (0.0, 0.0)
    for name, points in outline:
        if name == "moveTo":
            here = start = points[0]
            continue
        for stroke in _strokes(name, points or (start,)):
            yield from (_on_curve((here, *stroke), n / SAMPLES) for n in range(SAMPLES + 1))
            here = stroke[-1]


def _strokes(
    name: str, points: Sequence[tuple[float, float]]
) -> Iterator[tuple[tuple[float, float], ...]]:
    """An operation as Bezier curves, each without its beginning.

    Between two control points of TrueType's curves lies an end, midway.
    """
    if name != "qCurveTo":
        yield tuple(points)
        return
    for control, after in pairwise(points[:-1]):
        yield control, ((control[0] + after[0]) / 2, (control[1] + after[1]) / 2)
    yield tuple(points[-2:])


def _on_curve(points: Sequence[tuple[float, float]], t: float) -> tuple[float, float]:
    """The point of a Bezier curve at `t` from 0 to 1 (de Casteljau)."""
    while len(points) > 1:
        points = [(x + (x2 - x) * t, y + (y2 - y) * t) for (x, y), (x2, y2) in pairwise(points)]
    return points[0]


def _svg_path(letter: _Letter) -> str:
    """The outline as the `d` of an SVG path, in pt, y down, its ink's left at 0."""
    parts: list[str] = []
    for name, points in letter.outline:
        if name == "moveTo":
            parts.append("M" + _pairs(points, letter))
        elif points:
            strokes = _strokes(name, points)
            parts += ["LLQC"[len(s)] + _pairs(s, letter) for s in strokes]
        else:
            parts.append("Z")
    return "".join(parts)


def _pairs(points: Sequence[tuple[float, float]], letter: _Letter) -> str:
    size_pt, left_pt = letter.size_pt, letter.left_pt
    return " ".join(f"{x * size_pt - left_pt:.3f} {-y * size_pt:.3f}" for x, y in points)
