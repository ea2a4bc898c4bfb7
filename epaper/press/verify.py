"""Proof: the finished PDF says every word of every record once, in order.

In: the plan, the records, the PDF's path. Out: problems, none for a good edition. The words
that should be there come from the records and from the desk's labels, never from the lines
that make-up placed; of those only the frames and the marks of line ends are used.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

import pikepdf

from epaper.model import (
    MM_PER_PT,
    At,
    CodeFrame,
    Dummy,
    Frame,
    FrameKind,
    Line,
    Plan,
    Problem,
    Quote,
    Record,
    Severity,
    Story,
    TableFrame,
    TextFrame,
)
from epaper.model.keeping import Keeping
from epaper.model.script import KASHIDA
from epaper.pdf.marks import page_marks
from epaper.pdf.opened import open_pdf
from epaper.pdf.order import PARTS, comparable, without_marks
from epaper.pdf.text import SAME_LINE_PT, DrawnLine
from epaper.press.codes import faults_of_codes
from epaper.press.copied import Copies, not_copied
from epaper.press.frames import table_lines
from epaper.press.placed import PlacedLine, placed_lines
from epaper.press.readback import HELD_OUT, PageReadBack, faults_of_place, read_page
from epaper.workers import InProcess, nothing_left

ROW_PLAY = 0.25  # of the leading: how far a baseline may lie outside its row
HINTS = {  # of what no single story causes
    "F-204": "look whether fonts.toml has every family that the style sheets name",
    "F-208": "another order of the day may mend it",
}
ATTACHED = "\u0648\u05d5"  # "and" of Arabic and of Hebrew, written onto the name that follows
FEW = 1  # pages that are read here: a worker takes longer to start than to read them
LOCAL_WORDS = 400  # words compared at a time once two texts disagree

FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u0060\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff" + KASHIDA, ""),
    }
)
DASH = re.compile(r"-+")
ENDS = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(slots=True)
class _SaidOfRecord:
    """What the PDF says of one record, part by part; `pages` are those it stands on."""

    parts: dict[str, list[str]] = field(default_factory=dict)
    pages: list[int] = field(default_factory=list)

    def add(self, text: ProvedText, page: int) -> None:
        """Add what a frame of a page says."""
        self.parts.setdefault(text.kind, []).append(text.text)
        if not text.kind.repeats and page not in self.pages:
            self.pages.append(page)

    def words(self, kind: FrameKind) -> list[str]:
        """The words of all frames of a kind, in order."""
        return filed_words("".join(self.parts.get(kind, ())))


def verify_edition(
    plan: Plan, records: Sequence[Record], pdf: Path, fonts: Collection[str]
) -> tuple[Problem, ...]:
    """What the PDF lacks, has twice, or has where it should not be.

    `fonts` are the PostScript names of the paper's faces.
    """
    return Proof(plan, records, pdf, fonts, InProcess()).found()


class Proof:
    """An edition's proof, begun: its pages are read by `press`, or have been read before.

    `kept` has what was found of pages by the hash of all that goes into it.
    """

    def __init__(
        self,
        plan: Plan,
        records: Sequence[Record],
        pdf: Path,
        fonts: Collection[str],
        press: Executor,
        kept: Keeping[ProvedPage] | None = None,
    ) -> None:
        self._plan, self._records, self._fonts = plan, records, fonts
        self._data, self._kept = pdf.read_bytes(), kept
        self._marks = page_marks(self._data)
        self._pages: list[ProvedPage | Future[ProvedPage]] = []
        if len(self._marks) == len(plan.dummies):
            addresses = {record.slug: record.url for record in records}
            self._whats = [
                _what(dummy, mark, addresses)
                for dummy, mark in zip(plan.dummies, self._marks, strict=True)
            ]
            whole = sha256(self._data).hexdigest()
            known = [kept.get(what) if kept else None for what in self._whats]
            reader = InProcess() if known.count(None) <= FEW else press
            self._pages = [
                page or reader.submit(prove_page, pdf, whole, what.dummy, what.addresses)
                for page, what in zip(known, self._whats, strict=True)
            ]

    def found(self) -> tuple[Problem, ...]:
        """Every fault. Raises PressError when a worker dies over a page."""
        if len(self._marks) != len(self._plan.dummies):
            return (_wrong_count(len(self._marks), len(self._plan.dummies)),)
        problems: list[Problem] = []
        found: dict[str, _SaidOfRecord] = {}
        copies = Copies()
        for page in self._read():
            problems += page.faults
            for text in page.texts:
                found.setdefault(text.story, _SaidOfRecord()).add(text, page.number)
            copies.add(page.number, dict(page.lost))
        with pikepdf.open(io.BytesIO(self._data)) as file:
            problems += _check_fonts(file, self._fonts)
        lost = list(_check_records(self._plan, self._records, found))
        if not lost:  # what is lost is told once
            problems += copies.notes({record.slug: record.file for record in self._records})
        return tuple(dict.fromkeys([*lost, *problems]))

    def _read(self) -> list[ProvedPage]:
        """What was found of every page; what is new is kept."""
        futures = [page for page in self._pages if isinstance(page, Future)]
        with nothing_left(futures):
            pages = [p.result() if isinstance(p, Future) else p for p in self._pages]
        if self._kept:
            new = zip(self._whats, self._pages, pages, strict=True)
            self._kept.put((what, page) for what, was, page in new if isinstance(was, Future))
        return pages


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvedText:
    """What a frame of a page says of a record."""

    story: str
    kind: FrameKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvedPage:
    """A page read back: its faults of place, what it says, by story the words Chrome loses."""

    number: int
    faults: tuple[Problem, ...]
    texts: tuple[ProvedText, ...]
    lost: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageToProve:
    """All that what is found of a page depends on: its mark in the PDF, plan, codes' addresses."""

    mark: str
    dummy: Dummy
    addresses: tuple[tuple[str, str], ...]


