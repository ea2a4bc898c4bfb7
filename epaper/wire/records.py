"""Records: a day's folder in; its checked records, and every fault of every file, out.

A record with a fault that stops is left out and its problems say why, one with a fault of a single
field stands without that field; all other records are read and checked in the same run. Photos are
not looked at here: what is wrong with a picture keeps the picture out of the paper and not the
words (darkroom).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

from epaper.exceptions import DayError
from epaper.language.locale import Tongue
from epaper.model import Block, Box, Form, Paper, Photo, Problem, Quote, Record, Severity, Table
from epaper.places import PAPER_FILE
from epaper.text import SLUG, SLUG_LIMIT, bare_words, stem_slug
from epaper.wire.body import read_body
from epaper.wire.faults import Faults, did_you_mean
from epaper.wire.fields import FiledBox, FiledHead, FiledTable, check_head
from epaper.wire.frontmatter import (
    BODY_LIMIT,
    HEAD_LIMIT,
    Head,
    Keys,
    Parts,
    field_name,
    keys_of,
    take_apart,
)

ARTICLES = "articles"
PHOTOS = "photos"
# Faults of one field, without which the story can stand: the field is left out, and told.
OF_A_FIELD = frozenset(f"W-{n}" for n in (201, 202, 205, 206, 207, 209, *range(210, 216)))
MOST_READINGS = 4  # a field in a field that cannot be read
WORD_LIMIT = 50  # letters; longer words do not fit a column of 54 mm at 8.8 pt without a break
# Lines break at spaces and hyphens, soft ones too, and anywhere in Thai, Khmer, Chinese,
# Japanese and Korean.
_UNBROKEN = re.compile("[^\\s/\\-\u00ad\u2013\u2014\u0e00-\u0eff\u1780-\u17ff\u2e80-\U0003ffff]+")
_SHOWN_DATES = 3


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of one file: its record, if it has no stopping fault, and its problems."""

    record: Record | None
    problems: tuple[Problem, ...]
    slug_line: int = 1


