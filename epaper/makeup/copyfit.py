"""Copyfit: a galley's paragraphs into legs of given depth.

In: paragraphs with their settings, leg depths in rows. Out: the lines of each leg,
and what is left when the story jumps. Legs end level within one line, the last ones short
where some have to be; no leg ends inside a word, a widow or an orphan, a crosshead keeps its
text and a letter its signature (PAGE_RULES, "Nothing wrong").

Dynamic programming over paragraphs: a state is a leg and the row reached in
it; each setting of the next paragraph leads to new states, with a choice of
one line at every leg's end. Settings that are a line longer or shorter, or end
otherwise, are tried only when the best ones do not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from epaper.model import Line, Paragraph, Setting

SHORT_LEG_COST = 0.25  # a leg one line short: allowed, but level is better
EARLY_LEG_COST = 0.05  # besides, for each leg after it: the last ones take what is missing
MOST_KEPT_ROWS = 12  # that legs may be short while heads stay with their text
BROKEN_KEEP_COST = 2.0  # a crosshead parted from its text, where nothing else will do
MIN_REST_ROWS = 41  # 150 mm, the least that a jump may take

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


@dataclass(frozen=True, slots=True)
class _State:
    """Row reached in a leg; `keep` rows must still follow in it (after a crosshead)."""

    leg: int
    row: int
    keep: int = 0


@dataclass(frozen=True, slots=True)
class _Step:
    """How a state was reached: the setting of the last paragraph and where legs ended in it."""

    cost: float
    before: _State
    setting: Setting
    cuts: tuple[int, ...]


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
    `MIN_REST_ROWS` rows, is returned as paragraphs of its own. With `ragged` a leg may be so
    many rows short; with more than `MOST_KEPT_ROWS` heads may part from their text.
    """
    for settings in (1, None):
        fit = _Fitter(paragraphs, leg_rows, settings, jump, ragged).run()
        if fit is not None:
            return fit
    return None


class _Fitter:
    """One run of the dynamic program with the first `settings` settings of each paragraph."""

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
        self.keeps = ragged <= MOST_KEPT_ROWS

    def run(self) -> Fit | None:
        tables: list[dict[_State, _Step]] = []
        states: dict[_State, float] = {_State(0, 0): 0.0}
        best: tuple[float, int, _State] | None = None
        for index, paragraph in enumerate(self.paragraphs):
            table = self._advance(states, paragraph)
            tables.append(table)
            states = {}
            for state, step in table.items():
                if state.leg == len(self.rows):
                    if best is None or step.cost < best[0]:
                        best = (step.cost, index, state)
                else:
                    states[state] = step.cost
            if not states:
                break
        if self.jump:
            return self._jumped(best, tables)
        return self._whole(states, tables)

    def _short_cost(self, leg: int, short: int) -> float:
        """What it costs that a leg ends so many rows short."""
        return short * (SHORT_LEG_COST + EARLY_LEG_COST * (len(self.rows) - 1 - leg))

    def _advance(self, states: dict[_State, float], paragraph: Paragraph) -> dict[_State, _Step]:
        """All states reachable by setting `paragraph` next, each with its cheapest step."""
        table: dict[_State, _Step] = {}
        for state, cost in states.items():
            for setting in paragraph.settings[: self.settings]:
                for after, extra, cuts in self._place(setting, paragraph, state, 0):
                    total = cost + setting.cost + extra
                    known = table.get(after)
                    if known is None or total < known.cost:
                        table[after] = _Step(total, state, setting, cuts)
        return table

    def _place(
        self, setting: Setting, paragraph: Paragraph, state: _State, first: int
    ) -> Iterator[tuple[_State, float, tuple[int, ...]]]:
        """Ways to place lines from `first` on; a jump ends in the leg after the last."""
        lines = setting.lines
        count = len(lines) - first
        cap = self.rows[state.leg]
        white = paragraph.white_rows if first == 0 and state.row > 0 else 0
        end = state.row + white + count
        if end <= cap:
            # What is left of `keep` goes on to the next paragraph: a one-line one is not enough.
            keep = paragraph.keep_rows or max(0, state.keep - count)
            yield _State(state.leg, end, keep), 0.0, ()
        for short in range(self.short_rows + 1):
            stop, extra = cap - short, self._short_cost(state.leg, short)
            here = stop - state.row - white if stop > state.row else 0
            if here == 0 and first == 0:
                if stop != state.row or state.row == 0 or (state.keep and self.keeps):
                    continue
            elif not 0 < here < count or (here < state.keep and self.keeps):
                continue
            if here < state.keep:
                extra += BROKEN_KEEP_COST
            if here and not lines[first + here - 1].may_end:
                continue
            yield from self._next_leg(setting, paragraph, state, first + here, extra)

    def _next_leg(
        self, setting: Setting, paragraph: Paragraph, state: _State, first: int, extra: float
    ) -> Iterator[tuple[_State, float, tuple[int, ...]]]:
        leg = state.leg + 1
        if leg == len(self.rows):
            if self.jump:
                yield _State(leg, first), extra, (first,)
            return
        for after, cost, cuts in self._place(setting, paragraph, _State(leg, 0), first):
            yield after, extra + cost, (first, *cuts)

    def _whole(self, states: dict[_State, float], tables: list[dict[_State, _Step]]) -> Fit | None:
        """The cheapest way that places everything and ends level in the last leg."""
        ends = [
            (cost + self._short_cost(state.leg, short), state.row, state)
            for state, cost in states.items()
            if (short := sum(self.rows[state.leg :]) - state.row) <= self.short_rows
            and not (state.keep and self.keeps)
        ]
        if not ends or len(tables) < len(self.paragraphs):
            return None
        cost, _, state = min(ends, key=lambda end: end[:2])
        return Fit(self._trace(tables, len(tables) - 1, state), (), cost)

    def _jumped(
        self, best: tuple[float, int, _State] | None, tables: list[dict[_State, _Step]]
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
        if natural_rows(rest) < MIN_REST_ROWS:
            return None
        return Fit(self._trace(tables, index, state), rest, cost)

    def _trace(
        self, tables: list[dict[_State, _Step]], index: int, state: _State
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
