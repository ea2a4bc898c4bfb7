"""The day's work, stage after stage: records in, an edition on the shelf or the reasons why not.

Stages meet only here; each speaks `model`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from epaper.archive import Shelf, past_leads, shelve
from epaper.check import Checked, inspect_edition, write_proof
from epaper.darkroom import crop_to, develop, inspect_advertisements, inspect_photos
from epaper.desk import choose_stories, with_notices, with_past
from epaper.exceptions import EditionError
from epaper.makeup import Copy, Flatplanner, make_up
from epaper.model import (
    DayOrders,
    Layout,
    Paper,
    Picture,
    Plan,
    Problem,
    Record,
    Severity,
    Story,
    stops,
)
from epaper.press.edition import Printed, print_edition
from epaper.press.render import start_press
from epaper.resources import fonts_dir, layouts_dir, load_layout
from epaper.text import line_of
from epaper.typeset import (
    FontBook,
    missing_in_orders,
    missing_in_paper,
    set_advertisements,
    set_copy,
    set_notices,
)
from epaper.wire.copyedit import edit_paper
from epaper.wire.links import as_printed
from epaper.wire.orders import ADS, ORDERS_FILE, read_orders
from epaper.wire.paper import read_paper
from epaper.wire.records import read_records

CACHE = ".cache"

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to build: the paper's folder, the day, the format (the paper's own if empty).

    `force` puts an edition on the shelf that breaks rules of the page. A `draft` is put there for
    the desk; readers are not shown it.
    """

    folder: Path
    day: date
    format: str = ""
    jobs: int = 2
    force: bool = False
    draft: bool = False


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the desk gives out to be set: stories, orders, the pictures of advertisements.

    `line_of` finds the line of a filed file that has a character; `own_fonts` are the folders of
    faces that the paper has itself.
    """

    stories: tuple[Story, ...]
    orders: DayOrders
    pictures: Mapping[str, Picture]
    line_of: Callable[[str, str], int]
    own_fonts: tuple[Path, ...] = ()


@dataclass(kw_only=True)
class Built:
    """What a build came to. `printed` is None when problems stopped it.

    `problems` has the hard findings of the check; `checked` has all of them.
    """

    printed: Printed | None = None
    checked: Checked | None = None
    plan: Plan | None = None
    records: int = 0
    problems: list[Problem] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def build_edition(
    order: Order,
    progress: Progress = lambda stage: None,
    *,
    planner: type[Flatplanner] = Flatplanner,
) -> Built:
    """Build one edition; every fault found in a stage is in the result, not only the first.

    `planner` shares the stories out over pages; another than make-up's own is for comparison.

    Raises PaperError, LayoutError, DayError when there is nothing to work with, EditionError for a
    draft in place of what readers see.
    """
    built = Built()
    clock = _Clock(built.seconds, progress)
    # The press warms up while the pages are planned: a worker takes a second to start.
    with start_press(order.jobs) as press, clock("whole"):
        with clock("wire"):
            paper = _read_paper(order)
            layout = load_layout(order.format or paper.format)
            _keep_published(order, layout)
            records, orders = _read(order, paper, built)
        with clock("desk"):
            chosen = _choose(order, records, orders, paper, layout, built)
            records = tuple(record for record in records if record.slug not in orders.kill)
            built.records = len(records)
        if stops(built.problems):
            return built
        plan = plan_pages(chosen, order.day, paper, layout, built, clock, planner)
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
                own_fonts=chosen.own_fonts,
                out_dir=out_folder(order.folder, order.day, layout.name),
                cache_dir=order.folder / CACHE,
                jobs=order.jobs,
                press=press,
                check=_checker(records, built, clock),
                force=order.force,
                draft=order.draft,
            )
        built.problems += problems
        if built.printed is not None:
            with clock("archive"):
                built.problems += shelve(order.folder, order.day, layout.name)
    return built


def _keep_published(order: Order, layout: Layout) -> None:
    """Raise EditionError for a draft that would take a published edition from its readers."""
    shelf = Shelf(order.folder)
    if not order.draft or order.force or layout.name not in shelf.formats(order.day):
        return
    try:
        seen = not shelf.manifest(order.day, layout.name).draft
    except EditionError:  # a broken one is shown to nobody
        return
    if seen:
        raise EditionError(
            f"readers see an edition of {order.day} in {layout.name}: a draft would take it away",
            "build without --draft to replace it, draft in another --format, or --force it",
        )


def _checker(
    records: tuple[Record, ...], built: Built, clock: _Clock
) -> Callable[[Path], tuple[Problem, ...]]:
    """The check that the press makes of the finished folder: what of its findings is hard."""

    def check(folder: Path) -> tuple[Problem, ...]:
        with clock("check"):
            built.checked = inspect_edition(folder, records)
        return tuple(p for p in built.checked.problems if p.severity is Severity.STOP)

    return check


def check_day(folder: Path, day: date, layout: str = "") -> Checked:
    """Check the edition of `day` that is on the shelf, in the paper's own format or in `layout`.

    Raises PaperError, EditionError when there is none; the words are compared with the records as
    they are now.
    """
    paper = edit_paper(read_paper(folder))
    records, _ = read_records(folder, day, paper)
    orders, _ = read_orders(folder, day, paper, records)
    running = [as_printed(record, paper) for record in records if record.slug not in orders.kill]
    return inspect_edition(out_folder(folder, day, layout or paper.format), running)


def plan_pages(
    chosen: Chosen,
    day: date,
    paper: Paper,
    layout: Layout,
    built: Built,
    clock: _Clock,
    planner: type[Flatplanner] = Flatplanner,
) -> Plan:
    """Typeset and make up what the desk has chosen."""
    orders, file = chosen.orders, _orders_file(day)
    with clock("typeset"):
        fonts = FontBook.load(fonts_dir(), *chosen.own_fonts)
        galleys, problems = set_copy(chosen.stories, layout, fonts, chosen.line_of, paper.language)
        notices = set_notices((*orders.notices, *paper.notices), layout, fonts, paper.language)
        advertisements, misfits = set_advertisements(
            orders.advertisements, chosen.pictures, layout, fonts, file, paper.language
        )
        problems += (*misfits, *missing_in_orders(orders, file, layout, fonts, chosen.line_of))
    with clock("makeup"):
        plan = make_up(
            Copy(
                stories=chosen.stories,
                galleys=galleys,
                notices=notices,
                advertisements=advertisements,
            ),
            day=day,
            paper=paper,
            layout=layout,
            name_em=fonts.nameplate_em(paper, layout),
            crop_to=crop_to,
            orders=orders,
            planner=planner,
        )
    built.plan = plan
    missing = missing_in_paper(paper, layout, fonts, chosen.line_of)
    built.problems += [*missing, *problems, *plan.problems]
    return plan


def own_fonts(folder: Path) -> tuple[Path, ...]:
    """The paper's own folder of faces, for letters that the house has none of, if it has one."""
    fonts = folder / "fonts"
    return (fonts,) if (fonts / "fonts.toml").is_file() else ()


