"""For search engines and browsers: sitemap, robots.txt, the description of the search.

Source: sitemaps.org protocol 0.9, RFC 9309 (robots.txt), OpenSearch 1.1.
"""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, abort, url_for
from lxml import etree

from epaper.archive import Edition
from epaper.reader.atom import edition_updated, story_updated, timestamp, xml_answer
from epaper.reader.library import library
from epaper.reader.opds import DESCRIPTION, search_description
from epaper.reader.outside import outside

routes = Blueprint("sitemap", __name__)

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@routes.get("/sitemap.xml")
def index() -> Response:
    """The sitemaps: one a month, so that none comes near the 50,000 addresses that are allowed.

    Only the current month's changes from day to day.
    """
    root = _root("sitemapindex")
    for month in library().archive.months(library().until, library().drafts):
        place = url_for("sitemap.month", year=month.year, month=month.month)
        _add(_child(root, "sitemap"), place)
    return xml_answer(root, "application/xml")


@routes.get("/sitemap-<int(fixed_digits=4):year>-<int(fixed_digits=2):month>.xml")
def month(year: int, month: int) -> Response:
    """The editions and stories of a month."""
    if not 1 <= month <= 12 or year < 1:
        abort(404)
    editions = library().archive.month(year, month, library().until, library().drafts)
    if not editions:
        abort(404)
    root = _root("urlset")
    for edition in editions:
        _edition(root, edition)
    return xml_answer(root, "application/xml")


@routes.get("/robots.txt")
def robots() -> Response:
    """All is open but the searches, which have no end; while the desk looks on, nothing is."""
    closed = "/" if library().settings.preview else url_for("find.find")
    lines = ["User-agent: *", f"Disallow: {closed}"]
    if not library().settings.preview:
        lines.append(f"Sitemap: {outside(url_for('sitemap.index'))}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@routes.get("/opensearch.xml")
def description() -> Response:
    """How this paper is searched, for browsers and e-readers."""
    latest, settings = library().latest(), library().settings
    if latest is None or (settings.published and not settings.site_search):
        abort(404)
    return xml_answer(search_description(latest), DESCRIPTION)


def _edition(root: etree._Element, edition: Edition) -> None:
    hits = library().archive.stories(edition.day, library().until, library().drafts)
    front = url_for("front.day", day=edition.day)
    _add(_child(root, "url"), front, edition_updated(edition, hits))
    for hit in hits:
        place = url_for("article.story", day=hit.day, slug=hit.slug)
        _add(_child(root, "url"), place, story_updated(hit))


def _root(name: str) -> etree._Element:
    return etree.Element(f"{{{SPACE}}}{name}", nsmap={None: SPACE})


def _child(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    element = etree.SubElement(parent, f"{{{SPACE}}}{name}")
    element.text = text
    return element


def _add(entry: etree._Element, path: str, changed: datetime | None = None) -> None:
    _child(entry, "loc", outside(path))
    if changed is not None:
        _child(entry, "lastmod", timestamp(changed))
