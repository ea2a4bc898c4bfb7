"""The reader's faces: made from the paper's own, by the script beside them, and not stale."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from assets.fonts.make_web_faces import source_mark

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "epaper" / "reader" / "static"


def test_they_were_made_from_the_faces_as_they_are() -> None:
    first = (STATIC / "faces.css").read_text().splitlines()[0]
    assert source_mark() in first, "run: .venv/bin/python assets/fonts/make_web_faces.py"


def test_the_sheet_names_every_file_and_no_other() -> None:
    named = re.findall(r'url\("fonts/([^"?]+)\?v=(\w+)"\)', (STATIC / "faces.css").read_text())
    # Each with the mark of its content: browsers keep them for good.
    assert set(named) == {
        (path.name, sha256(path.read_bytes()).hexdigest()[:10])
        for path in (STATIC / "fonts").iterdir()
    }


@pytest.mark.parametrize("path", sorted((STATIC / "fonts").glob("*.woff2")), ids=lambda p: p.name)
def test_a_cut_face_bears_no_reserved_name_and_keeps_its_licence(path: Path) -> None:
    names = {record.nameID: str(record) for record in TTFont(path)["name"].names}
    reserved = "Source|Plex|Merriweather|Manufacturing|Markazi|Vazir|Noto"
    assert not re.search(reserved, names[1] + names[4] + names[6])
    assert "SIL Open Font License" in names[13]
