"""Pages drawn apart, one PDF: what they have in common is kept once.

In: an open pikepdf document of all pages and the faces. Out: the same document, in which each
face is embedded once, cut to the glyphs of the whole edition, and equal pictures are one.
WeasyPrint keeps a font's own glyph numbers when it cuts it, so that the numbers of two pages
mean the same glyph. It rounds widths to 1/1000 em at the size it meets first, and places letters
by them: pages that disagree keep font dictionaries of their own and share the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from epaper.press.fonts import Face, cut_to_glyphs
from epaper.press.numbered import glyph_map, mapped_glyphs

OPENTYPE = b"OTTO"  # outlines of cubic curves (PDF 32000-1, table 126)
BFCHAR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")


@dataclass(slots=True)
class _Font:
    """A face as several pages use it: width in 1/1000 em and text of each glyph.

    `led` are numbers beyond the face's glyphs, and the glyph each is drawn by (numbered.py).
    """

    face: Face
    sample: Object
    widths: dict[int, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    led: dict[int, int] = field(default_factory=dict)

    def takes(self, widths: dict[int, int], texts: dict[int, str], led: dict[int, int]) -> bool:
        """Whether these glyphs can be added without changing any that is there."""
        return (
            all(self.widths.get(glyph, width) == width for glyph, width in widths.items())
            and all(self.texts.get(glyph, text) == text for glyph, text in texts.items())
            and all(self.led.get(number, glyph) == glyph for number, glyph in led.items())
        )


def merge_fonts(pdf: Pdf, faces: Iterable[Face]) -> tuple[Face, ...]:
    """Embed each face once for all pages; the faces in use, in the order of `faces`."""
    by_name = {face.css_name: face for face in faces}
    merged: dict[str, list[_Font]] = {}
    uses: list[tuple[Object, str, _Font]] = []
    for page in pdf.pages:
        fonts = page.obj.Resources.get("/Font", Dictionary())
        for key, font in fonts.items():
            face = by_name.get(_css_name(font))
            if face and font.get("/Encoding") == Name("/Identity-H"):
                group = _join(merged.setdefault(face.css_name, []), face, font)
                uses.append((fonts, key, group))
    built: dict[int, Object] = {}
    for groups in merged.values():
        file = _font_file(pdf, groups)
        built |= {id(group): _build(pdf, group, file) for group in groups}
    for fonts, key, group in uses:
        fonts[key] = built[id(group)]
    return tuple(face for name, face in by_name.items() if name in merged)


def merge_streams(pdf: Pdf) -> None:
    """Let pages share pictures whose data and description are equal."""
    seen: dict[str, Object] = {}
    for page in pdf.pages:
        pictures = page.obj.Resources.get("/XObject", Dictionary())
        for key, stream in pictures.items():
            mark = sha256(stream.read_raw_bytes() + stream.stream_dict.unparse()).hexdigest()
            pictures[key] = seen.setdefault(mark, stream)


def _css_name(font: Object) -> str:
    """The face's CSS name, which stands behind the six letters and the plus sign."""
    return str(font.BaseFont).partition("+")[2]


def _join(groups: list[_Font], face: Face, font: Object) -> _Font:
    widths, texts = _widths(font.DescendantFonts[0].W), _texts(font.ToUnicode.read_bytes())
    table = font.DescendantFonts[0].get("/CIDToGIDMap", Name.Identity)
    led = mapped_glyphs(table.read_bytes()) if isinstance(table, Stream) else {}
    group = next((group for group in groups if group.takes(widths, texts, led)), None)
    if group is None:
        group = _Font(face, font)
        groups.append(group)
    group.widths |= widths
    group.texts |= texts
    group.led |= led
    return group


def _widths(runs: Object) -> dict[int, int]:
    """PDF 32000-1, 9.7.4.3: a first glyph number, then the widths from there."""
    pairs = list(runs)
    return {
        int(first) + offset: int(width)
        for first, widths in zip(pairs[::2], pairs[1::2], strict=True)
        for offset, width in enumerate(widths)
    }


def _texts(cmap: bytes) -> dict[int, str]:
    return {
        int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for glyph, text in BFCHAR.findall(cmap)
    }


def _font_file(pdf: Pdf, fonts: list[_Font]) -> Stream:
    """The face's file with the glyphs of all of `fonts`, which share it."""
    glyphs = {glyph for font in fonts for glyph in font.widths if glyph not in font.led}
    glyphs |= {glyph for font in fonts for glyph in font.led.values()}
    data = cut_to_glyphs(fonts[0].face.path.read_bytes(), glyphs)
    if data.startswith(OPENTYPE):
        return Stream(pdf, data, Subtype=Name.OpenType)
    return Stream(pdf, data, Length1=len(data))


def _build(pdf: Pdf, font: _Font, file: Stream) -> Object:
    tag = "".join(chr(65 + byte % 26) for byte in sha256(file.read_bytes()).digest()[:6])
    name = Name(f"/{tag}+{font.face.postscript}")
    below = font.sample.DescendantFonts[0]
    descriptor = _copy(below.FontDescriptor)
    descriptor["/FontFile3" if "/FontFile3" in descriptor else "/FontFile2"] = file
    descriptor.FontName = name
    descriptor.FontFamily = String(font.face.family)
    child = _copy(below)
    child.BaseFont = name
    child.W = _width_runs(font.widths)
    child.FontDescriptor = pdf.make_indirect(descriptor)
    child.CIDToGIDMap = Name.Identity
    if font.led:
        child.CIDToGIDMap = Stream(pdf, glyph_map(font.led))
    parent = _copy(font.sample)
    parent.BaseFont = name
    parent.ToUnicode = Stream(pdf, _cmap(font.texts))
    parent.DescendantFonts = Array([pdf.make_indirect(child)])
    return pdf.make_indirect(parent)


def _copy(entries: Object) -> Dictionary:
    """A dictionary of its own with the same entries."""
    return Dictionary(dict(entries.items()))


def _width_runs(widths: dict[int, int]) -> Array:
    runs: list[int | Array] = []
    before = -2
    for glyph, width in sorted(widths.items()):
        if glyph != before + 1:
            runs += [glyph, Array()]
        last = runs[-1]
        if isinstance(last, pikepdf.Object):
            last.append(width)
        before = glyph
    return Array(runs)


def _cmap(texts: dict[int, str]) -> bytes:
    """A ToUnicode map (PDF 32000-1, 9.10.3), at most 100 glyphs in one section."""
    head = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    )
    rows = [
        f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(texts.items())
    ]
    parts = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "".join(
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in parts
    )
    return f"{head}{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend".encode()
