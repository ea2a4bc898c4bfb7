"""What is not as it stood: pages that changed, stories that moved, and why.

In: what the edition on the shelf was made of, and the one that is to take its place. Out: changes
page by page, in words that the terminal and `--json` tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from epaper.model import StandingForm, StandingItem
from epaper.onshelf import MadeOf

_HEADED = StandingForm.STORY, StandingForm.LOT


@dataclass(frozen=True, kw_only=True)
class Move:
    """A story that stands on another page; lots by the slug of their first record."""

    story: str
    from_page: int
    to_page: int


@dataclass(frozen=True, kw_only=True)
class PageChange:
    """A page that is not as it stood, and the reasons, in words."""

    page: int
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class EditionChanges:
    """All changes since the edition on the shelf, which had `pages_before` pages.

    Records by slug: `edited`, `new` and `gone`; `moved` are stories.
    """

    pages_before: int
    pages: tuple[PageChange, ...]
    edited: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[Move, ...]

    def __bool__(self) -> bool:
        return bool(self.pages)


def changes(before: MadeOf | None, after: MadeOf | None) -> EditionChanges | None:
    """What is not as it stood; None where nothing stood, or nothing was made."""
    if before is None or after is None:
        return None
    was, now = before.records, after.records
    places = _places(before), _places(after)
    moved = [
        Move(story=name, from_page=places[0][name], to_page=page)
        for name, page in places[1].items()
        if places[0].get(name, page) != page
    ]
    found = EditionChanges(
        pages_before=len(before.dummies),
        pages=(),
        edited=tuple(slug for slug in now if slug in was and was[slug] != now[slug]),
        new=tuple(slug for slug in now if slug not in was),
        gone=tuple(slug for slug in was if slug not in now),
        moved=tuple(moved),
    )
    return replace(found, pages=tuple(_pages(before, after, found)))


def redrawn(
    found: EditionChanges, before: Mapping[int, str], after: Mapping[int, str]
) -> EditionChanges:
    """The same with the pages of which only the drawing is another; marks are of their PDFs."""
    told = {change.page for change in found.pages}
    other = [page for page, mark in after.items() if before.get(page, mark) != mark]
    why = ("type, style sheets, colours or a picture's print",)
    more = [PageChange(page=page, why=why) for page in other if page not in told]
    return replace(found, pages=tuple(sorted((*found.pages, *more), key=lambda c: c.page)))


def _pages(before: MadeOf, after: MadeOf, found: EditionChanges) -> Iterator[PageChange]:
    marks = zip_longest(before.dummies, after.dummies, fillvalue="")
    for number, (was, now) in enumerate(marks, start=1):
        if was == now:
            continue
        if not now:
            yield PageChange(page=number, why=("there is no such page any more",))
        elif not was:
            yield PageChange(page=number, why=("the paper has a page more",))
        else:
            reasons = tuple(_reasons(number, before, after, found))
            yield PageChange(page=number, why=reasons or (_rest(number, before, after),))


def _reasons(number: int, before: MadeOf, after: MadeOf, found: EditionChanges) -> Iterator[str]:
    """What of the copy changed on that page."""
    was, now = (_names(made, number) for made in (before, after))
    here = {slug for name in now.values() for slug in _records(name)}
    there = {slug for name in was.values() for slug in _records(name)}
    for slug in found.edited:
        if slug in here:
            yield f"{slug} was edited"
    for slug in found.new:
        if slug in here:
            yield f"{slug} is new"
    for slug in found.gone:
        if slug in there:
            yield f"{slug} is gone"
    for move in found.moved:
        if move.to_page == number:
            yield f"{move.story} came from page {move.from_page}"
        elif move.from_page == number:
            yield f"{move.story} went to page {move.to_page}"
    for form, word in ((StandingForm.AD, "advertisement"), (StandingForm.NOTICE, "notice")):
        mine = [{k for k, n in names.items() if n.form is form} for names in (was, now)]
        if mine[1] - mine[0]:
            yield f"another {word}" if mine[0] else f"{word} added"
        elif mine[0] - mine[1]:
            yield f"{word} taken out"


def _rest(number: int, before: MadeOf, after: MadeOf) -> str:
    """What is left where no copy of the page changed."""
    if before.layout != after.layout:
        return "the layout was changed"
    if before.paper != after.paper:
        return "paper.toml was changed"
    if len(before.dummies) != len(after.dummies):
        return "the paper has another number of pages"
    if before.standing.pages[number - 1 : number] == after.standing.pages[number - 1 : number]:
        return "what it says of other pages" if number == 1 else "what it says of another page"
    return "its stories stand in other places"


def _names(made: MadeOf, number: int) -> Mapping[tuple[str, str, int], StandingItem]:
    """The items of a page, by what tells them apart."""
    pages = made.standing.pages[number - 1 : number]
    return {(n.form.value, n.name, n.number): n for page in pages for n in page.items}


def _records(name: StandingItem) -> tuple[str, ...]:
    """The records of an item."""
    if name.form in (StandingForm.NOTICE, StandingForm.AD, StandingForm.WHITE):
        return ()
    return name.members or (name.name,)


def _places(made: MadeOf) -> dict[str, int]:
    """The page on which each story begins, lots by their first record."""
    places: dict[str, int] = {}
    for number, page in enumerate(made.standing.pages, start=1):
        for name in page.items:
            if name.form in _HEADED:
                places.setdefault(name.members[0] if name.members else name.name, number)
    return places
