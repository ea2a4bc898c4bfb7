from pathlib import Path

import pytest

from epaper import resources
from epaper.exceptions import LayoutError
from epaper.resources import (
    fonts_dir,
    layout_names,
    layouts_dir,
    load_layout,
    read_layout,
)

BERLINER = layouts_dir() / "berliner" / "layout.toml"


def altered(folder: Path, old: str, new: str) -> Path:
    """A copy of the berliner's layout.toml with `old` replaced by `new`."""
    text = BERLINER.read_text(encoding="utf-8")
    assert old in text
    path = folder / "berliner" / "layout.toml"
    path.parent.mkdir()
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def faults(path: Path) -> str:
    with pytest.raises(LayoutError) as caught:
        read_layout(path)
    return str(caught.value)


@pytest.mark.parametrize("name", layout_names())
def test_every_layout_is_sound(name: str) -> None:
    layout = load_layout(name)
    assert layout.name == name
    assert {"front", "inside", "last"} <= set(layout.kinds)
    assert all(style.name == key for key, style in layout.styles.items())


def test_the_berliner_has_the_columns_it_says() -> None:
    assert load_layout("berliner").grid.column_mm == pytest.approx(54.6)


def test_fonts_are_found() -> None:
    assert list(fonts_dir().glob("*/*.ttf"))


def test_an_unknown_layout_names_the_known_ones() -> None:
    with pytest.raises(LayoutError, match="no layout 'b3'") as caught:
        load_layout("b3")
    assert "a4, berliner" in caught.value.hint


@pytest.mark.parametrize("name", ["", "..", "../layouts/berliner", "berliner/"])
def test_a_name_cannot_leave_the_folder(name: str) -> None:
    with pytest.raises(LayoutError, match="no layout"):
        load_layout(name)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = altered(tmp_path, "columns = 5\n", 'columns = "five"\ncolums = 5\n')
    path.write_text(
        path.read_text(encoding="utf-8").replace("min_leg_rows = 14", "min_leg_rows = 1.5")
    )
    said = faults(path)
    assert "3 faults" in said
    assert "grid.columns: " in said
    assert "grid.colums is not known" in said
    assert "min_leg_rows: " in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rows = 120\n", "", "grid.rows is missing"),
        ("rows = 120\n", "rows = 200\n", "200 rows end below the page"),
        ("rows = 120\n", "rows = 0\n", "must be more than 0"),
        ("width_mm = 315", "width_mm = inf", "sizes, columns and rows must be"),
        ("gutter_mm = 4.5", "gutter_mm = 90", "no room for columns"),
        ("head_rows = 22", "head_rows = 119", "kinds.front: furniture leaves no rows"),
        ("[[60, 72, 54, 48], [36], [30], [24]]", "[[60], []]", "kinds.front.bands_pt"),
        ('name = "berliner"', 'name = "tabloid"', "name is 'tabloid'"),
        ('align = "justify"', 'align = "middle"', "styles.body.align"),
        ("[grid]", "[grid", "is not TOML"),
    ],
)
def test_one_fault(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in faults(altered(tmp_path, old, new))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be read" in faults(tmp_path / "berliner" / "layout.toml")


def test_an_installed_wheel_carries_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_data" / "layouts").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert layouts_dir() == tmp_path / "_data" / "layouts"
    assert layout_names() == ()
