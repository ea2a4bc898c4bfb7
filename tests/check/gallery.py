"""The gallery: for each hard rule a good page, and the same page as it breaks that rule.

The pages are as small as the rule lets them be, in the paper's own faces. `marks` are the
places to look at, outlined in red on the rejected page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from epaper.model import Block, BlockKind, Photo, Record, Span

from .dress import Newsprint
from .editions import Change, page, story
from .made_up import Edition, Page, Story, usual
from .sheet import ROW_MM, Format

HEADLINE = ("Ferry to sail", "again in March")
CAPTION = "A boat off the north pier, on its last trip of the day"
FIRST, SECOND = "FIRST BY RANK", "SECOND BY RANK"
KICKER_PT = 7.6
NARROW = Format(
    width_mm=70.0,
    height_mm=104.5,
    columns=2,
    rows=26,
    margin_mm=4.0,
    gutter_mm=3.0,
    masthead_rows=4,
    nameplate_pt=33.0,
    dress=Newsprint,
)
THREE = replace(NARROW, width_mm=86.0, columns=3)
TALL = replace(NARROW, height_mm=127.0, rows=32)
SPREAD = replace(NARROW, height_mm=112.0, rows=28, label_pt=10.5)
# Only its first two columns are shown.
NEWSPAPER = replace(NARROW, width_mm=254.0, columns=8, nameplate_columns=2)


class Place(NamedTuple):
    """Part of a page, in columns and rows."""

    column: float
    columns: float
    row: float
    rows: float
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class Case:
    """A rule's good page and what to do to it.

    `shown` are the pages to be seen, side by side; `columns`, if not all, how many of each.
    """

    pages: Callable[[], list[Page]]
    spoil: Change
    marks: tuple[Place, ...]
    format: Format = NARROW
    shown: tuple[int, ...] = (1,)
    columns: int = 0

    def edition(self, *, spoiled: bool) -> Edition:
        """The edition, to be drawn once."""
        pages = self.pages()
        if spoiled:
            self.spoil(pages)
        return Edition(pages, self.format)


def records_of(made: Edition) -> tuple[Record, ...]:
    """The records of an edition that has been drawn, as if it were printed without fault."""
    stories = {one.slug: one for sheet in reversed(made.pages) for one in sheet.stories}
    return tuple(_record(one, made.bodies[slug]) for slug, one in stories.items())


def _record(one: Story, lines: list[str]) -> Record:
    # A hyphen at a line's end is the setter's: the record has the word whole.
    text = " ".join(lines).replace("- ", "")
    return Record(
        slug=one.slug,
        file=f"{one.slug}.md",
        headline=" ".join(one.headline),
        kicker=one.kicker if one.kicker_pt else "",
        body=(Block(kind=BlockKind.TEXT, spans=(Span(text=text),)),),
        photos=tuple(Photo(file="boat.jpg", caption=one.caption) for _ in one.photos),
    )


def alone() -> list[Page]:
    """One story with a picture over its two legs of ten rows."""
    lead = Story("lead", 0, 2, 4, 22, HEADLINE, photos=((0, 2, 5),), end_fill=0.6)
    lead.caption = CAPTION
    return [Page([lead], lined=True)]


def crosshead() -> list[Page]:
    """The same story with a crosshead in its first leg."""
    pages = alone()
    legs("SmE.HSmmmE", "SmmmESmmmE")(pages)
    return pages


def three_legs() -> list[Page]:
    """One story of three legs of ten rows."""
    lead = Story("lead", 0, 3, 4, 22, ("Ferry to sail again", "in March"), end_fill=0.6)
    lead.photos, lead.caption = ((0, 3, 5),), CAPTION
    return [Page([lead], lined=True)]


def two_stories() -> list[Page]:
    """The first by rank over the second, headlines of 30 and 18 pt."""
    first = Story("first", 0, 2, 4, 11, ("Ferry sails",), 30.0, kicker=FIRST, order=0)
    second = Story("second", 0, 2, 16, 10, ("Road opens",), 18.0, kicker=SECOND, order=1)
    return [Page([ranked(first), ranked(second)], lined=True)]


def two_pictures() -> list[Page]:
    """The same, each with a picture; the larger is the lead's."""
    first = Story("first", 0, 2, 4, 16, ("Ferry sails",), 24.0, kicker=FIRST, order=0)
    second = Story("second", 0, 2, 21, 11, ("Road opens",), 18.0, kicker=SECOND, order=1)
    first.photos, second.photos = ((0, 2, 6),), ((1, 1, 4),)
    return [Page([ranked(first), ranked(second)], lined=True)]


