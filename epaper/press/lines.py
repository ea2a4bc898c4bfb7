"""How WeasyPrint draws a line, mended where copied text or widths would suffer.

In: WeasyPrint's own functions, wrapped when this module is imported. Out: moves that keep a
line's width, hyphens that copies may drop, words of any script that say their letters, fonts cut
to what is shown. WeasyPrint is held below version 71 for it: these are its internals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import uharfbuzz as hb
from weasyprint.draw import text as drawing
from weasyprint.layout import inline
from weasyprint.pdf import pydyf
from weasyprint.pdf.fonts import Font
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from epaper.model.script import KASHIDA
from epaper.press.clusters import Glyph, Writer, clusters, reordered
from epaper.press.fonts import cut_to_glyphs
from epaper.press.linends import MARKS, OWN
from epaper.press.numbered import Numbers, glyph_map
from epaper.press.outlines import (
    ALEF,
    Cluster,
    Unseen,
    glyph_path,
    is_outlined,
    number_of,
    words_in_place,
)
from epaper.press.shown import as_one_sign, shared_out, with_moves_first

_Runs: TypeAlias = list[tuple[Any, Any, float]]  # each with its font in the PDF and its size


def _cut_font(font: Font, to_unicode: Mapping[int, str], hinting: bool) -> None:
    for glyph, text in font.to_unicode.items():
        font.to_unicode[glyph] = as_one_sign(text)
    glyphs = [glyph for glyph in to_unicode if glyph < font.glyph_count]
    font.file_content = cut_to_glyphs(font.file_content, glyphs)


# WeasyPrint cuts fonts with a system library that many machines lack, and else with fontTools,
# which took 2.5 s of a page's 3.1 s; uharfbuzz brings the same library and takes 1 ms a face.
Font.subset = _cut_font


class _Carry:
    """Whole numbers for the moves between glyphs; what each leaves over goes into the next.

    WeasyPrint cuts every move to a whole 1/1000 em with `int`: a line with letter space came out
    up to 0.4 pt too wide or too narrow.
    """

    def __init__(self) -> None:
        self.over = 0.0

    def __call__(self, move: float) -> int:
        """The nearest whole number to `move` and what was left over before."""
        whole = round(move + self.over)
        self.over += move - whole
        return whole


# A hyphen between figures of any script.
PARTED_FIGURES = re.compile(r"\d-\d")

_carry = _Carry()
drawing.int = _carry

# What has a number of its own on the page being drawn. A worker draws one page at a time.
_numbers = Numbers()
_draw_line = drawing.draw_first_line
_read_outlines: dict[str, hb.Font] = {}


def forget_numbered() -> None:
    """Begin a page: what an earlier one left behind when it failed is dropped."""
    _numbers.clear()


def _draw_line_with_its_end(stream: Any, textbox: Any, *rest: Any) -> Any:
    """What WeasyPrint draws, to its width; each glyph's number says what it stands for here."""
    runs = _shaped(stream, textbox) if textbox.text else None
    if runs is None:
        return _draw_line(stream, textbox, *rest)
    if not textbox.text.strip():
        return _draw_space(stream, textbox, runs, rest[-1])
    if is_outlined(textbox.style["font_family"][0]):
        return _draw_outlines(stream, textbox, runs, rest[-1])
    _carry.over = 0.0
    begin = len(stream.stream)
    numbered = _number_glyphs(stream, textbox, runs)
    if reordered(textbox.text) or KASHIDA in textbox.text or not numbered:
        emojis = _draw_clusters(stream, textbox, runs, rest[-1])
    else:
        emojis = _draw_line(stream, textbox, *rest)
    stream.stream[begin:] = with_moves_first(stream.stream[begin:])
    return emojis


