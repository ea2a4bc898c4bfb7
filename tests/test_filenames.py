"""One name, however its accents are stored."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from epaper.filenames import find_file

NAME = "Café am Meer.jpg"


@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
def test_accents_in_one_sign_or_two(tmp_path: Path, on_disk: str, asked: str) -> None:
    folder = tmp_path / unicodedata.normalize(on_disk, "Åre")  # type: ignore[arg-type]
    folder.mkdir()
    path = folder / unicodedata.normalize(on_disk, NAME)  # type: ignore[arg-type]
    path.write_bytes(b"x")
    wanted = unicodedata.normalize(asked, f"Åre/{NAME}")  # type: ignore[arg-type]
    found = find_file(tmp_path, wanted)
    assert found is not None
    assert found.samefile(path)


def test_the_exact_name_comes_first(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, NAME)).write_text(form)  # type: ignore[arg-type]
    for form in ("NFC", "NFD"):
        found = find_file(tmp_path, unicodedata.normalize(form, NAME))  # type: ignore[arg-type]
        assert found is not None
        assert found.is_file()


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert find_file(tmp_path, "other.jpg") is None
    assert find_file(tmp_path, "folder") is None
    assert find_file(tmp_path / "none", "a.jpg") is None
    assert find_file(tmp_path / "folder", "../Cafe\u0301.jpg") is None