def _what(dummy: Dummy, mark: str, addresses: Mapping[str, str]) -> PageToProve:
    coded = {frame.story for frame in dummy.frames if isinstance(frame, CodeFrame)}
    own = tuple((story, addresses.get(story, "")) for story in sorted(coded))
    return PageToProve(mark=mark, dummy=dummy, addresses=own)


def prove_page(
    pdf: Path, sha: str, dummy: Dummy, addresses: tuple[tuple[str, str], ...]
) -> ProvedPage:
    """A page of the PDF, whose hash is `sha`, read back, in whichever process."""
    opened = open_pdf(pdf, sha)
    sheet = opened.sheet(dummy.number)
    page = read_page(opened.glyphs(dummy.number), dummy)
    faults = [*faults_of_place(page, dummy), *faults_of_codes(sheet, page, dummy, dict(addresses))]
    texts = tuple(_texts(page, dummy.frames))
    said: dict[str, list[str]] = {}
    for text in texts:
        said.setdefault(text.story, []).append(text.text)
    return ProvedPage(
        number=dummy.number,
        faults=tuple(faults),
        texts=texts,
        lost=tuple(not_copied(sheet, said, parts_of).items()),
    )


def words_of(text: str) -> list[str]:
    """The words of a text as readers of PDF may give them, folded.

    Latin words among copy from the right come sorted (`comparable`).
    """
    return comparable(filed_words(text))


def parts_of(text: str) -> list[str]:
    """Words from the right and from the left, each by itself, for a comparison in no order."""
    return [part for word in filed_words(text) for part in PARTS.findall(without_marks(word))]


def filed_words(text: str) -> list[str]:
    """The words of a text, folded so that typography makes no difference.

    Compatibility forms, case, quotes, dashes and ligatures are made one; signs at the ends of
    words are taken off, for labels are printed with colons, commas and dots between them, and in
    capitals: i with a dot and without, which have one capital, are the same.
    """
    plain = unicodedata.normalize("NFKC", text)
    folded = unicodedata.normalize("NFKC", plain.upper().casefold())
    words = DASH.sub("-", folded.translate(FOLDED)).split()
    return [bare for word in words if (bare := _bare(word))]


def _bare(word: str) -> str:
    """The word without signs at its ends; vowel signs and other marks are part of it."""
    bare = ENDS.sub("", word)
    end = word.find(bare) + len(bare) if bare else 0
    while bare and end < len(word) and unicodedata.category(word[end])[0] == "M":
        bare, end = bare + word[end], end + 1
    return bare


def _texts(page: PageReadBack, frames: Sequence[Frame]) -> Iterator[ProvedText]:
    """What the page says of each record, frame by frame."""
    for index, frame in enumerate(frames):
        if isinstance(frame, TextFrame | TableFrame) and frame.story:
            signs = page.signs.get(index, ())
            placed = placed_lines(_set_lines(frame), signs, both=page.both)
            text = _said(frame, page.lines.get(index, []), placed)
            yield ProvedText(story=frame.story, kind=frame.kind, text=text)


