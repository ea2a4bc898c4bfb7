"""What WeasyPrint may open, and what it says.

In: the files that a page may have. Out: their bytes, and the renderer's log lines.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Opens what its list names and nothing else; `refused` tells what was asked beyond it."""

    def __init__(self, files: Mapping[str, str]) -> None:
        super().__init__(allowed_protocols=("epaper",))
        self.files = files
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The named file; ValueError for any other address."""
        if url not in self.files:
            self.refused.append(url)
            raise ValueError(f"not one of this edition's files: {url}")
        return URLFetcherResponse(url, Path(self.files[url]).read_bytes())


class _Listener(logging.Handler):
    """Keeps the renderer's log lines instead of printing them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """The renderer's log lines, as they come."""
    logger = logging.getLogger("weasyprint")
    listener = _Listener()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield listener.records
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate
