from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epaper.darkroom import crop_to
from epaper.darkroom.crop import ACROSS, DOWN
from epaper.model import Crop, Picture

FRACTION = st.floats(0, 1)
ASPECT = st.floats(0.05, 20)
NEAR = 1e-9


def picture(width: int, height: int, focus: tuple[float, float]) -> Picture:
    return Picture(
        path="/day/photos/a.jpg",
        width_px=width,
        height_px=height,
        focus=focus,
        focus_filed=True,
        sha256="0",
    )


def part(crop: Crop) -> tuple[float, float]:
    return crop.right - crop.left, crop.bottom - crop.top


@settings(deadline=None)
@given(
    width=st.integers(1, 9000), height=st.integers(1, 9000), x=FRACTION, y=FRACTION, aspect=ASPECT
)
def test_a_crop_is_the_largest_of_its_aspect_with_the_focus_inside(
    width: int, height: int, x: float, y: float, aspect: float
) -> None:
    whole = picture(width, height, (x, y))
    crop = crop_to(whole, aspect)
    across, down = part(crop)
    assert across * width == pytest.approx(down * height * aspect)
    assert max(across, down) == pytest.approx(1)
    assert -NEAR <= crop.left <= x + NEAR
    assert x - NEAR <= crop.right <= 1 + NEAR
    assert -NEAR <= crop.top <= y + NEAR
    assert y - NEAR <= crop.bottom <= 1 + NEAR


@settings(deadline=None)
@given(x=FRACTION, y=FRACTION, aspect=ASPECT)
def test_the_focus_keeps_clear_of_the_edges_but_those_of_the_picture(
    x: float, y: float, aspect: float
) -> None:
    crop = crop_to(picture(600, 400, (x, y)), aspect)
    across, down = part(crop)
    if across < 1:
        assert x - crop.left >= min(x, ACROSS[0] * across) - NEAR
        assert crop.right - x >= min(1 - x, (1 - ACROSS[1]) * across) - NEAR
    if down < 1:
        assert y - crop.top >= min(y, DOWN[0] * down) - NEAR
        assert crop.bottom - y >= min(1 - y, (1 - DOWN[1]) * down) - NEAR


def test_a_head_near_the_top_is_not_cut() -> None:
    # A portrait, its eyes at a quarter, made into a wide crop of half its height.
    crop = crop_to(picture(400, 600, (0.5, 0.25)), 400 / 300)
    assert crop.top == pytest.approx(0.06)
    assert crop.bottom == pytest.approx(0.56)


def test_the_same_aspect_shows_all() -> None:
    crop = crop_to(picture(640, 400, (0.1, 0.1)), 1.6)
    assert (crop.left, crop.top) == (0, 0)
    assert part(crop) == (1, pytest.approx(1))


@pytest.mark.parametrize("aspect", [0, -1])
def test_an_aspect_that_is_none(aspect: float) -> None:
    with pytest.raises(ValueError, match="more than 0"):
        crop_to(picture(640, 400, (0.5, 0.5)), aspect)


@settings(deadline=None)
@given(width=st.integers(1, 9000), height=st.integers(1, 9000), aspect=ASPECT)
def test_a_drawing_is_shown_whole(width: int, height: int, aspect: float) -> None:
    drawing = replace(picture(width, height, (0.1, 0.9)), whole=True)
    crop = crop_to(drawing, aspect)
    across, down = part(crop)
    assert across * width == pytest.approx(down * height * aspect)
    assert min(across, down) == pytest.approx(1)
    assert crop.left + crop.right == pytest.approx(1)
    assert crop.top + crop.bottom == pytest.approx(1)
