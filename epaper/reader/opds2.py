"""OPDS 2.0: the catalogue as JSON. Source: OPDS Catalog 2.0 (specs.opds.io), its JSON Schemas."""

from __future__ import annotations

from typing import Any

from flask import url_for

from epaper.archive import Edition
from epaper.reader.addresses import image_address
from epaper.reader.atom import permanent_id, timestamp
from epaper.reader.language import tongue
from epaper.reader.library import library
from epaper.reader.opds_pages import PER_PAGE, CatalogueItem, Listing, Menu, Way
from epaper.reader.outside import outside

FEED = "application/opds+json"
PUBLICATION = "http://schema.org/PublicationIssue"

Facts = dict[str, Any]


def menu_json(paper: Edition, menu: Menu) -> Facts:
    """A page of navigation (2.1)."""
    return {
        "metadata": _metadata(paper, menu),
        "links": _around(menu),
        "navigation": [_way(way) for way in menu.ways],
    }


def listing_json(paper: Edition, listing: Listing) -> Facts:
    """A page of publications (2.2) with its place among its pages (4)."""
    facts: Facts = {
        "metadata": {**_metadata(paper, listing), "numberOfItems": listing.total},
        "links": _around(listing) + _pages(listing),
    }
    if listing.first:
        facts["metadata"] |= {"itemsPerPage": PER_PAGE, "currentPage": listing.number}
    if listing.items:
        return {**facts, "publications": [_publication(item) for item in listing.items]}
    # A feed has to hold something; a search that finds nothing leads back to the root.
    return {**facts, "navigation": [{**_link(listing.up), "title": paper.name, "rel": "start"}]}


def _metadata(paper: Edition, page: Menu | Listing) -> Facts:
    return {"title": page.title, "identifier": permanent_id(paper.name, "opds", page.name)}


def _link(address: str, kind: str = FEED) -> Facts:
    return {"href": outside(address), "type": kind}


def _around(page: Menu | Listing) -> list[Facts]:
    links = [
        {**_link(page.here), "rel": "self"},
        {**_link(url_for("catalogue.root", form="json")), "rel": "start"},
    ]
    if page.up:
        links.append({**_link(page.up), "rel": "up"})
    if not library().settings.published:
        search = outside(url_for("catalogue.found", form="json")) + "{?query}"
        links.append({"href": search, "type": FEED, "templated": True, "rel": "search"})
    return links


def _pages(listing: Listing) -> list[Facts]:
    pages = (
        ("first", listing.first),
        ("previous", listing.before),
        ("next", listing.after),
        ("last", listing.last),
    )
    return [{**_link(address), "rel": rel} for rel, address in pages if address]


def _way(way: Way) -> Facts:
    rel = "http://opds-spec.org/sort/new" if way.newest else "subsection"
    return {**_link(way.address), "title": way.title, "rel": rel}


def _publication(item: CatalogueItem) -> Facts:
    edition = item.edition
    pdf = url_for("files.file", day=edition.day, name=edition.pdf)
    metadata: Facts = {
        "@type": PUBLICATION,
        "identifier": permanent_id(edition.name, edition.day.isoformat()),
        "title": f"{edition.name}, {tongue().long_date(edition.day)}",
        "author": [{"name": edition.name}],
        "publisher": [{"name": edition.name}],
        "language": [edition.language],
        "published": edition.day.isoformat(),
        "modified": timestamp(item.updated),
        "description": item.told,
        "numberOfPages": edition.pages,
    }
    return {
        "metadata": metadata,
        "links": [
            {
                **_link(pdf, "application/pdf"),
                "rel": "http://opds-spec.org/acquisition/open-access",
                "size": edition.pdf_bytes,
            },
            {**_link(url_for("front.day", day=edition.day), "text/html"), "rel": "alternate"},
        ],
        "images": [
            {
                **_link(image_address(edition, image), "image/webp"),
                "width": image.width_px,
                "height": image.height_px,
            }
            for image in (edition.small, edition.thumbnail)
        ],
    }
