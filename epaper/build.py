"""The day's work, stage after stage: records in, an edition on the shelf or the reasons why not.

Stages meet only here and in the day's opening (opening.py); each speaks `model`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from epaper.archive import Shelf, shelve
from epaper.changes import EditionChanges, changes, redrawn
from epaper.check import (
    LOOKS,
    Checked,
    FlatPage,
    PageReadings,
    Verdict,
    begin_reading,
    inspect_edition,
    write_proof,
)
from epaper.clock import Progress, StageClock
from epaper.darkroom import Look, develop, inspect_advertisements, inspect_photos
from epaper.desk import choose_stories
from epaper.editions import succession_of
from epaper.exceptions import EditionError
from epaper.holding import MOST_ROUNDS, Outcome, hold_out, raised_as_problems
from epaper.kept import KeptBy, KeptProof, Store, key_of
from epaper.makeup import Flatplanner
from epaper.model import (
    At,
    HeldOut,
    Plan,
    Problem,
    Record,
    Severity,
    Story,
    stops,
)
from epaper.onshelf import (
    MadeOf,
    changed_dummies,
)
from epaper.opening import OpenDay, open_day, records_of_day
from epaper.order import Order
from epaper.places import CACHE, PAPER_FILE, fonts_dir, layouts_dir, out_folder
from epaper.planning import Chosen, DayPlanner
from epaper.press import (
    Darkroom,
    Demands,
    PageDone,
    Pressroom,
    Printed,
    PrintJob,
    PrintOrders,
    ProvedPage,
    cache_room,
    print_edition,
)
from epaper.press.editions import Succession
from epaper.press.workroom import open_workroom
from epaper.wire.copyedit import edit_paper
from epaper.wire.orders import ADS
from epaper.wire.paper import read_paper
from epaper.workers import start_press, warm_up

__all__ = ["Built", "Order", "Progress", "build_edition", "check_day", "out_folder", "proof_day"]

PDF_READY = "pdf ready"  # among the seconds: from the beginning to the PDF proved and checked


@dataclass(kw_only=True)
class Built:
    """What a build came to. `printed` is None when problems stopped it.

    `held_out` is what the edition goes without, with the problems that are the reason; `problems`
    has all others, the hard findings of the check among them; `checked` has all its findings.
    `changes` are those since the edition that stood on the shelf, None where none did. Of an order
    that wants a plan only there is the plan, which is `planned`, and nothing printed.
    `seconds` are those of each stage, and those from the beginning to the press PDF (`PDF_READY`).
    """

    printed: Printed | None = None
    checked: Verdict | None = None
    plan: Plan | None = None
    records: int = 0
    problems: list[Problem] = field(default_factory=list)
    held_out: tuple[HeldOut, ...] = ()
    changes: EditionChanges | None = None
    planned: bool = False
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
    press: Executor | None = None,
    page_done: PageDone = lambda done, pages: None,
    index: bool = True,
) -> Built:
    """Build one edition; every fault found in a stage is in the result, not only the first.

    A story that cannot be printed is held out, unless the order is `strict`: then it stops the
    edition. `planner` shares the stories out over pages; another than make-up's own is for
    comparison. A `press` that runs already is used, and goes on running; else one is started for
    the order's `jobs`. `progress` is told each stage, `page_done` after each page how many are
    drawn, of how many. Without `index` the edition is left to be put into the archive's index.

    Raises PaperError, LayoutError, DayError when there is nothing to work with, EditionError for a
    draft in place of what readers see, PressError when the renderer itself fails.
    """
    built = Built()
    clock = StageClock(built.seconds, progress)
    with (
        _press_of(order, press) as workers,
        _cache_of(order) as cache_dir,
        clock("whole"),
        ExitStack() as stack,
    ):
        with clock("wire"):
            day = open_day(order)
        built.problems += day.problems
        if stops(day.problems) or (order.strict and day.unread):
            return _refused(built, day)
        marks = _page_marks(order, day.layout.name)
        work = _Work(
            order=order,
            day=day,
            press=workers,
            clock=clock,
            planner=planner,
            cache_dir=cache_dir,
            page_done=page_done,
            stack=stack,
        )
        _tell(built, work, work.whole())
        if built.printed is not None:
            if built.changes is not None:
                drawn = _page_marks(order, day.layout.name)
                built.changes = redrawn(built.changes, marks, drawn)
            if index:
                with clock("archive"):
                    built.problems += shelve(order.folder, order.day, day.layout.name)
    return built


def _tell(built: Built, work: _Work, made: Outcome[_Round]) -> None:
    """Into `built` what the day's work came to."""
    attempt = made.attempt
    built.printed, built.checked, built.plan = attempt.printed, attempt.checked, attempt.plan
    built.changes = changes(work.pages.standing, attempt.made)
    built.records = len(attempt.records)
    built.problems += (*attempt.problems, *made.left)
    built.planned = attempt.planned
    if attempt.stands:
        built.held_out = (*work.day.unread, *made.held)
    else:
        _refused(built, work.day)


