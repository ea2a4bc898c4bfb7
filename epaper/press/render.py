"""All pages of an edition through the renderer: worker processes, or this process for one job.

In: `PageJob`s' makings. Out: `DrawnPage`s in page order. This process imports the renderer only
when it draws itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import ParamSpec, TypeVar
from xml.sax.saxutils import escape

from epaper.exceptions import PageError, PressError
from epaper.press.drawn import recall
from epaper.press.job import DrawnPage, PageJob
from epaper.system import library_missing
from epaper.whole import write_whole
from epaper.workers import WorkerDied, as_they_come, nothing_left

P = ParamSpec("P")
T = TypeVar("T")
# Told after each page how many are drawn, of how many.
PageDone = Callable[[int, int], None]


def nobody(done: int, pages: int) -> None:
    """Tell nobody how the drawing goes on."""


def draw_pages(
    jobs: Sequence[PageJob], press: Executor, page_done: PageDone = nobody
) -> tuple[DrawnPage, ...]:
    """The pages, drawn or found in the cache; raises PressError when the renderer fails on one.

    `page_done` is told after each page how many are there, of how many.
    """
    found = {job.number: recall(job) for job in jobs}
    missing = [job for job in jobs if found[job.number] is None]
    futures = {job.number: press.submit(_draw, job) for job in missing}
    done = len(jobs) - len(futures)
    if done:
        page_done(done, len(jobs))
    with nothing_left(futures.values()):
        for future in as_they_come(futures.values()):
            if future.exception() is not None:
                break
            done += 1
            page_done(done, len(jobs))
        return tuple(found[job.number] or _drawn(job, futures[job.number]) for job in jobs)


def write_fontconfig(fonts_dir: Path, folder: Path) -> Path:
    """A fontconfig file in `folder` that knows the paper's fonts and no others.

    What fontconfig remembers of them is kept beside it: looking at them takes it no time to speak
    of, and a build that is killed leaves half a file among what it remembers.
    """
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig><dir>{escape(str(fonts_dir.resolve()))}</dir>"
        f"<cachedir>{escape(str((folder / 'fontconfig').resolve()))}</cachedir></fontconfig>\n"
    )
    (folder / "fontconfig").mkdir(exist_ok=True)  # two workers at once would not make it
    path = folder / "fonts.conf"
    write_whole(path, text.encode(), folder)
    return path.resolve()  # a relative one is looked for in the folders of fontconfig


def _drawn(job: PageJob, future: Future[DrawnPage]) -> DrawnPage:
    try:
        return future.result()
    except (WorkerDied, MemoryError) as error:
        raise PressError(
            f"the renderer died on page {job.number}", "is the machine out of memory?"
        ) from error


def _draw(job: PageJob) -> DrawnPage:
    try:
        # Imported here so that the process that only waits for the pages never loads the renderer.
        from epaper.press.engine import draw_page
    except ImportError as error:
        raise PressError(*library_missing(error)) from None
    try:
        return draw_page(job)
    except MemoryError:
        raise
    except Exception as error:
        # The renderer may raise anything, also what cannot travel between processes.
        reason = f"{type(error).__name__}: {error}"
        message = f"the renderer failed on page {job.number}: {reason}"
        raise PageError(message, job.number) from None
