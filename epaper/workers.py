"""Workers: processes that draw pages and develop pictures for a build, as an executor.

They are plain processes and not multiprocessing's: they import nothing but the program, neither
the script that called it nor anything that lies in the current folder, and none outlives the build.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count as count_up
from pathlib import Path
from queue import Empty, LifoQueue, PriorityQueue
from threading import Lock
from typing import Any, ParamSpec, TypeVar

import epaper
from epaper.exceptions import PressError
from epaper.worker import load_renderer, receive, send

P = ParamSpec("P")
T = TypeVar("T")

# -P keeps the current folder, which -c would put first, from the places that are searched.
_START = "import sys; sys.path.extend(sys.argv[1:]); from epaper.worker import main; main()"


class WorkerDied(PressError):
    """A worker ended before it had done what it was sent."""


class Workers(Executor):
    """At most `count` processes, each doing one thing at a time; one that dies is replaced.

    A process is started when there is something to do and none that waits for it. What is
    submitted by `later` is done when there is nothing else; of what is submitted by `ahead` less is
    done at a time than there are workers, for the process that starts them is busy too.
    """

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="press")
        self._all: list[_Worker] = []
        self._lock = Lock()
        self._ended = self._warm = False
        self._calls: PriorityQueue[_Call] = PriorityQueue()
        self._numbers = count_up()
        # None stands for one that is not there: whoever takes it starts one. Those that wait are
        # taken before these.
        self._idle: LifoQueue[_Worker | None] = LifoQueue()
        for _ in range(count):
            self._idle.put(None)
        self.later: Executor = _Later(self)
        self.ahead: Executor = _Ahead(self, max(1, count - 1))

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """What `fn` gives back in a worker; `fn` is found there by its module and name."""
        return self._ask(False, fn, args, kwargs)

    def warm_up(self) -> None:
        """Have one process load the renderer, the first time that this is asked for."""
        if not self._warm:
            self._warm = True
            self.submit(load_renderer)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; with `cancel_futures` in the middle of what they do."""
        if cancel_futures:
            self.ahead.shutdown(cancel_futures=True)
            with suppress(Empty):
                while True:
                    self._calls.get_nowait().future.cancel()
        self._threads.shutdown(wait=wait and not cancel_futures, cancel_futures=cancel_futures)
        with self._lock:
            self._ended = True
        for worker in self._all:
            worker.end()
        self._threads.shutdown(wait=wait)

    def _ask(
        self, later: bool, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Future[T]:
        future: Future[T] = Future()
        self._calls.put(_Call(later, next(self._numbers), future, (fn, args, kwargs)))
        self._threads.submit(self._answer_one)
        return future

    def _answer_one(self) -> None:
        """See to the first of the calls: there is one for every time that this is run."""
        try:
            call = self._calls.get_nowait()
        except Empty:  # cancelled at the end
            return
        if not call.future.set_running_or_notify_cancel():
            return
        try:
            call.future.set_result(self._call(call.what))
        except BaseException as error:
            call.future.set_exception(error)

    def _call(self, what: tuple[Any, ...]) -> Any:
        worker = self._idle.get()
        try:
            worker = worker or self._another()
            done, outcome = worker.call(pickle.dumps(what))
        except WorkerDied:
            worker = None
            raise
        finally:
            self._idle.put(worker)
        if done:
            return outcome
        raise outcome

    def _another(self) -> _Worker:
        with self._lock:
            if self._ended:
                raise WorkerDied("the press has been shut down")
            self._all.append(_Worker())
            return self._all[-1]


@dataclass(frozen=True, slots=True, order=True)
class _Call:
    """Something to be done: what is for later comes last, else what came first comes first."""

    later: bool
    number: int
    future: Future[Any] = field(compare=False)
    what: tuple[Any, ...] = field(compare=False)


class _Later(Executor):
    """The workers, as they are asked for what nobody waits for."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As the workers' own, but after all that they are asked for."""
        return self._workers._ask(True, fn, args, kwargs)


class _Ahead(Executor):
    """The same, but for at most so many of them at a time."""

    def __init__(self, workers: Workers, most: int) -> None:
        self._workers, self._free = workers, most
        self._lock = Lock()
        self._waiting: deque[tuple[Future[Any], Callable[..., Any], Any, Any]] = deque()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As the workers' own, when one of these is free."""
        future: Future[T] = Future()
        self._waiting.append((future, fn, args, kwargs))
        self._go_on()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing more of what waits is begun."""
        with suppress(IndexError):
            while True:
                future = self._waiting.popleft()[0]
                if future.cancel():
                    future.set_running_or_notify_cancel()

    def _go_on(self) -> None:
        """Begin the next of what waits that nobody has cancelled, if one may be begun."""
        with self._lock:
            while self._free and self._waiting:
                future, fn, args, kwargs = self._waiting.popleft()
                if future.set_running_or_notify_cancel():
                    self._free -= 1
                    break
            else:
                return
        begun = self._workers._ask(True, fn, args, kwargs)
        begun.add_done_callback(partial(self._ended, future))

    def _ended(self, future: Future[Any], begun: Future[Any]) -> None:
        try:
            future.set_result(begun.result())
        except BaseException as error:  # a worker that died, the end of the build
            future.set_exception(error)
        with self._lock:
            self._free += 1
        self._go_on()


def for_later(press: Executor) -> Executor:
    """The press for what nobody waits for: it comes after all else where the press can tell."""
    later: Executor = getattr(press, "later", press)
    return later


def ahead(press: Executor) -> Executor:
    """The press for what is done ahead, while this process has work of its own."""
    before: Executor = getattr(press, "ahead", press)
    return before


class _Worker:
    """A process, and the pipes to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *_flags(), "-P", "-c", _START, *import_path()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
        )

    def call(self, message: bytes) -> tuple[bool, Any]:
        """Send a call, wait for its outcome. Raises WorkerDied."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            send(self._process.stdin, message)
            answered = receive(self._process.stdout)
        except (OSError, EOFError, ValueError):
            told = "a worker of the press died"
            raise WorkerDied(told, "is the machine out of memory?") from None
        found: tuple[bool, Any] = pickle.loads(answered)
        return found

    def end(self) -> None:
        """Kill it: it has nothing of its own to put in order."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:  # what was buffered has nowhere to go
                pass


