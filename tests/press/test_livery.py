"""What frames wear of the paper's own: a section's colour only where the section stands alone."""

from __future__ import annotations

import pytest

from epaper.press.livery import Livery
from epaper.press.views import BoxView

LIVERY = Livery(stories={"derby": "#2e6b34"}, flags={"Sport": "#2e6b34"})


@pytest.mark.parametrize(
    ("macro", "kind", "story", "coloured"),
    [
        ("text", "kicker", "derby", True),
        ("label", "teaser-kicker", "derby", True),
        ("text", "kicker", "budget", False),
        ("text", "headline", "derby", False),
        ("text", "byline", "derby", False),
    ],
)
def test_kickers_wear_their_sections_colour(
    macro: str, kind: str, story: str, coloured: bool
) -> None:
    view = BoxView(macro=macro, kind=kind, place="left:0")
    worn = LIVERY.worn(view, story)
    assert worn.place == ("left:0;color:#2e6b34" if coloured else "left:0")


@pytest.mark.parametrize(
    ("flag", "coloured"), [("Sport", True), ("Arts & Sport", False), ("", False)]
)
def test_the_flag_of_one_section_wears_its_colour(flag: str, coloured: bool) -> None:
    view = BoxView(macro="folio", kind="folio", place="", facts={"section": flag})
    facts = LIVERY.worn(view, "").facts
    assert facts is not None
    assert facts.get("colour") == ("color:#2e6b34" if coloured else None)


def test_a_paper_without_a_dress_changes_nothing() -> None:
    view = BoxView(macro="masthead", kind="masthead", place="", facts={"name": "The Post"})
    assert Livery().worn(view, "") is view
