"""Display text in, set blocks out: headlines, standfirsts, labels; ragged, unhyphenated.

Lines are as few as the measure allows; then they are balanced (headlines, standfirsts,
quotes) or filled from the top (cutlines, boxes), and broken with the sense.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from math import inf
from typing import NamedTuple

from epaper.model import Line, Run, SetBlock, TypeStyle
from epaper.typeset.fonts import DEFAULT_LANGUAGE, FontBook, FontFace
from epaper.typeset.hyphens import points
from epaper.typeset.kinsoku import parted
from epaper.typeset.sense import line_end_costs
from epaper.typeset.words import HYPHEN, SOFT_HYPHEN, WHITE

SLACK_PT = 0.02  # WeasyPrint's widths agree to within this
NARROW_LETTERS = 8  # are together wider than a hyphen, whichever they are

DOT = "·"  # between the labels of a byline

# Penalties, in parts of the squared empty part of a line (0.0625 is a quarter empty).
LONE_LAST_WORD = 0.12
STUB = 0.5  # a last line of three letters and fewer
STUB_LETTERS = 3
LONE_WORD = 0.05  # one that fills less than half of its line
HALF = 0.5
INSIDE_LABEL = 0.4
FILLED_SENSE = 0.4  # the sense counts less where lines are filled from the top


class DisplayWord(NamedTuple):
    """A word in em of its block's size: width, and kerning with a space on either side.

    `torn` marks the first part of a word too wide for the measure: a hyphen stands there,
    and the rest goes on in the next line; with `own` the hyphen is the word's own.
    `style` is empty for the block's own. `glued` words are followed by the next without a space:
    parts of Chinese or Japanese.
    """

    text: str
    width_em: float
    before_em: float
    after_em: float
    space_em: float
    style: str = ""
    torn: bool = False
    glued: bool = False
    own: bool = False


class DisplayPart(NamedTuple):
    """A stretch of display text in one style."""

    text: str
    style: TypeStyle


def display_words(
    parts: Sequence[DisplayPart],
    size_pt: float,
    fonts: FontBook,
    language: str,
    own: TypeStyle | None = None,
) -> list[DisplayWord]:
    """The words of `parts`, measured in em of `size_pt`.

    The block's own style is `own`, or the first part's.
    """
    own = own or parts[0].style
    words = []
    for text, style in parts:
        scale = (style.size_pt or size_pt) / size_pt
        face, tracking_em = fonts.face_of(style), style.tracking_at_em(size_pt)
        name = "" if style.name == own.name else style.name
        for word in WHITE.split(cased(text, style).replace(SOFT_HYPHEN, "")):
            for piece, last in _pieces(word):
                measured = _measured(piece, face, tracking_em, language)
                if not last:
                    measured = measured._replace(space_em=0.0, after_em=0.0, glued=True)
                words.append(_scaled(measured, scale, name))
    return words


def _pieces(word: str) -> list[tuple[str, bool]]:
    """The parts of a word between which a line may end, each with whether it is the last."""
    parts = parted(word) if not word.isascii() else [word] if word else []
    return [(part, number == len(parts) - 1) for number, part in enumerate(parts) if part]


def cased(text: str, style: TypeStyle) -> str:
    """`text` in the style's case; small capitals are left to the font."""
    return text.upper() if style.case == "upper" else text


def set_block(
    words: Sequence[DisplayWord],
    style: TypeStyle,
    size_pt: float,
    measure_pt: float,
    *,
    balance: bool = True,
    labels: bool = False,
    language: str = DEFAULT_LANGUAGE,
) -> SetBlock | None:
    """Break `words` into lines; None if a word alone is wider than the measure.

    With `labels`, lines end at the dots between labels where they can. `language` tells which
    words lead on to the next.
    """
    measure_em = (measure_pt + SLACK_PT) / size_pt
    if any(word.width_em > measure_em for word in words):
        return None
    lines: list[Line] = []
    sense_cost = 0.0
    for torn, chunk in _chunks(words):
        ends = _end_costs(chunk, language, balance=balance, labels=labels)
        cuts = _break(chunk, measure_em, ends, balance=balance)
        sense_cost += sum(max(0.0, ends[cut - 1]) for cut in cuts)
        for start, end in zip([0, *cuts], [*cuts, len(chunk)], strict=True):
            joined = torn and end == len(chunk)
            lines.append(_line(chunk[start:end], style, size_pt, joined))
    return SetBlock(
        style=style.name,
        size_pt=size_pt,
        leading_pt=style.leading_at_pt(size_pt),
        measure_pt=measure_pt,
        lines=tuple(lines),
        sense_cost=round(sense_cost, 3),
    )


