"""A paper's own layouts: found, put over what they extend, refused with reasons, printed."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from epaper.build import Order, build_edition, check_day, proof_day
from epaper.cli import main
from epaper.exceptions import EditionError, LayoutError
from epaper.init import start_paper
from epaper.layout_faults import ON_GRID
from epaper.reader.addresses import format_name
from epaper.resources import layout_names, load_layout

DAY = date(2026, 1, 5)
EXAMPLES = Path(__file__).parents[1] / "docs" / "examples" / "layouts"
POINTS_AN_INCH = 72
SIZES_IN = {"us-letter": (8.5, 11), "us-tabloid": (11, 17)}


def own(paper: Path, text: str, name: str = "mine", sheet: str = "") -> Path:
    """A paper's own layout; the folder of the paper."""
    folder = paper / "layouts" / name
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text(text, encoding="utf-8")
    if sheet:
        (folder / f"{name}.css").write_text(sheet, encoding="utf-8")
    return paper


def refused(paper: Path, name: str = "mine") -> LayoutError:
    with pytest.raises(LayoutError) as caught:
        load_layout(name, paper)
    return caught.value


MINE = 'name = "mine"\nextends = "a4"\n'


def test_a_layout_is_what_it_extends_but_for_what_it_says(tmp_path: Path) -> None:
    text = (
        f"{MINE}[grid]\nrows = 72\n[kinds.front]\nstories = [2, 3]\n[styles.credit]\nsize_pt = 7\n"
    )
    mine, a4 = load_layout("mine", own(tmp_path, text)), load_layout("a4")
    assert mine.grid == replace(a4.grid, rows=72)
    assert mine.kinds["front"] == replace(a4.kinds["front"], stories=(2, 3))
    assert mine.styles["credit"] == replace(a4.styles["credit"], size_pt=7.0)
    assert {**mine.styles, "credit": None} == {**a4.styles, "credit": None}
    assert mine.scripts == a4.scripts


def test_styles_on_the_grid_go_with_it(tmp_path: Path) -> None:
    mine = load_layout("mine", own(tmp_path, f"{MINE}[grid]\nbaseline_pt = 11\nrows = 69\n"))
    assert {mine.styles[name].leading_pt for name in ON_GRID} == {11}
    assert mine.styles["standfirst"] == load_layout("a4").styles["standfirst"]


def test_the_papers_own_beats_the_packaged_one_and_may_extend_it(tmp_path: Path) -> None:
    paper = own(tmp_path, 'name = "a4"\nextends = "a4"\n[grid]\ngutter_mm = 4\n', "a4")
    assert load_layout("a4", paper).grid.gutter_mm == 4
    assert load_layout("a4").grid.gutter_mm == 5


