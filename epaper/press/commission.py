"""What the press is told: what to print, with what and where, and what is demanded of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from epaper.model import HeldOut, Layout, Paper, Plan, Problem, Record, stops
from epaper.model.keeping import Keeping
from epaper.press.editions import Succession
from epaper.press.prints import Darkroom, Develop, PrintOrders
from epaper.press.render import PageDone, nobody
from epaper.press.verify import ProvedPage
from epaper.press.workroom import Workroom
from epaper.workers import start_press

# What a check of the finished folder finds.
Check = Callable[[Path], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """What is printed: the plan of a paper's day, and the records that its words must be those of.

    A `draft` is only marked as one; `held_out` is only told, in the manifest, and so is the `time`
    of publishing, ISO 8601. `succession` is what there is of the day; `changed` are pages that are
    known to differ from the edition before: the press compares the others as they are drawn.
    `made_of` is put beside the manifest for the next build.
    """

    plan: Plan
    paper: Paper
    layout: Layout
    records: tuple[Record, ...]
    held_out: tuple[HeldOut, ...] = ()
    draft: bool = False
    time: str = ""
    succession: Succession = field(default_factory=Succession)
    changed: frozenset[int] = frozenset()
    made_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressroom:
    """With what it is printed, and where: faces, templates, the darkroom, workers, folders.

    `own_fonts` are folders of faces besides the house's. A `press` already started is used, else
    one is started for `jobs` pages at a time. `orders` are what the darkroom was asked for already.
    `page_done` is told how the drawing goes on.
    """

    fonts_dir: Path
    layouts_dir: Path
    develop: Develop
    out_dir: Path
    cache_dir: Path
    own_fonts: tuple[Path, ...] = ()
    jobs: int = 2
    press: Executor | None = None
    page_done: PageDone = nobody
    orders: PrintOrders | None = None

    def darkroom(self, room: Workroom) -> Darkroom:
        """Where its prints are made and kept."""
        return Darkroom(develop=self.develop, cache=self.cache_dir, aside=room.scratch)

    def workers(self) -> AbstractContextManager[Executor]:
        """The workers that draw: the press that runs, or one for this edition alone."""
        return start_press(self.jobs) if self.press is None else nullcontext(self.press)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What is demanded of the edition before it is put in place of the one before.

    `check` looks at the finished folder. What it finds stops the edition, but for `tolerated`
    codes, and so does all that was found before it. With `force` nothing of that does.
    `known` has what was found of an edition with this mark, the hash of its manifest, or
    None; else it is proved and checked, and `keep` is told what the proof found; `kept` has
    what was found of single pages. `begin` is called when the folder can be read, before `check`;
    `ready` with the PDF that has been proved and checked, before there are pictures for readers.
    """

    check: Check = lambda folder: ()
    known: Callable[[str], tuple[Problem, ...] | None] = lambda mark: None
    keep: Callable[[str, tuple[Problem, ...]], None] = lambda mark, proof: None
    kept: Keeping[ProvedPage] | None = None
    begin: Callable[[Path], None] = lambda folder: None
    ready: Callable[[Path], None] = lambda pdf: None
    tolerated: Collection[str] = ()
    force: bool = False

    def refuse(self, problems: Iterable[Problem]) -> bool:
        """True if an edition with these problems is not published."""
        return not self.force and stops(p for p in problems if p.code not in self.tolerated)