def out_folder(folder: Path, day: date, layout: str) -> Path:
    """Where the edition of a day in a format stands."""
    return folder / f"{day:%Y-%m-%d}" / "out" / layout


def _read_paper(order: Order) -> Paper:
    """The paper, with all the notices that its pages may be filled with."""
    paper = with_notices(edit_paper(read_paper(order.folder)))
    leads = past_leads(Shelf(order.folder), order.day, paper.language)
    return with_past(paper, [(lead.day, lead.headline, lead.opening) for lead in leads])


def _read(order: Order, paper: Paper, built: Built) -> tuple[tuple[Record, ...], DayOrders]:
    """The day's records as they are printed, and what the desk wants of the day."""
    records, faults = read_records(order.folder, order.day, paper)
    orders, problems = read_orders(order.folder, order.day, paper, records)
    built.problems += [*faults, *problems]
    return tuple(as_printed(record, paper) for record in records), orders


def _choose(
    order: Order,
    records: tuple[Record, ...],
    orders: DayOrders,
    paper: Paper,
    layout: Layout,
    built: Built,
) -> Chosen:
    """The records as ranked stories, all pictures that are to be printed looked at."""
    day_dir = order.folder / f"{order.day:%Y-%m-%d}"
    running = [record for record in records if record.slug not in orders.kill]
    pictures, faults = inspect_photos(running, day_dir / "photos")
    stories, problems = choose_stories(records, pictures, paper, orders)
    ads, misfits = inspect_advertisements(
        orders.advertisements, day_dir / ADS, _orders_file(order.day), layout.grid
    )
    built.problems += [*faults, *problems, *misfits]
    return Chosen(
        stories=stories,
        orders=orders,
        pictures=ads,
        line_of=lambda file, character: line_of(order.folder / file, character),
        own_fonts=own_fonts(order.folder),
    )


def _orders_file(day: date) -> str:
    """The day's edition.toml, as problems name it."""
    return f"{day:%Y-%m-%d}/{ORDERS_FILE}"


def proof_day(folder: Path, day: date, layout: str = "") -> tuple[Path, Checked]:
    """Like `check_day`, with the proof sheet written beside the edition; its path."""
    checked = check_day(folder, day, layout)
    return write_proof(checked, out_folder(folder, day, checked.facts.format)), checked


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
