"""What the templates get: boxes, lines and runs as they are printed, in CSS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run as it is printed."""

    text: str
    classes: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line as it is printed; no runs make a row of white."""

    classes: str
    runs: tuple[RunView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxView:
    """Anything that stands on the page: where, in CSS; `macro` is the template that draws it."""

    macro: str
    kind: str
    place: str
    style: str = ""
    language: str = ""
    lines: tuple[LineView, ...] = ()
    boxes: tuple[BoxView, ...] = ()
    source: str = ""
    text: str = ""
    alt: str = ""
    facts: Mapping[str, str] | None = None
