"""What is measured: paragraphs, spacing, holes, white; and what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.check import check_edition, inspect_edition
from epaper.check.facts import read_facts
from epaper.check.full import largest_hole, largest_rectangle, white_share
from epaper.check.legs import all_lines, read_legs
from epaper.check.pages import read_pages
from epaper.exceptions import EditionError
from epaper.model import Block, BlockKind, Record, Severity, Span

from .dress import EM
from .editions import BROKEN, BROKEN_LEG, clean, first_leg, frame, rest, story
from .made_up import Edition, Page, usual
from .sheet import BODY_PT, ROW_MM, WIDE

CODE_ROWS = 5


def tokens_read(folder: Path) -> str:
    """The lead's first leg as the check reads it, in the tokens it was made of."""
    facts = read_facts(folder)
    parts = read_legs(read_pages(facts, folder), facts)
    lines = parts["lead"][0].legs[0].lines
    return "".join(
        "H" if x.head else "S" if x.starts else "E" if x.ends else "-" if x.split else "m"
        for x in lines
    )


@pytest.mark.parametrize("tokens", [usual(29), "SmmmE.HSmmE" + usual(18), "S--mE" + usual(24)])
def test_paragraphs_are_found_by_indent_and_type(tokens: str, tmp_path: Path) -> None:
    pages = clean()
    first_leg(tokens)(pages)
    wanted = tokens.replace(".", "")
    assert tokens_read(Edition(pages).write(tmp_path)) == wanted


def test_word_and_letter_space_are_those_drawn(tmp_path: Path) -> None:
    pages = clean()
    first_leg("SxmwE" + usual(24))(pages)
    folder = Edition(pages).write(tmp_path)
    facts = read_facts(folder)
    lines = list(all_lines(read_legs(read_pages(facts, folder), facts)["lead"]))
    spaced, plain, wide = lines[1:4]
    assert spaced.spacing.letter == pytest.approx(0.03, abs=0.002)
    assert plain.spacing.letter == pytest.approx(0.0, abs=0.002)
    drawn = wide.drawn
    gaps = wide.text.count(" ")
    free = facts.pages[0].frames[-1].w_mm / 25.4 * 72 - len(wide.text) * EM * BODY_PT
    assert drawn.size_pt == pytest.approx(BODY_PT, abs=0.01)
    assert wide.spacing.word == pytest.approx(1 + free / gaps / (EM * BODY_PT), abs=0.05)


@given(st.lists(st.lists(st.booleans(), min_size=7, max_size=7), min_size=1, max_size=9))
def test_the_largest_rectangle_is_found(rows: list[list[bool]]) -> None:
    used = np.array(rows)
    x, y, w, h = largest_rectangle(used, 2)
    assert not used[y : y + h, x : x + w].any()
    sizes = [
        (right - left) * (bottom - top)
        for top in range(len(rows))
        for bottom in range(top + 2, len(rows) + 1)
        for left in range(7)
        for right in range(left + 2, 8)
        if not used[top:bottom, left:right].any()
    ]
    assert w * h == max(sizes, default=0)


def test_white_is_what_last_lines_leave(tmp_path: Path) -> None:
    """Four lines in five are full; a fifth of each column's rows has `end_fill` of its width."""
    shares = []
    for fill in (0.9, 0.5):
        pages = clean()
        for page in pages:
            for one in page.stories:
                one.end_fill = fill
        folder = tmp_path / str(fill)
        folder.mkdir()
        facts = read_facts(Edition(pages).write(folder))
        shares.append(white_share(read_pages(facts, folder)[1], facts))
    assert 0.02 < shares[0] < 0.06
    assert shares[1] - shares[0] == pytest.approx(0.4 / 5 * 0.75, abs=0.02)


def test_a_story_over_three_pages_jumps_twice(tmp_path: Path) -> None:
    pages = clean()
    more = rest(4, 4, 66, ("Boats leave at dawn again and again",))
    more.label = "From page 2"
    more.legs = {place: usual(30) + ".H" + usual(31) for place in range(4)}
    pages.append(Page([more], kind="last"))
    pages[1].extra = [("Continued on page 3", 12.0, 12.0, 7.6)]
    pages[1].frames = [frame("jump-line", "lead", 0)]
    found = [p for p in check_edition(Edition(pages).write(tmp_path)) if p.code == "C-110"]
    assert [p.severity for p in found] == [Severity.STOP]
    assert "pages 1, 2, 3" in found[0].message


def test_a_story_larger_than_a_page_may_go_on(tmp_path: Path) -> None:
    pages = clean()
    middle = rest(4, 4, 66, ("Boats leave at dawn again and again",))
    middle.legs = {place: usual(30) + ".H" + usual(31) for place in range(4)}
    pages.insert(1, Page([middle], kind="inside"))
    pages[1].extra = [("Continued on page 3", 12.0, 12.0, 7.6)]
    pages[1].frames = [frame("jump-line", "lead", 0)]
    pages[2].stories[1].label = "From page 2"
    found = [p for p in check_edition(Edition(pages).write(tmp_path)) if p.code == "C-110"]
    assert [p.severity for p in found] == [Severity.WARN]


