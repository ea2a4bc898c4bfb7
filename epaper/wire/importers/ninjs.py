"""IPTC ninjs, versions 1 to 3, and the dialects around it: one JSON object in, one item out.

Source: the ninjs schemas of the IPTC (News in JSON). Version 1 has body_text, body_xhtml and
description_text; version 2 has lists `headlines`, `bodies`, `descriptions` and associations by
name or as a list; version 3 writes its names with inner capitals.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from epaper.model import Block
from epaper.wire.guard import why_unreadable
from epaper.wire.html import plain_text, read_html
from epaper.wire.importers.item import (
    Clock,
    Shot,
    WireItem,
    block_of,
    lines_of,
    parts_of,
    small,
    words_of,
)
from epaper.wire.times import LONGEST

_COPY_TYPES = ("", "text", "composite", "article", "news")
_PICTURE_TYPES = ("picture", "graphic", "photo", "image")
# Where JSON of no standard has its text, plain or as HTML; beside a body they may hold a summary.
_PLAIN_BODIES = ("body", "content", "text")
_EMBARGOES = ("embargoed", "embargo")  # of ninjs, of Superdesk
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
Given = Mapping[str, object]


def read_ninjs(raw: Given, line: int, clock: Clock) -> WireItem:
    """The item in `raw`; with `skip` where it is nothing to print."""
    given = small(raw)
    blocks, notes = _body(given)
    first, version = clock.read(given, "firstcreated"), clock.read(given, "versioncreated")
    embargoed = next(filter(None, (clock.read(given, name) for name in _EMBARGOES)), None)
    published = first or version
    agency = words_of(given.get("source")) or words_of(given.get("copyrightholder"))
    headline = _headline(given)
    return WireItem(
        key=_key(given, headline, blocks),
        headline=headline,
        standfirst=_described(given, "description"),
        blocks=blocks,
        byline=words_of(given.get("byline")) or words_of(given.get("by")),
        agency=agency,
        dateline=_located(given),
        published=published,
        updated=version if version and published and version > published else None,
        embargoed=embargoed,
        labels=tuple(_labels(given)),
        language=words_of(given.get("language")),
        shots=tuple(_shots(given)),
        notes=notes,
        undated=tuple(clock.unread),
        skip=_reason(given, embargoed),
        line=line,
    )


def _reason(given: Given, embargoed: datetime | None) -> str:
    """Why the item is not to be printed; "" if it is."""
    kind = words_of(given.get("type")).lower()
    status = words_of(given.get("pubstatus")).lower()
    if kind not in _COPY_TYPES:
        return f"it is of the type {kind}, not text"
    if status not in ("", "usable"):
        return f"its status is {status}, not usable"
    filed = (words_of(given.get(name)) for name in _EMBARGOES)
    if not embargoed and (until := next(filter(None, filed), "")):
        return f"it is embargoed until {until[:LONGEST]}, which is not a time that can be read"
    return ""


def _key(given: Given, headline: str, blocks: tuple[Block, ...]) -> str:
    """The item's id; a hash of its words where it has none."""
    for name in ("uri", "guid", "id"):
        if key := words_of(given.get(name)):
            return key
    words = "\n".join([headline, *(block.text for block in blocks)])
    return "words:" + hashlib.sha256(words.encode()).hexdigest()[:16]


def _headline(given: Given) -> str:
    """`headline`, or the main one of `headlines`."""
    if headline := words_of(given.get("headline")):
        return headline
    found = [
        (words_of(part.get("role")), words_of(part.get("value")))
        for part in parts_of(given.get("headlines"))
    ]
    mains = [value for role, value in found if role == "main" and value]
    return next(iter(mains + [value for _, value in found if value]), "")


def _variants(given: Given, name: str) -> Iterator[tuple[bool, str]]:
    """The texts `name` has, with True for HTML: of bodies, body_xhtml, body_text."""
    plural = "bodies" if name == "body" else f"{name}s"
    for part in parts_of(given.get(plural)):
        kind = words_of(part.get("contenttype")) or words_of(part.get("role"))
        yield "html" in kind, lines_of(part.get("value"))
    for suffix in ("xhtml", "html"):
        yield True, lines_of(given.get(f"{name}_{suffix}"))
    for suffix in ("text", "usage"):
        yield False, lines_of(given.get(f"{name}_{suffix}"))


