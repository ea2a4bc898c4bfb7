"""Layouts: which there are, and a format's numbers as a checked `Layout`.

In: a layout's name, and the folder of the paper that may have layouts of its own. Out: its
`Layout`, or a `LayoutError` that names every fault of its file (`layout_toml.py`).
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from epaper.exceptions import LayoutError
from epaper.layout_toml import LAYOUT_FILE, read_layout, read_scripts, read_sheet
from epaper.model import Layout
from epaper.places import LAYOUT_NAME, LAYOUTS, layouts_dir

SCRIPTS_FILE = "scripts.toml"


def layout_names(paper: Path | None = None) -> tuple[str, ...]:
    """Names of the layouts there are, the own ones of `paper` among them, by name."""
    folders = [layouts_dir(), *([paper / LAYOUTS] if paper else [])]
    named = {path.parent.name for folder in folders for path in folder.glob(f"*/{LAYOUT_FILE}")}
    return tuple(sorted(filter(LAYOUT_NAME.fullmatch, named)))


def load_layout(name: str, paper: Path | None = None) -> Layout:
    """The layout `name`: that of the folder `paper` if it has one, else the packaged one.

    All faults of its file are told in one LayoutError.
    """
    names = layout_names(paper)
    if name not in names:
        raise _unknown(name, names, paper)
    own = paper / LAYOUTS / name if paper else None
    folder = own if own and (own / LAYOUT_FILE).is_file() else layouts_dir() / name
    layout = read_layout(folder / LAYOUT_FILE, bases=layouts_dir(), whole=True)
    scripts = read_scripts(layouts_dir() / "base" / SCRIPTS_FILE)
    return replace(layout, scripts=scripts, sheet=read_sheet(folder))


def _unknown(name: str, names: tuple[str, ...], paper: Path | None) -> LayoutError:
    """What is said of a name that no layout has; where one of the paper's own would stand."""
    close = get_close_matches(name, names, 1)
    hint = f"did you mean {close[0]}? " if close else ""
    hint += f"choose one of: {', '.join(names)}"
    if paper and not LAYOUT_NAME.fullmatch(name) and (paper / LAYOUTS / Path(name).name).is_dir():
        hint = f"rename {LAYOUTS}/{Path(name).name}: small letters, digits and hyphens alone"
    if paper and LAYOUT_NAME.fullmatch(name):
        hint += f"; one of your own stands in {LAYOUTS}/{name}/{LAYOUT_FILE}"
    return LayoutError(f"there is no layout {name!r}", hint=hint)