def _draw_space(stream: Any, textbox: Any, runs: _Runs, matrix: Any) -> list[Any]:
    """The space between a bold word and an italic one, which WeasyPrint leaves out.

    pdfium passes over a space that is shown by itself: this one is shown at the end of the word
    before it. In a line from the right, whose words end at their left, it is by itself.
    """
    font = _font_in_use(stream)
    ends = bool(stream.stream) and stream.stream[-1].endswith(b"] TJ")
    if textbox.style["direction"] == "rtl" or font is None or not ends:
        return _draw_clusters(stream, textbox, runs, matrix)
    outlines = _outlines(font)
    glyph = outlines.get_nominal_glyph(ord(" "))
    if glyph:
        em = outlines.get_glyph_h_advance(glyph) / outlines.face.upem
        font.widths.setdefault(glyph, round(1000 * em))
        number = _numbers.number_for(font, glyph, " ")
        if number is not None:
            stream.stream[-1] = stream.stream[-1].removesuffix(b"] TJ") + b"<%04x>] TJ" % number
    return []


def _font_in_use(stream: Any) -> Any:
    """The font of the last operation, None if it is not known."""
    if stream._current_font is None:
        return None
    name = stream._current_font[0]
    return next((font for font in stream._fonts.values() if font.hash == name), None)


def _number_glyphs(stream: Any, textbox: Any, runs: _Runs) -> bool:
    """Give each glyph a number that says what it stands for; False if one can have none.

    The last sign, if linends.py marked it, says that it is a hyphen that copies may drop.
    """
    parted = bool(PARTED_FIGURES.search(textbox.text))
    numbered = [
        _number_run(stream, run, font, size, _signs(run, textbox, parted))
        for run, font, size in runs
        if not reordered(_said_by(run, textbox).decode())  # else its words say their letters
    ]
    return all(numbered)


def _number_run(
    stream: Any, run: Any, font: Any, size: float, signs: Iterator[tuple[int, str, str]]
) -> bool:
    infos, done = run.glyphs.glyphs, True
    for place, said, mark in signs:
        info = infos[place]
        glyph = info.glyph
        if glyph == pango.PANGO_GLYPH_EMPTY or said == KASHIDA:
            continue
        _measure(stream, run, font, size, glyph)
        if unicodedata.category(said[0]) in ("Lm", "Sk"):
            # Signs that IBM Plex puts over the letter before like a mark: U+02BB of Hawaii, U+0060.
            info.geometry.x_offset = info.geometry.y_offset = 0
        number = _numbers.number_for(font, glyph, said)
        if mark and number is not None:
            number = _numbers.number_for(font, glyph, mark, alone=True)
        if number is None:
            done = False
        elif number != glyph:
            info.glyph = number
    return done


def _signs(run: Any, textbox: Any, parted: bool) -> Iterator[tuple[int, str, str]]:
    """Each glyph of a run, what it stands for, and what it says of itself at the line's end.

    A hyphen between figures that run from the right says U+2010: a score, "6-4" in Urdu. UAX 9
    has the 6 at the right (W2: after Arabic letters the hyphen does not join figures). pdfium, and
    so Chrome, takes "-" for a sign from the left (CFX_BidiChar) and copied "4-6". A line from the
    right ends with its first glyph: its hyphen stays as it is.
    """
    rtl = bool(run.item.analysis.level % 2)
    mark, count = MARKS.get(textbox.text[-1:], ""), run.glyphs.num_glyphs
    whole = len(textbox.pango_layout.text.encode())
    if rtl or run.item.offset + run.item.length != whole:
        mark = ""
    for glyphs, said in _clusters(run, textbox):
        if len(glyphs) > 1:
            parts = shared_out(said, len(glyphs), rtl=rtl)
            yield from ((n, as_one_sign(part), "") for n, part in zip(glyphs, parts, strict=True))
        elif mark and glyphs.stop == count:
            yield glyphs.start, "-", mark
        else:
            hyphen = MARKS[OWN] if rtl and parted and said == "-" else said
            yield glyphs.start, as_one_sign(hyphen), ""


