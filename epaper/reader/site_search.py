"""The search of a static export: an index that the browser asks, made by Pagefind.

In: the manifests of all editions. Out: the files of the index. Pagefind is optional (the
dependency group `publish`); without it the export has no search, and says so.
Source: pagefind.app/docs, the Python API of Pagefind 1.5.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from epaper.exceptions import PublishError
from epaper.model.manifest import Manifest, RecordEntry, StoryEntry

if TYPE_CHECKING:
    from pagefind.index import PagefindIndex

FOLDER = "pagefind"
AT_ONCE = 64  # records on the way to Pagefind's process

# Its ready-made search boxes, which this site does not use.
_UNUSED = ("pagefind-ui", "pagefind-modular", "pagefind-component", "pagefind-highlight")


def pagefind_version() -> str:
    """The version that is installed; empty if there is none, or its program is missing."""
    try:
        found = version("pagefind")
    except PackageNotFoundError:
        return ""
    programs = ("pagefind_bin", "pagefind_bin_extended")
    return found if any(find_spec(name) for name in programs) else ""


def make_index(
    manifests: Iterable[tuple[str, Manifest]], language: str, out: Path
) -> Iterator[tuple[str, Path]]:
    """The files of an index of all records: each with its path in the site.

    `manifests` come with the address of their day, which those of the stories begin with, from
    the site's own root. One language for all, that of the paper: Pagefind searches one at a time.
    Raises PublishError.
    """
    try:
        # In a thread of its own, since whoever calls may have an event loop running already;
        # `manifests` are read there and need this one's context.
        with ThreadPoolExecutor(1) as thread:
            made = _make(manifests, language, out)
            thread.submit(copy_context().run, asyncio.run, made).result()
    except (OSError, RuntimeError, AssertionError) as error:
        raise PublishError(f"the search could not be made: {error}") from error
    for path in sorted(out.rglob("*")):
        if path.is_file() and not path.name.startswith(_UNUSED):
            yield f"{FOLDER}/{path.relative_to(out).as_posix()}", path


async def _make(manifests: Iterable[tuple[str, Manifest]], language: str, out: Path) -> None:
    from pagefind.index import IndexConfig, PagefindIndex

    config = IndexConfig(force_language=language.split("-")[0], output_path=str(out))
    async with PagefindIndex(config=config) as index:
        waiting: list[asyncio.Task[None]] = []
        for address, manifest in manifests:
            for story in manifest.stories:
                for record in story.records:
                    waiting.append(
                        asyncio.create_task(_add(index, manifest, story, record, address))
                    )
            if len(waiting) >= AT_ONCE:
                await asyncio.gather(*waiting)
                waiting.clear()
        await asyncio.gather(*waiting)


async def _add(
    index: PagefindIndex,
    manifest: Manifest,
    story: StoryEntry,
    record: RecordEntry,
    address: str,
) -> None:
    await index.add_custom_record(
        url=f"{address}/{record.slug}/",
        content=_words(record),
        language=manifest.paper.language.split("-")[0],
        meta={
            "title": record.headline,
            "day": manifest.date,
            "section": story.section_name,
            "page": str(min(story.pages, default=1)),
        },
        filters={"section": [story.section], "year": [manifest.date[:4]]},
        sort={"day": manifest.date},
    )


def _words(record: RecordEntry) -> str:
    """All that is searched, the headline first: Pagefind knows no fields in plain records."""
    head = [record.headline, record.standfirst, *record.byline, record.agency]
    body = " ".join(block.text for block in record.body)
    captions = [text for photo in record.photos for text in (photo.caption, photo.credit)]
    return " · ".join(part for part in (*head, body, *captions) if part)
