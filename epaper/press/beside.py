"""The other editions of a day: earlier ones and withdrawn ones stand in the newest one's folder.

`<format>/earlier/<number>` and `<format>/withdrawn/<number>` are whole editions, each with its
edition.json. They are linked into the folder aside before it changes places with the one that
stands, so that all of them are there at every moment, and take no second copy.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from epaper.model.manifest import EARLIER, MANIFEST, WITHDRAWN

_NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Beside:
    """The folders of editions by their numbers: those that may be looked up, those that may not."""

    earlier: Mapping[int, Path]
    withdrawn: Mapping[int, Path]

    def without(self, number: int) -> Beside:
        """The same but for the edition of this number."""
        return Beside(
            {n: path for n, path in self.earlier.items() if n != number},
            {n: path for n, path in self.withdrawn.items() if n != number},
        )

    def link_into(self, folder: Path) -> None:
        """Have all of them in `folder` too. Raises OSError."""
        for name, editions in ((EARLIER, self.earlier), (WITHDRAWN, self.withdrawn)):
            for number, path in sorted(editions.items()):
                link_edition(path, folder / name / str(number))


@dataclass(frozen=True, slots=True)
class Top:
    """What stands in a format's folder itself: its number, and the hashes of its pages.

    The number is 0 for nothing, a draft, and what nobody can read.
    """

    number: int
    pages: tuple[str, ...] = ()


def top_of(place: Path) -> Top:
    """What stands in a format's folder at this moment."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        facts = json.loads((place / MANIFEST).read_bytes())
        if not place.is_symlink() and not facts["draft"]:
            pages = tuple(str(page["pdf"]["sha256"]) for page in facts["pages"])
            return Top(int(facts.get("edition", {}).get("number", 1)), pages)
    return Top(0)


def editions_in(place: Path) -> Beside:
    """The published editions in a format's folder, the one that stands there itself among them."""
    if place.is_symlink():
        return Beside({}, {})
    number = top_of(place).number
    earlier = {**_numbered(place / EARLIER), **({number: place} if number else {})}
    return Beside(earlier, _numbered(place / WITHDRAWN))


def link_edition(source: Path, to: Path) -> None:
    """The edition in `source` at `to` as well: hard links, or copies where there are none.

    Editions beside it stay behind. Raises OSError.
    """
    shutil.copytree(
        source,
        to,
        symlinks=True,
        ignore=_only_own(source),
        copy_function=_link_or_copy,
        dirs_exist_ok=True,
    )


def _only_own(source: Path) -> Callable[[str, list[str]], set[str]]:
    """What `copytree` leaves out: the other editions, of the edition's own folder alone."""

    def others(folder: str, names: list[str]) -> set[str]:
        return {EARLIER, WITHDRAWN} if Path(folder) == source else set()

    return others


def _link_or_copy(source: str, to: str) -> str:
    if not os.path.islink(source):
        with suppress(OSError):
            os.link(source, to)
            return to
    return str(shutil.copy2(source, to, follow_symlinks=False))


def _numbered(folder: Path) -> dict[int, Path]:
    """The editions in a folder, by number."""
    if folder.is_symlink() or not folder.is_dir():
        return {}
    return {
        int(path.name): path
        for path in sorted(folder.iterdir())
        if _NUMBER.fullmatch(path.name) and not path.is_symlink() and (path / MANIFEST).is_file()
    }
