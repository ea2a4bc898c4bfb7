"""Make the headline faces, EP Head and EP Deck, from the variable Merriweather.

Run from the checkout: ``python assets/fonts/make_head_faces.py FILES OUT``. FILES is the
folder ``files`` of the npm package @fontsource-variable/merriweather 5.3.0; the font files are
written to the folder OUT. The package cuts the typeface into five files by script: each is
pinned at one place of its design space, then they are joined again. The package loses the
kerning between those files, so a letter with an accent takes over its base letter's.
The licence reserves the name Merriweather, hence the new names.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fontTools import subset
from fontTools.merge import Merger
from fontTools.otlLib import builder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.varLib import instancer

WIDTH = 87  # the narrowest the design goes: 24 pt headlines of three or four lines in a column
SCRIPTS = ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext")
SCRIPTS_OF_MARKED_LETTERS = ("latin-ext", "vietnamese")  # these get their base letters' kerning
# Letters that Unicode does not take apart, and the letter whose kerning suits them.
LOOKALIKES = dict(zip("łŁđĐħĦŧŦıſŀĿǿŋŊ", "lLdDhHtTiflLonN", strict=True))
SIDE_CARONS, TALL = "ďľť", "bdfhkl!?‘’“”)]"
CARON_SPACE = 180  # units of 2000 to the em; seen to keep “ľk” and “ťb” apart at 36 pt
HYPHENS = (0x00AD, 0x2010, 0x2011)
NARROW_SPACE, THIN_SPACE = 0x202F, 0x2009
LIGATURES = {0xFB01: "fi", 0xFB02: "fl"}
VARIATION_AND_HINTS = ("STAT", "MVAR", "HVAR", "avar", "fpgm", "prep", "cvt ", "gasp", "DSIG")
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."

Kerning = dict[str, dict[str, int]]  # first glyph, second glyph: units added to the first's width


@dataclass(frozen=True, slots=True)
class Cut:
    """One face: its names, and its place in Merriweather's design space."""

    family: str
    style: str
    weight: int  # what CSS asks for
    wght: int
    opsz: int

    @property
    def italic(self) -> bool:
        """True for a sloped face."""
        return "Italic" in self.style

    @property
    def file_name(self) -> str:
        """PostScript name and extension."""
        return f"{self.family.replace(' ', '')}-{self.style}.ttf"


CUTS = (
    Cut("EP Head", "Regular", 400, wght=350, opsz=100),
    Cut("EP Head", "Italic", 400, wght=350, opsz=100),
    Cut("EP Head", "Semibold", 600, wght=600, opsz=100),
    Cut("EP Head", "Bold", 700, wght=700, opsz=100),
    Cut("EP Deck", "Regular", 400, wght=380, opsz=24),
    Cut("EP Deck", "Italic", 400, wght=380, opsz=24),
    Cut("EP Deck", "Bold", 700, wght=680, opsz=24),
)


def main() -> None:
    """Write all faces to the folder that the second argument names."""
    files, out = Path(sys.argv[1]), Path(sys.argv[2])
    for cut in CUTS:
        make_face(cut, files).save(out / cut.file_name)


def make_face(cut: Cut, files: Path) -> TTFont:
    """The finished face."""
    slope = "italic" if cut.italic else "normal"
    paths = {s: files / f"merriweather-{s}-standard-{slope}.woff2" for s in SCRIPTS}
    font = join_scripts(cut, paths)
    bases = base_letters(font)
    rewrite_kerning(font, lambda kerning: share_kerning(kerning, bases))
    clear_carons(font)
    add_characters(font)
    rename(font, cut)
    # The hour of this run must not show: the same input gives the same file.
    font["head"].created = font["head"].modified = TTFont(paths["latin"])["head"].modified
    return font


def join_scripts(cut: Cut, paths: Mapping[str, Path]) -> TTFont:
    """The package's files for one slope, pinned and joined to one font."""
    seen: set[int] = set()
    with TemporaryDirectory() as folder:
        parts = []
        for script, path in paths.items():
            part = pin(path, cut)
            characters = set(part.getBestCmap())
            keep_only(part, characters - seen, kern=script not in SCRIPTS_OF_MARKED_LETTERS)
            seen |= characters
            parts.append(f"{folder}/{script}.ttf")
            part.save(parts[-1])
        joined = Path(folder) / "joined.ttf"
        Merger().merge(parts).save(joined)
        return TTFont(joined, lazy=False, recalcTimestamp=False)


def pin(path: Path, cut: Cut) -> TTFont:
    """A variable font fixed at the cut's weight and optical size, without hints."""
    font = TTFont(path)
    font.flavor = None
    place = {"wght": cut.wght, "wdth": WIDTH, "opsz": cut.opsz}
    font = instancer.instantiateVariableFont(font, place)
    for tag in VARIATION_AND_HINTS:
        if tag in font:
            del font[tag]
    return font


def keep_only(font: TTFont, characters: set[int], *, kern: bool) -> None:
    """Cut `font` down to `characters`, with all its features, `kern` on demand."""
    options = subset.Options()
    options.name_IDs = ["*"]
    options.notdef_outline = options.glyph_names = True
    options.hinting = False
    tags = {record.FeatureTag for table in layout_tables(font) for record in features(table)}
    options.layout_features = sorted(tags if kern else tags - {"kern"})
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def layout_tables(font: TTFont) -> list[Any]:
    """The font's substitution and positioning tables."""
    return [font[tag].table for tag in ("GSUB", "GPOS") if tag in font]


def features(table: Any) -> list[Any]:
    """The feature records of a layout table."""
    return list(table.FeatureList.FeatureRecord)


