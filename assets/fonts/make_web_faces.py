"""Makes the reader's web faces: WOFF2 files of the paper's own, cut into scripts.

Run it from the checkout after a face changed: .venv/bin/python assets/fonts/make_web_faces.py
It writes epaper/reader/static/fonts/*.woff2 and epaper/reader/static/faces.css; a test tells when
they are stale. Same faces, same bytes.
"""

from __future__ import annotations

import io
import sys
import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent
STATIC = FONTS.parents[1] / "epaper" / "reader" / "static"

# A browser loads a file only when a page has one of its characters.
SCRIPTS = {
    "latin": "0-FF,131,152-153,2BC,2C6,2DA,2DC,2000-206F,20AC,2122,2190-2193,2212,2215",
    "latin-ext": "100-130,132-151,154-24F,259,2C7,2D8-2D9,2DB,2DD,1E00-1EFF,2070-208E,"
    "20A0-20AB,20AD-20BF,2116",
    "greek": "370-3FF,1F00-1FFF",
    "cyrillic": "400-52F,1C80-1C8F,2DE0-2DFF,A640-A69F",
}

# What a screen shows: the rest of the family is for print.
USED = (
    ("EP Text", 400, "normal"),
    ("EP Text", 400, "italic"),
    ("EP Text", 700, "normal"),
    ("EP Head", 400, "italic"),
    ("EP Head", 700, "normal"),
    ("EP Sans", 400, "normal"),
    ("EP Sans", 600, "normal"),
    ("EP Plate", 400, "normal"),
)


COPYRIGHT, FAMILY, FULL_NAME, POSTSCRIPT_NAME, LICENCE, LICENCE_URL = 0, 1, 4, 6, 13, 14


@dataclass(frozen=True)
class WebFace:
    """One WOFF2 file: its name, its bytes, and the rule that asks for it."""

    name: str
    data: bytes
    rule: str


def make_faces() -> list[WebFace]:
    """Every face in USED in every script it has letters of."""
    table = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))
    faces = {(f["family"], f["weight"], f["style"]): f["file"] for f in table["face"]}
    return [
        made
        for key in USED
        for script, ranges in SCRIPTS.items()
        if (made := _web_face(key, faces[key], script, ranges))
    ]


def style_sheet(faces: list[WebFace]) -> str:
    """faces.css; its first line is the mark of the faces it was made from."""
    return f"/* {source_mark()} */\n" + "".join(face.rule for face in faces)


def source_mark() -> str:
    """SHA-256 of this script and of every face: other ones need another run."""
    names = sorted(path for path in FONTS.glob("*/*.ttf"))
    sources = [Path(__file__), FONTS / "fonts.toml", *names]
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in sources)).hexdigest()


def _web_face(key: tuple[str, int, str], file: str, script: str, ranges: str) -> WebFace | None:
    wanted = {code for part in ranges.split(",") for code in _codes(part)}
    font = TTFont(FONTS / file, recalcTimestamp=False)
    has = wanted & set(font.getBestCmap())
    if not any(chr(code).isalpha() for code in has):
        return None
    family, weight, style = key
    stem = f"{family.replace(' ', '')}-{weight}{'-italic' if style == 'italic' else ''}"
    data = _cut(font, has, stem)
    name = f"{stem}-{script}.woff2"
    mark = sha256(data).hexdigest()[:10]  # so that browsers may keep the file for good
    shown = ", ".join(f"U+{part}" for part in ranges.split(","))
    rule = (
        f'@font-face {{\n  font-family: "{family}";\n  font-weight: {weight};\n'
        f"  font-style: {style};\n  font-display: swap;\n"
        f'  src: url("fonts/{name}?v={mark}") format("woff2");\n  unicode-range: {shown};\n}}\n'
    )
    return WebFace(name, data, rule)


def _cut(font: TTFont, codes: set[int], called: str) -> bytes:
    """The face with those characters alone; a changed face may not keep a reserved name."""
    options = subset.Options()
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "smcp", "c2sc"]
    options.hinting = False  # screens sharp enough for these faces do not use it
    options.notdef_outline = True
    options.drop_tables += ["DSIG"]
    options.name_IDs = [COPYRIGHT, LICENCE, LICENCE_URL]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    for name_id in (FAMILY, FULL_NAME, POSTSCRIPT_NAME):
        font["name"].setName(called, name_id, 3, 1, 0x409)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _codes(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def main() -> None:
    """Write all files, and take away those of faces no longer used."""
    faces = make_faces()
    folder = STATIC / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.woff2"):
        old.unlink()
    for face in faces:
        (folder / face.name).write_bytes(face.data)
        sys.stdout.write(f"{face.name}: {len(face.data) / 1000:.1f} kB\n")
    (STATIC / "faces.css").write_text(style_sheet(faces), encoding="utf-8")


if __name__ == "__main__":
    main()
