"""Signs that no face of the paper has: printed as what their readers expect, and told.

Records, the paper and the day's orders as filed in; the same with every sign that can be printed,
and a note for each field that was changed (T-108), out. It is done once, before copy editing, so
that pages, manifest, check and web have one copy. The tables are in `replacements.py`.

A sign that a face has is left alone. Where there is nothing to be done it stays, for `glyphs.py`
to stop at.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from epaper.language.catalogue import read_catalogue
from epaper.language.locale import locale_of
from epaper.model import (
    LATIN,
    LINE_BREAK,
    SQUARE,
    At,
    Block,
    Box,
    DayOrders,
    Imprint,
    Notice,
    Paper,
    Photo,
    Problem,
    Quote,
    Record,
    Severity,
    Table,
    script_class,
    script_of,
)
from epaper.model.script import RIGHT_TO_LEFT, WIDE
from epaper.typeset.glyphs import INVISIBLE, PAPER_FILE, LineOf, unknown_line
from epaper.typeset.replacements import (
    DIRECTIONS,
    FULL_WIDTH,
    JOINERS,
    JOINING,
    PICTURES,
    SIGNS,
    SPACES,
    STRETCHES,
    UNSEEN,
    WORDS,
)

MOST_NAMED = 6
LOST = "\ufffd"
SOFT_HYPHEN = "\u00ad"
EMBEDDINGS = (0x202A, 0x202E)
NAMELESS = "[emoji]"

Prints = Callable[[str], bool]  # True for a sign that a face has, whatever style it stands in

_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_TONE = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_PICTURE = "[\u2190-\u2bff\U0001f000-\U0001faff]"
# A flag, a figure on a key, a picture of several that are joined, any other sign but ASCII's.
_CLUSTER = re.compile(
    f"{_FLAG}|[0-9#*]\ufe0f?\u20e3|{_PICTURE}{_TONE}*(?:\u200d{_PICTURE}{_TONE}*)*|[^\x00-\x7f]"
)
_TONES = re.compile(f"{_TONE}|\u200d")
_LETTER = re.compile(r"(?:LATIN|REGIONAL INDICATOR SYMBOL) (?:.* )?LETTER ([A-Z])$")
_ARROWS = {"LEFT": "←", "RIGHT": "→", "UP": "↑", "DOWN": "↓"}
_CLOSES = ".,;:!?)]}’”»…،؛؟۔।"


@dataclass(frozen=True, slots=True)
class Change:
    """A sign or a cluster of them, as filed, and what is printed for it; "" for nothing."""

    filed: str
    printed: str


def repair_record(
    record: Record, prints: Prints, line_of: LineOf = unknown_line
) -> tuple[Record, tuple[Problem, ...]]:
    """`record` with the signs that can be printed, and what was changed, a note for each field.

    Reports T-108 changed signs, T-109 signs that were lost before the copy came here.
    """
    desk = _Repairer(record.file, record.language, prints, line_of, story=record.slug)
    text, texts = desk.text, desk.texts
    # In this order: what was changed is told by place, as the fields stand in a record.
    repaired = replace(
        record,
        headline=text("headline", record.headline),
        standfirst=text("standfirst", record.standfirst),
        kicker=text("kicker", record.kicker),
        byline=texts("byline", record.byline),
        agency=text("agency", record.agency),
        dateline=text("dateline", record.dateline),
        body=tuple(desk.blocks(record.body)),
        photos=tuple(desk.photo(n, photo) for n, photo in enumerate(record.photos, start=1)),
        quotes=tuple(desk.quote(n, quote) for n, quote in enumerate(record.quotes, start=1)),
        box=desk.box(record.box) if record.box else None,
        table=desk.table(record.table) if record.table else None,
    )
    return repaired, desk.problems()


def repair_paper(
    paper: Paper, prints: Prints, line_of: LineOf = unknown_line
) -> tuple[Paper, tuple[Problem, ...]]:
    """The same for the paper's own texts: name, motto, sections, notices and imprint."""
    desk = _Repairer(PAPER_FILE, paper.language, prints, line_of)
    text = desk.text
    imprint = paper.imprint
    repaired = replace(
        paper,
        name=text("name", paper.name),
        motto=text("motto", paper.motto),
        place=text("place", paper.place),
        price=text("price", paper.price),
        sections=tuple(
            replace(section, name=text(f"section[{number}].name", section.name))
            for number, section in enumerate(paper.sections, start=1)
        ),
        notices=tuple(desk.notice(n, notice) for n, notice in enumerate(paper.notices, start=1)),
        imprint=Imprint(
            editor=text("imprint.editor", imprint.editor),
            publisher=text("imprint.publisher", imprint.publisher),
            printer=text("imprint.printer", imprint.printer),
            address=text("imprint.address", imprint.address),
            contact=text("imprint.contact", imprint.contact),
        ),
    )
    return repaired, desk.problems()


