"""Stories in, galleys out: everything of a story set, at every width make-up may choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from epaper.model import (
    At,
    Galley,
    Layout,
    Problem,
    SetBlock,
    Severity,
    Story,
)
from epaper.typeset.body import set_body, set_gathered
from epaper.typeset.codes import left_out, set_code
from epaper.typeset.dropcaps import wears_cap
from epaper.typeset.faults import told
from epaper.typeset.fonts import DEFAULT_LANGUAGE, FontBook
from epaper.typeset.glyphs import LineOf, missing_glyphs, unknown_line
from epaper.typeset.headlines import set_headlines
from epaper.typeset.kept_galleys import GalleyStore, KeptGalley, kept_galley
from epaper.typeset.parts import (
    REPEATED,
    set_box,
    set_bylines,
    set_cutlines,
    set_jump_heads,
    set_quotes,
    set_standfirsts,
    set_texts,
)
from epaper.typeset.stick import Stick
from epaper.typeset.tables import set_tables

EMERGENCY = 3.0  # word space from which a line is reported
CANNOT_BE_SET = (
    "the story is held out: file its copy in a plainer way, or send its file to the makers"
)


def set_copy(
    stories: Sequence[Story],
    layout: Layout,
    fonts: FontBook,
    line_of: LineOf = unknown_line,
    language: str = DEFAULT_LANGUAGE,
    store: GalleyStore | None = None,
) -> tuple[Mapping[str, Galley], tuple[Problem, ...]]:
    """Every story's galley by its slug, and what was odd about the copy.

    `language` is the paper's, for what it says itself. Reports T-101 characters without a glyph,
    T-102 and T-103 words split because they are wider than their measure, T-104 lines driven far
    apart, T-107 addresses too long for a code. No word is left out for any of these. A story that
    cannot be set has no galley, and a T-110 with its record. What was set before is in the `store`,
    and what is set now is put there.
    """
    galleys: dict[str, Galley] = {}
    problems: list[Problem] = []
    fresh: list[tuple[Story, KeptGalley]] = []
    for story in stories:
        faults: list[Problem] = []
        kept = store.get(story) if store is not None else None
        if kept is not None:
            galleys[story.slug] = kept.whole()
            problems += kept.problems
            continue
        with _told(story, faults):
            galley, odd = _set(story, layout, fonts, line_of, language)
            galleys[story.slug] = galley
            problems += odd
            fresh.append((story, kept_galley(galley, odd)))
        problems += _pinned(story, faults, layout, fonts, language)
    if store is not None:
        store.put(fresh)
    return galleys, tuple(problems)


def _set(
    story: Story, layout: Layout, fonts: FontBook, line_of: LineOf, language: str
) -> tuple[Galley, list[Problem]]:
    """A story's galley, and what was odd about its copy."""
    stick = Stick(layout, fonts, story.record.language or DEFAULT_LANGUAGE)
    galley = set_story(story, stick, language)
    problems = [*missing_glyphs(story, stick, line_of)]
    problems += _torn_words(story, stick)
    problems += _driven_lines(story, galley)
    if layout.code and galley.code is None and story.record.url and not story.gathered:
        problems.append(left_out(story.record))
    return galley, problems


def _told(story: Story, problems: list[Problem]) -> AbstractContextManager[None]:
    """What is raised while a story is set as a problem (T-110) of its first record."""
    where = At(file=story.record.file, story=story.record.slug)
    return told(problems, where, "the story", CANNOT_BE_SET)


def _pinned(
    story: Story, faults: list[Problem], layout: Layout, fonts: FontBook, language: str
) -> list[Problem]:
    """The faults of a gathered story, each with the member that cannot be set by itself.

    Where each can, the fault stays with the first.
    """
    if not faults or len(story.members) == 1:
        return faults
    pinned: list[Problem] = []
    for member in story.members:
        alone = replace(story, members=(member,))
        with _told(alone, pinned):
            _set(alone, layout, fonts, unknown_line, language)
    return pinned or faults


def set_story(story: Story, stick: Stick, language: str = DEFAULT_LANGUAGE) -> Galley:
    """One story, set; `language` is the paper's."""
    if story.gathered:
        return Galley(
            slug=story.slug,
            measure_pt=stick.column_pt,
            paragraphs=tuple(set_gathered(story.members, stick)),
            headlines=set_headlines(story, stick),
            jump_heads=set_jump_heads(story.headline, stick),
        )
    record = story.record
    code = set_code(record, stick, language)
    capped = wears_cap(story, stick.layout.drop_cap)
    return Galley(
        slug=story.slug,
        measure_pt=stick.column_pt,
        paragraphs=tuple(set_body(record, stick, code, drop_cap=capped)),
        headlines=set_headlines(story, stick),
        kickers=set_texts(story.kicker, "kicker", stick, "kicker"),
        standfirsts=set_standfirsts(story.standfirst, stick),
        bylines=set_bylines(story, stick),
        cutlines=set_cutlines(story, stick),
        quotes=tuple(set_quotes(story, stick)),
        box=set_box(record.box, stick) if record.box is not None else None,
        tables=set_tables(record.table, stick) if record.table is not None else {},
        jump_heads=set_jump_heads(story.headline, stick),
        teaser=_teaser(story, stick),
        teaser_text=_teaser_text(story, stick),
        code=code,
    )


def _teaser(story: Story, stick: Stick) -> SetBlock | None:
    return set_texts(story.headline, "teaser", stick, REPEATED).get(1)


def _teaser_text(story: Story, stick: Stick) -> SetBlock | None:
    """The standfirst at text size, for a teaser without a picture."""
    if "teaser-text" not in stick.layout.styles:
        return None
    return set_texts(story.standfirst, "teaser-text", stick, REPEATED).get(1)


def _torn_words(story: Story, stick: Stick) -> Iterator[Problem]:
    """A problem for each field with words that were split because they are wider than it."""
    torn: dict[str, list[str]] = {}
    for place, word in dict.fromkeys(stick.torn):
        torn.setdefault(place, []).append(word)
    for place, words in torn.items():
        code = "T-102" if place == "headline" else "T-103"
        soft = "put a soft hyphen where it may be split, or " if place == "body" else ""
        shown = words[0] if len(words[0]) <= 40 else words[0][:39] + "…"
        more = f" (and {len(words) - 1} more)" if len(words) > 1 else ""
        yield Problem(
            code=code,
            severity=Severity.WARN,
            where=At(file=story.record.file, field=place, story=story.slug),
            message=f"the word “{shown}”{more} is wider than its column and was split",
            hint=f"{soft}write it in other words",
        )


def _driven_lines(story: Story, galley: Galley) -> Iterator[Problem]:
    """A note if lines had to be driven beyond three times the normal word space."""
    count = sum(
        line.justify and line.word_space > EMERGENCY
        for paragraph in galley.paragraphs
        for line in paragraph.best.lines
    )
    if count:
        yield Problem(
            code="T-104",
            severity=Severity.NOTE,
            where=At(file=story.record.file, field="body", story=story.slug),
            message=f"lines with more than {EMERGENCY:g} times the normal word space: {count}",
            hint="long words or addresses cause this; a soft hyphen in them helps",
        )