def three_stories() -> list[Page]:
    """A lead over two stories side by side."""
    lead = Story("lead", 0, 2, 4, 9, ("Ferry sails",), 30.0, end_fill=0.6)
    left = Story("left", 0, 1, 14, 12, ("Quiet", "north"), 24.0, order=1, end_fill=0.6)
    right = Story("right", 1, 1, 14, 12, ("Stones for", "old road"), 14.0, order=2, end_fill=0.6)
    return [Page([lead, left, right], lined=True)]


def side_story() -> list[Page]:
    """A story of two legs, another one beside it."""
    lead = Story("lead", 0, 2, 4, 22, ("Ferry to", "sail again"), 24.0, head_span=2, end_fill=0.6)
    side = Story("side", 2, 1, 4, 22, ("Stones for", "old road"), 14.0, order=1, end_fill=0.6)
    return [Page([lead, side], lined=True)]


def newspaper() -> list[Page]:
    """A page as wide as a newspaper's: the story that is shown, another one beside it."""
    lead = Story("lead", 0, 2, 4, 22, HEADLINE, 24.0, end_fill=0.6)
    rest = Story("side", 2, 6, 4, 22, ("Stones for old road",), 18.0, order=1)
    return [Page([lead, rest], lined=True)]


def jump() -> list[Page]:
    """A story that jumps to the next page."""
    lead = Story("lead", 0, 2, 4, 24, ("Ferry sails",), 24.0, photos=((0, 2, 4),), end_fill=0.6)
    lead.part, lead.label = "start", "Turn to page 2"
    rest = Story("lead", 0, 2, 4, 24, ("Ferry sails",), 18.0, end_fill=0.6)
    rest.part, rest.label = "rest", "From page 1"
    return [Page([lead], lined=True), Page([rest], kind="last", lined=True)]


def ranked(one: Story) -> Story:
    """The story with its rank over its headline."""
    one.kicker_pt, one.end_fill = KICKER_PT, 0.6
    return one


def legs(*tokens: str) -> Change:
    """The lead's legs set so."""
    return story("lead", legs=dict(enumerate(tokens)))


def both(*changes: Change) -> Change:
    """One change after the other."""

    def change(pages: list[Page]) -> None:
        for one in changes:
            one(pages)

    return change


def _dog_leg(pages: list[Page]) -> None:
    """A third leg of the lead goes on under the story beside it."""
    story("lead", span=3, tops={2: 7})(pages)
    story("side", rows=11)(pages)


_turned = both(story("first", row=15), story("second", row=4))
_ranks_turned = both(story("first", size_pt=18.0), story("second", size_pt=30.0))
_pictures_turned = both(
    story("first", photos=((1, 1, 4),), rows=15),
    story("second", photos=((0, 2, 5),), row=20, rows=12),
)

