"""Tests that need ../shared are skipped without it on a desk, and fail without it in CI."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import conftest

TESTS = Path(__file__).parent


@pytest.fixture(autouse=True)
def nothing_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "SHARED", tmp_path)


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip), ("true", pytest.fail)])
def test_what_is_missing_is_told(ci: str, outcome: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome.Exception, match="samples is not here"):  # type: ignore[attr-defined]
        conftest.demand_shared("samples")


def test_what_is_there_is_no_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    (tmp_path / "samples").mkdir()
    conftest.demand_shared("samples")


def test_no_test_looks_for_it_itself() -> None:
    looked_for = re.compile(r"""/\s*["']shared["']""")
    found = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        if looked_for.search(path.read_text(encoding="utf-8"))
    }
    found.remove("conftest.py")
    assert found == set(), "use tests.conftest.SHARED and pytest.mark.needs_shared"