def repair_orders(
    orders: DayOrders, file: str, language: str, prints: Prints, line_of: LineOf = unknown_line
) -> tuple[DayOrders, tuple[Problem, ...]]:
    """The same for the texts of the day's edition.toml, which problems call `file`."""
    desk = _Repairer(file, language, prints, line_of)
    text = desk.text
    repaired = replace(
        orders,
        notices=tuple(desk.notice(n, notice) for n, notice in enumerate(orders.notices, start=1)),
        advertisements=tuple(
            replace(
                wanted,
                title=text(f"advertisement[{number}].title", wanted.title),
                text=text(f"advertisement[{number}].text", wanted.text),
            )
            for number, wanted in enumerate(orders.advertisements, start=1)
        ),
    )
    return repaired, desk.problems()


def repair_text(text: str, language: str, prints: Prints) -> tuple[str, tuple[Change, ...]]:
    """One text with the signs that can be printed, and what was changed in it, in order."""
    signs, changes = _repaired(text, language, prints)
    return "".join(signs), tuple(changes)


@dataclass(slots=True)
class _Repairer:
    """Repairs the texts of one file and keeps, for each field, what was changed."""

    file: str
    language: str
    prints: Prints
    line_of: LineOf
    story: str = ""
    changed: dict[str, list[Change]] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)

    def text(self, place: str, text: str) -> str:
        """The text of the field `place`, repaired."""
        return "".join(self._signs(place, text))

    def texts(self, place: str, texts: Sequence[str]) -> tuple[str, ...]:
        """Each of a field's texts, repaired."""
        return tuple(self.text(place, text) for text in texts)

    def blocks(self, body: Sequence[Block]) -> Iterator[Block]:
        """The body's blocks, repaired as one text each; those of which nothing is left go."""
        for block in body:
            signs = self._signs("body", block.text)
            spans, start = [], 0
            for span in block.spans:
                end = start + len(span.text)
                spans.append(replace(span, text="".join(signs[start:end])))
                start = end
            if kept := tuple(span for span in spans if span.text):
                yield replace(block, spans=kept)

    def photo(self, number: int, photo: Photo) -> Photo:
        """A record's photo, counted from 1, its words repaired."""
        return replace(
            photo,
            caption=self.text(f"photos[{number}].caption", photo.caption),
            credit=self.text(f"photos[{number}].credit", photo.credit),
        )

    def quote(self, number: int, quote: Quote) -> Quote:
        """A record's pull quote, counted from 1, repaired."""
        return replace(
            quote,
            text=self.text(f"quotes[{number}].text", quote.text),
            by=self.text(f"quotes[{number}].by", quote.by),
        )

    def box(self, box: Box) -> Box:
        """The box, told as one field."""
        return replace(
            box,
            title=self.text("box", box.title),
            text=self.text("box", box.text),
            items=self.texts("box", box.items),
        )

    def table(self, table: Table) -> Table:
        """The table, told as one field."""
        return replace(
            table,
            title=self.text("table", table.title),
            columns=self.texts("table", table.columns),
            rows=tuple(self.texts("table", row) for row in table.rows),
            note=self.text("table", table.note),
        )

    def notice(self, number: int, notice: Notice) -> Notice:
        """A notice of the paper or of the day, counted from 1, repaired."""
        return replace(
            notice,
            title=self.text(f"notice[{number}].title", notice.title),
            text=self.text(f"notice[{number}].text", notice.text),
        )

    def _signs(self, place: str, text: str) -> list[str]:
        if text.isascii():
            return list(text)
        if count := text.count(LOST):
            self.lost[place] = self.lost.get(place, 0) + count
        signs, changes = _repaired(text, self.language, self.prints)
        if changes:
            self.changed.setdefault(place, []).extend(changes)
        return signs

    def problems(self) -> tuple[Problem, ...]:
        """A note for each field that was changed, a warning for each that had lost signs."""
        notes = [self._note(place, changes) for place, changes in self.changed.items()]
        return (*notes, *(self._loss(place, count) for place, count in self.lost.items()))

    def _note(self, place: str, changes: Sequence[Change]) -> Problem:
        counts = Counter(changes)
        left_out = [_told(c, n) for c, n in counts.items() if not c.printed.strip()]
        others = [_told(c, n) for c, n in counts.items() if c.printed.strip()]
        parts = [("left out", left_out), ("printed otherwise", others)]
        said = "; ".join(f"{what}: {_listed(signs)}" for what, signs in parts if signs)
        return Problem(
            code="T-108",
            severity=Severity.NOTE,
            where=self._at(place, changes[0].filed[0]),
            message=f"signs that cannot be printed as filed, {said}",
            hint="docs/type.md says what becomes of which sign",
        )

    def _loss(self, place: str, count: int) -> Problem:
        times = "" if count == 1 else f", {count} times"
        return Problem(
            code="T-109",
            severity=Severity.WARN,
            where=self._at(place, LOST),
            message=f"the sign for a character that was lost (U+FFFD) stands in the copy{times}",
            hint="it is printed as it is: look into the source, and file the right letter",
        )

    def _at(self, place: str, sign: str) -> At:
        line = self.line_of(self.file, sign)
        return At(file=self.file, line=line, field=place, story=self.story)


