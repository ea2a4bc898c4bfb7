"""What stages have kept for them: things found again by all that went into them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Keeping(Protocol[T]):
    """A store of things of one kind."""

    def get(self, what: object) -> T | None:
        """What was made of `what` before; None if nothing was, or if it is damaged."""
        ...

    def put(self, made: Iterable[tuple[object, T]]) -> None:
        """Keep what was made of each."""
        ...
