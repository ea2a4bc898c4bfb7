"""Makes the reader's web faces: WOFF2 files of the paper's own, cut into scripts.

Run it from the checkout after a face changed: .venv/bin/python assets/fonts/make_web_faces.py
It writes epaper/reader/static/fonts/*.woff2 and epaper/reader/static/faces.css; a test tells when
they are stale. Same faces, same bytes.
"""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent
SCRIPT_TABLE = FONTS.parents[1] / "layouts" / "base" / "scripts.toml"
STATIC = FONTS.parents[1] / "epaper" / "reader" / "static"

# A browser loads a file only when a page has one of its characters.
SCRIPTS = {
    "latin": "0-FF,131,152-153,2BC,2C6,2DA,2DC,2000-206F,20AC,2122,2190-2193,2212,2215",
    "latin-ext": "100-130,132-151,154-24F,259,2C7,2D8-2D9,2DB,2DD,1E00-1EFF,2070-208E,"
    "20A0-20AB,20AD-20BF,2116",
    "greek": "370-3FF,1F00-1FFF",
    "cyrillic": "400-52F,1C80-1C8F,2DE0-2DFF,A640-A69F",
}

# Scripts that wear another family: layouts/base/scripts.toml says which, and how large.
DRESSED = {
    "Arab": "600-6FF,750-77F,8A0-8FF,200C-200F,FB50-FDFF,FE70-FEFF",
    "Deva": "900-97F,200C-200D,25CC,A8E0-A8FF",
    "Beng": "980-9FF,200C-200D,25CC",
}

# Families that a script has besides, under their own name, with the script whose letters they
# have: the style sheet asks for them.
BESIDES = {"Aran": ("EP Nastaliq", "Arab")}

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
    ("EP Broad Plate", 900, "normal"),
)

# A family that is there for these scripts alone.
ONLY = {"EP Broad Plate": ("greek", "cyrillic")}


# What shapes letters and puts them in place; the others are for print.
FEATURES = [
    *("kern", "liga", "rlig", "calt", "mark", "mkmk", "abvm", "blwm", "dist", "curs"),
    *("ccmp", "locl", "init", "medi", "fina", "isol"),
    *("nukt", "akhn", "rphf", "rkrf", "pref", "blwf", "half", "abvf", "pstf", "cjct", "vatu"),
    *("pres", "abvs", "blws", "psts", "haln"),
]
COPYRIGHT, FAMILY, FULL_NAME, POSTSCRIPT_NAME, LICENCE, LICENCE_URL = 0, 1, 4, 6, 13, 14


Key = tuple[str, int, str]  # family, weight, style


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
    own = [
        made
        for key in USED
        for script, ranges in SCRIPTS.items()
        if script in ONLY.get(key[0], SCRIPTS)
        if (made := _web_face(key, key, faces[key], script, ranges))
    ]
    dressed = [made for script in DRESSED for made in _dressed(script, faces)]
    return own + dressed + [made for script in BESIDES for made in _besides(script, faces)]


def _dressed(script: str, faces: Mapping[Key, str]) -> Iterator[WebFace]:
    """The rules of a script that wears other families, in the weight nearest to each."""
    table = tomllib.loads(SCRIPT_TABLE.read_text(encoding="utf-8"))
    dresses = {dress["of"]: dress for dress in table[script]["dresses"]}
    for key in USED:
        dress = dresses.get(key[0])
        if dress is None:
            continue
        worn = [face for face in faces if face[0] == dress["family"]]
        nearest = min(worn, key=lambda face: abs(face[1] - key[1]))
        size = float(dress.get("size", 1.0))
        made = _web_face(key, nearest, faces[nearest], script.lower(), DRESSED[script], size)
        if made:
            yield made


def _besides(script: str, faces: Mapping[Key, str]) -> Iterator[WebFace]:
    """The rules of a family besides, as large as the script wears it."""
    table = tomllib.loads(SCRIPT_TABLE.read_text(encoding="utf-8"))
    family, letters = BESIDES[script]
    worn = (dress for dress in table[script]["dresses"] if dress["family"] == family)
    size = float(next(worn).get("size", 1.0))
    for key in (face for face in faces if face[0] == family):
        made = _web_face(key, key, faces[key], script.lower(), DRESSED[letters], size)
        if made:
            yield made


def style_sheet(faces: list[WebFace]) -> str:
    """faces.css; its first line is the mark of the faces it was made from."""
    return f"/* {source_mark()} */\n" + "".join(face.rule for face in faces)


def source_mark() -> str:
    """SHA-256 of this script and of every face: other ones need another run."""
    names = sorted(FONTS.glob("*/*.ttf"))
    sources = [Path(__file__), FONTS / "fonts.toml", SCRIPT_TABLE, *names]
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in sources)).hexdigest()


def _web_face(
    asked: Key, worn: Key, file: str, script: str, ranges: str, size: float = 1.0
) -> WebFace | None:
    """What answers to the face `asked` in a script: the face `worn`, `size` times as large."""
    wanted = {code for part in ranges.split(",") for code in _codes(part)}
    font = TTFont(FONTS / file, recalcTimestamp=False)
    has = wanted & set(font.getBestCmap())
    if not any(chr(code).isalpha() for code in has):
        return None
    stem = f"{worn[0].replace(' ', '')}-{worn[1]}{'-italic' if worn[2] == 'italic' else ''}"
    data = _cut(font, has, stem)
    name = f"{stem}-{script}.woff2"
    mark = sha256(data).hexdigest()[:10]  # so that browsers may keep the file for good
    shown = ", ".join(f"U+{part}" for part in ranges.split(","))
    larger = f"  size-adjust: {size:.0%};\n" if size != 1.0 else ""
    rule = (
        f'@font-face {{\n  font-family: "{asked[0]}";\n  font-weight: {asked[1]};\n'
        f"  font-style: {asked[2]};\n  font-display: swap;\n{larger}"
        f'  src: url("fonts/{name}?v={mark}") format("woff2");\n  unicode-range: {shown};\n}}\n'
    )
    return WebFace(name, data, rule)


def _cut(font: TTFont, codes: set[int], called: str) -> bytes:
    """The face with those characters alone; a changed face may not keep a reserved name."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False  # screens sharp enough for these faces do not use it
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "GISD", "meta"]
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
