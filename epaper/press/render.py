"""All pages of an edition through the renderer: a process pool, or this process for one job.

In: `PageJob`s' makings. Out: `DrawnPage`s in page order. Workers start from a fork server that
has imported the renderer once; this process imports it only when it draws itself.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ParamSpec, TypeVar
from xml.sax.saxutils import escape

from epaper.exceptions import PageError, PressError
from epaper.press.job import DrawnPage, PageJob

P = ParamSpec("P")
T = TypeVar("T")

ENGINE = "epaper.press.engine"


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
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload([ENGINE])
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        for _ in range(jobs):
            pool.submit(_warm_up)
        yield pool


def draw_pages(jobs: Sequence[PageJob], press: Executor) -> tuple[DrawnPage, ...]:
    """Draw the pages; raises PressError when the renderer fails on one."""
    futures = [press.submit(_draw, job) for job in jobs]
    pages = []
    for job, future in zip(jobs, futures, strict=True):
        try:
            pages.append(future.result())
        except (BrokenProcessPool, MemoryError) as error:
            raise PressError(
                f"the renderer died on page {job.number}", "is the machine out of memory?"
            ) from error
    return tuple(pages)


def write_fontconfig(fonts_dir: Path, cache_dir: Path) -> Path:
    """A fontconfig file that knows the paper's fonts and no others."""
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig><dir>{escape(str(fonts_dir.resolve()))}</dir>"
        f"<cachedir>{escape(str((cache_dir / 'fontconfig').resolve()))}</cachedir></fontconfig>\n"
    )
    (cache_dir / "fontconfig").mkdir(exist_ok=True)  # two workers at once would not make it
    path = cache_dir / "fonts.conf"
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
    return path.resolve()  # a relative one is looked for in the folders of fontconfig


def _draw(job: PageJob) -> DrawnPage:
    try:
        # Imported here so that the process that only waits for the pages never loads the renderer.
        from epaper.press.engine import draw_page
    except ImportError as error:
        raise PressError(str(error), "install the Pango libraries, as README.md says") from None
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
