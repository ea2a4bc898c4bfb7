"""The Urdu and the Hindi paper, built by the real chain, and facts read from what came out."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from epaper.build import Built, Order, build_edition, check_day
from epaper.model import FurnitureFrame, LabelFrame, Severity, TextFrame
from epaper.press.verify import words_of

DAY = date(2026, 2, 1)
EDITIONS = Path(__file__).parent.parent / "editions"


@pytest.fixture(scope="module", params=["urdu", "hindi"])
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "paper.toml").write_bytes((EDITIONS / request.param / "paper.toml").read_bytes())
    day = folder / f"{DAY}"
    day.mkdir()
    for name in ("articles", "photos"):
        source = EDITIONS / request.param / f"{DAY}" / name
        (day / name).symlink_to(source, target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def built(paper: Path) -> Built:
    return build_edition(Order(folder=paper, day=DAY, jobs=1))


def test_it_is_on_the_shelf_and_passes_the_check(paper: Path, built: Built) -> None:
    assert [p for p in built.problems if p.severity is Severity.STOP] == []
    assert built.printed is not None
    assert built.records >= 8
    assert check_day(paper, DAY).score.hard == 0


def test_the_manifest_has_the_places_that_are_printed(paper: Path, built: Built) -> None:
    assert built.printed is not None
    assert built.plan is not None
    pages = json.loads(built.printed.manifest.read_text())["pages"]
    for page, dummy in zip(pages, built.plan.dummies, strict=True):
        legs = [f for f in page["frames"] if f["kind"] == "leg"]
        drawn = [f for f in dummy.frames if isinstance(f, TextFrame) and f.kind == "leg"]
        assert [leg["x_mm"] for leg in legs] == [
            pytest.approx(f.rect.x_mm, abs=0.001) for f in drawn
        ]
        for area in dummy.areas:
            xs = [f.rect.x_mm for f in drawn if f.story == area.story]
            from_right = paper.name.startswith("urdu")
            assert xs == sorted(xs, reverse=from_right)


def test_furniture_is_in_the_papers_language(built: Built) -> None:
    assert built.plan is not None
    labels = [
        frame.text
        for dummy in built.plan.dummies
        for frame in dummy.frames
        if isinstance(frame, LabelFrame)
    ]
    mastheads = [
        frame.text
        for frame in built.plan.dummies[0].frames
        if isinstance(frame, FurnitureFrame) and frame.kind == "masthead"
    ]
    labels += [text[name] for text in mastheads for name in ("strip_left", "date", "pages")]
    assert all(labels)
    assert not any(sign.isascii() and sign.isalpha() for text in labels for sign in text)


def test_pages_of_a_paper_from_the_right_are_turned_to_the_left(paper: Path, built: Built) -> None:
    assert built.printed is not None
    with pikepdf.open(built.printed.pdf) as pdf:
        direction = pdf.Root.ViewerPreferences.get("/Direction")
        wanted = pikepdf.Name.R2L if paper.name.startswith("urdu") else None
        assert direction == wanted


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_a_story_is_copied_with_its_words_whole_and_in_order(built: Built) -> None:
    """By poppler, which orders letters by rules of its own."""
    assert built.printed is not None
    assert built.plan is not None
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", built.printed.pdf, "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    copied = words_of(done.stdout)
    pairs = set(pairwise(copied))
    body = [words_of(block.text) for block in built.plan.stories[0].record.body]
    wanted = [pair for words in body for pair in pairwise(words)]
    # Where a leg ends, poppler may go on in another story.
    assert sum(pair in pairs for pair in wanted) >= 0.95 * len(wanted)
