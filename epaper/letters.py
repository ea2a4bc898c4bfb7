"""Letters: approved comments in, records of form `letter` in a coming day's folder out.

Comments, archive and wire meet here, as the stages of an edition do in build.py. A comment's words
are printed as they were sent. What stands in the folder is never written over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from epaper.archive import Archive
from epaper.comments import Comment, Comments, State, paragraphs
from epaper.exceptions import DayError
from epaper.language.catalogue import read_catalogue
from epaper.language.locale import Tongue
from epaper.model import Block, BlockKind, Form, Paper, Record, Span
from epaper.text import tidy
from epaper.wire.records import ARTICLES, read_records
from epaper.wire.write import render_record, write_record


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledLetters:
    """What became of the comments: files from the paper's folder, and why some were left out.

    `written` are new, `standing` were there already, of which `foreign` hold something else.
    """

    written: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentedStory:
    """The story that a comment is on: its headline, the line that names it, where it stands.

    `section` is the letters', by its key; empty is the paper's first.
    """

    headline: str
    line: str
    address: str = ""
    section: str = ""


def to_letters(
    store: Comments,
    folder: Path,
    day: date,
    numbers: Sequence[int],
    tell: Callable[[Comment], CommentedStory | None],
) -> FiledLetters:
    """File approved comments as letters of `day`; all that are no replies if `numbers` is empty.

    `tell` gives the story of a comment, None if it is not on the shelf. A comment becomes a
    letter once: a second run changes nothing, also after a crash in the middle of the first.
    """
    written, standing, foreign, skipped = [], [], [], []
    for number, comment in _chosen(store, numbers):
        reason = _unfit(comment)
        told = tell(comment) if comment is not None and not reason else None
        if comment is None or told is None:
            skipped.append((number, reason or "its story is not on the shelf"))
            continue
        name = f"{day.isoformat()}/{ARTICLES}/letter-{comment.id}.md"
        path, record = folder / name, _record(comment, told, name)
        if not path.exists():
            write_record(record, path)
            written.append(name)
        elif path.read_bytes() == render_record(record, stem=path.stem).encode():
            standing.append(name)
        else:
            foreign.append(name)
            continue
        store.mark_letter(comment.id, name)
    return FiledLetters(
        written=tuple(written),
        standing=tuple(standing),
        foreign=tuple(foreign),
        skipped=tuple(skipped),
    )


def letters_section(folder: Path, day: date, paper: Paper) -> str:
    """The section of the letters that are filed for `day` already; empty if there are none."""
    try:
        records, _ = read_records(folder, day, paper)
    except DayError:
        return ""
    return next((record.section for record in records if record.form is Form.LETTER), "")


@contextmanager
def story_teller(
    folder: Path, language: str, address: str, section: str
) -> Iterator[Callable[[Comment], CommentedStory | None]]:
    """What tells the story of a comment, from the shelf, in the paper's language."""
    line = read_catalogue(language).gettext("On our story of %(date)s.")

    def tell(comment: Comment) -> CommentedStory | None:
        day = comment.day
        stories = {story.slug: story for story in archive.stories(day, date.max)}
        if comment.slug not in stories:
            return None
        return CommentedStory(
            headline=stories[comment.slug].headline,
            line=line % {"date": Tongue(language).short_date(day)},
            address=f"{address.rstrip('/')}/{day}/{comment.slug}" if address else "",
            section=section,
        )

    with closing(Archive.open(folder)) as archive:
        archive.refresh()
        yield tell


def _chosen(store: Comments, numbers: Sequence[int]) -> list[tuple[int, Comment | None]]:
    if numbers:
        return [(number, store.comment(number)) for number in dict.fromkeys(numbers)]
    return [
        (comment.id, comment)
        for comment in store.of_state(State.APPROVED)
        if comment.parent is None and not comment.letter
    ]


def _unfit(comment: Comment | None) -> str:
    """Why a comment cannot run; empty if it can."""
    if comment is None:
        return "there is no such comment"
    if comment.state is not State.APPROVED:
        return f"it is {comment.state}"
    return f"it is a letter already: {comment.letter}" if comment.letter else ""


def _record(comment: Comment, told: CommentedStory, name: str) -> Record:
    """The letter: on which story, then the comment's own words."""
    line = Span(text=told.line, italic=True, href=told.address)
    blocks = [Block(kind=BlockKind.TEXT, spans=(line,))]
    for text in map(tidy, paragraphs(comment.text)):
        if text:
            blocks.append(Block(kind=BlockKind.TEXT, spans=(Span(text=text),)))
    return Record(
        slug=f"letter-{comment.id}",
        file=name,
        headline=told.headline,
        byline=(tidy(comment.name),),
        section=told.section,
        form=Form.LETTER,
        body=tuple(blocks),
        url=told.address,
    )
