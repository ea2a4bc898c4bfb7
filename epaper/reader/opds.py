"""OPDS 1.2: the catalogue as Atom. Source: OPDS Catalog 1.2 (specs.opds.io), RFC 5005, RFC 4287."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from lxml import etree

from epaper.archive import Edition
from epaper.reader.atom import (
    ATOM_TYPE,
    XML,
    add,
    day_begins,
    entry,
    feed,
    link,
    permanent_id,
    timestamp,
)
from epaper.reader.language import tongue
from epaper.reader.library import library
from epaper.reader.opds_pages import CatalogueItem, Listing, Menu, Way
from epaper.reader.outside import outside

DUBLIN_CORE = "http://purl.org/dc/terms/"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SPACES = {"dc": DUBLIN_CORE, "opensearch": OPENSEARCH}
NAVIGATION = f"{ATOM_TYPE};profile=opds-catalog;kind=navigation"
ACQUISITION = f"{ATOM_TYPE};profile=opds-catalog;kind=acquisition"
DESCRIPTION = "application/opensearchdescription+xml"
RELATION = "http://opds-spec.org/"


def menu_feed(paper: Edition, menu: Menu) -> etree._Element:
    """A navigation feed (2.2)."""
    root = _feed(paper, menu, max(way.updated for way in menu.ways))
    _around(root, menu, NAVIGATION)
    for way in menu.ways:
        _way(root, paper, way)
    return root


def listing_feed(paper: Edition, listing: Listing) -> etree._Element:
    """An acquisition feed (2.3), a page of it with the relations of RFC 5005."""
    changed = max((item.updated for item in listing.items), default=day_begins(paper.day))
    root = _feed(paper, listing, changed)
    _around(root, listing, ACQUISITION)
    for rel, address in (
        ("first", listing.first),
        ("previous", listing.before),
        ("next", listing.after),
        ("last", listing.last),
    ):
        if address:
            link(root, rel, address, ACQUISITION)
    add(root, "totalResults", str(listing.total), OPENSEARCH)
    for item in listing.items:
        _publication(root, paper, item)
    return root


def _feed(paper: Edition, page: Menu | Listing, changed: datetime) -> etree._Element:
    return feed(
        permanent_id(paper.name, "opds", page.name),
        page.title,
        changed,
        author=paper.name,
        language=paper.language,
        spaces=SPACES,
    )


def _around(root: etree._Element, page: Menu | Listing, kind: str) -> None:
    """What every page links to: itself, the root, the page above, the search."""
    link(root, "self", page.here, kind)
    link(root, "start", url_for("catalogue.root", form="atom"), NAVIGATION)
    if page.up:
        link(root, "up", page.up, NAVIGATION)
    if not library().settings.published:
        link(root, "search", url_for("sitemap.description"), DESCRIPTION)


def _way(root: etree._Element, paper: Edition, way: Way) -> None:
    own = entry(root, permanent_id(paper.name, "opds", way.name), way.title, way.updated)
    add(own, "content", way.told, type="text")
    rel = f"{RELATION}sort/new" if way.newest else "subsection"
    link(own, rel, way.address, ACQUISITION if way.lists else NAVIGATION)


def _publication(root: etree._Element, paper: Edition, item: CatalogueItem) -> None:
    edition = item.edition
    identity = permanent_id(edition.name, edition.day.isoformat())
    title = f"{edition.name}, {tongue().long_date(edition.day)}"
    own = entry(root, identity, title, item.updated)
    if edition.language != paper.language:
        own.set(f"{{{XML}}}lang", edition.language)
    add(add(own, "author"), "name", edition.name)
    add(own, "published", timestamp(day_begins(edition.day)))
    add(own, "language", edition.language, DUBLIN_CORE)
    add(own, "issued", edition.day.isoformat(), DUBLIN_CORE)
    add(own, "publisher", edition.name, DUBLIN_CORE)
    for section in edition.sections:
        add(own, "category", term=section.key, label=section.name)
    add(own, "summary", item.told, type="text")
    _edition_links(own, edition)


def _edition_links(own: etree._Element, edition: Edition) -> None:
    """The PDF to be had (5.2.1), page one as a JPEG (5.2.2), the edition's web page."""
    pdf = url_for("files.file", day=edition.day, name=edition.pdf)
    link(
        own,
        f"{RELATION}acquisition/open-access",
        pdf,
        "application/pdf",
        length=str(edition.pdf_bytes),
    )
    for rel, size in (("image", "cover"), ("image/thumbnail", "thumbnail")):
        image = url_for("catalogue.image", day=edition.day, size=size)
        link(own, f"{RELATION}{rel}", image, "image/jpeg")
    link(own, "alternate", url_for("front.day", day=edition.day), "text/html")


def search_description(paper: Edition) -> etree._Element:
    """The OpenSearch 1.1 description: pages for people, editions for readers of catalogues."""
    root = etree.Element(f"{{{OPENSEARCH}}}OpenSearchDescription", nsmap={None: OPENSEARCH})
    add(root, "ShortName", paper.name[:16], OPENSEARCH)  # the format allows 16 letters
    add(root, "Description", paper.name, OPENSEARCH)
    pages = outside(url_for("find.find")) + "?q={searchTerms}"
    add(root, "Url", "", OPENSEARCH, type="text/html", method="get", template=pages)
    if not library().settings.published:
        editions = outside(url_for("catalogue.found", form="atom")) + "?q={searchTerms}"
        add(root, "Url", "", OPENSEARCH, type=ACQUISITION, template=editions)
    own = outside(url_for("sitemap.description"))
    add(root, "Url", "", OPENSEARCH, type=DESCRIPTION, rel="self", template=own)
    add(root, "Language", paper.language, OPENSEARCH)
    add(root, "OutputEncoding", "UTF-8", OPENSEARCH)
    add(root, "InputEncoding", "UTF-8", OPENSEARCH)
    return root
