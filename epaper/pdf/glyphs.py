"""Every glyph that a page of a PDF shows: what it says, where it stands, in the order of drawing.

In: a page's content streams and fonts (PDF 32000-1, 9.3, 9.4, 9.7, 9.10, 14.9.4). Out: `Glyphs`.
Nothing is guessed: no spaces are made up, no order is sought, so that what is found here is what
the file says, whichever program shows it. Positions are in pt from the page's top left corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import hypot
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pikepdf

Floats: TypeAlias = npt.NDArray[np.float64]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEEPEST_FORM = 8
UNMEASURED = 556.0  # in 1/1000 em: Helvetica's figures, for a standard face without widths
TYPEWRITER = 600.0  # Courier's
UNSEEN = "\u034f"  # press/shown.py: says nothing, as a glyph must say something
UNSAID = "\ufffd"  # of a glyph that the font says nothing of

# A string holds no bracket but escaped or in pairs (PDF 32000-1, 7.3.4.2).
STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
TOKEN = re.compile(
    rb"\[(?P<array>(?:[^\[\]()<]|<[0-9A-Fa-f\s]*>|" + STRING + rb")*)\]"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|(?P<string>" + STRING + rb")"
    rb"|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))"
    rb"|/(?P<name>[^\s()<>\[\]{}/%]*)"
    rb"|(?P<operator>[A-Za-z'\"][A-Za-z0-9*]*)"
    rb"|(?P<dictionary><<|>>)"
    rb"|%[^\r\n]*",
    re.DOTALL,
)
SHOWN = re.compile(rb"<([0-9A-Fa-f\s]+)>|(" + STRING + rb")|([-+]?(?:\d+\.?\d*|\.\d+))", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
IMAGE_END = re.compile(rb"[\s]EI(?=[\s])")
RANGES = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
CODES = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[[^\]]*\])")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The glyphs of a page. What one text says together (ActualText) is one glyph here.

    `y_pt` is that of the baseline, whatever a mark is raised by; `width_pt` the advance by the
    font's own width, without letter and word space; `face` the place of its PostScript name in
    `faces`; `piece` counts the places that text was begun at.
    """

    said: list[str]
    x_pt: Floats
    y_pt: Floats
    width_pt: Floats
    size_pt: Floats
    face: list[int]
    piece: npt.NDArray[np.int64]
    faces: tuple[str, ...]


@dataclass(slots=True)
class _FileFont:
    """A font of the file: for each code its width in 1/1000 em and what it says."""

    number: int
    name: str
    widths: Mapping[int, float]
    texts: Mapping[int, str]
    bytes_a_code: int
    width: float  # of codes that have none
    _known: dict[bytes, list[tuple[int, float, str]]] = field(default_factory=dict)

    def shown(self, hexed: bytes, string: bytes) -> list[tuple[int, float, str]]:
        """The codes of a string as the stream has it, each with its width and what it says."""
        key = hexed or string
        if key not in self._known:
            data = _unescaped(string) if string else bytes.fromhex(hexed.decode())
            codes: Iterable[int] = data
            if self.bytes_a_code == 2:
                codes = (high << 8 | low for high, low in zip(data[::2], data[1::2], strict=False))
            self._known[key] = [
                (code, self.widths.get(code, self.width), self.texts.get(code, UNSAID))
                for code in codes
            ]
        return self._known[key]


@dataclass(slots=True)
class _TextState:
    """The graphics state as far as text goes (PDF 32000-1, 8.4.1, 9.3)."""

    matrix: Matrix = IDENTITY
    face: _FileFont | None = None
    size: float = 0.0
    letter: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    leading: float = 0.0


