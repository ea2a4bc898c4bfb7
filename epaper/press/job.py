"""What travels between the press and its workers: a page to draw, a page drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from epaper.model import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class PageJob:
    """A page to draw. `files` are all that may be opened: address (`epaper:...`) to path.

    `marks` are the hashes of those files whose address does not change with them; `fontconfig` is
    the path of a fontconfig file that knows the paper's faces alone; finished work goes
    to `cache_dir`, made in `aside_dir` before (the cache itself if empty).
    """

    number: int
    html: str
    files: Mapping[str, str]
    marks: Mapping[str, str]
    fontconfig: str
    cache_dir: str
    aside_dir: str = ""

    @property
    def aside(self) -> Path:
        """The folder for what is not finished."""
        return Path(self.aside_dir or self.cache_dir)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """A page's PDF in the cache folder, its SHA-256, and the problems met in drawing it."""

    number: int
    pdf: Path
    sha256: str
    problems: tuple[Problem, ...]
    cached: bool
