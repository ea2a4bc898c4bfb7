"""Makes the faces that stand in for what the paper's own lack: signs, and the scripts of names.

Run it from the checkout with the folder of the packages' font files, as CREDITS.md names them:
.venv/bin/python assets/fonts/make_fallback_faces.py FOLDER. Same files, same bytes.

Each is cut to its own script's letters, so that it never stands in for anything else, and freed of
hints. Its em is made larger, that is its letters smaller, where they would stand out of a line of
EP Text; its space is made as wide as that of EP Text, for Pango takes a space after a word from
the word's face. Ascent and descent are those of a line of text.

Chinese, Japanese and Korean are cut to their most used characters: level 1 of GB 2312 (3,755) and
of Big5 (5,401), which count by use; level 1 of JIS X 0208 (2,965) with kana; the 2,350 syllables
of KS X 1001. The lists are read from Python's codecs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent
FOLDER = FONTS / "fallback"
TEXT = FONTS / "text" / "SourceSerif4SmText-Regular.ttf"
ASCENT, DESCENT = 0.96, 0.34  # of the em, as the faces of Devanagari and Bengali have them
JOINERS = (0x200C, 0x200D, 0x25CC)  # Indic signs lean on the joiners and the dotted circle


@dataclass(frozen=True)
class Cut:
    """A face to make: its source, the letters it keeps, and how much smaller they are drawn."""

    name: str
    source: str
    codes: tuple[int, ...]
    size: float = 1.0
    weights: tuple[str, ...] = ("Regular", "Bold")
    joiners: bool = False


def span(*bounds: int) -> tuple[int, ...]:
    """The code points of blocks, each given by its first and its last."""
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return tuple(code for first, last in pairs for code in range(first, last + 1))


def rows(codec: str, first: int, last: int, cells: Iterable[int]) -> Iterator[int]:
    """The characters of a double-byte set's rows `first` to `last`."""
    cells = tuple(cells)
    for row in range(first, last + 1):
        for cell in cells:
            try:
                text = bytes((row, cell)).decode(codec)
            except UnicodeDecodeError:
                continue
            yield from map(ord, text)


EUC = range(0xA1, 0xFF)
BIG5_CELLS = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
SIMPLIFIED = frozenset(rows("gb2312", 0xB0, 0xD7, EUC))
TRADITIONAL = frozenset(rows("big5", 0xA4, 0xC6, BIG5_CELLS)) - SIMPLIFIED
JAPANESE = frozenset(rows("euc_jp", 0xB0, 0xCF, EUC)) - SIMPLIFIED - TRADITIONAL
HANGUL = frozenset(rows("euc_kr", 0xB0, 0xC8, EUC))
KANA = span(0x3041, 0x30FF)
SQUARE_SIGNS = span(0x3000, 0x303F, 0xFF01, 0xFF5E)

# Latin, Greek and Cyrillic letters, accents, raised and lowered letters, currencies, letterlike.
LETTERS = span(0x00A0, 0x052F, 0x1AB0, 0x1AFF, 0x1D00, 0x20CF, 0x2100, 0x218F, 0x2C60, 0x2C7F)
LETTERS += span(0x2DE0, 0x2E4F, 0xA640, 0xA69F, 0xA700, 0xA7FF, 0xAB30, 0xAB6F, 0xFB00, 0xFB06)
SIGNS = span(0x2010, 0x2BFF)
MATH = span(0x2032, 0x2037, 0x2190, 0x23FF, 0x27C0, 0x2AFF)
GEORGIAN = span(0x10A0, 0x10FF, 0x1C90, 0x1CBF, 0x2D00, 0x2D2D)
CARDS = span(0x1F0A0, 0x1F0FF)

