"""What late orders cost: `python bench/changes.py`.

In: the sample day, built once and on the shelf. Out: for each of six late orders, given to that
paper with its shelf and cache as they were then, the seconds until it is built again, how many
pages are not as they were, and how many stories stand on another page; bench/out/changes.json.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from epaper.archive import Shelf
from epaper.build import Order, build_edition
from epaper.model.manifest import Manifest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from days import DAY, sample_day  # noqa: E402

OUT = HERE / "out" / "changes.json"
ARTICLES = f"{DAY.isoformat()}/articles"
ORDERS = f"{DAY.isoformat()}/edition.toml"


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a late order came to; `pages` are those of the edition after it."""

    order: str
    seconds: float
    pages: int
    changed: int
    moved: int

    def __str__(self) -> str:
        return (
            f"{self.order:46} {self.seconds:6.1f} s  {self.changed:2} of {self.pages:2} pages "
            f"changed, {self.moved:2} stories on another page"
        )


def nothing(paper: Path) -> None:
    """The same day again."""


def typo(paper: Path) -> None:
    """A letter in a story inside the paper."""
    _replace(paper / ARTICLES / "otters-lower-tarn.md", "the", "teh")


def headline(paper: Path) -> None:
    """The lead's headline, longer by two words."""
    path = paper / ARTICLES / "xi-putin-video-call.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("headline: "))
    lines[at] += " in February"
    path.write_text("\n".join(lines), encoding="utf-8")


def kill(paper: Path) -> None:
    """A small story inside killed."""
    (paper / ORDERS).write_text('kill = ["saturn-last-look"]\n', encoding="utf-8")


def advertisement(paper: Path) -> None:
    """An advertisement of three columns on page three."""
    order = (
        '[[advertisement]]\nname = "Tea room"\ntitle = "Tea at four"\n'
        'text = "At the pilots\' house on Fish Street, every day but Monday."\n'
        "columns = 3\nheight_mm = 120\npage = 3\n"
    )
    (paper / ORDERS).write_text(order, encoding="utf-8")


def ranks(paper: Path) -> None:
    """The first story and the fourth change places."""
    _replace(paper / ARTICLES / "xi-putin-video-call.md", "rank: 1", "rank: 4")
    _replace(paper / ARTICLES / "lenders-raise-fixed-rates.md", "rank: 4", "rank: 1")


CHANGES: tuple[Callable[[Path], None], ...] = (
    *(nothing, typo, headline),
    *(kill, advertisement, ranks),
)


def main() -> None:
    """Build the sample, then every change of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1, help="of each; the median is told")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        paper, kept = sample_day(Path(scratch) / "paper"), Path(scratch) / "kept"
        first_s, before = _built(paper, options.jobs)
        shutil.copytree(paper, kept)
        print(f"{'first build':46} {first_s:6.1f} s  {len(before.pages):2} pages", flush=True)
        done = []
        for change in CHANGES:
            runs = [
                _changed(paper, kept, change, before, options.jobs) for _ in range(options.runs)
            ]
            seconds = statistics.median(run.seconds for run in runs)
            done.append(replace(runs[0], seconds=seconds))
            print(done[-1], flush=True)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([asdict(each) for each in done], indent=1) + "\n", encoding="utf-8")


def _changed(
    paper: Path, kept: Path, change: Callable[[Path], None], before: Manifest, jobs: int
) -> Change:
    """The paper as it was kept, changed and built again."""
    shutil.rmtree(paper)
    shutil.copytree(kept, paper)
    change(paper)
    seconds, after = _built(paper, jobs)
    marks = {page.number: page.pdf.sha256 for page in before.pages}
    places = {story.slug: story.pages for story in before.stories}
    return Change(
        order=(change.__doc__ or "").rstrip("."),
        seconds=seconds,
        pages=len(after.pages),
        changed=sum(marks.get(page.number) != page.pdf.sha256 for page in after.pages),
        moved=sum(places.get(story.slug, story.pages) != story.pages for story in after.stories),
    )


def _built(paper: Path, jobs: int) -> tuple[float, Manifest]:
    began = time.perf_counter()
    built = build_edition(Order(folder=paper, day=DAY, jobs=jobs))
    seconds = time.perf_counter() - began
    if built.printed is None:
        raise SystemExit("\n".join(map(str, built.problems)))
    return seconds, Shelf(paper).manifest(DAY, built.printed.folder.name)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{path.name} has no {old!r}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


if __name__ == "__main__":
    main()
