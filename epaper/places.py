"""Where things are: the program's layouts and fonts, a paper's folder, a day's edition.

In: folders and names. Out: paths. The same calls work in a checkout, where `layouts/` and `assets/`
lie beside the package, and in an installed wheel, which carries both inside the package as
`_data/`. It loads nothing else of the program: what only has to see whether an edition stands
(daynotes.py) does not wait for the rest.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from epaper.exceptions import EditionError, PaperError

PAPER_FILE = "paper.toml"
# In a paper's folder.
LAYOUTS = "layouts"
CACHE = ".cache"
ARCHIVE_FILE = "archive.sqlite"
ORDERS_FILE = "edition.toml"  # in a day's
# A layout's name is its folder's, and that of the folder its editions are put in.
LAYOUT_NAME = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
_PACKAGE = Path(__file__).resolve().parent


def layouts_dir() -> Path:
    """The folder of layouts and of the templates and style sheets they share."""
    return _data_dir() / LAYOUTS


def assets_dir() -> Path:
    """The folder of fonts and marks, with their licences."""
    return _data_dir() / "assets"


def fonts_dir() -> Path:
    """The folder of font files, one folder a family."""
    return assets_dir() / "fonts"


def find_paper(start: Path, named: Path | None = None) -> Path:
    """The paper's folder: `named`, or `start`, or its subfolder editions.

    `named` may also be the path of a paper.toml. Raises PaperError if none holds one.
    """
    if named is not None:
        folder = named.parent if named.name == PAPER_FILE else named
        if not (folder / PAPER_FILE).is_file():
            raise PaperError(f"there is no {PAPER_FILE} in {named}", "name the folder it is in")
        return folder
    for folder in (start, start / "editions"):
        if (folder / PAPER_FILE).is_file():
            return folder
    hint = "go to the paper's folder, name it with --paper, or make one: epaper init DIR"
    raise PaperError(f"there is no {PAPER_FILE} here or in ./editions", hint)


def out_folder(folder: Path, day: date, layout: str) -> Path:
    """Where the edition of a day in a format stands; EditionError for what is no layout's name."""
    if not LAYOUT_NAME.fullmatch(layout):
        raise EditionError(
            f"{layout!r} is no format", "its name has small letters, digits, hyphens"
        )
    return folder / f"{day:%Y-%m-%d}" / "out" / layout


def _data_dir() -> Path:
    """The package's own data in a wheel, the checkout's root otherwise."""
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else _PACKAGE.parent
