"""Spans in, settings out: a body paragraph broken into lines, in its best way and in others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from epaper.model import Line, Run, Setting, Span, TypeStyle
from epaper.model.script import square_gaps
from epaper.typeset.breaking import (
    LETTER_STEP,
    LIMITS,
    Breaker,
    BreakPoints,
    Driving,
    LineFit,
    Sums,
)
from epaper.typeset.fonts import FontBook
from epaper.typeset.hanging import hang_pt
from epaper.typeset.kashida import stretched
from epaper.typeset.totalfit import WHOLE, break_totally
from epaper.typeset.words import (
    HYPHEN,
    HYPHENATED,
    SOFT_HYPHEN,
    WHITE,
    Measure,
    Piece,
    Split,
    Word,
    free_points,
    measure_for,
    measure_word,
    without_soft_hyphens,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indents:
    """The white at the left of a paragraph: of each of its first lines and of the others, in pt."""

    firsts_pt: tuple[float, ...] = ()
    rest_pt: float = 0.0

    def indent_pt(self, line: int) -> float:
        """The white before line `line`, counted from 0."""
        return self.firsts_pt[line] if line < len(self.firsts_pt) else self.rest_pt


FLUSH = Indents()


class Lead(NamedTuple):
    """How a paragraph with a drop cap begins.

    The cap takes the first `letters` of the first word, all of it if there are no more;
    `small_words` words from there on stand in small capitals.
    """

    letters: int = 1
    small_words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeSpec:
    """How a paragraph is to be set: in which style and faces, how wide, how indented.

    `language` is a BCP 47 tag: it chooses hyphens and the measure of words. `breaker` finds the
    lines, driven no further than `limits`. With a `lead` it begins with a drop cap.
    """

    style: TypeStyle
    measure_pt: float
    fonts: FontBook
    language: str
    indents: Indents = FLUSH
    breaker: Breaker = break_totally
    limits: Driving = LIMITS
    lead: Lead | None = None

    @property
    def narrowest_pt(self) -> float:
        """The room of its narrowest line."""
        return self.measure_pt - max((*self.indents.firsts_pt, self.indents.rest_pt))

    @property
    def driving(self) -> Driving:
        """How far its lines may be driven: letters that join take no letter space."""
        return replace(self.limits, letter_steps=0) if self.style.joined else self.limits


class SetParagraph(NamedTuple):
    """A paragraph's settings, and the words that had to be split anywhere to fit."""

    settings: tuple[Setting, ...]
    torn: tuple[str, ...]


class _Tokens(NamedTuple):
    """A paragraph's words; `pieces` of each if there is more than one face, else empty."""

    words: list[Word]
    pieces: list[tuple[Piece, ...]]
    home: Measure

    def pieces_of(self, index: int) -> tuple[Piece, ...]:
        """The pieces of a word."""
        return self.pieces[index] if self.pieces else (Piece(self.words[index].text, self.home),)


@lru_cache(maxsize=2048)  # some 40 MB; a day of 60 articles has 1,300 paragraphs
def set_paragraph(spans: tuple[Span, ...], spec: TypeSpec) -> SetParagraph:
    """Break `spans` into lines as specified; at least one setting, however odd the copy.

    The letters of a drop cap are not among the lines' words.

    The same paragraph is set once: the answer to a repeated call comes from a cache.
    """
    tokens = _tokens(spans, spec)
    if not tokens.words:
        return SetParagraph((Setting(lines=()),), ())
    torn = _tear(tokens, spec.narrowest_pt)
    copy = _copy(tokens, spec)
    setter = _LineSetter(tokens, copy, spec)
    settings = tuple(
        Setting(lines=setter.lines(solution.lines), cost=round(solution.cost, 3))
        for solution in spec.breaker(copy, spec.driving)
    )
    return SetParagraph(settings, torn)


def _tokens(spans: Sequence[Span], spec: TypeSpec) -> _Tokens:
    """The words of `spans`, measured."""
    style, fonts, language, lead = spec.style, spec.fonts, spec.language, spec.lead
    home = style_measure(fonts, style, language)
    if len(spans) == 1 and not (spans[0].italic or spans[0].bold or lead):
        texts = [text for text in WHITE.split(spans[0].text) if text.strip(SOFT_HYPHEN)]
        return _Tokens([home.word(text) for text in texts], [], home)
    pieces: list[tuple[Piece, ...]] = []
    open_word = False  # the next piece goes on in the last word
    for span in spans:
        measure = style_measure(fonts, style, language, italic=span.italic, bold=span.bold)
        parts = WHITE.split(span.text)
        for number, part in enumerate(parts):
            open_word = open_word and number == 0
            if not part.strip(SOFT_HYPHEN):
                continue
            piece = Piece(part, measure, span.italic, span.bold)
            if open_word:
                pieces[-1] = (*pieces[-1], piece)
            else:
                pieces.append((piece,))
            open_word = True
        open_word = open_word and bool(parts[-1])
    if lead:
        pieces = _after_cap(pieces, lead, style)
    words = [measure_word(p, style.hyphenate) for p in pieces]
    return _Tokens(words, [without_soft_hyphens(p) for p in pieces], home)


