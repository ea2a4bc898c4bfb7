"""Copyfit and drop caps: no leg ends beside one, and what jumps has none."""

from __future__ import annotations

import pytest

from epaper.makeup.story.copyfit import fit_copy
from epaper.model import Paragraph
from tests.typeset.copy import PROSE
from tests.typeset.test_dropcaps import REST, capped


def paragraphs(opening: str) -> list[Paragraph]:
    """A story that opens with a drop cap."""
    first = Paragraph(slug="a", settings=capped(f"{opening} {REST}"))
    rest = Paragraph(slug="a", settings=capped(f"The {PROSE} {PROSE} {PROSE} {PROSE} {PROSE}"))
    plain = Paragraph(slug="a", settings=rest.settings[:1])
    return [first, plain]


@pytest.mark.parametrize("opening", ["The", "Quite"])
@pytest.mark.parametrize("rows", range(1, 10))
def test_a_leg_does_not_end_beside_a_cap(opening: str, rows: int) -> None:
    copy = paragraphs(opening)
    beside = 4 if opening == "Quite" else 3
    fit = fit_copy(copy, [rows], jump=True)
    if fit is None:
        assert rows < beside
        return
    first = [leg_line.line for leg_line in fit.legs[0]]
    assert len(first) >= beside
    assert first[0].cap is not None


@pytest.mark.parametrize("rows", [4, 5, 7])
def test_what_jumps_begins_flush_and_without_a_cap(rows: int) -> None:
    copy = paragraphs("The")
    fit = fit_copy(copy, [rows], jump=True)
    assert fit is not None
    tail = fit.rest[0].best.lines
    assert tail[0].cap is None
    assert {line.indent_pt for line in tail} == {0.0}
    words = [leg_line.line.text for leg_line in fit.legs[0]] + [line.text for line in tail]
    assert words == [line.text for line in copy[0].best.lines]