def _told(change: Change, count: int) -> str:
    """A change in words: the sign, its name, what it became, how often."""
    sign = change.filed[0]
    name = unicodedata.name(sign, f"U+{ord(sign):04X}")
    seen = not _within(ord(sign), (*UNSEEN, *DIRECTIONS)) and unicodedata.category(sign)[0] != "C"
    shown = f"‘{change.filed}’ ({name})" if seen else f"U+{ord(sign):04X} {name}"
    became = f" as “{change.printed}”" if change.printed.strip() else ""
    return f"{shown}{became}" + (f" {count} times" if count > 1 else "")


def _listed(signs: Sequence[str]) -> str:
    more = f" and {len(signs) - MOST_NAMED} more" if len(signs) > MOST_NAMED else ""
    return ", ".join(signs[:MOST_NAMED]) + more


def _repaired(text: str, language: str, prints: Prints) -> tuple[list[str], list[Change]]:
    """What stands in the place of each character of `text`, and what was changed."""
    signs = list(text)
    found = _FoundFace(text, language, prints)
    changes: list[tuple[int, int, Change]] = []
    for cluster in _CLUSTER.finditer(text):
        start, end = cluster.span()
        filed, new = cluster[0], found.printed(cluster[0], start)
        if new != filed:
            changes.append((start, end, Change(filed, new)))
    if changes and _is_bare(text, changes):
        changes = [(start, end, _named(change, language)) for start, end, change in changes]
    changes = list(_each_once(text, changes))
    for start, end, change in changes:
        signs[start:end] = [change.printed, *[""] * (end - start - 1)]
    for start, end, change in changes:
        _space(signs, start, end, change)
    if changes:
        _strip(signs)
    return signs, [change for _, _, change in changes]


