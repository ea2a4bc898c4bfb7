"""Executors: who draws the pages: processes of this machine, or a Dask cluster.

In: an address, dask://HOST:PORT, or none. Out: an open executor. A cluster's workers have to see
the paper's folder and the program under the same paths, and to be of the same versions, so that the
bytes are the same; both are asked before any work is given out.
"""

from __future__ import annotations

import logging
import pickle
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, ParamSpec, TypeVar
from urllib.parse import SplitResult, urlsplit

from epaper.exceptions import PressError
from epaper.places import CACHE, fonts_dir
from epaper.versions import drawing_mark, program_mark
from epaper.worker import answer
from epaper.workers import WorkerDied, start_press

P = ParamSpec("P")
T = TypeVar("T")

DASK = "dask"
CONNECT_S = 5.0  # a scheduler that is there answers at once
WORKERS_S = 10.0  # for the first worker to come, where a cluster is just being started
ALL_GONE_S = 30.0  # without any worker: a new one may be on its way
LOOK_S = 2.0
MOST_THREADS = 64

# The renderer draws one page at a time in a process; a worker of Dask may have many threads.
_TURN = Lock()


@contextmanager
def open_press(jobs: int, address: str, folder: Path) -> Iterator[Executor]:
    """Workers: `jobs` processes here, or those of the cluster at `address`.

    `folder` is the paper's. Raises PressError for an address that is none, a cluster that does not
    answer, and workers that would not draw the same pages.
    """
    if not address:
        with start_press(jobs) as press:
            yield press
        return
    parts = _parts(address)
    with _client(parts) as client:
        _agree(client, folder)
        cluster = DaskCluster(client)
        try:
            yield cluster
        finally:
            cluster.shutdown(cancel_futures=True)


class DaskCluster(Executor):
    """A Dask cluster that does the press's work; work of a worker that dies is done by another."""

    def __init__(self, client: Any) -> None:
        self._client = client
        threads = sum(client.nthreads().values())
        # One that waits for each that works, and as many for work that is on its way.
        self._waiting = ThreadPoolExecutor(min(2 * threads, MOST_THREADS))
        self._ended = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """What `fn` gives back in a worker; `fn` is found there by its module and name."""
        return self._waiting.submit(self._call, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster; with `cancel_futures` in the middle of what it does."""
        self._ended = cancel_futures
        self._waiting.shutdown(wait=wait, cancel_futures=cancel_futures)

    def _call(self, fn: Callable[..., T], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> T:
        message = pickle.dumps((fn, args, kwargs))
        future = self._client.submit(answer_in_turn, message, pure=False)
        try:
            answered = self._answer(future)
        finally:
            future.release()
        done, outcome = pickle.loads(answered)
        if done:
            return outcome  # type: ignore[no-any-return]
        raise outcome

    def _answer(self, future: Any) -> bytes:
        """What a worker answers, however often the work has to be given out again."""
        seen = time.monotonic()
        while not self._ended:
            try:
                answered: bytes = future.result(timeout=LOOK_S)
            except TimeoutError:
                if self._client.nthreads():
                    seen = time.monotonic()
                elif time.monotonic() - seen > ALL_GONE_S:
                    raise WorkerDied("the cluster has no workers any more") from None
            except Exception as error:  # KilledWorker, a scheduler that has gone
                told = f"the cluster failed: {type(error).__name__}"
                raise WorkerDied(told, "do its scheduler and workers still run?") from None
            else:
                return answered
        future.cancel()
        raise WorkerDied("the press has been shut down")


def answer_in_turn(call: bytes) -> bytes:
    """A call's outcome, as a worker of the press gives it, made when no other is."""
    with _TURN:
        return answer(call)


def report(paths: tuple[str, ...]) -> tuple[str, tuple[bool, ...]]:
    """What a worker is: the versions of all that draws, and whether it sees these files."""
    return _versions(), tuple(Path(path).is_file() for path in paths)


def _versions() -> str:
    return f"{program_mark()} {drawing_mark()}"


def _parts(address: str) -> SplitResult:
    example = "write dask://HOST:PORT, such as dask://127.0.0.1:8786"
    try:
        parts = urlsplit(address)
        whole = bool(parts.hostname and parts.port)
    except ValueError:
        raise PressError(f"{address!r} is no address of an executor", example) from None
    if parts.scheme != DASK:
        raise PressError(f"there is no executor {parts.scheme or address!r}", example)
    if not whole or parts.path.strip("/"):
        raise PressError(f"{address!r} is no address of an executor", example)
    return parts


@contextmanager
def _client(parts: SplitResult) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError:
        told = "Dask is not installed here"
        raise PressError(told, "pip install 'epaper[dask]', here and for every worker") from None
    quiet = logging.getLogger("distributed")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)  # what matters is told by us
    place = f"{parts.hostname}:{parts.port}"
    try:
        try:
            client: Any = Client(  # type: ignore[no-untyped-call]
                f"tcp://{place}", timeout=CONNECT_S, set_as_default=False
            )
        except (OSError, ValueError) as error:
            hint = f"start one there: dask scheduler --host {parts.hostname} --port {parts.port}"
            raise PressError(f"no Dask scheduler answers at {place}", hint) from error
        with client:
            yield client
    finally:
        quiet.setLevel(level)


def _agree(client: Any, folder: Path) -> None:
    """Raise PressError unless every worker sees the paper and would draw the same pages."""
    try:
        client.wait_for_workers(1, timeout=WORKERS_S)
    except TimeoutError:
        told = "the cluster has a scheduler and no workers"
        raise PressError(told, "start some: dask worker HOST:PORT --nthreads 1") from None
    with _token(folder) as token:
        seen = (str(token), str(fonts_dir() / "fonts.toml"))
        try:
            reports = client.run(report, seen)
        except Exception as error:  # whatever a worker without epaper raises
            raise PressError(
                f"a worker of the cluster cannot run epaper: {type(error).__name__}: {error}",
                "install the same version of epaper for every worker, with its libraries",
            ) from None
    own = _versions()
    for worker, (versions, there) in sorted(reports.items()):
        if not all(there):
            path = seen[there.index(False)]
            hint = "workers have to see the paper's folder and epaper under the same paths"
            raise PressError(f"the worker {worker} does not see {path}", hint)
        if versions != own:
            hint = "install the same versions here and there: the pages would not be the same"
            raise PressError(f"the worker {worker} has another epaper or renderer", hint)


@contextmanager
def _token(folder: Path) -> Iterator[Path]:
    """A file in the paper's cache that only those see who share the file system."""
    cache = (folder / CACHE).resolve()
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"seen-{secrets.token_hex(4)}"
    path.touch()
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