def read_records(
    folder: Path, day: date, paper: Paper
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """The records of `day` in the paper's `folder`, by file name, and all their problems.

    The language is filled in from the paper where a record names none. Its section stays empty:
    that is for the desk to decide.
    Raises DayError where the day has no folder or no article.
    """
    files = _article_files(folder, day)
    reads = [_read_file(path, folder, paper) for path in files if path.suffix == ".md"]
    stray = [problem for path in files if path.suffix != ".md" for problem in _stray(path, folder)]
    reads = _of_their_own(reads)
    records = tuple(read.record for read in reads if read.record)
    problems = _unknown_language(paper.language, Faults(PAPER_FILE)).found
    problems += [problem for read in reads for problem in read.problems]
    return records, tuple(sorted([*problems, *stray], key=lambda p: (p.where.file, p.where.line)))


def _unknown_language(language: str, faults: Faults, line: int = 0) -> Faults:
    """W-221 for a well-formed tag of which nothing is known."""
    if not Tongue(language).known:
        said = f"nothing is known of the language {language}; dates and labels are English"
        hint = "its words are not hyphenated; is the tag right?"
        faults.add("W-221", said, line=line, of="language", hint=hint)
    return faults


def _article_files(folder: Path, day: date) -> list[Path]:
    """The files in the day's articles folder, by name; DayError if there are none."""
    articles = folder / day.isoformat() / ARTICLES
    if not articles.parent.is_dir():
        raise DayError(f"there is no folder for {day.isoformat()}", _nearest_days(folder, day))
    try:
        files = sorted(path for path in articles.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        files = []
    except OSError as error:
        name = f"{day.isoformat()}/{ARTICLES}"
        reason = error.strerror or "no reason given"
        raise DayError(
            f"{name} cannot be read: {reason}", "it must be a folder that you may read"
        ) from error
    if not any(path.suffix == ".md" for path in files):
        hint = f"put records into {day.isoformat()}/{ARTICLES}, or import some"
        raise DayError(f"there is no article for {day.isoformat()}", hint)
    return files


def _nearest_days(folder: Path, day: date) -> str:
    """A hint that names the days nearest to `day` that have a folder."""
    days = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", path.name) and path.is_dir():
            try:
                days.append(date.fromisoformat(path.name))
            except ValueError:
                continue
    if not days:
        return f"make {day.isoformat()}/{ARTICLES} and put records into it"
    near = sorted(sorted(days, key=lambda other: (abs(other - day), other))[:_SHOWN_DATES])
    return f"nearest: {', '.join(other.isoformat() for other in near)}"


def _stray(path: Path, folder: Path) -> list[Problem]:
    """W-109 for a file that is no record; leftovers of editors go unsaid."""
    if path.name.endswith("~") or path.suffix in (".bak", ".swp", ".tmp"):
        return []
    faults = Faults(_name(path, folder))
    faults.add("W-109", "this is not read", hint="a record's name ends in .md")
    return faults.found


def _name(path: Path, folder: Path) -> str:
    """The file as problems name it; a name that is not UTF-8 is shown with question marks."""
    return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()


def _read_file(path: Path, folder: Path, paper: Paper) -> _Read:
    """One record file, read and checked to its end."""
    faults = Faults(_name(path, folder))
    data = _bytes_of(path, faults)
    parts = take_apart(data, faults) if data is not None else None
    if parts is None:
        return _Read(None, _of_story(faults.found, path, None))
    body = read_body(parts.body, parts.body_line, faults)
    found = dict.fromkeys(faults.found)
    filed = _filed(parts, body, paper, found, faults.file)
    problems = _of_story(found, path, parts.head)
    if filed is None or faults.stop:
        return _Read(None, problems)
    line = parts.head.line(("slug",)) if parts.head else 1
    return _Read(_record(filed, body, path, faults.file, paper), problems, line)


def _filed(
    parts: Parts, body: Sequence[Block], paper: Paper, found: dict[Problem, None], file: str
) -> FiledHead | None:
    """The head without the fields that cannot be read, whose problems are added to `found`.

    None where it has a fault of another kind, or no headline.
    """
    head = parts.head
    for _ in range(MOST_READINGS if head else 0):
        faults = Faults(file)
        filed = check_head(head, faults) if head else None
        if filed and head:
            _check_fields(filed, head, paper, faults)
            _check_quotes(filed, body, head, faults)
            _check_words(filed, body, parts, faults)
        found.update(dict.fromkeys(faults.found))
        stopping = [p for p in faults.found if p.severity is Severity.STOP]
        if not stopping:
            return filed
        if head is None or not all(_may_go(problem) for problem in stopping):
            return None
        head = head.without(map(_to_leave_out, stopping))
    return None


def _to_leave_out(problem: Problem) -> Keys:
    """The field that goes: a table whole, and the entry of a list that lacks a part."""
    keys = keys_of(problem.where.field)
    if problem.code == "W-214":
        return keys[:1]
    return keys[:-1] if problem.code == "W-215" and len(keys) > 1 else keys


def _may_go(problem: Problem) -> bool:
    """Whether a story can stand without the field that a problem is about."""
    return problem.code in OF_A_FIELD and problem.where.field not in ("", "headline")


def _of_story(found: Iterable[Problem], path: Path, head: Head | None) -> tuple[Problem, ...]:
    """The problems of a record's file, with the slug that it has or would have had."""
    filed = head.values.get("slug") if head else None
    slug = filed if isinstance(filed, str) and SLUG.fullmatch(filed) else stem_slug(path.stem)
    return tuple(replace(p, where=replace(p.where, story=slug)) for p in found)


def _bytes_of(path: Path, faults: Faults) -> bytes | None:
    """The file's bytes, at most one more than are allowed; None and W-108 if unreadable."""
    try:
        if not path.is_file():
            faults.add("W-108", "this is not a file", hint="it is a folder, a pipe or a dead link")
            return None
        with path.open("rb") as file:
            return file.read(HEAD_LIMIT + BODY_LIMIT + 1)
    except OSError as error:
        faults.add("W-108", f"the file cannot be read: {error.strerror}")
        return None


def _check_fields(filed: FiledHead, head: Head, paper: Paper, faults: Faults) -> None:
    """Checks of single fields that need more than the field: W-203 to W-205, W-218, W-219."""
    if not filed.headline:
        hint = "add headline: and the words"
        faults.add(
            "W-203",
            "the record has no headline",
            line=head.line(("headline",)),
            of="headline",
            hint=hint,
        )
    written = head.values.get("headline")
    if isinstance(written, str) and "\n" in written.strip():
        hint = "write it on one line; where it breaks is found by the page"
        line = head.line(("headline",))
        faults.add("W-204", "line breaks in the headline", line=line, of="headline", hint=hint)
    keys = [section.key for section in paper.sections]
    if filed.section and filed.section not in keys:
        said, hint = f"unknown section {filed.section}", did_you_mean(filed.section, keys)
        faults.add("W-205", said, line=head.line(("section",)), of="section", hint=hint)
    if filed.box and not (filed.box.text or filed.box.items):
        line = head.line(("box",))
        faults.add("W-215", "the box is empty", line=line, of="box", hint="add text: or items:")
    _check_times(filed, head, paper, faults)
    if filed.language:
        _unknown_language(filed.language, faults, head.line(("language",)))
    if any(_BY.match(name) for name in filed.byline):
        line = head.line(("byline",))
        faults.add("W-219", "“By” is left out, it is printed anyway", line=line, of="byline")


def _check_times(filed: FiledHead, head: Head, paper: Paper, faults: Faults) -> None:
    """W-218 for times in the wrong order, W-220 for those that name no zone."""
    published, updated = filed.published, filed.updated
    if published and updated and updated.at(paper.zone) < published.at(paper.zone):
        line = head.line(("updated",))
        faults.add("W-218", "updated before it was published", line=line, of="updated")
    for of, time in (("published", published), ("updated", updated)):
        if time and not time.zoned:
            said = f"no time zone; read as {paper.timezone}"
            hint = "add Z or an offset such as +00:00, or name timezone in paper.toml"
            faults.add("W-220", said, line=head.line((of,)), of=of, hint=hint)


_BY = re.compile("(?:by|By|BY) +(?=.)")


def _check_quotes(filed: FiledHead, body: Sequence[Block], head: Head, faults: Faults) -> None:
    """W-216 for pull quotes whose words do not stand in the story."""
    story = f" {_bare(' '.join(block.text for block in body))} "
    for index, quote in enumerate(filed.quotes):
        # Sentence by sentence: in the story a "she said" may stand between them.
        parts = re.split(r"[.!?…]+|\[[^\]]*\]", quote.text)
        if not all(f" {bare} " in story for part in parts if (bare := _bare(part))):
            keys = ("quotes", index, "text")
            hint = "a pull quote repeats words of the body"
            faults.add(
                "W-216",
                "the words do not stand in the story",
                line=head.line(keys),
                of=field_name(keys),
                hint=hint,
            )


def _bare(text: str) -> str:
    """The words of `text` without case and punctuation, a space between."""
    return " ".join(bare_words(text))


def _check_words(filed: FiledHead, body: Sequence[Block], parts: Parts, faults: Faults) -> None:
    """W-217 for words that no column holds, one a text."""
    head = parts.head
    for of in ("headline", "standfirst"):
        if long := _overlong(getattr(filed, of)):
            line = head.line((of,)) if head else 1
            faults.add("W-217", f"{long} has to be broken", line=line, of=of)
    overlong = (long for block in body if (long := _overlong(block.text)))
    if long := next(overlong, ""):
        faults.add("W-217", f"{long} has to be broken", line=parts.body_line)


def _overlong(text: str) -> str:
    """The longest stretch of `text` without a place to break, if it is over `WORD_LIMIT`."""
    if len(text) <= WORD_LIMIT:
        return ""
    longest = max(_UNBROKEN.findall(text), key=len, default="")
    long = len(longest) > WORD_LIMIT
    return f"a word of {len(longest)} characters, {longest[:20]}…," if long else ""


def _record(
    filed: FiledHead, body: tuple[Block, ...], path: Path, file: str, paper: Paper
) -> Record:
    """The record of a head and a body without faults."""
    return Record(
        slug=filed.slug or stem_slug(path.stem),
        file=file,
        headline=filed.headline,
        body=body,
        standfirst=filed.standfirst,
        kicker=filed.kicker,
        byline=tuple(_BY.sub("", name, count=1) for name in filed.byline),
        agency=filed.agency,
        dateline=filed.dateline,
        published=filed.published.at(paper.zone) if filed.published else None,
        updated=filed.updated.at(paper.zone) if filed.updated else None,
        section=filed.section,
        rank=filed.rank,
        form=filed.form or Form.STORY,
        own_form=filed.form is not None,
        language=filed.language or paper.language,
        photos=tuple(
            Photo(file=p.file, caption=p.caption, credit=p.credit, alt=p.alt, focus=p.focus)
            for p in filed.photos
        ),
        quotes=tuple(Quote(text=quote.text, by=quote.by) for quote in filed.quotes),
        box=_box(filed.box) if filed.box else None,
        table=_table(filed.table) if filed.table else None,
        url=filed.url,
        comments=filed.comments,
        corrects=filed.corrects,
    )


def _box(filed: FiledBox) -> Box:
    return Box(title=filed.title, text=filed.text, items=filed.items)


def _table(filed: FiledTable) -> Table:
    return Table(title=filed.title, columns=filed.columns, rows=filed.rows, note=filed.note)


def _of_their_own(reads: Sequence[_Read]) -> list[_Read]:
    """Each record with a slug of its own: W-208 for one whose slug an earlier file has."""
    taken = {read.record.slug for read in reads if read.record}
    owners: dict[str, str] = {}
    own: list[_Read] = []
    for read in reads:
        record = read.record
        if record is None or record.slug not in owners:
            own.append(read)
            if record is not None:
                owners[record.slug] = record.file
            continue
        stem = record.slug[: SLUG_LIMIT - 4].rstrip("-")
        numbered = (f"{stem}-{n}" for n in count(2))
        slug = next(name for name in numbered if name not in taken)
        taken.add(slug)
        faults = Faults(record.file)
        said = f"the slug {record.slug} is that of {owners[record.slug]}: this one's is {slug} now"
        hint = "give one of them a slug:"
        faults.add("W-208", said, line=read.slug_line, of="slug", hint=hint)
        told = (replace(p, where=replace(p.where, story=slug)) for p in faults.found)
        own.append(
            replace(read, record=replace(record, slug=slug), problems=(*read.problems, *told))
        )
    return own
