"""The desk's say: one fault each with its code and line; what goes against what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from epaper.model import (
    Advertisement,
    Block,
    BlockKind,
    DayOrders,
    Notice,
    Paper,
    Problem,
    Record,
    Severity,
    Span,
)
from epaper.wire.faults import CODES
from epaper.wire.order_fields import FiledAdvertisement, FiledOrders
from epaper.wire.orders import read_orders

from .conftest import DAY

DOCS = Path(__file__).parents[2] / "docs" / "edition-toml.md"
Orders = Callable[[str], tuple[DayOrders, tuple[Problem, ...]]]
SLUGS = ("ferry", "budget", "rovers", "seal")
WHOLE = """
pages = 8
pages_multiple = 4
lead = "ferry"
off_front = ["budget"]
no_jump = ["ferry", "rovers"]
kill = ["seal"]
hold = [1, 3]

[pins]
rovers = 6

[[advertisement]]
name = "Chandler"
picture = "rope.png"
columns = 2
height_mm = 80
page = "last"
position = "bottom"

[[advertisement]]
name = "Tea room"
title = "Tea at four"
text = "At the pilots' house."
columns = 1
height_mm = 60.5

[[notice]]
title = "Closed on Monday"
text = "We're back on Tuesday."
"""
AD = '[[advertisement]]\nname = "Tea"\ntitle = "Tea"\ncolumns = 1\nheight_mm = 60\n'
FAULTS = [
    ("W-602", 1, "pages = "),
    ("W-602", 2, "pages = 4\npages = 8"),
    ("W-602", 2, 'pages = 4\nlead = "ferry\n'),
    ("W-603", 2, 'lead = "ferry"\nkil = ["seal"]'),
    ("W-603", 6, AD + "hight_mm = 4"),
    ("W-603", 1, "[pin]\nferry = 1"),
    ("W-604", 1, 'pages = "8"'),
    ("W-604", 1, "pages = 0"),
    ("W-604", 1, "pages = 8.0"),
    ("W-604", 1, "pages = true"),
    ("W-604", 1, "pages_multiple = -4"),
    ("W-604", 1, 'lead = ["ferry"]'),
    ("W-604", 1, 'kill = "seal"'),
    ("W-604", 2, 'kill = ["seal",\n3]'),
    ("W-604", 1, "hold = 3"),
    ("W-604", 2, "hold = [1,\n0]"),
    ("W-604", 1, 'pins = "ferry"'),
    ("W-604", 2, '[pins]\nferry = "front"'),
    ("W-604", 1, 'notice = "Closed"'),
    ("W-604", 1, 'advertisement = ["Tea"]'),
    ("W-604", 1, '[notice]\ntitle = "x"\ntext = "y"'),
    ("W-604", 6, AD + "page = 0"),
    ("W-604", 6, AD + 'page = "first"'),
    ("W-604", 6, AD + 'position = "botom"'),
    ("W-604", 4, AD.replace("columns = 1", "columns = 1.5")),
    ("W-604", 5, AD.replace("60", '"60 mm"')),
    ("W-604", 5, AD.replace("60", "inf")),
    ("W-604", 5, AD.replace("60", "true")),
    ("W-605", 1, AD.replace("columns = 1\n", "")),
    ("W-605", 2, AD.replace('name = "Tea"', 'name = " "')),
    ("W-605", 1, '[[notice]]\ntitle = "Closed"'),
    ("W-606", 1, 'lead = "fery"'),
    ("W-606", 2, '[pins]\n"Ferry line" = 1'),
    ("W-606", 3, 'kill = [\n  "seal",\n  "sealed",\n]'),
    ("W-607", 2, 'kill = ["seal"]\nlead = "seal"'),
    ("W-607", 1, "pages = 6\npages_multiple = 4"),
    ("W-607", 2, "pages = 4\nhold = [9]"),
    ("W-608", 1, AD.replace('title = "Tea"', "")),
    ("W-608", 1, AD + 'picture = "rope.png"'),
    ("W-401", 3, AD.replace('title = "Tea"', 'picture = "../rope.png"')),
    ("W-402", 3, AD.replace('title = "Tea"', 'picture = "rop.png"')),
    ("W-604", 1, 'lead = "fer\\u202ery"'),
    ("W-102", 1, "pages = 6  # \u202e"),
]


@pytest.fixture
def orders(day_folder: Path, paper: Paper) -> Orders:
    """Reads an edition.toml of the test's own on a day with four records."""
    (day_folder / "ads").mkdir()
    (day_folder / "ads" / "rope.png").write_bytes(b"made up")
    records = [_record(slug) for slug in SLUGS]

    def read(text: str) -> tuple[DayOrders, tuple[Problem, ...]]:
        (day_folder / "edition.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
        return read_orders(day_folder.parent, DAY, paper, records)

    return read


def _record(slug: str) -> Record:
    body = (Block(kind=BlockKind.TEXT, spans=(Span(text="Words."),)),)
    return Record(slug=slug, file=f"{slug}.md", headline=slug, body=body)


def test_a_day_without_edition_toml_has_no_orders(tmp_path: Path, paper: Paper) -> None:
    assert read_orders(tmp_path, DAY, paper, []) == (DayOrders(), ())


def test_the_papers_page_multiple_holds_where_the_day_has_none(
    orders: Orders, paper: Paper, tmp_path: Path
) -> None:
    folded = replace(paper, pages_multiple=4)
    empty = tmp_path / "empty"
    assert read_orders(empty, DAY, folded, [])[0].pages_multiple == 4
    orders("pages = 6")
    read, problems = read_orders(tmp_path, DAY, folded, [])
    assert (read.pages, read.pages_multiple) == (8, 4)
    assert [problem.code for problem in problems] == ["W-607"]
    orders("pages = 6\npages_multiple = 2")
    assert read_orders(tmp_path, DAY, folded, []) == (DayOrders(pages=6, pages_multiple=2), ())
    orders("pages_multiple = 1")  # the day's own word, though it is what is usual
    assert read_orders(tmp_path, DAY, folded, []) == (DayOrders(), ())


def test_every_key(orders: Orders) -> None:
    read, problems = orders(WHOLE)
    assert problems == ()
    assert read == DayOrders(
        pages=8,
        pages_multiple=4,
        lead="ferry",
        pins={"rovers": 6},
        off_front=frozenset({"budget"}),
        no_jump=frozenset({"ferry", "rovers"}),
        kill=frozenset({"seal"}),
        hold=frozenset({1, 3}),
        advertisements=(
            Advertisement(
                name="Chandler",
                picture="rope.png",
                columns=2,
                height_mm=80,
                page=-1,
                position="bottom",
            ),
            Advertisement(
                name="Tea room",
                title="Tea at four",
                text="At the pilots’ house.",
                columns=1,
                height_mm=60.5,
            ),
        ),
        notices=(Notice(title="Closed on Monday", text="We’re back on Tuesday."),),
    )


@pytest.mark.parametrize(("code", "line", "text"), FAULTS)
def test_one_fault(code: str, line: int, text: str, orders: Orders) -> None:
    _, problems = orders(text)
    assert [(p.code, p.where.line) for p in problems] == [(code, line)]
    assert problems[0].where.file == f"{DAY}/edition.toml"
    assert problems[0].severity is CODES[code]
    assert problems[0].hint


def test_the_example_of_the_docs_is_right_and_names_every_key(
    day_folder: Path, paper: Paper
) -> None:
    page = DOCS.read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    (day_folder / "edition.toml").write_text(example, encoding="utf-8")
    (day_folder / "ads").mkdir()
    (day_folder / "ads" / "chandlery.png").write_bytes(b"made up")
    slugs = [*re.findall(r'"([a-z-]+)"\]? ', example), "harbour-pilots"]
    orders, problems = read_orders(day_folder.parent, DAY, paper, [_record(s) for s in slugs])
    assert problems == ()
    assert (orders.lead, len(orders.advertisements)) == ("ferry-line-reopens", 2)
    keys = {*FiledOrders.__dataclass_fields__, *FiledAdvertisement.__dataclass_fields__}
    assert keys <= set(re.findall(r"\w+", example))
    for key in keys:
        assert f"`{key}`" in page or f"[{key}]" in page


def test_every_code_is_tried_here() -> None:
    assert {code for code in CODES if code.startswith("W-6")} - {c for c, _, _ in FAULTS} == {
        "W-601"
    }


def test_all_faults_in_one_run_with_hints(orders: Orders) -> None:
    read, problems = orders(
        'lead = "fery"\nkil = ["seal"]\npages = "many"\noff_front = ["rovers", 3]\n'
        "[pins]\nrovers = 1\nbudjet = 2\n"
    )
    told = [(p.code, p.where.line, p.where.field) for p in problems]
    assert told == [
        ("W-606", 1, "lead"),
        ("W-603", 2, "kil"),
        ("W-604", 3, "pages"),
        ("W-604", 4, "off_front[2]"),
        ("W-606", 7, "pins.budjet"),
    ]
    hints = [p.hint for p in problems]
    assert hints[0] == "did you mean ferry?"
    assert hints[1] == "did you mean kill?"
    assert hints[4] == "did you mean budget?"
    assert read.pins == {"rovers": 1}


@pytest.mark.parametrize("data", [b"\xff\xfe", b'lead = "caf\xe9"', b"# " + b"x" * 1_100_000])
def test_unreadable(data: bytes, day_folder: Path, paper: Paper) -> None:
    (day_folder / "edition.toml").write_bytes(data)
    read, (problem,) = read_orders(day_folder.parent, DAY, paper, [])
    assert read == DayOrders()
    assert (problem.code, problem.severity) == ("W-601", Severity.STOP)


def test_no_file_but_a_folder_or_a_dead_link(day_folder: Path, paper: Paper) -> None:
    (day_folder / "edition.toml").mkdir()
    assert read_orders(day_folder.parent, DAY, paper, [])[1][0].code == "W-601"
    (day_folder / "edition.toml").rmdir()
    (day_folder / "edition.toml").symlink_to("nowhere")
    assert read_orders(day_folder.parent, DAY, paper, [])[1][0].code == "W-601"


@pytest.mark.parametrize(
    ("text", "field", "kept"),
    [
        ('kill = ["ferry"]\nlead = "ferry"', "lead", {"kill": {"ferry"}}),
        ('kill = ["ferry"]\noff_front = ["ferry"]', "off_front[1]", {"kill": {"ferry"}}),
        ('kill = ["ferry"]\nno_jump = ["seal", "ferry"]', "no_jump[2]", {"no_jump": {"seal"}}),
        ('kill = ["ferry"]\n[pins]\nferry = 2', "pins.ferry", {"pins": {}}),
        ('lead = "ferry"\noff_front = ["ferry"]', "off_front[1]", {"lead": "ferry"}),
        ('lead = "ferry"\n[pins]\nferry = 2', "pins.ferry", {"lead": "ferry", "pins": {}}),
        ('off_front = ["ferry"]\n[pins]\nferry = 1', "pins.ferry", {"off_front": {"ferry"}}),
        ("pages = 4\n[pins]\nferry = 5", "pins.ferry", {"pages": 4, "pins": {}}),
        ("pages = 6\npages_multiple = 4\n[pins]\nferry = 8", "pages", {"pages": 8}),
    ],
)
def test_the_stricter_order_is_followed(
    text: str, field: str, kept: dict[str, object], orders: Orders
) -> None:
    read, (problem,) = orders(text)
    assert (problem.code, problem.where.field) == ("W-607", field)
    for name, value in kept.items():
        assert getattr(read, name) == value


@pytest.mark.parametrize(
    "text",
    [
        'lead = "ferry"\n[pins]\nferry = 1',
        'off_front = ["ferry"]\n[pins]\nferry = 2',
        'no_jump = ["ferry"]\nlead = "ferry"',
        "pages = 8\npages_multiple = 4\n[pins]\nferry = 8",
        "",
    ],
)
def test_orders_that_go_together(text: str, orders: Orders) -> None:
    assert orders(text)[1] == ()


def test_an_advertisement_on_a_page_that_is_not_runs_elsewhere(orders: Orders) -> None:
    read, (problem,) = orders("pages = 4\n" + AD + "page = 5")
    assert read.advertisements[0].page == 0
    assert (problem.code, problem.where.field) == ("W-607", "advertisement[1].page")


def test_advertisement_pictures_stay_in_ads(orders: Orders) -> None:
    ad = AD.replace('title = "Tea"', 'picture = "{}"')
    for file in ("../photos/ferry.jpg", "/etc/passwd", "C:\\\\rope.png"):
        read, (problem,) = orders(ad.format(file))
        assert (problem.code, problem.where.line) == ("W-401", 3)
        assert read.advertisements == ()
    assert orders(ad.format("rop.png"))[1][0].hint == "did you mean rope.png?"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("[]{}\"'=,.#\n 8ab\\"), max_size=60))
def test_whatever_is_in_it_is_a_problem_and_no_error(orders: Orders, text: str) -> None:
    for problem in orders(text)[1]:
        assert problem.code in CODES
        assert 0 <= problem.where.line <= text.count("\n") + 1
