"""Pictures of an edition's pages: those of before from the cache, others drawn beside the proof.

In: pages as drawn. Out: for each its pictures in every size. Nobody waits for them before the PDF
has been proved and checked: the press makes them when there is nothing else to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from types import TracebackType

from epaper.exceptions import PageError, PressError
from epaper.press.images import PageImage, PictureJob, picture_page, recall_pictures
from epaper.press.job import DrawnPage
from epaper.workers import WorkerDied, for_later, nothing_left


class PagePictures:
    """The pictures of these pages; at its end nothing of them is being drawn any more."""

    def __init__(
        self, pages: Sequence[DrawnPage], cache_dir: Path, aside_dir: Path, press: Executor
    ) -> None:
        self._press = for_later(press)
        self._jobs = [
            PictureJob(
                number=page.number,
                pdf=page.pdf,
                sha256=page.sha256,
                cache_dir=cache_dir,
                aside_dir=aside_dir,
            )
            for page in pages
        ]
        self._begun: list[tuple[PageImage, ...] | Future[tuple[PageImage, ...]]] = []

    def begin(self) -> None:
        """Have them drawn, those that are not in the cache."""
        if not self._begun:
            self._begun = [
                recall_pictures(job) or self._press.submit(_pictured, job) for job in self._jobs
            ]

    def made(self) -> list[tuple[PageImage, ...]]:
        """Those of each page. Raises PressError when that fails on one."""
        self.begin()
        return [
            _ended(job, begun) if isinstance(begun, Future) else begun
            for job, begun in zip(self._jobs, self._begun, strict=True)
        ]

    def __enter__(self) -> PagePictures:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with nothing_left([begun for begun in self._begun if isinstance(begun, Future)]):
            pass


def _ended(job: PictureJob, drawn: Future[tuple[PageImage, ...]]) -> tuple[PageImage, ...]:
    try:
        return drawn.result()
    except (WorkerDied, MemoryError) as error:
        message = f"a worker died over the pictures of page {job.number}"
        raise PressError(message, "is the machine out of memory?") from error


def _pictured(job: PictureJob) -> tuple[PageImage, ...]:
    """The pictures, in whichever process; named like this it is found in a worker."""
    try:
        return picture_page(job)
    except MemoryError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        message = f"page {job.number} cannot be pictured: {reason}"
        raise PageError(message, job.number) from None
