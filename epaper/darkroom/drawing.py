"""Drawings: charts, maps and other line art, told from photographs by their pixels.

In: 8-bit pictures. Out: whether it is drawn, and the colour of the ground it is drawn on.
A drawing on an even ground is never cropped, as its labels reach its edges: where the frame has
another shape, the ground goes on.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# A picture is drawn, not taken, if at least this share of neighbours are of exactly the same
# colour, and no more than so many colours occur. Charts and maps have 0.8, and 100 to 3,000 where
# edges are smoothed; photographs 0.05 to 0.3. Cut-out photographs are as flat, but have 20,000.
FLAT_SHARE = 0.6
DRAWN_COLOURS = 8192
SAMPLE_ROWS = 128

# Share of the outermost pixels that have the ground's colour: a coast or a rule may run out.
EDGE_SHARE = 0.8
# A frame is drawn around some maps: its line is no ground. So far inside, as a share of the
# shorter side, the ground must still be at least half of what is met.
FRAME = 0.03
INSIDE_SHARE = 0.5
PAPER = 255


def is_drawn(image: Image.Image) -> bool:
    """True for line art: flat areas of few colours, in a sample of rows."""
    width, height = image.size
    rows = sorted({height * i // SAMPLE_ROWS for i in range(SAMPLE_ROWS)})
    sample = np.stack(
        [np.asarray(image.crop((0, y, width, y + 1))).reshape(width, -1) for y in rows]
    )
    same = np.all(sample[:, 1:] == sample[:, :-1], axis=2)
    if same.size and float(same.mean()) < FLAT_SHARE:
        return False
    weights = 256 ** np.arange(sample.shape[2])
    return np.unique(sample @ weights).size <= DRAWN_COLOURS


def ground_of(image: Image.Image) -> tuple[int, ...] | None:
    """The colour that goes on beyond the edges of an L or RGB picture; None if they are mixed.

    It is white paper around a picture with a frame.
    """
    pixels = np.asarray(image).reshape(image.height, image.width, -1)
    edge, share = _commonest(_ring(pixels, 0))
    if share < EDGE_SHARE:
        return None
    inside = _ring(pixels, math.ceil(FRAME * min(image.size)))
    if np.all(inside == edge, axis=1).mean() < INSIDE_SHARE:
        return (PAPER,) * len(edge)
    return edge


def _ring(pixels: NDArray[np.uint8], inset: int) -> NDArray[np.uint8]:
    """The pixels of a frame one wide, so many pixels from the edge."""
    height, width = pixels.shape[0] - inset, pixels.shape[1] - inset
    part = pixels[inset:height, inset:width]
    return np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]])


def _commonest(pixels: NDArray[np.uint8]) -> tuple[tuple[int, ...], float]:
    """The colour most pixels have, and their share."""
    colours, counts = np.unique(pixels, axis=0, return_counts=True)
    most = int(counts.argmax())
    return tuple(int(level) for level in colours[most]), float(counts[most] / len(pixels))
