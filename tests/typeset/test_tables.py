from itertools import pairwise

from epaper.model import Table, TableSetting
from epaper.typeset.stick import Stick
from epaper.typeset.tables import GAP_PT, TIGHT_GAP_PT, set_tables
from tests.typeset.copy import fonts, layout

LEAGUE = Table(
    title="First division",
    columns=("", "Club", "P", "GD", "Pts"),
    rows=(("1", "Ellery Rovers", "20", "+21", "43"), ("2", "Harrow Sound Town", "20", "−3", "9")),
    note="Top two go up.",
)


def set_table(table: Table) -> dict[int, TableSetting]:
    return set_tables(table, Stick(layout(), fonts(), "en-GB"))


def test_a_small_table_fits_one_column_and_two() -> None:
    settings = set_table(LEAGUE)
    assert set(settings) == {1, 2}
    for span, setting in settings.items():
        width = layout().grid.span_pt(span)
        for row in (setting.head, *setting.rows):
            assert abs(row[-1].x_pt + row[-1].width_pt - width) < 0.01
            for cell, after in pairwise(row):
                gap = after.x_pt - cell.x_pt - cell.width_pt
                assert TIGHT_GAP_PT - 0.01 <= gap <= GAP_PT + 0.01
            for cell in row:
                assert all(x.width_pt <= cell.width_pt + 0.03 for x in cell.block.lines)
        assert setting.total_rows == 1 + 1 + setting.head_rows + sum(setting.row_heights)


def test_numbers_stand_at_the_right_words_at_the_left() -> None:
    row = set_table(LEAGUE)[2].rows[0]
    assert [cell.align for cell in row] == ["right", "left", "right", "right", "right"]
    assert row[0].width_pt < 20  # a place number stays beside its club


def test_long_cells_are_wrapped_and_their_row_grows() -> None:
    table = Table(columns=("Day", "Where"), rows=(("Monday", "the hall of the old school " * 4),))
    setting = set_table(table)[1]
    assert setting.row_heights[0] == len(setting.rows[0][1].block.lines) > 1
    assert setting.title is None
    assert setting.note is None


def test_a_wide_table_goes_to_the_first_width_where_it_fits() -> None:
    columns = tuple(f"Constituency{n}" for n in range(9))
    settings = set_table(Table(columns=columns, rows=(columns,)))
    (span,) = settings
    assert span > 2


def test_a_table_that_fits_nowhere_is_set_at_full_width_without_losing_a_letter() -> None:
    word = "Bundesverfassungsgericht"
    columns = tuple(f"{word}{n}" for n in range(16))
    setting = set_table(Table(columns=columns, rows=(columns,)))[5]
    for cell, text in zip(setting.rows[0], columns, strict=True):
        assert "".join(line.text for line in cell.block.lines) == text


def test_a_table_without_heads_has_no_head_rows() -> None:
    setting = set_table(Table(columns=("", ""), rows=(("a", "1"), ("", "2"))))[1]
    assert setting.head_rows == 0
    assert setting.head == ()
    assert setting.row_heights == (1, 1)


def test_hyphens_before_figures_become_minus_signs_in_columns_of_numbers_only() -> None:
    table = Table(
        columns=("Name", "Change", "Route"),
        rows=(("Cod", "-0.6", "9-12"), ("-5 Club", "–£4", "-7a")),
    )
    cells = [[cell.block.lines[0].text for cell in row] for row in set_table(table)[2].rows]
    assert cells == [["Cod", "−0.6", "9-12"], ["-5 Club", "−£4", "-7a"]]
    none = Table(columns=("A", "B"), rows=(("x", "-"), ("y", "-3")))
    assert [row[1].block.lines[0].text for row in set_table(none)[1].rows] == ["-", "−3"]


def many(columns: int, rows: int, cell: str = "word") -> Table:
    """A table of so many columns, each cell told from the others."""
    heads = tuple(f"H{n}" for n in range(columns))
    return Table(
        columns=heads,
        rows=tuple(tuple(f"{cell} {r}.{n}" for n in range(columns)) for r in range(rows)),
    )


def test_rows_of_a_hundred_columns_are_folded_with_no_word_split() -> None:
    table = many(100, 3)
    (setting,) = set_table(table).values()
    for cells, texts in ((setting.head, table.columns), (setting.rows[1], table.rows[1])):
        printed = [" ".join(line.text for line in cell.block.lines) for cell in cells]
        assert printed == list(texts)
        assert len({cell.drop_rows for cell in cells}) > 1
        places = sorted((cell.drop_rows, cell.x_pt) for cell in cells)
        assert places == [(cell.drop_rows, cell.x_pt) for cell in cells]  # read from top to foot
    lines = {cell.x_pt for cell in setting.head}
    assert {cell.x_pt for cell in setting.rows[0]} == lines  # cells stand under their heads
    assert setting.row_heights[0] > max(cell.drop_rows for cell in setting.rows[0])


def test_a_word_longer_than_its_column_leaves_the_short_ones_whole() -> None:
    table = Table(columns=("No", "Address", "Day"), rows=(("12", "x" * 400, "Monday"),))
    (setting,) = set_table(table).values()
    first, _, last = setting.rows[0]
    assert [line.text for line in first.block.lines] == ["12"]
    assert [line.text for line in last.block.lines] == ["Monday"]


def test_a_long_table_has_a_width_that_goes_into_the_page() -> None:
    settings = set_table(many(4, 300, "Constituency"))
    assert any(layout().grid.columns % span == 0 for span in settings)
