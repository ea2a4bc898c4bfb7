"""Marks of pages: what a page of a PDF is made of, as one hash.

In: a PDF. Out: for each page SHA-256 of its object and of all that it leads to: content, fonts,
pictures, links. Two pages with one mark are read alike, whatever else their files have; numbers of
objects, which change with every page that is added, are not in it.
"""

from __future__ import annotations

import io
from hashlib import sha256
from typing import TypeAlias

import pikepdf

Key: TypeAlias = tuple[int, int]

PARENT = "/Parent"  # leads to all other pages
PAGE = "/Page"  # so do links: of a page that is led to, it counts only that it is one


def page_marks(pdf: bytes) -> tuple[str, ...]:
    """The mark of every page, in page order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        marker = _Marker()
        return tuple(marker.page(page.obj) for page in document.pages)


class _Marker:
    """Marks objects of one document; what several pages share is read once."""

    def __init__(self) -> None:
        self._known: dict[Key, bytes] = {}

    def page(self, page: pikepdf.Object) -> str:
        """The mark of a page."""
        return sha256(self._entries(page)).hexdigest()

    def _mark(self, value: object) -> bytes:
        """A value in full, what it refers to in place of the reference."""
        if not isinstance(value, pikepdf.Object):
            return repr(value).encode()
        if not value.is_indirect:
            return self._content(value)
        key = value.objgen
        if key not in self._known:
            self._known[key] = b"within"  # of a ring
            self._known[key] = sha256(self._content(value)).digest()
        return self._known[key]

    def _content(self, value: pikepdf.Object) -> bytes:
        match value:
            case pikepdf.Stream():
                return self._entries(value) + sha256(value.read_raw_bytes()).digest()
            case pikepdf.Dictionary():
                return PAGE.encode() if value.get("/Type") == PAGE else self._entries(value)
            case pikepdf.Array():
                return b"[" + b" ".join(map(self._mark, value)) + b"]"
        return value.unparse()

    def _entries(self, value: pikepdf.Object) -> bytes:
        names = sorted(str(name) for name in value.keys() if name != PARENT)
        return b"<<" + b" ".join(n.encode() + b" " + self._mark(value[n]) for n in names) + b">>"