def _is_bare(text: str, changes: Sequence[tuple[int, int, Change]]) -> bool:
    """True if pictures were all that a text had to say, and none is left."""
    left, place = "", 0
    for start, end, change in changes:
        left += text[place:start] + change.printed
        place = end
    left += text[place:]
    pictures = any(_is_picture(change.filed) for _, _, change in changes)
    return pictures and not any(unicodedata.category(sign)[0] in "LNS" for sign in left)


def _named(change: Change, language: str) -> Change:
    """The picture's name where it would be left out: in English, or that it is one."""
    if change.printed or not _is_picture(change.filed):
        return change
    name = unicodedata.name(change.filed[0], "").lower() if _is_english(language) else ""
    return replace(change, printed=f"[{name}]" if name else NAMELESS)


def _each_once(
    text: str, changes: Sequence[tuple[int, int, Change]]
) -> Iterator[tuple[int, int, Change]]:
    """The changes; of a picture typed several times in a row the word is printed once."""
    last, place = "", 0
    for start, end, change in changes:
        again = change.printed == last and not text[place:start].strip()
        word = len(change.printed) > 1 and _is_picture(change.filed)
        last, place = change.printed if word else "", end
        yield start, end, replace(change, printed="") if again and word else change


def _space(signs: list[str], start: int, end: int, change: Change) -> None:
    """Words get spaces around them; of two spaces around what was left out one goes."""
    before = "".join(signs[max(0, start - 8) : start])[-1:]
    after = next((sign for sign in signs[end : end + 8] if sign), "")[:1]
    if len(change.printed) > 1 and _is_picture(change.filed):
        head = " " if before and (before.isalnum() or before in _CLOSES) else ""
        signs[start] = head + change.printed + (" " if after.isalnum() else "")
    if change.printed:
        return
    if before.isspace() and (not after or after.isspace() or after in _CLOSES):
        if before == LINE_BREAK and after.isspace():  # the line goes on being one of its own
            place = next(place for place in range(end, len(signs)) if signs[place])
            signs[place] = signs[place][1:]
            return
        place = next(place for place in range(start - 1, -1, -1) if signs[place])
        signs[place] = signs[place][:-1]


def _strip(signs: list[str]) -> None:
    """Take the white space off both ends."""
    for places in (range(len(signs)), range(len(signs) - 1, -1, -1)):
        for place in places:
            signs[place] = signs[place].strip()
            if signs[place]:
                break


