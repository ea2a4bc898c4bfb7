"""Total-fit line breaking: the whole paragraph's lines are chosen together.

Source: Knuth and Plass, "Breaking paragraphs into lines", Software: Practice and Experience
11 (1981); several lengths per paragraph: Hassan and Hunter, "Knuth-Plass revisited", DocEng 2015.
Departures: badness is not bounded at 10,000 but goes on, so that there is always a solution; a
node is kept per line end and line number, not per fitness class as well; letter space helps.

The time grows with the words: of the line numbers at a line end only those are kept whose cost
can still lead to a solution that is given, and what lies far back in a long paragraph is settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from epaper.typeset.breaking import LETTER_STEP, BreakPoints, Driving, LineFit, Solution
from epaper.typeset.greedy import break_greedily
from epaper.typeset.words import HYPHENATED, Split

# Costs: a line of up to 150 % word space has at most 1. Beyond that it has LOOSE more, as readers
# see it; up to 200 % the cube of its stretch, and from there WIDE for each further half space, so
# that one line far too wide is not paid for with three that are nearly so.
LOOSE = 3.0
WIDE = 8.0
HYPHEN = 0.7
NAME_HYPHEN = 2.0
SECOND_HYPHEN = 0.8
THIRD_HYPHEN = 5000.0  # at most 2 in a row
OWN_HYPHEN = 0.2
FREE_SPLIT = 30.0
BOUND = 12.0  # between "Mr" and the name, a number and its unit
CONTRAST = 0.1  # times the square of the step in word space from line to line
LETTERS = 0.02  # times the square of the letter steps; twice for tight ones, which show more
SHORT_LAST = 3.0  # a last line of less than SHORT of the measure
SHORT = 0.2
STUB_LAST = 12.0  # a last line that is the tail of a split word, or of one or two letters
LONE_WORD = 1500.0  # times what a line of one word leaves open: any loose line is better
MORE_LOOSE = 1
MOST_DEARER = 25.0  # than the best that another solution may be: a lone word costs as much
HYPHENS = (*HYPHENATED, Split.OWN)
WHOLE = (Split.SPACE, Split.SQUARE)  # where no word is cut
PENALTY = {
    Split.SPACE: 0.0,
    Split.HYPHEN: HYPHEN,
    Split.OWN: OWN_HYPHEN,
    Split.FREE: FREE_SPLIT,
    Split.NAME: NAME_HYPHEN,
    Split.SQUARE: 0.0,
}

# From line LONG on the beginning is settled every STRETCH lines, but for the last OPEN ones: line
# numbers in a long paragraph differ by more and more, and each of them costs. Paragraphs of news
# have 3 to 30 lines; 300 words in columns of 30 mm have 90 to 120.
LONG, STRETCH, OPEN = 120, 20, 20

FIRST_GAP = 0.22  # of the measure that a line may leave open in the first pass: 3 x word space


class _Node(NamedTuple):
    """A line end reached: what a line from here starts with, and the best way that led here."""

    width: float
    plain: float
    clusters: int
    spaces: int
    line: int
    cost: float
    ratio: float
    hyphens: int
    entry: int
    step: int
    before: _Node | None


def break_totally(copy: BreakPoints, limits: Driving) -> Sequence[Solution]:
    """The best solution, then where they exist others that differ in length or line ends.

    A first pass considers only lines that leave less than a fifth open; if that finds no way,
    a second takes any line that is not too wide (emergency stretch); greedy breaking is last.
    """
    for widest_gap in (FIRST_GAP, inf):
        nodes = _reach_end(copy, limits, widest_gap)
        if nodes:
            return _solutions(nodes, limits.loosest)
    return break_greedily(copy, limits)


def _reach_end(copy: BreakPoints, limits: Driving, widest_gap: float) -> list[_Node]:
    """The nodes at the paragraph's end, by rising cost; empty if no way leads there."""
    active = [_Node(*copy.starts[0], 0, 0.0, 1.0, 0, 0, 0, None)]
    last = len(copy.splits) - 1
    settle_at = LONG
    for entry in range(1, last):
        reached = _best_to(copy, limits, widest_gap, active, entry)
        active += _hopeful(reached, copy, widest_gap) if len(reached) > 2 else reached
        if not active:
            return []
        if reached and reached[-1].line >= settle_at:
            best = min(reached, key=_cost)
            active = _sharing(active, _lines_back(best, OPEN))
            settle_at = best.line + STRETCH
    return _finish(copy, limits, widest_gap, active, last)


