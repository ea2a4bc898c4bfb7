"""Makes the faces of other scripts from the files of their packages, as CREDITS.md names them.

Run it from the checkout with the folder of the packages' font files:
.venv/bin/python assets/fonts/make_script_faces.py FOLDER. Same files, same bytes.

Markazi Text: of the 176 ligatures that Arabic must have (`rlig`) it keeps lam-alef. The others are
one glyph for two letters that also stand well side by side, and readers of PDF turn them around in
copied text (press/shown.py). Its western figures are darker than its Arabic letters: they are drawn
a weight lighter, by the difference of two weights, whose points answer to each other; advances
stay. Its space, 0.15 to 0.17 em, is made as wide as that of EP Text, beside which it is worn 1.25
times as large.

Devanagari and Bengali: ascent and descent are made the same in all faces, so that copy and labels
stand on one baseline in their lines, with room for signs over and under the letters. IBM Plex is
renamed, as its licence reserves the name.

Noto Serif Display Black, for nameplates in Greek and Cyrillic, which EP Plate has not: cut to what
EP Text has of Latin, Greek, Cyrillic and signs, so that it stands in for nothing; hints taken out,
ascent and descent set.

Noto Nastaliq Urdu: ascent and descent, 1.9 and 0.6 em as they come, are made so that the ink of
most words stands in the middle of its line.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent
INDIC = {
    "devanagari": ("NotoSerifDevanagari_*.ttf", ""),
    "devanagari-sans": ("IBMPlexSansDevanagari-*.woff2", "EPDevanagariSans"),
    "bengali": ("NotoSerifBengali_*.ttf", ""),
    "bengali-sans": ("NotoSansBengali_*.ttf", ""),
}
PLATE = "NotoSerifDisplay_900Black.ttf"
TEXT = "text/SourceSerif4SmText-Regular.ttf"
PLATE_HEIGHTS = 0.80, 0.30  # the ink stands in a line as high as the type
PLATE_CODES = (*range(0x20, 0x180), *range(0x370, 0x530), *range(0x2010, 0x2040), 0x2116)
ASCENT, DESCENT = 0.96, 0.34  # of the em: the highest and lowest signs of both scripts
NASTALIQ = "NotoNastaliqUrdu_700Bold.ttf"
NASTALIQ_HEIGHTS = 1.68, 0.62
MARKAZI = ("400Regular", "500Medium", "600SemiBold", "700Bold")  # a hundred apart
LIGHTER = 1.0  # in steps of a hundred
MARKAZI_SPACE_EM = 0.188  # 0.235 / 1.25
FIGURES = "0123456789"
LAM, ALEF = ("FEDF", "FEE0", "FEDE"), ("FE8E", "FE8D", "FE82", "FE84", "FE88", "FB51", "0671")


def main(folder: Path) -> None:
    """Write every face into its family's folder."""
    for name in ("400Regular", "600SemiBold", "700Bold"):
        file = f"MarkaziText_{name}.ttf"
        font = TTFont(folder / file, recalcTimestamp=False)
        _drop_ligatures(font)
        _lighten_figures(font, folder, name)
        _set_space(font, MARKAZI_SPACE_EM)
        font.save(FONTS / "naskh" / file)
    _cut_plate(TTFont(folder / PLATE, recalcTimestamp=False)).save(FONTS / "plate" / PLATE)
    font = TTFont(folder / NASTALIQ, recalcTimestamp=False)
    _set_heights(font, *NASTALIQ_HEIGHTS)
    font.save(FONTS / "nastaliq" / NASTALIQ)
    for family, (pattern, own) in INDIC.items():
        for path in sorted(folder.glob(pattern)):
            font = TTFont(path, recalcTimestamp=False)
            font.flavor = None
            _set_heights(font)
            name = path.with_suffix(".ttf").name
            if own:
                name = name.replace("IBMPlexSansDevanagari", own)
                _rename(font, own, path.stem.partition("-")[2])
            font.save(FONTS / family / name)


def _cut_plate(font: TTFont) -> TTFont:
    """The face with those of `PLATE_CODES` that EP Text has."""
    options = Options()
    options.hinting, options.notdef_outline, options.name_IDs = False, True, ["*"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=set(PLATE_CODES) & set(TTFont(FONTS / TEXT).getBestCmap()))
    cutter.subset(font)
    _set_heights(font, *PLATE_HEIGHTS)
    return font


def _drop_ligatures(font: TTFont) -> None:
    """Take out all required ligatures but lam-alef."""
    table = font["GSUB"].table
    required = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "rlig"
        for index in record.Feature.LookupListIndex
    }
    for index in required:
        for part in table.LookupList.Lookup[index].SubTable:
            part = getattr(part, "ExtSubTable", part)
            if part.LookupType != 4:
                continue
            for first, ligatures in list(part.ligatures.items()):
                kept = [lig for lig in ligatures if _lam_alef(first, lig.Component)]
                if kept:
                    part.ligatures[first] = kept
                else:
                    del part.ligatures[first]


def _lighten_figures(font: TTFont, folder: Path, name: str) -> None:
    """Draw the western figures lighter, by what they differ from those of the next weight."""
    at = min(MARKAZI.index(name), len(MARKAZI) - 2)
    thin, bold = (TTFont(folder / f"MarkaziText_{each}.ttf") for each in MARKAZI[at : at + 2])
    glyphs = font["glyf"]
    for figure in FIGURES:
        glyph = font.getBestCmap()[ord(figure)]
        outline = glyphs[glyph].coordinates
        step = zip(thin["glyf"][glyph].coordinates, bold["glyf"][glyph].coordinates, strict=True)
        moved = ((LIGHTER * (x - a), LIGHTER * (y - b)) for (x, y), (a, b) in step)
        for point, (dx, dy) in enumerate(moved):
            x, y = outline[point]
            outline[point] = round(x + dx), round(y + dy)
        glyphs[glyph].recalcBounds(glyphs)


def _set_space(font: TTFont, width_em: float) -> None:
    width = round(width_em * font["head"].unitsPerEm)
    for code in (0x20, 0xA0):
        glyph = font.getBestCmap()[code]
        font["hmtx"][glyph] = (width, font["hmtx"][glyph][1])


def _set_heights(font: TTFont, ascent_em: float = ASCENT, descent_em: float = DESCENT) -> None:
    em = font["head"].unitsPerEm
    ascent, descent = round(ascent_em * em), round(descent_em * em)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, -descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent


def _rename(font: TTFont, own: str, style: str) -> None:
    """Names of the paper's own; copyright and licence stay."""
    for record in font["name"].names:
        name = {1: own, 3: f"{own}-{style}", 4: f"{own} {style}", 6: f"{own}-{style}", 16: own}
        if record.nameID in name:
            record.string = name[record.nameID]


def _lam_alef(first: str, others: list[str]) -> bool:
    names = [name.removeprefix("uni") for name in (first, *others)]
    return len(names) == 2 and names[0].startswith(LAM) and names[1].startswith(ALEF)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
