"""The masthead fits its rows, whatever the paper's name."""

import pytest

from epaper.language.phrases import Phrases
from epaper.makeup.frames.furniture import Furniture
from epaper.model import Layout
from epaper.resources import load_layout
from tests.makeup.made_up import DAY, PAPER

FORMATS = ("berliner", "a4")


def furniture(layout: Layout, name_em: float = 6.8) -> Furniture:
    return Furniture(
        paper=PAPER,
        day=DAY,
        grid=layout.grid,
        phrases=Phrases("en-GB"),
        name_em=name_em,
        page_count=8,
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("name_em", [2.0, 6.8, 20.0])
def test_the_nameplate_fits_its_rows_and_its_width(name: str, name_em: float) -> None:
    layout = load_layout(name)
    kind = layout.kinds["front"]
    text = furniture(layout, name_em).masthead(kind).text
    size_pt = float(text["name_size_pt"])
    assert size_pt * name_em <= layout.grid.span_pt(layout.grid.columns) * 0.91
    assert size_pt * 0.8 < (kind.head_rows - 6) * layout.grid.baseline_pt
    if name_em == 6.8:  # a name of four words fills the page
        assert size_pt * name_em > layout.grid.span_pt(layout.grid.columns) * 0.8


@pytest.mark.parametrize(
    ("section", "has"),
    [
        ("News", ("paper", "date")),
        ("Национальные новости и экономика", ("date",)),
        ("Ein sehr langer Name eines Ressorts, der fast die Seite füllt", ()),
    ],
)
def test_the_running_line_gives_way_to_a_wide_flag(section: str, has: tuple[str, ...]) -> None:
    """What stands beside the flag has room there: else the name goes, then the date."""
    layout = load_layout("a4")
    text = furniture(layout).folio(4, [section], layout.kinds["inside"]).text
    assert text["section"] == section
    assert tuple(part for part in ("paper", "date") if text[part]) == has