class GlyphReader:
    """Reads pages of one document; its fonts are read once."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self._faces: dict[object, _FileFont] = {}

    def page(self, number: int) -> Glyphs:
        """The glyphs of page `number`, from 1."""
        page = self._document.pages[number - 1]
        box = [float(value) for value in page.mediabox]
        sheet = _Drawing(self)
        sheet.draw(page.obj, _content(page.obj.get("/Contents")), _TextState())
        return sheet.glyphs(box[0], box[3], tuple(face.name for face in self._faces.values()))

    def face(self, font: pikepdf.Object) -> _FileFont:
        """The font, read."""
        key = font.objgen if font.is_indirect else font.unparse()
        if key not in self._faces:
            self._faces[key] = _read_face(len(self._faces), font)
        return self._faces[key]


@dataclass(slots=True)
class _ActualText:
    """Text that the glyphs shown within it say together; where they stand."""

    said: str | None
    found: list[tuple[float, float, float, float, int, int]] = field(default_factory=list)


class _Drawing:
    """A page being drawn: glyph after glyph in pt from its bottom left corner."""

    def __init__(self, reader: GlyphReader) -> None:
        self.reader = reader
        self.said: list[str] = []
        # x, y, width, size, face, piece
        self.rows: list[tuple[float, float, float, float, int, int]] = []
        self.piece = 0
        self.spans: list[_ActualText] = []

    def glyphs(self, left_pt: float, top_pt: float, faces: tuple[str, ...]) -> Glyphs:
        """What was drawn, y down from the top."""
        table = np.array(self.rows, dtype=np.float64).reshape(-1, 6)
        return Glyphs(
            said=self.said,
            x_pt=table[:, 0] - left_pt,
            y_pt=top_pt - table[:, 1],
            width_pt=table[:, 2],
            size_pt=table[:, 3],
            face=[row[4] for row in self.rows],
            piece=table[:, 5].astype(np.int64),
            faces=faces,
        )

    def draw(
        self, owner: pikepdf.Object, content: bytes, state: _TextState, depth: int = 0
    ) -> None:
        """Go through a content stream whose resources are the owner's."""
        resources = owner.get("/Resources", pikepdf.Dictionary())
        fonts = resources.get("/Font", pikepdf.Dictionary())
        forms = resources.get("/XObject", pikepdf.Dictionary())
        stack: list[_TextState] = []
        text = line = IDENTITY
        for operator, operands in _operations(content):
            match operator:
                case b"TJ" | b"Tj":
                    text = self._show(operands, state, text)
                case b"Tm":
                    text = line = _matrix(operands)
                    self.piece += 1
                case b"Td" | b"TD":
                    x, y = _numbers(operands)
                    state.leading = -y if operator == b"TD" else state.leading
                    text = line = _times((1, 0, 0, 1, x, y), line)
                    self.piece += 1
                case b"T*" | b"'" | b'"':
                    if operator == b'"':
                        state.word, state.letter = float(operands[0]), float(operands[1])
                    text = line = _times((1, 0, 0, 1, 0, -state.leading), line)
                    self.piece += 1
                    if operator != b"T*":
                        text = self._show(operands[-1:], state, text)
                case b"Tf":
                    state.face = self.reader.face(fonts["/" + operands[0].decode()])
                    state.size = float(operands[1])
                case b"Tc":
                    state.letter = float(operands[0])
                case b"Tw":
                    state.word = float(operands[0])
                case b"Tz":
                    state.scale = float(operands[0]) / 100
                case b"TL":
                    state.leading = float(operands[0])
                case b"BT":
                    text = line = IDENTITY
                case b"q":
                    stack.append(replace(state))
                case b"Q":
                    state = stack.pop() if stack else state
                case b"cm":
                    state.matrix = _times(_matrix(operands), state.matrix)
                case b"BDC" | b"BMC":
                    self.spans.append(_ActualText(_actual_text(operands)))
                case b"EMC":
                    self._end_span()
                case b"Do":
                    self._form(forms.get("/" + operands[0].decode()), owner, state, depth)

    def _form(
        self, form: pikepdf.Object | None, owner: pikepdf.Object, state: _TextState, depth: int
    ) -> None:
        """Draw a form; its resources are the page's where it has none."""
        if form is None or form.get("/Subtype") != "/Form" or depth == DEEPEST_FORM:
            return
        inner = replace(state)
        own = form.get("/Matrix")
        if own is not None:
            inner.matrix = _times(_matrix([str(v).encode() for v in own]), state.matrix)
        self.draw(form if "/Resources" in form else owner, form.read_bytes(), inner, depth + 1)

    def _show(self, operands: Sequence[bytes], state: _TextState, text: Matrix) -> Matrix:
        """Show strings; the text matrix after them."""
        face, size, scale = state.face, state.size, state.scale
        if face is None or not operands:
            return text
        a, b, c, d, e, f = _times(text, state.matrix)
        across, high = hypot(a, b) * scale, size * hypot(c, d)
        number, letter, single = face.number, state.letter, face.bytes_a_code == 1
        piece, spans, texts, rows = self.piece, self.spans, self.said, self.rows
        x = 0.0  # in text space, before the scale
        for hexed, string, move in SHOWN.findall(operands[-1]):
            if move:
                x -= float(move) * size / 1000
                continue
            for code, width, said in face.shown(hexed, string):
                width *= size / 1000
                if said != UNSEEN:
                    at = x * scale
                    row = (at * a + e, at * b + f, width * across, high, number, piece)
                    if spans:
                        self._in_span(said, row)
                    else:
                        texts.append(said)
                        rows.append(row)
                x += width + letter
                if single and code == 32:
                    x += state.word
        return _times((1, 0, 0, 1, x * scale, 0), text)

    def _in_span(self, said: str, row: tuple[float, float, float, float, int, int]) -> None:
        span = next((span for span in self.spans if span.said is not None), None)
        if span is None:
            self.said.append(said)
            self.rows.append(row)
        else:
            span.found.append(row)

    def _end_span(self) -> None:
        """One glyph for all of a span, from its first to its last."""
        span = self.spans.pop() if self.spans else _ActualText(None)
        if span.said is None or not span.found:
            return
        left = min(row[0] for row in span.found)
        right = max(row[0] + row[2] for row in span.found)
        _, y, _, size, face, piece = span.found[0]
        self.said.append(span.said)
        self.rows.append((left, y, right - left, size, face, piece))