def _set_lines(frame: TextFrame | TableFrame) -> Sequence[Line]:
    return frame.lines if isinstance(frame, TextFrame) else table_lines(frame.table)


def _said(
    frame: TextFrame | TableFrame, drawn: Sequence[DrawnLine], placed: list[PlacedLine] | None
) -> str:
    """What a frame says: the plan's words where these are proved, else what is drawn."""
    if isinstance(frame, TextFrame):
        if placed is not None and not _fall(frame, placed):
            placed = None
        return _joined(frame.lines, drawn, placed)
    if placed is not None and all(place.proved for place in placed):
        return "".join(_ended(place.line.text, place.line) for place in placed)
    return "".join(line.text + " " for line in drawn)


def _joined(
    lines: Sequence[Line], drawn: Sequence[DrawnLine], placed: list[PlacedLine] | None
) -> str:
    """The lines' text, words that run over a line end made whole again."""
    level = sorted(drawn, key=lambda line: line.baseline_pt)
    if placed is None:
        set_lines = [line for line in lines if line.text.strip()]
        ends = zip_longest(level, set_lines[: len(level)])
        return "".join(_ended(line.text, end) for line, end in ends)
    parts: list[str] = []
    for place in placed:
        here = (d for d in level if abs(d.baseline_pt - place.baseline_pt) < SAME_LINE_PT)
        text = place.line.text if place.proved else " ".join(line.text for line in here)
        parts.append(_ended(text, place.line))
    return "".join(parts)


def _ended(text: str, line: Line | None) -> str:
    """A line's text with what parts it from the next one's: nothing within a word."""
    text = text.strip()
    if line is None or not line.joined:
        return text + " "
    return text.removesuffix("-") if line.hyphen else text


def _fall(frame: TextFrame, placed: Sequence[PlacedLine]) -> bool:
    """Whether the lines stand one under another, each in its own row of the frame."""
    top_pt, step_pt = frame.rect.y_mm / MM_PER_PT, frame.leading_pt
    steps = ((place.baseline_pt - top_pt) / step_pt - place.row for place in placed)
    return all(-ROW_PLAY < step < 1 + ROW_PLAY for step in steps)


def _check_records(
    plan: Plan, records: Sequence[Record], found: Mapping[str, _SaidOfRecord]
) -> Iterator[Problem]:
    stories = {record.slug: story for story in plan.stories for record in story.members}
    for record in records:
        story, mine = stories.get(record.slug), found.get(record.slug)
        if story is None or mine is None:
            where = At(file=record.file, story=record.slug)
            yield _problem("F-201", where, "the record is not in the edition at all")
        else:
            yield from _RecordCheck(story, record, mine).faults()


