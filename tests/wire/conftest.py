from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from epaper.model import Paper, Problem, Record, Section
from epaper.wire.records import read_records

DAY = date(2026, 2, 4)
Read = Callable[[], tuple[tuple[Record, ...], tuple[Problem, ...]]]


@pytest.fixture
def paper() -> Paper:
    names = {"national": "National", "world": "World", "sport": "Sport", "science": "Science"}
    sections = tuple(Section(key=key, name=name) for key, name in names.items())
    return Paper(name="The Test Courier", sections=sections)


@pytest.fixture
def day_folder(tmp_path: Path) -> Path:
    folder = tmp_path / DAY.isoformat()
    (folder / "articles").mkdir(parents=True)
    (folder / "photos").mkdir()
    (folder / "photos" / "ferry.jpg").write_bytes(b"made up")
    return folder


@pytest.fixture
def file_record(day_folder: Path) -> Callable[..., Path]:
    """Files a record from its head and body, or from whole bytes."""

    def file(
        head: str = "headline: Ferry returns",
        body: str = "The boat leaves at six.",
        *,
        name: str = "ferry.md",
        data: bytes | None = None,
    ) -> Path:
        path = day_folder / "articles" / name
        path.write_bytes(data if data is not None else f"---\n{head}\n---\n{body}\n".encode())
        return path

    return file


@pytest.fixture
def read(tmp_path: Path, paper: Paper) -> Read:
    return lambda: read_records(tmp_path, DAY, paper)
