"""Feeds: the editions with their PDFs, the stories of the latest, the stories of a section.

Atom (RFC 4287). Ids stay when the paper's address changes; times are the copy's own, so that
they stay when files are copied or built anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, Response, abort, url_for
from lxml import etree

from epaper.archive import Edition, StoryHit
from epaper.exceptions import EditionError
from epaper.model.manifest import RecordEntry
from epaper.reader.addresses import file_address, image_address
from epaper.reader.atom import (
    ATOM_TYPE,
    MEDIA,
    XML,
    add,
    day_begins,
    edition_updated,
    entry,
    feed,
    link,
    moment,
    permanent_id,
    story_updated,
    timestamp,
    xml_answer,
)
from epaper.reader.feed_text import edition_content, story_content
from epaper.reader.language import gettext as _
from epaper.reader.language import say_in, tongue
from epaper.reader.library import library
from epaper.reader.outside import outside

routes = Blueprint("feeds", __name__)

EDITIONS = 30  # in the feed of editions: a month
SECTION_STORIES = 40  # in the feed of a section


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStory:
    """A story of a feed: where it stands, all of it, and the paper's name on that day."""

    hit: StoryHit
    record: RecordEntry
    paper: str


@routes.get("/editions.atom")
def editions() -> Response:
    """The last editions, newest first; each with its PDF and its front page."""
    latest = _latest()
    archive, until, drafts = library().archive, library().until, library().drafts
    shown = archive.editions(until, EDITIONS, drafts=drafts)
    hits = {edition.day: archive.stories(edition.day, until, drafts) for edition in shown}
    changed = max(edition_updated(edition, hits[edition.day]) for edition in shown)
    root = _feed(latest, latest.name, "editions", changed)
    _links(root, url_for("feeds.editions"), url_for("front.today"))
    for edition in shown:
        _edition_entry(root, edition, hits[edition.day])
    return xml_answer(root, ATOM_TYPE)


@routes.get("/stories.atom")
def stories() -> Response:
    """Every story of the latest edition, whole, in the order of the paper."""
    latest = _latest()
    hits = library().archive.stories(latest.day, library().until, library().drafts)
    changed = max((story_updated(hit) for hit in hits), default=day_begins(latest.day))
    root = _feed(latest, _("%(paper)s: all stories", paper=latest.name), "stories", changed)
    _links(root, url_for("feeds.stories"), url_for("front.today"))
    for told in _told(hits):
        _story_entry(root, latest, told)
    return xml_answer(root, ATOM_TYPE)


@routes.get("/section/<slug:key>.atom")
def section(key: str) -> Response:
    """The last stories of a section, newest edition first."""
    latest = _latest()
    archive, until, drafts = library().archive, library().until, library().drafts
    hits = archive.section(key, until, SECTION_STORIES, drafts=drafts).stories
    if not hits:
        abort(404)
    changed = max(story_updated(hit) for hit in hits)
    root = _feed(latest, f"{latest.name}: {hits[0].section_name}", f"section/{key}", changed)
    _links(root, url_for("feeds.section", key=key), url_for("front.section", key=key))
    for told in _told(hits):
        _story_entry(root, latest, told)
    return xml_answer(root, ATOM_TYPE)


def _latest() -> Edition:
    """The latest edition, whose name and language a feed has; 404 on an empty shelf."""
    latest = library().latest()
    if latest is None:
        abort(404)
    say_in(latest.language)
    return latest


def _feed(latest: Edition, title: str, name: str, changed: datetime) -> etree._Element:
    return feed(
        permanent_id(latest.name, "feed", name),
        title,
        changed,
        author=latest.name,
        language=latest.language,
        spaces={"media": MEDIA},
    )


def _links(root: etree._Element, here: str, page: str) -> None:
    """The feed's own address, and the page that shows the same; entries come after (4.1.1)."""
    link(root, "self", here, ATOM_TYPE)
    link(root, "alternate", page, "text/html")


def _told(hits: Sequence[StoryHit]) -> Iterable[FeedStory]:
    """The hits with their copy; what has just gone from the shelf is left out."""
    records: dict[date, dict[str, FeedStory]] = {}
    for hit in hits:
        if hit.day not in records:
            records[hit.day] = _copy_of(hit.day, [h for h in hits if h.day == hit.day])
        if hit.slug in records[hit.day]:
            yield records[hit.day][hit.slug]


def _copy_of(day: date, hits: Sequence[StoryHit]) -> dict[str, FeedStory]:
    edition = library().archive.edition(day, library().until, library().drafts)
    if edition is None:
        return {}
    try:
        manifest = library().shelf.manifest(day, edition.format)
    except EditionError:
        return {}
    records = {record.slug: record for story in manifest.stories for record in story.records}
    return {
        hit.slug: FeedStory(hit=hit, record=records[hit.slug], paper=manifest.paper.name)
        for hit in hits
        if hit.slug in records
    }


def _edition_entry(root: etree._Element, edition: Edition, hits: Sequence[StoryHit]) -> None:
    title = f"{edition.name}, {tongue().long_date(edition.day)}"
    identity = permanent_id(edition.name, edition.day.isoformat())
    own = entry(root, identity, title, edition_updated(edition, hits))
    add(own, "published", timestamp(day_begins(edition.day)))
    link(own, "alternate", url_for("front.day", day=edition.day), "text/html")
    pdf = url_for("files.file", day=edition.day, name=edition.pdf)
    link(own, "enclosure", pdf, "application/pdf", length=str(edition.pdf_bytes))
    add(own, "summary", edition.headline)
    add(own, "content", type="xhtml").append(edition_content(edition, hits))
    image = edition.thumbnail
    _thumbnail(own, image_address(edition, image), image.width_px, image.height_px)


def _story_entry(root: etree._Element, latest: Edition, told: FeedStory) -> None:
    hit, record = told.hit, told.record
    identity = permanent_id(told.paper, hit.day.isoformat(), hit.slug)
    own = entry(root, identity, hit.headline, story_updated(hit))
    if hit.language and hit.language != latest.language:
        own.set(f"{{{XML}}}lang", hit.language)
    add(own, "published", timestamp(moment(hit.published) or day_begins(hit.day)))
    for name in hit.byline or (hit.agency or told.paper,):
        add(add(own, "author"), "name", name)
    add(own, "category", term=hit.section, label=hit.section_name)
    link(own, "alternate", url_for("article.story", day=hit.day, slug=hit.slug), "text/html")
    if record.url:
        add(own, "link", rel="related", href=record.url)
    if hit.standfirst:
        add(own, "summary", hit.standfirst)
    add(own, "content", type="xhtml").append(story_content(hit.day, record))
    if record.photos:
        image = record.photos[0].images[0]
        _thumbnail(own, file_address(hit.day, image), image.width_px, image.height_px)


def _thumbnail(own: etree._Element, path: str, width_px: int, height_px: int) -> None:
    size = {"width": str(width_px), "height": str(height_px)}
    add(own, "thumbnail", space=MEDIA, url=outside(path), **size)
