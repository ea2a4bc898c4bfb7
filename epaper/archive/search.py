"""The search: a reader's words in, the stories that have them out.

Newest first, the index is read from its end and no further than is shown or counted, so that a
word of every story costs no more than a rare one. The best first are looked for among the newest
stories only, since ranking has to look at each.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from epaper.archive.archive import FARTHEST, MOST, Archive
from epaper.archive.database import DRAFT_MARK, SECTION_MARK
from epaper.archive.query import Query, Term, read_query
from epaper.archive.rows import read_story
from epaper.archive.snippet import Parts, cut_snippet, find_marks, mark_all
from epaper.archive.writing import first_number, last_number, unpack
from epaper.model import At, Problem, Severity

Sort: TypeAlias = Literal["newest", "best"]

COUNTED = 1_000  # further matches are "more than"
RANKED = 2_000  # newest matches that "best" chooses from
# bm25's weights of headline, standfirst, byline, caption, body, mark: a headline has a tenth of
# the words and says what the story is about.
WEIGHTS = "10.0, 5.0, 2.0, 1.0, 1.0, 0.0"

_SECTION = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOrder:
    """What to look for: `words` as typed, in editions from `since` to `until`, both included.

    `until` must not be later than what the reader may see. `section` is a key, empty for all.
    """

    words: str
    until: date
    since: date = date.min
    section: str = ""
    sort: Sort = "newest"
    limit: int = 20
    offset: int = 0
    drafts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that was found, its parts marked where; `snippet` is of its body or captions."""

    day: date
    slug: str
    story_slug: str
    headline: Parts
    standfirst: Parts
    snippet: Parts
    section: str
    section_name: str
    page: int
    byline: tuple[str, ...]
    agency: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Some of what was found. With `total_is_least` there are more than `total`.

    `problems` tell what of the order could not be followed.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    total_is_least: bool = False
    problems: tuple[Problem, ...] = ()


def search(archive: Archive, order: SearchOrder) -> Results:
    """What `order` finds; nothing that a reader may type raises. Raises ArchiveError."""
    newest = archive.latest(order.until, order.drafts)
    query = read_query(order.words, newest.language if newest else "")
    problems = _problems(query)
    if not query.terms or (order.section and not _SECTION.fullmatch(order.section)):
        return Results(problems=problems)
    limit, offset = min(max(order.limit, 0), MOST), min(max(order.offset, 0), FARTHEST)
    match = _expression(query, order.section, order.drafts)
    span = (first_number(order.since), last_number(order.until))
    with archive.database.reading() as db:
        numbers, found = _find(db, match, span, order.sort, limit, offset)
        hits = tuple(_hit(db, number, query) for number in numbers)
    return Results(
        hits=hits,
        total=min(found, COUNTED),
        total_is_least=found > COUNTED,
        problems=problems,
    )


def _find(
    db: sqlite3.Connection,
    match: str,
    span: tuple[int, int],
    sort: Sort,
    limit: int,
    offset: int,
) -> tuple[list[int], int]:
    """The numbers of the records to show, and how many there are, counted to COUNTED + 1."""
    ahead = RANKED if sort == "best" else COUNTED + 1
    newest = _newest(db, match, span, ahead, 0)
    if sort == "best":
        if newest:
            newest = _best(db, match, (newest[-1], span[1]))
        return newest[offset : offset + limit], len(newest)
    if offset + limit <= ahead or len(newest) < ahead:
        return newest[offset : offset + limit], len(newest)
    return _newest(db, match, span, limit, offset), len(newest)


def _newest(
    db: sqlite3.Connection, match: str, span: tuple[int, int], limit: int, offset: int
) -> list[int]:
    rows = db.execute(
        "SELECT rowid FROM word WHERE word MATCH ? AND rowid BETWEEN ? AND ?"
        " ORDER BY rowid DESC LIMIT ? OFFSET ?",
        (match, *span, limit, offset),
    )
    return [number for (number,) in rows]


def _best(db: sqlite3.Connection, match: str, span: tuple[int, int]) -> list[int]:
    rows = db.execute(
        "SELECT rowid FROM word WHERE word MATCH ? AND rowid BETWEEN ? AND ?"
        f" ORDER BY bm25(word, {WEIGHTS}), rowid DESC",
        (match, *span),
    )
    return [number for (number,) in rows]


def _expression(query: Query, section: str, drafts: bool) -> str:
    """The query as FTS5 reads it. Words are folded, so none of them can hold a quotation mark."""
    wanted = [_any_of(term) for term in query.terms]
    if section:
        wanted.append(f'"{SECTION_MARK}{section}"')
    excluded = [_any_of(term) for term in query.excluded]
    if not drafts:
        excluded.append(f'"{DRAFT_MARK}"')
    found = " AND ".join(wanted)
    return f"({found}) NOT ({' OR '.join(excluded)})" if excluded else found


def _any_of(term: Term) -> str:
    star = " *" if term.prefix else ""
    return "(" + " OR ".join(f'"{" ".join(words)}"{star}' for words in term.spellings) + ")"


def _hit(db: sqlite3.Connection, number: int, query: Query) -> Hit:
    facts, text = db.execute(
        "SELECT facts, text FROM story JOIN copy USING (id) WHERE id = ?", (number,)
    ).fetchone()
    story, copy = read_story(number, facts), unpack(text)
    return Hit(
        day=story.day,
        slug=story.slug,
        story_slug=story.story_slug,
        headline=mark_all(story.headline, find_marks(story.headline, query.terms)),
        standfirst=mark_all(story.standfirst, find_marks(story.standfirst, query.terms)),
        snippet=_snippet((copy.body, copy.caption, copy.byline), query),
        section=story.section,
        section_name=story.section_name,
        page=story.page,
        byline=story.byline,
        agency=story.agency,
        language=story.language,
    )


def _snippet(texts: tuple[str, ...], query: Query) -> Parts:
    """From the first text in which most different terms stand together."""
    best, most = cut_snippet(texts[0], query.terms)
    for text in texts[1:]:
        if most == len(query.terms):
            break
        parts, worth = cut_snippet(text, query.terms)
        if worth > most:
            best, most = parts, worth
    return best


def _problems(query: Query) -> tuple[Problem, ...]:
    problems = []
    if query.cut:
        problems.append(("A-201", "only the beginning of the search was looked for", "shorten it"))
    if not query.terms:
        problems.append(("A-202", "there is no word to look for", "type one"))
    return tuple(
        Problem(code=code, severity=Severity.NOTE, where=At(), message=message, hint=hint)
        for code, message, hint in problems
    )


__all__ = ["Hit", "Parts", "Results", "SearchOrder", "Sort", "search"]