def _operations(content: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """Operators with their operands: numbers, names and text strings as written, arrays whole."""
    operands: list[bytes] = []
    resume = 0
    for token in TOKEN.finditer(content):
        if token.start() < resume:
            continue
        kind = token.lastgroup
        if kind == "operator":
            operator = token["operator"]
            if operator == b"ID":  # the bytes of an image within the stream
                end = IMAGE_END.search(content, token.end())
                resume = end.end() if end else len(content)
            else:
                yield operator, operands
            operands = []
        elif kind == "hex":
            operands.append(b"<" + token["hex"] + b">")
        elif kind is not None:
            operands.append(token[kind])


def _unescaped(string: bytes) -> bytes:
    """The bytes of a string in brackets."""

    def sign(found: re.Match[bytes]) -> bytes:
        mark = found[1]
        if mark.isdigit():
            return bytes([int(mark, 8) & 0xFF])
        return b"" if mark in (b"\n", b"\r", b"\r\n") else ESCAPED.get(mark, mark)

    return ESCAPE.sub(sign, string[1:-1])


def _actual_text(operands: Sequence[bytes]) -> str | None:
    """What a marked piece says (PDF 32000-1, 14.9.4), its properties written in the stream."""
    if b"ActualText" not in operands:
        return None
    value = operands[operands.index(b"ActualText") + 1]
    data = _unescaped(value) if value[:1] == b"(" else bytes.fromhex(value[1:-1].decode())
    if data[:2] == b"\xfe\xff":
        return data[2:].decode("utf-16-be", "replace")
    return data.decode("latin-1")


def _numbers(operands: Sequence[bytes]) -> list[float]:
    return [float(value) for value in operands]


def _matrix(operands: Sequence[bytes]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands[-6:])
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _content(streams: pikepdf.Object | None) -> bytes:
    if streams is None:
        return b""
    if isinstance(streams, pikepdf.Array):
        return b"\n".join(stream.read_bytes() for stream in streams)
    return streams.read_bytes()


def _read_face(number: int, font: pikepdf.Object) -> _FileFont:
    name = str(font.get("/BaseFont", "/")).lstrip("/")
    bare = name.partition("+")[2] or name
    texts = _texts(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
    if font.get("/Subtype") == "/Type0":
        below = font.DescendantFonts[0]
        widths = _wide_widths(below.get("/W", pikepdf.Array()))
        return _FileFont(number, bare, widths, texts, 2, float(below.get("/DW", 1000)))
    first = int(font.get("/FirstChar", 0))
    widths = {first + n: float(width) for n, width in enumerate(font.get("/Widths", ()))}
    usual = TYPEWRITER if "Courier" in bare else UNMEASURED
    plain = {code: bytes([code]).decode("cp1252", "replace") for code in range(32, 256)}
    return _FileFont(number, bare, widths, plain | texts, 1, usual)


def _wide_widths(runs: pikepdf.Object) -> dict[int, float]:
    """PDF 32000-1, 9.7.4.3: a first code and widths from there, or first, last and their width."""
    found: dict[int, float] = {}
    values = list(runs)
    place = 0
    while place < len(values):
        first = int(values[place])
        if isinstance(values[place + 1], pikepdf.Array):
            found |= {first + n: float(width) for n, width in enumerate(values[place + 1])}
            place += 2
        else:
            codes = range(first, int(values[place + 1]) + 1)
            found |= dict.fromkeys(codes, float(values[place + 2]))
            place += 3
    return found


def _texts(cmap: bytes) -> dict[int, str]:
    """What each code says by a ToUnicode map (PDF 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for kind, rows in RANGES.findall(cmap):
        parts = CODES.findall(rows)
        if kind == b"bfchar":
            for (code, _), (text, _) in zip(parts[::2], parts[1::2], strict=False):
                found[int(code, 16)] = _text(text)
            continue
        for (first, _), (last, _), (text, several) in zip(
            parts[::3], parts[1::3], parts[2::3], strict=False
        ):
            codes = range(int(first, 16), int(last, 16) + 1)
            texts = (
                [_text(one) for one, _ in CODES.findall(several[1:-1])]
                if several
                else [_stepped(_text(text), step) for step in range(len(codes))]
            )
            found |= dict(zip(codes, texts, strict=False))
    return found


def _text(hexed: bytes) -> str:
    return bytes.fromhex(hexed.decode()).decode("utf-16-be", "replace")


def _stepped(text: str, step: int) -> str:
    return text[:-1] + chr(ord(text[-1]) + step) if text else ""
