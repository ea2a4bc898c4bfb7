"""Advertisements that are booked run: beside copy, on a page of their own, or on another page."""

import pytest

from epaper.makeup import Copy, Job, make_up
from epaper.model import AdSetting, Advertisement, DayOrders, Layout, Plan, RuleFrame
from epaper.resources import layout_names, load_layout
from tests.makeup.made_up import DAY, PAPER, block, day_copy, whole

FORMATS = layout_names()


def ad(name: str, columns: int, height_mm: float, page: int = 0) -> AdSetting:
    wanted = Advertisement(name=name, text="Tea", columns=columns, height_mm=height_mm, page=page)
    words = block(12, 20, 150, "ad", 22)
    return AdSetting(advertisement=wanted, columns=columns, height_mm=height_mm, text=words)


def whole_page(layout: Layout, name: str = "Whole", page: int = 0) -> AdSetting:
    """As large as an inside page takes."""
    inside = layout.kinds["inside"]
    rows = layout.grid.rows - inside.head_rows - inside.foot_rows - 2
    return ad(name, layout.grid.columns, rows * layout.grid.row_mm, page)


def planned(layout: Layout, rows: list[int], *ads: AdSetting, pages: int = 0) -> Plan:
    copy = day_copy(layout, rows, 3)
    made = Copy(
        stories=copy.stories, galleys=copy.galleys, notices=copy.notices, advertisements=ads
    )
    return make_up(
        Job(
            copy=made,
            day=DAY,
            paper=PAPER,
            layout=layout,
            name_em=8.0,
            orders=DayOrders(pages=pages),
        ),
        whole,
    )


def panels(plan: Plan) -> list[tuple[int, RuleFrame]]:
    return [
        (dummy.number, frame)
        for dummy in plan.dummies
        for frame in dummy.frames
        if isinstance(frame, RuleFrame) and frame.kind == "ad-panel"
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_an_advertisement_as_large_as_a_page_has_one(name: str) -> None:
    rows = [40] if name == "berliner" else [60, 120, 90]
    layout = load_layout(name)
    plan = planned(layout, rows, whole_page(layout))
    ((page, panel),) = panels(plan)
    assert page > 1
    assert panel.rect.w_mm == pytest.approx(layout.grid.live_width_mm)
    (dummy,) = (d for d in plan.dummies if d.number == page)
    assert not dummy.areas  # no story beside it
    assert not [p for p in plan.problems if p.code in ("M-101", "M-103")]


@pytest.mark.parametrize("name", ["a4", "tabloid", "tablet"])
def test_every_advertisement_runs_and_another_page_than_asked_is_told(name: str) -> None:
    layout = load_layout(name)
    wide = layout.grid.columns
    ads = (
        ad("front", min(2, wide), 120.0, page=1),
        ad("strip", wide, 60.0, page=3),
        ad("tall", 1, 150.0),
        whole_page(layout, page=2),
        ad("late", min(2, wide), 100.0, page=-1),
    )
    plan = planned(layout, [70, 60], *ads)
    found = panels(plan)
    assert len(found) == len(ads)
    assert not [p for p in plan.problems if p.code == "M-101"]
    assert not [p for p in plan.problems if "no room" in p.message]


def test_a_page_of_advertising_counts_among_the_pages_that_the_desk_wants() -> None:
    layout = load_layout("berliner")
    plan = planned(layout, [60, 120, 90, 150, 180, 70, 140, 110], whole_page(layout), pages=4)
    assert len(plan.dummies) == 4
    assert [page for page, _ in panels(plan)] == [3]  # before the last, which has the imprint


@pytest.mark.parametrize("share", [0.8, 1.0])
@pytest.mark.parametrize("name", FORMATS)
def test_where_an_advertisement_is_last_the_imprint_is_on_the_last_page_and_its_room_there(
    name: str, share: float
) -> None:
    layout = load_layout(name)
    inside = layout.kinds["inside"]
    rows = layout.grid.rows - inside.head_rows - inside.foot_rows - 2
    booked = ad("late", layout.grid.columns, share * rows * layout.grid.row_mm, page=-1)
    plan = planned(layout, [60, 120, 90, 150, 180, 70, 140, 110], booked)
    kinds = [dummy.kind for dummy in plan.dummies]
    assert kinds[-1] == "last"
    assert "last" not in kinds[:-1]
    told = [p for p in plan.problems if p.code == "M-103"]
    ((page, _),) = panels(plan)
    assert bool(told) == (page < len(kinds))