@dataclass(frozen=True)
class _RecordCheck:
    """Compares one record with what the PDF says of it."""

    story: Story
    record: Record
    found: _SaidOfRecord

    def faults(self) -> Iterator[Problem]:
        """Every difference."""
        for kind, wanted in self._display().items():
            yield from self._compare(kind, filed_words(wanted))
        yield from self._sources()
        yield from self._repeats()
        yield from self._cutlines()
        yield from self._body()

    def _display(self) -> dict[FrameKind, str]:
        """The words of each part but body and captions."""
        record, story = self.record, self.story
        if story.gathered:
            first = record.slug == story.record.slug
            return {FrameKind.HEADLINE: story.headline} if first else {}
        return {
            FrameKind.HEADLINE: record.headline,
            FrameKind.STANDFIRST: record.standfirst,
            FrameKind.KICKER: story.kicker,
            FrameKind.BYLINE: " ".join(story.byline),
            FrameKind.BOX_TITLE: record.box.title if record.box else "",
            FrameKind.BOX: _box_text(record),
            FrameKind.TABLE: _table_text(record),
        }

    def _sources(self) -> Iterator[Problem]:
        """Who wrote it, for whom and from where stands in the byline of a story of its own."""
        printed = self.found.words(FrameKind.BYLINE)
        for phrase in (*self.record.byline, self.record.agency, self.record.dateline):
            words = filed_words(phrase)
            ways = [words, *([sign + words[0], *words[1:]] for sign in ATTACHED if words)]
            if not self.story.gathered and not any(_contains(printed, way) for way in ways):
                yield from self._differences(FrameKind.BYLINE, [], words)

    def _repeats(self) -> Iterator[Problem]:
        """Pull quotes repeat a filed quote or the body, teasers the headline and the standfirst."""
        record = self.record
        quotes = self._quotes()
        repeated = {
            FrameKind.QUOTE: [filed_words(quote.text) for quote in quotes],
            FrameKind.QUOTE_BY: [filed_words(quote.by) for quote in (*quotes, *self._named())],
            FrameKind.TEASER: [filed_words(record.headline)],
            FrameKind.TEASER_TEXT: [filed_words(record.standfirst)],
        }
        for kind, known in repeated.items():
            for text in self.found.parts.get(kind, ()):
                if (words := filed_words(text)) not in known:
                    yield from self._differences(kind, words, [])

    def _quotes(self) -> list[Quote]:
        """The quotes that may be printed: those filed, and those that stand in the body."""
        paragraphs = [filed_words(block.text) for block in self.record.body]
        picked = [
            quote
            for quote in self.story.quotes
            if any(_contains(words, filed_words(quote.text)) for words in paragraphs)
        ]
        return [*self.record.quotes, *(quote for quote in picked if quote in self._named())]

    def _named(self) -> list[Quote]:
        """The quotes whose speaker the body names, or is one who wrote the story."""
        texts = (*(block.text for block in self.record.body), *self.record.byline)
        places = [filed_words(text) for text in texts]
        return [
            quote
            for quote in self.story.quotes
            if any(_contains(words, filed_words(quote.by)) for words in places)
        ]

    def _cutlines(self) -> Iterator[Problem]:
        """Captions in whichever order the pictures stand; each caption ends with its credit."""
        printed = sorted(filed_words(text) for text in self.found.parts.get(FrameKind.CUTLINE, ()))
        photos = [self.record.photos[index] for index, _ in self.story.pictures]
        if self.story.gathered:
            photos = []
        wanted = sorted(filed_words(f"{photo.caption} {photo.credit}") for photo in photos)
        for words in (words for words in wanted if words):
            if words in printed:
                printed.remove(words)
            else:
                near = max(printed, key=lambda has: _likeness(has, words), default=[])
                if near:
                    printed.remove(near)
                yield from self._differences(FrameKind.CUTLINE, near, words)
        for words in printed:
            yield from self._differences(FrameKind.CUTLINE, words, [])

    def _compare(self, kind: FrameKind, wanted: list[str]) -> Iterator[Problem]:
        has = self.found.words(kind)
        # A word torn in a cell of several lines stands there in two: its letters count.
        if has != wanted and not (kind is FrameKind.TABLE and _letters(has) == _letters(wanted)):
            yield from self._differences(kind, has, wanted)

    def _body(self) -> Iterator[Problem]:
        """Legs hold the body, and in a gathered story also the record's other parts."""
        parts = [block.text for block in self.record.body]
        if self.story.gathered:
            title = self.record.box.title if self.record.box else ""
            parts += [title, _box_text(self.record), _table_text(self.record)]
        wanted = filed_words(" ".join(parts))
        has, left = _without(self.found.words(FrameKind.LEG), wanted, self._loose())
        if has != wanted:
            yield from self._differences(FrameKind.LEG, has, wanted)
        if self.story.gathered:
            for phrase in left:
                yield from self._differences(FrameKind.LEG, [], phrase)

    def _loose(self) -> list[list[str]]:
        """Phrases that may stand anywhere in the legs of a gathered story."""
        if not self.story.gathered:
            return []
        record = self.record
        phrases = (
            record.headline,
            record.standfirst,
            record.kicker,
            *record.byline,
            record.agency,
            record.dateline,
        )
        return [words for phrase in phrases if (words := filed_words(phrase))]

    def _differences(self, kind: FrameKind, has: list[str], wanted: list[str]) -> Iterator[Problem]:
        for place, missing, extra in _unlike(has, wanted):
            context = " ".join(wanted[max(0, place - 4) : place]) or "the beginning"
            if missing:
                yield self._fault("F-201", kind, f"missing after “{context}”: {_quoted(missing)}")
            if extra:
                twice = _contains(wanted, extra)
                code = "F-202" if twice else "F-203"
                what = "printed twice" if twice else "not in the record, but printed"
                yield self._fault(code, kind, f"{what}, after “{context}”: {_quoted(extra)}")

    def _fault(self, code: str, kind: FrameKind, message: str) -> Problem:
        where = At(
            file=self.record.file,
            field=kind,
            story=self.record.slug,
            page=self.found.pages[0] if self.found.pages else 0,
        )
        return _problem(code, where, message)