def _after_cap(
    pieces: Sequence[tuple[Piece, ...]], lead: Lead, style: TypeStyle
) -> list[tuple[Piece, ...]]:
    """The words without the letters of the drop cap, the first ones in small capitals."""
    words = list(pieces)
    words[0] = _cut(words[0], lead.letters, 0)
    if not words[0]:
        del words[0]
    for number in range(min(lead.small_words, len(words))):
        words[number] = tuple(_small(piece, style) for piece in words[number])
    return words


def _small(piece: Piece, style: TypeStyle) -> Piece:
    face = piece.measure.face.small_caps
    if face is None:
        return piece
    measure = measure_for(face, piece.measure.size_pt, piece.measure.language, style.hyphenate)
    return piece._replace(measure=measure, small=True)


def style_measure(
    fonts: FontBook,
    style: TypeStyle,
    language: str,
    *,
    italic: bool = False,
    bold: bool = False,
    size_pt: float = 0.0,
) -> Measure:
    """The measure of a style at its own size, or at `size_pt`."""
    face = fonts.face_of(style, italic=italic, bold=bold)
    return measure_for(face, style.size_pt or size_pt, language, style.hyphenate)


def _tear(tokens: _Tokens, narrowest_pt: float) -> tuple[str, ...]:
    """Give words wider than the column split points everywhere; the words so treated."""
    torn = []
    for index, word in enumerate(tokens.words):
        if word.extent.width > narrowest_pt and _widest_part(word) > narrowest_pt:
            points = free_points(tokens.pieces_of(index), word)
            tokens.words[index] = word._replace(points=points)
            torn.append(word.text)
    return tuple(torn)


def _widest_part(word: Word) -> float:
    """Width of the widest part between the word's split points."""
    starts = [0.0, *(point.start.width for point in word.points)]
    ends = [*(point.end.width for point in word.points), word.extent.width]
    return max(end - start for start, end in zip(starts, ends, strict=True))


def _copy(tokens: _Tokens, spec: TypeSpec) -> BreakPoints:
    """The paragraph's line ends, in order.

    Where the style hangs, their last signs may stand out. Spaces between square letters are
    letters like others: they do not stretch.
    """
    home, style, indents = tokens.home, spec.style, spec.indents
    copy = BreakPoints(
        firsts_pt=tuple(spec.measure_pt - indent_pt for indent_pt in indents.firsts_pt),
        rest_pt=spec.measure_pt - indents.rest_pt,
        space_pt=home.space_pt,
        size_pt=home.size_pt,
        square=style.square,
    )
    copy.mark((0.0, 0.0, 0, 0), (0.0, 0.0, 0, 0), Split.SPACE, -1)
    width = plain = 0.0
    clusters = spaces = 0
    last = len(tokens.words) - 1
    for number, word in enumerate(tokens.words):
        _mark_inside(copy, tokens, number, (width, plain, clusters, spaces), style.hang)
        extent = word.extent
        width += extent[0]
        plain += extent[1]
        clusters += extent[2]
        spaces += extent[3]
        end_sums = (width, plain, clusters, spaces)
        if number < last:
            space_pt = _space_after(tokens, number)
            width += space_pt
            plain += space_pt
            clusters += 1
            spaces += not style.square
        copy.mark(end_sums, (width, plain, clusters, spaces), Split.SPACE, number)
        if style.hang:
            copy.hang(_hang_pt(tokens, number, len(word.text), Split.SPACE))
        if number < last and _binds(word, tokens.words[number + 1]):
            copy.bound.add(len(copy.splits) - 1)
    return copy


def _mark_inside(
    copy: BreakPoints, tokens: _Tokens, number: int, before: Sums, hangs: bool
) -> None:
    """Mark the places inside a word where a line may end; `before` are the sums at its start."""
    width, plain, clusters, spaces = before
    for index, split, end, start in tokens.words[number].points:
        copy.mark(
            (width + end[0], plain + end[1], clusters + end[2], spaces + end[3]),
            (width + start[0], plain + start[1], clusters + start[2], spaces + start[3]),
            split,
            number,
            index,
        )
        if hangs:
            copy.hang(_hang_pt(tokens, number, index, split))


def _hang_pt(tokens: _Tokens, number: int, index: int, split: Split) -> float:
    """How far a line that ends before letter `index` of a word stands out."""
    before = _cut(tokens.pieces_of(number), 0, index)
    sign = HYPHEN if split in HYPHENATED else before[-1].text[-1]
    return hang_pt(sign, before[-1].measure)


def _space_after(tokens: _Tokens, number: int) -> float:
    """Width of the space after a word: of the words' own face if both share it."""
    if tokens.pieces:
        measure = tokens.pieces[number][-1].measure
        if measure is tokens.pieces[number + 1][0].measure:
            return measure.space_pt
    return tokens.home.space_pt


def _binds(word: Word, after: Word) -> bool:
    """True where a line should not end between the two: "Mr" and a name, "12" and "km"."""
    return word.binds or (word.counts and after.is_unit)


