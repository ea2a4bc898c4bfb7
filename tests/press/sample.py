"""Made-up pages for the press's tests: lines set greedily with the paper's own faces."""

from __future__ import annotations

import io
import tomllib
from functools import cache
from pathlib import Path

import uharfbuzz as hb

from epaper.model import Grid, Layout, Line, PageKind, Rect, Run, TypeStyle
from epaper.press.fonts import Face, pick_face, read_faces

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "assets" / "fonts"
LAYOUTS = ROOT / "layouts"

PROSE = (
    "The first boat leaves at six in the morning and the last comes home a little before midnight. "
    "Between the two, the office said on Tuesday, eleven crossings are planned in winter and "
    "fourteen in summer, a difficult difference to staff. Officials who waited on the quay found "
    "that the affair had moved quickly. “We were told to expect fog,” said the harbour master, "
    "“and what we got was a brass band.” Nobody from the company would say who had paid for it. "
    "The figures, published in full on Monday, show a fall of 4.5 per cent in freight since 2019 "
    "and a rise of almost the same amount in passengers, most of whom travel on foot. "
)


@cache
def faces() -> tuple[Face, ...]:
    return read_faces(FONTS)


@cache
def layout(name: str = "berliner") -> Layout:
    table = tomllib.loads((LAYOUTS / name / "layout.toml").read_text())
    return Layout(
        name=name,
        grid=Grid(**table["grid"]),
        styles={key: TypeStyle(name=key, **value) for key, value in table["styles"].items()},
        kinds={
            key: PageKind(name=key, **{**value, "bands_pt": tuple(map(tuple, value["bands_pt"]))})
            for key, value in table["kinds"].items()
        },
    )


@cache
def _font(family: str, weight: int, italic: bool) -> hb.Font:
    face = pick_face(faces(), family, weight, italic)
    return hb.Font(hb.Face(face.path.read_bytes()))


def width_pt(text: str, style: TypeStyle, size_pt: float = 0.0, letter_step: int = 0) -> float:
    """Natural width of `text`; letter space turns ligatures off, as Pango does."""
    font = _font(style.family, style.weight, style.italic)
    buffer = hb.Buffer()
    buffer.add_str(text.upper() if style.case == "upper" else text)
    buffer.guess_segment_properties()
    spaced = style.tracking_em + letter_step * 0.005
    hb.shape(font, buffer, {"liga": False, "clig": False} if spaced else {})
    size = size_pt or style.size_pt
    units = sum(p.x_advance for p in buffer.glyph_positions)
    return size * (units / font.face.upem + spaced * len(buffer.glyph_infos))


def set_text(
    text: str,
    measure_pt: float,
    *,
    style: str = "body",
    size_pt: float = 0.0,
    layout_name: str = "berliner",
    indent: bool = False,
) -> tuple[Line, ...]:
    """The text in lines, greedily, without hyphens; justified where the style says so."""
    face = layout(layout_name).styles[style]
    justify = face.align == "justify"
    indent_pt = face.indent_pt if indent else 0.0
    lines: list[Line] = []
    words = text.split()
    while words:
        count = 1
        room = measure_pt - (indent_pt if not lines else 0)
        while count < len(words):
            if width_pt(" ".join(words[: count + 1]), face, size_pt) > room:
                break
            count += 1
        taken, words = " ".join(words[:count]), words[count:]
        lines.append(
            Line(
                runs=(Run(text=taken),),
                style=style,
                width_pt=width_pt(taken, face, size_pt),
                indent_pt=indent_pt if not lines else 0.0,
                justify=justify and bool(words) and count > 1,
            )
        )
    return tuple(lines)


def block_rect(grid: Grid, column: int, row: float, columns: int, rows: float) -> Rect:
    """A rectangle in columns and rows of the live area."""
    return Rect(
        x_mm=grid.x_mm(column),
        y_mm=grid.y_mm(row),
        w_mm=grid.span_mm(columns),
        h_mm=rows * grid.row_mm,
    )


def jpeg(width: int = 300, height: int = 200, seed: int = 0) -> bytes:
    """A picture that cannot be taken for a grey box."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (width, height), (196, 208, 214))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, height * 0.6, width, height), fill=(72, 96, 104))
    for step in range(9):
        left = width * (step * 37 % 90 + seed * 3 % 10) / 100
        draw.rectangle(
            (left, height * 0.35, left + width * 0.06, height * 0.66),
            fill=(90 + step * 14, 70 + step * 9, 60),
        )
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
