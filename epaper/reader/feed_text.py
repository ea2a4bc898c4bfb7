"""What a feed's entries hold: a story's copy, and an edition's contents, as XHTML.

In: a record, the stories of an edition. Out: the div that Atom's content wants (RFC 4287,
3.1.1.3); every address in it is whole, since readers show it elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import url_for
from lxml import etree

from epaper.archive import Edition, Image, StoryHit
from epaper.model.manifest import ImageEntry, PhotoEntry, RecordEntry
from epaper.model.record import LINE_BREAK, Block, BlockKind, Box, Span, Table
from epaper.reader.addresses import file_address, image_address
from epaper.reader.atom import XHTML, writable
from epaper.reader.outside import outside

SHOWN_WIDTH_PX = 800  # feed readers show pictures about so wide

TAGS = {
    BlockKind.TEXT: "p",
    BlockKind.CROSSHEAD: "h3",
    BlockKind.QUOTATION: "blockquote",
    BlockKind.ITEM: "p",
    BlockKind.NOTE: "p",
}


def story_content(day: date, record: RecordEntry) -> etree._Element:
    """The whole story: pictures, standfirst, body, box, table."""
    div = _div()
    for photo in record.photos:
        _picture(div, day, photo)
    if record.standfirst:
        _add(_add(div, "p"), "strong", record.standfirst)
    for number, block in enumerate(record.body):
        _block(div, block, record.dateline if number == 0 else "")
    if record.box:
        _box(div, record.box)
    if record.table:
        _table(div, record.table)
    return div


def edition_content(edition: Edition, hits: Sequence[StoryHit]) -> etree._Element:
    """Page one as a link to the edition, and the headlines as links to the stories."""
    div = _div()
    front = _add(_add(div, "p"), "a", href=outside(url_for("front.day", day=edition.day)))
    _image(front, outside(image_address(edition, edition.small)), edition.small, edition.headline)
    items = _add(div, "ul")
    for hit in hits:
        story = url_for("article.story", day=hit.day, slug=hit.slug)
        _add(_add(items, "li"), "a", hit.headline, href=outside(story))
    return div


def _div() -> etree._Element:
    return etree.Element(f"{{{XHTML}}}div", nsmap={None: XHTML})


def _add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{XHTML}}}{tag}")
    element.text = writable(text)
    for name, value in attributes.items():
        element.set(name, writable(value))
    return element


def _block(div: etree._Element, block: Block, place: str) -> None:
    element = _add(div, TAGS[block.kind])
    if block.kind is BlockKind.QUOTATION:
        element = _add(element, "p")
    if block.kind is BlockKind.ITEM:
        element.text = "\N{BULLET} "
    if place:
        _add(element, "b", place).tail = " "
    if block.kind is BlockKind.NOTE:
        element = _add(element, "small")
    for span in block.spans:
        _span(element, span)


def _span(parent: etree._Element, span: Span) -> None:
    element = parent
    if span.href:
        element = _add(element, "a", href=span.href)
    if span.bold:
        element = _add(element, "strong")
    if span.italic:
        element = _add(element, "em")
    first, *others = span.text.split(LINE_BREAK)
    _append_text(element, writable(first))
    for line in others:
        ends = _add(element, "br")
        ends.text, ends.tail = None, writable(line)  # <br></br> would be two in HTML


def _append_text(parent: etree._Element, text: str) -> None:
    """Put `text` after whatever `parent` holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _picture(div: etree._Element, day: date, photo: PhotoEntry) -> None:
    wide = [image for image in photo.images if image.width_px >= SHOWN_WIDTH_PX]
    image = wide[0] if wide else photo.images[-1]
    figure = _add(div, "figure")
    _image(figure, outside(file_address(day, image)), image, photo.alt or photo.caption)
    words = " ".join(text for text in (photo.caption, photo.credit) if text)
    if words:
        _add(figure, "figcaption", words)


def _image(parent: etree._Element, source: str, image: Image | ImageEntry, alt: str) -> None:
    size = {"width": str(image.width_px), "height": str(image.height_px)}
    _add(parent, "img", src=source, alt=alt, **size)


def _box(div: etree._Element, box: Box) -> None:
    _add(div, "h3", box.title)
    if box.text:
        _add(div, "p", box.text)
    if box.items:
        items = _add(div, "ul")
        for item in box.items:
            _add(items, "li", item)


def _table(div: etree._Element, table: Table) -> None:
    element = _add(div, "table")
    if table.title:
        _add(element, "caption", table.title)
    for tag, rows in (("th", (table.columns,)), ("td", table.rows)):
        for row in rows:
            line = _add(element, "tr")
            for cell in row:
                _add(line, tag, cell)
    if table.note:
        _add(div, "p", table.note)
