"""What the reader's tests share: days of the sample paper, built once, and the real server.

`sample` is a paper's folder with two finished editions; `served` is the address of a server that
shows it. Workers of pytest-xdist share the built days and have a server each.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from epaper.build import Order, build_edition
from epaper.reader.publish import SiteOrder, publish
from tests.reader.browser.plain_host import plain_host

EDITIONS = Path(__file__).parents[2] / "editions"
DAY = date(2026, 2, 4)  # eight pages
BEFORE = date(2026, 2, 3)  # three pages

SITE = "EPAPER_TEST_SITE"
SERVE = """
import sys
from datetime import date
from pathlib import Path
from epaper.reader import Settings
from epaper.reader.serve import Listening, serve_paper

settings = Settings(folder=Path(sys.argv[1]), today=lambda: date(2026, 2, 4))
serve_paper(settings, Listening(port=0), lambda at: print(at, flush=True))
"""

# Starts another server of a folder: its address, and its process.
Serve = Callable[[Path], "tuple[str, subprocess.Popen[str]]"]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample paper with the editions of BEFORE and DAY; tests must not write into it."""
    folder = shared_root(tmp_path_factory) / "sample-paper"
    with only_one(folder.with_suffix(".lock")):
        if not (folder / "built").exists():
            _build(folder)
    return folder


def shared_root(factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """One worker at a time."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _build(folder: Path) -> None:
    folder.mkdir()
    shutil.copy(EDITIONS / "paper.toml", folder)
    for day in (BEFORE, DAY):
        own = shutil.ignore_patterns("out")
        shutil.copytree(EDITIONS / f"{day}", folder / f"{day}", ignore=own)
        assert build_edition(Order(folder=folder, day=day, jobs=1)).printed is not None
    (folder / "built").touch()


def edition_as(folder: Path, source: Path, day: date, **paper: str) -> None:
    """The edition in `source` (a folder of a format) as that of another day, or in another tongue.

    Its files are the same ones, linked; only edition.json is another.
    """
    to = folder / f"{day}" / "out" / source.name
    shutil.copytree(source, to, copy_function=os.link)
    manifest = json.loads((source / "edition.json").read_bytes())
    manifest["date"] = f"{day}"
    manifest["paper"] |= paper
    (to / "edition.json").unlink()
    (to / "edition.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Starts servers, and stops at the end those that still run."""
    running: list[subprocess.Popen[str]] = []

    def start(folder: Path) -> tuple[str, subprocess.Popen[str]]:
        command = [sys.executable, "-c", SERVE, str(folder)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        running.append(server)
        assert server.stdout is not None
        return server.stdout.readline().strip().rstrip("/"), server

    yield start
    for server in running:
        stop(server)


def stop(server: "subprocess.Popen[str]") -> None:
    """End a server, as when the network goes."""
    server.kill()
    server.wait()
    if server.stdout is not None:
        server.stdout.close()


@pytest.fixture(scope="session")
def served(sample: Path, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample paper, without a slash at its end.

    With EPAPER_TEST_SITE set it is the static export's, shown by a plain file server.
    """
    if SITE not in os.environ:
        yield serve(sample)[0]
        return
    root = tmp_path_factory.mktemp("site")
    with plain_host(root) as (host, _):
        address = f"{host}/paper"
        publish(SiteOrder(paper=sample, folder=root / "paper", address=address, today=lambda: DAY))
        yield f"{host}/paper"
