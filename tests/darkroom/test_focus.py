from __future__ import annotations

import pytest
from PIL import Image

from epaper.darkroom.focus import LANDSCAPE_EYE, PORTRAIT_EYE, find_focus
from tests.darkroom.made import noise


@pytest.mark.parametrize(
    ("size", "eye"), [((600, 400), LANDSCAPE_EYE), ((400, 600), PORTRAIT_EYE), ((1, 1), 0.5)]
)
def test_an_even_picture_is_looked_at_in_the_middle(size: tuple[int, int], eye: float) -> None:
    assert find_focus(Image.new("RGB", size, "teal")) == (0.5, eye)


@pytest.mark.parametrize(("x", "y"), [(0.25, 0.3), (0.7, 0.3), (0.3, 0.75), (0.5, 0.5)])
def test_detail_is_found(x: float, y: float) -> None:
    image = Image.new("RGB", (900, 600), (120, 140, 160))
    patch = noise(180, 120)
    image.paste(patch.resize((180, 120)), (int(900 * x) - 90, int(600 * y) - 60))
    found = find_focus(image)
    assert found[0] == pytest.approx(x, abs=0.06)
    assert found[1] == pytest.approx(y, abs=0.06)


def test_in_a_portrait_the_upper_of_two_wins() -> None:
    image = Image.new("L", (400, 600), 120)
    for y in (80, 440):
        image.paste(noise(120, 120, 1), (140, y))
    assert find_focus(image)[1] < 0.45


def test_every_shape_has_a_focus() -> None:
    for size in ((1, 500), (500, 1), (2, 2), (3000, 30)):
        x, y = find_focus(noise(*size))
        assert 0 <= x <= 1
        assert 0 <= y <= 1


def test_the_same_picture_has_the_same_focus() -> None:
    assert find_focus(noise()) == find_focus(noise())
