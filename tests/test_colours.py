"""Colours of a paper's own: how they are written, and whether they can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epaper.colours import (
    DARK_PAPER,
    LEAST_CONTRAST,
    PAPER,
    colour_of,
    contrast,
    darkened,
    lightened,
)

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_contrasts_are_those_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1
    # The least grey on white that passes, as its notes have it.
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") < LEAST_CONTRAST


@pytest.mark.parametrize("text", ["red", "#12345", "#1234567", "8c1b1f", "#ggg", "", "#8c1b1f "])
def test_what_is_no_colour(text: str) -> None:
    with pytest.raises(ValueError, match="is no colour"):
        colour_of(text)


def test_short_and_capital_forms_are_one() -> None:
    assert colour_of("#A0F") == colour_of("#aa00FF") == "#aa00ff"


@given(COLOURS)
def test_any_colour_has_a_shade_for_day_and_for_night(colour: str) -> None:
    assert contrast(darkened(colour), PAPER) >= LEAST_CONTRAST
    assert contrast(lightened(colour), DARK_PAPER) >= LEAST_CONTRAST
    if contrast(colour, PAPER) >= LEAST_CONTRAST:
        assert darkened(colour) == colour
