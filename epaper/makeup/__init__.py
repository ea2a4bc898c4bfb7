"""Make-up: stories and galleys in, dummies out (docs/makeup.md)."""

from epaper.makeup.edition import make_up
from epaper.makeup.flatplan.planner import Flatplanner
from epaper.makeup.story.copy import Copy, Job, Precedent

__all__ = ["Copy", "Flatplanner", "Job", "Precedent", "make_up"]
