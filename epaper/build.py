"""The day's work, stage after stage: records in, an edition on the shelf or the reasons why not.

Stages meet only here; each speaks `model`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from epaper.darkroom import crop_to, develop, inspect_photos
from epaper.desk import choose_stories
from epaper.makeup import Copy, make_up
from epaper.model import Layout, Paper, Plan, Problem, Record, Story, stops
from epaper.press.edition import Printed, print_edition
from epaper.press.render import start_press
from epaper.resources import fonts_dir, layouts_dir, load_layout
from epaper.typeset import FontBook, set_copy, set_notices
from epaper.wire.copyedit import edit_paper, edit_record
from epaper.wire.paper import read_paper
from epaper.wire.records import read_records

CACHE = ".cache"

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to build: the paper's folder, the day, the format (the paper's own if empty)."""

    folder: Path
    day: date
    format: str = ""
    jobs: int = 2


@dataclass(kw_only=True)
class Built:
    """What a build came to. `printed` is None when problems stopped it."""

    printed: Printed | None = None
    plan: Plan | None = None
    records: int = 0
    problems: list[Problem] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def build_edition(order: Order, progress: Progress = lambda stage: None) -> Built:
    """Build one edition; every fault found in a stage is in the result, not only the first.

    Raises PaperError, LayoutError, DayError when there is nothing to work with.
    """
    built = Built()
    clock = _Clock(built.seconds, progress)
    # The press warms up while the pages are planned: a worker takes a second to start.
    with start_press(order.jobs) as press, clock("whole"):
        with clock("wire"):
            paper = edit_paper(read_paper(order.folder))
            layout = load_layout(order.format or paper.format)
            records = _read(order, paper, built)
        with clock("desk"):
            stories = _choose(order, records, paper, built)
        if stops(built.problems):
            return built
        plan = plan_pages(stories, order.day, paper, layout, built, clock)
        if stops(built.problems):
            return built
        with clock("press"):
            built.printed, problems = print_edition(
                plan,
                paper=paper,
                layout=layout,
                records=records,
                fonts_dir=fonts_dir(),
                layouts_dir=layouts_dir(),
                develop=develop,
                out_dir=out_folder(order.folder, order.day, layout.name),
                cache_dir=order.folder / CACHE,
                jobs=order.jobs,
                press=press,
            )
        built.problems += problems
    return built


def plan_pages(
    stories: tuple[Story, ...],
    day: date,
    paper: Paper,
    layout: Layout,
    built: Built,
    clock: _Clock,
) -> Plan:
    """Typeset and make up the stories."""
    with clock("typeset"):
        fonts = FontBook.load(fonts_dir())
        galleys, problems = set_copy(stories, layout, fonts)
        notices = set_notices(paper.notices, layout, fonts)
    with clock("makeup"):
        plan = make_up(
            Copy(stories=stories, galleys=galleys, notices=notices),
            day=day,
            paper=paper,
            layout=layout,
            name_em=fonts.face("EP Plate").width_pt(paper.name, 1.0),
            crop_to=crop_to,
        )
    built.plan = plan
    built.problems += [*problems, *plan.problems]
    return plan


def out_folder(folder: Path, day: date, layout: str) -> Path:
    """Where the edition of a day in a format stands."""
    return folder / f"{day:%Y-%m-%d}" / "out" / layout


def _read(order: Order, paper: Paper, built: Built) -> tuple[Record, ...]:
    """The day's records, copy-edited."""
    records, problems = read_records(order.folder, order.day, paper)
    built.problems += problems
    built.records = len(records)
    return tuple(edit_record(record) for record in records)


def _choose(
    order: Order, records: tuple[Record, ...], paper: Paper, built: Built
) -> tuple[Story, ...]:
    """The records as ranked stories, their photos looked at."""
    photos = order.folder / f"{order.day:%Y-%m-%d}" / "photos"
    pictures, problems = inspect_photos(records, photos)
    built.problems += problems
    return choose_stories(records, pictures, paper)


class _Clock:
    """Times stages into a dictionary and tells when one begins."""

    def __init__(self, seconds: dict[str, float], progress: Progress) -> None:
        self.seconds = seconds
        self.progress = progress

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        self.progress(stage)
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = time.perf_counter() - began
