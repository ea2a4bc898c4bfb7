"""Crops: the part of a picture that fills a frame.

In: a picture's facts and the frame's aspect. Out: the part to show, in fractions, or for a
drawing that may not be cropped all of it and some ground around.
"""

from __future__ import annotations

from epaper.model import Crop, Picture

# Where in the crop the focus may lie, as fractions of its width and height: it stays where the
# photographer put it within these, and is drawn to the nearer end from beyond. Down the page the
# range is narrow and above the middle, because what is above the focus is mostly the head's
# other half.
ACROSS = (0.35, 0.65)
DOWN = (0.38, 0.5)


def crop_to(picture: Picture, aspect: float) -> Crop:
    """The largest part of `picture` of that aspect (width over height), placed by its focus.

    The focus is always inside. It lies in the crop where it lies in the picture, as far as
    `ACROSS` and `DOWN` allow, and nearer to an edge only where the picture ends.
    For a `whole` picture: the smallest rectangle of that aspect with all of it, in its middle.
    """
    if aspect <= 0:
        raise ValueError(f"an aspect is more than 0, not {aspect}")
    if picture.whole:
        return _around(picture.aspect, aspect)
    x, y = picture.focus
    if aspect >= picture.aspect:
        top, bottom = _place(picture.aspect / aspect, y, DOWN)
        return Crop(top=top, bottom=bottom)
    left, right = _place(aspect / picture.aspect, x, ACROSS)
    return Crop(left=left, right=right)


def _place(part: float, focus: float, within: tuple[float, float]) -> tuple[float, float]:
    """Ends of a stretch of length `part` of 0 to 1, with `focus` at a place `within` it."""
    least, most = within
    start = focus - part * min(max(focus, least), most)
    start = min(max(start, 0.0), 1.0 - part)
    return start, start + part


def _around(filed: float, aspect: float) -> Crop:
    """All of a picture of aspect `filed`, with equal ground on two sides."""
    across = max(1.0, aspect / filed)
    down = max(1.0, filed / aspect)
    return Crop(
        left=(1 - across) / 2, right=(1 + across) / 2, top=(1 - down) / 2, bottom=(1 + down) / 2
    )
