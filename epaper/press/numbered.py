"""Numbers of their own for glyphs that say different signs in different places.

A PDF's font has one text for each number (ToUnicode, PDF 32000-1, 9.10.3), but a face draws several
signs with one glyph: U+02BC and the apostrophe, U+2206 and Delta, yeh in Arabic and in Urdu
between two letters. The glyph's own number says the sign that it was first drawn for; for every
other one it has a number above the font's last glyph, which the font's CIDToGIDMap (9.7.4.2) leads
to the same outline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

# WeasyPrint counts missing glyphs from the last one on; outlines.py has the numbers up to 3,371.
FIRST = 3400
SPREAD = 512  # numbers among which a sign has its place, the same on every page
MOST = 0xFFFF  # numbers have two bytes
MAPPED = "ttf"  # outlines of cubic curves have no map


@dataclass(slots=True)
class Numbers:
    """Of the fonts of one page: which sign each number says, and which glyph it leads to."""

    _of_sign: dict[tuple[str, int, str], int] = field(default_factory=dict)
    _glyphs: dict[bytes, dict[int, int]] = field(default_factory=dict)

    def number_for(self, font: Any, glyph: int, said: str, *, alone: bool = False) -> int | None:
        """The number by which `glyph` says `said`; None if the font has no room for one.

        `alone` leaves the glyph's own number to other signs. The font learns what it says, and its
        width if that of the glyph is known.
        """
        if not alone and font.to_unicode.setdefault(glyph, said) == said:
            return glyph
        key = (font.hash, glyph, said)
        if key not in self._of_sign:
            number = _free_number(font, glyph, said)
            if number is None:
                return None
            self._of_sign[key] = number
            self.lead(font, number, glyph, said)
        return self._of_sign[key]

    def wider(self, font: Any, number: int, by: int) -> int | None:
        """A number that says and draws what `number` does and is `by` 1/1000 em wider, or None.

        So what stands after it, drawn otherwise than as text, is no gap to readers.
        """
        said, width = font.to_unicode[number], font.widths[number] + by
        glyph = self.led(font.name).get(number, number)
        key = (font.hash, glyph, f"{said} {width}")
        if key not in self._of_sign:
            found = _free_number(font, glyph, key[2])
            if found is None:
                return None
            self._of_sign[key] = found
            self.lead(font, found, glyph, said)
            font.widths[found] = width
        return self._of_sign[key]

    def lead(self, font: Any, number: int, glyph: int, said: str) -> None:
        """Let `number` say `said` and lead to `glyph`, in its width."""
        font.to_unicode[number] = said
        if glyph in font.widths:
            font.widths[number] = font.widths[glyph]
        self._glyphs.setdefault(font.name, {})[number] = glyph

    def led(self, name: bytes) -> Mapping[int, int]:
        """The glyph of each number of its own in the font of this name."""
        return self._glyphs.get(name, {})

    def clear(self) -> None:
        """Begin a page."""
        self._of_sign.clear()
        self._glyphs.clear()


def _free_number(font: Any, glyph: int, said: str) -> int | None:
    """A number above the font's glyphs, the same wherever the sign is drawn: pages merge."""
    if font.type != MAPPED:
        return None
    place = crc32(f"{glyph} {said}".encode()) % SPREAD
    for step in range(SPREAD):
        number = int(font.glyph_count) + FIRST + (place + step) % SPREAD
        if number not in font.to_unicode and number <= MOST:
            return number
    return None


def glyph_map(glyphs: Mapping[int, int]) -> bytes:
    """A CIDToGIDMap: every number its own glyph but those in `glyphs`, to their highest."""
    numbers = list(range(max(glyphs) + 1))
    for code, glyph in glyphs.items():
        numbers[code] = glyph
    return b"".join(number.to_bytes(2, "big") for number in numbers)


def mapped_glyphs(table: bytes) -> dict[int, int]:
    """The numbers of a CIDToGIDMap that lead to another glyph than their own."""
    pairs = enumerate(zip(table[::2], table[1::2], strict=True))
    read = {code: high << 8 | low for code, (high, low) in pairs}
    return {code: glyph for code, glyph in read.items() if code != glyph}