@dataclass(frozen=True, slots=True)
class _FoundFace:
    """Says what is printed for each cluster of one text."""

    text: str
    language: str
    prints: Prints

    def printed(self, cluster: str, start: int) -> str:
        """What is printed for `cluster`, which begins at `start`; itself if that can be."""
        sign = cluster[0]
        if len(cluster) == 1:
            return self._one(sign, start)
        if _is_flag(cluster):
            return self._flag(cluster)
        bare = _TONES.sub("", cluster)
        if len(bare) == 1 and self.prints(bare):
            return bare
        return self._other(sign)

    def _one(self, sign: str, start: int) -> str:
        """What is printed for a sign by itself."""
        code = ord(sign)
        if _within(code, UNSEEN):
            return ""
        if _within(code, DIRECTIONS):
            return sign if self._directs(start) else ""
        if sign in JOINERS:
            return sign if self._joins(start) else ""
        if sign == SOFT_HYPHEN:
            around = self.text[start - 1 : start] + self.text[start + 1 : start + 2]
            return sign if len(around) == 2 and around.isalnum() else ""
        if _within(code, FULL_WIDTH) and not self._is_square(start):
            return unicodedata.normalize("NFKC", sign)
        if sign in INVISIBLE or self.prints(sign):
            return sign
        return self._other(sign)

    def _other(self, sign: str, deep: int = 0) -> str:
        """What is printed in the place of a sign that no face has; the sign itself for nothing."""
        word = WORDS.get(sign)
        if word is not None:
            return f"[{read_catalogue(self.language).gettext(word)}]"
        for other in _others(sign):
            if all(part.isspace() or self.prints(part) for part in other):
                return other
            if deep < 2 and other != sign:
                parts = [p if self.prints(p) else self._other(p, deep + 1) for p in other]
                if all(self.prints(part) for part in "".join(parts)):
                    return "".join(parts)
        return "" if _may_go(sign) else sign

    def _directs(self, place: int) -> bool:
        """True if a letter next to the mark runs from the right: it may say where signs belong."""
        if _within(ord(self.text[place]), (EMBEDDINGS,)):
            return False
        before = next(filter(str.isalpha, reversed(self.text[:place])), "")
        after = next(filter(str.isalpha, self.text[place:]), "")
        return any(sign and script_class(sign) in RIGHT_TO_LEFT for sign in (before, after))

    def _is_square(self, place: int) -> bool:
        """True if a letter of Chinese or Japanese stands beside the full-width sign."""
        before = next(filter(_is_own_width, reversed(self.text[:place])), "")
        after = next(filter(_is_own_width, self.text[place:]), "")
        beside = any(sign and script_class(sign) in SQUARE for sign in (before, after))
        return beside or script_of(self.language) in WIDE

    def _joins(self, place: int) -> bool:
        """True if a letter beside the joiner is of a script whose letters join."""
        before, after = self.text[:place][-1:], self.text[place + 1 : place + 2]
        return any(sign and script_class(sign) in JOINING for sign in (before, after))

    def _flag(self, flag: str) -> str:
        """The country's name in the copy's language, unless it is named there anyway."""
        code = "".join(chr(ord(sign) - 0x1F1E6 + ord("A")) for sign in flag)
        locale = locale_of(self.language)
        name = locale.territories.get(code, code) if locale is not None else code
        return "" if name.casefold() in self.text.casefold() else name


def _others(sign: str) -> Iterator[str]:
    """What may stand for a sign, the most like it first: by the table, by Unicode's."""
    if sign in SIGNS:
        yield SIGNS[sign]
    yield from (other for first, last, other in STRETCHES if first <= ord(sign) <= last)
    yield unicodedata.normalize("NFD", sign)
    # A step at a time: the raised figure of ㎡ stays one.
    kind, parts = _decomposed(sign)
    if parts:
        # Raised figures must not become part of the number before them.
        yield f"^{parts}" if kind == "<super>" else parts
    name = unicodedata.name(sign, "")
    if letter := _LETTER.match(name):
        yield letter[1]
    if (digit := unicodedata.digit(sign, None)) is not None:
        yield str(digit)
    if "ARROW" in name:
        yield from (arrow for way, arrow in _ARROWS.items() if way in name)
    if unicodedata.category(sign) == "Zs":
        yield SPACES.get(sign, " ")


def _decomposed(sign: str) -> tuple[str, str]:
    """The kind of a sign's decomposition by Unicode, and its parts; both empty if it has none."""
    kind, _, parts = unicodedata.decomposition(sign).rpartition(">")
    return kind and f"{kind}>", "".join(chr(int(code, 16)) for code in parts.split())


def _is_own_width(sign: str) -> bool:
    return not _within(ord(sign), FULL_WIDTH)


def _may_go(sign: str) -> bool:
    """True for what can be left out: pictures, accents without a glyph, signs without a form."""
    return _is_picture(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf", "Co", "Cc", "Cs")


def _is_flag(cluster: str) -> bool:
    return len(cluster) == 2 and all("\U0001f1e6" <= sign <= "\U0001f1ff" for sign in cluster)


def _is_picture(cluster: str) -> bool:
    return _within(ord(cluster[0]), PICTURES)


def _is_english(language: str) -> bool:
    return language.split("-")[0].lower() in ("en", "") and script_of(language) == LATIN


def _within(code: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= code <= last for first, last in ranges)
