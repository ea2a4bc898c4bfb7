"""The Python interface: a paper's folder in; what was imported, built, checked, found, published.

docs/api.md says what of it stays as it is. `import epaper` has all these names and loads a stage
when one of them is first asked for. Each function raises the `EpaperError`s that it names where
there is no value to return; everything that is wrong with copy is a `Problem` in the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Literal

from epaper.archive import Archive, Results, SearchOrder, search
from epaper.build import Built, Order, build_edition, check_day
from epaper.check import Checked
from epaper.init import start_paper
from epaper.reader.publish import Published, SiteOrder, publish
from epaper.wire.importers import ImportReport, import_files
from epaper.wire.paper import read_paper

__all__ = [
    "Built",
    "Checked",
    "ImportReport",
    "Order",
    "Published",
    "Results",
    "build_edition",
    "check_edition",
    "import_copy",
    "publish_site",
    "search_editions",
    "start_paper",
]


def import_copy(folder: Path, sources: Sequence[Path], day: date | None = None) -> ImportReport:
    """File the articles of ninjs and JSON Lines files as records of the paper in `folder`.

    Without a `day` each goes to the day it was published, by the paper's clock. A folder among
    `sources` stands for its .json, .jsonl and .ndjson files. A second import of the same files
    changes nothing, and none changes a record that a person has edited. Raises PaperError.
    """
    return import_files(sources, folder, day, read_paper(folder))


def check_edition(folder: Path, day: date, format: str = "") -> Checked:
    """Hold the finished edition of `day` to every rule of the page; `format` is the paper's own.

    Its words are compared with the records as they are now. Raises PaperError, DayError,
    EditionError where there is no such edition.
    """
    return check_day(folder, day, format)


def search_editions(
    folder: Path,
    words: str,
    *,
    since: date = date.min,
    until: date = date.max,
    section: str = "",
    sort: Literal["newest", "best"] = "newest",
    limit: int = 20,
    offset: int = 0,
    drafts: bool = False,
) -> Results:
    """The stories of all finished editions that have `words`; nothing that is typed raises.

    Editions from `since` to `until`, both included, those of days to come too; `section` is a key
    of paper.toml, empty for all; `limit` is 1,000 at most. The index is brought in line with the
    shelf first. Raises PaperError, ArchiveError.
    """
    order = SearchOrder(
        words=words,
        since=since,
        until=until,
        section=section,
        sort=sort,
        limit=limit,
        offset=offset,
        drafts=drafts,
    )
    with closing(Archive.open(folder)) as archive:
        archive.refresh()
        return search(archive, order)


def publish_site(
    folder: Path, into: Path, address: str, *, since: date | None = None, force: bool = False
) -> Published:
    """Write the paper in `folder` and its archive `into` a folder as a site for any web host.

    `address` is where the site will be, whole: https://example.org/paper. Editions before `since`
    are left out, and those of days that have not begun by the paper's clock. With `force` it is
    written into a folder that holds other files. A second run writes what has changed. Raises
    PaperError, EditionError, ArchiveError, PublishError.
    """
    zone = read_paper(folder).zone
    order = SiteOrder(
        paper=folder, folder=into, address=address, since=since, force=force, zone=zone
    )
    return publish(order)