def _press_of(order: Order, press: Executor | None) -> AbstractContextManager[Executor]:
    return start_press(order.jobs) if press is None else nullcontext(press)


def _page_marks(order: Order, form: str) -> dict[int, str]:
    """The hash of each page's PDF of the edition on the shelf; empty if there is none."""
    try:
        manifest = Shelf(order.folder).manifest(order.day, form)
    except EditionError:
        return {}
    return {page.number: page.pdf.sha256 for page in manifest.pages}


@contextmanager
def _cache_of(order: Order) -> Iterator[Path]:
    """The paper's cache, or for a `fresh` order an empty one that goes with the build."""
    cache_dir = order.folder / CACHE
    if not order.fresh:
        yield cache_dir
        return
    cache_dir.mkdir(parents=True, exist_ok=True)
    with open_workroom(cache_dir) as room:
        yield room.folder(cache_dir, "fresh")


def _refused(built: Built, day: OpenDay) -> Built:
    """A build that made nothing; nothing is held out of it, and all faults are told."""
    built.problems += [problem for held in day.unread for problem in held.reasons]
    return built


@dataclass(kw_only=True)
class _Round:
    """The day's work done once: as far as it came, and what was found."""

    records: tuple[Record, ...]
    problems: list[Problem] = field(default_factory=list)
    stories: tuple[Story, ...] = ()
    plan: Plan | None = None
    key: str = ""
    made: MadeOf | None = None
    planned: bool = False
    printed: Printed | None = None
    checked: Verdict | None = None
    reading: PageReadings | None = None

    @property
    def stands(self) -> bool:
        """True if there is an edition, or a plan of one where no more is wanted."""
        return self.printed is not None or self.planned


