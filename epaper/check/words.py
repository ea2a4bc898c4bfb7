"""C-101: every word of every record stands in the PDF, once, in order.

In: the pages as read and the records. The comparison knows nothing of how lines were
broken: white space, hyphens and dashes are left out on both sides, so that a split word and a
whole one are the same. In a line with words from the right the line itself does not tell which of
several words from the left is first: such a line has to hold the words that are next in the record,
each once, in whatever order.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from epaper.check.facts import Facts
from epaper.check.findings import finding
from epaper.check.legs import ReadPart, all_lines
from epaper.check.reading import ReadPage
from epaper.model import FrameKind, Problem, Record
from epaper.model.script import KASHIDA
from epaper.pdf.order import FROM_RIGHT, PARTS, without_marks

CONTEXT = 24  # letters shown before the place where two texts part
SHOWN = 40
LOCAL = 4000  # letters compared sign by sign


def check_words(
    records: Sequence[Record],
    parts: Mapping[str, tuple[ReadPart, ...]],
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
        turned = facts.from_right(record.slug)
        if story.gathered:
            has = " ".join(bodies[record.slug])
            yield from _gathered(record, has, page, turned=turned)
            continue
        body = "\n".join(block.text for block in record.body)
        for told in _compare("body", bodies[record.slug], body, turned=turned):
            yield finding("C-101", told, page=page, story=record.slug)
        yield from _parts(record, display[record.slug], page, turned=turned)
        yield from _quotes(record, pages)
    for slug in sorted(set(bodies) - known):
        yield finding("C-101", "words are printed that no record has", story=slug)


def letters_of(text: str) -> str:
    """The letters and figures of a text, all small, without signs, spaces and accents' forms.

    Nor the strokes by which Arabic words are lengthened.

    Labels may be set in capitals: i with a dot and without, which have one capital, are the same.
    """
    folded = unicodedata.normalize("NFKC", text).upper().casefold()
    return "".join(sign for sign in folded if sign.isalnum() and sign != KASHIDA)


def _bodies(parts: Mapping[str, tuple[ReadPart, ...]]) -> defaultdict[str, list[str]]:
    """The lines in legs by record."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for mine in parts.values():
        for line in all_lines(mine):
            found[line.record].append(line.text)
    return found


Display = defaultdict[str, defaultdict[FrameKind, list[str]]]  # lines by record and kind


