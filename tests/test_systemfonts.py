from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from epaper.places import fonts_dir
from epaper.press.fonts import read_faces
from epaper.systemfonts import lacking, take_faces
from epaper.typeset import FontBook, repair_record

from .typeset.copy import block, record


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine's folder with a face of Hebrew in it, and files that are none."""
    folder = tmp_path / "machine"
    (folder / "deep").mkdir(parents=True)
    shutil.copy(fonts_dir() / "fallback/EPHebrew-Regular.ttf", folder / "deep/own.ttf")
    shutil.copy(fonts_dir() / "fallback/EPHebrew-Bold.ttf", folder / "deep/own-bold.ttf")
    (folder / "broken.ttf").write_bytes(b"no font")
    (folder / "read.me").write_text("no font")
    return folder


def test_the_first_face_that_has_a_sign_is_taken_and_told(machine: Path, tmp_path: Path) -> None:
    into = tmp_path / "cache/system-fonts"
    folders, (note,) = take_faces("דו𒀀", into, [machine, tmp_path / "none"])
    assert folders == (into,)
    (entry,) = tomllib.loads((into / "fonts.toml").read_text())["face"]
    assert Path(entry["file"]).name == "own.ttf"
    assert (note.code, note.where.field) == ("T-111", "system_fonts")
    assert "own.ttf of this machine" in note.message


def test_nothing_is_looked_for_where_nothing_lacks(tmp_path: Path) -> None:
    assert take_faces("", tmp_path / "into", [tmp_path]) == ((), ())
    assert take_faces("𒀀", tmp_path / "into", [tmp_path]) == ((), ())
    assert not (tmp_path / "into").exists()


def test_faces_taken_stand_in_last_for_typesetting_and_press(machine: Path, tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    shutil.copy(fonts_dir() / "text/SourceSerif4SmText-Regular.ttf", house / "text.ttf")
    (house / "fonts.toml").write_text(
        '[[face]]\nfamily = "EP Text"\nweight = 400\nstyle = "normal"\nfile = "text.ttf"\n'
    )
    filed = tmp_path / "a.md"
    filed.write_text("Dד, 10⁶ é\n", encoding="utf-8")
    wanted = lacking([filed, tmp_path / "none.md"], FontBook.load(house).prints)
    assert wanted == ["ד"]
    folders, _ = take_faces(wanted, tmp_path / "into", [machine])
    assert [face.family for face in read_faces(house, *folders)] == ["EP Text", "System 1"]
    book = FontBook.load(house, *folders)
    made = record(body=(block("Dד"),))
    assert repair_record(made, book.prints)[0] == made
