"""Make-up: stories and galleys in, dummies out (docs/makeup.md)."""

from epaper.makeup.edition import Copy, make_up

__all__ = ["Copy", "make_up"]
