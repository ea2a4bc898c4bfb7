"""A clean made-up edition of two pages, and what to do to it so that it breaks one rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .made_up import Page, Story, usual
from .sheet import ROW_MM, WIDE

Change = Callable[[list[Page]], None]

AGAIN = ("Boats leave at dawn again",)
FERRY = ("Ferry line to reopen in March",)
BROKEN_LEG = usual(10) + ".H" + usual(17)  # the lead's second: a crosshead breaks the grey


def clean() -> list[Page]:
    """A front with a lead that jumps, and an inside page with its rest."""
    lead = Story("lead", 0, 3, 8, 62, ("Boats at dawn",), 60, order=0, photos=((0, 3, 24),))
    lead.part, lead.label = "start", "Continued on page 2"
    lead.legs = {1: BROKEN_LEG}
    front = [
        lead,
        Story("north", 3, 1, 8, 30, ("Quiet north",), 24, order=1),
        Story("stone", 3, 1, 40, 30, ("Stone for road",), 18, order=2),
    ]
    inside = [
        Story("ferry", 0, 4, 4, 37, FERRY, 36, order=3, photos=((2, 2, 18),)),
        rest(2, 43, 27, AGAIN),
        Story("rovers", 2, 1, 43, 27, ("Rovers win!",), 24, order=4),
        Story("wind", 3, 1, 43, 27, ("Wind over land",), 18, order=5),
    ]
    return [Page(front), Page(inside, kind="last")]


def rest(span: int, row: int, rows: int, headline: tuple[str, ...]) -> Story:
    """What has jumped of the lead."""
    story = Story("lead", 0, span, row, rows, headline, 18)
    story.part, story.label = "rest", "From page 1"
    return story


def story(slug: str, **changes: object) -> Change:
    """A change of a story's fields, on the first page it stands on."""

    def change(pages: list[Page]) -> None:
        one = next(one for page in pages for one in page.stories if one.slug == slug)
        for name, value in changes.items():
            assert hasattr(one, name)
            setattr(one, name, value)

    return change


def page(number: int, **changes: object) -> Change:
    """A change of a page's fields."""

    def change(pages: list[Page]) -> None:
        for name, value in changes.items():
            assert hasattr(pages[number - 1], name)
            setattr(pages[number - 1], name, value)

    return change


def first_leg(tokens: str) -> Change:
    """The first leg of the lead set so; it has 29 rows."""
    assert len(tokens) == 29
    return story("lead", legs={0: tokens, 1: BROKEN_LEG})


def frame(kind: str, slug: str, row: float) -> dict[str, object]:
    """An empty frame in the first column."""
    place = {"x_mm": WIDE.x_mm(0), "y_mm": WIDE.y_mm(row), "w_mm": 40.0, "h_mm": ROW_MM}
    return {"kind": kind, "story": slug, **place}


def _short_rest(pages: list[Page]) -> None:
    """A rest of one leg, a story of two columns beside it."""
    rovers = Story("rovers", 1, 2, 43, 27, ("Rovers win at home!",), 24, order=4)
    pages[1].stories[1:3] = [rest(1, 43, 27, ("Boats leave",)), rovers]


def _rest_on_top(pages: list[Page]) -> None:
    """The rest of the lead above the page's own lead."""
    ferry = Story("ferry", 0, 4, 33, 37, FERRY, 36, order=3, photos=((2, 2, 18),))
    top = rest(4, 4, 27, ("Boats leave at dawn again and again",))
    top.legs = {1: usual(10) + ".H" + usual(12)}
    pages[1].stories = [top, ferry]


def _foreign_picture(pages: list[Page]) -> None:
    """Page one with a small picture for the lead and a large one beside it."""
    lead, north, _ = pages[0].stories
    lead.span, lead.headline, lead.photos = 2, ("Boat dawn",), ((0, 1, 14),)
    lead.legs = {1: usual(10) + ".H" + usual(42)}
    north.column, north.span, north.rows = 2, 2, 62
    north.headline, north.photos = ("Quiet north and south",), ((0, 2, 30),)
    pages[0].stories = [lead, north]


