"""Make-up: stories and galleys in, dummies out (docs/makeup.md)."""

from epaper.makeup.edition import BUDGET, Copy, make_up
from epaper.makeup.flatplan import Flatplanner

__all__ = ["BUDGET", "Copy", "Flatplanner", "make_up"]