# Word space from which on Arabic words are lengthened, and that which this leaves at least.
STROKES_FROM, STROKES_TO = 1.4, 1.25
PLAIN = (False, False, False)  # neither italic nor bold nor small capitals


class _LineSetter:
    """Makes the lines of a paragraph from the entries where they end."""

    def __init__(self, tokens: _Tokens, copy: BreakPoints, spec: TypeSpec) -> None:
        self.tokens, self.copy = tokens, copy
        self.style, self.indents = spec.style, spec.indents
        self.texts = [word.text for word in tokens.words]

    def lines(self, fits: Sequence[LineFit]) -> tuple[Line, ...]:
        """The lines that end where `fits` say."""
        starts = [0, *(fit.end for fit in fits)]
        count = len(fits)
        return tuple(
            self.line(starts[number], fit, number, count) for number, fit in enumerate(fits)
        )

    def line(self, start: int, fit: LineFit, number: int, count: int) -> Line:
        """Line `number` of `count`, from entry `start`."""
        copy, last = self.copy, number == count - 1
        extent = copy.extent(start, fit.end)
        split = copy.splits[fit.end]
        squeezed = last and extent.width > copy.measure(number)
        justify = self.style.align == "justify" and (not last or squeezed)
        step = fit.letter_step if justify else 0
        hang = copy.hangs.get(fit.end, 0.0) if justify else 0.0
        width, letter_em = extent.width, 0.0
        runs = self.runs(start, fit.end)
        gaps = square_gaps("".join(run.text for run in runs)) if self.style.square else 0
        if justify and gaps:
            width = extent.plain
            letter_em = (copy.measure(number) - width) / gaps / copy.size_pt
        word_space = fit.word_space if justify else 1.0
        if justify and self.style.joined and word_space > STROKES_FROM:
            runs, more_pt = self.with_strokes(runs, extent.spaces, word_space)
            width += more_pt
            word_space -= more_pt / (extent.spaces * copy.space_pt)
        if step:
            width = extent.plain + extent.clusters * step * LETTER_STEP * copy.size_pt
        return Line(
            runs=runs,
            style=self.style.name,
            width_pt=round(width, 3),
            indent_pt=self.indents.indent_pt(number),
            justify=justify,
            hyphen=split in HYPHENATED,
            joined=split is not Split.SPACE,
            word_space=round(word_space, 3),
            letter_step=step,
            letter_em=round(letter_em, 5),
            may_end=split in WHOLE and (last or 0 < number < count - 2),
            hang_pt=round(hang, 3),
        )

    def with_strokes(
        self, runs: tuple[Run, ...], spaces: int, word_space: float
    ) -> tuple[tuple[Run, ...], float]:
        """The line with Arabic words lengthened, and by how much; not where faces change in it."""
        if len(runs) != 1 or self.tokens.pieces:
            return runs, 0.0
        home = self.tokens.home
        room_pt = (word_space - STROKES_TO) * spaces * self.copy.space_pt
        words, more_pt = stretched(
            runs[0].text.split(" "),
            room_pt,
            lambda word, longer: home.word(longer).extent[0] - home.word(word).extent[0],
        )
        return (replace(runs[0], text=" ".join(words)),), more_pt

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """The text from entry `start` to entry `end`, in runs of one face."""
        copy = self.copy
        first, cut = copy.words[start], copy.indices[start]
        if not cut:
            first += 1
        last, stop = copy.words[end], copy.indices[end]
        if self.tokens.pieces:
            return _mixed_runs(self.tokens.pieces[first : last + 1], cut, stop)
        parts = self.texts[first : last + 1]
        if stop:
            parts[-1] = parts[-1][:stop]
        if cut:
            parts[0] = parts[0][cut:]
        return (Run(text=" ".join(parts)),)


def _mixed_runs(words: Sequence[tuple[Piece, ...]], cut: int, stop: int) -> tuple[Run, ...]:
    """Runs of words of several faces, from letter `cut` of the first to `stop` of the last.

    A space belongs to the face of its neighbours if they share it, else to the text's.
    """
    parts: list[tuple[str, bool, bool, bool]] = []
    for number, pieces in enumerate(words):
        pieces = _cut(pieces, 0, stop) if stop and number == len(words) - 1 else pieces
        pieces = _cut(pieces, cut, 0) if cut and not number else pieces
        if number:
            after = pieces[0]
            dress = (after.italic, after.bold, after.small)
            parts.append((" ", *(dress if parts[-1][1:] == dress else PLAIN)))
        parts += [(piece.text, piece.italic, piece.bold, piece.small) for piece in pieces]
    return tuple(
        Run(text="".join(part[0] for part in group), italic=italic, bold=bold, small=small)
        for (italic, bold, small), group in groupby(parts, key=lambda part: part[1:])
    )


def _cut(pieces: tuple[Piece, ...], start: int, stop: int) -> tuple[Piece, ...]:
    """The pieces' letters from `start`, up to `stop` if that is not 0."""
    kept, position = [], 0
    for piece in pieces:
        text = piece.text[max(0, start - position) : stop - position if stop else None]
        if text and not (stop and position >= stop):
            kept.append(piece._replace(text=text))
        position += len(piece.text)
    return tuple(kept)
