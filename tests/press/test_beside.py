"""Earlier and withdrawn editions stand beside the newest and move with it, whole."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from epaper.press.beside import Beside, Top, editions_in, link_edition, top_of


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A format's folder: the third edition, the first beside it, the second withdrawn."""
    folder = tmp_path / "a4"
    put(folder, "third")
    put(folder / "earlier" / "1", "first")
    put(folder / "withdrawn" / "2", "second")
    return folder


def put(folder: Path, words: str) -> None:
    (folder / "pages").mkdir(parents=True)
    number = ["first", "second", "third", "fourth", "odd"].index(words) + 1
    page = {"pdf": {"sha256": f"of {words}"}}
    facts = {"draft": False, "edition": {"number": number}, "pages": [page], "words": words}
    (folder / "edition.json").write_text(json.dumps(facts))
    (folder / "pages" / "page-01.pdf").write_text(f"page of the {words}")


def told(folder: Path) -> str:
    return str(json.loads((folder / "edition.json").read_text())["words"])


def files(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


def test_what_stands_there_is_found_by_number(place: Path) -> None:
    found = editions_in(place)
    assert {n: told(path) for n, path in found.earlier.items()} == {1: "first", 3: "third"}
    assert {n: told(path) for n, path in found.withdrawn.items()} == {2: "second"}


@pytest.mark.parametrize("told", ["{", "[]", '{"draft": true}', '{"draft": false}', '"x"'])
def test_a_draft_and_what_cannot_be_read_have_no_number(place: Path, told: str) -> None:
    (place / "edition.json").write_text(told)
    assert top_of(place) == Top(0)
    assert set(editions_in(place).earlier) == {1}


def test_what_stands_on_top_is_told_with_its_pages(place: Path) -> None:
    assert top_of(place) == Top(3, ("of third",))
    facts = json.loads((place / "edition.json").read_text())
    del facts["edition"]
    (place / "edition.json").write_text(json.dumps(facts))
    assert top_of(place).number == 1  # of before there were numbers


def test_what_is_no_edition_is_left_out(place: Path, tmp_path: Path) -> None:
    (place / "earlier" / "4").mkdir()
    (place / "earlier" / "5").symlink_to(place / "earlier" / "1")
    put(place / "earlier" / "06", "odd")
    put(place / "earlier" / "x", "odd")
    assert set(editions_in(place).earlier) == {1, 3}
    (tmp_path / "link").symlink_to(place)
    assert editions_in(tmp_path / "link") == Beside({}, {})
    assert editions_in(tmp_path / "none") == Beside({}, {})


def test_they_are_linked_and_not_copied(place: Path, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    put(aside, "fourth")
    editions_in(place).link_into(aside)
    own = {"edition.json", "pages/page-01.pdf"}
    beside = ("earlier/1", "earlier/3", "withdrawn/2")
    assert files(aside) == own | {f"{name}/{file}" for name in beside for file in own}
    assert told(aside / "earlier" / "3") == "third"
    assert (aside / "earlier/3/edition.json").samefile(place / "edition.json")


def test_they_are_copied_where_there_are_no_links(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(source: object, to: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", cannot)
    link_edition(place, tmp_path / "copy")
    assert files(tmp_path / "copy") == {"edition.json", "pages/page-01.pdf"}
    assert not (tmp_path / "copy/edition.json").samefile(place / "edition.json")
    before, after = (place / "edition.json").stat(), (tmp_path / "copy/edition.json").stat()
    assert before.st_mtime_ns == after.st_mtime_ns


def test_one_of_them_can_be_left_out(place: Path) -> None:
    found = editions_in(place)
    assert set(found.without(3).earlier) == {1}
    assert set(found.without(2).withdrawn) == set()
