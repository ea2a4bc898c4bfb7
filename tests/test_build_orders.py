"""The desk's say on its way through the build, as far as make-up."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

import epaper.build
import epaper.planning
from epaper.build import Built, Order, build_edition
from epaper.exceptions import DayError, EditionError
from epaper.makeup import Copy, Job
from epaper.model import At, Plan, Problem, Severity
from tests.archive.made_up import put_edition, put_paper

DAY = date(2026, 1, 5)
STARTER = Path(epaper.build.__file__).parent / "_starter"
ORDERS = """
lead = "choir-sings-the-phone-book"
kill = ["market-hall-reopens", "brief-library-late"]
no_jump = ["night-bus-returns"]
[pins]
herons-counted = 2
[[advertisement]]
name = "Rope"
picture = "rope.png"
columns = 1
height_mm = 60
[[advertisement]]
name = "Tea"
title = "Tea at four"
columns = 2
height_mm = 40
[[notice]]
title = "No paper on Monday"
text = "Monday is a holiday."
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """The starter paper with a day of orders; a killed record's photo is broken."""
    folder = tmp_path / "paper"
    shutil.copytree(STARTER, folder)
    day = folder / f"{DAY}"
    (day / "photos" / "market-hall.png").write_bytes(b"no picture")
    (day / "ads").mkdir()
    Image.new("RGB", (900, 900), "navy").save(day / "ads" / "rope.png")
    (day / "edition.toml").write_text(ORDERS, encoding="utf-8")
    return folder


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[Copy]:
    """What make-up was given; it makes nothing of it, and the build ends there."""
    given: list[Copy] = []

    def stop(job: Job, *_: object, **__: object) -> Plan:
        given.append(job.copy)
        fault = Problem(code="M-101", severity=Severity.STOP, where=At(), message="the end")
        return Plan(day=DAY, layout="a4", dummies=(), stories=(), problems=(fault,))

    monkeypatch.setattr(epaper.planning, "make_up", stop)
    return given


def build(paper: Path) -> tuple[Built, list[str]]:
    built = build_edition(Order(folder=paper, day=DAY, jobs=1, strict=True))
    return built, [problem.code for problem in built.problems]


def test_make_up_gets_what_the_desk_wants(paper: Path, copies: list[Copy]) -> None:
    built, codes = build(paper)
    (copy,) = copies
    stories = {story.slug: story for story in copy.stories}
    assert copy.stories[0].slug == "choir-sings-the-phone-book"
    assert stories["herons-counted"].pin == 2
    assert not stories["night-bus-returns"].jump
    assert "market-hall-reopens" not in stories
    assert [setting.advertisement.name for setting in copy.advertisements] == ["Rope", "Tea"]
    assert copy.advertisements[0].picture is not None
    title = copy.notices[0].forms[1][0].title
    assert title is not None
    assert title.lines[0].text.startswith("No paper")
    assert [code for code in codes if code != "T-104"] == ["D-101", "D-101", "M-101"]
    assert built.records == len(list((paper / f"{DAY}" / "articles").iterdir())) - 2


def test_a_fault_in_the_orders_stops_the_build_before_anything_is_set(
    paper: Path, copies: list[Copy]
) -> None:
    (paper / f"{DAY}" / "edition.toml").write_text('kil = ["herons-counted"]', encoding="utf-8")
    (paper / f"{DAY}" / "ads" / "rope.png").unlink()
    built, codes = build(paper)
    assert copies == []
    assert built.printed is None
    assert "W-603" in codes


def test_page_one_takes_the_advertisement_that_is_wanted_there(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    shutil.copytree(STARTER, folder)
    order = '[[advertisement]]\nname = "Tea"\ntitle = "Tea at four"\ncolumns = 2\n'
    order += "height_mm = 60\npage = 1\n"
    (folder / f"{DAY}" / "edition.toml").write_text(order, encoding="utf-8")
    built, codes = build(folder)
    assert built.printed is not None
    assert "M-103" not in codes


def test_a_draft_takes_no_published_edition_from_its_readers(tmp_path: Path) -> None:
    put_paper(tmp_path)
    put_edition(tmp_path, DAY)
    order = Order(folder=tmp_path, day=DAY, format="berliner", draft=True, jobs=1)
    with pytest.raises(EditionError, match="readers see an edition"):
        build_edition(order)
    put_edition(tmp_path, DAY, draft=True)
    with pytest.raises(DayError, match="no article"):  # past the shelf
        build_edition(order)
