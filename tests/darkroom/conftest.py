from __future__ import annotations

from pathlib import Path

import pytest

from epaper.darkroom import inspect_photos
from epaper.model import Photo, Picture, Problem
from tests.darkroom.made import Inspect, record


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


@pytest.fixture
def inspect(photos: Path) -> Inspect:
    """What inspection says of one file in the photos folder."""

    def look(
        file: str, focus: tuple[float, float] | None = None
    ) -> tuple[Picture | None, tuple[Problem, ...]]:
        pictures, problems = inspect_photos([record(Photo(file=file, focus=focus))], photos)
        return pictures.get(file), problems

    return look
