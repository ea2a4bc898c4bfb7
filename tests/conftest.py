"""Settings for all tests."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Workers share two cores: a slow example says nothing about the code.
settings.register_profile("epaper", deadline=None, derandomize=True)
# make stress: other examples each time, by the seed that the head of the run tells.
settings.register_profile("stress", deadline=None, derandomize=False, database=None)
settings.load_profile("epaper")

# Days and articles beside the checkout; tests that need them have the mark `needs_shared`.
SHARED = Path(__file__).parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_report_header(config: pytest.Config) -> str:
    seed = config.getoption("--hypothesis-seed", default=None)
    return f"these examples again: make stress SEED={seed}" if seed else ""


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs_shared"):
        demand_shared(*mark.args)


def demand_shared(*parts: str) -> None:
    """Skip the test where a part of ../shared is missing; in CI (CI=true) that is a failure."""
    if SHARED.joinpath(*parts).exists():
        return
    told = f"{Path('..', 'shared', *parts)} is not here"
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(told, pytrace=False)
    pytest.skip(told)
