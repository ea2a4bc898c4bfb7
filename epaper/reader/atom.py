"""Atom documents: the elements that feeds and the catalogue share.

In: texts, days, addresses. Out: lxml elements, and the answer that carries them.
Source: RFC 4287 (Atom), Media RSS 1.5.1 for thumbnails, RFC 9562 for the ids.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

from flask import Response
from lxml import etree

from epaper.archive import Edition, StoryHit
from epaper.reader.library import library
from epaper.reader.outside import outside

ATOM = "http://www.w3.org/2005/Atom"
MEDIA = "http://search.yahoo.com/mrss/"
XHTML = "http://www.w3.org/1999/xhtml"
XML = "http://www.w3.org/XML/1998/namespace"
ATOM_TYPE = "application/atom+xml"

# The ids of all papers are made below this one: the namespace of names, none of its own kind.
PAPERS = UUID("6a1e3f0c-5d1b-5c59-9f5e-2b1d2f6a7c44")

# What XML 1.0 has no way to write (its production 2), and lxml refuses.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def permanent_id(*names: str) -> str:
    """The id of what has these names: it stays when the paper's address changes."""
    return uuid5(PAPERS, "/".join(names)).urn


def add(
    parent: etree._Element, tag: str, text: str = "", space: str = ATOM, **attributes: str
) -> etree._Element:
    """A new last child of `parent`; attributes without a value are left out."""
    element = etree.SubElement(parent, f"{{{space}}}{tag}")
    if text:
        element.text = writable(text)
    for name, value in attributes.items():
        if value:
            element.set(name, writable(value))
    return element


def link(parent: etree._Element, rel: str, path: str, kind: str, **attributes: str) -> None:
    """A link to an address of this site."""
    add(parent, "link", rel=rel, href=outside(path), type=kind, **attributes)


def feed(
    identity: str,
    title: str,
    updated: datetime,
    *,
    author: str,
    language: str,
    spaces: Mapping[str, str] | None = None,
) -> etree._Element:
    """An empty feed with what every feed must have (RFC 4287, 4.1.1)."""
    known: dict[str | None, str] = {None: ATOM}
    known.update(spaces or {})
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=known)
    root.set(f"{{{XML}}}lang", language)
    add(root, "id", identity)
    add(root, "title", title)
    add(root, "updated", timestamp(updated))
    add(add(root, "author"), "name", author)
    return root


def entry(root: etree._Element, identity: str, title: str, updated: datetime) -> etree._Element:
    """A new entry with what every entry must have (RFC 4287, 4.1.2)."""
    element = add(root, "entry")
    add(element, "id", identity)
    add(element, "title", title)
    add(element, "updated", timestamp(updated))
    return element


def timestamp(moment: datetime) -> str:
    """A time as RFC 3339 has it, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def day_begins(day: date) -> datetime:
    """The first moment of a day where the paper is: without times it is taken to be out then."""
    return datetime.combine(day, time.min, library().settings.zone)


def moment(*texts: str) -> datetime | None:
    """The latest of some times of the manifest, of which any may be empty."""
    return max((datetime.fromisoformat(text) for text in texts if text), default=None)


def story_updated(hit: StoryHit) -> datetime:
    """When the story was last changed, by its own dates; an undated one with its day."""
    return moment(hit.published, hit.updated) or day_begins(hit.day)


def edition_updated(edition: Edition, hits: Sequence[StoryHit]) -> datetime:
    """When the newest copy of an edition, which is `hits`, is from, but not before its day.

    The copy's own times, since those of files change with every copy of the shelf; a later edition
    of the day tells its own.
    """
    later = [moment(edition.time)] if edition.edition > 1 and edition.time else []
    times = [day_begins(edition.day), *filter(None, later), *map(story_updated, hits)]
    return max(times)


def xml_answer(root: etree._Element, kind: str) -> Response:
    """The document as an answer of the media type `kind`."""
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)
    return Response(text, content_type=kind)