# By the code of the rule.
CASES: Mapping[str, Case] = {
    "C-101": Case(
        pages=alone,
        spoil=legs(usual(10), "=====SmmmE"),
        marks=(Place(0, 1, 21, 5), Place(1, 1, 16, 5)),
    ),
    "C-102": Case(
        pages=alone,
        spoil=story("lead", photo_shift_mm=(-2 * ROW_MM, 0.0)),
        marks=(Place(0, 2, 6.5, 2.5),),
    ),
    "C-103": Case(
        pages=alone,
        spoil=story("lead", headline=("Ferry to sail on time", "again in March")),
        marks=(Place(1.28, 1, 4, 2.5),),
    ),
    "C-104": Case(pages=side_story, spoil=_dog_leg, marks=(Place(2, 1, 16, 10),), format=THREE),
    "C-105": Case(pages=alone, spoil=story("lead", short={0: 3}), marks=(Place(0, 1, 23.3, 2.7),)),
    "C-106": Case(
        pages=three_legs,
        spoil=legs("SmmmESmmES", "mmmESmmmEm", "ESmmmESmmE"),
        marks=(Place(0, 1, 25, 1), Place(2, 1, 16, 1)),
        format=THREE,
    ),
    "C-107": Case(
        pages=alone,
        spoil=legs("SmmmESmmm-", "mESmmmESmE"),
        marks=(Place(0, 1, 25, 1), Place(1, 1, 16, 1)),
    ),
    "C-108": Case(
        pages=crosshead,
        spoil=legs("SmmmESmE.H", "SmmmESmmmE"),
        marks=(Place(0, 1, 25, 1),),
    ),
    "C-109": Case(
        pages=jump,
        spoil=story("lead", photos=((0, 2, 13),)),
        marks=(Place(0, 2, 22, 6),),
        format=SPREAD,
        shown=(1, 2),
    ),
    "C-110": Case(
        pages=jump,
        spoil=story("lead", label="Turn to page 6"),
        marks=(Place(1, 1, 27, 1),),
        format=SPREAD,
        shown=(1, 2),
    ),
    "C-111": Case(
        pages=jump,
        spoil=page(2, folio="5 National"),
        marks=(Place(0, 1, 0, 2, page=2),),
        format=SPREAD,
        shown=(1, 2),
    ),
    "C-112": Case(
        pages=newspaper,
        spoil=story("lead", body_pt=6.0),
        marks=(Place(0, 2, 9, 17),),
        format=NEWSPAPER,
        columns=2,
    ),
    "C-113": Case(pages=alone, spoil=story("lead", cutline_pt=4.5), marks=(Place(0, 2, 14, 1),)),
    "C-114": Case(pages=alone, spoil=story("lead", dpi=12.0), marks=(Place(0, 2, 9, 5),)),
    "C-201": Case(pages=two_stories, spoil=_ranks_turned, marks=(Place(0, 2, 17.3, 3.2),)),
    "C-205": Case(pages=two_stories, spoil=_turned, marks=(Place(0, 2, 15, 11),)),
    "C-206": Case(
        pages=two_pictures,
        spoil=_pictures_turned,
        marks=(Place(1, 1, 8, 4), Place(0, 2, 23, 5)),
        format=TALL,
    ),
    "C-207": Case(
        pages=three_stories,
        spoil=story("right", headline=("Stone", "roads"), size_pt=24.0),
        marks=(Place(0, 2, 14, 5),),
    ),
    "C-214": Case(
        pages=alone,
        spoil=story("lead", photo_shift_mm=(0.0, -9.0)),
        marks=(Place(0, 2, 11.5, 3.5),),
    ),
    "C-218": Case(
        pages=three_stories,
        spoil=story("right", shift_pt=-4.5),
        marks=(
            Place(0, 1, 20, 3),
            Place(1, 1, 19.57, 3),
        ),
    ),
    "C-301": Case(
        pages=three_stories, spoil=story("right", short={0: 6}), marks=(Place(1, 1, 20.4, 5.6),)
    ),
    "C-304": Case(
        pages=alone, spoil=legs("SmmmESmmmE", "S.m.m.m.mE"), marks=(Place(1, 1, 16, 10),)
    ),
    "C-403": Case(
        pages=alone,
        spoil=both(story("lead", letter_em=0.16), legs("SmmmESmmmE", "SxxxESxxxE")),
        marks=(Place(1, 1, 17, 3), Place(1, 1, 22, 3)),
    ),
}
