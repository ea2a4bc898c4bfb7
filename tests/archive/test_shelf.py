"""The shelf: what is on it, and that nothing beside it can be had."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from epaper.archive import DayEditions, Shelf
from epaper.exceptions import EditionError
from epaper.model.manifest import MANIFEST, EditionEntry

from .made_up import DAY, PIECES, put_edition, put_paper


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    paper = tmp_path / "paper"
    put_paper(paper)
    put_edition(paper)
    put_edition(paper, form="a4")
    return paper


def out(folder: Path, form: str = "berliner") -> Path:
    return folder / DAY.isoformat() / "out" / form


def change(folder: Path, **values: object) -> None:
    """Write other values into the manifest."""
    path = out(folder) / MANIFEST
    facts = json.loads(path.read_text())
    path.write_text(json.dumps({**facts, **values}))


def test_formats_and_manifest(folder: Path) -> None:
    shelf = Shelf(folder)
    assert shelf.formats(DAY) == ("a4", "berliner")
    assert shelf.formats(DAY.replace(day=5)) == ()
    assert shelf.manifest(DAY, "a4").format == "a4"
    assert shelf.manifest(DAY, "a4") is shelf.manifest(DAY, "a4")


def test_a_new_edition_is_seen_at_once(folder: Path) -> None:
    shelf = Shelf(folder)
    before = shelf.manifest(DAY, "berliner"), shelf.stamp(DAY, "berliner")
    put_edition(folder, forced=True)
    assert shelf.manifest(DAY, "berliner").forced
    assert shelf.stamp(DAY, "berliner") != before[1]


def test_every_listed_file_is_found(folder: Path) -> None:
    shelf = Shelf(folder)
    listed = [
        str(path.relative_to(out(folder)))
        for path in out(folder).rglob("*")
        if path.is_file() and path.name != MANIFEST
    ]
    assert len(listed) > 30
    for name in listed:
        assert shelf.file(DAY, "berliner", name).read_bytes()


def test_scan_passes_over_what_is_no_edition(folder: Path) -> None:
    (folder / "2026-02-31" / "out" / "a4").mkdir(parents=True)
    (folder / "2026-02-31" / "out" / "a4" / MANIFEST).write_text("{}")
    (folder / "2026-02-05" / "out" / "a4").mkdir(parents=True)
    (folder / "2026-02-05" / "out" / ".a4-aside").mkdir()
    (folder / "2026-02-05" / "out" / ".a4-aside" / MANIFEST).write_text("{}")
    (folder / "notes").mkdir()
    found = sorted((day, form) for day, form, _ in Shelf(folder).scan())
    assert found == [(DAY, "a4"), (DAY, "berliner")]


def test_a_paper_without_a_folder_has_no_editions(tmp_path: Path) -> None:
    assert list(Shelf(tmp_path / "none").scan()) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        MANIFEST,
        "../../../paper.toml",
        "../a4/edition.json",
        "pages",
        "pages/../edition.json",
        "pages//page-01.webp",
        "/etc/passwd",
        "pages/page-01.webp\x00",
        "nothing.pdf",
    ],
)
def test_names_that_the_manifest_does_not_list(folder: Path, name: str) -> None:
    with pytest.raises(EditionError):
        Shelf(folder).file(DAY, "berliner", name)


@pytest.mark.parametrize("form", ["", ".", "..", "../../..", "a4/../berliner", "A4", "no", "a4\n"])
def test_formats_that_are_none(folder: Path, form: str) -> None:
    with pytest.raises(EditionError) as told:
        Shelf(folder).manifest(DAY, form)
    assert told.value.hint


@pytest.mark.parametrize("name", ["../../../paper.toml", "../a4/edition.json", "edition.json/x"])
def test_a_manifest_that_lists_what_lies_elsewhere(folder: Path, name: str) -> None:
    facts = json.loads((out(folder) / MANIFEST).read_text())
    change(folder, pdf={**facts["pdf"], "file": name})
    with pytest.raises(EditionError):
        Shelf(folder).file(DAY, "berliner", name)


def test_an_absolute_name_in_a_manifest(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    facts = json.loads((out(folder) / MANIFEST).read_text())
    change(folder, pdf={**facts["pdf"], "file": str(secret)})
    with pytest.raises(EditionError):
        Shelf(folder).file(DAY, "berliner", str(secret))


def test_a_file_that_is_a_link_out_of_the_edition(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    page = out(folder) / "pages" / "page-01.webp"
    page.unlink()
    page.symlink_to(tmp_path / "secret")
    with pytest.raises(EditionError, match="elsewhere"):
        Shelf(folder).file(DAY, "berliner", "pages/page-01.webp")


def test_a_folder_of_files_that_is_a_link(folder: Path, tmp_path: Path) -> None:
    (out(folder) / "pages").rename(tmp_path / "pages")
    (out(folder) / "pages").symlink_to(tmp_path / "pages")
    with pytest.raises(EditionError, match="elsewhere"):
        Shelf(folder).file(DAY, "berliner", "pages/page-01.webp")


@pytest.mark.parametrize("level", [0, 1, 2])
def test_editions_behind_links_are_not_on_the_shelf(
    folder: Path, tmp_path: Path, level: int
) -> None:
    linked = [out(folder), *out(folder).parents][level]
    linked.rename(tmp_path / "elsewhere")
    linked.symlink_to(tmp_path / "elsewhere")
    shelf = Shelf(folder)
    assert "berliner" not in shelf.formats(DAY)
    assert (DAY, "berliner") not in {(day, form) for day, form, _ in shelf.scan()}
    with pytest.raises(EditionError):
        shelf.file(DAY, "berliner", "pages/page-01.webp")


def test_the_paper_itself_may_be_reached_by_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert Shelf(tmp_path / "link").file(DAY, "berliner", "pages/page-01.webp").is_file()


def test_a_missing_file_and_a_folder_in_its_place(folder: Path) -> None:
    page = out(folder) / "pages" / "page-01.webp"
    page.unlink()
    with pytest.raises(EditionError, match="missing"):
        Shelf(folder).file(DAY, "berliner", "pages/page-01.webp")
    page.mkdir()
    with pytest.raises(EditionError):
        Shelf(folder).file(DAY, "berliner", "pages/page-01.webp")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "cannot be read"),
        (b"{", "cannot be read"),
        (b"[]", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b'{"version": 1}', "version 1, not 2"),
        (b'{"version": 3, "more": {}}', "version 3, not 2"),
        (b'{"version": 2}', "paper: Field required"),
    ],
)
def test_a_manifest_that_cannot_be_read(folder: Path, data: bytes, said: str) -> None:
    (out(folder) / MANIFEST).write_bytes(data)
    with pytest.raises(EditionError, match=said) as told:
        Shelf(folder).manifest(DAY, "berliner")
    assert f"epaper build {DAY}" in told.value.hint


@pytest.mark.parametrize(
    "values", [{"date": "2026-02-05"}, {"format": "a4"}, {"pages": []}, {"version": 99}]
)
def test_a_manifest_of_something_else(folder: Path, values: dict[str, object]) -> None:
    change(folder, **values)
    with pytest.raises(EditionError):
        Shelf(folder).manifest(DAY, "berliner")


def test_a_pipe_in_the_place_of_a_manifest(folder: Path) -> None:
    (out(folder) / MANIFEST).unlink()
    os.mkfifo(out(folder) / MANIFEST)
    assert Shelf(folder).formats(DAY) == ("a4",)
    with pytest.raises(EditionError):
        Shelf(folder).manifest(DAY, "berliner")


def later(number: int, time: str = "") -> EditionEntry:
    return EditionEntry(number=number, time=time)


def test_the_editions_of_a_day_are_told_apart_by_number(folder: Path) -> None:
    shelf = Shelf(folder)
    assert shelf.editions(DAY, "berliner") == DayEditions(newest=1)
    first = shelf.file(DAY, "berliner", "pages/page-01.webp").read_bytes()
    put_edition(folder, pieces=PIECES[1:], edition=later(2))
    put_edition(folder, pieces=PIECES[2:], edition=later(3))
    assert shelf.editions(DAY, "berliner") == DayEditions(newest=3, earlier=(1, 2))
    assert shelf.formats(DAY) == ("a4", "berliner")
    assert len(list(shelf.scan())) == 2
    stories = [len(shelf.manifest(DAY, "berliner", number).stories) for number in (1, 2, 0)]
    assert stories == [4, 3, 2]
    assert shelf.file(DAY, "berliner", "pages/page-01.webp", 1).read_bytes() == first


def test_an_edition_of_before_they_had_numbers_is_the_first(folder: Path) -> None:
    path = out(folder) / MANIFEST
    facts = json.loads(path.read_text())
    del facts["edition"]
    for page in facts["pages"]:
        del page["edition"]
    path.write_text(json.dumps(facts))
    manifest = Shelf(folder).manifest(DAY, "berliner")
    assert manifest.edition == EditionEntry(number=1, time="", changed=None)
    assert {page.edition for page in manifest.pages} == {1}
    assert Shelf(folder).editions(DAY, "berliner") == DayEditions(newest=1)


def test_a_draft_and_what_cannot_be_read_are_no_published_edition(folder: Path) -> None:
    put_edition(folder, edition=later(2), draft=True)
    shelf = Shelf(folder)
    assert shelf.editions(DAY, "berliner") == DayEditions(draft=True, earlier=(1,))
    (out(folder) / MANIFEST).write_text("{")
    assert shelf.editions(DAY, "berliner") == DayEditions(earlier=(1,))
    assert shelf.editions(DAY, "tabloid") == DayEditions()


@pytest.mark.parametrize("name", ["earlier/1/edition.json", "earlier/1/pages/page-01.webp"])
def test_files_of_an_earlier_edition_are_none_of_the_newest(folder: Path, name: str) -> None:
    put_edition(folder, edition=later(2))
    with pytest.raises(EditionError, match="has no file"):
        Shelf(folder).file(DAY, "berliner", name)


def test_links_among_earlier_editions_are_not_followed(folder: Path, tmp_path: Path) -> None:
    put_edition(folder, edition=later(2))
    earlier, elsewhere = out(folder) / "earlier", tmp_path / "elsewhere"
    (earlier / "1").rename(elsewhere)
    (earlier / "1").symlink_to(elsewhere, target_is_directory=True)
    shelf = Shelf(folder)
    assert shelf.editions(DAY, "berliner").earlier == ()
    with pytest.raises(EditionError, match="earlier/1"):
        shelf.manifest(DAY, "berliner", 1)
    (earlier / "1").unlink()
    elsewhere.rename(earlier / "1")
    assert shelf.manifest(DAY, "berliner", 1).edition.number == 1
    earlier.rename(tmp_path / "all")
    earlier.symlink_to(tmp_path / "all", target_is_directory=True)
    assert shelf.editions(DAY, "berliner").earlier == ()
    with pytest.raises(EditionError, match="earlier/1"):
        shelf.manifest(DAY, "berliner", 1)
