"""What is not as it stood, as lines and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from epaper.cli.common import counted

if TYPE_CHECKING:
    from epaper.changes import EditionChanges


def change_lines(changes: Mapping[str, Any]) -> Iterator[str]:
    """One line that sums them up, then one a page."""
    pages = changes["pages"]
    if not pages:
        yield "every page stands as it did"
        return
    moved = counted(len(changes["moved"]), "story", "stories")
    numbers = ", ".join(str(change["page"]) for change in pages)
    named = "page" if len(pages) == 1 else "pages"
    yield f"not as before: {named} {numbers}; {moved} on another page"
    for change in pages:
        yield f"  page {change['page']}: {'; '.join(change['why'])}"


def change_data(changes: EditionChanges | None) -> dict[str, Any] | None:
    """The same as `--json` tells it; null where nothing stood."""
    return None if changes is None else asdict(changes)


def no_changes(pages: int) -> dict[str, Any]:
    """The same of an edition of so many pages that stands as it did."""
    nothing: dict[str, Any] = {part: () for part in ("pages", "edited", "new", "gone", "moved")}
    return {"pages_before": pages, **nothing}
