"""A good and a rejected page for each hard rule, as checked and as shown in docs/rules.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from epaper.check import (
    columns,
    facts,
    full,
    hierarchy,
    inspect_edition,
    jumps,
    lines,
    pictures,
    running,
    sizes,
)
from epaper.check.findings import RULES
from epaper.model import Severity

from .gallery import CASES, records_of
from .made_up import Edition
from .snapshot import MOST_OFF, RENDERER, renderer_of, save, snapshot, unlike

ROOT = Path(__file__).parents[2]
SHOWN = ROOT / "docs" / "rules"
ACTUAL = ROOT / "tests" / "out" / "rules"
DOCS = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
SECTION = {Severity.STOP: "## Hard rules", Severity.WARN: "## Soft rules"}
HARD = {code for code, (severity, _) in RULES.items() if severity is Severity.STOP}
PAGES = [(code, spoiled) for code in sorted(CASES) for spoiled in (False, True)]
MOST_BYTES = 20 * 1024


def percent(text: str, *shares: float) -> str:
    """The text with its shares in hundredths."""
    return text.format(*(100 * share for share in shares))


# What the docs say, put together from the check's own figures.
FIGURES = {
    "C-105": f"within {running.LEVEL_ROWS} line",
    "C-108": f"{running.KEPT_LINES} lines",
    "C-109": f"{jumps.BEFORE_MM:.0f} mm before, {jumps.AFTER_MM:.0f} mm after",
    "C-112": f"{sizes.BODY_PT:g} pt, on pages {facts.NEWSPAPER_MM:.0f} mm wide",
    "C-113": f"{sizes.CAPTION_PT:g} pt",
    "C-114": f"{sizes.LEAST_DPI:.0f} dpi at their printed size, never below {sizes.NEVER_DPI:.0f}",
    "C-115": f"{sizes.LEAST_DPI:.0f} to {sizes.GOOD_DPI:.0f} dpi",
    "C-202": f"{hierarchy.LEAD_STEP_PT:.0f} pt more",
    "C-203": " ".join(str(size) for size in hierarchy.LADDER_PT),
    "C-205": f"at most {hierarchy.TOP_MM:.0f} mm lower",
    "C-207": f"not over {hierarchy.LIKE} times",
    "C-208": f"not over {hierarchy.LIKE} times",
    "C-209": f"one word of {hierarchy.SHORT_WORD} letters or fewer",
    "C-211": f"{pictures.DOMINANT} times",
    "C-214": f"at most {pictures.CUTLINE_MM:.0f} mm",
    "C-215": "{:.0f} to {:.0f} mm".format(*columns.LEG_MM),
    "C-216": "{:.0f} to {:.0f} mm".format(*columns.COLUMN_MM),
    "C-217": f"{columns.GREY_MM:.0f} mm",
    "C-218": f"{columns.OFF_GRID_PT} pt",
    "C-219": f"{columns.OFF_GRID_MM} mm",
    "C-301": percent("{:.0f} %", full.WORST_HOLE),
    "C-302": percent("{:.0f} to {:.0f} %", full.HOLE, full.WORST_HOLE),
    "C-303": percent("{:.0f} %", full.MEAN_WHITE),
    "C-401": percent(
        "{:.0f} to {:.0f} % of normal in {:.0f} %", *lines.WORD_SPACE, lines.GOOD_SHARE
    ),
    "C-402": percent("over {:.0f} % in {:.0f} %", lines.WIDE_SPACE, lines.WIDE_SHARE),
    "C-403": percent("{:.0f} %", lines.LETTER_SPACE),
    "C-404": f"{lines.MOST_HYPHENS} in a row",
    "C-405": f"{lines.BEFORE_HYPHEN} letters before the hyphen, {lines.AFTER_HYPHEN} after",
    "C-406": f"more than {lines.SHORT_END} letters",
}

pages = pytest.mark.parametrize(("code", "spoiled"), PAGES)


def name(code: str, spoiled: bool) -> str:
    return f"{code}-{'rejected' if spoiled else 'good'}.png"


def hard_codes(folder: Path, made: Edition) -> set[str]:
    """The hard rules that an edition breaks."""
    found = inspect_edition(folder, records_of(made)).problems
    return {problem.code for problem in found if problem.severity is Severity.STOP}


@pages
def test_a_good_page_breaks_no_hard_rule_a_rejected_one_its_own_alone(
    code: str, spoiled: bool, tmp_path: Path
) -> None:
    made = CASES[code].edition(spoiled=spoiled)
    found = inspect_edition(made.write(tmp_path), records_of(made)).problems
    hard = [problem for problem in found if problem.severity is Severity.STOP]
    assert {p.code for p in hard} == ({code} if spoiled else set()), [str(p) for p in hard]


@pytest.mark.raster
@pages
def test_the_page_is_the_one_in_the_docs(
    code: str, spoiled: bool, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    made = CASES[code].edition(spoiled=spoiled)
    folder = made.write(tmp_path)
    # A page that does not show what it is for is not drawn for the docs either.
    assert hard_codes(folder, made) == ({code} if spoiled else set())
    picture = snapshot(CASES[code], folder / "made-up.pdf", marked=spoiled)
    path = SHOWN / name(code, spoiled)
    drawn_by = renderer_of(path)
    if request.config.getoption("--update-golden"):
        # A picture that is as it was stays, so that a commit has only those that changed.
        if drawn_by != RENDERER or unlike(picture, path) > MOST_OFF:
            save(picture, path)
        return
    assert drawn_by, f"{path.name} is missing: pytest --update-golden draws it"
    if drawn_by != RENDERER:
        pytest.skip(f"{path.name} was drawn by {drawn_by}, this is {RENDERER}")
    if (off := unlike(picture, path)) > MOST_OFF:
        ACTUAL.mkdir(parents=True, exist_ok=True)
        save(picture, ACTUAL / path.name)
        pytest.fail(f"{off:.1%} of {path.name} differs; the page as it is now: tests/out/rules")


def test_every_hard_rule_has_its_two_pages_and_no_other() -> None:
    assert set(CASES) == HARD
    assert {path.name for path in SHOWN.iterdir()} == {name(*page) for page in PAGES}


def test_the_pictures_are_small() -> None:
    large = {path.name for path in SHOWN.iterdir() if path.stat().st_size > MOST_BYTES}
    assert large == set()


@pytest.mark.parametrize("severity", SECTION)
def test_the_docs_have_every_rule_under_its_weight(severity: Severity) -> None:
    section = DOCS.partition(SECTION[severity])[2].partition("\n## ")[0]
    told = re.findall(r"^\| (C-\d{3}) \|", section, re.M)
    assert told == [code for code in RULES if RULES[code][0] is severity]


@pages
def test_the_docs_show_the_page(code: str, spoiled: bool) -> None:
    assert f"](rules/{name(code, spoiled)})" in cells(code)[-1 if spoiled else -2]


@pytest.mark.parametrize("code", FIGURES)
def test_the_docs_have_the_figure_of_the_code(code: str) -> None:
    assert FIGURES[code] in cells(code)[2]


def cells(code: str) -> list[str]:
    """The cells of a rule's row: code, rule, figure, where it is kept; pictures."""
    (row,) = re.findall(rf"^\| ({code} \|.*) \|$", DOCS, re.M)
    return [cell.strip() for cell in row.split("|")]