@contextmanager
def nothing_left(futures: Collection[Future[Any]]) -> Iterator[None]:
    """When this ends, by an error too, nothing of the work is still being done."""
    try:
        yield
    finally:
        for future in futures:
            future.cancel()
        wait(futures)


def import_path() -> list[str]:
    """Where a worker looks for modules after the standard library and the installed packages.

    What this process looks in, but neither the current folder nor that of the script it runs; last,
    where the program itself is.
    """
    script = getattr(sys.modules.get("__main__"), "__file__", None)
    here = {os.path.realpath(place) for place in (os.curdir, os.path.dirname(script or ""))}
    kept = [path for path in sys.path if os.path.isabs(path) and os.path.realpath(path) not in here]
    return [*kept, str(Path(epaper.__file__).resolve().parents[1])]


def _environment() -> dict[str, str]:
    """This process's own, without an empty or relative place in PYTHONPATH: the current folder."""
    environment = dict(os.environ)
    if "PYTHONPATH" in environment:
        places = environment["PYTHONPATH"].split(os.pathsep)
        environment["PYTHONPATH"] = os.pathsep.join(p for p in places if os.path.isabs(p))
    return environment


def _flags() -> list[str]:
    """What this interpreter was told to leave out, its workers leave out too."""
    return [
        *(["-E"] if sys.flags.ignore_environment else []),
        *(["-s"] if sys.flags.no_user_site else []),
        *(["-S"] if sys.flags.no_site else []),
    ]


class InProcess(Executor):
    """An executor that does the work here, when its outcome is wanted; for one job, and tests."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The work, to be done when it is asked for."""
        return _Wanted(partial(fn, *args, **kwargs))


class _Wanted(Future[T]):
    """What is done when somebody asks for it; what nobody asks for is not."""

    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__()
        self._work = work

    def result(self, timeout: float | None = None) -> T:
        """The outcome."""
        self._do()
        return super().result(timeout)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """What went wrong."""
        self._do()
        return super().exception(timeout)

    def cancel(self) -> bool:
        """Not do it; nobody waits for what is not done."""
        if self.done() or not super().cancel():
            return self.cancelled()
        self.set_running_or_notify_cancel()
        return True

    def _do(self) -> None:
        if self.done() or not self.set_running_or_notify_cancel():
            return
        try:
            self.set_result(self._work())
        except Exception as error:
            self.set_exception(error)


@contextmanager
def start_press(jobs: int) -> Iterator[Executor]:
    """Workers for `jobs` pages at a time; none is started before there is something to do."""
    if jobs <= 1:
        yield InProcess()
        return
    workers = Workers(jobs)
    try:
        yield workers
    finally:
        workers.shutdown(cancel_futures=True)


def warm_up(press: Executor) -> None:
    """Have a worker load the renderer while pages are made up: it takes a second.

    Of our own processes one does, once: asked while it does so, another would be started for it.
    """
    if isinstance(press, Workers):
        press.warm_up()
    else:
        press.submit(load_renderer)


def as_they_come(futures: Collection[Future[T]]) -> Iterator[Future[T]]:
    """The futures as they are done; what is done here only when it is asked for, in turn."""
    wanted = [future for future in futures if isinstance(future, _Wanted)]
    yield from wanted
    yield from as_completed(set(futures).difference(wanted))