def base_letters(font: TTFont) -> dict[str, str]:
    """For each glyph of a letter beyond Latin-1, the glyph of the Latin letter under its marks."""
    glyphs = font.getBestCmap()
    bases = {}
    for code, glyph in glyphs.items():
        taken_apart = unicodedata.normalize("NFD", chr(code))
        base = LOOKALIKES.get(chr(code), taken_apart[0])
        if code > 0xFF and ord(base) < 0x250 and glyphs.get(ord(base), glyph) != glyph:
            bases[glyph] = glyphs[ord(base)]
    return bases


def rewrite_kerning(font: TTFont, change: Callable[[Kerning], Kerning]) -> None:
    """Pass each kerning lookup's pairs through `change`, and write them as a table of classes.

    The package lists every pair of glyphs by itself; classes hold the same values in a
    tenth of the bytes.
    """
    for lookup in font["GPOS"].table.LookupList.Lookup:
        subtables = [getattr(table, "ExtSubTable", table) for table in lookup.SubTable]
        if all(isinstance(table, otTables.PairPos) and table.Format == 1 for table in subtables):
            kerning = change(read_pairs(subtables))
            lookup.SubTable = [class_table(kerning, font.getReverseGlyphMap())]
            lookup.SubTableCount, lookup.LookupType = 1, 2


def read_pairs(subtables: Iterable[Any]) -> Kerning:
    """All pairs of a kerning lookup; the first subtable to name a pair decides."""
    kerning: Kerning = {}
    for table in subtables:
        for first, pairs in zip(table.Coverage.glyphs, table.PairSet, strict=True):
            row = kerning.setdefault(first, {})
            for pair in pairs.PairValueRecord:
                row.setdefault(pair.SecondGlyph, pair.Value1.XAdvance)
    return kerning


def share_kerning(kerning: Kerning, bases: Mapping[str, str]) -> Kerning:
    """`kerning` with marked letters added beside their base letters, on both sides."""
    for glyph, base in bases.items():
        for row in kerning.values():
            if base in row:
                row.setdefault(glyph, row[base])
    for glyph, base in bases.items():
        if base in kerning:
            kerning[glyph] = kerning[base] | kerning.get(glyph, {})
    return {first: {g: v for g, v in row.items() if v} for first, row in kerning.items()}


def clear_carons(font: TTFont) -> None:
    """Keep a caron that stands beside its letter off the tall letter or quote that follows."""
    glyphs = font.getBestCmap()
    space = builder.buildValue({"XAdvance": CARON_SPACE})
    pair = (tuple(glyphs[ord(c)] for c in SIDE_CARONS), tuple(glyphs[ord(c)] for c in TALL))
    table = builder.buildPairPosClassesSubtable({pair: (space, None)}, font.getReverseGlyphMap())
    gpos = font["GPOS"].table
    lookups = gpos.LookupList.Lookup
    lookups.append(builder.buildLookup([table]))
    gpos.LookupList.LookupCount = len(lookups)
    for record in features(gpos):
        if record.FeatureTag == "kern":
            record.Feature.LookupListIndex.append(len(lookups) - 1)
            record.Feature.LookupCount += 1


def class_table(kerning: Kerning, glyph_ids: Mapping[str, int]) -> Any:
    """A class-based pair table with exactly the values of `kerning`."""
    firsts = alike({first: tuple(sorted(row.items())) for first, row in kerning.items() if row})
    seconds = alike(
        {
            second: tuple(kerning[group[0]].get(second, 0) for group in firsts)
            for second in sorted({glyph for row in kerning.values() for glyph in row})
        }
    )
    pairs = {
        (left, right): (builder.buildValue({"XAdvance": value}), None)
        for left in firsts
        for right in seconds
        if (value := kerning[left[0]].get(right[0], 0))
    }
    return builder.buildPairPosClassesSubtable(pairs, glyph_ids)


def alike(values: Mapping[str, tuple[Any, ...]]) -> list[tuple[str, ...]]:
    """Groups of glyphs that have the same value."""
    groups: dict[tuple[Any, ...], list[str]] = {}
    for glyph, value in values.items():
        groups.setdefault(value, []).append(glyph)
    return [tuple(group) for group in groups.values()]


def add_characters(font: TTFont) -> None:
    """Map hyphens, a space and ligatures that newspaper copy holds to glyphs there are."""
    glyphs = font.getBestCmap()
    added = dict.fromkeys(HYPHENS, glyphs[ord("-")])
    added[NARROW_SPACE] = glyphs[THIN_SPACE]
    names = font.getReverseGlyphMap()
    added |= {code: name for code, name in LIGATURES.items() if name in names}
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = added | table.cmap


def rename(font: TTFont, cut: Cut) -> None:
    """Give the font the cut's names and style bits; the copyright notice stays."""
    names, postscript = font["name"], cut.file_name.removesuffix(".ttf")
    names.names = [n for n in names.names if n.nameID in (0, 14) and n.platformID == 3]
    # Name IDs 1 and 2 know four styles only; 16 and 17 tell the rest.
    plain = cut.style in ("Regular", "Italic", "Bold")
    full = f"{cut.family} {cut.style}"
    for name_id, text in {
        1: cut.family if plain else full,
        2: cut.style if plain else "Regular",
        3: f"1.000;{postscript}",
        4: full,
        5: "Version 1.000",
        6: postscript,
        13: LICENCE,
        16: cut.family,
        17: cut.style,
    }.items():
        names.setName(text, name_id, 3, 1, 0x409)
    bold, italic = cut.weight >= 700, cut.italic
    regular = cut.style == "Regular"
    os2 = font["OS/2"]
    os2.usWeightClass, os2.usWidthClass = cut.weight, 5
    os2.fsSelection = os2.fsSelection & ~0b110_0001 | regular << 6 | bold << 5 | italic
    font["head"].macStyle = bold | italic << 1


if __name__ == "__main__":
    main()
