"""What is not as it stood, as lines and as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from epaper.cli.common import counted

if TYPE_CHECKING:
    from epaper.changes import EditionChanges


def change_lines(changes: EditionChanges) -> Iterator[str]:
    """One line that sums them up, then one a page."""
    if not changes:
        yield "every page stands as it did"
        return
    moved = counted(len(changes.moved), "story", "stories")
    numbers = ", ".join(str(change.page) for change in changes.pages)
    pages = "page" if len(changes.pages) == 1 else "pages"
    yield f"not as before: {pages} {numbers}; {moved} on another page"
    for change in changes.pages:
        yield f"  page {change.page}: {'; '.join(change.why)}"


def change_data(changes: EditionChanges | None) -> dict[str, object] | None:
    """The same as `--json` tells it; null where nothing stood."""
    return None if changes is None else asdict(changes)
