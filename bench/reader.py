"""Loads the reader: `make bench`, or with fewer editions: bench/reader.py --editions 1000.

In: editions made by script (bench/archive.py) behind the real server, and the sample edition. Out:
milliseconds by kind of page at a constant rate, what a phone loads with the home page, and
bench/out/reader.json.

The load is open: a request is due at its time whether or not the ones before it are answered, and
is timed from then, so that a server that stalls is seen to (Tene, "How not to measure latency").
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from archive import LAST, Language, fill  # noqa: E402
from days import DAY, sample_day  # noqa: E402

from epaper.archive import Archive  # noqa: E402
from tests.archive.made_up import put_paper  # noqa: E402

OUT = HERE / "out" / "reader.json"
SECONDS = 20
RATE = 50  # requests a second
CONNECTIONS = 64  # more than are ever waiting at the rates in question
LIMIT_MS = 50.0  # of issue 5: the 95th percentile of archive months and searches
HOME_LIMIT_KB, IMAGE_LIMIT_KB = 150, 400

# Ranks of words, the commonest being 0.
RARE, MIDDLE = (5_000, 20_000), (50, 2_000)
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--no-first-run"]

# How often a kind of page is asked for; together about a reader's day.
MIX = {
    "home": 10,
    "edition": 10,
    "story": 20,
    "archive month": 20,
    "section": 5,
    "search, a rare word": 8,
    "search, the commonest word": 8,
    "search, a phrase": 8,
    "search, filtered": 8,
    "feed of stories": 2,
    "catalogue": 1,
}


@dataclass(frozen=True)
class Request:
    """When it is due, in seconds from the start, and what for."""

    due: float
    kind: str
    path: str


@dataclass(frozen=True)
class Answer:
    """How long after it was due a request was answered, in ms, and how."""

    kind: str
    took_ms: float
    status: int


def main() -> None:
    """Make the editions, load the server, measure the home page, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=10_000)
    parser.add_argument("--rate", type=int, default=RATE)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--paper", type=Path, help="a folder of editions made before; kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        paper, language = options.paper or Path(scratch) / "made", Language(1)
        made = make_editions(paper, options.editions, language)
        with serving(paper) as port:
            asked = plan(Paths(paper, made, language.words), options.rate, options.seconds)
            load(port, asked[: options.rate])  # the first requests compile templates
            answers = load(port, asked)
        figures = times(answers)
        print(f"{options.editions} editions, {options.rate} requests/s, {options.seconds} s")
        show(figures)
        sizes = home_sizes(Path(scratch) / "sample")
    OUT.parent.mkdir(exist_ok=True)
    facts = {"editions": options.editions, "rate": options.rate, "seconds": options.seconds}
    kept = {**facts, "ms": figures, "bytes": sizes}
    OUT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def make_editions(paper: Path, count: int, language: Language) -> list[date]:
    """The days of the editions, made and indexed; those that are there already are taken."""
    days = [LAST - timedelta(days=back) for back in range(count)][::-1]
    if not (paper / "paper.toml").exists():
        put_paper(paper)
        fill(paper, days, language)
    archive = Archive.open(paper)
    archive.refresh()
    archive.close()
    return days