def _display(pages: Sequence[ReadPage]) -> Display:
    """The lines of all other parts by record and kind."""
    found: defaultdict[str, defaultdict[FrameKind, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for page in pages:
        for index, lines in sorted(page.lines.items()):
            if index >= 0 and page.fact.frames[index].kind != FrameKind.LEG:
                frame = page.fact.frames[index]
                found[frame.story][frame.kind] += [line.text for line in lines]
    return found


def _parts(
    record: Record, printed: Mapping[FrameKind, list[str]], page: int, *, turned: bool
) -> Iterator[Problem]:
    """Headline, standfirst, box and table as filed; captions, credits and names contained."""
    box = record.box
    whole = {
        FrameKind.HEADLINE: record.headline,
        FrameKind.STANDFIRST: record.standfirst,
        FrameKind.BOX: " ".join((box.title, box.text, *box.items)) if box else "",
        FrameKind.TABLE: _table(record),
    }
    for kind, text in whole.items():
        has = printed[kind]
        if kind is FrameKind.BOX:
            has = printed[FrameKind.BOX_TITLE] + has
        for told in _compare(kind, has, text, turned=turned):
            yield finding("C-101", told, page=page, story=record.slug)
    if FrameKind.CODE in printed and not record.url:
        message = "a code is printed, but the record has no address on the web"
        yield finding("C-101", message, page=page, story=record.slug)
    contained = [
        (FrameKind.BYLINE, name) for name in (*record.byline, record.agency, record.dateline)
    ]
    contained += [(FrameKind.KICKER, record.kicker)]
    for photo in record.photos:
        contained += [(FrameKind.CUTLINE, photo.caption), (FrameKind.CUTLINE, photo.credit)]
    for kind, text in contained:
        if not _contained(text, " ".join(printed[kind]), turned=turned):
            message = f"missing from the {kind}: “{text}”"
            yield finding("C-101", message, page=page, story=record.slug)


def _quotes(record: Record, pages: Sequence[ReadPage]) -> Iterator[Problem]:
    """Every pull quote is filed, or stands in a paragraph word for word."""
    known = [quote.text for quote in record.quotes] + [block.text for block in record.body]
    for page in pages:
        for frame, lines in page.frames(FrameKind.QUOTE):
            text = " ".join(line.text for line in lines)
            if frame.story == record.slug and not any(_contained(text, own) for own in known):
                message = f"a pull quote that the story has not: “{text[:SHOWN]}”"
                yield finding("C-101", message, page=page.number, story=record.slug)


def _gathered(record: Record, has: str, page: int, *, turned: bool) -> Iterator[Problem]:
    """A brief's words stand in its legs in an order that its form decides: all are there."""
    texts = [block.text for block in record.body]
    texts += [record.headline, record.standfirst, record.kicker]
    texts += [*record.byline, record.agency, record.dateline]
    left = len(letters_of(has))
    for text in texts:
        letters = letters_of(text)
        if not _contained(text, has, turned=turned):
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


def _contained(text: str, within: str, *, turned: bool = False) -> bool:
    """Whether the letters of a text stand together in another, or its words do in any order.

    The order counts but where words run from both sides, in the text or in what is around it, or
    the copy does (`turned`). There a word that is torn at a line's end is there by its letters.
    """
    if letters_of(text) in letters_of(within):
        return True
    if not turned and not FROM_RIGHT.search(text + within):
        return False
    rest, torn = _joined_words(within), ""
    for word in sorted(_words(text), key=len, reverse=True):
        if word in rest:  # or in a longer one: “and” of Arabic is written onto the name after it
            rest = rest.replace(word, " ", 1)
        else:
            torn += word
    return not Counter(torn) - Counter(rest)


def _words(text: str) -> list[str]:
    """Words from the right and from the left, each by itself, folded, unseen joiners left out."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    seen = "".join(
        sign for sign in folded if unicodedata.category(sign) != "Cf" and sign != KASHIDA
    )
    return PARTS.findall(without_marks(seen))


def _in_lines(lines: Sequence[str], text: str, *, turned: bool) -> bool:
    """Whether each line has the letters that are next in the text, and the last one ends it.

    Their order does not count in a line with words from the right, or in any if `turned`.
    """
    rest = _joined_words(text)
    for line in lines:
        here = _joined_words(line)
        count = sum(sign != " " for sign in here)
        end = _end_of(rest, count)
        there, rest = rest[:end], rest[end:]
        same = _letters(here) == _letters(there)
        free = turned or FROM_RIGHT.search(here)
        if not same and not (free and sorted(_letters(here)) == sorted(_letters(there))):
            return False
    return not rest.strip()


def _joined_words(text: str) -> str:
    return " ".join(_words(text))


def _letters(text: str) -> str:
    return text.replace(" ", "")


def _end_of(text: str, count: int) -> int:
    """Where so many letters of a text end."""
    seen = 0
    for place, sign in enumerate(text):
        if sign != " ":
            if seen == count:
                return place
            seen += 1
    return len(text)


def _compare(part: str, lines: Sequence[str], text: str, *, turned: bool) -> Iterator[str]:
    """The first place where lines and text part, told; `turned` if the copy runs from the right."""
    has, wanted = letters_of(" ".join(lines)), letters_of(text)
    free = turned or FROM_RIGHT.search(text)
    if has == wanted or (free and _in_lines(lines, text, turned=turned)):
        return
    # Cells are read a line at a time, across columns: the press has proved where each word stands.
    if part == FrameKind.TABLE and free and sorted(has) == sorted(wanted):
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
    yield f"{part}, after “{after}”: {what or 'the order differs'}"


def _difference(has: str, wanted: str) -> tuple[str, str]:
    """What is missing and what is strange at the first difference."""
    matcher = SequenceMatcher(a=wanted, b=has, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag != "equal":
            return wanted[a0:a1], has[b0:b1]
    return "", ""
