"""Pictures of advertisements: the checks of photos, and whether they suit their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.darkroom import inspect_advertisements
from epaper.model import Advertisement, Grid, Picture, Problem, Severity
from tests.darkroom.made import quarters

FILE = "2026-02-04/edition.toml"
GRID = Grid(
    width_mm=120,
    height_mm=200,
    left_mm=10,
    top_mm=10,
    columns=2,
    gutter_mm=4,
    baseline_pt=10,
    rows=50,
)


def ad(file: str, columns: int = 1, height_mm: float = 48) -> Advertisement:
    return Advertisement(name="Rope", picture=file, columns=columns, height_mm=height_mm)


@pytest.fixture
def ads(tmp_path: Path) -> Path:
    folder = tmp_path / "ads"
    folder.mkdir()
    quarters(480, 480).save(folder / "rope.png")
    (folder / "torn.png").write_bytes((folder / "rope.png").read_bytes()[:90])
    return folder


def look(ads: Path, *wanted: Advertisement) -> tuple[dict[str, Picture], list[Problem]]:
    pictures, problems = inspect_advertisements(wanted, ads, FILE, GRID)
    return dict(pictures), list(problems)


def test_a_picture_of_the_shape_of_its_place(ads: Path) -> None:
    pictures, problems = look(ads, ad("rope.png"))
    assert pictures["rope.png"].width_px == 480
    assert problems == []


def test_words_have_no_picture_to_look_at(ads: Path) -> None:
    words = Advertisement(name="Tea", title="Tea", columns=1, height_mm=40)
    assert look(ads, words) == ({}, [])


@pytest.mark.parametrize(
    ("file", "code"), [("gone.png", "P-101"), ("torn.png", "P-104"), ("../a.png", "P-102")]
)
def test_what_cannot_be_printed_stops(file: str, code: str, ads: Path) -> None:
    pictures, (problem,) = look(ads, ad("rope.png"), ad(file))
    assert list(pictures) == ["rope.png"]
    assert (problem.code, problem.severity) == (code, Severity.STOP)
    assert (problem.where.file, problem.where.field) == (FILE, "advertisement[2].picture")


@pytest.mark.parametrize(("height_mm", "where"), [(96, "under it"), (24, "at its sides")])
def test_another_shape_is_told(height_mm: float, where: str, ads: Path) -> None:
    _, (problem,) = look(ads, ad("rope.png", height_mm=height_mm))
    assert problem.code == "P-204"
    assert where in problem.message
    assert problem.hint.endswith("48 mm high")


def test_a_coarse_picture_is_told(ads: Path) -> None:
    _, (problem,) = look(ads, ad("rope.png", columns=2, height_mm=100))
    assert (problem.code, problem.severity) == ("P-205", Severity.WARN)
    assert "122 dpi" in problem.message
