from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from epaper.darkroom import Look, inspect_photos, inspection
from epaper.kept import KeptBy, Store
from epaper.model import Photo, Severity
from tests.darkroom.made import Inspect, noise, png_header, quarters, record


def stopped(inspect: Inspect, file: str, code: str) -> str:
    """The one problem of a file that cannot be printed."""
    picture, (problem,) = inspect(file)
    assert picture is None
    assert (problem.code, problem.severity) == (code, Severity.STOP)
    assert problem.where.file == "2026-02-04/articles/ferry.md"
    assert problem.where.field == "photos[1].file"
    assert problem.where.story == "ferry"
    assert problem.hint
    assert file in problem.message
    return str(problem)


def test_a_good_picture(photos: Path, inspect: Inspect) -> None:
    quarters().save(photos / "a.jpg", icc_profile=None)
    picture, problems = inspect("a.jpg")
    assert problems == ()
    assert picture is not None
    assert (picture.width_px, picture.height_px) == (640, 400)
    assert picture.path == str((photos / "a.jpg").resolve())
    assert picture.sha256 == hashlib.sha256((photos / "a.jpg").read_bytes()).hexdigest()
    assert not picture.focus_filed


def test_a_filed_focus_stays(photos: Path, inspect: Inspect) -> None:
    quarters().save(photos / "a.jpg")
    picture, _ = inspect("a.jpg", focus=(0.1, 0.9))
    assert picture is not None
    assert picture.focus == (0.1, 0.9)
    assert picture.focus_filed


def test_a_missing_file_hints_at_the_one_meant(photos: Path, inspect: Inspect) -> None:
    quarters().save(photos / "Ferry-One.JPG")
    assert "did you mean Ferry-One.JPG? small letters and capitals count" in stopped(
        inspect, "ferry-one.jpg", "P-101"
    )
    assert "did you mean" not in stopped(inspect, "other.png", "P-101")


@pytest.mark.parametrize("file", ["", ".", "nul\0byte.jpg", "x" * 300 + ".jpg", "folder"])
def test_what_is_no_file(photos: Path, inspect: Inspect, file: str) -> None:
    (photos / "folder").mkdir()
    stopped(inspect, file, "P-101")


@pytest.mark.parametrize("file", ["../secret.jpg", "/etc/passwd", "a/../../secret.jpg", "link.jpg"])
def test_a_path_that_leaves_the_folder(photos: Path, inspect: Inspect, file: str) -> None:
    quarters().save(photos.parent / "secret.jpg")
    (photos / "link.jpg").symlink_to(photos.parent / "secret.jpg")
    (photos / "a").mkdir()
    assert "outside photos/" in stopped(inspect, file, "P-102")


def test_a_loop_of_links(photos: Path, inspect: Inspect) -> None:
    (photos / "loop.jpg").symlink_to(photos / "loop.jpg")
    stopped(inspect, "loop.jpg", "P-101")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"words, not a picture", "no picture that is known here"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "PostScript"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"<!DOCTYPE html><title>404</title>", "a web page"),
    ],
)
def test_what_is_no_picture(photos: Path, inspect: Inspect, content: bytes, said: str) -> None:
    (photos / "a.jpg").write_bytes(content)
    assert said in stopped(inspect, "a.jpg", "P-103")


