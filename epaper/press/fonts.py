"""The paper's faces: which file serves which style, and the glyphs of a file that a PDF needs.

In: the fonts folder with its fonts.toml. Out: `Face`s, the CSS that names them, and font files
cut down to a set of glyphs. Every face has a CSS family of its own (`EPText-700i`), so that
neither fontconfig nor Pango can slant, embolden or replace one by another.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import uharfbuzz as hb

from epaper.exceptions import LayoutError

# Layout tables shape text and have no use once the glyphs stand in a PDF (PDF 32000-1, 9.9).
UNUSED_TABLES = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "STAT", "SVG ")
RETAIN = hb.SubsetFlags.RETAIN_GIDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One font file. `sha256` is that of the file; `postscript` its own PostScript name.

    `script` is whose letters it is there for; empty for those that every page is given. `covered`
    are the code points that it has; one that only `stands_in` comes after all others.
    """

    family: str
    weight: int
    italic: bool
    path: Path
    sha256: str
    postscript: str
    script: str = ""
    covered: frozenset[int] = frozenset()
    stands_in: bool = False

    @property
    def css_name(self) -> str:
        """The CSS family under which this face alone is known."""
        slant = "i" if self.italic else ""
        return f"{self.family.replace(' ', '')}-{self.weight}{slant}"


def read_faces(*folders: Path) -> tuple[Face, ...]:
    """The faces that each folder's fonts.toml lists, in its order; those that stand in come last.

    Raises LayoutError for an unreadable one.
    """
    faces: list[Face] = []
    for folder in folders:
        try:
            tables = tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))["face"]
            faces += [_read_face(folder, table) for table in tables]
        except (OSError, KeyError, ValueError) as error:
            raise LayoutError(
                f"cannot read the fonts: {error}", "fonts.toml must list existing font files"
            ) from error
    return tuple(sorted(faces, key=lambda face: face.stands_in))


def faces_for(
    faces: Sequence[Face], texts: Iterable[str], scripts: Collection[str]
) -> tuple[Face, ...]:
    """Those of `faces` that a page with `texts` needs: it is given no others.

    Faces of a script are there for what no other family has in every face, whole families at a
    time; those of the page's own `scripts` are always there. Text may be set in capitals.
    """
    always = [face for face in faces if not face.script]
    signs = {ord(sign) for text in texts for sign in text + text.upper()}
    for family in {face.family for face in always}:
        signs -= frozenset.intersection(*(f.covered for f in always if f.family == family))
    always_there = ("", *scripts)
    wanted = {f.family for f in faces if f.script in always_there or signs & f.covered}
    return tuple(face for face in faces if face.family in wanted)


def pick_face(faces: Iterable[Face], family: str, weight: int, italic: bool) -> Face:
    """The face that CSS takes for this: family first, then slant, then weight.

    The same rule (CSS Fonts 4, "Font style matching") by which typesetting measures.
    Raises LayoutError when the family has no face at all.
    """
    own = [face for face in faces if face.family == family]
    if not own:
        raise LayoutError(f"no font for the family {family!r}", "add it to fonts.toml")
    sloped = [face for face in own if face.italic is italic] or own
    return min(sloped, key=lambda face: _weight_rank(weight, face.weight))


def font_face_css(faces: Iterable[Face], address: str) -> str:
    """`@font-face` rules; the file's address is `address` and the face's CSS name."""
    return "".join(
        f'@font-face{{font-family:"{face.css_name}";font-weight:400;font-style:normal;font-stretch:normal;'
        f'src:url("{address}{face.css_name}")}}\n'
        for face in faces
    )


def space_em(face: Face) -> float:
    """Width of the word space in em."""
    font = _open(face)
    glyph = font.get_nominal_glyph(0x20) or 0
    return float(font.get_glyph_h_advance(glyph) / font.face.upem)


def width_em(face: Face, text: str) -> float:
    """Width of `text` in em, letter space left out; signs that the face has not count as others."""
    font = _open(face)
    places = _shaped(font, text).glyph_positions
    return float(sum(place.x_advance for place in places) / font.face.upem)


def ink_em(face: Face, text: str) -> tuple[float, float]:
    """Top and foot of the ink of `text` in em, from the top of a line as high as the type."""
    font = _open(face)
    buffer = _shaped(font, text)
    tops, feet = [0.0], [0.0]
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        extents = font.get_glyph_extents(info.codepoint)
        if extents is not None:
            top = extents.y_bearing + place.y_offset
            tops.append(top)
            feet.append(top + extents.height)
    em, baseline = font.face.upem, 0.5 + baseline_em(face)
    return baseline - max(tops) / em, baseline - min(feet) / em


def baseline_em(face: Face) -> float:
    """How far the baseline of a line stands under the middle of the line's height, in em."""
    font = _open(face)
    heights = font.get_font_extents("ltr")
    return float((heights.ascender + heights.descender) / 2 / font.face.upem)


def cut_to_glyphs(font: bytes, glyphs: Collection[int]) -> bytes:
    """The font file with only `glyphs` drawn, glyph numbers unchanged, shaping tables dropped.

    Same bytes for the same set. Numbers above the highest of `glyphs` are cut off.
    """
    flags = RETAIN | hb.SubsetFlags.DESUBROUTINIZE
    flags |= hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    outlines = _cut(hb.Face(font), glyphs, flags)
    # Kept numbers leave empty glyphs up to the file's last one; the second cut ends it earlier.
    trimmed = _cut(outlines, range(max(glyphs, default=0) + 1), flags & ~RETAIN)
    return bytes(trimmed.blob.data)


def _weight_rank(wanted: int, weight: int) -> tuple[int, int]:
    """Order of weights: near 400 up to 500 first, then lighter, then bolder; else outwards."""
    if weight == wanted:
        return 0, 0
    if 400 <= wanted <= 500 and wanted <= weight <= 500:
        return 0, weight - wanted
    lighter = weight <= wanted
    lighter_first = wanted <= 500
    return (1 if lighter is lighter_first else 2), abs(weight - wanted)


def _read_face(fonts_dir: Path, table: Mapping[str, object]) -> Face:
    path = fonts_dir / str(table["file"])
    data = path.read_bytes()
    names = hb.Face(data)
    return Face(
        family=str(table["family"]),
        weight=int(str(table["weight"])),
        italic=table["style"] == "italic",
        path=path,
        sha256=sha256(data).hexdigest(),
        script=str(table.get("script", "")),
        covered=frozenset(names.unicodes),
        stands_in=table.get("stands_in") is True,
        postscript=names.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or path.stem,
    )


def _shaped(font: hb.Font, text: str) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return buffer


def _open(face: Face) -> hb.Font:
    return hb.Font(hb.Face(face.path.read_bytes()))


def _cut(face: hb.Face, glyphs: Collection[int], flags: hb.SubsetFlags) -> hb.Face:
    wanted = hb.SubsetInput()
    wanted.flags = flags
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(_tag(name) for name in UNUSED_TABLES)
    return hb.subset(face, wanted)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")
