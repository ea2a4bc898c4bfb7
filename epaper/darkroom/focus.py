"""Focus: where in a picture there is most to see, when nobody filed it.

In: the upright picture, small. Out: a point as fractions of width and height from the top left.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# Longest side the picture is looked at: faces and boats are still a few pixels wide, grass and
# the grain of the film are not.
LOOK_PX = 96

# The eye level of a portrait, as a fraction of the height: heads are in the upper third.
PORTRAIT_EYE = 0.36
LANDSCAPE_EYE = 0.5

# How far from the eye level or the middle detail counts half: 0.45 of the side, so that
# something plain at the edge still wins over nothing in the middle.
REACH = 0.45

# Share of the picture, the liveliest, that decides.
TOP_SHARE = 0.2


def find_focus(image: Image.Image) -> tuple[float, float]:
    """The centre of most detail in an L or RGB picture; the eye level's middle of a plain one.

    Detail is the gradient of the greys, smoothed, and weighted towards the middle across
    and towards the eye level down, which is higher in portraits. Same pixels, same point.
    """
    small = image.convert("L")
    small.thumbnail((LOOK_PX, LOOK_PX), Image.Resampling.BOX)
    greys = np.asarray(small, dtype=np.float64)
    height, width = greys.shape
    eye = PORTRAIT_EYE if height > width else LANDSCAPE_EYE
    across = (np.arange(width) + 0.5) / width
    down = (np.arange(height) + 0.5) / height
    weight = np.outer(_nearness(down, eye), _nearness(across, 0.5))
    energy = _smooth(_gradient(greys)) * weight
    top = np.where(energy >= np.quantile(energy, 1 - TOP_SHARE), energy, 0.0)
    total = float(top.sum())
    # A grey level or less of difference all over is an even surface, not a subject.
    if total < top.size * TOP_SHARE:
        return (0.5, eye)
    x = float((top.sum(axis=0) * across).sum()) / total
    y = float((top.sum(axis=1) * down).sum()) / total
    return (round(x, 3), round(y, 3))


def _nearness(at: NDArray[np.float64], to: float) -> NDArray[np.float64]:
    """1 at `to`, a half at `REACH` from it."""
    return np.asarray(0.5 ** (((at - to) / REACH) ** 2))


def _gradient(greys: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much each pixel differs from its neighbours to the right and below."""
    energy = np.zeros_like(greys)
    energy[:, :-1] += np.abs(np.diff(greys, axis=1))
    energy[:-1, :] += np.abs(np.diff(greys, axis=0))
    return energy


def _smooth(energy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means over windows of an eighth of the side, so that a lone line does not win."""
    for axis in (0, 1):
        reach = max(1, energy.shape[axis] // 16)
        padding = [(0, 0), (0, 0)]
        padding[axis] = (reach + 1, reach)
        sums = np.cumsum(np.pad(energy, padding, mode="edge"), axis=axis)
        size = energy.shape[axis]
        above = np.take(sums, np.arange(2 * reach + 1, 2 * reach + 1 + size), axis=axis)
        below = np.take(sums, np.arange(size), axis=axis)
        energy = (above - below) / (2 * reach + 1)
    return energy