@pytest.mark.parametrize("lax", [False, True])
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.gif"])
def test_a_truncated_picture(
    photos: Path, inspect: Inspect, name: str, lax: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # WeasyPrint sets this for the whole process when it is imported.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lax)
    noise().save(photos / name)
    whole = (photos / name).read_bytes()
    (photos / name).write_bytes(whole[: len(whole) // 2])
    stopped(inspect, name, "P-104")
    assert ImageFile.LOAD_TRUNCATED_IMAGES is lax


def test_a_decompression_bomb_is_refused_by_its_header(photos: Path, inspect: Inspect) -> None:
    (photos / "bomb.png").write_bytes(png_header(30_000, 30_000))
    assert "900 million pixels" in stopped(inspect, "bomb.png", "P-105")
    (photos / "bomb.png").write_bytes(png_header(10_000, 9_999))
    assert "10000 x 9999 pixels" in stopped(inspect, "bomb.png", "P-105")


@pytest.mark.parametrize("size", [(1, 1), (345, 500), (500, 109)])
def test_a_picture_too_small_to_print(
    photos: Path, inspect: Inspect, size: tuple[int, int]
) -> None:
    Image.new("RGB", size).save(photos / "dot.png")
    assert f"{size[0]} x {size[1]} pixels" in stopped(inspect, "dot.png", "P-106")


@pytest.mark.parametrize("name", ["a.gif", "a.png", "a.webp", "a.tif"])
def test_an_animation_is_printed_with_a_note(photos: Path, inspect: Inspect, name: str) -> None:
    quarters().save(photos / name, save_all=True, append_images=[noise(), noise()])
    picture, (problem,) = inspect(name)
    assert picture is not None
    assert (problem.code, problem.severity) == ("P-201", Severity.NOTE)


def test_cmyk_without_a_profile_gets_a_note(photos: Path, inspect: Inspect) -> None:
    quarters().convert("CMYK").save(photos / "a.jpg")
    picture, (problem,) = inspect("a.jpg")
    assert picture is not None
    assert (problem.code, problem.severity) == ("P-202", Severity.NOTE)


@pytest.mark.parametrize("icc", [b"garbage", bytes(200)])
def test_a_broken_profile_gets_a_note(photos: Path, inspect: Inspect, icc: bytes) -> None:
    quarters().save(photos / "a.jpg", icc_profile=icc)
    picture, (problem,) = inspect("a.jpg")
    assert picture is not None
    assert problem.code == "P-202"


def test_a_picture_on_its_side_is_measured_upright(photos: Path, inspect: Inspect) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    quarters(640, 400).save(photos / "a.jpg", exif=exif)
    picture, problems = inspect("a.jpg")
    assert problems == ()
    assert picture is not None
    assert (picture.width_px, picture.height_px) == (400, 640)


@pytest.mark.parametrize("exif", [b"Exif\0\0garbage", b"Exif\0\0II*\0\xff\xff\xff\xff", b"\0"])
def test_damaged_exif_is_no_matter(photos: Path, inspect: Inspect, exif: bytes) -> None:
    quarters().save(photos / "a.jpg", exif=exif)
    picture, problems = inspect("a.jpg")
    assert problems == ()
    assert picture is not None


def test_every_use_of_a_bad_file_is_told(photos: Path) -> None:
    records = [record(Photo(file="gone.jpg"), slug=slug) for slug in ("one", "two")]
    pictures, problems = inspect_photos(records, photos)
    assert pictures == {}
    assert [problem.where.story for problem in problems] == ["one", "two"]


def test_two_focuses_of_one_file(photos: Path) -> None:
    quarters().save(photos / "a.jpg")
    records = [
        record(Photo(file="a.jpg"), slug="none"),
        record(Photo(file="a.jpg", focus=(0.2, 0.2)), slug="one"),
        record(Photo(file="a.jpg", focus=(0.8, 0.2)), slug="two"),
    ]
    pictures, problems = inspect_photos(records, photos)
    assert pictures["a.jpg"].focus == (0.2, 0.2)
    assert {problem.code for problem in problems} == {"P-203"}


def test_no_records_and_no_folder(photos: Path) -> None:
    assert inspect_photos([], photos / "none") == ({}, ())
    _, (problem,) = inspect_photos([record(Photo(file="a.jpg"))], photos / "none")
    assert problem.code == "P-101"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    form=st.sampled_from(["jpeg", "png", "webp", "tiff", "gif", "bmp"]),
    at=st.floats(0, 1),
    damage=st.binary(min_size=1, max_size=40),
)
def test_damage_anywhere_gives_a_picture_or_a_problem(
    photos: Path, inspect: Inspect, form: str, at: float, damage: bytes
) -> None:
    path = photos / f"a.{form}"
    noise(240, 160).save(path, format=form)
    content = path.read_bytes()
    # Squared, because most of what can go wrong is near the head.
    start = int(at * at * (len(content) - len(damage)))
    path.write_bytes(content[:start] + damage + content[start + len(damage) :])
    picture, problems = inspect(path.name)
    assert (picture is None) == any(each.severity is Severity.STOP for each in problems)


@pytest.mark.parametrize(("filed", "kept"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_name_whose_accents_are_stored_otherwise(
    filed: Literal["NFC", "NFD"], kept: Literal["NFC", "NFD"], photos: Path, inspect: Inspect
) -> None:
    path = photos / unicodedata.normalize(kept, "Café.jpg")
    quarters().save(path)
    picture, problems = inspect(unicodedata.normalize(filed, "Café.jpg"))
    assert problems == ()
    assert picture is not None
    assert Path(picture.path).samefile(path)


def test_a_picture_is_looked_at_once_as_long_as_its_bytes_are_the_same(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    look = inspection._looked_at

    def counted(file: str, path: Path) -> Look:
        looks.append(file)
        return look(file, path)

    monkeypatch.setattr(inspection, "_looked_at", counted)
    kept = KeptBy(Store(tmp_path / "cache", "look", Look))
    records = [record(Photo(file="a.jpg"), Photo(file="b.jpg"))]
    quarters().save(photos / "a.jpg")
    noise().save(photos / "b.jpg")
    nothing = inspect_photos(records, photos)
    for _ in range(2):
        assert inspect_photos(records, photos, kept) == nothing
    assert looks == ["a.jpg", "b.jpg"] * 2  # from nothing, and for the store
    quarters(400, 640).save(photos / "b.jpg")
    changed = inspect_photos(records, photos, kept)
    assert looks[4:] == ["b.jpg"]
    assert changed == inspect_photos(records, photos)


def test_a_picture_that_cannot_be_printed_is_told_again(photos: Path, tmp_path: Path) -> None:
    kept = KeptBy(Store(tmp_path / "cache", "look", Look))
    (photos / "a.jpg").write_bytes(b"no picture")
    first, again = (inspect_photos([record(Photo(file="a.jpg"))], photos, kept) for _ in range(2))
    assert first == again
    assert [problem.code for problem in again[1]] == ["P-103"]
