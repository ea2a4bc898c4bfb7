from pathlib import Path

import pytest

from epaper import places
from epaper.exceptions import LayoutError
from epaper.model import DropCapRule, Form
from epaper.places import fonts_dir, layouts_dir
from epaper.resources import layout_names, load_layout, read_layout

SMALL = """
name = "small"

[grid]
width_mm = 315
height_mm = 470
left_mm = 12
top_mm = 12
columns = 5
gutter_mm = 4.5
baseline_pt = 10.5
rows = 120

[kinds.front]
head_rows = 22
bands_pt = [[18], [14]]

[styles]
body = { family = "EP Text", size_pt = 8.8, leading_pt = 10.5, align = "justify" }
"""


def altered(folder: Path, *changes: tuple[str, str]) -> Path:
    """The small layout in a file, with texts replaced by others."""
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "small" / "layout.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


CAP = "[drop_cap]\n"
STYLED = '[styles]\ndrop-cap = { family = "EP Head" }'


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


def test_a_sound_file(tmp_path: Path) -> None:
    layout = read_layout(altered(tmp_path))
    assert layout.kinds["front"].bands_pt == ((18,), (14,))
    assert layout.styles["body"].name == "body"
    assert layout.drop_cap is None


def test_a_layout_says_which_stories_have_drop_caps(tmp_path: Path) -> None:
    layout = read_layout(altered(tmp_path, ("[styles]", f'{CAP}forms = ["column"]\n{STYLED}')))
    assert layout.drop_cap == DropCapRule(lines=3, forms=(Form.COLUMN,), words=1000)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    said = faults(
        altered(
            tmp_path,
            ("columns = 5\n", 'columns = "five"\ncolums = 5\n'),
            ("height_mm = 470", "height_mm = []"),
        )
    )
    assert "3 faults" in said
    assert "grid.columns: " in said
    assert "grid.colums is not known" in said
    assert "grid.height_mm: " in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rows = 120\n", "", "grid.rows is missing"),
        ("rows = 120\n", "rows = 200\n", "200 rows end below the page"),
        ("rows = 120\n", "rows = 0\n", "must be more than 0"),
        ("width_mm = 315", "width_mm = inf", "sizes, columns and rows must be"),
        ("gutter_mm = 4.5", "gutter_mm = 90", "5 of 0 mm each"),
        ("head_rows = 22", "head_rows = 120", "kinds.front: furniture takes "),
        ("[[18], [14]]", "[[18], []]", "kinds.front.bands_pt"),
        ('name = "small"', 'name = "tabloid"', "name is 'tabloid'"),
        ('align = "justify"', 'align = "middle"', "styles.body.align"),
        ("[grid]", "[grid", "is not TOML"),
        ("[styles]", "[drop_cap]\n[styles]", "drop_cap: there is no style 'drop-cap' to set it in"),
        ("[styles]", f"{CAP}lines = 7\n{STYLED}", "drop_cap.lines: 7 is not from 2 to 6"),
        ("[styles]", f"{CAP}lines = 1\n{STYLED}", "drop_cap.lines: 1 is not from 2 to 6"),
        ("[styles]", f"{CAP}lines = 2.5\n{STYLED}", "drop_cap.lines: "),
        ("[styles]", f"{CAP}line = 3\n{STYLED}", "drop_cap.line is not known"),
        ("[styles]", f"{CAP}words = -1\n{STYLED}", "drop_cap.words: must be 0"),
        ("[styles]", f'{CAP}forms = ["essay"]\n{STYLED}', "drop_cap.forms.0: "),
        ("[styles]", f'{CAP}forms = ["brief"]\n{STYLED}', "'brief' stands under a common head"),
        (
            "[styles]",
            CAP + STYLED.replace("}", ", size_pt = 30 }"),
            "styles.drop-cap.size_pt: leave",
        ),
    ],
)
def test_one_fault(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in faults(altered(tmp_path, (old, new)))


NOTE = 'note = { family = "EP Sans", size_pt = 7.4 }'


def test_codes_are_off_unless_the_layout_wants_them(tmp_path: Path) -> None:
    assert all(load_layout(name).code is None for name in layout_names())
    layout = read_layout(
        altered(tmp_path, ("[styles]", f"[code]\nsize_mm = 16\n\n[styles]\n{NOTE}"))
    )
    assert layout.code is not None
    assert layout.code.size_mm == 16


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("size_mm = 11.9", "code.size_mm: 11.9 is not from 12 to 27.3, half a column"),
        ("size_mm = 28", "code.size_mm: 28 is not from 12 to 27.3"),
        ("size_mm = nan", "code.size_mm: "),
        ('size_mm = "16"', "code.size_mm: "),
        ("", "code.size_mm is missing"),
        ("size_mm = 16\nsize = 16", "code.size is not known"),
    ],
)
def test_a_wrong_wish_for_codes(tmp_path: Path, table: str, said: str) -> None:
    change = ("[styles]", f"[code]\n{table}\n\n[styles]\n{NOTE}")
    assert said in faults(altered(tmp_path, change))


def test_codes_need_the_style_of_the_words_beside_them(tmp_path: Path) -> None:
    change = ("[styles]", "[code]\nsize_mm = 16\n\n[styles]")
    assert "styles.note is missing" in faults(altered(tmp_path, change))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be read" in faults(tmp_path / "small" / "layout.toml")


def test_an_installed_wheel_carries_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_data" / "layouts").mkdir(parents=True)
    monkeypatch.setattr(places, "_PACKAGE", tmp_path)
    assert layouts_dir() == tmp_path / "_data" / "layouts"
    assert layout_names() == ()
