"""Layouts and fonts: where they are, and a format's numbers as a checked `Layout`.

In: a layout's name. Out: its `Layout`, or a `LayoutError` that names every fault of its file.
The same calls work in a checkout, where `layouts/` and `assets/` lie beside the package, and
in an installed wheel, which carries both inside the package as `_data/`.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from epaper.exceptions import LayoutError
from epaper.model import GATHERED, Layout, Script

LAYOUT_FILE = "layout.toml"
SCRIPTS_FILE = "scripts.toml"
DROP_CAP_STYLE = "drop-cap"
DROP_CAP_LINES = (2, 6)  # the least and most; deeper ones outweigh a headline
CODE_LEAST_MM = 12.0  # smaller codes are read with patience only
_PACKAGE = Path(__file__).resolve().parent


def layouts_dir() -> Path:
    """The folder of layouts and of the templates and style sheets they share."""
    return _data_dir() / "layouts"


def assets_dir() -> Path:
    """The folder of fonts and marks, with their licences."""
    return _data_dir() / "assets"


def fonts_dir() -> Path:
    """The folder of font files, one folder a family."""
    return assets_dir() / "fonts"


def layout_names() -> tuple[str, ...]:
    """Names of the layouts there are, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in layouts_dir().glob(f"*/{LAYOUT_FILE}")))


def load_layout(name: str) -> Layout:
    """The layout `name`; all faults of its file are told in one LayoutError."""
    if name not in layout_names():
        raise LayoutError(
            f"there is no layout {name!r}", hint=f"choose one of: {', '.join(layout_names())}"
        )
    layout = read_layout(layouts_dir() / name / LAYOUT_FILE)
    return replace(layout, scripts=read_scripts(layouts_dir() / "base" / SCRIPTS_FILE))


def read_scripts(path: Path) -> Mapping[str, Script]:
    """How scripts are set, by code, from `path`, the scripts.toml of all layouts."""
    place = f"{path.parent.name}/{path.name}"
    filed = _read_toml(path, place)
    named = {code: {"name": code, **_table(entry)} for code, entry in filed.items()}
    try:
        return _scripts_adapter().validate_json(json.dumps(named), strict=True, extra="forbid")
    except ValidationError as error:
        raise _refusal(place, [_fault(detail) for detail in error.errors()]) from error


def _table(entry: object) -> dict[str, object]:
    return dict(entry) if isinstance(entry, dict) else {}


def read_layout(path: Path) -> Layout:
    """The layout in `path`, a layout.toml; LayoutError names every fault with its key."""
    place = f"{path.parent.name}/{path.name}"
    filed = _read_toml(path, place)
    try:
        layout = _adapter().validate_json(_as_json(filed), strict=True, extra="forbid")
    except ValidationError as error:
        raise _refusal(place, [_fault(detail) for detail in error.errors()]) from error
    if misfits := _misfits(layout, path.parent.name):
        raise _refusal(place, misfits)
    return layout


def _read_toml(path: Path, place: str) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LayoutError(f"{place} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LayoutError(f"{place} is not TOML: {error}") from error


def _data_dir() -> Path:
    """The package's own data in a wheel, the checkout's root otherwise."""
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else _PACKAGE.parent


@cache
def _adapter() -> TypeAdapter[Layout]:
    # Built on first use: it takes 20 ms, which `epaper --help` should not pay.
    return TypeAdapter(Layout)


@cache
def _scripts_adapter() -> TypeAdapter[dict[str, Script]]:
    return TypeAdapter(dict[str, Script])


def _as_json(filed: Mapping[str, object]) -> str:
    """The file as JSON, each style and kind of page told its own name.

    By way of JSON, because pydantic's strict mode takes a list for a tuple there only.
    """
    named = dict(filed)
    for table in ("styles", "kinds"):
        entries = filed.get(table)
        if isinstance(entries, dict):
            named[table] = {
                name: {"name": name, **entry} if isinstance(entry, dict) else entry
                for name, entry in entries.items()
            }
    return json.dumps(named, default=str)


def _fault(detail: ErrorDetails) -> str:
    key = ".".join(str(part) for part in detail["loc"])
    match detail["type"]:
        case "missing":
            return f"{key} is missing"
        case "unexpected_keyword_argument":
            return f"{key} is not known"
        case _:
            return f"{key}: {detail['msg'].removeprefix('Input should be ')}"


def _misfits(layout: Layout, folder: str) -> list[str]:
    """What is of the right type but cannot be a page."""
    grid, faults = layout.grid, []
    if layout.name != folder:
        faults.append(f"name is {layout.name!r}, its folder {folder!r}")
    sizes = (grid.width_mm, grid.height_mm, grid.baseline_pt, grid.columns, grid.rows)
    if not all(0 < size < math.inf for size in sizes):
        return [*faults, "grid: sizes, columns and rows must be more than 0"]
    # Half a millimetre: figures in the file are rounded, the foot margin is not critical.
    if grid.y_mm(grid.rows) > grid.height_mm + 0.5:
        faults.append(f"grid.rows: {grid.rows} rows end below the page")
    if grid.column_mm <= 0:
        faults.append("grid.columns: margins and gutters leave no room for columns")
    for kind in layout.kinds.values():
        if kind.head_rows + max(kind.foot_rows, kind.picture_foot_rows) >= grid.rows:
            faults.append(f"kinds.{kind.name}: furniture leaves no rows for copy")
        if not kind.bands_pt or not all(kind.bands_pt):
            faults.append(f"kinds.{kind.name}.bands_pt: every rank needs a headline size")
    return [*faults, *_drop_cap_faults(layout), *_code_faults(layout)]


def _drop_cap_faults(layout: Layout) -> list[str]:
    rule, faults = layout.drop_cap, []
    if rule is None:
        return []
    least, most = DROP_CAP_LINES
    if DROP_CAP_STYLE not in layout.styles:
        faults.append(f"drop_cap: there is no style {DROP_CAP_STYLE!r} to set it in")
    elif layout.styles[DROP_CAP_STYLE].size_pt:
        faults.append(
            f"styles.{DROP_CAP_STYLE}.size_pt: leave it out, a drop cap is as high as its lines"
        )
    if not least <= rule.lines <= most:
        faults.append(f"drop_cap.lines: {rule.lines} is not from {least} to {most}")
    if rule.words < 0:
        faults.append("drop_cap.words: must be 0 (no story for its length) or more")
    faults += [
        f"drop_cap.forms: {form.value!r} stands under a common head"
        for form in rule.forms
        if form in GATHERED
    ]
    return faults


def _code_faults(layout: Layout) -> list[str]:
    """What keeps the layout's codes from being read, or from having words beside them."""
    if layout.code is None:
        return []
    size_mm, most_mm, faults = layout.code.size_mm, layout.grid.column_mm / 2, []
    if not CODE_LEAST_MM <= size_mm <= most_mm:
        faults.append(
            f"code.size_mm: {size_mm:g} is not from {CODE_LEAST_MM:g} to {most_mm:g}, half a column"
        )
    if "note" not in layout.styles:
        faults.append("styles.note is missing: the words beside a code are set in it")
    return faults


def _refusal(place: str, faults: list[str]) -> LayoutError:
    count = "a fault" if len(faults) == 1 else f"{len(faults)} faults"
    return LayoutError(f"{place} has {count}: {'; '.join(faults)}")
