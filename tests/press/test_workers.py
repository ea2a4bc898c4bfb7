"""Workers: what they answer, what is said when one dies, that none outlives the build."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from epaper.exceptions import PaperError, PressError
from epaper.press.prints import Darkroom, PrintOrders
from epaper.press.render import draw_pages
from epaper.workers import WorkerDied, Workers, ahead, import_path, start_press, warm_up

from . import pages
from .sample import ROOT
from .test_page import job_for

NUMBERS = itertools.count()
PAGE = "<style>@page{size:40mm 20mm;margin:0}</style>"

# Starts two workers, tells their numbers, and has one of them busy in C code.
BUILD = """
import os, time
from epaper.workers import Workers
workers = Workers(2)
slept = [workers.submit(time.sleep, 1) for _ in range(2)]  # one each
numbers = set()
while len(numbers) < 2:
    both = [workers.submit(os.getpid) for _ in range(2)]
    numbers |= {each.result() for each in both}
workers.submit(pow, 3, 1 << 25)
workers.submit(time.sleep, 600)
print(*numbers, flush=True)
time.sleep(600)
"""


def die(*args: object, **kwargs: object) -> bytes:
    """As a process that the system ends for want of memory."""
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def refuse() -> None:
    raise PaperError("not this one", "another")


def fail() -> None:
    raise ZeroDivisionError("by nought")


def shout() -> str:
    print("what a library prints does not get between the answers")  # noqa: T201
    return "said"


def test_what_a_call_gives_and_what_it_raises_comes_back() -> None:
    with Workers(2) as workers:
        assert workers.submit(pow, 2, 5).result() == 32
        assert workers.submit(shout).result() == "said"
        with pytest.raises(PaperError, match="not this one") as refused:
            workers.submit(refuse).result()
        assert refused.value.hint == "another"
        with pytest.raises(PressError, match="ZeroDivisionError: by nought"):
            workers.submit(fail).result()
        assert workers.submit(os.getpid).result() != os.getpid()


def number() -> int:
    """How often a worker has been asked for its number before."""
    return next(NUMBERS)


def test_what_is_for_later_is_done_after_all_else() -> None:
    with Workers(1) as workers:
        busy = workers.submit(time.sleep, 0.5)
        later = [workers.later.submit(number), workers.ahead.submit(number)]
        first = [workers.submit(number) for _ in range(2)]
        assert [f.result() for f in (*first, *later)] == [0, 1, 2, 3]
        assert busy.done()


def test_one_worker_is_left_free_of_what_is_done_ahead() -> None:
    with start_press(2) as workers:
        before = ahead(workers)
        asked = [before.submit(os.getpid) for _ in range(8)]
        assert len({future.result() for future in asked}) == 1
        before.submit(time.sleep, 600)
        left = before.submit(os.getpid)
        assert workers.submit(os.getpid).result() > 0
    with pytest.raises(CancelledError):
        left.result()


def test_no_worker_is_started_for_nothing() -> None:
    with Workers(2) as workers:
        assert workers._all == []
        workers.submit(pow, 2, 5).result()
        workers.submit(pow, 2, 5).result()
        assert len(workers._all) == 1


def test_another_takes_the_place_of_one_that_dies() -> None:
    with Workers(1) as workers:
        first = workers.submit(os.getpid).result()
        with pytest.raises(WorkerDied):
            workers.submit(die).result()
        assert workers.submit(os.getpid).result() != first


def test_a_worker_that_dies_over_a_picture_is_told_by_the_picture(tmp_path: Path) -> None:
    room = Darkroom(develop=die, cache=tmp_path, aside=tmp_path)
    with start_press(2) as workers, pytest.raises(PressError, match="ferry") as error:
        PrintOrders(room, workers).frames(pages.plan())
    assert "memory" in error.value.hint


def test_a_worker_that_dies_over_a_page_is_told_by_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("epaper.press.render._draw", die)
    with start_press(2) as workers, pytest.raises(PressError, match="died on page 1"):
        draw_pages([job_for(PAGE, tmp_path)], workers)


def test_the_end_of_a_build_is_that_of_what_its_workers_do() -> None:
    with start_press(2) as workers:
        asleep = workers.submit(time.sleep, 600)
    with pytest.raises((WorkerDied, CancelledError)):
        asleep.result()


def test_no_worker_outlives_a_killed_build() -> None:
    command = [sys.executable, "-c", BUILD]
    build = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert build.stdout is not None
    with build.stdout as told:
        numbers = [int(number) for number in told.readline().split()]
    assert len(numbers) == 2
    assert all(runs(number) for number in numbers)
    build.kill()
    build.wait()
    deadline = time.monotonic() + 60
    while any(runs(number) for number in numbers):
        assert time.monotonic() < deadline, "a worker still runs"
        time.sleep(0.05)


def runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    try:  # one that nobody waits for any more has ended all the same
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state != "Z"


def test_workers_look_neither_here_nor_beside_the_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, beside, kept = tmp_path / "here", tmp_path / "beside", tmp_path / "kept"
    for folder in (here, beside, kept):
        folder.mkdir()
    monkeypatch.chdir(here)
    script = str(beside / "script.py")
    monkeypatch.setattr(sys.modules["__main__"], "__file__", script, raising=False)
    monkeypatch.setattr(sys, "path", ["", "lib", str(here), str(beside), str(kept)])
    assert import_path()[:-1] == [str(kept)]


def test_an_empty_place_in_pythonpath_is_not_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What Python itself reads as the current folder, at its very start.
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit('planted')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{os.pathsep}.")
    with Workers(1) as workers:
        assert workers.submit(os.getcwd).result() == str(tmp_path)


def test_the_renderer_is_loaded_once_however_often_it_is_asked_for() -> None:
    workers = Workers(2)
    warm_up(workers)
    warm_up(workers)
    workers.shutdown()
    assert len(workers._all) == 1