def _cost(node: _Node) -> float:
    return node.cost


def _hopeful(nodes: list[_Node], copy: BreakPoints, widest_gap: float) -> list[_Node]:
    """The nodes of one line end without those that no solution can have.

    After the first lines all have one measure: what follows costs the same after every node, but
    for the contrast of the next line, whose word space is `widest` at most. So a node dearer by
    more than that and MOST_DEARER stays behind the cheapest. One with two hyphens before it is no
    yardstick: its next line may not have a third. (A way may meet such a node further on, as one
    is kept per line number: before line LONG a third hyphen more is allowed for, so that
    paragraphs of ordinary length come out as if all were kept.)
    """
    alike_from = len(copy.firsts_pt)
    sound = [node for node in nodes if node.line >= alike_from and node.hyphens < 2]
    if not sound:
        return nodes
    cheapest = min(sound, key=_cost)
    widest = 2 + min(1.0, widest_gap) * copy.rest_pt / copy.space_pt
    ratio, most = cheapest.ratio, cheapest.cost + MOST_DEARER
    if cheapest.line < LONG:
        most += THIRD_HYPHEN
    return [
        node
        for node in nodes
        if node.line < alike_from
        or node.cost <= most + CONTRAST * max(ratio * ratio, 2 * widest * (node.ratio - ratio))
    ]


def _lines_back(node: _Node, count: int) -> _Node:
    """The node `count` lines before `node`, or the paragraph's start."""
    for _ in range(count):
        node = node.before or node
    return node


def _sharing(nodes: list[_Node], beginning: _Node) -> list[_Node]:
    """The nodes that were reached through `beginning`."""
    kept = []
    for node in nodes:
        back = node
        while back.before is not None and back.entry > beginning.entry:
            back = back.before
        if back is beginning:
            kept.append(node)
    return kept


