"""The day's work, stage after stage: records in, an edition on the shelf or the reasons why not.

Stages meet only here; each speaks `model`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from epaper.archive import Shelf, past_leads, shelve
from epaper.check import LOOKS, Checked, inspect_edition, write_proof
from epaper.darkroom import crop_to, develop, inspect_advertisements, inspect_photos
from epaper.desk import choose_stories, with_notices, with_past
from epaper.exceptions import DEBUG, EditionError, EpaperError, PageError, StoryError
from epaper.holding import MOST_ROUNDS, Outcome, held_unread, hold_out
from epaper.makeup import Copy, Flatplanner, Job, make_up
from epaper.model import (
    At,
    DayOrders,
    HeldOut,
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
from epaper.nameplate import with_logo
from epaper.press.edition import Printed, print_edition
from epaper.press.render import start_press
from epaper.resources import LAYOUT_NAME, fonts_dir, layouts_dir, load_layout
from epaper.systemfonts import lacking, system_folders, take_faces
from epaper.text import line_of
from epaper.typeset import (
    FontBook,
    LineOf,
    missing_in_orders,
    missing_in_paper,
    repair_orders,
    repair_paper,
    repair_record,
    set_advertisements,
    set_copy,
    set_notices,
)
from epaper.wire.copyedit import edit_paper
from epaper.wire.frontmatter import HEAD_LIMIT
from epaper.wire.links import as_printed
from epaper.wire.orders import ADS, ORDERS_FILE, read_orders
from epaper.wire.paper import PAPER_FILE, read_paper
from epaper.wire.records import ARTICLES, read_records

CACHE = ".cache"

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to build: the paper's folder, the day, the format (the paper's own if empty).

    `force` puts an edition on the shelf whose words cannot be proved. A `strict` order holds
    nothing out, and publishes no page that breaks a hard rule of looks: either stops the edition.
    A `draft` is put on the shelf for the desk; readers are not shown it.
    """

    folder: Path
    day: date
    format: str = ""
    jobs: int = 2
    force: bool = False
    strict: bool = False
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
    line_of: LineOf
    own_fonts: tuple[Path, ...] = ()