@contextmanager
def serving(paper: Path) -> Iterator[int]:
    """`epaper serve` as a process of its own; its port."""
    program = "from epaper.cli import main; main()"
    command = [sys.executable, "-c", program, "--paper", str(paper), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        told = re.search(r":(\d+)/", server.stdout.readline())
        if told is None:
            sys.exit("the server did not start")
        try:
            yield int(told[1])
        finally:
            server.terminate()


class Paths:
    """An address of each kind, every time another; the same ones in the same order each run."""

    def __init__(self, paper: Path, days: Sequence[date], words: Sequence[str]) -> None:
        self.paper = paper
        self.days = days
        self.words = words
        self.random = random.Random(7)

    def one(self, kind: str) -> str:
        """The next address of `kind`."""
        day = self.random.choice(self.days)
        match kind:
            case "home":
                return "/"
            case "edition":
                return f"/{day}"
            case "story":
                return f"/{day}/{self.random.choice(self._slugs(day))}"
            case "archive month":
                return f"/archive/{day.year}/{day.month:02}"
            case "section":
                return f"/section/sport/{self.random.randrange(2, 50)}"
            case "feed of stories":
                return "/stories.atom"
            case "catalogue":
                return f"/opds/{day.year}-{day.month:02}.atom"
        return f"/search?q={self._search(kind, day)}"

    def _search(self, kind: str, day: date) -> str:
        rare, middle = (quote(self.words[self.random.randrange(*r)]) for r in (RARE, MIDDLE))
        year = f"&from={day.year}-01-01&to={day.year}-12-31"
        return {
            "search, a rare word": rare,
            "search, the commonest word": self.words[0],
            "search, a phrase": f"%22{self.words[0]}+{self.words[1]}%22",
            "search, filtered": f"{middle}&section=sport{year}",
        }[kind]

    def _slugs(self, day: date) -> list[str]:
        text = (self.paper / f"{day}/out/berliner/edition.json").read_text(encoding="utf-8")
        return [story["slug"] for story in json.loads(text)["stories"]]


def plan(paths: Paths, rate: int, seconds: int) -> list[Request]:
    """The requests of a run, evenly spaced, their kinds mixed."""
    kinds = random.Random(11).choices(list(MIX), weights=list(MIX.values()), k=rate * seconds)
    return [Request(number / rate, kind, paths.one(kind)) for number, kind in enumerate(kinds)]


def load(port: int, asked: Sequence[Request]) -> list[Answer]:
    """Send every request when it is due, over connections that are kept open."""
    kept = threading.local()

    def send(request: Request, began: float) -> Answer:
        if not hasattr(kept, "connection"):
            kept.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        kept.connection.request("GET", request.path, headers={"Accept-Encoding": "gzip"})
        with kept.connection.getresponse() as response:
            response.read()
        late = time.perf_counter() - began - request.due
        return Answer(request.kind, 1000 * late, response.status)

    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        sent = []
        for request in asked:
            time.sleep(max(0.0, began + request.due - time.perf_counter()))
            sent.append(pool.submit(send, request, began))
        return [answer.result() for answer in sent]


def times(answers: Sequence[Answer]) -> dict[str, dict[str, float]]:
    """By kind: how many, the median, 95th and 99th percentile in ms; what was not answered 200."""
    kinds = defaultdict(list)
    for answer in answers:
        for kind in (answer.kind, "all"):
            kinds[kind].append(answer)
    return {kind: _percentiles(kinds[kind]) for kind in (*MIX, "all") if len(kinds[kind]) > 1}


def _percentiles(answers: Sequence[Answer]) -> dict[str, float]:
    cuts = statistics.quantiles([answer.took_ms for answer in answers], n=100, method="inclusive")
    failed = sum(answer.status != 200 for answer in answers)
    count = len(answers)
    return {"count": count, "p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "failed": failed}


def show(figures: Mapping[str, Mapping[str, float]]) -> None:
    """The table, and whether the limit of issue 5 is held."""
    print(f"{'ms':30}" + "".join(f"{name:>9}" for name in ("count", "p50", "p95", "p99", "failed")))
    for kind, row in figures.items():
        print(f"{kind:30}" + "".join(f"{value:9.4g}" for value in row.values()))
    bound = [kind for kind in figures if kind.startswith(("archive", "search"))]
    worst = max((figures[kind]["p95"] for kind in bound), default=0.0)
    print(f"archive and search, p95 at most {LIMIT_MS:.0f} ms: {worst:.1f}")


def home_sizes(paper: Path) -> dict[str, int]:
    """What a phone of 360 px, two pixels a point, loads with the sample's home page, in bytes."""
    from epaper.build import Order, build_edition

    build_edition(Order(folder=sample_day(paper), day=DAY))
    with serving(paper) as port:
        sizes = loaded(f"http://127.0.0.1:{port}/")
    image = {url: size for url, size in sizes.items() if "/pages/" in url}
    photos = sum(size for url, size in sizes.items() if "/photos/" in url)
    text = sum(sizes.values()) - sum(image.values()) - photos
    front = next(size for url, size in image.items() if "page-01" in url and "thumb" not in url)
    print(f"home without pictures, kB, at most {HOME_LIMIT_KB}: {text / 1000:.1f}")
    print(f"page one as a phone loads it, kB, at most {IMAGE_LIMIT_KB}: {front / 1000:.1f}")
    return sizes


def loaded(address: str) -> dict[str, int]:
    """The bodies that a phone loads with a page, in bytes as they were sent."""
    from playwright.sync_api import Request as Loaded
    from playwright.sync_api import sync_playwright

    requests: list[Loaded] = []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(
            viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True
        )
        page.on("requestfinished", lambda request: requests.append(request))
        page.goto(address, wait_until="networkidle")
        sizes = {
            request.url.partition("?")[0]: request.sizes()["responseBodySize"]
            for request in requests
        }
        browser.close()
    return sizes


if __name__ == "__main__":
    main()
