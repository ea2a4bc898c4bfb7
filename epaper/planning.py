"""From chosen stories to the plan of the edition: as it was kept, or set and made up.

In: an order, the open day, what the desk has chosen. Out: the plan and what was found on the way,
the key it is kept under, and what tells the next build what it was made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from epaper.clock import StageClock
from epaper.darkroom import crop_to
from epaper.holding import raised_as_problems
from epaper.kept import KeptBy, KeptPlan, Store, key_of
from epaper.makeup import Copy, Flatplanner, Job, Precedent, make_up
from epaper.model import NoticeSetting, Picture, Plan, Problem, Story, stops
from epaper.onshelf import (
    MadeOf,
    layout_mark,
    made_of,
    read_made_of,
    story_without_place,
    without_place,
)
from epaper.opening import OpenDay
from epaper.order import Order
from epaper.places import PAPER_FILE, out_folder
from epaper.typeset import (
    GalleyStore,
    KeptGalley,
    NoticeStore,
    missing_in_orders,
    missing_in_paper,
    set_advertisements,
    set_copy,
    set_notices,
)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the desk gives out to be set: stories, and the pictures of advertisements."""

    stories: tuple[Story, ...]
    pictures: Mapping[str, Picture]


@dataclass(kw_only=True)
class PlannedDay:
    """A plan, None where `problems` stop it, and the key under which it is kept."""

    plan: Plan | None = None
    key: str = ""
    made: MadeOf | None = None
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class DayPlanner:
    """Plans the pages of a day; `follows` is where the edition before stands, if not on top."""

    order: Order
    day: OpenDay
    clock: StageClock
    planner: type[Flatplanner]
    cache_dir: Path
    follows: Path | None = None

    def planned(self, chosen: Chosen, searched: Callable[[Chosen], None]) -> PlannedDay:
        """What the desk has chosen as pages; `searched` is told before a plan is made anew."""
        found = PlannedDay()
        with self.clock("cache"):
            inputs = self._inputs(chosen)
            followed, precedent = self._precedent(inputs)
            # A plan names its pictures' files: it is kept for this folder.
            found.key = key_of((inputs, followed, str(self.order.folder)), ()) if inputs else ""
            kept = self._plans.get(found.key)
        if kept is not None:
            found.plan, problems = kept.plan, kept.problems
            found.problems += (*problems, *kept.plan.problems)
        else:
            searched(chosen)
            problems = self._set_and_made_up(chosen, found, precedent)
        if found.plan is None:
            return found
        with self.clock("cache"):
            if kept is None:
                self._plans.put(found.key, KeptPlan(plan=found.plan, problems=problems))
            found.made = made_of(
                found.plan,
                inputs=inputs,
                followed=followed,
                layout=self.day.layout,
                paper=self.day.paper,
                stories=chosen.stories,
            )
        return found

    @cached_property
    def _plans(self) -> Store[KeptPlan]:
        return Store(self.cache_dir, "plan", KeptPlan)

    @cached_property
    def standing(self) -> MadeOf | None:
        """What the edition on the shelf was made of, or the withdrawn one that this one follows."""
        out = out_folder(self.order.folder, self.order.day, self.day.layout.name)
        return read_made_of(out) or read_made_of(self.follows or out)

    def _precedent(self, inputs: str) -> tuple[str, Precedent]:
        """The edition that the plan is to follow, and the hash of that; empty for none.

        Where nothing has changed it is the one that the edition on the shelf followed itself, so
        that the same copy makes the same edition.
        """
        stood, held = self.standing, self.day.orders.hold
        stability = 0.0 if self.order.replan else self.day.paper.stability
        precedent = Precedent(held=held)
        if stood is None or stood.layout != layout_mark(self.day.layout):
            return "", precedent
        if not (stability or held):
            return "", precedent
        precedent = Precedent(standing=stood.standing, stability=stability, held=held)
        if stood.inputs == inputs and not self.order.replan:
            return stood.followed, precedent
        return key_of((stood.mark, stability), ()), precedent

    def _inputs(self, chosen: Chosen) -> str:
        """The hash of all that goes into the plan, but for what stands on the shelf."""
        order, day = self.order, self.day
        filed = (record.file for story in chosen.stories for record in story.members)
        files = (order.orders_file, PAPER_FILE, *filed)
        what = (
            self.planner.__qualname__,
            (order.day, day.paper, day.layout, day.orders, self._faces),
            tuple(map(story_without_place, chosen.stories)),
            {name: without_place(picture) for name, picture in chosen.pictures.items()},
        )
        return key_of(what, map(order.folder.joinpath, files))

    @cached_property
    def _faces(self) -> str:
        """The hash of all faces."""
        faces = self.day.fonts.faces
        what = [(face.family, face.weight, face.italic) for face in faces]
        return key_of(what, (face.path for face in faces))

    def _set_and_made_up(
        self, chosen: Chosen, found: PlannedDay, precedent: Precedent
    ) -> tuple[Problem, ...]:
        """Typeset and make up; what setting the copy told."""
        with self.clock("typeset"):
            copy, problems = self._set(chosen)
        found.problems += problems
        if stops(problems):
            return problems
        paper, layout, orders = self.day.paper, self.day.layout, self.day.orders
        with self.clock("makeup"), raised_as_problems(found.problems):
            job = Job(
                copy=copy,
                day=self.order.day,
                paper=paper,
                layout=layout,
                name_em=self.day.fonts.nameplate_em(paper, layout),
                orders=orders,
                precedent=precedent,
            )
            found.plan = make_up(job, crop_to, planner=self.planner)
            found.problems += found.plan.problems
        return problems

    def _set(self, chosen: Chosen) -> tuple[Copy, tuple[Problem, ...]]:
        """All that is to be printed, set, and what cannot be."""
        order, day = self.order, self.day
        paper, layout, orders, fonts = day.paper, day.layout, day.orders, day.fonts
        file, language = order.orders_file, paper.language
        mark = key_of((layout, self._faces, language), ())
        store = GalleyStore(KeptBy(Store(self.cache_dir, "galley", KeptGalley)), mark)
        galleys, problems = set_copy(chosen.stories, layout, fonts, order.line_of, language, store)
        own = NoticeStore(KeptBy(Store(self.cache_dir, "notice", NoticeSetting)), mark)
        notices = set_notices((*orders.notices, *paper.notices), layout, fonts, language, own)
        ads, misfits = set_advertisements(
            orders.advertisements, chosen.pictures, layout, fonts, file, language
        )
        problems += (
            *misfits,
            *missing_in_orders(orders, file, layout, fonts, order.line_of),
            *missing_in_paper(paper, layout, fonts, order.line_of),
        )
        copy = Copy(stories=chosen.stories, galleys=galleys, notices=notices, advertisements=ads)
        return copy, problems