def _body(given: Given) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of the body and notes; HTML is preferred, it has the paragraphs."""
    variants = [(html, text) for html, text in _variants(given, "body") if text.strip()]
    if not variants:
        texts = (lines_of(given.get(name)) for name in _PLAIN_BODIES)
        variants = [(bool(_TAG.search(text)), text) for text in texts if text.strip()]
    unread: list[str] = []
    for _, text in (variant for variant in variants if variant[0]):
        if why := why_unreadable(text):
            unread.append(f"a text that is not read, as {why}")
            continue
        found = read_html(text)
        if found and found[0]:
            return found[0], (*unread, *(left.words for left in found[1]))
    for _, text in (variant for variant in variants if not variant[0]):
        if blocks := tuple(paragraphs(text)):
            return blocks, tuple(unread)
    return (), tuple(unread)


def paragraphs(text: str) -> Iterator[Block]:
    """The paragraphs of plain text: between blank lines, or indented, or else one a line."""
    if re.search(r"\n[ \t]*\n", text.strip()):
        pieces = re.split(r"\n[ \t]*\n", text)
    elif re.search(r"\n(?:\t| {2,})\S", text):
        pieces = re.split(r"\n(?=\t| {2,})", text)
    else:
        pieces = text.split("\n")
    for piece in pieces:
        if block := block_of(piece):
            yield block


def _described(given: Given, name: str) -> str:
    """A short text in plain words."""
    variants = [(html, text) for html, text in _variants(given, name) if text.strip()]
    for html, text in sorted(variants, key=lambda variant: variant[0]):
        if words := plain_text(text) if html else words_of(text):
            return words
    return ""


def _located(given: Given) -> str:
    """The place the item was filed from."""
    located = given.get("located")
    if isinstance(located, Mapping):
        located = located.get("name") or located.get("city")
    return words_of(located)


def _labels(given: Given) -> Iterator[str]:
    """Names and codes that may tell the section, the plainest first."""
    for name in ("service", "section", "sections", "anpa_category", "subject", "subjects", "genre"):
        value = given.get(name)
        if isinstance(value, str):
            yield words_of(value)
        for part in parts_of(value):
            yield words_of(part.get("name"))
            yield words_of(part.get("code")) or words_of(part.get("literal"))


def _shots(given: Given) -> Iterator[Shot]:
    """The pictures among the item's associations."""
    for part in parts_of(given.get("associations")):
        kind = words_of(part.get("type")).lower()
        if kind not in _PICTURE_TYPES:
            continue
        found = _rendition(part)
        if not found:
            continue
        headline = _headline(part)
        caption = _described(part, "description") or _described(part, "body") or headline
        yield Shot(
            href=found[0],
            caption=caption,
            credit=_credit(part),
            alt=headline if headline != caption else "",
            focus=found[1],
        )


def _credit(part: Given) -> str:
    """Who took the picture, and for whom."""
    line = words_of(part.get("creditline"))
    person = words_of(part.get("byline")) or words_of(part.get("by"))
    house = words_of(part.get("source")) or words_of(part.get("copyrightholder"))
    return line or "/".join(name for name in (person, house) if name)


def _rendition(part: Given) -> tuple[str, tuple[float, float] | None] | None:
    """Address and focus of the widest form of a picture; None if it has no address."""
    best: tuple[float, str, tuple[float, float] | None] | None = None
    for rendition in parts_of(part.get("renditions")):
        href = words_of(rendition.get("href"))
        width, height = _number(rendition.get("width")), _number(rendition.get("height"))
        if href and (best is None or width > best[0]):
            best = width, href, _focus(rendition.get("poi"), width, height)
    if best:
        return best[1], best[2]
    href = words_of(part.get("href"))
    return (href, None) if href else None


def _number(value: object) -> float:
    try:
        return float(value) if isinstance(value, int | float | str) else 0.0
    except ValueError:
        return 0.0


def _focus(poi: object, width: float, height: float) -> tuple[float, float] | None:
    """The point of interest, which is in pixels of its rendition, in fractions."""
    if not isinstance(poi, Mapping) or width <= 0 or height <= 0:
        return None
    x, y = _number(poi.get("x")) / width, _number(poi.get("y")) / height
    return (round(x, 4), round(y, 4)) if 0 < x < 1 and 0 < y < 1 else None
