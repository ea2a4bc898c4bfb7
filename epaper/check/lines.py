"""C-401 to C-409: word and letter space, hyphens, signs, and labels that keep their dress."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from epaper.check.facts import Facts
from epaper.check.findings import finding
from epaper.check.legs import MARKS, ReadLegLine, ReadPart, all_lines, last_word
from epaper.check.reading import ReadPage
from epaper.model import FrameKind, Problem
from epaper.model.script import CYRILLIC
from epaper.pdf.text import excerpt

WORD_SPACE = (0.67, 2.0)
MEASURING = 0.02  # positions come back from the file rounded
GOOD_SHARE = 0.96
WIDE_SPACE = 1.5
# Beside broader letters a space looks narrower. Letters of Cyrillic news are 0.595 em wide in the
# mean in EP Text, those of English, German, French, Spanish and Swedish 0.510 to 0.527.
BROADER = 1.15
WIDE_SHARE = 0.14
FEW_LINES = 50  # fewer lines make no share
LETTER_SPACE = 0.02
LETTER_MEASURING = 0.004  # the faces' widths are whole thousandths
MOST_HYPHENS = 2
BEFORE_HYPHEN, AFTER_HYPHEN = 2, 3
AFTER_CYRILLIC = 2
SHORT_END = 2
STRAIGHT = re.compile(r"[\"']|--|\.\.\.")
TITLES = frozenset("Mr Mrs Ms Dr Prof Sir Lord Lady Rev".split())
UNITS = re.compile(r"(mm|cm|km|kg|g|kW|MW|GW|TWh|ha|million|billion|per cent|percent|°C|am|pm)\b")
FIGURE = re.compile(r"\d[\d.,]*$")
# Labels whose dress is the same all through the edition.
LABELS = (
    FrameKind.KICKER,
    FrameKind.BYLINE,
    FrameKind.CUTLINE,
    FrameKind.QUOTE_BY,
    FrameKind.TEASER_PAGE,
    FrameKind.JUMP_LINE,
    FrameKind.FROM_LINE,
    FrameKind.INDEX_PAGE,
    FrameKind.BOX,
    FrameKind.FOLIO,
)


def check_lines(
    parts: Mapping[str, tuple[ReadPart, ...]],
    pages: Sequence[ReadPage],
    facts: Facts,
    hyphened: Collection[str] = frozenset(),
) -> Iterator[Problem]:
    """Everything about how lines are set. `hyphened` are words that have hyphens of their own."""
    yield from _shares(parts)
    for mine in parts.values():
        yield from _letter_space(mine)
        yield from _hyphens(mine, hyphened)
        yield from _ends(mine)
        yield from _bonds(mine)
    for page in pages:
        yield from _signs(page)
    yield from _labels(pages)


def justified(parts: Mapping[str, tuple[ReadPart, ...]]) -> list[ReadLegLine]:
    """Body lines that are driven out to their measure."""
    lines = chain.from_iterable(all_lines(mine) for mine in parts.values())
    return [line for line in lines if line.body and not line.ends and line.spacing.word]


def _shares(parts: Mapping[str, tuple[ReadPart, ...]]) -> Iterator[Problem]:
    """How many lines of the edition keep to the limits of word space."""
    lines = justified(parts)
    if len(lines) < FEW_LINES:
        return
    least, most = WORD_SPACE
    spaces = [(line.spacing.word, broader(line.text)) for line in lines]
    good = sum(least - MEASURING <= space <= most * by + MEASURING for space, by in spaces)
    wide = sum(space > WIDE_SPACE * by + MEASURING for space, by in spaces)
    also = f" ({BROADER:g} times that in Cyrillic)" if any(by > 1 for _, by in spaces) else ""
    if good < GOOD_SHARE * len(lines):
        message = (
            f"{good / len(lines):.1%} of lines have word spaces of {least:.0%} to {most:.0%}{also}"
            f", {GOOD_SHARE:.0%} should"
        )
        yield finding("C-401", message)
    if wide > WIDE_SHARE * len(lines):
        message = (
            f"{wide / len(lines):.1%} of lines have word spaces over {WIDE_SPACE:.0%}{also}, "
            f"{WIDE_SHARE:.0%} at most should"
        )
        yield finding("C-402", message)


def broader(text: str) -> float:
    """By how much wider the spaces of a line may be for its letters: most of them Cyrillic, or not.

    What is too tight is so beside any letters.
    """
    letters = sum(sign.isalpha() for sign in text)
    return BROADER if 2 * len(CYRILLIC.findall(text)) > letters else 1.0


def _letter_space(parts: Sequence[ReadPart]) -> Iterator[Problem]:
    """Letters are not driven apart or together by more than the limit."""
    for part in parts:
        lines = [line for leg in part.legs for line in leg.lines if line.body]
        worst = max(lines, key=lambda line: abs(line.spacing.letter), default=None)
        if worst and abs(worst.spacing.letter) > LETTER_SPACE + LETTER_MEASURING:
            message = (
                f"letter space of {worst.spacing.letter:.1%} of the size, {LETTER_SPACE:.0%} at "
                f"most: {excerpt(worst.drawn)}"
            )
            yield finding("C-403", message, page=part.page, story=part.story.slug)


def _hyphens(parts: Sequence[ReadPart], hyphened: Collection[str]) -> Iterator[Problem]:
    """Not too many hyphens in a row, not too little of a word on either side."""
    for part in parts:
        page, slug = part.page, part.story.slug
        lines = list(all_lines([part]))
        run = 0
        for line, after in pairwise(lines):
            run = run + 1 if line.split else 0
            if run == MOST_HYPHENS + 1:
                message = f"{run} lines in a row end in hyphens: {excerpt(line.drawn)}"
                yield finding("C-404", message, page=page, story=slug)
            if line.split and not line.ends:
                yield from _fragments(line, after, page, slug, hyphened)


def _fragments(
    line: ReadLegLine, after: ReadLegLine, page: int, slug: str, hyphened: Collection[str]
) -> Iterator[Problem]:
    head, tail = line.text.split()[-1], after.text.split()[0]
    letters = [sign for sign in head[:-1] if sign.isalnum()]
    rest = [sign for sign in tail if sign.isalnum()]
    after_it = AFTER_CYRILLIC if CYRILLIC.search(tail) else AFTER_HYPHEN
    if len(letters) >= BEFORE_HYPHEN and len(rest) >= after_it:
        return
    whole = (head + tail).strip(MARKS).casefold()
    own = whole in hyphened or last_word(line) in hyphened
    # Figures and capitals before a hyphen are the word's own: 5-year, T-shirt, B-side.
    if not own and not (letters and (letters[-1].isdigit() or letters[-1].isupper())):
        message = f"a word is split as {head} {tail}"
        yield finding("C-405", message, page=page, story=slug)


def _ends(parts: Sequence[ReadPart]) -> Iterator[Problem]:
    for part in parts:
        for line in all_lines([part]):
            letters = sum(sign.isalnum() for sign in line.text)
            if line.ends and not line.starts and not line.head and letters <= SHORT_END:
                message = f"a paragraph's last line is {line.text!r}"
                yield finding("C-406", message, page=part.page, story=part.story.slug)


def _bonds(parts: Sequence[ReadPart]) -> Iterator[Problem]:
    """Figures stay with their units, titles with their names."""
    for part in parts:
        for line, after in pairwise(all_lines([part])):
            if line.ends or not line.text or not after.text:
                continue
            last, first = line.text.split()[-1], " ".join(after.text.split()[:2])
            if last.lstrip("“‘(") in TITLES or (FIGURE.search(last) and UNITS.match(first)):
                message = f"{last} stands at a line's end, {first} on the next line"
                yield finding("C-408", message, page=part.page, story=part.story.slug)


def _signs(page: ReadPage) -> Iterator[Problem]:
    """Quotes, dashes and dots are a printer's."""
    told: set[str] = set()
    for index, lines in page.lines.items():
        story = page.fact.frames[index].story if index >= 0 else ""
        for line in lines:
            found = STRAIGHT.search(line.text)
            if found and story not in told:
                told.add(story)
                message = f"the sign {found[0]} is not typographic: {excerpt(line)}"
                yield finding("C-407", message, page=page.number, story=story)


def _labels(pages: Sequence[ReadPage]) -> Iterator[Problem]:
    """A label has one size wherever it stands."""
    sizes: dict[FrameKind, Counter[float]] = defaultdict(Counter)
    first: dict[tuple[FrameKind, float], int] = {}
    for page in pages:
        for frame, lines in page.frames(*LABELS):
            size = round(max((line.size_pt for line in lines), default=0.0), 1)
            if size:
                sizes[frame.kind][size] += 1
                first.setdefault((frame.kind, size), page.number)
    for kind, counts in sizes.items():
        (usual, _), *others = counts.most_common()
        for size, count in others:
            message = f"{count} x {kind} of {size:g} pt, elsewhere {usual:g} pt"
            yield finding("C-409", message, page=first[kind, size])
