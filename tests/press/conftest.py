"""One printed edition for all tests that only look at it."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar

import pytest

from epaper.press import Demands, Pressroom, Printed, PrintJob, print_edition

from . import pages
from .sample import FONTS, LAYOUTS, layout

T = TypeVar("T")


def print_sample(folder: Path, jobs: int = 1, **changes: object) -> tuple[object, ...]:
    """Print the sample plan into `folder`/out with `folder`/cache.

    `changes` are fields of the job, the pressroom and the demands.
    """
    job = PrintJob(plan=pages.plan(), paper=pages.PAPER, layout=layout(), records=pages.RECORDS)
    pressroom = Pressroom(
        fonts_dir=FONTS,
        layouts_dir=LAYOUTS,
        develop=pages.develop,
        out_dir=folder / "out",
        cache_dir=folder / "cache",
        jobs=jobs,
    )
    made = [_changed(told, changes) for told in (job, pressroom, Demands())]
    assert not changes
    return print_edition(*made)


def _changed(told: T, changes: dict[str, object]) -> T:
    """`told` with those of the changes that are its fields, which are taken out of `changes`."""
    own = [f.name for f in fields(told) if f.name in changes]  # type: ignore[arg-type]
    return replace(told, **{name: changes.pop(name) for name in own})  # type: ignore[type-var]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("press")


@pytest.fixture(scope="session")
def printed(home: Path) -> Printed:
    result, problems = print_sample(home)
    assert problems == ()
    assert isinstance(result, Printed)
    return result
