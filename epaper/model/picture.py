"""Pictures: facts about a photo file, and the crop a frame shows of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo file that can be printed, upright after EXIF rotation.

    `path` is absolute; sizes are in px after rotation; `focus` is in fractions
    from the top left; `focus_filed` tells whether a person set it or it was
    found as the part with most detail. `whole` marks a drawing on an even ground,
    which is never cropped: the ground goes on to fill the frame.
    """

    path: str
    width_px: int
    height_px: int
    focus: tuple[float, float]
    focus_filed: bool
    sha256: str
    whole: bool = False

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width_px / self.height_px

    def resolution_dpi(self, crop: Crop, width_mm: float) -> float:
        """Printed resolution of `crop` at `width_mm`."""
        return (crop.right - crop.left) * self.width_px / (width_mm / 25.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A rectangle of a picture, in fractions of its width and height.

    It goes beyond 0 or 1 only for a `whole` picture, whose ground goes on there.
    """

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0
