"""One printed edition for all tests that only look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from epaper.press import Printed, print_edition

from . import pages
from .sample import FONTS, LAYOUTS, layout


def print_sample(folder: Path, jobs: int = 1, **changes: object) -> tuple[object, ...]:
    """Print the sample plan into `folder`/out with `folder`/cache."""
    facts: dict[str, object] = {
        "plan": pages.plan(),
        "paper": pages.PAPER,
        "layout": layout(),
        "records": pages.RECORDS,
        "fonts_dir": FONTS,
        "layouts_dir": LAYOUTS,
        "develop": pages.develop,
        "out_dir": folder / "out",
        "cache_dir": folder / "cache",
        "jobs": jobs,
        **changes,
    }
    return print_edition(facts.pop("plan"), **facts)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("press")


@pytest.fixture(scope="session")
def printed(home: Path) -> Printed:
    result, problems = print_sample(home)
    assert problems == ()
    assert isinstance(result, Printed)
    return result
