"""An edition in figures, as the check counts them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """An edition in figures: findings by weight, shares of the page, pages without hard faults.

    `points` is the rules' score: points a page, fewer are better.
    """

    hard: int
    soft: int
    largest_hole: float
    mean_white: float
    pages: int
    clean_pages: int
    points: float

    def __str__(self) -> str:
        return (
            f"{self.pages} page{'' if self.pages == 1 else 's'}, {self.clean_pages} clean, "
            f"largest hole {self.largest_hole:.1%}, white {self.mean_white:.1%}, "
            f"{self.points:.1f} points a page"
        ).replace("%", " %")
