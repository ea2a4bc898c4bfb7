"""Make-up: stories and galleys in, dummies out (docs/makeup.md)."""

from epaper.makeup.edition import Copy, make_up
from epaper.makeup.flatplan.planner import Flatplanner

__all__ = ["Copy", "Flatplanner", "make_up"]
