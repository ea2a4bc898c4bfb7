"""What stands: a planned edition told in names, and the day's items by these names.

In: pages of a finished flatplan. Out: a `Standing`, which the shelf keeps. And back: which item of
a later build is the one that a name means.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.makeup.flatplan.pageplan import PagePlan
from epaper.makeup.page.guillotine import Cell
from epaper.makeup.page.search import WHITES, PageSearch, Solved
from epaper.makeup.page.stood import Seat, Seating, ranked
from epaper.makeup.page.terms import Terms
from epaper.makeup.story.item import (
    AdItem,
    Item,
    NoticeItem,
    PlannedItem,
    StoryItem,
    WhiteItem,
    by_rank,
)
from epaper.model import (
    Layout,
    PageKind,
    Standing,
    StandingForm,
    StandingItem,
    StandingPage,
    StandingPlace,
    Story,
)

STORIES = StandingForm.STORY, StandingForm.LOT, StandingForm.REST
COPY = *STORIES, StandingForm.MORE, StandingForm.AD


def standing_of(pages: Sequence[PagePlan], seating: Seating, stories: Sequence[Story]) -> Standing:
    """Where everything of a finished flatplan stands; nothing where a page is not filled."""
    parts: Counter[str] = Counter()
    found = []
    for page in pages:
        if page.solved is None:
            return Standing()
        found.append(_page(page, page.solved, seating, parts))
    orders = tuple((story.slug, story.order) for story in stories)
    pins = tuple((item.key, item.pin) for page in pages for item in page.items if item.pin)
    return Standing(pages=tuple(found), orders=orders, pins=pins)


def _page(page: PagePlan, solved: Solved, seating: Seating, parts: Counter[str]) -> StandingPage:
    items = ranked(solved)
    terms, kind = solved.terms, solved.kind
    return StandingPage(
        kind=page.kind.name,
        foot_rows=page.kind.foot_rows,
        jumps=page.kind.jumps,
        dominant_columns=kind.dominant_columns,
        items=tuple(_numbered(name_of(item), parts) for item in items),
        places=tuple(_place(seat) for seat in seating.seats(solved)),
        cost=round(seating.cost(solved), 3),
        first_notice=terms.first_notice,
        most_notices=terms.most_notices,
        may_jump=terms.may_jump,
        spare=terms.spare,
        crowded=terms.crowded,
        strained=terms.strained,
        fixed=page.fixed,
    )


def _numbered(name: StandingItem, parts: Counter[str]) -> StandingItem:
    """A lot's name with the number of its part."""
    if name.form is not StandingForm.LOT:
        return name
    parts[name.name] += 1
    return replace(name, number=parts[name.name])


def name_of(item: Item) -> StandingItem:
    """What an item is called on the shelf; of a lot without the number of its part."""
    match item:
        case NoticeItem():
            return StandingItem(
                form=StandingForm.NOTICE,
                name=_notice_name(item),
                number=item.again,
                spare=item.spare,
            )
        case AdItem():
            return StandingItem(form=StandingForm.AD, name=item.key, spare=item.spare)
        case WhiteItem():
            return StandingItem(form=StandingForm.WHITE, name=item.key)
    lot = item.story.gathered
    form = StandingForm.LOT if lot else StandingForm.STORY
    number = 0
    if item.rest:
        more = item.key.rpartition("/more")[2] if "/more" in item.key else ""
        number = int(more) if more.isdecimal() else 0
        form = StandingForm.MORE if number else StandingForm.REST
    return StandingItem(
        form=form,
        name=lot_name(item.story) if lot else item.story.slug,
        section=item.section,
        number=number,
        members=tuple(record.slug for record in item.story.members) if lot else (),
        bare=item.key.partition("/")[0].endswith(" bare"),
    )


def lot_name(story: Story) -> str:
    """What all parts of a lot have in common."""
    return story.slug.removesuffix(story.record.slug)


def _notice_name(item: NoticeItem) -> str:
    """What a notice is called, and a mark of its words."""
    forms = item.notice.forms
    form = forms[max(forms)][0]
    blocks = [block for block in (form.title, form.text) if block is not None]
    words = "".join(line.text for block in blocks for line in block.lines)
    return f"{item.name} {zlib.crc32(words.encode()):08x}"


