"""The desk's say: a day's edition.toml in; its checked orders, and every fault of it, out.

A file that is wrong stops the edition, for an order misread may be a story that had to be kept
out. Orders that cannot all be followed do not: the stricter is followed, and the other
is named. docs/edition-toml.md describes the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from epaper.model import Advertisement, DayOrders, Notice, Paper, Problem, Record
from epaper.places import ORDERS_FILE
from epaper.wire.controls import cleared
from epaper.wire.copyedit import edit_text
from epaper.wire.faults import Faults
from epaper.wire.frontmatter import Keys, field_name
from epaper.wire.order_fields import FiledAdvertisement, FiledOrders, check_orders
from epaper.wire.photos import check_file
from epaper.wire.toml_lines import TomlLines, toml_lines
from epaper.wire.wishes import Wishes

ADS = "ads"
SIZE_LIMIT = 1024 * 1024  # bytes; a long edition.toml has two thousand


def read_orders(
    folder: Path, day: date, paper: Paper, records: Sequence[Record]
) -> tuple[DayOrders, tuple[Problem, ...]]:
    """The desk's orders for `day` in the paper's `folder`, and all their faults, by line.

    No edition.toml, no orders but what paper.toml says for all days. What is returned can be
    followed together: it names slugs of `records` only and holds no contradictions. Texts are
    edited in the paper's language.
    Reports W-102, W-401, W-402 and W-601 to W-608.
    """
    path = folder / day.isoformat() / ORDERS_FILE
    if not path.exists() and not path.is_symlink():
        return DayOrders(pages_multiple=paper.pages_multiple), ()
    faults = Faults(path.relative_to(folder).as_posix())
    text = _text_of(path, faults)
    values = _parsed(text, faults) if text is not None else None
    if text is None or values is None:
        return DayOrders(pages_multiple=paper.pages_multiple), tuple(faults.found)
    lines = toml_lines(text)
    filed = check_orders(values, lines, faults)
    slugs = frozenset(record.slug for record in records)
    orders = Wishes(filed, lines, faults, slugs, paper.pages_multiple).orders()
    ads = _Advertisements(path.parent / ADS, paper.language, orders.pages, lines, faults)
    orders = replace(
        orders,
        advertisements=tuple(ads.of(filed.advertisement)),
        notices=tuple(_notices(filed, paper.language)),
    )
    return orders, tuple(sorted(faults.found, key=lambda problem: problem.where.line))


def _text_of(path: Path, faults: Faults) -> str | None:
    """The file's text; None and W-601 where it cannot be read."""
    try:
        if not path.is_file():
            faults.add("W-601", "this is not a file", hint="it is a folder, a pipe or a dead link")
            return None
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        faults.add("W-601", f"the file cannot be read: {error.strerror}")
        return None
    if len(data) > SIZE_LIMIT:
        faults.add("W-601", "the file is larger than 1 MiB", hint="is it another file?")
        return None
    try:
        return cleared(data.decode("utf-8-sig"), faults, 1)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add("W-601", "the file is not UTF-8", line=line, hint="save it as UTF-8")
        return None


def _parsed(text: str, faults: Faults) -> dict[str, object] | None:
    """The values of the file; None and W-602 where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = re.sub(r" \(at .*\)$", "", str(error))
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        hint = "texts stand in quotes, lists in brackets, each key once"
        faults.add("W-602", f"this is not TOML: {said}", line=line, hint=hint)
    except (ValueError, RecursionError) as error:  # an impossible date; brackets without end
        faults.add("W-602", f"this is not TOML: {error}", hint="is it another file?")
    return None


@dataclass(frozen=True)
class _Advertisements:
    """Reads a day's advertisements; `pages` is the page count ordered, or 0."""

    folder: Path
    language: str
    pages: int
    lines: TomlLines
    faults: Faults

    def of(self, filed: Sequence[FiledAdvertisement]) -> Iterator[Advertisement]:
        """Those that can be printed; the page is 0 where there is no such page."""
        for index, entry in enumerate(filed):
            keys: Keys = ("advertisement", index)
            if self._has_one_form(entry, keys) and self._has_picture(entry, keys):
                yield Advertisement(
                    name=entry.name,
                    picture=entry.picture,
                    title=edit_text(entry.title, self.language),
                    text=edit_text(entry.text, self.language),
                    columns=entry.columns,
                    height_mm=entry.height_mm,
                    page=self._page(entry, keys),
                    position=entry.position,
                )

    def _has_one_form(self, entry: FiledAdvertisement, keys: Keys) -> bool:
        """True if it is a picture or words; W-608 if it is both or nothing."""
        words = bool(entry.title or entry.text)
        if words is not bool(entry.picture):
            return True
        has = "both a picture and words" if words else "no picture and no words"
        self._add("W-608", keys, f"{entry.name} has {has}", "give it a picture, or title and text")
        return False

    def _has_picture(self, entry: FiledAdvertisement, keys: Keys) -> bool:
        keys = (*keys, "picture")
        line = self.lines.line(keys)
        return not entry.picture or check_file(entry.picture, self.folder, line, keys, self.faults)

    def _page(self, entry: FiledAdvertisement, keys: Keys) -> int:
        if not self.pages or entry.page <= self.pages:
            return entry.page
        said = f"this cannot be followed: there are {self.pages} pages"
        self._add("W-607", (*keys, "page"), said, f"{entry.name} goes to another page")
        return 0

    def _add(self, code: str, keys: Keys, message: str, hint: str) -> None:
        line = self.lines.line(keys)
        self.faults.add(code, message, line=line, of=field_name(keys), hint=hint)


def _notices(filed: FiledOrders, language: str) -> Iterator[Notice]:
    for notice in filed.notice:
        title = edit_text(notice.title, language)
        yield Notice(title=title, text=edit_text(notice.text, language))