def test_a_hyphen_of_the_words_own_is_no_split(tmp_path: Path) -> None:
    """As in two- and three-day: the records tell."""
    pages = clean()
    BROKEN["C-107"](pages)
    made = Edition(pages)
    folder = made.write(tmp_path)
    body = " ".join(made.bodies["lead"])
    span = Span(text=body)
    record = Record(
        slug="lead",
        file="lead.md",
        headline="Boats at dawn",
        body=(Block(kind=BlockKind.TEXT, spans=(span,)),),
    )
    assert "C-107" in {p.code for p in check_edition(folder)}
    assert "C-107" not in {p.code for p in check_edition(folder, [record])}


def test_a_picture_below_100_dpi_is_said_to_be(tmp_path: Path) -> None:
    pages = clean()
    story("lead", dpi=90.0)(pages)
    (problem,) = check_edition(Edition(pages).write(tmp_path))
    assert problem.code == "C-114"
    assert "never below 100" in problem.message


def test_captions_and_body_may_be_small_off_newspaper_formats(tmp_path: Path) -> None:
    pages = clean()
    story("stone", body_pt=7.5)(pages)
    folder = Edition(pages).write(tmp_path)
    path = folder / "edition.json"
    data = json.loads(path.read_text())
    data["trim"]["width_mm"] = 249.0
    path.write_text(json.dumps(data))
    assert "C-112" not in {problem.code for problem in check_edition(folder)}


def test_the_score_is_one_line(tmp_path: Path) -> None:
    pages = clean()
    story("lead", dpi=140.0, legs={1: BROKEN_LEG})(pages)
    checked = inspect_edition(Edition(pages).write(tmp_path))
    assert str(checked.score).startswith("2 pages, 1 clean, largest hole 0.")
    assert (checked.score.hard, checked.score.soft) == (1, 0)


def test_the_same_edition_gives_the_same_findings(tmp_path: Path) -> None:
    pages = clean()
    for code in ("dpi", "cutline_pt"):
        story("lead", **{code: 6.0})(pages)
    folder = Edition(pages).write(tmp_path)
    assert check_edition(folder) == check_edition(folder)


def test_no_edition_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="no edition in"):
        check_edition(tmp_path)


def test_a_broken_manifest_is_told_plainly(tmp_path: Path) -> None:
    folder = Edition(clean()).write(tmp_path)
    path = folder / "edition.json"
    data = json.loads(path.read_text())
    del data["grid"]["rows"]
    path.write_text(json.dumps(data))
    with pytest.raises(EditionError, match=r"grid\.rows"):
        check_edition(folder)
    path.write_text("{")
    with pytest.raises(EditionError, match="cannot be read"):
        check_edition(folder)


def test_another_pdf_is_told_plainly(tmp_path: Path) -> None:
    folder = Edition(clean()).write(tmp_path)
    Edition(clean()[:1]).write(tmp_path)
    other = (folder / "made-up.pdf").read_bytes()
    Edition(clean()).write(tmp_path)
    (folder / "made-up.pdf").write_bytes(other)
    with pytest.raises(EditionError, match="has 1 pages"):
        check_edition(folder)
    (folder / "made-up.pdf").unlink()
    with pytest.raises(EditionError, match="cannot be read"):
        check_edition(folder)


def test_a_code_at_a_legs_foot_is_part_of_the_leg(tmp_path: Path) -> None:
    """It covers its place as well: without it the leg is short, and under it is a hole."""
    for coded in (True, False):
        pages = clean()
        ferry = pages[1].stories[0]
        ferry.short = {ferry.span - 1: CODE_ROWS}
        if coded:
            place = frame("code", "ferry", ferry.row + ferry.rows - CODE_ROWS)
            place |= {"x_mm": WIDE.x_mm(ferry.span - 1), "w_mm": WIDE.column_mm}
            pages[1].frames = [place | {"h_mm": CODE_ROWS * ROW_MM}]
        found = {problem.code for problem in check_edition(Edition(pages).write(tmp_path))}
        assert found == (set() if coded else {"C-105", "C-215", "C-302"})


def test_the_white_around_a_code_is_not_left_over(tmp_path: Path) -> None:
    shares = []
    for kind in ("code", "quote-panel"):
        pages = clean()
        ferry = pages[1].stories[0]
        ferry.short = {ferry.span - 1: CODE_ROWS}
        place = frame(kind, "ferry", ferry.row + ferry.rows - CODE_ROWS)
        place |= {"x_mm": WIDE.x_mm(ferry.span - 1), "w_mm": WIDE.column_mm}
        pages[1].frames = [place | {"h_mm": CODE_ROWS * ROW_MM}]
        folder = Edition(pages).write(tmp_path)
        facts = read_facts(folder)
        page = read_pages(facts, folder)[1]
        shares.append((white_share(page, facts), largest_hole(page, facts).share))
    (coded_white, coded_hole), (white, hole) = shares
    assert coded_white < white
    assert coded_hole < hole
