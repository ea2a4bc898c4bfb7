"""The mark of a later edition: "2nd edition" in a page's folio, or in the date line of page one.

In: a dummy, the number of the edition that the page last changed in. Out: the dummy with the mark
in its furniture. It stands where there is room for it, and moves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from epaper.language.phrases import Phrases
from epaper.model import MM_PER_PT, Dummy, FrameKind, FurnitureFrame, Layout
from epaper.press.fonts import Face, pick_face, width_em

# As in layouts/base/css/furniture.css: sizes in pt, and the white beside the mark.
FLAG_PT, NUMBER_PT, MARK_PT, LINE_PT = 20.0, 15.0, 7.8, 8.0
AIR_PT = 7.0
BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class EditionMarker:
    """Puts marks on the pages of a paper in `language`; `faces` tell what has room."""

    layout: Layout
    language: str
    faces: tuple[Face, ...]

    def marked(self, dummy: Dummy, edition: int) -> Dummy:
        """The page with the mark of an edition after the first; the same for the first."""
        if edition < 2:
            return dummy
        words = Phrases(self.language).edition(edition)
        frames = tuple(
            replace(frame, text=self._with_mark(frame, words))
            if isinstance(frame, FurnitureFrame)
            else frame
            for frame in dummy.frames
        )
        return replace(dummy, frames=frames)

    def _with_mark(self, frame: FurnitureFrame, words: str) -> Mapping[str, str]:
        if frame.kind is FrameKind.FOLIO:
            under = "" if self._fits_beside_flag(frame, words) else "under"
            return {**frame.text, "edition": words, "edition_place": under}
        if frame.kind is FrameKind.MASTHEAD:
            return self._in_masthead(frame, words)
        return frame.text

    def _fits_beside_flag(self, frame: FurnitureFrame, words: str) -> bool:
        """True if it goes between the page's number and the section flag in the middle."""
        facts = frame.text
        flag_pt = self._width_pt(facts["section"], "EP Head", 700, FLAG_PT)
        number_pt = self._width_pt(facts["page"], "EP Sans", 700, NUMBER_PT)
        mark_pt = self._width_pt(words, "EP Sans", 400, MARK_PT)
        room_pt = (frame.rect.w_mm / MM_PER_PT - flag_pt) / 2
        return number_pt + mark_pt + 2 * AIR_PT <= room_pt

    def _in_masthead(self, frame: FurnitureFrame, words: str) -> Mapping[str, str]:
        """After the issue's number in the date line, or where that is too narrow in the strip."""
        facts = frame.text
        number = BETWEEN.join(part for part in (facts["number"], words) if part)
        comma = facts.get("comma", ", ")
        middle = comma.join(part for part in (facts["place"], facts["date"]) if part)
        taken_pt = self._width_pt(middle, "EP Sans", 400, LINE_PT)
        room_pt = (frame.rect.w_mm / MM_PER_PT - taken_pt) / 2
        if self._width_pt(number, "EP Sans", 400, LINE_PT) + AIR_PT <= room_pt:
            return {**facts, "number": number}
        return {**facts, "strip_right": facts["strip_right"] + BETWEEN + words}

    def _width_pt(self, text: str, family: str, weight: int, size_pt: float) -> float:
        dress = self.layout.script(self.language).dress(family)
        return size_pt * width_em(pick_face(self.faces, dress.family, weight, False), text)