def _draw_clusters(stream: Any, textbox: Any, runs: _Runs, matrix: Any) -> list[Any]:
    """A line in whose script glyphs stand otherwise than letters are read; clusters.py.

    Strokes that make words of Arabic longer are drawn as ink: copies and searches have the words
    without them.
    """
    writer, x, strokes = Writer(), 0.0, list[bytes]()
    for run, font, size in runs:
        writer.font(_font_operation(font, size), size)
        rtl = bool(run.item.analysis.level % 2)
        if rtl:  # its glyphs say their letters; a word's would be told in the wrong order
            writer.end()
        for numbers, said in _clusters(run, textbox):
            if said == KASHIDA:
                ink, x = _stroke(writer, run.glyphs.glyphs[numbers.start], font, size, x)
                strokes += ink
                continue
            glyphs = []
            for number in numbers:
                info = run.glyphs.glyphs[number]
                if info.glyph != pango.PANGO_GLYPH_EMPTY:
                    glyphs.append(_glyph(stream, run, font, size, info, x, said))
                x += info.geometry.width * FROM_UNITS
            plain = len(glyphs) == 1 and font.to_unicode[glyphs[0].number] == as_one_sign(said)
            plain = plain and unicodedata.category(said[0])[0] != "M"
            writer.add(glyphs, said, plain or rtl)
        if rtl:
            writer.end()
    writer.end()
    if strokes:
        _draw_path(stream, strokes, matrix)
    stream.set_text_matrix(*matrix.values)
    stream.stream += [*writer.operations, *([b"0 Ts"] if writer.rise else [])]
    stream._current_font = None  # WeasyPrint knows nothing of what was taken here
    return []


def _stroke(
    writer: Writer, info: Any, font: Any, size: float, x: float
) -> tuple[list[bytes], float]:
    """The ink of a stroke that begins at `x`, and where it ends.

    The glyph at its left is as much wider: else readers would take what it fills for a space.
    """
    outlines = _outlines(font)
    path = glyph_path(outlines, info.glyph, _place(info, x), size / outlines.face.upem)
    width = info.geometry.width * FROM_UNITS
    by = round(1000 * width / size)
    writer.widen(lambda number: _numbers.wider(font, number, by), by)
    return list(path), x + width


def _draw_path(stream: Any, path: list[bytes], matrix: Any) -> None:
    """Fill `path`, in the line's own measure, between two stretches of text."""
    values = b" ".join(b"%.6f" % value for value in matrix.values)
    stream.stream += [b"ET q", values + b" cm", *path, b"f Q BT"]


def _draw_outlines(stream: Any, textbox: Any, runs: _Runs, matrix: Any) -> list[Any]:
    """A line as a path with its letters unseen upon it; outlines.py."""
    unseen, x = Unseen(), 0.0
    path: list[bytes] = []
    for run, font, size in runs:
        outlines, found = _outlines(font), []
        unseen.font(_font_operation(font, size), size)
        for numbers, said in _clusters(run, textbox):
            left = x
            for number in numbers:
                info = run.glyphs.glyphs[number]
                if info.glyph != pango.PANGO_GLYPH_EMPTY:
                    place = _place(info, x)
                    path += glyph_path(outlines, info.glyph, place, size / outlines.face.upem)
                x += info.geometry.width * FROM_UNITS
            found.append(Cluster(said, left, x - left))
        for word in words_in_place(found, rtl=bool(run.item.analysis.level % 2)):
            unseen.add(word, list(_learnt(font, outlines, word.letters)))
    _draw_path(stream, path, matrix)
    stream.set_text_matrix(*matrix.values)
    stream.stream += unseen.end()
    stream._current_font = None
    return []


def _shaped(stream: Any, textbox: Any) -> _Runs | None:
    """The line's runs, each with its font in the PDF and its size; None if a glyph is missing."""
    layout = textbox.pango_layout
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    runs = list(_runs(line))
    if any(_unknown(run) for run in runs):
        return None
    fonts = [stream.add_font(run.item.analysis.font) for run in runs]
    if pango.pango_version() < 14802:  # as WeasyPrint does, for Pango's issue 530
        fonts = [(font, textbox.style["font_size"]) for font, _ in fonts]
    return [(run, *font) for run, font in zip(runs, fonts, strict=True)]


def _font_operation(font: Any, size: float) -> bytes:
    return f"/{font.hash} {size:.6f} Tf".encode()