@dataclass(kw_only=True)
class Built:
    """What a build came to. `printed` is None when problems stopped it.

    `held_out` is what the edition goes without, with the problems that are the reason; `problems`
    has all others, the hard findings of the check among them; `checked` has all its findings.
    """

    printed: Printed | None = None
    checked: Checked | None = None
    plan: Plan | None = None
    records: int = 0
    problems: list[Problem] = field(default_factory=list)
    held_out: tuple[HeldOut, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def incomplete(self) -> bool:
        """True for an edition that goes without something that was filed."""
        return self.printed is not None and bool(self.held_out)

    @property
    def blemished(self) -> bool:
        """True for an edition whose pages break hard rules."""
        return self.printed is not None and stops(self.problems)


def build_edition(
    order: Order,
    progress: Progress = lambda stage: None,
    *,
    planner: type[Flatplanner] = Flatplanner,
) -> Built:
    """Build one edition; every fault found in a stage is in the result, not only the first.

    A story that cannot be printed is held out, unless the order is `strict`: then it stops the
    edition. `planner` shares the stories out over pages; another than make-up's own is for
    comparison.

    Raises PaperError, LayoutError, DayError when there is nothing to work with, EditionError for a
    draft in place of what readers see, PressError when the renderer itself fails.
    """
    built = Built()
    clock = _Clock(built.seconds, progress)
    # The press warms up while the pages are planned: a worker takes a second to start.
    with start_press(order.jobs) as press, clock("whole"):
        with clock("wire"):
            day = _open_day(order)
        built.problems += day.problems
        if stops(day.problems) or (order.strict and day.unread):
            return _refused(built, day)
        work = _Work(order=order, day=day, press=press, clock=clock, planner=planner)
        made = work.whole()
        attempt = made.attempt
        built.printed, built.checked, built.plan = attempt.printed, attempt.checked, attempt.plan
        built.records = len(attempt.running)
        built.problems += (*attempt.problems, *made.left)
        if built.printed is None:
            return _refused(built, day)
        built.held_out = (*day.unread, *made.held)
        with clock("archive"):
            built.problems += shelve(order.folder, order.day, day.layout.name)
    return built


def _refused(built: Built, day: _Day) -> Built:
    """A build that made nothing; nothing is held out of it, and all faults are told."""
    built.problems += [problem for held in day.unread for problem in held.reasons]
    return built


@dataclass(frozen=True, kw_only=True)
class _Day:
    """What is known before anything is chosen. `unread` are records that could not be read.

    `own_fonts` are folders of faces besides the house's.
    """

    paper: Paper
    layout: Layout
    fonts: FontBook
    records: tuple[Record, ...]
    orders: DayOrders
    problems: tuple[Problem, ...]
    unread: tuple[HeldOut, ...]
    own_fonts: tuple[Path, ...] = ()

    def without_notices(self) -> _Day:
        """The same day of a paper that has none of its own."""
        return replace(
            self,
            paper=replace(self.paper, notices=()),
            orders=replace(self.orders, notices=()),
        )


@dataclass(kw_only=True)
class _Attempt:
    """The day's work done once: as far as it came, and what was found."""

    running: tuple[Record, ...]
    problems: list[Problem] = field(default_factory=list)
    stories: tuple[Story, ...] = ()
    plan: Plan | None = None
    printed: Printed | None = None
    checked: Checked | None = None

    @property
    def stands(self) -> bool:
        """True if there is an edition."""
        return self.printed is not None


@dataclass(frozen=True, kw_only=True)
class _Work:
    """The day's work after the wire, to be done with all records or without some."""

    order: Order
    day: _Day
    press: Executor
    clock: _Clock
    planner: type[Flatplanner]

    def whole(self) -> Outcome[_Attempt]:
        """An edition of all that can be printed, or the reasons why there is none.

        The paper's own notices go where there is none with them and one without.
        """
        rounds = 0 if self.order.strict else MOST_ROUNDS
        made = hold_out(self.day.records, self.attempt, tolerated=LOOKS, rounds=rounds)
        bare = self.day.without_notices()
        if made.attempt.stands or not rounds or bare == self.day:
            return made
        without = replace(self, day=bare)
        other = hold_out(bare.records, without.attempt, tolerated=LOOKS, rounds=rounds)
        if not other.attempt.stands:
            return made
        other.attempt.problems.append(_no_notices(made.left or made.attempt.problems))
        return other

    def attempt(self, records: tuple[Record, ...], held: tuple[HeldOut, ...]) -> _Attempt:
        """An edition of `records`, or the reasons why not.

        `held` is what it goes without, as edition.json tells.
        """
        running = tuple(r for r in records if r.slug not in self.day.orders.kill)
        attempt = _Attempt(running=running)
        with self.clock("desk"):
            chosen = self._choose(records, attempt)
        if stops(attempt.problems):
            return attempt
        self._plan(chosen, attempt)
        if not stops(attempt.problems):
            with self.clock("press"):
                self._print(chosen, attempt, held)
        return attempt

    def _choose(self, records: tuple[Record, ...], attempt: _Attempt) -> Chosen:
        """The records as ranked stories, all pictures that are to be printed looked at."""
        order, orders = self.order, self.day.orders
        day_dir = order.folder / f"{order.day:%Y-%m-%d}"
        pictures, faults = inspect_photos(attempt.running, day_dir / "photos")
        stories, problems = choose_stories(records, pictures, self.day.paper, orders)
        ads, misfits = inspect_advertisements(
            orders.advertisements, day_dir / ADS, _orders_file(order.day), self.day.layout.grid
        )
        attempt.stories = stories
        attempt.problems += [*faults, *problems, *misfits]
        return Chosen(
            stories=stories,
            orders=orders,
            pictures=ads,
            line_of=_line_of(order),
            own_fonts=self.day.own_fonts,
        )

    def _plan(self, chosen: Chosen, attempt: _Attempt) -> None:
        """Typeset and make up what the desk has chosen."""
        paper, layout = self.day.paper, self.day.layout
        orders, file = chosen.orders, _orders_file(self.order.day)
        with self.clock("typeset"):
            fonts = self.day.fonts
            galleys, problems = set_copy(
                chosen.stories, layout, fonts, chosen.line_of, paper.language
            )
            notices = set_notices((*orders.notices, *paper.notices), layout, fonts, paper.language)
            ads, misfits = set_advertisements(
                orders.advertisements, chosen.pictures, layout, fonts, file, paper.language
            )
            problems += (*misfits, *missing_in_orders(orders, file, layout, fonts, chosen.line_of))
            problems += tuple(missing_in_paper(paper, layout, fonts, chosen.line_of))
        attempt.problems += problems
        if stops(problems):
            return
        copy = Copy(stories=chosen.stories, galleys=galleys, notices=notices, advertisements=ads)
        with self.clock("makeup"), _as_problem(attempt.problems):
            job = Job(
                copy=copy,
                day=self.order.day,
                paper=paper,
                layout=layout,
                name_em=fonts.nameplate_em(paper, layout),
                orders=orders,
            )
            attempt.plan = make_up(job, crop_to, planner=self.planner)
            attempt.problems += attempt.plan.problems

    def _print(self, chosen: Chosen, attempt: _Attempt, held: tuple[HeldOut, ...]) -> None:
        """Pages drawn, bound, proved, checked and put on the shelf."""
        order, day = self.order, self.day
        assert attempt.plan is not None
        with _as_problem(attempt.problems):
            attempt.printed, problems = print_edition(
                attempt.plan,
                paper=day.paper,
                layout=day.layout,
                records=attempt.running,
                held_out=(*day.unread, *held),
                fonts_dir=fonts_dir(),
                layouts_dir=layouts_dir(),
                develop=develop,
                own_fonts=chosen.own_fonts,
                out_dir=out_folder(order.folder, order.day, day.layout.name),
                cache_dir=order.folder / CACHE,
                jobs=order.jobs,
                press=self.press,
                check=self._checker(attempt),
                tolerated=() if order.strict else LOOKS,
                force=order.force,
                draft=order.draft,
            )
            attempt.problems += problems

    def _checker(self, attempt: _Attempt) -> Callable[[Path], tuple[Problem, ...]]:
        """The check that the press makes of the finished folder: what of its findings is hard."""

        def check(folder: Path) -> tuple[Problem, ...]:
            with self.clock("check"):
                attempt.checked = inspect_edition(folder, attempt.running)
            return tuple(p for p in attempt.checked.problems if p.severity is Severity.STOP)

        return check


@contextmanager
def _as_problem(problems: list[Problem]) -> Iterator[None]:
    """What one story's copy makes the program raise, as a problem that can be held out.

    The one place that catches everything: whoever builds is an editor ten minutes before press.
    Faults of the machine, not of a story, go on their way.
    """
    try:
        yield
    except PageError as error:
        problems.append(_raised("F-106", At(page=error.page), str(error)))
    except StoryError as error:
        problems.append(_raised("M-109", At(story=error.slug), str(error)))
    except (EpaperError, OSError, MemoryError, ImportError):
        raise
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        problems.append(_raised("M-109", At(), f"{type(error).__name__}: {error}"))


def _no_notices(found: Sequence[Problem]) -> Problem:
    """The paper's notices are not in the edition, and why."""
    why = next((p.message for p in found if p.severity is Severity.STOP), "")
    return Problem(
        code="M-106",
        severity=Severity.WARN,
        where=At(file=PAPER_FILE),
        message=f"the paper's notices are left out: with them there was no edition ({why})",
        hint="look at the scripts and signs of the notices in paper.toml and edition.toml",
    )


def _raised(code: str, where: At, message: str) -> Problem:
    return Problem(
        code=code,
        severity=Severity.STOP,
        where=where,
        message=f"this copy cannot be made into pages: {message}",
        hint="send us its file when the paper is out: it should have been printed",
    )


def _open_day(order: Order) -> _Day:
    """The paper, the day's records as they are printed, and what the desk wants of the day."""
    own, taken = _faces(order.folder, order.day)
    fonts = FontBook.load(fonts_dir(), *own)
    paper, notes = _read_paper(order, fonts)
    layout = load_layout(order.format or paper.format, order.folder)
    _keep_published(order, layout)
    paper, marks = with_logo(paper, order.folder, layout, strict=order.strict)
    records, faults = read_records(order.folder, order.day, paper)
    orders, problems = read_orders(order.folder, order.day, paper, records)
    orders, more = repair_orders(
        orders, _orders_file(order.day), paper.language, fonts.prints, _line_of(order)
    )
    repaired = [repair_record(record, fonts.prints, _line_of(order)) for record in records]
    unread = held_unread(
        faults,
        records,
        f"{order.day:%Y-%m-%d}/{ARTICLES}/",
        lambda file: _head_of(order.folder / file),
        orders.lead,
    )
    reasons = {problem for held in unread for problem in held.reasons}
    kept = [problem for problem in faults if problem not in reasons]
    return _Day(
        paper=paper,
        layout=layout,
        fonts=fonts,
        records=tuple(as_printed(record, paper) for record, _ in repaired),
        orders=orders,
        own_fonts=own,
        problems=(*taken, *notes, *marks, *kept, *problems, *more, *_told(repaired, orders)),
        unread=unread,
    )


def _told(
    repaired: Sequence[tuple[Record, Sequence[Problem]]], orders: DayOrders
) -> Iterator[Problem]:
    """What was changed of the records that run."""
    for record, notes in repaired:
        yield from () if record.slug in orders.kill else notes


def _head_of(path: Path) -> str:
    """The beginning of a file that could not be read as a record; empty if there is none."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD_LIMIT).decode("utf-8", "replace")
    except OSError:
        return ""


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


def check_day(folder: Path, day: date, layout: str = "") -> Checked:
    """Check the edition of `day` that is on the shelf, in the paper's own format or in `layout`.

    Raises PaperError, EditionError when there is none; the words are compared with the records as
    they are now.
    """
    paper = edit_paper(read_paper(folder))
    records, _ = read_records(folder, day, paper)
    orders, _ = read_orders(folder, day, paper, records)
    prints = FontBook.load(fonts_dir(), *_faces(folder, day)[0]).prints
    repaired = [repair_record(record, prints)[0] for record in records]
    running = [as_printed(record, paper) for record in repaired if record.slug not in orders.kill]
    return inspect_edition(out_folder(folder, day, layout or paper.format), running)


def own_fonts(folder: Path) -> tuple[Path, ...]:
    """The paper's own folder of faces, for letters that the house has none of, if it has one."""
    fonts = folder / "fonts"
    return (fonts,) if (fonts / "fonts.toml").is_file() else ()


def _faces(folder: Path, day: date) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The paper's own folder of faces and, where it allows that, the machine's for this day."""
    own = own_fonts(folder)
    if not read_paper(folder).system_fonts:
        return own, ()
    day_dir = folder / f"{day:%Y-%m-%d}"
    filed = [folder / PAPER_FILE, day_dir / ORDERS_FILE, *(day_dir / ARTICLES).glob("*.md")]
    wanted = lacking(filed, FontBook.load(fonts_dir(), *own).prints)
    faces, notes = take_faces(wanted, folder / CACHE / "system-fonts", system_folders())
    return (*own, *faces), notes


def out_folder(folder: Path, day: date, layout: str) -> Path:
    """Where the edition of a day in a format stands; EditionError for what is no layout's name."""
    if not LAYOUT_NAME.fullmatch(layout):
        raise EditionError(
            f"{layout!r} is no format", "its name has small letters, digits, hyphens"
        )
    return folder / f"{day:%Y-%m-%d}" / "out" / layout


def _read_paper(order: Order, fonts: FontBook) -> tuple[Paper, tuple[Problem, ...]]:
    """The paper, with all the notices that its pages may be filled with, and what was changed."""
    paper, notes = repair_paper(read_paper(order.folder), fonts.prints, _line_of(order))
    paper = with_notices(edit_paper(paper))
    leads = past_leads(Shelf(order.folder), order.day, paper.language)
    past = [(lead.day, lead.headline, lead.opening) for lead in leads]
    return with_past(paper, past), tuple(notes)


def _line_of(order: Order) -> LineOf:
    """What finds the line of a filed file that has a character."""
    return lambda file, character: line_of(order.folder / file, character)


def _orders_file(day: date) -> str:
    """The day's edition.toml, as problems name it."""
    return f"{day:%Y-%m-%d}/{ORDERS_FILE}"


def proof_day(folder: Path, day: date, layout: str = "") -> tuple[Path, Checked]:
    """Like `check_day`, with the proof sheet written beside the edition; its path."""
    checked = check_day(folder, day, layout)
    return write_proof(checked, out_folder(folder, day, checked.facts.format)), checked


class _Clock:
    """Times stages into a dictionary and tells when one begins; rounds of a stage add up."""

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
            spent = time.perf_counter() - began
            self.seconds[stage] = self.seconds.get(stage, 0.0) + spent
