"""Fonts in, widths out: faces by family, weight and style, text measured as WeasyPrint draws it.

Widths are in em; multiply by the size. What Pango does, tried with WeasyPrint 70 to
within 0.02 pt: letter space turns ligatures off; word space makes it shape word by
word, so that kerning with the space is lost; without word space that kerning stays.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

import uharfbuzz as hb
from fontTools.pens.recordingPen import RecordingPen

from epaper.exceptions import LayoutError
from epaper.model import JOINED, SQUARE, Layout, Paper, TypeStyle, script_class, script_of

NO_LIGATURES = {"liga": False, "clig": False, "dlig": False}
DEFAULT_LANGUAGE = "en-GB"
PLATE_WEIGHT = 700  # as furniture.css has it
SMALL_CAPS = "smcp"
FOLLOWING = ("M", "C")  # marks and joiners go with the letter before them, whatever face has them

# Pango looks for these in emoji faces of the system, whatever families are named (Unicode's
# Emoji_Presentation and Emoji_Modifier_Base, emoji-data 15.0): no face of ours prints them.
EMOJI = frozenset({
    0x231A, 0x231B, *range(0x23E9, 0x23ED), 0x23F0, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x261D,
    *range(0x2648, 0x2654), 0x267F, 0x2693, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5,
    0x26CE, 0x26D4, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F9, 0x26FA, 0x26FD, 0x2705,
    *range(0x270A, 0x270E), 0x2728, 0x274C, 0x274E, *range(0x2753, 0x2756), 0x2757,
    *range(0x2795, 0x2798), 0x27B0, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B55, 0x1F004, 0x1F0CF,
    *range(0x1F18E, 0x1F19B), *range(0x1F1E6, 0x1F200), *range(0x1F300, 0x1FB00),
})  # fmt: skip

# Operations of a pen (moveTo, lineTo, qCurveTo, curveTo, closePath) with their points.
Outline: TypeAlias = tuple[tuple[str, tuple[tuple[float, float], ...]], ...]


class Extent(NamedTuple):
    """A text's width in em with ligatures and without, and its clusters (letters to space)."""

    width_em: float
    plain_em: float
    clusters: int


@dataclass(frozen=True, slots=True, eq=False)
class FontFace:
    """One font file: what it covers, and how wide it sets a text. Caches what it measured."""

    family: str
    weight: int
    italic: bool
    path: Path
    _font: hb.Font = field(repr=False)
    _covered: frozenset[int] = field(repr=False)
    _extents: dict[tuple[str, str], Extent] = field(default_factory=dict, repr=False)
    _stand_ins: list[FontFace] = field(default_factory=list, repr=False)
    _features: Mapping[str, bool] = field(default_factory=dict, repr=False)
    _small: list[FontFace | None] = field(default_factory=list, repr=False)

    @property
    def small_caps(self) -> FontFace | None:
        """This face with its own small capitals for small letters; None if it has none."""
        if not self._small:
            small = replace(self, _features={SMALL_CAPS: True}, _extents={}, _small=[])
            self._small.append(small if small._glyphs("x") != self._glyphs("x") else None)
        return self._small[0]

    def has_small_caps(self, text: str) -> bool:
        """True if every small letter of `text` has a small capital."""
        small, letters = self.small_caps, [sign for sign in text if sign.islower()]
        return small is not None and all(small._glyphs(n) != self._glyphs(n) for n in letters)

    def outline(self, character: str) -> Outline:
        """The outline of a character's glyph, in em from its origin, y upwards."""
        pen = RecordingPen()
        self._font.draw_glyph_with_pen(self._font.get_nominal_glyph(ord(character)), pen)
        em = self._font.face.upem
        return tuple(
            (name, tuple((x / em, y / em) for x, y in points)) for name, points in pen.value
        )

    def covers(self, character: str) -> bool:
        """True if the face has a glyph for `character`."""
        return ord(character) in self._covered

    def stand_in(self, character: str) -> FontFace | None:
        """The face that prints `character`: this one, or the first of another family that can."""
        faces = (self, *self._stand_ins)
        return next((face for face in faces if face.covers(character)), None)

    def extent(self, text: str, language: str = DEFAULT_LANGUAGE) -> Extent:
        """Width of `text`, shaped in runs of one script and face, each in its own direction.

        Stretches that this face has no glyphs for are measured in the face that stands in.
        """
        found = self._extents.get((text, language))
        if found is None:
            found = self._extents[text, language] = self._measured(text, language)
        return found

    def _measured(self, text: str, language: str) -> Extent:
        width = plain = 0.0
        clusters = 0
        free = {} if script_of(language) not in JOINED else NO_LIGATURES
        for face, part in self.runs(text):
            width += face._shape(part, language, free)[0]
            plain_part, count = face._shape(part, language, NO_LIGATURES)
            plain += plain_part
            clusters += count
        return Extent(width, plain, clusters)

    def runs(self, text: str) -> list[tuple[FontFace, str]]:
        """`text` in stretches of one face and one script, as Pango parts it.

        Signs that scripts share go with what stands before them, at the beginning with what
        follows (UAX 24, 5.1); marks stay with their letter where its face has them.
        """
        if text.isascii() and self._covered.issuperset(map(ord, text)):
            return [(self, text)]
        runs: list[tuple[FontFace, str]] = []
        script = ""
        for character in text:
            face, own = self.stand_in(character) or self, script_class(character)
            if own in SQUARE and not character.isalpha():
                own = ""  # an ideographic comma goes with kana and with ideographs
            if runs and unicodedata.category(character)[0] in FOLLOWING:
                follows = runs[-1][0].covers(character) or not face.covers(character)
                face, own = runs[-1][0] if follows else face, script
            if runs and face is runs[-1][0] and (own == script or not own or not script):
                runs[-1] = face, runs[-1][1] + character
            else:
                runs.append((face, character))
                script = ""
            script = own or script
        return runs

    def width_pt(self, text: str, size_pt: float, language: str = DEFAULT_LANGUAGE) -> float:
        """Width of `text` set in one piece without letter or word space added."""
        return self.extent(text, language).width_em * size_pt

    def _shape(self, text: str, language: str, features: Mapping[str, bool]) -> tuple[float, int]:
        """Width in em and number of clusters."""
        if not text:
            return 0.0, 0
        buffer = self._shaped(text, language, features)
        width = sum([position.x_advance for position in buffer.glyph_positions])
        clusters = len({info.cluster for info in buffer.glyph_infos})
        return width / self._font.face.upem, clusters

    def _shaped(self, text: str, language: str, features: Mapping[str, bool]) -> hb.Buffer:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.language = language
        buffer.guess_segment_properties()
        if not buffer.script:
            buffer.script = "Latn"  # figures alone; Pango gives them the script around them
        hb.shape(self._font, buffer, {**features, **self._features})
        return buffer

    def _glyphs(self, text: str) -> list[int]:
        return [info.codepoint for info in self._shaped(text, DEFAULT_LANGUAGE, {}).glyph_infos]


