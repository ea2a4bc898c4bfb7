"""Times the archive: `make bench`, or with fewer editions: bench/archive.py --editions 1000.

In: editions made by script, 20 records of some 250 words each in words as common and as rare as
those of English (Zipf's law). Out: a table of milliseconds and bytes, and bench/out/archive.json.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from pydantic import TypeAdapter

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from epaper.archive import Archive, SearchOrder, search  # noqa: E402
from epaper.model.manifest import MANIFEST, Manifest  # noqa: E402
from tests.archive.made_up import (  # noqa: E402
    SECTIONS,
    Piece,
    count_only,
    make_manifest,
    put_paper,
)

OUT = HERE / "out" / "archive.json"
LAST = date(2026, 2, 4)
RECORDS = 20
BODY_WORDS = 250
VOCABULARY = 20_000
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu an el in or us".split()
REPEATS = 40

# What is looked for: a row of the table, the order, without dates.
SEARCHES: tuple[tuple[str, dict[str, object]], ...] = (
    ("the commonest word", {"words": "{common}"}),
    ("the same, page 50", {"words": "{common}", "offset": 980}),
    ("the same, best first", {"words": "{common}", "sort": "best"}),
    ("two common words", {"words": "{common} {second}"}),
    ("a middling word", {"words": "{middle}"}),
    ("a middling word, best first", {"words": "{middle}", "sort": "best"}),
    ("a rare word", {"words": "{rare}"}),
    ("a rare and a common word", {"words": "{rare} {common}"}),
    ("two middling words", {"words": "{middle} {other}"}),
    ("a phrase of common words", {"words": '"{common} {second}"'}),
    ("a phrase never printed", {"words": '"{rare} {middle}"'}),
    ("common without middling", {"words": "{common} -{middle}"}),
    ("a section", {"words": "{common}", "section": "sport"}),
    ("a rare word in a section", {"words": "{rare}", "section": "sport"}),
    ("a year", {"words": "{common}", "year": True}),
    ("a rare word in a year", {"words": "{rare}", "year": True}),
    ("a beginning of 2 letters", {"words": "{rare:.2}*"}),
    ("a beginning of 3 letters", {"words": "{rare:.3}*"}),
    ("a beginning of 4 letters", {"words": "{rare:.4}*"}),
    ("a word never printed", {"words": "qqqqq"}),
)


class Language:
    """Words by rank, the commonest first, and copy made of them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            length = (
                1 + min(2, len(made) // 200) + self.random.randrange(2)
            )  # common ones are short
            made["".join(self.random.choices(SYLLABLES, k=length))] = None
        self.words = list(made)
        self.weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def text(self, words: int) -> str:
        """So many words in sentences."""
        chosen = self.random.choices(self.words, cum_weights=self.weights, k=words)
        ends = range(0, words, 15)
        return " ".join(f"{' '.join(chosen[i : i + 15]).capitalize()}." for i in ends)

    def piece(self, index: int) -> Piece:
        """A record."""
        return Piece(
            slug=f"story-{index}-{self.random.randrange(10**6)}",
            headline=self.text(7),
            standfirst=self.text(15),
            body=tuple(self.text(BODY_WORDS // 5) for _ in range(5)),
            section=SECTIONS[index * len(SECTIONS) // RECORDS][0],
            byline=("Ines Caldera",),
            captions=(self.text(10),) if index < 5 else (),
            pages=(1 + index // 4,),
        )


def main() -> None:
    """Make the editions, time everything, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=10_000)
    options = parser.parse_args()
    figures: dict[str, object] = {"editions": options.editions}
    with tempfile.TemporaryDirectory() as scratch:
        folder, language = Path(scratch), Language(1)
        put_paper(folder)
        days = [LAST - timedelta(days=back) for back in range(options.editions + 20)][::-1]
        fill(folder, days[:10], language)
        figures |= time_adding(folder, days[10:30], language, "10")
        began = time.perf_counter()
        fill(folder, days[30 : options.editions], language)
        say("making the editions, s", time.perf_counter() - began)
        figures |= time_whole(folder)
        figures |= time_adding(folder, days[options.editions :][:20], language, "all")
        figures |= time_reading(folder, language)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def fill(folder: Path, days: Sequence[date], language: Language) -> None:
    """An edition.json for each day, and none of its other files."""
    adapter = TypeAdapter(Manifest)
    for day in days:
        out = folder / day.isoformat() / "out" / "berliner"
        out.mkdir(parents=True)
        pieces = [language.piece(index) for index in range(RECORDS)]
        made = make_manifest(day, pieces, write=count_only)
        (out / MANIFEST).write_bytes(adapter.dump_json(made))


def time_adding(
    folder: Path, days: Sequence[date], language: Language, count: str
) -> dict[str, list[float]]:
    """The times of adding one edition after the other, as `epaper build` does."""
    archive = Archive.open(folder)
    archive.refresh()
    fill(folder, days, language)
    left = iter(days)
    times = timed(lambda: archive.add(next(left), "berliner"), len(days))
    archive.close()
    name = f"adding an edition to {count}"
    say(f"{name}: median, p95, processor, ms", *times)
    return {name: [*times]}


def time_whole(folder: Path) -> dict[str, float]:
    """The index made anew, its size, and a look whether it agrees with the shelf."""
    archive = Archive.open(folder)
    began, cpu = time.perf_counter(), time.process_time()
    made = archive.rebuild()
    figures = {"rebuild, s": time.perf_counter() - began}
    figures["rebuild, s of processor"] = time.process_time() - cpu
    assert not made.problems
    began = time.perf_counter()
    assert archive.refresh().added == 0
    figures["refresh with nothing to mend, ms"] = 1000 * (time.perf_counter() - began)
    archive.close()
    figures["archive.sqlite, MB"] = (folder / "archive.sqlite").stat().st_size / 1e6
    shelf = sum(path.stat().st_size for path in folder.glob(f"*/out/*/{MANIFEST}"))
    figures["all edition.json, MB"] = shelf / 1e6
    for name, value in figures.items():
        say(name, value)
    return figures


def time_reading(folder: Path, language: Language) -> dict[str, list[float]]:
    """Lists and searches, each many times; of searches also how many matches are told."""
    print(f"{'in ms':40}{'median':>10}{'p95':>10}{'processor':>10}{'found':>10}")
    archive = Archive.open(folder)
    year, month = LAST.year - 1, 10
    figures = {}
    lists: dict[str, Callable[[], object]] = {
        "latest": lambda: archive.latest(LAST),
        "an edition's stories": lambda: archive.stories(LAST, LAST),
        "a month": lambda: archive.month(year, month, LAST),
        "all months": lambda: archive.months(LAST),
        "20 editions": lambda: archive.editions(LAST, 20, 40),
        "a section": lambda: archive.section("sport", LAST, 20, 0),
        "a section, page 500": lambda: archive.section("sport", LAST, 20, 10_000),
    }
    for name, read in lists.items():
        figures[name] = [*timed(read)]
        say(name, *figures[name])
    words = {"common": 0, "second": 1, "middle": 300, "other": 500, "rare": 15_000}
    named = {name: language.words[rank] for name, rank in words.items()}
    for name, order in SEARCHES:
        wanted = ordered(order, named)
        found = search(archive, wanted)
        figures[f"search: {name}"] = [*timed(lambda o=wanted: search(archive, o)), found.total]  # type: ignore[misc]
        say(f"search: {name}", *figures[f"search: {name}"])
    archive.close()
    return figures


def ordered(order: dict[str, object], named: dict[str, str]) -> SearchOrder:
    """A row of SEARCHES as an order."""
    values = {name: value for name, value in order.items() if name not in {"words", "year"}}
    since = LAST - timedelta(days=1_000) if order.get("year") else date.min
    until = since + timedelta(days=365) if order.get("year") else LAST
    words = str(order["words"]).format(**named)
    return SearchOrder(words=words, since=since, until=until, **values)  # type: ignore[arg-type]


def timed(read: Callable[[], object], repeats: int = REPEATS) -> tuple[float, float, float]:
    """Median and 95th percentile in ms, and the median of processor time.

    Others' work on the machine does not lengthen the last.
    """
    took, worked = [], []
    for _ in range(repeats):
        began, cpu = time.perf_counter(), time.process_time()
        read()
        worked.append(1000 * (time.process_time() - cpu))
        took.append(1000 * (time.perf_counter() - began))
    median = statistics.median
    return median(took), statistics.quantiles(took, n=20)[-1], median(worked)


def say(name: str, *values: float) -> None:
    """A row of the table."""
    print(f"{name:40}" + "".join(f"{value:10.2f}" for value in values), flush=True)


if __name__ == "__main__":
    main()
