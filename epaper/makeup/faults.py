"""What make-up has to tell the desk of a planned edition: M-101 to M-105.

In: the pages, the day's copy and orders. Out: problems.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from epaper.makeup.flatplan.pageplan import PagePlan
from epaper.makeup.flatplan.standing import COPY, StandingPages, name_of
from epaper.makeup.page.roles import page_rows
from epaper.makeup.story.copy import Copy, Job
from epaper.makeup.story.item import Item, NoticeItem, StoryItem, stories_of
from epaper.model import At, Jump, Problem, Severity, StandingPage, Story

LONG_HEADLINE = 140  # letters; the longest of 61 real ones has 118
SHORT = 0.12  # of the pages: notices that take more are told of


def unfilled(pages: Sequence[PagePlan]) -> Iterator[Problem]:
    """Pages that nothing fills, and pages that came out only with copy that is not level."""
    for number, page in enumerate(pages, start=1):
        if page.solved is None:
            blamed = _blamed(page.items)
            yield Problem(
                code="M-101",
                severity=Severity.STOP,
                where=At(file=_file(blamed), story=_names(blamed), page=number),
                message="no way found to fill the page with " + _names(page.items),
                hint=_remedy(page.items),
            )
            continue
        strained = [p.item for p in page.stories if p.item.strained > 1]
        if strained:
            yield Problem(
                code="M-104",
                severity=Severity.WARN,
                where=At(file=_file(strained[:1]), page=number),
                message=f"the copy does not come out level: {_names(strained)}",
                hint=_level_remedy(strained),
            )


def _blamed(items: Sequence[Item]) -> Sequence[StoryItem]:
    """Of items that fill no page the one to be taken out: with much beside its copy, or long."""
    return sorted(stories_of(items), key=lambda item: (-len(item.pictures), -item.rows))[:1]


def _level_remedy(items: Sequence[StoryItem]) -> str:
    if any(len(i.story.headline) > LONG_HEADLINE for i in items):
        return "its headline is very long: shorten it"
    return "write a few lines more or less, or give the paper more notices"


def _remedy(items: Sequence[Item]) -> str:
    if len(items) > 1:
        return "give the paper more notices, or take out or add a story"
    stories = stories_of(items)
    if any(item.pictures for item in stories):
        return (
            f"it has {len(stories[0].pictures)} pictures to show there: file fewer, or other shapes"
        )
    if any(item.pieces for item in stories):
        return "the table is too wide or too long for a page: file it as several"
    return "its headline, standfirst, byline or a caption may be too long for a page: shorten it"


def _names(items: Sequence[Item]) -> str:
    """The items by what the desk calls them: the slugs of their records."""
    names = (item.story.slug if isinstance(item, StoryItem) else item.key for item in items)
    return ", ".join(dict.fromkeys(names))


def _file(items: Sequence[StoryItem]) -> str:
    return next((item.story.record.file for item in items), "")


def jumpy(stories: Sequence[Story], jumps: Sequence[Jump]) -> list[Problem]:
    """Stories that jump more than once: readers follow one jump, hardly two."""
    counts = Counter(jump.story for jump in jumps)
    return [
        Problem(
            code="M-102",
            severity=Severity.WARN,
            where=At(file=story.record.file, story=story.slug),
            message=f"the story is too long for two pages and jumps {counts[story.slug]} times",
            hint="cut it, or file it as two",
        )
        for story in stories
        if counts[story.slug] > 1
    ]


def short_copy(job: Job, pages: Sequence[PagePlan]) -> Iterator[Problem]:
    """What the copy lacks to fill its pages: the house's own notices stand there instead."""
    cells = [
        placed.cell
        for page in pages
        for placed in page.placed
        if isinstance(placed.item, NoticeItem)
    ]
    rows = sum(cell.width * cell.height for cell in cells)
    inside, grid = job.layout.kinds["inside"], job.layout.grid
    column_rows = page_rows(inside, grid)
    lacking = rows / (column_rows * grid.columns)
    if lacking < SHORT * len(pages):
        return
    words = round(rows * _words_a_row(job.copy), -2 if rows > 50 else -1)
    yield Problem(
        code="M-105",
        severity=Severity.NOTE,
        where=At(),
        message=f"the copy is short: {rows / column_rows:.1f} columns, {lacking:.1f} of "
        f"{len(pages)} pages, are notices; about {words:.0f} words would fill them",
        hint="file more copy, or larger pictures",
    )


def _words_a_row(copy: Copy) -> float:
    """Words in a line of the day's copy on the average."""
    lines = [
        line
        for galley in copy.galleys.values()
        for paragraph in galley.paragraphs
        for line in paragraph.best.lines
    ]
    return sum(len(line.text.split()) for line in lines) / max(1, len(lines))


def unmet(job: Job, pages: Sequence[PagePlan]) -> Iterator[Problem]:
    """What the desk wanted of pages and did not get, each by name."""
    count, orders = len(pages), job.orders
    if orders.pages and count != orders.pages:
        hint = "file more copy" if count < orders.pages else "file less copy"
        yield _wish(f"the edition has {count} pages, not {orders.pages}", hint)
    elif count % max(1, orders.pages_multiple):
        text = f"the edition has {count} pages, not a multiple of {orders.pages_multiple}"
        yield _wish(text, "file more copy, or less")
    for number, page in enumerate(pages, start=1):
        for item in page.items:
            wanted = count if item.pin == -1 else item.pin
            if wanted and wanted != number:
                yield _wish(f"{item.key} stands on page {number}, not {wanted}", "move its pin")
    placed = {item.key for page in pages for item in page.items}
    for ad in job.copy.advertisements:
        if f"ad {ad.advertisement.name}" not in placed:
            name = ad.advertisement.name
            yield _wish(f"no room for the advertisement {name}", "make it smaller, or move it")


def let_go(job: Job, pages: Sequence[PagePlan], standing: StandingPages) -> Iterator[Problem]:
    """Pages that were to be held as they stand, and could not be."""
    stood = job.precedent.standing.pages
    for number in sorted(job.precedent.held):
        if number > len(stood):
            text, hint = "no such page stands on the shelf", "build the edition first, then hold it"
        elif number > len(pages) or not standing.same(stood[number - 1], pages[number - 1]):
            text, hint = _why_let_go(number, stood, pages), "cut the copy to fit, or let it go"
        else:
            continue
        yield Problem(
            code="M-107",
            severity=Severity.WARN,
            where=At(page=number),
            message=f"page {number} is not held: {text}",
            hint=hint,
        )


def _why_let_go(number: int, stood: Sequence[StandingPage], pages: Sequence[PagePlan]) -> str:
    then = {name.name for name in stood[number - 1].items if name.form in COPY}
    items = pages[number - 1].items if number <= len(pages) else ()
    now = {name_of(item).name for item in items}
    gone, new = sorted(then - now), sorted(now - then)
    told = [f"{', '.join(gone)} no longer stands there"] * bool(gone)
    told += [f"{', '.join(new)} is new there"] * bool(new)
    return "; ".join(told) or "its copy no longer goes where it stood"


def _wish(message: str, hint: str) -> Problem:
    return Problem(code="M-103", severity=Severity.WARN, where=At(), message=message, hint=hint)