def _clusters(run: Any, textbox: Any) -> Iterator[tuple[range, str]]:
    """The run's clusters: the numbers of their glyphs, from left to right, and what they say."""
    starts = ffi.unpack(run.glyphs.log_clusters, run.glyphs.num_glyphs)
    return clusters(starts, _said_by(run, textbox))


def _said_by(run: Any, textbox: Any) -> bytes:
    begin = run.item.offset
    text: bytes = textbox.pango_layout.text.encode()[begin : begin + run.item.length]
    return text


def _learnt(font: Any, outlines: hb.Font, letters: str) -> Iterator[tuple[int, int]]:
    """The numbers of unseen letters, each with its width in 1/1000 em; the font learns them.

    A number of its own leads to the outline of alef, whatever the letter: pdfium parts lines by
    their height, and most letters of Nastaliq have no ink but in a word. Joiners are left out.
    """
    for sign in letters:
        glyph = outlines.get_nominal_glyph(ord(" " if sign.isspace() else sign))
        if glyph:
            code = font.glyph_count + number_of(sign)
            if code not in font.to_unicode:
                inked = _inked(outlines)
                font.to_unicode[inked] = ALEF
                em = outlines.get_glyph_h_advance(glyph) / outlines.face.upem
                font.widths[inked] = round(1000 * em)
                _numbers.lead(font, code, inked, sign)
            yield code, font.widths[code]


def _inked(outlines: hb.Font) -> int:
    """The glyph of an alef that stands alone."""
    shaped = hb.Buffer()
    shaped.add_str(ALEF)
    shaped.guess_segment_properties()
    hb.shape(outlines, shaped)
    return int(shaped.glyph_infos[0].codepoint)


def _outlines(font: Any) -> hb.Font:
    """The font's outlines, read once."""
    if font.hash not in _read_outlines:
        _read_outlines[font.hash] = hb.Font(hb.Face(hb.Blob(font.file_content)))
    return _read_outlines[font.hash]


def _runs(line: Any) -> Iterator[Any]:
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _unknown(run: Any) -> bool:
    """True if a character of the run has no glyph: WeasyPrint draws and reports it."""
    glyphs = run.glyphs
    return any(
        glyphs.glyphs[n].glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for n in range(glyphs.num_glyphs)
    )


def _glyph(stream: Any, run: Any, font: Any, size: float, info: Any, x: float, said: str) -> Glyph:
    """The glyph with its place; the font learns its width and, of a cluster, one letter."""
    font.to_unicode.setdefault(info.glyph, said[:1])
    _measure(stream, run, font, size, info.glyph)
    return Glyph(info.glyph, *_place(info, x), font.widths[info.glyph])


def _measure(stream: Any, run: Any, font: Any, size: float, glyph: int) -> None:
    """Let the font know the glyph's width, rounded as WeasyPrint does."""
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(
            run.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect
        )
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)


def _place(info: Any, x: float) -> tuple[float, float]:
    """Where a glyph stands whose turn comes at `x`, and how high."""
    return x + info.geometry.x_offset * FROM_UNITS, -info.geometry.y_offset * FROM_UNITS


def add_glyph_maps(_document: object, pdf: pydyf.PDF) -> None:
    """Lead numbers of their own to their glyphs."""
    for entry in list(pdf.objects):
        if isinstance(entry, pydyf.Dictionary) and entry.get("Subtype") == "/CIDFontType2":
            if numbers := _numbers.led(entry["BaseFont"]):
                table = pydyf.Stream([glyph_map(numbers)], compress=True)
                pdf.add_object(table)
                entry["CIDToGIDMap"] = table.reference
    _numbers.clear()


drawing.draw_first_line = _draw_line_with_its_end


_split_line = inline.split_first_line


def _split_line_on_its_baseline(text: str, style: Any, *rest: Any, **more: Any) -> Any:
    """What WeasyPrint measures, but on the baseline of the style's own face.

    A line in which another face stands in came out up to 0.6 pt lower, as that face is taller.
    """
    layout, length, resume_at, width, height, baseline = _split_line(text, style, *rest, **more)
    if style["line_height"] != "normal":
        height, baseline = line_break.strut(style)
    return layout, length, resume_at, width, height, baseline


inline.split_first_line = _split_line_on_its_baseline