def tear(
    words: Sequence[DisplayWord],
    styles: Mapping[str, TypeStyle],
    size_pt: float,
    measure_pt: float,
    fonts: FontBook,
    language: str,
) -> tuple[list[DisplayWord], list[str]]:
    """`words` with those wider than the measure split by visible hyphens; and which they were.

    `styles` are those of the words by the name that they have of it.
    """
    measure_em = (measure_pt + SLACK_PT) / size_pt
    whole: list[DisplayWord] = []
    torn = []
    for word in words:
        if word.width_em <= measure_em:
            whole.append(word)
            continue
        torn.append(word.text)
        style = styles[word.style]
        face, tracking_em = fonts.face_of(style), style.tracking_at_em(size_pt)
        scale = (style.size_pt or size_pt) / size_pt
        for piece in _fragments(word.text, measure_em / scale, face, tracking_em, language):
            measured = _measured(piece.text, face, tracking_em, language)
            fitted = _scaled(measured, scale, word.style)
            whole.append(fitted._replace(torn=not piece.last, own=piece.own))
        if word.glued:
            whole[-1] = whole[-1]._replace(space_em=0.0, after_em=0.0, glued=True)
    return whole, torn


@lru_cache(maxsize=50_000)
def _measured(word: str, face: FontFace, tracking_em: float, language: str) -> DisplayWord:
    """A word in em of its own size. Letter space turns ligatures off, as in Pango."""
    space = _width(" ", face, tracking_em, language)
    width = _width(word, face, tracking_em, language)
    before = _width(" " + word, face, tracking_em, language) - width - space
    after = _width(word + " ", face, tracking_em, language) - width - space
    return DisplayWord(word, width, before, after, space)


def _width(text: str, face: FontFace, tracking_em: float, language: str) -> float:
    extent = face.extent(text, language)
    if not tracking_em:
        return extent.width_em
    return extent.plain_em + extent.clusters * tracking_em


def _scaled(word: DisplayWord, scale: float, style: str) -> DisplayWord:
    """The word in em of a block of another size."""
    if scale == 1 and not style:
        return word
    return DisplayWord(
        word.text,
        word.width_em * scale,
        word.before_em * scale,
        word.after_em * scale,
        word.space_em * scale,
        style,
        glued=word.glued,
    )


class _Fragment(NamedTuple):
    """A part of a torn word: its text, hyphen included; `own` where that is the word's own."""

    text: str
    last: bool = False
    own: bool = False


def _fragments(
    word: str, measure_em: float, face: FontFace, tracking_em: float, language: str
) -> list[_Fragment]:
    """`word` in parts that fit.

    Split after hyphens of its own or at hyphenation points where they come far enough, else
    anywhere.
    """

    def fits(part: str) -> bool:
        return _width(part, face, tracking_em, language) <= measure_em

    parts: list[_Fragment] = []
    places = set(points(word, language))
    start, most = 0, 1
    while True:
        rest = word[start:]
        # Parts of a word hold much the same: the search begins at what the last one held.
        most = max(1, min(most, len(rest) - 1))
        while most > 1 and not fits(rest[:most] + HYPHEN):
            most -= 1
        while most + 1 < len(rest) and fits(rest[: most + 1] + HYPHEN):
            most += 1
        if len(rest) <= most + NARROW_LETTERS and fits(rest):
            return [*parts, _Fragment(rest, last=True)]
        if len(rest) == 1:  # wider than the measure by itself
            return [*parts, _Fragment(rest, last=True)]
        far = range(most // 2 + 1, most + 1)
        own = [index for index in far if rest[index - 1] == HYPHEN]
        good = own or [index for index in far if start + index in places]
        cut = good[-1] if good else most
        parts.append(_Fragment(rest[:cut] + ("" if own else HYPHEN), own=bool(own)))
        start += cut


def _chunks(words: Sequence[DisplayWord]) -> list[tuple[bool, Sequence[DisplayWord]]]:
    """Stretches of words that end at a torn word, or at the end."""
    chunks: list[tuple[bool, Sequence[DisplayWord]]] = []
    start = 0
    for index, word in enumerate(words):
        if word.torn or index == len(words) - 1:
            chunks.append((word.torn, words[start : index + 1]))
            start = index + 1
    return chunks


def _break(
    words: Sequence[DisplayWord], measure_em: float, ends: Sequence[float], *, balance: bool
) -> list[int]:
    """Where lines start after the first: as few lines as possible, then the least cost.

    Dynamic programming over the words set, each with the fewest lines that hold them: the whole in
    its fewest has no part in more. The empty part of each line counts by its square, the last
    line's only when balancing. `ends` are the costs of ending a line after each word.
    """
    sums = _running_sums(words)
    if sums[-1] - words[0].before_em - words[-1].after_em - words[-1].space_em <= measure_em:
        return []
    count = len(words)
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, count + 1):
        last = words[end - 1]
        edge = sums[end] - last.after_em - last.space_em
        penalty = ends[end - 1]
        found = (count + 1, inf, 0)
        for start in range(end - 1, -1, -1):
            empty = 1 - (edge - sums[start] - words[start].before_em) / measure_em
            if empty < 0:
                break
            cost = penalty + (empty * empty if balance or end < count else 0.0)
            if start == end - 1:
                cost += _lone_word_cost(last, empty, at_end=end == count, balance=balance)
            lines, before, _ = best[start]
            found = min(found, (lines + 1, before + cost, start), key=_lines_and_cost)
        best.append(found)
    return _trace(best, count)


