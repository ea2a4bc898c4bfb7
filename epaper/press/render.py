"""All pages of an edition through the renderer: worker processes, or this process for one job.

In: `PageJob`s' makings. Out: `DrawnPage`s in page order. This process imports the renderer only
when it draws itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ParamSpec, TypeVar
from xml.sax.saxutils import escape

from epaper.exceptions import PageError, PressError
from epaper.press.job import DrawnPage, PageJob
from epaper.press.whole import write_whole
from epaper.press.workers import WorkerDied, Workers, nothing_left
from epaper.system import library_missing

P = ParamSpec("P")
T = TypeVar("T")
# Told after each page how many are drawn, of how many.
PageDone = Callable[[int, int], None]


class InProcess(Executor):
    """An executor that does the work at once, here; for one job, and for tests."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished work."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def start_press(jobs: int) -> Iterator[Executor]:
    """Workers for `jobs` pages at a time. Entered early, they warm up while pages are made up."""
    if jobs <= 1:
        yield InProcess()
        return
    workers = Workers(jobs)
    try:
        for _ in range(jobs):
            workers.submit(_warm_up)
        yield workers
    finally:
        workers.shutdown(cancel_futures=True)


def draw_pages(
    jobs: Sequence[PageJob],
    press: Executor,
    page_done: PageDone = lambda done, pages: None,
) -> tuple[DrawnPage, ...]:
    """Draw the pages; raises PressError when the renderer fails on one.

    `page_done` is told after each page how many are drawn, of how many.
    """
    futures: list[Future[DrawnPage]] = []
    told: set[Future[DrawnPage]] = set()

    def tell(future: Future[DrawnPage]) -> None:
        told.add(future)
        page_done(len(told), len(jobs))

    for job in jobs:
        futures.append(press.submit(_draw, job))
        if futures[-1].done() and futures[-1].exception() is None:  # in this process, at once
            tell(futures[-1])
    with nothing_left(futures):
        for future in as_completed(set(futures) - told):
            if future.exception() is not None:
                break
            tell(future)
        return tuple(_drawn(job, future) for job, future in zip(jobs, futures, strict=True))


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


def _warm_up() -> None:
    with suppress(ImportError):  # told when the first page is drawn
        import epaper.press.engine  # noqa: F401
