"""A layout.toml: the file in; a checked `Layout`, or a `LayoutError` with all its faults, out.

A layout that `extends` another is that one with what its own file says put in place, key by key.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from epaper.exceptions import LayoutError
from epaper.layout_faults import KINDS, STYLES, WISHES, meant, misfits, missing_parts, unknown_names
from epaper.model import CodeStyle, DropCapRule, Grid, Layout, PageKind, Script, TypeStyle

LAYOUT_FILE = "layout.toml"
EXTENDS = "extends"
SIZE_LIMIT = 1024 * 1024  # bytes; a layout.toml has some six thousand
_NAMED = ("styles", "kinds")  # tables whose entries are told their own names
_FIELDS: Mapping[str, type] = {
    "grid": Grid,
    "styles": TypeStyle,
    "kinds": PageKind,
    "code": CodeStyle,
    "drop_cap": DropCapRule,
}
_NOT_FILED = ("scripts", "sheet")  # of a Layout, but read from files of their own
Table = Mapping[str, object]
# What is wanted where a value has another type, in the words of TOML.
_WANTED = {
    **dict.fromkeys(("float_type", "float_parsing"), "a number, without quotes"),
    **dict.fromkeys(("int_type", "int_from_float"), "a whole number, without quotes"),
    "string_type": "text, in quotes",
    "bool_type": "true or false",
    **dict.fromkeys(("tuple_type", "list_type"), "a list, in brackets"),
    **dict.fromkeys(("dataclass_type", "dict_type", "mapping_type"), "a table"),
}


def read_layout(path: Path, *, bases: Path | None = None, whole: bool = False) -> Layout:
    """The layout in `path`, a layout.toml; LayoutError names every fault with its key.

    What it extends is looked up in the folder `bases`. A `whole` one has every style and kind of
    page that an edition may need.
    """
    place = f"layouts/{path.parent.name}/{path.name}"
    filed = _read_toml(path, place)
    if strays := [key for key in _NOT_FILED if key in filed]:
        raise _refusal(place, [f"{key} is not known" for key in strays])
    strange = list(_strange_names(filed))
    if EXTENDS in filed:
        filed = _extended(filed, bases, place)
    try:
        layout = _adapter().validate_json(_as_json(filed), strict=True, extra="forbid")
    except ValidationError as error:
        told = [_fault(d) for d in error.errors() if not _is_strange(d["loc"], strange)]
        raise _refusal(place, [*strange, *told, *_unextended(filed)]) from error
    faults = [f"name is {layout.name!r}, its folder {path.parent.name!r}"]
    faults = faults if layout.name != path.parent.name else []
    faults += [*strange, *misfits(layout), *(missing_parts(layout) if whole else ())]
    if faults:
        raise _refusal(place, faults)
    return layout


def read_sheet(folder: Path) -> str:
    """The style sheet of a layout's own, NAME.css in its folder NAME; empty if it has none."""
    path = folder / f"{folder.name}.css"
    if not path.is_file():
        return ""
    place = f"layouts/{folder.name}/{path.name}"
    text = _read_text(path, place, "CSS")
    if "</" in text:  # it would end the sheet in the page's HTML
        raise LayoutError(f"{place} is no style sheet: there is a </ in it", "it holds CSS alone")
    return text


def read_scripts(path: Path) -> Mapping[str, Script]:
    """How scripts are set, by code, from `path`, the scripts.toml of all layouts."""
    place = f"{path.parent.name}/{path.name}"
    filed = _read_toml(path, place)
    named = {code: {"name": code, **_table(entry)} for code, entry in filed.items()}
    try:
        return _scripts_adapter().validate_json(json.dumps(named), strict=True, extra="forbid")
    except ValidationError as error:
        raise _refusal(place, [_fault(detail) for detail in error.errors()]) from error


def _strange_names(filed: Table) -> Iterator[str]:
    """The kinds of page and styles that no edition asks for."""
    yield from unknown_names("kinds", _table(filed.get("kinds")), KINDS)
    yield from unknown_names("styles", _table(filed.get("styles")), (*STYLES, *WISHES))


def _is_strange(keys: tuple[int | str, ...], strange: Sequence[str]) -> bool:
    """True for what is wrong inside of a table whose name is wrong already."""
    begins = ".".join(str(key) for key in keys[:2])
    return any(fault.startswith(f"{begins} is") for fault in strange)