def _lines_and_cost(way: tuple[int, float, int]) -> tuple[int, float]:
    return way[:2]


def _lone_word_cost(word: DisplayWord, empty: float, *, at_end: bool, balance: bool) -> float:
    """What it costs that a word has a line to itself."""
    if at_end and len(word.text) < 7:
        return STUB if sum(map(str.isalnum, word.text)) <= STUB_LETTERS else LONE_LAST_WORD
    return LONE_WORD if balance and empty > HALF else 0.0


def _trace(best: Sequence[tuple[int, float, int]], count: int) -> list[int]:
    """The line starts on the best way to the end."""
    cuts = []
    end = count
    while end:
        end = best[end][2]
        cuts.append(end)
    return cuts[-2::-1]


def _running_sums(words: Sequence[DisplayWord]) -> list[float]:
    """Sums of the words' widths, kerning and spaces, from 0."""
    sums = [0.0]
    for word in words:
        sums.append(sums[-1] + word.before_em + word.width_em + word.after_em + word.space_em)
    return sums


def _end_costs(
    words: Sequence[DisplayWord], language: str, *, balance: bool, labels: bool
) -> list[float]:
    """What it costs to end a line after each word; credits stay together like labels."""
    part = 1.0 if balance else FILLED_SENSE
    texts = tuple(word.text for word in words)
    costs = [part * cost for cost in line_end_costs(texts, language)]
    for place, (word, after) in enumerate(pairwise(words)):
        if labels or (word.style and word.style == after.style):
            costs[place] = 0.0 if word.text == DOT else INSIDE_LABEL
    return [*costs, 0.0]


def _line(words: Sequence[DisplayWord], style: TypeStyle, size_pt: float, joined: bool) -> Line:
    """A line of display text; the hyphen of a torn word is taken off, as `Line` wants it."""
    hyphen = joined and not words[-1].own
    first, last = words[0], words[-1]
    width = _running_sums(words)[-1] - first.before_em - last.after_em - last.space_em
    runs = []
    for name, group in groupby(words, key=lambda word: word.style):
        text = "".join(word.text + ("" if word.glued else " ") for word in group)
        runs.append(Run(text=text, style=name))
    runs = _spaces_in_front(runs)
    if hyphen:
        runs[-1] = Run(text=runs[-1].text.removesuffix(HYPHEN), style=runs[-1].style)
    return Line(
        runs=tuple(runs),
        style=style.name,
        width_pt=round(width * size_pt, 3),
        hyphen=hyphen,
        joined=joined or last.glued,
    )


def _spaces_in_front(runs: list[Run]) -> list[Run]:
    """Runs that end in their space, with the space at the next one's beginning instead."""
    made, space = [], ""
    for run in runs:
        bare = run.text.removesuffix(" ")
        made.append(Run(text=space + bare, style=run.style))
        space = run.text[len(bare) :]
    return made
