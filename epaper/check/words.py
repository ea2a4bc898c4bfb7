"""C-101: every word of every record stands in the PDF, once, in order.

In: the pages as read and the records. The comparison knows nothing of how lines were
broken: white space, hyphens and dashes are left out on both sides, so that a split word and a
whole one are the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from epaper.check.facts import Facts
from epaper.check.findings import finding
from epaper.check.legs import Part, all_lines
from epaper.check.reading import ReadPage
from epaper.model import Problem, Record
from epaper.pdforder import FROM_RIGHT, comparable

FIGURES_OR_LETTERS = re.compile(r"\d|\D+")
CONTEXT = 24  # letters shown before the place where two texts part
SHOWN = 40
LOCAL = 4000  # letters compared sign by sign


def check_words(
    records: Sequence[Record],
    parts: Mapping[str, tuple[Part, ...]],
    pages: Sequence[ReadPage],
    facts: Facts,
) -> Iterator[Problem]:
    """What is missing, printed twice or strange, record by record."""
    bodies = _bodies(parts)
    display = _display(pages)
    known = {record.slug for record in records}
    for record in records:
        story = facts.story_of.get(record.slug)
        if story is None:
            yield finding("C-101", "the record is not in the edition", story=record.slug)
            continue
        page = min((area.page for area in story.areas), default=0)
        if story.gathered:
            yield from _gathered(record, bodies[record.slug], page)
            continue
        wanted = letters_of("".join(block.text for block in record.body))
        yield from _compare("body", bodies[record.slug], wanted, record.slug, page)
        yield from _parts(record, display[record.slug], page)
        yield from _quotes(record, pages)
    for slug in sorted(set(bodies) - known):
        yield finding("C-101", "words are printed that no record has", story=slug)


def letters_of(text: str) -> str:
    """The letters and figures of a text, all small, without signs, spaces and accents' forms.

    Latin words and figures among copy from the right come sorted (`comparable`).
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(sign for sign in folded if sign.isalnum())
    if not FROM_RIGHT.search(letters):
        return letters
    return "".join(comparable(FIGURES_OR_LETTERS.findall(letters)))


def _bodies(parts: Mapping[str, tuple[Part, ...]]) -> defaultdict[str, str]:
    """The letters in legs by record."""
    found: defaultdict[str, str] = defaultdict(str)
    for mine in parts.values():
        for line in all_lines(mine):
            found[line.record] += line.text
    return defaultdict(str, {record: letters_of(text) for record, text in found.items()})


def _display(pages: Sequence[ReadPage]) -> defaultdict[str, defaultdict[str, str]]:
    """The letters of all other parts by record and kind."""
    found: defaultdict[str, defaultdict[str, str]] = defaultdict(lambda: defaultdict(str))
    for page in pages:
        for index, lines in sorted(page.lines.items()):
            if index >= 0 and page.fact.frames[index].kind != "leg":
                frame = page.fact.frames[index]
                found[frame.story][frame.kind] += letters_of("".join(x.text for x in lines))
    return found


def _parts(record: Record, printed: Mapping[str, str], page: int) -> Iterator[Problem]:
    """Headline, standfirst, box and table as filed; captions, credits and names contained."""
    box = record.box
    whole = {
        "headline": record.headline,
        "standfirst": record.standfirst,
        "box": " ".join((box.title, box.text, *box.items)) if box else "",
        "table": _table(record),
    }
    for kind, text in whole.items():
        has = printed[kind]
        if kind == "box":
            has = printed["box-title"] + has
        yield from _compare(kind, has, letters_of(text), record.slug, page)
    if "code" in printed and not record.url:
        message = "a code is printed, but the record has no address on the web"
        yield finding("C-101", message, page=page, story=record.slug)
    contained = [("byline", name) for name in (*record.byline, record.agency, record.dateline)]
    contained += [("kicker", record.kicker)]
    for photo in record.photos:
        contained += [("cutline", photo.caption), ("cutline", photo.credit)]
    for kind, text in contained:
        if letters_of(text) not in printed[kind]:
            message = f"missing from the {kind}: “{text}”"
            yield finding("C-101", message, page=page, story=record.slug)


def _quotes(record: Record, pages: Sequence[ReadPage]) -> Iterator[Problem]:
    """Every pull quote is filed, or stands in a paragraph word for word."""
    filed = {letters_of(quote.text) for quote in record.quotes}
    paragraphs = [letters_of(block.text) for block in record.body]
    for page in pages:
        for frame, lines in page.frames("quote"):
            text = " ".join(line.text for line in lines)
            has = letters_of(text)
            known = has in filed or any(has in paragraph for paragraph in paragraphs)
            if frame.story == record.slug and not known:
                message = f"a pull quote that the story has not: “{text[:SHOWN]}”"
                yield finding("C-101", message, page=page.number, story=record.slug)


def _gathered(record: Record, has: str, page: int) -> Iterator[Problem]:
    """A brief's words stand in its legs in an order that its form decides: all are there."""
    texts = [block.text for block in record.body]
    texts += [record.headline, record.standfirst, record.kicker]
    texts += [*record.byline, record.agency, record.dateline]
    left = len(has)
    for text in texts:
        letters = letters_of(text)
        if letters not in has:
            message = f"missing: “{text[:SHOWN]}”"
            yield finding("C-101", message, page=page, story=record.slug)
        left -= len(letters)
    boxed = record.box is not None or record.table is not None
    if left > 0 and not boxed:
        message = f"{left} letters more are printed than the record has"
        yield finding("C-101", message, page=page, story=record.slug)


def _table(record: Record) -> str:
    table = record.table
    if table is None:
        return ""
    cells = [cell for row in table.rows for cell in row]
    return " ".join((table.title, *table.columns, *cells, table.note))


def _compare(kind: str, has: str, wanted: str, slug: str, page: int) -> Iterator[Problem]:
    """The first place where the two part."""
    if has == wanted:
        return
    start = 0
    while start < min(len(has), len(wanted)) and has[start] == wanted[start]:
        start += 1
    after = wanted[max(0, start - CONTEXT) : start] or "the beginning"
    missing, extra = _difference(has[start : start + LOCAL], wanted[start : start + LOCAL])
    what = f"missing “{missing[:SHOWN]}”" if missing else ""
    if extra:
        twice = "printed twice" if extra in wanted else "strange"
        what += f"{' and ' if what else ''}{twice} “{extra[:SHOWN]}”"
    message = f"{kind}, after “{after}”: {what or 'the order differs'}"
    yield finding("C-101", message, page=page, story=slug)


def _difference(has: str, wanted: str) -> tuple[str, str]:
    """What is missing and what is strange at the first difference."""
    matcher = SequenceMatcher(a=wanted, b=has, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag != "equal":
            return wanted[a0:a1], has[b0:b1]
    return "", ""
