"""A worker of the press: a process that does what it is sent, one thing after another.

In: pickled calls on standard input. Out: pickled answers on what was standard output. It ends when
the build that started it does, killed or not: its input ends then, which a thread of its own
waits for, and Linux is asked to kill it besides. Both are settled before anything large is
imported, so this module stands outside of the press: a build may be killed as it starts workers.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import struct
import sys
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import IO

from epaper.exceptions import EpaperError, PressError

PR_SET_PDEATHSIG = 1  # linux/prctl.h
YOUNG_OBJECTS = 50_000  # before they are looked at; of Python itself 700
_LENGTH = struct.Struct("<Q")


def main() -> None:
    """Answer until there is nothing more to come."""
    _die_with_the_build()
    collect_seldom()
    calls, answers = _take_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the build's, which then ends this
    waiting: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(calls, waiting), daemon=True).start()
    while True:
        send(answers, answer(waiting.get()))


def collect_seldom() -> None:
    """Have Python look less often for objects that hold one another.

    For a process that is ours alone. A build makes millions of objects that live until it ends, and
    looking through them is a tenth of its time; what the renderer leaves of a page is found still.
    """
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def load_renderer() -> None:
    """Load what draws pages: it takes a second, and nobody has to wait for it yet."""
    with suppress(ImportError):  # told when the first page is drawn
        import epaper.press.engine  # noqa: F401


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write a message as a whole."""
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Read the next message. Raises EOFError when the other side has gone."""
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return _exactly(pipe, length)


def answer(call: bytes) -> bytes:
    """A call's pickled outcome: (True, what it gave back) or (False, what it raised)."""
    try:
        function, args, kwargs = pickle.loads(call)
        return pickle.dumps((True, function(*args, **kwargs)))
    except (EpaperError, MemoryError) as error:
        return pickle.dumps((False, error))
    except Exception as error:
        # Of others it is not known whether they can travel.
        return pickle.dumps((False, PressError(f"{type(error).__name__}: {error}")))


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _listen(calls: IO[bytes], waiting: SimpleQueue[bytes]) -> None:
    """Take in calls; end the process, whatever it is doing, when no more can come."""
    while True:
        try:
            waiting.put(receive(calls))
        except (EOFError, OSError):
            os._exit(0)


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output for ourselves: whatever else is printed goes to standard error."""
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    try:
        os.dup2(2, 1)
    except OSError:  # the build has none
        os.dup2(nothing, 1)
    os.close(nothing)
    return calls, answers


def _die_with_the_build() -> None:
    """Also in the middle of the renderer's C code, where no thread of Python gets a turn."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