def test_own_layouts_stand_among_those_there_are(tmp_path: Path) -> None:
    paper = own(tmp_path, MINE)
    own(paper, MINE, "No_Name")
    assert layout_names(paper) == tuple(sorted([*layout_names(), "mine"]))
    error = refused(paper, "mime")
    assert "did you mean mine?" in error.hint
    assert "layouts/mime/layout.toml" in error.hint


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../mine", "layouts/mine", "mine/", "MINE", "mine\n"]
)
def test_a_name_cannot_leave_the_folders(tmp_path: Path, name: str) -> None:
    paper = own(tmp_path / "paper", MINE)
    own(tmp_path, MINE.replace("mine", "outside"), "outside")
    assert "no layout" in str(refused(paper, name))
    with pytest.raises(EditionError, match="no format"):
        check_day(_started(tmp_path / "started"), DAY, name or "/")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "mine"\nextends = "a5"\n', "extends: 'a5' is not one of a4, berliner"),
        ('name = "mine"\nextends = 4\n', "extends: 4 is not one of"),
        ('name = "mine"\nextends = "../layouts/a4"\n', "extends: '../layouts/a4' is not one of"),
        (f"{MINE}[grid]\ncolums = 4\n", "grid.colums is not known (did you mean columns?)"),
        (
            f"{MINE}[styles.body]\nsize = 9\n",
            "styles.body.size is not known (did you mean size_pt?)",
        ),
        (f"{MINE}extend = 1\n", "extend is not known (did you mean extends?)"),
        (f'{MINE}sheet = "a{{}}"\n', "sheet is not known"),
        (f"{MINE}[grid]\nrows = 80\n", "80 rows end below the page, which has room for 76"),
        (f"{MINE}[grid]\nwidth_mm = 8.5\n", "grid.width_mm: 8.5 is not from 60 to 1500"),
        (f"{MINE}[grid]\nleft_mm = -3\n", "grid.left_mm: must be 0 or more"),
        (f"{MINE}[styles.body]\nleading_pt = 11\n", "styles.body.leading_pt: 11 is not the grid's"),
        (f"{MINE}[styles.body]\nsize_pt = -9\n", "styles.body: sizes, leading and indent"),
        (f"{MINE}[styles.headline]\nleading = 0\n", "styles.headline.leading: a factor"),
        (f"{MINE}[kinds.front]\nhead_rows = -1\n", "kinds.front: rows must be 0 or more"),
        (f"{MINE}[kinds.front]\nstories = [4, 2]\n", "kinds.front.stories: "),
        (f"{MINE}[kinds.last]\ndominant_columns = [4]\n", "4 is not from 1 to 3, the page's"),
        (f"{MINE}[kinds.last]\nbands_pt = [[18], [24]]\n", "no rank may have a larger size"),
        (f"{MINE}[kinds.last]\nbands_pt = [[1e9]]\n", "sizes are from 1 to 400 pt"),
        (f"{MINE}[kinds.back]\nhead_rows = 4\nbands_pt = [[18]]\n", "kinds.back is not known"),
        (f"{MINE}[kinds.frnt]\nhead_rows = 4\n", "kinds.frnt is not known (did you mean front?)"),
        (f"{MINE}[styles]\nbodyy = {{ size_pt = 9 }}\n", "bodyy is not known (did you mean body?)"),
        (f"{MINE}[styles]\nbody = {{ size_pt = 14 }}\n", "14 pt has no room in lines of 10.5 pt"),
        (f"{MINE}[styles]\nkicker = 7\n", "styles.kicker: it must be a table"),
        (f'{MINE}[styles]\nbody = {{ size_pt = "9" }}\n', "it must be a number, without quotes"),
        (f"{MINE}[kinds.front]\nstories = 3\n", "kinds.front.stories: it must be a list, in brack"),
        (f"{MINE}[grid]\ncolumns = 7\n", "grid.columns: 7 of 22 mm each, 30 mm are the least"),
        (f"{MINE}[kinds.front]\nhead_rows = 80\n", "furniture takes 105 of 73 rows"),
        ('name = "mine"\n[grid]\ncolumns = 3\n', 'or extends is: with extends = "a4"'),
        ('name = "mine"\n[grid]\n', "grid.width_mm is missing"),
        ("name = 'mine'\ngrid = [[[\n", "is not TOML"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    error = refused(own(tmp_path, text))
    assert str(error).startswith("layouts/mine/layout.toml ")
    assert said in str(error)


def test_what_is_wrong_in_a_table_without_a_name_is_told_once(tmp_path: Path) -> None:
    error = refused(own(tmp_path, f"{MINE}[kinds.frnt]\nhead_rows = 4\n"))
    assert "bands_pt" not in str(error)


def test_a_folder_whose_name_no_layout_can_have_is_told_so(tmp_path: Path) -> None:
    error = refused(own(tmp_path, MINE.replace("mine", "My_Mag"), "My_Mag"), "My_Mag")
    assert error.hint is not None
    assert error.hint.startswith("rename layouts/My_Mag")


def test_a_layout_of_its_own_has_all_that_an_edition_may_ask_for(tmp_path: Path) -> None:
    whole = Path(__file__).parents[1] / "layouts" / "a4" / "layout.toml"
    text = whole.read_text(encoding="utf-8").replace('name = "a4"', 'name = "mine"')
    bare = "".join(line for line in text.splitlines(True) if not line.startswith("byline = "))
    assert bare != text
    assert "styles.byline is missing" in str(refused(own(tmp_path, bare)))


def test_a_style_sheet_cannot_leave_its_place(tmp_path: Path) -> None:
    sheet = "p{}</style><script>alert(1)</script>"
    assert "mine.css is no style sheet" in str(refused(own(tmp_path, MINE, sheet=sheet)))


def _started(folder: Path) -> Path:
    start_paper(folder)
    return folder


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small made-up paper with the layouts of the examples."""
    folder = _started(tmp_path_factory.mktemp("own") / "paper")
    shutil.copytree(EXAMPLES, folder / "layouts")
    return folder


@pytest.mark.parametrize("name", sorted(SIZES_IN))
def test_the_examples_make_clean_pages_of_their_size(paper: Path, name: str) -> None:
    built = build_edition(Order(folder=paper, day=DAY, format=name, jobs=1))
    assert built.printed is not None
    assert not built.held_out
    document = pypdfium2.PdfDocument(built.printed.pdf)
    sizes_in = {tuple(side / POINTS_AN_INCH for side in page.get_size()) for page in document}
    assert [pytest.approx(SIZES_IN[name], abs=0.01)] == list(sizes_in)
    sheet, checked = proof_day(paper, DAY, name)
    assert sheet.parent == built.printed.folder
    assert checked.score.hard == 0
    assert checked.score.clean_pages == checked.score.pages == len(document)


def test_a_sheet_of_its_own_is_drawn_and_a_change_of_it_draws_anew(paper: Path) -> None:
    own(paper, MINE, sheet=".s-body{color:#111}")
    order = Order(folder=paper, day=DAY, format="mine", jobs=1)
    first, again = build_edition(order).printed, build_edition(order).printed
    assert first is not None
    assert again is not None
    assert (first.drawn, again.drawn) == (first.pages, 0)
    before = first.pdf.read_bytes()
    (paper / "layouts/mine/mine.css").write_text(".s-body{color:#a00}", encoding="utf-8")
    changed = build_edition(order).printed
    assert changed is not None
    assert changed.drawn == changed.pages
    assert changed.pdf.read_bytes() != before


def test_a_brace_left_open_in_a_sheet_costs_no_story(paper: Path) -> None:
    own(paper, MINE.replace("mine", "open"), "open", sheet=".s-kicker{color:#00a} p{{")
    built = build_edition(Order(folder=paper, day=DAY, format="open", jobs=1))
    assert built.printed is not None
    assert not built.held_out


def test_a_papers_toml_may_name_its_own_layout(tmp_path: Path) -> None:
    folder = own(_started(tmp_path / "paper"), MINE)
    toml = folder / "paper.toml"
    text = toml.read_text(encoding="utf-8").replace('format = "a4"', 'format = "mine"')
    toml.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["--paper", str(folder), "build", f"{DAY}", "--jobs", "1"])
    assert done.exit_code == 0, done.output
    names = sorted(path.name for path in (folder / f"{DAY}" / "out").iterdir())
    assert names == ["mine", "mine.pdf"]


def test_the_help_of_build_names_every_packaged_layout() -> None:
    told = " ".join(CliRunner().invoke(main, ["build", "--help"]).output.split())
    assert all(name in told for name in layout_names())


@pytest.mark.parametrize(
    ("layout", "told"),
    [("a4", "A4"), ("tabloid", "Tabloid"), ("us-letter", "US letter"), ("mine", "Mine")],
)
def test_readers_are_told_a_name_of_words(layout: str, told: str) -> None:
    assert format_name(layout) == told