@dataclass(frozen=True, slots=True, eq=False)
class FontBook:
    """The faces of the house by family."""

    families: Mapping[str, tuple[FontFace, ...]]

    @classmethod
    def load(cls, *folders: Path) -> FontBook:
        """The faces that `fonts.toml` in each of `folders` lists; those that stand in come last.

        LayoutError if a list or a font cannot be read.
        """
        faces: list[FontFace] = []
        stand_ins: list[FontFace] = []
        for folder in folders:
            listing = folder / "fonts.toml"
            try:
                entries = tomllib.loads(listing.read_text(encoding="utf-8"))["face"]
                for entry in entries:
                    last = entry.get("stands_in") is True
                    (stand_ins if last else faces).append(_read_face(folder, entry))
            except (OSError, ValueError, KeyError, TypeError, hb.HarfBuzzError) as error:
                raise LayoutError(
                    f"cannot read the fonts listed in {listing.name}: {error}",
                    "list every face with family, weight, style and file",
                ) from error
        return cls.of([*faces, *stand_ins])

    @classmethod
    def of(cls, faces: Sequence[FontFace]) -> FontBook:
        """A book of `faces`; for what a face lacks, the other families stand in, in their order.

        The press names the same faces in the same order.
        """
        names = dict.fromkeys(face.family for face in faces)
        book = cls({name: tuple(f for f in faces if f.family == name) for name in names})
        for face in faces:
            others = [name for name in names if name != face.family]
            face._stand_ins[:] = [book.face(name, face.weight, face.italic) for name in others]
        return book

    @property
    def faces(self) -> tuple[FontFace, ...]:
        """All faces, in the order in which families stand in."""
        return tuple(face for family in self.families.values() for face in family)

    def face(self, family: str, weight: int = 400, italic: bool = False) -> FontFace:
        """The face of `family` nearest to this style and weight; style counts first.

        The press chooses in the same way. LayoutError for an unknown family.
        """
        faces = self.families.get(family)
        if not faces:
            raise LayoutError(
                f"no font of the family “{family}”", "name a family that fonts.toml lists"
            )
        return min(faces, key=lambda face: (face.italic is not italic, abs(face.weight - weight)))

    def prints(self, sign: str) -> bool:
        """True if some face has a glyph for `sign` in whatever weight and slant it is wanted."""
        first = next(iter(self.families.values()))
        return all(face.stand_in(sign) is not None for face in first)

    def face_of(self, style: TypeStyle, *, italic: bool = False, bold: bool = False) -> FontFace:
        """The face of a style with a run's emphasis; italics in an italic style stand upright."""
        weight = max(700, style.weight) if bold else style.weight
        return self.face(style.family, weight, style.italic is not italic)

    def nameplate_em(self, paper: Paper, layout: Layout) -> float:
        """Width of the paper's name in em of its nameplate."""
        dress = layout.script(paper.language).plate(paper.name)
        face = self.face(dress.family, PLATE_WEIGHT)
        return face.width_pt(paper.name, dress.size, paper.language)

    def width_pt(self, text: str, face: FontFace, size_pt: float) -> float:
        """Width of `text` in `face`; equals what WeasyPrint draws to within 0.05 pt."""
        return face.width_pt(text, size_pt)


def read_face(path: Path, family: str, weight: int = 400, italic: bool = False) -> FontFace:
    """A face from a font file, under the name the styles use."""
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    covered = frozenset(face.unicodes) - EMOJI
    return FontFace(family, weight, italic, path, hb.Font(face), covered)


def _read_face(fonts_dir: Path, entry: Mapping[str, object]) -> FontFace:
    weight = entry.get("weight", 400)
    if not isinstance(weight, int):
        raise TypeError(f"the weight {weight!r} is not a whole number")
    path = fonts_dir / str(entry["file"])
    return read_face(path, str(entry["family"]), weight, entry.get("style") == "italic")
