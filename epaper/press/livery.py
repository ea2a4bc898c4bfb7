"""What a paper wears that is its own: its accent, its sections' colours, its nameplate.

In: the paper and the plan. Out: a `Livery`, which changes the views of the frames that show it. A
paper without any of it looks as the layouts have it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from epaper.model import Logo, Paper, Plan
from epaper.press.views import BoxView

LOGO_ADDRESS = "epaper:logo/"
# Frames that name a story's section or what it is about, by the macro that draws them.
COLOURED = frozenset({("text", "kicker"), ("label", "teaser-kicker")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Livery:
    """The paper's own colours and nameplate; `accent` is empty for the layouts' own.

    `stories` and `flags` have the colours (#rrggbb) of stories by slug and of sections by name,
    those alone that have one.
    """

    accent: str = ""
    stories: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    logo: Logo | None = None

    @property
    def logo_address(self) -> str:
        """Where pages find the nameplate; it changes with the picture."""
        return LOGO_ADDRESS + self.logo.name if self.logo else ""

    def worn(self, view: BoxView, story: str) -> BoxView:
        """The view of a frame of `story` in the paper's own colours, with its own nameplate."""
        if (view.macro, view.kind) in COLOURED and story in self.stories:
            return replace(view, place=f"{view.place};color:{self.stories[story]}")
        facts = view.facts or {}
        # The page of several sections wears the accent.
        if view.macro == "folio" and facts.get("section") in self.flags:
            colour = self.flags[facts["section"]]
            return replace(view, facts={**facts, "colour": f"color:{colour}"})
        if view.macro == "masthead" and self.logo:
            return replace(view, source=self.logo_address)
        return view


def livery_of(paper: Paper, plan: Plan) -> Livery:
    """What the paper wears on the pages of `plan`."""
    colours = {section.key: section.colour for section in paper.sections if section.colour}
    stories = {
        slug: colours[story.section]
        for story in plan.stories
        if story.section in colours
        for slug in (story.slug, *(record.slug for record in story.members))
    }
    flags = {section.name: section.colour for section in paper.sections if section.colour}
    return Livery(accent=paper.accent, stories=stories, flags=flags, logo=paper.logo)
