"""Copyfit: a galley's paragraphs into legs of given depth.

In: paragraphs with their settings, leg depths in rows. Out: the lines of each leg,
and what is left when the story jumps. Legs end level within one line, the last ones short
where some have to be; no leg ends inside a word, a widow or an orphan, a crosshead keeps its
text and a letter its signature (docs/rules.md).

Dynamic programming over paragraphs: a state is a leg and the row reached in
it; each setting of the next paragraph leads to new states, with a choice of
one line at every leg's end. Settings that are a line longer or shorter, or end
otherwise, are tried only when the best ones do not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple, TypeVar

from epaper.makeup.figures import JUMPS, LEGS
from epaper.model import Line, Paragraph, Setting

HEADS = ("crosshead", "brief-head")  # roles of paragraphs that stand over text of their own

Place = TypeVar("Place")

BLANK = Line(runs=(), style="blank", width_pt=0.0)


@dataclass(frozen=True, slots=True)
class LegLine:
    """A line in a leg with the record it belongs to."""

    slug: str
    line: Line


@dataclass(frozen=True, slots=True)
class Fit:
    """Copy placed into legs: lines per leg, what is left over, and the cost of it."""

    legs: tuple[tuple[LegLine, ...], ...]
    rest: tuple[Paragraph, ...]
    cost: float


class _FitState(NamedTuple):
    """Row reached in a leg; `keep` rows must still follow in it (after a crosshead)."""

    leg: int
    row: int
    keep: int = 0


class _Step(NamedTuple):
    """How a state was reached: the setting of the last paragraph and where legs ended in it."""

    cost: float
    before: _FitState
    setting: Setting
    cuts: tuple[int, ...]


class _FitWay(NamedTuple):
    """A paragraph begun in a setting: the legs that ended in it, at the lines `cuts`.

    `cost` is that of all copy before it and of the setting, `extra` that of the ends of legs.
    Ways are numbered by `order`; `first` is the least of all that came to the same place, of which
    this one is the cheapest, or of several as cheap the first.
    """

    cost: float
    extra: float
    before: _FitState
    setting: Setting
    cuts: tuple[int, ...]
    order: tuple[int, ...]
    first: tuple[int, ...]

    def after(self, cut: int, extra: float, short: int) -> _FitWay:
        """The way with one leg more, that ends before the line `cut`, `short` rows short."""
        return _FitWay(
            self.cost,
            self.extra + extra,
            self.before,
            self.setting,
            (*self.cuts, cut),
            (*self.order, short + 1),
            (*self.first, short + 1),
        )


class _Reached(NamedTuple):
    """What the settings of a paragraph come to: where it ends, and what goes on in other legs.

    `heads` has of every leg the ways that go on there, by the number of their next line: however
    they came to it, they are one from there on.
    """

    ends: dict[_FitState, _FitWay]
    heads: tuple[dict[int, _FitWay], ...]


def fit_copy(
    paragraphs: Sequence[Paragraph],
    leg_rows: Sequence[int],
    *,
    jump: bool = False,
    ragged: int = 0,
) -> Fit | None:
    """Place `paragraphs` into legs of `leg_rows` rows; None if no way keeps the rules.

    Without `jump` all copy is placed and every leg is full to its last or last
    but one row. With `jump` the legs are filled and the rest, at least
    `JUMPS.least_rest_rows` rows, is returned as paragraphs of its own. With `ragged` a leg may be
    so many rows short; with more than `LEGS.most_kept_rows` heads may part from their text.
    """
    for settings in (1, None):
        if not (jump or _may_fill(paragraphs, leg_rows, settings, ragged or 1)):
            continue
        fit = _Fitter(paragraphs, leg_rows, settings, jump, ragged).run()
        if fit is not None:
            return fit
    return None


def _may_fill(
    paragraphs: Sequence[Paragraph], leg_rows: Sequence[int], settings: int | None, short_rows: int
) -> bool:
    """False where the copy has too many lines for the legs, or too few, however it is set."""
    counts = [[len(setting.lines) for setting in p.settings[:settings]] for p in paragraphs]
    whites = sorted(p.white_rows for p in paragraphs)
    room, legs = sum(leg_rows), len(leg_rows)
    # White is left out at the top of a leg.
    least = sum(map(min, counts)) + sum(whites[:-legs])
    return least <= room <= sum(map(max, counts)) + sum(whites) + legs * short_rows


class _Fitter:
    """One run of the dynamic program with the first `settings` settings of each paragraph.

    The state after some paragraphs is the leg that the last one ends in, the row there, and how
    many rows a crosshead before it still asks for: how the copy came there is of no matter to
    what follows, so of all ways to one state the cheapest is kept. A step sets the next paragraph,
    in each of its settings, from each state: it goes into the leg whole, or the leg ends in it
    where a line may end a leg, and the same is asked of its remaining lines in the next leg
    (`_place`). States are few, legs times rows at most, so a run takes paragraphs times states
    times settings; it ends with the last paragraph, or when no state is left. The way back
    through the tables gives the lines (`_trace`). Source: the line breaker of Knuth and Plass,
    "Breaking paragraphs into lines" (1981), with legs in place of lines.
    """

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        leg_rows: Sequence[int],
        settings: int | None,
        jump: bool,
        ragged: int,
    ) -> None:
        self.paragraphs = paragraphs
        self.rows = tuple(leg_rows)
        self.settings = settings
        self.jump = jump
        self.ragged = ragged
        self.short_rows = ragged or 1
        self.keeps = ragged <= LEGS.most_kept_rows
        self.keep_rows = _keep_rows(paragraphs)
        self.after = _rows_after(paragraphs, settings)
        # What it costs that a leg ends a row short.
        after = reversed(range(len(self.rows)))
        self.short_costs = [LEGS.uneven_cost + LEGS.early_cost * legs for legs in after]

    def run(self) -> Fit | None:
        tables: list[dict[_FitState, _Step]] = []
        states: dict[_FitState, float] = {_FitState(0, 0): 0.0}
        best: tuple[float, int, _FitState] | None = None
        for index in range(len(self.paragraphs)):
            table = self._advance(states, index)
            tables.append(table)
            states = {}
            for state, step in table.items():
                if state.leg == len(self.rows):
                    if best is None or step.cost < best[0]:
                        best = (step.cost, index, state)
                elif self.jump or self._may_end(index, state):
                    states[state] = step.cost
            if not states:
                break
        if self.jump:
            return self._jumped(best, tables)
        return self._whole(states, tables)

    def _may_end(self, index: int, state: _FitState) -> bool:
        """False if what follows the paragraph has too many lines for what is left, or too few."""
        least, most, white = self.after[index]
        legs = len(self.rows) - state.leg
        room = sum(self.rows[state.leg :]) - state.row
        # White is left out at the top of a leg.
        return least - white * legs <= room <= most + legs * self.short_rows

    def _advance(self, states: dict[_FitState, float], index: int) -> dict[_FitState, _Step]:
        """All states reachable by setting the next paragraph, each with its cheapest step."""
        ends: dict[_FitState, _FitWay] = {}
        settings = self.paragraphs[index].settings[: self.settings]
        numbered = [(place, *state) for place, state in enumerate(states.items())]
        broken = self._set_whole(numbered, index, settings, ends)
        for number, setting in enumerate(settings if broken else ()):
            reached = _Reached(ends, tuple({} for _ in range(len(self.rows) + 1)))
            for place, state, cost in broken:
                order = place, number
                way = _FitWay(cost + setting.cost, 0.0, state, setting, (), order, order)
                self._place(way, index, state, reached)
            for leg, begun in enumerate(reached.heads[:-1]):
                for way in begun.values():
                    self._place(way, index, _FitState(leg, 0), reached)
            if self.jump:
                for first, way in reached.heads[-1].items():
                    _keep(ends, _FitState(len(self.rows), first), way)
        return {
            state: _Step(way.cost + way.extra, way.before, way.setting, way.cuts)
            for state, way in sorted(ends.items(), key=lambda end: end[1].first)
        }

    def _set_whole(
        self,
        numbered: Sequence[tuple[int, _FitState, float]],
        index: int,
        settings: Sequence[Setting],
        ends: dict[_FitState, _FitWay],
    ) -> list[tuple[int, _FitState, float]]:
        """Set the paragraph where it goes into its leg whole, and does not end it, in any setting.

        What remains are the states from which it may be broken. Of settings with as many lines the
        cheapest is taken: they come to the same place.
        """
        paragraph, broken = self.paragraphs[index], []
        alike: dict[int, list[int]] = {}
        for number, setting in enumerate(settings):
            alike.setdefault(len(setting.lines), []).append(number)
        most = max(alike)
        for place, state, cost in numbered:
            top = state.row + (paragraph.white_rows if state.row > 0 else 0)
            if top + most > self.rows[state.leg] - self.short_rows:
                broken.append((place, state, cost))
                continue
            for count, numbers in alike.items():
                best = min(numbers, key=lambda n: cost + settings[n].cost)
                keep = self.keep_rows[index] or max(0, state.keep - count)
                setting, first = settings[best], (place, numbers[0])
                total = cost + setting.cost
                way = _FitWay(total, 0.0, state, setting, (), (place, best), first)
                _keep(ends, _FitState(state.leg, top + count, keep), way)
        return broken

    def _place(self, way: _FitWay, index: int, state: _FitState, reached: _Reached) -> None:
        """Place what is left of a paragraph in one leg: all of it, or as much as may end it."""
        paragraph, first = self.paragraphs[index], way.cuts[-1] if way.cuts else 0
        count = len(way.setting.lines) - first
        white = paragraph.white_rows if first == 0 and state.row > 0 else 0
        end = state.row + white + count
        if end <= self.rows[state.leg]:
            # What is left of `keep` goes on to the next paragraph: a one-line one is not enough.
            keep = self.keep_rows[index] or max(0, state.keep - count)
            _keep(reached.ends, _FitState(state.leg, end, keep), way)
        heads = reached.heads[state.leg + 1]
        for cut, extra, short in self._leg_ends(way.setting.lines, state, white, first):
            _keep(heads, cut, way.after(cut, extra, short))

    def _leg_ends(
        self, lines: Sequence[Line], state: _FitState, white: int, first: int
    ) -> Iterator[tuple[int, float, int]]:
        """The lines before which the leg may end, what that costs, how many rows it is short."""
        room = self.rows[state.leg]
        if room - self.short_rows >= state.row + white + len(lines) - first:
            return  # the paragraph ends so high that the leg does not end with it
        for short in range(min(self.short_rows, room) + 1):
            stop = room - short
            here = stop - state.row - white if stop > state.row else 0
            if here == 0 and first == 0:
                if stop != state.row or state.row == 0 or (state.keep and self.keeps):
                    continue
            elif not 0 < here < len(lines) - first or (here < state.keep and self.keeps):
                continue
            elif not lines[first + here - 1].may_end:
                continue
            extra = LEGS.broken_keep_cost if here < state.keep else 0.0
            yield first + here, extra + self.short_costs[state.leg] * short, short

    def _whole(
        self, states: dict[_FitState, float], tables: list[dict[_FitState, _Step]]
    ) -> Fit | None:
        """The cheapest way that places everything and ends level in the last leg."""
        ends = [
            (cost + short * self.short_costs[state.leg], state.row, state)
            for state, cost in states.items()
            if (short := sum(self.rows[state.leg :]) - state.row) <= self.short_rows
            and not (state.keep and self.keeps)
        ]
        if not ends or len(tables) < len(self.paragraphs):
            return None
        cost, _, state = min(ends, key=lambda end: end[:2])
        return Fit(self._trace(tables, len(tables) - 1, state), (), cost)

    def _jumped(
        self, best: tuple[float, int, _FitState] | None, tables: list[dict[_FitState, _Step]]
    ) -> Fit | None:
        """The cheapest way that fills all legs and leaves enough for the other page."""
        if best is None:
            return None
        cost, index, state = best
        step = tables[index][state]
        rest = (
            *_tail(self.paragraphs[index], step.setting, state.row),
            *self.paragraphs[index + 1 :],
        )
        if natural_rows(rest) < JUMPS.least_rest_rows:
            return None
        return Fit(self._trace(tables, index, state), rest, cost)

    def _trace(
        self, tables: list[dict[_FitState, _Step]], index: int, state: _FitState
    ) -> tuple[tuple[LegLine, ...], ...]:
        """Follow the steps back and lay the lines into legs."""
        steps: list[tuple[Paragraph, _Step]] = []
        for number in range(index, -1, -1):
            step = tables[number][state]
            steps.append((self.paragraphs[number], step))
            state = step.before
        legs: list[list[LegLine]] = [[] for _ in self.rows]
        for paragraph, step in reversed(steps):
            _lay(legs, paragraph, step)
        return tuple(tuple(leg) for leg in legs)


def _keep(ways: dict[Place, _FitWay], place: Place, way: _FitWay) -> None:
    """Note the way to a place, if it is the best as yet; which came first is kept in mind."""
    known = ways.get(place)
    if known is None:
        ways[place] = way
        return
    cost, known_cost = way.cost + way.extra, known.cost + known.extra
    better = cost < known_cost or (cost == known_cost and way.order < known.order)
    best, first = way if better else known, min(way.first, known.first)
    ways[place] = best if best.first == first else best._replace(first=first)


def _rows_after(
    paragraphs: Sequence[Paragraph], settings: int | None
) -> list[tuple[int, int, int]]:
    """Of each paragraph the least and the most rows of those after it, and their largest white."""
    after = [(0, 0, 0)]
    for paragraph in reversed(paragraphs[1:]):
        least, most, white = after[-1]
        counts = [len(setting.lines) for setting in paragraph.settings[:settings]]
        rows = paragraph.white_rows
        after.append((least + min(counts) + rows, most + max(counts) + rows, max(white, rows)))
    return after[::-1]


def _keep_rows(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Rows that must follow each paragraph in its leg; after a head no more than stand under it."""
    keeps, under = [], 0
    for paragraph in reversed(paragraphs):
        head = paragraph.role in HEADS
        keeps.append(min(paragraph.keep_rows, under) if head and under else paragraph.keep_rows)
        under = 0 if head else under + len(paragraph.best.lines)
    return keeps[::-1]


def _lay(legs: list[list[LegLine]], paragraph: Paragraph, step: _Step) -> None:
    lines = step.setting.lines
    leg = step.before.leg
    bounds = (0, *step.cuts, len(lines))
    for first, last in pairwise(bounds):
        if leg == len(legs):
            return
        if last > first:
            if first == 0 and legs[leg]:
                legs[leg].extend([LegLine(paragraph.slug, BLANK)] * paragraph.white_rows)
            legs[leg].extend(LegLine(paragraph.slug, line) for line in lines[first:last])
        leg += 1


def _tail(paragraph: Paragraph, setting: Setting, first: int) -> tuple[Paragraph, ...]:
    """The lines of a paragraph from `first` on, as a paragraph that goes on in mid-copy."""
    lines = setting.lines[first:]
    if not lines:
        return ()
    if first == 0:
        return (paragraph,)
    return (replace(paragraph, settings=(Setting(lines=lines),), white_rows=0),)


def natural_rows(paragraphs: Sequence[Paragraph]) -> int:
    """Rows of `paragraphs` in their best settings, the white above crossheads included."""
    return sum(p.white_rows + len(p.best.lines) for p in paragraphs) - (
        paragraphs[0].white_rows if paragraphs else 0
    )