@dataclass(frozen=True, kw_only=True)
class _Work:
    """The day's work after the wire, to be done with all records or without some."""

    order: Order
    day: OpenDay
    press: Executor
    clock: StageClock
    planner: type[Flatplanner]
    cache_dir: Path
    page_done: PageDone
    stack: ExitStack

    @cached_property
    def orders(self) -> PrintOrders:
        """What the darkroom is asked for, in all rounds together."""
        room = self.stack.enter_context(cache_room(self.cache_dir))
        darkroom = Darkroom(develop=develop, cache=self.cache_dir, aside=room.scratch)
        orders = PrintOrders(darkroom, self.press)
        self.stack.callback(orders.close)
        return orders

    @cached_property
    def pages(self) -> DayPlanner:
        """What plans the pages of the day."""
        return DayPlanner(
            order=self.order,
            day=self.day,
            clock=self.clock,
            planner=self.planner,
            cache_dir=self.cache_dir,
            follows=self.succession.folder,
        )

    @cached_property
    def proofs(self) -> Store[KeptProof]:
        """Where it is kept what proof and check have found."""
        return Store(self.cache_dir, "proof", KeptProof)

    @cached_property
    def succession(self) -> Succession:
        """What there was of the day on the shelf before."""
        order = self.order
        shelf, form = Shelf(order.folder), self.day.layout.name
        return succession_of(shelf, order.day, form, same=order.same_edition)

    def whole(self) -> Outcome[_Round]:
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

    def attempt(self, records: tuple[Record, ...], held: tuple[HeldOut, ...]) -> _Round:
        """An edition of `records`, or the reasons why not.

        `held` is what it goes without, as edition.json tells.
        """
        attempt = _Round(records=records)
        with self.clock("desk"):
            chosen = self._choose(attempt)
        if stops(attempt.problems):
            return attempt
        self._plan(chosen, attempt)
        if self.order.plan_only:
            attempt.planned = attempt.plan is not None and not stops(attempt.problems)
        elif not stops(attempt.problems):
            with self.clock("press"):
                self._print(attempt, held)
        return attempt

    def _choose(self, attempt: _Round) -> Chosen:
        """The records as ranked stories, all pictures that are to be printed looked at."""
        order, day = self.order, self.day
        pictures, faults = inspect_photos(
            attempt.records,
            order.day_dir / "photos",
            KeptBy(Store(self.cache_dir, "look", Look)),
        )
        stories, problems = choose_stories(attempt.records, pictures, day.paper, day.orders)
        ads, misfits = inspect_advertisements(
            day.orders.advertisements, order.day_dir / ADS, order.orders_file, day.layout.grid
        )
        attempt.stories = stories
        attempt.problems += [*faults, *day.killed, *problems, *misfits]
        return Chosen(stories=stories, pictures=ads)

    def _plan(self, chosen: Chosen, attempt: _Round) -> None:
        """What the desk has chosen as pages."""
        found = self.pages.planned(chosen, self._begin_drawing)
        attempt.plan, attempt.key, attempt.made = found.plan, found.key, found.made
        attempt.problems += found.problems

    def _begin_drawing(self, chosen: Chosen) -> None:
        """Have the workers begin with what needs no plan: one takes a second to start."""
        if not self.order.plan_only:
            warm_up(self.press)
            self.orders.ask_for_screens(chosen.stories)

    def _print(self, attempt: _Round, held: tuple[HeldOut, ...]) -> None:
        """Pages drawn, bound, proved, checked and put on the shelf."""
        order, day = self.order, self.day
        assert attempt.plan is not None
        with raised_as_problems(attempt.problems):
            attempt.printed, problems = print_edition(
                PrintJob(
                    plan=attempt.plan,
                    paper=day.paper,
                    layout=day.layout,
                    records=attempt.records,
                    held_out=(*day.unread, *held),
                    draft=order.draft,
                    time=order.told_time(day.paper),
                    succession=self.succession,
                    changed=changed_dummies(self.succession.folder, attempt.made),
                    made_of=attempt.made.as_json() if attempt.made else "",
                ),
                self._pressroom(),
                Demands(
                    check=self._checker(attempt),
                    known=lambda mark: self._known(attempt, mark),
                    keep=lambda mark, proof: self._keep(attempt, mark, proof),
                    kept=KeptBy(Store(self.cache_dir, "proved", ProvedPage)),
                    begin=lambda folder: self._begin(attempt, folder),
                    ready=lambda pdf: self.clock.mark(PDF_READY),
                    tolerated=() if order.strict else LOOKS,
                    force=order.force,
                ),
            )
            attempt.problems += problems

    def _pressroom(self) -> Pressroom:
        """Where the day is printed, and with what."""
        order, day = self.order, self.day
        return Pressroom(
            fonts_dir=fonts_dir(),
            layouts_dir=layouts_dir(),
            own_fonts=day.own_fonts,
            develop=develop,
            out_dir=out_folder(order.folder, order.day, day.layout.name),
            cache_dir=self.cache_dir,
            jobs=order.jobs,
            press=self.press,
            page_done=self.page_done,
            orders=self.orders,
        )

    def _known(self, attempt: _Round, mark: str) -> tuple[Problem, ...] | None:
        """What proof and check found of this plan when its edition had the same bytes."""
        with self.clock("cache"):
            kept = self.proofs.get(_proof_key(attempt, mark))
        if kept is None:
            return None
        attempt.checked = kept.verdict
        return (*kept.problems, *_hard(kept.verdict))

    def _keep(self, attempt: _Round, mark: str, proof: tuple[Problem, ...]) -> None:
        """Keep what proof and check have found."""
        if attempt.checked is not None:
            with self.clock("cache"):
                kept = KeptProof(problems=proof, verdict=attempt.checked)
                self.proofs.put(_proof_key(attempt, mark), kept)

    def _begin(self, attempt: _Round, folder: Path) -> None:
        """Have the pages of the finished folder read for the check."""
        kept = KeptBy(Store(self.cache_dir, "read", FlatPage))
        attempt.reading = begin_reading(folder, self.press, kept)

    def _checker(self, attempt: _Round) -> Callable[[Path], tuple[Problem, ...]]:
        """The check that the press makes of the finished folder: what of its findings is hard."""

        def check(folder: Path) -> tuple[Problem, ...]:
            with self.clock("check"):
                attempt.checked = inspect_edition(folder, attempt.records, attempt.reading).verdict
            return _hard(attempt.checked)

        return check


def _proof_key(attempt: _Round, mark: str) -> str:
    """The hash of a plan and of the edition made of it."""
    return key_of((attempt.key, mark), ()) if attempt.key else ""


def _hard(verdict: Verdict) -> tuple[Problem, ...]:
    """What of the check's findings is hard."""
    return tuple(p for p in verdict.problems if p.severity is Severity.STOP)


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


def check_day(folder: Path, day: date, layout: str = "") -> Checked:
    """Check the edition of `day` that is on the shelf, in the paper's own format or in `layout`.

    Raises PaperError, EditionError when there is none; the words are compared with the records as
    they are now.
    """
    paper = edit_paper(read_paper(folder))
    records = records_of_day(folder, day, paper)
    return inspect_edition(out_folder(folder, day, layout or paper.format), records)


def proof_day(folder: Path, day: date, layout: str = "") -> tuple[Path, Checked]:
    """Like `check_day`, with the proof sheet written beside the edition; its path."""
    checked = check_day(folder, day, layout)
    return write_proof(checked, out_folder(folder, day, checked.facts.format)), checked