def _unextended(filed: Table) -> list[str]:
    """What is missing most likely where whole tables are."""
    whole = all(table in filed for table in ("grid", *_NAMED))
    return [] if whole else [f'or {EXTENDS} is: with {EXTENDS} = "a4" all that it has is there']


def _extended(filed: Table, bases: Path | None, place: str) -> dict[str, object]:
    """What is `filed`, put over the file of the layout that it extends."""
    base = filed[EXTENDS]
    known = sorted(p.parent.name for p in bases.glob(f"*/{LAYOUT_FILE}")) if bases else []
    if bases is None or base not in known:
        raise _refusal(place, [f"{EXTENDS}: {base!r} is not one of {', '.join(known) or 'none'}"])
    under = _read_toml(bases / str(base) / LAYOUT_FILE, f"layouts/{base}/{LAYOUT_FILE}")
    if EXTENDS in under:
        raise _refusal(place, [f"{EXTENDS}: {base} extends another itself; extend that one"])
    over = {key: value for key, value in filed.items() if key != EXTENDS}
    return _laid_over(_on_grid_of(over, under), over)


def _on_grid_of(over: Table, under: Table) -> Table:
    """`under`, its styles that stand on its own baseline grid put on the grid of `over`."""
    old = _table(under.get("grid")).get("baseline_pt")
    new = _table(over.get("grid")).get("baseline_pt", old)
    styles = {
        name: {**entry, "leading_pt": new} if entry.get("leading_pt") == old else entry
        for name, entry in ((name, _table(e)) for name, e in _table(under.get("styles")).items())
    }
    return {**under, "styles": styles}


def _laid_over(under: Table, over: Table) -> dict[str, object]:
    """`under` with the values of `over` in place of its own; tables key by key, lists whole."""
    laid = dict(under)
    for key, value in over.items():
        old = under.get(key)
        both = isinstance(value, dict) and isinstance(old, dict)
        laid[key] = _laid_over(_table(old), _table(value)) if both else value
    return laid


def _table(entry: object) -> dict[str, object]:
    return dict(entry) if isinstance(entry, dict) else {}


def _read_toml(path: Path, place: str) -> dict[str, object]:
    try:
        return tomllib.loads(_read_text(path, place, "TOML"))
    except (ValueError, RecursionError) as error:
        hint = "words stand in quotes, lists in brackets"
        raise LayoutError(f"{place} is not TOML: {error}", hint) from error


def _read_text(path: Path, place: str, kind: str) -> str:
    """The text of a file of a layout."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise LayoutError(f"{place} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LayoutError(f"{place} is not {kind}: {error}", "save it as UTF-8") from error
    if len(data) > SIZE_LIMIT:
        raise LayoutError(f"{place} is larger than 1 MiB", "is it another file?")
    return text


@cache
def _adapter() -> TypeAdapter[Layout]:
    # Built on first use: it takes 20 ms, which `epaper --help` should not pay.
    return TypeAdapter(Layout)


@cache
def _scripts_adapter() -> TypeAdapter[dict[str, Script]]:
    return TypeAdapter(dict[str, Script])


def _as_json(filed: Table) -> str:
    """The file as JSON, each style and kind of page told its own name.

    By way of JSON, because pydantic's strict mode takes a list for a tuple there only.
    """
    named = dict(filed)
    for table in _NAMED:
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
            return f"{key} is not known{_near(detail['loc'])}"
        case kind:
            wanted = _WANTED.get(kind) or detail["msg"].removeprefix("Input should be ")
            return f"{key}: it must be {wanted}"


def _near(keys: tuple[int | str, ...]) -> str:
    """The key that was meant, as far as can be told."""
    table = _FIELDS.get(str(keys[0]), Layout) if len(keys) > 1 else Layout
    known = [field.name for field in fields(table) if field.name not in _NOT_FILED]
    return meant(str(keys[-1]), [*known, EXTENDS])


def _refusal(place: str, faults: list[str]) -> LayoutError:
    count = "a fault" if len(faults) == 1 else f"{len(faults)} faults"
    hint = "docs/extending.md tells how a layout is made; the packaged ones have every key"
    return LayoutError(f"{place} has {count}: {'; '.join(faults)}", hint)