def _best_to(
    copy: BreakPoints, limits: Driving, widest_gap: float, active: list[_Node], entry: int
) -> list[_Node]:
    """The best ways to end a line at `entry`, one for each line number.

    A node is a line's end with the cheapest way to it; `active` are those that the line to `entry`
    may begin at. From each the line's word space and letter steps follow from its width and
    measure, and its cost from these; of all with one line number the cheapest is kept, for the
    measure of the lines to come depends on nothing else. Lines only get longer from the left, so
    a node too far back for this entry is so for all that follow. Source: Knuth and Plass (1981);
    the costs are ours.

    Drops from `active` the nodes that lie too far back for any line from them to fit; they are
    in order, so these stand first and the ones too near stand last. This is the inner loop, 6 of
    10 parts of the time: it reads plain lists and does the work of `settle` itself.
    """
    end_width, end_plain, end_clusters, end_spaces = copy.ends[entry]
    space, step_pt, slack = copy.space_pt, LETTER_STEP * copy.size_pt, 0.3 * copy.size_pt
    tightest, most, (low, high) = limits.tightest, limits.letter_steps, limits.easy
    hyphenated, square = copy.splits[entry] in HYPHENS, copy.square
    firsts, count, rest = copy.firsts_pt, len(copy.firsts_pt), copy.rest_pt
    # Of two nodes the later leaves more open, but not where its line's measure is narrower.
    alike = count <= 1
    best: dict[int, tuple[float, float, int, _Node]] = {}
    spent = 0
    for node in active:
        line = node[4]
        measure = firsts[line] if line < count else rest
        gap = measure - end_width + node[0]
        if gap > widest_gap * measure:
            if line and alike:
                break
            continue
        spaces = (end_spaces - node[3]) * space
        ratio, step = 1.0, 0
        if spaces:
            ratio += gap / spaces
            if not low <= ratio <= high and most:
                letters = (end_clusters - node[2]) * step_pt
                gap = measure - end_plain + node[1]
                if ratio > high:
                    step = -int(((high - 1) * spaces - gap) // letters)
                    step = most if step > most else max(step, 0)
                else:
                    step = int((gap - (low - 1) * spaces) // letters)
                    step = -most if step < -most else min(step, 0)
                if step:
                    ratio = 1 + (gap - step * letters) / spaces
            if ratio < tightest:
                if (ratio - tightest) * spaces < -slack and node is active[spent]:
                    spent += 1
                continue
            x = (ratio - 1) * 2 if ratio > 1 else (1 - ratio) * 3
            cost = (LETTERS if step > 0 else 2 * LETTERS) * step * step
            cost += x * x * x if x < 2 else 8 + WIDE * (x - 2)
            if ratio > 1.5:
                cost += LOOSE
        elif gap < 0:
            if gap < -slack and node is active[spent]:
                spent += 1
            continue
        else:
            # Every line of square letters is such a one: an even share of what is left open.
            part = gap / measure
            cost = LONE_WORD * (part * part if square else part)
        contrast = ratio - node[6]
        cost += node[5] + CONTRAST * contrast * contrast
        if hyphenated and node[7]:
            cost += SECOND_HYPHEN if node[7] == 1 else THIRD_HYPHEN
        known = best.get(line)
        if known is None or cost < known[0]:
            best[line] = cost, ratio, step, node
    del active[:spent]
    return [_reached(copy, entry, *found) for found in best.values()]


def _reached(
    copy: BreakPoints, entry: int, cost: float, ratio: float, step: int, before: _Node
) -> _Node:
    """The node at `entry`, with what its kind of split costs."""
    split = copy.splits[entry]
    cost += PENALTY[split] + (BOUND if entry in copy.bound else 0.0)
    hyphens = before.hyphens + 1 if split in HYPHENS else 0
    return _Node(*copy.starts[entry], before.line + 1, cost, ratio, hyphens, entry, step, before)


def _finish(
    copy: BreakPoints, limits: Driving, widest_gap: float, active: list[_Node], last: int
) -> list[_Node]:
    """Every way to end the paragraph, by rising cost.

    The last line keeps its natural word space, or shrinks like another.
    """
    nodes: list[_Node] = []
    for node in active:
        measure = copy.measure(node.line)
        width = copy.ends[last][0] - node.width
        if width > measure:
            nodes += _best_to(copy, limits, widest_gap, [node], last)
            continue
        cost = node.cost + CONTRAST * max(0.0, node.ratio - 1) ** 2
        cost += _stub_cost(copy, node, width / measure)
        nodes.append(_Node(*copy.starts[last], node.line + 1, cost, 1.0, 0, last, 0, node))
    return sorted(nodes, key=lambda node: node.cost)


def _stub_cost(copy: BreakPoints, node: _Node, fill: float) -> float:
    """What a short last line costs."""
    if not node.entry:
        return 0.0  # a paragraph of one line
    _, _, clusters, spaces = copy.ends[-1]
    stub = copy.splits[node.entry] not in WHOLE or clusters - node.clusters <= 3
    if stub and spaces == node.spaces:
        return STUB_LAST
    return SHORT_LAST * (1 - fill / SHORT) if fill < SHORT else 0.0


def _solutions(nodes: list[_Node], loosest: float) -> list[Solution]:
    """The best, then one line longer, one shorter, and one as long with other line ends.

    The others only where they drive one line more beyond the limits than the best does, at
    most, and leave no word alone on a line: copyfit takes them where nothing else comes out level.
    """
    best = nodes[0]
    chosen = [best]
    for wanted in (best.line + 1, best.line - 1, best.line):
        for node in nodes[1:]:
            if node.line == wanted and node.cost - best.cost < MOST_DEARER:
                chosen.append(node)
                break
    solutions = [Solution(node.cost - best.cost, _lines(node)) for node in chosen]
    driven = [sum(fit.word_space > loosest for fit in s.lines) for s in solutions]
    return [
        s for s, count in zip(solutions, driven, strict=True) if count <= driven[0] + MORE_LOOSE
    ]


def _lines(node: _Node) -> tuple[LineFit, ...]:
    """The line ends that led to `node`."""
    fits = []
    while node.before is not None:
        fits.append(LineFit(node.entry, node.ratio, node.step))
        node = node.before
    return tuple(reversed(fits))