def _letters(words: list[str]) -> str:
    return "".join(words).replace("-", "")


def _without(
    has: list[str], wanted: list[str], phrases: list[list[str]]
) -> tuple[list[str], list[list[str]]]:
    """`has` without the loose phrases, each taken out once, and the phrases that are not there.

    Phrases are looked for only where `has` and `wanted` part, so that a phrase
    which is also part of the body stays where the body has it.
    """
    words, left = list(has), sorted(phrases, key=len, reverse=True)
    place = 0
    while left and place < len(words):
        if place < len(wanted) and words[place] == wanted[place]:
            place += 1
            continue
        cut = _phrase_across(words, place, left)
        if cut is None:
            break
        start, phrase = cut
        del words[start : start + len(phrase)]
        left.remove(phrase)
        place = start
    return words, left


def _phrase_across(
    words: list[str], place: int, phrases: list[list[str]]
) -> tuple[int, list[str]] | None:
    """The phrase that stands at `place`, or begins before it and reaches over it."""
    for phrase in phrases:
        for start in range(place, max(-1, place - len(phrase)), -1):
            if words[start : start + len(phrase)] == phrase:
                return start, phrase
    return None


def _unlike(has: list[str], wanted: list[str]) -> Iterator[tuple[int, list[str], list[str]]]:
    """Places in `wanted` where the two part: missing words, extra words."""
    start = 0
    while start < min(len(has), len(wanted)) and has[start] == wanted[start]:
        start += 1
    # Both ends are usually the same; what is compared word by word is kept short.
    end = 0
    while end < min(len(has), len(wanted)) - start and has[-1 - end] == wanted[-1 - end]:
        end += 1
    middle_has = has[start : len(has) - end]
    middle_wanted = wanted[start : len(wanted) - end]
    if max(len(middle_has), len(middle_wanted)) > LOCAL_WORDS * 10:
        yield start, middle_wanted, middle_has
        return
    matcher = SequenceMatcher(a=middle_wanted, b=middle_has, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag != "equal":
            yield start + a0, middle_wanted[a0:a1], middle_has[b0:b1]


def _likeness(first: list[str], second: list[str]) -> float:
    return SequenceMatcher(a=first, b=second, autojunk=False).ratio()


def _contains(words: list[str], part: list[str]) -> bool:
    size = len(part)
    return any(words[n : n + size] == part for n in range(len(words) - size + 1))


def _box_text(record: Record) -> str:
    return " ".join([record.box.text, *record.box.items]) if record.box else ""


def _table_text(record: Record) -> str:
    table = record.table
    if table is None:
        return ""
    cells = [cell for row in table.rows for cell in row]
    return " ".join([table.title, *table.columns, *cells, table.note])


def _check_fonts(document: pikepdf.Pdf, ours: Collection[str]) -> Iterator[Problem]:
    """Every font of the file is one of ours, and embedded."""
    faults: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        fonts = page.obj.Resources.get("/Font", pikepdf.Dictionary())
        for font in fonts.values():
            name = str(font.BaseFont).lstrip("/")
            below = font.get("/DescendantFonts", [font])[0]
            descriptor = below.get("/FontDescriptor", pikepdf.Dictionary())
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                faults.setdefault(f"the font {name} is not embedded", number)
            elif name.partition("+")[2] not in ours:
                faults.setdefault(f"the font {name} is not one of the paper's", number)
    for message, number in faults.items():
        yield _problem("F-204", At(page=number), message)


def _wrong_count(has: int, wanted: int) -> Problem:
    return _problem("F-208", At(), f"the PDF has {has} pages, the plan {wanted}")


def _quoted(words: list[str]) -> str:
    shown = " ".join(words[:12])
    return f"“{shown}…” ({len(words)} words)" if len(words) > 12 else f"“{shown}”"


def _problem(code: str, where: At, message: str) -> Problem:
    hint = HINTS.get(code, HELD_OUT)
    return Problem(code=code, severity=Severity.STOP, where=where, message=message, hint=hint)
