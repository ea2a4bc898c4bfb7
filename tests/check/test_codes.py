"""Each code: a made-up edition that breaks just this rule, beside a clean one that breaks none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from epaper.check import check_edition, inspect_edition
from epaper.check.findings import RULES
from epaper.model import Severity

from .editions import BROKEN, clean
from .made_up import Edition

WORDS = "C-101"  # has its own tests: it wants records


def test_a_clean_edition_breaks_no_rule(tmp_path: Path) -> None:
    checked = inspect_edition(Edition(clean()).write(tmp_path))
    assert [str(problem) for problem in checked.problems] == []
    assert checked.score.pages == checked.score.clean_pages == 2
    assert checked.score.hard == checked.score.soft == 0


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_a_broken_rule_is_told_by_its_code_alone(code: str, tmp_path: Path) -> None:
    pages = clean()
    BROKEN[code](pages)
    problems = check_edition(Edition(pages).write(tmp_path))
    assert {problem.code for problem in problems} == {code}, [str(p) for p in problems]
    assert {problem.severity for problem in problems} == {RULES[code][0]}


def test_every_code_is_tried() -> None:
    assert set(BROKEN) | {WORDS} == set(RULES)


def test_codes_and_severities_are_those_of_the_docs() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "problems.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| (C-\d{3}) \| (\w+)", docs, re.M))
    assert told == {code: severity.value for code, (severity, _) in RULES.items()}


def test_severities_tell_what_is_not_released() -> None:
    assert {severity for severity, _ in RULES.values()} == {Severity.STOP, Severity.WARN}
