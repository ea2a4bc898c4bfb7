"""C-215 to C-220: depth and width of legs, grey text, the baseline grid, column rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from epaper.check.facts import AreaFact, Facts, FrameFact
from epaper.check.findings import finding
from epaper.check.legs import Leg, ReadPart
from epaper.check.reading import ReadPage
from epaper.model import FrameKind, Problem, Rect

LEG_MM = (50.0, 250.0)
COLUMN_MM = (40.0, 80.0)
GREY_MM = 250.0
OFF_GRID_PT = 0.3
OFF_GRID_MM = 0.3
DROP_MM = 1.2  # from a row's top to its small letters' tops, at most
BREAKS = (FrameKind.PHOTO, FrameKind.QUOTE, FrameKind.BOX, FrameKind.TABLE)
RULED = 0.8  # of the length at which two stories stand side by side
BESIDE_MM = 10.0


def check_columns(
    parts: Mapping[str, tuple[ReadPart, ...]], pages: Sequence[ReadPage], facts: Facts
) -> Iterator[Problem]:
    """Everything about legs as columns of grey, and the lines between them."""
    by_number = {page.number: page for page in pages}
    for mine in parts.values():
        for part in mine:
            yield from _depths(part, facts)
            yield from _widths(part)
            yield from _grey(part, by_number[part.page], facts)
    for page in pages:
        here = [part for mine in parts.values() for part in mine if part.page == page.number]
        yield from _baselines(page, [leg for part in here for leg in part.legs], facts)
        yield from _aligned(page, facts)
        yield from _rules(page, facts)


def _depths(part: ReadPart, facts: Facts) -> Iterator[Problem]:
    """Legs are not too short, where fewer would do, nor too deep to be read; briefs are short."""
    if part.story.gathered:
        return
    least, most = LEG_MM
    # A leg that a pull quote parts is read as one.
    rows: Counter[int] = Counter()
    for leg in part.legs:
        rows[round(leg.rect.x_mm)] += leg.rows
    depths = [count * facts.grid.row_mm for count in rows.values()]
    # To within a line, as legs end level within one. A story in one leg may be short.
    short = len(depths) > 1 and min(depths) < least - facts.grid.row_mm
    if short or max(depths) > most + facts.grid.row_mm:
        figure = min(depths) if short else max(depths)
        message = f"a leg of {figure:.0f} mm; {least:.0f} to {most:.0f} are good to read"
        yield finding("C-215", message, page=part.page, story=part.story.slug)


def _widths(part: ReadPart) -> Iterator[Problem]:
    least, most = COLUMN_MM
    widths = {round(leg.rect.w_mm, 1) for leg in part.legs}
    for width in sorted(widths):
        if not least <= width <= most:
            message = f"a column of {width:.0f} mm; {least:.0f} to {most:.0f} are good to read"
            yield finding("C-216", message, page=part.page, story=part.story.slug)


def _grey(part: ReadPart, page: ReadPage, facts: Facts) -> Iterator[Problem]:
    """The longest run of text without crosshead, quote or picture."""
    run = longest = 0
    for number, leg in enumerate(part.legs):
        if number and _broken(leg, part.legs[number - 1], page):
            run = 0
        for line in leg.lines:
            run = 0 if line.head else run + 1
            longest = max(longest, run)
    depth = longest * facts.grid.row_mm
    if depth > GREY_MM + facts.grid.row_mm:
        message = f"{depth:.0f} mm of text without a break, {GREY_MM:.0f} are the most"
        yield finding("C-217", message, page=part.page, story=part.story.slug)


def _broken(leg: Leg, before: Leg, page: ReadPage) -> bool:
    """True if a picture, quote, box or table stands on top of the leg, not of both legs."""
    return any(
        _over(frame, leg.rect) and frame.y_mm > leg.area.y_mm - 1
        for frame, _ in page.frames(*BREAKS)
        if not frame.x_mm < before.rect.x_mm + before.rect.w_mm / 2 < frame.rect.right_mm
        or _parts(frame, before, leg)
    )


def _parts(frame: FrameFact, before: Leg, leg: Leg) -> bool:
    """True if it stands between two parts of one column."""
    return abs(before.rect.x_mm - leg.rect.x_mm) < 1 and before.rect.bottom_mm < frame.y_mm + 1


def _over(frame: FrameFact, leg: Rect) -> bool:
    middle_mm = leg.x_mm + leg.w_mm / 2
    near = 0 < leg.y_mm - frame.rect.bottom_mm < 30
    return frame.x_mm < middle_mm < frame.rect.right_mm and near


def _baselines(page: ReadPage, legs: Sequence[Leg], facts: Facts) -> Iterator[Problem]:
    """Body lines of all columns stand on one grid.

    Those of another script have one of their own, as letters of its face sit otherwise in their
    row.
    """
    step = facts.grid.baseline_pt
    body = [(leg, line) for leg in legs for line in leg.lines if line.body]
    phases: dict[str, Counter[float]] = {}
    for _, line in body:
        script = facts.script(line.record)
        phases.setdefault(script, Counter())[round(line.drawn.baseline_pt % step, 1)] += 1
    told: set[str] = set()
    for leg, line in body:
        usual = phases[facts.script(line.record)].most_common(1)[0][0]
        off = (line.drawn.baseline_pt - usual + step / 2) % step - step / 2
        if abs(off) > OFF_GRID_PT and leg.story.slug not in told:
            told.add(leg.story.slug)
            message = f"body lines stand {abs(off):.1f} pt off the baseline grid"
            yield finding("C-218", message, page=page.number, story=leg.story.slug)


def _aligned(page: ReadPage, facts: Facts) -> Iterator[Problem]:
    """Headlines begin on a row; pictures end on one, or begin with the small letters of one."""
    for frame, _ in page.frames(FrameKind.HEADLINE, FrameKind.JUMP_HEAD):
        if (off := _off_grid_mm(frame.y_mm, facts)) > OFF_GRID_MM:
            message = f"the headline begins {off:.1f} mm off the grid"
            yield finding("C-219", message, page=page.number, story=frame.story)
    for frame, _ in page.frames(FrameKind.PHOTO):
        picture = page.picture_in(frame)
        rect = picture.rect if picture else frame.rect
        begins = (rect.y_mm - facts.grid.top_mm + OFF_GRID_MM) % facts.grid.row_mm
        off = _off_grid_mm(rect.bottom_mm, facts)
        # A drawing is shown whole and ends where it must.
        if off > OFF_GRID_MM and begins > DROP_MM + 2 * OFF_GRID_MM:
            message = f"the picture ends {off:.1f} mm off the grid, and begins off it"
            yield finding("C-219", message, page=page.number, story=frame.story)


def _off_grid_mm(y_mm: float, facts: Facts) -> float:
    row_mm = facts.grid.row_mm
    return abs((y_mm - facts.grid.top_mm + row_mm / 2) % row_mm - row_mm / 2)


def _rules(page: ReadPage, facts: Facts) -> Iterator[Problem]:
    """A rule between stories side by side, none inside a story."""
    areas = [(s.slug, a) for s in facts.stories for a in s.areas if a.page == page.number]
    for slug, left in areas:
        for other, right in areas:
            if _side_by_side(left, right, facts) and not _ruled(page, left, right):
                message = f"no column rule between it and {other}"
                yield finding("C-220", message, page=page.number, story=slug)
    for slug, area in areas:
        for rule in page.rules:
            inside = area.x_mm + 1 < rule.x_mm < area.rect.right_mm - 1
            if inside and _shared(rule, area.rect) > BESIDE_MM:
                message = "a column rule stands inside the story"
                yield finding("C-220", message, page=page.number, story=slug)


def _side_by_side(left: AreaFact, right: AreaFact, facts: Facts) -> bool:
    gap = right.x_mm - left.rect.right_mm
    return 0 <= gap < 2 * facts.grid.gutter_mm and _shared(left.rect, right.rect) > BESIDE_MM


def _ruled(page: ReadPage, left: AreaFact, right: AreaFact) -> bool:
    shared = _shared(left.rect, right.rect)
    top, bottom = max(left.y_mm, right.y_mm), min(left.rect.bottom_mm, right.rect.bottom_mm)
    drawn = sum(
        max(0.0, min(rule.bottom_mm, bottom) - max(rule.y_mm, top))
        for rule in page.rules
        if left.rect.right_mm - 0.5 < rule.x_mm < right.x_mm + 0.5
    )
    return drawn > RULED * shared


def _shared(first: Rect, second: Rect) -> float:
    """Millimetres of depth that two rectangles share."""
    return min(first.bottom_mm, second.bottom_mm) - max(first.y_mm, second.y_mm)