def _place(seat: Seat) -> StandingPlace:
    cell = seat.cell
    return StandingPlace(
        item=cell.item,
        column=cell.column,
        row=cell.row,
        width=cell.width,
        height=cell.height,
        shape=seat.shape,
        drop_rows=seat.drop_rows,
    )


def seats_of(page: StandingPage) -> tuple[Seat, ...]:
    """Where its items stood."""
    return tuple(
        Seat(
            Cell(place.item, place.column, place.row, place.width, place.height),
            place.shape,
            place.drop_rows,
        )
        for place in page.places
    )


def kind_of(page: StandingPage, layout: Layout) -> PageKind:
    """The kind of page that it was, as it was asked for."""
    return replace(layout.kinds[page.kind], foot_rows=page.foot_rows, jumps=page.jumps)


def terms_of(page: StandingPage) -> Terms:
    """The terms on which it came out."""
    return Terms(
        first_notice=page.first_notice,
        most_notices=page.most_notices,
        jump=page.may_jump,
        spare=page.spare,
        crowded=page.crowded,
        strained=page.strained,
    )


@dataclass
class StandingPages:
    """Makes pages as they stood, and says what they cost now."""

    layout: Layout
    search: PageSearch

    def __post_init__(self) -> None:
        self.seating = Seating(self.search.grid, self.search.book)

    def page(self, stood: StandingPage, copy: Sequence[PlannedItem]) -> PagePlan | None:
        """The page with this copy, if it is the same in the same order, everything in its place."""
        items = self._items(stood, copy)
        if items is None:
            return None
        kind = kind_of(stood, self.layout)
        form = replace(kind, dominant_columns=stood.dominant_columns)
        solved = self.seating.seated(items, form, terms_of(stood), seats_of(stood))
        if solved is None:
            return None
        planned = tuple(item for item in items if isinstance(item, StoryItem | AdItem))
        return PagePlan(kind=kind, items=planned, solved=solved, fixed=stood.fixed)

    def same(self, stood: StandingPage, page: PagePlan) -> bool:
        """True if everything on the page stands where it stood."""
        again = self.page(stood, page.items)
        return again is not None and again.placed == page.placed

    def cost(self, page: PagePlan) -> float:
        """What a page costs as it stands; infinite where it is not filled."""
        return self.seating.cost(page.solved) if page.solved is not None else math.inf

    def worse(self, page: PagePlan, stood: StandingPage) -> float:
        """How much dearer a page is than it stood."""
        return self.cost(page) - stood.cost

    def _items(self, stood: StandingPage, copy: Sequence[PlannedItem]) -> list[Item] | None:
        """All items of the page in its order, None where the copy is not what stood there."""
        waiting, items = by_rank(copy), []
        for name in stood.items:
            item = waiting.pop(0) if name.form in COPY and waiting else self._filler(name)
            if item is None or not _means(name, item):
                return None
            items.append(replace(item, spare=name.spare) if isinstance(item, AdItem) else item)
        return None if waiting else items

    def _filler(self, name: StandingItem) -> Item | None:
        """The notice, or the white, of that name."""
        if name.form is StandingForm.WHITE:
            return next((white for white in WHITES if white.key == name.name), None)
        known = {_notice_name(notice): notice for notice in self.search.notices}
        mark = name.name.rpartition(" ")[2]
        other = (notice for words, notice in known.items() if words.endswith(mark))
        notice = known.get(name.name) or next(other, None)
        return replace(notice, spare=name.spare, again=name.number) if notice else None


def _means(name: StandingItem, item: Item) -> bool:
    """True if that is the item's name, wherever and whichever part of a lot it is now."""
    mine = name_of(item)
    lot = name.form is StandingForm.LOT
    called = mine.name if name.form is StandingForm.NOTICE else name.name
    there = replace(name, name=called, section="", members=(), number=0 if lot else name.number)
    return replace(mine, section="", members=(), spare=name.spare) == there
