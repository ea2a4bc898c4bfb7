"""Today's Paper: a newspaper edition builder.

The names here are the Python interface (docs/api.md). They are loaded when they are first asked
for, so that `import epaper` itself loads no stage.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from epaper.api import (
        Built,
        Checked,
        ImportReport,
        Order,
        Published,
        Results,
        build_edition,
        check_edition,
        import_copy,
        publish_site,
        search_editions,
        start_paper,
    )
    from epaper.exceptions import EpaperError
    from epaper.model import HeldOut, Problem, Severity

__all__ = [
    "Built",
    "Checked",
    "EpaperError",
    "HeldOut",
    "ImportReport",
    "Order",
    "Problem",
    "Published",
    "Results",
    "Severity",
    "build_edition",
    "check_edition",
    "import_copy",
    "publish_site",
    "search_editions",
    "start_paper",
]

_ELSEWHERE = {
    "EpaperError": "epaper.exceptions",
    "HeldOut": "epaper.model",
    "Problem": "epaper.model",
    "Severity": "epaper.model",
}


def __getattr__(name: str) -> object:
    """The name of the interface, from the module that has it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_ELSEWHERE.get(name, "epaper.api")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