CUTS = (
    Cut("Letters", "NotoSerif", LETTERS, 0.95),
    Cut("Math", "NotoSansMath", MATH, 0.95, ("Regular",)),
    Cut("Symbols", "NotoSansSymbols2", (*SIGNS, *CARDS), 0.9, ("Regular",)),
    Cut("MoreSymbols", "NotoSansSymbols", SIGNS, 0.9, ("Regular",)),
    Cut("Hebrew", "NotoSerifHebrew", span(0x0591, 0x05F4, 0xFB1D, 0xFB4F), 0.95),
    Cut("Armenian", "NotoSerifArmenian", span(0x0531, 0x058F, 0xFB13, 0xFB17), 0.95),
    Cut("Georgian", "NotoSerifGeorgian", GEORGIAN, 0.95),
    Cut("Thai", "NotoSerifThai", span(0x0E01, 0x0E5B), 0.95, joiners=True),
    Cut("Lao", "NotoSerifLao", span(0x0E81, 0x0EDF), 1.0, joiners=True),
    Cut("Khmer", "NotoSerifKhmer", span(0x1780, 0x17F9), 0.9, joiners=True),
    Cut("Myanmar", "NotoSerifMyanmar", span(0x1000, 0x109F), 0.85, ("Regular",), joiners=True),
    Cut("Tamil", "NotoSerifTamil", span(0x0B82, 0x0BFA), 0.85, joiners=True),
    Cut("Telugu", "NotoSerifTelugu", span(0x0C00, 0x0C7F), 1.0, ("Regular",), joiners=True),
    Cut("Kannada", "NotoSerifKannada", span(0x0C80, 0x0CF2), 0.95, ("Regular",), joiners=True),
    Cut("Malayalam", "NotoSerifMalayalam", span(0x0D00, 0x0D7F), 1.0, joiners=True),
    Cut("Gujarati", "NotoSerifGujarati", span(0x0A81, 0x0AFF), 0.95, ("Regular",), joiners=True),
    Cut("Gurmukhi", "NotoSerifGurmukhi", span(0x0A01, 0x0A76), 0.95, joiners=True),
    Cut("Odia", "NotoSansOriya", span(0x0B01, 0x0B77), 0.9, joiners=True),
    Cut("Sinhala", "NotoSerifSinhala", span(0x0D81, 0x0DF4), 1.0, ("Regular",), joiners=True),
    Cut("Ethiopic", "NotoSerifEthiopic", span(0x1200, 0x139F), 0.9, ("Regular",)),
    Cut("Hangul", "NotoSansKR", tuple(HANGUL) + span(0x3131, 0x318E), 0.92, ("400Regular",)),
    Cut("Han", "NotoSerifSC", tuple(SIMPLIFIED), 0.95, ("400Regular",)),
    Cut("HanTraditional", "NotoSerifSC", tuple(TRADITIONAL), 0.95, ("400Regular",)),
    Cut("Kana", "NotoSerifJP", (*KANA, *SQUARE_SIGNS, *JAPANESE), 0.95, ("400Regular",)),
)  # fmt: skip


def main(folder: Path) -> None:
    """Write every face into the folder fallback/."""
    FOLDER.mkdir(exist_ok=True)
    space_em = _space_em(TTFont(TEXT))
    for cut in CUTS:
        for weight in cut.weights:
            mark = "_" if weight[0].isdigit() else "-"
            font = TTFont(folder / f"{cut.source}{mark}{weight}.ttf", recalcTimestamp=False)
            name = f"EP{cut.name}-{weight.lstrip('0123456789')}"
            _cut(font, cut)
            _fit(font, cut.size, space_em)
            _rename(font, name)
            font.save(FOLDER / f"{name}.ttf")


def _cut(font: TTFont, cut: Cut) -> None:
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "STAT", "MATH", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes={*cut.codes, 0x20, *(JOINERS if cut.joiners else ())})
    subsetter.subset(font)
    # What Source Serif has, it has in a form that goes with the others.
    for table in font["cmap"].tables:
        table.cmap.pop(0xA0, None)


def _fit(font: TTFont, size: float, space_em: float) -> None:
    """Draw the letters `size` times as large, by a larger em; set the heights and the space."""
    em = round(font["head"].unitsPerEm / size)
    font["head"].unitsPerEm = em
    space = font.getBestCmap()[0x20]
    font["hmtx"][space] = (round(space_em * em), font["hmtx"][space][1])
    ascent, descent = round(ASCENT * em), round(DESCENT * em)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, -descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent


def _space_em(font: TTFont) -> float:
    return float(font["hmtx"][font.getBestCmap()[0x20]][0] / font["head"].unitsPerEm)


def _rename(font: TTFont, own: str) -> None:
    """Names of the paper's own; copyright and licence stay."""
    family, _, style = own.partition("-")
    for record in font["name"].names:
        name = {1: family, 3: own, 4: f"{family} {style}", 6: own, 16: family}
        if record.nameID in name:
            record.string = name[record.nameID]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