def _below_larger(pages: list[Page]) -> None:
    """The higher rank below, with the larger headline."""
    story("north", headline=("Quiet northern",), size_pt=18.0, order=2)(pages)
    story("stone", headline=("Stone roads",), size_pt=24.0, order=1)(pages)


def _ranks_turned(pages: list[Page]) -> None:
    story("rovers", order=5)(pages)
    story("wind", order=4)(pages)


def _small_captions(pages: list[Page]) -> None:
    story("lead", cutline_pt=6.5)(pages)
    story("ferry", cutline_pt=6.5)(pages)


def _two_kickers(pages: list[Page]) -> None:
    story("north", kicker_pt=7.6)(pages)
    story("stone", kicker_pt=9.0)(pages)


def _ragged(pages: list[Page]) -> None:
    for sheet in pages:
        for one in sheet.stories:
            one.end_fill = 0.4


# What to do to the clean edition, by the code that it then breaks.
BROKEN: Mapping[str, Change] = {
    "C-102": page(1, extra=[("The Courier", 60.0, 29.0, 40.0)]),
    "C-103": page(1, extra=[("stray", 1.0, 150.0, 8.0)]),
    "C-104": page(1, frames=[frame("kicker", "north", 3)]),
    "C-105": story("lead", short={0: 4}),
    "C-106": story("lead", legs={0: usual(28) + "S", 1: "mE" + usual(8) + ".H" + usual(17)}),
    "C-107": story("lead", legs={0: usual(26) + "Sm-", 1: "mE" + usual(8) + ".H" + usual(17)}),
    "C-108": story("lead", legs={1: usual(10) + ".H" + usual(15) + ".H"}),
    "C-109": _short_rest,
    "C-110": story("lead", label="Continued on page 3"),
    "C-111": page(2, folio="National"),
    "C-112": story("stone", body_pt=7.5),
    "C-113": _small_captions,
    "C-114": story("lead", dpi=140.0),
    "C-115": story("lead", dpi=180.0),
    "C-201": _ranks_turned,
    "C-202": story("ferry", size_pt=30.0),
    "C-203": story("north", size_pt=22.0),
    "C-204": _below_larger,
    "C-205": _rest_on_top,
    "C-206": _foreign_picture,
    "C-207": story("north", headline=("Quiet",), size_pt=48.0),
    "C-208": story("wind", headline=("Wind stays!",), size_pt=24.0),
    "C-209": story("north", headline=("Quiet",)),
    "C-210": story("north", headline=("Harbour-", "master out")),
    "C-211": story("ferry", photos=((0, 2, 18), (2, 2, 18))),
    "C-212": story("ferry", photos=((2, 1, 18),)),
    "C-213": story("ferry", photo_row=14, legs={1: usual(10) + ".H" + usual(21)}),
    "C-214": story("ferry", cutline_shift_mm=-3.0),
    "C-215": story("ferry", photos=((2, 2, 24),)),
    "C-216": story("ferry", leg_span=2),
    "C-217": story("lead", legs={}),
    "C-218": story("north", shift_pt=2.0),
    "C-219": story("ferry", photo_shift_mm=(2.0, -1.0)),
    "C-220": page(1, ruled=False),
    "C-301": story("wind", short={0: 14}),
    "C-302": story("wind", short={0: 8}),
    "C-303": _ragged,
    "C-304": first_leg("Sm..mE" + usual(23)),
    "C-401": first_leg("S" + "w" * 14 + "E" + usual(13)),
    "C-402": story("lead", legs={0: "S" + "v" * 27 + "E", 1: BROKEN_LEG, 2: "S" + "v" * 26 + "E"}),
    "C-403": first_leg("SxmE" + usual(25)),
    "C-404": first_leg("S---mE" + usual(23)),
    "C-405": first_leg("SamE" + usual(25)),
    "C-406": first_leg("Sme" + usual(26)),
    "C-407": first_leg('S"mE' + usual(25)),
    "C-408": first_leg("SukmE" + usual(24)),
    "C-409": _two_kickers,
}
