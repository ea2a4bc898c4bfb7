"""A Dask cluster as the press: a real scheduler and two workers on this machine."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from distributed import Client

from epaper import executors
from epaper.build import Order, build_edition
from epaper.cli import main
from epaper.exceptions import EpaperError, PressError
from epaper.executors import open_press
from tests.small_paper import forget, marks, put_paper, put_story

ROOT = Path(__file__).parents[1]
DAY = date(2026, 1, 5)
OTHER = date(2026, 1, 12)  # looks back to DAY
AT = re.compile(r"(tcp://[\d.]+:\d+)")


@dataclass
class Cluster:
    """A scheduler at `address`, and its workers."""

    address: str
    workers: "list[subprocess.Popen[str]]"


def begin(stack: ExitStack, words: str, *arguments: str) -> "tuple[subprocess.Popen[str], str]":
    """A process of Dask, and the line in which it says `words`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    stack.callback(end, process)
    assert process.stderr is not None
    return process, next(line for line in process.stderr if words in line)


def end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()


def worker(stack: ExitStack, address: str, folder: Path) -> "subprocess.Popen[str]":
    own = ("--nthreads", "2", "--no-nanny", "--local-directory", str(folder))
    return begin(stack, "Registered to", "worker", address, *own)[0]


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def scheduler(stack: ExitStack) -> str:
    arguments = ("scheduler", "--host", "127.0.0.1", "--port", "0")
    found = AT.search(begin(stack, "Scheduler at", *arguments)[1])
    assert found
    return found[1]


@pytest.fixture
def cluster(stack: ExitStack, tmp_path: Path) -> Cluster:
    at = scheduler(stack)
    return Cluster(at.replace("tcp", "dask"), [worker(stack, at, tmp_path / n) for n in "ab"])


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--paper", str(folder), "build", *words])


def test_a_worker_is_killed_half_way_and_the_edition_is_right(
    cluster: Cluster, tmp_path: Path
) -> None:
    folder = put_paper(tmp_path / "paper", DAY)
    for name in "abcdefghijkl":  # four pages
        put_story(folder, DAY, name, f"Story {name} of the day", paragraphs=12)
    order = Order(folder=folder, day=DAY, jobs=2)
    told: list[tuple[int, int]] = []
    given: list[int] = []
    lost, other = cluster.workers

    def page_done(done: int, pages: int) -> None:
        told.append((done, pages))
        if done == 1:
            given.extend(map(len, client.processing().values()))
            lost.kill()

    with (
        Client(cluster.address.replace("dask", "tcp")) as client,
        open_press(1, cluster.address, folder) as press,
    ):
        assert press.submit(pow, 2, 5).result() == 32
        with pytest.raises(PressError, match="ZeroDivisionError"):
            press.submit(divmod, 1, 0).result()
        # What it has begun it cannot end: it is given to the other when the first is killed.
        lost.send_signal(signal.SIGSTOP)
        built = build_edition(order, press=press, page_done=page_done)
    assert built.printed is not None
    assert min(given) > 0  # the one that was killed had pages
    assert told == [(n + 1, built.printed.pages) for n in range(built.printed.pages)]
    assert (lost.wait(), other.poll()) == (-signal.SIGKILL, None)
    left = marks(folder, DAY)
    forget(folder, DAY)
    build_edition(order)
    assert marks(folder, DAY) == left

    # Days of a range, by the one that is left.
    put_story(folder, OTHER, "harbour", "A week later")
    result = run(folder, f"{DAY}..{OTHER}", "--executor", cluster.address)
    assert result.exit_code == 0, result.output
    assert "2 days with copy: 1 built, 1 unchanged" in result.stdout
    assert marks(folder, DAY) == left


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("dusk://127.0.0.1:8786", "there is no executor 'dusk'"),
        ("127.0.0.1:8786", "there is no executor '127.0.0.1:8786'"),
        ("dask", "there is no executor 'dask'"),
        ("dask://127.0.0.1", "is no address of an executor"),
        ("dask://:8786", "is no address of an executor"),
        ("dask://127.0.0.1:none", "is no address of an executor"),
        ("dask://127.0.0.1:8786/paper", "is no address of an executor"),
    ],
)
def test_an_address_that_is_none_is_told_with_a_hint(
    address: str, words: str, tmp_path: Path
) -> None:
    result = run(put_paper(tmp_path / "paper", DAY), f"{DAY}", "--executor", address)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "dask://127.0.0.1:8786" in result.stderr


def refused(address: str, folder: Path) -> EpaperError:
    with pytest.raises(PressError) as error, open_press(1, address, folder):
        pass
    assert error.value.hint
    return error.value


def test_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "CONNECT_S", 0.5)
    with socket.socket() as taken:  # nobody listens there
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        error = refused(f"dask://127.0.0.1:{port}", put_paper(tmp_path / "paper"))
    assert f"no Dask scheduler answers at 127.0.0.1:{port}" in str(error)


def test_a_cluster_that_would_not_do_is_told(
    stack: ExitStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors, "WORKERS_S", 0.5)
    at, folder = scheduler(stack), put_paper(tmp_path / "paper")
    address = at.replace("tcp", "dask")
    assert "no workers" in str(refused(address, folder))
    monkeypatch.setattr(executors, "WORKERS_S", 30.0)
    worker(stack, at, tmp_path / "a")
    monkeypatch.setattr(executors, "_versions", lambda: "another")
    assert "has another epaper or renderer" in str(refused(address, folder))
    monkeypatch.setattr(executors, "fonts_dir", lambda: tmp_path / "elsewhere")
    assert "does not see" in str(refused(address, folder))


def test_without_dask_it_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    error = refused("dask://127.0.0.1:8786", put_paper(tmp_path / "paper"))
    assert "epaper[dask]" in error.hint
