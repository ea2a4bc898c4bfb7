"""The rules' score: what each finding, hole and white adds to the points of a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from epaper.check import inspect_edition
from epaper.check.edition import score_pages
from epaper.model import At, Problem, Severity

from .editions import BROKEN, clean
from .made_up import Edition

FULL = (0.02, 0.05)  # the hole and white of a page that has no points for them


def points(problems: Sequence[Problem] = (), *pages: tuple[float, float]) -> float:
    holes, whites = zip(*(pages or (FULL, FULL)), strict=True)
    return score_pages(problems, holes, whites).points


def found(severity: Severity, page: int) -> Problem:
    return Problem(code="C-301", severity=severity, where=At(page=page), message="a fault")


def test_full_pages_without_findings_have_no_points() -> None:
    assert points() == 0.0
    assert points((), (0.0, 0.0)) == 0.0


def test_a_hard_finding_has_ten_points_a_soft_one_has_one_shared_by_the_pages() -> None:
    hard, soft = found(Severity.STOP, 1), found(Severity.WARN, 2)
    assert points([hard]) == 5.0
    assert points([soft]) == 0.5
    assert points([hard, soft, soft]) == 6.0


def test_each_per_cent_of_a_hole_over_two_has_a_point() -> None:
    assert points((), (0.05, 0.05)) == pytest.approx(3.0)
    assert points((), (0.05, 0.05), FULL) == pytest.approx(1.5)


def test_a_page_at_the_limit_of_white_has_a_point() -> None:
    assert points((), (0.02, 0.08)) == pytest.approx(1.0)


def test_an_empty_page_is_not_made_good_by_a_full_one() -> None:
    assert points((), (0.0, 0.0), (0.1, 0.05)) == points((), FULL, (0.1, 0.05))


def test_no_pages_have_no_points() -> None:
    score = score_pages((), (), ())
    assert (score.pages, score.points, score.mean_white) == (0, 0.0, 0.0)


def test_a_broken_rule_costs_the_finished_edition_points(tmp_path: Path) -> None:
    scores = []
    for code in ("", "C-201"):
        folder = tmp_path / f"edition{code}"
        folder.mkdir()
        pages = clean()
        BROKEN.get(code, lambda pages: None)(pages)
        scores.append(inspect_edition(Edition(pages).write(folder)).score)
    before, after = scores
    assert after.hard == 1
    assert after.points == pytest.approx(before.points + 5.0, abs=1.0)
